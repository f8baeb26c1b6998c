"""The share of time missed puts a pupil in a laag: exactly, once in the region, with its own days at each school."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

import duckdb
import pytest

from tests.marts.conftest import Build
from tests.marts.rows import (
    MONTFOORT,
    PO,
    VO,
    WOERDEN,
    Rows,
    day,
    delivered,
    missed,
    pupil,
    reasons,
    schedule,
    school,
)

MARTS = ("mart_aanwezigheid", "basis_lagen_grootste", "mart_lagen", "mart_lagen_school")

OCTOBER_3 = dt.date(2021, 10, 3)  # the Sunday after 20 school days


def lagen(con: duckdb.DuckDBPyConnection, **where: Any) -> dict[str, int]:
    """Pupils per laag with at least one pupil, at the last peildatum with the default preset unless said otherwise."""
    cell = {"venster": "schooljaar", "preset": "attendance_works_10_20", "gemeente": "alle", "sector": "alle", **where}
    cell.setdefault("peildatum", con.sql("select max(peildatum) from mart_lagen").fetchall()[0][0])
    condition = " and ".join(f"{column} = ${column}" for column in cell)
    query = f"select laag, leerlingen from mart_lagen where leerlingen > 0 and {condition}"
    return dict(con.sql(query, params=cell).fetchall())


def one_school(
    absence: Rows, *, days: int = 20, weeks: Iterable[int] = range(8), data_tot: dt.date = OCTOBER_3, **kinds: Rows
) -> dict[str, Any]:
    """A primary school with one pupil and `days` school days; it delivered the weeks of those numbers."""
    usual = {
        "scholen": school(),
        "leerlingen": pupil(),
        "rooster": schedule(days=range(days)),
        "redenen": reasons(),
        "verzuim": [*delivered(weeks=weeks), *absence],
    }
    return {"data_tot": data_tot, **usual, **kinds}


@pytest.mark.parametrize(("units", "laag"), [(13, "1"), (14, "2"), (27, "2"), (28, "3")])
def test_exactly_10_and_20_percent_belong_to_the_higher_laag(build: Build, units: int, laag: str) -> None:
    con = build(
        data_tot=OCTOBER_3,
        scholen=school(VO, sector="VO"),
        leerlingen=pupil(code=VO),
        rooster=schedule(VO, units=7),  # 20 days of 7 lessons: 14 of 140 is 10 %
        redenen=reasons(VO),
        verzuim=[*delivered(VO), *missed(units, code=VO, per_day=7)],
    )
    assert lagen(con) == {laag: 1}


@pytest.mark.parametrize(("units", "aandacht"), [(1, 0), (2, 1), (3, 1), (4, 0)])
def test_the_band_aandacht_lies_inside_laag_1_from_5_to_10_percent(build: Build, units: int, aandacht: int) -> None:
    con = build(**one_school(missed(units)))  # of 40 units
    query = """select laag, aandacht from mart_lagen where gemeente = 'alle' and sector = 'alle'
        and venster = 'schooljaar' and preset = 'attendance_works_10_20' and peildatum = '2021-10-03' order by laag"""
    assert con.sql(query).fetchall() == [("1", aandacht), ("2", None), ("3", None), ("onbekend", None)]


def test_each_preset_has_its_own_thresholds(build: Build) -> None:
    con = build(**one_school(missed(6)))  # 15 %
    presets = ("attendance_works_10_20", "kearney_10_15", "streng_5_10")
    assert [lagen(con, preset=preset) for preset in presets] == [{"2": 1}, {"3": 1}, {"3": 1}]


def test_all_reasons_together_count_authorised_or_not(build: Build) -> None:
    con = build(**one_school([*missed(4, reden="Z"), *missed(4, reden="S", start=2)]))
    assert lagen(con) == {"3": 1}


@pytest.mark.parametrize("reden", ["L", "E"])
def test_a_categorie_that_is_not_missed_time_does_not_count(build: Build, reden: str) -> None:
    con = build(**one_school(missed(20, reden=reden)))
    assert lagen(con) == {"1": 1}


def test_a_reason_without_a_mapping_counts_as_missed(build: Build) -> None:
    con = build(**one_school(missed(8, reden="??")))
    assert lagen(con) == {"3": 1}


def test_fewer_than_20_scheduled_days_is_onbekend(build: Build) -> None:
    con = build(**one_school(missed(38), days=19))
    assert lagen(con) == {"onbekend": 1}


def test_20_days_are_enough(build: Build) -> None:
    con = build(**one_school(missed(39), days=20))
    assert lagen(con) == {"3": 1}


def test_an_open_case_is_laag_3_even_with_few_days(build: Build) -> None:
    case = {"lijst": "SWV", "kind": 1, "gemeente": WOERDEN, "soort": "ziekte", "start": dt.date(2021, 9, 1)}
    con = build(**one_school([], days=5, thuiszitters=[{**case, "peildatum": dt.date(2021, 9, 5)}]))
    assert lagen(con) == {"3": 1}


@pytest.mark.parametrize(
    "other",
    [
        {"soort": "potentieel"},
        {"start": dt.date(2021, 10, 4)},
        {"einde": OCTOBER_3},
        {"kind": 2},
    ],
)
def test_a_case_that_is_potential_later_over_or_of_another_child_is_not(build: Build, other: dict[str, Any]) -> None:
    case = {"lijst": "RBL", "kind": 1, "gemeente": WOERDEN, "soort": "ziekte", "start": dt.date(2021, 9, 1)}
    con = build(**one_school([], thuiszitters=[{**case, "peildatum": dt.date(2021, 10, 10), **other}]))
    assert lagen(con) == {"1": 1}


def test_closure_days_have_no_scheduled_time(build: Build) -> None:
    closed = [{"school": PO, "leerjaar": 3, "datum": day(n), "eenheden": 0} for n in range(20, 40)]
    rooster = [*schedule(days=range(20)), *closed]
    verzuim = missed(4)  # 10 % of 20 days, 5 % of 40
    con = build(**one_school(verzuim, days=40, data_tot=dt.date(2021, 10, 31), rooster=rooster))
    assert lagen(con) == {"2": 1}


def test_units_marked_as_closure_leave_the_schedule_of_the_pupil(build: Build) -> None:
    closed = missed(10, reden="X", start=20)  # five of 25 days closed
    con = build(**one_school([*missed(4), *closed], days=25, data_tot=dt.date(2021, 10, 10)))
    assert lagen(con) == {"2": 1}  # 4 of 40, not of 50
    query = "select distinct ingeroosterde_dagen from mart_aanwezigheid where periode = '2021-2022'"
    assert con.sql(query).fetchall() == [(20.0,)]


def test_absence_outside_schedule_or_enrolment_is_ignored(build: Build) -> None:
    saturday = [{"school": PO, "leerling": 1, "datum": dt.date(2021, 9, 11), "eenheid": 1, "reden": "Z"}]
    before = missed(3, start=0)
    rows = pupil(van=day(2))
    con = build(**one_school([*saturday, *before, *missed(1, start=3)], days=22, leerlingen=rows))
    total = "select gemiste_dagen from mart_aanwezigheid where periode_soort = 'schooljaar' and sector = 'PO'"
    assert con.sql(total + " and gemeente = 'alle'").fetchall() == [(0.5,)]


def test_no_more_is_missed_than_was_scheduled_that_day(build: Build) -> None:
    four_units_on_a_day_of_two = missed(4, per_day=4)
    con = build(**one_school([*four_units_on_a_day_of_two, *missed(1, start=1)]))
    assert lagen(con) == {"1": 1}  # 3 of 40


def test_a_leaver_counts_until_the_exit(build: Build) -> None:
    leaver = pupil(tot=day(19))
    con = build(**one_school(missed(4), days=40, data_tot=dt.date(2021, 10, 31), leerlingen=leaver))
    assert lagen(con) == {"2": 1}  # 4 of 40 until the exit, not of 80


def test_a_transfer_has_its_own_days_at_each_school_and_counts_once_in_the_region(build: Build) -> None:
    second = "99AA02"
    con = build(
        data_tot=dt.date(2021, 10, 31),
        scholen=[*school(), *school(second)],
        leerlingen=[*pupil(tot=day(19)), *pupil(code=second, van=day(20), gemeente=MONTFOORT)],
        rooster=[*schedule(days=range(20)), *schedule(second, days=range(20, 40))],
        redenen=[*reasons(), *reasons(second)],
        verzuim=[*delivered(), *delivered(second, weeks=range(4, 8)), *missed(8)],
    )
    assert lagen(con) == {"2": 1}  # 8 of 80
    assert (lagen(con, gemeente=MONTFOORT), lagen(con, gemeente=WOERDEN)) == ({"2": 1}, {})
    query = """select school, laag from mart_lagen_school where leerjaar = 'alle' and leerlingen = 1 order by school"""
    assert con.sql(query).fetchall() == [(PO, "3"), (second, "1")]


def test_dagdelen_and_lesuren_of_one_pupil_are_weighed_by_days(build: Build) -> None:
    con = build(
        data_tot=dt.date(2021, 10, 31),
        scholen=[*school(), *school(VO, sector="VO")],
        leerlingen=[*pupil(tot=day(9)), *pupil(code=VO, van=day(10), leerjaar=1)],
        rooster=[*schedule(days=range(10)), *schedule(VO, days=range(10, 40), units=7, leerjaar=1)],
        redenen=[*reasons(), *reasons(VO)],
        # 8 of 20 dagdelen in 10 days and none of 210 lesuren in 30 days: 10 % of 40 days, not 8 of 230 units
        verzuim=[*delivered(weeks=range(2)), *delivered(VO, weeks=range(2, 8)), *missed(8)],
    )
    assert lagen(con) == {"2": 1}
    assert (lagen(con, sector="VO"), lagen(con, sector="PO")) == ({"2": 1}, {})


def test_a_week_without_delivery_has_no_scheduled_time(build: Build) -> None:
    con = build(**one_school(missed(4), days=25, weeks=range(4), data_tot=dt.date(2021, 10, 10)))
    assert lagen(con) == {"2": 1}  # 4 of 40: the fifth week was not delivered


def test_the_largest_share_of_one_school_is_known_of_every_range_of_bands(build: Build) -> None:
    second = "99AA02"
    missing = {PO: {1: 4, 2: 2, 3: 6, 4: 20}, second: {5: 4, 6: 4, 7: 7}}  # of 40 units
    con = build(
        data_tot=OCTOBER_3,
        scholen=[row for code in missing for row in school(code)],
        leerlingen=[
            *(row for code, own in missing.items() for one in own for row in pupil(one, code)),
            *pupil(8, second, van=day(19)),
        ],
        rooster=[row for code in missing for row in schedule(code)],
        redenen=[row for code in missing for row in reasons(code)],
        verzuim=[
            *(row for code in missing for row in delivered(code)),
            *(
                row
                for code, own in missing.items()
                for one, n in own.items()
                for row in missed(n, leerling=one, code=code)
            ),
        ],
        thuiszitters=[
            {"lijst": "SWV", "kind": 2, "gemeente": WOERDEN, "soort": "ziekte", "start": dt.date(2021, 9, 1)}
            | {"peildatum": dt.date(2021, 9, 5)}
        ],
    )
    bands = {PO: (100, 150, 500, 1000), second: (100, 100, 150)}  # per mille; the second pupil has an open case
    cuts = (0, 25, 50, 100, 150, 200)
    expected = {
        (str(low), str(high) if high else None): most
        for number, low in enumerate(cuts)
        for high in (*cuts[number + 1 :], None)
        if (most := max(sum(low <= own and (not high or own < high) for own in each) for each in bands.values()))
    }
    query = """select gemeente, vanaf, tot, grootste from basis_lagen_grootste where venster = 'schooljaar'
        and sector = 'primair' and peildatum = '2021-10-03'"""
    found = {(gemeente, vanaf, tot): n for gemeente, vanaf, tot, n in con.sql(query).fetchall()}
    expected["onbekend", None] = 1
    assert expected["150", "200"] == 1
    assert expected["100", None] == 4
    assert found == {(gemeente, *own): n for gemeente in ("alle", WOERDEN) for own, n in expected.items()}


def test_the_last_four_school_weeks_skip_a_holiday(build: Build) -> None:
    weeks_1_to_4_and_6 = [n for n in range(30) if n // 5 != 4]
    rooster = schedule(days=weeks_1_to_4_and_6)
    con = build(**one_school(missed(4, start=5), data_tot=dt.date(2021, 10, 17), rooster=rooster))
    assert lagen(con, venster="weken_4") == {"2": 1}  # weeks 2, 3, 4 and 6: 4 of 40
    assert lagen(con, venster="schooljaar") == {"1": 1}  # 4 of 50


def test_weeks_that_were_not_delivered_do_not_stretch_the_last_four(build: Build) -> None:
    con = build(**one_school(missed(20), days=30, weeks=range(2), data_tot=dt.date(2021, 10, 17)))
    assert lagen(con, venster="schooljaar") == {"onbekend": 1}
    assert lagen(con, venster="weken_4") == {}  # no scheduled time that we know of


def test_pupils_who_live_elsewhere_count_at_their_school_only(build: Build) -> None:
    con = build(**one_school([], leerlingen=pupil(gemeente="buiten_regio")))
    assert con.sql("select count(*) from mart_lagen").fetchall() == [(0,)]
    at_school = "select leerjaar, leerlingen from mart_lagen_school where laag = '1' order by leerjaar"
    assert con.sql(at_school).fetchall() == [("3", 1), ("alle", 1)]


def test_peildata_are_the_last_sundays_of_months_and_of_the_last_whole_week(build: Build) -> None:
    con = build(**one_school([], data_tot=dt.date(2021, 10, 8)))
    query = "select distinct peildatum from mart_lagen order by peildatum"
    assert [row[0] for row in con.sql(query).fetchall()] == [dt.date(2021, 9, 26), dt.date(2021, 10, 10)]


def test_every_margin_is_there_and_every_group_has_four_lagen(build: Build) -> None:
    pupils = [*pupil(1), *pupil(2), *pupil(3, gemeente=MONTFOORT)]
    con = build(**one_school(missed(8, leerling=2), leerlingen=pupils))
    query = """select gemeente, sector, laag, leerlingen from mart_lagen where venster = 'schooljaar'
        and preset = 'streng_5_10' and peildatum = '2021-10-03'"""
    found = {(gemeente, sector, laag): n for gemeente, sector, laag, n in con.sql(query).fetchall()}
    expected = {"alle": {"1": 2, "3": 1}, WOERDEN: {"1": 1, "3": 1}, MONTFOORT: {"1": 1}}
    assert found == {
        (gemeente, sector, laag): per_laag.get(laag, 0)
        for gemeente, per_laag in expected.items()
        for sector in ("alle", "primair", "PO")
        for laag in ("1", "2", "3", "onbekend")
    }
