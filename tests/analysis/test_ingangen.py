"""Some count at once and others after four weeks: shares are of all of them, beside counting child by child."""

import calendar
import datetime as dt
from collections.abc import Callable

import numpy as np
import polars as pl
import pytest

from analysis.duur import AF_BEGIN, GEEN, MAAND, _verloop, incidentie, langer_dan, volg
from analysis.mijlpalen import kansen, mijlpalen
from analysis.tabellen.beweging import _tot_aanbod
from tests.analysis import levensloop

LANG_NA = dt.date(2035, 1, 1)
MAANDEN = (1, 3, 6, 12)


def region(seed: int, aantal: int = 400, dag: dt.date = levensloop.PEILDATUM) -> pl.DataFrame:
    return levensloop.twee_ingangen(np.random.default_rng(seed), aantal).filter(pl.col("telt_vanaf") <= dag)


def seen_from_the_start(seed: int) -> pl.DataFrame:
    return region(seed).filter(pl.col("start") >= levensloop.REGISTRATIE)


def later(start: dt.date, maanden: int) -> dt.date:
    year, month = divmod(12 * start.year + start.month - 1 + maanden, 12)
    return dt.date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


def full(geval: dict[str, dt.date], maanden: int) -> dt.date:
    return later(geval["start"], maanden)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("maanden", MAANDEN)
def test_where_nothing_is_censored_the_share_is_that_of_counting(seed: int, maanden: int) -> None:
    frame = seen_from_the_start(seed)
    children = list(frame.iter_rows(named=True))
    home = [child["uit"] > full(child, maanden) for child in children]
    without = [
        at_home and child["aanbod"] > full(child, maanden) for child, at_home in zip(children, home, strict=True)
    ]
    for gevallen, counted in ((frame, home), (_tot_aanbod(frame), without)):
        gevolgd = volg(gevallen, pl.lit(LANG_NA))
        verloop = _verloop(gevolgd)
        place = int(np.searchsorted(verloop.tijd, maanden * MAAND, side="right")) - 1
        share = sum(counted) / len(counted)
        assert verloop.overleving[place] == pytest.approx(share)
        assert verloop.fout_overleving[place] == pytest.approx((share * (1 - share) / len(counted)) ** 0.5)


def test_where_nothing_is_censored_every_end_is_that_of_counting() -> None:
    frame = seen_from_the_start(5)
    gevolgd = _tot_aanbod(frame).pipe(volg, pl.lit(LANG_NA))
    told = kansen(gevolgd, mijlpalen(gevolgd, MAANDEN), ("aanbod", "geen_aanbod"))
    assert {1, 3} <= set(told["maanden"])
    children = list(frame.iter_rows(named=True))
    for row in told.filter(afloop="aanbod").iter_rows(named=True):
        until = [min(full(child, row["maanden"]), child["uit"] - dt.timedelta(1)) for child in children]
        offered = sum(child["aanbod"] <= day for child, day in zip(children, until, strict=True))
        assert row["kans"] == round(100 * offered / len(children))


def test_an_offer_before_a_child_counts_is_there_when_it_begins_to_count() -> None:
    start = dt.date(2020, 1, 10)
    telt = start + dt.timedelta(28)
    frame = pl.DataFrame(
        {
            "start": [start] * 3,
            "telt_vanaf": [telt, telt, start],
            "zichtbaar_vanaf": [levensloop.REGISTRATIE] * 3,
            "uit": [start + dt.timedelta(60)] * 3,
            "reden": ["verhuisd"] * 3,
            "aanbod": [start + dt.timedelta(9), telt, start - dt.timedelta(9)],
        }
    )
    found = volg(_tot_aanbod(frame), pl.lit(LANG_NA))
    assert found.select("intrede", "duur", "einde").rows() == [
        (AF_BEGIN, 28, "aanbod"),
        (AF_BEGIN, 28, "aanbod"),
        (AF_BEGIN, 0, "aanbod"),
    ]


def months(van: dt.date, tot: dt.date) -> int:
    past = next(count for count in range(1000, -1, -1) if later(van, count) <= tot)
    return past * MAAND + (tot - later(van, past)).days


def by_day(gevolgd: list[tuple[int, int, bool]], tot: int) -> float:
    """Kaplan & Meier, day by day."""
    left = 1.0
    for day in range(tot + 1):
        in_sight = sum(begin < day <= until for begin, until, _ in gevolgd)
        ended = sum(until == day and over for _, until, over in gevolgd)
        left *= 1 - ended / in_sight if in_sight else 1.0
    return left


