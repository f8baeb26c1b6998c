"""First signals of absence: worrying sick leave by the rules of a sector, and 16 hours in four school weeks."""

import datetime as dt
from typing import Any

import duckdb

from tests.marts.conftest import Build
from tests.marts.rows import MONTFOORT, PO, VO, WOERDEN, Rows, day, delivered, missed, pupil, reasons, schedule, school

MARTS = ("mart_signalen",)
OTHER = "99VO02"
WEEKS = 16


def secondary(absence: Rows, days: list[int] | None = None, **rest: Any) -> dict[str, Any]:
    """A secondary school of six lessons a day, of which all weeks were delivered."""
    return {
        "data_tot": dt.date(2022, 1, 16),
        "scholen": school(VO, sector="VO"),
        "leerlingen": pupil(code=VO),
        "rooster": schedule(VO, days=days or range(5 * WEEKS), units=6),
        "redenen": reasons(VO),
        "verzuim": [*delivered(VO, weeks=range(WEEKS)), *absence],
        **rest,
    }


def primary(absence: Rows, leerlingen: Rows | None = None) -> dict[str, Any]:
    return {
        "data_tot": dt.date(2022, 1, 16),
        "scholen": school(),
        "leerlingen": leerlingen or pupil(),
        "rooster": schedule(days=range(5 * WEEKS)),
        "redenen": reasons(),
        "verzuim": [*delivered(weeks=range(WEEKS)), *absence],
    }


def ill(*days: int, code: str = VO, leerling: int = 1) -> Rows:
    return [row for n in days for row in missed(1, code=code, leerling=leerling, start=n)]


def truant(hours: int, start: int, code: str = VO, leerling: int = 1) -> Rows:
    return missed(hours, code=code, leerling=leerling, reden="S", per_day=6, start=start)


def first(con: duckdb.DuckDBPyConnection, signaal: str, sector: str = "alle") -> dict[str, int]:
    """Pupils per month of their first signal."""
    query = """select maand, leerlingen from mart_signalen
        where leerlingen > 0 and maand <> 'alle' and signaal = $signaal and sector = $sector"""
    return dict(con.sql(query, params={"signaal": signaal, "sector": sector}).fetchall())


def in_turn(cases: list[tuple[int, ...]], code: str) -> dict[str, Any]:
    """A pupil per case, ill on the school days of these numbers."""
    absence = [row for n, days in enumerate(cases, start=1) for row in ill(*days, code=code, leerling=n)]
    pupils = [row for n in range(1, len(cases) + 1) for row in pupil(n, code=code)]
    return {"absence": absence, "leerlingen": pupils}


def test_worrying_sick_leave_at_a_secondary_school(build: Build) -> None:
    on_end = tuple(range(7))  # the seventh school day on end, over a weekend
    in_twelve = (0, 10, 20, 55)  # the fourth report, in school weeks 1, 3, 5 and 12
    con = build(**secondary(**in_turn([on_end, in_twelve], VO)))
    assert first(con, "mazl") == {"2021-09": 1, "2021-11": 1}


def test_sick_leave_that_is_not_worrying_at_a_secondary_school(build: Build) -> None:
    in_thirteen, three, six_days = (0, 10, 20, 60), (0, 1, 10, 20), tuple(range(6))  # two days on end are one report
    assert first(build(**secondary(**in_turn([in_thirteen, three, six_days], VO))), "mazl") == {}


def test_worrying_sick_leave_at_a_primary_school(build: Build) -> None:
    four, ten_days = (0, 10, 20, 79), (*range(5), *range(10, 15))  # reports may lie far apart
    assert first(build(**primary(**in_turn([four, ten_days], PO))), "mazl") == {"2021-09": 1, "2021-12": 1}


def test_sick_leave_that_is_not_worrying_at_a_primary_school(build: Build) -> None:
    three, nine_days = (0, 10, 20), (*range(5), *range(10, 14))
    assert first(build(**primary(**in_turn([three, nine_days], PO))), "mazl") == {}


