"""Growth: what is said of a category is hidden with the pupils of either year, as published of the same weeks.

It has no cells of its own: both counts are those of mart_verzuim_zelfde_weken, of the region.
"""

import polars as pl

from disclosure.publicatie import Plaats, Publicatie
from disclosure.tabellen.verzuimrijen import LEERLINGEN, NAAST
from schemas.codes import ALLE

TOEN, NU = "leerlingen_toen", "leerlingen_nu"
UITKOMSTEN = ("verandering", "onder", "boven", "woord", "scholen", "kantelt")


def _plaats(jaar: str, naast: str) -> Plaats:
    codes = (pl.col(jaar), pl.col(naast), pl.lit(ALLE), pl.col("sector"), pl.col("categorie"))
    return Plaats(NAAST.verzuim, LEERLINGEN, codes)


PUBLICATIE = Publicatie(
    "mart_groei",
    ("schooljaar", "naast", "sector", "categorie"),
    (NU, TOEN),
    volgt=dict.fromkeys(UITKOMSTEN, (NU, TOEN)),
    plaatsen={NU: _plaats("schooljaar", "naast"), TOEN: _plaats("naast", "schooljaar")},
)
