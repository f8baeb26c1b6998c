"""Tables as files: a folder of CSV files or one workbook, written so that a spreadsheet opens them and runs nothing."""

import csv
import io
import os
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from warehouse.monitor.errors import Refused
from warehouse.monitor.rows import Regel
from warehouse.monitor.tables import TABELLEN, Row

FORMULA_STARTS = ("=", "+", "-", "@", "'")  # the last: so that every guard can be taken off again
GUARD = "'"
MOST_BYTES = 50_000_000  # of a workbook when unpacked
WIDTHS = {"stand_van_zaken": 60, "agendapunt": 60, "doel": 60, "reden": 40, "volgende_stap": 40}


def read(paths: Sequence[Path]) -> dict[str, list[Regel]]:
    """The tables in these files and folders, recognised by their columns. Raises Refused where one is none of them."""
    found: dict[str, list[Regel]] = {}
    for path in paths:
        inside = sorted(path.glob("*.csv")) if path.is_dir() else [path]
        for file in inside:
            for name, columns, rows in _sheets(file):
                tabel = next((one.naam for one in TABELLEN.values() if one.fits(columns)), None)
                if tabel is None:
                    raise Refused("tabel", bestand=name)
                if tabel in found:
                    raise Refused("dubbele_tabel", tabel=tabel)
                found[tabel] = [Regel(tabel, name, number, row) for number, row in rows]
    return found


def write_csv(folder: Path, tables: Mapping[str, Sequence[Row]]) -> list[Path]:
    """One file per table: semicolons, UTF-8 with mark. Raises Refused when one of them is there already."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for naam, rows in tables.items():
        out = io.StringIO()
        writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
        writer.writerow(TABELLEN[naam].kolommen)
        writer.writerows([_guarded(row[column]) for column in TABELLEN[naam].kolommen] for row in rows)
        written.append(_new(folder / f"{naam}.csv", ("\ufeff" + out.getvalue()).encode()))
    return written


def write_xlsx(path: Path, tables: Mapping[str, Sequence[Row]]) -> Path:
    """One workbook with a sheet per table, every cell text. Raises Refused when it is there already."""
    import xlsxwriter

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        head, text = (
            book.add_format({"bold": True}),
            book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"}),
        )
        for naam, rows in tables.items():
            sheet, columns = book.add_worksheet(naam), TABELLEN[naam].kolommen
            for place, column in enumerate(columns):
                sheet.set_column(place, place, WIDTHS.get(column, 16), text)  # what is typed there stays text too
                sheet.write_string(0, place, column, head)
            for number, row in enumerate(rows, 1):
                for place, column in enumerate(columns):
                    if row[column]:
                        sheet.write_string(number, place, row[column], text)
            sheet.freeze_panes(1, 0)
    return _new(path, out.getvalue())


def _guarded(text: str) -> str:
    return GUARD + text if text.startswith(FORMULA_STARTS) else text


def _unguarded(text: str) -> str:
    return text[1:] if text.startswith(GUARD) and text[1:].startswith(FORMULA_STARTS) else text


def _new(path: Path, content: bytes) -> Path:
    """Write a file that was not there; half a file never stands under its name."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        path.open("xb").close()
        unfinished.write_bytes(content)
        unfinished.replace(path)
    except FileExistsError:
        raise Refused("bestaat_al", bestand=path.name) from None
    finally:
        unfinished.unlink(missing_ok=True)
    return path


def _sheets(path: Path) -> Iterator[tuple[str, list[str], list[tuple[int, Row]]]]:
    """Name, columns, and numbered lines of each table in a file."""
    kind = "XLSX" if path.suffix.lower() == ".xlsx" else "CSV"
    try:
        if kind == "XLSX":
            yield from _workbook(path)
        else:
            yield _text(path)
    except (OSError, ValueError, zipfile.BadZipFile, csv.Error) as error:
        raise Refused("bestand", bestand=path.name, soort=kind) from error


def _text(path: Path) -> tuple[str, list[str], list[tuple[int, Row]]]:
    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252")  # as a Dutch spreadsheet saves CSV
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";", strict=True)
    columns = [cell.strip() for cell in next(reader, [])]
    rows = []
    for number, cells in enumerate(reader, 2):  # rows as a spreadsheet counts them: a cell may hold several lines
        if cells and len(cells) != len(columns):
            expected = f"{len(columns)} cells"
            raise Refused("waarde", bestand=path.name, regel=number, kolom="*", verwacht=expected)
        rows.append((number, {name: _unguarded(cell) for name, cell in zip(columns, cells, strict=False)}))
    return path.name, columns, rows


def _workbook(path: Path) -> Iterator[tuple[str, list[str], list[tuple[int, Row]]]]:
    import fastexcel

    _check_workbook(path)
    try:
        book = fastexcel.read_excel(path)
        for name in book.sheet_names:
            frame = book.load_sheet(name, dtypes="string", header_row=0).to_polars()
            rows = [
                (number, {column: value or "" for column, value in row.items()})
                for number, row in enumerate(frame.iter_rows(named=True), 2)
            ]
            yield f"{path.name} {name}", [column.strip() for column in frame.columns], rows
    except fastexcel.FastExcelError as error:
        raise Refused("bestand", bestand=path.name, soort="XLSX") from error


def _check_workbook(path: Path) -> None:
    """A cell that is a formula would be read as what a spreadsheet last made of it."""
    with zipfile.ZipFile(path) as parts:
        if sum(part.file_size for part in parts.infolist()) > MOST_BYTES:
            raise Refused("bestand", bestand=path.name, soort="XLSX")
        for part in parts.namelist():
            if part.startswith("xl/worksheets/"):
                content = parts.read(part)
                if b"<f>" in content or b"<f " in content:
                    raise Refused("formule", bestand=path.name)
