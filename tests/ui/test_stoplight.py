"""The stoplight as a table: read by eye, by ear, and without colour."""

import re

from schemas.codes import KLEUREN
from ui import grid, labels, theme

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
    assert "stand leeg" in empty


def test_with_many_quarters_the_words_make_room() -> None:
    quarters = [f"{year}-K{number}" for year in (2019, 2020, 2021) for number in (1, 2, 3, 4)]
    assert 'class="stoplicht dicht"' in grid.stoplight("kop", POINTS, quarters, COLOURS)
    assert 'class="stoplicht"' in grid.stoplight("kop", POINTS, YEAR, COLOURS)


def test_a_cell_can_lead_to_its_text_and_is_one_stop_for_tab() -> None:
    links = grid.Extra(links=lambda key, quarter: f"?punt={key}&kwartaal={quarter}", chosen=("0.1", "2021-K2"))
    table = grid.stoplight("kop", POINTS[:1], YEAR[:2], COLOURS, extra=links)
    first, chosen = re.findall(r"<a .*?</a>", table)
    assert 'href="?punt=0.1&amp;kwartaal=2021-K1"' in first
    assert 'aria-label="1. Doelen, 1e kwartaal 2021: Rood"' in first
    assert ('tabindex="-1"' in first, 'tabindex="0"' in chosen, 'aria-current="true"' in chosen) == (True, True, True)


def test_the_trend_of_a_point_has_a_word_beside_its_arrow() -> None:
    extra = grid.Extra(trends={"0.1": "hoger", "3.1": None})
    table = grid.stoplight("kop", POINTS[:2], YEAR, COLOURS, THEMES, extra)
    rising, none = re.findall(r'<td class="trend".*?</td>', table)
    assert ("↗" in rising, "<small>Hoger</small>" in rising) == (True, True)
    assert "<small>Niet beoordeeld</small>" in none
    assert table.count('<td colspan="5">') == 2


def test_a_point_says_in_which_language_it_is_written() -> None:
    assert grid.stoplight("kop", POINTS, YEAR, COLOURS, THEMES, grid.Extra(words="nl")).count('lang="nl"') == 5


def test_in_greyscale_every_colour_still_has_a_sign_and_a_word_of_its_own() -> None:
    codes = (*KLEUREN, "leeg")
    assert len({theme.SYMBOLS[code] for code in codes}) == len({labels.name("kleur", code) for code in codes}) == 5


def test_colours_that_an_agenda_names_itself_are_called_so_until_another_agenda_is_shown() -> None:
    labels.rename("kleur", {"groen": "Klaar"})
    assert grid.symbols(["oranje", "groen"]) == "◆ oranje · ▲ klaar · – niet beoordeeld"
    labels.rename("kleur", {})
    assert "▲ groen" in grid.symbols()


def test_each_symbol_is_explained() -> None:
    assert grid.symbols() == "▼ rood · ◆ oranje · ▲ groen · ★ donkergroen · – niet beoordeeld"
