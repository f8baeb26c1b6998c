"""Bars: counts that add up, shares of a whole, figures side by side."""

from collections.abc import Sequence

import plotly.graph_objects as go

from disclosure.table import ProtectedTable
from ui import format as fmt
from ui import theme
from ui.charts import alt, axes
from ui.charts.marks import axis_names, bar_look, category_axis, format_of, hidden_look, mark_hidden, what_is_counted
from ui.charts.series import series


def stacked_bars(
    table: ProtectedTable, *, x: str, y: str | Sequence[str], split: str | None = None, what: str | None = None
) -> go.Figure:
    """Counts that add up, stacked per x. A stack with hidden parts carries an `x` on top."""
    xs, found = series(table, x, y, split)
    what = what or what_is_counted(table, y)
    chart = axes.figure(alt.of_bars(x, xs, found, what), showlegend=len(found) > 1, barmode="stack")
    for bar in found:
        chart.add_bar(x=axis_names(x, xs), y=bar.values(), **bar_look(bar, x, xs))
    totals = [sum(v for bar in found if (v := bar.values()[i]) is not None) for i in range(len(xs))]
    marked = [i for i in range(len(xs)) if any(i in bar.hidden() for bar in found)]
    if marked:
        mark_hidden(chart, [axis_names(x, xs)[i] for i in marked], [totals[i] for i in marked])
    axes.value_axis(chart, totals, format_of(table, y))
    category_axis(chart, x, xs)
    axes.name_values(chart, what)
    return chart


def stacked_shares(
    table: ProtectedTable, *, x: str, y: str, split: str, horizontal: bool = False, what: str | None = None
) -> go.Figure:
    """Percentages (0–100) that make up a whole, stacked per x; what is hidden is the hatched rest."""
    xs, found = series(table, x, y, split)
    found = [part for part in found if any(value is not None for value in part.values()) or part.hidden()]
    what = what or what_is_counted(table, y)
    height = 96 + 38 * len(xs) if horizontal else axes.HEIGHT
    chart = axes.figure(alt.of_shares(x, xs, found, what), height=height, showlegend=True, barmode="stack", bargap=0.18)
    names, at, along = axis_names(x, xs), *(("y", "x") if horizontal else ("x", "y"))
    turned = {"orientation": "h"} if horizontal else {}
    for part in found:
        texts = [text if (value or 0) >= 6 else "" for text, value in zip(part.texts, part.values(), strict=True)]
        inside = {"text": texts, "textposition": "inside", "insidetextanchor": "middle", "textangle": 0}
        font = {"insidetextfont": {"color": theme.text_on(part.colour), "size": 12}} if len(xs) <= 12 else {}
        chart.add_bar(
            **{at: names, along: part.values()}, **turned, **bar_look(part, x, xs), **(inside | font if font else {})
        )
    rest = [
        max(0.0, 100 - sum(v for part in found if (v := part.values()[i]) is not None))
        if any(i in part.hidden() for part in found)
        else None
        for i in range(len(xs))
    ]
    if any(value is not None for value in rest):
        chart.add_bar(**{at: names, along: rest}, **turned, **hidden_look())
    axes.value_axis(chart, [0, 100], fmt.percent, along=along)
    chart.update_layout({f"{along}axis": {"range": [0, 100.5], "tickvals": [0, 25, 50, 75, 100]}})
    quarters = [fmt.percent(value) for value in (0, 25, 50, 75, 100)]
    chart.update_layout({f"{along}axis": {"ticktext": quarters}})
    category_axis(chart, x, xs, along=at)
    axes.name_values(chart, what)
    return chart


def grouped_bars(
    table: ProtectedTable,
    *,
    x: str,
    y: str | Sequence[str],
    split: str | None = None,
    horizontal: bool = False,
    what: str | None = None,
) -> go.Figure:
    """Figures side by side per x, each with its value; hidden is `x` on the axis, missing an empty place."""
    xs, found = series(table, x, y, split)
    what = what or what_is_counted(table, y)
    height = 84 + (14 + 24 * len(found)) * len(xs) if horizontal else axes.HEIGHT
    chart = axes.figure(alt.of_bars(x, xs, found, what), height=height, showlegend=len(found) > 1, barmode="group")
    names, at, along = axis_names(x, xs), *(("y", "x") if horizontal else ("x", "y"))
    show_texts = horizontal or len(xs) * len(found) <= 24
    for bar in found:
        drawn = [0 if i in bar.hidden() else value for i, value in enumerate(bar.values())]
        texts = [text if show_texts or text == fmt.HIDDEN else "" for text in bar.texts]
        chart.add_bar(
            **{at: names, along: drawn},
            **({"orientation": "h"} if horizontal else {}),
            **bar_look(bar, x, xs),
            text=["" if value is None else text for text, value in zip(texts, drawn, strict=True)],
            textposition="outside",
            textangle=0,
            cliponaxis=False,
            textfont={"size": 12, "color": theme.ink()},
        )
    axes.value_axis(chart, [value for bar in found for value in bar.values()], format_of(table, y), along=along)
    category_axis(chart, x, xs, along=at)
    axes.name_values(chart, what)
    return chart
