"""Workbooks that would give wrong figures, or are no safe workbooks, are refused."""

import io
import re
import struct
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_LZMA, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines import workbook as safety
from pipelines.excel import read_sheet
from pipelines.refusal import RefusedError
from tests.pipelines.workbooks import ROWS, SHEET, added, changed, lines, parts, refusal, workbook, write, written

BOOK = workbook(*ROWS)


@pytest.mark.parametrize(
    ("merge", "row"), [((1, 0, 1, 1), 2), ((0, 0, 1, 0), 2), ((3, 0, 4, 0), 4)], ids=["across", "down", "data"]
)
def test_merged_cells_from_the_header_on_are_refused(merge: tuple[int, int, int, int], row: int) -> None:
    def fill(book: Any) -> None:
        sheet = book.add_worksheet()
        write(sheet, ("titel",), *ROWS, ("99AA00", "D"))
        sheet.merge_range(*merge, "samen")

    found = refusal(written(fill), boven=1)
    assert (found.code, found.feiten) == ("excel_samengevoegd", {"regel": row})


def test_a_merged_title_above_the_header_does_no_harm() -> None:
    def fill(book: Any) -> None:
        sheet = book.add_worksheet()
        write(sheet, (), *ROWS)
        sheet.merge_range(0, 0, 0, 1, "titel")

    assert lines(written(fill), boven=1)[0] == "school;reden"


@pytest.mark.parametrize("value", [b"", b"<v></v>", b"<v/>"])
def test_a_formula_without_a_result_is_refused(value: bytes) -> None:
    content = changed(
        workbook(*ROWS), SHEET, lambda xml: xml.replace(b'<c r="B2" t="s"><v>3</v>', b'<c r="B2"><f>1+1</f>' + value)
    )
    assert b"<f>" in parts(content)["xl/worksheets/sheet1.xml"]
    found = refusal(changed(content, r"xl/workbook\.xml", lambda xml: xml.replace(b' fullCalcOnLoad="1"', b"")))
    assert (found.code, found.feiten) == ("excel_formule", {"regel": 2})


def test_a_formula_that_a_program_left_for_excel_to_calculate_is_refused() -> None:
    def fill(book: Any) -> None:
        sheet = book.add_worksheet()
        write(sheet, *ROWS)
        sheet.write_formula(2, 1, "=A1")

    assert refusal(written(fill)).feiten == {"regel": 3}


def test_an_empty_text_is_a_result_and_so_is_nought_of_a_workbook_that_was_calculated() -> None:
    def fill(book: Any) -> None:
        sheet = book.add_worksheet()
        write(sheet, *ROWS)
        sheet.write_formula(1, 1, "=A1-A1", None, 0)

    content = changed(written(fill), r"xl/workbook\.xml", lambda xml: xml.replace(b' fullCalcOnLoad="1"', b""))
    text = changed(
        content,
        SHEET,
        lambda xml: xml.replace(b'<c r="B2"><f>A1-A1</f><v>0</v>', b'<c r="B2" t="str"><f>A1</f><v></v>'),
    )
    assert lines(content)[1] == "99AA00;0"
    assert lines(text)[1] == "99AA00;"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04 no workbook",
        b"school;reden\n99AA00;Z\n",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),  # a workbook with a password, or an .xls under another name
        b"<html><table><tr><td>school</td></tr></table></html>",
        workbook(*ROWS)[:-200],
        changed(workbook(*ROWS), SHEET, lambda xml: xml[:300]),
        changed(workbook(*ROWS), SHEET, lambda xml: xml.decode().replace("UTF-8", "UTF-16").encode("utf-16")),
        changed(workbook(*ROWS), SHEET, lambda xml: xml.replace(b'r="B2"', b'r="B9"')),
        changed(workbook(*ROWS), SHEET, lambda xml: xml.replace(b'r="2"', b'r="2000000"').replace(b'2"', b'2000000"')),
        changed(workbook(*ROWS), SHEET, lambda xml: xml.replace(b'="3"', b'="2"').replace(b'3" t', b'2" t')),
        changed(workbook(*ROWS), r"xl/workbook\.xml", lambda xml: xml[:-10]),
        changed(workbook(*ROWS), r"xl/_rels/workbook.xml.rels", lambda xml: b""),
        changed(workbook(*ROWS), r"_rels/.rels", lambda xml: xml.replace(b"officeDocument", b"thema")),
    ],
    ids=range(14),
)
def test_what_is_no_workbook_is_refused(content: bytes) -> None:
    assert refusal(content).code == "geen_excel"


