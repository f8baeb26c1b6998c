"""How far it still is to a goal."""

import plotly.graph_objects as go

from disclosure.table import ProtectedTable
from ui import theme
from ui.charts import axes
from ui.charts.bars import grouped_bars
from ui.charts.marks import format_of
from ui.language import gettext as _


def against_goal(table: ProtectedTable, *, x: str, y: str, goal: int, what: str | None = None) -> go.Figure:
    """Bars with their figures, and the goal as a line across them, named at its end."""
    chart = grouped_bars(table, x=x, y=y, what=what)
    text = _("Doel: {doel}").format(doel=format_of(table, y)(goal))
    colour = theme.colour("kleur", "groen")
    chart.add_hline(y=goal, line={"color": colour, "width": 4})
    low, high = chart.layout.yaxis.range
    chart.update_yaxes(range=[min(low, goal - (high - low) * 0.03), high])  # else the axis covers a goal of zero
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
    chart.update_layout(margin_r=axes.label_room([text]), meta={"alt": f"{chart.layout.meta['alt']} {text}."})
    return chart
