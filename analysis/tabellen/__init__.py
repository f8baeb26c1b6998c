"""Statistics as tables of a release, one module per subject."""

from analysis.onderdeel import Onderdeel

ONDERDELEN: tuple[Onderdeel, ...] = ()
