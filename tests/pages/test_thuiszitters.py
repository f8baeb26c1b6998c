"""Thuiszitters: sentences that follow from the lists, under each definition, whatever is hidden or missing."""

from collections.abc import Callable
from pathlib import Path

import pytest

from schemas.definities import register
from tests.pages.conftest import Open
from tests.pages.shown import charts, checked_figures, revealed, said, tables

PAGE = "pages/taskforce/thuiszitters.py"
NOW, EARLIER = "2022-K3", "2021-K3"
LONG = "langer_dan_3_maanden"


def set_stock(kwartaal: str, duurklasse: str, **columns: int | None) -> str:
    """A stock of the whole region under every definition; None: hidden."""
    changes = ", ".join(
        f"{name} = {'null' if value is None else value}, {name}_verborgen = {value is None}"
        for name, value in columns.items()
    )
    return (
        f"update mart_thuiszitters set {changes} "
        f"where kwartaal = '{kwartaal}' and duurklasse = '{duurklasse}' and sector = 'alle'"
    )


def test_the_latest_quarter_end_is_told_with_the_goal_and_a_year_earlier(
    open_page: Open, changed_store: Callable[..., Path]
) -> None:
    store = changed_store(
        set_stock(NOW, "alle", kinderen=31),
        set_stock(NOW, LONG, kinderen=17, zonder_aanbod=9),
        set_stock(EARLIER, "alle", kinderen=28),
        set_stock(EARLIER, LONG, kinderen=13),
    )
    text = said(open_page(PAGE, store=store, definitie="BREED"))
    assert "Op 30 september 2022 waren er in de regio **31 thuiszitters**." in text
    assert "Van hen zaten er 17 langer dan drie maanden thuis; 9 zonder passend aanbod." in text
    assert "Het doel is nul." in text
    assert "op 30 september 2021, waren het er 28, van wie 13 langer dan drie maanden." in text


def test_a_hidden_stock_is_told_to_be_hidden(open_page: Open, changed_store: Callable[..., Path]) -> None:
    store = changed_store(set_stock(NOW, "alle", kinderen=None), set_stock(EARLIER, "alle", kinderen=None))
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
        set_stock(NOW, LONG, kinderen=None, zonder_aanbod=None),
        set_stock(EARLIER, "alle", kinderen=8),
        set_stock(EARLIER, LONG, kinderen=None),
    )
    text = said(open_page(PAGE, store=store))
    assert "**12 thuiszitters**" in text
    assert "Hoeveel van hen langer dan drie maanden op een lijst stonden, tonen wij niet (x)." in text
    assert "op 30 september 2021, waren het er 8." in text


@pytest.mark.parametrize(
    ("without", "told"), [(None, "hoeveel zonder passend aanbod, tonen wij niet (x)."), (0, "0 zonder passend aanbod.")]
)
def test_a_number_without_an_offer_is_told_to_be_hidden_or_zero(
    open_page: Open, changed_store: Callable[..., Path], without: int | None, told: str
) -> None:
    store = changed_store(set_stock(NOW, "alle", kinderen=12), set_stock(NOW, LONG, kinderen=7, zonder_aanbod=without))
    assert f"7 langer dan drie maanden thuis; {told}" in said(open_page(PAGE, store=store))


def test_of_a_definition_with_too_few_children_the_offer_and_the_gemeenten_are_not_shown(
    open_page: Open, changed_store: Callable[..., Path]
) -> None:
    store = changed_store(set_stock(NOW, "alle", kinderen=20), set_stock(NOW, LONG, kinderen=9))
    app = open_page(PAGE, store=store, definitie="INSPECTIE")
    text = said(app)
    assert "Van hen zaten er 9 langer dan drie maanden thuis." in text
    assert text.count("Kies een andere definitie, zoals die van Passenderwijs.") == 2
    assert "Volgens de definitie van de Inspectie tonen wij dit niet" in text
    assert len(charts(app)) == 1


