"""Interventies: pupils who were helped, by laag and by what was done, and in which laag they were before and after.

Of the region only, per schooljaar. A school knows whom it helps itself: a figure that is nearly all of one school is
hidden, and no school works out another one's.
"""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace

import polars as pl

from disclosure.blok import Blok, Cel
from disclosure.publicatie import Familie, Publicatie
from disclosure.tabellen.opbouw import Opbouw
from schemas.codes import ALLE, INTERVENTIES, LAGEN

MART, STANDEN, VERVOLG = "mart_interventies", "mart_interventies_lagen", "mart_interventies_vervolg"
LEERLINGEN, GROOTSTE = "leerlingen", "grootste"
BEDOELD = LAGEN[:3]  # the lagen for which an intervention can be meant
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
        for mart, sleutel in ((MART, SLEUTEL), (STANDEN, SLEUTEL_STANDEN), (VERVOLG, SLEUTEL_VERVOLG)):
            codes = [pl.col(naam).cast(pl.String) for naam in sleutel]
            for *code, aantal in frames[mart].select(*codes, LEERLINGEN).iter_rows():
                self.aantal[(mart, LEERLINGEN, *code)] = aantal
            if GROOTSTE in frames[mart].columns:
                for *code, deel in frames[mart].select(*codes, GROOTSTE).iter_rows():
                    self.grootste[(mart, LEERLINGEN, *code)] = deel

    def blok(self, eerder: AbstractSet[Cel]) -> Blok:
        for laag in (*BEDOELD, ALLE):
            self._gedaan(laag)
            self._standen(laag)
        for cel in [cel for cel in self.bouw.getoond if cel[3] == ALLE]:
            self.bouw.som(cel, [(*cel[:3], laag, *cel[4:]) for laag in BEDOELD])
        made = self.bouw.blok(f"interventies {self.schooljaar}", eerder)
        return replace(made, grootste={cel: n for cel, n in self.grootste.items() if cel in made.getoond})

    def _toon(self, mart: str, *codes: str) -> Cel:
        cel = (mart, LEERLINGEN, self.schooljaar, *codes)
        return self.bouw.toon(cel, self.aantal[cel])

    def _gedaan(self, laag: str) -> None:
        """What was done adds up to all pupils."""
        geheel = self._toon(MART, laag, ALLE)
        self.bouw.gewicht[geheel] = BELANGRIJK
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
            if (VERVOLG, LEERLINGEN, self.schooljaar, laag, weken) in self.aantal:
                self.bouw.rest("zonder vergelijking", gemeten[moment], self._toon(VERVOLG, laag, weken))


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
        besloten=(GROOTSTE,),
        fijnst=(pl.col("laag") != ALLE) & (pl.col("interventie") != ALLE),
    ),
    Publicatie(
        STANDEN,
        SLEUTEL_STANDEN,
        (LEERLINGEN,),
        besloten=(GROOTSTE,),
        fijnst=pl.col("laag") != ALLE,
    ),
    Publicatie(VERVOLG, SLEUTEL_VERVOLG, (LEERLINGEN,), volgt=dict.fromkeys(CIJFERS, LEERLINGEN)),
)
FAMILIE = Familie("interventies", (MART, STANDEN, VERVOLG), PUBLICATIES, blokken)
