"""The attacker finds exactly what can be worked out: compared with trying every possibility by hand."""

from itertools import product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from disclosure.attack import Finding, attack
from disclosure.stelsel import ContradictionError, Sum, stelsel


def findings(
    shown: dict[str, int], hidden: list[str], sums: list[Sum[str]], floor: int = 5
) -> dict[str, tuple[int, int]]:
    return {one.cell: (one.low, one.high) for one in attack(stelsel(shown, hidden, sums), floor)}


def test_one_hidden_part_of_a_shown_total_is_found() -> None:
    assert findings({"alle": 10, "a": 7}, ["b"], [Sum("alle", ("a", "b"))]) == {"b": (3, 3)}


def test_two_hidden_parts_hide_each_other() -> None:
    assert findings({"alle": 20, "a": 7}, ["b", "c"], [Sum("alle", ("a", "b", "c"))]) == {}


def test_a_small_rest_is_bounded_too_narrowly() -> None:
    assert findings({"alle": 10, "a": 7}, ["b", "c"], [Sum("alle", ("a", "b", "c"))]) == {"b": (0, 3), "c": (0, 3)}


def test_a_hidden_total_gives_nothing_away() -> None:
    assert findings({"a": 7}, ["alle", "b"], [Sum("alle", ("a", "b"))]) == {}


def test_a_cell_that_is_in_no_sum_stays_hidden() -> None:
    assert findings({}, ["a"], []) == {}


def test_sums_in_two_directions_together_find_what_neither_finds_alone() -> None:
    rows = [Sum("r1", ("a", "b")), Sum("r2", ("c", "d"))]
    columns = [Sum("k1", ("a", "c")), Sum("k2", ("b", "d"))]
    shown = {"r1": 50, "r2": 1, "k1": 30, "k2": 21}
    assert findings(shown, ["a", "b", "c", "d"], rows) == {"c": (0, 1), "d": (0, 1)}
    assert set(findings(shown, ["a", "b", "c", "d"], rows + columns)) == {"a", "b", "c", "d"}


def test_a_part_that_is_its_own_total_is_no_knowledge() -> None:
    assert findings({}, ["a"], [Sum("a", ("a",))]) == {}


def test_figures_that_contradict_each_other_are_told() -> None:
    with pytest.raises(ContradictionError):
        findings({"alle": 10, "a": 7}, [], [Sum("alle", ("a",))])
    with pytest.raises(ContradictionError):
        findings({"alle": 5, "a": 7}, ["b"], [Sum("alle", ("a", "b"))])


@given(st.lists(st.integers(0, 4), min_size=6, max_size=6), st.sets(st.sampled_from("abcdef"), min_size=1), st.data())
def test_bounds_are_those_of_all_possible_truths(values: list[int], hidden: set[str], data: st.DataObject) -> None:
    truth = dict(zip("abcdef", values, strict=True))
    groups = data.draw(st.lists(st.sets(st.sampled_from("abcdef"), min_size=2, max_size=4), min_size=1, max_size=4))
    sums = [Sum(f"som{i}", tuple(sorted(group))) for i, group in enumerate(groups)]
    totals = {one.total: sum(truth[part] for part in one.parts) for one in sums}
    shown = totals | {c: truth[c] for c in truth if c not in hidden}
    bound = {cell for cell in hidden if any(cell in group for group in groups)}
    assume(bound)
    cells = sorted(bound)
    possible = (
        [
            candidate
            for candidate in product(range(max(totals.values()) + 1), repeat=len(cells))
            if all(
                sum((dict(zip(cells, candidate, strict=True)) | shown)[part] for part in one.parts) == totals[one.total]
                for one in sums
            )
        ]
        if len(cells) <= 4
        else []
    )
    assume(possible)
    expected = {Finding(cell, min(c[i] for c in possible), max(c[i] for c in possible)) for i, cell in enumerate(cells)}
    found = attack(stelsel(shown, cells, sums), floor=5)
    assert set(found) == {one for one in expected if one.width < 5}
