"""Witnesses: ways in which hidden cells can change together while everything published stays the same.

Each is a possible truth for somebody who looks on, so one witness shows many cells to be safe at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

from disclosure.programma import Wholes
from disclosure.stelsel import Places

Marks = npt.NDArray[np.bool_]
FEW = 40  # witnesses that are weighed one by one, before all are put side by side again
VRIJ = np.iinfo(np.int64).max // 2  # more than any cell can be
OFTEN = 100_000  # how often a change that only adds is repeated: more than any width that is asked for


@dataclass(frozen=True)
class Waarnemer:
    """Somebody who looks on, over the same cells in the same order.

    kent: cells known exactly, beside what is published. minstens, hoogstens: no cell is less or more (VRIJ: no bound).
    nodig: how far apart the bounds of a cell have to stay; 0 where it does not matter.
    """

    naam: str
    kent: Marks
    minstens: Wholes
    hoogstens: Wholes
    nodig: Wholes

    def within(self, places: Places) -> "Waarnemer":
        """The same, over these cells alone."""
        return Waarnemer(
            self.naam, self.kent[places], self.minstens[places], self.hoogstens[places], self.nodig[places]
        )


@dataclass(frozen=True)
class Getuige:
    """A change of these cells by these steps, in both directions as often as it fits.

    low, high: how far below and above its value each of the cells gets, per waarnemer.
    """

    places: Places
    steps: Wholes
    low: Wholes
    high: Wholes


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
        return np.repeat(np.arange(self.starts.size), np.diff(self.starts, append=self.places.size))

    def proven(self, matrix: sparse.csr_array, may: Marks) -> "Bundel":
        """Only the changes that leave all sums as they are, and change no other cells than these.

        matrix: of the sums. Whoever made the changes, what is left of them is a proof.
        """
        if not self.starts.size or self.places.max() >= may.size or self.places.min() < 0:
            return Bundel.of([])
        shape = (may.size, self.starts.size)
        side_by_side = sparse.csc_array((self.steps, self.places, np.append(self.starts, self.places.size)), shape=shape)
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
    """The witnesses so far, and how far each cell gets below and above its value by them, per waarnemer."""

    def __init__(self, waarden: Wholes, waarnemers: Sequence[Waarnemer]) -> None:
        self._kent: Marks = np.array([one.kent for one in waarnemers])
        self._room: Wholes = np.array([waarden - one.minstens for one in waarnemers])
        self._boven: Wholes = np.array([one.hoogstens - waarden for one in waarnemers])
        self.low = np.zeros_like(self._room)
        self.high = np.zeros_like(self._room)
        self.all: list[Getuige] = []
        self._blad: _Blad | None = None

    @property
    def width(self) -> Wholes:
        """How far apart the bounds of each cell are at least, per waarnemer."""
        return self.high - self.low

    def add(self, change: Wholes) -> None:
        """Take in a change that leaves all sums as they are."""
        places = np.flatnonzero(change)
        if places.size:
            steps = change[places] // np.gcd.reduce(change[places])
            fits = ~self._kent[:, places].any(axis=1)
            forth, back = (np.where(fits, way.min(axis=1), 0)[:, None] for way in self._often(places, steps))
            self.note(_getuige(places, steps, forth, back))

    def add_all(self, bundel: Bundel) -> None:
        """Take in many such changes before any other."""
        places, steps, starts = bundel.places, bundel.steps, bundel.starts
        if not starts.size:
            return
        sizes = np.diff(starts, append=len(places))
        steps = steps // np.repeat(np.gcd.reduceat(steps, starts), sizes)
        fits = ~np.logical_or.reduceat(self._kent[:, places], starts, axis=1)
        forth, back = (
            np.repeat(np.where(fits, np.minimum.reduceat(way, starts, axis=1), 0), sizes, axis=1)
            for way in self._often(places, steps)
        )
        whole = _getuige(places, steps, forth, back)
        self.all = [
            Getuige(places[own], steps[own], whole.low[:, own], whole.high[:, own])
            for own in map(slice, starts, starts + sizes)
        ]
        self._blad = _Blad(self.all)
        self._blad.reach(np.zeros(len(self.all), np.bool_), self.low, self.high)

    def needed(self, nodig: Wholes) -> list[Getuige]:
        """Witnesses that show as much of the width that is needed, per waarnemer, as all of them do."""
        blad = _Blad(self.all)
        return [self.all[i] for i in blad.first(nodig)]

    def _often(self, places: Places, steps: Wholes) -> tuple[Wholes, Wholes]:
        """How often the steps of each cell, and their opposites, fit in the room around its value, per waarnemer."""
        size, down = np.abs(steps), steps < 0
        below = np.minimum(self._room[:, places] // size, OFTEN)
        above = np.minimum(self._boven[:, places] // size, OFTEN)
        return np.where(down, below, above), np.where(down, above, below)

    def note(self, getuige: Getuige) -> None:
        """Take in a witness that was found elsewhere, among the same cells."""
        self.all.append(getuige)
        self.low[:, getuige.places] = np.minimum(self.low[:, getuige.places], getuige.low)
        self.high[:, getuige.places] = np.maximum(self.high[:, getuige.places], getuige.high)

    def without(self, gone: Marks) -> "Getuigen":
        """Only the witnesses that leave these cells as they are."""
        kept = object.__new__(Getuigen)
        kept._kent, kept._room, kept._boven = self._kent, self._room, self._boven
        kept.low, kept.high = np.zeros_like(self.low), np.zeros_like(self.high)
        if not self._blad or len(self.all) > self._blad.number + FEW:
            self._blad = _Blad(self.all)
        away = self._blad.touched(gone)
        self._blad.reach(away, kept.low, kept.high)
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
        sizes = [one.places.size for one in getuigen]
        self._starts = np.cumsum([0, *sizes[:-1]])
        self._places = np.concatenate([one.places for one in getuigen] or [np.zeros(0, np.intp)])
        order = np.argsort(self._places, kind="stable")
        self._owner = np.repeat(np.arange(self.number), sizes)[order]
        self._cells, self._first = np.unique(self._places[order], return_index=True)
        self._low: Wholes = _side_by_side([one.low for one in getuigen])[:, order]
        self._high: Wholes = _side_by_side([one.high for one in getuigen])[:, order]

    def touched(self, cells: Marks) -> Marks:
        """Which witnesses change one of the cells."""
        if not self.number:
            return np.zeros(0, np.bool_)
        found: Marks = np.logical_or.reduceat(cells[self._places], self._starts)
        return found

    def reach(self, away: Marks, low: Wholes, high: Wholes) -> None:
        """Fill in how far each cell gets by the witnesses that are not away."""
        if self.number:
            stays = ~away[self._owner]
            low[:, self._cells] = np.minimum.reduceat(self._low * stays, self._first, axis=1)
            high[:, self._cells] = np.maximum.reduceat(self._high * stays, self._first, axis=1)

    def first(self, nodig: Wholes) -> Places:
        """The first witnesses that reach as far below and above, but no further than needed, as any of them."""
        if not self.number:
            return np.zeros(0, np.intp)
        found = []
        column = np.repeat(np.arange(self._cells.size), np.diff(self._first, append=self._owner.size))
        for ways in (-self._low, self._high):
            for way, most in zip(ways, nodig[:, self._cells], strict=True):
                reach = np.minimum(way, most[column])
                best = np.maximum.reduceat(reach, self._first)
                attained = np.flatnonzero((reach == best[column]) & (reach > 0))
                found.append(self._owner[attained[np.unique(column[attained], return_index=True)[1]]])
        return np.unique(np.concatenate(found))


def _getuige(places: Places, steps: Wholes, forth: Wholes, back: Wholes) -> Getuige:
    """The witness of a change that fits so often."""
    ahead, behind = forth * steps, -back * steps
    return Getuige(places, steps, np.minimum(ahead, behind), np.maximum(ahead, behind))


def _side_by_side(parts: Sequence[Wholes]) -> Wholes:
    return np.concatenate(parts, axis=1) if parts else np.zeros((0, 0), np.int64)
