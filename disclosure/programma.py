"""Linear programs over the ways in which hidden cells can change while everything published stays the same.

A model stays in HiGHS from one question to the next, so that each starts from the answer before it: measured ten times
as fast as a call of scipy.optimize.milp for each.
"""

from functools import cached_property
from typing import Protocol

import highspy
import numpy as np
import numpy.typing as npt
from scipy import sparse

Numbers = npt.NDArray[np.float64]
Wholes = npt.NDArray[np.int64]

SLACK = 1e-6  # of the solver; counts are whole, so this is far from the next one
DUAL, PRIMAL = 1, 4  # as HiGHS numbers its ways of solving
OPTIMAL = highspy.HighsModelStatus.kOptimal
DECIDED = (OPTIMAL, highspy.HighsModelStatus.kInfeasible)


class Tabel(Protocol):
    """What has a matrix, that is made when it is asked for."""

    @property
    def matrix(self) -> sparse.csr_array: ...


class Programma:
    """Changes x with `matrix` @ x = 0, within bounds, that cost least.

    primal: for questions of which the answer before is a possible answer too; it then takes a quarter of the steps.
    """

    def __init__(self, van: Tabel, *, primal: bool) -> None:
        self._van, self._primal = van, primal
        self._whole = False
        self.solved = 0

    @cached_property
    def _highs(self) -> highspy.Highs:
        """Made when the first question is asked: most parts of a block never need one."""
        matrix = self._van.matrix
        rows, columns = matrix.shape
        by_column = sparse.csc_array(matrix)
        lp = highspy.HighsLp()
        lp.num_row_, lp.num_col_ = rows, columns
        lp.col_cost_ = lp.col_lower_ = lp.col_upper_ = np.zeros(columns)
        lp.row_lower_ = lp.row_upper_ = np.zeros(rows)
        lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        lp.a_matrix_.start_ = by_column.indptr
        lp.a_matrix_.index_ = by_column.indices
        lp.a_matrix_.value_ = by_column.data.astype(np.float64)
        highs = highspy.Highs()  # type: ignore[no-untyped-call]
        for option, value in (("output_flag", False), ("threads", 1), ("presolve", "off"), ("solver", "simplex")):
            highs.setOptionValue(option, value)
        highs.setOptionValue("simplex_strategy", PRIMAL if self._primal else DUAL)
        highs.passModel(lp)
        self._columns = np.arange(columns, dtype=np.int32)
        self._lower, self._upper, self._cost = np.zeros(columns), np.zeros(columns), np.zeros(columns)
        return highs

    def limit(self, lower: Numbers, upper: Numbers) -> None:
        """How far each column may change; the upper bound may be infinite."""
        highs = self._highs
        changed = self._columns[(lower != self._lower) | (upper != self._upper)]
        if changed.size:
            highs.changeColsBounds(len(changed), changed, lower[changed], upper[changed])
            self._lower, self._upper = lower, upper

    def price(self, cost: Numbers) -> None:
        """What a change of one costs, by column."""
        changed = self._columns[cost != self._cost]
        if changed.size:
            self._highs.changeColsCost(len(changed), changed, cost[changed])
            self._cost = cost

    def solve(self) -> Numbers | None:
        """The cheapest change; None when there is none within the bounds."""
        self._set_whole(whole=False)
        return self._run()

    def solve_whole(self) -> Numbers | None:
        """The cheapest change in whole numbers; None when there is none within the bounds."""
        self._set_whole(whole=True)
        found = self._run()
        return None if found is None else np.rint(found)

    def _run(self) -> Numbers | None:
        self.solved += 1
        self._highs.run()
        if self._highs.getModelStatus() not in DECIDED:  # now and then the answer before leads nowhere
            self._highs.clearSolver()
            self._highs.run()
        if self._highs.getModelStatus() != OPTIMAL:
            return None
        return np.array(self._highs.getSolution().col_value)

    def _set_whole(self, *, whole: bool) -> None:
        if whole != self._whole:
            kind = highspy.HighsVarType.kInteger if whole else highspy.HighsVarType.kContinuous
            self._highs.setOptionValue("presolve", "choose" if whole else "off")
            self._highs.changeColsIntegrality(len(self._columns), self._columns, np.full(len(self._columns), int(kind)))
            self._whole = whole


def whole(change: Numbers) -> Wholes | None:
    """The change in whole numbers; None when it is not whole."""
    rounded = np.rint(change)
    return rounded.astype(np.int64) if np.abs(change - rounded).max(initial=0.0) < SLACK else None
