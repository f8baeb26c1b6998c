"""Cases on the two lists, from delivery to frame."""

import datetime as dt

import pytest

from pipelines.thuiszitters import PIPELINE
from tests.pipelines.delivered import delivered, hashed, rejected, rows

HEADER = "lijst;peildatum;kind;gemeente;sector;school;soort;start;aanbod;einde;einde_reden"
OPTIONAL = ";achtergrond;wacht_ggz_sinds;risicogrond"


def test_a_case_is_read_with_a_hash_instead_of_the_key() -> None:
    cleaned = delivered(
        PIPELINE,
        HEADER + OPTIONAL,
        "SWV;2018-10-01;SLEUTEL-7;Oudewater;VO;99AA00;langdurig_relatief;03-09-2018;2018-09-20;;;psychisch;2018-06-01;",
    )
    key, peildatum, start = hashed("SLEUTEL-7"), dt.date(2018, 10, 1), dt.date(2018, 9, 3)
    case = ("SWV", peildatum, key, "GM0589", "VO", "99AA00", "langdurig_relatief", start, dt.date(2018, 9, 20))
    assert rows(cleaned) == [(*case, None, None, "psychisch", dt.date(2018, 6, 1), None, "SWV/2018-10-01")]


def test_a_child_that_is_not_enrolled_has_no_sector_and_no_school() -> None:
    cleaned = delivered(PIPELINE, HEADER, "RBL;2018-10-01;K1;Woerden;;;absoluut;2018-09-03;;;")
    columns = ("sector", "school", "aanbod", "einde", "achtergrond", "wacht_ggz_sinds", "risicogrond")
    assert cleaned.frame.select(columns).rows() == [(None,) * 7]


def test_a_list_at_a_peildatum_is_a_part_of_its_own() -> None:
    lines = ("RBL;2018-10-01;K1;Woerden;;;absoluut;2018-09-03;;;", "SWV;2018-10-22;K1;Woerden;;;absoluut;2018-09-03;;;")
    cleaned = delivered(PIPELINE, HEADER, *lines)
    assert cleaned.frame["deel"].to_list() == ["RBL/2018-10-01", "SWV/2018-10-22"]


def test_a_child_may_have_an_earlier_case_on_the_same_list() -> None:
    line = "RBL;2018-10-01;K1;Woerden;;;absoluut;2018-09-03;;;"
    cleaned = delivered(
        PIPELINE, HEADER, line, line.replace("2018-09-03", "2017-09-04"), line, line.replace("Woerden", "GM0589")
    )
    assert cleaned.frame["start"].to_list() == [dt.date(2018, 9, 3), dt.date(2017, 9, 4)]
    assert rejected(cleaned) == [(4, "dubbel", None), (5, "conflict", None)]


@pytest.mark.parametrize(
    ("line", "reden", "kolom"),
    [
        ("LPA;2018-10-01;K1;Woerden;;;absoluut;2018-09-03;;;", "onbekende_code", "lijst"),
        ("RBL;oktober;K1;Woerden;;;absoluut;2018-09-03;;;", "datum", "peildatum"),
        ("RBL;2018-10-01;K1;Woerden;;;absoluut;2018-09-03;;2018-09-02;", "volgorde", "einde"),
        ("RBL;2018-10-01;;Woerden;;;absoluut;2018-09-03;;;", "leeg", "kind"),
        ("RBL;2018-10-01;K1;Woerden;HBO;;absoluut;2018-09-03;;;", "onbekende_code", "sector"),
        ("RBL;2018-10-01;K1;Woerden;VO;Kalsbeek;absoluut;2018-09-03;;;", "vorm", "school"),
        ("RBL;2018-10-01;K1;Woerden;;;thuis;2018-09-03;;;", "onbekende_code", "soort"),
        ("RBL;2018-10-01;K1;Woerden;;;absoluut;;;;", "leeg", "start"),
        ("RBL;2018-10-01;K1;Woerden;;;absoluut;2018-09-03;morgen;;", "datum", "aanbod"),
        ("RBL;2018-10-01;K1;Woerden;;;absoluut;2018-09-03;;2018-10-01;weg", "onbekende_code", "einde_reden"),
    ],
)
def test_a_faulty_line_is_kept_apart_with_its_reason(line: str, reden: str, kolom: str) -> None:
    cleaned = delivered(PIPELINE, HEADER, line)
    assert (cleaned.frame.height, rejected(cleaned)) == (0, [(2, reden, kolom)])
