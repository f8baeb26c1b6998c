"""The tables of thuiszitters in motion, beside counting child by child."""

import datetime as dt
import random
import statistics
from collections.abc import Iterable
from typing import Any

import polars as pl
import pytest

from analysis.duur import langer_dan, volg
from analysis.tabellen import beweging, vooruitblik
from schemas.definities import register

EERSTE, DAG = dt.date(2018, 8, 28), dt.date(2022, 11, 8)
NOOIT = dt.date(9999, 12, 31)
PERIODE = {
    "definitie": pl.String,
    "kind": pl.Int64,
    "start": pl.Date,
    "van": pl.Date,
    "uit": pl.Date,
    "reden": pl.String,
    "aanbod": pl.Date,
    "gemeente": pl.String,
    "school": pl.String,
}


def days(number: int) -> dt.timedelta:
    return dt.timedelta(days=number)


def period(start: dt.date, uit: dt.date = NOOIT, **rest: Any) -> dict[str, Any]:
    usual = {"definitie": "BREED", "kind": 1, "van": start, "reden": None, "aanbod": None, "gemeente": "GM0632"}
    usual["school"] = None
    return {**usual, "start": start, "uit": uit, **rest}


def periods(*rows: dict[str, Any]) -> pl.DataFrame:
    """As `bereken` makes them of the step."""
    return beweging._perioden(pl.DataFrame(list(rows), schema=PERIODE), EERSTE, DAG)


def region(seed: int, aantal: int = 500, terugval: float = 0.0) -> pl.DataFrame:
    chance = random.Random(seed)  # noqa: S311 - examples, no secrets
    rows = []
    for kind in range(aantal):
        start = dt.date(2018, 1, 1) + days(chance.randrange(1700))
        uit = start + days(int(chance.lognormvariate(4.8, 0.9)) + 1)
        aanbod = start + days(chance.randrange(5, 200)) if chance.random() < 0.6 else None
        reden = chance.choice(["terug_naar_school"] * 3 + ["onderwijszorg", "verhuisd"])
        if uit < EERSTE or start > DAG:
            continue
        ended = uit <= DAG
        rows.append(period(start, uit if ended else NOOIT, kind=kind, reden=reden if ended else None, aanbod=aanbod))
        if ended and reden == "terug_naar_school" and chance.random() < terugval:
            again = uit + days(chance.randrange(20, 300))
            if again < DAG:
                rows.append(period(again, NOOIT, kind=kind))
    return periods(*rows)


def told(table: pl.DataFrame, **where: Any) -> list[tuple[int, int, int]]:
    rows = table.filter(*(pl.col(name) == value for name, value in where.items()))
    return rows.select("kans", "onder", "boven").rows()


def test_the_share_beyond_the_goal_is_that_of_the_curve() -> None:
    perioden = region(1)
    table = beweging.kansentabel(perioden, EERSTE, DAG)
    found = langer_dan(volg(perioden, pl.lit(DAG)), 3)
    assert found.kans is not None
    assert found.onder is not None
    assert found.boven is not None
    ((kans, onder, boven),) = told(table, onderwerp="duur", begin_schooljaar="alle", afloop="nog_open", maanden=3)
    assert kans == round(100 * found.kans)
    assert abs(onder - 100 * found.onder) < 2
    assert abs(boven - 100 * found.boven) < 2
    assert boven - onder >= 100 * (found.boven - found.onder)


def test_the_ends_and_what_goes_on_are_all() -> None:
    table = beweging.kansentabel(region(2), EERSTE, DAG)
    shares = table.drop_nulls("kans")
    whole = shares.group_by("onderwerp", "begin_schooljaar", "maanden").agg(pl.col("kans").sum(), pl.len())
    assert set(whole["onderwerp"]) >= {"duur", "afloop", "aanbod"}
    assert whole.filter((pl.col("kans") - 100).abs() > pl.col("len") / 2).is_empty()


def test_the_wait_for_an_offer_ends_with_the_offer_or_with_the_case() -> None:
    start = dt.date(2020, 1, 1)
    rows = [
        period(start, start + days(60), reden="verhuisd", aanbod=start + days(20)),
        period(start, start + days(60), reden="verhuisd", aanbod=start + days(60)),
        period(start, start + days(60), reden="verhuisd"),
        period(start, aanbod=start - days(9)),
    ]
    found = beweging._tot_aanbod(periods(*rows)).select("uit", "reden").rows()
    assert found == [
        (start + days(20), "aanbod"),
        (start + days(60), "geen_aanbod"),
        (start + days(60), "geen_aanbod"),
        (start, "aanbod"),
    ]


