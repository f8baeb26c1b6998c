"""The synthetic region: deliveries of invented schools and children that behave like real ones.

Nothing here stands for a real pupil, school or case. What is real: the municipalities with their number of pupils in
primary education (data/reference/gemeenten.csv), the calendar of regio midden with the school closures, and the
published figures that are copied into the deliveries.

Aim      Share of pupils per tier over a full schooljaar:
             primary     tier 1 92 %     tier 2  6 %     tier 3  2 %
             secondary   tier 1 84 %     tier 2 12 %     tier 3  4 %
         with an attendance of 94 to 95 % overall. United States figures (a third of pupils above 10 % in 2021-2022)
         are far higher; for the Netherlands the one published anchor is Groningen, secondary education 2017-2018:
         15 % of pupils with more than 100 hours of authorised absence a year, which is about a tenth of the time.
Tail     The tenth of the pupils with most absence makes about half of the missed time; the same pupils return over
         the years, because each child keeps its propensity.
"""

from synthetic.omvang import OMVANGEN
from synthetic.regio import write

SIZES = tuple(OMVANGEN)

__all__ = ["SIZES", "write"]
