"""Turn the lines of delivery files into records, so that every physical line is accounted for.

`pl.read_csv` on a damaged file silently loads too few or too many rows, so lines are split first and numbered; a
line becomes a record only when it has exactly as many fields as the header. Files of the same form go together:
a thousand small files then cost little more than one large one.
"""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

import numpy as np
import polars as pl

from pipelines.delivery import Text

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


def records(texts: Sequence[Text], wanted: tuple[str, ...]) -> Records:
    """The lines of files that share columns and delimiter, with those of the `wanted` columns that are there."""
    delimiter = texts[0].delimiter
    # A column that is not wanted may have any name or none, also one that is used here.
    columns = tuple(name if name in wanted else f"_{i}" for i, name in enumerate(texts[0].columns))
    lines = _place([text.lines for text in texts]).with_columns(_split(b"".join(text.body for text in texts)))
    blank = lines["line"].str.strip_chars(f" {delimiter}").eq("")
    filled = lines.filter(~blank) if blank.any() else lines
    damaged = filled["line"].str.contains("[\0\ufffd]")
    quoted = filled["line"].str.contains('"', literal=True) & ~damaged
    frame = _plain_fields(filled.filter(~damaged & ~quoted), delimiter, columns)
    if quoted.any():
        frame = pl.concat([frame, _quoted_fields(filled.filter(quoted), delimiter, columns)]).sort(*PLACE)
    whole = frame["velden"] == len(columns)
    keep = [pl.col(name).str.strip_chars().replace("", None) for name in wanted if name in columns]
    per_file = lines.filter(blank)["bestand"].value_counts() if blank.any() else pl.DataFrame(schema=PLACE)
    counts = dict(per_file.iter_rows())
    return Records(
        frame.filter(whole).select(*PLACE, *keep),
        pl.concat([_rejected(filled.filter(damaged), "tekens"), _rejected(frame.filter(~whole), "velden")]),
        [counts.get(i, 0) for i in range(len(texts))],
    )


def _place(lines: list[int]) -> pl.DataFrame:
    """Of each line its file and its number in that file."""
    starts = np.cumsum([0, *lines[:-1]])
    number = np.arange(sum(lines)) - np.repeat(starts, lines) + 2
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
    return pl.concat([lines.select(*PLACE, velden=pl.Series(counts, dtype=pl.Int64)), texts], how="horizontal")
