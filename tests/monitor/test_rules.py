"""Which event may follow: quarters, corrections, points, colours, texts, and agendas that are imported again."""

import dataclasses
import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.monitor.agendas import AGENDA, CLOSED, EDITOR, LATER, OPEN, filled
from warehouse.monitor.agenda import STOPLICHT, Agenda, Kleur, Punt
from warehouse.monitor.errors import Refused
from warehouse.monitor.events import (
    AgendaGeladen,
    Doel,
    DoelGezet,
    Event,
    KwartaalGeopend,
    KwartaalGesloten,
    Status,
    StatusGecorrigeerd,
    StatusGezet,
)
from warehouse.monitor.store import Store

GREEN = Status("groen")
CODE = AGENDA.code


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with filled(tmp_path / "monitor.sqlite") as opened:
        yield opened


def refused(store: Store, event: Event, author: str = EDITOR) -> str:
    """The code with which the event is refused; the store stays as it was."""
    before = store.refresh().nr
    last = store.state.last(event.sleutel)
    with pytest.raises(Refused) as caught:
        store.record(event, author, last.nr if last else None)
    assert store.refresh().nr == before
    return caught.value.code


def test_a_point_is_judged_in_an_open_quarter(store: Store) -> None:
    store.record(StatusGezet(CODE, "3.1", OPEN, GREEN), EDITOR, None)
    assert store.state.status(CODE, "3.1", OPEN) == GREEN


def test_a_point_may_be_looked_at_and_not_judged(store: Store) -> None:
    status = Status(None, "Te vroeg om iets te zeggen")
    store.record(StatusGezet(CODE, "3.1", OPEN, status), EDITOR, None)
    assert store.state.status(CODE, "3.1", OPEN) == status


def test_a_quarter_is_opened_before_it_is_filled(store: Store) -> None:
    assert refused(store, StatusGezet(CODE, "0.1", LATER, GREEN)) == "niet_open"
    assert refused(store, KwartaalGesloten(CODE, LATER)) == "niet_open"


def test_a_closed_quarter_is_not_filled_closed_or_opened_again(store: Store) -> None:
    assert refused(store, StatusGezet(CODE, "0.1", CLOSED, GREEN)) == "gesloten"
    assert refused(store, KwartaalGesloten(CODE, CLOSED)) == "gesloten"
    assert refused(store, KwartaalGeopend(CODE, CLOSED)) == "al_geopend"


def test_a_closed_quarter_changes_by_a_correction_with_its_reason(store: Store) -> None:
    seen = store.state.history(f"status/{CODE}/0.1/{CLOSED}")[-1].nr
    store.record(StatusGecorrigeerd(CODE, "0.1", CLOSED, GREEN, "Verkeerde regel ingevuld"), EDITOR, seen)
    assert store.state.status(CODE, "0.1", CLOSED) == GREEN
    history = store.state.history(f"status/{CODE}/0.1/{CLOSED}")
    assert [one.event.soort for one in history] == ["status", "correctie"]


def test_a_correction_says_why_and_is_for_closed_quarters_only(store: Store) -> None:
    assert refused(store, StatusGecorrigeerd(CODE, "0.1", CLOSED, GREEN, "")) == "correctie_zonder_reden"
    assert refused(store, StatusGecorrigeerd(CODE, "0.1", OPEN, GREEN, "x")) == "niet_gesloten"
    assert refused(store, StatusGecorrigeerd(CODE, "0.1", LATER, GREEN, "x")) == "niet_open"


