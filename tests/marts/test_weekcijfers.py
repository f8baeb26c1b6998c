"""Schools that deliver counts only stand beside the others, converted to school days."""

import datetime as dt
from typing import Any

import duckdb

from tests.marts.conftest import Build
from tests.marts.rows import PO, WOERDEN, Rows, delivered, missed, pupil, reasons, schedule, school

MARTS = ("mart_aanwezigheid", "mart_lagen", "mart_verzuim")

COUNTING = "99VO02"


def week_counts(week: str, *, enrolled: int, scheduled: int, sick: int = 0, units: int = 0) -> Rows:
    """A week of the school that counts: its row totaal, and one of sick pupils."""
    place = {"school": COUNTING, "gemeente": WOERDEN, "week": week}
    total = {**place, "categorie": "totaal", "leerlingen": enrolled, "ingeroosterde_eenheden": scheduled}
    return [total, *([{**place, "categorie": "ziekte", "leerlingen": sick, "gemiste_eenheden": units}] if sick else [])]


def cell(con: duckdb.DuckDBPyConnection, mart: str, columns: str, periode: str) -> list[tuple[Any, ...]]:
    query = f"select {columns} from {mart} where gemeente = 'alle' and sector = 'alle' and periode = $periode"
    return con.sql(query, params={"periode": periode}).fetchall()


def test_lesuren_become_days_at_six_a_day(build: Build) -> None:
    con = build(
        scholen=school(COUNTING, sector="VO"),
        weekcijfers=week_counts("2021-W36", enrolled=100, scheduled=3000, sick=10, units=60),
    )
    columns = "leerlingen, ingeroosterde_dagen, gemiste_dagen, geoorloofde_dagen"
    assert cell(con, "mart_aanwezigheid", columns, "2021-W36") == [(100, 500.0, 10.0, 10.0)]


def test_such_a_school_joins_the_figures_of_schools_that_deliver_per_pupil(build: Build) -> None:
    con = build(
        scholen=[*school(), *school(COUNTING, sector="VO")],
        leerlingen=pupil(),
        rooster=schedule(days=range(5)),
        redenen=reasons(),
        verzuim=[*delivered(weeks=(0,)), *missed(2)],
        weekcijfers=week_counts("2021-W36", enrolled=100, scheduled=3000, sick=10, units=60),
    )
    columns = "leerlingen, ingeroosterde_dagen, gemiste_dagen, scholen_geleverd, scholen_totaal"
    assert cell(con, "mart_aanwezigheid", columns, "2021-W36") == [(101, 505.0, 11.0, 2, 2)]
    assert cell(con, "mart_verzuim", "categorie, leerlingen", "2021-W36") == [("ziekte", 11)]
    assert con.sql("select distinct sector from mart_lagen where gemeente = 'alle' order by 1").fetchall() == [
        ("PO",),
        ("alle",),
        ("primair",),
    ]


def test_unique_pupils_do_not_add_up_over_weeks(build: Build) -> None:
    con = build(
        scholen=school(COUNTING, sector="VO"),
        weekcijfers=[
            *week_counts("2021-W36", enrolled=100, scheduled=3000, sick=10, units=60),
            *week_counts("2021-W37", enrolled=102, scheduled=3060, sick=8, units=50),
        ],
    )
    assert cell(con, "mart_verzuim", "leerlingen, registraties", "2021-09") == [(10, 110)]
    assert cell(con, "mart_aanwezigheid", "leerlingen, ingeroosterde_dagen", "2021-09") == [(102, 1010.0)]


def test_no_period_has_fewer_pupils_than_one_within_it(build: Build) -> None:
    """October is one week here, so that the month and the week are the same pupils."""
    con = build(
        scholen=[*school(), *school(COUNTING, sector="VO")],
        leerlingen=pupil(),
        rooster=schedule(days=range(20, 25)),
        redenen=reasons(),
        verzuim=missed(2, start=20),
        weekcijfers=[
            row
            for week, sick in (("2021-W36", 10), ("2021-W37", 8), ("2021-W40", 4))
            for row in week_counts(week, enrolled=100, scheduled=3000, sick=sick, units=60)
        ],
    )
    counted = {
        periode: cell(con, "mart_verzuim", "leerlingen, grootste", periode)[0]
        for periode in ("2021-W36", "2021-09", "2021-W40", "2021-10", "2021-2022")
    }
    assert counted == {
        "2021-W36": (10, 10),
        "2021-09": (10, 10),
        "2021-W40": (5, 4),
        "2021-10": (5, 4),
        "2021-2022": (11, 10),
    }


def test_a_week_belongs_to_the_month_of_its_thursday(build: Build) -> None:
    con = build(
        scholen=school(COUNTING, sector="VO"),
        weekcijfers=week_counts("2021-W39", enrolled=100, scheduled=3000),  # Thursday is 30 September
    )
    months = "select distinct periode from mart_aanwezigheid where periode_soort = 'maand'"
    assert con.sql(months).fetchall() == [("2021-09",)]


def test_a_week_without_the_row_totaal_is_not_delivered(build: Build) -> None:
    con = build(
        scholen=school(COUNTING, sector="VO"),
        weekcijfers=week_counts("2021-W36", enrolled=100, scheduled=3000, sick=10, units=60)[1:],
    )
    assert con.sql("select count(*) from mart_aanwezigheid").fetchall() == [(0,)]


def test_counts_of_a_week_that_was_delivered_per_pupil_are_left_out(build: Build) -> None:
    twice = [{**row, "school": PO} for row in week_counts("2021-W36", enrolled=9, scheduled=90, sick=9, units=90)]
    con = build(
        data_tot=dt.date(2021, 9, 12),
        scholen=school(),
        leerlingen=pupil(),
        rooster=schedule(days=range(5)),
        redenen=reasons(),
        verzuim=delivered(weeks=(0,)),
        weekcijfers=twice,
    )
    assert cell(con, "mart_aanwezigheid", "leerlingen, ingeroosterde_dagen, gemiste_dagen", "2021-W36") == [
        (1, 5.0, 0.0)
    ]
