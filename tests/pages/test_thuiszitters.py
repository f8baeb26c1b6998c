"""Thuiszitters: sentences that follow from the lists, under each definition, whatever is hidden or missing."""

from collections.abc import Callable
from pathlib import Path

import pytest

from schemas.definities import register
from tests.pages.conftest import Open
from tests.pages.reading import charts, check_figures, rows, said, tables

PAGE = "pages/taskforce/thuiszitters.py"
NOW, EARLIER = "2022-K3", "2021-K3"
LONG = "langer_dan_3_maanden"


def stock(store: Path, kwartaal: str, definitie: str, duurklasse: str = "alle") -> tuple[int, int]:
    """Children in the whole region, and those of them without a fitting offer."""
    return rows(
        store,
        f"select kinderen, zonder_aanbod from mart_thuiszitters where kwartaal = '{kwartaal}' "
        f"and definitie = '{definitie}' and duurklasse = '{duurklasse}' and gemeente = 'alle' and sector = 'alle'",
    )[0]


def set_stock(kwartaal: str, duurklasse: str, **columns: int) -> str:
    changes = ", ".join(f"{name} = {value}" for name, value in columns.items())
    return f"update mart_thuiszitters set {changes} where kwartaal = '{kwartaal}' and duurklasse = '{duurklasse}'"


def test_the_latest_quarter_end_is_told_with_the_goal_and_a_year_earlier(open_page: Open, small_store: Path) -> None:
    now, _without = stock(small_store, NOW, "BREED")
    long, without = stock(small_store, NOW, "BREED", LONG)
    then, _without = stock(small_store, EARLIER, "BREED")
    long_then, _without = stock(small_store, EARLIER, "BREED", LONG)
    text = said(open_page(PAGE, definitie="BREED"))
    assert f"Op 30 september 2022 waren er in de regio **{now} thuiszitters**." in text
    assert f"Van hen zaten er {long} langer dan drie maanden thuis; {without} zonder passend aanbod." in text
    assert "Het doel is nul." in text
    assert f"op 30 september 2021, waren het er {then}, van wie {long_then} langer dan drie maanden." in text


def test_a_hidden_stock_is_told_to_be_hidden(open_page: Open, changed_store: Callable[..., Path]) -> None:
    store = changed_store(set_stock(NOW, "alle", kinderen=3), set_stock(EARLIER, "alle", kinderen=3))
    text = said(open_page(PAGE, store=store, definitie="BREED"))
    assert "op de lijsten stonden, tonen wij niet (x): zo kan niemand een kind herkennen." in text
    assert "Het aantal van een jaar eerder tonen wij niet (x)." in text
    assert "thuiszitters**" not in text
    assert "langer dan drie maanden thuis;" not in text


def test_a_hidden_number_above_three_months_is_told_to_be_hidden(
    open_page: Open, changed_store: Callable[..., Path]
) -> None:
    store = changed_store(
        set_stock(NOW, "alle", kinderen=12),
        set_stock(NOW, LONG, kinderen=4, zonder_aanbod=2),
        set_stock(EARLIER, "alle", kinderen=8),
        set_stock(EARLIER, LONG, kinderen=2),
    )
    text = said(open_page(PAGE, store=store))
    assert "**12 thuiszitters**" in text
    assert "Hoeveel van hen langer dan drie maanden op een lijst stonden, tonen wij niet (x)." in text
    assert "op 30 september 2021, waren het er 8." in text


def test_a_hidden_number_without_an_offer_is_told_to_be_hidden(
    open_page: Open, changed_store: Callable[..., Path]
) -> None:
    store = changed_store(
        set_stock(NOW, "alle", kinderen=12, zonder_aanbod=5), set_stock(NOW, LONG, kinderen=7, zonder_aanbod=2)
    )
    text = said(open_page(PAGE, store=store))
    assert "7 langer dan drie maanden thuis; hoeveel zonder passend aanbod, tonen wij niet (x)." in text


def test_a_goal_that_is_reached_is_told_as_zero(open_page: Open, changed_store: Callable[..., Path]) -> None:
    store = changed_store(
        set_stock(NOW, "alle", kinderen=12, zonder_aanbod=5), set_stock(NOW, LONG, kinderen=7, zonder_aanbod=0)
    )
    assert "7 langer dan drie maanden thuis; 0 zonder passend aanbod." in said(open_page(PAGE, store=store))


def test_without_a_year_earlier_nothing_is_compared(open_page: Open, changed_store: Callable[..., Path]) -> None:
    store = changed_store(f"delete from mart_thuiszitters where kwartaal < '{NOW}'")
    assert "Van een jaar eerder zijn er geen cijfers." in said(open_page(PAGE, store=store, definitie="BREED"))


def test_potential_thuiszitters_are_told_apart_and_have_no_goal(open_page: Open, small_store: Path) -> None:
    now, _without = stock(small_store, NOW, "POTENTIEEL")
    long, _without = stock(small_store, NOW, "POTENTIEEL", LONG)
    app = open_page(PAGE, definitie="POTENTIEEL")
    text = said(app)
    assert f"waren er in de regio **{now} potentiële thuiszitters**." in text
    assert f"Van hen stonden er {long} langer dan drie maanden op een lijst." in text
    assert "doel" not in text
    assert len(charts(app)) == 3


