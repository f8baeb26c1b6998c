"""Workbooks as people make them: what the steward sees in Excel is what is read, under the row numbers of Excel."""

import datetime as dt
from typing import Any

import pytest

from pipelines.excel import Sheet, read_sheet
from tests.pipelines.workbooks import (
    HEADER,
    ROWS,
    lines,
    refusal,
    values,
    workbook,
    write,
    written,
)


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
