"""Read the sheet of an XLSX workbook as lines of text, so that Excel and CSV go the same way from there."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

from pipelines.refusal import RefusedError

DELIMITER = ";"


@dataclass(frozen=True)
class Sheet:
    """The rows of a sheet as UTF-8 lines without a last line end: fields between `;`, quoted where they must be.

    row: the number in Excel of the first line. feiten: what the account tells about the workbook, in numbers.
    """

    text: bytes
    row: int = 1
    feiten: Mapping[str, int] = field(default_factory=dict)


def read_sheet(content: bytes, sheet: str | None = None) -> Sheet:
    """The one sheet with data, or the one of this name.

    Raises RefusedError when the workbook cannot be read, or it is not clear which sheet is meant.
    """
    try:
        sheets = pl.read_excel(
            content, sheet_id=0, has_header=False, infer_schema_length=0, drop_empty_rows=False, raise_if_empty=False
        )
    except Exception as error:  # the reader has many errors, and their messages hold values
        code = type(error).__name__
        raise RefusedError(
            "geen_excel", f"the file is not a readable XLSX workbook ({code}). Save it again as .xlsx or as CSV."
        ) from None
    filled = [frame for name, frame in sheets.items() if frame.height and sheet in {None, name}]
    if len(filled) != 1:
        raise RefusedError(
            "geen_excel",
            f"the workbook has {len(filled)} sheets with data; expected one. Save that sheet in a file of its own.",
        )
    return Sheet(_lines(filled[0]))


def _lines(sheet: pl.DataFrame) -> bytes:
    quoted = [
        pl.when(pl.col(name).str.contains('[;"\n\r]'))
        .then(pl.lit('"') + pl.col(name).str.replace_all("[\n\r]", " ").str.replace_all('"', '""') + pl.lit('"'))
        .otherwise(pl.col(name))
        .fill_null("")
        for name in sheet.columns
    ]
    # Excel gives dates as date and time at midnight.
    lines = sheet.select(pl.concat_str(quoted, separator=DELIMITER).str.replace_all(" 00:00:00", "", literal=True))
    return "\n".join(lines.to_series().to_list()).encode()