@pytest.mark.parametrize("maanden", MAANDEN)
def test_open_cases_and_those_from_before_the_lists_are_counted_day_by_day(maanden: int) -> None:
    """A child is one of all from its start on, or from the first list on; the last four weeks have not begun yet."""
    frame = region(6, 600)
    children = []
    for child in frame.filter(pl.col("start") <= levensloop.PEILDATUM - dt.timedelta(28)).iter_rows(named=True):
        over = child["uit"] <= levensloop.PEILDATUM
        until = min(child["uit"], levensloop.PEILDATUM)
        if child["uit"] > levensloop.REGISTRATIE:
            children.append((child["start"], max(child["start"], levensloop.REGISTRATIE), until, over))
    assert langer_dan(volg(frame, pl.lit(levensloop.PEILDATUM)), maanden).kans == pytest.approx(
        by_day([(months(a, b) - (a == b), months(a, c), over) for a, b, c, over in children], maanden * MAAND)
    )


def test_all_ends_and_who_is_still_at_home_are_all_that_began() -> None:
    uit = incidentie(volg(region(7), pl.lit(levensloop.PEILDATUM)))
    assert set(uit["einde"]) == {*levensloop.EINDES, GEEN}
    whole = uit.group_by("duur").agg(pl.col("kans").sum())
    assert whole["kans"].to_list() == pytest.approx([1.0] * whole.height)


def test_a_case_that_goes_on_after_an_exemption_does_not_begin_again() -> None:
    """It counts for what is known of it from then on, and is none of those that begin."""
    frame = region(8).with_columns(
        telt_vanaf=pl.when(pl.int_range(pl.len()) == 0)
        .then(pl.col("start") + pl.duration(days=90))
        .otherwise("telt_vanaf")
    )
    frame = frame.with_columns(
        uit=pl.when(pl.int_range(pl.len()) == 0).then(pl.col("start") + pl.duration(days=200)).otherwise("uit")
    )
    again = volg(frame.with_columns(zichtbaar_vanaf=pl.lit(dt.date(2010, 1, 1))), pl.lit(LANG_NA)).row(0, named=True)
    assert again["intrede"] >= 2 * MAAND


def test_of_a_definition_that_waits_for_nobody_the_last_weeks_count_too() -> None:
    frame = region(9).filter(pl.col("start") == pl.col("telt_vanaf"))
    late = levensloop.PEILDATUM - dt.timedelta(27)
    assert volg(frame, pl.lit(levensloop.PEILDATUM)).filter(pl.col("start") >= late).height > 0
    assert volg(region(9), pl.lit(levensloop.PEILDATUM)).filter(pl.col("start") >= late).is_empty()


def coverage(aantal: int, keren: int) -> dict[str, float]:
    """How often each interval holds the truth, with late lists and open cases."""
    rng = np.random.default_rng(aantal)
    houdt: dict[str, list[bool]] = {}
    for _ in range(keren):
        frame = levensloop.twee_ingangen(rng, aantal).filter(pl.col("telt_vanaf") <= levensloop.PEILDATUM)
        for zonder, gevallen in ((False, frame), (True, _tot_aanbod(frame))):
            gevolgd = volg(gevallen, pl.lit(levensloop.PEILDATUM))
            for maanden, dagen in ((3, 91), (6, 183)):
                langer = langer_dan(gevolgd, maanden)
                naam = f"{'zonder aanbod' if zonder else 'thuis'} {maanden}"
                if langer.onder is not None and langer.boven is not None:
                    waar = levensloop.blijft(dagen, zonder_aanbod=zonder)
                    houdt.setdefault(naam, []).append(langer.onder <= waar <= langer.boven)
    return {naam: sum(goed) / len(goed) for naam, goed in houdt.items()}


def test_the_intervals_hold_the_truth_about_as_often_as_they_say() -> None:
    dekking = coverage(300, 150)
    assert min(dekking.values()) > 0.92
    assert 0.93 <= sum(dekking.values()) / len(dekking) <= 0.97


@pytest.mark.long
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("aantal", [200, 400, 900])
def test_the_intervals_hold_in_many_regions(aantal: int, record_property: Callable[[str, object], None]) -> None:
    dekking = coverage(aantal, 600)
    record_property("slotregel", f"duur met twee ingangen: {aantal} gevallen, dekking {dekking}")
    assert all(0.92 <= aandeel <= 0.98 for aandeel in dekking.values())
    assert 0.93 <= sum(dekking.values()) / len(dekking) <= 0.97
