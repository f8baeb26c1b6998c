"""A comparison is stopped where registration differs, and it is said why."""

import polars as pl
import pytest

from analysis.vergelijkbaar import samen, vergelijkbaar

KOLOMMEN = ["gemeente", "scholen", "geleverd", "gemist", "onbekend"]


def eenheid(*rij: object) -> pl.DataFrame:
    return vergelijkbaar(pl.DataFrame([("GM0632", *rij)], schema=KOLOMMEN, orient="row"))


@pytest.mark.parametrize(
    ("rij", "reden"),
    [
        ((10, 8, 1000, 100), None),
        ((10, 7, 1000, 0), "dekking"),
        ((10, 10, 1000, 101), "onbekende_codes"),
        ((10, 7, 1000, 900), "dekking"),
        ((10, 0, 0, 0), "niet_geleverd"),
        ((10, None, None, None), "niet_geleverd"),
        ((4, 4, 0, 0), None),
    ],
)
def test_the_first_reason_that_holds_is_given(rij: tuple[int | None, ...], reden: str | None) -> None:
    assert eenheid(*rij)["reden"].to_list() == [reden]


def test_both_periods_must_be_fit() -> None:
    goed, slecht = eenheid(10, 10, 100, 0), eenheid(10, 5, 100, 0)
    assert samen(goed, goed, ["gemeente"])["reden"].to_list() == [None]
    assert samen(slecht, goed, ["gemeente"])["reden"].to_list() == ["dekking"]
    assert samen(goed, slecht, ["gemeente"])["reden"].to_list() == ["dekking"]


def test_a_unit_of_one_period_only_is_not_delivered_in_the_other() -> None:
    goed = eenheid(10, 10, 100, 0)
    assert samen(goed, goed.clear(), ["gemeente"])["reden"].to_list() == ["niet_geleverd"]
    assert samen(goed.clear(), goed, ["gemeente"])["reden"].to_list() == ["niet_geleverd"]
