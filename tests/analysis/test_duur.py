"""Durations: the curves are those of the books and of another library, and the intervals hold."""

import datetime as dt
from collections.abc import Callable

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.duration.survfunc import CumIncidenceRight, SurvfuncRight

from analysis.duur import (
    AF_BEGIN,
    GEEN,
    MAAND,
    _verloop,
    incidentie,
    kwantiel,
    langer_dan,
    maanddagen,
    na_maanden,
    passeren,
    volg,
)
from tests.analysis import levensloop

DAG = dt.date(2021, 3, 31)
DAGEN = st.dates(dt.date(2016, 1, 1), dt.date(2024, 12, 31))


def gevolgd(*rijen: tuple[int, int, str | None]) -> pl.DataFrame:
    schema = {"intrede": pl.Int64, "duur": pl.Int64, "einde": pl.String}
    return pl.DataFrame(rijen, schema=schema, orient="row")


def test_the_curve_is_that_of_the_leukaemia_patients() -> None:
    """Freireich e.a. (1963), 6-MP: Kaplan-Meier 0,857 at 6 weeks, 0,753 at 10, 0,448 at 23 (Cox & Oakes 1984); the
    standard errors by Greenwood are 0,076, 0,096 and 0,135."""
    weken = [6, 6, 6, 7, 10, 13, 16, 22, 23]
    open_ = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
    frame = gevolgd(*((0, w, "terug") for w in weken), *((0, w, None) for w in open_))
    verloop = _verloop(frame)
    op = {int(t): i for i, t in enumerate(verloop.tijd)}
    assert [round(float(verloop.overleving[op[t]]), 3) for t in (6, 10, 23)] == [0.857, 0.753, 0.448]
    assert [round(float(verloop.fout_overleving[op[t]]), 3) for t in (6, 10, 23)] == [0.076, 0.096, 0.135]


def drawn(aantal: int, seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    intrede = rng.integers(0, 60, aantal) * (rng.random(aantal) < 0.5)
    return intrede, intrede + rng.integers(1, 200, aantal), rng.integers(0, 4, aantal)


def test_late_entry_is_counted_as_another_library_does() -> None:
    intrede, duur, einde = drawn(80, 1)
    frame = gevolgd(*((int(i), int(d), "terug" if e else None) for i, d, e in zip(intrede, duur, einde, strict=True)))
    anders = SurvfuncRight(duur, (einde > 0).astype(int), entry=intrede)
    verloop = _verloop(frame)
    assert verloop.tijd.tolist() == anders.surv_times.tolist()
    assert verloop.in_beeld.tolist() == anders.n_risk.tolist()
    assert verloop.overleving == pytest.approx(anders.surv_prob)
    assert verloop.fout_overleving[:-1] == pytest.approx(anders.surv_prob_se[:-1])


@pytest.mark.filterwarnings("ignore::RuntimeWarning")  # the other library divides by zero for its errors, not ours
def test_competing_ends_are_those_of_another_library() -> None:
    _, duur, einde = drawn(120, 2)
    namen = [None, "a", "b", "c"]
    frame = gevolgd(*((0, int(d), namen[e]) for d, e in zip(duur, einde, strict=True)))
    anders = CumIncidenceRight(duur, einde)
    verloop = _verloop(frame)
    for nummer, naam in enumerate(("a", "b", "c")):
        punten = np.searchsorted(anders.times, verloop.tijd)
        assert verloop.incidentie[naam] == pytest.approx(anders.cinc[nummer][punten])


def test_without_censoring_the_interval_is_that_of_a_plain_share() -> None:
    """Then a cumulative incidence is a share, with the variance p(1-p)/n, at every moment and for every end."""
    _, duur, einde = drawn(90, 3)
    namen = ["a", "b", "c", "a"]
    verloop = _verloop(gevolgd(*((0, int(d), namen[e]) for d, e in zip(duur, einde, strict=True))))
    for naam, kans in verloop.incidentie.items():
        assert verloop.fout[naam][:-1] == pytest.approx(np.sqrt(kans * (1 - kans) / 90)[:-1], abs=1e-9)


@settings(max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 90), st.sampled_from(["a", "b", None])), min_size=8))
def test_all_ends_and_what_is_open_add_up_to_one(rijen: list[tuple[int, int, str | None]]) -> None:
    frame = gevolgd(*((i, i + d, e) for i, d, e in rijen), (0, 5, "a"))
    verloop = _verloop(frame)
    assert sum(verloop.incidentie.values()) + verloop.overleving == pytest.approx(1)
    uit = incidentie(frame)
    assert uit.filter((pl.col("onder") > pl.col("kans") + 1e-9) | (pl.col("boven") < pl.col("kans") - 1e-9)).is_empty()


