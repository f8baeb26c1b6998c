"""Reason codes of a school, from delivery to frame."""

import pytest

from pipelines.keys import REDEN
from pipelines.redenen import PIPELINE
from tests.pipelines.delivered import delivered, hashed, rejected, rows

HEADER = "school;reden;omschrijving;categorie"


def test_a_code_is_mapped_to_a_category_and_what_a_school_writes_itself_is_not_kept() -> None:
    cleaned = delivered(PIPELINE, HEADER, "99AA00;Z;ziek gemeld;ziekte", "99AA00;TL;;te_laat")
    assert rows(cleaned) == [
        ("99AA00", hashed("Z", REDEN), "ziekte", "99AA00"),
        ("99AA00", hashed("TL", REDEN), "te_laat", "99AA00"),
    ]


def test_codes_that_differ_in_case_are_two_codes() -> None:
    cleaned = delivered(PIPELINE, HEADER, "99AA00;z;ziek;ziekte", "99AA00;Z;zonder bericht;ongeoorloofd_onbekend")
    assert (cleaned.frame.height, rejected(cleaned)) == (2, [])


def test_one_code_has_one_category() -> None:
    cleaned = delivered(PIPELINE, HEADER, "99AA00;Z;ziek;ziekte", "99AA00;Z;ziek;onbekend", "99AA00;Z;ziek;ziekte")
    assert cleaned.frame["categorie"].to_list() == ["ziekte"]
    assert rejected(cleaned) == [(3, "conflict", None), (4, "dubbel", None)]


@pytest.mark.parametrize(
    ("line", "reden", "kolom"),
    [
        ("99AA;Z;ziek;ziekte", "vorm", "school"),
        ("99AA00;;ziek;ziekte", "leeg", "reden"),
        (f"99AA00;{'Z' * 41};ziek;ziekte", "bereik", "reden"),
        ("99AA00;Z;ziek;Ziekte thuis", "onbekende_code", "categorie"),
        ("99AA00;Z;ziek;", "leeg", "categorie"),
    ],
)
def test_a_faulty_line_is_kept_apart_with_its_reason(line: str, reden: str, kolom: str) -> None:
    cleaned = delivered(PIPELINE, HEADER, line)
    assert (cleaned.frame.height, rejected(cleaned)) == (0, [(2, reden, kolom)])
