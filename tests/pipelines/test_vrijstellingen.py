"""Exemption decisions, from delivery to frame."""

import datetime as dt

import pytest

from pipelines.vrijstellingen import PIPELINE
from schemas.codes import GRONDEN
from tests.pipelines.delivered import delivered, hashed, rejected, rows

HEADER = "kind;gemeente;grond;laatst_onderwijs;besluit;ingang;einde;advies_swv;advies_jeugdhulp"


def test_a_decision_is_read_with_a_hash_instead_of_the_key() -> None:
    cleaned = delivered(PIPELINE, HEADER, "SLEUTEL-7;Montfoort;5 onder a;vso_so;nieuw;01-09-2018;31-07-2019;ja;nee")
    row = (hashed("SLEUTEL-7"), "GM0335", "LPW5_A", "vso_so", "nieuw", dt.date(2018, 9, 1), dt.date(2019, 7, 31))
    assert rows(cleaned) == [(*row, True, False, "2018-2019")]


@pytest.mark.parametrize(
    ("tekst", "grond"),
    [
        *((grond, grond) for grond in GRONDEN),
        *(
            (tekst, "LPW5_A")
            for tekst in ("5a", "5A", "5-a", "5.a", "5 onder a", "5 Onder  A", "art. 5 onder a", "5 sub a")
        ),
        *((tekst, "LPW5_B") for tekst in ("5b", "5-b", "artikel 5 onder b")),
        *((tekst, "LPW5_C") for tekst in ("5c", "5 onder c")),
        *(
            (tekst, "LPW5A_TREKKEND")
            for tekst in ("art. 5a trekkend", "Artikel 5a trekkend", "5a trekkend", "trekkend")
        ),
        *((tekst, "LPW15") for tekst in ("15", "art. 15", "artikel 15")),
        ("art. 3a", "LPW3A"),
        ("3b", "LPW3B"),
    ],
)
def test_every_known_form_of_a_ground_is_one_code(tekst: str, grond: str) -> None:
    cleaned = delivered(PIPELINE, HEADER, f"K1;Woerden;{tekst};;nieuw;2018-09-01;;;")
    assert cleaned.frame["grond"].to_list() == [grond]


@pytest.mark.parametrize("tekst", ["5", "5d", "5ab", "vijf a", "5a of 5b", "LPW5_D"])
def test_an_unknown_form_of_a_ground_is_looked_at_by_a_person(tekst: str) -> None:
    cleaned = delivered(PIPELINE, HEADER, f"K1;Woerden;{tekst};;nieuw;2018-09-01;;;")
    assert rejected(cleaned) == [(2, "onbekende_code", "grond")]


def test_no_end_is_permanent_and_no_advice_is_not_known() -> None:
    cleaned = delivered(PIPELINE, HEADER, "K1;Woerden;5a;;nieuw;2018-09-01;;;")
    columns = ("laatst_onderwijs", "einde", "advies_swv", "advies_jeugdhulp")
    assert cleaned.frame.select(columns).rows() == [(None, None, None, None)]


@pytest.mark.parametrize(
    ("tekst", "waarde"), [("ja", True), ("Ja", True), ("JA", True), ("nee", False), ("Nee", False)]
)
def test_ja_and_nee_are_read_in_any_case(tekst: str, waarde: bool) -> None:
    assert delivered(PIPELINE, HEADER, f"K1;Woerden;5a;;nieuw;2018-09-01;;{tekst};").frame["advies_swv"].to_list() == [
        waarde
    ]


def test_advice_may_be_left_out_of_the_delivery() -> None:
    header = HEADER.replace(";advies_swv;advies_jeugdhulp", "")
    cleaned = delivered(PIPELINE, header, "K1;Woerden;5a;;nieuw;2018-09-01;")
    assert cleaned.frame.select("advies_swv", "advies_jeugdhulp").rows() == [(None, None)]


def test_a_child_may_have_two_grounds_and_one_decision_of_each_on_a_day() -> None:
    line = "K1;Woerden;5a;;nieuw;2018-09-01;;;"
    cleaned = delivered(
        PIPELINE,
        HEADER,
        line,
        line.replace("5a", "5b"),
        line.replace("5a", "5 onder a"),
        line.replace("nieuw", "verlenging"),
    )
    assert cleaned.frame["grond"].to_list() == ["LPW5_A", "LPW5_B"]
    assert rejected(cleaned) == [(4, "dubbel", None), (5, "conflict", None)]


def test_a_decision_belongs_to_the_school_year_of_its_first_day() -> None:
    cleaned = delivered(
        PIPELINE, HEADER, "K1;Woerden;5a;;nieuw;2019-07-31;;;", "K1;Woerden;5a;;verlenging;2019-08-01;;;"
    )
    assert cleaned.frame["deel"].to_list() == ["2018-2019", "2019-2020"]


@pytest.mark.parametrize(
    ("line", "reden", "kolom"),
    [
        (";Woerden;5a;;nieuw;2018-09-01;;;", "leeg", "kind"),
        ("K1;Utrecht;5a;;nieuw;2018-09-01;;;", "onbekende_gemeente", "gemeente"),
        ("K1;Woerden;;;nieuw;2018-09-01;;;", "leeg", "grond"),
        ("K1;Woerden;5a;thuis;nieuw;2018-09-01;;;", "onbekende_code", "laatst_onderwijs"),
        ("K1;Woerden;5a;;opnieuw;2018-09-01;;;", "onbekende_code", "besluit"),
        ("K1;Woerden;5a;;nieuw;september;;;", "datum", "ingang"),
        ("K1;Woerden;5a;;nieuw;2018-09-01;2018-08-31;;", "volgorde", "einde"),
        ("K1;Woerden;5a;;nieuw;2018-09-01;;misschien;", "onbekende_code", "advies_swv"),
    ],
)
def test_a_faulty_line_is_kept_apart_with_its_reason(line: str, reden: str, kolom: str) -> None:
    cleaned = delivered(PIPELINE, HEADER, line)
    assert (cleaned.frame.height, rejected(cleaned)) == (0, [(2, reden, kolom)])
