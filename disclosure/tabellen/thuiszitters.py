"""Thuiszitters: all that is told of the same children is one whole, and how many per gemeente in a schooljaar.

The quarter ends (kwartaalstanden), the day of the last lists (beweging) and the lists beside each other (lijsten) count
the same children by several definitions, on days that hang together by who comes and goes. So they are one block, in
which the difference of two definitions of one day is a cell too: what one counts more is a count of children. What an
indicator of an agenda tells of these counts stands in it as well.

Per gemeente a schooljaar is counted, in which more children pass than stand at a quarter end; not under a definition
that counts too few of them. There the definitions are not tied: in a whole schooljaar each counts children that the
other does not.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet

import polars as pl

from disclosure.blok import Blok, Cel
from disclosure.publicatie import Familie, Plaats, Publicatie
from disclosure.tabellen import beweging, indicatoren, kwartaalstanden, lijsten
from disclosure.tabellen.definities import KINDEREN, Telling, in_een_cel, onderscheiden, vergelijk
from disclosure.tabellen.opbouw import Opbouw
from schemas.codes import ALLE, GEMEENTEN

GEMEENTE = "mart_thuiszitters_gemeente"
NIET_PER_GEMEENTE = frozenset({"INSPECTIE"})  # enrolled children only: in small gemeenten one to five in a schooljaar


def blokken(frames: Mapping[str, pl.DataFrame], eerder: AbstractSet[Cel]) -> Iterator[Blok]:
    """All days together; each schooljaar per gemeente; and what statistics rest on."""
    yield _dagen(frames, eerder)
    jaren = kwartaalstanden.tellingen(frames[GEMEENTE])
    for schooljaar in sorted({jaar for jaar, *_ in jaren}):
        for definitie in onderscheiden():
            if definitie not in NIET_PER_GEMEENTE:
                yield _jaar(schooljaar, definitie, jaren, eerder)
    yield from beweging.statistiek(frames, eerder)
    yield from lijsten.schooljaren(frames, eerder)


def _dagen(frames: Mapping[str, pl.DataFrame], eerder: AbstractSet[Cel]) -> Blok:
    bouw = Opbouw()
    dagen: dict[dt.date, dict[str, list[Telling]]] = {}
    for part in (kwartaalstanden, beweging, lijsten):
        for dag, naam, telling in part.standen(bouw, frames):
            dagen.setdefault(dag, {}).setdefault(naam, []).append(telling)
    for tellingen in dagen.values():
        vergelijk(bouw, tellingen)
    indicatoren.vertel(bouw, frames)
    return bouw.blok("thuiszitters", eerder)


def _jaar(schooljaar: str, definitie: str, jaren: kwartaalstanden.Aantallen, eerder: AbstractSet[Cel]) -> Blok:
    """A schooljaar per gemeente; each gemeente knows its own children."""
    bouw = Opbouw()
    cellen = {
        gemeente: bouw.toon((GEMEENTE, KINDEREN, *key), jaren[key][KINDEREN])
        for gemeente in (ALLE, *GEMEENTEN)
        for key in ((schooljaar, definitie, gemeente),)
    }
    bouw.som(cellen[ALLE], [cellen[code] for code in GEMEENTEN])
    kenners = {code: frozenset({cellen[code]}) for code in GEMEENTEN}
    return bouw.blok(f"thuiszitters {schooljaar} {definitie}", eerder, kenners)


PUBLICATIES = (
    *kwartaalstanden.PUBLICATIES,
    Publicatie(
        GEMEENTE,
        ("schooljaar", "definitie", "gemeente"),
        (KINDEREN,),
        plaatsen={KINDEREN: Plaats(GEMEENTE, KINDEREN, (pl.col("schooljaar"), in_een_cel(), pl.col("gemeente")))},
        fijnst=pl.col("gemeente") != ALLE,
    ),
    *beweging.PUBLICATIES,
    *lijsten.PUBLICATIES,
    *indicatoren.PUBLICATIES,
)
FAMILIE = Familie("thuiszitters", tuple(one.mart for one in PUBLICATIES), PUBLICATIES, blokken)
