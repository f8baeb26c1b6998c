"""Files as they come: whatever encoding, separator or damage, every physical line is accounted for."""

import datetime as dt
import io
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import xlsxwriter
from hypothesis import given, reject
from hypothesis import strategies as st

from pipelines.delivery import open_text
from pipelines.header import FORBIDDEN, FORBIDDEN_WORDS
from pipelines.records import Records, _line_by_line, records
from pipelines.refusal import RefusedError

COLUMNS = ("school", "reden", "omschrijving")
HEADER = "school;reden;omschrijving"


def read(content: bytes, name: str = "redenen_99AA00.csv") -> Records:
    return records([open_text(content, Path(name), COLUMNS)], COLUMNS)


def rows(content: bytes, name: str = "redenen_99AA00.csv") -> list[tuple[Any, ...]]:
    return read(content, name).records.select(COLUMNS).rows()


def refusal(content: bytes, name: str = "redenen_99AA00.csv") -> str:
    with pytest.raises(RefusedError) as caught:
        read(content, name)
    return caught.value.code


def workbook(*sheet: tuple[Any, ...]) -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"default_date_format": "dd-mm-yyyy"}) as book:
        page = book.add_worksheet()
        for i, row in enumerate(sheet):
            page.write_row(i, 0, row)
    return content.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_encoding_is_recognised(encoding: str) -> None:
    assert rows(f"{HEADER}\n99AA00;Z;coördinatie – één\n".encode(encoding)) == [("99AA00", "Z", "coördinatie – één")]


def test_both_byte_orders_of_utf_16_are_recognised() -> None:
    text = f"\ufeff{HEADER}\n99AA00;Z;één\n"
    assert rows(text.encode("utf-16-le")) == rows(text.encode("utf-16-be")) == [("99AA00", "Z", "één")]


@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_the_separator_is_recognised(separator: str) -> None:
    content = f"{HEADER}\n99AA00;Z;ziek\n".replace(";", separator).encode()
    assert rows(content) == [("99AA00", "Z", "ziek")]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_line_end_is_recognised(end: str) -> None:
    content = end.join([HEADER, "99AA00;Z;ziek", "99AA00;D;dokter", ""]).encode()
    assert rows(content) == [("99AA00", "Z", "ziek"), ("99AA00", "D", "dokter")]


def test_a_last_line_without_line_end_counts() -> None:
    assert rows(f"{HEADER}\n99AA00;Z;ziek".encode()) == [("99AA00", "Z", "ziek")]


def test_columns_are_found_by_name_whatever_their_order_and_case() -> None:
    assert rows(b'"Omschrijving"; SCHOOL ;extra;reden\nziek;99AA00;1;Z\n') == [("99AA00", "Z", "ziek")]


def test_a_column_nobody_asked_for_is_left_out() -> None:
    assert read(f"{HEADER};extra\n99AA00;Z;ziek;9\n".encode()).records.columns == ["bestand", "regel", *COLUMNS]


@pytest.mark.parametrize("name", ["regel", "bestand", "velden", "line", "fields"])
def test_a_column_may_have_any_name_of_its_own(name: str) -> None:
    assert rows(f"{HEADER};{name}\n99AA00;Z;ziek;9\n".encode()) == [("99AA00", "Z", "ziek")]


def test_columns_without_a_name_are_left_out() -> None:
    assert rows(f"{HEADER};;\n99AA00;Z;ziek;;\n".encode()) == [("99AA00", "Z", "ziek")]


def test_spaces_around_a_value_are_no_part_of_it_and_nothing_is_no_value() -> None:
    assert rows(f"{HEADER}\n 99AA00 ;Z;\n".encode()) == [("99AA00", "Z", None)]


def test_a_value_between_quotation_marks_may_hold_separators_and_quotation_marks() -> None:
    assert rows(f'{HEADER}\n99AA00;Z;"ziek; ""thuis"""\n'.encode()) == [("99AA00", "Z", 'ziek; "thuis"')]


def test_lines_keep_their_place_in_the_file() -> None:
    read_ = read(f'{HEADER}\n99AA00;A;a\n\n99AA00;"B";b\n99AA00;C\n99AA00;D;d\n'.encode())
    assert read_.records.select("regel", "reden").rows() == [(2, "A"), (4, "B"), (6, "D")]
    assert read_.rejected.select("regel", "reden").rows() == [(5, "velden")]


