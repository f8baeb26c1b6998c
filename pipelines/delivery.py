"""Open a delivery file: whatever its form, the header checked and the lines below it as plain text, in pieces."""

import io
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import BinaryIO, Protocol

import polars as pl

from pipelines.encoding import count, lines, recognise
from pipelines.excel import DELIMITER, Sheet, read_sheet
from pipelines.header import DELIMITERS, columns, refuse_other_separator
from pipelines.refusal import RefusedError

EXCEL = {".xlsx", ".xlsm", ".xls"}  # the last two are told how to save them
SAMPLE = 1 << 16  # bytes, and
SHOWN = 100  # lines by which the separator is judged
_SEPARATOR_LINE = "sep="  # Excel writes it above the header, and reads it back


class Vorm(Protocol):
    """How a profile says that an export is written; None: as it looks."""

    @property
    def sheet(self) -> str | None: ...
    @property
    def skip_lines(self) -> int: ...
    @property
    def delimiter(self) -> str | None: ...
    @property
    def encoding(self) -> str | None: ...


class Mapped(Protocol):
    """Records as a profile makes them: standard columns as text, and what it did not take.

    records: `bestand`, `regel` and standard columns; one line may give several rows. left_out: `bestand`, `regel`,
    `reden` of lines that are left out on purpose. rejected: `bestand`, `regel`, `reden`, `kolom`.
    """

    @property
    def records(self) -> pl.DataFrame: ...
    @property
    def left_out(self) -> pl.DataFrame: ...
    @property
    def rejected(self) -> pl.DataFrame: ...


class Profile(Protocol):
    """What reading asks of a source profile: the form of the export, the columns it wants, what it makes of them."""

    @property
    def naam(self) -> str: ...
    @property
    def vorm(self) -> Vorm: ...
    @property
    def sleuteldomein(self) -> str: ...
    @property
    def wanted(self) -> tuple[str, ...]: ...
    def apply(self, records: pl.DataFrame) -> Mapped: ...


@dataclass(frozen=True)
class Text:
    """A piece of a file: the columns in lower case, and whole lines as UTF-8, each ended by LF.

    first: physical number of the first line (the header of a plain file is line 1). leverancier, schooljaar: what the
    name of the file says of who delivers and of which school year. feiten: what opening it found worth telling.
    """

    columns: tuple[str, ...]
    delimiter: str
    body: bytes
    lines: int
    first: int = 2
    profile: Profile | None = None
    leverancier: str | None = None
    schooljaar: str | None = None
    feiten: Mapping[str, int] = field(default_factory=dict)


def open_text(
    content: bytes,
    path: Path,
    required: Sequence[str],
    profile: Profile | None = None,
    optional: Collection[str] | None = None,
) -> Text:
    """A whole CSV or XLSX file as one piece of text; see `open_pieces`."""
    return next(open_pieces(io.BytesIO(content), path, required, profile, optional))


def open_pieces(
    file: BinaryIO,
    path: Path,
    required: Sequence[str],
    profile: Profile | None = None,
    optional: Collection[str] | None = None,
    size: int = 0,
) -> Iterator[Text]:
    """A CSV or XLSX file in pieces of about `size` bytes (0: one piece); a file without lines gives one empty piece.

    required: columns that must be there. optional: columns that may be there too; None: any that is not forbidden.
    Raises RefusedError when the file as a whole cannot be read.
    """
    vorm = profile.vorm if profile else None
    feiten: Mapping[str, int] = {}
    first = 1
    if path.suffix.lower() in EXCEL:
        sheet = _sheet(file.read(), required, vorm)
        feiten, first = sheet.feiten, sheet.row
        above, header, body = _top(iter([sheet.text + b"\n"]), 0)
        pieces: Iterator[bytes] = iter(())
        delimiters: Sequence[str] = (DELIMITER,)
    else:
        pieces = lines(file, recognise(file, vorm.encoding if vorm else None), size)
        above, header, body = _top(pieces, vorm.skip_lines if vorm else 0)
        delimiters = (vorm.delimiter,) if vorm and vorm.delimiter else DELIMITERS
    names, delimiter = columns(header, required, optional, delimiters)
    refuse_other_separator(names, delimiter, body[:SAMPLE].decode(errors="replace").split("\n")[:SHOWN])
    number = first + above + 1
    while True:
        found = count(body, "\n")
        yield Text(names, delimiter, body, found, number, profile, feiten=feiten)
        number += found
        try:
            body = next(pieces)
        except StopIteration:
            return


def _sheet(content: bytes, required: Sequence[str], vorm: Vorm | None) -> Sheet:
    if not content.strip():
        raise RefusedError("leeg_bestand")

    def is_header(row: Sequence[str]) -> bool:
        return set(required) <= {"".join(cell.split()).lower() for cell in row}

    return read_sheet(content, vorm.sheet if vorm else None, vorm.skip_lines if vorm else 0, is_header)


def _top(pieces: Iterator[bytes], skip: int) -> tuple[int, str, bytes]:
    """How many lines stand above the header, the header, and what of the first pieces is below it.

    Enough is read to judge the separator by, however small the pieces are.
    """
    head = b""
    for piece in chain(pieces, [b""]):
        head = head + piece if head else piece
        if piece and len(head) < SAMPLE:
            continue
        top = head[: 1 << 20].decode(errors="replace").split("\n")[:-1]
        above = skip + _above(top[skip:])
        if above < len(top):
            start = sum(len(line.encode()) + 1 for line in top[: above + 1])
            return above, top[above], head[start:]
    raise RefusedError("leeg_bestand")


def _above(top: Sequence[str]) -> int:
    """Blank lines above the header, and the line in which Excel names the separator."""
    for number, line in enumerate(top):
        bare = line.strip(" \t;,\"'")
        if bare and not bare.lower().startswith(_SEPARATOR_LINE):
            return number
    return len(top)
