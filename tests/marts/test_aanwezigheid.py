"""Attendance per period: scheduled and missed school days, pupils and delivered schools."""

import datetime as dt
from typing import Any

import duckdb

from tests.marts.conftest import Build
from tests.marts.rows import (
    MONTFOORT,
    PO,
    VO,
    WOERDEN,
    day,
    delivered,
    missed,
    pupil,
    reasons,
    schedule,
    school,
)

MARTS = ("mart_aanwezigheid",)

NOVEMBER = dt.date(2021, 11, 30)


def cell(con: duckdb.DuckDBPyConnection, *columns: str, **where: Any) -> list[tuple[Any, ...]]:
    """Those columns of mart_aanwezigheid for the whole schooljaar and region, unless said otherwise."""
    key = {"periode": "2021-2022", "gemeente": "alle", "sector": "alle", **where}
    condition = " and ".join(f"{column} = ${column}" for column in key)
    return con.sql(f"select {', '.join(columns)} from mart_aanwezigheid where {condition}", params=key).fetchall()


def test_two_sectors_add_up_as_school_days(build: Build) -> None:
    con = build(
        scholen=[*school(), *school(VO, sector="VO")],
        leerlingen=[*pupil(1), *pupil(2, VO, leerjaar=1)],
        rooster=[*schedule(days=range(5)), *schedule(VO, days=range(5), units=6, leerjaar=1)],
        redenen=[*reasons(), *reasons(VO)],
        verzuim=[
            *delivered(weeks=(0,)),
            *delivered(VO, weeks=(0,)),
            *missed(1),
            *missed(2, leerling=2, code=VO, per_day=6),
        ],
    )
    days = ("ingeroosterde_dagen", "gemiste_dagen")
    assert cell(con, *days, sector="PO") == [(5.0, 0.5)]
    assert cell(con, *days, sector="voortgezet") == [(5.0, 1 / 3)]
    assert cell(con, *days) == [(10.0, 5 / 6)]


def test_missed_days_are_split_by_authorised_unauthorised_and_unknown(build: Build) -> None:
    absence = [
        *missed(2),
        *missed(1, reden="S", start=1),
        *missed(3, reden="?", start=2),
        *missed(2, reden="L", start=4),
    ]
    con = build(
        scholen=school(), leerlingen=pupil(), rooster=schedule(days=range(5)), redenen=reasons(), verzuim=absence
    )
    columns = ("gemiste_dagen", "geoorloofde_dagen", "ongeoorloofde_dagen", "onbekende_dagen")
    assert cell(con, *columns) == [(3.0, 1.0, 0.5, 1.5)]


def test_a_week_is_split_over_its_months_and_its_last_day_is_the_last_of_the_data(build: Build) -> None:
    con = build(
        data_tot=dt.date(2021, 10, 1),
        scholen=school(),
        leerlingen=pupil(),
        rooster=schedule(days=range(15, 25)),  # the week of 27 September to 1 October, and the one after the data
        redenen=reasons(),
        verzuim=[*delivered(weeks=(3, 4)), *missed(2, start=19)],
    )
    columns = ("eerste_dag", "laatste_dag", "ingeroosterde_dagen", "gemiste_dagen")
    september = (dt.date(2021, 9, 1), dt.date(2021, 9, 30), 4.0, 0.0)
    assert cell(con, *columns, periode="2021-09") == [september]
    assert cell(con, *columns, periode="2021-10") == [(dt.date(2021, 10, 1), dt.date(2021, 10, 1), 1.0, 1.0)]
    assert cell(con, *columns, periode="2021-W39") == [(dt.date(2021, 9, 27), dt.date(2021, 10, 1), 5.0, 1.0)]


