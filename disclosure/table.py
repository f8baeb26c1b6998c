"""The one type that carries figures to pages, charts and exports. A hidden value is not in it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

import polars as pl


class Staat(Enum):
    """Four states that must never be mixed up.

    There is a value (zero is one), it is hidden, it is missing, or there can be none: where nobody is, such as pupils
    in a type of school that no child of a gemeente goes to.
    """

    WAARDE = "waarde"
    VERBORGEN = "verborgen"
    ONTBREEKT = "ontbreekt"
    STRUCTUREEL = "structureel"


@dataclass(frozen=True)
class Cell:
    """One figure: its state, and its value where it may be seen."""

    value: Any
    staat: Staat

    @property
    def is_known(self) -> bool:
        """There is a value that may be shown; zero is one."""
        return self.staat is Staat.WAARDE and self.value is not None

    @property
    def is_hidden(self) -> bool:
        return self.staat is Staat.VERBORGEN


@dataclass(frozen=True)
class Context:
    """Where a table comes from: shown under every figure and written in every export."""

    question: str
    definitions: tuple[str, ...]
    sources: tuple[str, ...]
    unit: str
    run: str
    data_tot: str
    gebouwd_op: str
    voorbeelddata: bool
    parameters: Mapping[str, Any] = field(default_factory=dict)
    eigen: bool = False  # figures of the reader's own school, with nothing hidden


class ProtectedTable:
    """Rows of a question after protection; immutable.

    frame: dimensions, and measures that are null where hidden or missing.
    hidden: the same height, one boolean column per measure. structural: rows of which no figure can be; None: none.
    """

    def __init__(
        self, frame: pl.DataFrame, hidden: pl.DataFrame, context: Context, structural: pl.Series | None = None
    ) -> None:
        self._frame = frame
        self._hidden = hidden
        self._structural = structural
        self.context = context

    def __len__(self) -> int:
        return self._frame.height

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(self._frame.columns)

    @property
    def dimensions(self) -> tuple[str, ...]:
        return tuple(name for name in self._frame.columns if name not in self._hidden.columns)

    @property
    def measures(self) -> tuple[str, ...]:
        return tuple(self._hidden.columns)

    @property
    def hidden_cells(self) -> int:
        """How many cells are hidden, over all measures."""
        return int(sum(self._hidden[name].sum() for name in self._hidden.columns))

    def is_empty(self) -> bool:
        return self._frame.is_empty()

    def values(self, column: str) -> list[Any]:
        """The column; None where hidden or missing."""
        return self._frame[column].to_list()

    def states(self, column: str) -> list[Staat]:
        """The state of each cell of a measure."""
        return [
            Staat.VERBORGEN if hidden else Staat.WAARDE if value is not None else none
            for value, hidden, none in zip(self._frame[column], self._hidden[column], self._without(), strict=True)
        ]

    def _without(self) -> list[Staat]:
        """Of each row the state of a figure that is not there."""
        if self._structural is None:
            return [Staat.ONTBREEKT] * self._frame.height
        return [Staat.STRUCTUREEL if cannot_be else Staat.ONTBREEKT for cannot_be in self._structural]

    def unique(self, column: str) -> list[Any]:
        """The values of a dimension, each once, in the order of the table."""
        return self._frame[column].unique(maintain_order=True).to_list()

    def rows(self) -> Iterator[dict[str, Cell]]:
        """Each row as cells by column."""
        states = {name: self.states(name) for name in self.measures}
        for i, row in enumerate(self._frame.iter_rows(named=True)):
            yield {
                name: Cell(value, states[name][i] if name in states else Staat.WAARDE) for name, value in row.items()
            }

    def where(self, **equals: Any) -> "ProtectedTable":
        """Only the rows with these values in these dimensions; a list means any of its values."""
        conditions = [
            pl.col(name).is_in(wanted) if isinstance(wanted, list | tuple) else pl.col(name).eq_missing(wanted)
            for name, wanted in equals.items()
        ]
        if not conditions:
            return self
        mask = self._frame.select(pl.all_horizontal(conditions)).to_series()
        hidden = self._hidden.filter(mask) if self.measures else self._hidden  # a frame without columns has no rows
        structural = None if self._structural is None else self._structural.filter(mask)
        return ProtectedTable(self._frame.filter(mask), hidden, self.context, structural)

    def select(self, *columns: str) -> "ProtectedTable":
        """Only these columns, in this order."""
        hidden = self._hidden.select(name for name in columns if name in self._hidden.columns)
        return ProtectedTable(self._frame.select(columns), hidden, self.context, self._structural)

    def cell(self, measure: str, **equals: Any) -> Cell:
        """The one cell that these dimensions point at; missing when there is no such row.

        Raises ValueError when several rows fit.
        """
        rows = self.where(**equals)
        if len(rows) > 1:
            raise ValueError(f"{len(rows)} rows fit; name more dimensions of {', '.join(self.dimensions)}")
        return next((row[measure] for row in rows.rows()), Cell(None, Staat.ONTBREEKT))

    def largest(self, dimension: str, measure: str, number: int) -> list[Any]:
        """The codes of a dimension with the largest figures that may be seen, at most so many, in order of the table.

        A table with one row per code; equal figures: the first in the table.
        """
        seen = [(value, -i) for i, value in enumerate(self.values(measure)) if value is not None]
        kept = sorted(-place for _value, place in sorted(seen, reverse=True)[:number])
        codes = self.values(dimension)
        return [codes[i] for i in kept]


def plain(columns: Mapping[str, Sequence[Any]], context: Context) -> ProtectedTable:
    """A table of what counts nobody, such as the points of an agenda: nothing in it has to be hidden."""
    return ProtectedTable(pl.DataFrame(dict(columns)), pl.DataFrame(), context)
