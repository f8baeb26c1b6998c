"""Verzuimcategorieën: missed time by reason, over time and beside a year earlier; late arrival apart."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.pages.conftest import Open
from tests.pages.shown import charts, checked_figures, exact, hidden, percent, revealed, said, tables

PAGE = "pages/regio/verzuimcategorieen.py"
NOW, BEFORE = "2022-2023", "2021-2022"
OVER_TIME = "Gemiste schooltijd per categorie"
GROWTH = "Verschil met dezelfde weken een jaar eerder"
FIGURES = [OVER_TIME, "Geoorloofd en ongeoorloofd verzuim", GROWTH, "Te laat komen"]
REGION = "gemeente = 'alle' and sector = 'alle'"


def missed(store: Path, period: str) -> dict[str, float]:
    """Missed time per category in a period, as a percentage of its scheduled time."""
    ((scheduled,),) = exact(
        store, f"select ingeroosterde_dagen from mart_aanwezigheid where periode = '{period}' and {REGION}"
    )
    found = exact(store, f"select categorie, gemiste_dagen from mart_verzuim where periode = '{period}' and {REGION}")
    return {categorie: 100 * days / scheduled for categorie, days in found if days is not None}


@pytest.fixture
def whole(small_store: Path, changed_store: Callable[..., Path]) -> Path:
    """A store of which the release hides nothing of the absence."""
    marts = ("mart_aanwezigheid", "mart_verzuim", "mart_aanwezigheid_zelfde_weken", "mart_verzuim_zelfde_weken")
    return changed_store(*(revealed(small_store, mart) for mart in marts))


def test_the_answer_divides_missed_time(open_page: Open, small_store: Path, whole: Path) -> None:
    ((scheduled, gone, authorised, unauthorised),) = exact(
        small_store,
        "select ingeroosterde_dagen, gemiste_dagen, geoorloofde_dagen, ongeoorloofde_dagen from mart_aanwezigheid "
        f"where periode = '{NOW}' and {REGION}",
    )
    parts = [percent(100 * days / scheduled, 1) for days in (gone, authorised, unauthorised)]
    shown = said(open_page(PAGE, store=whole))
    assert f"**{percent(100 - 100 * gone / scheduled, 1)}** van de schooltijd aanwezig" in shown
    assert f"Zij misten {parts[0]}: {parts[1]} geoorloofd en {parts[2]} ongeoorloofd." in shown
    illness = percent(missed(small_store, NOW)["ziekte"], 1)
    assert f"De meest voorkomende reden is: ziekte ({illness} van de schooltijd). Hele regio" in shown


def test_the_most_common_reason_is_told_with_care_when_another_is_hidden(
    open_page: Open, small_store: Path, changed_store: Callable[..., Path]
) -> None:
    store = changed_store(
        revealed(small_store, "mart_verzuim"), hidden("mart_verzuim", "gemiste_dagen", "categorie = 'ziekte'")
    )
    found = missed(small_store, NOW)
    del found["ziekte"]
    share = percent(max(found.values()), 1)
    shown = said(open_page(PAGE, store=store))
    assert f"komt afwezig zonder bericht het meest voor ({share} van de schooltijd). Hele regio" in shown


def test_five_large_categories_beside_illness_are_shown_first(open_page: Open, small_store: Path, whole: Path) -> None:
    found = missed(small_store, NOW)
    del found["ziekte"]
    largest = sorted(found, key=lambda categorie: found[categorie], reverse=True)[:5]
    app = open_page(PAGE, store=whole)
    assert set(app.multiselect[0].value) == set(largest)
    assert "Ziekte staat er niet bij" in said(app)


def test_a_hidden_category_is_shown_before_one_without_absence(
    open_page: Open, small_store: Path, changed_store: Callable[..., Path]
) -> None:
    store = changed_store(
        revealed(small_store, "mart_verzuim"),
        hidden("mart_verzuim", "gemiste_dagen", "categorie in ('luxeverzuim', 'spijbelen')"),
        "update mart_verzuim set gemiste_dagen = 0 where categorie not in ('ziekte', 'luxeverzuim', 'spijbelen')",
        "update mart_verzuim set gemiste_dagen = 5, gemiste_dagen_verborgen = false where categorie = 'religieus'",
    )
    assert open_page(PAGE, store=store).multiselect[0].value[:3] == ["religieus", "luxeverzuim", "spijbelen"]


def test_other_categories_can_be_chosen_in_the_address(open_page: Open, small_store: Path, whole: Path) -> None:
    app = open_page(PAGE, store=whole, categorieen="ziekte", per="schooljaar")
    assert "Ziekte staat er niet bij" not in said(app)
    finished, part = charts(app)[OVER_TIME]["data"]
    assert finished["y"] == [round(missed(small_store, BEFORE)["ziekte"], 2), None]
    assert part["y"] == [round(missed(small_store, NOW)["ziekte"], 2)]
    assert part["marker"]["symbol"] == "circle-open", "a part year is not joined to whole years"


def test_months_go_back_one_school_year_and_weeks_none(open_page: Open) -> None:
    by_month = tables(open_page(PAGE))[OVER_TIME]
    assert "sep 2021" in by_month
    by_week = tables(open_page(PAGE, per="week"))[OVER_TIME]
    assert "wk 36 2022" in by_week
    assert "2021" not in by_week


def test_a_category_without_absence_in_a_period_is_zero_and_not_missing(
    open_page: Open, changed_store: Callable[..., Path]
) -> None:
    store = changed_store(f"delete from mart_verzuim where categorie = 'spijbelen' and periode = '{BEFORE}'")
    app = open_page(PAGE, store=store, categorieen="spijbelen", per="schooljaar")
    assert charts(app)[OVER_TIME]["data"][0]["y"][0] == 0


def test_the_change_is_what_the_two_years_beside_it_say(open_page: Open, whole: Path) -> None:
    app = open_page(PAGE, store=whole)
    (bar,) = charts(app)[GROWTH]["data"]
    assert "Te laat" not in bar["y"]
    assert "Ziekte" in bar["y"]
    cells = tables(app)[GROWTH].split("Ziekte</th>")[1].split("</tr>")[0].split("<td")[1:]
    before, now, change = (
        float(cell.split(">")[1].split("<")[0].split("\N{NO-BREAK SPACE}")[0].replace(",", ".").replace("−", "-"))
        for cell in cells
    )
    assert round(now - before, 2) == change == bar["x"][bar["y"].index("Ziekte")]


def test_late_arrival_is_counted_in_times_of_a_hundred_school_days(
    open_page: Open, small_store: Path, whole: Path
) -> None:
    ((times, scheduled),) = exact(
        small_store,
        "select v.registraties, a.ingeroosterde_dagen from mart_verzuim as v join mart_aanwezigheid as a "
        "using (periode_soort, periode, gemeente, sector) "
        f"where v.categorie = 'te_laat' and periode = '{BEFORE}' and {REGION}",
    )
    app = open_page(PAGE, store=whole, per="schooljaar")
    assert charts(app)["Te laat komen"]["data"][0]["y"][0] == round(100 * times / scheduled, 1)
    assert "Te laat komen telt niet als gemiste tijd. Vergelijk dezelfde weken: nu " in said(app)


def test_late_arrival_that_was_not_delivered_is_not_zero(open_page: Open, changed_store: Callable[..., Path]) -> None:
    app = open_page(PAGE, store=changed_store("delete from mart_verzuim where categorie = 'te_laat'"))
    assert "Over te laat komen is voor deze keuze niets geleverd." in said(app)
    assert "Te laat komen" not in charts(app)


def test_a_year_without_one_before_it_has_no_comparison(open_page: Open) -> None:
    app = open_page(PAGE, schooljaar=BEFORE)
    assert "Dezelfde weken van een jaar eerder zijn niet geleverd." in said(app)
    assert GROWTH not in charts(app)


def test_too_few_pupils_are_hidden(open_page: Open, changed_store: Callable[..., Path]) -> None:
    store = changed_store(
        hidden("mart_aanwezigheid", "gemist_procent"),
        hidden("mart_verzuim", "gemiste_dagen"),
        hidden("mart_verzuim_zelfde_weken", "gemiste_dagen"),
    )
    app = open_page(PAGE, store=store)
    shown = said(app)
    assert "Hoe vaak leerlingen aanwezig waren, is verborgen" in shown
    assert "Van elke reden is verborgen (x) hoeveel tijd ermee is gemist. Hele regio" in shown
    assert "het meest voor" not in shown
    assert GROWTH not in charts(app)
    assert "Alle cijfers van deze grafiek zijn verborgen (x)" in shown
    assert tables(app)[GROWTH].count(">x</td>") > 10


def test_without_any_absence_everybody_was_present(open_page: Open, changed_store: Callable[..., Path]) -> None:
    nothing = "update mart_aanwezigheid set gemist_procent = 0, gemist_procent_verborgen = false"
    store = changed_store("delete from mart_verzuim", nothing)
    assert f"**{percent(100, 1)}** van de schooltijd aanwezig" in said(open_page(PAGE, store=store))


def test_a_choice_that_nobody_delivered_says_so(open_page: Open) -> None:
    app = open_page(PAGE, sector="beroeps")
    assert "Voor deze keuze is over schooljaar" in said(app)
    assert not charts(app)


def test_every_figure_has_words_and_a_table(open_page: Open, whole: Path) -> None:
    assert checked_figures(open_page(PAGE, store=whole)) == FIGURES


def test_the_page_speaks_english(open_page: Open, whole: Path) -> None:
    app = open_page(PAGE, store=whole, taal="en", per="week")
    shown = said(app)
    assert "pupils were present for **" in shown
    assert "schooltijd" not in shown
    assert checked_figures(app, "en") == [
        "Missed school time per category",
        "Authorised and unauthorised absence",
        "Difference with the same weeks a year earlier",
        "Arriving late",
    ]


def test_without_a_release_the_page_says_how_to_make_one(open_page: Open, no_store: Path) -> None:
    app = open_page(PAGE, store=no_store)
    assert "Er zijn nog geen cijfers gepubliceerd" in said(app)
    assert not charts(app)


def test_a_release_without_absence_says_that_nothing_was_delivered(
    open_page: Open, changed_store: Callable[..., Path]
) -> None:
    app = open_page(PAGE, store=changed_store("delete from mart_aanwezigheid"))
    assert "Er is nog geen verzuim geleverd." in said(app)


@pytest.mark.parametrize(("days", "told"), [(0, False), (5000, True)])
def test_time_of_which_nobody_knows_whether_it_was_authorised_is_told_in_the_answer(
    days: int, told: bool, open_page: Open, changed_store: Callable[..., Path]
) -> None:
    change = f"update mart_verzuim set gemiste_dagen = {days}, leerlingen = 50 where categorie = 'onbekend'"
    shown = said(open_page(PAGE, store=changed_store(change)))
    assert ("is niet bekend of het geoorloofd was." in shown) == told


def test_a_gemeente_of_which_too_little_was_delivered_is_grey(
    open_page: Open, small_store: Path, changed_store: Callable[..., Path]
) -> None:
    """Else a difference in what was registered would pass for a difference in absence."""
    because = "update mart_vergelijkbaar set geen_vergelijking_naast = 'dekking' where gemeente = 'GM0632'"
    shown = (revealed(small_store, f"mart_{kind}_zelfde_weken") for kind in ("aanwezigheid", "verzuim"))
    store = changed_store("update mart_vergelijkbaar set geen_vergelijking_naast = null", because, *shown)
    grey = open_page(PAGE, store=store, gemeente="GM0632")
    assert "niet goed te vergelijken: te weinig scholen leverden." in said(grey)
    assert len(set(charts(grey)[GROWTH]["data"][0]["marker"]["color"])) == 1
    other = open_page(PAGE, store=store, gemeente="GM1904")
    assert "niet goed te vergelijken" not in said(other)
    assert len(set(charts(other)[GROWTH]["data"][0]["marker"]["color"])) > 1
