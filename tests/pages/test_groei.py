"""Wat groeit?: sentences and figures that follow from the release, whatever is hidden, missing or grey."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.pages.conftest import Open
from tests.pages.shown import charts, checked_figures, exact, rows, said, tables

PAGE = "pages/taskforce/groei.py"
NOW = "2022-2023"
PARTS, SURE, YEARS = (
    "Waaruit de verandering bestaat",
    "Hoe zeker elke verandering is",
    "De verandering in elk schooljaar",
)
UNDONE = "Wat zou deze conclusie veranderen?"
REGION = f"schooljaar = '{NOW}' and sector = 'alle'"


def judged(categorie: str, woord: str, verandering: int, onder: int, boven: int, kantelt: int = 0) -> str:
    """An outcome of the region that is shown."""
    told = {"woord": f"'{woord}'", "verandering": verandering, "onder": onder, "boven": boven, "kantelt": kantelt}
    told |= {"leerlingen_toen": 40, "leerlingen_nu": 50, "scholen": 9}
    changes = ", ".join(f"{name} = {value}, {name}_verborgen = false" for name, value in told.items())
    return f"update mart_groei set {changes} where {REGION} and categorie = '{categorie}'"


def test_the_whole_change_is_the_sum_of_what_is_shown(open_page: Open, small_store: Path) -> None:
    found = dict(
        rows(
            small_store,
            f"select categorie, verandering from mart_groei_ontleding where schooljaar = '{NOW}' "
            "and verdeling = 'categorie' and not verborgen",
        )
    )
    whole = found.pop("alle")
    assert whole == sum(found.values())
    app = open_page(PAGE)
    more = "meer" if whole > 0 else "minder"
    told = f"**{abs(whole)} schooldagen {more}** dan in dezelfde weken van 2021\N{NON-BREAKING HYPHEN}2022."
    assert f"misten leerlingen, om de redenen die wij tonen, {told}" in said(app)
    [bar, _texts] = charts(app)[PARTS]["data"]
    assert sorted(value for value in bar["x"] if value is not None) == sorted([*found.values(), whole])
    assert bar["x"][-1] == whole
    assert bar["base"][-1] == 0


CAUSES = "door_omvang, door_schooltijd, door_meer_leerlingen, door_langer, onverdeeld"


def numbers(cells: str) -> list[int]:
    """Whole numbers as they stand in the cells of a row, signs and thousands and all."""
    found = [re.sub(r"<[^>]*>|[.+\s]", "", cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", cells)]
    return [int(cell.replace("\N{MINUS SIGN}", "-")) for cell in found]


def test_what_comes_of_pupils_and_school_time_is_told_beside_the_whole(open_page: Open, small_store: Path) -> None:
    [(more, longer, share, absent, left)] = rows(
        small_store,
        f"select {CAUSES} from mart_groei_ontleding where schooljaar = '{NOW}' and categorie = 'alle'",
    )
    words = said(open_page(PAGE))
    told = re.search(
        r"Door meer of minder leerlingen en schooltijd: (\S+)\. Door vaker of langer verzuim: (\S+?)\. ", words
    )
    assert told
    days = [int(one.replace("\N{MINUS SIGN}", "-").replace("+", "").replace(".", "")) for one in told.groups()]
    assert days == [more + longer, share + absent]
    assert left > 0
    assert f"Niet te verdelen: +{left}." in words, "in so small a region a part is hidden"


def test_the_rows_on_screen_add_up_to_their_total_in_every_column(open_page: Open) -> None:
    table = tables(open_page(PAGE))[PARTS]
    found = [row for row in table.split("<tr")[2:] if "<td" in row and ">x<" not in row]
    parts = [numbers(row) for row in found if "Getoonde redenen" not in row]
    [whole] = [numbers(row) for row in found if "Getoonde redenen" in row]
    assert len(parts) > 2
    assert [sum(column) for column in zip(*parts, strict=True)] == whole
    for then, now, change, *causes in (*parts, whole):
        assert sum(causes) == change == now - then


def test_anybody_can_work_out_a_percentage_from_published_days(small_store: Path) -> None:
    """The missed days of now by the scheduled days that each type of school had then, against those of then."""
    days = {tuple(key): value for *key, value in rows(small_store, DAYS)}
    time = {tuple(key): value for *key, value in rows(small_store, TIME)}
    judged_ = rows(
        small_store,
        "select schooljaar, naast, sector, categorie, verandering from mart_groei where verandering is not null",
    )
    assert len({sector for _, _, sector, *_ in judged_}) > 1
    for now, then, sector, categorie, change in judged_:
        groups = ("primair", "voortgezet") if sector == "alle" else (sector,)
        expected = sum(
            days[now, then, group, categorie] * time[then, now, group] / time[now, then, group] for group in groups
        )
        before = sum(days[then, now, group, categorie] for group in groups)
        assert abs(100 * (expected / before - 1) - change) <= 0.5 + 1e-6


DAYS = """
    select schooljaar, naast, sector, categorie, gemiste_dagen
    from mart_verzuim_zelfde_weken where gemeente = 'alle'
