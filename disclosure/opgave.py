"""A block in numbers, as the programs need it: cells by place, sums as a matrix, and what nobody may find."""

from collections.abc import Iterable
from functools import cached_property

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from disclosure.blok import BUITENSTAANDER, SCHOLEN, Blok, Cel
from disclosure.getuigen import VRIJ, Marks, Waarnemer
from disclosure.primair import primair
from disclosure.programma import Numbers, Wholes
from disclosure.stelsel import matrix

ANY = 1  # width of what may not be found exactly
LEVELS = 3  # of totals of totals that count for what a cell is worth


class Opgave:
    """The cells of a block in the order of their names, so that the same block always gives the same pattern.

    matrix: its sums, of cells that are not known anyhow. waarden: the exact values. toonbaar: what the release wants to
    show. primair: what may not be found for its own sake, shown or not. nodig: how wide a hidden cell has to stay.
    niet_nul: counts that are known not to be zero when they are hidden, for a zero is shown unless the family says no.
    groep: cells with the same number are hidden or shown as one.
    """

    def __init__(self, blok: Blok, floor: int) -> None:
        self.blok, self.floor = blok, floor
        self.cells: tuple[Cel, ...] = tuple(sorted(blok.waarden))
        self.place = {cel: i for i, cel in enumerate(self.cells)}
        self.matrix: sparse.csr_array = _without(matrix(self.place, blok.sommen), self.marks(blok.bekend))
        self.waarden: Wholes = np.array([blok.waarden[cel] for cel in self.cells], dtype=np.int64)
        self.toonbaar = self.marks(blok.getoond)
        self.primair = self.marks(primair(blok, floor))
        self.nodig: Wholes = np.array([blok.breedte.get(cel, floor) for cel in self.cells], dtype=np.int64)
        counted = self.toonbaar & ~self.marks(blok.breedte) & ~self.marks(blok.gevoelig)
        self.niet_nul = counted & (self.waarden > 0)
        self.groep = self._groepen()

    def _groepen(self) -> Wholes:
        """Of each cell the first of those it is hidden or shown with, in however many steps."""
        size = len(self.cells)
        if not self.blok.samen:
            return np.arange(size)
        links = [(self.place[min(own)], self.place[cel]) for own in self.blok.samen if own for cel in own]
        rows, columns = np.array(links, dtype=np.int64).reshape(-1, 2).T
        graph = sparse.coo_array((np.ones(len(links)), (rows, columns)), shape=(size, size))
        label = connected_components(graph, directed=False)[1]
        first, number = np.unique(label, return_index=True, return_inverse=True)[1:]
        groups: Wholes = first[number].astype(np.int64)
        return groups

    @cached_property
    def kosten(self) -> Numbers:
        """How much it is missed when a cell is hidden.

        More for a total than for its parts, and for many pupils than for few: so few pupils as possible are hidden,
        and few cells. Zero is dear for its size: it says nothing about a person.
        """
        level = np.zeros(len(self.cells))
        totals, parts = self._links
        for _ in range(LEVELS):
            np.maximum.at(level, totals, level[parts] + 1)
        weight = np.array([self.blok.gewicht.get(cel, 1.0) for cel in self.cells])
        cost: Numbers = weight * (1 + np.minimum(level, LEVELS)) * np.log2(8 + self.waarden)
        return cost

    @cached_property
    def _links(self) -> tuple[Wholes, Wholes]:
        """Totals and their parts, pair by pair."""
        pairs = [
            (self.place[one.total], self.place[part])
            for one in self.blok.sommen
            for part in one.parts
            if part != one.total
        ]
        totals, parts = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
        return totals, parts

    def prijzen(self) -> Numbers:
        """What it costs to hide a cell: itself, with all that goes with it."""
        own = np.where(self.toonbaar, self.kosten, 0.0)
        total: Numbers = np.bincount(self.groep, own, len(self.cells)).astype(np.float64)
        return total[self.groep]

    def marks(self, cells: Iterable[Cel]) -> Marks:
        """Marks on these cells, as far as they are in the block."""
        found = np.zeros(len(self.cells), np.bool_)
        found[[self.place[cel] for cel in cells if cel in self.place]] = True
        return found

    def together(self, marks: Marks) -> Marks:
        """The cells that may be shown and are hidden when the marked ones are: all of their groups."""
        grouped = np.zeros(len(self.cells), np.bool_)
        grouped[self.groep[marks & self.toonbaar]] = True
        return grouped[self.groep] & self.toonbaar

    @cached_property
    def _kenners(self) -> dict[str, Marks]:
        """What each of those who know some cells exactly knows, with nothing published."""
        return {naam: self._derived(self.marks(cells)) for naam, cells in sorted(self.blok.kenners.items())}

    @cached_property
    def _terms(self) -> sparse.csr_array:
        return abs(self.matrix)

    def _derived(self, known: Marks) -> Marks:
        """These cells, and what follows from them alone by adding and subtracting."""
        while True:
            last = np.rint(self._terms @ ~known) == 1  # all but one cell of the sum is known
            columns = self.matrix.indices[np.repeat(last, np.diff(self.matrix.indptr))]
            if known[columns].all():
                return known
            known = known.copy()
            known[columns] = True

    def waarnemers(self, verborgen: Marks, *, grenzen: bool = True) -> list[Waarnemer]:
        """Who looks on, and what they may not find when these cells are hidden: each of them, and what is sensitive.

        All of them see that zeros are shown. Whoever knows some cells exactly may not find another exactly; an
        outsider may not come near. The outsider is last: what is safe from those who know more most often is safe from
        all. grenzen: whether what rounded figures say of the cells counts.
        """
        nobody, secret = np.zeros(len(self.cells), np.bool_), self.secret(verborgen)
        least, most = self._begrensd(verborgen, grenzen=grenzen)
        found = []
        for naam, kent in self._kenners.items():
            own = np.maximum(least, self._aandelen(naam))
            found.append(Waarnemer(naam, kent, own, most, np.where(secret & ~kent, ANY, 0), exact=True))
        if self.blok.grootste or SCHOLEN in self.blok.aandelen:
            own = np.maximum(least, self._aandelen(SCHOLEN))
            found.append(Waarnemer(SCHOLEN, nobody, own, most, np.where(secret, ANY, 0), exact=True))
        found.append(Waarnemer(BUITENSTAANDER, nobody, least, most, np.where(secret, self.nodig, 0)))
        return found

    @cached_property
    def _delen(self) -> dict[str, Wholes]:
        """How much of each cell is theirs, by who knows of it; 0 where it is not known."""
        found: dict[str, Wholes] = {}
        for naam, own in (*self.blok.aandelen.items(), (SCHOLEN, self.blok.grootste)):
            parts = np.array([own.get(cel, 0) for cel in self.cells], dtype=np.int64)
            found[naam] = np.maximum(parts, found.get(naam, parts))
        return found

    def _aandelen(self, naam: str) -> Wholes:
        return self._delen.get(naam, np.zeros(len(self.cells), np.int64))

    def secret(self, verborgen: Marks) -> Marks:
        """What may not be found when these cells are hidden."""
        return verborgen | (self.primair & ~self.toonbaar)

    def _begrensd(self, verborgen: Marks, *, grenzen: bool) -> tuple[Wholes, Wholes]:
        """The least and the most that each cell can be, for everybody."""
        least, most = np.zeros(len(self.cells), np.int64), np.full(len(self.cells), VRIJ)
        for cel, bounds in self.blok.grenzen.items() if grenzen else ():
            known = [one for one in bounds if not verborgen[self.place[one.bron]]]
            place = self.place[cel]
            least[place] = max((one.onder for one in known), default=0)
            most[place] = min((one.boven for one in known), default=VRIJ)
        return np.maximum(least, self.niet_nul), most


def _without(matrix: sparse.csr_array, known: Marks) -> sparse.csr_array:
    """The sums of the other cells: what a known cell adds to them is the same in every possible truth."""
    if not known.any():
        return matrix
    kept = sparse.csr_array(matrix @ sparse.diags_array((~known).astype(np.float64)))
    kept.eliminate_zeros()
    return kept


def unknown(opgave: Opgave, verborgen: Marks) -> Marks:
    """The cells that are not published when these are hidden."""
    return verborgen | ~opgave.toonbaar