def test_no_curve_of_offers_is_told_where_few_are_at_home_with_one() -> None:
    """It lies below that of all at home, and the difference would be those few."""
    start = dt.date(2021, 1, 1)
    many = [period(start, start + days(60), kind=n, reden="anders", aanbod=start + days(20)) for n in range(40)]
    without = [period(start, kind=100 + n) for n in range(40)]

    def months(with_offer: int) -> list[int]:
        few = [period(start, kind=200 + n, aanbod=start + days(30)) for n in range(with_offer)]
        table = beweging.kansentabel(periods(*many, *without, *few), EERSTE, DAG)
        return table.filter(onderwerp="aanbod", begin_schooljaar="alle")["maanden"].to_list()

    assert months(4) == []
    assert 3 in months(5)


def at_home(
    definitie: str, kinds: Iterable[int], *, until: int | None = None, offer: int | None = None
) -> list[dict[str, Any]]:
    """Cases from 1 October 2020 on of these children: over, or with an offer, after so many days."""
    start = dt.date(2020, 10, 1)
    uit = NOOIT if until is None else start + days(until)
    rest = {"reden": until and "anders", "aanbod": offer and start + days(offer), "definitie": definitie}
    return [period(start, uit, kind=kind, **rest) for kind in kinds]


def cohort(definitie: str, *, over: int, met: int, zonder: int) -> list[dict[str, Any]]:
    return [
        *at_home(definitie, range(100, 100 + over), until=40),
        *at_home(definitie, range(200, 200 + met), offer=30),
        *at_home(definitie, range(300, 300 + zonder)),
    ]


@pytest.mark.parametrize("few", ["over", "met", "zonder"])
def test_a_schooljaar_is_not_told_where_few_tell_a_definition_from_a_wider_one(few: str) -> None:
    """Both would be shares of numbers that can be found, and their difference would be those few."""

    def told_years(extra: int) -> set[str]:
        narrow = {"over": 20, "met": 25, "zonder": 25}
        wide = {code: aantal + 7 for code, aantal in narrow.items()} | {few: narrow[few] + extra}
        rows = [*cohort("INSPECTIE", **narrow), *cohort("PASSENDERWIJS", **wide)]
        table = beweging.kansentabel(periods(*rows), EERSTE, DAG)
        return set(table.filter(begin_schooljaar="2020-2021")["definitie"])

    assert told_years(4) == {"PASSENDERWIJS"}
    assert told_years(1) == {"PASSENDERWIJS"}
    assert told_years(5) == told_years(0) == {"INSPECTIE", "PASSENDERWIJS"}


def test_relapse_is_told_when_enough_came_home_again() -> None:
    table = beweging.kansentabel(region(3, 900, 0.4), EERSTE, DAG)
    ((kans, onder, boven),) = told(table, onderwerp="terugval", afloop="opnieuw_thuis", maanden=12)
    assert 30 <= kans <= 50
    assert onder < kans < boven


def test_when_few_came_home_again_only_the_most_that_it_can_be_is_told() -> None:
    """Nobody and four children give the same row: it says that there were fewer than five."""
    nobody = region(3, 900)
    first = nobody.filter(pl.col("reden") == "terug_naar_school", pl.col("uit") > EERSTE).head(4)
    again = pl.concat(
        [nobody, first.with_columns(start=pl.col("uit") + days(60), van=pl.col("uit") + days(60), reden=None)],
        how="vertical_relaxed",
    )
    rows = [beweging.kansentabel(perioden, EERSTE, DAG).filter(onderwerp="terugval") for perioden in (nobody, again)]
    assert rows[0].equals(rows[1])
    row = rows[0].row(0, named=True)
    assert (row["afloop"], row["maanden"], row["kans"], row["onder"]) == ("opnieuw_thuis", 12, None, 0)
    assert 0 < row["boven"] < 10
    assert row["gevallen_minst"] % 100 == 0


def test_a_return_before_the_lists_began_is_not_followed() -> None:
    back = dt.date(2018, 8, 1)
    early = periods(period(dt.date(2018, 5, 1), back, reden="terug_naar_school"), period(back + days(90), kind=1))
    assert beweging._na_terugkeer(early, EERSTE, DAG).is_empty()


