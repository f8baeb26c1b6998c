"""A block of verzuim or aanwezigheid of a schooljaar, gathered cell by cell."""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from math import ceil

from disclosure.blok import Blok, Cel
from disclosure.stelsel import Sum
from schemas.codes import ALLE, GEMEENTEN, SECTOR_GROEPEN

PER_DAG = 840  # every published number of days is a whole number of these: warehouse/marts/stap_verzuimdagen.sql
DEEL_VAN_VOLUME = 0.2  # a volume stays unknown by at least so much of itself: the p% rule

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
        self._breedte: dict[Cel, int] = {}
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
        self._breedte[cel] = self.nodig(aantal, eenheid)
        if getoond:
            self.getoond.add(cel)

    def nodig(self, aantal: int, eenheid: int) -> int:
        """How wide a volume has to stay."""
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
        return Blok(
            naam=self.naam,
            waarden=self.waarden,
            sommen=sorted(self.sommen, key=lambda one: (one.total, one.parts)),
            getoond=frozenset(self.getoond),
            samen=self._samen,
            grootste=self._grootste,
            kenners={code: frozenset(cells) for code, cells in self._kenners.items()},
            breedte=self._breedte,
            gevoelig=frozenset(self.gevoelig),
            eerder=frozenset(eerder & self.waarden.keys()),
        )
