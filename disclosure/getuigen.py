"""Witnesses: ways in which hidden cells can change together while everything published stays the same.

Each is a possible truth for somebody who looks on, so one witness shows many cells to be safe at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from disclosure.programma import Wholes

Marks = npt.NDArray[np.bool_]
OFTEN = 100_000  # how often a change that only adds is repeated: more than any width that is asked for


@dataclass(frozen=True)
class Waarnemer:
    """Somebody who looks on, over the same cells in the same order.

    kent: cells known exactly, beside what is published. minstens: no cell is less. nodig: how far apart the bounds of a
    cell have to stay; 0 where it does not matter.
    """

    naam: str
    kent: Marks
    minstens: Wholes
    nodig: Wholes

    def within(self, places: npt.NDArray[np.signedinteger]) -> "Waarnemer":
        """The same, over these cells alone."""
        return Waarnemer(self.naam, self.kent[places], self.minstens[places], self.nodig[places])


@dataclass(frozen=True)
class Getuige:
    """A change of these cells by these steps, in both directions as often as it fits.

    low, high: how far below and above its value each of the cells gets, per waarnemer.
    """

    places: npt.NDArray[np.intp]
    steps: Wholes
    low: Wholes
    high: Wholes


class Getuigen:
    """The witnesses so far, and how far each cell gets below and above its value by them, per waarnemer."""

    def __init__(self, waarden: Wholes, waarnemers: Sequence[Waarnemer]) -> None:
        self._kent: Marks = np.array([one.kent for one in waarnemers])
        self._room: Wholes = np.array([waarden - one.minstens for one in waarnemers])
        self.low = np.zeros_like(self._room)
        self.high = np.zeros_like(self._room)
        self.all: list[Getuige] = []

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
            room = self._room[:, places]
            forth, back = (np.where(fits, _times(room, way), 0)[:, None] for way in (steps, -steps))
            self.note(
                Getuige(
                    places, steps, np.minimum(forth * steps, -back * steps), np.maximum(forth * steps, -back * steps)
                )
            )

    def note(self, getuige: Getuige) -> None:
        """Take in a witness that was found elsewhere, among the same cells."""
        self.all.append(getuige)
        self.low[:, getuige.places] = np.minimum(self.low[:, getuige.places], getuige.low)
        self.high[:, getuige.places] = np.maximum(self.high[:, getuige.places], getuige.high)

    def without(self, gone: Marks) -> "Getuigen":
        """Only the witnesses that leave these cells as they are."""
        kept = object.__new__(Getuigen)
        kept._kent, kept._room = self._kent, self._room
        kept.low, kept.high = np.zeros_like(self.low), np.zeros_like(self.high)
        kept.all = [one for one, away in zip(self.all, self._touched(gone), strict=True) if not away]
        if kept.all:
            cells = np.concatenate([one.places for one in kept.all])
            order = np.argsort(cells, kind="stable")
            own, starts = np.unique(cells[order], return_index=True)
            low, high = (np.concatenate([pick(one) for one in kept.all], axis=1)[:, order] for pick in (_low, _high))
            kept.low[:, own] = np.minimum.reduceat(low, starts, axis=1)
            kept.high[:, own] = np.maximum.reduceat(high, starts, axis=1)
        return kept

    def _touched(self, cells: Marks) -> Marks:
        """Which witnesses change one of the cells."""
        if not self.all:
            return np.zeros(0, np.bool_)
        starts = np.cumsum([0, *(one.places.size for one in self.all[:-1])])
        touched: Marks = np.logical_or.reduceat(cells[np.concatenate([one.places for one in self.all])], starts)
        return touched


def _times(room: Wholes, steps: Wholes) -> Wholes:
    """How often the steps fit in the room below the values, per waarnemer."""
    down = steps < 0
    fits: Wholes = (room[:, down] // -steps[down]).min(axis=1, initial=OFTEN)
    return fits


def _low(getuige: Getuige) -> Wholes:
    return getuige.low


def _high(getuige: Getuige) -> Wholes:
    return getuige.high
