"""Witnesses among few who know something at a time, where there are many: neighbours are enough to hide behind.

A change of the cells of a few gemeenten, and of cells that none knows, that leaves all sums as they are, does so among
all gemeenten too: all other cells stay what they are. So what is shown to be safe here is safe, also from every
gemeente outside the neighbourhood, as none of the cells it knows change. What is not, is tried among all afterwards.
The work grows with the number of gemeenten, not with its square.

Who knows all that others know, as a samenwerkingsverband knows the figures of its gemeenten, stays together with them
as a family: without it none of the cells they know could change.
"""

from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import replace

import numpy as np
from scipy import sparse

from disclosure.getuigen import Getuigen, Marks, Waarnemer
from disclosure.programma import Programma, Wholes
from disclosure.stelsel import Places, components
from disclosure.zoektocht import Zoektocht

VEEL = 12  # who know something in one part: up to so many are quicker tried among all at once
BUURT = 6  # of them together at first: whoever of them looks on, some others can change
VERDER = 3  # times as many together in the next round, of those who know a cell that is not safe yet


def per_buurt(
    waarden: Wholes, matrix: sparse.csr_array, waarnemers: Sequence[Waarnemer], vast: Marks, getuigen: Getuigen
) -> None:
    """Add the witnesses that are found within neighbourhoods, if there are many who know something.

    vast: cells that do not change. The waarnemers are those of `getuigen`, in that order.
    """
    buurten = Buurten(waarnemers, vast)
    others = list({kennis(waarnemers[number]): number for number in buurten.weten_niets}.values())
    while buurten:
        for own, columns in buurten:
            _search(waarden, matrix, waarnemers, [*own, *others], columns, getuigen)
        open_ = np.any([getuigen.width(i) < one.nodig for i, one in enumerate(waarnemers)], axis=0)
        buurten = buurten.verder(open_)


class Buurten:
    """Neighbourhoods of those who know something; none where they are few, or are all in one.

    vast: cells that do not change, and are in none of them.
    """

    def __init__(self, waarnemers: Sequence[Waarnemer], vast: Marks) -> None:
        kent = np.array([one.kent for one in waarnemers])
        self._kent: Marks = kent & ~(vast | kent.all(axis=0))
        self._known, self._vast, self._size = self._kent.sum(axis=0), vast, BUURT
        knowing = self._kent.any(axis=1)
        self.weten_niets: list[int] = np.flatnonzero(~knowing).tolist()
        self._families = _families(self._kent) if knowing.sum() > VEEL else []

    def __bool__(self) -> bool:
        return len(self._families) > 1 and sum(map(len, self._families)) > self._size

    def __iter__(self) -> Iterator[tuple[list[int], Places]]:
        """Of each the numbers of those who know something, and the cells that nobody outside it knows."""
        for own in _samen(self._families, self._size):
            yield own, self._within(own)

    def _within(self, own: list[int]) -> Places:
        return np.flatnonzero((self._known == self._kent[own].sum(axis=0)) & ~self._vast)

    def familie(self, place: int) -> Places | None:
        """The cells of the family of those who know this one; None where nobody does, or only one."""
        own = next((own for own in self._families if len(own) > 1 and self._kent[own, place].any()), None)
        return None if own is None else self._within(own)

    def verder(self, open_: Marks) -> "Buurten":
        """Larger ones, of those who know one of these cells."""
        larger = copy(self)
        larger._size = self._size * VERDER
        larger._families = [own for own in self._families if (self._kent[own].any(axis=0) & open_).any()]
        return larger


def _families(kent: Marks) -> list[list[int]]:
    """Those who know something, each together with all who know a part of that."""
    facts = sparse.csr_array(kent.astype(np.int64))
    shared = (facts @ facts.T).toarray()
    size = shared.diagonal()
    found: dict[int, list[int]] = {}
    for number in sorted(np.flatnonzero(size).tolist(), key=lambda i: (-size[i], i)):
        first = next((one for one in found if shared[number, one] == size[number]), number)
        found.setdefault(first, []).append(number)
    return [found[number] for number in sorted(found)]


def _samen(families: Sequence[list[int]], size: int) -> Iterator[list[int]]:
    """Families side by side, at most so many together, unless one of them is larger."""
    own: list[int] = []
    for family in families:
        if own and len(own) + len(family) > size:
            yield own
            own = []
        own = own + family
    yield own


def kennis(waarnemer: Waarnemer) -> tuple[bytes, ...]:
    """The same for those who know the same and look for the same, between the same bounds."""
    own = waarnemer
    return own.kent.tobytes(), own.minstens.tobytes(), own.hoogstens.tobytes(), own.nodig.tobytes()


def _search(
    waarden: Wholes,
    matrix: sparse.csr_array,
    waarnemers: Sequence[Waarnemer],
    numbers: Sequence[int],
    columns: Places,
    getuigen: Getuigen,
) -> None:
    """The witnesses for some waarnemers when only these cells can change. Who knows nothing, and is last, is first."""
    open_ = np.any([getuigen.width(i)[columns] < waarnemers[i].nodig[columns] for i in numbers], axis=0)
    for deel in components(matrix[:, columns]) if open_.any() else ():
        if not deel.rows.size or not open_[deel.columns].any():
            continue
        places = columns[deel.columns]
        inside = [waarnemers[number].within(places) for number in numbers]
        programma, own = Programma(deel, primal=True), Getuigen(waarden[places], inside)
        moves = np.ones(places.size, np.bool_)
        for number in reversed(range(len(numbers))):
            one = inside[number]
            asked = moves & (getuigen.width(numbers[number])[places] < one.nodig)
            asking = replace(one, nodig=np.where(asked, one.nodig, 0))
            search = Zoektocht(waarden[places], programma, asking, number, own)
            search.spread()
            search.try_each()
            moves[search.open()] = False  # a cell that does not move enough here: among more of them it may
        for getuige in own.all:
            getuigen.add_steps(places[getuige.places], getuige.steps)
