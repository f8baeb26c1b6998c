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


class Getuigen:
    """The changes found so far, and how far each cell can go below and above its value by them, per waarnemer."""

    def __init__(self, waarden: Wholes, waarnemers: Sequence[Waarnemer]) -> None:
        self.kent: Marks = np.array([one.kent for one in waarnemers])
        self.room: Wholes = np.array([waarden - one.minstens for one in waarnemers])
        self.low = np.zeros_like(self.room)
        self.high = np.zeros_like(self.room)
        self.changes: list[tuple[npt.NDArray[np.intp], Wholes]] = []

    def add(self, change: Wholes) -> None:
        """Take in a change that leaves all sums as they are; it is used in both directions, as often as it fits."""
        places = np.flatnonzero(change)
        if not places.size:
            return
        self.note(places, change[places] // np.gcd.reduce(change[places]))

    def note(self, places: npt.NDArray[np.intp], steps: Wholes) -> None:
        """Take in a change of these cells by the smallest steps."""
        self.changes.append((places, steps))
        self._widen(places, steps)

    def _widen(self, places: npt.NDArray[np.intp], steps: Wholes) -> None:
        allowed = np.flatnonzero(~self.kent[:, places].any(axis=1))
        room = self.room[np.ix_(allowed, places)]
        forth, back = (self._times(room, way) for way in (steps, -steps))
        far = np.stack([forth[:, None] * steps, back[:, None] * -steps])
        cells = np.ix_(allowed, places)
        self.low[cells] = np.minimum(self.low[cells], far.min(axis=0))
        self.high[cells] = np.maximum(self.high[cells], far.max(axis=0))

    @staticmethod
    def _times(room: Wholes, steps: Wholes) -> Wholes:
        """How often the steps fit in the room below the values, per waarnemer."""
        down = steps < 0
        fits: Wholes = (room[:, down] // -steps[down]).min(axis=1, initial=OFTEN)
        return fits

    def without(self, gone: Marks) -> "Getuigen":
        """Only the witnesses that leave these cells as they are."""
        kept = object.__new__(Getuigen)
        kept.kent, kept.room = self.kent, self.room
        kept.low, kept.high = np.zeros_like(self.low), np.zeros_like(self.high)
        kept.changes = [(places, steps) for places, steps in self.changes if not gone[places].any()]
        for places, steps in kept.changes:
            kept._widen(places, steps)
        return kept

    @property
    def width(self) -> Wholes:
        """How far apart the bounds of each cell are at least, per waarnemer."""
        return self.high - self.low
