"""Schools, from delivery to frame."""

import datetime as dt

import pytest

from pipelines.scholen import PIPELINE
from tests.pipelines.delivered import delivered, rejected, rows

HEADER = "school;naam;sector;gemeente;swv;geldig_vanaf;geldig_tot;opvolger"


def test_a_school_is_read_with_its_period() -> None:
    cleaned = delivered(PIPELINE, HEADER, "99AA00;De Wilg;PO;Ronde Venen;PASSENDERWIJS;01-08-2018;2020-07-31;99AB00")
    row = ("99AA00", "De Wilg", "PO", "GM0736", "PASSENDERWIJS", dt.date(2018, 8, 1), dt.date(2020, 7, 31), "99AB00")
    assert rows(cleaned) == [(*row, "alle")]


def test_an_open_end_and_no_successor_are_no_faults() -> None:
    cleaned = delivered(PIPELINE, HEADER, "99AA00;De Wilg;PO;GM0632;;2018-08-01;;")
    assert cleaned.frame.select("swv", "geldig_tot", "opvolger").rows() == [(None, None, None)]


def test_a_school_elsewhere_is_outside_the_region() -> None:
    cleaned = delivered(PIPELINE, HEADER, "99AA00;De Wilg;VO;GM0344;;2018-08-01;;")
    assert cleaned.frame["gemeente"].to_list() == ["buiten_regio"]


def test_a_school_may_stand_once_per_period() -> None:
    line = "99AA00;De Wilg;PO;Woerden;;2018-08-01;;"
    cleaned = delivered(PIPELINE, HEADER, line, line, line.replace("Wilg", "Els"), line.replace("2018", "2020"))
    assert rejected(cleaned) == [(3, "dubbel", None), (4, "conflict", None)]
    assert cleaned.frame["naam"].to_list() == ["De Wilg", "De Wilg"]


@pytest.mark.parametrize(
    ("line", "reden", "kolom"),
    [
        ("99aa00;De Wilg;PO;Woerden;;2018-08-01;;", "vorm", "school"),
        ("99AA00;;PO;Woerden;;2018-08-01;;", "leeg", "naam"),
        (f"99AA00;{'x' * 121};PO;Woerden;;2018-08-01;;", "bereik", "naam"),
        ("99AA00;De Wilg;PO;Woerden;;2018-08-01;2018-07-31;", "volgorde", "geldig_tot"),
        ("99AA00;De Wilg;HBO;Woerden;;2018-08-01;;", "onbekende_code", "sector"),
        ("99AA00;De Wilg;PO;Woerdn;;2018-08-01;;", "onbekende_gemeente", "gemeente"),
        ("99AA00;De Wilg;PO;Woerden;;2018-13-01;;", "datum", "geldig_vanaf"),
        ("99AA00;De Wilg;PO;Woerden;;;;", "leeg", "geldig_vanaf"),
        ("99AA00;De Wilg;PO;Woerden;;2018-08-01;;De Els", "vorm", "opvolger"),
    ],
)
def test_a_faulty_line_is_kept_apart_with_its_reason(line: str, reden: str, kolom: str) -> None:
    cleaned = delivered(PIPELINE, HEADER, line)
    assert (cleaned.frame.height, rejected(cleaned)) == (0, [(2, reden, kolom)])
