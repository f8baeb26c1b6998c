"""Growth: what is said of a category is hidden with the pupils of either year, as published of the same weeks.

It has no cells of its own: the counts are those of mart_verzuim_zelfde_weken, of the region. What is said of all
schools together is made of each group of them in the later year, in other proportions than the total, and hidden with
any of them.
"""

import polars as pl

from disclosure.publicatie import Plaats, Publicatie
from disclosure.tabellen.verzuimrijen import LEERLINGEN, NAAST
from schemas.codes import ALLE, SECTOR_GROEPEN

TOEN, NU = "leerlingen_toen", "leerlingen_nu"
PER_GROEP = {f"nu_{groep}": groep for groep in SECTOR_GROEPEN}
UITKOMSTEN = ("verandering", "onder", "boven", "woord", "scholen", "kantelt")


def _plaats(jaar: str, naast: str, sector: pl.Expr) -> Plaats:
    codes = (pl.col(jaar), pl.col(naast), pl.lit(ALLE), sector, pl.col("categorie"))
    return Plaats(NAAST.verzuim, LEERLINGEN, codes)


def _van_groep(naam: str, groep: str) -> Plaats:
    """The cell of a group; where a row is not made of it, that of the row itself: then it hides nothing more."""
    sector = pl.when(pl.col(naam).is_not_null()).then(pl.lit(groep)).otherwise(pl.col("sector"))
    return _plaats("schooljaar", "naast", sector)


SECTOR = pl.col("sector")
PUBLICATIE = Publicatie(
    "mart_groei",
    ("schooljaar", "naast", "sector", "categorie"),
    (NU, TOEN, *PER_GROEP),
    volgt=dict.fromkeys(UITKOMSTEN, (NU, TOEN, *PER_GROEP)),
    plaatsen={
        NU: _plaats("schooljaar", "naast", SECTOR),
        TOEN: _plaats("naast", "schooljaar", SECTOR),
        **{naam: _van_groep(naam, groep) for naam, groep in PER_GROEP.items()},
    },
)
