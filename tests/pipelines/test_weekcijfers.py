"""Counts per week, from delivery to frame."""

import datetime as dt

import pytest

from pipelines.weekcijfers import PIPELINE
from tests.pipelines.delivered import delivered, rejected, rows

HEADER = "school;gemeente;week;categorie;leerlingen;gemiste_eenheden;ingeroosterde_eenheden"


def test_a_week_is_read_with_its_total() -> None:
    cleaned = delivered(
        PIPELINE, HEADER, "99AA00;Woerden;2018-W36;ziekte;12;40;", "99AA00;Woerden;2018-W36;totaal;210;;2100"
    )
    assert rows(cleaned) == [
        ("99AA00", "GM0632", "2018-W36", "ziekte", 12, 40, None, "99AA00/2018-2019"),
        ("99AA00", "GM0632", "2018-W36", "totaal", 210, None, 2100, "99AA00/2018-2019"),
    ]


@pytest.mark.parametrize(
    ("week", "jaar"),
    [("2019-W31", "2019-2020"), ("2019-W30", "2018-2019"), ("2020-W53", "2020-2021"), ("2021-W01", "2020-2021")],
)
def test_a_week_belongs_to_the_school_year_of_its_thursday(week: str, jaar: str) -> None:
    cleaned = delivered(PIPELINE, HEADER, f"99AA00;Woerden;{week};totaal;210;;2100")
    assert cleaned.frame["deel"].to_list() == [f"99AA00/{jaar}"]


@pytest.mark.parametrize("week", ["2018-W01", "2020-W53", "2021-W01", "2026-W53", "2024-W09"])
def test_the_day_of_a_week_is_its_sunday(week: str) -> None:
    cleaned = delivered(PIPELINE, HEADER, f"99AA00;Woerden;{week};totaal;210;;2100")
    sunday = dt.date.fromisocalendar(int(week[:4]), int(week[6:]), 7)
    assert PIPELINE.days(cleaned.frame) == (sunday, sunday)


def test_pupils_of_two_gemeenten_are_two_lines() -> None:
    cleaned = delivered(
        PIPELINE,
        HEADER,
        "99AA00;Woerden;2018-W36;ziekte;12;40;",
        "99AA00;Oudewater;2018-W36;ziekte;5;9;",
        "99AA00;GM0632;2018-W36;ziekte;12;40;",
        "99AA00;GM0632;2018-W36;ziekte;13;40;",
    )
    assert cleaned.frame["gemeente"].to_list() == ["GM0632", "GM0589"]
    assert rejected(cleaned) == [(4, "dubbel", None), (5, "conflict", None)]


@pytest.mark.parametrize(
    ("line", "reden", "kolom"),
    [
        ("99AA00;Woerden;2018-36;ziekte;12;40;", "vorm", "week"),
        ("99AA00;Woerden;2018-W54;ziekte;12;40;", "vorm", "week"),
        ("99AA00;Woerden;2018-W53;ziekte;12;40;", "onbekende_code", "week"),
        ("99AA00;Woerden;2018-W36;griep;12;40;", "onbekende_code", "categorie"),
        ("99AA00;Woerden;2018-W36;ziekte;-1;40;", "bereik", "leerlingen"),
        ("99AA00;Woerden;2018-W36;ziekte;;40;", "leeg", "leerlingen"),
        ("99AA00;Woerden;2018-W36;ziekte;<5;40;", "getal", "leerlingen"),
        ("99AA00;Woerden;2018-W36;ziekte;12;veel;", "getal", "gemiste_eenheden"),
    ],
)
def test_a_faulty_line_is_kept_apart_with_its_reason(line: str, reden: str, kolom: str) -> None:
    cleaned = delivered(PIPELINE, HEADER, line)
    assert (cleaned.frame.height, rejected(cleaned)) == (0, [(2, reden, kolom)])


def test_two_gemeenten_outside_the_region_stay_two_lines() -> None:
    cleaned = delivered(
        PIPELINE, HEADER, "99AA00;GM0344;2018-W36;ziekte;12;40;", "99AA00;gm0310;2018-W36;ziekte;12;40;"
    )
    assert cleaned.frame["gemeente"].to_list() == ["GM0344", "GM0310"]
    assert rejected(cleaned) == []


def test_a_category_cannot_count_more_than_its_week_holds() -> None:
    cleaned = delivered(
        PIPELINE,
        HEADER,
        "99AA00;Woerden;2018-W36;totaal;48;;432",
        "99AA00;Woerden;2018-W36;ziekte;60;200;",
        "99AA00;Woerden;2018-W36;spijbelen;5;900;",
        "99AA00;Oudewater;2018-W36;ziekte;60;900;",
    )
    assert cleaned.frame["gemeente"].to_list() == ["GM0632", "GM0589"]
    assert rejected(cleaned) == [(3, "bereik", "leerlingen"), (4, "bereik", "gemiste_eenheden")]
