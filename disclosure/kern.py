"""Which cells are found by adding and subtracting alone, when one more cell is shown: without any program.

The changes that leave all sums as they are, form a space. A cell that moves in step with the shown one in all of them,
stands still with it.
"""

import numpy as np
from scipy import sparse

from disclosure.getuigen import Marks
from disclosure.programma import Numbers

LARGE = 500  # cells; for more than this a program is quicker
NOTHING = 1e-8  # smaller is nothing but rounding


class Kern:
    """The space of changes, by waarnemer: those that also leave alone what the waarnemer knows.

    matrix: of the sums. kent: cells known beside what is published, per waarnemer.
    """

    def __init__(self, matrix: sparse.csr_array, kent: Marks) -> None:
        self._everything = _kernel(matrix.toarray())
        self._kent, self._spaces = kent, dict[int, Numbers]()

    def _space(self, number: int) -> Numbers:
        """Made when it is first asked for: most often somebody who knows nothing finds enough."""
        known = self._kent[number]
        if not known.any():
            return self._everything
        if number not in self._spaces:
            self._spaces[number] = self._everything @ _kernel(self._everything[known])
        return self._spaces[number]

    def in_step(self, number: int, place: int) -> Marks:
        """The other cells that this waarnemer finds as soon as this one is shown."""
        space = self._space(number)
        sizes = np.sqrt(np.square(space).sum(axis=1))
        if sizes[place] < NOTHING:
            return np.zeros(sizes.size, np.bool_)
        along = np.abs(space @ space[place]) / sizes[place]
        found: Marks = (sizes > NOTHING) & (sizes - along < NOTHING * sizes)
        found[place] = False
        return found

    def show(self, place: int) -> None:
        """This cell is published from now on, so that it stands still."""
        self._everything = _still(self._everything, place)
        self._spaces = {number: _still(space, place) for number, space in self._spaces.items()}


def _still(space: Numbers, place: int) -> Numbers:
    """The part of a space in which a cell stands still."""
    column = int(np.argmax(np.abs(space[place]))) if space.shape[1] else -1
    if column < 0 or abs(space[place, column]) <= NOTHING:
        return space
    rest = space - np.outer(space[:, column], space[place] / space[place, column])
    return np.delete(rest, column, axis=1)


def _kernel(matrix: Numbers) -> Numbers:
    """A base, in columns, of all x with `matrix` @ x = 0; by elimination, because the sums have few cells each."""
    if not matrix.shape[1]:  # nothing can change at all
        return np.zeros((0, 0))
    left, pivots = matrix.copy(), list[int]()
    for row in range(len(left)):
        column = int(np.argmax(np.abs(left[row])))
        if abs(left[row, column]) < NOTHING:
            continue
        left[row] /= left[row, column]
        others = np.flatnonzero(np.abs(left[:, column]) > NOTHING)
        others = others[others != row]
        if others.size:
            left[others] -= np.outer(left[others, column], left[row])
        pivots.append(column)
    free = np.setdiff1d(np.arange(matrix.shape[1]), pivots)
    base = np.zeros((matrix.shape[1], len(free)))
    base[free, np.arange(len(free))] = 1.0
    base[pivots] = -left[np.abs(left).max(axis=1, initial=0.0) > NOTHING][:, free]
    return base
