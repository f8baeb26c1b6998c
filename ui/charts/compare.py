"""Beside something else: the same period a year earlier, the median of the region."""

import plotly.graph_objects as go

from disclosure.table import Cell, ProtectedTable, Staat
from ui import format as fmt
from ui import labels, theme
from ui.charts import alt, axes
from ui.charts.draft import Draft
from ui.charts.marks import axis_names, bar_look, category_axis, what_is_counted
from ui.charts.series import all_hidden, in_order, series
from ui.language import gettext as _

ROW = 34
NO_BREAK = "\N{NO-BREAK SPACE}"


def changes(
    table: ProtectedTable, *, x: str, y: str = "verschil", what: str | None = None, muted: bool = False
) -> go.Figure:
    """Change per code as bars to the left (less) and right (more) of zero, each with its figure.

    The order is that of the codes, not of the change: nothing is ranked. muted: in grey, where registration differs
    too much to compare.
    """
    xs, (change,) = series(table, x, y, None)
    what = what or _("procentpunt meer of minder")
    told = alt.of_bars(x, xs, (change,), what)
    chart = axes.figure(told, height=76 + ROW * len(xs), hidden=all_hidden([change]), showlegend=False, bargap=0.35)
    look = bar_look(change, x, xs)
    look["marker"]["color"] = [theme.muted() if muted else theme.colour(x, code) for code in xs]
    drawn = [0 if i in change.hidden() else value for i, value in enumerate(change.values())]
    chart.add_bar(
        x=drawn,
        y=axis_names(x, xs),
        orientation="h",
        **look,
        text=["" if value is None else text for value, text in zip(drawn, change.texts, strict=True)],
        textposition="outside",
        cliponaxis=False,
        textfont={"size": 12, "color": theme.ink()},
    )
    low, high = axes.value_axis(chart, [*change.values(), 0], fmt.signed_2, along="x")
    room = (high - low) * 0.12
    chart.update_xaxes(range=[low - room, high + room], zeroline=True, zerolinewidth=1.5, zerolinecolor=theme.ink())
    category_axis(chart, x, xs, along="y")
    axes.name_values(chart, what)
    return chart.figure()


def dots_against_median(
    table: ProtectedTable,
    medians: ProtectedTable,
    *,
    label: str = "laag",
    y: str = "aandeel",
    median: str = "mediaan",
    name: str | None = None,
    what: str | None = None,
    muted: bool = False,
) -> go.Figure:
    """Per code one dot for the group that is looked at and one upright stroke for the median of the region.

    name: what the dot is, for the legend. A dot that is hidden is an `x` on the axis; no median, no stroke.
    muted: in grey, where registration differs too much to compare.
    """
    xs = in_order(label, [code for code in table.unique(label) if code != "onbekend"])
    own = {code: table.cell(y, **{label: code}) for code in xs}
    others = {code: medians.cell(median, **{label: code}) for code in xs}
    what = what or what_is_counted(table, y)
    name = name or _("Deze school")
    chart = axes.figure(_told(label, own, others, name), height=110 + 44 * len(xs), showlegend=True)
    places = axis_names(label, xs)
    _stroke(chart, places, [others[code] for code in xs])
    sides = ["middle left" if _is_left(own[code], others[code]) else "middle right" for code in xs]
    colours = [theme.muted() if muted else theme.colour(label, code) for code in xs]
    _dots(chart, places, [own[code] for code in xs], colours, sides, name)
    present = [cell.value for cell in (*own.values(), *others.values())]
    axes.value_axis(chart, [*present, 0], fmt.percent, along="x")
    category_axis(chart, label, xs, along="y")
    axes.name_values(chart, what)
    return chart.figure()


def _stroke(chart: Draft, places: list[str], cells: list[Cell]) -> None:
    chart.add_scatter(
        x=[cell.value for cell in cells],
        y=places,
        mode="markers",
        name=_("Mediaan van de regio"),
        marker={"symbol": "line-ns", "size": 26, "line": {"width": 3, "color": theme.ink()}},
        hovertext=[_("Mediaan van de regio: {cijfer}").format(cijfer=fmt.cell(c, fmt.percent)) for c in cells],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _is_left(own: Cell, other: Cell) -> bool:
    """Whether the figure of a dot had better stand to its left, away from the stroke of the median."""
    return own.value is not None and other.value is not None and own.value < other.value


def _beside(cell: Cell) -> str:
    """The figure of a dot with room to the dot; the mark of a hidden one clear of a stroke near zero."""
    if cell.staat is Staat.VERBORGEN:
        return NO_BREAK * 6 + fmt.HIDDEN
    return "" if cell.value is None else NO_BREAK * 2 + fmt.percent(cell.value) + NO_BREAK * 2


def _dots(chart: Draft, places: list[str], cells: list[Cell], colours: list[str], sides: list[str], name: str) -> None:
    hidden = [cell.staat is Staat.VERBORGEN for cell in cells]
    chart.add_scatter(
        x=[0 if is_hidden else cell.value for cell, is_hidden in zip(cells, hidden, strict=True)],
        y=places,
        mode="markers+text",
        name=axes.safe(name),
        marker={
            "size": [0 if is_hidden else 15 for is_hidden in hidden],
            "color": colours,
            "opacity": 1,
            "line": {"color": theme.background(), "width": 1},
        },
        text=[_beside(cell) for cell in cells],
        textposition=sides,
        textfont={"size": 12, "color": theme.ink()},
        cliponaxis=False,
        hovertext=[f"{axes.safe(name)}: {fmt.cell(cell, fmt.percent)}" for cell in cells],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _told(label: str, own: dict[str, Cell], others: dict[str, Cell], name: str) -> str:
    parts = [
        _("{code}: {naam} {eigen}, mediaan {mediaan}").format(
            code=labels.name(label, code),
            naam=name,
            eigen=fmt.cell(own[code], fmt.percent),
            mediaan=fmt.cell(others[code], fmt.percent),
        )
        for code in own
    ]
    return _("Stippen naast de mediaan. {delen}.").format(delen="; ".join(parts))
