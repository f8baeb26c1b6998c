"""What is hidden, and what would give a hidden figure away."""

from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.protect import Parts, Rules, own_figures, protect
from disclosure.table import Context, ProtectedTable, Staat

CONTEXT = Context("noun.question", ("laag",), ("verzuim",), "leerlingen", "run", "2024-09-30", "2024-10-01", True)
NOTHING = Rules(counts=(), shares={}, rates={}, derived={})
WAARDE, VERBORGEN, ONTBREEKT = Staat.WAARDE, Staat.VERBORGEN, Staat.ONTBREEKT


def protected(columns: dict[str, list], **rules: Any) -> ProtectedTable:
    frame = pl.DataFrame(columns).cast({name: pl.Int64 for name in columns if name in {"n", "n2", "som"}})
    return protect(frame, Rules(**{**vars(NOTHING), **rules}), CONTEXT)


def test_counts_of_one_to_four_are_hidden_and_zero_and_five_are_shown() -> None:
    table = protected({"n": [0, 1, 4, 5]}, counts=("n",))
    assert table.values("n") == [0, None, None, 5]
    assert table.states("n") == [WAARDE, VERBORGEN, VERBORGEN, WAARDE]


def test_a_count_that_was_not_delivered_is_missing_not_hidden() -> None:
    table = protected({"n": [None, 3]}, counts=("n",))
    assert table.states("n") == [ONTBREEKT, VERBORGEN]


def test_a_share_is_a_whole_percentage() -> None:
    table = protected({"n": [37], "som": [300]}, counts=("n", "som"), shares={"aandeel": ("n", "som")})
    assert table.values("aandeel") == [12]


def test_a_share_needs_at_least_twenty_in_the_denominator() -> None:
    table = protected({"n": [8, 8], "som": [19, 20]}, counts=("n", "som"), shares={"aandeel": ("n", "som")})
    assert table.states("aandeel") == [VERBORGEN, WAARDE]


def test_a_share_of_a_hidden_count_is_hidden() -> None:
    table = protected({"n": [4, 5], "som": [100, 100]}, counts=("n", "som"), shares={"aandeel": ("n", "som")})
    assert table.states("aandeel") == [VERBORGEN, WAARDE]


def test_a_share_is_hidden_when_the_rest_of_the_group_is_small() -> None:
    rules = {"counts": ("n", "som"), "shares": {"aandeel": ("n", "som")}}
    table = protected({"n": [96, 95, 100], "som": [100, 100, 100]}, **rules)
    assert table.states("aandeel") == [VERBORGEN, WAARDE, WAARDE]


def test_a_share_of_nothing_is_no_figure() -> None:
    table = protected({"n": [0, None], "som": [0, None]}, counts=("n", "som"), shares={"aandeel": ("n", "som")})
    assert table.values("aandeel") == [None, None]
    assert table.states("aandeel") == [ONTBREEKT, ONTBREEKT]


def test_a_rate_is_per_thousand_with_one_decimal_and_hidden_with_its_count() -> None:
    rules = {"counts": ("n", "som"), "rates": {"per_1000": ("n", "som")}}
    table = protected({"n": [28, 3, 0, 7], "som": [10_000, 10_000, 10_000, None]}, **rules)
    assert table.values("per_1000") == [2.8, None, 0.0, None]
    assert table.states("per_1000") == [WAARDE, VERBORGEN, WAARDE, ONTBREEKT]


def test_a_derived_figure_of_a_group_of_unknown_size_is_hidden_and_a_missing_one_stays_missing() -> None:
    table = protected({"n": [None, None, 12], "dagen": [2.5, None, 3.5]}, counts=("n",), derived={"dagen": ("n",)})
    assert table.states("dagen") == [Staat.VERBORGEN, Staat.ONTBREEKT, Staat.WAARDE]
    assert table.values("dagen") == [None, None, 3.5]


def test_a_derived_figure_is_hidden_when_any_of_its_counts_is() -> None:
    columns: dict[str, list] = {"n": [5, 4, 5], "n2": [9, 9, 1], "verschil": [0.4, 0.5, 0.6]}
    table = protected(columns, counts=("n", "n2"), derived={"verschil": ("n", "n2")})
    assert table.values("verschil") == [0.4, None, None]
    assert table.states("verschil") == [WAARDE, VERBORGEN, VERBORGEN]


