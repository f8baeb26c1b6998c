"""Bars in parts: counts that add up, shares of a whole."""

from collections.abc import Collection, Sequence
from typing import Any

import plotly.graph_objects as go

from disclosure.table import ProtectedTable
from ui import format as fmt
from ui import theme
from ui.charts import alt, axes
from ui.charts.draft import Draft
from ui.charts.marks import (
    axis_names,
    bar_look,
    category_axis,
    format_of,
    hidden_look,
    mark_hidden,
    mark_structural,
    number_axis,
    unknown_look,
    what_is_counted,
)
from ui.charts.series import NOTHING, Series, all_hidden, series
from ui.language import gettext as _

OPEN = 0.12  # of the highest bar: a hatch that says no more than that there may be more
FITTING = {"minsize": 9, "mode": "hide"}  # text in a part that is too small for it stays away


def stacked_bars(
    table: ProtectedTable,
    *,
    x: str,
    y: str | Sequence[str],
    split: str | None = None,
    totals: ProtectedTable | None = None,
    what: str | None = None,
) -> go.Figure:
    """Counts that add up, stacked per x. A stack of which nobody may see how high it is ends in a hatch with an `x`.

    totals: one row per x with the whole in the same column `y`; it is written on top of the stack, and what is hidden
    of it is the hatched rest.
    """
    xs, found = series(table, x, y, split)
    what = what or what_is_counted(table, y)
    wholes = [] if totals is None else [_whole(totals, x, xs, y)]
    told = alt.of_bars(x, xs, [*found, *wholes], what)
    hidden = all_hidden([*found, *wholes])
    chart = axes.figure(told, hidden=hidden, showlegend=len(found) > 1, barmode="stack", uniformtext=FITTING)
    names = axis_names(x, xs)
    for bar in found:
        chart.add_bar(x=names, y=bar.values(), **bar_look(bar, x, xs), **_symbols(bar, split))
    tops = [sum(v for bar in found if (v := bar.values()[i]) is not None) for i in range(len(xs))]
    marked = [i for i in range(len(xs)) if any(i in bar.hidden() for bar in found)]
    for whole in wholes:
        tops, marked = _write_wholes(chart, names, whole, tops, marked)
    if marked:
        tops = _end_open(chart, names, tops, marked)
    low, high = axes.value_axis(chart, tops, format_of(table, y))
    if wholes:
        chart.update_yaxes(range=[low, max(high, 1.09 * max(tops, default=0))])  # room for the text on top
    category_axis(chart, x, xs)
    axes.name_values(chart, what)
    return chart.figure()


def _symbols(bar: Series, split: str | None) -> dict[str, Any]:
    """In a part of the stoplight its symbol and number, where they fit: colour alone tells nothing."""
    if split != "kleur" or bar.code == "leeg":
        return {}
    symbol = theme.SYMBOLS[bar.code]
    return {
        "text": [f"{symbol} {text}" if value else "" for text, value in zip(bar.texts, bar.values(), strict=True)],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "insidetextfont": {"color": theme.text_on(bar.colour), "size": 12},
    }


def _whole(totals: ProtectedTable, x: str, xs: Sequence[Any], y: str | Sequence[str]) -> Series:
    """The wholes of the stacks, along the same x."""
    places, (line,) = series(totals, x, y, None)
    found = dict(zip(places, line.cells, strict=True))
    cells = tuple(found.get(code, NOTHING) for code in xs)
    texts = tuple(fmt.cell(cell, format_of(totals, y)) for cell in cells)
    return Series(None, _("Totaal"), _("Totaal"), theme.ink(), cells, texts)


def _write_wholes(
    chart: Draft, names: list[str], whole: Series, tops: list[float], marked: list[int]
) -> tuple[list[float], list[int]]:
    """Each known whole on top of its stack, with the hatched rest below it; gives the tops and what is still hidden."""
    known = {i: value for i, value in enumerate(whole.values()) if value is not None}
    if rests := {i: known[i] - tops[i] for i in marked if i in known}:
        chart.add_bar(x=[names[i] for i in rests], y=[max(0, rest) for rest in rests.values()], **hidden_look())
    heights = [known.get(i, top) for i, top in enumerate(tops)]
    chart.add_scatter(
        x=[names[i] for i in known],
        y=[heights[i] for i in known],
        mode="text",
        text=[whole.texts[i] for i in known],
        textposition="top center",
        textfont={"size": _fitting(whole.texts), "color": theme.ink(), "weight": 600},
        hoverinfo="skip",
        showlegend=False,
        cliponaxis=False,
    )
    return heights, [i for i in sorted({*marked, *whole.hidden()}) if i not in known]


