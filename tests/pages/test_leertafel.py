"""Leertafel: sentences that follow from the cases, what cannot be known said, and help told as association."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.pages.conftest import Open
from tests.pages.reading import charts, check_figures, rows, said, tables

PAGE = "pages/taskforce/leertafel.py"
HALF, EARLIER = "2021-2022/2", "2020-2021/2"
CHARTS = 4


def count(store: Path, kenmerk: str, code: str = "alle", uitkomst: str = "alle") -> int:
    [(found,)] = rows(
        store,
        f"select besprekingen from mart_casussen where halfjaar = '{HALF}' and kenmerk = '{kenmerk}' "
        f"and code = '{code}' and uitkomst = '{uitkomst}'",
    )
    return int(found)


def set_count(kenmerk: str, code: str, besprekingen: int | None, uitkomst: str = "alle") -> str:
    value = "null" if besprekingen is None else str(besprekingen)
    return (
        f"update mart_casussen set besprekingen = {value}, besprekingen_verborgen = {besprekingen is None} "
        f"where halfjaar = '{HALF}' and kenmerk = '{kenmerk}' and code = '{code}' and uitkomst = '{uitkomst}'"
    )


def test_the_first_sentence_tells_the_theme_and_the_bottleneck_that_came_up_most(
    open_page: Open, changed_store: Callable[..., Path]
) -> None:
    store = changed_store(
        set_count("thema", "overstap", 140), set_count("knelpunt", "geen", 130), set_count("knelpunt", "vervoer", 120)
    )
    text = said(open_page(PAGE, store=store, halfjaar=HALF))
    assert f"**{count(store, 'alle')} keer een casus besproken**" in text
    assert "Het vaakst ging het over overstap naar een andere school (140 keer)" in text
    assert "wat hulp het vaakst in de weg stond, was: vervoer (120 keer)" in text


def test_a_hidden_number_of_cases_is_told_as_hidden(open_page: Open, changed_store: Callable[..., Path]) -> None:
    text = said(open_page(PAGE, store=changed_store(set_count("alle", "alle", None)), halfjaar=HALF))
    assert "Hoe vaak in de tweede helft van" in text
    assert "tonen wij niet (x)" in text


def test_what_cannot_be_known_without_a_key_is_said(open_page: Open) -> None:
    text = said(open_page(PAGE, halfjaar=HALF))
    assert "weten wij niet welke besprekingen over hetzelfde kind gaan, hoe lang een casus op een trede stond" in text
    assert "Zonder sleutel is niet te zien hoe lang dat duurde" in text


def test_a_year_earlier_stands_beside_it_where_there_was_one(
    open_page: Open, changed_store: Callable[..., Path]
) -> None:
    title = "Waar casussen over gingen, naast een jaar eerder"
    app = open_page(PAGE, halfjaar=HALF)
    assert [bar["x"] for bar in charts(app)[0]["data"] if bar.get("name") == "Een jaar eerder"] in ([], [[None] * 8])
    copied = f"""insert into mart_casussen select '2020-2021', '{EARLIER}', kenmerk, code, uitkomst, 17, false
        from mart_casussen where halfjaar = '{HALF}'"""
    assert tables(open_page(PAGE, store=changed_store(copied), halfjaar=HALF))[title].count("17") == 8


def test_half_a_year_that_goes_on_is_not_set_beside_a_whole_one_in_silence(open_page: Open) -> None:
    assert "Deze helft van het schooljaar loopt nog" in said(open_page(PAGE))
    assert "loopt nog" not in said(open_page(PAGE, halfjaar=HALF))


def test_the_ladder_shows_hidden_outcomes_as_hidden(open_page: Open, changed_store: Callable[..., Path]) -> None:
    store = changed_store(set_count("fase", "actietafel", 41), set_count("fase", "actietafel", None, "opgelost"))
    table = tables(open_page(PAGE, store=store, halfjaar=HALF))["De treden van de ladder, en wat er van casussen kwam"]
    row = next(line for line in table.split("<tr>") if "Actietafel" in line)
    assert "41" in row
    assert ">x<" in row


def test_help_is_told_beside_pupils_without_and_as_association(
    open_page: Open, changed_store: Callable[..., Path]
) -> None:
    figures = "vooraf = 15.3, erna = 11, vergelijk_vooraf = 15.1, vergelijk_erna = 10.4, leerlingen = 80"
    app = open_page(PAGE, store=changed_store(f"update mart_interventies_vervolg set {figures} where laag = 'alle'"))
    assert "**Samenhang, geen bewijs.**" in said(app)
    bars = {bar["name"]: bar for bar in charts(app)[3]["data"]}
    assert bars["Met interventie"]["y"] == [15.3, 11.0, 11.0]
    assert bars["Vergelijkbaar, zonder interventie"]["y"] == [15.1, 10.4, 10.4]


def test_without_a_comparison_there_is_nothing_about_help(open_page: Open, changed_store: Callable[..., Path]) -> None:
    app = open_page(PAGE, store=changed_store("update mart_interventies_vervolg set erna = null"))
    assert "interventie" not in said(app).lower()
    assert len(charts(app)) == CHARTS - 1


@pytest.mark.parametrize(("taal", "title"), [("nl", "Leertafel"), ("en", "Learning table (Leertafel)")])
def test_each_figure_is_light_is_told_in_words_and_stands_in_a_table(open_page: Open, taal: str, title: str) -> None:
    app = open_page(PAGE, taal=taal, halfjaar=HALF)
    assert said(app).startswith(title)
    check_figures(app, CHARTS, taal)


def test_without_cases_the_page_says_so(open_page: Open, changed_store: Callable[..., Path]) -> None:
    app = open_page(PAGE, store=changed_store("delete from mart_casussen"))
    assert "Er zijn nog geen casussen geleverd." in said(app)
    assert not app.get("plotly_chart")
