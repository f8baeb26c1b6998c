"""Statistics as tables of a release, one module per subject."""

from analysis.onderdeel import Onderdeel
from analysis.tabellen import beweging, groei, interventies, lijsten, oorzaken

ONDERDELEN: tuple[Onderdeel, ...] = (beweging.ONDERDEEL, interventies.ONDERDEEL, lijsten.ONDERDEEL, groei.ONDERDEEL)
AFLEIDINGEN: tuple[Onderdeel, ...] = (oorzaken.AFLEIDING,)  # made of published tables only
