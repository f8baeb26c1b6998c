"""Thuiszitters in motion: who passes the goal on the day of the last lists, and what statistics say of the region.

Counts of that day are tied to each other, and to all else that is told of it. A curve, a wait or a forecast is no
count: it is made only of cases enough to be told of, and a share with its interval fits several numbers of them, so
that no count follows (analysis/mijlpalen.py). A forecast is hidden with the number that it starts from, a wait where
few wait.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Any

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
MINST, WACHTEND = "gevallen_minst", "kinderen_minst"
KANS_SLEUTEL = ("definitie", "onderwerp", "begin_schooljaar", "afloop", "maanden")


def standen(bouw: Opbouw, frames: Mapping[str, pl.DataFrame]) -> Iterator[tuple[dt.date, str, Telling]]:
    """Put the day of the last lists into the block; gives that day, and what each definition counts on it."""
    dag = {rij["definitie"]: rij for rij in frames[NU].iter_rows(named=True)}
    eigen = kenners.aandelen(frames[kenners.NU])
    for definitie in onderscheiden() if dag else ():
        yield dag[definitie]["peildatum"], definitie, _dag(bouw, definitie, dag[definitie], eigen)


def statistiek(frames: Mapping[str, pl.DataFrame], eerder: AbstractSet[Cel]) -> Iterator[Blok]:
    """What the statistics rest on."""
    kansen, wacht = Opbouw(), Opbouw()
    for *codes, aantal in frames[KANSEN].select(*(pl.col(naam).cast(pl.String) for naam in KANS_SLEUTEL), MINST).rows():
        kansen.toon((KANSEN, MINST, *codes), aantal)
    for kwartaal, genoeg, aantal in frames[WACHT].select("kwartaal", _genoeg(), WACHTEND).rows():
        cel = wacht.toon((WACHT, WACHTEND, kwartaal, genoeg), aantal)
        if not aantal:  # too few to be told, and maybe nobody
            wacht.gevoelig.add(cel)
    for mart, bouw in ((KANSEN, kansen), (WACHT, wacht)):
        if bouw.waarden:
            yield bouw.blok(f"thuiszitters {mart}", eerder)


def _dag(bouw: Opbouw, definitie: str, rij: Mapping[str, Any], eigen: Mapping[tuple[str, ...], Aandelen]) -> Telling:
    alle, voorbij, passeert, zonder = (
        bouw.toon((NU, maat, definitie, str(rij["peildatum"])), rij[maat])
        for maat in (KINDEREN, VOORBIJ, PASSEERT, ZONDER)
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


def _genoeg() -> pl.Expr:
    """Whether enough wait. A quarter that goes on is told once they do, whatever an earlier list of it hid."""
    return pl.when(pl.col(WACHTEND) == 0).then(pl.lit("weinig")).otherwise(pl.lit("genoeg"))


def _plaats(maat: str, dag: str) -> Plaats:
    """The cell of a day: what one list hides does not stay hidden on the next."""
    return Plaats(NU, maat, (in_een_cel(), pl.col(dag).cast(pl.String)))


PUBLICATIES = (
    Publicatie(
        NU,
        ("definitie",),
        (KINDEREN, VOORBIJ, PASSEERT, ZONDER),
        plaatsen={maat: _plaats(maat, "peildatum") for maat in (KINDEREN, VOORBIJ, PASSEERT, ZONDER)},
        vrij=("peildatum",),
    ),
    Publicatie(
        VOORUIT,
        ("definitie", "weken"),
        (KINDEREN,),
        volgt=dict.fromkeys(("verwacht", "onder", "boven", "binnen_procent"), KINDEREN),
        vrij=("vanaf", "omstreeks", "voorspeld"),
        plaatsen={KINDEREN: _plaats(KINDEREN, "vanaf")},
    ),
    Publicatie(
        KANSEN,
        KANS_SLEUTEL,
        (MINST,),
        volgt=dict.fromkeys(("kans", "onder", "boven"), MINST),
    ),
    Publicatie(
        WACHT,
        ("kwartaal",),
        (WACHTEND,),
        volgt=dict.fromkeys(("kwart_weken", "helft_weken", "driekwart_weken"), WACHTEND),
        plaatsen={WACHTEND: Plaats(WACHT, WACHTEND, (pl.col("kwartaal"), _genoeg()))},
    ),
)
