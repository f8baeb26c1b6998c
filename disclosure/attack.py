"""The attacker: what can be worked out about hidden cells by adding and subtracting everything that is published.

Each hidden cell is bounded from below and above by linear programming (HiGHS). Every solution in whole numbers is a
possible truth for all cells at once, so it also shows other cells to be safe: few need a program of their own.
Where a solution is not whole, the same is asked in whole numbers, because counts are whole.
Source: Castro (2012), Recent advances in optimization techniques for statistical tabular data protection, EJOR 216.
"""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Generic

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from disclosure.getuigen import VRIJ, Getuigen, Waarnemer
from disclosure.programma import Programma, Wholes, whole
from disclosure.stelsel import Cell, ContradictionError, Stelsel
from disclosure.zoektocht import Zoektocht


@dataclass(frozen=True)
class Finding(Generic[Cell]):
    """What an attacker knows of a hidden cell: it lies between two whole numbers, both included.

    kenner: who finds it, somebody who knows some cells exactly; empty for an outsider.
    """

    cell: Cell
    low: int
    high: int
    kenner: str = ""

    @property
    def is_exact(self) -> bool:
        return self.low == self.high

    @property
    def width(self) -> int:
        return self.high - self.low


def attack(system: Stelsel[Cell], floor: int, beside: AbstractSet[Cell] = frozenset()) -> list[Finding[Cell]]:
    """The bounds of each cell that an attacker can narrow to less than `floor`, in the order of the system.

    beside: unknown cells that nobody hid, so that they need no bounds.
    Raises ContradictionError when no whole numbers of at least 0 fit the published figures.
    """
    found = {finding.cell: finding for part in system.components() for finding in _narrow(part, floor, beside)}
    return [found[cell] for cell in system.cells if cell in found]


def _narrow(part: Stelsel[Cell], floor: int, beside: AbstractSet[Cell]) -> list[Finding[Cell]]:
    """The cells of a component, but those beside, whose bounds lie less than `floor` apart."""
    if not part.matrix.shape[0]:
        return []  # in no sum at all: nothing is known
    size = len(part.cells)
    truth = _possible(part)
    nobody, free = np.zeros(size, np.bool_), np.full(size, VRIJ)
    needed = np.array([0 if cell in beside else floor for cell in part.cells])
    waarnemers = [Waarnemer("", nobody, np.zeros(size, np.int64), free, needed)]
    search = Zoektocht(truth, Programma(part, primal=True), waarnemers[0], 0, Getuigen(truth, waarnemers))
    search.spread()
    return [
        Finding(part.cells[one.plaats], int(truth[one.plaats]) + one.low, int(truth[one.plaats]) + one.high)
        for one in search.each()
    ]


def _possible(part: Stelsel[Cell]) -> Wholes:
    """Whole numbers of at least 0 that fit all sums."""
    sums, goal = LinearConstraint(part.matrix, part.right, part.right), np.zeros(len(part.cells))
    for kind in (0, 1):  # fractions first: quick, and most often whole by themselves
        result = milp(goal, constraints=sums, integrality=np.full(len(goal), kind), bounds=Bounds(0, np.inf))
        if result.x is None:
            break
        truth = whole(result.x)
        if truth is not None:
            return truth
    raise ContradictionError("no counts fit the published figures")
