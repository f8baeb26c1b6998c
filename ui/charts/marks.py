"""How figures stand in every chart: bars, patterns, the mark of a hidden cell, the axis of places."""

import re
from collections.abc import Sequence
from typing import Any

from disclosure.table import ProtectedTable
from ui import format as fmt
from ui import labels, theme
from ui.charts import axes
from ui.charts.draft import Draft
from ui.charts.series import Series, places
from ui.language import gettext as _

PATTERNS = {"aandacht": "/", "onbekend": ".", "niet_bekend": ".", "geen": ".", "leeg": "."}
MOST_TICKS = 6  # what fits on a telephone
MOST_NUMBERS = 18  # short ones, side by side
ROOM = 0.1  # of the height of a chart, for a line of text below its figures
LONGEST = 6  # characters of a name that fit there on one line
STEPS = ((re.compile(r"\d{4}-K[1-4]"), (1, 2, 4)), (re.compile(r"\d{4}-\d{2}"), (1, 2, 3, 6, 12)))


def what_is_counted(table: ProtectedTable, y: str | Sequence[str]) -> str:
    """What the figures count: the unit of the question, or the name of the only column when that says more."""
    column = y if isinstance(y, str) else y[0]
    return labels.name(
        "eenheid", {"aandeel": _share_unit(table), "per_1000": "per_1000"}.get(column, table.context.unit)
    )


def format_of(table: ProtectedTable, y: str | Sequence[str]) -> fmt.Format:
    """How the figures of this column are written."""
    return fmt.for_column(y if isinstance(y, str) else y[0], table.context.unit)


def _share_unit(table: ProtectedTable) -> str:
    return {"leerlingen": "procent_leerlingen"}.get(table.context.unit, table.context.unit)


def axis_names(x: str, xs: Sequence[Any]) -> list[str]:
    """The short names along an axis."""
    return [axes.safe(labels.short(x, code)) for code in xs]


