"""A funnel: who lies further from the common rate than chance alone explains. Never a ranking."""

from collections.abc import Mapping, Sequence
from itertools import product

import plotly.graph_objects as go

from disclosure.table import Cell, ProtectedTable, Staat
from ui import format as fmt
from ui import labels, theme
from ui.charts import alt, axes
from ui.charts.draft import Draft
from ui.charts.marks import mark_hidden
from ui.charts.series import only_hidden
from ui.language import gettext as _

LIMITS = (("998", "dot"), ("95", "dash"))
BESIDE = 0.5  # of the widest size: on a telephone names of units nearer than that would touch
EDGE = 1.06  # of the widest size: where the chart ends, so that little of it is empty
LEVEL = 0.2  # of the highest rate: names that lie nearer than that would cover each other
SYMBOLS = {"binnen": "circle", "buiten_95": "diamond", "buiten_998": "square"}
Row = Mapping[str, Cell]


def funnel(table: ProtectedTable, *, unit: str, size: str, y: str, what: str, across: str) -> go.Figure:
    """Each `unit` by its `size` and its rate `y`, among the limits that chance sets (verwacht, onder_95, ...).

    what: what the rates count; across: what the size is. A hidden rate is an `x` at the foot of the chart.
    """
    rows = sorted((row for row in table.rows() if row[size].is_known), key=lambda row: row[size].value)
    told, nothing = alt.of_funnel(unit, y, rows, what), only_hidden(row[y] for row in rows)
    chart = axes.figure(told, height=axes.HEIGHT + 40, right=24, hidden=nothing, showlegend=True)
    limits = [row for row in rows if row["verwacht"].is_known]
    _draw_limits(chart, limits, size)
    shown = [row for row in rows if row[y].is_known]
    _draw_units(chart, shown, unit, size, y)
    edges = [row[f"boven_{name}"].value for row in limits for name, _dash in LIMITS]
    low, _high = axes.value_axis(chart, [0, *(row[y].value for row in shown), *edges], fmt.per_1000)
    if hidden := [row for row in rows if row[y].staat is Staat.VERBORGEN]:
        _draw_hidden(chart, hidden, unit, size, low)
    sizes = [row[size].value for row in rows]
    axes.value_axis(chart, [0, *sizes], fmt.number, along="x")
    edge = EDGE * max(sizes, default=1)
    chart.update_xaxes(range=[0, edge], showgrid=False, title={"text": axes.safe(across), "font": {"size": axes.SMALL}})
    axes.name_values(chart, what)
    return chart.figure()


def _draw_limits(chart: Draft, rows: Sequence[Row], size: str) -> None:
    sizes = [row[size].value for row in rows]
    names = {"95": _("95 van de 100 keer binnen deze lijnen"), "998": _("998 van de 1.000 keer binnen deze lijnen")}
    for name, dash in LIMITS:
        for side in ("onder", "boven"):
            chart.add_scatter(
                x=sizes,
                y=[row[f"{side}_{name}"].value for row in rows],
                mode="lines",
                name=names[name],
                showlegend=side == "boven",
                legendgroup=name,
                line={"color": theme.muted(), "width": 1.5, "dash": dash, "shape": "spline"},
                hoverinfo="skip",
            )
    chart.add_scatter(
        x=sizes,
        y=[row["verwacht"].value for row in rows],
        mode="lines",
        name=_("De regio"),
        line={"color": theme.ink(), "width": 2},
        hoverinfo="skip",
    )


def _draw_units(chart: Draft, rows: Sequence[Row], unit: str, size: str, y: str) -> None:
    told = [
        _("{naam}: {cijfer}, {ligging}").format(
            naam=axes.safe(labels.name(unit, row[unit].value)),
            cijfer=fmt.cell(row[y], fmt.per_1000),
            ligging=labels.inside("ligging", row["ligging"].value),
        )
        for row in rows
    ]
    heights = [row[y].value for row in rows]
    places, last = _places([row[size].value for row in rows], heights), len(rows) - 1
    chart.add_scatter(
        x=[row[size].value for row in rows],
        y=heights,
        mode="markers+text",
        showlegend=False,
        marker={
            "size": 12,
            "color": theme.colour("reeks", y),
            "symbol": [SYMBOLS.get(row["ligging"].value, "circle") for row in rows],
            "line": {"color": theme.background(), "width": 1},
        },
        text=[
            f"{name}{'<br> ' * lines}" if side == "top" else f"{'<br>' * lines}{name}"
            for name, (side, lines) in zip(_names(rows, unit), places, strict=True)
        ],
        textposition=[
            f"{side} {'left' if last and this == last else 'center'}" for this, (side, _lines) in enumerate(places)
        ],  # the name of the largest stands inward, for it is at the edge
        textfont={"size": 12, "color": theme.ink()},
        hovertext=told,
        hovertemplate="%{hovertext}<extra></extra>",
        cliponaxis=False,
    )


def _places(sizes: Sequence[float], heights: Sequence[float]) -> list[tuple[str, int]]:
    """Where the name of each mark stands, from small to large: above or below it, and how many lines further off.

    Away from the middle, unless another name is there already.
    """
    middle = sum(heights) / len(heights) if heights else 0
    found: list[tuple[str, int]] = []
    for this, height in enumerate(heights):
        first, other = ("top", "bottom") if height > middle else ("bottom", "top")
        taken = {
            found[before]
            for before in range(this)
            if sizes[this] - sizes[before] < BESIDE * sizes[-1] and abs(height - heights[before]) < LEVEL * max(heights)
        }
        free = (place for place in product((first, other), range(len(heights))) if place not in taken)
        found.append(min(free, key=lambda place: place[1]))
    return found


def _draw_hidden(chart: Draft, rows: Sequence[Row], unit: str, size: str, foot: float) -> None:
    places, heights = [row[size].value for row in rows], [foot] * len(rows)
    mark_hidden(chart, places, heights, place="middle center")
    chart.add_scatter(
        x=places,
        y=heights,
        mode="text",
        # in turn one and two lines up, for neighbours in size would cover each other
        text=[f"{name}{'<br> ' * (1 + place % 2)}" for place, name in enumerate(_names(rows, unit))],
        textposition="top center",
        textfont={"size": 12, "color": theme.ink()},
        hoverinfo="skip",
        showlegend=False,
        cliponaxis=False,
    )


def _names(rows: Sequence[Row], unit: str) -> list[str]:
    return [axes.safe(labels.short(unit, row[unit].value)) for row in rows]
