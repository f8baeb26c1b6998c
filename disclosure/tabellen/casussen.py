"""Casussen that were spoken of: by theme, by bottleneck, and by step of the ladder with what came of them.

Of the region only, per half schooljaar: per meeting, gemeente or type of school there are too few. Theme, bottleneck
and step are never crossed.
"""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet

import polars as pl

from disclosure.blok import Blok, Cel
from disclosure.publicatie import Familie, Publicatie
from disclosure.tabellen.opbouw import Opbouw
from schemas.codes import ALLE

MART, BESPREKINGEN = "mart_casussen", "besprekingen"
SLEUTEL = ("schooljaar", "halfjaar", "kenmerk", "code", "uitkomst")
FASE = "fase"


def blokken(frames: Mapping[str, pl.DataFrame], eerder: AbstractSet[Cel]) -> Iterator[Blok]:
    """One block per half year."""
    for (schooljaar, halfjaar), rows in (
        frames[MART].sort(*SLEUTEL).group_by("schooljaar", "halfjaar", maintain_order=True)
    ):
        bouw = Opbouw()
        cellen: dict[tuple[str, str, str], Cel] = {}
        for kenmerk, code, uitkomst, aantal in rows.select(*SLEUTEL[2:], BESPREKINGEN).iter_rows():
            cel = (MART, BESPREKINGEN, str(schooljaar), str(halfjaar), kenmerk, code, uitkomst)
            cellen[kenmerk, code, uitkomst] = bouw.toon(cel, aantal)
        geheel = cellen[ALLE, ALLE, ALLE]
        for kenmerk in sorted({kenmerk for kenmerk, *_ in cellen if kenmerk != ALLE}):
            delen = [cel for (own, _, uitkomst), cel in cellen.items() if own == kenmerk and uitkomst == ALLE]
            bouw.som(geheel, delen)
            for deel in delen:
                bouw.iedereen(deel, geheel)
        for code in [code for kenmerk, code, uitkomst in cellen if kenmerk == FASE and uitkomst == ALLE]:
            stap = cellen[FASE, code, ALLE]
            uitkomsten = [
                cel for (own, one, uitkomst), cel in cellen.items() if (own, one) == (FASE, code) and uitkomst != ALLE
            ]
            bouw.som(stap, uitkomsten)
            for deel in uitkomsten:
                bouw.iedereen(deel, stap)
        yield bouw.blok(f"casussen {halfjaar}", eerder)


FAMILIE = Familie(
    "casussen",
    (MART,),
    (Publicatie(MART, SLEUTEL, (BESPREKINGEN,), fijnst=(pl.col("kenmerk") == FASE) & (pl.col("uitkomst") != ALLE)),),
    blokken,
)
