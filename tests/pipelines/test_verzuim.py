"""Absence, from delivery to frame."""

import datetime as dt

import pytest

from pipelines.keys import REDEN
from pipelines.verzuim import PIPELINE
from tests.pipelines.delivered import delivered, hashed, rejected, rows

HEADER = "school;leerling;datum;eenheid;reden"


def test_a_missed_unit_is_read_with_a_hash_instead_of_the_key() -> None:
    cleaned = delivered(PIPELINE, HEADER, "99AA00;SLEUTEL-7;03-09-2018;2;Z")
    row = ("99AA00", hashed("SLEUTEL-7"), dt.date(2018, 9, 3), 2, hashed("Z", REDEN), None)
    assert rows(cleaned) == [(*row, "99AA00/2018-2019")]


def test_times_are_accepted_and_not_kept() -> None:
    cleaned = delivered(PIPELINE, f"{HEADER};van;tot;meldmoment", "99AA00;K1;2018-09-03;1;Z;08:30;09:20;08:15")
    assert cleaned.frame.columns == ["school", "leerling", "datum", "eenheid", "reden", "categorie", "deel", "regel"]


def test_a_file_may_hold_more_than_one_part() -> None:
    cleaned = delivered(
        PIPELINE, HEADER, "99AA00;K1;2019-07-31;1;Z", "99AA00;K1;2019-08-01;1;Z", "99AB00;K1;2019-08-01;1;Z"
    )
    assert cleaned.frame["deel"].to_list() == ["99AA00/2018-2019", "99AA00/2019-2020", "99AB00/2019-2020"]


def test_a_unit_can_be_missed_only_once() -> None:
    cleaned = delivered(
        PIPELINE,
        HEADER,
        "99AA00;K1;2018-09-03;1;Z",
        "99AA00;K1;2018-09-03;1;Z",
        "99AA00;K1;2018-09-03;1;D",
        "99AA00;K1;2018-09-03;2;Z",
        "99AA00;K2;2018-09-03;1;Z",
    )
    assert rejected(cleaned) == [(3, "dubbel", None), (4, "conflict", None)]
    assert cleaned.frame["reden"].to_list() == [hashed("Z", REDEN)] * 3


@pytest.mark.parametrize(
    ("line", "reden", "kolom"),
    [
        (";K1;2018-09-03;1;Z", "leeg", "school"),
        ("99AA00;;2018-09-03;1;Z", "leeg", "leerling"),
        ("99AA00;K1;gisteren;1;Z", "datum", "datum"),
        ("99AA00;K1;2018-09-03;0;Z", "bereik", "eenheid"),
        ("99AA00;K1;2018-09-03;13;Z", "bereik", "eenheid"),
        ("99AA00;K1;2018-09-03;ochtend;Z", "getal", "eenheid"),
        ("99AA00;K1;2018-09-03;1;", "leeg", "reden"),
    ],
)
def test_a_faulty_line_is_kept_apart_with_its_reason(line: str, reden: str, kolom: str) -> None:
    cleaned = delivered(PIPELINE, HEADER, line)
    assert (cleaned.frame.height, rejected(cleaned)) == (0, [(2, reden, kolom)])


def test_of_several_faults_the_first_column_is_told() -> None:
    assert rejected(delivered(PIPELINE, HEADER, "99AA00;;gisteren;99;")) == [(2, "leeg", "leerling")]
