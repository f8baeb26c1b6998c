"""The same weeks of two school years, of each school: 52 weeks apart, and next to a holiday by their place."""

import datetime as dt
from typing import Any

import duckdb
import polars as pl

from analysis.onderdeel import Frames, Onderdeel
from tests.marts.conftest import Build
from tests.marts.rows import MONDAY, MONTFOORT, PO, WOERDEN, delivered, missed, pupil, reasons, schedule, school

MARTS = (
    "basis_aanwezigheid_weekgroepen",
    "basis_verzuim_weekgroepen",
    "mart_aanwezigheid",
    "mart_aanwezigheid_zelfde_weken",
    "mart_verzuim",
    "mart_verzuim_zelfde_weken",
    "stap_groei_omvang",
    "stap_groei_verzuim",
)
EARLIER, NOW = "2020-2021", "2021-2022"
COUNTING, ELSEWHERE = "99AA02", {"gemeente": "buiten_regio"}


def two_years(build: Build) -> duckdb.DuckDBPyConnection:
    """Weeks 37 and 38 of 2020, and 52 weeks later 36 to 38 of 2021: a day ill in each, and two in the first of all."""
    before = MONDAY - dt.timedelta(days=7 * 52)  # Monday of 2020-W37
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


def week_counts(week: str) -> list[dict[str, Any]]:
    total = {"school": PO, "gemeente": WOERDEN, "week": week, "categorie": "totaal", "leerlingen": 1}
    return [{**total, "ingeroosterde_eenheden": 10}]


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


def weeks_with_days(
    build: Build, earlier: list[int], now: list[int], pupils: tuple[int, int] = (1, 1), **more: Any
) -> list[Any]:
    """Of the weeks of a school with so many school days in either year, those that are paired, by number.

    verzuim: more lines of the later year.
    """
    before = MONDAY - dt.timedelta(days=7 * 52)
    rows = [
        {**row, "datum": row["datum"] - (MONDAY - start)}
        for start, days in ((before, earlier), (MONDAY, now))
        for row in schedule(days=[5 * week + day for week, many in enumerate(days) for day in range(many)])
    ]
    absent = [{**row, "datum": row["datum"] - dt.timedelta(days=364)} for row in delivered(weeks=range(len(earlier)))]
    years: tuple[dict[str, Any], ...] = ({"schooljaar": EARLIER, "van": dt.date(2020, 8, 1)}, {})
    con = build(
        scholen=school(),
        leerlingen=[
            row
            for year, many in zip(years, pupils, strict=True)
            for number in range(1, many + 1)
            for row in pupil(number, **year)
        ],
        rooster=rows,
        redenen=reasons(),
        verzuim=[*absent, *delivered(weeks=range(len(now))), *more.get("verzuim", ())],
    )
    found = con.sql(
        f"select cast(right(periode, 2) as integer) - 36 from basis_weekgroepen "
        f"where schooljaar = '{NOW}' and weekgroep = 'vorig' order by 1"
    )
    return [week for (week,) in found.fetchall()]


def test_a_week_that_was_much_shorter_in_one_of_the_years_is_not_compared(build: Build) -> None:
    """A day off is no other week; beside two or three days of a holiday or a closure a whole week is."""
    assert weeks_with_days(build, [5, 5, 5, 5, 5], [5, 4, 3, 2, 5]) == [0, 1, 4]


def test_it_makes_no_difference_in_which_year_it_was(build: Build) -> None:
    assert weeks_with_days(build, [5, 4, 3, 2, 5], [5, 5, 5, 5, 5]) == [0, 1, 4]


def test_weeks_that_were_short_in_both_years_are_compared(build: Build) -> None:
    assert weeks_with_days(build, [5, 2, 5, 3], [5, 2, 5, 2]) == [0, 1, 2]


def test_the_weeks_around_a_holiday_that_moved_stand_beside_each_other(build: Build) -> None:
    """A week later: before it 2 beside 1 of then, after it 4 beside 3; the others by their number, 1 beside none."""
    assert weeks_with_days(build, [5, 5, 0, 5, 5, 5, 5], [5, 5, 5, 0, 5, 5, 5]) == [0, 2, 4, 5, 6]


def test_a_holiday_that_moved_far_is_beside_nothing(build: Build) -> None:
    assert weeks_with_days(build, [5, 5, 0, 5, 5, 5, 5, 5], [5, 5, 5, 5, 5, 0, 5, 5]) == [0, 7]


def test_a_day_or_two_of_school_make_no_week_beside_a_holiday(build: Build) -> None:
    """Cut short in both years, one by a day off and one by another: they are no longer the same sort of week."""
    assert weeks_with_days(build, [5, 5, 0, 3, 5, 5], [5, 5, 0, 3, 5, 5]) == [0, 1, 4, 5]


def test_the_end_of_what_is_delivered_is_no_holiday(build: Build) -> None:
    assert weeks_with_days(build, [5, 5, 5, 0, 5, 5], [5, 5]) == [0, 1]


