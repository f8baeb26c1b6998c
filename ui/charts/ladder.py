"""Steps below each other, each as wide as it counts: how many come how far, and what came of them there."""

import plotly.graph_objects as go

from disclosure.table import ProtectedTable
from ui import theme
from ui.charts import alt, axes
from ui.charts.draft import Draft
from ui.charts.marks import axis_names, bar_look, category_axis, format_of, hidden_look, mark_hidden, what_is_counted
from ui.charts.series import all_hidden, series

STEP = 58  # pixels
FITS = 0.09  # part of the widest step in which a figure can be read


def ladder(table: ProtectedTable, totals: ProtectedTable, *, x: str, y: str, split: str) -> go.Figure:
    """A funnel: each step of `x` around the middle, its parts by `split` beside each other, its whole in figures.

    totals: one row per step with the whole in the same column. What is hidden of a known whole is its hatched rest; a
    step of which the whole is hidden is an `x`.
    """
    xs, parts = series(table, x, y, split)
    _, (whole,) = series(totals, x, y, None)
    what = what_is_counted(table, y)
    told = alt.of_bars(x, xs, [*parts, whole], what)
    chart = axes.figure(
        told,
        height=96 + STEP * len(xs),
        right=28,
        hidden=all_hidden([*parts, whole]),
        showlegend=True,
        barmode="overlay",
        bargap=0.22,
    )
    names, widths = axis_names(x, xs), whole.values()
    widest = max((width for width in widths if width is not None), default=1) or 1
    starts = [-(width or 0) / 2 for width in widths]
    for part in parts:
        values = [value if width is not None else None for value, width in zip(part.values(), widths, strict=True)]
        chart.add_bar(
            x=values,
            y=names,
            base=starts,
            orientation="h",
            **bar_look(part, x, xs),
            text=[
                text if (value or 0) >= FITS * widest else "" for text, value in zip(part.texts, values, strict=True)
            ],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            insidetextfont={"color": theme.text_on(part.colour), "size": 12},
        )
        starts = [start + (value or 0) for start, value in zip(starts, values, strict=True)]
    rests = [
        width / 2 - start if width is not None and any(i in part.hidden() for part in parts) else None
        for i, (width, start) in enumerate(zip(widths, starts, strict=True))
    ]
    if any(rests):
        chart.add_bar(x=rests, y=names, base=starts, orientation="h", **hidden_look())
    _write(chart, names, [(width, format_of(table, y)(width)) for width in widths if width is not None], widths)
    if hidden := whole.hidden():
        mark_hidden(chart, [0] * len(hidden), [names[i] for i in hidden], place="middle center")
    chart.update_xaxes(visible=False, range=[-0.5 * widest, 0.62 * widest])
    category_axis(chart, x, xs, along="y")
    axes.name_values(chart, what)
    return chart.figure()


def _write(chart: Draft, names: list[str], texts: list[tuple[float, str]], widths: list[float | None]) -> None:
    """The whole of each step, to the right of it."""
    known = [name for name, width in zip(names, widths, strict=True) if width is not None]
    chart.add_scatter(
        x=[width / 2 for width, _text in texts],
        y=known,
        mode="text",
        text=[f"\N{NO-BREAK SPACE}{text}" for _width, text in texts],
        textposition="middle right",
        textfont={"size": 13, "color": theme.ink(), "weight": 600},
        hoverinfo="skip",
        showlegend=False,
        cliponaxis=False,
    )
