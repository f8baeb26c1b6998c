"""Schedules, from delivery to frame."""

import datetime as dt

import pytest

from pipelines.rooster import PIPELINE
from tests.pipelines.delivered import delivered, rejected, rows

HEADER = "school;leerjaar;datum;eenheden"


@pytest.mark.parametrize("datum", ["2018-09-03", "03-09-2018", "3-9-2018"])
def test_a_day_is_read_both_ways(datum: str) -> None:
    cleaned = delivered(PIPELINE, HEADER, f"99AA00;3;{datum};2")
    assert rows(cleaned) == [("99AA00", 3, dt.date(2018, 9, 3), 2, "99AA00/2018-2019")]


@pytest.mark.parametrize(("datum", "jaar"), [("2019-07-31", "2018-2019"), ("2019-08-01", "2019-2020")])
def test_the_part_of_a_day_changes_on_the_first_of_august(datum: str, jaar: str) -> None:
    assert delivered(PIPELINE, HEADER, f"99AA00;3;{datum};2").frame["deel"].to_list() == [f"99AA00/{jaar}"]


def test_a_day_without_school_may_be_delivered_as_zero() -> None:
    assert delivered(PIPELINE, HEADER, "99AA00;3;2018-09-03;0").frame["eenheden"].to_list() == [0]


def test_two_schedules_of_one_day_are_a_conflict_and_the_first_holds() -> None:
    cleaned = delivered(PIPELINE, HEADER, "99AA00;3;2018-09-03;2", "99AA00;3;03-09-2018;2", "99AA00;3;2018-09-03;1")
    assert cleaned.frame["eenheden"].to_list() == [2]
    assert rejected(cleaned) == [(3, "dubbel", None), (4, "conflict", None)]


def test_the_days_of_a_file_run_from_its_first_to_its_last() -> None:
    cleaned = delivered(PIPELINE, HEADER, "99AA00;3;2018-09-04;2", "99AA00;3;2018-09-03;2", "99AA00;3;x;2")
    assert PIPELINE.days(cleaned.frame) == (dt.date(2018, 9, 3), dt.date(2018, 9, 4))
    assert PIPELINE.days(PIPELINE.empty()) == (None, None)


@pytest.mark.parametrize(
    ("line", "reden", "kolom"),
    [
        ("99AA0;3;2018-09-03;2", "vorm", "school"),
        ("99AA00;-1;2018-09-03;2", "bereik", "leerjaar"),
        ("99AA00;3;2018-02-30;2", "datum", "datum"),
        ("99AA00;3;03-09-18;2", "datum", "datum"),
        ("99AA00;3;;2", "leeg", "datum"),
        ("99AA00;3;2018-09-03;13", "bereik", "eenheden"),
        ("99AA00;3;2018-09-03;2,5", "getal", "eenheden"),
    ],
)
def test_a_faulty_line_is_kept_apart_with_its_reason(line: str, reden: str, kolom: str) -> None:
    cleaned = delivered(PIPELINE, HEADER, line)
    assert (cleaned.frame.height, rejected(cleaned)) == (0, [(2, reden, kolom)])
