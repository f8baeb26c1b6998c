"""Lagen: the spread over the tiers, never told before it is known, compared like with like."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.pages.conftest import Open
from tests.pages.shown import charts, checked_figures, exact, headings, hidden, percent, revealed, rows, said, tables
from ui import theme

PAGE = "pages/regio/lagen.py"
HIDDEN = (
    "update mart_lagen set leerlingen = null, leerlingen_verborgen = true where laag = '3' and sector = 'alle' and "
    "gemeente = 'alle'"
)
PRESET = "attendance_works_10_20"
BEKEND = ("1", "2", "3")
COMPARABLE = (
    "update mart_vergelijkbaar set geen_vergelijking = null",
    "update mart_scholen set levering = 'per_leerling'",
)
FIGURES = [
    "Verdeling over de lagen",
    "Verdeling per maand",
    "Verdeling per gemeente",
    "Verdeling per onderwijssoort",
]


def shares(store: Path, month: str, preset: str = PRESET, gemeente: str = "alle", sector: str = "alle") -> list[str]:
    """Of laag 1, 2 and 3, before anything is hidden; the whole is every pupil whose laag is known."""
    found = exact(
        store,
        f"select leerlingen, bekend from mart_lagen where cast(peildatum as varchar) like '{month}-%' "
        f"and venster = 'schooljaar' and preset = '{preset}' and gemeente = '{gemeente}' "
        f"and sector = '{sector}' and laag <> 'onbekend' order by laag",
    )
    return [percent(100 * count / known, 0) for count, known in found]


@pytest.fixture
def bare_store(small_store: Path, changed_store: Callable[..., Path]) -> Path:
    """The small region with nothing hidden of the lagen: what a reader sees does not hang on what is protected."""
    return changed_store(revealed(small_store, "mart_lagen"))


def test_the_answer_holds_the_shares_of_now_and_of_a_year_earlier(
    open_page: Open, small_store: Path, bare_store: Path
) -> None:
    now, before = shares(small_store, "2022-11"), shares(small_store, "2021-11")
    shown = said(open_page(PAGE, store=bare_store))
    assert (
        f"Op 27 november 2022 zat **{now[0]}** van de leerlingen in laag 1, **{now[1]}** in laag 2 en **{now[2]}** "
        "in laag 3." in shown
    )
    assert f"Een jaar eerder: {before[0]} in laag 1, {before[1]} in laag 2 en {before[2]} in laag 3." in shown


def test_other_thresholds_give_other_shares(open_page: Open, small_store: Path, bare_store: Path) -> None:
    strict = shares(small_store, "2022-11", preset="streng_5_10")
    assert strict != shares(small_store, "2022-11")
    shown = said(open_page(PAGE, store=bare_store, grenzen="streng_5_10"))
    assert f"in laag 1, **{strict[1]}** in laag 2 en **{strict[2]}** in laag 3." in shown
    assert "Grenzen: 5 % en 10 % (streng)." in shown


def test_a_laag_is_not_told_before_it_is_known_of_half_of_the_pupils(open_page: Open, small_store: Path) -> None:
    known = rows(
        small_store,
        "select distinct bekend is null, bekend_verborgen from mart_lagen where cast(peildatum as varchar) like "
        f"'2022-08-%' and venster = 'schooljaar' and preset = '{PRESET}' and gemeente = 'alle' and sector = 'alle'",
    )
    assert known == [(True, False)], "of most pupils the laag is not known yet: that is not hidden"
    app = open_page(PAGE)
    bars = charts(app)["Verdeling per maand"]["data"]
    august = bars[0]["x"].index("aug 2022")
    assert len(bars) >= len(BEKEND)
    assert {bar["y"][august] for bar in bars} == {None}, "no share, and nothing that stands for what is hidden"
    assert "aug 2022" in tables(app)["Verdeling per maand"]


def test_school_years_are_compared_in_the_same_month(open_page: Open, small_store: Path, bare_store: Path) -> None:
    app = open_page(PAGE, store=bare_store, per="schooljaar")
    title = "Verdeling per schooljaar, steeds in november"
    assert title in headings(app)
    tier_2 = next(bar for bar in charts(app)[title]["data"] if bar["name"] == "Laag 2")
    assert [percent(share, 0) for share in tier_2["y"]] == [
        shares(small_store, month)[1] for month in ("2021-11", "2022-11")
    ]


def test_a_whole_year_is_shown_at_its_end(open_page: Open, small_store: Path, bare_store: Path) -> None:
    shown = said(open_page(PAGE, store=bare_store, schooljaar="2021-2022", per="schooljaar"))
    assert "Op 31 juli 2022 zat " in shown
    assert f"**{shares(small_store, '2022-07')[2]}** in laag 3" in shown
    assert "Verdeling per schooljaar, steeds in juli" in shown
    assert "Een jaar eerder: niet bekend." in shown


def test_gemeenten_stand_in_the_order_of_their_names_after_the_region(open_page: Open) -> None:
    bars = charts(open_page(PAGE))["Verdeling per gemeente"]["data"]
    assert bars[0]["y"] == ["Regio", "De Ronde Venen", "Montfoort", "Oudewater", "Stichtse Vecht", "Woerden"]


def test_where_nobody_is_there_is_no_zero_and_no_gap(open_page: Open, changed_store: Callable[..., Path]) -> None:
    gone = changed_store("delete from mart_lagen where gemeente = 'GM0589' and sector = 'voortgezet'")
    app = open_page(PAGE, store=gone, sector="voortgezet")
    oudewater = next(line for line in tables(app)["Verdeling per gemeente"].split("<tr>") if "Oudewater" in line)
    assert oudewater.count("n.v.t.") == 6  # count and share of three lagen; who has none yet is not told of a gemeente
    drawn = charts(app)["Verdeling per gemeente"]["data"]
    assert ["Oudewater"] in [trace["y"] for trace in drawn if trace.get("text") == ["n.v.t."]]


def test_of_a_type_of_school_the_gemeenten_show_its_group(open_page: Open) -> None:
    app = open_page(PAGE, sector="SBO")
    assert "Per gemeente zijn er te weinig leerlingen van één soort school." in said(app)
    assert len(charts(app)["Verdeling per gemeente"]["data"][0]["y"]) == 6


def test_a_gemeente_offers_only_what_is_published_of_it(open_page: Open) -> None:
    app = open_page(PAGE, gemeente="GM0632", sector="SBO")
    chosen = next(each for each in app.selectbox if each.label == "Onderwijssoort")
    assert (chosen.value, len(chosen.options)) == ("alle", 4)


def test_the_share_of_a_gemeente_is_its_own(open_page: Open, small_store: Path, bare_store: Path) -> None:
    own = shares(small_store, "2022-11", gemeente="GM0632")
    bars = charts(open_page(PAGE, store=bare_store))["Verdeling per gemeente"]["data"]
    woerden = bars[0]["y"].index("Woerden")
    assert [bar["hovertext"][woerden].rpartition(": ")[2] for bar in bars[:2]] == own[:2]


def test_coverage_counts_the_schools_that_deliver_per_pupil(open_page: Open, small_store: Path) -> None:
    ((per_pupil, total),) = rows(
        small_store,
        "select count(*) filter (levering = 'per_leerling'), count(*) from mart_scholen where schooljaar = '2022-2023'",
    )
    assert per_pupil < total
    assert f"{per_pupil} van {total} scholen leverden" in said(open_page(PAGE))


def test_the_meaning_of_the_tiers_can_be_read(open_page: Open) -> None:
    app = open_page(PAGE)
    assert "Wat betekenen de lagen?" in [each.label for each in app.expander]
    assert "laag 2 vanaf 10 %" in said(app)


def test_a_division_that_is_hidden_whole_is_told_so(open_page: Open, changed_store: Callable[..., Path]) -> None:
    shown = said(open_page(PAGE, store=changed_store(hidden("mart_lagen", "leerlingen"))))
    assert "Op 27 november 2022: hoeveel leerlingen in elke laag zitten, tonen wij niet (x)." in shown
    assert "Een x staat er als een aantal te klein is, of als zo'n klein aantal eruit te berekenen zou zijn." in shown


def test_too_few_pupils_are_hidden(open_page: Open, changed_store: Callable[..., Path]) -> None:
    shown = said(open_page(PAGE, store=changed_store(HIDDEN)))
    assert re.search(
        r"Op 27 november 2022: \*\*\d+\s%\*\* van de leerlingen in laag 1 en \*\*\d+\s%\*\* van de leerlingen in "
        r"laag 2\. Van laag 3 tonen wij dit niet \(x\)\.",
        shown,
    )
    assert re.search(r"Een jaar eerder: .*Van .*laag 3 tonen wij dit niet \(x\)\.", shown)


def test_where_only_the_shares_are_hidden_the_numbers_are_told(
    open_page: Open, bare_store: Path, changed_store: Callable[..., Path]
) -> None:
    shares_gone = "update mart_lagen set bekend = null, bekend_verborgen = true, leerlingen_verborgen = false, "
    store = changed_store(shares_gone + "leerlingen = case laag when '1' then 5000 when '2' then 400 else 60 end")
    shown = said(open_page(PAGE, store=store))
    assert "**5.000 leerlingen** in laag 1, **400 leerlingen** in laag 2 en **60 leerlingen** in laag 3." in shown
    assert "tonen wij dit niet" not in shown


def test_shares_that_add_up_to_101_by_rounding_are_said_to_and_drawn_to_the_end(
    open_page: Open, changed_store: Callable[..., Path]
) -> None:
    counts = "case laag when '1' then 866 when '2' then 96 when '3' then 38 end"
    known = f"leerlingen = {counts}, leerlingen_verborgen = false, bekend = 1000, bekend_verborgen = false"
    app = open_page(PAGE, store=changed_store(f"update mart_lagen set {known} where laag <> 'onbekend'"))
    assert "Door afronding is de som 101\N{NO-BREAK SPACE}%." in said(app)
    for title, along in (("Verdeling per gemeente", "x"), ("Verdeling per onderwijssoort", "x")):
        parts = [bar for bar in charts(app)[title]["data"] if bar["type"] == "bar"][:3]
        assert [text.rpartition(": ")[2] for text in (bar["hovertext"][0] for bar in parts)] == [
            f"{share}\N{NO-BREAK SPACE}%" for share in (87, 10, 4)
        ]
        assert sum(bar[along][0] for bar in parts) == pytest.approx(100)


def test_pupils_without_absence_per_pupil_have_no_laag(open_page: Open, changed_store: Callable[..., Path]) -> None:
    app = open_page(PAGE, store=changed_store("delete from mart_lagen where schooljaar = '2022-2023'"))
    assert "Van deze leerlingen is geen laag bekend: daarvoor is verzuim per leerling nodig." in said(app)
    assert not charts(app)


def test_every_figure_has_words_and_a_table(open_page: Open) -> None:
    assert checked_figures(open_page(PAGE)) == FIGURES


def test_the_page_speaks_english(open_page: Open) -> None:
    app = open_page(PAGE, taal="en", per="schooljaar")
    shown = said(app)
    assert "of pupils were in tier 1" in shown
    assert "leerlingen" not in shown
    assert checked_figures(app, "en") == [
        "Pupils by tier",
        "Tiers per school year, each time in November",
        "Tiers per municipality",
        "Tiers per type of school",
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


def test_what_if_tells_how_many_pupils_change_laag_with_other_thresholds(open_page: Open, small_store: Path) -> None:
    """Between 5 and 10 % is laag 2 when the thresholds are strict: the band of attention, counted elsewhere."""
    ((attention,),) = rows(
        small_store,
        "select aandacht from mart_lagen where peildatum = '2022-11-27' and venster = 'schooljaar' and laag = '1' "
        f"and preset = '{PRESET}' and gemeente = 'alle' and sector = 'alle'",
    )
    app = open_page(PAGE)
    lines = tables(app)["Wat als de grenzen anders waren?"].split("<tr>")
    (strict,) = (line for line in lines if "5 % en 10 % (streng)" in line and ">Laag 1<" in line)
    assert f">{attention}<" in strict.replace(".", "")
    assert "Nu gekozen: 10 % en 20 % (standaard)." in said(app)
    assert "Wat als er meer of minder schooldagen nodig waren?" in tables(app)


WHAT_IF = "schooljaar = '2022-2023' and venster = 'schooljaar' and gemeente = 'alle' and sector = 'alle'"


def test_what_if_is_told_with_its_figures_and_drawn_to_the_largest(
    open_page: Open, changed_store: Callable[..., Path]
) -> None:
    count = f"update mart_lagen_wat_als set leerlingen = {{}}, leerlingen_verborgen = {{}} where preset = '{PRESET}'"
    where = f" and {WHAT_IF} and ander = '{{}}' and van = '{{}}'"
    store = changed_store(
        (count + where).format(1200, False, "streng_5_10", "1"),
        (count + where).format("null", True, "streng_5_10", "2"),
        (count + where).format(300, False, "kearney_10_15", "2"),
    )
    app = open_page(PAGE, store=store)
    told = said(app)
    assert "Met de grenzen 10 % en 15 % zouden **300 leerlingen** in laag 3 staan in plaats van in laag 2." in told
    assert "zouden **1.200 leerlingen** in laag 2 staan in plaats van in laag 1." in told
    assert (
        "Hoeveel leerlingen met de grenzen 5 % en 10 % (streng) in laag 3 staan in plaats van in laag 2, tonen wij "
        "niet (x)."
    ) in told
    assert "x leerlingen" not in told
    rows_ = tables(app)["Wat als de grenzen anders waren?"].split("<tr>")[2:]
    assert [re.findall(r"width:(.*?)%", row) for row in rows_] == [["25.0"], ["100.0"], []]


def test_another_minimum_of_days_tells_of_whom_a_laag_would_be_known(
    open_page: Open, changed_store: Callable[..., Path]
) -> None:
    store = changed_store(
        "delete from mart_lagen_wat_als_dagen",
        "insert into mart_lagen_wat_als_dagen by name select '2022-2023' as schooljaar, "
        "date '2022-11-27' as peildatum, * from (values (10, 'onbekend', '1', 60, false), "
        "(10, 'onbekend', '2', null, true), (40, '2', 'onbekend', 30, false)) "
        "as v(minimum_dagen, van, naar, leerlingen, leerlingen_verborgen)",
    )
    app = open_page(PAGE, store=store)
    told = said(app)
    assert (
        "Vanaf 10 schooldagen zouden wij ook een laag noemen van **60 leerlingen** (laag 1). Van hoeveel leerlingen "
        "van laag 2 dat vanaf 10 schooldagen zo is, tonen wij niet (x)."
    ) in told
    assert "x leerlingen" not in told
    assert "Vanaf 40 schooldagen zouden wij geen laag meer noemen van **30 leerlingen** (laag 2)." in told
    rows_ = tables(app)["Wat als er meer of minder schooldagen nodig waren?"].split("<tr>")[2:]
    assert [re.findall(r"width:(.*?)%", row) for row in rows_] == [["100.0"], [], ["50.0"]]


def test_with_other_thresholds_the_words_are_explained_with_those(open_page: Open) -> None:
    words = said(open_page(PAGE, grenzen="streng_5_10"))
    assert "laag 1 minder dan 5 %, laag 2 vanaf 5 %, laag 3 vanaf 10 %" in words
    assert "Leerlingen in laag 1 die 2,5 tot 5 % van hun schooltijd missen." in words
    assert "laag 2 vanaf 10 %" not in words
    assert "tier 1 who miss 5 to 10% of their school time" in said(open_page(PAGE, taal="en"))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            "update mart_vergelijkbaar set geen_vergelijking = 'onbekende_codes' where gemeente = 'GM0632'",
            "Woerden (te veel redenen zijn niet ingedeeld).",
        ),
        (
            "update mart_scholen set levering = 'weekcijfers' where gemeente = 'GM0632' and sector = 'PO'",
            "Woerden (te weinig scholen leverden).",
        ),
    ],
)
def test_a_gemeente_that_registers_otherwise_is_grey_with_the_reason(
    open_page: Open, changed_store: Callable[..., Path], change: str, told: str
) -> None:
    app = open_page(PAGE, store=changed_store(*COMPARABLE, change))
    assert f"Grijs is niet goed te vergelijken met de andere: {told}" in said(app)
    bar = charts(app)["Verdeling per gemeente"]["data"][0]
    colours = dict(zip(bar["y"], bar["marker"]["color"], strict=True))
    others = {colour for name, colour in colours.items() if name != "Woerden"}
    assert len(others) == 1
    assert colours["Woerden"] == theme.greys(3)[0]
    assert colours["Woerden"] not in others


def test_where_all_register_alike_nothing_is_grey(open_page: Open, changed_store: Callable[..., Path]) -> None:
    app = open_page(PAGE, store=changed_store(*COMPARABLE))
    assert "Grijs" not in said(app)
    assert isinstance(charts(app)["Verdeling per gemeente"]["data"][0]["marker"]["color"], str)
