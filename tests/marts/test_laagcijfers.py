"""A school that delivers no pupils counts its own lagen: for itself and for the median, not for the region."""

import datetime as dt
from typing import Any

from tests.marts.conftest import Build
from tests.marts.rows import MONTFOORT, PO, WOERDEN, Rows, delivered, pupil, reasons, schedule, school

MARTS = ("mart_lagen_school", "mart_lagen")
COUNTING = "99PO02"
DECEMBER, MARCH = dt.date(2021, 12, 31), dt.date(2022, 3, 31)


def own(laag: str, leerlingen: int, peildatum: dt.date = DECEMBER, **rest: Any) -> Rows:
    usual = {"school": COUNTING, "gemeente": WOERDEN, "leerjaar": None}
    return [{**usual, "peildatum": peildatum, "laag": laag, "leerlingen": leerlingen, **rest}]


def counted(build: Build, rows: Rows, **kinds: Rows) -> list[tuple[Any, ...]]:
    con = build(scholen=[*school(), *school(COUNTING)], laagcijfers=rows, **kinds)
    columns = "peildatum, leerjaar, laag, leerlingen"
    where = f"school = '{COUNTING}' and leerlingen > 0"
    return con.sql(f"select {columns} from mart_lagen_school where {where} order by all").fetchall()


def test_pupils_of_all_gemeenten_count_at_the_school(build: Build) -> None:
    rows = [*own("1", 40), *own("1", 5, gemeente=MONTFOORT), *own("2", 6, gemeente="GM0344")]
    assert counted(build, rows) == [(DECEMBER, "alle", "1", 45), (DECEMBER, "alle", "2", 6)]


def test_the_last_peildatum_of_the_schooljaar_is_shown(build: Build) -> None:
    assert counted(build, [*own("1", 40), *own("1", 38, MARCH)]) == [(MARCH, "alle", "1", 38)]


def test_leerjaren_add_up_to_the_school(build: Build) -> None:
    rows = [*own("1", 20, leerjaar=3), *own("1", 18, leerjaar=4), *own("3", 2, leerjaar=4)]
    assert counted(build, rows) == [
        (DECEMBER, "3", "1", 20),
        (DECEMBER, "4", "1", 18),
        (DECEMBER, "4", "3", 2),
        (DECEMBER, "alle", "1", 38),
        (DECEMBER, "alle", "3", 2),
    ]


def test_counts_of_a_school_that_delivers_pupils_are_left_out(build: Build) -> None:
    con = build(
        scholen=school(),
        leerlingen=pupil(),
        rooster=schedule(),
        redenen=reasons(),
        verzuim=delivered(),
        laagcijfers=own("3", 40, dt.date(2022, 7, 1), school=PO),
    )
    assert con.sql("select sum(leerlingen) from mart_lagen_school where leerjaar = 'alle'").fetchall() == [(1,)]


def test_they_do_not_count_in_the_lagen_of_the_region(build: Build) -> None:
    con = build(scholen=school(COUNTING), laagcijfers=own("3", 40))
    assert con.sql("select count(*) from mart_lagen").fetchall() == [(0,)]