@pytest.mark.parametrize(
    ("event", "code"),
    [
        (StatusGezet("2030-2033", "0.1", OPEN, GREEN), "onbekende_agenda"),
        (StatusGezet(CODE, "9.9", OPEN, GREEN), "onbekend_punt"),
        (StatusGezet(CODE, "0.1", OPEN, Status("paars")), "onbekende_kleur"),
        (StatusGezet(CODE, "0.1", OPEN, Status("rood", pdca="klaar")), "pdca"),
        (StatusGezet(CODE, "0.1", OPEN, Status(volgende_stap_op=datetime.date(2019, 9, 1))), "stap_zonder_tekst"),
        (StatusGezet(CODE, "0.1", OPEN, Status("rood", "x" * 4001)), "tekst_te_lang"),
        (StatusGezet(CODE, "0.1", OPEN, Status("rood", "een\x00twee")), "tekst_tekens"),
        (StatusGezet(CODE, "0.1", OPEN, Status("rood", "half \ud800")), "tekst_tekens"),
        (KwartaalGeopend(CODE, "2021-K1"), "buiten_periode"),
        (KwartaalGeopend(CODE, "2019-K5"), "geen_kwartaal"),
        (DoelGezet(CODE, "0.1", "paars", Doel("x")), "onbekende_kleur"),
        (DoelGezet(CODE, "7.1", "rood", Doel("x")), "onbekend_punt"),
        (DoelGezet(CODE, "0.1", "rood", Doel("")), "doel_zonder_tekst"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_what_does_not_fit_the_agenda_is_refused_with_its_reason(store: Store, event: Event, code: str) -> None:
    assert refused(store, event) == code


@pytest.mark.parametrize("author", ["", "x" * 101])
def test_every_event_has_an_author(store: Store, author: str) -> None:
    assert refused(store, StatusGezet(CODE, "0.1", OPEN, GREEN), author) == "auteur"


def test_a_goal_is_complete_only_with_text_measure_target_day_and_owner() -> None:
    whole = Doel("90 procent", "dekking", "90 %", datetime.date(2020, 12, 31), "RBL")
    assert whole.is_smart
    for name in ("tekst", "maat", "streefwaarde", "datum", "eigenaar"):
        changes: dict[str, Any] = {name: None if name == "datum" else ""}
        assert not dataclasses.replace(whole, **changes).is_smart


def test_an_agenda_can_grow_and_get_other_names(store: Store) -> None:
    grown = dataclasses.replace(
        AGENDA,
        tot="2022-K4",
        punten=(*AGENDA.punten[:2], Punt(3, "Thuiszitters", 1, "Anders"), Punt(4, "Nieuw", 1, "x")),
    )
    store.record(AgendaGeladen(grown), EDITOR, 1)
    assert store.state.agenda(CODE) == grown
    assert store.state.status(CODE, "0.1", CLOSED) == Status("rood", "Nog niet begonnen")


@pytest.mark.parametrize(
    "changed",
    [
        {"punten": AGENDA.punten[1:]},
        {"kleuren": STOPLICHT[1:]},
        {"van": "2019-K2"},
    ],
    ids=["point", "colour", "quarter"],
)
def test_an_agenda_keeps_what_was_used_of_it(store: Store, changed: dict) -> None:
    assert refused(store, AgendaGeladen(dataclasses.replace(AGENDA, **changed))) == "agenda_in_gebruik"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"code": "een agenda"}, "agenda_code"),
        ({"van": "2021-K1"}, "agenda_periode"),
        ({"tot": "2119-K1"}, "agenda_periode"),
        ({"kleuren": STOPLICHT[:1]}, "agenda_kleuren"),
        ({"kleuren": (*STOPLICHT, Kleur("blauw", "Blauw", "Blue", "blauw"))}, "agenda_kleuren"),
        ({"kleuren": (*STOPLICHT[:2], Kleur("blauw", "Blauw", "Blue", "rood"))}, "agenda_kleuren"),
        ({"punten": ()}, "agenda_punten"),
        ({"punten": (*AGENDA.punten, AGENDA.punten[0])}, "agenda_punten"),
        ({"punten": (Punt(0, "A", 1, "x"), Punt(0, "B", 2, "y"))}, "agenda_thema"),
        ({"naam": ""}, "tekst_ontbreekt"),
    ],
)
def test_an_agenda_that_contradicts_itself_is_refused(store: Store, changed: dict, code: str) -> None:
    assert refused(store, AgendaGeladen(dataclasses.replace(AGENDA, **changed))) == code


def test_agendas_stand_beside_each_other_with_points_and_colours_of_their_own(store: Store) -> None:
    other = Agenda(
        "noord", "Noord", "2023-K1", "2023-K4",
        (Kleur("nee", "Nee", "No", "oranje"), Kleur("ja", "Ja", "Yes", "groen")), (Punt(1, "Een", 1, "x"),),
    )  # fmt: skip
    store.record(AgendaGeladen(other), EDITOR, None)
    store.record(KwartaalGeopend("noord", "2023-K2"), EDITOR, None)
    store.record(StatusGezet("noord", "1.1", "2023-K2", Status("ja")), EDITOR, None)
    assert refused(store, StatusGezet("noord", "1.1", "2023-K2", Status("groen"))) == "onbekende_kleur"
    assert list(store.state.agendas()) == ["noord", CODE]
    assert store.state.statussen("noord") == {("1.1", "2023-K2"): Status("ja")}
    assert store.state.statussen(CODE) == {("0.1", CLOSED): Status("rood", "Nog niet begonnen")}