@pytest.mark.parametrize("definitie", register().thuiszitters)
@pytest.mark.parametrize("taal", ["nl", "en"])
def test_the_chosen_definition_stands_on_the_page_in_full(open_page: Open, definitie: str, taal: str) -> None:
    chosen = register().thuiszitters[definitie]
    text = said(open_page(PAGE, definitie=definitie, taal=taal))
    assert chosen.titel.in_(taal) in text
    assert chosen.tekst.in_(taal) in text
    assert chosen.bron in text


def test_a_chosen_sector_is_named_except_in_the_figure_of_all_sectors(open_page: Open) -> None:
    text = said(open_page(PAGE, definitie="BREED", sector="voortgezet"))
    assert "Onderwijssoort: Voortgezet onderwijs (alles)." in text
    assert "Deze figuur toont altijd alle onderwijssoorten." in text
    assert "Deze figuur toont" not in said(open_page(PAGE, definitie="BREED"))


def test_a_gemeente_has_its_own_figures(open_page: Open, changed_store: Callable[..., Path]) -> None:
    store = changed_store("update mart_thuiszitters set kinderen = kinderen + 100 where gemeente = 'GM0335'")
    kinderen = rows(
        store,
        f"select kinderen from mart_thuiszitters where kwartaal = '{NOW}' and definitie = 'OCW' "
        "and gemeente = 'GM0335' and sector = 'alle' and duurklasse = 'alle'",
    )[0][0]
    assert kinderen >= 100
    assert f"in Montfoort **{kinderen} thuiszitters**." in said(
        open_page(PAGE, store=store, definitie="OCW", gemeente="GM0335")
    )


@pytest.mark.parametrize("taal", ["nl", "en"])
def test_each_figure_is_told_in_words_and_stands_in_a_table(open_page: Open, taal: str) -> None:
    app = open_page(PAGE, taal=taal, definitie="BREED")
    assert app.title[0].value == "Thuiszitters"
    check_figures(app, 4, taal)


def test_the_goal_is_told_with_the_figure(open_page: Open) -> None:
    alts = [chart.proto.alt for chart in open_page(PAGE).get("plotly_chart")]
    assert alts[1].endswith("Doel: 0.")


def test_who_came_and_went_stands_between_begin_and_end(open_page: Open, changed_store: Callable[..., Path]) -> None:
    store = changed_store(
        "update mart_thuiszitters_stroom set begin = 40, instroom = 25, uitstroom = 15, einde = 50 "
        f"where kwartaal = '{NOW}'"
    )
    table = tables(open_page(PAGE, store=store))["Hoeveel kinderen erbij kwamen en weggingen, per kwartaal"]
    last = table.split("3e kwartaal 2022")[1]
    assert [cell.split("<")[0] for cell in last.split('class="getal">')[1:]] == ["40", "25", "15", "50"]


def test_published_figures_follow_from_what_was_loaded(open_page: Open, changed_store: Callable[..., Path]) -> None:
    dash = "2017\N{NON-BREAKING HYPHEN}2018"
    sentence = (
        f"In schooljaar {dash} telde Passenderwijs {{}} thuiszitters en 31 potentiële thuiszitters; 8 thuiszitters"
    )
    text = said(open_page(PAGE))
    assert sentence.format(10) in text
    assert "Bron: Samenwerkingsagenda passend onderwijs Utrecht West 2019-2022" in text
    other = changed_store("update mart_kengetallen set waarde = 12 where indicator = 'aantal thuiszitters'")
    assert sentence.format(12) in said(open_page(PAGE, store=other))


def test_without_published_figures_the_page_says_so(open_page: Open, changed_store: Callable[..., Path]) -> None:
    text = said(open_page(PAGE, store=changed_store("delete from mart_kengetallen")))
    assert "Er zijn geen gepubliceerde cijfers over thuiszitters geladen." in text


def test_lists_of_one_quarter_have_no_flows(open_page: Open, changed_store: Callable[..., Path]) -> None:
    text = said(open_page(PAGE, store=changed_store("delete from mart_thuiszitters_stroom")))
    assert "Daarvoor zijn de lijsten van twee kwartalen nodig." in text


def test_without_lists_the_page_says_so(open_page: Open, changed_store: Callable[..., Path]) -> None:
    app = open_page(PAGE, store=changed_store("delete from mart_thuiszitters"))
    assert "Er zijn nog geen lijsten van thuiszitters geleverd." in said(app)
    assert not charts(app)


@pytest.mark.parametrize(("taal", "text"), [("nl", "nog geen cijfers gepubliceerd"), ("en", "published yet")])
def test_without_a_release_the_page_says_what_to_do(open_page: Open, no_store: Path, taal: str, text: str) -> None:
    app = open_page(PAGE, store=no_store, taal=taal)
    assert text in said(app)
    assert app.code[0].value == "python manage.py build"
