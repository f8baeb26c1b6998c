"""Interventies: pupils who were helped, by laag and by what was done, and in which laag they were before and after.

Of the region only, per schooljaar. A school knows whom it helps itself: a figure that is nearly all of one school is
hidden, and no school works out another one's.

Laag and what was done are not crossed: for laag 1 most of it is done for a few pupils, and would hide many others. What
the cross counts needs no cells: whatever each laag and each kind come to, every division over both fits. So its bounds
lie as far apart as the smallest of the laag, the kind, and what either leaves of all.

For laag 1 nearly all are measured in one laag, and the few others would hide as much of the others: in which laag they
were is told of those for laag 1 and 2 together. Each by itself still stands in the block, for what else is told of it.

How many pupils were followed is told rounded down, for exact it would tell how few have no like, and hide the figures
for it. What it then still says of those few is attacked with the rest, and so is the share of them in laag 2 or 3.
"""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from math import ceil, floor

import polars as pl

from disclosure.blok import Blok, Cel
from disclosure.getuigen import VRIJ
from disclosure.publicatie import Familie, Publicatie
from disclosure.tabellen.opbouw import Opbouw
from schemas.codes import ALLE, INTERVENTIES, LAGEN
from schemas.definities import register

MART, STANDEN, VERVOLG = "mart_interventies", "mart_interventies_lagen", "mart_interventies_vervolg"
LEERLINGEN, GROOTSTE = "leerlingen", "grootste"
MINST, HOGER = "leerlingen_minst", "met_laag_2_3"  # what is told of the pupils who were followed
GEVOLGD, GEVOLGD_HOGER = "gevolgd", "gevolgd_hoger"  # what that is made of, never published
BEDOELD = LAGEN[:3]  # the lagen for which an intervention can be meant
SAMEN, APART = "1_en_2", BEDOELD[:2]  # of whom the lagen before and after are told together
GEMETEN, ONBEKEND = LAGEN[:3], LAGEN[3]
VOORAF, NA_8, NA_12 = "vooraf", "na_8", "na_12"
BELANGRIJK = 5.0  # totals are hidden last


def blokken(frames: Mapping[str, pl.DataFrame], eerder: AbstractSet[Cel]) -> Iterator[Blok]:
    """One block per schooljaar."""
    jaren = frames[MART]["schooljaar"].unique().sort().to_list()
    for schooljaar in jaren:
        eigen = {naam: frame.filter(pl.col("schooljaar") == schooljaar) for naam, frame in frames.items()}
        yield _Jaar(schooljaar, eigen).blok(eerder)


