"""A block of verzuim or aanwezigheid of a schooljaar, gathered cell by cell."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from math import ceil, floor

from disclosure.blok import Begrenzing, Blok, Cel
from disclosure.primair import primair
from disclosure.stelsel import Sum
from schemas.codes import ALLE, GEMEENTEN, SECTOR_GROEPEN

PER_DAG = 840  # every published number of days is a whole number of these: warehouse/marts/stap_verzuimdagen.sql
DEEL_VAN_VOLUME = 0.2  # the volume of few pupils stays unknown by at least so much of itself: the p% rule

Groep = tuple[str, str]  # gemeente, sector


class Verzuimblok:
    """Cells, what ties them, and which may not be shown; `blok` gives them as they are protected."""

    def __init__(self, naam: str, floor: int) -> None:
        self.naam, self.floor = naam, floor
        self.waarden: dict[Cel, int] = {}
        self.getoond: set[Cel] = set()
        self.gevoelig: set[Cel] = set()
        self.sommen: list[Sum[Cel]] = []
        self._samen: list[frozenset[Cel]] = []
        self._grootste: dict[Cel, int] = {}
        self._eenheid: dict[Cel, int] = {}
        self._grenzen: dict[Cel, list[Begrenzing]] = {}
        self._kenners: dict[str, set[Cel]] = {code: set() for code in GEMEENTEN}

    def telling(self, cel: Cel, groep: Groep, aantal: int, grootste: int | None) -> None:
        """A published count of pupils; grootste: of them of one school, where that is known."""
        self._add(cel, groep, aantal)
        self.getoond.add(cel)
        if grootste is not None:
            self._grootste[cel] = grootste

    def volume(self, cel: Cel, groep: Groep, aantal: int, eenheid: int, *, getoond: bool) -> None:
        """A volume in whole units, `eenheid` of which are at most what one pupil adds in a day or a time."""
        self._add(cel, groep, aantal)
        self._eenheid[cel] = eenheid
        if getoond:
            self.getoond.add(cel)

    def erbuiten(self, geheel: Cel, deel: Cel, groep: Groep, grootste: int | None = None) -> Cel:
        """Pupils of one count who are not in another that is a part of it: never shown, and known to who sees both.

        grootste: of them of one school, where that is known.
        """
        cel = ("erbuiten", *geheel, *deel)
        self._add(cel, groep, self.waarden[geheel] - self.waarden[deel])
        self.som(geheel, (deel, cel))
        if grootste is not None:
            self._grootste[cel] = grootste
        return cel

    def opgeteld(self, delen: Sequence[Cel], groep: Groep) -> Cel:
        """Counts of pupils added up, whoever is in several of them once in each: never shown."""
        cel = ("opgeteld", *(name for deel in delen for name in deel))
        self._add(cel, groep, sum(self.waarden[deel] for deel in delen))
        self.som(cel, delen)
        return cel

    def afgerond(self, cel: Cel, procent: Cel, groep: Groep, getoond: int, ruimte: tuple[float, float]) -> None:
        """A published percentage leaves a volume so much room below and above its value, to who knows the rest."""
        self.volume(procent, groep, getoond, 1, getoond=True)
        waarde = self.waarden[cel]
        onder, boven = ceil(waarde + min(ruimte[0], 0)), floor(waarde + max(ruimte[1], 0))
        self._grenzen.setdefault(cel, []).append(Begrenzing(procent, max(onder, 0), boven))

    def nodig(self, aantal: int, eenheid: int) -> int:
        """How wide the volume of few pupils has to stay."""
        return max(self.floor * eenheid, ceil(DEEL_VAN_VOLUME * aantal))

    def _add(self, cel: Cel, groep: Groep, aantal: int) -> None:
        self.waarden[cel] = aantal
        if groep[0] != ALLE:
            self._kenners[groep[0]].add(cel)

    def samen(self, *cells: Cel) -> None:
        """Hide or show these as one."""
        self._samen.append(frozenset(cells))

    def som(self, total: Cel | None, parts: Iterable[Cel | None]) -> None:
        """A total and the cells it is made of; a cell that is not there is zero."""
        present = tuple(part for part in parts if part is not None)
        if total is not None and present:
            self.sommen.append(Sum(total, present))

    def niveaus(self, cells: Mapping[Groep, Cel]) -> None:
        """One measure of all groups that have it: gemeenten add up to the region, groups of sectors to all."""
        for sector in {sector for _, sector in cells}:
            self.som(cells.get((ALLE, sector)), (cells.get((gemeente, sector)) for gemeente in GEMEENTEN))
        for gemeente in {gemeente for gemeente, _ in cells}:
            self.som(cells.get((gemeente, ALLE)), (cells.get((gemeente, groep)) for groep in SECTOR_GROEPEN))

    def blok(self, eerder: AbstractSet[Cel]) -> Blok:
        """The block; eerder: cells hidden in the release in use."""
        made = Blok(
            naam=self.naam,
            waarden=self.waarden,
            sommen=sorted(self.sommen, key=lambda one: (one.total, one.parts)),
            getoond=frozenset(self.getoond),
            samen=self._samen,
            grootste=self._grootste,
            kenners={code: frozenset(cells) for code, cells in self._kenners.items()},
            breedte={cel: self.floor * eenheid for cel, eenheid in self._eenheid.items()},
            gevoelig=frozenset(self.gevoelig),
            grenzen=self._grenzen,
            eerder=frozenset(eerder & self.waarden.keys()),
        )
        return replace(made, breedte={**made.breedte, **self._van_weinig(primair(made, self.floor))})

    def _van_weinig(self, gevoelig: AbstractSet[Cel]) -> dict[Cel, int]:
        """How wide the volumes of few pupils have to stay: those that are sensitive, or go with a count that is."""
        along = {cel for own in self._samen if own & gevoelig for cel in own}
        volumes = sorted((gevoelig | along) & self._eenheid.keys())
        return {cel: self.nodig(self.waarden[cel], self._eenheid[cel]) for cel in volumes}
