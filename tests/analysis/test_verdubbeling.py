"""The doubling alarm sounds for growth that is clear and fast, and says when it does not know."""

import pytest

from analysis.verdubbeling import alarm


def test_growth_that_doubles_within_a_year_sounds_the_alarm() -> None:
    gevonden = alarm(30, 48, 6)  # 1,6 times in half a year is 2,56 times in a year
    assert gevonden.woord == "verdubbelt"
    assert gevonden.maanden == pytest.approx(8.8, abs=0.1)
    assert 1 < gevonden.onder < 1.6 < gevonden.boven


@pytest.mark.parametrize(
    ("eerder", "nu", "woord"),
    [(30, 38, "kan_verdubbelen"), (300, 310, "verdubbelt_niet"), (40, 30, "verdubbelt_niet")],
)
def test_slower_growth_does_not(eerder: int, nu: int, woord: str) -> None:
    assert alarm(eerder, nu, 6).woord == woord


def test_a_number_that_does_not_grow_never_doubles() -> None:
    assert alarm(40, 40, 12).maanden is None


@pytest.mark.parametrize(("eerder", "nu"), [(4, 9), (0, 40)])
def test_too_few_children_are_not_judged(eerder: int, nu: int) -> None:
    assert alarm(eerder, nu, 3).woord == "te_weinig_gegevens"


def test_both_counts_need_a_time_between_them() -> None:
    with pytest.raises(ValueError, match="give the months"):
        alarm(10, 20, 0)
