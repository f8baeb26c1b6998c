"""Published figures as an attacker sees them: unknown cells, and the sums that tie them to what is shown."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.sparse.csgraph import connected_components

Cell = TypeVar("Cell", bound=Hashable)


@dataclass(frozen=True)
class Sum(Generic[Cell]):
    """A published total: `total` equals the cells of `parts` together."""

    total: Cell
    parts: tuple[Cell, ...]


@dataclass(frozen=True)
class Stelsel(Generic[Cell]):
    """Hidden cells, whole numbers of at least 0, and what is known of their sums.

    cells: the hidden cells. matrix: one row per sum, one column per cell. right: what each row adds up to.
    """

    cells: tuple[Cell, ...]
    matrix: sparse.csr_array
    right: npt.NDArray[np.float64]

    def components(self) -> list["Stelsel[Cell]"]:
        """Parts that share no cell, so that each can be solved alone; cells in no sum are a part of their own."""
        links = (self.matrix.T @ self.matrix) if self.matrix.shape[0] else sparse.csr_array((len(self.cells),) * 2)
        number, label = connected_components(links, directed=False)
        row_label = label[self.matrix.indices[self.matrix.indptr[:-1]]] if self.matrix.shape[0] else np.array([])
        found = []
        for part in range(number):
            columns, rows = np.flatnonzero(label == part), np.flatnonzero(row_label == part)
            matrix = self.matrix[rows][:, columns]
            found.append(Stelsel(tuple(self.cells[i] for i in columns), sparse.csr_array(matrix), self.right[rows]))
        return found


class ContradictionError(Exception):
    """The published figures cannot all be true: a total is not the sum of its parts."""


def stelsel(shown: Mapping[Cell, int], hidden: Iterable[Cell], sums: Sequence[Sum[Cell]]) -> Stelsel[Cell]:
    """What the sums say of the hidden cells, with the shown ones filled in.

    Raises ContradictionError when a sum without a hidden cell does not add up.
    """
    cells = tuple(dict.fromkeys(hidden))
    place = {cell: i for i, cell in enumerate(cells)}
    rows: dict[tuple[tuple[int, int], ...], int] = {}
    for one in sums:
        weights: dict[int, int] = {}
        known = 0
        for cell, sign in ((one.total, -1), *((part, 1) for part in one.parts)):
            if cell in place:
                weights[place[cell]] = weights.get(place[cell], 0) + sign
            else:
                known += sign * shown[cell]
        weights = {i: weight for i, weight in weights.items() if weight}
        if not weights and known:
            raise ContradictionError("a published total is not the sum of its parts")
        if weights:
            rows[tuple(sorted(weights.items()))] = -known
    entries = np.array(
        [(row, i, weight) for row, weights in enumerate(rows) for i, weight in weights], dtype=np.int64
    ).reshape(-1, 3)
    matrix = sparse.csr_array(
        (entries[:, 2].astype(np.float64), (entries[:, 0], entries[:, 1])), shape=(len(rows), len(cells))
    )
    return Stelsel(cells, matrix, np.array(list(rows.values()), dtype=np.float64))
