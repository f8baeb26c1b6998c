"""Published figures, from delivery to frame, and the ones in this repository as they stand in their source."""

from pathlib import Path

import pytest

from pipelines.kengetallen import PIPELINE
from tests.pipelines.delivered import delivered, read, rejected

HEADER = "groep;indicator;gebied;peiling;waarde;eenheid;bron"
REFERENCE = Path(__file__).parents[2] / "data" / "reference"


@pytest.mark.parametrize(("tekst", "waarde"), [("12", 12.0), ("2,8", 2.8), ("2.8", 2.8), ("-0,5", -0.5), ("", None)])
def test_a_figure_has_a_decimal_comma_or_point_or_is_not_given(tekst: str, waarde: float | None) -> None:
    cleaned = delivered(PIPELINE, HEADER, f"verzuim;luxe;Woerden;2018;{tekst};leerlingen;jaarverslag")
    assert cleaned.frame["waarde"].to_list() == [waarde]


def test_a_source_is_a_part_of_its_own() -> None:
    cleaned = delivered(PIPELINE, HEADER, "a;b;c;2018;1;leerlingen;jaarverslag", "a;b;d;2018;1;leerlingen;agenda")
    assert cleaned.frame["deel"].to_list() == ["jaarverslag", "agenda"]


def test_two_figures_for_the_same_thing_are_a_conflict_and_the_first_holds() -> None:
    line = "a;b;c;2018;1;leerlingen;jaarverslag"
    cleaned = delivered(PIPELINE, HEADER, line, line, line.replace(";1;", ";2;"))
    assert cleaned.frame["waarde"].to_list() == [1.0]
    assert rejected(cleaned) == [(3, "dubbel", None), (4, "conflict", None)]


@pytest.mark.parametrize("tekst", ["nvt", "1.234,5", "1 000", "nan", "inf", "<5"])
def test_what_is_no_number_is_kept_apart(tekst: str) -> None:
    cleaned = delivered(PIPELINE, HEADER, f"a;b;c;2018;{tekst};leerlingen;agenda")
    assert rejected(cleaned) == [(2, "getal", "waarde")]


def test_a_figure_without_its_source_is_kept_apart() -> None:
    assert rejected(delivered(PIPELINE, HEADER, "a;b;c;2018;1;leerlingen;")) == [(2, "leeg", "bron")]


@pytest.mark.parametrize("path", sorted(REFERENCE.glob("kengetallen_*.csv")), ids=lambda path: path.stem)
def test_every_figure_of_this_repository_is_loaded(path: Path) -> None:
    cleaned = read(PIPELINE, path.read_bytes())
    assert cleaned.frame.height == cleaned.lines > 0
