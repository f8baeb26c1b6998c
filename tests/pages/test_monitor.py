"""Monitor: the colours of the agenda points, which can be read without colour, and what is not judged."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import Open
from tests.pages.reading import charts, check_figures, rows, said, tables

PAGE = "pages/regio/monitor.py"
POINTS, QUARTERS = 25, 16


def colours(store: Path, where: str) -> dict[str, int]:
    return dict(rows(store, f"select kleur, count(*) from mart_agendastatussen where {where} group by kleur"))


def sentence(counts: dict[str, int], points: int) -> str:
    judged = sum(counts.values())
    return (
        f"{judged} van de {points} punten beoordeeld: {counts.get('donkergroen', 0)} donkergroen, "
        f"{counts.get('groen', 0)} groen, {counts.get('oranje', 0)} oranje en {counts.get('rood', 0)} rood."
    )


def grid(app: AppTest) -> str:
    return next(body for body in tables(app).values() if "stoplicht" in body)


def test_the_latest_judged_quarter_is_told_beside_a_year_earlier(open_page: Open, small_store: Path) -> None:
    now, earlier = (colours(small_store, f"kwartaal = '{kwartaal}'") for kwartaal in ("2022-K3", "2021-K3"))
    text = said(open_page(PAGE))
    assert f"In het **3e kwartaal 2022** zijn {sentence(now, POINTS)}" in text
    assert f"in het 3e kwartaal 2021: {sentence(earlier, POINTS)}" in text


def test_a_theme_and_a_year_have_their_own_sentence(open_page: Open, small_store: Path) -> None:
    text = said(open_page(PAGE, thema="3", jaar="2021"))
    own = colours(small_store, "kwartaal = '2021-K4' and thema_nr = 3")
    assert f"In het **4e kwartaal 2021** zijn {sentence(own, 7)}" in text


def test_before_the_first_judgement_there_is_nothing_to_compare(open_page: Open) -> None:
    assert "Een jaar eerder was nog niets beoordeeld." in said(open_page(PAGE, jaar="2019"))


@pytest.mark.parametrize(
    ("address", "points", "quarters"),
    [({}, POINTS, QUARTERS), ({"thema": "0"}, 6, QUARTERS), ({"thema": "2", "jaar": "2020"}, 5, 4)],
)
def test_the_grid_holds_the_chosen_points_and_quarters(
    open_page: Open, address: dict[str, str], points: int, quarters: int
) -> None:
    body = grid(open_page(PAGE, **address))
    assert body.count('scope="row"') == points
    assert len(re.findall(r">K[1-4]</th>", body)) == quarters
    assert len(re.findall(r"<td(?! colspan)", body)) == points * quarters


@pytest.mark.parametrize(("taal", "words"), [("nl", ("Oranje", "Niet beoordeeld")), ("en", ("Orange", "Not judged"))])
def test_every_cell_has_a_word_beside_its_colour(
    open_page: Open, small_store: Path, taal: str, words: tuple[str, str]
) -> None:
    counts = colours(small_store, "true")
    body = grid(open_page(PAGE, taal=taal))
    orange, not_judged = words
    assert body.count(f"<small>{orange}</small>") == body.count('class="stand oranje"') == counts["oranje"]
    assert body.count(f">{not_judged}</span>") == POINTS * QUARTERS - sum(counts.values())


def test_the_bars_carry_symbols_and_numbers(open_page: Open, small_store: Path) -> None:
    (chart,) = charts(open_page(PAGE))
    green = next(trace for trace in chart["data"] if trace["name"] == "Groen")
    now = colours(small_store, "kwartaal = '2022-K3'")
    assert green["text"][14] == f"▲ {now['groen']}"
    not_judged = next(trace for trace in chart["data"] if trace["name"] == "Niet beoordeeld")
    assert not_judged["y"][15] == POINTS
    assert "text" not in not_judged


def test_without_a_status_every_point_is_not_judged(open_page: Open, changed_store: Callable[..., Path]) -> None:
    app = open_page(PAGE, store=changed_store("delete from mart_agendastatussen"))
    assert "Over deze keuze is nog geen punt beoordeeld." in said(app)
    assert grid(app).count(">Niet beoordeeld</span>") == POINTS * QUARTERS


def test_without_an_agenda_the_page_says_so(open_page: Open, changed_store: Callable[..., Path]) -> None:
    app = open_page(PAGE, store=changed_store("delete from mart_agendapunten"))
    assert "De punten van de samenwerkingsagenda zijn nog niet geleverd." in said(app)
    assert not charts(app)


@pytest.mark.parametrize(("taal", "title"), [("nl", "Monitor samenwerkingsagenda"), ("en", "Monitor of the ")])
def test_each_figure_is_told_in_words_and_stands_in_a_table(open_page: Open, taal: str, title: str) -> None:
    app = open_page(PAGE, taal=taal)
    assert app.title[0].value.startswith(title)
    check_figures(app, 1, taal)


def test_an_unknown_theme_in_the_address_shows_all(open_page: Open) -> None:
    assert grid(open_page(PAGE, thema="<b>9</b>", jaar="1999")).count('scope="row"') == POINTS


@pytest.mark.parametrize(("taal", "text"), [("nl", "nog geen cijfers gepubliceerd"), ("en", "published yet")])
def test_without_a_release_the_page_says_what_to_do(open_page: Open, no_store: Path, taal: str, text: str) -> None:
    app = open_page(PAGE, store=no_store, taal=taal)
    assert text in said(app)
    assert app.code[0].value == "python manage.py build"
