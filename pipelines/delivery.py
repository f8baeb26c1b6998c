"""Open a delivery file: whatever its encoding and separator, the header checked and the body as plain lines."""

import codecs
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import polars as pl

from pipelines.excel import read_sheet
from pipelines.refusal import RefusedError

DELIMITERS = (";", ",", "\t")
# Columns that identify a person, without spaces, dots, dashes and underscores. They may not enter any store, so the
# file is refused before it is read. `naam` is allowed where it is a column of the kind: schools have names.
FORBIDDEN = frozenset(
    {
        "naam",
        "naamleerling",
        "leerlingnaam",
        "voornaam",
        "voornamen",
        "achternaam",
        "roepnaam",
        "geslachtsnaam",
        "voorletters",
        "tussenvoegsel",
        "bsn",
        "burgerservicenummer",
        "pgn",
        "onderwijsnummer",
        "persoonsgebondennummer",
        "eckid",
        "geboortedatum",
        "geboorteplaats",
        "adres",
        "straat",
        "huisnummer",
        "postcode",
        "woonplaats",
        "telefoon",
        "telefoonnummer",
        "email",
        "emailadres",
        "opmerking",
        "opmerkingen",
        "toelichting",
    }
)


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


class Mapping(Protocol):
    """What reading asks of a source profile: which columns of the export it wants, and what it makes of them."""

    @property
    def wanted(self) -> tuple[str, ...]: ...
    def apply(self, records: pl.DataFrame) -> Mapped: ...


@dataclass(frozen=True)
class Text:
    """A file in text form: its columns in lower case, and the lines below the header as UTF-8, each with its end."""

    columns: tuple[str, ...]
    delimiter: str
    body: bytes
    lines: int
    profile: Mapping | None = None


def open_text(content: bytes, path: Path, required: tuple[str, ...]) -> Text:
    """A CSV or XLSX file as text.

    Raises RefusedError when the file as a whole cannot be read: empty, binary, a column missing, doubled or forbidden.
    """
    text = read_sheet(content).text if path.suffix.lower() == ".xlsx" and content.strip() else _utf8(content)
    if not text.strip():
        raise RefusedError(
            "leeg_bestand", "the file is empty; expected a header and data lines. Deliver the file again."
        )
    header, _, body = text.partition(b"\n")
    if body and not body.endswith(b"\n"):
        body += b"\n"
    delimiter = max(DELIMITERS, key=header.decode().count)
    return Text(_columns(header.decode(), delimiter, required), delimiter, body, body.count(b"\n"))


def _utf8(content: bytes) -> bytes:
    """The same text as UTF-8 with plain line ends; UTF-16 by its mark, cp1252 where it is not UTF-8."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        content = content.decode("utf-16", errors="replace").encode()
    content = content.removeprefix(codecs.BOM_UTF8)
    try:
        content.decode()
    except UnicodeDecodeError:
        content = content.decode("cp1252", errors="replace").encode()
    if b"\r" in content:
        content = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return content


def _columns(header: str, delimiter: str, required: tuple[str, ...]) -> tuple[str, ...]:
    """Column names in lower case; refuses what is forbidden, doubled or missing."""
    columns = tuple(name.strip().strip('"').strip().lower() for name in header.split(delimiter))
    own = FORBIDDEN - set(required)
    if forbidden := sorted(own & {re.sub(r"[\s._-]", "", name) for name in columns}):
        raise RefusedError(
            "verboden_kolom",
            f"column {', '.join(forbidden)} identifies a person and may not be delivered. "
            "Leave the column out and deliver the file again.",
        )
    named = [name for name in columns if name]  # spreadsheets leave empty columns behind
    if len(set(named)) < len(named):
        raise RefusedError(
            "dubbele_kolom", "a column stands twice in the header; expected each once. Rename or remove one."
        )
    if missing := [name for name in required if name not in columns]:
        raise RefusedError(
            "kolom_ontbreekt",
            f"column {', '.join(missing)} is missing in the header; expected {delimiter.join(required)}. "
            "Add the column (it may be empty where that is allowed) and deliver the file again.",
        )
    return columns