"""
TIME = """
    select schooljaar, naast, sector, ingeroosterde_dagen
    from mart_aanwezigheid_zelfde_weken where gemeente = 'alle'
"""


def test_the_parts_begin_where_the_one_before_ended(open_page: Open) -> None:
    [bar, _texts] = charts(open_page(PAGE))[PARTS]["data"]
    known = [(base, value) for base, value in zip(bar["base"], bar["x"], strict=True) if value is not None][:-1]
    reached = 0
    for base, value in known:
        assert base == reached
        reached += value


def test_categories_with_a_clear_change_are_named(open_page: Open, changed_store: Callable[..., Path]) -> None:
    store = changed_store(
        judged("ziekte", "duidelijk_gestegen", 12, 4, 20), judged("spijbelen", "duidelijk_gedaald", -9, -14, -3)
    )
    words = said(open_page(PAGE, store=store))
    assert "Duidelijk gestegen: ziekte. Duidelijk gedaald: spijbelen." in words


def test_without_a_clear_change_no_category_is_named(open_page: Open, changed_store: Callable[..., Path]) -> None:
    words = said(
        open_page(PAGE, store=changed_store("update mart_groei set woord = 'onzeker' where woord is not null"))
    )
    assert "Duidelijk gestegen: geen enkele categorie. Duidelijk gedaald: geen enkele categorie." in words


def test_the_schools_that_delivered_in_both_years_are_told(open_page: Open, changed_store: Callable[..., Path]) -> None:
    store = changed_store("update mart_aanwezigheid_zelfde_weken set scholen_vergeleken = 7, scholen_totaal = 11")
    assert (
        "Alleen scholen die in beide jaren leverden: 7 van 11. Een school die alleen aantallen per week levert, telt"
        in said(open_page(PAGE, store=store))
    )


def test_a_hidden_category_is_no_number_anywhere(open_page: Open, small_store: Path) -> None:
    hidden = rows(
        small_store,
        f"select categorie from mart_groei where {REGION} and woord_verborgen order by 1",
    )
    assert hidden, "in so small a region something is hidden"
    app = open_page(PAGE)
    table = tables(app)[SURE]
    for (categorie,) in hidden:
        name = {"religieus": "Religieuze feestdag", "schorsing": "Schorsing"}.get(categorie)
        if name:
            cells = re.findall(r"<td[^>]*>(.*?)</td>", table.split(f"{name}</th>")[1].split("</tr>")[0])
            assert cells[:4] == ["x", "x", "x", "x"]


def test_the_largest_change_stands_on_top_and_hidden_ones_at_the_foot(open_page: Open, small_store: Path) -> None:
    known = rows(
        small_store,
        f"select categorie, verandering from mart_groei where {REGION} and verandering is not null order by 2 desc",
    )
    chart = charts(open_page(PAGE))[SURE]
    dots, *_arrows = chart["data"]
    assert dots["x"] == [value for _name, value in known]
    names = chart["layout"]["yaxis"]["ticktext"]
    assert all(name.endswith(("<b>x</b>", "<b>\N{EN DASH}</b>")) for name in names[len(known) :])
    assert len(names) > len(known)


def test_an_interval_is_drawn_on_both_sides_of_its_dot(open_page: Open, changed_store: Callable[..., Path]) -> None:
    dots, *_arrows = charts(open_page(PAGE, store=changed_store(judged("ziekte", "onzeker", 500, 480, 530))))[SURE][
        "data"
    ]
    assert (dots["x"][0], dots["error_x"]["array"][0], dots["error_x"]["arrayminus"][0]) == (500, 30, 20)


def test_what_would_undo_a_conclusion_is_told(open_page: Open, changed_store: Callable[..., Path]) -> None:
    store = changed_store(
        judged("ziekte", "duidelijk_gestegen", 12, 4, 20, kantelt=2),
        f"insert into mart_groei_houdbaar values ('{NOW}', '2021-2022', 'ziekte', 3, true)",
    )
    table = tables(open_page(PAGE, store=store))[UNDONE]
    assert "Blijft staan zolang hoogstens 3\N{NO-BREAK SPACE}% anders was geregistreerd" in table
    assert "Slaat om bij 2 van 9 scholen" in table
    assert "Kan omslaan" in table


def test_less_than_one_percent_is_told_in_words(open_page: Open, changed_store: Callable[..., Path]) -> None:
    store = changed_store(
        judged("ziekte", "duidelijk_gestegen", 8, 0, 17),
        f"insert into mart_groei_houdbaar values ('{NOW}', '2021-2022', 'ziekte', 0, true)",
    )
    table = tables(open_page(PAGE, store=store))[UNDONE]
    assert "Blijft alleen staan als minder dan 1 % anders was geregistreerd" in table
    assert "0\N{NO-BREAK SPACE}%" not in table


@pytest.mark.parametrize(("kantelt", "houdt_tot", "fragile"), [(0, 1, False), (1, 9, True), (0, 0, True)])
def test_a_fragile_conclusion_is_called_so_wherever_its_word_stands(
    kantelt: int, houdt_tot: int, fragile: bool, open_page: Open, changed_store: Callable[..., Path]
) -> None:
    store = changed_store(
        judged("ziekte", "duidelijk_gestegen", 12, 4, 20, kantelt),
        f"insert into mart_groei_houdbaar values ('{NOW}', '2021-2022', 'ziekte', {houdt_tot}, false)",
    )
    app = open_page(PAGE, store=store)
    assert ("Duidelijk gestegen: ziekte (kwetsbaar)." in said(app)) == fragile
    assert ("Duidelijk gestegen: ziekte. " in said(app)) == (not fragile)
    assert ("Duidelijk gestegen, maar kwetsbaar" in tables(app)[SURE]) == fragile
    assert ("Kwetsbaar: de conclusie wordt al anders" in said(app)) == fragile


def test_what_is_hidden_and_so_not_counted_is_named(open_page: Open, small_store: Path) -> None:
    hidden = rows(
        small_store,
        f"select categorie from mart_groei_ontleding where schooljaar = '{NOW}' "
        "and verdeling = 'categorie' and verborgen order by 1",
    )
    assert ("schorsing",) in hidden
    [named] = re.findall(r"Niet meegeteld, want verborgen \(x\): ([^.]*)\.", said(open_page(PAGE)))
    assert len(named.split(", ")) == len(hidden)
    assert "schorsing" in named


def test_the_weeks_compared_are_told_of_both_years(open_page: Open, small_store: Path) -> None:
    """The first week after the summer is a week earlier than a year before."""
    between = {}
    for year, groups in ((NOW, ("vorig", "beide")), ("2021-2022", ("volgend", "beide"))):
        [found] = exact(
            small_store,
            f"select min(periode), max(periode) from basis_weekgroepen where schooljaar = '{year}' "
            f"and weekgroep in {groups}",
        )
        between[year] = "week {} tot en met {} van {}".format(*(int(week[-2:]) for week in found), year[:4])
    assert list(between.values()) == ["week 34 tot en met 47 van 2022", "week 35 tot en met 47 van 2021"]
    [(share,)] = rows(
        small_store,
        "select round(100 * d.ingeroosterde_dagen / j.ingeroosterde_dagen) from mart_aanwezigheid_zelfde_weken as d "
        "join mart_aanwezigheid as j on j.periode = d.schooljaar and j.gemeente = d.gemeente and j.sector = d.sector "
        f"where d.schooljaar = '{NOW}' and d.naast < d.schooljaar and d.gemeente = 'alle' and d.sector = 'alle'",
    )
    told = (
        f"Vergeleken weken: {between[NOW]} ({share:.0f}\N{NO-BREAK SPACE}% van de schooltijd van "
        f"2022\N{NON-BREAKING HYPHEN}2023), naast {between['2021-2022']}."
    )
    assert told in said(open_page(PAGE))


def test_religious_holidays_have_no_percentage_and_the_reason_is_told(open_page: Open, small_store: Path) -> None:
    found = rows(small_store, "select verandering, onder, boven from mart_groei where categorie = 'religieus'")
    assert set(found) == {(None, None, None)}
    assert (
        said(open_page(PAGE)).count("wij geven geen percentage, en noemen dit verzuim onzeker of tonen het niet (x)")
        == 2
    )


@pytest.mark.parametrize(("boven", "many"), [(90, 0), (109, 1)])
def test_an_interval_that_is_cut_off_has_an_arrow_at_the_edge(
    boven: int, many: int, open_page: Open, changed_store: Callable[..., Path]
) -> None:
    nothing_large = "update mart_groei set boven = least(boven, 90), verandering = least(verandering, 90)"
    found = charts(open_page(PAGE, store=changed_store(nothing_large, judged("ziekte", "onzeker", 40, -5, boven))))
    for title, symbol in ((SURE, "triangle-right"), (YEARS, "triangle-up")):
        marks = [each for each in found[title]["data"] if each.get("marker", {}).get("symbol") == symbol]
        assert sum(len(each["x"]) for each in marks) == many
        named = any("pijl: loopt door" in each["text"] for each in found[title]["layout"]["annotations"])
        assert named == bool(many)


def test_without_a_conclusion_nothing_can_undo_it(open_page: Open) -> None:
    assert "er is geen conclusie die kan veranderen" in said(open_page(PAGE))


def test_a_gemeente_that_may_not_be_compared_is_grey_and_told(
    open_page: Open, changed_store: Callable[..., Path]
) -> None:
    store = changed_store(
        "update mart_vergelijkbaar set geen_vergelijking_naast = null",
        "update mart_vergelijkbaar set geen_vergelijking_naast = 'onbekende_codes' where gemeente = 'GM1904'",
        "update mart_groei_ontleding set verborgen = false, toen = 5, nu = 9, verandering = 4 "
        "where verdeling = 'gemeente' and categorie = 'ziekte'",
    )
    app = open_page(PAGE, store=store)
    assert "Stichtse Vecht staat grijs: te veel redenen zijn niet ingedeeld." in said(app)
    [title] = [each for each in charts(app) if each.startswith("Waar de verandering vandaan komt")]
    bar = charts(app)[title]["data"][0]
    colours = dict(zip(bar["y"], bar["marker"]["color"], strict=True))
    assert colours["Stichtse Vecht"] != colours["Woerden"]


def test_another_category_can_be_chosen_in_the_address(open_page: Open) -> None:
    app = open_page(PAGE, categorie="spijbelen")
    assert "Waar de verandering vandaan komt: spijbelen" in said(app)


@pytest.mark.parametrize("taal", ["nl", "en"])
def test_each_figure_is_told_in_words_and_stands_in_a_table(open_page: Open, taal: str) -> None:
    app = open_page(PAGE, taal=taal)
    assert len(checked_figures(app, taal, words=2)) == 4
