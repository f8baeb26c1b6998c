"""Bars with their whole on top, the hatched rest of what is hidden, a goal, and the symbols of the stoplight."""

from typing import Any

import plotly.graph_objects as go
import polars as pl
import pytest

from disclosure.protect import Rules, protect
from disclosure.table import Context, ProtectedTable
from ui import charts

CONTEXT = Context("vraag", (), (), "kinderen", "run", "2022-11-27", "2022-11-27", voorbeelddata=False)
RULES = Rules(counts=("kinderen",), shares={}, rates={}, derived={})


def table(**columns: list[Any]) -> ProtectedTable:
    return protect(pl.DataFrame(columns), RULES, CONTEXT)


def dash(jaar: str) -> str:
    return jaar.replace("-", "\N{NON-BREAKING HYPHEN}")


def stacked(nieuw: int | None, verlengd: int | None, lopend: int | None) -> go.Figure:
    """One stack of new and renewed vrijstellingen in Woerden, with its whole."""
    parts = table(gemeente=["GM0632"] * 2, soort=["nieuw", "verlengd"], kinderen=[nieuw, verlengd])
    whole = table(gemeente=["GM0632"], kinderen=[lopend])
    return charts.stacked_bars(parts, x="gemeente", y="kinderen", split="soort", totals=whole)


def texts(chart: go.Figure) -> list[tuple[str, float]]:
    """What is written above stacks, and at what height."""
    return [
        (text, y)
        for trace in chart.data
        if trace.type == "scatter"
        if trace.text
        for text, y in zip(trace.text, trace.y, strict=True)
    ]


def rests(chart: go.Figure) -> list[float]:
    """Heights of hatched parts."""
    return [y for trace in chart.data if trace.type == "bar" and trace.name == "Verborgen (x)" for y in trace.y]


def test_the_whole_stands_on_top_of_its_parts() -> None:
    chart = stacked(6, 8, 14)
    assert texts(chart) == [("14", 14)]
    assert rests(chart) == []
    assert "Totaal 14" in chart.layout.meta["alt"]


def test_what_is_hidden_of_a_known_whole_is_the_hatched_rest() -> None:
    chart = stacked(2, 8, 10)
    assert texts(chart) == [("10", 10)]
    assert rests(chart) == [2]
    assert "Nieuw verborgen" in chart.layout.meta["alt"]


def test_a_hidden_whole_is_an_x_without_a_rest() -> None:
    chart = stacked(2, 0, 2)
    assert [text for text, _height in texts(chart)] == ["x"]
    assert rests(chart) == []


def hatches(chart: go.Figure) -> list[go.Bar]:
    """Bars that are hatched because something is hidden."""
    return [trace for trace in chart.data if trace.type == "bar" and trace.marker.pattern.shape == "x"]


def test_a_bar_of_which_a_part_is_hidden_ends_in_a_hatch_and_is_never_read_as_the_whole() -> None:
    """Two schooljaren: of the first new ones and the whole are hidden, of the second new ones only."""
    years = ["2018-2019", "2019-2020"]
    shown = protect(
        pl.DataFrame(
            {
                "schooljaar": years * 2,
                "soort": ["nieuw"] * 2 + ["verlengd"] * 2,
                "kinderen": [None, None, 42, 44],
                "kinderen_verborgen": [True, True, False, False],
            }
        ),
        RULES,
        CONTEXT,
    )
    wholes = protect(
        pl.DataFrame({"schooljaar": years, "kinderen": [None, 73], "kinderen_verborgen": [True, False]}), RULES, CONTEXT
    )
    chart = charts.stacked_bars(shown, x="schooljaar", y="kinderen", split="soort", totals=wholes)
    known, unknown = hatches(chart)
    assert (list(known.x), list(known.y)) == ([dash(years[1])], [73 - 44])
    assert list(unknown.x) == [dash(years[0])]
    assert known.marker.line.width == 1
    assert unknown.marker.line.width == 0, "no edge says where it stops"
    assert unknown.name == "Verborgen (x), hoeveel tonen wij niet"
    assert dict(texts(chart)) == {"x": 42 + unknown.y[0], "73": 73}
    assert "Totaal verborgen" in chart.layout.meta["alt"]


def test_a_bar_of_which_all_is_hidden_is_told_from_zero() -> None:
    days = ["2018-08-28", "2018-09-18", "2018-10-09"]
    chart = charts.stacked_bars(
        protect(
            pl.DataFrame({"peildatum": days, "kinderen": [50, None, 0], "kinderen_verborgen": [False, True, False]}),
            RULES,
            CONTEXT,
        ),
        x="peildatum",
        y="kinderen",
    )
    (unknown,) = hatches(chart)
    assert len(unknown.x) == 1
    assert 0 < unknown.y[0] < 50
    assert texts(chart) == [("x", unknown.y[0])]


