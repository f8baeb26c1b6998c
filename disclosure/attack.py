"""The attacker: what can be worked out about hidden cells by adding and subtracting everything that is published.

Each hidden cell is bounded from below and above by linear programming (scipy's HiGHS). Every solution in whole numbers
is a possible truth for all cells at once, so it also shows other cells to be safe: few need a program of their own.
Where a solution is not whole, the same is asked in whole numbers, because counts are whole.
Source: Castro (2012), Recent advances in optimization techniques for statistical tabular data protection, EJOR 216.
"""

from dataclasses import dataclass
from typing import Generic

import numpy as np
import numpy.typing as npt
from scipy.optimize import Bounds, LinearConstraint, milp

from disclosure.stelsel import Cell, ContradictionError, Stelsel

SLACK = 1e-6  # of the solver; counts are whole, so this is far from the next one
UNBOUNDED = 1e7  # stands for "any number": wider than any count in a table


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


def attack(system: Stelsel[Cell], floor: int) -> list[Finding[Cell]]:
    """The bounds of each cell that an attacker can narrow to less than `floor`, in the order of the system.

    Raises ContradictionError when no whole numbers of at least 0 fit the published figures.
    """
    found = {finding.cell: finding for part in system.components() for finding in _narrow(part, floor)}
    return [found[cell] for cell in system.cells if cell in found]


def _narrow(part: Stelsel[Cell], floor: int) -> list[Finding[Cell]]:
    """The cells of a component whose bounds lie less than `floor` apart."""
    if not part.matrix.shape[0]:
        return []  # in no sum at all: nothing is known
    seen = _Seen(len(part.cells))
    findings = []
    for i in range(len(part.cells)):
        if seen.width(i) < floor:
            least, most = (_extreme(part, i, sign) for sign in (1.0, -1.0))
            seen.add(least)
            seen.add(most)
            if most[i] - least[i] < floor:
                findings.append(Finding(part.cells[i], int(least[i]), int(most[i])))
    return findings


class _Seen:
    """The lowest and highest value of each cell over all solutions so far: each of them could be the truth."""

    def __init__(self, cells: int) -> None:
        self.low: npt.NDArray[np.float64] = np.full(cells, np.inf)
        self.high: npt.NDArray[np.float64] = np.full(cells, -np.inf)

    def add(self, solution: npt.NDArray[np.float64]) -> None:
        self.low = np.minimum(self.low, solution)
        self.high = np.maximum(self.high, solution)

    def width(self, i: int) -> float:
        return float(self.high[i] - self.low[i])


def _extreme(part: Stelsel[Cell], i: int, sign: float) -> npt.NDArray[np.float64]:
    """A possible truth, in whole numbers, with the least (sign 1) or the most (sign -1) of cell i."""
    goal = np.zeros(len(part.cells))
    goal[i] = sign
    sums = LinearConstraint(part.matrix, part.right, part.right)
    for whole in (0, 1):  # fractions first: quick, and most often whole by themselves
        result = milp(goal, constraints=sums, integrality=np.full(len(goal), whole), bounds=Bounds(0, UNBOUNDED))
        if result.x is None:
            break
        solution: npt.NDArray[np.float64] = np.rint(result.x)
        if whole or np.abs(result.x - solution).max() < SLACK:
            return solution
    raise ContradictionError("no counts fit the published figures")
