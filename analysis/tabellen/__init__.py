"""Statistics as tables of a release, one module per subject."""

from analysis.onderdeel import Onderdeel
from analysis.tabellen import beweging, groei, interventies, keten, lagen, lijsten, oorzaken, vrijstellingen

ONDERDELEN: tuple[Onderdeel, ...] = (
    groei.ONDERDEEL,  # first, because it takes longest
    beweging.ONDERDEEL,
    interventies.ONDERDEEL,
    lagen.ONDERDEEL,
    lijsten.ONDERDEEL,
    vrijstellingen.ONDERDEEL,
)
AFLEIDINGEN: tuple[Onderdeel, ...] = (oorzaken.AFLEIDING, keten.AFLEIDING)  # made of published tables only
