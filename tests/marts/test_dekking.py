"""What was not delivered shows as coverage, and never as presence or as a dip in absence."""

from typing import Any

import duckdb

from tests.marts.conftest import Build
from tests.marts.rows import PO, Rows, day, delivered, missed, pupil, reasons, schedule, school

MARTS = ("mart_aanwezigheid", "mart_dekking_scholen")

OTHER = "99AA02"
COVERAGE = """
    select school, maand, weken_verwacht, weken_geleverd, dagen_verwacht, dagen_geleverd, levering, ontbreekt
    from mart_dekking_scholen order by school, maand
"""


def share(con: duckdb.DuckDBPyConnection, periode: str) -> float:
    """Share of scheduled time that was missed in the region."""
    query = """select gemiste_dagen / ingeroosterde_dagen from mart_aanwezigheid
        where periode = $periode and gemeente = 'alle' and sector = 'alle'"""
    return float(con.sql(query, params={"periode": periode}).fetchall()[0][0])


def ill_each_day(leerling: int, code: str, days: range) -> Rows:
    """One dagdeel missed on each of these days: half of the time."""
    return [row for n in days for row in missed(1, leerling=leerling, code=code, start=n)]


def two_schools(days: range, **rest: Any) -> dict[str, Rows]:
    """Two schools of one pupil each who misses half of every day; the other school delivers only `days`."""
    return {
        "scholen": [*school(), *school(OTHER)],
        "leerlingen": [*pupil(1), *pupil(2, OTHER)],
        "rooster": [*schedule(days=range(20)), *schedule(OTHER, days=range(20))],
        "redenen": [*reasons(), *reasons(OTHER)],
        "verzuim": [*ill_each_day(1, PO, range(20)), *ill_each_day(2, OTHER, days)],
        **rest,
    }


def test_half_a_week_that_was_delivered_is_half_a_week_and_no_presence(build: Build) -> None:
    con = build(**two_schools(range(13)))  # up to Wednesday of the third week
    assert [share(con, week) for week in ("2021-W37", "2021-W38", "2021-W39")] == [0.5, 0.5, 0.5]
    days = "select periode, ingeroosterde_dagen from mart_aanwezigheid where periode_soort = 'week' and sector = 'PO'"
    assert con.sql(f"{days} and gemeente = 'alle' order by periode").fetchall() == [
        ("2021-W36", 10.0),
        ("2021-W37", 10.0),
        ("2021-W38", 8.0),
        ("2021-W39", 5.0),
    ]


def test_a_school_that_stops_delivering_changes_the_coverage_and_not_the_attendance(build: Build) -> None:
    con = build(**two_schools(range(5)))
    assert share(con, "2021-2022") == 0.5
    query = """select periode, scholen_geleverd, scholen_totaal from mart_aanwezigheid
        where periode_soort = 'week' and gemeente = 'alle' and sector = 'alle' order by periode"""
    weeks = con.sql(query).fetchall()
    assert weeks == [("2021-W36", 2, 2), ("2021-W37", 1, 2), ("2021-W38", 1, 2), ("2021-W39", 1, 2)]


def test_a_delivery_that_begins_half_way_a_week_counts_from_that_day(build: Build) -> None:
    con = build(**two_schools(range(8, 20)))
    assert share(con, "2021-W37") == 0.5


def test_coverage_is_told_per_school_and_month_in_weeks_and_days(build: Build) -> None:
    con = build(**two_schools(range(13)))
    assert con.sql(COVERAGE).fetchall() == [
        (PO, "2021-09", 4, 4, 20, 20, "per_leerling", None),
        (OTHER, "2021-09", 4, 3, 20, 13, "per_leerling", None),
    ]


def test_a_school_that_delivers_nothing_is_expected_in_the_weeks_of_the_others(build: Build) -> None:
    kinds = two_schools(range(20))
    con = build(**{**kinds, "scholen": [*kinds["scholen"], *school("99AA09")]})
    silent = [row for row in con.sql(COVERAGE).fetchall() if row[0] == "99AA09"]
    assert silent == [("99AA09", "2021-09", 4, 0, 20, 0, "geen", None)]


def test_a_school_that_delivers_absence_alone_is_told_what_is_missing(build: Build) -> None:
    kinds = two_schools(range(20))
    con = build(**{**kinds, "rooster": schedule(days=range(20)), "leerlingen": pupil(1)})
    missing = {row[0]: row[-1] for row in con.sql(COVERAGE).fetchall()}
    assert missing == {PO: None, OTHER: "beide"}


def test_delivered_days_before_a_holiday_week_stay_delivered(build: Build) -> None:
    kinds = two_schools(range(20))
    week_off = [row for row in kinds["rooster"] if not day(5) <= row["datum"] <= day(9)]
    con = build(**{**kinds, "rooster": week_off, "verzuim": [*delivered(weeks=(0, 2, 3))]})
    rows = {row[0]: row[2:6] for row in con.sql(COVERAGE).fetchall()}
    assert rows[PO] == (3, 3, 15, 15)
