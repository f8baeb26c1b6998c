"""Turn the lines of delivery files into records, so that every physical line is accounted for.

`pl.read_csv` on a damaged file silently loads too few or too many rows, so lines are split first and numbered; a
line becomes a record only when it has exactly as many fields as the header. Files of the same form go together:
a thousand small files then cost little more than one large one. Where it can be proven that all lines are whole, and
that is nearly always, they are read at once, which takes a third of the time.
"""

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

import numpy as np
import polars as pl

from pipelines.delivery import Text
from pipelines.encoding import count

DAMAGED = ("\0", "\ufffd", "\ufeff")  # in no text that was written and read well; the last marks the start of a file
UNUSED = "\x1f"  # a separator that no text file holds: one field per line
PLACE = {"bestand": pl.Int32, "regel": pl.Int32}  # position of the file in the batch, physical line (header: 1)
REJECTED = {**PLACE, "reden": pl.String, "kolom": pl.String}
LEFT_OUT = {**PLACE, "reden": pl.String}


@dataclass(frozen=True)
class Records:
    """Lines of files of one form.

    records: `bestand`, `regel` and the wanted columns as text, one row per readable line.
    rejected: `bestand`, `regel`, `reden`, `kolom` (null) of lines that are no record.
    blank: blank lines per file. Per file: lines = records + rejected + blank.
    """

    records: pl.DataFrame
    rejected: pl.DataFrame
    blank: list[int]


def records(texts: Sequence[Text], wanted: tuple[str, ...], *, bare: bool = False) -> Records:
    """The lines of files that share columns and delimiter, with those of the `wanted` columns that are there.

    Spaces around a value are taken away, and a value of nothing else is null; with `bare` that is left to the caller,
    who may do so once per distinct value.
    """
    # A column that is not wanted may have any name or none, also one that is used here.
    columns = tuple(name if name in wanted else f"_{i}" for i, name in enumerate(texts[0].columns))
    keep = [name for name in wanted if name in columns]
    body = texts[0].body if len(texts) == 1 else b"".join(text.body for text in texts)
    frame = _whole(body, sum(text.lines for text in texts), texts[0].delimiter, columns)
    if frame is not None:
        own = frame.select(keep)
        found = pl.concat([_place(texts), own if bare else _stripped(own)], how="horizontal")
        return Records(found, pl.DataFrame(schema=REJECTED), [0] * len(texts))
    return _line_by_line(texts, body, columns, keep)


def _whole(body: bytes, rows: int, delimiter: str, columns: tuple[str, ...]) -> pl.DataFrame | None:
    """The fields of all lines at once, where it is proven that every line is whole; else None.

    Nothing quotes or damages a field, there are as many separators as the lines need together, and the reader, which
    refuses a line with a field too many and skips a blank one, gives a row for each line: so no line has one too few.
    """
    if not rows or any(mark in body for mark in (b'"', b"\0")):
        return None
    if not body.isascii() and any(mark.encode() in body for mark in DAMAGED):
        return None
    if not delimiter.isascii() or count(body, delimiter) != rows * (len(columns) - 1):
        return None
    schema = dict.fromkeys(columns, pl.String)
    try:
        frame = pl.read_csv(body, separator=delimiter, has_header=False, schema=schema, quote_char=None)
    except pl.exceptions.PolarsError:
        return None
    # A line of separators and spaces only is blank; where the first field is filled everywhere there is none.
    first = frame.to_series(0)
    filled = not first.has_nulls() and not (_has_spaces(body) and first.str.contains(r"^\s").any())
    return frame if frame.height == rows and filled else None


def _has_spaces(body: bytes) -> bool:
    return not body.isascii() or any(space in body for space in (b" ", b"\t", b"\x0b", b"\x0c"))