def test_a_pupil_who_moves_counts_once_at_the_last_gemeente_with_the_days_where_they_fell(build: Build) -> None:
    con = build(
        scholen=school(),
        leerlingen=[*pupil(tot=day(4)), *pupil(van=day(5), gemeente=MONTFOORT)],
        rooster=schedule(days=range(20)),
        redenen=reasons(),
        verzuim=[*delivered(), *missed(2)],
    )
    columns = ("leerlingen", "ingeroosterde_dagen", "gemiste_dagen")
    assert cell(con, *columns) == [(1, 20.0, 1.0)]
    assert cell(con, *columns, gemeente=WOERDEN) == [(0, 5.0, 1.0)]
    assert cell(con, *columns, gemeente=MONTFOORT) == [(1, 15.0, 0.0)]
    assert cell(con, "leerlingen", gemeente=WOERDEN, periode="2021-W36") == [(1,)]


def test_overlapping_spells_at_one_school_count_each_day_once(build: Build) -> None:
    con = build(
        scholen=school(),
        leerlingen=[*pupil(), *pupil(van=day(5))],
        rooster=schedule(days=range(10)),
        redenen=reasons(),
        verzuim=[*delivered(), *missed(2, start=6)],
    )
    assert cell(con, "leerlingen", "ingeroosterde_dagen", "gemiste_dagen") == [(1, 10.0, 1.0)]


def test_a_period_in_which_nothing_was_delivered_has_no_row(build: Build) -> None:
    con = build(
        scholen=school(),
        leerlingen=pupil(),
        rooster=schedule(days=range(10)),
        redenen=reasons(),
        verzuim=delivered(weeks=(0,)),
    )
    weeks = "select distinct periode from mart_aanwezigheid where periode_soort = 'week'"
    assert con.sql(weeks).fetchall() == [("2021-W36",)]


def test_coverage_counts_open_schools_with_school_and_those_that_delivered(build: Build) -> None:
    second, silent, closed = "99AA02", "99AA03", "99AA04"
    con = build(
        scholen=[
            *school(),
            *school(second),
            *school(silent, gemeente=MONTFOORT),
            *school(closed, geldig_tot=dt.date(2020, 7, 31)),
        ],
        leerlingen=[*pupil(1), *pupil(2, second), *pupil(3, gemeente=MONTFOORT), *pupil(4, silent)],
        rooster=[*schedule(days=range(10)), *schedule(second, days=range(5))],
        redenen=[*reasons(), *reasons(second)],
        verzuim=delivered(weeks=(0, 1)),
    )
    coverage = ("scholen_geleverd", "scholen_totaal")
    assert cell(con, *coverage, periode="2021-W36") == [(1, 3)]
    assert cell(con, *coverage, periode="2021-W37") == [(1, 2)]  # the second school is on holiday
    assert cell(con, *coverage, periode="2021-W36", gemeente=MONTFOORT) == [(0, 1)]  # by where the school is
    assert cell(con, *coverage) == [(1, 3)]


def test_days_after_the_data_do_not_count(build: Build) -> None:
    con = build(
        data_tot=day(2),
        scholen=school(),
        leerlingen=pupil(),
        rooster=schedule(days=range(20)),
        redenen=reasons(),
        verzuim=delivered(weeks=(0,)),
    )
    assert cell(con, "ingeroosterde_dagen", "laatste_dag") == [(3.0, day(2))]


def test_a_week_over_1_august_belongs_to_two_school_years(build: Build) -> None:
    july, august = dt.date(2022, 7, 29), dt.date(2022, 8, 5)
    con = build(
        data_tot=dt.date(2022, 8, 31),
        scholen=school(),
        leerlingen=[*pupil(), *pupil(schooljaar="2022-2023", van=august)],
        rooster=[{"school": PO, "leerjaar": 3, "datum": one, "eenheden": 2} for one in (july, august)],
        verzuim=[{"school": PO, "leerling": 1, "datum": one, "eenheid": 1, "reden": "Z"} for one in (july, august)],
    )
    query = "select periode, schooljaar, ingeroosterde_dagen from mart_aanwezigheid where gemeente = 'alle'"
    weeks = con.sql(query + " and sector = 'alle' and periode_soort = 'week' order by 1").fetchall()
    assert weeks == [("2022-W30", "2021-2022", 1.0), ("2022-W31", "2022-2023", 1.0)]