def test_a_hidden_figure_of_a_line_stands_below_the_axis_where_no_figure_can_be() -> None:
    shares = protect(
        pl.DataFrame(
            {
                "peildatum": ["2018-08-28", "2018-09-18", "2018-10-09"],
                "kinderen": [80, None, 93],
                "kinderen_verborgen": [False, True, False],
            }
        ),
        RULES,
        CONTEXT,
    )
    chart = charts.lines(shares, x="peildatum", y="kinderen", goal=95)
    ((mark, height),) = texts(chart)
    assert mark == "x"
    low, high = chart.layout.yaxis.range
    assert low < height < 0
    assert high >= 95
    assert min(chart.layout.yaxis.tickvals) == 0
    whole = charts.lines(shares.where(peildatum=["2018-08-28"]), x="peildatum", y="kinderen", goal=95)
    assert whole.layout.yaxis.range[0] == 0


def test_a_whole_that_was_not_delivered_is_not_written() -> None:
    assert texts(stacked(6, 8, None)) == []


def test_the_text_of_the_highest_whole_has_room() -> None:
    chart = stacked(12, 8, 20)
    assert chart.layout.yaxis.range[1] > 20 * 1.08


def test_a_goal_is_a_named_line_that_the_axis_does_not_cover() -> None:
    stock = table(kwartaal=["2022-K2", "2022-K3"], kinderen=[11, 15])
    chart = charts.grouped_bars(stock, x="kwartaal", y="kinderen", goal=0)
    assert [line.y0 for line in chart.layout.shapes] == [0]
    assert any(note.text == "Doel: 0" for note in chart.layout.annotations)
    assert chart.layout.yaxis.range[0] < 0
    assert chart.layout.meta["alt"].endswith("Doel: 0.")


def test_bars_without_a_goal_have_no_line() -> None:
    stock = table(kwartaal=["2022-K2"], kinderen=[11])
    assert not charts.grouped_bars(stock, x="kwartaal", y="kinderen").layout.shapes


def test_parts_of_the_stoplight_carry_their_symbol_and_number() -> None:
    points = protect(
        pl.DataFrame({"kwartaal": ["2022-K3"] * 3, "kleur": ["rood", "groen", "leeg"], "punten": [0, 5, 8]}),
        Rules((), {}, {}, {}),
        CONTEXT,
    )
    chart = charts.stacked_bars(points, x="kwartaal", y="punten", split="kleur")
    assert {trace.name: trace.text for trace in chart.data} == {
        "Rood": ("",),
        "Groen": ("▲ 5",),
        "Niet beoordeeld": None,
    }


def test_names_below_bars_break_over_two_lines() -> None:
    stock = table(gemeente=["GM0736", "GM0632"], kinderen=[11, 15])
    axis = charts.stacked_bars(stock, x="gemeente", y="kinderen").layout.xaxis
    assert list(axis.ticktext) == ["De Ronde<br>Venen", "Woerden"]
    assert list(axis.categoryarray) == ["De Ronde Venen", "Woerden"]


def test_quarters_are_named_once_a_year_where_there_are_many() -> None:
    quarters = [f"{year}-K{number}" for year in (2019, 2020, 2021) for number in (1, 2, 3, 4)]
    stock = table(kwartaal=quarters, kinderen=[10] * len(quarters))
    axis = charts.stacked_bars(stock, x="kwartaal", y="kinderen").layout.xaxis
    assert [text.replace("<br>", " ") for text in axis.ticktext] == [
        "K2 2019",
        "K4 2019",
        "K2 2020",
        "K4 2020",
        "K2 2021",
        "K4 2021",
    ]


def shares(one: int | None, two: int | None, three: int | None) -> list[float | None]:
    """How long the parts of one stack of percentages are drawn, without the hatched rest."""
    deel = protect(
        pl.DataFrame({"gemeente": ["GM0632"] * 3, "laag": ["1", "2", "3"], "aandeel": [one, two, three]}),
        Rules(counts=("aandeel",), shares={}, rates={}, derived={}),
        CONTEXT,
    )
    chart = charts.stacked_shares(deel, x="gemeente", y="aandeel", split="laag")
    return [trace.y[0] for trace in chart.data if trace.type == "bar" and trace.name != "Verborgen (x)"]


def test_parts_that_miss_a_hundred_by_rounding_fill_the_bar() -> None:
    for parts in ((86, 9, 6), (82, 12, 5), (80, 12, 8)):
        drawn = [length or 0 for length in shares(*parts)]
        assert sum(drawn) == pytest.approx(100)
        assert drawn == pytest.approx(parts, abs=1)


def test_parts_that_are_no_whole_are_drawn_as_they_are() -> None:
    assert shares(40, 12, 8) == [40, 12, 8]
    assert shares(87, 12, 2)[:2] == [87, 12], "what is hidden is the rest"
