"""Read the sheet of an XLSX workbook as lines of text, so that Excel and CSV go the same way from there."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from pipelines.refusal import RefusedError
from pipelines.workbook import Leaf, Workbook, open_workbook
from pipelines.worksheet import Findings

DELIMITER = ";"
HEADER_WITHIN = 50  # rows among which a header is looked for
UNREADABLE = "\ufffd"  # a line with it is kept apart as `tekens`
# A time of day is a part of the day that the calendar starts with, which differs per calendar.
TIME_OF_DAY = r"^(?:1899-12-3[01]|1904-01-01) (\d\d:\d\d:\d\d)$"
# Excel writes a control character in a text as its number; line ends and tabs are no part of a value.
CONTROL = r"_x00(?:0[0-9A-Fa-f]|1[0-9A-Fa-f])_|[\n\r\t]"


@dataclass(frozen=True)
class Sheet:
    """The rows of a sheet from its header to its last row with data, as UTF-8 lines without a last line end.

    Fields stand between `;`, quoted where they must be. row: the number in Excel of the header.
    feiten: what the account tells, in numbers: verborgen_rijen (rows with data that are hidden; they are data like the
    others), verborgen_bladen (sheets that are hidden, and not read).
    """

    text: bytes
    row: int
    feiten: Mapping[str, int] = field(default_factory=dict)


def read_sheet(
    content: bytes,
    blad: str | None = None,
    boven: int = 0,
    is_header: Callable[[Sequence[str]], bool] | None = None,
) -> Sheet:
    """The one visible sheet with data, or the one named `blad`, from its header on.

    The header is the first row with data below `boven` rows; with `is_header` the first for which that holds, if any
    of the first rows does. Dates become yyyy-mm-dd, times hh:mm:ss, booleans ja and nee, whole numbers have no point.

    Raises RefusedError: all that open_workbook raises, excel_bladen, excel_formule, excel_samengevoegd, leeg_bestand.
    """
    book = open_workbook(content)
    leaf, found = _choose(book, blad)
    if found.uncalculated is not None:
        raise RefusedError("excel_formule", regel=found.uncalculated)
    rows = _rows(content, leaf, found)
    blank = rows.select(pl.all_horizontal(pl.all().fill_null("").str.strip_chars() == "")).to_series()
    filled = blank.not_().arg_true()
    below = filled.filter(filled >= boven)
    if below.is_empty():
        raise RefusedError("leeg_bestand")
    header = _header(rows, below, is_header)
    if merged := [first for first, last in found.merged if last > header]:
        raise RefusedError("excel_samengevoegd", regel=max(merged[0], header + 1))
    last = int(filled[-1])
    hidden = [row for row in found.hidden if header + 1 < row <= last + 1 and not blank[row - 1]]
    feiten = {"verborgen_rijen": len(hidden), "verborgen_bladen": sum(not one.visible for one in book.sheets)}
    text = _lines(rows.slice(header, last - header + 1))
    return Sheet(text, header + 1, {name: count for name, count in feiten.items() if count})


def _choose(book: Workbook, blad: str | None) -> tuple[Leaf, Findings]:
    """The sheet to read, with what it hides. A sheet that is named may be hidden: the profile says so on purpose."""
    if blad is None:
        candidates = [sheet for sheet in book.sheets if sheet.visible]
    else:
        candidates = [sheet for sheet in book.sheets if sheet.name.strip().lower() == blad.strip().lower()]
    findings = [(sheet, book.findings(sheet)) for sheet in candidates]
    filled = [(sheet, found) for sheet, found in findings if found.filled]
    if len(filled) != 1:
        raise RefusedError("excel_bladen", aantal=len(filled))
    return filled[0]


def _rows(content: bytes, leaf: Leaf, found: Findings) -> pl.DataFrame:
    """Every row from the first of the sheet on, as text; row i is number i + 1 in Excel."""
    try:
        rows = pl.read_excel(
            content,
            sheet_name=leaf.name,
            has_header=False,
            infer_schema_length=0,
            drop_empty_rows=False,
            drop_empty_cols=False,
            raise_if_empty=False,
            read_options={"skip_rows": 0},
        )
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # a panic of the reader is no Exception, and every message of it may hold values
        raise RefusedError("geen_excel") from None
    text = pl.all().cast(pl.String).str.replace_all(CONTROL, " ").str.replace(TIME_OF_DAY, "$1")
    rows = rows.select(text.str.replace(" 00:00:00$", ""))  # a date is the midnight it starts with
    if found.booleans:
        rows = rows.select(pl.all().replace({"true": "ja", "false": "nee"}))
    if found.errors:
        wrong = pl.int_range(1, pl.len() + 1).is_in(sorted(found.errors))
        first = rows.columns[0]
        rows = rows.with_columns(pl.when(wrong).then(pl.lit(UNREADABLE)).otherwise(pl.col(first)).alias(first))
    return rows


def _header(rows: pl.DataFrame, filled: pl.Series, is_header: Callable[[Sequence[str]], bool] | None) -> int:
    """The place of the header among the rows."""
    first = int(filled[0])
    if is_header:
        for place in filled.head(HEADER_WITHIN):
            if is_header([value or "" for value in rows.row(place)]):
                return int(place)
    return first


def _lines(rows: pl.DataFrame) -> bytes:
    quoted = [
        pl.when(pl.col(name).str.contains('[;"]'))
        .then(pl.lit('"') + pl.col(name).str.replace_all('"', '""', literal=True) + pl.lit('"'))
        .otherwise(pl.col(name))
        .fill_null("")
        for name in rows.columns
    ]
    lines = rows.select(pl.concat_str(quoted, separator=DELIMITER)).to_series()
    return "\n".join(lines.to_list()).encode()