def bar_look(bar: Series, x: str, xs: Sequence[Any]) -> dict[str, Any]:
    """Name, colour, pattern and hover text of a bar trace."""
    marker: dict[str, Any] = {"color": bar.colour, "line": {"color": theme.background(), "width": 1.5}}
    if str(bar.code) in PATTERNS:
        marker["pattern"] = {"shape": PATTERNS[str(bar.code)], "size": 7, "solidity": 0.25, "fillmode": "overlay"}
    told = [f"{axes.safe(bar.label)}, {labels.short(x, c)}: {text}" for c, text in zip(xs, bar.texts, strict=True)]
    return {
        "name": axes.safe(bar.label),
        "marker": marker,
        "hovertext": told,
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def hidden_look() -> dict[str, Any]:
    """The hatched rest of a whole of which parts are hidden."""
    pattern = {"shape": "x", "size": 7, "solidity": 0.3, "fgcolor": theme.muted(), "bgcolor": "rgba(0,0,0,0)"}
    return {
        "name": _("Verborgen (x)"),
        "marker": {"color": "rgba(0,0,0,0)", "pattern": pattern, "line": {"color": theme.muted(), "width": 1}},
        "hovertemplate": _("x: verborgen, te klein aantal") + "<extra></extra>",
    }


def unknown_look() -> dict[str, Any]:
    """The hatched end of a bar of which nobody may see how much is hidden: no edge says where it stops."""
    look = hidden_look()
    return look | {
        "name": _("Verborgen (x), hoeveel tonen wij niet"),
        "marker": look["marker"] | {"line": {"width": 0}},
    }


def mark_hidden(
    chart: Draft, x: Sequence[Any], y: Sequence[Any], colour: str | None = None, place: str = "top center"
) -> None:
    """An `x` at these places."""
    chart.add_scatter(
        x=list(x),
        y=list(y),
        mode="text",
        text=[fmt.HIDDEN] * len(x),
        textposition=place,
        textfont={"size": 13, "color": colour or theme.ink()},
        hovertemplate=_("x: verborgen, te klein aantal") + "<extra></extra>",
        showlegend=False,
        cliponaxis=False,
    )


def room_for_hidden(chart: Draft, reach: tuple[float, float]) -> tuple[float, float]:
    """Make room for marks of hidden figures below the axis, where no figure can be; gives their height and the end."""
    low, high = reach
    end = low - ROOM * (high - low)
    chart.update_yaxes(range=[end, high])
    return (low + end) / 2, end


def mark_structural(chart: Draft, names: Sequence[Any], at: str) -> None:
    """`n.v.t.` at the foot of these places: nobody is there of whom there could be a figure."""
    along = "y" if at == "x" else "x"
    chart.add_scatter(
        **{at: list(names), along: [0] * len(names)},
        mode="text",
        text=[_("n.v.t.")] * len(names),
        textposition="middle right" if at == "y" else "top center",
        textfont={"size": 12, "color": theme.muted()},
        hovertemplate=_("n.v.t.: zulke leerlingen zijn er niet") + "<extra></extra>",
        showlegend=False,
        cliponaxis=False,
    )


def draw_goal(chart: Draft, goal: int, text: str, reach: tuple[float, float]) -> None:
    """A line across, named at its end; a goal of zero gets room below it, else the axis would cover it."""
    low, high = reach
    chart.add_hline(y=goal, line={"color": theme.colour("kleur", "groen"), "width": 4})
    chart.update_yaxes(range=[min(low, goal - (high - low) * 0.03), high])
    chart.update_layout(margin={"r": axes.label_room([text])})
    chart.add_annotation(
        x=1,
        xref="paper",
        xanchor="left",
        xshift=4,
        y=goal,
        yanchor="bottom",
        text=text,
        showarrow=False,
        font={"color": theme.ink(), "size": axes.SMALL, "weight": 600},
    )


def time_axis(chart: Draft, x: str, xs: Sequence[Any], places: Sequence[int]) -> None:
    """Ticks at periods that are there, not more than fit on a telephone; a little room at both ends."""
    shown = _ticks(xs)
    chart.update_xaxes(
        tickmode="array",
        tickvals=[places[i] for i in shown],
        ticktext=[_wrapped(labels.short(x, xs[i])) for i in shown],
        range=[places[0] - 0.5, places[-1] + 0.5] if places else None,
        tickangle=0,
        showline=True,
        linecolor=theme.muted(),
    )


def number_axis(chart: Draft, xs: Sequence[int], what: str) -> None:
    """Whole numbers that stand as far apart as they differ; ticks where figures are, as far as a telephone has room."""
    step, ticks = (xs[-1] - xs[0]) / MOST_NUMBERS, list(xs[:1])
    for number in xs[1:]:
        if number - ticks[-1] >= step:
            ticks.append(number)
    chart.update_xaxes(
        tickmode="array",
        tickvals=ticks,
        ticktext=[fmt.number(number) for number in ticks],
        title={"text": axes.safe(what), "font": {"size": axes.SMALL}},
        range=[xs[0] - 0.6, xs[-1] + 0.6],
        tickangle=0,
    )


def _ticks(xs: Sequence[Any]) -> list[int]:
    """The places of the ticks, counted back from the last; quarters and months by steps that fit in a year.

    Counted in time, so that a period that is not there does not shift them.
    """
    times = places(xs)
    if not times:
        return []
    step = max(1, -(-(times[-1] - times[0] + 1) // MOST_TICKS))
    if fitting := next((steps for form, steps in STEPS if form.fullmatch(str(xs[-1]))), None):
        step = next((wide for wide in fitting if wide >= step), -(-step // fitting[-1]) * fitting[-1])
    return [i for i, time in enumerate(times) if (times[-1] - time) % step == 0]


def category_axis(chart: Draft, x: str, xs: Sequence[Any], *, along: str = "x") -> None:
    """Categories in the order of the codes; on a vertical axis the first at the top."""
    axis: dict[str, Any] = {"type": "category", "categoryorder": "array", "categoryarray": axis_names(x, xs)}
    if along == "y":
        chart.update_yaxes(axis | {"autorange": "reversed", "ticks": "", "ticklabelstandoff": 6})
    elif len(xs) > 8 and x in labels.PERIODS:
        shown = _ticks(xs)
        ticks = {"tickmode": "array", "tickvals": shown, "ticktext": [_wrapped(labels.short(x, xs[i])) for i in shown]}
        chart.update_xaxes(axis | ticks | {"tickangle": 0})
    elif len(xs) <= MOST_TICKS:
        ticks = {"tickmode": "array", "tickvals": list(range(len(xs)))}
        ticks["ticktext"] = [_wrapped(name) for name in axis_names(x, xs)]
        chart.update_xaxes(axis | ticks | {"tickangle": 0})
    else:
        chart.update_xaxes(axis)


def _wrapped(name: str) -> str:
    """A long name over two lines, cut at the last space or the dash of a school year, so that it fits a telephone."""
    if len(name) <= LONGEST:
        return name
    before, dash, after = name.partition("\N{NON-BREAKING HYPHEN}")
    if dash:
        return f"{before}{dash}<br>{after}"
    before, _space, after = name.rpartition(" ")
    return f"{before}<br>{after}" if before else name