@pytest.mark.parametrize("line", ["99AA00;Z", "99AA00;Z;ziek;9", "99AA00", '99AA00;Z;"ziek', '99AA00;"Z"x;ziek'])
def test_a_line_with_another_number_of_fields_is_rejected(line: str) -> None:
    read_ = read(f"{HEADER}\n99AA00;A;a\n{line}\n99AA00;B;b\n".encode())
    assert read_.rejected.select("regel", "reden").rows() == [(3, "velden")]
    assert read_.records["reden"].to_list() == ["A", "B"]


@pytest.mark.parametrize("mark", ['"', "'", '""', '";"'])
def test_a_stray_quotation_mark_spoils_no_other_line(mark: str) -> None:
    read_ = read(f"{HEADER}\n99AA00;A;a\n99AA00;Z;{mark}\n99AA00;B;b\n".encode())
    assert [row for row in read_.records["reden"] if row != "Z"] == ["A", "B"]


@pytest.mark.parametrize("damage", [b"\0", "\ufffd".encode(), b"\xff\x81"])
def test_a_line_with_damaged_characters_is_rejected(damage: bytes) -> None:
    read_ = read(f"{HEADER}\n99AA00;A;a\n99AA00;Z;".encode() + damage + b"\n99AA00;B;b\n")
    assert read_.rejected.select("regel", "reden").rows() == [(3, "tekens")]
    assert read_.records["reden"].to_list() == ["A", "B"]


def test_blank_lines_are_counted_and_are_no_records() -> None:
    read_ = read(f"{HEADER}\n\n99AA00;A;a\n;;\n   \n\n".encode())
    assert (read_.records.height, read_.rejected.height, read_.blank) == (1, 0, [4])


def test_a_file_with_only_a_header_has_no_lines() -> None:
    assert rows(HEADER.encode()) == rows(f"{HEADER}\n".encode()) == []


def test_files_that_go_together_keep_their_own_lines() -> None:
    one, two = (open_text(f"{HEADER}\n{body}".encode(), Path("a.csv"), COLUMNS) for body in ("99AA00;A;a", "\n;;;9\n"))
    read_ = records([one, two, one], COLUMNS)
    assert read_.records.select("bestand", "regel", "reden").rows() == [(0, 2, "A"), (2, 2, "A")]
    assert read_.rejected.select("bestand", "regel").rows() == [(1, 3)]
    assert read_.blank == [0, 1, 0]


@pytest.mark.parametrize("content", [b"", b"  \n\r\n ", "\ufeff".encode(), "\ufeff \n".encode("utf-16-le")])
def test_an_empty_file_is_refused(content: bytes) -> None:
    assert refusal(content) == "leeg_bestand"


def test_a_file_that_is_no_text_is_refused() -> None:
    assert refusal(bytes(range(256))) == "codering"


def test_a_missing_column_is_refused_and_named() -> None:
    with pytest.raises(RefusedError, match="lacks: omschrijving") as caught:
        read(b"school;reden\n99AA00;Z\n")
    assert caught.value.code == "kolom_ontbreekt"


def test_a_file_without_a_header_is_refused_without_a_word_of_its_first_line() -> None:
    with pytest.raises(RefusedError) as caught:
        read(b"99AA00;Z;geheim\n")
    assert "geheim" not in str(caught.value)
    assert caught.value.code == "kolom_ontbreekt"


def test_a_doubled_column_is_refused() -> None:
    assert refusal(b"school;reden;omschrijving;Reden\n99AA00;Z;ziek;D\n") == "dubbele_kolom"


@pytest.mark.parametrize("name", sorted({*FORBIDDEN, *FORBIDDEN_WORDS}))
def test_a_column_that_identifies_a_person_is_refused(name: str) -> None:
    assert refusal(f"{HEADER};{name}\n99AA00;Z;ziek;9\n".encode()) == "verboden_kolom"


@pytest.mark.parametrize(
    "name", ["BSN", "Naam leerling", "naam-leerling", "Geboorte_datum", "E-mail", "ECK iD", "Naam"]
)
def test_a_forbidden_column_is_known_in_every_spelling(name: str) -> None:
    assert refusal(f"{HEADER};{name}\n99AA00;Z;ziek;9\n".encode()) == "verboden_kolom"


