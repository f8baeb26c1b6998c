"""A funnel: who lies further from the common rate than chance alone explains. Never a ranking."""

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from disclosure.table import Cell, ProtectedTable, Staat
from ui import format as fmt
from ui import labels, theme
from ui.charts import alt, axes
from ui.charts.draft import Draft
from ui.charts.marks import mark_hidden
from ui.charts.placing import Ground, Place, distance, places
from ui.charts.series import only_hidden
from ui.language import gettext as _

LIMITS = (("998", "dot"), ("95", "dash"))
EDGE = 1.06  # of the widest size: where the chart ends, so that little of it is empty
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
    edges = [row[f"boven_{name}"].value for row in limits for name, _dash in LIMITS]
    low, high = axes.value_axis(chart, [0, *(row[y].value for row in shown), *edges], fmt.per_1000)
    sizes = [row[size].value for row in rows]
    axes.value_axis(chart, [0, *sizes], fmt.number, along="x")
    edge = EDGE * max(sizes, default=1)
    _draw_units(chart, shown, unit, size, y, Ground((0, edge), (low, high), _lines(limits, size)))
    if hidden := [row for row in rows if row[y].staat is Staat.VERBORGEN]:
        _draw_hidden(chart, hidden, unit, size, low)
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


def _lines(rows: Sequence[Row], size: str) -> list[list[tuple[float, float]]]:
    """The lines of chance and that of the region, which names had better not lie on."""
    names = ["verwacht", *(f"{side}_{name}" for name, _dash in LIMITS for side in ("onder", "boven"))]
    return [[(row[size].value, row[name].value) for row in rows] for name in names]


def _draw_units(chart: Draft, rows: Sequence[Row], unit: str, size: str, y: str, ground: Ground) -> None:
    told = [
        _("{naam}: {cijfer}, {ligging}").format(
            naam=axes.safe(labels.name(unit, row[unit].value)),
            cijfer=fmt.cell(row[y], fmt.per_1000),
            ligging=labels.inside("ligging", row["ligging"].value),
        )
        for row in rows
    ]
    names, heights = _names(rows, unit), [row[y].value for row in rows]
    found = places([(row[size].value, row[y].value) for row in rows], names, ground)
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
        text=[_moved(name, place) for name, place in zip(names, found, strict=True)],
        textposition=[f"{place.side} {place.along}" for place in found],
        textfont={"size": 12, "color": theme.ink()},
        hovertext=told,
        hovertemplate="%{hovertext}<extra></extra>",
        cliponaxis=False,
    )
    for row, place in zip(rows, found, strict=True):
        if place.lines:
            _lead(chart, row[size].value, row[y].value, place)


def _lead(chart: Draft, x: float, y: float, place: Place) -> None:
    """A thin line from a mark to a name that stands further off."""
    far = distance(place)
    chart.add_annotation(
        x=x,
        y=y,
        text="",
        showarrow=True,
        arrowhead=0,
        arrowwidth=1,
        arrowcolor=theme.ink(),
        ax=0,
        ay=-far if place.side == "top" else far,
    )


def _moved(name: str, place: Place) -> str:
    """A name so many lines further from its mark."""
    return f"{name}{'<br> ' * place.lines}" if place.side == "top" else f"{'<br>' * place.lines}{name}"


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
