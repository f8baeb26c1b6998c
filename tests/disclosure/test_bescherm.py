"""Protection of small tables, against trying every possible truth by hand."""

from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from disclosure.aanval import aanval
from disclosure.bescherm import bescherm
from disclosure.blok import BUITENSTAANDER, SCHOLEN, Blok, Cel
from disclosure.getuigen import Bundel
from disclosure.primair import primair
from disclosure.stelsel import Sum, matrix

FLOOR = 3
Numbers = npt.NDArray[np.int64]
MOST = 4 + FLOOR  # of a cell of a table below: wide enough for the largest


def cel(*codes: str) -> Cel:
    return ("tabel", "n", *codes)


def table(values: list[list[int]], **more: object) -> Blok:
    """Rows g0, g1 ... by columns a, b ..., with all totals; each row knows itself."""
    rows, columns = [f"g{i}" for i in range(len(values))], "abcdef"[: len(values[0])]
    waarden = {cel(row, column): values[i][j] for i, row in enumerate(rows) for j, column in enumerate(columns)}
    sommen = [Sum(cel(row, "alle"), tuple(cel(row, column) for column in columns)) for row in rows]
    sommen += [Sum(cel("alle", one), tuple(cel(row, one) for row in rows)) for one in (*columns, "alle")]
    for one in sommen:
        waarden[one.total] = sum(waarden[part] for part in one.parts)
    kenners = {row: frozenset(cel(row, column) for column in (*columns, "alle")) for row in rows}
    return replace(Blok("tabel", waarden, sommen, frozenset(waarden), kenners=kenners), **more)  # type: ignore[arg-type]


def possible(blok: Blok, published: frozenset[Cel], most: int) -> dict[Cel, Numbers]:
    """Every truth that fits what is published, by trying: with inner cells of at most so many. One place per truth."""
    totals = {one.total for one in blok.sommen}
    inner = [one for one in blok.waarden if one not in totals]
    ranges = [np.array([blok.waarden[one]]) if one in published else np.arange(most + 1) for one in inner]
    truth = dict(zip(inner, (numbers.ravel() for numbers in np.meshgrid(*ranges)), strict=True))
    for one in blok.sommen:
        truth[one.total] = np.sum([truth[part] for part in one.parts], axis=0)
    return known_to(blok, published, truth)


def known_to(blok: Blok, known: frozenset[Cel], truth: dict[Cel, Numbers]) -> dict[Cel, Numbers]:
    """The truths that are left for somebody who knows these cells."""
    fits = np.logical_and.reduce([numbers == blok.waarden[one] for one, numbers in truth.items() if one in known])
    return {one: np.atleast_1d(numbers)[fits].ravel() for one, numbers in truth.items()}


def to_outsiders(blok: Blok, published: frozenset[Cel], truth: dict[Cel, Numbers]) -> dict[Cel, Numbers]:
    """The truths that are left for who knows that a zero would have been shown."""
    some = [numbers > 0 for one, numbers in truth.items() if blok.waarden[one] and one not in published]
    fits = np.logical_and.reduce(some) if some else np.True_
    return {one: np.atleast_1d(numbers)[np.atleast_1d(fits)] if some else numbers for one, numbers in truth.items()}


def test_a_small_cell_is_hidden_with_others_that_keep_it_wide() -> None:
    blok = table([[2, 20, 30], [15, 25, 35], [12, 22, 32], [18, 28, 38]])
    pattern = bescherm(blok, 5)
    assert pattern.primair == {cel("g0", "a")}
    assert len(pattern.verborgen) > len(pattern.primair)
    assert aanval(blok, pattern.verborgen, 5).is_veilig


def test_a_table_without_small_cells_stays_whole() -> None:
    blok = table([[12, 20], [15, 25], [0, 9]])
    assert bescherm(blok, 5).verborgen == frozenset()


def test_a_gemeente_that_knows_its_own_figures_does_not_find_another() -> None:
    blok = table([[2, 20, 30], [15, 25, 35], [12, 22, 32]])
    two = frozenset(cel(row, column) for row in ("g0", "g1") for column in ("a", "b"))
    outsiders, insiders = replace(blok, kenners={}), blok
    assert aanval(outsiders, two, 5).is_veilig
    assert {one.kenner for one in aanval(insiders, two, 5).bevindingen} == {"g0", "g1"}


