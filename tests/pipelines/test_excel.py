"""Workbooks as people make them: what the steward sees in Excel is what is read, under the row numbers of Excel."""

import datetime as dt
import io
import re
import struct
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_LZMA, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines import workbook as safety
from pipelines.excel import Sheet, read_sheet
from pipelines.refusal import RefusedError
from tests.pipelines.workbooks import SHEET, added, changed, parts, workbook, write, written

HEADER = ("school", "reden")
ROWS = (HEADER, ("99AA00", "Z"), ("99AA00", "T"))
BOOK = workbook(*ROWS)


def lines(content: bytes, **how: Any) -> list[str]:
    return read_sheet(content, **how).text.decode().split("\n")


def values(*cells: Any, **options: Any) -> list[str]:
    """What becomes of these cells, each in a row of its own."""
    return lines(workbook(("kop",), *((cell,) for cell in cells), **options))[1:]


def refusal(content: bytes, **how: Any) -> RefusedError:
    with pytest.raises(RefusedError) as caught:
        read_sheet(content, **how)
    assert str(caught.value)
    return caught.value


# Cells of every type become the text that a CSV would hold.


def test_numbers_have_no_point_where_they_are_whole_and_no_exponent() -> None:
    assert values(2, 2.0, 2.5, -1, 0, 123456789012, 1e15) == [
        "2",
        "2",
        "2.5",
        "-1",
        "0",
        "123456789012",
        "1000000000000000",
    ]


@pytest.mark.parametrize("calendar", [False, True], ids=["1900", "1904"])
def test_dates_and_times_mean_the_same_in_both_calendars_of_excel(calendar: bool) -> None:
    def fill(book: Any) -> None:
        sheet = book.add_worksheet()
        day, time, moment, long = (
            book.add_format({"num_format": form})
            for form in ("d-m-yyyy", "hh:mm", "dd-mm-yyyy hh:mm", "[$-413]dddd d mmmm yyyy;@")
        )
        sheet.write(0, 0, "kop")
        sheet.write(1, 0, dt.date(2024, 2, 29), day)
        sheet.write(2, 0, dt.date(2024, 9, 2), long)
        sheet.write(3, 0, dt.time(8, 30), time)
        sheet.write(4, 0, dt.time(0, 0), time)
        sheet.write(5, 0, dt.datetime(2024, 9, 2, 13, 5, 59), moment)
        sheet.write(6, 0, "02-09-2024")

    assert lines(written(fill, date_1904=calendar))[1:] == [
        "2024-02-29",
        "2024-09-02",
        "08:30:00",
        "00:00:00",
        "2024-09-02 13:05:59",
        "02-09-2024",
    ]


def test_a_number_is_a_date_only_where_its_cell_is_formatted_as_one() -> None:
    def fill(book: Any) -> None:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "kop")
        sheet.write(1, 0, 45537)
        sheet.write(2, 0, 45537, book.add_format({"num_format": "dd-mm-yyyy"}))

    assert lines(written(fill))[1:] == ["45537", "2024-09-02"]


def test_booleans_are_ja_and_nee_and_text_that_looks_like_one_is_text() -> None:
    assert values(True, False) == ["ja", "nee"]
    assert values("true", "TRUE") == ["true", "TRUE"]


def test_text_keeps_its_leading_zeros_and_loses_its_line_ends() -> None:
    assert values("000123", "a\nb", 'c;"d"', "é€", " x ") == ["000123", "a b", '"c;""d"""', "é€", " x "]


def test_a_formula_gives_its_result() -> None:
    def fill(book: Any) -> None:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "kop")
        sheet.write_formula(1, 0, "=1+1", None, 2)
        sheet.write_formula(2, 0, '="Z"', None, "Z")

    assert lines(written(fill))[1:] == ["2", "Z"]


def test_a_row_with_an_error_is_one_that_cannot_be_read() -> None:
    def fill(book: Any) -> None:
        sheet = book.add_worksheet()
        write(sheet, *ROWS, ("99AA00", "D"))
        sheet.write_formula(2, 1, "=1/0", None, "#DIV/0!")

    assert lines(written(fill)) == ["school;reden", "99AA00;Z", "\ufffd;", "99AA00;D"]


def test_rich_text_and_phonetic_help_are_read_as_the_text_that_is_seen() -> None:
    def fill(book: Any) -> None:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "kop")
        sheet.write_rich_string(1, 0, "zie", book.add_format({"bold": True}), "k")

    assert lines(written(fill))[1:] == ["ziek"]


