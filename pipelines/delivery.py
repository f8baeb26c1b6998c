"""Read a delivery file so that every physical line is accounted for.

`pl.read_csv` on a damaged file silently loads too few or too many rows, so lines are split first and
numbered; a line becomes a record only when it has exactly as many fields as the header.
"""

import codecs
import csv
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import polars as pl

from pipelines.refusal import RefusedError

DELIMITERS = (";", ",", "\t")
UNUSED = "\x1f"  # a separator that no text file holds: one field per line
# Columns that identify a person. They may not enter any store, so the file is refused before it is read.
FORBIDDEN = frozenset(
    {
        "naam_leerling",
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
        "eck_id",
        "geboortedatum",
        "geboorteplaats",
        "adres",
        "straat",
        "huisnummer",
        "postcode",
        "woonplaats",
        "telefoon",
        "telefoonnummer",
        "e-mail",
        "email",
        "emailadres",
        "opmerking",
        "opmerkingen",
        "toelichting",
    }
)


@dataclass(frozen=True)
class Delivery:
    """A file in text form.

    records: one row per readable line: `regel` (physical line number, the header is line 1) and the columns as text.
    rejected: `regel`, `reden`, `kolom` (null) of lines that are no record.
    lines: physical lines below the header; lines = records + rejected + blank.
    """

    records: pl.DataFrame
    rejected: pl.DataFrame
    lines: int
    blank: int


def read(content: bytes, path: Path, wanted: tuple[str, ...], required: tuple[str, ...]) -> Delivery:
    """The lines of a CSV or XLSX file, with those of the `wanted` columns that are there.

    Raises RefusedError when the file as a whole cannot be read: empty, binary, a column missing, doubled or forbidden.
    """
    if not content.strip():
        raise RefusedError(
            "leeg_bestand", "the file is empty; expected a header and data lines. Deliver the file again."
        )
    if path.suffix.lower() == ".xlsx":
        return _from_lines(_excel_lines(content), ";", wanted, required)
    text = _utf8(content)
    header, _, body = text.partition(b"\n")
    delimiter = max(DELIMITERS, key=header.decode().count)
    lines = _split(body)
    return _from_lines(pl.concat([pl.DataFrame({"line": [header.decode()]}), lines]), delimiter, wanted, required)


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


def _split(body: bytes) -> pl.DataFrame:
    """Each physical line as one text, in order; proven by the count of line ends, else split the slow way."""
    expected = body.count(b"\n") + (0 if body.endswith(b"\n") or not body else 1)
    if expected == 0:
        return pl.DataFrame({"line": []}, schema={"line": pl.String})
    if not body.startswith(b"\n") and b"\n\n" not in body and UNUSED.encode() not in body and b"\0" not in body:
        lines = pl.read_csv(
            BytesIO(body), separator=UNUSED, has_header=False, schema={"line": pl.String}, quote_char=None
        )
        if lines.height == expected:
            return lines
    return pl.DataFrame({"line": body.decode().split("\n")[:expected]}, schema={"line": pl.String})


def _excel_lines(content: bytes) -> pl.DataFrame:
    """The first sheet as lines of quoted text, so that Excel and CSV go the same way from here."""
    try:
        sheet = pl.read_excel(content, has_header=False, infer_schema_length=0, drop_empty_rows=False)
    except Exception as error:
        code = type(error).__name__
        raise RefusedError(
            "geen_excel", f"the file is not a readable XLSX workbook ({code}). Save it again as .xlsx or as CSV."
        ) from None
    quoted = [
        pl.when(pl.col(name).str.contains('[;"\n\r]'))
        .then(pl.lit('"') + pl.col(name).str.replace_all("[\n\r]", " ").str.replace_all('"', '""') + pl.lit('"'))
        .otherwise(pl.col(name))
        .fill_null("")
        for name in sheet.columns
    ]
    # Excel gives dates as date and time at midnight.
    return sheet.select(line=pl.concat_str(quoted, separator=";").str.replace_all(" 00:00:00", "", literal=True))


def _from_lines(lines: pl.DataFrame, delimiter: str, wanted: tuple[str, ...], required: tuple[str, ...]) -> Delivery:
    columns = _header(lines["line"][0] or "", delimiter, required)
    body = lines.slice(1).with_row_index("regel", offset=2).with_columns(pl.col("regel").cast(pl.Int64))
    blank = body["line"].fill_null("").str.strip_chars(f" {delimiter}").eq("")
    filled = body.filter(~blank)
    damaged = filled["line"].str.contains("[\0\ufffd]")
    quoted = filled["line"].str.contains('"', literal=True)
    plain = _plain_fields(filled.filter(~damaged & ~quoted), delimiter, columns)
    parsed = _quoted_fields(filled.filter(~damaged & quoted), delimiter, columns)
    frame = pl.concat([plain, parsed]).sort("regel") if parsed.height else plain
    whole = frame["velden"] == len(columns)
    rejected = pl.concat(
        [
            filled.filter(damaged).select("regel", reden=pl.lit("tekens"), kolom=pl.lit(None, pl.String)),
            frame.filter(~whole).select("regel", reden=pl.lit("velden"), kolom=pl.lit(None, pl.String)),
        ]
    )
    keep = [name for name in wanted if name in columns]
    texts = [pl.col(name).str.strip_chars().replace("", None) for name in keep]
    return Delivery(frame.filter(whole).select("regel", *texts), rejected, body.height, int(blank.sum()))


def _header(line: str, delimiter: str, required: tuple[str, ...]) -> list[str]:
    """Column names in lower case; refuses what is forbidden, doubled or missing."""
    columns = [name.strip().strip('"').strip().lower() for name in line.split(delimiter)]
    if forbidden := sorted(FORBIDDEN & set(columns)):
        raise RefusedError(
            "verboden_kolom",
            f"column {', '.join(forbidden)} identifies a person and may not be delivered. "
            "Leave the column out and deliver the file again.",
        )
    if len(set(columns)) < len(columns):
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


def _plain_fields(lines: pl.DataFrame, delimiter: str, columns: list[str]) -> pl.DataFrame:
    """Lines without a quotation mark: fields are what stands between the delimiters."""
    last = len(columns) - 1
    fields = pl.col("line").str.split_exact(delimiter, last).struct.rename_fields(columns).alias("fields")
    count = (pl.col("line").str.count_matches(delimiter, literal=True) + 1).cast(pl.Int64).alias("velden")
    return lines.select("regel", count, fields).unnest("fields")


def _quoted_fields(lines: pl.DataFrame, delimiter: str, columns: list[str]) -> pl.DataFrame:
    """Lines with a quotation mark, one at a time: a stray quote spoils its own line and no other."""
    width = len(columns)
    rows: list[list[str | None]] = []
    counts: list[int] = []
    for line in lines["line"]:
        try:
            fields: list[str | None] = list(next(csv.reader([line], delimiter=delimiter, strict=True)))
        except csv.Error:
            fields = []
        counts.append(len(fields))
        rows.append(fields if len(fields) == width else [None] * width)
    schema = dict.fromkeys(columns, pl.String)
    texts = pl.DataFrame(rows, schema=schema, orient="row")
    return pl.concat([lines.select("regel", velden=pl.Series(counts, dtype=pl.Int64)), texts], how="horizontal")
