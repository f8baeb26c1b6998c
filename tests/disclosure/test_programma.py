"""A program that stays in the solver."""

from typing import Any

import highspy
import numpy as np
from scipy import sparse

from disclosure.programma import Programma


class Tabel:
    """Two numbers that change alike."""

    matrix = sparse.csr_array(np.array([[1.0, -1.0]]))


class Lost:
    """The solver when the answer before leads nowhere: it cannot tell until it begins anew."""

    def __init__(self, highs: highspy.Highs) -> None:
        self._highs, self._lost = highs, True

    def __getattr__(self, name: str) -> Any:
        return getattr(self._highs, name)

    def clearSolver(self) -> None:  # noqa: N802 - as it is called there
        self._lost = False
        self._highs.clearSolver()

    def getModelStatus(self) -> highspy.HighsModelStatus:  # noqa: N802
        return highspy.HighsModelStatus.kUnknown if self._lost else self._highs.getModelStatus()


def asked(low: float, *, lost: bool) -> list[float] | None:
    """The answer when the first number has to grow so much, and neither can by more than five."""
    programma = Programma(Tabel(), primal=False)
    if lost:
        programma.__dict__["_highs"] = Lost(programma._highs)
    programma.limit(np.array([low, 0.0]), np.array([5.0, 5.0]))
    programma.price(np.ones(2))
    found = programma.solve()
    return None if found is None else found.tolist()


def test_a_question_that_the_solver_cannot_answer_is_asked_anew() -> None:
    assert asked(3.0, lost=True) == asked(3.0, lost=False) == [3.0, 3.0]


def test_a_change_that_cannot_be_is_none() -> None:
    programma = Programma(Tabel(), primal=False)
    programma.limit(np.array([3.0, 0.0]), np.array([5.0, 2.0]))
    assert programma.solve() is None
