"""Witnesses: ways in which hidden cells can change together while everything published stays the same.

Each is a possible truth for somebody who looks on, so one witness shows many cells to be safe at once.
"""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from scipy import sparse

from disclosure.programma import Wholes
from disclosure.stelsel import Places

Marks = npt.NDArray[np.bool_]
FEW = 40  # witnesses that are weighed one by one, before all are put side by side again
VRIJ = np.iinfo(np.int64).max // 2  # more than any cell can be
LARGEST = 10**9  # step of a change that is weighed: sums of such steps are exact
OFTEN = 100_000  # how often a change that only adds is repeated: more than any width that is asked for


@dataclass(frozen=True)
class Waarnemer:
    """Somebody who looks on, over the same cells in the same order.

    kent: cells known exactly, beside what is published. minstens, hoogstens: no cell is less or more (VRIJ: no bound).
    nodig: how far apart the bounds of a cell have to stay; 0 where it does not matter. exact: it is 1 at most.
    """

    naam: str
    kent: Marks
    minstens: Wholes
    hoogstens: Wholes
    nodig: Wholes
    exact: bool = False

    def within(self, places: Places) -> "Waarnemer":
        """The same, over these cells alone."""
        return replace(
            self,
            kent=self.kent[places],
            minstens=self.minstens[places],
            hoogstens=self.hoogstens[places],
            nodig=self.nodig[places],
        )


@dataclass(frozen=True)
class Getuige:
    """A change of these cells by these steps, in both directions as often as it fits.

    low, high: how far below and above its value each of the cells gets, per waarnemer who may not come near.
    moved: whether it is possible at all, per waarnemer who may not find a cell exactly: for them any change will do.
    """

    places: Places
    steps: Wholes
    low: Wholes
    high: Wholes
    moved: Marks


@dataclass(frozen=True)
class Bundel:
    """Changes of cells of a block side by side: from each start the cells that one changes, and their steps."""

    places: Places
    steps: Wholes
    starts: Places

    @classmethod
    def of(cls, changes: Sequence[tuple[Places, Wholes]]) -> "Bundel":
        """These changes."""
        some = [(places, steps) for places, steps in changes if places.size]
        if not some:
            return cls(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.int64))
        sizes = [places.size for places, _steps in some]
        places, steps = (np.concatenate(parts).astype(np.int64) for parts in zip(*some, strict=True))
        return cls(places, steps, np.cumsum([0, *sizes[:-1]]))

    @property
    def owner(self) -> Places:
        """Of each entry which of the changes it is of."""
        owner: Places = np.repeat(np.arange(self.starts.size), np.diff(self.starts, append=self.places.size))
        return owner

    def proven(self, matrix: sparse.csr_array, may: Marks) -> "Bundel":
        """Only the changes that leave all sums as they are, and change no other cells than these.

        matrix: of the sums. Whoever made the changes, what is left of them is a proof.
        """
        if not self.starts.size or self.places.max() >= may.size or self.places.min() < 0:
            return NIEMAND
        entries = (self.steps, self.places, np.append(self.starts, self.places.size))
        side_by_side = sparse.csc_array(entries, shape=(may.size, self.starts.size))
        side_by_side.sum_duplicates()
        if side_by_side.nnz < self.places.size or not self.steps.all() or np.abs(self.steps).max() > LARGEST:
            return NIEMAND
        moved = abs(matrix.astype(np.int64) @ side_by_side).sum(axis=0)
        return self.some((moved == 0) & np.logical_and.reduceat(may[self.places], self.starts))

    def some(self, which: Marks) -> "Bundel":
        """Only these changes."""
        return self._cut(which[self.owner])

    def within(self, local: Places) -> "Bundel":
        """What each does to the cells that have a place, by that place; -1: it has none."""
        moved = local[self.places]
        cut = self._cut(moved >= 0)
        return Bundel(local[cut.places], cut.steps, cut.starts)

    def _cut(self, kept: Marks) -> "Bundel":
        return Bundel(self.places[kept], self.steps[kept], np.unique(self.owner[kept], return_index=True)[1])


NIEMAND = Bundel.of([])


