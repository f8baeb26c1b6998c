"""Enrolment, from delivery to frame."""

import datetime as dt

import pytest

from pipelines.leerlingen import PIPELINE
from tests.pipelines.delivered import delivered, hashed, rejected, rows

HEADER = "schooljaar;school;leerling;gemeente;leerjaar;afdeling;van;tot"


def test_a_spell_is_read_with_a_hash_instead_of_the_key() -> None:
    cleaned = delivered(PIPELINE, HEADER, "2018-2019;99AA00;SLEUTEL-7;Woerden;3;havo;2018-08-27;31-12-2018")
    row = ("2018-2019", "99AA00", hashed("SLEUTEL-7"), "GM0632", 3, dt.date(2018, 8, 27), dt.date(2018, 12, 31))
    assert rows(cleaned) == [(*row, "99AA00/2018-2019")]


def test_an_optional_column_may_be_left_out() -> None:
    cleaned = delivered(PIPELINE, HEADER.replace("afdeling;", ""), "2018-2019;99AA00;K1;Woerden;3;2018-08-27;")
    assert cleaned.frame.select("tot").rows() == [(None,)]


@pytest.mark.parametrize("name", ["De Ronde Venen", "de ronde venen", "Ronde Venen", "GM0736", "gm0736"])
def test_every_spelling_of_a_gemeente_is_one_code(name: str) -> None:
    cleaned = delivered(PIPELINE, HEADER, f"2018-2019;99AA00;K1;{name};3;;2018-08-27;")
    assert cleaned.frame["gemeente"].to_list() == ["GM0736"]


def test_a_gemeente_that_was_reorganised_is_the_one_it_became_part_of() -> None:
    cleaned = delivered(PIPELINE, HEADER, "2018-2019;99AA00;S;GM0333;3;;2018-08-27;")
    assert cleaned.frame["gemeente"].to_list() == ["GM1904"]


@pytest.mark.parametrize("name", ["GM0344", "buiten_regio"])
def test_a_pupil_from_elsewhere_lives_outside_the_region(name: str) -> None:
    cleaned = delivered(PIPELINE, HEADER, f"2018-2019;99AA00;K1;{name};3;;2018-08-27;")
    assert cleaned.frame["gemeente"].to_list() == ["buiten_regio"]


def test_a_pupil_may_leave_and_come_back_in_a_year() -> None:
    lines = ("2018-2019;99AA00;K1;Woerden;3;;2018-08-27;2018-10-01", "2018-2019;99AA00;K1;Woerden;3;;2019-01-07;")
    cleaned = delivered(PIPELINE, HEADER, *lines)
    assert (cleaned.frame.height, rejected(cleaned)) == (2, [])


def test_a_spell_that_stands_twice_counts_once() -> None:
    line = "2018-2019;99AA00;K1;Woerden;3;;2018-08-27;"
    cleaned = delivered(PIPELINE, HEADER, line, line, line.replace(";3;", ";4;"))
    assert rejected(cleaned) == [(3, "dubbel", None), (4, "conflict", None)]


@pytest.mark.parametrize(
    ("line", "reden", "kolom"),
    [
        ("2018/2019;99AA00;K1;Woerden;3;;2018-08-27;", "vorm", "schooljaar"),
        ("2018-2020;99AA00;K1;Woerden;3;;2018-08-27;", "onbekende_code", "schooljaar"),
        ("2018-2019;99AA00;;Woerden;3;;2018-08-27;", "leeg", "leerling"),
        ("2018-2019;99AA00;K1;Utrecht;3;;2018-08-27;", "onbekende_gemeente", "gemeente"),
        ("2018-2019;99AA00;K1;;3;;2018-08-27;", "leeg", "gemeente"),
        ("2018-2019;99AA00;K1;Woerden;3;;2018-08-27;2018-08-26", "volgorde", "tot"),
        ("2018-2019;99AA00;K1;Woerden;3;;2019-08-01;", "buiten_schooljaar", "van"),
        ("2018-2019;99AA00;K1;Woerden;3;;2017-08-28;2018-07-31", "buiten_schooljaar", "van"),
        ("2018-2019;99AA00;K1;Woerden;drie;;2018-08-27;", "getal", "leerjaar"),
        ("2018-2019;99AA00;K1;Woerden;11;;2018-08-27;", "bereik", "leerjaar"),
        ("2018-2019;99AA00;K1;Woerden;3;;27-08-18;", "datum", "van"),
        ("2018-2019;99AA00;K1;Woerden;3;;2018-08-27;later", "datum", "tot"),
    ],
)
def test_a_faulty_line_is_kept_apart_with_its_reason(line: str, reden: str, kolom: str) -> None:
    cleaned = delivered(PIPELINE, HEADER, line)
    assert (cleaned.frame.height, rejected(cleaned)) == (0, [(2, reden, kolom)])


@pytest.mark.parametrize("spell", ["2018-08-27;2018-08-27", "2015-08-24;", "2019-07-31;", "2017-08-28;2018-08-01"])
def test_a_spell_counts_when_a_day_of_it_lies_in_its_school_year(spell: str) -> None:
    assert delivered(PIPELINE, HEADER, f"2018-2019;99AA00;K1;Woerden;3;;{spell}").frame.height == 1
