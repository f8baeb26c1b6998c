"""Lagen in beweging: every flow is one of the release, a hidden one is not drawn, and a forecast shows how it held."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from analysis.verhouding import aandeel
from tests.pages.conftest import Open
from tests.pages.shown import charts, checked_figures, exact, headings, percent, rows, said, tables
from ui import theme

PAGE = "pages/regio/lagen_in_beweging.py"
REGION = "gemeente = 'alle' and sector = 'alle'"
LAST = f"{REGION} and peildatum = (select max(peildatum) from mart_lagen_stromen)"
FORECAST = """
    insert into mart_lagen_vooruit by name
    select '2022-2023' as schooljaar, date '2022-11-27' as peildatum, 'alle' as sector, laag, weken, 200 as nu,
        200 + 10 * weken as aantal, 150 as onder, 400 as boven, 40 as voorspeld, 90 + weken as binnen_procent,
        false as nu_verborgen, false as aantal_verborgen, false as onder_verborgen, false as boven_verborgen
    from (values ('2'), ('3')) as lagen (laag) cross join (values (4), (8)) as weken (weken)
"""


EARLIER = """
    insert into {mart} by name
    select m.* replace (e.van_dag as van_dag, e.peildatum as peildatum, 2 * m.{measure} as {measure})
    from {mart} as m
    cross join (select van_dag, peildatum from mart_lagen_stromen_school order by peildatum limit 1) as e
