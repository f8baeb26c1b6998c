"""Growth in regions by the dozen: seldom called clear where nothing changed, and found where it did."""

from collections import Counter
from collections.abc import Callable

import polars as pl
import pytest

from analysis.groei import WOORDEN, toets
from tests.analysis.regio import CATEGORIEEN, Regio

# What nearly every school has, and how many regions in a hundred find 20 % more of it (docs/decisions/0015).
VEELVOORKOMEND = {"ziekte": 95, "medisch_bezoek": 95, "bijzonder_verlof": 90, "luxeverzuim": 70}
# The same of those of eight schools, when two earlier years are known: without them it is a third to a half.
VAN_ACHT_SCHOLEN = {"ongeoorloofd_onbekend": 60, "spijbelen": 35, "verwijderd": 40}


def vals(regio: Regio, keren: int, paren: int = 1) -> tuple[int, int, Counter[str]]:
    """Regions without change: how many have a category called clear, how many categories, intervals that held.

    paren: of how many years with the one before it, of which the last is judged and the others are history.
    """
    regios = categorieen = 0
    gedekt: Counter[str] = Counter()
    for _ in range(keren):
        *eerder, laatste = [regio.momenten()] if paren == 1 else regio.reeks(paren)
        uit = toets(laatste, eerder)
        duidelijk = int(uit["woord"].is_in(WOORDEN[:2]).sum())
        regios += duidelijk > 0
        categorieen += duidelijk
        gedekt.update(uit.filter((pl.col("onder") <= 0) & (pl.col("boven") >= 0))["categorie"].to_list())
    return regios, categorieen, gedekt


def gevonden(regio: Regio, categorie: str, keren: int, paren: int = 1) -> int:
    """In how many regions with 20 % more of one category it is called clearly grown."""
    teller = 0
    for _ in range(keren):
        groei = {categorie: 0.2}
        *eerder, laatste = [regio.momenten(groei)] if paren == 1 else regio.reeks(paren, groei)
        teller += toets(laatste, eerder).filter(pl.col("categorie") == categorie)["woord"].item() == WOORDEN[0]
    return teller


def test_where_nothing_changed_hardly_anything_is_called_clear() -> None:
    regios, categorieen, gedekt = vals(Regio(21), 20)
    assert regios <= 5  # of 20 with a chance of 5 % each: more is a matter of one run in three thousand
    assert categorieen <= 5
    assert sum(gedekt.values()) / (20 * len(CATEGORIEEN)) > 0.92


def test_twenty_percent_more_of_a_common_category_is_found() -> None:
    assert gevonden(Regio(22), "luxeverzuim", 8) >= 5


def test_earlier_years_tell_how_much_schools_differ() -> None:
    """Of eight schools one year says little; three say more, so that the interval is narrower and as often right."""
    regio = Regio(23, categorieen=("spijbelen", "ziekte", "medisch_bezoek"))
    breedtes = []
    for _ in range(6):
        *eerder, laatste = regio.reeks(3)
        for toen in ([], eerder):
            uit = toets(laatste, toen).filter(categorie="spijbelen")
            breedtes.append(float((uit["boven"] - uit["onder"]).item()))
            assert uit["verandering"].item() == toets(laatste).filter(categorie="spijbelen")["verandering"].item()
    assert sum(breedtes[1::2]) < 0.95 * sum(breedtes[::2])


@pytest.mark.long
@pytest.mark.timeout(1800)
@pytest.mark.parametrize(("schoolruis", "paren"), [(0.0, 1), (0.06, 1), (0.12, 1), (0.06, 3), (0.12, 3)])
def test_at_most_one_region_in_twenty_without_change_is_called_clear(
    schoolruis: float, paren: int, record_property: Callable[[str, object], None]
) -> None:
    keren = 400 if paren == 1 else 200
    regios, categorieen, gedekt = vals(Regio(1, schoolruis), keren, paren)
    dekking = {naam: round(aantal / keren, 3) for naam, aantal in sorted(gedekt.items())}
    wat = f"groei, ruis {schoolruis}, {paren} jaar: vals in {regios} van {keren} regio's, dekking {dekking}"
    record_property("slotregel", wat)
    assert regios <= 0.05 * keren
    assert categorieen <= 0.05 * keren
    assert all(0.91 < aandeel < 0.995 for aandeel in dekking.values())


@pytest.mark.long
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("categorie", VEELVOORKOMEND)
def test_twenty_percent_more_is_found_in_nearly_all_regions_where_all_schools_have_it(
    categorie: str, record_property: Callable[[str, object], None]
) -> None:
    aantal = gevonden(Regio(2), categorie, 100)
    record_property("slotregel", f"groei: +20 % {categorie} gevonden in {aantal} van 100 regio's")
    assert aantal >= VEELVOORKOMEND[categorie]


@pytest.mark.long
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("categorie", VAN_ACHT_SCHOLEN)
def test_with_earlier_years_twenty_percent_more_is_found_more_often_where_eight_schools_have_it(
    categorie: str, record_property: Callable[[str, object], None]
) -> None:
    aantal = gevonden(Regio(2), categorie, 60, paren=3)
    record_property("slotregel", f"groei: +20 % {categorie} met drie jaar gevonden in {aantal} van 60 regio's")
    assert aantal >= 60 * VAN_ACHT_SCHOLEN[categorie] // 100