def test_the_first_week_after_the_summer_is_beside_the_first_one_of_the_other_year(build: Build) -> None:
    """From a week later on: week 1 is the first of now, and 0 the first of then."""
    assert weeks_with_days(build, [5, 5, 5, 5], [0, 5, 5, 5]) == [1, 2, 3]


def test_a_closure_that_is_registered_cuts_a_week_short_as_well(build: Build) -> None:
    closed = missed(4, reden="X", start=5)
    assert weeks_with_days(build, [5, 5, 5], [5, 5, 5], verzuim=closed) == [0, 2]


def test_a_school_that_grew_keeps_its_weeks(build: Build) -> None:
    assert weeks_with_days(build, [5, 5, 2], [5, 5, 5], pupils=(1, 3)) == [0, 1]


def test_a_school_year_is_the_sum_of_its_groups_of_weeks(build: Build) -> None:
    con = two_years(build)
    groups = asked(con, "weekgroep, gemiste_dagen", "basis_verzuim_weekgroepen", schooljaar=NOW)
    assert groups == [("geen", 1.0), ("vorig", 2.0)]
    [(year,)] = asked(con, "gemiste_dagen", "mart_verzuim", periode=NOW)
    assert year == sum(days for _, days in groups)


def test_a_school_that_delivered_in_one_year_only_is_beside_nothing(build: Build) -> None:
    """Else it would be taken for growth, although nobody was absent more often."""
    before = MONDAY - dt.timedelta(days=7 * 52)
    second = "99AA02"
    earlier = [{**row, "datum": row["datum"] - (MONDAY - before)} for row in (*schedule(days=range(5)), *missed(2))]
    now = [*schedule(days=range(5)), *missed(2), *schedule(second, days=range(5)), *missed(4, leerling=2, code=second)]
    con = build(
        scholen=[*school(), *school(second)],
        leerlingen=[*pupil(schooljaar=EARLIER, van=dt.date(2020, 8, 1)), *pupil(), *pupil(2, second)],
        rooster=[row for row in (*earlier, *now) if "reden" not in row],
        redenen=[*reasons(), *reasons(second)],
        verzuim=[row for row in (*earlier, *now) if "reden" in row],
    )
    columns = "schooljaar, leerlingen, grootste, gemiste_dagen, scholen_vergeleken, scholen_totaal"
    assert asked(con, columns, "mart_aanwezigheid_zelfde_weken") == [(EARLIER, 1, 1, 1.0, 1, 2), (NOW, 1, 1, 1.0, 1, 2)]
    assert asked(con, "weekgroep, gemiste_dagen", "basis_verzuim_weekgroepen", schooljaar=NOW) == [
        ("geen", 2.0),
        ("vorig", 1.0),
    ]


def test_a_pupil_counts_once_in_the_weeks_compared_at_the_last_spell(build: Build) -> None:
    """Over five weeks at one gemeente and then at another, absent in both."""
    before = MONDAY - dt.timedelta(days=7 * 52)
    rows = [*schedule(days=range(10)), *missed(2), *missed(2, start=5)]
    earlier = [{**row, "datum": row["datum"] - (MONDAY - before)} for row in rows]
    moved = MONDAY + dt.timedelta(days=7)
    con = build(
        scholen=school(),
        leerlingen=[
            *pupil(schooljaar=EARLIER, van=dt.date(2020, 8, 1)),
            *pupil(tot=moved - dt.timedelta(days=1)),
            *pupil(gemeente=MONTFOORT, van=moved),
        ],
        rooster=[row for row in (*earlier, *rows) if "reden" not in row],
        redenen=reasons(),
        verzuim=[row for row in (*earlier, *rows) if "reden" in row],
    )
    for mart in ("mart_aanwezigheid_zelfde_weken", "mart_verzuim_zelfde_weken"):
        counted = con.sql(f"select gemeente, leerlingen from {mart} where schooljaar = '{NOW}' and sector = 'alle'")
        assert sorted(row for row in counted.fetchall() if row[1]) == [(MONTFOORT, 1), ("alle", 1)]
    days = con.sql(
        "select gemeente, gemiste_dagen from mart_verzuim_zelfde_weken "
        f"where schooljaar = '{NOW}' and sector = 'alle' order by all"
    )
    assert days.fetchall() == [(MONTFOORT, 1.0), (WOERDEN, 1.0), ("alle", 2.0)]


def test_a_school_that_delivered_pupils_and_then_counts_is_not_compared(build: Build) -> None:
    """Counts are made days by the usual units of a day, and other reasons are in them."""
    before = MONDAY - dt.timedelta(days=7 * 52)
    earlier = [{**row, "datum": row["datum"] - (MONDAY - before)} for row in (*schedule(days=range(5)), *missed(2))]
    con = build(
        scholen=school(),
        leerlingen=pupil(schooljaar=EARLIER, van=dt.date(2020, 8, 1)),
        rooster=[row for row in earlier if "reden" not in row],
        redenen=reasons(),
        verzuim=[row for row in earlier if "reden" in row],
        weekcijfers=week_counts("2021-W36"),
    )
    assert {year for (year,) in con.sql("select distinct schooljaar from mart_aanwezigheid").fetchall()} == {
        EARLIER,
        NOW,
    }
    assert asked(con, "schooljaar", "mart_aanwezigheid_zelfde_weken") == []


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


