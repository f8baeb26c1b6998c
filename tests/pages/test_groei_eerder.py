"""Wat groeit?: what is hidden is in no sum, and a year stands beside an earlier one only where that can be told."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.pages.conftest import Open
from tests.pages.shown import charts, said, tables
from tests.pages.test_groei import NOW, PAGE, PARTS, SURE, YEARS, numbers


@pytest.mark.parametrize("title", [PARTS, SURE, YEARS])
def test_a_hidden_figure_is_a_sign_outside_the_chart_and_the_chart_says_what_it_means(
    title: str, open_page: Open
) -> None:
    """On the line of zero an x reads as no change."""
    chart = charts(open_page(PAGE))[title]
    assert not [text for each in chart["data"] for text in each.get("text") or () if "x" in text]
    axes = [axis for name, axis in chart["layout"].items() if name.startswith(("xaxis", "yaxis"))]
    assert [name for axis in axes for name in axis.get("ticktext") or () if "<b>x</b>" in name]
    assert [
        each for each in chart["layout"]["annotations"] if each["text"].split("<br>")[-1].startswith("x: verborgen")
    ]


def test_what_no_trace_holds_has_a_row_too(open_page: Open) -> None:
    """An axis that follows the traces would end above the hidden ones."""
    axis = charts(open_page(PAGE))[SURE]["layout"]["yaxis"]
    assert axis["range"] == [len(axis["categoryarray"]) - 0.5, -0.5]
    assert axis["tickvals"] == axis["categoryarray"]


def test_where_every_figure_is_shown_no_sign_is_explained_and_the_sum_is_the_whole(
    open_page: Open, changed_store: Callable[..., Path]
) -> None:
    store = changed_store(
        "update mart_groei_ontleding set toen = 5, nu = 9, verandering = 4, door_omvang = 4, door_schooltijd = 0, "
        "door_meer_leerlingen = 0, door_langer = 0, onverdeeld = 0, verborgen = false where verdeling = 'categorie'",
        "update mart_groei_ontleding set onverdeeld = 0",
    )
    app = open_page(PAGE, store=store)
    words, chart = said(app), charts(app)[PARTS]
    assert "misten leerlingen **4 schooldagen meer** dan" in words
    assert "De delen tellen precies op tot het geheel." in words
    assert "die wij tonen" not in words
    assert "Niet te verdelen:" not in words
    assert chart["layout"]["yaxis"]["ticktext"][-1] == "Alles samen"
    assert not [each for each in chart["layout"]["annotations"] if "verborgen" in each["text"]]


def test_a_sum_without_hidden_categories_is_called_the_whole_nowhere(open_page: Open) -> None:
    app = open_page(PAGE)
    [told] = [each.proto.alt for each in app.get("plotly_chart") if each.proto.alt.startswith(PARTS)]
    for text in (said(app), told, tables(app)[PARTS], "".join(charts(app)[PARTS]["layout"]["yaxis"]["ticktext"])):
        assert "Alles samen" not in text
        assert "tot het geheel" not in text
    assert "Getoonde redenen" in told
    assert "Getoonde redenen" in tables(app)[PARTS]
    assert "Alle redenen samen kunnen dus meer of minder zijn veranderd." in said(app)


def test_the_change_since_an_earlier_schooljaar_takes_the_steps_together(
    open_page: Open, changed_store: Callable[..., Path]
) -> None:
    store = changed_store(
        f"insert into mart_groei_keten values ('{NOW}', '2020-2021', 'ziekte', 21, 14, 29, false)",
        f"insert into mart_groei_keten values ('{NOW}', '2020-2021', 'spijbelen', null, null, null, true)",
        f"insert into mart_groei_keten values ('{NOW}', '2019-2020', 'ziekte', 30, 12, 47, false)",
    )
    told = tables(open_page(PAGE, store=store, sinds="2020-2021"))
    [table] = [body for title, body in told.items() if title.startswith("De verandering van 2020")]
    assert numbers(table.split("Ziekte")[1].split("</tr>")[0].replace("%", "")) == [21, 14, 29]
    assert "x</td>" in table.split("Spijbelen")[1].split("</tr>")[0]


def paired(later: str, earlier: str) -> str:
    """Two schooljaren beside each other, as the two that are there are."""
    table = "mart_aanwezigheid_zelfde_weken"
    forth = f"select * replace ('{later}' as schooljaar, '{earlier}' as naast) from {table} where schooljaar = '{NOW}'"
    back = f"select * replace ('{earlier}' as schooljaar, '{later}' as naast) from {table} where naast = '{NOW}'"
    return f"insert into {table} {forth} union all {back}"


def in_years(later: str) -> str:
    """The share of all that was delivered in a schooljaar, as that of the last."""
    return (
        f"insert into mart_aanwezigheid select * replace ('{later}' as schooljaar) from mart_aanwezigheid "
        f"where periode_soort = 'schooljaar' and schooljaar = '{NOW}' and gemeente = 'alle' and sector = 'alle'"
    )


HYPHEN = "\N{NON-BREAKING HYPHEN}"
OUT_OF_REACH = f"zetten wij 2022{HYPHEN}2023 niet"


@pytest.fixture
def with_earlier_years(changed_store: Callable[..., Path]) -> Callable[..., Path]:
    """A store of two pairs of schooljaren more, with these chains: schooljaar, since, and whether it has an answer."""

    def make(*chains: tuple[str, str, bool]) -> Path:
        told = [
            f"insert into mart_groei_keten values ('{later}', '{since}', 'ziekte', "
            + ("21, 14, 29, false)" if answer else "null, null, null, true)")
            for later, since, answer in chains
        ]
        earlier = (("2021-2022", "2020-2021"), ("2020-2021", "2019-2020"))
        added = [paired(later, since) for later, since in earlier]
        return changed_store(*added, in_years("2020-2021"), *told)

    return make


def test_a_year_that_goes_on_says_beside_which_years_it_cannot_stand_and_what_can_be_chosen(
    open_page: Open, with_earlier_years: Callable[..., Path]
) -> None:
    app = open_page(PAGE, store=with_earlier_years(("2021-2022", "2019-2020", True)))
    words = said(app)
    assert f"Naast 2019{HYPHEN}2020, 2020{HYPHEN}2021 {OUT_OF_REACH}: daarvoor moet elk schooljaar daartussen" in words
    assert f"Hierboven staat 2022{HYPHEN}2023 wel naast 2021{HYPHEN}2022, in dezelfde weken." in words
    assert f"Een schooljaar dat wel naast eerdere jaren kan staan, is 2021{HYPHEN}2022: kies dat bovenaan." in words
    assert "Sinds" not in [each.label for each in app.selectbox]


def test_only_years_with_an_answer_can_be_chosen(open_page: Open, with_earlier_years: Callable[..., Path]) -> None:
    store = with_earlier_years((NOW, "2020-2021", True), (NOW, "2019-2020", False))
    app = open_page(PAGE, store=store)
    [since] = [each for each in app.selectbox if each.label == "Sinds"]
    assert since.options == [f"2020{HYPHEN}2021"]
    assert f"Naast 2019{HYPHEN}2020 {OUT_OF_REACH}" in said(app)
    assert "Een schooljaar dat wel" not in said(app)


def test_where_every_year_can_be_chosen_none_is_out_of_reach(
    open_page: Open, with_earlier_years: Callable[..., Path]
) -> None:
    store = with_earlier_years((NOW, "2020-2021", True), (NOW, "2019-2020", True))
    assert "zetten wij" not in said(open_page(PAGE, store=store))


def test_each_figure_names_the_last_day_that_it_compares(open_page: Open, changed_store: Callable[..., Path]) -> None:
    part = "update mart_aanwezigheid_zelfde_weken set laatste_week = '2022-W40' where naast < schooljaar"
    for store, day in ((None, "27 november 2022"), (changed_store(part), "9 oktober 2022")):
        words = said(open_page(PAGE, store=store) if store else open_page(PAGE))
        assert words.count(f"Peildatum {day}") == words.count("Gegevens tot en met") > 4


def test_one_school_year_has_nothing_beside_it(open_page: Open, changed_store: Callable[..., Path]) -> None:
    app = open_page(PAGE, store=changed_store("delete from mart_aanwezigheid_zelfde_weken"))
    assert "Daarvoor zijn dezelfde weken van twee schooljaren nodig." in said(app)
    assert not app.get("plotly_chart")
