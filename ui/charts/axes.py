"""The ground of every chart: font, margins, axes with ticks in the reader's own numbers."""

import html
import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from ui import format as fmt
from ui import theme
from ui.charts.draft import Draft

HEIGHT = 340
TEXT_SIZE = 14
SMALL = 13
LEGEND_ABOVE = 26  # pixels: the line that names the figures stands between legend and plot
CHARACTER = 7.4  # pixels, the mean width of a letter of 13 px


def figure(
    alt: str, *, height: int = HEIGHT, right: int = 12, left: int | None = None, hidden: bool = False, **layout: Any
) -> Draft:
    """An empty chart in our manner; `alt`, and whether all of it is hidden, travel to where it is shown."""
    made = Draft(
        template={},
        meta={"alt": alt, "hidden": hidden},
        height=height,
        margin={"l": 8 if left is None else left, "r": right, "t": 34, "b": 8},
        font={"family": theme.FONT, "size": TEXT_SIZE, "color": theme.ink()},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        separators=",." if fmt.number(0.5, 1) == "0,5" else ".,",
        hovermode="closest",
        hoverlabel={"font": {"family": theme.FONT, "size": SMALL}, "align": "left"},
        dragmode=False,
        bargap=0.25,
        bargroupgap=0.06,
        legend={
            "orientation": "h",
            "x": 0,
            "xanchor": "left",
            "y": 1 + LEGEND_ABOVE / (height - 60),
            "yanchor": "bottom",
            "traceorder": "normal",
            "font": {"size": SMALL},
            "itemclick": False,
            "itemdoubleclick": False,
        },
    )
    made.update_layout(**layout)
    made.update_xaxes(showgrid=False, zeroline=False, fixedrange=True, automargin=True, tickfont={"size": SMALL})
    made.update_yaxes(showgrid=False, zeroline=False, fixedrange=True, automargin=True, tickfont={"size": SMALL})
    return made


def safe(text: str) -> str:
    """Text that may come from a delivery, for a place where Plotly reads tags."""
    return html.escape(text, quote=False)


def nice_ticks(low: float, high: float, wanted: int = 5) -> list[float]:
    """Round numbers from at or below `low` to at or above `high`, about so many."""
    if high <= low:
        high = low + 1
    rough = (high - low) / max(1, wanted - 1)
    size = 10.0 ** math.floor(math.log10(rough))
    step = next(size * factor for factor in (1, 2, 2.5, 5, 10) if size * factor >= rough * 0.999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(i * step, 10) for i in range(first, last + 1)]


def value_axis(
    chart: Draft, values: Sequence[float | None], as_text: fmt.Format, *, along: str = "y", zero: bool = True
) -> tuple[float, float]:
    """Set the axis of the figures: whole range, grid, ticks as text. Gives the range."""
    present = [value for value in values if value is not None]
    low, high = (min(present), max(present)) if present else (0.0, 1.0)
    if zero:
        low, high = min(0.0, low), max(0.0, high)
    ticks = nice_ticks(low, high)
    if all(float(tick).is_integer() for tick in ticks) is False and all(isinstance(v, int) for v in present):
        ticks = [tick for tick in ticks if float(tick).is_integer()]  # no half pupils
    space = (ticks[-1] - ticks[0]) * 0.04
    reach = (ticks[0] - (space if ticks[0] < 0 else 0), ticks[-1] + space)
    axis = {
        "tickmode": "array",
        "tickvals": ticks,
        "ticktext": [_tick(tick, ticks, as_text) for tick in ticks],
        "range": list(reach),
        "showgrid": True,
        "gridcolor": theme.GRID,
        "zeroline": ticks[0] < 0 or zero,
        "zerolinecolor": theme.muted(),
        "zerolinewidth": 1,
        "zerolinelayer": "above traces",
    }
    chart.update_yaxes(axis) if along == "y" else chart.update_xaxes(axis)
    return reach


def _tick(tick: float, ticks: Sequence[float], as_text: fmt.Format) -> str:
    """A tick with no more decimals than the ticks need."""
    if as_text in {fmt.percent, fmt.percent_1, fmt.percent_2}:
        return fmt.percent(tick, _decimals(ticks))
    if as_text in {fmt.signed, fmt.signed_2}:
        return fmt.signed(tick, _decimals(ticks))
    return fmt.number(tick, _decimals(ticks))


def _decimals(ticks: Sequence[float]) -> int:
    return next((d for d in range(3) if all(abs(round(t, d) - t) < 1e-9 for t in ticks)), 3)


def name_values(chart: Draft, text: str, below: str = "") -> None:
    """What the figures count, above the axis at the left, where it is read first; below: a second line."""
    chart.add_annotation(
        text="<br>".join(safe(line) for line in (text, below) if line),
        x=0,
        xref="paper",
        xanchor="left",
        align="left",
        y=1,
        yref="paper",
        yanchor="bottom",
        yshift=6,
        showarrow=False,
        font={"size": SMALL, "color": theme.muted()},
    )


def label_room(names: Sequence[str], most: int = 150) -> int:
    """Pixels that the longest name needs beside the plot."""
    return min(most, 14 + round(CHARACTER * max((len(name) for name in names), default=0)))


def spread(places: Sequence[float], least: float, low: float, high: float) -> list[float]:
    """Move labels apart so that none covers another; keeps their order and stays within the axis."""
    order = sorted(range(len(places)), key=lambda i: places[i])
    moved = list(places)
    for before, this in pairwise(order):
        moved[this] = max(moved[this], moved[before] + least)
    if order and moved[order[-1]] > high:
        moved[order[-1]] = high
        for after, this in pairwise(reversed(order)):
            moved[this] = min(moved[this], moved[after] - least)
    return [max(low, place) for place in moved]
