"""The stoplight as a table: read by eye, by ear, and without colour."""

import re

from ui import grid

POINTS = [("0.1", "1. Doelen"), ("3.1", "1. Definitie"), ("3.2", "2. <Registratie>")]
THEMES = {"0.1": "Algemeen", "3.1": "Thuiszitters", "3.2": "Thuiszitters"}
YEAR = [f"2021-K{number}" for number in (1, 2, 3, 4)]
COLOURS = {("0.1", "2021-K1"): "rood", ("3.1", "2021-K4"): "donkergroen"}


def test_each_point_is_a_row_below_the_heading_of_its_theme() -> None:
    table = grid.stoplight("kop", POINTS, YEAR, COLOURS, THEMES)
    assert re.findall(r'<th scope="(rowgroup|row)">(.*?)</th>', table) == [
        ("rowgroup", "Algemeen"),
        ("row", "1. Doelen"),
        ("rowgroup", "Thuiszitters"),
        ("row", "1. Definitie"),
        ("row", "2. &lt;Registratie&gt;"),
    ]


def test_without_themes_there_are_only_points() -> None:
    assert "rowgroup" not in grid.stoplight("kop", POINTS, YEAR, COLOURS)


def test_a_year_stands_above_its_quarters() -> None:
    table = grid.stoplight("kop", POINTS, ["2020-K4", *YEAR], COLOURS)
    assert re.findall(r'colspan="(\d)">(\d{4})<', table) == [("1", "2020"), ("4", "2021")]
    assert re.findall(r">(K\d)</th>", table) == ["K4", "K1", "K2", "K3", "K4"]


def test_a_cell_has_symbol_and_word_and_an_empty_one_says_so() -> None:
    table = grid.stoplight("kop", POINTS[:1], YEAR[:2], COLOURS)
    judged, empty = re.findall(r"<td.*?</td>", table)
    assert 'class="stand rood"' in judged
    assert "▼" in judged
    assert "<small>Rood</small>" in judged
    assert ">Niet beoordeeld<" in empty
    assert "stand" not in empty


def test_with_many_quarters_the_words_make_room() -> None:
    quarters = [f"{year}-K{number}" for year in (2019, 2020, 2021) for number in (1, 2, 3, 4)]
    assert 'class="stoplicht dicht"' in grid.stoplight("kop", POINTS, quarters, COLOURS)
    assert 'class="stoplicht"' in grid.stoplight("kop", POINTS, YEAR, COLOURS)


def test_each_symbol_is_explained() -> None:
    assert grid.symbols() == "▼ rood · ◆ oranje · ▲ groen · ★ donkergroen · – niet beoordeeld"
