"""Rates and shares of small numbers: the intervals are those of the books, and hold as often as they say."""

import numpy as np
import polars as pl
import pytest
from scipy.stats import poisson
from statsmodels.stats.proportion import proportion_confint
from statsmodels.stats.rates import confint_poisson, confint_poisson_2indep

from analysis import verhouding
from analysis.verhouding import aandeel, byar, exact, meerjarig, mid_p, per_1000, quotient, trechter


def test_the_exact_interval_is_that_of_the_manual() -> None:
    """StatsDirect help, "Poisson rate confidence interval": 14 events in 400 person years, 0,019135 to 0,058724."""
    onder, boven = exact(14, 0.95)
    assert (round(onder / 400, 6), round(boven / 400, 6)) == (0.019135, 0.058724)


@pytest.mark.parametrize(
    ("aantal", "van", "grenzen"), [(81, 263, (0.2553, 0.3662)), (15, 148, (0.0624, 0.1605)), (0, 20, (0.0, 0.1611))]
)
def test_the_interval_of_a_share_is_that_of_the_table(aantal: int, van: int, grenzen: tuple[float, float]) -> None:
    """Newcombe (1998), Statistics in Medicine 17, table I, method 3 (score)."""
    onder, boven = aandeel(aantal, van, 0.95)
    assert (round(onder, 4), round(boven, 4)) == grenzen
    assert (onder, boven) == pytest.approx(proportion_confint(aantal, van, method="wilson"), abs=1e-12)


@pytest.mark.parametrize("aantal", [1, 4, 10, 57])
def test_intervals_of_a_count_agree_with_another_library(aantal: int) -> None:
    assert exact(aantal, 0.95) == pytest.approx(confint_poisson(aantal, 1, method="exact-c"), rel=1e-9)
    assert mid_p(aantal, 0.95) == pytest.approx(confint_poisson(aantal, 1, method="midp-c"), rel=1e-6)


@pytest.mark.parametrize("aantal", [10, 40, 400])
def test_byar_is_within_one_percent_of_the_exact_interval_from_ten_on(aantal: int) -> None:
    assert byar(aantal, 0.95) == pytest.approx(exact(aantal, 0.95), rel=0.01)


def test_nobody_still_may_be_a_few() -> None:
    assert mid_p(0, 0.95) == pytest.approx((0.0, -np.log(0.05)))
    assert byar(0, 0.95)[0] == 0.0


def coverage(methode: str, gemiddelde: float) -> float:
    """The exact chance that the interval of a count holds its mean: a sum over all counts, nothing drawn."""
    tellingen = np.arange(int(gemiddelde + 12 * gemiddelde**0.5 + 20))
    houdt = [o <= gemiddelde <= b for o, b in (verhouding.METHODEN[methode](int(k), 0.95) for k in tellingen)]
    return float(np.asarray(poisson.pmf(tellingen, gemiddelde))[houdt].sum())


def test_the_mid_p_interval_holds_the_truth_as_often_as_it_says() -> None:
    kansen = [coverage("mid_p", gemiddelde) for gemiddelde in np.linspace(3, 60, 58)]
    assert 0.95 <= np.mean(kansen) <= 0.96
    assert min(kansen) > 0.91
    assert np.mean([0.93 <= kans <= 0.97 for kans in kansen]) > 0.9


def test_the_exact_interval_holds_the_truth_at_least_as_often_as_it_says() -> None:
    assert min(coverage("exact", gemiddelde) for gemiddelde in np.linspace(0.1, 40, 40)) >= 0.95


def test_a_rate_without_pupils_or_count_is_unknown() -> None:
    frame = pl.DataFrame({"aantal": [3, None, 2], "leerlingen": [1000, 1000, 0]})
    uit = per_1000(frame, aantal="aantal", noemer="leerlingen")
    assert uit["per_1000"].to_list() == [3.0, None, None]
    assert uit["onder"].to_list()[0] == pytest.approx(mid_p(3, 0.95)[0])


def test_a_mean_over_years_needs_every_year() -> None:
    jaren = ["2017-2018", "2018-2019", "2019-2020", "2021-2022"]
    frame = pl.DataFrame(
        {"gemeente": "GM0589", "jaar": jaren, "n": [1, 2, 6, 9], "leerlingen": [900, 1000, 1100, 1000]}
    )
    uit = meerjarig(frame, sleutel=["gemeente"], jaar="jaar", aantal="n", noemer="leerlingen", jaren=3)
    assert uit.select("jaar", "eerste_jaar", "n", "leerlingen", "per_1000").rows() == [
        ("2019-2020", "2017-2018", 9, 3000, 3.0)
    ]


def test_a_funnel_widens_for_the_small_and_names_the_unusual() -> None:
    frame = pl.DataFrame(
        {"naam": ["klein", "groot", "veel", "weg"], "n": [4, 60, 200, None], "ll": [800] + [20000] * 3}
    )
    uit = trechter(frame, aantal="n", noemer="ll").sort("naam")
    rij = {r["naam"]: r for r in uit.iter_rows(named=True)}
    assert rij["klein"]["verwacht"] == pytest.approx(1000 * 264 / 40800)
    assert rij["klein"]["onder_95"] < rij["groot"]["onder_95"] < rij["groot"]["verwacht"] < rij["klein"]["boven_95"]
    assert [rij[n]["ligging"] for n in ("klein", "groot", "veel", "weg")] == [
        "binnen",
        "buiten_998",
        "buiten_998",
        None,
    ]


def test_a_funnel_calls_one_in_twenty_unusual_when_all_are_alike() -> None:
    rng = np.random.default_rng(7)
    ll = rng.integers(1000, 9000, 3000)
    uit = trechter(pl.DataFrame({"n": rng.poisson(0.01 * ll), "ll": ll}), aantal="n", noemer="ll")
    assert 0.03 < (uit["ligging"] != "binnen").mean() < 0.07  # type: ignore[operator]
    assert (uit["ligging"] == "buiten_998").mean() < 0.006  # type: ignore[operator]


@pytest.mark.parametrize(("a", "b"), [(10, 5), (31, 10), (20, 40)])
def test_the_interval_of_a_quotient_lies_around_it_like_that_of_another_method(a: int, b: int) -> None:
    """The score interval of another library: another method, so near and not equal."""
    onder, boven = quotient(a, b, 0.95)
    anders = confint_poisson_2indep(a, 1, b, 1, method="score", compare="ratio")
    assert (np.log(onder), np.log(boven)) == pytest.approx(np.log(anders), abs=0.2)


def test_a_quotient_turned_over_has_the_ends_turned_over() -> None:
    onder, boven = quotient(7, 12)
    assert quotient(12, 7) == pytest.approx((1 / boven, 1 / onder))
    assert quotient(0, 5)[0] == 0.0
    assert quotient(5, 0)[1] == float("inf")
    assert quotient(0, 0) == (0.0, float("inf"))


def test_the_interval_of_a_quotient_holds_the_truth_as_often_as_it_says() -> None:
    """Exact: over all pairs of counts with means 12 and 24."""
    a, b = np.arange(6, 45), np.arange(2, 27)
    kans = np.outer(poisson.pmf(a, 24), poisson.pmf(b, 12))
    houdt = np.array([[onder <= 2 <= boven for onder, boven in (quotient(int(i), int(j)) for j in b)] for i in a])
    assert 0.94 < kans[houdt].sum() < 0.97
