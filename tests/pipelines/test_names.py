"""Names of files: what is kept of them holds no text of anybody's own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.names import LONGEST, UNKNOWN, WORDS, kept, told
from tests.pipelines.workplace import Workplace


@pytest.mark.parametrize(
    "name",
    [
        "verzuim_99AA00_2018-2019.csv",
        "thuiszitters_RBL_2022-10-03.csv",
        "magister_99XX00_september_20240930.xlsx",
        "verzuim_99AA00_week40 (2).csv",
        "absenties_99AC00_nieuw.txt",
    ],
)
def test_a_name_of_known_words_codes_and_days_is_kept_as_it_is(name: str) -> None:
    assert kept(name) == name


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("verzuim_Pietje_Puk.csv", "verzuim_***_***.csv"),
        ("verzuim_123456782.csv", "verzuim_***.csv"),
        ("verzuim_1234_56782.csv", "verzuim_***_***.csv"),
        ("map/verzuim_99AA00.jansen", "verzuim_99AA00"),
        ("verzuim_zoë\n.csv", "verzuim_***.csv"),
    ],
)
def test_of_anything_else_three_asterisks_are_kept(name: str, expected: str) -> None:
    assert kept(name) == expected


@given(st.text(max_size=120))
def test_what_is_kept_of_a_kept_name_is_that_name_and_it_is_of_the_closed_form(name: str) -> None:
    once = kept(name)
    assert kept(once) == once
    assert len(once) <= LONGEST
    assert once.isascii()
    letters = "".join(one if one.isalnum() else " " for one in once).split()
    plain = [part for part in letters if len(part) > 1 and part.isalpha() and part.lower() not in WORDS]
    assert plain == []


def test_a_word_that_the_profile_names_is_kept() -> None:
    assert kept("zermelo_99AA00_x.csv", {"zermelo"}) == "zermelo_99AA00_x.csv"
    assert kept("zermelo_99AA00_x.csv") == f"{UNKNOWN}_99AA00_x.csv"


def test_whoever_builds_is_told_the_name_without_long_numbers() -> None:
    assert told("verzuim_Pietje_123456782_20180903.csv") == "verzuim_Pietje_*********_20180903.csv"


@pytest.mark.usefixtures("counting")
def test_no_own_text_in_a_name_gets_into_the_store_while_the_builder_sees_it(place: Workplace) -> None:
    place.deliver("redenen_99AA00_Pietje.csv", "99AA00;Z;ziek thuis bij Anneke;ziekte", "99AA00;Wilhelmina;x;ziekte")
    place.deliver("scholen_Klaasje.csv", "99AA00;De Wilg;PO;Woerden;;2018-08-01;;")
    outcome = place.build()
    assert {one.naam for one in outcome.leveringen} == {"redenen_99AA00_Pietje.csv", "scholen_Klaasje.csv"}
    stored = list(place.contents())
    assert any("redenen_99AA00_***" in text for text in stored)
    assert not [text for text in stored for own in ("Pietje", "Klaasje", "Anneke", "Wilhelmina") if own in text]