"""


def sankey(app: Any) -> dict[str, Any]:
    found: dict[str, Any] = charts(app)["Van laag naar laag"]["data"][0]
    return found


def test_the_chart_draws_every_flow_that_is_shown_and_no_other(open_page: Open, small_store: Path) -> None:
    drawn = sankey(open_page(PAGE))
    shown = rows(
        small_store, f"select leerlingen from mart_lagen_stromen where {LAST} and leerlingen > 0 order by leerlingen"
    )
    assert sorted(drawn["link"]["value"]) == [n for (n,) in shown]
    assert drawn["node"]["label"][:3] == ["Laag 1", "Laag 2", "Laag 3"]
    assert all(" → " in told for told in drawn["link"]["customdata"])


def test_a_hidden_flow_is_absent_from_the_chart_and_an_x_in_the_table(
    open_page: Open, small_store: Path, changed_store: Callable[..., Path]
) -> None:
    cell = "update mart_lagen_stromen set leerlingen = {}, leerlingen_verborgen = {} where van = '2' and naar = '3'"
    [(from_1,)] = rows(
        small_store, f"select leerlingen from mart_lagen_stromen where {LAST} and van = '1' and naar = '3'"
    )
    before, after = (
        open_page(PAGE, store=changed_store(cell.format(n, hidden))) for n, hidden in ((12, False), ("null", True))
    )
    assert len(sankey(after)["link"]["value"]) == len(sankey(before)["link"]["value"]) - 1
    counted = [tables(app)["Van laag naar laag"].count(">x<") for app in (before, after)]
    assert counted[1] == counted[0] + 1
    told = f"Naar laag 3 gingen {from_1} leerlingen uit laag 1; hoeveel uit laag 2, tonen wij niet (x)."
    assert told in said(after), "the flow that is shown is told"


def test_where_the_share_that_recovered_is_hidden_the_number_is_told(
    open_page: Open, changed_store: Callable[..., Path]
) -> None:
    gone = ", ".join(f"{name} = null, {name}_verborgen = true" for name in ("uit_laag_2", "kans", "onder", "boven"))
    gone += ", uit_laag_2_minst = null, uit_laag_2_minst_verborgen = true"
    hersteld = "update mart_lagen_herstel set hersteld = {}, hersteld_verborgen = {}, " + f"{gone} where {LAST}"
    known, hidden = (
        said(open_page(PAGE, store=changed_store(hersteld.format(*one)))) for one in ((1171, False), ("null", True))
    )
    assert "**1.171** in laag 1. Welk deel dat is, tonen wij niet (x)" in known
    assert "Hoeveel leerlingen van laag 2 naar laag 1 gingen" not in known
    assert "Hoeveel leerlingen van laag 2 naar laag 1 gingen, tonen wij niet (x)." in hidden


GREY = "Grijs is niet goed te vergelijken met de andere: 2021‑2022 ({})."


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("update mart_vergelijkbaar set geen_vergelijking = 'onbekende_codes'", "te veel redenen zijn niet ingedeeld"),
        ("update mart_scholen set levering = 'weekcijfers' where sector = 'PO'", "te weinig scholen leverden"),
        ("update mart_vergelijkbaar set geen_vergelijking = null", None),
    ],
)
def test_recovery_of_a_gemeente_that_registers_otherwise_is_grey_with_the_reason(
    open_page: Open, changed_store: Callable[..., Path], change: str, told: str | None
) -> None:
    alike = (
        "update mart_vergelijkbaar set geen_vergelijking = null",
        "update mart_scholen set levering = 'per_leerling'",
    )
    figures = {"kans": 70, "onder": 60, "boven": 80, "uit_laag_2": 200, "uit_laag_2_minst": 200, "hersteld": 140}
    known = ", ".join(f"{name} = {figure}, {name}_verborgen = false" for name, figure in figures.items())
    store = changed_store(*alike, f"update mart_lagen_herstel set {known} where gemeente = 'GM0632'", change)
    app = open_page(PAGE, store=store, gemeente="GM0632")
    colours = [bar["marker"]["color"] for bar in charts(app)["Herstel uit laag 2"]["data"] if bar["type"] == "bar"]
    if told is None:
        assert all(isinstance(colour, str) for colour in colours)
        assert "Grijs" not in said(app)
    else:
        assert GREY.format(told) in said(app)
        assert colours == [[grey] for grey in theme.greys(2)][: len(colours)]
    assert "Grijs" not in said(open_page(PAGE, store=store)), "the whole region stands beside nothing"


def test_recovery_is_told_with_the_interval_of_wilson(open_page: Open, small_store: Path) -> None:
    cells = f"""select leerlingen from mart_lagen_stromen
        where {LAST} and van = '2' and naar in ('1', '2', '3') order by naar"""
    to_1, to_2, to_3 = (n for (n,) in exact(small_store, cells))
    low, high = aandeel(to_1, to_1 + to_2 + to_3)
    told = [percent(100 * to_1 / (to_1 + to_2 + to_3), 0), percent(int(100 * low), 0), percent(-(-100 * high // 1), 0)]
    assert f"**{told[0]}** in laag 1 (tussen {told[1]} en {told[2]})." in said(open_page(PAGE))


def test_a_hidden_number_that_a_share_is_of_stands_rounded_down(
    open_page: Open, changed_store: Callable[..., Path]
) -> None:
    hidden = "uit_laag_2 = null, uit_laag_2_verborgen = true, uit_laag_2_minst = 4300"
    app = open_page(PAGE, store=changed_store(f"update mart_lagen_herstel set {hidden} where {LAST}"))
    assert "in laag 1 (tussen" in said(app)
    table = tables(app)["Herstel uit laag 2"]
    assert "Laag 2, opnieuw gemeten, ten minste" in table
    assert "4.300" in table


def test_rows_of_the_exact_table_add_up_to_those_of_the_next_block(small_store: Path) -> None:
    """What came to a laag in the second block is what goes from it: nobody is lost between two flows."""
    query = """
        select coalesce(a.n, 0) = coalesce(b.n, 0) from
        (select schooljaar, peildatum as dag, gemeente, sector, naar as laag, sum(leerlingen) as n
            from mart_lagen_stromen where naar not in ('vertrokken', 'elders') group by all) as a
        inner join (select schooljaar, van_dag as dag, gemeente, sector, van as laag, sum(leerlingen) as n
            from mart_lagen_stromen where van not in ('nieuw', 'elders') group by all) as b
        using (schooljaar, dag, gemeente, sector, laag)
    """
    found = [equal for (equal,) in exact(small_store, query)]
    assert len(found) > 20
    assert all(found)


def test_an_earlier_period_can_be_chosen(open_page: Open, changed_store: Callable[..., Path]) -> None:
    store = changed_store(
        EARLIER.format(mart="mart_lagen_stromen", measure="leerlingen"),
        EARLIER.format(mart="mart_lagen_herstel", measure="uit_laag_2"),
    )
    days = [str(day) for (day,) in rows(store, "select distinct peildatum from mart_lagen_stromen order by 1")]
    assert len(days) == 2
    first, last = sankey(open_page(PAGE, store=store, tot=days[0])), sankey(open_page(PAGE, store=store))
    assert first["link"]["value"] == [2 * n for n in last["link"]["value"]]


def test_a_measurement_that_is_not_told_of_a_gemeente_stands_as_x_with_the_reason(
    open_page: Open, changed_store: Callable[..., Path]
) -> None:
    first = "(select min(peildatum) from mart_lagen_stromen_school)"
    gone = "gemeente = 'GM0632' and peildatum = " + first
    store = changed_store(
        *(f"delete from {mart} where {gone}" for mart in ("mart_lagen_stromen", "mart_lagen_herstel"))
    )
    [(day,)] = rows(store, f"select {first}")
    app = open_page(PAGE, store=store, gemeente="GM0632", tot=str(day))
    assert "Hoeveel leerlingen van laag 2 naar laag 1 gingen, tonen wij niet (x)." in said(app)
    assert "Van een gemeente tonen wij zulke weken nooit." in said(app)
    assert "Van laag naar laag" not in charts(app)
    assert tables(app)["Herstel uit laag 2"].count("<tr>") > 2
    assert ">x<" in tables(app)["Herstel uit laag 2"]


def test_recovery_stands_beside_that_of_the_same_time_of_other_years(open_page: Open, small_store: Path) -> None:
    app = open_page(PAGE)
    bars = {bar["name"]: bar["x"] for bar in charts(app)["Herstel uit laag 2"]["data"]}
    assert bars == {name: ["2021‑2022"] for name in ("Van najaar naar winter", "Van winter naar voorjaar")}


def test_signals_and_laag_3_are_there_of_an_earlier_year(open_page: Open, small_store: Path) -> None:
    query = "select leerlingen from mart_signalen where schooljaar = '2021-2022' and sector = 'alle' and maand = 'alle'"
    hours, sick = (n for (n,) in rows(small_store, query + " order by signaal"))
    app = open_page(PAGE, schooljaar="2021-2022")
    told = f"{sick} leerlingen met zorgwekkend ziekteverzuim en {hours} leerlingen met 16 uur of meer"
    assert "In schooljaar 2021‑2022: " + told in said(app)
    assert "Alle maanden samen" in tables(app)["Eerste signalen van verzuim, per maand"]
    assert ">alle<" not in tables(app)["Eerste signalen van verzuim, per maand"]


def test_a_gemeente_shows_its_own_flows_of_all_schools(open_page: Open, small_store: Path) -> None:
    app = open_page(PAGE, gemeente="GM0632", sector="primair")
    own = rows(
        small_store,
        "select leerlingen from mart_lagen_stromen where gemeente = 'GM0632' and leerlingen > 0 "
        "and peildatum = (select max(peildatum) from mart_lagen_stromen)",
    )
    assert sorted(sankey(app)["link"]["value"]) == sorted(n for (n,) in own)
    assert "Woerden · Alle scholen." in said(app)


def test_signals_of_a_school_year_are_told_and_drawn_per_month(open_page: Open, small_store: Path) -> None:
    query = "select leerlingen from mart_signalen where schooljaar = '2022-2023' and sector = 'alle' and maand = 'alle'"
    hours, sick = (n for (n,) in rows(small_store, query + " order by signaal"))
    app = open_page(PAGE)
    assert f"{sick} leerlingen met zorgwekkend ziekteverzuim en {hours} leerlingen met 16 uur of meer" in said(app)
    bars = charts(app)["Eerste signalen van verzuim, per maand"]["data"]
    assert {bar["name"] for bar in bars if bar["type"] == "bar"} == {
        "Zorgwekkend ziekteverzuim (M@ZL)",
        "16 uur in 4 schoolweken",
    }


def test_without_three_earlier_years_there_is_no_look_ahead(open_page: Open) -> None:
    assert "Vooruitkijken kan als er van ten minste drie eerdere schooljaren cijfers" in said(open_page(PAGE))


def test_a_look_ahead_shows_how_often_its_interval_held(open_page: Open, changed_store: Callable[..., Path]) -> None:
    app = open_page(PAGE, store=changed_store(FORECAST))
    assert "klopte de marge bij 94 tot 98 %. Bedoeld is 95 %." in said(app).replace("\N{NO-BREAK SPACE}", " ")
    drawn = [bar for bar in charts(app)["Laag 2 en 3 over 4 en 8 schoolweken"]["data"] if bar["type"] == "bar"]
    assert [bar["error_y"]["array"] for bar in drawn] == [[None, 160, 120]] * 2
    assert [bar["error_y"]["arrayminus"] for bar in drawn] == [[None, 90, 130]] * 2
    told = tables(app)["Laag 2 en 3 over 4 en 8 schoolweken"]
    assert all(figure in told for figure in (">Nu<", ">240<", ">280<", ">150<", ">400<", ">40<"))
    assert checked_figures(app) == [
        "Van laag naar laag",
        "Herstel uit laag 2",
        "Eerste signalen van verzuim, per maand",
        "Laag 2 en 3 over 4 en 8 schoolweken",
    ]


def test_an_interval_that_is_too_wide_is_said_to_tell_little(
    open_page: Open, changed_store: Callable[..., Path]
) -> None:
    """Those of which the upper end, 400, is at least twice the lower one."""
    ends = "update mart_lagen_vooruit set onder = case when weken = 4 then 201 else 200 end"
    told = "De marge is te ruim om veel te zeggen bij: laag 2 over 8 schoolweken, laag 3 over 8 schoolweken."
    assert told in said(open_page(PAGE, store=changed_store(FORECAST, ends)))


UNSEEN = "Laag 3 zonder eerst in laag 2 te zijn gezien"
SHOWN = ("bereikt", "niet_eerder_gemeten", "eerder_gemeten", "zonder_laag_2", "kans", "onder", "boven")


def unseen(*figures: int | None) -> str:
    """Of all schools; None: hidden."""
    told = zip(SHOWN, figures, strict=True)
    changes = [f"{name} = {'null' if n is None else n}, {name}_verborgen = {n is None}" for name, n in told]
    return f"update mart_lagen_bereikt set {', '.join(changes)} where sector = 'alle'"


def test_laag_3_without_laag_2_is_told_and_drawn_with_its_interval_per_group_of_schools(
    open_page: Open, changed_store: Callable[..., Path]
) -> None:
    app = open_page(PAGE, store=changed_store(unseen(90, 40, 50, 20, 40, 28, 54)))
    assert UNSEEN in headings(app)
    row = next(line for line in tables(app)[UNSEEN].split("<tr>") if "Alle scholen" in line)
    assert '<i style="width:40.0%">' in row
    assert '<b style="left:28.0%;width:26.0%">' in row
    assert re.findall(r'<td class="getal">(.*?)</td>', row) == [
        "40\N{NO-BREAK SPACE}% (28\N{NO-BREAK SPACE}% tot 54\N{NO-BREAK SPACE}%)",
        "20",
        "50",
        "40",
        "90",
    ]
    assert (
        "Van 50 leerlingen die na een eerdere meting in laag 3 kwamen, was **40\N{NO-BREAK SPACE}%** niet eerst in "
        "laag 2 gezien (tussen 28\N{NO-BREAK SPACE}% en 54\N{NO-BREAK SPACE}%)."
    ) in said(app)


def test_laag_3_without_laag_2_that_is_hidden_has_no_bar_and_no_figure_in_words(
    open_page: Open, changed_store: Callable[..., Path]
) -> None:
    app = open_page(PAGE, store=changed_store(unseen(90, 40, None, None, None, None, None)))
    row = next(line for line in tables(app)[UNSEEN].split("<tr>") if "Alle scholen" in line)
    assert '<td class="staaf"></td>' in row
    assert "Welk deel niet eerst in laag 2 is gezien, tonen wij niet (x)." in said(app)


def test_of_laag_3_without_laag_2_each_number_that_may_be_told_is(
    open_page: Open, changed_store: Callable[..., Path]
) -> None:
    measured = said(open_page(PAGE, store=changed_store(unseen(90, 40, 50, None, None, None, None))))
    assert "Na een eerdere meting kwamen 50 leerlingen in laag 3. Welk deel niet eerst in laag 2 is gezien" in measured
    without = said(open_page(PAGE, store=changed_store(unseen(90, None, None, 20, None, None, None))))
    assert "**20 leerlingen** kwamen na een eerdere meting in laag 3 zonder eerst in laag 2 te zijn gezien." in without
    assert "Welk deel dat is, tonen wij niet (x)." in without


@pytest.mark.parametrize(
    ("hidden", "told"),
    [
        ("16_uur", "500 leerlingen met zorgwekkend ziekteverzuim. Hoeveel leerlingen 16 uur of meer"),
        ("mazl", "500 leerlingen met 16 uur of meer zonder geldige reden in 4 schoolweken. Hoeveel leerlingen zorgwek"),
    ],
)
def test_of_two_signals_the_one_that_may_be_told_is(
    open_page: Open, changed_store: Callable[..., Path], hidden: str, told: str
) -> None:
    store = changed_store(
        "update mart_signalen set leerlingen = 500, leerlingen_verborgen = false where maand = 'alle'",
        "update mart_signalen set leerlingen = null, leerlingen_verborgen = true "
        f"where maand = 'alle' and signaal = '{hidden}'",
    )
    assert told in said(open_page(PAGE, store=store))


def test_without_flows_the_page_says_what_is_needed(open_page: Open, changed_store: Callable[..., Path]) -> None:
    store = changed_store("delete from mart_lagen_stromen", "delete from mart_lagen_stromen_school")
    app = open_page(PAGE, store=store)
    assert "Daarvoor zijn twee perioden van 12 schoolweken in één schooljaar nodig." in said(app)
    assert not charts(app)


def test_the_page_speaks_english(open_page: Open) -> None:
    shown = said(open_page(PAGE, taal="en"))
    assert "were in tier 1 on" in shown
    assert "leerlingen" not in shown


def test_without_a_release_the_page_says_how_to_make_one(open_page: Open, no_store: Path) -> None:
    app = open_page(PAGE, store=no_store)
    assert "Er zijn nog geen cijfers gepubliceerd" in said(app)
    assert not charts(app)
