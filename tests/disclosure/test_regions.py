"""Whole regions, protected and attacked: nothing comes out, and the attacker is one that finds what there is."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from disclosure.aanval import aanval
from disclosure.bescherm import bescherm
from disclosure.blok import Bescherming, Blok, Cel
from tests.disclosure.possible import bounds
from tests.disclosure.regions import land, region

FLOOR = 5
SEEDS = range(30)

region = cache(region)


@cache
def protected(seed: int) -> Bescherming:
    return bescherm(region(seed), FLOOR)


def small(blok: Blok) -> frozenset[Cel]:
    """The small counts that would be published, of tables with totals in both directions."""
    return frozenset(cel for cel in blok.getoond if cel[0] == "lagen" and 0 < blok.waarden[cel] < FLOOR)


def outsiders_only(blok: Blok) -> Blok:
    return replace(blok, kenners={}, grootste={})


def again(blok: Blok, hidden: frozenset[Cel], cel: Cel) -> frozenset[Cel]:
    """What is hidden when a cell is shown again, with what goes with it."""
    return hidden - {cel}.union(*(group for group in blok.samen if cel in group))


def leaks(seed: int, number: int | None = None) -> list[bool]:
    """Whether the attacker finds something when one cell that only helps to hide is shown again; of so many cells."""
    blok, pattern = region(seed), protected(seed)
    helping = sorted(pattern.verborgen - pattern.primair)
    chosen = np.random.default_rng(seed).permutation(len(helping))[:number]
    return [not aanval(blok, again(blok, pattern.verborgen, helping[i]), FLOOR).is_veilig for i in chosen]


@pytest.mark.parametrize("seed", SEEDS)
def test_nobody_finds_a_hidden_figure_of_a_region(seed: int) -> None:
    blok, pattern = region(seed), protected(seed)
    assert aanval(blok, pattern.verborgen, FLOOR).bevindingen == ()
    assert {cel for cel in blok.getoond if 0 < blok.waarden[cel] < FLOOR and cel[1] == "n"} <= pattern.verborgen


def test_each_region_has_what_is_hard_to_protect() -> None:
    for blok in map(region, SEEDS):
        last = max(blok.kenners)
        assert ("verzuim", "n", last, "ziek") in blok.gevoelig
        assert blok.waarden["verzuim", "n", "alle", "schorsing"] == 1
        total = ("lagen", "n", "g0", "alle", "0+50+100+160+open")
        assert blok.grootste[total] == blok.waarden[total]


def test_the_attacker_recovers_most_small_cells_where_only_those_are_hidden() -> None:
    """As most dashboards do it. Some small cells hide each other by chance; all others come out."""
    cells = recovered = 0
    for blok in map(region, SEEDS):
        hidden = small(blok)
        found = {one.cell: one for one in aanval(outsiders_only(blok), hidden, FLOOR).bevindingen}
        exact = {cel for cel, one in found.items() if one.is_exact and cel in hidden}
        assert all(found[cel].low == blok.waarden[cel] for cel in exact)
        cells, recovered = cells + len(hidden), recovered + len(exact)
    assert cells > 200
    assert recovered >= 0.70 * cells


def test_the_attacker_finds_the_leak_when_one_helping_cell_is_shown_again() -> None:
    found = [one for seed in SEEDS for one in leaks(seed, 1)]
    assert sum(found) >= 0.95 * len(found) > 25


@pytest.mark.parametrize("seed", [24])
def test_another_program_finds_the_same_of_a_region(seed: int) -> None:
    check_independently(seed, every=4)


@pytest.mark.parametrize("seed", [2])
def test_the_same_region_always_gets_the_same_pattern(seed: int) -> None:
    blok = region(seed)
    turned = Blok(
        naam="turned",
        waarden=dict(reversed(list(blok.waarden.items()))),
        sommen=list(reversed(blok.sommen)),
        getoond=frozenset(sorted(blok.getoond, reverse=True)),
        samen=list(reversed(blok.samen)),
        grootste=dict(reversed(list(blok.grootste.items()))),
        kenners=dict(reversed(list(blok.kenners.items()))),
        breedte=blok.breedte,
        gevoelig=blok.gevoelig,
    )
    assert bescherm(blok, FLOOR) == protected(seed)
    assert bescherm(turned, FLOOR).verborgen == protected(seed).verborgen


@pytest.mark.long
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("seed", SEEDS)
def test_no_cell_of_a_region_is_hidden_without_need(seed: int) -> None:
    assert all(leaks(seed))


@pytest.mark.long
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("seed", range(100, 200))
def test_nobody_finds_a_hidden_figure_of_any_other_region(seed: int) -> None:
    assert aanval(region(seed), protected(seed).verborgen, FLOOR).bevindingen == ()
    check_independently(seed, every=1)


def check_independently(seed: int, *, every: int) -> None:
    """Each hidden cell once more, by programs that share nothing with those of the attacker."""
    blok, pattern = region(seed), protected(seed)
    published = blok.getoond - pattern.verborgen
    everything = sorted(pattern.verborgen)[::every]
    for cel in everything:
        low, high = bounds(blok, published, cel)
        assert high - low >= blok.breedte.get(cel, FLOOR)
    for i, cel in enumerate(everything):
        gemeente = sorted(blok.kenners)[i % len(blok.kenners)]  # for each cell one gemeente that looks on
        own = blok.kenners[gemeente]
        if cel not in own:
            low, high = bounds(blok, published | own, cel)
            assert low < high
        low, high = bounds(blok, published, cel, blok.grootste)
        assert low < high


@pytest.mark.parametrize("gemeenten", [13, pytest.param(34, marks=pytest.mark.long)])
def test_nobody_finds_a_hidden_figure_of_many_gemeenten(gemeenten: int) -> None:
    blok = land(gemeenten)
    pattern = bescherm(blok, FLOOR)
    assert pattern.primair
    assert aanval(blok, pattern.verborgen, FLOOR).bevindingen == ()


def test_many_gemeenten_hide_little_more_than_when_all_are_taken_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    blok = land(13)
    in_parts = len(bescherm(blok, FLOOR).verborgen)
    monkeypatch.setattr("disclosure.gebieden.MANY", 13)
    assert len(blok.kenners) == 13
    assert in_parts <= 1.2 * len(bescherm(blok, FLOOR).verborgen)
