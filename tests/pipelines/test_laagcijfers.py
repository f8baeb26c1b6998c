"""Counts per laag, from delivery to frame."""

import datetime as dt

import pytest

from pipelines.laagcijfers import PIPELINE
from tests.pipelines.delivered import delivered, rejected, rows

HEADER = "school;gemeente;leerjaar;peildatum;laag;leerlingen"
DAY = dt.date(2021, 12, 31)


def test_a_count_is_read_per_leerjaar_or_of_all_together() -> None:
    per_year = delivered(PIPELINE, HEADER, "99AA00;Woerden;3;2021-12-31;2;7")
    assert rows(per_year) == [("99AA00", "GM0632", 3, DAY, "2", 7, "99AA00/2021-2022")]
    together = delivered(PIPELINE, HEADER.replace("leerjaar;", ""), "99AA00;Woerden;2021-12-31;onbekend;7")
    assert rows(together) == [("99AA00", "GM0632", None, DAY, "onbekend", 7, "99AA00/2021-2022")]


def test_a_line_of_all_leerjaren_beside_single_ones_would_count_pupils_twice() -> None:
    cleaned = delivered(
        PIPELINE,
        HEADER,
        "99AA00;Woerden;3;2021-12-31;2;7",
        "99AA00;Woerden;;2021-12-31;2;30",
        "99AA00;Woerden;;2022-03-31;2;31",
    )
    assert cleaned.frame["leerlingen"].to_list() == [7, 31]
    assert rejected(cleaned) == [(3, "conflict", "leerjaar")]


@pytest.mark.parametrize(
    ("wrong", "reden", "kolom"),
    [
        ("99AA00;Woerden;3;2021-12-31;4;7", "onbekende_code", "laag"),
        ("99AA00;Woerden;3;2021-12-31;2;-1", "bereik", "leerlingen"),
        ("99AA00;Woerden;3;2021-12-31;2;<5", "getal", "leerlingen"),
        ("99AA00;Woerden;3;31 december;2;7", "datum", "peildatum"),
    ],
)
def test_a_faulty_line_is_kept_apart_with_its_reason(wrong: str, reden: str, kolom: str) -> None:
    cleaned = delivered(PIPELINE, HEADER, wrong)
    assert (cleaned.frame.height, rejected(cleaned)) == (0, [(2, reden, kolom)])
