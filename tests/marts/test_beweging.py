"""What the statistics on thuiszitters read: how each time at home ended, and the school weeks of the region."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import polars as pl
import pytest

from analysis.onderdeel import Onderdeel
from analysis.tabellen import beweging
from tests.marts.conftest import Build, only
from tests.marts.rows import MONDAY, WOERDEN, Rows, delivered, pupil, reasons, schedule, school

MARTS = ("stap_thuisperioden", "stap_lijstdagen")
FIRST, LAST = dt.date(2021, 9, 13), dt.date(2022, 1, 10)


def case(start: dt.date, einde: dt.date | None = None, *, peildatum: dt.date = LAST, **rest: Any) -> Rows:
    usual = {"lijst": "RBL", "kind": 1, "gemeente": WOERDEN, "soort": "absoluut"}
    return [{"peildatum": peildatum, "start": start, "einde": einde, **usual, **rest}]


def read(build: Build, step: str, **kinds: Rows) -> list[dict[str, Any]]:
    """The rows of a step, as a part of the statistics gets them."""
    found: list[dict[str, Any]] = []

    def bereken(frames: Mapping[str, pl.DataFrame], data_tot: dt.date) -> Mapping[str, pl.DataFrame]:
        found.extend(frames[step].iter_rows(named=True))
        return {}

    build(onderdelen=[Onderdeel("test", (step,), (), bereken)], **kinds)
    return found


def ends(build: Build, *cases: Rows, **kinds: Rows) -> list[tuple[dt.date, str | None]]:
    rows = read(build, "stap_thuisperioden", thuiszitters=[row for rows in cases for row in rows], **kinds)
    return [(row["van"], row["reden"]) for row in rows if row["definitie"] == "BREED"]


def test_a_case_ends_for_the_reason_its_list_gives(build: Build) -> None:
    closed = case(dt.date(2021, 9, 1), dt.date(2021, 12, 1), einde_reden="terug_naar_school")
    open_ = case(dt.date(2021, 9, 1), kind=2)
    assert ends(build, closed, open_) == [(dt.date(2021, 9, 29), "terug_naar_school"), (dt.date(2021, 9, 29), None)]


@pytest.mark.parametrize(("swv", "reden"), [(dt.date(2021, 12, 20), "onderwijszorg"), (None, None)])
def test_of_two_lists_the_one_that_ends_last_gives_the_reason(
    build: Build, swv: dt.date | None, reden: str | None
) -> None:
    rbl = case(dt.date(2021, 9, 1), dt.date(2021, 12, 1), einde_reden="terug_naar_school")
    other = case(dt.date(2021, 9, 8), swv, lijst="SWV", einde_reden="onderwijszorg" if swv else None)
    assert ends(build, rbl, other) == [(dt.date(2021, 9, 29), reden)]


def test_where_both_lists_end_a_case_on_one_day_a_reason_goes_before_none(build: Build) -> None:
    day = dt.date(2021, 12, 1)
    rbl, swv = case(dt.date(2021, 9, 1), day), case(dt.date(2021, 9, 1), day, lijst="SWV", einde_reden="verhuisd")
    assert ends(build, rbl, swv) == [(dt.date(2021, 9, 29), "verhuisd")]


def test_a_case_that_is_cut_off_by_an_exemption_ends_in_one(build: Build) -> None:
    exemption = [
        {
            "kind": 1,
            "gemeente": WOERDEN,
            "grond": "LPW5_A",
            "besluit": "nieuw",
            "ingang": dt.date(2021, 11, 1),
            "einde": dt.date(2021, 11, 30),
        }
    ]
    closed = case(dt.date(2021, 9, 1), dt.date(2021, 12, 20), einde_reden="leeftijd")
    found = ends(build, closed, vrijstellingen=exemption)
    assert found == [(dt.date(2021, 9, 29), "vrijstelling"), (dt.date(2021, 12, 1), "leeftijd")]


def test_the_days_of_the_first_and_the_last_list_are_known(build: Build) -> None:
    both = [*case(FIRST, peildatum=FIRST), *case(FIRST)]
    assert read(build, "stap_lijstdagen", thuiszitters=both) == [{"eerste": FIRST, "laatste": LAST}]


def test_without_lists_there_are_no_such_days_and_no_statistics(build: Build) -> None:
    assert read(build, "stap_lijstdagen") == [{"eerste": None, "laatste": None}]


def test_school_weeks_are_numbered_over_holidays(build: Build) -> None:
    """Two weeks with lessons, one without, and one with: three school weeks."""
    weeks = (0, 1, 3)
    days = [5 * week + weekday for week in weeks for weekday in range(5)]
    with only("stap_regioweken"):
        rows = read(
            build,
            "stap_regioweken",
            scholen=school(),
            leerlingen=pupil(),
            rooster=schedule(days=days),
            redenen=reasons(),
            verzuim=delivered(weeks=weeks),
        )
    sundays = [MONDAY + dt.timedelta(days=7 * week + 6) for week in weeks]
    assert [(row["schoolweek"], row["weekeinde"]) for row in rows] == list(enumerate(sundays, start=1))


def test_all_tables_are_made_also_where_no_list_was_delivered(build: Build) -> None:
    with only(*beweging.ONDERDEEL.leest):
        con = build(onderdelen=[beweging.ONDERDEEL])
    counts = [con.sql(f"select count(*) from {name}").fetchall() for name in beweging.ONDERDEEL.maakt]
    assert counts == [[(0,)]] * len(beweging.ONDERDEEL.maakt)
