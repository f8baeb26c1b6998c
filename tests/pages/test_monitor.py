"""Monitor: colours that can be read without colour, the text behind each, and what a meeting wants to know."""

import json
import re
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from synthetic.agenda import KLEUR, KWARTALEN, VERLOOP
from tests.pages.conftest import Open
from tests.pages.shown import LARGEST_CHART, charts, said, tables
from warehouse.monitor.agenda import STOPLICHT, Agenda, Kleur, Punt
from warehouse.monitor.events import AgendaGeladen, KwartaalGeopend, KwartaalGesloten, Status, StatusGezet
from warehouse.monitor.store import Store, path_in
from warehouse.release import releases_folder

PAGE = "pages/regio/monitor.py"
POINTS, QUARTERS = 25, 16
HEADINGS = 6
NAMES = {
    "nl": ("Rood", "Oranje", "Groen", "Donkergroen", "Niet beoordeeld"),
    "en": ("Red", "Orange", "Green", "Dark green", "Not judged"),
}
Own = Callable[..., Path]

# What the editors of the synthetic region chose: point and quarter to colour.
CHOSEN = {
    (thema, punt, kwartaal): KLEUR[letter]
    for (thema, punt), letters in VERLOOP.items()
    for kwartaal, letter in zip(KWARTALEN, letters, strict=True)
    if letter != "."
}


@pytest.fixture
def own_monitor(small_store: Path, tmp_path: Path) -> Own:
    """A store with the release of the small region, and a monitor with these agendas and statuses, or with none."""

    def made(*agendas: Agenda, statuses: dict[tuple[str, str], Status] | None = None) -> Path:
        shutil.copytree(releases_folder(small_store), releases_folder(tmp_path))
        with Store(path_in(tmp_path)) as store:
            for agenda in agendas:
                store.record(AgendaGeladen(agenda), "jan", None)
            for punt, kwartaal in statuses or {}:
                opened = store.record(KwartaalGeopend(agendas[0].code, kwartaal), "jan", None)
                store.record(
                    StatusGezet(agendas[0].code, punt, kwartaal, (statuses or {})[punt, kwartaal]), "jan", None
                )
                store.record(KwartaalGesloten(agendas[0].code, kwartaal), "jan", opened.nr)
        return tmp_path

    return made


def small(code: str = "2023-2024", **more: object) -> Agenda:
    points = (Punt(1, "Samen", 1, "Wij spreken elkaar", "SWV"), Punt(1, "Samen", 2, "Wij <b>delen</b>"))
    facts: dict[str, object] = {
        "naam": f"Agenda {code}",
        "van": "2023-K1",
        "tot": "2024-K2",
        "kleuren": STOPLICHT,
        "punten": points,
    }
    facts |= {"voorbeelddata": True}
    return Agenda(code, **{**facts, **more})  # type: ignore[arg-type]


def sentence(kwartaal: str, *themes: int) -> str:
    counts = Counter(kleur for (thema, _, own), kleur in CHOSEN.items() if own == kwartaal and thema in themes)
    points = sum(thema in themes for thema, _ in VERLOOP)
    told = [f"{counts[kleur]} {kleur}" for kleur in ("donkergroen", "groen", "oranje", "rood")]
    return f"{counts.total()} van de {points} punten beoordeeld: {', '.join(told[:3])} en {told[3]}."


def grid(app: AppTest) -> str:
    return next(body for body in tables(app).values() if "stoplicht" in body)


def cell_of(app: AppTest) -> str:
    """The table with the text of the chosen cell."""
    return next(body for body in tables(app).values() if ">Onderdeel<" in body or ">Part<" in body)


def test_the_last_closed_quarter_is_told_beside_a_year_earlier(open_page: Open) -> None:
    text = said(open_page(PAGE))
    assert f"In het **3e kwartaal 2022** zijn {sentence('2022-K3', 0, 1, 2, 3)}" in text
    assert f"in het 3e kwartaal 2021: {sentence('2021-K3', 0, 1, 2, 3)}" in text


def test_a_theme_and_a_year_have_their_own_sentence(open_page: Open) -> None:
    text = said(open_page(PAGE, thema="3", jaar="2021"))
    assert f"In het **4e kwartaal 2021** zijn {sentence('2021-K4', 3)}" in text


def test_before_the_first_judgement_there_is_nothing_to_compare(open_page: Open) -> None:
    assert "Een jaar eerder was nog niets beoordeeld." in said(open_page(PAGE, jaar="2019"))


