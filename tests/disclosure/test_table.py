"""The one type that carries figures: its three states, and choosing rows and columns."""

import polars as pl
import pytest

from disclosure.table import Cell, Context, ProtectedTable, Staat

CONTEXT = Context("noun.question", (), (), "leerlingen", "run", "2024-09-30", "2024-10-01", False)


def table() -> ProtectedTable:
    frame = pl.DataFrame(
        {
            "gemeente": ["GM0632", "GM0632", "GM0589", None],
            "laag": ["1", "2", "1", "1"],
            "leerlingen": [0, None, None, 12],
        }
    )
    return ProtectedTable(frame, pl.DataFrame({"leerlingen": [False, True, False, False]}), CONTEXT)


def test_zero_hidden_and_missing_are_three_states() -> None:
    assert table().states("leerlingen") == [Staat.WAARDE, Staat.VERBORGEN, Staat.ONTBREEKT, Staat.WAARDE]


def test_dimensions_and_measures_divide_the_columns() -> None:
    assert table().dimensions == ("gemeente", "laag")
    assert table().measures == ("leerlingen",)
    assert table().hidden_cells == 1


def test_rows_give_a_cell_for_each_column() -> None:
    first, second, *_ = table().rows()
    assert first["leerlingen"] == Cell(0, Staat.WAARDE)
    assert second == {
        "gemeente": Cell("GM0632", Staat.WAARDE),
        "laag": Cell("2", Staat.WAARDE),
        "leerlingen": Cell(None, Staat.VERBORGEN),
    }


def test_where_keeps_the_state_of_each_row() -> None:
    chosen = table().where(gemeente="GM0632", laag=["2", "3"])
    assert (len(chosen), chosen.states("leerlingen")) == (1, [Staat.VERBORGEN])


def test_where_finds_rows_in_which_a_dimension_is_missing() -> None:
    assert table().where(gemeente=None).values("leerlingen") == [12]


def test_where_without_conditions_is_the_whole_table() -> None:
    assert len(table().where()) == 4


def test_select_keeps_order_and_states() -> None:
    chosen = table().select("leerlingen", "laag")
    assert chosen.columns == ("leerlingen", "laag")
    assert chosen.states("leerlingen") == table().states("leerlingen")


def test_unique_keeps_the_order_of_the_table() -> None:
    assert table().unique("gemeente") == ["GM0632", "GM0589", None]


def test_a_cell_without_a_row_is_missing() -> None:
    assert table().cell("leerlingen", gemeente="GM0736") == Cell(None, Staat.ONTBREEKT)


def test_a_cell_is_found_by_its_dimensions() -> None:
    assert table().cell("leerlingen", gemeente="GM0632", laag="2").staat is Staat.VERBORGEN


def test_a_cell_that_is_not_one_cell_is_an_error_that_names_the_dimensions() -> None:
    with pytest.raises(ValueError, match="gemeente, laag"):
        table().cell("leerlingen", gemeente="GM0632")


def test_rows_are_chosen_in_a_table_without_measures_too() -> None:
    schools = ProtectedTable(pl.DataFrame({"school": ["99AA00", "99AB00"]}), pl.DataFrame(), CONTEXT)
    assert schools.where(school="99AB00").values("school") == ["99AB00"]


def test_the_largest_figures_are_those_that_may_be_seen_in_the_order_of_the_table() -> None:
    frame = pl.DataFrame({"categorie": ["a", "b", "c", "d", "e"], "aandeel": [1.0, None, 3.0, 2.0, 2.0]})
    own = ProtectedTable(frame, pl.DataFrame({"aandeel": [False, True, False, False, False]}), CONTEXT)
    assert own.largest("categorie", "aandeel", 2) == ["c", "d"]
    assert own.largest("categorie", "aandeel", 3) == ["c", "d", "e"]
    assert own.largest("categorie", "aandeel", 9) == ["a", "c", "d", "e"]
