"""Onze school: one school by leerjaar and reason, beside the median; kind to a school that cannot be shown."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from disclosure.table import Staat
from queries import interventies, scholen
from queries.answer import answer
from tests.pages.conftest import Open
from tests.pages.shown import checked_figures, headings, rows, said, tables
from warehouse.release import current

PAGE = "pages/school/onze_school.py"
CHARTS = 3  # and one of flows, where they may be seen


def schools(store: Path, levering: str) -> tuple[str, str, str]:
    """School, name and school year of one with this kind of delivery; a primary school with many pupils first."""
    found = rows(
        store,
        f"select school, naam, schooljaar from mart_scholen where levering = '{levering}' "
        "order by case sector when 'PO' then 0 else 1 end, leerlingen desc, schooljaar desc",
    )
    return found[0]


def test_the_answer_holds_the_shares_of_the_school_itself(open_page: Open, changed_store: Callable[..., Path]) -> None:
    store = changed_store("update mart_lagen_school set leerlingen = leerlingen + 10 where leerjaar = 'alle'")
    school, name, jaar = schools(store, "per_leerling")
    counts = rows(
        store,
        f"select leerlingen from mart_lagen_school where school = '{school}' and schooljaar = '{jaar}' "
        "and leerjaar = 'alle' and laag <> 'onbekend' order by laag",
    )
    whole = sum(count for (count,) in counts)
    text = said(open_page(PAGE, store=store, school=school, schooljaar=jaar))
    assert f"Op {name} mist **{100 * counts[0][0] / whole:.0f}\N{NO-BREAK SPACE}%**" in text
    assert f"In laag 2 zit {100 * counts[1][0] / whole:.0f}\N{NO-BREAK SPACE}%" in text
    assert f"in laag 3 zit {100 * counts[2][0] / whole:.0f}\N{NO-BREAK SPACE}%" in text


@pytest.mark.parametrize(("pupils", "seen"), [(9, False), (10, True)])
def test_others_than_the_school_see_no_count_below_ten(
    changed_store: Callable[..., Path], pupils: int, seen: bool
) -> None:
    store = changed_store(
        "update mart_lagen_school set leerlingen = 60 where leerjaar = 'alle'",
        f"update mart_lagen_school set leerlingen = {pupils} where leerjaar = 'alle' and laag = '3'",
    )
    school, _name, jaar = schools(store, "per_leerling")
    for own in (False, True):
        table = answer(current(store), scholen.lagen, {"school": school, "schooljaar": jaar}, own=own)
        assert table.cell("leerlingen", leerjaar="alle", laag="3").is_known == (own or seen)
        assert table.cell("aandeel", leerjaar="alle", laag="3").is_known == (own or seen)


def test_beside_it_stands_the_median_of_the_schools_of_its_type(open_page: Open, small_store: Path) -> None:
    school, _name, jaar = schools(small_store, "per_leerling")
    shares = rows(
        small_store,
        f"""
        select laag, count(*), median(aandeel) from (
            select laag, leerlingen / sum(leerlingen) over (partition by school) as aandeel,
                sum(leerlingen) over (partition by school) as alle
            from mart_lagen_school
            where schooljaar = '{jaar}' and sector = 'PO' and leerjaar = 'alle' and laag <> 'onbekend'
        ) where alle >= 20 group by laag order by laag
        """,
    )
    told = [f"{100 * median:.0f}\N{NO-BREAK SPACE}%" for _laag, _schools, median in shares]
    text = said(open_page(PAGE, school=school, schooljaar=jaar))
    assert f"De mediaan van {shares[0][1]} scholen van dezelfde soort (basisschool)" in text
    assert f"{told[0]}, {told[1]} en {told[2]}." in text


def test_no_share_of_schools_is_published_with_more_decimals_than_are_shown(small_store: Path) -> None:
    """With six decimals the share of the school in the middle would tell how many pupils it has."""
    for mart, share in (("mart_lagen_mediaan", "mediaan"), ("mart_interventies_school_lagen", "verzuim")):
        query = f"select count(*) > 0, max(abs({share} - round({share}, 0))) from {mart} where {share} is not null"
        assert rows(small_store, query) == [(True, 0)]


@pytest.mark.parametrize(("taal", "title"), [("nl", "Onze school"), ("en", "Our school")])
def test_each_figure_is_light_is_told_in_words_and_stands_in_a_table(
    open_page: Open, small_store: Path, taal: str, title: str
) -> None:
    school, _name, _jaar = schools(small_store, "per_leerling")
    app = open_page(PAGE, taal=taal, school=school, schooljaar="2021-2022")
    assert said(app).startswith(title)
    assert len(checked_figures(app, taal)) == CHARTS


def test_a_school_that_delivers_counts_only_is_told_why_it_has_no_lagen(
    open_page: Open, small_store: Path, changed_store: Callable[..., Path]
) -> None:
    school, name, jaar = schools(small_store, "weekcijfers")
    store = changed_store(f"delete from mart_lagen_school where school = '{school}'")
    app = open_page(PAGE, store=store, school=school, schooljaar=jaar)
    assert f"{name} leverde over schooljaar" in said(app)
    assert "tellen wel mee in de cijfers van de regio" in said(app)
    assert not app.get("plotly_chart")


def test_a_school_that_delivered_nothing_is_told_kindly(open_page: Open, small_store: Path) -> None:
    school, name, jaar = schools(small_store, "geen")
    app = open_page(PAGE, school=school, schooljaar=jaar)
    assert f"{name} leverde over schooljaar" in said(app)
    assert "nog geen verzuim" in said(app)
    assert not app.get("plotly_chart")


def test_schools_that_can_be_shown_come_first_each_group_by_name(open_page: Open, small_store: Path) -> None:
    app = open_page(PAGE, schooljaar="2021-2022")
    options = app.selectbox[1].options
    found = rows(small_store, "select naam, school, levering from mart_scholen where schooljaar = '2021-2022'")
    shown = sorted(f"{naam} ({school})" for naam, school, levering in found if levering == "per_leerling")
    others = sorted(f"{naam} ({school})" for naam, school, levering in found if levering != "per_leerling")
    assert options == shown + others


def test_a_split_that_is_hidden_is_said_to_be_hidden(open_page: Open, changed_store: Callable[..., Path]) -> None:
    store = changed_store(
        "update mart_lagen_school set leerlingen = 3 where laag = '2'",
        "update mart_lagen_school set leerlingen = 0 where laag = '3'",
    )
    part = said(open_page(PAGE, store=store))
    assert (
        ": **0\N{NO-BREAK SPACE}%** van de leerlingen in laag 3. Van laag 1 en laag 2 tonen wij dit niet (x)." in part
    )
    text = said(open_page(PAGE, store=changed_store("update mart_lagen_school set leerlingen = 3")))
    assert "hoeveel leerlingen in elke laag zitten, tonen wij niet (x)." in text
    assert "Een x staat er als een aantal te klein is, of als zo'n klein aantal eruit te berekenen zou zijn." in text
    assert "mist **" not in text


def test_a_laag_that_is_hidden_stands_as_x_with_the_reason(open_page: Open, changed_store: Callable[..., Path]) -> None:
    store = changed_store(
        "update mart_lagen_school set leerlingen = case laag when '3' then 3 when '2' then 40 else 50 end"
    )
    text = said(open_page(PAGE, store=store))
    assert (
        ": **54\N{NO-BREAK SPACE}%** van de leerlingen in laag 1. Van laag 2 en laag 3 tonen wij dit niet (x)." in text
    )
    assert "Een x staat er als een aantal te klein is, of als zo'n klein aantal eruit te berekenen zou zijn." in text
    assert " x en " not in text


def test_without_enough_schools_no_median_is_shown_and_that_is_said(
    open_page: Open, changed_store: Callable[..., Path]
) -> None:
    app = open_page(PAGE, store=changed_store("update mart_lagen_mediaan set mediaan = null, scholen = 4"))
    assert "tonen wij vanaf 5 scholen" in said(app)
    assert len(app.get("plotly_chart")) == CHARTS - 1


def test_of_a_laag_with_few_pupils_no_reason_is_shown(changed_store: Callable[..., Path]) -> None:
    store = changed_store(
        "update mart_lagen_school set leerlingen = 3 where laag = '3'",
        "update mart_redenen_school set leerlingen = 0, gemiste_dagen = 0 where laag = '3' and categorie = 'spijbelen'",
    )
    school, _name, jaar = schools(store, "per_leerling")
    table = answer(current(store), scholen.redenen, {"school": school, "schooljaar": jaar})
    small = table.where(laag="3")
    assert len(small) > 0
    assert small.values("aandeel_tijd") == small.values("leerlingen") == [None] * len(small)
    assert any(value is not None for value in table.where(laag="1").values("aandeel_tijd"))


def test_reasons_per_laag_are_shares_of_its_own_school_time(small_store: Path) -> None:
    school, _name, jaar = schools(small_store, "per_leerling")
    table = answer(current(small_store), scholen.redenen, {"school": school, "schooljaar": jaar})
    expected = rows(
        small_store,
        f"select laag, categorie, gemiste_dagen, ingeroosterde_dagen from mart_redenen_school "
        f"where school = '{school}' and schooljaar = '{jaar}' and laag in ('1', 'alle') and leerlingen >= 10 "
        "and gemiste_dagen > 0",
    )
    assert expected
    for laag, categorie, missed, scheduled in expected:
        value = table.cell("aandeel_tijd", laag=laag, categorie=categorie).value
        assert value == pytest.approx(100 * missed / scheduled, abs=0.05)


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("delete from mart_aanwezigheid", "Er is nog geen verzuim geleverd."),
        ("delete from mart_scholen", "Over scholen in dit schooljaar is niets geleverd."),
        ("delete from mart_lagen_school", "is niets bekend."),
    ],
)
def test_without_figures_the_page_says_what_is_missing(
    open_page: Open, changed_store: Callable[..., Path], statement: str, sentence: str
) -> None:
    app = open_page(PAGE, store=changed_store(statement))
    assert sentence in said(app)
    assert not app.get("plotly_chart")


def test_a_school_without_reasons_says_so(open_page: Open, changed_store: Callable[..., Path]) -> None:
    app = open_page(PAGE, store=changed_store("delete from mart_redenen_school"))
    assert "Over deze school zijn geen redenen geleverd." in said(app)


def test_an_unknown_school_in_the_address_shows_the_first(open_page: Open) -> None:
    text = said(open_page(PAGE, school="<script>alert(1)</script>", schooljaar="'; drop table mart_scholen"))
    assert "script" not in text
    assert "De lagen per leerjaar" in text


def test_without_a_release_the_page_says_what_to_do(open_page: Open, no_store: Path) -> None:
    app = open_page(PAGE, store=no_store)
    assert "nog geen cijfers gepubliceerd" in said(app)
    assert app.code[0].value == "python manage.py build"


def test_a_damaged_release_is_not_shown(open_page: Open, changed_store: Callable[..., Path]) -> None:
    store = changed_store()
    file = current(store).path
    with duckdb.connect(file) as con:
        con.execute("create table more as select 1 as one")
    app = open_page(PAGE, store=store)
    assert not app.exception
    assert "beschadigd" in app.error[0].value


def test_a_school_that_counts_its_own_lagen_sees_them_and_is_told_that_the_region_does_not(
    open_page: Open, changed_store: Callable[..., Path]
) -> None:
    store = changed_store("update mart_lagen_school set leerlingen = 40 where aandacht is null and leerjaar = 'alle'")
    school, name, jaar = schools(store, "weekcijfers")
    text = said(open_page(PAGE, store=store, school=school, schooljaar=jaar))
    assert f"Op {name} mist **" in text
    assert "Deze school telt zelf hoeveel leerlingen in elke laag zitten." in text
    assert "tellen niet mee in de lagen van de regio" in text


def test_help_is_told_with_what_happened_to_pupils_without(open_page: Open, changed_store: Callable[..., Path]) -> None:
    figures = "vooraf = 15.3, erna = 11, vergelijk_vooraf = 15.1, vergelijk_erna = 10.4, leerlingen_minst = 80"
    store = changed_store(f"update mart_interventies_vervolg set {figures} where weken = 8 and laag = 'alle'")
    [(school, count)] = rows(
        store,
        "select school, leerlingen from mart_interventies_school where schooljaar = '2021-2022' and laag = 'alle' "
        "and interventie = 'alle' order by leerlingen desc limit 1",
    )
    text = said(open_page(PAGE, store=store, school=school, schooljaar="2021-2022"))
    assert f"begonnen {count} leerlingen in schooljaar" in text
    assert "**Samenhang, geen bewijs.**" in text
    space = "\N{NO-BREAK SPACE}"
    assert f"vooraf 15,3{space}% van de schooltijd en acht weken erna 11,0{space}%" in text
    assert f"ging het van 15,1{space}% naar 10,4{space}%" in text


@pytest.mark.parametrize(("pupils", "seen"), [(9, False), (10, True)])
def test_others_than_the_school_see_no_help_to_fewer_than_ten(
    changed_store: Callable[..., Path], pupils: int, seen: bool
) -> None:
    store = changed_store(f"update mart_interventies_school set leerlingen = {pupils}")
    [(school,)] = rows(store, "select min(school) from mart_interventies_school where schooljaar = '2021-2022'")
    for own in (False, True):
        choice = {"school": school, "schooljaar": "2021-2022"}
        table = answer(current(store), interventies.op_school, choice, own=own)
        assert table.cell("leerlingen", interventie="mazl", laag="3").is_known == (own or seen)


def test_pupils_who_were_helped_are_drawn_where_there_are_enough(
    open_page: Open, changed_store: Callable[..., Path]
) -> None:
    store = changed_store(
        "update mart_interventies_school_lagen set leerlingen = case moment when 'na_12' then 20 else 30 end"
    )
    [(school,)] = rows(store, "select min(school) from mart_interventies_school where schooljaar = '2021-2022'")
    app = open_page(PAGE, store=store, school=school, schooljaar="2021-2022")
    assert len(checked_figures(app)) == CHARTS
    table = tables(app)["De lagen van deze leerlingen, vooraf en erna"]
    lines = table.split("<tr>")[2:]
    assert [re.findall(r"width:(.*?)%", line) for line in lines] == [*[["33.0"]] * 3, []] * 3
    assert "vooraf" in lines[0], "before comes before after"
    assert "Zo veel leerlingen zijn gemeten: vooraf 90, na 8 weken 90 en na 12 weken 60." in said(app)


def test_a_school_of_which_all_may_be_seen_has_at_most_four_charts(
    open_page: Open, changed_store: Callable[..., Path]
) -> None:
    store = changed_store(
        "update mart_lagen_stromen_school set leerlingen = 10 where leerlingen between 1 and 9",
        "update mart_interventies_school_lagen set leerlingen = 30",
        "update mart_interventies_school set leerlingen = 30",
    )
    [(school,)] = rows(
        store,
        "select min(school) from mart_interventies_school inner join mart_lagen_stromen_school using (school) "
        "where mart_interventies_school.schooljaar = '2021-2022'",
    )
    app = open_page(PAGE, store=store, school=school, schooljaar="2021-2022")
    assert len(checked_figures(app)) == CHARTS + 1
    told = {"Herstel uit laag 2", "De lagen van deze leerlingen, vooraf en erna"}
    assert told < set(headings(app))
    assert told < set(tables(app))


def test_a_school_without_interventions_is_not_told_of_them(
    open_page: Open, changed_store: Callable[..., Path]
) -> None:
    store = changed_store("delete from mart_interventies_school")
    school, _name, jaar = schools(store, "per_leerling")
    assert "interventie" not in said(open_page(PAGE, store=store, school=school, schooljaar=jaar)).lower()


def test_a_school_sees_its_own_flows_and_others_none_where_one_is_small(
    open_page: Open, small_store: Path, changed_store: Callable[..., Path]
) -> None:
    query = "select school, min(leerlingen) from mart_lagen_stromen_school where leerlingen > 0 group by school"
    school, least = min(rows(small_store, query), key=lambda row: row[1])
    assert least < 10
    choice = {"school": school, "schooljaar": "2021-2022"}
    own, others = (answer(current(small_store), scholen.stromen, choice, own=own) for own in (True, False))
    assert own.hidden_cells == 0
    assert set(others.states("leerlingen")) == {Staat.VERBORGEN}
    large = changed_store("update mart_lagen_stromen_school set leerlingen = 10 where leerlingen between 1 and 9")
    assert answer(current(large), scholen.stromen, choice).hidden_cells == 0
    app = open_page(PAGE, **choice)
    assert "Ten minste één beweging gaat over 1 tot en met 9 leerlingen. Daarom zijn zij alle verborgen (x)" in said(
        app
    )
    assert "het gaat om te weinig leerlingen" not in said(app), "most flows are not small"
    assert "x</td>" not in "".join(
        str(each.proto.body) for each in app.get("html") if "Van laag naar laag" in each.proto.body
    )


def test_a_school_sees_its_flows_and_its_recovery_drawn(open_page: Open, changed_store: Callable[..., Path]) -> None:
    """As all flows are large here, everybody sees what a school sees of itself."""
    store = changed_store("update mart_lagen_stromen_school set leerlingen = 10 where leerlingen between 1 and 9")
    [(school, uit, hersteld)] = rows(
        store,
        "select school, sum(leerlingen) as uit, sum(case when naar = '1' then leerlingen end) as hersteld "
        "from mart_lagen_stromen_school where van = '2' and naar in ('1', '2', '3') "
        "and peildatum = (select max(peildatum) from mart_lagen_stromen_school) group by school order by 1 limit 1",
    )
    app = open_page(PAGE, store=store, school=school, schooljaar="2021-2022")
    kinds = [json.loads(each.proto.spec)["data"][0]["type"] for each in app.get("plotly_chart")]
    assert "sankey" in kinds
    [table] = [each.proto.body for each in app.get("html") if "<caption>Herstel uit laag 2<" in each.proto.body]
    assert f">{uit}<" in table
    assert f">{100 * hersteld / uit:.0f}\N{NO-BREAK SPACE}%<" in table


def test_a_year_without_two_periods_says_why_there_are_no_flows(open_page: Open, small_store: Path) -> None:
    school, _name, _jaar = schools(small_store, "per_leerling")
    text = said(open_page(PAGE, school=school, schooljaar="2022-2023"))
    assert "daarvoor moet een school twee perioden van 12 schoolweken na elkaar hebben geleverd" in text


def test_pupils_of_whom_nothing_was_delivered_after_an_intervention_are_no_zeros(
    open_page: Open, changed_store: Callable[..., Path]
) -> None:
    store = changed_store(
        "update mart_interventies_school_lagen set leerlingen = case gemeten_laag when 'onbekend' then 52 else 0 end"
    )
    [(school,)] = rows(store, "select min(school) from mart_interventies_school where schooljaar = '2021-2022'")
    text = said(open_page(PAGE, store=store, school=school, schooljaar="2021-2022"))
    assert "zijn de weken vóór en na de interventie nog niet alle geleverd" in text


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ("update mart_scholen set weken_geleverd = 3, weken_rooster = 4", "te weinig weken zijn geleverd"),
        (
            "update mart_redenen_school set categorie = 'onbekend' where categorie = 'ziekte'",
            "te veel redenen zijn niet ingedeeld",
        ),
        ("update mart_scholen set weken_geleverd = 4, weken_rooster = 5", None),
    ],
)
def test_a_school_that_registers_otherwise_stands_grey_beside_the_median(
    open_page: Open, changed_store: Callable[..., Path], change: str, reason: str | None
) -> None:
    store = changed_store("delete from mart_redenen_school where categorie = 'onbekend'", change)
    school, _name, jaar = schools(store, "per_leerling")
    app = open_page(PAGE, store=store, school=school, schooljaar=jaar)
    dots = [
        trace["marker"]["color"]
        for chart in app.get("plotly_chart")
        for trace in json.loads(chart.proto.spec)["data"]
        if chart.proto.alt.startswith("Deze school naast") and trace.get("mode") == "markers+text"
    ]
    grey = "zij is niet goed met andere te vergelijken"
    assert (grey in said(app)) == (reason is not None)
    assert reason is None or reason in said(app)
    assert [len(set(colours)) for colours in dots] == [3 if reason is None else 1]
