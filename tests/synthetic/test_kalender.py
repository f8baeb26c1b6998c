"""The calendar: real holidays of regio midden, and closures on which nobody is scheduled."""

from datetime import date, timedelta

import numpy as np
import pytest

from synthetic.kalender_regio import dag, datum, lesdagen, open_in_sluiting, schooljaar, weekdagen
from synthetic.roosters import rooster
from synthetic.scholen import School


def school(sector: str) -> School:
    return School(0, "99AA00", "Voorbeeld", sector, "GM0632", 100, "esis", extra_meiweek=True)


def scheduled(sector: str, jaar: int, leerjaar: int, van: str, tot: str) -> int:
    made = rooster(school(sector), jaar, np.random.default_rng(1))
    within = (made.dagen >= dag(van)) & (made.dagen <= dag(tot))
    return int(made.eenheden[leerjaar, within].sum())


@pytest.mark.parametrize(
    "free",
    ["2018-10-24", "2019-04-22", "2019-05-31", "2020-02-26", "2021-04-27", "2021-05-14", "2022-06-06", "2022-10-25"],
)
def test_holidays_and_free_days_are_no_school_days(free: str) -> None:
    moment = date.fromisoformat(free)
    jaar = moment.year if moment.month >= 8 else moment.year - 1
    assert dag(free) not in lesdagen(jaar, extra_meiweek=False)


def test_a_year_has_about_forty_school_weeks_from_monday_to_friday() -> None:
    days = lesdagen(2018, extra_meiweek=True)
    assert 185 <= len(days) <= 205
    assert weekdagen(days).max() == 4
    assert datum(int(days[0])) == date(2018, 8, 27)
    assert datum(int(days[-1])) == date(2019, 7, 19)


def test_the_part_year_stops_at_the_last_delivered_week() -> None:
    assert datum(int(lesdagen(2022, extra_meiweek=True)[-1])) == date(2022, 11, 25)
    assert schooljaar(2022) == "2022-2023"


def test_the_weekday_of_a_day_number_is_that_of_its_date() -> None:
    days = [date(2018, 8, 1) + timedelta(days=n) for n in range(400)]
    assert weekdagen(np.array([dag(day) for day in days], np.int32)).tolist() == [day.weekday() for day in days]


def test_nobody_is_scheduled_while_schools_are_closed() -> None:
    for leerjaar in range(1, 9):
        assert scheduled("PO", 2019, leerjaar, "2020-03-16", "2020-05-08") == 0
        assert scheduled("PO", 2020, leerjaar, "2020-12-16", "2021-02-07") == 0
    for leerjaar in range(1, 7):
        assert scheduled("VO", 2019, leerjaar, "2020-03-16", "2020-05-31") == 0
    assert scheduled("VO", 2020, 1, "2020-12-16", "2021-02-28") == 0


def test_closures_end_with_a_partial_opening() -> None:
    days = lesdagen(2019, extra_meiweek=True)
    half = days[(days >= dag("2020-05-11")) & (days <= dag("2020-06-05"))]
    assert 0.3 < open_in_sluiting("primair", 3, half).mean() < 0.7
    assert scheduled("VO", 2020, 5, "2021-01-11", "2021-02-19") > 0
    assert scheduled("PO", 2019, 3, "2020-06-08", "2020-06-12") > 0


def test_primary_counts_dagdelen_and_secondary_lesuren() -> None:
    po = rooster(school("PO"), 2018, np.random.default_rng(1))
    vo = rooster(school("VO"), 2018, np.random.default_rng(1))
    wednesday = weekdagen(po.dagen) == 2
    assert po.eenheden.max() == 2
    assert po.eenheden[:, wednesday].max() == 1
    lessons = vo.eenheden[1:7][vo.eenheden[1:7] > 0]
    assert lessons.min() >= 5
    assert lessons.max() <= 8
