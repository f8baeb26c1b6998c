"""Absence per categorie: missed days, missed units or times, and unique pupils."""

from typing import Any

import duckdb

from tests.marts.conftest import Build
from tests.marts.rows import MONTFOORT, WOERDEN, day, delivered, missed, pupil, reasons, schedule, school

MARTS = ("mart_verzuim", "basis_verzuim_erbuiten")

COLUMNS = "categorie, geoorloofd, leerlingen, registraties, gemiste_dagen"


def rows(con: duckdb.DuckDBPyConnection, columns: str = COLUMNS, **where: str) -> list[tuple[Any, ...]]:
    key = {"periode": "2021-2022", "gemeente": "alle", "sector": "alle", **where}
    condition = " and ".join(f"{column} = ${column}" for column in key)
    query = f"select {columns} from mart_verzuim where {condition} order by categorie"
    return con.sql(query, params=key).fetchall()


def test_each_categorie_has_its_days_units_and_unique_pupils(build: Build) -> None:
    con = build(
        scholen=school(),
        leerlingen=[*pupil(1), *pupil(2)],
        rooster=schedule(days=range(5)),
        redenen=reasons(),
        verzuim=[*missed(3), *missed(1, start=4), *missed(1, leerling=2), *missed(2, leerling=2, reden="S", start=1)],
    )
    assert rows(con) == [("spijbelen", False, 1, 2, 1.0), ("ziekte", True, 2, 5, 2.5)]


def test_a_reason_without_a_mapping_is_a_line_of_its_own(build: Build) -> None:
    con = build(
        scholen=school(),
        leerlingen=pupil(),
        rooster=schedule(days=range(5)),
        redenen=reasons(),
        verzuim=missed(2, reden="nieuw"),
    )
    assert rows(con) == [("onbekend", None, 1, 2, 1.0)]


def test_late_arrivals_count_times_and_no_missed_time(build: Build) -> None:
    con = build(
        scholen=school(),
        leerlingen=pupil(),
        rooster=schedule(days=range(5)),
        redenen=reasons(),
        verzuim=missed(3, reden="L"),
    )
    assert rows(con) == [("te_laat", None, 1, 3, 0.0)]


def test_a_pupil_counts_once_a_period_whatever_the_spells(build: Build) -> None:
    con = build(
        scholen=school(),
        leerlingen=[*pupil(tot=day(4)), *pupil(van=day(5), gemeente=MONTFOORT)],
        rooster=schedule(days=range(10)),
        redenen=reasons(),
        verzuim=[*delivered(weeks=(0, 1)), *missed(2), *missed(2, start=6)],
    )
    columns = "leerlingen, registraties"
    assert rows(con, columns) == [(1, 4)]
    assert rows(con, columns, gemeente=WOERDEN) == [(0, 2)]
    assert rows(con, columns, gemeente=MONTFOORT) == [(1, 2)]
    assert rows(con, columns, gemeente=WOERDEN, periode="2021-W36") == [(1, 2)]


def test_a_day_of_two_reasons_is_never_more_than_a_day(build: Build) -> None:
    con = build(
        scholen=school(),
        leerlingen=pupil(),
        rooster=schedule(days=range(5)),
        redenen=reasons(),
        verzuim=[*missed(2, reden="S"), *[{**row, "eenheid": row["eenheid"] + 2} for row in missed(2, reden="Z")]],
    )
    assert sum(row[4] for row in rows(con)) == 1.0


def test_of_who_is_absent_in_one_of_two_periods_only_the_school_with_the_most_is_known(build: Build) -> None:
    """Three of one school and one of another, of whom two and one are absent in October only."""
    first, second = "99AA00", "99BB00"
    october = [(2, first), (3, first), (4, second)]
    con = build(
        scholen=[*school(first), *school(second)],
        leerlingen=[*(row for key in (1, 2, 3) for row in pupil(key, first)), *pupil(4, second, gemeente=MONTFOORT)],
        rooster=[row for code in (first, second) for row in schedule(code, days=range(30))],
        redenen=[row for code in (first, second) for row in reasons(code)],
        verzuim=[
            *missed(1, leerling=1, code=first),
            *(row for key, code in october for row in missed(1, leerling=key, code=code, start=25)),
            *(row for code in (first, second) for row in delivered(code, weeks=range(6))),
        ],
    )
    found = """select geheel_soort, deel_soort, deel, gemeente, grootste from basis_verzuim_erbuiten
        where categorie = 'ziekte' and sector = 'alle' and deel in ('2021-09', '2021-10', '2021-W36', '2021-W41')"""
    assert {*con.sql(found).fetchall()} == {
        ("schooljaar", "maand", "2021-09", "alle", 2),
        ("schooljaar", "maand", "2021-09", WOERDEN, 2),
        ("schooljaar", "maand", "2021-09", MONTFOORT, 1),
        ("schooljaar", "maand", "2021-10", "alle", 1),
        ("schooljaar", "maand", "2021-10", WOERDEN, 1),
        ("schooljaar", "week", "2021-W36", "alle", 2),
        ("schooljaar", "week", "2021-W41", "alle", 1),
    }