# Rows have the numbers that the steward sees.


def test_the_header_may_lie_lower_and_further_right() -> None:
    def fill(book: Any) -> None:
        sheet = book.add_worksheet()
        for i, row in enumerate(ROWS):
            sheet.write_row(i + 3, 2, row)

    sheet = read_sheet(written(fill))
    assert (sheet.row, sheet.text) == (4, b"school;reden\n99AA00;Z\n99AA00;T")


def test_rows_above_the_header_are_left_out_by_their_number() -> None:
    content = workbook(("Absenties van 99AA00",), (), ("gemaakt op", "2-9-2024"), *ROWS)
    assert read_sheet(content, boven=3).row == 4
    assert lines(content, boven=3) == lines(content, boven=1)[1:] == ["school;reden", "99AA00;Z", "99AA00;T"]


def test_a_header_is_found_below_a_title_by_what_stands_in_it() -> None:
    content = workbook(("Absenties",), (), *ROWS)
    sheet = read_sheet(content, is_header=lambda fields: "reden" in fields)
    assert (sheet.row, sheet.text.split(b"\n")[0]) == (3, b"school;reden")
    assert read_sheet(content, is_header=lambda fields: "anders" in fields).row == 1


def test_blank_rows_between_are_lines_and_blank_rows_at_the_end_are_not() -> None:
    def fill(book: Any) -> None:
        sheet, grey = book.add_worksheet(), book.add_format({"bg_color": "#eeeeee"})
        write(sheet, HEADER, ("99AA00", "Z"), (), ("99AA00", "T"), ("", " "))
        for row in range(4, 500):
            sheet.write_blank(row, 0, None, grey)

    assert lines(written(fill)) == ["school;reden", "99AA00;Z", ";", "99AA00;T"]


def test_hidden_rows_are_data_and_are_counted_where_they_hold_any() -> None:
    def fill(book: Any) -> None:
        sheet = book.add_worksheet()
        write(sheet, ("titel",), *ROWS, (), ("99AA00", "D"))
        for row in (0, 2, 4, 5, 9):  # the title, two rows with data, one without, one below
            sheet.set_row(row, None, None, {"hidden": True})

    sheet = read_sheet(written(fill), boven=1)
    assert sheet.text.count(b"\n") == 4
    assert sheet.feiten == {"verborgen_rijen": 2}


def test_hidden_sheets_are_counted_and_not_read_unless_a_profile_names_one() -> None:
    def fill(book: Any) -> None:
        for name in ("Gegevens", "Oud", "Codes"):
            write(book.add_worksheet(name), *ROWS)
        book.get_worksheet_by_name("Oud").hide()
        book.get_worksheet_by_name("Codes").very_hidden()

    assert read_sheet(written(fill)) == Sheet(b"school;reden\n99AA00;Z\n99AA00;T", 1, {"verborgen_bladen": 2})
    assert read_sheet(written(fill), blad="Oud").row == 1


# Which sheet.


def two_sheets(book: Any) -> None:
    write(book.add_worksheet("Toelichting & meer"), ("Lees dit eerst",))
    write(book.add_worksheet("Absenties"), *ROWS)
    book.add_worksheet("Leeg")
    book.add_chartsheet("Grafiek")


def test_two_sheets_with_data_are_refused_and_empty_ones_and_charts_do_not_count() -> None:
    assert refusal(written(two_sheets)).feiten == {"aantal": 2}
    assert refusal(written(two_sheets)).code == "excel_bladen"


def test_a_sheet_is_found_by_its_name_whatever_its_case() -> None:
    assert lines(written(two_sheets), blad=" absenties ")[1] == "99AA00;Z"
    assert lines(written(two_sheets), blad="Toelichting & meer") == ["Lees dit eerst"]
    assert refusal(written(two_sheets), blad="Leeg").feiten == {"aantal": 0}


@pytest.mark.parametrize("content", [workbook(), workbook(("", " "))], ids=["nothing", "blanks"])
def test_a_workbook_without_data_is_refused(content: bytes) -> None:
    assert refusal(content).code in {"excel_bladen", "leeg_bestand"}


def test_nothing_below_the_rows_above_the_header_is_an_empty_file() -> None:
    assert refusal(workbook(*ROWS), boven=3).code == "leeg_bestand"


# What would give wrong figures is refused.


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


# Workbooks as other programs write them.


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


# What is no workbook, or no safe one.


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
