"""From where to where: bands between what was on the left and what is on the right, as wide as they are many."""

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from disclosure.table import Cell, ProtectedTable, Staat
from ui import format as fmt
from ui import labels, theme
from ui.charts import alt, axes
from ui.charts.marks import format_of, what_is_counted
from ui.charts.series import in_order

HEIGHT = 420
GAP, THICKNESS = 18, 16  # pixels between the places of a side, and of a place
OPACITY = 0.45
ABOVE, BELOW = 0.001, 0.999  # of a place on a side; on the edge itself Plotly puts it elsewhere


def sankey(
    table: ProtectedTable, *, van: str = "van", naar: str = "naar", y: str = "leerlingen", what: str | None = None
) -> go.Figure:
    """Every flow that is shown and not zero. A hidden flow is not there: the table says where an `x` stands.

    table: grain van x naar. Places stand in the order of their dimension, each with what flows through it as drawn.
    """
    found = {(row[van].value, row[naar].value): row[y] for row in table.rows()}
    shown = {pair: cell for pair, cell in found.items() if cell.staat is Staat.WAARDE and cell.value}
    left = in_order(van, list(dict.fromkeys(pair[0] for pair in shown)))
    right = in_order(naar, list(dict.fromkeys(pair[1] for pair in shown)))
    place = {("l", code): i for i, code in enumerate(left)} | {
        ("r", code): len(left) + i for i, code in enumerate(right)
    }
    as_text, what = format_of(table, y), what or what_is_counted(table, y)
    pairs = sorted(shown, key=lambda pair: (left.index(pair[0]), right.index(pair[1])))
    told = [f"{labels.name(van, a)} → {labels.name(naar, b)}: {fmt.cell(shown[a, b], as_text)}" for a, b in pairs]
    nothing = not shown and any(cell.is_hidden for cell in found.values())
    chart = axes.figure(alt.of_sankey(_spoken(shown, van, naar, as_text), what), height=HEIGHT, hidden=nothing)
    chart.add_sankey(
        arrangement="fixed",
        node={
            "label": [axes.safe(labels.short(van, code)) for code in left]
            + [axes.safe(labels.short(naar, code)) for code in right],
            "color": [theme.colour("laag", code) for code in (*left, *right)],
            "x": [ABOVE] * len(left) + [BELOW] * len(right),
            "y": [*_heights(shown, left, 0), *_heights(shown, right, 1)],
            "pad": GAP,
            "thickness": THICKNESS,
            "line": {"color": theme.background(), "width": 1},
            "hoverinfo": "skip",
        },
        link={
            "source": [place["l", a] for a, _ in pairs],
            "target": [place["r", b] for _, b in pairs],
            "value": [shown[pair].value for pair in pairs],
            "color": [_through(theme.colour("laag", a)) for a, _ in pairs],
            "customdata": [axes.safe(text) for text in told],
            "hovertemplate": "%{customdata}<extra></extra>",
        },
    )
    chart.update_layout(margin={"l": 4, "r": 4, "t": 8, "b": 8})
    return chart.figure()


def _spoken(shown: dict[tuple[Any, Any], Cell], van: str, naar: str, as_text: fmt.Format) -> list[tuple[str, str, str]]:
    """The flows as they are told, from one place to another one: the largest first."""
    moved = sorted((pair for pair in shown if pair[0] != pair[1]), key=lambda pair: (-shown[pair].value, pair))
    return [(labels.inside(van, a), labels.inside(naar, b), fmt.cell(shown[a, b], as_text)) for a, b in moved]


def _heights(shown: dict[tuple[Any, Any], Cell], codes: Sequence[Any], side: int) -> list[float]:
    """The middle of each place of a side, from the top, so that they keep their order."""
    sizes = [sum(float(cell.value) for pair, cell in shown.items() if pair[side] == code) for code in codes]
    whole, before, middles = sum(sizes) or 1.0, 0.0, []
    room = 1 - GAP * max(len(codes) - 1, 0) / HEIGHT
    for number, size in enumerate(sizes):
        middle = (before + size / 2) / whole * room + number * GAP / HEIGHT
        middles.append(min(max(middle, ABOVE), BELOW))
        before += size
    return middles


def _through(colour: str) -> str:
    """The colour as one sees it through a band."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red}, {green}, {blue}, {OPACITY})"
