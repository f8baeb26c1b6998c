"""Casussen that were spoken of: by theme, by bottleneck, and by step of the ladder with what came of them.

Of the region only, per half schooljaar: per meeting, gemeente or type of school there are too few. Theme, bottleneck
and step are never crossed. What came of a case is told coarsely: of few it is not known, and they would hide others.

A gemeente knows its own cases: a theme or bottleneck that is nearly all of one gemeente is hidden, and none works out
how many of the others there are. Of a step with what came of it that is not so: half of those would be hidden.

Of the half year a year before the one that goes on is told as well how many there were up to the same day. What came
after that day is a part too: never shown, and attacked with the rest.
"""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet

import polars as pl

from disclosure.blok import Blok, Cel
from disclosure.publicatie import Familie, Publicatie
from disclosure.tabellen.opbouw import Opbouw
from schemas.codes import ALLE

MART, BESPREKINGEN, ZELFDE_DAGEN = "mart_casussen", "besprekingen", "zelfde_dagen"
GROOTSTE = {BESPREKINGEN: "grootste", ZELFDE_DAGEN: "grootste_zelfde_dagen"}  # of them of the gemeente with the most
HEEL_GEWICHT = 4.0  # the whole half year is told every week, up to a day of it only now
SLEUTEL = ("schooljaar", "halfjaar", "kenmerk", "code", "uitkomst")
FASE = "fase"


def blokken(frames: Mapping[str, pl.DataFrame], eerder: AbstractSet[Cel]) -> Iterator[Blok]:
    """One block per half year."""
    for (schooljaar, halfjaar), rows in (
        frames[MART].sort(*SLEUTEL).group_by("schooljaar", "halfjaar", maintain_order=True)
    ):
        bouw = Opbouw()
        cellen: dict[tuple[str, str, str], Cel] = {}
        for kenmerk, code, uitkomst, aantal, most in rows.select(
            *SLEUTEL[2:], BESPREKINGEN, GROOTSTE[BESPREKINGEN]
        ).iter_rows():
            cel = (MART, BESPREKINGEN, str(schooljaar), str(halfjaar), kenmerk, code, uitkomst)
            cellen[kenmerk, code, uitkomst] = bouw.toon(cel, aantal, most if uitkomst == ALLE else None)
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
        _tot_dezelfde_dag(bouw, cellen, rows.drop_nulls(ZELFDE_DAGEN))
        yield bouw.blok(f"casussen {halfjaar}", eerder)


def _tot_dezelfde_dag(bouw: Opbouw, heel: Mapping[tuple[str, str, str], Cel], rows: pl.DataFrame) -> None:
    """What a half year counts up to a day: parts of what it counts whole, and each kenmerk adds up to all."""
    delen: dict[str, list[Cel]] = {}
    for *sleutel, aantal, most in rows.select(*SLEUTEL, ZELFDE_DAGEN, GROOTSTE[ZELFDE_DAGEN]).iter_rows():
        kenmerk, code, uitkomst = sleutel[2:]
        cel = bouw.toon((MART, ZELFDE_DAGEN, *sleutel), aantal, most)
        delen.setdefault(kenmerk, []).append(cel)
        bouw.rest("later", heel[kenmerk, code, uitkomst], cel)
        bouw.gewicht[heel[kenmerk, code, uitkomst]] = HEEL_GEWICHT
    for kenmerk in sorted(delen.keys() - {ALLE}):
        [geheel] = delen[ALLE]
        bouw.som(geheel, delen[kenmerk])
        for deel in delen[kenmerk]:
            bouw.iedereen(deel, geheel)


FAMILIE = Familie(
    "casussen",
    (MART,),
    (
        Publicatie(
            MART,
            SLEUTEL,
            (BESPREKINGEN, ZELFDE_DAGEN),
            fijnst=(pl.col("kenmerk") == FASE) & (pl.col("uitkomst") != ALLE),
        ),
    ),
    blokken,
)
