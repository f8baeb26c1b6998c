"""Bars side by side, each with its value and, where it has one, its interval."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

import plotly.graph_objects as go

from disclosure.table import ProtectedTable
from ui import format as fmt
from ui import theme
from ui.charts import alt, axes
from ui.charts.marks import axis_names, bar_look, category_axis, draw_goal, format_of, what_is_counted
from ui.charts.series import Series, all_hidden, series
from ui.language import gettext as _


def grouped_bars(
    table: ProtectedTable,
    *,
    x: str,
    y: str | Sequence[str],
    split: str | None = None,
    horizontal: bool = False,
    goal: int | None = None,
    ends: Sequence[str] = (),
    what: str | None = None,
    muted: Collection[Any] = (),
) -> go.Figure:
    """Figures side by side per x, each with its value; hidden is `x` on the axis, missing an empty place.

    goal: what the figures should come to, as a line across upright bars. ends: the two columns of the interval of each
    figure, as a line through the top of its upright bar; the value then stands at the foot of the bar. muted: codes
    of `x` that are not to be compared with the others, in grey.
    """
    xs, found = series(table, x, y, split)
    spans = _spans(table, x, split, ends, found)
    what = what or what_is_counted(table, y)
    aim = "" if goal is None else _("Doel: {doel}").format(doel=format_of(table, y)(goal))
    height = 84 + (14 + 24 * len(found)) * len(xs) if horizontal else axes.HEIGHT
    said = [replace(bar, texts=span.told(bar.texts)) for bar, span in zip(found, spans, strict=True)]
    told = " ".join(filter(None, (alt.of_bars(x, xs, said, what), aim and f"{aim}.")))
    chart = axes.figure(told, height=height, hidden=all_hidden(found), showlegend=len(found) > 1, barmode="group")
    names, at, along = axis_names(x, xs), *(("y", "x") if horizontal else ("x", "y"))
    show_texts = horizontal or len(xs) * len(found) <= 24
    for bar, span, grey in zip(found, spans, theme.greys(len(found)), strict=True):
        drawn = [0 if i in bar.hidden() else value for i, value in enumerate(bar.values())]
        texts = [text if show_texts or text == fmt.HIDDEN else "" for text in bar.texts]
        chart.add_bar(
            **{at: names, along: drawn},
            **({"orientation": "h"} if horizontal else {}),
            **_in_grey(bar_look(bar, x, xs), xs, muted, grey),
            text=["" if value is None else text for text, value in zip(texts, drawn, strict=True)],
            textangle=0,
            cliponaxis=False,
            **span.look(bar),
        )
    values = [value for one in (*found, *(span.high for span in spans if span.high)) for value in one.values()]
    reach = axes.value_axis(chart, values, format_of(table, y), along=along)
    if goal is not None:
        draw_goal(chart, goal, aim, reach)
    category_axis(chart, x, xs, along=at)
    axes.name_values(chart, what)
    return chart.figure()


def _in_grey(look: dict[str, Any], xs: Sequence[Any], muted: Collection[Any], grey: str) -> dict[str, Any]:
    """The look of a bar trace, in grey at the codes of x that are not to be compared."""
    if any(code in muted for code in xs):
        own = look["marker"]["color"]
        look["marker"]["color"] = [grey if code in muted else own for code in xs]
    return look


@dataclass(frozen=True)
class _Span:
    """The interval of each bar of a series; without ends the bars have none."""

    low: Series | None = None
    high: Series | None = None

    def told(self, texts: Sequence[str]) -> tuple[str, ...]:
        """Each value, with its interval where it has one."""
        if self.low is None or self.high is None:
            return tuple(texts)
        places = zip(texts, self.low.cells, self.high.cells, self.low.texts, self.high.texts, strict=True)
        between = _("{waarde} ({onder} tot {boven})")
        return tuple(
            between.format(waarde=text, onder=onder, boven=boven) if low.is_known and high.is_known else text
            for text, low, high, onder, boven in places
        )

    def look(self, bar: Series) -> dict[str, Any]:
        """Where the value of a bar stands, and the line of its interval."""
        if self.low is None or self.high is None:
            return {"textposition": "outside", "textfont": {"size": 12, "color": theme.ink()}}
        values = bar.values()
        return {
            "textposition": ["inside" if value else "outside" for value in values],
            "insidetextanchor": "start",
            "insidetextfont": {"color": theme.text_on(bar.colour), "size": 12},
            "outsidetextfont": {"color": theme.ink(), "size": 12},
            "error_y": {
                "type": "data",
                "symmetric": False,
                "array": _apart(values, self.high.values()),
                "arrayminus": _apart(values, self.low.values()),
                "color": theme.ink(),
                "thickness": 3,
                "width": 0,  # a bar without an interval would get an end for its own
            },
        }


def _spans(
    table: ProtectedTable, x: str, split: str | None, ends: Sequence[str], found: Sequence[Series]
) -> list[_Span]:
    if not ends:
        return [_Span() for _bar in found]
    low, high = (series(table, x, one, split)[1] for one in ends)
    return [_Span(*both) for both in zip(low, high, strict=True)]


def _apart(values: Sequence[float | None], ends: Sequence[float | None]) -> list[float | None]:
    """How far each end lies from its value, where both are known."""
    return [None if value is None or end is None else abs(end - value) for value, end in zip(values, ends, strict=True)]