@given(DAGEN, DAGEN)
def test_months_are_those_of_the_calendar(een: dt.date, ander: dt.date) -> None:
    van, tot = sorted((een, ander))
    frame = pl.DataFrame({"van": [van], "tot": [tot]})
    getal = frame.select(maanddagen(pl.col("van"), pl.col("tot"))).item()
    heel = getal // MAAND
    eerst, daarna = frame.select(
        a=na_maanden(pl.col("van"), pl.lit(heel)), b=na_maanden(pl.col("van"), pl.lit(heel + 1))
    ).row(0)
    assert eerst <= tot < daarna
    assert getal == heel * MAAND + (tot - eerst).days


@pytest.mark.parametrize(
    ("van", "tot", "getal"),
    [
        (dt.date(2020, 11, 30), dt.date(2021, 2, 28), 3 * MAAND),
        (dt.date(2020, 11, 30), dt.date(2021, 2, 27), 2 * MAAND + 28),
        (dt.date(2021, 1, 31), dt.date(2021, 2, 28), MAAND),
        (dt.date(2021, 5, 4), dt.date(2021, 5, 4), 0),
    ],
)
def test_a_short_month_is_full_on_its_last_day(van: dt.date, tot: dt.date, getal: int) -> None:
    frame = pl.DataFrame({"van": [van], "tot": [tot]})
    assert frame.select(maanddagen(pl.col("van"), pl.col("tot"))).item() == getal


def casussen(*rijen: tuple[dt.date, dt.date | None, str | None]) -> pl.DataFrame:
    return pl.DataFrame(
        [(start, start, dt.date(2020, 9, 1), uit, reden, None) for start, uit, reden in rijen],
        schema={
            "start": pl.Date,
            "telt_vanaf": pl.Date,
            "zichtbaar_vanaf": pl.Date,
            "uit": pl.Date,
            "reden": pl.String,
            "aanbod": pl.Date,
        },
        orient="row",
    )


def test_an_open_case_is_known_up_to_the_peildatum_and_an_older_one_since_the_first_list() -> None:
    frame = casussen((dt.date(2020, 7, 1), None, None), (dt.date(2020, 10, 1), dt.date(2020, 12, 1), "verhuisd"))
    uit = volg(frame, pl.lit(DAG))
    assert uit.select("intrede", "duur", "einde").rows() == [
        (2 * MAAND, 8 * MAAND + 30, None),
        (AF_BEGIN, 2 * MAAND, "verhuisd"),
    ]


def test_an_end_after_the_peildatum_is_not_known_yet() -> None:
    uit = volg(casussen((dt.date(2020, 10, 1), dt.date(2021, 5, 1), "verhuisd")), pl.lit(DAG))
    assert uit["einde"].to_list() == [None]


def test_a_case_that_was_over_before_the_first_list_is_left_out() -> None:
    assert volg(casussen((dt.date(2020, 5, 1), dt.date(2020, 8, 1), "verhuisd")), pl.lit(DAG)).is_empty()


def test_a_case_that_ends_on_the_day_three_months_are_full_did_not_last_longer() -> None:
    rijen = [(0, 3 * MAAND, "terug")] * 10 + [(0, 3 * MAAND + 1, "terug")] * 10
    assert langer_dan(gevolgd(*rijen), 3).kans == pytest.approx(0.5)