@pytest.mark.parametrize(
    ("address", "points", "quarters"),
    [
        ({}, POINTS, QUARTERS),
        ({"thema": "2", "jaar": "2020"}, 5, 4),
        ({"eigenaar": "RBL"}, 5, QUARTERS),
        ({"kleur": "rood", "jaar": "2020"}, sum(CHOSEN.get((*p, "2020-K4")) == "rood" for p in VERLOOP), 4),
        ({"thema": "<b>9</b>", "jaar": "1999", "eigenaar": "x", "kleur": "paars"}, POINTS, QUARTERS),
    ],
    ids=["all", "theme and year", "owner", "colour", "unknown"],
)
def test_the_grid_holds_the_chosen_points_and_quarters(
    open_page: Open, address: dict[str, str], points: int, quarters: int
) -> None:
    body = grid(open_page(PAGE, **address))
    assert body.count('scope="row"') == points
    assert len(re.findall(r">K[1-4]</th>", body)) == quarters
    assert len(re.findall(r"<td[^>]*><a ", body)) == points * quarters


@pytest.mark.parametrize("taal", ["nl", "en"])
def test_every_cell_has_a_word_beside_its_colour(open_page: Open, taal: str) -> None:
    body = grid(open_page(PAGE, taal=taal, jaar="2021"))
    counts = Counter(kleur for (_, _, kwartaal), kleur in CHOSEN.items() if kwartaal.startswith("2021"))
    *words, not_judged = NAMES[taal]
    for kleur, word in zip(KLEUR.values(), words, strict=True):
        assert body.count(f"<small>{word}</small>") == body.count(f'class="stand {kleur}"') == counts[kleur]
    assert body.count(f">{not_judged}</span>") == POINTS * 4 - counts.total()


def test_a_cell_leads_to_its_text_and_is_named_for_who_hears_it(open_page: Open) -> None:
    body = grid(open_page(PAGE, thema="3", punt="3.2", kwartaal="2021-K2"))
    (chosen,) = re.findall(r'<a [^>]*aria-current="true"[^>]*>', body)
    assert 'href="?' in chosen
    assert "punt=3.2" in chosen
    assert "thema=3" in chosen
    assert 'aria-label="2. Verbeteren van de registratie van thuiszitters, 2e kwartaal 2021: Groen"' in chosen
    assert len(re.findall(r'<a [^>]*tabindex="0"', body)) == 1


def test_the_text_of_a_cell_is_shown_with_why_by_whom_and_what_is_next(open_page: Open) -> None:
    text = cell_of(open_page(PAGE, punt="3.2", kwartaal="2020-K3"))
    for part in (
        "De lijsten worden elke drie weken vergeleken.",
        "Het doel voor groen is gehaald.",
        "Verslag REA 2020-K3.pdf",
        "RBL",
        "uiterlijk",
    ):
        assert part in text


def test_a_correction_stands_in_the_history_beside_what_stood_there_before(open_page: Open) -> None:
    app = open_page(PAGE, punt="3.2", kwartaal="2021-K2")
    history = next(body for body in tables(app).values() if ">Moment<" in body)
    after, before = re.findall(r"<tr>.*?</tr>", history.split("<tbody>")[1], re.DOTALL)
    assert "Correctie: Een dubbele telling is hersteld" in after
    assert (">Donkergroen<" in after, "Donkergroen" in before) == (False, True)


def test_of_a_cell_of_which_nothing_was_recorded_that_is_said(open_page: Open) -> None:
    assert "is in dit kwartaal niets vastgelegd" in said(open_page(PAGE, punt="0.5", kwartaal="2021-K2"))


def test_the_meeting_sees_changes_points_that_stand_still_late_steps_and_missing_goals(open_page: Open) -> None:
    app = open_page(PAGE)
    found = tables(app)
    changed = {
        point for point in VERLOOP if CHOSEN.get((*point, "2022-K2")) != CHOSEN.get((*point, "2022-K3"))
    }  # fmt: skip
    assert found["Veranderde punten"].count("<tr>") - 1 == len(changed)
    still = found["Punten zonder vooruitgang"]
    assert ("1.4 Ouders meer betrekken" in still, "0.5 Thema inclusie" in still) == (True, True)
    assert "3.3 Afspraken" not in still
    assert "3.4 Oplossingen voor de wachtlijsten" in found["Stappen over de datum"]
    assert "**19 van de 25 punten** (76" in said(app)
    assert found["SMART-doelen per punt en kleur"].count("Geen doel") == 4 * 4 + 2 + 1


def test_the_year_for_the_oogo_is_told_per_theme_beside_the_year_before(open_page: Open) -> None:
    body = tables(open_page(PAGE, overleg="2021-K4"))["Stand aan het einde van 2021"]
    counts = [
        Counter(kleur for (thema, _, own), kleur in CHOSEN.items() if own == f"{year}-K4" and thema == 3)
        for year in (2021, 2020)
    ]
    row = next(row for row in re.findall(r"<tr>.*?</tr>", body) if "Thuiszitters" in row)
    cells = re.findall(r"<td>(.*?)</td>", row)[:4]
    assert cells == [f"{counts[0][kleur]} ({counts[1][kleur]})" for kleur in reversed(KLEUR.values())]