def test_what_an_insider_can_add_up_alone_is_no_finding() -> None:
    blok = table([[2, 20], [15, 25], [12, 22]])
    own = {row: frozenset(cel(row, column) for column in "ab") for row in ("g0", "g1", "g2")}  # the total follows
    hidden = blok.getoond
    assert aanval(replace(blok, kenners=own), hidden, 5).is_veilig


def test_schools_that_know_their_share_do_not_find_the_rest() -> None:
    """Both hidden counts are of one school each, so each of these schools would know that the other has the rest."""
    blok = table([[20, 30, 10], [25, 5, 10], [12, 22, 32]])
    hidden = frozenset({cel("g0", "a"), cel("g0", "b"), cel("g1", "a"), cel("g1", "b")})
    shares = {cel("g0", "a"): 20, cel("g0", "b"): 30, cel("g1", "a"): 25, cel("g1", "b"): 5}
    assert aanval(replace(blok, kenners={}), hidden, 5).is_veilig
    found = aanval(replace(blok, kenners={}, grootste=shares), hidden, 5).bevindingen
    assert {(one.kenner, one.is_exact) for one in found} == {(SCHOLEN, True)}
    assert {one.cell for one in found} == hidden


def test_counts_of_one_school_or_nearly_are_hidden() -> None:
    blok = table([[20, 30], [25, 50]], grootste={cel("g0", "a"): 20, cel("g0", "b"): 27, cel("g1", "a"): 20})
    assert primair(blok, 5) == {cel("g0", "a"), cel("g0", "b")}