def _stripped(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.select(pl.all().str.strip_chars().replace("", None))


def _line_by_line(texts: Sequence[Text], body: bytes, columns: tuple[str, ...], keep: list[str]) -> Records:
    """The same, whatever the lines are like."""
    delimiter = texts[0].delimiter
    lines = _place(texts).with_columns(_split(body))
    blank = lines["line"].str.strip_chars(f" \t{delimiter}").eq("")
    filled = lines.filter(~blank) if blank.any() else lines
    damaged = filled["line"].str.contains(f"[{''.join(DAMAGED)}]")
    quoted = filled["line"].str.contains('"', literal=True) & ~damaged
    frame = _plain_fields(filled.filter(~damaged & ~quoted), delimiter, columns)
    if quoted.any():
        frame = pl.concat([frame, _quoted_fields(filled.filter(quoted), delimiter, columns)]).sort(*PLACE)
    whole = frame["velden"] == len(columns)
    per_file = lines.filter(blank)["bestand"].value_counts() if blank.any() else pl.DataFrame(schema=PLACE)
    counts = dict(per_file.iter_rows())
    found = frame.filter(whole)
    return Records(
        pl.concat([found.select(*PLACE), _stripped(found.select(keep))], how="horizontal"),
        pl.concat([_rejected(filled.filter(damaged), "tekens"), _rejected(frame.filter(~whole), "velden")]),
        [counts.get(i, 0) for i in range(len(texts))],
    )


def _place(texts: Sequence[Text]) -> pl.DataFrame:
    """Of each line its file and its number in that file."""
    if len(texts) == 1:
        first, count = texts[0].first, texts[0].lines
        return pl.select(
            bestand=pl.repeat(0, count, dtype=PLACE["bestand"]),
            regel=pl.int_range(first, first + count, dtype=PLACE["regel"]),
        )
    lines = [text.lines for text in texts]
    starts = np.cumsum([0, *lines[:-1]]) - [text.first for text in texts]
    number = np.arange(sum(lines)) - np.repeat(starts, lines)
    return pl.DataFrame({"bestand": np.repeat(np.arange(len(lines)), lines), "regel": number}, schema=PLACE)


def _split(body: bytes) -> pl.Series:
    """Each physical line as one text, in order; proven by the count of line ends, else split the slow way."""
    expected = body.count(b"\n")
    strange = body.startswith(b"\n") or any(mark in body for mark in (b"\n\n", b"\0", UNUSED.encode()))
    if expected and not strange:
        source, schema = BytesIO(body), {"line": pl.String}
        lines = pl.read_csv(source, separator=UNUSED, has_header=False, schema=schema, quote_char=None)
        if lines.height == expected and not lines["line"].has_nulls():
            return lines["line"]
    return pl.Series("line", body.decode().split("\n")[:expected], dtype=pl.String)


def _rejected(lines: pl.DataFrame, reden: str) -> pl.DataFrame:
    return lines.select(*PLACE, reden=pl.lit(reden), kolom=pl.lit(None, pl.String))


def _plain_fields(lines: pl.DataFrame, delimiter: str, columns: tuple[str, ...]) -> pl.DataFrame:
    """Lines without a quotation mark: fields are what stands between the delimiters."""
    last = len(columns) - 1
    fields = pl.col("line").str.split_exact(delimiter, last).struct.rename_fields(list(columns)).alias("fields")
    count = (pl.col("line").str.count_matches(delimiter, literal=True) + 1).cast(pl.Int64).alias("velden")
    return lines.select(*PLACE, count, fields).unnest("fields")


def _quoted_fields(lines: pl.DataFrame, delimiter: str, columns: tuple[str, ...]) -> pl.DataFrame:
    """Lines with a quotation mark; a stray one spoils its own line and no other.

    Read together are the lines in which marks stand around whole fields without a separator or another mark inside, as
    in most exports, and those in which no field begins with a mark; a single mark that begins a field has no end. The
    rest is read one line at a time, which takes a hundred times as long.
    """
    mark = re.escape(delimiter)
    field = f' *"[^"{mark}]*" *|[^"{mark}]*'
    line = pl.col("line")
    around = line.str.contains(f"^(?:{field})(?:{mark}(?:{field}))*$")
    begins = line.str.contains(f'(?:^|{mark})"')
    open_ended = begins & (line.str.count_matches('"', literal=True) == 1)
    sort = pl.when(around).then(0).when(~begins).then(1).when(open_ended).then(2).otherwise(3)
    parts = lines.with_columns(sort=sort).partition_by("sort", as_dict=True, include_key=False)
    none = lines.clear()
    bare = parts.get((0,), none).with_columns(line.str.replace_all('"', "", literal=True))
    plain = _plain_fields(pl.concat([bare, parts.get((1,), none)]), delimiter, columns)
    endless = parts.get((2,), none).select(
        *PLACE, pl.lit(0, pl.Int64).alias("velden"), *(pl.lit(None, pl.String).alias(name) for name in columns)
    )
    return pl.concat([plain, endless, _odd_fields(parts.get((3,), none), delimiter, columns)])


def _odd_fields(lines: pl.DataFrame, delimiter: str, columns: tuple[str, ...]) -> pl.DataFrame:
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
    return pl.concat([lines.select(*PLACE, velden=pl.Series(counts, dtype=pl.Int64)), texts], how="horizontal")