def test_a_holiday_is_no_school_week_and_no_end_of_a_report(build: Build) -> None:
    days = [n for n in range(5 * WEEKS) if n // 5 != 1]  # the second week is a holiday
    reports, on_end = (0, 15, 25, 60), (2, 3, 4, 10, 11, 12, 13)  # in school weeks 1, 3, 5 and 12; seven days
    con = build(**secondary(**in_turn([reports, on_end], VO), days=days))
    assert first(con, "mazl") == {"2021-09": 1, "2021-11": 1}


def test_sixteen_hours_without_valid_reason_in_four_school_weeks(build: Build) -> None:
    at_once = truant(16, 0)
    over_four = [*truant(8, 0, leerling=2), *truant(8, 15, leerling=2)]
    too_few, over_five = truant(15, 0, leerling=3), [*truant(8, 0, leerling=4), *truant(8, 20, leerling=4)]
    pupils = [row for n in range(1, 5) for row in pupil(n, code=VO)]
    con = build(**secondary([*at_once, *over_four, *too_few, *over_five], leerlingen=pupils))
    assert first(con, "16_uur") == {"2021-09": 2}


def test_the_four_school_weeks_skip_a_holiday(build: Build) -> None:
    days = [n for n in range(5 * WEEKS) if n // 5 != 2]
    assert first(build(**secondary([*truant(8, 0), *truant(8, 20)], days=days)), "16_uur") == {"2021-10": 1}


def test_authorised_absence_is_no_signal_of_sixteen_hours(build: Build) -> None:
    assert first(build(**secondary(missed(40, code=VO, per_day=6))), "16_uur") == {}


def test_half_a_day_counts_as_three_hours(build: Build) -> None:
    absence = [*missed(6, reden="S"), *missed(5, reden="S", leerling=2)]
    assert first(build(**primary(absence, [*pupil(), *pupil(2)])), "16_uur") == {"2021-09": 1}


def test_a_pupil_counts_once_and_a_transfer_takes_its_absence_along(build: Build) -> None:
    schools = [*school(VO, sector="VO"), *school(OTHER, sector="VO", gemeente=MONTFOORT)]
    pupils = [*pupil(code=VO, tot=day(4)), *pupil(code=OTHER, van=day(5), gemeente=WOERDEN)]
    rest: dict[str, Any] = {
        "scholen": schools,
        "leerlingen": pupils,
        "rooster": [row for code in (VO, OTHER) for row in schedule(code, days=range(5 * WEEKS), units=6)],
        "redenen": [*reasons(VO), *reasons(OTHER)],
    }
    absence = [*delivered(OTHER, weeks=range(WEEKS)), *truant(8, 0), *truant(8, 5, OTHER), *truant(30, 40, OTHER)]
    con = build(**secondary(absence, **rest))
    assert first(con, "16_uur") == first(con, "16_uur", "voortgezet") == {"2021-09": 1}
    year = "select leerlingen from mart_signalen where maand = 'alle' and sector = 'alle' and signaal = '16_uur'"
    assert con.sql(year).fetchall() == [(1,)]


def test_who_lives_outside_the_region_does_not_count(build: Build) -> None:
    con = build(**secondary(truant(16, 0), leerlingen=pupil(code=VO, gemeente="buiten_regio")))
    assert first(con, "16_uur") == {}


def test_of_first_signals_it_is_known_how_many_are_of_the_largest_school(build: Build) -> None:
    rest: dict[str, Any] = {
        "scholen": [*school(VO, sector="VO"), *school(OTHER, sector="VO")],
        "leerlingen": [*pupil(code=VO), *pupil(2, code=VO), *pupil(3, code=OTHER)],
        "rooster": [row for code in (VO, OTHER) for row in schedule(code, days=range(5 * WEEKS), units=6)],
        "redenen": [*reasons(VO), *reasons(OTHER)],
    }
    hours = [*truant(16, 0), *truant(16, 40, leerling=2), *truant(16, 0, OTHER, leerling=3)]
    con = build(**secondary([*delivered(OTHER, weeks=range(WEEKS)), *hours], **rest))
    query = """select maand, leerlingen, grootste from mart_signalen
        where leerlingen > 0 and signaal = '16_uur' and sector = 'alle'"""
    assert set(con.sql(query).fetchall()) == {("alle", 3, 2), ("2021-09", 2, 1), ("2021-11", 1, 1)}


def test_it_is_known_in_which_months_nobody_can_have_given_a_signal(build: Build) -> None:
    """The schools were closed in October, and in September too short open for a fourth report of illness."""
    days = [*range(6), *range(40, 60)]
    con = build(**secondary(truant(16, 0), days=days, data_tot=dt.date(2021, 11, 28)))
    query = "select maand, sector from mart_signalen where mogelijk = 1 and signaal = '{}' and sector <> 'alle'"
    assert set(con.sql(query.format("16_uur")).fetchall()) == {
        (maand, "voortgezet") for maand in ("alle", "2021-09", "2021-11")
    }
    assert set(con.sql(query.format("mazl")).fetchall()) == {("alle", "voortgezet"), ("2021-11", "voortgezet")}


def test_a_group_of_schools_that_was_closed_while_others_were_open_can_have_given_none(build: Build) -> None:
    own, other = secondary([]), primary([])
    other["rooster"] = schedule(days=range(20))
    kinds = {kind: [*own[kind], *other[kind]] for kind in ("scholen", "redenen", "rooster", "verzuim")}
    con = build(**kinds, leerlingen=[*pupil(code=VO), *pupil(2)], data_tot=own["data_tot"])
    query = "select distinct sector from mart_signalen where maand = '2021-11' and mogelijk = 0"
    assert con.sql(query).fetchall() == [("primair",)]
