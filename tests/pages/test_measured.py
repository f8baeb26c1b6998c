"""Indicators on the page of the monitor: figure, proposal, decision and why they differ, for readers and editors."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import Open
from tests.pages.shown import said, tables
from tests.pages.test_editing import fill, place, press
from warehouse.monitor.events import Status, StatusGezet, Voorstel
from warehouse.monitor.store import Store, path_in, state_of

PAGE = "pages/regio/monitor.py"
CODE, OPEN = "2019-2022", "2022-K4"
COLUMNS = "agenda, punt, maat, soort, kwartaal, waarde, staat, voorstel"

Measured = Callable[..., Path]


@pytest.fixture
def measured(changed_store: Callable[..., Path], small_store: Path) -> Measured:
    """A store in which these rows (punt, maat, soort, waarde, staat, voorstel) were measured in the open quarter."""

    def made(*rows: tuple[str, str, str, str, str, str]) -> Path:
        values = ", ".join(
            f"('{CODE}', '{punt}', '{maat}', '{soort}', '{OPEN}', {waarde}, '{staat}', {voorstel})"
            for punt, maat, soort, waarde, staat, voorstel in rows
        )
        store = changed_store(
            "delete from mart_indicatoren",
            *([f"insert into mart_indicatoren ({COLUMNS}) values {values}"] if rows else []),
        )
        shutil.copy(path_in(small_store), path_in(store))
        return store

    return made


DEKKING = ("3.2", "dekking", "procent", "88", "waarde", "'groen'")


def cell(app: AppTest) -> str:
    return next(body for body in tables(app).values() if ">Onderdeel<" in body or ">Part<" in body)


def overview(app: AppTest) -> str:
    return tables(app)["Wat is gemeten in het 4e kwartaal 2022"]


def row(body: str, name: str) -> str:
    return next(one for one in body.split("<tr>") if name in one)


def test_a_measured_point_shows_its_figure_and_the_colour_that_it_proposes(open_page: Open, measured: Measured) -> None:
    app = open_page(PAGE, store=measured(DEKKING), punt="3.2", kwartaal=OPEN, overleg=OPEN)
    body = cell(app)
    assert "88\N{NO-BREAK SPACE}%" in row(body, ">Indicator<")
    assert "Groen" in row(body, ">Voorstel uit het cijfer<")
    assert "Groen" in row(overview(app), "3.2 Verbeteren")


def test_the_thresholds_stand_beside_the_figure_in_both_languages(open_page: Open, measured: Measured) -> None:
    store = measured(DEKKING)
    app = open_page(PAGE, store=store, punt="3.2", kwartaal=OPEN)
    needs = tables(app)["Welke kleur het cijfer voorstelt"]
    assert "95\N{NO-BREAK SPACE}% of meer" in row(needs, "Donkergroen")
    assert "In alle andere gevallen" in row(needs, "Rood")
    english = open_page(PAGE, store=store, punt="3.5", kwartaal=OPEN, taal="en")
    needs = tables(english)["Which colour the figure proposes"]
    assert "80% or more and Exemptions under 5(a) per 1,000 pupils: no more than in the same quarter" in needs


def test_a_figure_of_too_few_children_is_hidden_and_its_colour_is_told(open_page: Open, measured: Measured) -> None:
    store = measured(("3.2", "dekking", "procent", "null", "verborgen", "'oranje'"))
    app = open_page(PAGE, store=store, punt="3.2", kwartaal=OPEN, overleg=OPEN)
    assert "<span>x</span>" in row(cell(app), ">Indicator<")
    assert "Oranje" in row(cell(app), ">Voorstel uit het cijfer<")
    assert ">x<" in row(overview(app), "3.2 Verbeteren")


@pytest.mark.parametrize(("staat", "said_"), [("geen_gegevens", "Geen gegevens"), ("geen_gevallen", "Geen gevallen")])
def test_without_data_that_is_said_and_nothing_is_proposed(
    open_page: Open, measured: Measured, staat: str, said_: str
) -> None:
    store = measured(("3.2", "dekking", "procent", "null", staat, "null"))
    body = cell(open_page(PAGE, store=store, punt="3.2", kwartaal=OPEN))
    assert said_ in row(body, ">Indicator<")
    assert "Geen voorstel" in row(body, ">Voorstel uit het cijfer<")


def test_the_goal_of_the_region_stands_above_the_points(open_page: Open, measured: Measured) -> None:
    store = measured(("", "zonder_aanbod", "kinderen", "15", "waarde", "'rood'"))
    body = row(overview(open_page(PAGE, store=store, overleg=OPEN)), "Doel van de regio")
    assert ("15 kinderen" in body, "Rood" in body, "Geen agendapunt" in body) == (True, True, True)


def test_the_share_of_points_with_smart_goals_is_measured_in_the_monitor_itself(
    open_page: Open, measured: Measured
) -> None:
    app = open_page(PAGE, store=measured(DEKKING), punt="0.2", kwartaal="2020-K1")
    course = tables(app)["Cijfer, voorstel en besluit per kwartaal"]
    now, before = row(course, "4e kwartaal 2022"), row(course, "2e kwartaal 2019")
    assert "76\N{NO-BREAK SPACE}%" in now
    assert ("0\N{NO-BREAK SPACE}%" in before, "Rood" in before) == (True, True)


def test_an_editor_who_follows_the_proposal_needs_no_reason_and_both_are_kept(
    open_page: Open, measured: Measured
) -> None:
    store = measured(DEKKING)
    app = open_page(PAGE, store=store, rol="redacteur", punt="3.2", kwartaal=OPEN)
    press(fill(app, Kleur="groen"), "Stand vastleggen")
    status = state_of(place(store)).status(CODE, "3.2", OPEN)
    assert status
    assert status.voorstel == Voorstel("dekking", "groen", "88", status.voorstel.bron if status.voorstel else "")
    assert (status.kleur, status.afwijking, status.voorstel.bron != "") == ("groen", "", True)


def test_an_editor_who_decides_otherwise_says_why_and_everybody_reads_it(open_page: Open, measured: Measured) -> None:
    store = measured(DEKKING)
    app = open_page(PAGE, store=store, rol="redacteur", punt="3.2", kwartaal=OPEN)
    press(fill(app, Kleur="oranje"), "Stand vastleggen")
    assert app.error[0].value == "Uw kleur is een andere dan het voorstel. Schrijf op waarom."
    before = state_of(path_in(store)).nr
    assert not place(store).parent.name.startswith("demonstratie") or state_of(place(store)).nr == before
    why = "Waarom_een_andere_kleur_dan_het_voorstel?"
    press(fill(app, **{why: "Eén lijst was te laat"}), "Stand vastleggen")
    reader = open_page(PAGE, store=store, rol="rea", punt="3.2", kwartaal=OPEN, overleg=OPEN)
    for body in (cell(reader), row(overview(reader), "3.2 Verbeteren")):
        assert "Eén lijst was te laat" in body
        assert ("Groen" in body, "Oranje" in body) == (True, True)
    history = next(body for body in tables(reader).values() if ">Moment<" in body)
    assert "Voorstel was groen. Reden van het verschil: Eén lijst was te laat" in history


def test_what_was_proposed_at_the_decision_stays_when_the_figure_changes(open_page: Open, measured: Measured) -> None:
    store = measured(("3.2", "dekking", "procent", "91", "waarde", "'groen'"))
    with Store(path_in(store)) as opened:
        status = Status("oranje", voorstel=Voorstel("dekking", "oranje", "84", "20221201T000000000"))
        last = opened.refresh().last(f"status/{CODE}/3.2/{OPEN}")
        opened.record(StatusGezet(CODE, "3.2", OPEN, status), "jan", last.nr if last else None)
    body = cell(open_page(PAGE, store=store, punt="3.2", kwartaal=OPEN))
    assert "Groen" in row(body, ">Voorstel uit het cijfer<")
    kept = row(body, ">Voorstel bij het besluit<")
    assert ("Oranje" in kept, "84\N{NO-BREAK SPACE}%" in kept) == (True, True)


def test_a_release_that_proposes_an_unknown_colour_proposes_nothing(open_page: Open, measured: Measured) -> None:
    store = measured(("3.2", "dekking", "procent", "88", "waarde", "'<b>paars</b>'"))
    body = cell(open_page(PAGE, store=store, punt="3.2", kwartaal=OPEN))
    assert "Geen voorstel" in body


def test_a_point_that_is_not_measured_has_no_proposal_to_deviate_from(open_page: Open, measured: Measured) -> None:
    store = measured(DEKKING)
    app = open_page(PAGE, store=store, rol="redacteur", punt="0.4", kwartaal=OPEN)
    assert ">Indicator<" not in cell(app) if ">Onderdeel<" in json.dumps(list(tables(app).values())) else True
    assert "Waarom een andere kleur dan het voorstel?" not in {one.label for one in app.text_area}


def test_the_text_of_an_indicator_is_that_of_its_definition(open_page: Open, measured: Measured) -> None:
    app = open_page(PAGE, store=measured(DEKKING), punt="3.2", kwartaal=OPEN)
    assert "**Dekking van de twee lijsten.** Het deel van alle thuiszitters" in said(app)
