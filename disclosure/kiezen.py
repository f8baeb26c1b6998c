"""Which more cells to hide, so that a hidden one stays wide enough: those that are missed least."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import numpy.typing as npt
from scipy import sparse

from disclosure.buurten import Buurten, per_buurt
from disclosure.getuigen import Getuigen, Marks, Waarnemer
from disclosure.opgave import Opgave
from disclosure.programma import Numbers, Programma, Wholes, whole
from disclosure.stelsel import Deel, Places
from disclosure.zoektocht import Zoektocht

FREE = 1e-4  # price of what is hidden anyway: so little that only needless changes are left out


class Keuze:
    """One part of a block, that shares no sum with the others, and the witnesses found in it.

    prices: what it costs to hide a cell, by cell of the block.
    """

    def __init__(self, opgave: Opgave, deel: Deel, prices: Numbers) -> None:
        self.places, self._opgave, self._prices, self._deel = deel.columns, opgave, prices, deel
        self._truth: Wholes = opgave.waarden[self.places]
        self._toonbaar: Marks = opgave.toonbaar[self.places]
        self._keren = dict[bytes, "_Keer"]()
        self._buurten: Buurten | None = None
        self._search = Programma(deel, primal=True)
        self._getuigen: Getuigen | None = None
        self._done: Marks = np.zeros(0, np.bool_)  # what was hidden when all of it was last made wide
        self._hopeless: set[tuple[int, int]] = set()

    @property
    def programmas(self) -> int:
        """How many programs were solved."""
        return self._search.solved + sum(keer.programma.solved for keer in self._keren.values())

    @property
    def witnesses(self) -> list[tuple[npt.NDArray[np.intp], Wholes]]:
        """The changes found: which cells of the block, and how."""
        found = self._getuigen.all if self._getuigen else []
        return [(self.places[one.places], one.steps) for one in found]

    def hide(self, hidden: Marks) -> Marks:
        """The hidden cells of the block, with what this part adds so that all of them stay wide."""
        now = hidden[self.places]
        if np.array_equal(now, self._done) or not self._opgave.secret(hidden)[self.places].any():
            return hidden
        self._done = now
        waarnemers = [one.within(self.places) for one in self._opgave.waarnemers(hidden, grenzen=False)]
        self._getuigen = self._getuigen or Getuigen(self._truth, waarnemers)
        self._getuigen.stap = np.max([one.nodig for one in waarnemers], axis=0)
        if self._buurten is None:
            self._buurten = Buurten(waarnemers, np.zeros_like(now))
        per_buurt(self._truth, self._deel.matrix, waarnemers, self._toonbaar & ~now, self._getuigen)
        last = len(waarnemers) - 1
        for number in (last, *range(last)):
            shown = self._toonbaar & ~hidden[self.places]
            closed = replace(waarnemers[number], kent=waarnemers[number].kent | shown)
            search = Zoektocht(self._truth, self._search, closed, number, self._getuigen)
            search.spread()
            for place in sorted(search.open().tolist(), key=lambda i: (-self._truth[i], -i)):
                nodig, width = waarnemers[number].nodig[place], self._getuigen.width(number)[place]
                if (number, place) not in self._hopeless and width < nodig:
                    hidden = self._widen(waarnemers[number], number, place, hidden, self._getuigen)
        return hidden

    def _widen(self, waarnemer: Waarnemer, number: int, place: int, hidden: Marks, getuigen: Getuigen) -> Marks:
        """Make one cell wide enough for one waarnemer: only upwards, or down to its least and the rest upwards."""
        nodig = int(waarnemer.nodig[place])
        down = min(int(self._truth[place] - waarnemer.minstens[place]), nodig)
        both = self._steps(waarnemer, place, hidden, [-down, nodig - down])
        changes = both
        if not both or (nodig > 1 and self._cost(both, hidden)):
            up = self._steps(waarnemer, place, hidden, [nodig])
            changes = min((way for way in (both, up) if way), key=lambda way: self._cost(way, hidden), default=[])
        if not changes:
            self._hopeless.add((number, place))
        for change in changes:
            getuigen.add(change)
        return hidden | self._touched(changes)

    def _steps(self, waarnemer: Waarnemer, place: int, hidden: Marks, steps: list[int]) -> list[Wholes]:
        """Changes that move a cell by each of these steps; none when it cannot."""
        found: list[Wholes] = []
        for step in (step for step in steps if step):
            prices = np.where(hidden | self._touched(found), FREE, self._prices)[self.places]
            changes = (keer.cheapest(waarnemer, self._truth, place, step, prices) for keer in self._near(place))
            change = next((change for change in changes if change is not None), None)
            if change is None:
                return []
            found.append(change)
        return found

    def _near(self, place: int) -> Iterator["_Keer"]:
        """Programs for a cell: that of those who know it, where there is one, and that of all cells."""
        family = self._buurten.familie(place) if self._buurten else None
        for columns in (np.arange(self.places.size),) if family is None else (family, np.arange(self.places.size)):
            key = columns.tobytes()
            if key not in self._keren:
                self._keren[key] = _Keer(self._deel, columns, self._toonbaar)
            yield self._keren[key]

    def _touched(self, changes: list[Wholes]) -> Marks:
        marks = np.zeros(len(self._opgave.cells), np.bool_)
        for change in changes:
            marks[self.places[change != 0]] = True
        return self._opgave.together(marks)

    def _cost(self, changes: list[Wholes], hidden: Marks) -> float:
        return float(self._opgave.kosten[self._touched(changes) & ~hidden].sum())


class _Keer:
    """The cheapest change that moves one cell by a given step.

    Cells that may be shown stand in the program twice, as more and as less, because both cost.
    """

    def __init__(self, deel: Deel, columns: Places, toonbaar: Marks) -> None:
        self._columns, self._toonbaar, self._deel = columns, toonbaar[columns], deel
        self._split = np.flatnonzero(self._toonbaar)
        self.programma = Programma(self, primal=False)

    @property
    def matrix(self) -> sparse.csr_array:
        """Of the program."""
        own = self._deel.matrix[:, self._columns]
        own = own[np.diff(own.indptr) > 0]
        return sparse.csr_array(sparse.hstack([own, -own[:, self._split]]))

    def cheapest(self, waarnemer: Waarnemer, truth: Wholes, place: int, step: int, prices: Numbers) -> Wholes | None:
        """In whole numbers; None when there is none."""
        change = np.zeros_like(truth)
        own = self._cheapest(
            waarnemer.within(self._columns),
            truth[self._columns],
            int(np.searchsorted(self._columns, place)),
            step,
            prices[self._columns],
        )
        if own is None:
            return None
        change[self._columns] = own
        return change

    def _cheapest(self, waarnemer: Waarnemer, truth: Wholes, place: int, step: int, prices: Numbers) -> Wholes | None:
        size = len(truth)
        room = np.where(waarnemer.kent, 0, truth - waarnemer.minstens).astype(np.float64)
        low = np.concatenate([np.where(self._toonbaar, 0.0, -room), np.zeros(len(self._split))])
        high = np.concatenate([np.where(waarnemer.kent, 0.0, np.inf), room[self._split]])
        twin = size + np.searchsorted(self._split, place) if self._toonbaar[place] else place
        if step < 0 and twin != place:
            low[twin] = high[twin] = -step
            high[place] = 0.0
        else:
            low[place] = high[place] = step
            high[twin] = step if twin == place else 0.0
        self.programma.limit(low, high)
        self.programma.price(np.concatenate([np.where(self._toonbaar, prices, 0.0), prices[self._split]]))
        solution = self.programma.solve()
        if solution is not None and whole(solution) is None:
            solution = self.programma.solve_whole()
        return None if solution is None else self._joined(np.rint(solution).astype(np.int64), size)

    def _joined(self, solution: Wholes, size: int) -> Wholes:
        change = solution[:size].copy()
        change[self._split] -= solution[size:]
        return change
