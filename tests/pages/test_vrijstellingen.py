"""Vrijstellingen: sentences that follow from the figures, whatever of them is hidden or missing."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.pages.conftest import Open
from tests.pages.reading import charts, check_figures, rows, said, tables

PAGE = "pages/regio/vrijstellingen.py"
THIS, LAST = "2022-2023", "2021-2022"
FINISHED = "update publicatie set data_tot = date '2023-07-31'"


def running(store: Path, jaar: str, grond: str, gemeente: str = "alle") -> tuple[int, int]:
    """Children with a vrijstelling, and all pupils."""
    return rows(
        store,
        f"select kinderen, leerlingen from mart_vrijstellingen where schooljaar = '{jaar}' and grond = '{grond}' "
        f"and gemeente = '{gemeente}' and soort = 'lopend'",
    )[0]


def dash(jaar: str) -> str:
    return jaar.replace("-", "\N{NON-BREAKING HYPHEN}")


def dutch(figure: float) -> str:
    return f"{figure:.1f}".replace(".", ",")


@pytest.mark.parametrize("grond", ["LPW5_A", "LPW5_B"])
def test_a_year_that_is_not_over_is_told_so_far_and_not_set_beside_a_whole_one(
    open_page: Open, small_store: Path, grond: str
) -> None:
    now, pupils = running(small_store, THIS, grond)
    before, _pupils = running(small_store, LAST, grond)
    text = said(open_page(PAGE, grond=grond))
    assert f"In schooljaar {dash(THIS)} hebben tot nu toe **{now} kinderen** in de regio" in text
    assert f"Dat is {dutch(1000 * now / pupils)} per 1.000 leerlingen." in text
    assert f"In het hele schooljaar daarvoor waren het er {before}. Dit schooljaar loopt nog." in text


def test_a_year_that_is_over_is_set_beside_the_year_before(open_page: Open, changed_store: Callable[..., Path]) -> None:
    store = changed_store(FINISHED)
    now, before = (running(store, jaar, "LPW5_A")[0] for jaar in (THIS, LAST))
    text = said(open_page(PAGE, store=store))
    assert f"In schooljaar {dash(THIS)} hadden **{now} kinderen** in de regio" in text
    assert f"Een schooljaar eerder waren het er {before}." in text
    assert "loopt nog" not in text


def test_a_gemeente_has_its_own_figures(open_page: Open, small_store: Path) -> None:
    now, pupils = running(small_store, LAST, "LPW5_A", "GM0632")
    text = said(open_page(PAGE, gemeente="GM0632", schooljaar=LAST))
    assert f"hadden **{now} kinderen** in Woerden" in text
    assert f"Dat is {dutch(1000 * now / pupils)} per 1.000 leerlingen." in text


def test_the_first_year_has_nothing_to_be_compared_with(open_page: Open) -> None:
    assert "Over een jaar eerder is niet geleverd" in said(open_page(PAGE, schooljaar=LAST))


def hidden(jaar: str) -> str:
    return f"update mart_vrijstellingen set kinderen = null, kinderen_verborgen = true where schooljaar = '{jaar}'"


def test_a_hidden_number_is_told_to_be_hidden(open_page: Open, changed_store: Callable[..., Path]) -> None:
    text = said(open_page(PAGE, store=changed_store(hidden(THIS)), gemeente="GM0632"))
    assert "tonen wij niet (x): zo kan niemand een kind herkennen" in text
    assert "kinderen** in" not in text
    assert "per 1.000 leerlingen." not in text.split("De aantallen zijn klein")[0]


def test_a_hidden_number_of_a_year_earlier_is_told_to_be_hidden(
    open_page: Open, changed_store: Callable[..., Path]
) -> None:
    assert "Het aantal van een jaar eerder tonen wij niet (x)." in said(
        open_page(PAGE, store=changed_store(hidden(LAST)))
    )


def test_of_a_gemeente_only_the_grounds_that_are_published_can_be_chosen(open_page: Open) -> None:
    app = open_page(PAGE, gemeente="GM0632", grond="LPW5_B")
    chosen = next(one for one in app.selectbox if one.label == "Grond")
    assert len(chosen.options) == 2
    assert "een vrijstelling volgens 5 onder a" in said(app)
    assert "Van een gemeente tonen wij 5 onder a, en alle andere gronden samen" in said(app)
    region = open_page(PAGE, grond="LPW5_B")
    assert len(next(one for one in region.selectbox if one.label == "Grond").options) == 5


def test_a_ground_that_is_not_published_finer_says_what_to_choose(open_page: Open) -> None:
    text = said(open_page(PAGE, grond="LPW5_B"))
    assert "5 onder b telt per gemeente te weinig kinderen om te tonen. Kies 5 onder a of alle andere gronden." in text
    assert "Van 5 onder b tonen wij alleen het geheel." in text


def test_without_numbers_of_pupils_nothing_is_told_per_1000(
    open_page: Open, changed_store: Callable[..., Path]
) -> None:
    text = said(open_page(PAGE, store=changed_store("update mart_vrijstellingen set leerlingen = null")))
    assert "kinderen** in de regio" in text
    assert "Dat is" not in text


def test_no_child_is_a_figure_too(open_page: Open, changed_store: Callable[..., Path]) -> None:
    store = changed_store(f"update mart_vrijstellingen set kinderen = 0 where schooljaar = '{THIS}'")
    assert "hebben tot nu toe **0 kinderen** in de regio" in said(open_page(PAGE, store=store))


def test_a_year_without_decisions_says_so_and_keeps_the_other_figures(
    open_page: Open, changed_store: Callable[..., Path]
) -> None:
    app = open_page(PAGE, store=changed_store(f"delete from mart_vrijstellingen where schooljaar = '{THIS}'"))
    assert f"Voor schooljaar {dash(THIS)} zijn nog geen vrijstellingen geleverd." in said(app)
    assert len(charts(app)) == 3
    assert "7.389" in tables(app)["Kinderen met een vrijstelling in Nederland"]


def test_without_any_delivery_the_page_says_so(open_page: Open, changed_store: Callable[..., Path]) -> None:
    app = open_page(PAGE, store=changed_store("delete from mart_vrijstellingen", "delete from mart_aanwezigheid"))
    assert "Er zijn nog geen vrijstellingen geleverd." in said(app)
    assert not charts(app)


@pytest.mark.parametrize(("taal", "title"), [("nl", "Vrijstellingen"), ("en", "Exemptions")])
def test_each_figure_is_told_in_words_and_stands_in_a_table(open_page: Open, taal: str, title: str) -> None:
    app = open_page(PAGE, taal=taal)
    assert app.title[0].value == title
    check_figures(app, 4, taal)


def test_the_region_stands_beside_the_gemeenten_only_per_1000(open_page: Open) -> None:
    counts, rates = (charts(open_page(PAGE, maat=maat))[0] for maat in ("kinderen", "per_1000"))
    names = [chart["layout"]["xaxis"]["categoryarray"] for chart in (counts, rates)]
    assert names[0] == ["De Ronde Venen", "Montfoort", "Oudewater", "Stichtse Vecht", "Woerden"]
    assert names[1] == ["Regio", *names[0]]


def test_the_whole_stands_on_top_of_new_renewed_and_running(open_page: Open, small_store: Path) -> None:
    bars = charts(open_page(PAGE))[1]
    written = next(trace for trace in bars["data"] if trace.get("mode") == "text" and trace["text"] != ["x"])
    shown = dict(zip(written["x"], written["text"], strict=True))
    assert shown[dash(LAST)] == str(running(small_store, LAST, "LPW5_A")[0])


def test_a_year_that_is_not_over_is_not_joined_to_whole_ones(
    open_page: Open, changed_store: Callable[..., Path]
) -> None:
    unfinished, finished = (charts(app)[2] for app in (open_page(PAGE), open_page(PAGE, store=changed_store(FINISHED))))
    ends = [chart["data"][0]["y"][-1] for chart in (unfinished, finished)]
    assert ends[0] is None
    assert ends[1] is not None


def test_the_index_starts_at_100_in_the_first_year_of_both(open_page: Open, small_store: Path) -> None:
    now, begin = (running(small_store, jaar, "LPW5_A")[0] for jaar in (THIS, LAST))
    table = tables(open_page(PAGE))["Ontwikkeling van 5 onder a in de regio en in Nederland"]
    region = table.split(f'scope="row">{dash(THIS)}')[1]
    assert f'<td class="getal">{100 * now / begin:.0f}</td>' in region


def test_a_ground_without_national_figures_has_no_index(open_page: Open) -> None:
    app = open_page(PAGE, grond="LPW15")
    assert "Over art. 15 zijn geen cijfers die wij naast heel Nederland kunnen zetten." in said(app)
    assert len(charts(app)) == 1


def test_published_figures_carry_their_source_and_no_mark_of_voorbeelddata(open_page: Open) -> None:
    app = open_page(PAGE)
    assert "Bron: OCW, brieven aan de Tweede Kamer" in said(app)
    assert f"{dash('2020-2021')}: schooljaar van 5 onder b afgeleid." in said(app)
    footnotes = [each.value for each in app.caption if each.value.find("Eenheid") >= 0]
    assert ["voorbeelddata" in each for each in footnotes] == [True, True, True, True, False]


def test_made_up_numbers_are_told_to_be_made_up(open_page: Open) -> None:
    assert "De aantallen per gemeente zijn voorbeelddata: bedacht, niet geteld." in said(open_page(PAGE))


@pytest.mark.parametrize(("taal", "text"), [("nl", "nog geen cijfers gepubliceerd"), ("en", "published yet")])
def test_without_a_release_the_page_says_what_to_do(open_page: Open, no_store: Path, taal: str, text: str) -> None:
    app = open_page(PAGE, store=no_store, taal=taal)
    assert text in said(app)
    assert app.code[0].value == "python manage.py build"