def test_a_figure_that_follows_from_no_count_is_never_hidden_but_may_be_missing() -> None:
    table = protected({"waarde": [1.5, None]}, derived={"waarde": ()})
    assert table.states("waarde") == [WAARDE, ONTBREEKT]


def test_a_table_without_measures_passes_as_it_is() -> None:
    table = protected({"school": ["99AA00"]})
    assert (table.values("school"), table.measures, table.hidden_cells) == (["99AA00"], (), 0)


def test_an_empty_answer_keeps_its_columns() -> None:
    table = protected({"n": [], "som": []}, counts=("n", "som"), shares={"aandeel": ("n", "som")})
    assert table.is_empty()
    assert table.columns == ("n", "som", "aandeel")


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), min_size=1, max_size=20))
def test_no_small_count_nor_its_share_is_ever_in_the_table(pairs: list[tuple[int, int]]) -> None:
    columns = {"n": [n for n, _ in pairs], "som": [n + rest for n, rest in pairs]}
    rules = {"counts": ("n", "som"), "shares": {"aandeel": ("n", "som")}, "rates": {"per_1000": ("n", "som")}}
    table = protected(columns, **rules)
    shown = zip(pairs, *(table.values(name) for name in ("n", "som", "aandeel", "per_1000")), strict=True)
    for (n, rest), count, whole, share, rate in shown:
        assert count == (None if 1 <= n <= 4 else n)
        if 1 <= n <= 4 or 1 <= rest <= 4 or n + rest < 20:
            assert share is None
        else:
            assert share == pytest.approx(100 * n / (n + rest), abs=0.5)
        if 1 <= n <= 4 or 1 <= n + rest <= 4:
            assert rate is None
        if whole is None:
            assert 1 <= n + rest <= 4


def test_with_one_part_of_a_shown_whole_hidden_the_smallest_other_part_is_hidden_too() -> None:
    columns: dict[str, list] = {"laag": ["1", "2", "3", "onbekend"], "n": [40, 9, 3, 2], "som": [52, 52, 52, None]}
    parts = (Parts("n", "laag", ("1", "2", "3")),)
    table = protected(columns, counts=("n", "som"), shares={"aandeel": ("n", "som")}, parts=parts)
    assert table.values("n") == [40, None, None, None]
    assert table.values("aandeel") == [77, None, None, None]


def test_a_part_that_is_zero_is_hidden_last_and_wholes_are_kept_apart() -> None:
    columns: dict[str, list] = {"g": ["a", "a", "a", "b", "b"], "s": ["x", "y", "z", "x", "y"], "n": [0, 3, 8, 6, 7]}
    table = protected(columns, counts=("n",), parts=(Parts("n", "s", ("x", "y", "z"), within=("g",)),))
    assert table.values("n") == [0, None, None, 6, 7]


def test_two_hidden_parts_need_no_third() -> None:
    table = protected({"s": ["x", "y", "z"], "n": [3, 2, 8]}, counts=("n",), parts=(Parts("n", "s", ("x", "y", "z")),))
    assert table.values("n") == [None, None, 8]


def test_for_whose_own_figures_it_is_nothing_is_hidden() -> None:
    frame = pl.DataFrame({"laag": ["1", "2"], "leerlingen": [10, 2], "bekend": [12, 12]})
    counts = ("leerlingen", "bekend")
    table = own_figures(frame, Rules(counts, {"aandeel": counts}, {}, {"leerlingen": counts}), CONTEXT)
    assert table.values("leerlingen") == [10, 2]
    assert table.values("aandeel") == [83.0, 17.0]
    assert table.hidden_cells == 0
    assert table.context.eigen


def test_a_figure_that_is_named_as_a_mark_is_refused_rather_than_lost() -> None:
    with pytest.raises(ValueError, match="procent_verborgen"):
        protected({"n": [9], "procent_verborgen": [12]}, counts=("n",))
