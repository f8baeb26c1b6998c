"""Tables as they were published, from CSV: each row a cell, some hidden, totals marked in their dimension.

Cells of several tables that say the same (the same value of the same codes, totals left aside) are one cell, so tables
that count the same children are attacked together.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from disclosure.levels import Codes, Levels, Parents
from disclosure.stelsel import Sum

DELIMITERS = (";", ",", "\t")
HEADER = (("child", "parent"), ("kind", "ouder"))


class TableError(Exception):
    """A file is not a table that can be attacked. Says what was expected; never a value."""


@dataclass(frozen=True)
class Published:
    """One table: its file, the columns of its dimensions and the column of its value."""

    path: Path
    dims: tuple[str, ...]
    value: str


@dataclass(frozen=True)
class Marks:
    """How the tables say that a value is hidden, and in a dimension that it is a total; in capitals is the same."""

    hidden: str
    total: str


@dataclass(frozen=True)
class PublishedCell:
    """What a figure is about: the column of its value, and its codes by dimension without the totals."""

    value: str
    codes: frozenset[tuple[str, str]]


@dataclass
class Figures:
    """All that was published: cells with their value, hidden cells, and which cells add up to which.

    beside: cells of the sums that have no row in any table. names: what its rows call a cell, per dimension.
    """

    shown: dict[PublishedCell, int] = field(default_factory=dict)
    hidden: list[PublishedCell] = field(default_factory=list)
    sums: Sequence[Sum[PublishedCell]] = ()
    beside: AbstractSet[PublishedCell] = frozenset()
    names: dict[PublishedCell, dict[str, str]] = field(default_factory=dict)

    def describe(self, cell: PublishedCell) -> dict[str, str]:
        """The name of its value, and its code in every dimension of the tables it is in, totals too."""
        return {"value": cell.value, **self.names[cell]}


def read(tables: Sequence[Published], hierarchies: Mapping[str, Parents], marks: Marks) -> Figures:
    """The figures of all tables together. A cell that one table hides and another shows is shown.

    hierarchies: child to parent, of the codes of a dimension. disclosure.levels tells what a cell without a row is.
    Raises TableError when a column is missing, a value is no whole number, a cell is doubled, tables disagree or a
    hierarchy does not belong to them.
    """
    figures = Figures()
    for table in tables:
        for codes, text in _rows(table).items():
            _note(figures, table, codes, text, marks)
    figures.hidden = list(dict.fromkeys(cell for cell in figures.hidden if cell not in figures.shown))
    for dim, parents in hierarchies.items():
        _check(dim, parents, tables, figures)
    sums = []
    for value, dims in dict.fromkeys((table.value, tuple(sorted(table.dims))) for table in tables):
        rows = _cells(figures, value, dims, marks.total)
        levels = Levels(rows, [hierarchies.get(dim, {}) for dim in dims], marks.total)
        known = {codes: _cell(value, dims, codes, marks.total) for codes in rows}
        for total, parts in levels.sums():
            own = [known.get(codes) or _cell(value, dims, codes, marks.total) for codes in (total, *parts)]
            sums.append(Sum(own[0], tuple(own[1:])))
    told = figures.shown.keys() | figures.hidden
    figures.sums = _telling(sums, told)
    figures.beside = {cell for one in figures.sums for cell in (one.total, *one.parts)} - told
    return figures


def hierarchy(paths: Sequence[Path], total: str) -> Parents:
    """Child to parent, from files with these two columns. Raises TableError when they are not such files.

    total: the mark of a total, which is above all codes and below none.
    """
    parents: dict[str, str] = {}
    for path in paths:
        for child, parent in _pairs(path, total):
            if parents.setdefault(child, parent) != parent:
                raise TableError(f"{path.name} gives a child a second parent; it can have one.")
    for child in parents:
        above, seen = parents[child], {child}
        while above in parents and above not in seen:
            seen.add(above)
            above = parents[above]
        if above in seen:
            raise TableError(f"{paths[-1].name} has a child that is above its own parent.")
    return parents


def _pairs(path: Path, total: str) -> Iterator[tuple[str, str]]:
    expected = "a hierarchy has two columns with the header child;parent, and then one line for each child"
    frame = _frame(path)
    if tuple(name.strip().casefold() for name in frame.columns) not in HEADER:
        raise TableError(f"{path.name} does not begin with the line child;parent: {expected}.")
    for child, parent in frame.select(pl.all().fill_null("").str.strip_chars()).iter_rows():
        if not child or not parent or child.casefold() == total.casefold():
            raise TableError(f"{path.name} has a line without a child or a parent, or with {total} as a child.")
        yield child, total if parent.casefold() == total.casefold() else parent


def _frame(path: Path) -> pl.DataFrame:
    try:
        header = path.read_text(encoding="utf-8-sig").partition("\n")[0]
        return pl.read_csv(path, separator=max(DELIMITERS, key=header.count), infer_schema_length=0)
    except FileNotFoundError:
        raise TableError(f"there is no file {path.name}.") from None
    except OSError:
        raise TableError(f"{path.name} cannot be read; is it a file, and are you allowed to?") from None
    except (pl.exceptions.PolarsError, UnicodeDecodeError):  # their messages hold values
        raise TableError(f"{path.name} is not a CSV in UTF-8 with a header.") from None


def _rows(table: Published) -> dict[Codes, str]:
    frame, wanted = _frame(table.path), (*table.dims, table.value)
    if missing := [name for name in wanted if name not in frame.columns]:
        raise TableError(f"{table.path.name} has no column {', '.join(missing)}.")
    if len(set(wanted)) < len(wanted):
        raise TableError(f"a column of {table.path.name} is named twice; name each dimension and the value once.")
    if frame.is_empty():
        raise TableError(f"{table.path.name} has no rows; each row is a published cell.")
    texts = frame.select(pl.col(*wanted).fill_null("").str.strip_chars())
    rows = {tuple(row[:-1]): row[-1] for row in texts.iter_rows()}
    if len(rows) < frame.height:
        raise TableError(f"{table.path.name} has several rows for the same cell; name all its dimensions.")
    return rows


def _cell(value: str, dims: Sequence[str], codes: Codes, total: str) -> PublishedCell:
    named = zip(dims, codes, strict=True)
    return PublishedCell(value, frozenset(one for one in named if one[1] != total))


def _note(figures: Figures, table: Published, codes: Codes, text: str, marks: Marks) -> None:
    total = marks.total.casefold()
    marked = tuple(marks.total if code.casefold() == total else code for code in codes)
    cell = _cell(table.value, table.dims, marked, marks.total)
    figures.names.setdefault(cell, {}).update(zip(table.dims, codes, strict=True))
    if text.casefold() == marks.hidden.casefold():
        figures.hidden.append(cell)
    elif not text.isdecimal():
        what = f"a value in {table.value} that is no whole number and not {marks.hidden}"
        raise TableError(f"{table.path.name} has {what}.")
    elif figures.shown.setdefault(cell, int(text)) != int(text):
        raise TableError(f"{table.path.name} gives another value for a cell than was given before.")


def _check(dim: str, parents: Parents, tables: Sequence[Published], figures: Figures) -> None:
    """Refuse a hierarchy that says nothing of these tables: by a mistake it would let them look safe."""
    dims = dict.fromkeys(name for table in tables for name in table.dims)
    if dim not in dims:
        raise TableError(f"there is no dimension {dim} to have a hierarchy; the dimensions are {', '.join(dims)}.")
    codes = {code for cell in figures.names for name, code in cell.codes if name == dim}
    if codes.isdisjoint({*parents, *parents.values()}):
        raise TableError(f"no code of the hierarchy of {dim} is in the tables; both are to use the same codes.")


def _cells(figures: Figures, value: str, dims: Sequence[str], total: str) -> dict[Codes, int | None]:
    """All cells over no other dimensions than these, of any table, by their codes."""
    found: dict[Codes, int | None] = {}
    for cell in figures.names:
        own = dict(cell.codes)
        if cell.value == value and own.keys() <= set(dims):
            found[tuple(own.get(dim, total) for dim in dims)] = figures.shown.get(cell)
    return found


def _telling(sums: Sequence[Sum[PublishedCell]], told: AbstractSet[PublishedCell]) -> list[Sum[PublishedCell]]:
    """Without the sums that only say what a cell is that has no row and is in no other sum."""
    unique = dict.fromkeys(sums)
    uses = Counter(cell for one in unique for cell in (one.total, *one.parts))
    by_total: dict[PublishedCell, list[Sum[PublishedCell]]] = {}
    for one in unique:
        by_total.setdefault(one.total, []).append(one)
    waiting = [cell for cell in by_total if cell not in told and uses[cell] == 1]
    while waiting:
        for one in by_total[waiting.pop()]:
            if unique.pop(one, 0) is None:
                uses.subtract([one.total, *one.parts])
                waiting += [part for part in one.parts if part in by_total and part not in told and uses[part] == 1]
    return list(unique)