def test_of_who_is_absent_in_other_weeks_only_the_school_with_the_most_is_counted(build: Build) -> None:
    """Pupil 1 in the week that both years have; 2 and 3 of one school and 4 of another a week later, 1 as well."""
    before, second = MONDAY - dt.timedelta(days=7 * 52), "99AA02"
    of = {1: PO, 2: PO, 3: PO, 4: second}
    first = [*(row for code in (PO, second) for row in schedule(code, days=range(5))), *missed(2)]
    later = [
        *(row for code in (PO, second) for row in schedule(code, days=range(5, 10))),
        *(row for key, code in of.items() for row in missed(2, leerling=key, code=code, start=5)),
    ]
    earlier = [{**row, "datum": row["datum"] - (MONDAY - before)} for row in first]
    rows = [*earlier, *first, *later, *delivered(second, weeks=range(1))]
    rows += [{**row, "datum": row["datum"] - (MONDAY - before)} for row in delivered(second, weeks=range(1))]
    con = build(
        scholen=[*school(), *school(second)],
        leerlingen=[
            row
            for key, code in of.items()
            for row in (*pupil(key, code, schooljaar=EARLIER, van=dt.date(2020, 8, 1)), *pupil(key, code))
        ],
        rooster=[row for row in rows if "reden" not in row],
        redenen=[*reasons(), *reasons(second)],
        verzuim=[row for row in rows if "reden" in row],
    )
    columns = "schooljaar, leerlingen, grootste_erbuiten"
    assert asked(con, columns, "mart_verzuim_zelfde_weken", categorie="ziekte") == [(EARLIER, 1, 0), (NOW, 1, 2)]
    assert asked(con, "leerlingen", "mart_verzuim", categorie="ziekte", periode=NOW) == [(4,)]


def counting(week: str, missed_units: int) -> list[dict[str, Any]]:
    """A week of a school that counts: pupils of Woerden and from elsewhere, as many of them ill."""
    ill = {"week": week, "categorie": "ziekte", "leerlingen": 1, "gemiste_eenheden": missed_units}
    rows = [*week_counts(week), {**ill, "gemeente": WOERDEN}]
    return [{**row, "school": COUNTING, **where} for row in rows for where in ({}, ELSEWHERE)]


def test_growth_is_judged_on_the_pupils_and_schools_that_are_published(build: Build) -> None:
    """One school delivers per pupil, of whom one lives elsewhere, another school counts only; each in both years."""
    before = MONDAY - dt.timedelta(days=7 * 52)
    now = [*schedule(days=range(5)), *missed(2), *missed(1, start=4), *missed(4, leerling=2)]
    earlier = [{**row, "datum": row["datum"] - (MONDAY - before)} for row in (*now, *missed(1, start=3))]
    years: tuple[dict[str, Any], ...] = ({"schooljaar": EARLIER, "van": dt.date(2020, 8, 1)}, {})
    seen: dict[str, pl.DataFrame] = {}

    def look(frames: Frames, _data_tot: dt.date) -> Frames:
        seen.update(frames)
        return {}

    con = build(
        scholen=[*school(), *school(COUNTING)],
        leerlingen=[row for year in years for row in (*pupil(**year), *pupil(2, **{**year, **ELSEWHERE}))],
        rooster=[row for row in (*earlier, *now) if "reden" not in row],
        redenen=reasons(),
        verzuim=[row for row in (*earlier, *now) if "reden" in row],
        weekcijfers=[*counting("2020-W37", 3), *counting("2021-W36", 5)],
        onderdelen=[Onderdeel("kijken", ("stap_groei_omvang", "stap_groei_verzuim"), (), look)],
    )
    for step, mart, days, expected in (
        ("stap_groei_omvang", "mart_aanwezigheid_zelfde_weken", "ingeroosterd", [(EARLIER, 10.0), (NOW, 10.0)]),
        ("stap_groei_verzuim", "mart_verzuim_zelfde_weken", "gemist", [(EARLIER, 3.5), (NOW, 4.0)]),
    ):
        column = "ingeroosterde_dagen" if days == "ingeroosterd" else "gemiste_dagen"
        assert asked(con, f"schooljaar, {column}", mart) == expected
        sums = seen[step].select(pl.col(f"{days}_toen", f"{days}_nu").sum() / 27720).row(0)
        assert sums == tuple(value for _, value in expected)
        per_school = dict(seen[step].group_by("school").agg(pl.col("leerling").drop_nulls().unique()).iter_rows())
        assert per_school == {PO: [1], COUNTING: []}
