"""The search: for each cell that must stay unknown, two possible truths that lie far enough apart, or its bounds."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from disclosure.getuigen import VRIJ, Getuigen, Waarnemer
from disclosure.programma import SLACK, Numbers, Programma, Wholes, whole

ROUNDS = 12  # of programs that move many cells at once
TIRED = 2  # such programs in a row without any gain: then cell by cell


@dataclass(frozen=True)
class Grens:
    """How far a cell can go below and above its value, in whole numbers, when that is less than needed."""

    plaats: int
    low: int
    high: int


class Zoektocht:
    """What one waarnemer can find in one part of the cells.

    waarden: a possible truth of the part. programma: of its matrix. own: who searches. getuigen: of all who look on
    together, among whom it has this number.
    """

    def __init__(self, waarden: Wholes, programma: Programma, own: Waarnemer, number: int, getuigen: Getuigen) -> None:
        self._programma, self._getuigen, self._number, self._nodig = programma, getuigen, number, own.nodig
        self._waarden, self._own = waarden, own

    @cached_property
    def _low(self) -> Numbers:
        return np.where(self._own.kent, 0, self._own.minstens - self._waarden).astype(np.float64)

    @cached_property
    def _high(self) -> Numbers:
        boven = np.where(self._own.hoogstens < VRIJ, self._own.hoogstens - self._waarden, np.inf)
        return np.where(self._own.kent, 0.0, boven)

    def open(self) -> npt.NDArray[np.intp]:
        """The cells that no two witnesses show to be safe, yet."""
        return np.flatnonzero(self._getuigen.width(self._number) < self._nodig)

    def spread(self) -> None:
        """Look for witnesses of many cells at once, as long as that helps."""
        tired, open_ = 0, self.open()
        for number in range(ROUNDS):
            if not open_.size or tired == TIRED:
                return
            self._push(open_, _signs(number, open_.size))
            before, open_ = open_.size, self.open()
            tired = 0 if open_.size < before else tired + 1

    def _push(self, places: npt.NDArray[np.intp], signs: Numbers) -> None:
        cost, low, high = np.zeros_like(self._low), self._low.copy(), self._high.copy()
        cost[places] = -signs
        stap = self._getuigen.stap[places]  # what helps one may help the others too
        low[places], high[places] = np.maximum(low[places], -stap), np.minimum(high[places], stap)
        self._programma.limit(low, high)
        self._programma.price(cost)
        change = self._programma.solve()
        if change is not None:
            self._note(change)

    def _note(self, change: Numbers) -> None:
        """Remember a change that is whole, or becomes so when it is doubled or tripled and still fits."""
        for times in (1, 2, 3):
            found = whole(change * times)
            if found is not None and (found >= self._low).all() and (found <= self._high).all():
                self._getuigen.add(found)
                return

    def each(self) -> Iterator[Grens]:
        """The bounds of every cell that is not safe, cell by cell."""
        for place in self.open():
            if not self.is_wide(int(place)):
                yield Grens(int(place), *self._getuigen.reach(self._number, int(place)))

    def try_each(self) -> None:
        """Look for witnesses cell by cell, in fractions that may turn out whole; what is not found is no proof."""
        for place in self.open().tolist():
            for sign in (1, -1):
                if not self._is_proven(place):
                    self._reach(place, sign, wholes=False)

    def is_wide(self, place: int) -> bool:
        """Whether a cell is safe. When it is not, the witnesses reach its bounds exactly."""
        reach = {}  # how far fractions get
        for sign in (1, -1):
            if self._is_proven(place):
                return True
            reach[sign] = self._reach(place, sign, wholes=False)
        for sign in (1, -1):
            low, high = self._getuigen.reach(self._number, place)
            if not self._is_proven(place) and reach[sign] + SLACK >= (high if sign > 0 else -low) + 1:
                self._reach(place, sign, wholes=True)
        return self._is_proven(place)

    def _is_proven(self, place: int) -> bool:
        low, high = self._getuigen.reach(self._number, place)
        return bool(high - low >= self._nodig[place])

    def _reach(self, place: int, sign: int, *, wholes: bool) -> float:
        """How far the cell can go up (sign 1) or down (-1), though no further than is needed."""
        low, high, cost = self._low.copy(), self._high.copy(), np.zeros_like(self._low)
        cost[place] = -sign
        below, above = self._getuigen.reach(self._number, place)
        if sign > 0:
            high[place] = min(high[place], self._nodig[place] + below)
        else:
            low[place] = max(low[place], above - self._nodig[place])
        self._programma.limit(low, high)
        self._programma.price(cost)
        change = self._programma.solve_whole() if wholes else self._programma.solve()
        if change is None:
            raise ArithmeticError("the solver finds no truth, although there is one")
        self._note(change)
        return float(abs(change[place]))


def _signs(number: int, size: int) -> Numbers:
    """All up, all down, and then any mixture, the same one each time."""
    if number < 2:
        return np.full(size, 1.0 if number == 0 else -1.0)
    return np.random.default_rng(number).choice(np.array([-1.0, 1.0]), size)
