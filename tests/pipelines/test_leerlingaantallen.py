"""Pupils per municipality, from delivery to frame."""

import pytest

from pipelines.leerlingaantallen import PIPELINE
from tests.pipelines.delivered import delivered, rejected, rows

HEADER = "gemeente;schooljaar;sector;leerlingen"


def test_a_number_of_residents_is_read() -> None:
    cleaned = delivered(PIPELINE, HEADER, "Stichtse Vecht;2018-2019;PO;5634")
    assert rows(cleaned) == [("GM1904", "2018-2019", "PO", 5634, "2018-2019")]


def test_two_numbers_for_the_same_residents_are_a_conflict_and_the_first_holds() -> None:
    line = "Woerden;2018-2019;PO;4500"
    cleaned = delivered(PIPELINE, HEADER, line, line.replace("Woerden", "GM0632"), line.replace("4500", "4600"))
    assert cleaned.frame["leerlingen"].to_list() == [4500]
    assert rejected(cleaned) == [(3, "dubbel", None), (4, "conflict", None)]


@pytest.mark.parametrize(
    ("line", "reden", "kolom"),
    [
        ("GM0344;2018-2019;PO;4500", "onbekende_gemeente", "gemeente"),
        ("Woerden;2018;PO;4500", "vorm", "schooljaar"),
        ("Woerden;2018-2020;PO;4500", "onbekende_code", "schooljaar"),
        ("Woerden;2018-2019;BO;4500", "onbekende_code", "sector"),
        ("Woerden;2018-2019;PO;-1", "bereik", "leerlingen"),
        ("Woerden;2018-2019;PO;4.500", "getal", "leerlingen"),
        ("Woerden;2018-2019;PO;<veel", "getal", "leerlingen"),
        ("Woerden;2018-2019;PO;", "leeg", "leerlingen"),
    ],
)
def test_a_faulty_line_is_kept_apart_with_its_reason(line: str, reden: str, kolom: str) -> None:
    cleaned = delivered(PIPELINE, HEADER, line)
    assert (cleaned.frame.height, rejected(cleaned)) == (0, [(2, reden, kolom)])


@pytest.mark.parametrize("tekst", ["<5", "< 5", "<10"])
def test_a_number_that_the_source_hides_is_unknown(tekst: str) -> None:
    assert delivered(PIPELINE, HEADER, f"Woerden;2018-2019;PO;{tekst}").frame["leerlingen"].to_list() == [None]