class Getuigen:
    """The witnesses so far, and how far each cell gets below and above its value by them, per waarnemer.

    Many know some cells and differ in nothing else. Of those only whether a cell moves is kept, so that hundreds of
    them take little more than a few.
    """

    def __init__(self, waarden: Wholes, waarnemers: Sequence[Waarnemer]) -> None:
        exact = np.array([one.exact for one in waarnemers])
        self._row = np.where(exact, np.cumsum(exact), np.cumsum(~exact)) - 1  # of each of them, among its own kind
        self._is_exact, self._exact, self._near = exact, np.flatnonzero(exact), np.flatnonzero(~exact)
        self._kent: Marks = np.array([one.kent for one in waarnemers])
        kinds: dict[tuple[bytes, bytes], int] = {}  # of bounds, which most of them have in common
        keys = [(one.minstens.tobytes(), one.hoogstens.tobytes()) for one in waarnemers]
        self._kind = np.array([kinds.setdefault(key, len(kinds)) for key in keys])
        first = [keys.index(key) for key in kinds]
        self._room: Wholes = np.array([waarden - waarnemers[i].minstens for i in first])
        self._boven: Wholes = np.array([waarnemers[i].hoogstens - waarden for i in first])
        self.stap: Wholes = np.max([one.nodig for one in waarnemers], axis=0)  # the most that is asked of each cell
        self._low = np.zeros((self._near.size, waarden.size), np.int64)
        self._high = np.zeros_like(self._low)
        self._moved = np.zeros((self._exact.size, waarden.size), np.bool_)
        self.all: list[Getuige] = []
        self._blad: _Blad | None = None

    def width(self, number: int) -> Wholes:
        """How far apart the bounds of each cell are at least, for this waarnemer; if exact, 1 stands for any width."""
        row = self._row[number]
        if self._is_exact[number]:
            moved: Wholes = self._moved[row].astype(np.int64)
            return moved
        wide: Wholes = self._high[row] - self._low[row]
        return wide

    def reach(self, number: int, place: int) -> tuple[int, int]:
        """How far a cell gets below and above its value, for this waarnemer."""
        row = self._row[number]
        if self._is_exact[number]:
            return 0, int(self._moved[row, place])
        return int(self._low[row, place]), int(self._high[row, place])

    def add(self, change: Wholes) -> None:
        """Take in a change that leaves all sums as they are."""
        places = np.flatnonzero(change)
        if places.size:
            self.add_steps(places, change[places] // np.gcd.reduce(change[places]))

    def add_steps(self, places: Places, steps: Wholes) -> None:
        """Take in a change of these cells by these steps, that have no divisor in common."""
        times = self._times(*(way.min(axis=1) for way in self._often(places, steps)))
        times[:, self._kent[:, places].any(axis=1)] = 0
        moved: Marks = np.logical_or(*times)[self._exact]
        ways = times[:, self._near, None] * steps
        self.note(Getuige(places, steps, np.minimum(*ways), np.maximum(*ways), moved))

    def add_all(self, bundel: Bundel) -> None:
        """Take in many such changes before any other."""
        places, steps, starts = bundel.places, bundel.steps, bundel.starts
        if not starts.size:
            return
        sizes = np.diff(starts, append=len(places))
        steps = steps // np.repeat(np.gcd.reduceat(steps, starts), sizes)
        times = self._times(*(np.minimum.reduceat(way, starts, axis=1) for way in self._often(places, steps)))
        times[:, np.logical_or.reduceat(self._kent[:, places], starts, axis=1)] = 0
        moved: Marks = np.logical_or(*times)[self._exact]
        ways = np.repeat(times[:, self._near], sizes, axis=2) * steps
        low, high = np.minimum(*ways), np.maximum(*ways)
        self.all = [
            Getuige(places[own], steps[own], low[:, own], high[:, own], moved[:, i])
            for i, own in enumerate(map(slice, starts, starts + sizes))
        ]
        self._blad = _Blad(self.all)
        self._blad.reach(np.zeros(len(self.all), np.bool_), self._low, self._high, self._moved)

    def needed(self, nodig: Wholes) -> list[Getuige]:
        """Witnesses that show as much of the width that is needed, per waarnemer, as all of them do."""
        blad = self._blad if self._blad and self._blad.number == len(self.all) else _Blad(self.all)
        return [self.all[number] for number in blad.needed(nodig[self._near], nodig[self._exact])]

    def _often(self, places: Places, steps: Wholes) -> tuple[Wholes, Wholes]:
        """How often the steps of cells, and their opposites, fit in the room around their values, by kind of bounds."""
        size, down = np.abs(steps), steps < 0
        below, above = self._room[:, places] // size, self._boven[:, places] // size
        return np.where(down, below, above), np.where(down, above, below)

    def _times(self, forth: Wholes, back: Wholes) -> Wholes:
        """How often a change and its opposite, which counts as less than 0, are possible to each waarnemer."""
        times: Wholes = np.minimum(np.stack([forth, back])[:, self._kind], OFTEN)
        times[1] *= -1
        return times

    def note(self, getuige: Getuige) -> None:
        """Take in a witness that was found elsewhere, among the same cells."""
        self.all.append(getuige)
        own = getuige.places
        self._low[:, own] = np.minimum(self._low[:, own], getuige.low)
        self._high[:, own] = np.maximum(self._high[:, own], getuige.high)
        self._moved[:, own] |= getuige.moved[:, None]

    def without(self, gone: Marks) -> "Getuigen":
        """Only the witnesses that leave these cells as they are."""
        kept = copy(self)
        kept._low, kept._high = np.zeros_like(self._low), np.zeros_like(self._high)
        kept._moved = np.zeros_like(self._moved)
        if not self._blad or len(self.all) > self._blad.number + FEW:
            self._blad = _Blad(self.all)
        away = self._blad.touched(gone)
        self._blad.reach(away, kept._low, kept._high, kept._moved)
        kept.all = [one for one, left in zip(self.all, away, strict=False) if not left]
        kept._blad = None
        for one in self.all[self._blad.number :]:
            if not gone[one.places].any():
                kept.note(one)
        return kept


class _Blad:
    """Witnesses side by side, so that they are weighed in one go: per entry a cell that one of them changes."""

    def __init__(self, getuigen: Sequence[Getuige]) -> None:
        self.number = len(getuigen)
        if not self.number:
            return
        sizes = [one.places.size for one in getuigen]
        self._starts = np.cumsum([0, *sizes[:-1]])
        self._places = np.concatenate([one.places for one in getuigen])
        order = np.argsort(self._places, kind="stable")
        self._owner = np.repeat(np.arange(self.number), sizes)[order]
        self._sorted = self._places[order]
        self._first = np.flatnonzero(np.diff(self._sorted, prepend=-1))
        self._cells = self._sorted[self._first]
        self._low: Wholes = np.concatenate([one.low for one in getuigen], axis=1)[:, order]
        self._high: Wholes = np.concatenate([one.high for one in getuigen], axis=1)[:, order]
        self._moved: Marks = np.array([one.moved for one in getuigen]).T[:, self._owner]

    def touched(self, cells: Marks) -> Marks:
        """Which witnesses change one of the cells."""
        if not self.number:
            return np.zeros(0, np.bool_)
        found: Marks = np.logical_or.reduceat(cells[self._places], self._starts)
        return found

    def reach(self, away: Marks, low: Wholes, high: Wholes, moved: Marks) -> None:
        """Fill in how far each cell gets by the witnesses that are not away."""
        if self.number:
            stays = ~away[self._owner]
            low[:, self._cells] = np.minimum.reduceat(self._low * stays, self._first, axis=1)
            high[:, self._cells] = np.maximum.reduceat(self._high * stays, self._first, axis=1)
            moved[:, self._cells] = np.logical_or.reduceat(self._moved & stays, self._first, axis=1)

    def needed(self, near: Wholes, exact: Wholes) -> list[int]:
        """The witnesses that show more than those before them of what is needed, by those who may not come near, and
        by those who may not find a cell exactly."""
        if not self.number:
            return []
        most, asked = near[:, self._sorted], exact[:, self._sorted] > 0
        ways = (np.minimum(-self._low, most), np.minimum(self._high, most), (self._moved & asked).astype(np.int64))
        more = np.concatenate([self._is_more(way) for way in ways]).any(axis=0)
        numbers: list[int] = np.unique(self._owner[more]).tolist()
        return numbers

    def _is_more(self, reach: Wholes) -> Marks:
        """Where a witness gets a cell further than all witnesses before it do."""
        number = np.repeat(np.arange(self._cells.size), np.diff(self._first, append=self._sorted.size))
        least = number * (int(reach.max(initial=0)) + 1)  # so that each cell starts above all that come before it
        raised = reach + least
        before = np.maximum.accumulate(np.insert(raised[:, :-1], 0, 0, axis=1), axis=1)
        more: Marks = raised > np.maximum(before, least)
        return more