def _end_open(chart: Draft, names: list[str], tops: list[float], marked: list[int]) -> list[float]:
    """A hatch of no certain height, without an edge, and an `x` on what may go on: else it would be read as the whole.

    Gives the tops with what was put on them.
    """
    height = OPEN * (max(tops, default=0) or 1)
    open_tops = [top + height if i in marked else top for i, top in enumerate(tops)]
    at = [names[i] for i in marked]
    chart.add_bar(x=at, y=[height] * len(marked), **unknown_look())
    mark_hidden(chart, at, [open_tops[i] for i in marked])
    return open_tops


def _fitting(texts: Sequence[str]) -> int:
    """The size at which texts side by side do not touch on a telephone, where a chart is some 320 pixels wide."""
    longest = max((len(text) for text in texts), default=1)
    return max(9, min(13, int(320 / (max(1, len(texts)) * longest * 0.6))))


def stacked_shares(
    table: ProtectedTable,
    *,
    x: str,
    y: str,
    split: str,
    horizontal: bool = False,
    numbers: str | None = None,
    what: str | None = None,
    muted: Collection[Any] = (),
) -> go.Figure:
    """Percentages (0–100) that make up a whole, stacked per x; what is hidden is the hatched rest.

    numbers: what the x count, where they are whole numbers that stand as far apart as they differ, on upright bars.
    muted: codes of `x` that are not to be compared with the others, in grey.
    """
    xs, found = series(table, x, y, split)
    found = [part for part in found if any(value is not None for value in part.values()) or part.hidden()]
    what = what or what_is_counted(table, y)
    height = 96 + 38 * len(xs) if horizontal else axes.HEIGHT
    right = 28 if horizontal else 12  # half of the last tick label
    chart = axes.figure(
        alt.of_shares(x, xs, found, what), height=height, right=right, showlegend=True, barmode="stack", bargap=0.18
    )
    names, at, along = axis_names(x, xs) if numbers is None else xs, *(("y", "x") if horizontal else ("x", "y"))
    turned = {"orientation": "h"} if horizontal else {}
    for part, drawn, grey in zip(found, _to_the_whole(found), theme.greys(len(found)), strict=True):
        texts = [text if (value or 0) >= 6 else "" for text, value in zip(part.texts, part.values(), strict=True)]
        inside = {"text": texts, "textposition": "inside", "insidetextanchor": "middle", "textangle": 0}
        font = {"insidetextfont": {"color": theme.text_on(part.colour), "size": 12}} if len(xs) <= 12 else {}
        look = bar_look(part, x, xs)
        if muted:
            colours = look["marker"]["color"] = [grey if code in muted else part.colour for code in xs]
            font = {"insidetextfont": {"color": [theme.text_on(colour) for colour in colours], "size": 12}}
        chart.add_bar(**{at: names, along: drawn}, **turned, **look, **(inside | font if font else {}))
    rest = [
        max(0.0, 100 - sum(v for part in found if (v := part.values()[i]) is not None))
        if any(i in part.hidden() for part in found)
        else None
        for i in range(len(xs))
    ]
    if any(value is not None for value in rest):
        chart.add_bar(**{at: names, along: rest}, **turned, **hidden_look())
    if none := sorted({i for part in found for i in part.structural()}):
        mark_structural(chart, [names[i] for i in none], at)
    axes.value_axis(chart, [0, 100], fmt.percent, along=along)
    chart.update_layout({f"{along}axis": {"range": [0, 100.5], "tickvals": [0, 25, 50, 75, 100]}})
    quarters = [fmt.percent(value) for value in (0, 25, 50, 75, 100)]
    chart.update_layout({f"{along}axis": {"ticktext": quarters}})
    if numbers and xs:
        number_axis(chart, xs, numbers)
        chart.update_layout(uniformtext={**FITTING, "minsize": 11})
    else:
        category_axis(chart, x, xs, along=at)
    axes.name_values(chart, what)
    return chart.figure()


def _to_the_whole(parts: Sequence[Series]) -> list[list[float | None]]:
    """How long each part is drawn: parts that miss a hundred by rounding alone reach just to it; their texts stay."""
    drawn = [part.values() for part in parts]
    hidden = {i for part in parts for i in part.hidden()}
    for i in set(range(len(drawn[0]) if drawn else 0)) - hidden:
        som = sum(values[i] or 0 for values in drawn)
        if som and abs(som - 100) <= len(parts) / 2:
            for values in drawn:
                values[i] = None if (value := values[i]) is None else 100 * value / som
    return drawn
