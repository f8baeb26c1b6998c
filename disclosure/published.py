"""Tables as they were published, from CSV: each row a cell, some hidden, totals marked in their dimension.

Cells of several tables that say the same (the same value of the same codes, totals left aside) are one cell, so tables
that count the same children are attacked together.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from disclosure.stelsel import Sum

DELIMITERS = (";", ",", "\t")
Hierarchy = Mapping[str, str]  # child to parent, of the codes of one dimension


class TableError(Exception):
    """A file is not a table that can be attacked. Says what was expected; never a value."""


@dataclass(frozen=True)
class Published:
    """One table: its file, the columns of its dimensions, the column of its value and the parents of its codes."""

    path: Path
    dims: tuple[str, ...]
    value: str
    hierarchies: Mapping[str, Hierarchy] = field(default_factory=dict)


@dataclass(frozen=True)
class PublishedCell:
    """What a figure is about: the column of its value, and its codes by dimension without the totals."""

    value: str
    codes: frozenset[tuple[str, str]]


@dataclass(frozen=True)
class Figures:
    """All that was published: cells with their value, hidden cells, and which cells add up to which."""

    shown: Mapping[PublishedCell, int]
    hidden: Sequence[PublishedCell]
    sums: Sequence[Sum[PublishedCell]]


def read(tables: Sequence[Published], *, hidden: str, total: str) -> Figures:
    """The figures of all tables together. A cell that one table hides and another shows is shown.

    hidden: the mark of a hidden value. total: the mark of a total in a dimension. A code without a row stands for 0.
    Raises TableError when a column is missing, a value is no whole number, a cell is doubled or tables disagree.
    """
    shown: dict[PublishedCell, int] = {}
    concealed: dict[PublishedCell, None] = {}
    sums: list[Sum[PublishedCell]] = []
    for table in tables:
        rows = _rows(table)
        cells = {codes: _cell(table, codes, total) for codes in rows}
        for codes, text in rows.items():
            _note(table, cells[codes], text, hidden, shown, concealed)
        sums += _sums(table, cells, total)
    return Figures(shown, [cell for cell in concealed if cell not in shown], sums)


def hierarchy(path: Path) -> Hierarchy:
    """Child to parent, from a file with these two columns, whatever they are called. Raises TableError otherwise."""
    frame = _frame(path)
    if frame.width != 2:
        raise TableError(f"{path.name} has {frame.width} columns; a hierarchy has two: child and parent.")
    return dict(frame.iter_rows())


def describe(cell: PublishedCell) -> dict[str, str]:
    """A cell of `read` as its codes by dimension, with the name of the value; totals are left out."""
    return {"value": cell.value, **dict(sorted(cell.codes))}


def _frame(path: Path) -> pl.DataFrame:
    try:
        header = path.read_text(encoding="utf-8-sig").partition("\n")[0]
        return pl.read_csv(path, separator=max(DELIMITERS, key=header.count), infer_schema_length=0)
    except FileNotFoundError:
        raise TableError(f"there is no file {path.name}.") from None
    except (pl.exceptions.PolarsError, UnicodeDecodeError):  # their messages hold values
        raise TableError(f"{path.name} is not a CSV in UTF-8 with a header.") from None


def _rows(table: Published) -> dict[tuple[str, ...], str]:
    frame = _frame(table.path)
    if missing := [name for name in (*table.dims, table.value) if name not in frame.columns]:
        raise TableError(f"{table.path.name} has no column {', '.join(missing)}.")
    texts = frame.select(pl.col(*table.dims, table.value).fill_null("").str.strip_chars())
    rows = {tuple(row[:-1]): row[-1] for row in texts.iter_rows()}
    if len(rows) < frame.height:
        raise TableError(f"{table.path.name} has several rows for the same cell; name all its dimensions.")
    return rows


def _cell(table: Published, codes: tuple[str, ...], total: str) -> PublishedCell:
    named = zip(table.dims, codes, strict=True)
    return PublishedCell(table.value, frozenset((dim, code) for dim, code in named if code != total))


def _note(
    table: Published,
    cell: PublishedCell,
    text: str,
    hidden: str,
    shown: dict[PublishedCell, int],
    concealed: dict[PublishedCell, None],
) -> None:
    if text == hidden:
        concealed[cell] = None
        return
    if not text.isdecimal():
        raise TableError(f"{table.path.name} has a value in {table.value} that is no whole number and not {hidden}.")
    if shown.setdefault(cell, int(text)) != int(text):
        raise TableError(f"{table.path.name} gives another value for a cell than a table before it.")


def _sums(table: Published, cells: Mapping[tuple[str, ...], PublishedCell], total: str) -> list[Sum[PublishedCell]]:
    """Each row that is a total in one dimension, with the rows one level below it there."""
    sums = []
    for place, dim in enumerate(table.dims):
        parents = table.hierarchies.get(dim, {})
        below: dict[tuple[str, ...], list[PublishedCell]] = {}
        for codes, cell in cells.items():
            if codes[place] != total:
                parent = parents.get(codes[place], total)
                below.setdefault((*codes[:place], parent, *codes[place + 1 :]), []).append(cell)
        sums += [Sum(cells[codes], tuple(parts)) for codes, parts in below.items() if codes in cells]
    return sums
