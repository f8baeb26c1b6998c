"""Thuiszitters in motion: who passes the goal on the day of the last lists, and what statistics say of the region.

Counts of that day are tied as those of a quarter end are. A curve, a wait or a forecast is no count: it is made only of
cases enough to be told of (analysis/mijlpalen.py), and rests on a number that is rounded down so far that it gives no
count away. A forecast is hidden with the number that it starts from.
"""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

import polars as pl

from disclosure.blok import Blok, Cel
from disclosure.publicatie import Familie, Plaats, Publicatie
from disclosure.tabellen.opbouw import Opbouw
from disclosure.tabellen.thuiszitters import gelijke, telt_ook, verwant
from schemas.definities import register

NU, VOORUIT = "mart_thuiszitters_nu", "mart_thuiszitters_vooruit"
KANSEN, WACHT = "mart_thuiszitters_kansen", "mart_thuiszitters_wacht"
KINDEREN, VOORBIJ, PASSEERT, ZONDER = "kinderen", "al_voorbij", "passeert", "passeert_zonder_aanbod"
TOTAAL_GEWICHT = 20.0  # the forecasts hang on it
KANS_SLEUTEL = ("definitie", "onderwerp", "begin_schooljaar", "afloop", "maanden")


def blokken(frames: Mapping[str, pl.DataFrame], eerder: AbstractSet[Cel]) -> Iterator[Blok]:
    """The day of the last lists, for definitions that count the same children; and what statistics rest on."""
    dag = {str(rij["definitie"]): rij for rij in frames[NU].iter_rows(named=True)}
    if dag:
        for definities in verwant():
            yield _dag(definities, dag, eerder)
    for mart, maat, sleutel in ((KANSEN, "gevallen_minst", KANS_SLEUTEL), (WACHT, "kinderen_minst", ("kwartaal",))):
        bouw = Opbouw()
        for *codes, aantal in (
            frames[mart].select(*(pl.col(naam).cast(pl.String) for naam in sleutel), maat).iter_rows()
        ):
            bouw.toon((mart, maat, *codes), aantal)
        if bouw.waarden:
            yield bouw.blok(f"thuiszitters {mart}", eerder)


def _dag(definities: Sequence[str], dag: Mapping[str, Mapping[str, int]], eerder: AbstractSet[Cel]) -> Blok:
    bouw = Opbouw()
    cellen: dict[str, list[Cel]] = {}
    for definitie in definities:
        alle, voorbij, passeert, zonder = (
            bouw.toon((NU, maat, definitie), dag[definitie][maat]) for maat in (KINDEREN, VOORBIJ, PASSEERT, ZONDER)
        )
        bouw.gewicht[alle] = TOTAAL_GEWICHT
        korter = bouw.rest("korter", alle, voorbij)
        later = bouw.rest("later", korter, passeert)
        met = bouw.rest("met", passeert, zonder)
        bouw.iedereen(voorbij, alle)
        bouw.iedereen(passeert, korter)
        bouw.iedereen(zonder, passeert)
        cellen[definitie] = [alle, voorbij, korter, passeert, later, zonder, met]
    known = register().thuiszitters
    for wide in definities:
        for narrow in definities:
            if narrow != wide and telt_ook(known[narrow], known[wide]):
                for cel, part in zip(cellen[wide], cellen[narrow], strict=True):
                    bouw.rest(f"niet {narrow}", cel, part)
    return bouw.blok(f"thuiszitters laatste lijst {' '.join(definities)}", eerder)


def _plaats(maat: str) -> Plaats:
    """Definitions that count the same children show the same cell."""
    definitie = pl.col("definitie").replace_strict(gelijke(), default=None, return_dtype=pl.String)
    return Plaats(NU, maat, (definitie,))


PUBLICATIES = (
    Publicatie(
        NU,
        ("definitie",),
        (KINDEREN, VOORBIJ, PASSEERT, ZONDER),
        plaatsen={maat: _plaats(maat) for maat in (KINDEREN, VOORBIJ, PASSEERT, ZONDER)},
    ),
    Publicatie(
        VOORUIT,
        ("definitie", "weken"),
        (KINDEREN,),
        volgt=dict.fromkeys(("verwacht", "onder", "boven", "binnen_procent"), KINDEREN),
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
FAMILIE = Familie("thuiszitters in beweging", (NU, VOORUIT, KANSEN, WACHT), PUBLICATIES, blokken)
