"""Laag 3 reached with or without laag 2 before it, and first signals of absence: pupils of the region in a schooljaar.

Each pupil counts once: where it first stood in laag 3, and in the month and group of its first signal. What is
published is the region, by group of schools; signals also by month.
"""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet

import polars as pl

from disclosure.blok import Blok, Cel
from disclosure.publicatie import Familie, Publicatie
from disclosure.tabellen.opbouw import Opbouw
from schemas.codes import ALLE

BEREIKT, SIGNALEN, LEERLINGEN = "mart_lagen_bereikt", "mart_signalen", "leerlingen"
TELLINGEN = ("bereikt", "eerder_gemeten", "niet_eerder_gemeten", "via_laag_2", "zonder_laag_2")
JAAR_GEWICHT = 20.0  # a schooljaar says more than one of its months


def blokken(frames: Mapping[str, pl.DataFrame], eerder: AbstractSet[Cel]) -> Iterator[Blok]:
    """One block per schooljaar of who reached laag 3, and one per schooljaar and signal."""
    for (schooljaar,), rows in frames[BEREIKT].sort("schooljaar", "sector").group_by("schooljaar", maintain_order=True):
        yield _bereikt(str(schooljaar), rows, eerder)
    order = ("schooljaar", "signaal", "maand", "sector")
    for (jaar, signaal), rows in frames[SIGNALEN].sort(order).group_by("schooljaar", "signaal", maintain_order=True):
        counts = {(maand, sector): n for maand, sector, n in rows.select(*order[2:], LEERLINGEN).iter_rows()}
        yield _signaal(str(jaar), str(signaal), counts, eerder)


def _bereikt(schooljaar: str, rows: pl.DataFrame, eerder: AbstractSet[Cel]) -> Blok:
    bouw = Opbouw()
    for row in rows.iter_rows(named=True):
        alle, eerst, niet, via, zonder = (
            bouw.toon((BEREIKT, telling, schooljaar, row["sector"]), row[telling]) for telling in TELLINGEN
        )
        bouw.som(alle, (eerst, niet))
        bouw.som(eerst, (via, zonder))
        for deel in (via, zonder):
            bouw.iedereen(deel, eerst)
    sectoren = [sector for sector in rows["sector"] if sector != ALLE]
    for telling in TELLINGEN:
        cellen = [(BEREIKT, telling, schooljaar, sector) for sector in sectoren]
        bouw.som((BEREIKT, telling, schooljaar, ALLE), cellen)
    return bouw.blok(f"bereikt {schooljaar}", eerder)


def _signaal(schooljaar: str, signaal: str, counts: Mapping[tuple[str, str], int], eerder: AbstractSet[Cel]) -> Blok:
    bouw = Opbouw()
    cellen = {key: bouw.toon((SIGNALEN, LEERLINGEN, schooljaar, signaal, *key), n) for key, n in sorted(counts.items())}
    maanden = sorted({maand for maand, _ in counts} - {ALLE})
    sectoren = sorted({sector for _, sector in counts} - {ALLE})
    for sector in (*sectoren, ALLE):
        bouw.som(cellen[ALLE, sector], [cellen[maand, sector] for maand in maanden])
        bouw.gewicht[cellen[ALLE, sector]] = JAAR_GEWICHT
    for maand in (*maanden, ALLE):
        bouw.som(cellen[maand, ALLE], [cellen[maand, sector] for sector in sectoren])
    return bouw.blok(f"signalen {schooljaar} {signaal}", eerder)


PUBLICATIES = (
    Publicatie(
        BEREIKT,
        ("schooljaar", "sector"),
        TELLINGEN,
        volgt=dict.fromkeys(("kans", "onder", "boven"), ("eerder_gemeten", "via_laag_2", "zonder_laag_2")),
        fijnst=pl.col("sector") != ALLE,
    ),
    Publicatie(
        SIGNALEN,
        ("schooljaar", "signaal", "maand", "sector"),
        (LEERLINGEN,),
        fijnst=(pl.col("sector") != ALLE) & (pl.col("maand") != ALLE),
    ),
)
FAMILIE = Familie("bereikt", (BEREIKT, SIGNALEN), PUBLICATIES, blokken)