def test_a_workbook_packed_with_a_password_or_an_odd_method_is_refused() -> None:
    content = io.BytesIO()
    with ZipFile(content, "w", ZIP_LZMA) as archive:
        for name, text in parts(workbook(*ROWS)).items():
            archive.writestr(name, text)
    assert refusal(content.getvalue()).code == "geen_excel"


def test_a_part_that_stands_twice_is_refused() -> None:
    content = io.BytesIO(workbook(*ROWS))
    with ZipFile(content, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("xl/workbook.xml", "<workbook/>")
    assert refusal(content.getvalue()).code == "geen_excel"


def test_entities_are_refused_before_any_are_read() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    for part in (SHEET, r"xl/sharedStrings\.xml", r"xl/workbook\.xml", r"\[Content_Types\]\.xml"):
        content = changed(workbook(*ROWS), part, lambda xml: xml.replace(b"?>", b"?>" + bomb, 1))
        assert refusal(content).code == "geen_excel"


def test_macros_are_refused_whatever_the_file_is_called() -> None:
    named = added(workbook(*ROWS), xl__vbaProject_bin=b"macro")
    typed = changed(
        workbook(*ROWS), r"\[Content_Types\]\.xml", lambda xml: xml.replace(b"sheet.main", b"sheet.macroEnabled.main")
    )
    assert refusal(named).code == refusal(typed).code == "excel_macro"


def test_a_link_to_another_file_is_refused() -> None:
    link = b'<Relationship Id="rId99" Type="http://x/relationships/externalLink" Target="links/1.xml"/></Relationships>'
    linked = changed(
        workbook(*ROWS), r"xl/_rels/workbook\.xml\.rels", lambda xml: xml.replace(b"</Relationships>", link)
    )
    held = added(workbook(*ROWS), xl__externalLinks__externalLink1_xml=b"<externalLink/>")
    assert refusal(linked).code == refusal(held).code == "excel_koppeling"


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    content = added(workbook(*ROWS), xl__media__image1_png=bytes(20_000_000))
    assert len(content) < 100_000
    assert refusal(content).code == "excel_bom"


def test_a_bomb_that_says_it_is_small_is_stopped_where_it_grows() -> None:
    content = io.BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as archive:
        for name, text in parts(workbook(*ROWS)).items():
            archive.writestr(name, text)
        archive.writestr("xl/bom.xml", bytes(30_000_000))
    lying = content.getvalue().replace(struct.pack("<I", 30_000_000), struct.pack("<I", 100))
    assert refusal(lying).code == "excel_bom"


def test_too_many_parts_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(safety, "MAX_PARTS", 5)
    assert refusal(workbook(*ROWS)).code == "excel_bom"


def test_one_cell_far_away_does_not_make_room_for_all_between() -> None:
    def fill(book: Any) -> None:
        sheet = book.add_worksheet()
        write(sheet, *ROWS)
        sheet.write(1_048_575, 16_383, "ver")

    assert refusal(written(fill)).code == "excel_bom"


@pytest.mark.parametrize(
    "part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml"]
)
@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_a_damaged_part_gives_rows_or_a_refusal_and_nothing_else(part: str, data: st.DataObject) -> None:
    def damage(xml: bytes) -> bytes:
        at = data.draw(st.integers(0, len(xml)))
        width = data.draw(st.integers(0, 20))
        return xml[:at] + data.draw(st.binary(max_size=6)) + xml[at + width :]

    try:
        sheet = read_sheet(changed(BOOK, re.escape(part), damage))
    except RefusedError:
        return
    assert sheet.row >= 1


@given(data=st.data())
@settings(max_examples=150, deadline=None)
def test_damaged_bytes_give_rows_or_a_refusal_and_nothing_else(data: st.DataObject) -> None:
    content = bytearray(BOOK)
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        sheet = read_sheet(
            bytes(content[: data.draw(st.integers(0, len(content)))]) if data.draw(st.booleans()) else bytes(content)
        )
    except RefusedError:
        return
    assert sheet.row >= 1
