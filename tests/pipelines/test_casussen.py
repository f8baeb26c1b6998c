"""Anonymous cases, from delivery to frame."""

import datetime as dt

import pytest

from pipelines.casussen import PIPELINE
from tests.pipelines.delivered import delivered, rejected, rows

HEADER = "overleg;datum;thema;knelpunt;sector;gemeente;fase;uitkomst"
CASE = "leertafel;2021-09-14;schoolangst;wachttijd_ggz;VO;Woerden;mdo;loopt"
READ = ("leertafel", dt.date(2021, 9, 14), "schoolangst", "wachttijd_ggz", "VO", "GM0632", "mdo", "loopt")
PART = "leertafel/2021-09-14"


def test_two_cases_that_are_alike_are_two_cases() -> None:
    cleaned = delivered(PIPELINE, HEADER, CASE, CASE)
    assert rows(cleaned) == [(*READ, PART), (*READ, PART)]
    assert rejected(cleaned) == []


def test_all_lines_are_judged_together_because_no_line_is_known_by_what_it_says() -> None:
    assert not PIPELINE.in_pieces


def test_a_child_without_a_school_has_no_sector() -> None:
    cleaned = delivered(PIPELINE, HEADER, CASE.replace("VO", ""))
    assert cleaned.frame["sector"].to_list() == [None]


@pytest.mark.parametrize(
    ("wrong", "reden", "kolom"),
    [
        (CASE.replace("leertafel", "teamoverleg"), "onbekende_code", "overleg"),
        (CASE.replace("schoolangst", "Jan is ziek"), "onbekende_code", "thema"),
        (CASE.replace("wachttijd_ggz", ""), "leeg", "knelpunt"),
        (CASE.replace("mdo", "rechtbank"), "onbekende_code", "fase"),
        (CASE.replace("Woerden", "Nergens"), "onbekende_gemeente", "gemeente"),
        (CASE.replace("2021-09-14", "2121-09-14"), "bereik", "datum"),
    ],
)
def test_a_faulty_line_is_kept_apart_with_its_reason(wrong: str, reden: str, kolom: str) -> None:
    cleaned = delivered(PIPELINE, HEADER, wrong)
    assert (cleaned.frame.height, rejected(cleaned)) == (0, [(2, reden, kolom)])
