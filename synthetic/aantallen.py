"""Pupils who live in each gemeente, per schooljaar and sector: the denominator of figures per 1.000 pupils.

Primary education follows reference/gemeenten.csv and falls 1,2 % a year, as Passenderwijs did from 2015 to 2018. The
other sectors are assumed shares of it; for MBO only students under 18 are meant.
"""

from pathlib import Path

import polars as pl

from synthetic.kalender_regio import schooljaar
from synthetic.omvang import Omvang

REFERENTIE = Path(__file__).parents[1] / "data" / "reference"  # the published figures

_PER_PO_LEERLING = {"PO": 0.982, "SBO": 0.018, "SO": 0.0101, "VO": 0.63, "PRO": 0.014, "VSO": 0.016, "MBO": 0.07}
_KRIMP = {"PO": 0.988, "SBO": 1.0, "SO": 0.995, "VO": 0.995, "PRO": 1.0, "VSO": 1.01, "MBO": 0.998}


def po_leerlingen() -> dict[str, int]:
    """Pupils in primary education (PO and SBO) per gemeente on 1 October 2018."""
    gemeenten = pl.read_csv(REFERENTIE / "gemeenten.csv", separator=";")
    return dict(zip(gemeenten["gemeentecode"], gemeenten["leerlingen_po_okt_2018"], strict=True))


def aantal(po: int, jaar: int, sector: str, omvang: Omvang) -> int:
    """Pupils of a sector who live in a gemeente with `po` pupils in primary education in 2018."""
    per_regio = po * omvang.schaal * _PER_PO_LEERLING[sector] * _KRIMP[sector] ** (jaar - 2018)
    return round(per_regio * omvang.regios)


def totaal(po: int, jaar: int, omvang: Omvang) -> int:
    """Pupils of all sectors who live in a gemeente."""
    return sum(aantal(po, jaar, sector, omvang) for sector in _PER_PO_LEERLING)


def frame(per_gemeente: dict[str, int], jaar: int, omvang: Omvang) -> pl.DataFrame:
    """The delivery `leerlingaantallen` of one schooljaar: one row per gemeente and sector."""
    return pl.DataFrame(
        [
            (gemeente, schooljaar(jaar), sector, aantal(leerlingen, jaar, sector, omvang))
            for gemeente, leerlingen in per_gemeente.items()
            for sector in _PER_PO_LEERLING
        ],
        schema=["gemeente", "schooljaar", "sector", "leerlingen"],
        orient="row",
    )