def test_the_bars_carry_symbols_and_numbers(open_page: Open) -> None:
    app = open_page(PAGE)
    (chart,) = charts(app).values()
    green = next(trace for trace in chart["data"] if trace["name"] == "Groen")
    assert green["text"][14] == f"▲ {sum(own == '2022-K3' and kleur == 'groen' for (*_, own), kleur in CHOSEN.items())}"
    assert len(json.dumps(chart)) < LARGEST_CHART
    assert "Hoeveel punten elke kleur hebben, per kwartaal" in tables(app)


@pytest.mark.parametrize(
    ("taal", "title"), [("nl", "Monitor samenwerkingsagenda"), ("en", "Cooperation agenda monitor")]
)
def test_what_editors_wrote_is_marked_as_dutch_on_an_english_page(open_page: Open, taal: str, title: str) -> None:
    app = open_page(PAGE, taal=taal)
    said(app)
    assert app.title[0].value.startswith(title)
    assert len(app.header) == HEADINGS
    assert ('lang="nl"' in grid(app)) == (taal == "en")
    assert ('lang="nl"' in cell_of(app)) == (taal == "en")


def test_the_example_is_marked_as_voorbeelddata(open_page: Open) -> None:
    assert ":blue-badge[voorbeelddata]" in said(open_page(PAGE))


def test_another_agenda_has_its_own_points_colours_and_quarters(open_page: Open, own_monitor: Own) -> None:
    colours = (Kleur("nee", "Nog niet", "Not yet", "oranje"), Kleur("ja", "Klaar", "Done", "groen"))
    newer, older = small("noord", kleuren=colours), small("2019-2020", van="2019-K1", tot="2020-K4")
    store = own_monitor(newer, older, statuses={("1.1", "2023-K2"): Status("ja"), ("1.2", "2023-K3"): Status("nee")})
    app = open_page(PAGE, store=store)
    assert "1 van de 2 punten beoordeeld: 0 klaar en 1 nog niet." in said(app)
    assert "<small>Klaar</small>" in grid(app)
    (chart,) = charts(app).values()
    assert {trace["name"] for trace in chart["data"]} == {"Nog niet", "Klaar", "Niet beoordeeld"}
    assert len(re.findall(r">K[1-4]</th>", grid(app))) == 6
    other = open_page(PAGE, store=store, agenda="2019-2020")
    assert len(re.findall(r">K[1-4]</th>", grid(other))) == 8
    assert "Over deze keuze is nog geen punt beoordeeld." in said(other)


def test_what_editors_write_is_text_and_only_an_address_of_the_web_is_a_link(open_page: Open, own_monitor: Own) -> None:
    typed = '<img src=x onerror=alert(1)> [k](javascript:alert(1)) "'
    script, web = "javascript:alert(1)", "https://voorbeeld.nl/a?b=1&c=2"
    statuses = {
        ("1.1", "2023-K1"): Status("rood", typed, bewijs=script),
        ("1.1", "2023-K2"): Status("rood", bewijs=web),
    }
    store = own_monitor(small(), statuses=statuses)
    body = cell_of(open_page(PAGE, store=store, kwartaal="2023-K1"))
    assert "&lt;img src=x onerror=alert(1)&gt; [k](javascript:alert(1))" in body
    assert "<a " not in body
    assert 'href="https://voorbeeld.nl/a?b=1&amp;c=2"' in cell_of(open_page(PAGE, store=store, kwartaal="2023-K2"))


def test_without_an_agenda_the_page_says_so(open_page: Open, own_monitor: Own) -> None:
    app = open_page(PAGE, store=own_monitor())
    assert "De monitor is nog leeg: er is nog geen agenda geladen." in said(app)
    assert not charts(app)


def test_a_monitor_that_cannot_be_read_says_what_to_do(open_page: Open, own_monitor: Own) -> None:
    store = own_monitor()
    path_in(store).write_bytes(b"no database" * 1000)
    app = open_page(PAGE, store=store)
    assert app.error[0].value.startswith("De monitor kan niet worden gelezen.")
    assert app.code[0].value == "python -m warehouse.monitor verify"


def test_a_choice_that_no_point_fits_is_said(open_page: Open) -> None:
    app = open_page(PAGE, eigenaar="Jeugdgezondheidszorg", thema="0")
    assert "Geen punt past bij deze keuze." in said(app)


@pytest.mark.parametrize(("taal", "text"), [("nl", "nog geen cijfers gepubliceerd"), ("en", "published yet")])
def test_without_a_release_the_page_says_what_to_do(open_page: Open, no_store: Path, taal: str, text: str) -> None:
    app = open_page(PAGE, store=no_store, taal=taal)
    assert text in said(app)
    assert app.code[0].value == "python manage.py build"