class _Jaar:
    """The block of one schooljaar in the making."""

    def __init__(self, schooljaar: str, frames: Mapping[str, pl.DataFrame]) -> None:
        self.schooljaar = schooljaar
        self.bouw = Opbouw()
        self.aantal: dict[Cel, int] = {}
        self.grootste: dict[Cel, int] = {}
        self.gevolgd = {(rij["laag"], str(rij["weken"])): rij for rij in frames[VERVOLG].iter_rows(named=True)}
        for mart, sleutel in ((MART, SLEUTEL), (STANDEN, SLEUTEL_STANDEN)):
            codes = [pl.col(naam).cast(pl.String) for naam in sleutel]
            for *code, aantal in frames[mart].select(*codes, LEERLINGEN).iter_rows():
                self.aantal[(mart, LEERLINGEN, *code)] = aantal
            if GROOTSTE in frames[mart].columns:
                for *code, deel in frames[mart].select(*codes, GROOTSTE).iter_rows():
                    self.grootste[(mart, LEERLINGEN, *code)] = deel

    def blok(self, eerder: AbstractSet[Cel]) -> Blok:
        for laag in (*BEDOELD, ALLE):
            self._gedaan(laag)
        samen = (MART, LEERLINGEN, self.schooljaar, SAMEN, ALLE)
        self._opgeteld(samen, APART)
        for laag in (*BEDOELD, SAMEN, ALLE):
            self._standen(laag)
        for cel in [cel for cel in sorted(self.bouw.waarden) if (cel[0], cel[3]) == (STANDEN, ALLE)]:
            self._opgeteld(cel, (SAMEN, BEDOELD[2]))
            self._opgeteld((*cel[:3], SAMEN, *cel[4:]), APART)
        self._opgeteld((*samen[:3], ALLE, ALLE), BEDOELD)
        for weken in ("8", "12"):
            delen = [(VERVOLG, GEVOLGD, self.schooljaar, laag, weken) for laag in (ALLE, *BEDOELD)]
            if delen[0] in self.bouw.waarden:
                self.bouw.som(delen[0], delen[1:])
        made = self.bouw.blok(f"interventies {self.schooljaar}", eerder)
        return replace(made, grootste={cel: n for cel, n in self.grootste.items() if cel in made.waarden})

    def _toon(self, mart: str, laag: str, *codes: str) -> Cel:
        """A cell of those for a laag; their lagen are not shown of each of those that are told together."""
        cel = (mart, LEERLINGEN, self.schooljaar, laag, *codes)
        if mart == STANDEN and laag in APART:
            self.bouw.waarden[cel] = self.aantal[cel]
            return cel
        return self.bouw.toon(cel, self.aantal[cel])

    def _opgeteld(self, cel: Cel, lagen: Sequence[str]) -> None:
        """A cell of several lagen is the sum of those of each."""
        delen = [(*cel[:3], laag, *cel[4:]) for laag in lagen]
        self.bouw.waarden.setdefault(cel, sum(self.bouw.waarden[deel] for deel in delen))
        self.bouw.som(cel, delen)

    def _gedaan(self, laag: str) -> None:
        """How many were helped; of all of them what was done adds up to it."""
        geheel = self._toon(MART, laag, ALLE)
        self.bouw.gewicht[geheel] = BELANGRIJK
        if laag == ALLE:
            self.bouw.som(geheel, [self._toon(MART, laag, soort) for soort in INTERVENTIES])

    def _standen(self, laag: str) -> None:
        """At each moment every pupil stands somewhere; who was measured before was measured after eight weeks."""
        geheel = (MART, LEERLINGEN, self.schooljaar, laag, ALLE)
        gemeten: dict[str, Cel] = {}
        for moment in (VOORAF, NA_8, NA_12):
            standen = [self._toon(STANDEN, laag, moment, stand) for stand in GEMETEN]
            onbekend = self._toon(STANDEN, laag, moment, ONBEKEND)
            gemeten[moment] = self.bouw.rest(f"gemeten {moment}", geheel, onbekend)
            self.bouw.som(gemeten[moment], standen)
            for cel in standen:
                self.bouw.iedereen(cel, gemeten[moment])
        self.bouw.som(gemeten[NA_8], [gemeten[VOORAF]])
        self.bouw.rest("weg", gemeten[NA_8], gemeten[NA_12])
        for moment, weken in ((NA_8, "8"), (NA_12, "12")):
            if (laag, weken) in self.gevolgd:
                self._gevolgd(laag, weken, moment, gemeten[moment])

    def _gevolgd(self, laag: str, weken: str, moment: str, gemeten: Cel) -> None:
        """Those who have their like: rounded down, and the share of them in laag 2 or 3, which bounds how many are."""
        bouw, rij, codes = self.bouw, self.gevolgd[laag, weken], (self.schooljaar, laag, weken)
        exact, hoger, minst = rij[GEVOLGD], rij[GEVOLGD_HOGER], rij[MINST]
        cel = (VERVOLG, GEVOLGD, *codes)
        bouw.waarden[cel] = exact
        bouw.rest("zonder vergelijking", gemeten, cel)
        least = minst if rij[HOGER] is None else max(minst, register().analyse.vervolg_leerlingen_minst)
        most = min(hoogstens(minst, bouw.waarden[gemeten]), bouw.waarden[gemeten])
        verteld = bouw.vertel((VERVOLG, MINST, *codes), minst)
        bouw.begrens(cel, verteld, least, most)
        bouw.begrens(gemeten, verteld, *gemeten_tussen(least, minst, bouw.waarden[gemeten]))
        if rij[HOGER] is None:
            return
        deel = bouw.vertel((VERVOLG, HOGER, *codes), rij[HOGER])
        if min(hoger, exact - hoger) < register().drempels.minimale_telling:
            bouw.gevoelig.add(deel)
        samen = (VERVOLG, "laag 2 en 3", *codes)
        standen = [(STANDEN, LEERLINGEN, self.schooljaar, laag, moment, stand) for stand in GEMETEN[1:]]
        bouw.waarden[samen] = sum(bouw.waarden[stand] for stand in standen)
        bouw.som(samen, standen)
        bounds = ceil(least * (rij[HOGER] - 0.5) / 100), floor(most * (rij[HOGER] + 0.5) / 100)
        bouw.begrens(samen, deel, bounds[0], bounds[1] + bouw.waarden[gemeten] - least)


def hoogstens(minst: int, gemeten: int) -> int:
    """The most that can be followed of so many who were measured, where that is told like this.

    Told is the smaller of how many are followed and how many are measured without some, rounded down
    (analysis/tabellen/interventies.py). Where the latter makes the number, nothing is told of the former.
    """
    most = minst + _stap(minst)
    return gemeten if gemeten - register().analyse.vervolg_ruimte <= most else most


def gemeten_tussen(least: int, minst: int, gemeten: int) -> tuple[int, int]:
    """Between which numbers lies what was measured, where that is told: where it makes the number, it is rounded too.

    least: as many are followed at least, which is more than is told where figures of fewer would not be.
    """
    ruimte, most = register().analyse.vervolg_ruimte, minst + _stap(minst)
    return least + ruimte if least else 0, most + ruimte if gemeten - ruimte <= most else VRIJ


def _stap(minst: int) -> int:
    """By how much a number was rounded down at most (analysis/mijlpalen.py)."""
    return 9 if minst < 100 else 99


SLEUTEL = ("schooljaar", "laag", "interventie")
SLEUTEL_STANDEN = ("schooljaar", "laag", "moment", "gemeten_laag")
SLEUTEL_VERVOLG = ("schooljaar", "laag", "weken")
CIJFERS = (
    *("vergelijkbaar", "vooraf", "erna", "vergelijk_vooraf", "vergelijk_erna"),
    *("verschil", "onder", "boven", "vergelijk_laag_2_3"),
)
PUBLICATIES = (
    Publicatie(
        MART,
        SLEUTEL,
        (LEERLINGEN,),
        fijnst=(pl.col("laag") != ALLE) | (pl.col("interventie") != ALLE),
    ),
    Publicatie(
        STANDEN,
        SLEUTEL_STANDEN,
        (LEERLINGEN,),
        fijnst=pl.col("laag") != ALLE,
    ),
    Publicatie(
        VERVOLG,
        SLEUTEL_VERVOLG,
        (MINST, HOGER),
        fijnst=pl.col("laag") != ALLE,
        volgt=dict.fromkeys(CIJFERS, MINST),
        maal={HOGER: 1},
    ),
)
FAMILIE = Familie("interventies", (MART, STANDEN, VERVOLG), PUBLICATIES, blokken)