def test_by_type_of_education_stands_a_table_for_the_usual_definition_only(open_page: Open) -> None:
    title, why = "Thuiszitters naar onderwijssoort", "Naar onderwijssoort tonen wij alleen de definitie van"
    usual, broad = (open_page(PAGE, definitie=definitie) for definitie in ("PASSENDERWIJS", "BREED"))
    assert any(title in one for one in tables(usual))
    assert why not in said(usual)
    assert not any(title in one for one in tables(broad))
    assert why in said(broad)


def test_without_a_year_earlier_nothing_is_compared(open_page: Open, changed_store: Callable[..., Path]) -> None:
    store = changed_store(f"delete from mart_thuiszitters where kwartaal < '{NOW}'")
    assert "Van een jaar eerder zijn er geen cijfers." in said(open_page(PAGE, store=store, definitie="BREED"))


def test_potential_thuiszitters_are_told_apart_and_have_no_goal(
    open_page: Open, changed_store: Callable[..., Path]
) -> None:
    store = changed_store(set_stock(NOW, "alle", kinderen=62), set_stock(NOW, LONG, kinderen=30))
    app = open_page(PAGE, store=store, definitie="POTENTIEEL")
    text = said(app)
    assert "waren er in de regio **62 potentiële thuiszitters**." in text
    assert "Van hen stonden er 30 langer dan drie maanden op een lijst." in text
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


@pytest.mark.parametrize(("definitie", "classes"), [("BREED", 5), ("PASSENDERWIJS", 3), ("OCW", 3), ("INSPECTIE", 1)])
def test_durations_stand_in_as_many_classes_as_are_published(open_page: Open, definitie: str, classes: int) -> None:
    """Beside the whole and all above three months, which under the definition of the Inspectie is the second class."""
    table = tables(open_page(PAGE, definitie=definitie))["Thuiszitters naar duur, aan het einde van elk kwartaal"]
    assert table.split("</thead>")[0].count('scope="col"') == 1 + classes + 2


def test_gemeenten_are_told_of_a_school_year(open_page: Open, changed_store: Callable[..., Path]) -> None:
    store = changed_store(
        "update mart_thuiszitters_gemeente set kinderen = 43, kinderen_verborgen = false where gemeente = 'GM0335'"
    )
    app = open_page(PAGE, store=store, definitie="OCW")
    table = tables(app)["Thuiszitters per gemeente, in de loop van een schooljaar"]
    assert '<td class="getal">43</td>' in table.split('scope="row">Montfoort')[1].split("<tr>")[0]
    assert "GM0335" not in table


@pytest.mark.parametrize("taal", ["nl", "en"])
def test_each_figure_is_told_in_words_and_stands_in_a_table(
    open_page: Open, small_store: Path, changed_store: Callable[..., Path], taal: str
) -> None:
    flows = revealed(small_store, "mart_thuiszitters_stroom")
    app = open_page(PAGE, store=changed_store(set_stock(NOW, LONG, kinderen=17, zonder_aanbod=9), flows), taal=taal)
    assert app.title[0].value == "Thuiszitters"
    assert len(checked_figures(app, taal)) == 4


def test_the_goal_is_told_with_the_figure(open_page: Open, changed_store: Callable[..., Path]) -> None:
    store = changed_store(set_stock(NOW, LONG, kinderen=17, zonder_aanbod=9))
    alts = [chart.proto.alt for chart in open_page(PAGE, store=store).get("plotly_chart")]
    assert alts[1].endswith("Doel: 0.")


def test_who_came_and_went_stands_between_begin_and_end(open_page: Open, changed_store: Callable[..., Path]) -> None:
    store = changed_store(
        "update mart_thuiszitters_stroom set begin = 40, instroom = 25, uitstroom = 15, einde = 50, "
        "begin_verborgen = false, instroom_verborgen = false, uitstroom_verborgen = false, einde_verborgen = false "
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
