"""Rows of the exact marts of verzuim and aanwezigheid, by where they stand."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from disclosure.blok import Cel
from disclosure.tabellen.verzuimblok import Groep
from schemas.codes import ALLE, GEMEENTEN, TE_LAAT, VERZUIM_CATEGORIEEN, VERZUIM_GEMEENTE, VERZUIM_REGIO, ZELFDE_WEKEN

JAAR, MAAND, WEEK, WEEKDEEL = "schooljaar", "maand", "week", "weekdeel"
ROOSTER, GEMIST, TIJDEN, LEERLINGEN = "ingeroosterde_dagen", "gemiste_dagen", "registraties", "leerlingen"
ERBUITEN = "grootste_erbuiten"
# Of scheduled time, with the categories they are about; percentages with one decimal.
DEEL_GEMIST = {
    "gemist_procent": (True, False, None),
    "geoorloofd_procent": (True,),
    "ongeoorloofd_procent": (False,),
}
PER_PROCENT = 10

Rij = Mapping[str, Any]
Sleutel = tuple[str, ...]  # periode_soort and periode; or naast; or weekgroep


@dataclass(frozen=True)
class Tabellen:
    """Aanwezigheid, and verzuim of the same groups. sleutel: the columns that tell their periods apart."""

    aanwezigheid: str
    verzuim: str
    sleutel: tuple[str, ...]


PERIODEN = Tabellen("mart_aanwezigheid", "mart_verzuim", ("periode_soort", "periode"))
NAAST = Tabellen("mart_aanwezigheid_zelfde_weken", "mart_verzuim_zelfde_weken", ("naast",))
DELEN = Tabellen("basis_aanwezigheid_weekgroepen", "basis_verzuim_weekgroepen", ("weekgroep",))
BUITEN = "basis_verzuim_erbuiten"  # of two periods, of which one lies in the other, who is absent in the one only
WEKEN = "basis_weekgroepen"  # of each week its weekgroep, by school


@dataclass(frozen=True)
class Plek:
    """One period of one group: a row of aanwezigheid, and those of verzuim by categorie."""

    tabellen: Tabellen
    schooljaar: str
    sleutel: Sleutel
    groep: Groep
    totaal: Rij
    categorieen: Mapping[str, Rij]

    @property
    def is_getoond(self) -> bool:
        """Parts of weeks, and the weeks by whether they were delivered in other years, are never shown themselves."""
        return self.tabellen != DELEN and self.sleutel[0] != WEEKDEEL

    def cel(self, maat: str, categorie: str = "") -> Cel:
        """The cell of a measure of aanwezigheid, or of verzuim where a categorie is given."""
        mart = self.tabellen.verzuim if categorie else self.tabellen.aanwezigheid
        before = self.sleutel if self.tabellen == PERIODEN else ()
        after = () if self.tabellen == PERIODEN else self.sleutel
        return (mart, maat, *before, self.schooljaar, *after, *self.groep, *([categorie] if categorie else []))


def plekken(tabellen: Tabellen, frames: Mapping[str, pl.DataFrame], schooljaar: str) -> Iterator[Plek]:
    """The periods and groups of which something is published, or is part of what is."""
    columns = (*tabellen.sleutel, "gemeente", "sector")
    verzuim: dict[tuple[str, ...], dict[str, Rij]] = {}
    for rij in _published(frames[tabellen.verzuim]).iter_rows(named=True):
        if rij["categorie"] in VERZUIM_CATEGORIEEN:
            verzuim.setdefault(tuple(rij[name] for name in columns), {})[rij["categorie"]] = rij
    for rij in _published(frames[tabellen.aanwezigheid]).iter_rows(named=True):
        key = tuple(rij[name] for name in columns)
        yield Plek(tabellen, schooljaar, key[:-2], (key[-2], key[-1]), rij, verzuim.get(key, {}))


def _published(frame: pl.DataFrame) -> pl.DataFrame:
    """The rows of the groups of `niveaus`, in one order."""
    soort = pl.col("periode_soort") if "periode_soort" in frame.columns else pl.lit(ZELFDE_WEKEN)
    wanted = pl.any_horizontal(
        (soort == name) & (pl.col("gemeente") == gemeente) & pl.col("sector").is_in(list(sectoren))
        for name in (*VERZUIM_REGIO, WEEKDEEL)
        for gemeente, sectoren in niveaus(name).items()
    )
    return frame.filter(wanted).sort(pl.all())


def niveaus(soort: str) -> dict[str, tuple[str, ...]]:
    """By gemeente the levels of sector of which something is published."""
    soort = WEEK if soort == WEEKDEEL else soort
    region, each = VERZUIM_REGIO.get(soort, ()), VERZUIM_GEMEENTE.get(soort, ())
    return {ALLE: region, **dict.fromkeys(GEMEENTEN, each)}


def maat_van(categorie: str) -> str:
    """What stands for the volume of a categorie: missed days, or times where it is no missed time."""
    return TIJDEN if categorie == TE_LAAT else GEMIST
