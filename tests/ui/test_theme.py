"""Colours by measure: visible on both backgrounds, apart for colour-blind readers, the same in theme and figures."""

import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from schemas import codes
from tests.ui.kleurmeting import COLOUR_BLIND, contrast, difference, lab, linear, seen_with
from ui import theme

ROOT = Path(__file__).parents[2]
MODES = (theme.LIGHT, theme.DARK)
MARK, TEXT = 3.0, 4.5  # WCAG 2.2, 1.4.11 and 1.4.3
APART = 10.0  # CIEDE2000; about 2 is the smallest difference that is seen side by side
SHADE = 4.0  # L*: neighbours in print without colour

# What touches in a chart, in the order in which it does.
NEIGHBOURS: dict[str, list[tuple[str, ...]]] = {
    "laag": [("1", "aandacht", "2", "3", "onbekend"), ("1", "2", "3", "onbekend")],
    "kleur": [("rood", "oranje", "groen", "donkergroen", "leeg")],
    "categorie": [tuple(codes.CATEGORIEEN)],
    "gemeente": [tuple(codes.GEMEENTEN)],
    "sector": [("primair", "voortgezet", "beroeps", "geen"), ("PO", "SBO", "SO"), ("VO", "PRO", "VSO")],
    "duurklasse": [
        codes.DUURKLASSEN,
        tuple(dict.fromkeys(codes.GROVE_DUURKLASSEN.values())),
        ("tot_3_maanden", "langer_dan_3_maanden"),
    ],
    "grond": [codes.GROND_NIVEAUS, ("LPW5_A", "andere")],
    "soort": [("nieuw", "verlengd", "blijvend", "doorlopend")],
    "geoorloofd": [("ja", "nee", "niet_bekend")],
    "levering": [("per_leerling", "weekcijfers", "geen")],
    "gebied": [("regio", "landelijk")],
    "blik": [("smal", "met_absoluut", "breed")],
    "signaal": [codes.SIGNALEN],
    "tijd": [("najaar_winter", "winter_voorjaar")],
    "verklaring": [("later_bij_ander", "afgesloten_bij_ander", "eerder_bij_ander", "andere_soort", "nooit_bij_ander")],
    "uitkomst": [tuple(dict.fromkeys(codes.GROVE_UITKOMSTEN.values()))],
    "afloop": [("terug_naar_school", "onderwijszorg", "overige_aflopen", "nog_open")],
    "onderwerp": [("duur", "aanbod")],
    "reeks": [
        ("potentieel", "thuiszitters"),
        ("besprekingen", "jaar_eerder"),
        ("met", "zonder"),
        ("geoorloofd", "ongeoorloofd"),
        ("instroom", "uitstroom"),
        ("aandeel", "vorig_aandeel"),
        ("beide", "op_een_lijst"),
        ("anders", "eenzijdig"),
    ],
}


@pytest.fixture(scope="module")
def config() -> dict[str, Any]:
    read: dict[str, Any] = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
    return read


def test_the_formula_gives_the_published_differences() -> None:
    """Sharma, Wu & Dalal (2005), table 1, pairs 1, 7 and 25."""
    assert difference((50, 2.6772, -79.7751), (50, 0, -82.7485)) == pytest.approx(2.0425, abs=1e-4)
    assert difference((50, 0, 0), (50, -1, 2)) == pytest.approx(2.3669, abs=1e-4)
    assert difference((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387)) == pytest.approx(1.2644, abs=1e-4)


def test_every_dimension_with_colours_says_what_touches() -> None:
    assert NEIGHBOURS.keys() == theme.PALETTES.keys()


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("dimension", theme.PALETTES)
def test_every_mark_stands_off_its_background(dimension: str, mode: str) -> None:
    background = theme.BACKGROUNDS[mode]
    faint = [code for code, colour in theme.PALETTES[dimension].items() if contrast(colour[mode], background) < MARK]
    assert faint == []


