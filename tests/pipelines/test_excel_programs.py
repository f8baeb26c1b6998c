"""Workbooks as other programs than Excel write them."""

import re
from typing import Any

import pytest

from pipelines.excel import read_sheet
from tests.pipelines.workbooks import ROWS, SHEET, changed, write, written


def prefixed(xml: bytes) -> bytes:
    return re.sub(rb"<(/?)(\w)", rb"<\1x:\2", xml).replace(b"xmlns=", b"xmlns:x=")


@pytest.mark.parametrize(
    "other",
    [
        lambda content: changed(content, r"xl/(worksheets/sheet1|workbook|sharedStrings|styles)\.xml", prefixed),
        lambda content: changed(content, SHEET, lambda xml: re.sub(rb'(<c) r="\w+"', rb"\1", xml)),
        lambda content: changed(content, SHEET, lambda xml: re.sub(rb'(<(?:c|row)) r="\w+"', rb"\1", xml)),
        lambda content: changed(content, SHEET, lambda xml: xml.replace(b'"', b"'")),
        lambda content: changed(content, SHEET, lambda xml: b"\xef\xbb\xbf" + xml),
    ],
    ids=["prefix", "cells without place", "rows without number", "single quotes", "byte order mark"],
)
def test_workbooks_of_other_programs_give_the_same_rows_and_findings(other: Any) -> None:
    def fill(book: Any) -> None:
        sheet = book.add_worksheet()
        write(sheet, *ROWS, ("99AA00", True))
        sheet.set_row(2, None, None, {"hidden": True})

    content = written(fill)
    assert read_sheet(other(content)) == read_sheet(content)
    assert read_sheet(content).feiten == {"verborgen_rijen": 1}