def test_who_passes_is_counted_child_by_child() -> None:
    perioden = region(4)
    row = beweging.stand_nu(perioden, DAG).filter(definitie="BREED").row(0, named=True)

    def full(start: dt.date) -> dt.date:
        month = start.month + 3
        year, month = start.year + (month > 12), (month - 1) % 12 + 1
        return next(
            dt.date(year, month, day)
            for day in range(start.day, 0, -1)
            if day <= (dt.date(year + month // 12, month % 12 + 1, 1) - days(1)).day
        )

    home = [p for p in perioden.iter_rows(named=True) if p["van"] <= DAG < p["uit"]]
    soon = [p for p in home if DAG < full(p["start"]) <= DAG + days(28)]
    assert row["kinderen"] == len(home) > 0
    assert row["al_voorbij"] == sum(full(p["start"]) <= DAG for p in home)
    assert row["passeert"] == len(soon) > 0
    assert row["passeert_zonder_aanbod"] == sum(p["aanbod"] is None for p in soon)


def test_of_those_at_home_who_are_there_for_less_than_four_weeks_are_known() -> None:
    began = [DAG, DAG - days(27), DAG - days(28), DAG - days(90)]
    gone = period(DAG - days(3), DAG - days(1), kind=9)
    now = beweging.stand_nu(periods(*(period(day, kind=n) for n, day in enumerate(began)), gone), DAG)
    assert now.filter(definitie="BREED").select("kinderen", "tot_4_weken").rows() == [(4, 2)]


def test_who_knows_of_those_at_home_is_counted_as_all_of_them_are() -> None:
    """Three of a school, of whom one passes and one came this month; nobody of it stood on a list in another way."""
    began = [DAG - days(200), DAG - days(80), DAG - days(3)]
    mine = [period(day, kind=n, school="99AA00") for n, day in enumerate(began)]
    perioden = periods(*mine, period(DAG - days(80), kind=8), period(DAG - days(80), kind=9, gemeente="GM0335"))
    own = beweging.stand_nu_kenners(perioden, DAG).filter(definitie="BREED")
    assert own.filter(kenner="99AA00").rows() == [("BREED", "99AA00", 3, 1, 1, 1, 1)]
    gemeenten = own.filter(kenner="GM0632").row(0), own.filter(kenner="GM0335").row(0)
    whole = beweging.stand_nu(perioden, DAG).filter(definitie="BREED").row(0)
    assert tuple(map(sum, zip(*(one[2:] for one in gemeenten), strict=True))) == whole[2:]


def listed(kind: int, weeks: float, **rest: Any) -> dict[str, Any]:
    usual = {"kwartaal": "2022-K3", "doel": "laatste", "lijst": "RBL", "soort": "absoluut", "peildatum": DAG}
    return {**usual, "kind": kind, "wacht_ggz_sinds": DAG - days(round(7 * weeks)), **rest}


def test_waits_are_those_of_the_quartiles() -> None:
    chance = random.Random(5)  # noqa: S311 - examples, no secrets
    waits = [chance.randrange(1, 60) for _ in range(37)]
    rows = [listed(n, weeks) for n, weeks in enumerate(waits)]
    rows += [listed(0, waits[0] - 1, lijst="SWV"), listed(90, 99, soort="potentieel"), listed(91, 99, doel="gedeeld")]
    found = beweging.wachttijden(pl.DataFrame(rows)).rows()
    low, middle, high = statistics.quantiles(waits, n=4, method="inclusive")
    assert found == [("2022-K3", 30, *(round(value) for value in (low, middle, high)))]


@pytest.mark.parametrize("waiting", [0, 1, 19])
def test_a_quarter_in_which_few_wait_tells_nothing_but_that_there_were_lists(waiting: int) -> None:
    rows = [listed(n, 9) for n in range(waiting)] + [listed(99, 9, soort="potentieel")]
    assert beweging.wachttijden(pl.DataFrame(rows)).rows() == [("2022-K3", 0, None, None, None)]
    assert beweging.wachttijden(pl.DataFrame([listed(1, 9, doel="gedeeld")])).is_empty()


def test_potential_thuiszitters_are_set_beside_actual_ones_and_a_year_before() -> None:
    cells = [("2021-K3", "POTENTIEEL", 40), ("2022-K3", "POTENTIEEL", 96), ("2022-K3", "BREED", 30)]
    stand = pl.DataFrame(
        [(k, d, "alle", "alle", "alle", n) for k, d, n in cells],
        schema=["kwartaal", "definitie", "gemeente", "sector", "duurklasse", "kinderen"],
        orient="row",
    )
    (row,) = beweging.potentieel(stand).rows(named=True)
    assert (row["potentieel"], row["potentieel_eerder"], row["per_thuiszitter"]) == (96, 40, 3.2)
    assert (row["keer"], row["woord"]) == (2.4, "verdubbelt")
    assert row["onder"] < 2.4 < row["boven"]


def school_weeks() -> pl.DataFrame:
    rows = []
    for year in range(2018, 2023):
        first = dt.date(year, 9, 2)
        rows += [(f"{year}-{year + 1}", first + days(7 * week), week + 1) for week in range(44)]
    return pl.DataFrame(rows, schema=["schooljaar", "weekeinde", "schoolweek"], orient="row")


def test_the_series_counts_who_is_at_home_on_the_day_of_the_week_of_the_last_lists() -> None:
    perioden = region(6)
    series = vooruitblik.reeks(perioden, vooruitblik.schoolweken(school_weeks(), EERSTE, DAG))
    assert series["moment"].to_list()[-1] == DAG
    assert series["moment"].min() >= EERSTE  # type: ignore[operator]
    before_the_end = school_weeks().filter(pl.col("weekeinde") >= DAG)["weekeinde"].to_list()[0] - DAG
    ends = series.join(school_weeks(), on=["schooljaar", "schoolweek"])
    assert set(ends["weekeinde"] - ends["moment"]) == {before_the_end}
    for day, aantal in series.select("moment", "aantal").iter_rows():
        assert aantal == perioden.filter((pl.col("van") <= day) & (pl.col("uit") > day)).height


def test_lists_of_a_holiday_stand_in_place_of_the_school_week_before_it() -> None:
    holiday = school_weeks().filter(~pl.col("weekeinde").is_between(DAG - days(7), DAG + days(7)))
    holiday = holiday.with_columns(pl.col("schoolweek").rank("ordinal").over("schooljaar").cast(pl.Int64))
    weeks = vooruitblik.schoolweken(holiday, EERSTE, DAG)
    assert weeks["moment"].to_list()[-2:] == [weeks["weekeinde"].to_list()[-2], DAG]
    assert weeks["weekeinde"].to_list()[-1] < DAG
    dan = vooruitblik.dag_later(holiday, weeks["weekeinde"].to_list()[-1], DAG, 4)
    assert dan == holiday.filter(pl.col("weekeinde") > DAG)["weekeinde"].to_list()[3]


def test_nothing_is_forecast_where_the_school_week_of_the_last_lists_is_not_known() -> None:
    old = school_weeks().filter(pl.col("weekeinde") < DAG - days(30))
    assert vooruitblik.schoolweken(old, EERSTE, DAG).is_empty()
    perioden = region(7, 900)
    found = vooruitblik.vooruit(perioden, old, EERSTE, DAG, beweging.stand_nu(perioden, DAG))
    assert found["verwacht"].null_count() == found.height


def test_a_forecast_starts_from_the_day_of_the_last_lists_and_tells_its_past() -> None:
    perioden = region(7, 900)
    now = beweging.stand_nu(perioden, DAG)
    found = vooruitblik.vooruit(perioden, school_weeks(), EERSTE, DAG, now)
    assert found["weken"].unique().sort().to_list() == [4, 8]
    for row in found.filter(definitie="BREED").iter_rows(named=True):
        assert row["vanaf"] == now["peildatum"].to_list()[0] == DAG
        assert row["onder"] <= row["verwacht"] <= row["boven"]
        assert row["omstreeks"] == row["vanaf"] + days(7 * row["weken"])  # no holidays here
        assert row["voorspeld"] >= 20
        assert 60 <= row["binnen_procent"] <= 100


def test_nothing_is_forecast_of_few_children() -> None:
    perioden = region(8, 60)
    now = beweging.stand_nu(perioden, DAG)
    assert max(now["kinderen"]) < 20
    found = vooruitblik.vooruit(perioden, school_weeks(), EERSTE, DAG, now)
    assert found.height == 2 * len(register().thuiszitters)
    assert found.select("verwacht", "onder", "boven").null_count().row(0) == (found.height,) * 3


def test_a_school_week_ahead_that_is_known_is_its_own_last_day() -> None:
    weeks = school_weeks().filter(pl.col("schoolweek") != 10)  # a holiday
    weeks = weeks.with_columns(pl.col("schoolweek").rank("ordinal").over("schooljaar").cast(pl.Int64))
    assert vooruitblik.weken_later(weeks, dt.date(2020, 10, 28), 4) == dt.date(2020, 12, 2)


def test_a_school_week_that_is_not_known_yet_is_about_as_far_away_as_in_the_last_schooljaar() -> None:
    holiday = pl.col("weekeinde").is_between(dt.date(2021, 12, 20), dt.date(2022, 1, 2))
    weeks = school_weeks().filter(~holiday, pl.col("weekeinde") <= dt.date(2022, 12, 4))
    weeks = weeks.with_columns(pl.col("schoolweek").rank("ordinal").over("schooljaar").cast(pl.Int64))
    last = weeks["weekeinde"].max()
    assert isinstance(last, dt.date)
    assert vooruitblik.weken_later(weeks, last, 2) == last + days(14)
    assert vooruitblik.weken_later(weeks, last, 4) == last + days(42)
    assert vooruitblik.weken_later(weeks, last, 60) is None
