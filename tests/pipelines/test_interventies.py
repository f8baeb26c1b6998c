"""Interventions of pupils, from delivery to frame."""

import datetime as dt

import pytest

from pipelines.interventies import PIPELINE
from tests.pipelines.delivered import delivered, hashed, rejected, rows

HEADER = "school;leerling;interventie;laag;start;einde"
LINE = "99AA00;L1;gesprek;2;2021-11-15;2021-12-17"


def test_a_pupil_is_known_by_a_hash_only() -> None:
    cleaned = delivered(PIPELINE, HEADER, LINE)
    first, last = dt.date(2021, 11, 15), dt.date(2021, 12, 17)
    assert rows(cleaned) == [("99AA00", hashed("L1"), "gesprek", "2", first, last, "99AA00/2021-2022")]


def test_an_intervention_belongs_to_the_school_year_in_which_it_begins() -> None:
    cleaned = delivered(PIPELINE, HEADER, "99AA00;L1;mentor;3;2022-07-31;2022-10-01", "99AA00;L1;mentor;3;2022-08-01;")
    assert cleaned.frame["deel"].to_list() == ["99AA00/2021-2022", "99AA00/2022-2023"]


def test_two_interventions_of_a_pupil_are_two_lines_and_the_same_one_again_is_none() -> None:
    cleaned = delivered(PIPELINE, HEADER, LINE, LINE.replace("gesprek", "mentor"), LINE, LINE.replace(";2;", ";3;"))
    assert cleaned.frame["interventie"].to_list() == ["gesprek", "mentor"]
    assert rejected(cleaned) == [(4, "dubbel", None), (5, "conflict", None)]


@pytest.mark.parametrize(
    ("wrong", "reden", "kolom"),
    [
        (LINE.replace("gesprek", "boze brief"), "onbekende_code", "interventie"),
        (LINE.replace(";2;", ";onbekend;"), "onbekende_code", "laag"),
        (LINE.replace("2021-12-17", "2021-10-17"), "volgorde", "einde"),
        (LINE.replace("2021-11-15", ""), "leeg", "start"),
        (LINE.replace("2021-11-15;2021-12-17", "2121-11-15;"), "bereik", "start"),
    ],
)
def test_a_faulty_line_is_kept_apart_with_its_reason(wrong: str, reden: str, kolom: str) -> None:
    cleaned = delivered(PIPELINE, HEADER, wrong)
    assert (cleaned.frame.height, rejected(cleaned)) == (0, [(2, reden, kolom)])
