"""Many gemeenten in samenwerkingsverbanden under the totals of all: protected from above to below, attacked as a whole.

Small ones against trying every possible truth; larger ones against programs that share nothing with the attacker.
"""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from disclosure.aanval import aanval
from disclosure.bescherm import bescherm
from disclosure.blok import BUITENSTAANDER, Blok, Cel
from disclosure.gebieden import per_gebied
from disclosure.stelsel import Sum
from tests.disclosure.possible import bounds
from tests.disclosure.regions import land
from tests.disclosure.test_bescherm import FLOOR, MOST, Numbers, cel, possible, table, to_everybody

SETTINGS = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@pytest.fixture
def few_are_many() -> Iterator[None]:
    """Tables that are small enough to try everything, in parts and neighbourhoods as large ones are."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("gebieden.MANY", "buurten.VEEL", "buurten.BUURT"):
            patch.setattr(f"disclosure.{name}", 1)
        yield


def tree(values: list[list[int]], verbanden: list[list[str]]) -> Blok:
    """Rows g0, g1 ... by columns as in `table`, with totals per samenwerkingsverband s0, s1 ... between."""
    blok = table(values)
    columns = sorted({one[3] for one in blok.waarden})
    waarden, sommen, kenners = (
        dict(blok.waarden),
        [one for one in blok.sommen if one.total[2] != "alle"],
        {**blok.kenners},
    )
    for number, own in enumerate(verbanden):
        naam = f"s{number}"
        for column in columns:
            parts = tuple(cel(row, column) for row in own)
            waarden[cel(naam, column)] = sum(waarden[part] for part in parts)
            sommen.append(Sum(cel(naam, column), parts))
        kenners[naam] = frozenset(one for one in waarden if one[2] in (naam, *own))
        if len(own) == 1:
            kenners[own[0]] = kenners[naam]
    names = [f"s{number}" for number in range(len(verbanden))]
    sommen += [Sum(cel("alle", column), tuple(cel(naam, column) for naam in names)) for column in columns]
    for naam in (*names, "alle"):
        sommen.append(Sum(cel(naam, "alle"), tuple(cel(naam, column) for column in columns if column != "alle")))
    return replace(blok, waarden=waarden, sommen=sommen, getoond=frozenset(waarden), kenners=kenners)


def fitting(blok: Blok, known: frozenset[Cel], truth: dict[Cel, Numbers]) -> npt.NDArray[np.bool_]:
    """Which truths somebody who knows these cells too takes to be possible."""
    left = np.ones(len(next(iter(truth.values()))), np.bool_)
    for one in known:
        left &= truth[one] == blok.waarden[one]
    return left


counts = st.integers(0, 4)
trees = st.one_of(
    st.lists(st.lists(counts, min_size=1, max_size=1), min_size=5, max_size=5).map(
        lambda values: tree(values, [["g0", "g1"], ["g2", "g3"], ["g4"]])
    ),
    st.lists(st.lists(counts, min_size=2, max_size=2), min_size=3, max_size=3).map(
        lambda values: tree(values, [["g0", "g1"], ["g2"]])
    ),
)


@SETTINGS
@given(trees)
def test_every_truth_that_could_be_leaves_hidden_cells_wide(few_are_many: None, blok: Blok) -> None:
    pattern = bescherm(blok, FLOOR)
    published = blok.getoond - pattern.verborgen
    truth = possible(blok, published, MOST)
    outside = to_everybody(blok, published, truth)
    assert all(np.ptp(outside[one]) >= FLOOR for one in pattern.verborgen)
    for own in blok.kenners.values():
        left = fitting(blok, own & pattern.verborgen, outside)
        assert all(np.ptp(outside[one][left]) > 0 for one in pattern.verborgen - own)


@SETTINGS
@given(trees, st.data())
def test_the_attacker_finds_what_trying_everything_finds(few_are_many: None, blok: Blok, data: st.DataObject) -> None:
    candidates = sorted(blok.getoond - {one for one in blok.waarden if one[2] == "alle"})
    hidden = frozenset(data.draw(st.sets(st.sampled_from(candidates), min_size=1)))
    truth = possible(blok, blok.getoond - hidden, 3 * MOST)
    outside = to_everybody(blok, blok.getoond - hidden, truth)
    expected = set()
    for one in hidden:
        low, high = outside[one].min(), outside[one].max()
        if high - low < FLOOR:
            expected.add((one, low, high, BUITENSTAANDER))
    for naam, own in blok.kenners.items():
        left = fitting(blok, own & hidden, outside)
        exact = [one for one in hidden - own if np.ptp(outside[one][left]) == 0]
        expected |= {(one, blok.waarden[one], blok.waarden[one], naam) for one in exact}
    found = aanval(blok, hidden, FLOOR).bevindingen
    assert {(one.cell, one.low, one.high, one.kenner) for one in found} == expected


@SETTINGS
@given(trees)
def test_it_makes_no_difference_in_what_order_a_block_is_given(few_are_many: None, blok: Blok) -> None:
    turned = replace(
        blok,
        waarden=dict(reversed(list(blok.waarden.items()))),
        sommen=list(reversed(blok.sommen)),
        kenners=dict(reversed(list(blok.kenners.items()))),
    )
    assert bescherm(turned, FLOOR).verborgen == bescherm(blok, FLOOR).verborgen


def test_a_part_keeps_what_the_part_above_shows_and_hides() -> None:
    """First the samenwerkingsverbanden under the totals, and then each with its own gemeenten."""
    blok, asked = land(13, 3), list[Blok]()
    above = frozenset({("lagen", "n", "alle", "alle", "open"), ("lagen", "n", "s1", "alle", "open")})
    below = frozenset({("lagen", "n", "g1", "alle", "open")})

    def verberg(part: Blok) -> frozenset[Cel]:
        asked.append(part)
        return (below if asked[1:] else above) & part.getoond

    assert per_gebied(blok, verberg) == above | below
    top, *verbanden = asked
    assert {one[2] for one in top.waarden} == {"alle", "s0", "s1", "s2"}
    assert top.kenners.keys() == {"s0", "s1", "s2"}
    for number, part in enumerate(verbanden):
        own = {one for one in part.waarden if one[2] == f"s{number}"} & blok.getoond
        assert part.waarden.keys() == blok.kenners[f"s{number}"]
        assert part.kenners.keys() == {f"g{i}" for i in range(number, 13, 3)}
        assert part.eerder == own & above
        assert part.bekend == own - above == own - part.getoond
    assert len(verbanden) == 3


def test_a_samenwerkingsverband_of_one_gemeente_adds_up_with_the_others(few_are_many: None) -> None:
    asked = list[Blok]()
    blok = tree([[4], [8], [9], [7]], [["g0", "g1"], ["g2"], ["g3"]])
    per_gebied(blok, lambda part: asked.append(part) or frozenset())  # type: ignore[func-returns-value]
    assert Sum(cel("alle", "a"), (cel("s0", "a"), cel("s1", "a"), cel("s2", "a"))) in asked[0].sommen


def test_a_region_is_not_taken_apart() -> None:
    blok = land(12)
    assert per_gebied(blok, lambda _part: blok.getoond) == frozenset()


@pytest.mark.parametrize(
    ("gemeenten", "verbanden", "leerlingen"),
    [(13, 3, 300), pytest.param(30, 14, 800, marks=[pytest.mark.long, pytest.mark.timeout(600)])],
)
def test_nobody_finds_a_hidden_figure_under_samenwerkingsverbanden(
    gemeenten: int, verbanden: int, leerlingen: int
) -> None:
    blok = land(gemeenten, verbanden, leerlingen)
    pattern = bescherm(blok, 5)
    assert {one for one in blok.getoond if 0 < blok.waarden[one] < 5 and one[1] == "n"} <= pattern.primair
    assert aanval(blok, pattern.verborgen, 5).bevindingen == ()
    published = blok.getoond - pattern.verborgen
    for number, one in enumerate(sorted(pattern.verborgen)[::25]):
        low, high = bounds(blok, published, one)
        assert high - low >= blok.breedte.get(one, 5)
        own = blok.kenners[sorted(blok.kenners)[number % len(blok.kenners)]]
        if one not in own:
            low, high = bounds(blok, published | own, one)
            assert low < high


def test_the_attacker_finds_the_same_whether_or_not_it_looks_among_neighbours_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Also of what is hidden between samenwerkingsverbanden, of which every tenth cell is shown again."""
    blok = land(13, 3, 300)
    hidden = bescherm(blok, 5).verborgen
    hidden -= set(sorted(hidden)[::10])
    among = aanval(blok, hidden, 5).bevindingen
    monkeypatch.setattr("disclosure.buurten.VEEL", 1000)
    alone = aanval(blok, hidden, 5).bevindingen
    assert {one.kenner[:1] for one in alone} == {"", "g", "s"}
    assert sorted(among, key=repr) == sorted(alone, key=repr)


def test_a_land_in_parts_hides_little_more_than_when_all_is_taken_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    blok = land(13, 3)
    in_parts = len(bescherm(blok, 5).verborgen)
    monkeypatch.setattr("disclosure.gebieden.MANY", 100)
    assert in_parts <= 1.1 * len(bescherm(blok, 5).verborgen)


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_nobody_finds_a_hidden_figure_of_the_whole_country() -> None:
    """340 gemeenten in 70 samenwerkingsverbanden; the attack is not given any witness."""
    blok = land(340, 70)
    pattern = bescherm(blok, 5)
    assert aanval(blok, pattern.verborgen, 5).bevindingen == ()
    assert len(pattern.verborgen) < 0.25 * len(blok.getoond)