def test_a_volume_is_hidden_with_its_count_and_stays_wide() -> None:
    counts = table([[2, 20, 30], [15, 25, 35], [12, 22, 32], [18, 28, 38]])
    hours = {("uren", *own[1:]): 10 * n for own, n in counts.waarden.items()}
    sommen = [Sum(("uren", *one.total[1:]), tuple(("uren", *part[1:]) for part in one.parts)) for one in counts.sommen]
    blok = Blok(
        "samen",
        {**counts.waarden, **hours},
        [*counts.sommen, *sommen],
        counts.getoond | hours.keys(),
        samen=[frozenset({own, ("uren", *own[1:])}) for own in counts.waarden],
        breedte={own: max(1, n // 5) for own, n in hours.items()},
    )
    pattern = bescherm(blok, 5)
    assert aanval(blok, pattern.verborgen, 5).is_veilig
    assert {("uren", *own[1:]) for own in pattern.verborgen if own[0] == "tabel"} == pattern.verborgen & hours.keys()
    assert ("uren", "n", "g0", "a") in pattern.primair


def test_a_small_cell_that_is_never_shown_stays_wide() -> None:
    """Two parts that nobody sees, of which one is small: their sum may be shown only when it is large enough."""
    parts = {cel("g0", "jong"): 2, cel("g0", "oud"): 40, cel("g1", "jong"): 2, cel("g1", "oud"): 1}
    wholes = {cel("g0"): 42, cel("g1"): 3}
    sommen = [Sum(cel(row), (cel(row, "jong"), cel(row, "oud"))) for row in ("g0", "g1")]
    blok = Blok("banden", {**parts, **wholes}, sommen, frozenset(wholes))
    assert aanval(blok, frozenset(), 5).bevindingen != ()
    assert bescherm(blok, 5).verborgen == {cel("g1")}


def test_what_was_hidden_before_stays_hidden() -> None:
    blok = table([[12, 20], [15, 25], [10, 9]])
    before = frozenset({cel("g0", "a")})
    pattern = bescherm(replace(blok, eerder=before), 5)
    assert before < pattern.verborgen
    assert pattern.primair == frozenset()
    assert aanval(blok, pattern.verborgen, 5).is_veilig


def test_a_group_of_which_everybody_is_in_one_category_is_hidden() -> None:
    blok = table([[30, 0], [15, 25], [10, 19], [11, 31]], gevoelig=frozenset({cel("g0", "a")}))
    pattern = bescherm(blok, 5)
    assert cel("g0", "a") in pattern.primair
    assert aanval(blok, pattern.verborgen, 5).is_veilig


def test_cells_that_count_for_more_stay_shown() -> None:
    blok = table([[2, 20, 30], [15, 25, 35], [12, 22, 32], [18, 28, 38]])
    dear = frozenset(cel(row, "b") for row in ("g0", "g1", "g2", "g3"))
    assert bescherm(blok, 5).verborgen & dear
    assert not bescherm(replace(blok, gewicht=dict.fromkeys(dear, 50.0)), 5).verborgen & dear


def test_a_pair_that_can_only_be_one_to_four_is_hidden_with_more() -> None:
    """Of 22 two parts are hidden: five together. As a zero is shown, each of them would be one to four."""
    parts = dict(zip("abcd", (4, 1, 9, 8), strict=True))
    waarden = {cel(one): n for one, n in parts.items()} | {cel("alle"): 22}
    blok = Blok("tabel", waarden, [Sum(cel("alle"), tuple(cel(one) for one in parts))], frozenset(waarden))
    assert not aanval(blok, frozenset({cel("a"), cel("b")}), 5).is_veilig
    verborgen = bescherm(blok, 5).verborgen
    assert len(verborgen) == 3
    assert aanval(blok, verborgen, 5).is_veilig


def test_a_zero_that_a_family_hides_does_not_tell_that_others_are_none() -> None:
    waarden = {cel("a"): 5, cel("b"): 0, cel("c"): 9, cel("alle"): 14}
    sommen = [Sum(cel("alle"), tuple(cel(one) for one in "abc"))]
    both = frozenset({cel("a"), cel("b")})
    blok = Blok("tabel", waarden, sommen, frozenset(waarden), gevoelig=both)
    assert aanval(blok, both, 5).is_veilig


numbers = st.lists(st.lists(st.integers(0, 4), min_size=2, max_size=2), min_size=2, max_size=3)


@settings(max_examples=25, deadline=None)
@given(numbers)
def test_every_truth_that_could_be_leaves_hidden_cells_wide(values: list[list[int]]) -> None:
    blok = table(values)
    pattern = bescherm(blok, FLOOR)
    published = blok.getoond - pattern.verborgen
    truth = possible(blok, published, MOST)
    outside = to_outsiders(blok, published, truth)
    for one in pattern.verborgen:
        assert np.ptp(outside[one]) >= FLOOR
        for own in blok.kenners.values():
            assert one in own or np.ptp(known_to(blok, own, truth)[one]) > 0


@settings(max_examples=40, deadline=None)
@given(numbers, st.data())
def test_the_attacker_finds_what_trying_everything_finds(values: list[list[int]], data: st.DataObject) -> None:
    blok = table(values)
    inner = sorted((blok.kenners["g0"] | blok.kenners["g1"]) - {one.total for one in blok.sommen})
    hidden = frozenset(data.draw(st.sets(st.sampled_from(inner), min_size=1)))
    truth = possible(blok, blok.getoond - hidden, 3 * MOST)  # no cell is larger than the total, which is shown
    outside = to_outsiders(blok, blok.getoond - hidden, truth)
    expected = set()
    for one in hidden:
        low, high = outside[one].min(), outside[one].max()
        if high - low < FLOOR:
            expected.add((one, low, high, BUITENSTAANDER))
        for naam, own in blok.kenners.items():
            known = known_to(blok, own, truth)[one]
            if one not in own and np.ptp(known) == 0:
                expected.add((one, known[0], known[0], naam))
    found = aanval(blok, hidden, FLOOR).bevindingen
    assert {(one.cell, one.low, one.high, one.kenner) for one in found} == expected


@pytest.mark.parametrize("size", [3, 4, 5])
def test_no_cell_is_hidden_without_need(size: int) -> None:
    blok = table([[(7 * row + 3 * column) % 11 + row for column in range(size)] for row in range(size)])
    pattern = bescherm(blok, 5)
    helping = pattern.verborgen - pattern.primair
    assert helping
    for one in helping:
        assert not aanval(blok, pattern.verborgen - {one}, 5).is_veilig


def test_the_witnesses_of_a_pattern_show_that_it_is_safe(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without any program: each is weighed against what is published."""
    blok = table([[2, 20, 30], [15, 25, 35], [12, 22, 32], [18, 28, 38]])
    pattern = bescherm(blok, 5)
    monkeypatch.setattr("disclosure.programma.Programma.solve", lambda _self: pytest.fail("a program was needed"))
    assert aanval(blok, pattern.verborgen, 5, pattern.getuigen).is_veilig


@settings(max_examples=40, deadline=None)
@given(numbers, st.data())
def test_whatever_witnesses_say_the_attacker_finds_the_same(values: list[list[int]], data: st.DataObject) -> None:
    """Of witnesses of another pattern, and of changes that are none at all."""
    blok = table(values)
    everything = sorted(blok.waarden)
    hidden = frozenset(data.draw(st.sets(st.sampled_from(everything), min_size=1)))
    places = st.lists(st.integers(-2, len(everything) + 2), min_size=1, max_size=4, unique=True)
    made_up = [(np.array(one), np.ones(len(one), np.int64)) for one in data.draw(st.lists(places, max_size=3))]
    alone = aanval(blok, hidden, FLOOR).bevindingen
    for claims in (Bundel.of(made_up), bescherm(blok, FLOOR).getuigen):
        assert sorted(aanval(blok, hidden, FLOOR, claims).bevindingen, key=repr) == sorted(alone, key=repr)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(st.integers(0, 4), min_size=2, max_size=2), min_size=4, max_size=6), st.data())
def test_looking_among_neighbours_first_finds_the_same(values: list[list[int]], data: st.DataObject) -> None:
    blok = table(values)
    hidden = frozenset(data.draw(st.sets(st.sampled_from(sorted(blok.waarden)), min_size=1)))
    alone = aanval(blok, hidden, FLOOR).bevindingen
    with pytest.MonkeyPatch.context() as patch:
        for name, few in (("VEEL", 1), ("BUURT", 2)):
            patch.setattr(f"disclosure.buurten.{name}", few)
        among = aanval(blok, hidden, FLOOR).bevindingen
    assert sorted(among, key=repr) == sorted(alone, key=repr)


def twice(values: list[list[int]], shown: list[bool]) -> Blok:
    """A table beside itself, as of two vensters with the same weeks; of the second only some rows are shown."""
    blok = table(values)

    def again(one: Cel) -> Cel:
        return ("ander", *one[1:])

    seen = frozenset(
        again(one) for one in blok.getoond if one[2] not in [f"g{i}" for i, yes in enumerate(shown) if not yes]
    )
    return replace(
        blok,
        waarden={**blok.waarden, **{again(one): n for one, n in blok.waarden.items()}},
        sommen=[*blok.sommen, *(Sum(again(one), (one,)) for one in blok.waarden)],
        getoond=blok.getoond | seen,
        kenners={naam: own | {again(one) for one in own} for naam, own in blok.kenners.items()},
    )


@settings(max_examples=30, deadline=None)
@given(numbers, st.lists(st.booleans(), min_size=3, max_size=3))
def test_cells_that_are_equal_are_hidden_as_one(values: list[list[int]], shown: list[bool]) -> None:
    blok = twice(values, shown)
    pattern = bescherm(blok, FLOOR)
    assert aanval(blok, pattern.verborgen, FLOOR).is_veilig
    assert {one[1:] for one in pattern.verborgen if one[0] == "ander"} == {
        one[1:] for one in pattern.verborgen if one[0] == "tabel" and ("ander", *one[1:]) in blok.getoond
    }


def test_what_shows_equal_cells_to_be_safe_is_told_of_each_of_them() -> None:
    blok = twice([[2, 20, 30], [15, 25, 35], [12, 22, 32], [18, 28, 38]], [True] * 4)
    pattern = bescherm(blok, 5)
    places = {one for one, cells in enumerate(sorted(blok.waarden)) if cells in pattern.verborgen}
    assert places <= {*pattern.getuigen.places.tolist()}
    assert (
        pattern.getuigen.proven(matrix_of(blok), np.ones(len(blok.waarden), np.bool_)).starts.size
        == pattern.getuigen.starts.size
    )


def matrix_of(blok: Blok) -> sparse.csr_array:
    return matrix({one: i for i, one in enumerate(sorted(blok.waarden))}, blok.sommen)


def test_a_count_that_is_equal_to_what_counts_nobody_stays_as_wide_as_a_count() -> None:
    """Equal cells of which not the same is asked are not taken as one."""
    blok = table([[2, 20, 30], [15, 25, 35], [12, 22, 32], [18, 28, 38]])
    share, count = ("deel", "g0", "a"), cel("g0", "a")
    blok = replace(
        blok,
        waarden={**blok.waarden, share: blok.waarden[count]},
        sommen=[*blok.sommen, Sum(share, (count,))],
        getoond=blok.getoond | {share},
        breedte={share: 1},
    )
    pattern = bescherm(blok, 5)
    assert {share, count} <= pattern.verborgen
    assert aanval(blok, pattern.verborgen, 5).is_veilig
