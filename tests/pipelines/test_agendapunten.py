"""Points of the agenda, from delivery to frame, and the twenty-five of 2019-2022."""

from pathlib import Path

import pytest

from pipelines.agendapunten import PIPELINE
from tests.pipelines.delivered import delivered, read, rejected, rows

HEADER = "agenda;thema_nr;thema;punt_nr;agendapunt"
REFERENCE = Path(__file__).parents[2] / "data" / "reference" / "agendapunten_2019_2022.csv"


def test_a_point_is_read() -> None:
    cleaned = delivered(PIPELINE, HEADER, '2019-2022;1;Preventie;5;"Vroeg; en samen"')
    assert rows(cleaned) == [("2019-2022", 1, "Preventie", 5, "Vroeg; en samen", "2019-2022")]


def test_a_number_stands_for_one_point() -> None:
    line = "2019-2022;1;Preventie;5;Vroeg"
    cleaned = delivered(PIPELINE, HEADER, line, line, line.replace("Vroeg", "Laat"), line.replace("2019", "2023"))
    assert rejected(cleaned) == [(3, "dubbel", None), (4, "conflict", None)]
    assert cleaned.frame["deel"].to_list() == ["2019-2022", "2023-2022"]


@pytest.mark.parametrize(
    ("line", "reden", "kolom"),
    [
        ("2019;1;Preventie;5;Vroeg", "vorm", "agenda"),
        ("2019-2022;een;Preventie;5;Vroeg", "getal", "thema_nr"),
        ("2019-2022;-1;Preventie;5;Vroeg", "bereik", "thema_nr"),
        ("2019-2022;1;Preventie;0;Vroeg", "bereik", "punt_nr"),
        ("2019-2022;1;Preventie;5;", "leeg", "agendapunt"),
    ],
)
def test_a_faulty_line_is_kept_apart_with_its_reason(line: str, reden: str, kolom: str) -> None:
    cleaned = delivered(PIPELINE, HEADER, line)
    assert (cleaned.frame.height, rejected(cleaned)) == (0, [(2, reden, kolom)])


def test_the_agenda_of_2019_2022_has_twenty_five_points_in_four_themes() -> None:
    """Samenwerkingsagenda passend onderwijs Utrecht West 2019-2022."""
    cleaned = read(PIPELINE, REFERENCE.read_bytes())
    assert (cleaned.frame.height, cleaned.frame["thema"].n_unique(), rejected(cleaned)) == (25, 4, [])