def test_too_few_cases_in_sight_give_no_share() -> None:
    uit = langer_dan(gevolgd((0, 20, "terug"), (0, 200, None), (0, 100, "terug"), (90, 400, None)), 3)
    assert (uit.kans, uit.onder, uit.in_beeld) == (None, None, 3)


def test_an_end_that_no_case_had_is_zero_with_an_upper_end() -> None:
    uit = incidentie(gevolgd(*[(0, 10 + n, "terug") for n in range(20)]), ["terug", "verhuisd"])
    rij = uit.filter(pl.col("einde") == "verhuisd").row(0, named=True)
    assert (rij["kans"], rij["onder"]) == (0.0, 0.0)
    assert rij["boven"] == pytest.approx(1 - 0.025 ** (1 / 20))


def test_a_share_of_none_still_has_an_upper_end() -> None:
    uit = langer_dan(gevolgd(*[(0, 40 + n, None) for n in range(100)]), 1)
    assert uit.kans == 1.0
    assert uit.onder == pytest.approx(0.025 ** (1 / 100))


def test_a_median_is_read_off_or_not_reached_yet() -> None:
    uit = incidentie(gevolgd(*[(0, n, "terug" if n <= 20 else None) for n in range(1, 31)]))
    reeks = uit.filter(pl.col("einde") == "terug")
    assert (kwantiel(reeks, 0.5), kwantiel(reeks, 0.9)) == (15, None)
    assert set(uit["einde"]) == {"terug", GEEN}


def test_who_passes_three_months_in_four_weeks_if_nothing_changes() -> None:
    rijen = casussen(
        (dt.date(2020, 12, 31), None, None),  # full on the peildatum itself
        (dt.date(2021, 1, 1), None, None),  # full tomorrow
        (dt.date(2021, 1, 28), None, None),  # full on the last of the 28 days
        (dt.date(2021, 1, 29), None, None),  # a day too late
        (dt.date(2021, 1, 5), dt.date(2021, 3, 1), "verhuisd"),
    )
    assert passeren(rijen, pl.lit(DAG), maanden=3, dagen=28).row(0, named=True) == {
        "open": 4,
        "al_voorbij": 1,
        "passeert": 2,
        "passeert_zonder_aanbod": 2,
    }


def coverage(aantal: int, keren: int) -> dict[str, float]:
    """How often each interval holds the truth, with late entry and open cases."""
    rng = np.random.default_rng(aantal)
    houdt = dict.fromkeys(("langer", *levensloop.EINDES), 0)
    for _ in range(keren):
        frame = volg(levensloop.gevallen(rng, aantal), pl.lit(levensloop.PEILDATUM))
        langer = langer_dan(frame, 3)
        assert langer.onder is not None
        assert langer.boven is not None
        houdt["langer"] += langer.onder <= levensloop.overleving(92) <= langer.boven
        uit = incidentie(frame, levensloop.EINDES).filter(pl.col("duur") <= 6 * MAAND)
        for einde in levensloop.EINDES:
            rij = uit.filter(pl.col("einde") == einde).tail(1)
            houdt[einde] += rij["onder"].item() <= levensloop.incidentie(einde, 182) <= rij["boven"].item()
    return {naam: teller / keren for naam, teller in houdt.items()}


def test_the_intervals_hold_the_truth_about_as_often_as_they_say() -> None:
    dekking = coverage(60, 150)
    assert min(dekking.values()) > 0.92
    assert 0.93 <= sum(dekking.values()) / len(dekking) <= 0.97


@pytest.mark.long
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("aantal", [60, 150, 400])
def test_the_intervals_hold_in_many_regions(aantal: int, record_property: Callable[[str, object], None]) -> None:
    dekking = coverage(aantal, 500)
    record_property("slotregel", f"duur: {aantal} gevallen, dekking {dekking}")
    assert all(0.92 <= aandeel <= 0.98 for aandeel in dekking.values())
    assert 0.93 <= sum(dekking.values()) / len(dekking) <= 0.97
