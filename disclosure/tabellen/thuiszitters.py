"""Thuiszitters and vrijstellingen: all that is told of the same children is one whole.

The quarter ends (kwartaalstanden), the day of the last lists (beweging) and the lists beside each other (lijsten) count
the same children by several definitions, on days that hang together by who comes and goes, and within schooljaren.
Beside them stand the exemptions of each schooljaar (vrijstellingen), of which the broad view tells on a day. They are
one block, in which a difference is a cell too: what one definition counts more than another on the same day, or a
schooljaar more than a day of it, is a count of children. What an indicator of an agenda tells stands in it as well.

Per gemeente a schooljaar is counted, in which more children pass than stand at a quarter end; not under a definition
that counts too few of them. There the definitions are not tied: in a whole schooljaar each counts children that the
other does not.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

import polars as pl

from disclosure.blok import Blok, Cel
from disclosure.publicatie import Familie, Plaats, Publicatie
from disclosure.tabellen import beweging, indicatoren, kenners, kwartaalstanden, lijsten, vrijstellingen
from disclosure.tabellen.definities import KINDEREN, Telling, in_een_cel, onderscheiden, vergelijk
from disclosure.tabellen.kwartaalstanden import HEEL
from disclosure.tabellen.opbouw import Opbouw
from schemas.codes import ALLE, GEMEENTEN
from schemas.schooljaar import schooljaar

GEMEENTE = "mart_thuiszitters_gemeente"
NIET_PER_GEMEENTE = frozenset({"INSPECTIE"})  # enrolled children only: in small gemeenten one to five in a schooljaar


def blokken(frames: Mapping[str, pl.DataFrame], eerder: AbstractSet[Cel]) -> Iterator[Blok]:
    """All days and schooljaren together; and what statistics rest on."""
    bouw = Opbouw()
    vrijstellingen.vertel(bouw, frames)
    dagen: dict[dt.date, dict[str, list[Telling]]] = {}
    for part in (kwartaalstanden, beweging, lijsten):
        for dag, naam, telling in part.standen(bouw, frames):
            dagen.setdefault(dag, {}).setdefault(naam, []).append(telling)
    for tellingen in dagen.values():
        vergelijk(bouw, tellingen)
    lijsten.vertel(bouw, frames)
    indicatoren.vertel(bouw, frames)
    _jaren(bouw, frames, dagen)
    yield bouw.blok("thuiszitters", eerder, _kenners(bouw))
    yield from beweging.statistiek(frames, eerder)


def _jaren(
    bouw: Opbouw, frames: Mapping[str, pl.DataFrame], dagen: Mapping[dt.date, Mapping[str, Sequence[Telling]]]
) -> None:
    """Each schooljaar per gemeente; whoever counts on a day counts in its schooljaar."""
    aantallen = kwartaalstanden.tellingen(frames[GEMEENTE])
    van_scholen = kenners.aandelen(frames[kenners.JAAR])
    for jaar in sorted({jaar for jaar, *_ in aantallen}):
        for definitie in onderscheiden():
            if definitie not in NIET_PER_GEMEENTE:
                cellen = {
                    code: bouw.toon(
                        (GEMEENTE, KINDEREN, jaar, definitie, code), aantallen[jaar, definitie, code][KINDEREN]
                    )
                    for code in (ALLE, *GEMEENTEN)
                }
                bouw.som(cellen[ALLE], [cellen[code] for code in GEMEENTEN])
                for code, cel in cellen.items():
                    bouw.ken(cel, van_scholen.get((KINDEREN, jaar, definitie, code), {}))
                per_gemeente = {code: bouw.waarden[cellen[code]] for code in GEMEENTEN}
                bouw.ken(cellen[ALLE], kenners.opgeteld(bouw.kennis(cellen[ALLE]), per_gemeente))
                for dag, tellingen in dagen.items():
                    if schooljaar(dag) == jaar and definitie in tellingen:
                        bouw.rest(f"niet op {dag}", cellen[ALLE], tellingen[definitie][0].cellen[HEEL])


def _kenners(bouw: Opbouw) -> dict[str, frozenset[Cel]]:
    """Each gemeente knows its own children."""
    known: dict[str, set[Cel]] = {code: set() for code in GEMEENTEN}
    for cel in bouw.waarden:
        code = cel[4] if cel[0] == GEMEENTE else vrijstellingen.kenner(cel)
        if code in known:
            known[code].add(cel)
    return {code: frozenset(cells) for code, cells in known.items()}


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
    *vrijstellingen.PUBLICATIES,
)
FAMILIE = Familie("thuiszitters", (*(one.mart for one in PUBLICATIES), *kenners.BRONNEN), PUBLICATIES, blokken)
