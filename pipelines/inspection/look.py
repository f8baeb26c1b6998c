"""Open a file of which nothing is known: how it is written, where its header is, and its columns as text."""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import islice
from pathlib import Path

import polars as pl

from pipelines.delivery import EXCEL
from pipelines.encoding import lines, recognise
from pipelines.excel import DELIMITER, read_sheet
from pipelines.header import forbidden
from pipelines.inspection.words import KNOWN
from pipelines.mapping.parts import plain
from pipelines.refusal import RefusedError
from pipelines.workbook import open_workbook

DELIMITERS = (";", ",", "\t", "|", "^", "~")
TOP = 60  # lines among which the header is looked for
MOST = 50_000  # lines that are looked at
_NO_NAME = re.compile(r"^[\d\s.,:/€%+-]*$")  # numbers, days and times


@dataclass(frozen=True)
class Look:
    """What a file looks like. Columns by their place: `k0`, `k1`, ... in `frame`, text or null.

    names: the header, None when no row looks like one. above: rows above it. odd: lines with more or fewer fields.
    """

    names: tuple[str, ...] | None
    frame: pl.DataFrame
    above: int
    odd: int
    sheet: str | None = None
    delimiter: str | None = None
    encoding: str | None = None


def look(path: Path) -> Look:
    """What a CSV or XLSX file looks like. Raises RefusedError when it can be neither, or holds nothing."""
    content = path.read_bytes()
    if path.suffix.lower() in EXCEL:
        return _workbook(content)
    opened = BytesIO(content)
    encoding = recognise(opened)
    text = [line for piece in lines(opened, encoding) for line in piece.decode().split("\n")[:-1]][:MOST]
    if not any(line.strip() for line in text):
        raise RefusedError("leeg_bestand")
    delimiter = _delimiter(text[: 10 * TOP])
    return _table(_fields(text, delimiter), 0, delimiter=delimiter, encoding=encoding.name)


def is_header(fields: Sequence[str]) -> bool:
    """Whether a row looks like names of columns: words, each once, of which two or a third are known to us.

    A row of data hardly ever does, so no value of a pupil is taken for the name of a column.
    """
    names = [field.strip() for field in fields if field.strip()]
    different = len({plain(name) for name in names}) == len(names)
    if len(names) < 2 or not different or any(_NO_NAME.match(name) or len(name) > 60 for name in names):
        return False
    known = sum(bool(KNOWN.search(plain(name)) or forbidden(name)) for name in names)
    return known > 1 or 3 * known >= len(names)


def _workbook(content: bytes) -> Look:
    """The sheet with most lines; its name is told where there is more than one with data."""
    book = open_workbook(content)
    names = [sheet.name for sheet in book.sheets if sheet.visible and book.findings(sheet).filled]
    sheets = {name: read_sheet(content, name, is_header=is_header) for name in names}
    if not sheets:
        raise RefusedError("excel_bladen", aantal=0)
    name = max(sheets, key=lambda one: sheets[one].text.count(b"\n"))
    sheet = sheets[name]
    text = sheet.text.decode().split("\n")[:MOST]
    return _table(_fields(text, DELIMITER), sheet.row - 1, sheet=name if len(sheets) > 1 else None)


def _table(
    rows: list[list[str]],
    above: int,
    sheet: str | None = None,
    delimiter: str | None = None,
    encoding: str | None = None,
) -> Look:
    usual = _usual([row for row in rows if any(row)])
    top = next((i for i, row in enumerate(rows[:TOP]) if is_header(row) and len(row) == usual), None)
    header = rows[top] if top is not None else None
    body = [row for row in rows[0 if top is None else top + 1 :] if any(field.strip() for field in row)]
    width = len(header) if header else usual
    whole = [row for row in body if len(row) == width]
    frame = pl.DataFrame(whole, schema=[(f"k{i}", pl.String) for i in range(width)], orient="row")
    frame = frame.select(pl.all().str.strip_chars().replace("", None))
    names = tuple("".join(letter for letter in " ".join(name.split()) if letter.isprintable()) for name in header or ())
    return Look(names or None, frame, above + (top or 0), len(body) - len(whole), sheet, delimiter, encoding)


def _fields(text: Iterable[str], delimiter: str) -> list[list[str]]:
    """The fields of each line; a line with a stray quotation mark is cut at every separator."""
    found = []
    for line in text:
        try:
            found.append(next(csv.reader([line], delimiter=delimiter, strict=True), []))
        except csv.Error:
            found.append(line.split(delimiter))
    return found


def _delimiter(text: Sequence[str]) -> str:
    """The separator with which most lines have the same number of fields, more than one; else the first of all."""

    def agreement(delimiter: str) -> tuple[int, int]:
        filled = (line for line in text if line.strip())
        counts = Counter(len(row) for row in _fields(islice(filled, 10 * TOP), delimiter))
        wide = [(lines, width) for width, lines in counts.items() if width > 1]
        return max(wide, default=(0, 0))

    return max(DELIMITERS, key=agreement)


def _usual(rows: Sequence[Sequence[str]]) -> int:
    return Counter(map(len, rows)).most_common(1)[0][0] if rows else 0