def test_the_name_of_a_school_is_no_name_of_a_pupil() -> None:
    text = open_text(b"school;naam\n99AA00;De Wilg\n", Path("scholen_1.csv"), ("school", "naam"))
    assert text.columns == ("school", "naam")


def test_a_workbook_is_read_like_text() -> None:
    content = workbook(COLUMNS, ("99AA00", "Z", 'ziek; "thuis"'), ("99AA00", 7, None), (None, None, None), ("99AA00",))
    read_ = read(content, "redenen.XLSX")
    assert read_.records.select("regel", *COLUMNS).rows() == [
        (2, "99AA00", "Z", 'ziek; "thuis"'),
        (3, "99AA00", "7", None),
        (5, "99AA00", None, None),
    ]
    assert read_.blank == [1]


def test_dates_and_numbers_of_a_workbook_become_the_text_of_a_csv() -> None:
    columns = ("school", "datum", "eenheden", "waarde")
    content = workbook(columns, ("99AA00", dt.date(2024, 9, 2), 2, 2.5), ("99AA00", "03-09-2024", "4", "2,5"))
    read_ = records([open_text(content, Path("a.xlsx"), columns)], columns)
    assert read_.records.select(columns).rows() == [
        ("99AA00", "2024-09-02", "2", "2.5"),
        ("99AA00", "03-09-2024", "4", "2,5"),
    ]


PIECES = st.sampled_from(
    [*'aé;,\t" \n\r', "\r\n", "\n\n", '"a;b"', "\0", "\x1f", "\x1e", "\ufeff", "\u2028", "99AA00;Z;ziek\n"]
)
BODIES = st.one_of(st.binary(max_size=60), st.lists(PIECES, max_size=30).map(lambda parts: "".join(parts).encode()))


@given(st.lists(BODIES, min_size=1, max_size=3))
def test_every_physical_line_of_any_body_is_a_record_or_rejected_or_blank(bodies: list[bytes]) -> None:
    try:
        texts = [open_text(HEADER.encode() + b"\n" + body, Path("a.csv"), COLUMNS) for body in bodies]
    except RefusedError:
        reject()
    read_ = records(texts, COLUMNS)
    assert len(read_.blank) == len(bodies)
    for i, (body, text, blank) in enumerate(zip(bodies, texts, read_.blank, strict=True)):
        own = body.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        assert text.lines == own.count(b"\n") + (own[-1:] not in {b"", b"\n"})
        kept, out = (frame.filter(pl.col("bestand") == i)["regel"] for frame in (read_.records, read_.rejected))
        assert kept.len() + out.len() + blank == text.lines
        assert pl.concat([kept, out]).is_unique().all()


FIELDS = st.sampled_from(["", " ", "a", " a", "é ", "\t", "99AA00", "'", "\x1f", "a" * 20, "\u2028", ";"])


@given(st.lists(st.lists(FIELDS, min_size=3, max_size=3).map(";".join), min_size=1, max_size=40))
def test_lines_that_are_read_at_once_are_read_as_one_by_one(lines: list[str]) -> None:
    text = open_text("\n".join([HEADER, *lines, ""]).encode(), Path("a.csv"), COLUMNS)
    at_once, one_by_one = records([text], COLUMNS), _line_by_line([text], text.body, COLUMNS, list(COLUMNS))
    assert at_once.records.equals(one_by_one.records)
    assert at_once.rejected.equals(one_by_one.rejected)
    assert at_once.blank == one_by_one.blank


@pytest.mark.parametrize("lines", [["a;b;c", "d;e"], ["a;b;c", "d;e;f;g"], ["a;b", "c;d;e;f"], ["a;b;c;d", "e;f"]])
def test_a_field_too_few_in_one_line_and_too_many_in_another_do_not_make_up_for_each_other(lines: list[str]) -> None:
    read_ = read("\n".join([HEADER, "x;y;z", *lines, ""]).encode())
    assert read_.records.height + read_.rejected.height == len(lines) + 1
    assert read_.rejected["regel"].to_list() == [i for i, line in enumerate(lines, 3) if line.count(";") != 2]


@given(st.binary(max_size=200), st.sampled_from(["a.csv", "a.xlsx"]))
def test_no_file_whatever_ends_in_anything_but_a_refusal(content: bytes, name: str) -> None:
    with pytest.raises(RefusedError):
        read(content, name)