@pytest.mark.parametrize("eye", ["any", *COLOUR_BLIND])
@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("dimension", theme.PALETTES)
def test_what_touches_can_be_told_apart_by_every_eye(dimension: str, mode: str, eye: str) -> None:
    palette = theme.PALETTES[dimension]

    def distance(one: str, other: str) -> float:
        first, second = (lab(seen_with(eye, linear(palette[code][mode]))) for code in (one, other))
        return difference(first, second)

    close = [pair for row in NEIGHBOURS[dimension] for pair in pairwise(row) if distance(*pair) < APART]
    assert close == []


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("dimension", ["laag", "kleur", "duurklasse"])
def test_what_has_an_order_is_told_apart_without_colour(dimension: str, mode: str) -> None:
    palette = theme.PALETTES[dimension]
    row = NEIGHBOURS[dimension][0]
    lightness = {code: lab(linear(palette[code][mode]))[0] for code in row}
    assert [pair for pair in pairwise(row) if abs(lightness[pair[0]] - lightness[pair[1]]) < SHADE] == []


@pytest.mark.parametrize("mode", MODES)
def test_text_can_be_read(mode: str) -> None:
    background = theme.BACKGROUNDS[mode]
    assert contrast(theme.INK[mode], background) >= TEXT
    assert contrast(theme.MUTED[mode], background) >= TEXT


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("dimension", theme.PALETTES)
def test_text_on_a_mark_can_be_read(dimension: str, mode: str) -> None:
    colours = [colour[mode] for colour in theme.PALETTES[dimension].values()]
    assert [colour for colour in colours if contrast(theme.text_on(colour), colour) < TEXT] == []


@pytest.mark.parametrize("mode", MODES)
def test_figures_and_page_share_background_and_ink(config: dict[str, Any], mode: str) -> None:
    assert config[mode]["backgroundColor"] == theme.BACKGROUNDS[mode]
    assert config[mode]["textColor"] == theme.INK[mode]


@pytest.mark.parametrize("mode", MODES)
def test_links_and_controls_can_be_read(config: dict[str, Any], mode: str) -> None:
    for background in (config[mode]["backgroundColor"], config[mode]["secondaryBackgroundColor"]):
        assert contrast(config[mode]["linkColor"], background) >= TEXT
        assert contrast(config[mode]["textColor"], background) >= TEXT


def test_the_font_is_served_from_here_and_small(config: dict[str, Any]) -> None:
    face = config["fontFaces"][0]
    file = ROOT / face["url"].removeprefix("app/")
    assert config["font"] == theme.FONT
    assert file.stat().st_size < 200_000
    assert "SIL Open Font License" in (file.with_name("OFL.txt")).read_text(encoding="utf-8")


def test_a_switch_of_background_switches_the_colours() -> None:
    with theme.using(theme.DARK):
        dark = theme.colour("laag", "3")
    assert theme.colour("laag", "3") != dark
    assert (theme.colour("geoorloofd", True), theme.colour("geoorloofd", None)) == (
        theme.GEOORLOOFD["ja"][theme.LIGHT],
        theme.GEOORLOOFD["niet_bekend"][theme.LIGHT],
    )


def test_the_stoplight_has_a_symbol_of_its_own_for_every_colour() -> None:
    assert set(theme.SYMBOLS) == {*codes.KLEUREN, "leeg"}
    assert len(set(theme.SYMBOLS.values())) == len(theme.SYMBOLS)


@pytest.mark.parametrize("code", codes.KLEUREN)
def test_the_stoplight_in_a_table_has_the_colours_of_the_charts(code: str) -> None:
    style = (ROOT / "ui" / "style.css").read_text(encoding="utf-8")
    light, dark = theme.KLEUR[code][theme.LIGHT], theme.KLEUR[code][theme.DARK]
    text_light, text_dark = theme.text_on(light), theme.text_on(dark)
    assert (
        f".stand.{code} {{ background: light-dark({light}, {dark}); color: light-dark({text_light}, {text_dark}); }}"
        in style
    )


def test_greys_of_what_is_not_to_be_compared_can_be_told_apart_and_read() -> None:
    shades = theme.greys(3)
    assert all(difference(lab(linear(one)), lab(linear(other))) > APART for one, other in pairwise(shades))
    assert all(contrast(theme.text_on(shade), shade) >= TEXT for shade in shades)
