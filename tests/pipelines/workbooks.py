"""Workbooks for tests: real ones, and real ones with a part changed by hand."""

import io
import re
from collections.abc import Callable
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import xlsxwriter

from pipelines.excel import read_sheet
from pipelines.refusal import RefusedError

SHEET = r"xl/worksheets/sheet1\.xml"
HEADER = ("school", "reden")
ROWS = (HEADER, ("99AA00", "Z"), ("99AA00", "T"))


def workbook(*rows: tuple[Any, ...], **options: Any) -> bytes:
    """A workbook of one sheet with these rows."""
    return written(lambda book: write(book.add_worksheet(), *rows), **options)


def written(fill: Callable[[Any], Any], **options: Any) -> bytes:
    """The workbook that `fill` writes into an empty one."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"default_date_format": "dd-mm-yyyy", **options}) as book:
        fill(book)
    return content.getvalue()


def write(sheet: Any, *rows: tuple[Any, ...]) -> None:
    for i, row in enumerate(rows):
        sheet.write_row(i, 0, row)


def changed(content: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The same workbook with the parts of this name (a pattern) changed."""
    return _zipped({name: change(text) if re.fullmatch(part, name) else text for name, text in parts(content).items()})


def added(content: bytes, **more: bytes) -> bytes:
    """The same workbook with further parts; a double underscore stands for a slash, a single one for a dot."""
    names = {name.replace("__", "/").replace("_", "."): text for name, text in more.items()}
    return _zipped({**parts(content), **names})


def parts(content: bytes) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _zipped(texts: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as archive:
        for name, text in texts.items():
            archive.writestr(name, text)
    return content.getvalue()


def lines(content: bytes, **how: Any) -> list[str]:
    """The rows of a workbook as they are read, as text."""
    return read_sheet(content, **how).text.decode().split("\n")


def values(*cells: Any, **options: Any) -> list[str]:
    """What becomes of these cells, each in a row of its own."""
    return lines(workbook(("kop",), *((cell,) for cell in cells), **options))[1:]


def refusal(content: bytes, **how: Any) -> RefusedError:
    """Why a workbook is refused."""
    with pytest.raises(RefusedError) as caught:
        read_sheet(content, **how)
    assert str(caught.value)
    return caught.value
