"""Statuses of the points of the agenda, from delivery to frame."""

import pytest

from pipelines.agendastatussen import PIPELINE
from schemas.codes import KLEUREN
from tests.pipelines.delivered import delivered, rejected, rows

HEADER = "agenda;thema_nr;punt_nr;kwartaal;kleur"


@pytest.mark.parametrize("kleur", KLEUREN)
def test_a_status_is_read(kleur: str) -> None:
    cleaned = delivered(PIPELINE, HEADER, f"2019-2022;3;2;2019-K1;{kleur}")
    assert rows(cleaned) == [("2019-2022", 3, 2, "2019-K1", kleur, "2019-2022")]


def test_a_point_has_one_colour_a_quarter() -> None:
    line = "2019-2022;3;2;2019-K1;groen"
    cleaned = delivered(PIPELINE, HEADER, line, line, line.replace("groen", "rood"), line.replace("K1", "K2"))
    assert cleaned.frame["kleur"].to_list() == ["groen", "groen"]
    assert rejected(cleaned) == [(3, "dubbel", None), (4, "conflict", None)]


@pytest.mark.parametrize(
    ("line", "reden", "kolom"),
    [
        ("2019/2022;3;2;2019-K1;groen", "vorm", "agenda"),
        ("2019-2022;3;2;2019-K5;groen", "vorm", "kwartaal"),
        ("2019-2022;3;2;Q1 2019;groen", "vorm", "kwartaal"),
        ("2019-2022;3;2;2019-K1;blauw", "onbekende_code", "kleur"),
        ("2019-2022;3;2;2019-K1;", "leeg", "kleur"),
        ("2019-2022;3;;2019-K1;groen", "leeg", "punt_nr"),
    ],
)
def test_a_faulty_line_is_kept_apart_with_its_reason(line: str, reden: str, kolom: str) -> None:
    cleaned = delivered(PIPELINE, HEADER, line)
    assert (cleaned.frame.height, rejected(cleaned)) == (0, [(2, reden, kolom)])
