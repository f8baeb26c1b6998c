"""The same weeks of two school years: paired by ISO week number, of each gemeente and type of school."""

import datetime as dt
from typing import Any

import duckdb

from tests.marts.conftest import Build
from tests.marts.rows import MONDAY, PO, WOERDEN, missed, pupil, reasons, schedule, school

EARLIER, NOW = "2020-2021", "2021-2022"


def two_years(build: Build) -> duckdb.DuckDBPyConnection:
    """Weeks 36 and 37 of 2020 and 36 to 38 of 2021: a day ill in each, and two in the first of all."""
    before = MONDAY - dt.timedelta(days=7 * 53)  # Monday of 2020-W36
    earlier: list[dict[str, Any]] = [
        {**row, "datum": row["datum"] - (MONDAY - before)}
        for row in (*schedule(days=range(10)), *missed(4), *missed(2, start=9))
    ]
    now = [*schedule(days=range(15)), *missed(2), *missed(2, start=9), *missed(2, start=14)]
    return build(
        scholen=school(),
        leerlingen=[*pupil(schooljaar=EARLIER, van=dt.date(2020, 8, 1)), *pupil()],
        rooster=[row for row in (*earlier, *now) if "reden" not in row],
        redenen=reasons(),
        verzuim=[row for row in (*earlier, *now) if "reden" in row],
    )


def asked(con: duckdb.DuckDBPyConnection, columns: str, mart: str, **where: str) -> list[tuple[Any, ...]]:
    key = {"gemeente": "alle", "sector": "alle", **where}
    condition = " and ".join(f"{column} = ${column}" for column in key)
    return con.sql(f"select {columns} from {mart} where {condition} order by 1", params=key).fetchall()


def test_a_week_that_only_one_year_has_is_in_neither_sum(build: Build) -> None:
    con = two_years(build)
    columns = "schooljaar, naast, leerlingen, ingeroosterde_dagen, gemiste_dagen, gemist_procent"
    assert asked(con, columns, "mart_aanwezigheid_zelfde_weken") == [
        (EARLIER, NOW, 1, 10.0, 3.0, 30.0),
        (NOW, EARLIER, 1, 10.0, 2.0, 20.0),
    ]
    columns = "schooljaar, naast, categorie, leerlingen, registraties, gemiste_dagen"
    assert asked(con, columns, "mart_verzuim_zelfde_weken", gemeente=WOERDEN, sector="PO") == [
        (EARLIER, NOW, "ziekte", 1, 6, 3.0),
        (NOW, EARLIER, "ziekte", 1, 4, 2.0),
    ]


def test_a_school_year_is_the_sum_of_its_groups_of_weeks(build: Build) -> None:
    con = two_years(build)
    groups = asked(con, "weekgroep, gemiste_dagen", "basis_verzuim_weekgroepen", schooljaar=NOW)
    assert groups == [("geen", 1.0), ("vorig", 2.0)]
    [(year,)] = asked(con, "gemiste_dagen", "mart_verzuim", periode=NOW)
    assert year == sum(days for _, days in groups)


def test_without_another_year_there_is_nothing_beside_it(build: Build) -> None:
    con = build(
        scholen=school(), leerlingen=pupil(), rooster=schedule(days=range(5)), redenen=reasons(), verzuim=missed(2)
    )
    assert asked(con, "schooljaar", "mart_verzuim_zelfde_weken") == []
    assert asked(con, "schooljaar", "mart_aanwezigheid_zelfde_weken") == []


def test_the_parts_of_a_week_over_two_months_add_up_to_the_week(build: Build) -> None:
    con = build(
        scholen=school(),
        leerlingen=pupil(),
        rooster=schedule(days=range(15, 20)),  # 27 September to 1 October
        redenen=reasons(),
        verzuim=[*missed(2, start=15), *missed(2, start=19)],
    )
    parts = asked(con, "periode, gemiste_dagen", "mart_verzuim", periode_soort="weekdeel")
    assert parts == [("2021-W39/2021-09", 1.0), ("2021-W39/2021-10", 1.0)]
    assert asked(con, "gemiste_dagen", "mart_verzuim", periode="2021-W39") == [(2.0,)]


def test_the_school_with_the_most_pupils_is_counted_apart(build: Build) -> None:
    second = "99AA02"
    con = build(
        scholen=[*school(), *school(second)],
        leerlingen=[*pupil(1), *pupil(2), *pupil(3, second)],
        rooster=[*schedule(PO, days=range(5)), *schedule(second, days=range(5))],
        redenen=[*reasons(), *reasons(second)],
        verzuim=[*missed(2), *missed(2, leerling=2), *missed(2, leerling=3, code=second)],
    )
    assert asked(con, "leerlingen, grootste", "mart_verzuim", periode=NOW) == [(3, 2)]
    assert asked(con, "leerlingen, grootste", "mart_aanwezigheid", periode=NOW) == [(3, 2)]
