"""Return and relapse: who went back to school, and who came home again within a year."""

import datetime as dt
import math

import polars as pl
import pytest
from statsmodels.stats.proportion import proportion_confint

from analysis.terugval import binnen, hoogstens, keten, terugval

DAG = pl.lit(dt.date(2022, 6, 30))
TERUG = "terug_naar_school"


def casussen(*rijen: tuple[int, dt.date, dt.date | None, str | None]) -> pl.DataFrame:
    schema = {"kind": pl.Int64, "start": pl.Date, "uit": pl.Date, "reden": pl.String}
    return pl.DataFrame(rijen, schema=schema, orient="row")


def test_a_relapse_is_the_next_case_of_the_same_child() -> None:
    uit = keten(
        casussen(
            (1, dt.date(2020, 1, 1), dt.date(2020, 3, 1), TERUG),
            (1, dt.date(2020, 9, 1), None, None),
            (2, dt.date(2020, 1, 1), dt.date(2020, 3, 1), "verhuisd"),
            (3, dt.date(2020, 1, 1), dt.date(2020, 4, 1), TERUG),
        )
    )
    assert uit.sort("kind").select("kind", "start", "uit").rows() == [
        (1, dt.date(2020, 3, 1), dt.date(2020, 9, 1)),
        (3, dt.date(2020, 4, 1), None),
    ]


def teruggekeerd(aantal: int, opnieuw: int, terug: dt.date, thuis: dt.date) -> list:
    begin = terug - dt.timedelta(days=60)
    eerste = [(kind, begin, terug, TERUG) for kind in range(aantal)]
    return [*eerste, *((kind, thuis, None, None) for kind in range(opnieuw))]


def test_with_a_full_year_known_of_all_it_is_a_plain_share() -> None:
    frame = casussen(*teruggekeerd(20, 5, dt.date(2021, 1, 10), dt.date(2022, 1, 10)))
    uit = terugval(frame, DAG)
    assert uit.teruggekeerd == 20
    assert uit.kans == pytest.approx(0.25)
    assert uit.onder is not None
    assert uit.boven is not None
    assert uit.onder < 0.25 < uit.boven
    assert binnen(frame, DAG).row(0) == (20, 5)


def test_home_again_after_more_than_a_year_is_no_relapse() -> None:
    frame = casussen(*teruggekeerd(20, 5, dt.date(2021, 1, 10), dt.date(2022, 1, 11)))
    assert terugval(frame, DAG).kans == pytest.approx(0.0)
    assert binnen(frame, DAG).row(0) == (20, 0)


def test_who_went_back_lately_counts_for_the_time_known() -> None:
    lang = teruggekeerd(20, 5, dt.date(2021, 1, 10), dt.date(2021, 3, 10))
    kort = [(100 + n, dt.date(2022, 1, 1), dt.date(2022, 5, 1), TERUG) for n in range(20)]
    uit = terugval(casussen(*lang, *kort), DAG)
    assert uit.teruggekeerd == 40
    assert uit.kans == pytest.approx(0.25)  # all twenty were known beyond the day of relapse only if they went long ago
    assert binnen(casussen(*lang, *kort), DAG).row(0) == (20, 5)


def followed(aantal: int, opnieuw: int) -> pl.DataFrame:
    """So many who went back to school two years ago, of whom so many came home again after a month."""
    return pl.DataFrame(
        {
            "start": [dt.date(2020, 6, 30)] * aantal,
            "duur": [31] * opnieuw + [24 * 31] * (aantal - opnieuw),
            "einde": ["opnieuw_thuis"] * opnieuw + [None] * (aantal - opnieuw),
        },
        schema_overrides={"einde": pl.String},
    )


@pytest.mark.parametrize("opnieuw", [0, 4])
def test_few_relapses_give_the_most_that_it_can_be_and_not_how_many(opnieuw: int) -> None:
    """As if four of the 50 (rounded down) came home: Clopper & Pearson with another library."""
    meest = hoogstens(followed(57, opnieuw), DAG, maanden=12)
    assert meest is not None
    assert meest.gevallen_minst == 50
    assert meest.boven == math.ceil(100 * proportion_confint(4, 50, method="beta")[1])


@pytest.mark.parametrize(("aantal", "opnieuw"), [(57, 5), (19, 2)])
def test_no_most_is_given_where_a_share_can_be_told_or_few_went_back(aantal: int, opnieuw: int) -> None:
    assert hoogstens(followed(aantal, opnieuw), DAG, maanden=12) is None


def test_the_most_that_it_can_be_rests_on_those_who_went_back_a_year_ago() -> None:
    lately = followed(40, 0).with_columns(start=pl.lit(dt.date(2021, 7, 1)))
    assert hoogstens(pl.concat([followed(20, 0), lately]), DAG, maanden=12) == hoogstens(
        followed(20, 0), DAG, maanden=12
    )


def test_cases_that_touch_are_refused() -> None:
    frame = casussen((1, dt.date(2020, 1, 1), dt.date(2020, 3, 1), TERUG), (1, dt.date(2020, 3, 1), None, None))
    with pytest.raises(ValueError, match="join them"):
        terugval(frame, DAG)


def test_few_returns_give_counts_and_no_share() -> None:
    assert terugval(casussen(*teruggekeerd(3, 1, dt.date(2021, 1, 10), dt.date(2021, 3, 1))), DAG).kans is None
