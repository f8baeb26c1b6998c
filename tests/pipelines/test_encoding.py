"""In which encoding a file is written, and what its physical lines are."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.encoding import LONGEST, lines, recognise
from pipelines.refusal import RefusedError

HEADER = "school;naam\n"


def read(content: bytes, size: int = 0) -> list[str]:
    """The lines of a file as text."""
    file = io.BytesIO(content)
    return b"".join(lines(file, recognise(file), size)).decode().split("\n")[:-1]


def refusal(content: bytes) -> RefusedError:
    with pytest.raises(RefusedError) as caught:
        read(content)
    return caught.value


def test_one_damaged_byte_spoils_one_line_of_a_utf_8_file() -> None:
    content = f"{HEADER}1;één\n2;".encode() + b"\xe9\n" + "3;coördinatie\n".encode()
    assert read(content) == ["school;naam", "1;één", "\ufffd", "3;coördinatie"]


def test_a_file_with_a_mark_is_utf_8_whatever_is_damaged() -> None:
    content = b"\xef\xbb\xbf" + HEADER.encode() + b"1;\xe9\n2;\xe8\n"
    assert read(content) == ["school;naam", "\ufffd", "\ufffd"]


def test_a_line_of_utf_8_in_an_older_file_is_not_read_as_other_text() -> None:
    content = f"{HEADER}1;één\n2;twéé\n".encode("cp1252") + "3;drié\n".encode()
    assert read(content) == ["school;naam", "1;één", "2;twéé", "\ufffd"]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_known_by_its_zeros(encoding: str) -> None:
    assert read(f"{HEADER}1;één\n".encode(encoding)) == ["school;naam", "1;één"]


def test_half_a_character_at_the_end_costs_no_line() -> None:
    assert read(f"{HEADER}1;een".encode("utf-16") + b"\x41") == ["school;naam", "1;een\ufffd"]


@pytest.mark.parametrize(
    "start", [b"PK\x03\x04", b"%PDF-1.7", b"\xd0\xcf\x11\xe0", b"\x00\x01\x02", b"\xff\xfe\x00\x00"]
)
def test_a_file_that_is_no_text_is_refused(start: bytes) -> None:
    assert refusal(start + HEADER.encode()).code == "codering"


def test_a_lone_cr_ends_a_line_like_the_others() -> None:
    assert read(b"a\r\nb\rc\nd\r\r\n\ne") == ["a", "b", "c", "d", "", "", "e"]


def test_a_line_without_end_in_sight_is_refused_with_its_number() -> None:
    longest = b"x" * LONGEST
    assert read(b"a\n" + longest + b"\n")[1] == longest.decode()
    assert refusal(b"a\nb\n" + longest + b"x\nc\n").feiten == {"regel": 3, "grens": LONGEST}


def test_a_long_line_among_accents_takes_no_longer_than_it_is() -> None:
    assert read(b"\xe9\n" + b"x" * LONGEST + b"\n") == ["é", "x" * LONGEST]


PIECES = st.sampled_from([b"\r", b"\n", b"\r\n", b"a;b", b"\xe9", "é".encode(), b"\xff", b'"', b" "])


@given(st.lists(PIECES, min_size=1, max_size=30).map(b"".join), st.integers(1, 9))
def test_pieces_of_any_size_are_the_same_lines(body: bytes, size: int) -> None:
    content = HEADER.encode() + body
    assert read(content, size) == read(content)


@given(
    st.lists(st.text(st.characters(exclude_characters="\r\n\ufeff\0"), max_size=8)),
    st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_text_that_is_sound_is_read_as_it_was_written(texts: list[str], end: str) -> None:
    content = ("\ufeff" + "".join(text + end for text in texts)).encode(errors="ignore")
    assert read(content) == content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n").split("\n")[:-1]
