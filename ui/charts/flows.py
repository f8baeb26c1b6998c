"""Who came and who went, around the number that is there."""

import plotly.graph_objects as go

from disclosure.table import ProtectedTable
from ui import labels, theme
from ui.charts import alt, axes
from ui.charts.marks import axis_names, bar_look, category_axis, format_of, mark_hidden, what_is_counted
from ui.charts.series import all_hidden, series


def flows(
    table: ProtectedTable, *, x: str, up: str = "instroom", down: str = "uitstroom", what: str | None = None
) -> go.Figure:
    """Per period what came in (up) and what went out (down, below the axis). Both are counts, shown as positive."""
    xs, (coming, going) = series(table, x, (up, down), None)
    what = what or what_is_counted(table, up)
    told, hidden = alt.of_bars(x, xs, (coming, going), what), all_hidden((coming, going))
    chart = axes.figure(told, hidden=hidden, showlegend=True, barmode="relative")
    names = axis_names(x, xs)
    for bar, sign in ((coming, 1), (going, -1)):
        drawn = [None if value is None else sign * value for value in bar.values()]
        chart.add_bar(x=names, y=drawn, **bar_look(bar, x, xs))
        if places := bar.hidden():
            place = "top center" if sign > 0 else "bottom center"
            mark_hidden(chart, [names[i] for i in places], [0] * len(places), bar.colour, place)
    signed = [value * sign for bar, sign in ((coming, 1), (going, -1)) for value in bar.values() if value is not None]
    low, high = axes.value_axis(chart, signed, format_of(table, up))
    ticks = [tick for tick in axes.nice_ticks(min([0, *signed]), max([0, *signed])) if float(tick).is_integer()]
    chart.update_yaxes(
        tickvals=ticks, ticktext=[format_of(table, up)(abs(int(tick))) for tick in ticks], range=[low, high]
    )
    chart.add_hline(y=0, line={"color": theme.ink(), "width": 1})
    category_axis(chart, x, xs)
    axes.name_values(chart, f"{what}: {labels.column(up).lower()} (+), {labels.column(down).lower()} (−)")
    return chart.figure()
