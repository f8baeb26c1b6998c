"""Thuiszitters in motion: who passes the goal on the day of the last lists, and what statistics say of the region.

Counts of that day are tied to each other, and to all else that is told of it. A curve, a wait or a forecast is no
count: it is made only of cases enough to be told of (analysis/mijlpalen.py), and rests on a number that is rounded down
so far that it gives no count away. A forecast is hidden with the number that it starts from, a wait where few wait.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet

import polars as pl

from disclosure.blok import Blok, Cel
from disclosure.publicatie import Plaats, Publicatie
from disclosure.tabellen import kenners
from disclosure.tabellen.definities import JONG, Telling, Vak, in_een_cel, onderscheiden, ten_dele_meteen, volgens
from disclosure.tabellen.kenners import Aandelen
from disclosure.tabellen.kwartaalstanden import HEEL, KORT, LANG
from disclosure.tabellen.opbouw import Opbouw
from schemas.codes import ALLE, DUURKLASSEN
from schemas.definities import register

NU, VOORUIT = "mart_thuiszitters_nu", "mart_thuiszitters_vooruit"
KANSEN, WACHT = "mart_thuiszitters_kansen", "mart_thuiszitters_wacht"
KINDEREN, VOORBIJ, PASSEERT, ZONDER = "kinderen", "al_voorbij", "passeert", "passeert_zonder_aanbod"
TOTAAL_GEWICHT = 20.0  # the forecasts hang on it
STANDAARD_GEWICHT = 10.0  # of two definitions that cannot both be told, the one that the page opens with
KANS_SLEUTEL = ("definitie", "onderwerp", "begin_schooljaar", "afloop", "maanden")


def standen(bouw: Opbouw, frames: Mapping[str, pl.DataFrame]) -> Iterator[tuple[dt.date, str, Telling]]:
    """Put the day of the last lists into the block; gives that day, and what each definition counts on it."""
    dag = {rij["definitie"]: rij for rij in frames[NU].iter_rows(named=True)}
    eigen = kenners.aandelen(frames[kenners.NU])
    for definitie in onderscheiden() if dag else ():
        yield dag[definitie]["peildatum"], definitie, _dag(bouw, definitie, dag[definitie], eigen)


def statistiek(frames: Mapping[str, pl.DataFrame], eerder: AbstractSet[Cel]) -> Iterator[Blok]:
    """What the statistics rest on."""
    for mart, maat, sleutel in ((KANSEN, "gevallen_minst", KANS_SLEUTEL), (WACHT, "kinderen_minst", ("kwartaal",))):
        bouw = Opbouw()
        for *codes, aantal in (
            frames[mart].select(*(pl.col(naam).cast(pl.String) for naam in sleutel), maat).iter_rows()
        ):
            cel = bouw.toon((mart, maat, *codes), aantal)
            if not aantal:  # too few to be told, and maybe nobody
                bouw.gevoelig.add(cel)
        if bouw.waarden:
            yield bouw.blok(f"thuiszitters {mart}", eerder)


def _dag(bouw: Opbouw, definitie: str, rij: Mapping[str, int], eigen: Mapping[tuple[str, ...], Aandelen]) -> Telling:
    alle, voorbij, passeert, zonder = (
        bouw.toon((NU, maat, definitie), rij[maat]) for maat in (KINDEREN, VOORBIJ, PASSEERT, ZONDER)
    )
    for cel in (alle, voorbij, passeert, zonder):
        bouw.ken(cel, eigen.get((cel[1], definitie), {}))
    bouw.gewicht[alle] = TOTAAL_GEWICHT
    if definitie == register().standaard_thuiszitter:
        bouw.gewicht |= dict.fromkeys((voorbij, passeert), STANDAARD_GEWICHT)
    korter = bouw.rest("korter", alle, voorbij)
    later = bouw.rest("later", korter, passeert)
    met = bouw.rest("met", passeert, zonder)
    bouw.een_school |= {alle, voorbij, passeert, zonder, korter, later, met}
    bouw.iedereen(voorbij, alle)
    bouw.iedereen(passeert, korter)
    bouw.iedereen(zonder, passeert)
    kort, nog_later = (KINDEREN, ALLE, KORT), ("later",)
    cellen = {HEEL: alle, (KINDEREN, ALLE, LANG): voorbij, kort: korter, nog_later: later}
    cellen |= {(PASSEERT,): passeert, (ZONDER,): zonder, ("met",): met}
    jong: dict[Vak, Cel] = {}
    if ten_dele_meteen(definitie):
        bouw.waarden[JONG, *alle] = rij[DUURKLASSEN[0]]
        bouw.ken((JONG, *alle), eigen.get((DUURKLASSEN[0], definitie), {}))
        jong = dict.fromkeys((HEEL, kort, nog_later), (JONG, *alle))
    return volgens(bouw, definitie, cellen, jong)


def _plaats(maat: str) -> Plaats:
    return Plaats(NU, maat, (in_een_cel(),))


PUBLICATIES = (
    Publicatie(
        NU,
        ("definitie",),
        (KINDEREN, VOORBIJ, PASSEERT, ZONDER),
        plaatsen={maat: _plaats(maat) for maat in (KINDEREN, VOORBIJ, PASSEERT, ZONDER)},
        vrij=("peildatum",),
    ),
    Publicatie(
        VOORUIT,
        ("definitie", "weken"),
        (KINDEREN,),
        volgt=dict.fromkeys(("verwacht", "onder", "boven", "binnen_procent"), KINDEREN),
        vrij=("vanaf", "omstreeks", "voorspeld"),
        plaatsen={KINDEREN: _plaats(KINDEREN)},
    ),
    Publicatie(
        KANSEN,
        KANS_SLEUTEL,
        ("gevallen_minst",),
        volgt=dict.fromkeys(("kans", "onder", "boven"), "gevallen_minst"),
    ),
    Publicatie(
        WACHT,
        ("kwartaal",),
        ("kinderen_minst",),
        volgt=dict.fromkeys(("kwart_weken", "helft_weken", "driekwart_weken"), "kinderen_minst"),
    ),
)
