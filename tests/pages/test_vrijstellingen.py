"""Vrijstellingen: sentences that follow from the figures, whatever of them is hidden or missing."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from scipy.stats import poisson
from streamlit.testing.v1 import AppTest

from schemas.codes import GEMEENTEN
from tests.pages.conftest import Open
from tests.pages.shown import charts, checked_figures, revealed, rows, said, tables

PAGE = "pages/regio/vrijstellingen.py"
THIS, LAST = "2022-2023", "2021-2022"
MART, RATES, ADVICE = "mart_vrijstellingen", "mart_vrijstellingen_tarief", "mart_vrijstellingen_advies"
FUNNEL = f"Vrijstellingen volgens 5 onder a per 1.000 leerlingen, grote en kleine gemeenten, in {THIS}".replace(
    "-", "\N{NON-BREAKING HYPHEN}"
)
NEW = "Nieuwe, verlengde, blijvende en doorlopende vrijstellingen volgens 5 onder a in de regio"
PER_YEAR = "Vrijstellingen per schooljaar in de regio"
AVERAGE = "Gemiddeld per 1.000 leerlingen over meer schooljaren"
# The last whole schooljaren together, which a miniature has too few of.
TOGETHER = (
    f"insert into {RATES} by name select * replace ('2019-2020' as eerste_jaar, 3 as jaren) from {RATES} "
    f"where schooljaar = '{LAST}' and jaren = 1"
)
FINISHED = "update publicatie set data_tot = date '2023-07-31'"


def running(store: Path, jaar: str, grond: str, gemeente: str = "alle") -> tuple[int, int]:
    """Children with a vrijstelling, and all pupils."""
    return rows(
        store,
        f"select kinderen, leerlingen from mart_vrijstellingen where schooljaar = '{jaar}' and grond = '{grond}' "
        f"and gemeente = '{gemeente}' and soort = 'lopend'",
    )[0]


SPACE = "\N{NO-BREAK SPACE}"


def dash(jaar: str) -> str:
    return jaar.replace("-", "\N{NON-BREAKING HYPHEN}")


def dutch(figure: float) -> str:
    return f"{figure:.1f}".replace(".", ",")


@pytest.mark.parametrize("grond", ["LPW5_A", "LPW5_B"])
def test_a_year_that_is_not_over_is_told_so_far_and_not_set_beside_a_whole_one(
    open_page: Open, small_store: Path, changed_store: Callable[..., Path], grond: str
) -> None:
    store = changed_store(
        revealed(small_store, "mart_vrijstellingen"), revealed(small_store, "mart_vrijstellingen_tarief")
    )
    now, pupils = running(store, THIS, grond)
    before, _pupils = running(store, LAST, grond)
    text = said(open_page(PAGE, store=store, grond=grond))
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
    assert (
        "Van 5 onder b zijn er per gemeente te weinig kinderen om te tonen. Kies 5 onder a of alle andere gronden."
        in text
    )
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
    gone = (f"delete from {mart} where schooljaar = '{THIS}'" for mart in (MART, RATES))
    app = open_page(PAGE, store=changed_store(*gone))
    assert f"Voor schooljaar {dash(THIS)} zijn nog geen vrijstellingen geleverd." in said(app)
    assert len(charts(app)) == 3
    assert "7.389" in tables(app)["Kinderen met een vrijstelling in Nederland"]


def test_without_any_delivery_the_page_says_so(open_page: Open, changed_store: Callable[..., Path]) -> None:
    app = open_page(PAGE, store=changed_store("delete from mart_vrijstellingen", "delete from mart_aanwezigheid"))
    assert "Er zijn nog geen vrijstellingen geleverd." in said(app)
    assert not charts(app)


@pytest.mark.parametrize(("taal", "title"), [("nl", "Vrijstellingen"), ("en", "Exemptions")])
def test_each_figure_is_told_in_words_and_stands_in_a_table(
    open_page: Open, changed_store: Callable[..., Path], taal: str, title: str
) -> None:
    app = open_page(PAGE, store=changed_store(TOGETHER), taal=taal)
    assert app.title[0].value == title
    assert len(checked_figures(app, taal)) == 4


def rated(gemeente: str, **measures: float | str | None) -> str:
    """A statement that sets what is told of a gemeente in this schooljaar; None: hidden."""
    changes = ", ".join(
        f"{name} = {'null' if value is None else repr(value)}, {name}_verborgen = {value is None}"
        for name, value in measures.items()
    )
    return f"update {RATES} set {changes} where gemeente = '{gemeente}' and schooljaar = '{THIS}' and jaren = 1"


def marks(app: AppTest) -> dict[str, tuple[float, float, str]]:
    """The gemeenten of the funnel: pupils, rate and the form of the mark."""
    traces = charts(app)[FUNNEL]["data"]
    dots = next(trace for trace in traces if trace["mode"] == "markers+text")
    return dict(zip(dots["text"], zip(dots["x"], dots["y"], dots["marker"]["symbol"], strict=True), strict=True))


def test_gemeenten_stand_in_a_funnel_by_their_size_and_never_in_a_ranking(
    open_page: Open, changed_store: Callable[..., Path]
) -> None:
    every = [rated(code, kinderen=9, per_1000=2.5, onder=1.1, boven=4.9, ligging="binnen") for code in GEMEENTEN]
    far = rated("GM0335", kinderen=30, per_1000=14.5, onder=9.0, boven=21.0, ligging="buiten_998")
    limits = f"update {RATES} set verwacht = 2.6, boven_95 = 5.1, boven_998 = 6.8 where jaren = 1"
    app = open_page(PAGE, store=changed_store(*every, far, limits))
    found = marks(app)
    assert found["Montfoort"][1:] == (14.5, "square")
    assert found["Woerden"][1:] == (2.5, "circle")
    assert [size for size, *_ in found.values()] == sorted(size for size, *_ in found.values())
    text = tables(app)[FUNNEL]
    assert "Buiten de buitenste lijnen" in text
    assert text.index("Montfoort") < text.index("Woerden") < text.index("De Ronde Venen"), "by code, not by rate"
    drawn = charts(app)[FUNNEL]["data"]
    limit = next(trace for trace in drawn if trace.get("legendgroup") == "95" and trace["showlegend"])
    assert set(limit["y"]) == {5.1}


def test_a_gemeente_with_a_hidden_number_stands_in_the_funnel_as_hidden(
    open_page: Open, changed_store: Callable[..., Path]
) -> None:
    nothing = dict.fromkeys(("kinderen", "per_1000", "onder", "boven", "ligging"))
    known = rated("GM0632", kinderen=9, per_1000=2.5, onder=1.1, boven=4.9, ligging="binnen")
    app = open_page(PAGE, store=changed_store(*(rated(code, **nothing) for code in GEMEENTEN), known))
    traces = charts(app)[FUNNEL]["data"]
    assert ["x"] * 4 in [trace["text"] for trace in traces if trace["mode"] == "text"]
    assert list(marks(app)) == ["Woerden"]


def test_where_every_gemeente_is_hidden_words_stand_in_the_place_of_the_funnel(
    open_page: Open, changed_store: Callable[..., Path]
) -> None:
    nothing = dict.fromkeys(("kinderen", "per_1000", "onder", "boven", "ligging"))
    app = open_page(PAGE, store=changed_store(*(rated(code, **nothing) for code in GEMEENTEN)))
    assert "Alle cijfers van deze grafiek zijn verborgen (x)" in said(app)
    assert not any(chart.proto.alt.startswith(FUNNEL) for chart in app.get("plotly_chart"))
    assert FUNNEL in tables(app)


def test_a_rate_has_its_interval(open_page: Open, small_store: Path) -> None:
    now, pupils = running(small_store, THIS, "LPW5_A")
    told = re.search(r"De marge is ([\d,]+) tot ([\d,]+)\.", said(open_page(PAGE)))
    assert told
    low, high = (float(end.replace(",", ".")) for end in told.groups())

    def more(rate: float) -> float:
        """Chance of more than there are, and half that of as many, at this rate per 1.000."""
        mean = rate * pupils / 1000
        return float(poisson.sf(now, mean) + poisson.pmf(now, mean) / 2)

    assert more(low) <= 0.025 < more(low + 0.1)
    assert more(high - 0.1) < 0.975 <= more(high)


def test_an_average_over_years_says_which_years(open_page: Open, changed_store: Callable[..., Path]) -> None:
    app = open_page(PAGE, store=changed_store(TOGETHER))
    assert f"Het gaat om {dash('2019-2020')} – {dash(LAST)} samen" in said(app)
    table = tables(app)[AVERAGE]
    assert re.search(r"\d,\d \(\d+,\d tot \d+,\d\)</td>", table), "a figure and its interval stand in one cell"
    assert "Kinderen, van alle jaren opgeteld" in table, "a child counts in each of the years"


def test_an_average_is_told_of_where_the_reader_looks(open_page: Open, changed_store: Callable[..., Path]) -> None:
    known = f"update {RATES} set per_1000 = 2.6, onder = 1.7, boven = 3.9, kinderen = 66"
    shown = ", ".join(f"{name}_verborgen = false" for name in ("per_1000", "onder", "boven", "kinderen"))
    store = changed_store(TOGETHER, f"{known}, {shown} where jaren > 1 and gemeente = 'GM0632'")
    assert ("hadden in Woerden 2,6 van de 1.000 leerlingen een vrijstelling volgens 5 onder a (1,7 tot 3,9).") in said(
        open_page(PAGE, store=store, gemeente="GM0632")
    )


def together(gemeente: str, per_1000: float, onder: float, boven: float) -> str:
    """A statement that sets what is told of a gemeente over schooljaren together."""
    shown = ", ".join(f"{name}_verborgen = false" for name in ("per_1000", "onder", "boven"))
    return (
        f"update {RATES} set per_1000 = {per_1000}, onder = {onder}, boven = {boven}, {shown} "
        f"where jaren > 1 and gemeente = '{gemeente}'"
    )


@pytest.mark.parametrize(
    ("average", "one_year", "told"),
    [
        ((3.0, 2.0, 4.4), (3.0, 1.2, 6.2), "Dat is preciezer dan schooljaar 2022-2023 alleen"),
        ((3.6, 1.5, 7.4), (3.9, 1.5, 8.2), "Veel preciezer dan schooljaar 2022-2023 alleen is dat niet"),
        ((3.0, 1.2, 6.4), (3.0, 1.4, 6.2), "Veel preciezer dan schooljaar 2022-2023 alleen is dat niet"),
        ((2.8, 1.7, 4.3), (4.5, 3.0, 6.6), "in verhouding is het gemiddelde niet duidelijk preciezer"),
    ],
)
def test_of_an_average_it_is_told_whether_it_is_surer_than_one_year(
    open_page: Open,
    changed_store: Callable[..., Path],
    average: tuple[float, float, float],
    one_year: tuple[float, float, float],
    told: str,
) -> None:
    names = ("per_1000", "onder", "boven")
    store = changed_store(
        TOGETHER,
        together("GM0632", *average),
        rated("GM0632", kinderen=21, **dict(zip(names, one_year, strict=True))),
    )
    text = said(open_page(PAGE, store=store, gemeente="GM0632"))
    assert told.replace(THIS, dash(THIS)) in text
    assert f"{dutch(one_year[1])} tot {dutch(one_year[2])}" in text.split("van de 1.000 leerlingen een vrijstelling")[1]


def test_of_the_region_it_is_told_for_which_gemeenten_an_average_is_surer(
    open_page: Open, changed_store: Callable[..., Path]
) -> None:
    same = [together(code, 3.0, 1.2, 6.2) for code in GEMEENTEN]
    years = [rated(code, kinderen=9, per_1000=3.0, onder=1.2, boven=6.2) for code in GEMEENTEN]
    none = said(open_page(PAGE, store=changed_store(TOGETHER, *same, *years)))
    assert f"Voor geen enkele gemeente is dit duidelijk preciezer dan schooljaar {dash(THIS)} alleen" in none
    one = changed_store(TOGETHER, *same, *years, together("GM0632", 3.0, 2.0, 4.4))
    assert f"Duidelijk preciezer dan schooljaar {dash(THIS)} alleen is dit voor Woerden." in said(
        open_page(PAGE, store=one)
    )


def test_an_average_stands_beside_no_year_that_is_hidden(open_page: Open, changed_store: Callable[..., Path]) -> None:
    hidden_year = rated("GM0632", kinderen=None, per_1000=None, onder=None, boven=None)
    store = changed_store(TOGETHER, together("GM0632", 3.0, 2.0, 4.4), hidden_year)
    text = said(open_page(PAGE, store=store, gemeente="GM0632"))
    assert "preciezer" not in text
    assert "Het gaat om" in text


def test_other_grounds_are_told_to_be_others_than_5_onder_a(open_page: Open) -> None:
    assert "een vrijstelling volgens andere gronden dan 5 onder a." in said(open_page(PAGE, grond="andere"))


def test_without_three_whole_years_there_is_no_average(open_page: Open) -> None:
    app = open_page(PAGE)
    assert "Een gemiddelde tonen wij als er drie hele schooljaren achter elkaar zijn geleverd." in said(app)
    assert AVERAGE not in tables(app)


def test_advice_is_told_as_a_share_with_its_interval(open_page: Open, changed_store: Callable[..., Path]) -> None:
    told = "kinderen_verborgen = false, nieuw = 60, nieuw_verborgen = false, aandeel_onder_verborgen = false"
    store = changed_store(
        f"update {ADVICE} set kinderen = 15, {told}, aandeel_onder = 15, aandeel_boven = 38, "
        "aandeel_boven_verborgen = false"
    )
    body = tables(open_page(PAGE, store=store))["Nieuwe vrijstellingen volgens 5 onder a, met en zonder advies"]
    row = next(one for one in body.split("<tr>") if "Geen advies" in one)
    bar, share, children = re.findall(r"<td[^>]*>(.*?)</td>", row)
    assert (share, children) == (f"25{SPACE}% (15{SPACE}% tot 38{SPACE}%)", "15")
    assert '<i style="width:25.0%">' in bar
    assert '<b style="left:15.0%;width:23.0%">' in bar


def test_advice_is_told_in_words_and_a_blank_is_no_proof_that_there_was_none(
    open_page: Open, changed_store: Callable[..., Path]
) -> None:
    told = "kinderen_verborgen = false, nieuw = 60, nieuw_verborgen = false, aandeel_onder_verborgen = false"
    store = changed_store(
        f"update {ADVICE} set kinderen = 15, {told}, aandeel_onder = 15, aandeel_boven = 38, "
        "aandeel_boven_verborgen = false"
    )
    text = said(open_page(PAGE, store=store))
    assert (
        "Van 60 kinderen met een nieuwe vrijstelling volgens 5 onder a was er bij 15 advies van het "
        f"samenwerkingsverband en van jeugdhulp: 25{SPACE}% (15{SPACE}% tot 38{SPACE}%)."
    ) in text
    assert "‘alleen’ en ‘geen’ kunnen ook betekenen dat het niet bekend is" in text


def test_the_narrow_view_stands_beside_the_broad_one(open_page: Open, changed_store: Callable[..., Path]) -> None:
    narrow, middle = (
        f"update mart_thuiszitters set kinderen = {n}, kinderen_verborgen = false where definitie = '{definitie}' "
        "and duurklasse = 'alle' and sector = 'alle'"
        for definitie, n in (("INSPECTIE", 21), ("PASSENDERWIJS", 34))
    )
    broad = "update mart_vrijstellingen_breed set breed = 120, breed_verborgen = false"
    app = open_page(PAGE, store=changed_store(narrow, middle, broad))
    lines = charts(app)["Kinderen die niet naar school gaan: van smal naar breed"]["data"]
    assert [trace["y"][-1] for trace in lines] == [21, 34, 120]


def test_the_whole_stands_on_top_of_new_renewed_and_running(open_page: Open, small_store: Path) -> None:
    bars = charts(open_page(PAGE))[NEW]
    written = next(trace for trace in bars["data"] if trace.get("mode") == "text" and trace["text"] != ["x"])
    shown = dict(zip(written["x"], written["text"], strict=True))
    assert shown[dash(LAST)] == str(running(small_store, LAST, "LPW5_A")[0])


def test_a_year_of_which_a_part_and_the_whole_are_hidden_is_not_drawn_as_its_known_part(
    open_page: Open, changed_store: Callable[..., Path]
) -> None:
    year = f"gemeente = 'alle' and grond = 'LPW5_A' and schooljaar = '{LAST}'"
    store = changed_store(
        f"update {MART} set kinderen = 0, kinderen_verborgen = false where {year}",
        f"update {MART} set kinderen = 42 where {year} and soort = 'verlengd'",
        f"update {MART} set kinderen = null, kinderen_verborgen = true where {year} and soort in ('nieuw', 'lopend')",
    )
    bars = [one for one in charts(open_page(PAGE, store=store))[NEW]["data"] if one["type"] == "bar"]
    renewed = next(one for one in bars if one["name"] == "Verlengd")
    assert renewed["y"][renewed["x"].index(dash(LAST))] == 42
    (hatch,) = (one for one in bars if one["name"] == "Verborgen (x), hoeveel tonen wij niet")
    assert hatch["x"] == [dash(LAST)]
    assert hatch["y"][0] > 0


def test_a_year_that_is_not_over_is_not_joined_to_whole_ones(
    open_page: Open, changed_store: Callable[..., Path]
) -> None:
    apps = open_page(PAGE), open_page(PAGE, store=changed_store(FINISHED))
    unfinished, finished = (charts(app)[PER_YEAR] for app in apps)
    ends = [chart["data"][0]["y"][-1] for chart in (unfinished, finished)]
    assert ends[0] is None
    assert ends[1] is not None


def test_the_index_starts_at_100_in_the_first_year_of_both(open_page: Open, small_store: Path) -> None:
    now, begin = (running(small_store, jaar, "LPW5_A")[0] for jaar in (THIS, LAST))
    table = tables(open_page(PAGE))["Ontwikkeling van 5 onder a in de regio en in Nederland"]
    region = table.split(f'scope="row">{dash(THIS)}, loopt nog')[1]
    assert f'<td class="getal">{100 * now / begin:.0f}</td>' in region


def test_a_ground_without_national_figures_has_no_index(open_page: Open) -> None:
    app = open_page(PAGE, grond="LPW15")
    assert "Over art. 15 zijn geen cijfers die wij naast heel Nederland kunnen zetten." in said(app)
    assert "Ontwikkeling van art. 15 in de regio en in Nederland" not in tables(app)
    assert len(charts(app)) == 2


def test_published_figures_carry_their_source_and_no_mark_of_voorbeelddata(open_page: Open) -> None:
    app = open_page(PAGE)
    assert "Bron: OCW, brieven aan de Tweede Kamer" in said(app)
    assert f"{dash('2020-2021')}: schooljaar van 5 onder b afgeleid." in said(app)
    footnotes = [each.value for each in app.caption if each.value.find("Eenheid") >= 0]
    assert ["voorbeelddata" in each for each in footnotes] == [*[True] * 6, False]


def test_made_up_numbers_are_told_to_be_made_up(open_page: Open) -> None:
    assert "De aantallen per gemeente zijn voorbeelddata: bedacht, niet geteld." in said(open_page(PAGE))


@pytest.mark.parametrize(("taal", "text"), [("nl", "nog geen cijfers gepubliceerd"), ("en", "published yet")])
def test_without_a_release_the_page_says_what_to_do(open_page: Open, no_store: Path, taal: str, text: str) -> None:
    app = open_page(PAGE, store=no_store, taal=taal)
    assert text in said(app)
    assert app.code[0].value == "python manage.py build"


def test_what_runs_on_from_an_earlier_year_cannot_be_in_the_first_one(
    open_page: Open, changed_store: Callable[..., Path]
) -> None:
    """Not zero, which would count: nobody can. Unless decisions go back further than the first year."""
    first = f"update {MART} set kinderen = {{}}, kinderen_verborgen = false where schooljaar = '{LAST}' and soort in "
    none = first.format(0) + "('blijvend', 'doorlopend')"
    shown = tables(open_page(PAGE, store=changed_store(none)))[NEW]
    assert shown.count("n.v.t.") == 4  # each of the two, as a number and per 1.000
    some = first.format(7) + "('doorlopend') and grond = 'andere'"
    assert "n.v.t." not in tables(open_page(PAGE, store=changed_store(none, some)))[NEW]
