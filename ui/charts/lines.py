"""Development over time."""

from collections.abc import Collection, Sequence
from typing import Any

import plotly.graph_objects as go

from disclosure.table import ProtectedTable
from ui import labels
from ui.charts import alt, axes
from ui.charts.draft import Draft
from ui.charts.marks import draw_goal, format_of, mark_hidden, room_for_hidden, time_axis, what_is_counted
from ui.charts.series import Series, all_hidden, broken, places, series
from ui.language import gettext as _

DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")
MARKERS = ("circle", "square", "diamond", "triangle-up", "cross", "star")
MOST_DIRECT_LABELS = 6
LEGEND_LINE = 14  # pixels per line, so that a legend below each other on a telephone leaves room for the plot


def lines(
    table: ProtectedTable,
    *,
    x: str,
    y: str | Sequence[str],
    split: str | None = None,
    part: Collection[Any] = (),
    zero: bool = True,
    goal: int | None = None,
    what: str | None = None,
) -> go.Figure:
    """Development over time: one line per code of `split` (or per column of `y`), named at its end.

    part: the x codes that are part of a year; drawn open, apart. zero: let the axis start at zero. goal: what the
    figures should come to, as a line across. A hidden figure is an `x` below the axis, where no figure can be.
    """
    xs, found = series(table, x, y, split)
    at = places(xs)
    what = what or what_is_counted(table, y)
    direct = 1 < len(found) <= MOST_DIRECT_LABELS
    right = axes.label_room([line.short for line in found]) if direct else 34  # half a tick label
    legend = len(found) > MOST_DIRECT_LABELS
    height = axes.HEIGHT + (LEGEND_LINE * len(found) if legend else 0)
    aim = "" if goal is None else _("Doel: {doel}").format(doel=format_of(table, y)(goal))
    told = " ".join(filter(None, (alt.of_lines(x, xs, found, what), aim and f"{aim}.")))
    chart = axes.figure(told, height=height, right=right, hidden=all_hidden(found), showlegend=legend)
    values = [value for line in found for value in line.values()] + ([] if goal is None else [goal])
    low, high = axes.value_axis(chart, values, format_of(table, y), zero=zero)
    foot, end = room_for_hidden(chart, (low, high)) if any(line.hidden() for line in found) else (low, low)
    for number, line in enumerate(found):
        _draw_line(chart, x, xs, at, line, number, part, foot)
    time_axis(chart, x, xs, at)
    if goal is not None:
        draw_goal(chart, goal, aim, (end, high))
    axes.name_values(chart, what)
    if direct:
        _name_lines(chart, found, at, low, high)
    return chart.figure()


def _draw_line(
    chart: Draft,
    x: str,
    xs: Sequence[Any],
    places: Sequence[int],
    line: Series,
    number: int,
    part: Collection[Any],
    foot: float,
) -> None:
    look = {"color": line.colour, "width": 2.5, "dash": DASHES[number % len(DASHES)]}
    few = len(xs) <= 14
    marker = {"color": line.colour, "size": 8, "symbol": MARKERS[number % len(MARKERS)]}
    told = [
        f"{axes.safe(line.short)}, {labels.short(x, code)}: {text}" for code, text in zip(xs, line.texts, strict=True)
    ]
    whole = [None if code in part else value for code, value in zip(xs, line.values(), strict=True)]
    line_places, line_values = broken(places, whole)
    line_told = broken(places, told)[1]
    common = {"hovertemplate": "%{hovertext}<extra></extra>", "legendgroup": str(number), "cliponaxis": False}
    chart.add_scatter(
        x=line_places,
        y=line_values,
        hovertext=line_told,
        name=axes.safe(line.label),
        mode="lines+markers",
        line=look,
        marker=marker if few else marker | {"size": _sizes(line_values), "opacity": 1},
        connectgaps=False,
        **common,
    )
    if apart := [i for i, code in enumerate(xs) if code in part and line.values()[i] is not None]:
        chart.add_scatter(
            x=[places[i] for i in apart],
            y=[line.values()[i] for i in apart],
            hovertext=[_("{cijfer} (nog niet volledig)").format(cijfer=told[i]) for i in apart],
            mode="markers",
            marker=marker | {"symbol": f"{marker['symbol']}-open", "size": 10, "line": {"width": 2}},
            showlegend=False,
            **common,
        )
    if hidden := line.hidden():
        mark_hidden(chart, [places[i] for i in hidden], [foot] * len(hidden), line.colour, "middle center")


def _sizes(values: Sequence[Any]) -> int | list[int]:
    """Only a figure without neighbours needs a mark: no line would show it."""
    around = [None, *values, None]
    alone = [
        before is None and value is not None and after is None
        for before, value, after in zip(around, values, around[2:], strict=False)
    ]
    return [6 if lonely else 0 for lonely in alone] if any(alone) else 0


def _name_lines(chart: Draft, found: Sequence[Series], places: Sequence[int], low: float, high: float) -> None:
    """Each line carries its name at its last figure, so that nobody has to match colours with a legend."""
    ends: list[tuple[Series, int, float]] = []
    for line in found:
        known = [(i, value) for i, value in enumerate(line.values()) if value is not None]
        if known:
            ends.append((line, known[-1][0], known[-1][1]))
    heights = axes.spread([value for _line, _i, value in ends], (high - low) * 0.072, low, high)
    for (line, _place, _value), height in zip(ends, heights, strict=True):
        chart.add_annotation(
            x=1,
            xref="paper",
            xanchor="left",
            xshift=4,
            y=height,
            yanchor="middle",
            text=axes.safe(line.short),
            showarrow=False,
            align="left",
            font={"color": line.colour, "size": axes.SMALL, "weight": 600},
        )
