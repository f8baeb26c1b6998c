"""Charts: a protected table in, a figure out. No Streamlit here, and no figure that is not in the table.

Each function takes column names; labels, colours and number formats follow from them. A hidden cell is marked `x`, a
missing one leaves a gap, a part of a year is never joined to whole years. `layout.meta["alt"]` holds the words.
"""

from ui.charts.bars import stacked_bars, stacked_shares
from ui.charts.compare import changes, dots_against_median
from ui.charts.flows import flows
from ui.charts.funnel import funnel
from ui.charts.grouped import grouped_bars
from ui.charts.growth import intervals, panels, waterfall
from ui.charts.ladder import ladder
from ui.charts.lines import lines
from ui.charts.pyramid import pyramid
from ui.charts.sankey import sankey

__all__ = [
    "changes",
    "dots_against_median",
    "flows",
    "funnel",
    "grouped_bars",
    "intervals",
    "ladder",
    "lines",
    "panels",
    "pyramid",
    "sankey",
    "stacked_bars",
    "stacked_shares",
    "waterfall",
]
