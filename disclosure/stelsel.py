"""Published figures as an attacker sees them: unknown cells, and the sums that tie them to what is shown."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
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
        return [
            Stelsel(tuple(self.cells[i] for i in deel.columns), deel.matrix, self.right[deel.rows])
            for deel in components(self.matrix)
        ]


Places = npt.NDArray[np.signedinteger]


class Deel:
    """Columns of a matrix that share no row with its other columns, and the rows they are in."""

    def __init__(self, columns: Places, rows: Places, sorted_matrix: sparse.csr_array, first: tuple[int, int]) -> None:
        self.columns, self.rows = columns, rows
        self._sorted, self._first = sorted_matrix, first

    @property
    def local(self) -> Places:
        """Of each column of the whole its place among these; -1 for the others."""
        places = np.full(self._sorted.shape[1], -1)
        places[self.columns] = np.arange(self.columns.size)
        return places

    @cached_property
    def matrix(self) -> sparse.csr_array:
        """These rows and columns alone."""
        row, column = self._first
        starts = self._sorted.indptr[row : row + self.rows.size + 1]
        own = slice(starts[0], starts[-1])
        entries = (self._sorted.data[own], self._sorted.indices[own] - column, starts - starts[0])
        return sparse.csr_array(entries, shape=(self.rows.size, self.columns.size))


def components(matrix: sparse.csr_array) -> list[Deel]:
    """The parts of a matrix that share no column, in the order of their first columns."""
    number, label = connected_components(_graph(matrix), directed=False)
    columns, rows = np.split(label, [matrix.shape[1]])
    column_order, row_order = np.argsort(columns, kind="stable"), np.argsort(rows, kind="stable")
    parts = np.arange(number + 1)
    column_starts, row_starts = (
        np.searchsorted(own[order], parts) for own, order in ((columns, column_order), (rows, row_order))
    )
    in_order = sparse.csr_array(matrix[row_order])
    place = np.empty_like(in_order.indices, shape=columns.size)
    place[column_order] = np.arange(columns.size)
    in_order.indices = place[in_order.indices]
    return [
        Deel(
            column_order[column_starts[i] : column_starts[i + 1]],
            row_order[row_starts[i] : row_starts[i + 1]],
            in_order,
            (int(row_starts[i]), int(column_starts[i])),
        )
        for i in np.flatnonzero(np.diff(column_starts))
    ]


def _graph(matrix: sparse.csr_array) -> sparse.csr_array:
    """Columns and then rows as nodes, with a link where a row has something in a column."""
    rows, columns = matrix.shape
    starts = np.append(np.zeros(columns, matrix.indptr.dtype), matrix.indptr)
    return sparse.csr_array((np.ones(matrix.nnz), matrix.indices, starts), shape=(columns + rows,) * 2)


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
    return Stelsel(cells, _matrix(list(rows), len(cells)), np.array(list(rows.values()), dtype=np.float64))


def matrix(place: Mapping[Cell, int], sums: Sequence[Sum[Cell]]) -> sparse.csr_array:
    """One row per sum: its parts count 1 and its total -1, in the columns of their `place`. None is there twice."""
    columns = np.array([place[cell] for one in sums for cell in (one.total, *one.parts)], dtype=np.int32)
    starts = np.cumsum([0, *(1 + len(one.parts) for one in sums)], dtype=np.int32)
    weights = np.ones(len(columns))
    weights[starts[:-1]] = -1.0
    rows = sparse.csr_array((weights, columns, starts), shape=(len(sums), len(place)))
    rows.sum_duplicates()
    rows.eliminate_zeros()
    first: dict[bytes, int] = {}
    for row, (start, end) in enumerate(pairwise(rows.indptr.tolist())):
        if start < end:
            first.setdefault(rows.indices[start:end].tobytes() + rows.data[start:end].tobytes(), row)
    return sparse.csr_array(rows[list(first.values())])


def _matrix(rows: Sequence[tuple[tuple[int, int], ...]], columns: int) -> sparse.csr_array:
    starts = np.cumsum([0, *map(len, rows)], dtype=np.int32)
    places = np.array([place for row in rows for place, _weight in row], dtype=np.int32)
    weights = np.array([weight for row in rows for _place, weight in row], dtype=np.float64)
    return sparse.csr_array((weights, places, starts), shape=(len(rows), columns))
