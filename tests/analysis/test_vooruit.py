"""Looking ahead: the forecast is the season, and its interval holds as often as it says."""

from collections.abc import Callable

import numpy as np
import polars as pl
import pytest

from analysis.vooruit import terugblik, verwacht
from tests.analysis.seizoenen import reeks


def vast(groei: list[float], tot: int) -> pl.DataFrame:
    """Schooljaren that grow by a fixed factor per week; of the last one `tot` weeks."""
    delen = []
    for nummer, factor in enumerate(groei):
        weken = np.arange(1, (tot if nummer == len(groei) - 1 else 20) + 1)
        aantal = np.rint(1e6 * factor**weken).astype(np.int64)
        delen.append(pl.DataFrame({"schooljaar": str(2018 + nummer), "schoolweek": weken, "aantal": aantal}))
    return pl.concat(delen)


def test_the_forecast_is_the_mean_growth_of_earlier_years() -> None:
    gevonden = verwacht(vast([1.02, 1.04, 1.0], 10), 4)
    assert gevonden is not None
    assert gevonden.aantal == pytest.approx(1e6 * (1.02 * 1.04) ** 2, rel=1e-5)
    assert gevonden.onder < gevonden.aantal < gevonden.boven


def test_the_future_does_not_know_itself() -> None:
    """What comes after the moment of forecasting changes nothing, in no earlier year and not in this one."""
    heel = vast([1.02, 1.04, 1.03, 1.5], 20)
    tot_10 = heel.filter((pl.col("schooljaar") < "2021") | (pl.col("schoolweek") <= 10))
    anders = tot_10.with_columns(
        aantal=pl.when((pl.col("schooljaar") == "2021") & (pl.col("schoolweek") < 10)).then(5).otherwise("aantal")
    )
    assert verwacht(tot_10, 4) == verwacht(anders, 4)


def test_one_earlier_year_is_too_little() -> None:
    assert verwacht(vast([1.02, 1.0], 10), 4) is None
    assert terugblik(vast([1.02, 1.0], 10), 4).voorspeld == 0


def test_there_is_no_forecast_over_the_summer() -> None:
    assert verwacht(vast([1.02, 1.03, 1.04, 1.0], 18), 4) is None


def test_a_week_that_was_not_measured_is_not_zero() -> None:
    frame = vast([1.02, 1.04, 1.0], 10)
    gat = frame.filter(~((pl.col("schooljaar") == "2018") & (pl.col("schoolweek") == 3)))
    anders = frame.with_columns(
        aantal=pl.when((pl.col("schooljaar") == "2018") & (pl.col("schoolweek") == 3)).then(None).otherwise("aantal")
    )
    assert verwacht(gat, 4) == verwacht(anders, 4)


def test_a_week_twice_is_refused() -> None:
    frame = vast([1.02, 1.04, 1.0], 10)
    with pytest.raises(ValueError, match="stands twice"):
        verwacht(pl.concat([frame, frame]), 4)


def test_counts_stay_whole_and_are_never_below_zero() -> None:
    gevonden = verwacht(reeks(np.random.default_rng(3), niveau=2, jaren=4, weken=12, zwerven=0.4), 8)
    assert gevonden is not None
    assert gevonden.onder >= 0
    assert isinstance(gevonden.aantal, int)


def coverage(niveau: float, jaren: int, weken: int, keren: int) -> float:
    """How often the interval holds what came, at moments all over the year."""
    rng = np.random.default_rng(int(niveau) + jaren + weken)
    houdt = 0
    for _ in range(keren):
        nu = int(rng.integers(5, 40 - weken))
        frame = reeks(rng, niveau=niveau, jaren=jaren)
        laatste = str(frame["schooljaar"].max())
        bekend = frame.filter((pl.col("schooljaar") < laatste) | (pl.col("schoolweek") <= nu))
        werkelijk = frame.filter((pl.col("schooljaar") == laatste) & (pl.col("schoolweek") == nu + weken))
        gevonden = verwacht(bekend, weken)
        assert gevonden is not None
        houdt += gevonden.onder <= werkelijk["aantal"].item() <= gevonden.boven
    return houdt / keren


def test_the_interval_holds_about_as_often_as_it_says() -> None:
    assert coverage(600, 5, 4, 100) >= 0.88


def test_past_coverage_is_counted_over_all_moments_with_enough_past() -> None:
    frame = reeks(np.random.default_rng(5), niveau=600, jaren=5)
    gevonden = terugblik(frame, 4)
    assert gevonden.voorspeld == 3 * 36  # from the third schooljaar on, from every week but the last four
    assert 0.8 < gevonden.binnen / gevonden.voorspeld <= 1


@pytest.mark.long
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("niveau", [30, 600])
@pytest.mark.parametrize("jaren", [4, 6])
@pytest.mark.parametrize("weken", [4, 8])
def test_the_forecast_holds_in_many_regions(
    niveau: int, jaren: int, weken: int, record_property: Callable[[str, object], None]
) -> None:
    gevonden = coverage(niveau, jaren, weken, 600)
    record_property("slotregel", f"vooruit: {niveau} leerlingen, {jaren} jaren, {weken} weken: dekking {gevonden:.3f}")
    assert 0.92 <= gevonden <= 0.99
