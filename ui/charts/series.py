"""The figures of a table as series for a chart: one per code, over the same places on the x-axis."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from disclosure.table import Cell, ProtectedTable, Staat
from ui import format as fmt
from ui import labels, theme

NOTHING = Cell(None, Staat.ONTBREEKT)


@dataclass(frozen=True)
class Series:
    """One line or one kind of bar. `cells` runs along the x of all series; `texts` are the cells as shown."""

    code: Any
    label: str
    short: str
    colour: str
    cells: tuple[Cell, ...]
    texts: tuple[str, ...]

    def values(self) -> list[float | None]:
        """What can be drawn; None where hidden or missing."""
        return [cell.value if cell.staat is Staat.WAARDE else None for cell in self.cells]

    def hidden(self) -> list[int]:
        """The places of hidden cells."""
        return [i for i, cell in enumerate(self.cells) if cell.staat is Staat.VERBORGEN]

    def structural(self) -> list[int]:
        """The places of which there can be no figure."""
        return [i for i, cell in enumerate(self.cells) if cell.staat is Staat.STRUCTUREEL]


def in_order(dimension: str, present: Sequence[Any]) -> list[Any]:
    """Codes in the order of their dimension; periods in time; the rest as it came."""
    if dimension in labels.PERIODS:
        return sorted(present)
    known = {code: place for place, code in enumerate(labels.order(dimension))}
    return sorted(present, key=lambda code: known.get(str(code), len(known)))


def series(table: ProtectedTable, x: str, y: str | Sequence[str], split: str | None) -> tuple[list[Any], list[Series]]:
    """The x codes, and the series over them: one per code of `split`, or one per column where `y` names several.

    A combination without a row is missing, not zero. Raises ValueError when two rows fall on the same place.
    """
    columns = [y] if isinstance(y, str) else list(y)
    xs = in_order(x, table.unique(x))
    codes = in_order(split, table.unique(split)) if split else [None]
    found: dict[tuple[str, Any, Any], Cell] = {}
    for row in table.rows():
        for column in columns:
            place = (column, row[split].value if split else None, row[x].value)
            if place in found:
                raise ValueError(f"two rows at {place}; narrow the table with .where(), or name the `split`")
            found[place] = _state(row[column])
    unit = table.context.unit
    beside: dict[Any, list[Any]] = {}
    for (_column, _code, place), cell in found.items():
        beside.setdefault(place, []).append(cell.value)
    made = []
    for column in columns:
        as_text = fmt.for_column(column, unit)
        for code in codes:
            cells = tuple(found.get((column, code, place), NOTHING) for place in xs)
            texts = tuple(
                fmt.cell(cell, fmt.alike(as_text, beside.get(place, ()))) for place, cell in zip(xs, cells, strict=True)
            )
            made.append(Series(code if split else column, *_look(split, code, column), cells, texts))
    return xs, made


def _look(split: str | None, code: Any, column: str) -> tuple[str, str, str]:
    if split is None:
        return labels.column(column), labels.column(column), theme.colour("reeks", column)
    return labels.name(split, code), labels.short(split, code), theme.colour(split, code)


def _state(cell: Cell) -> Cell:
    """A figure outside the protected columns that is null is missing too."""
    return NOTHING if cell.value is None and cell.staat is Staat.WAARDE else cell


def all_hidden(found: Iterable[Series]) -> bool:
    """Whether there is nothing to draw because every figure is hidden."""
    return only_hidden(cell for one in found for cell in one.cells)


def only_hidden(cells: Iterable[Cell]) -> bool:
    """Whether figures are hidden and none is left to draw."""
    states = {cell.staat for cell in cells}
    return Staat.VERBORGEN in states and Staat.WAARDE not in states


def position(code: Any) -> int | None:
    """The place of a period on a time axis, in steps of its own kind; None for what is not a period."""
    text = str(code)
    if isinstance(code, date) or fmt.PERIODS[-1][0].fullmatch(text):
        return int(text[:4]) * 12 + int(text[5:7])
    if "-W" in text:
        return date.fromisocalendar(int(text[:4]), int(text[-2:]), 1).toordinal() // 7
    if "-K" in text:
        return int(text[:4]) * 4 + int(text[-1])
    if fmt.PERIODS[2][0].fullmatch(text):
        return int(text[:4]) * 12 + int(text[5:7])
    return int(text[:4]) if fmt.PERIODS[3][0].fullmatch(text) else None


def places(codes: Sequence[Any]) -> list[int]:
    """Where periods stand on a time axis, in steps of their own kind; one after the other where two would coincide."""
    found = [place if (place := position(code)) is not None else i for i, code in enumerate(codes)]
    return found if len(set(found)) == len(found) else list(range(len(codes)))


def broken(places: Sequence[int], values: Sequence[Any]) -> tuple[list[int], list[Any]]:
    """Places and values with a hole wherever a period is not there, so that no line runs over it."""
    out_places: list[int] = []
    out_values: list[Any] = []
    for i, (place, value) in enumerate(zip(places, values, strict=True)):
        if i and place - places[i - 1] > 1:
            out_places.append(place - 1)
            out_values.append(None)
        out_places.append(place)
        out_values.append(value)
    return out_places, out_values
