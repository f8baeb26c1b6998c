"""Editing the monitor: by who may, on what was seen, with both versions in sight when somebody else was first."""

import shutil
from pathlib import Path
from typing import NoReturn

import pytest
from streamlit.testing.v1 import AppTest

from access.principal import Principal
from tests.pages.conftest import Open
from tests.pages.shown import said, tables
from ui import editing, gate, identity
from warehouse.monitor import demonstration
from warehouse.monitor.events import Status, StatusGecorrigeerd, StatusGezet
from warehouse.monitor.store import Store, path_in, state_of
from warehouse.monitor.verify import verify
from warehouse.release import releases_folder

PAGE = "pages/regio/monitor.py"
CODE, OPEN, CLOSED = "2019-2022", "2022-K4", "2022-K3"


@pytest.fixture
def store(small_store: Path, tmp_path: Path) -> Path:
    """A store of its own with the release of the small region and the monitor of the synthetic one."""
    shutil.copytree(releases_folder(small_store), releases_folder(tmp_path))
    shutil.copy(path_in(small_store), path_in(tmp_path))
    return tmp_path


def editor(open_page: Open, store: Path, punt: str, kwartaal: str) -> AppTest:
    return open_page(PAGE, store=store, rol="redacteur", punt=punt, kwartaal=kwartaal)


def field(app: AppTest, label: str) -> object:
    found = [one for one in (*app.text_area, *app.text_input, *app.selectbox) if one.label == label]
    return found[-1]


def fill(app: AppTest, **texts: str) -> AppTest:
    """Type in the form; the words of a label with a `_` between them."""
    for label, text in texts.items():
        field(app, label.replace("_", " ")).set_value(text)  # type: ignore[attr-defined]
    return app


def press(app: AppTest, label: str) -> AppTest:
    return next(button for button in app.button if button.label == label).click().run()


def place(store: Path) -> Path:
    """Where a demonstration records: in a copy, once there is one."""
    copy = demonstration.path_in(store)
    return copy if copy.exists() else path_in(store)


def status(store: Path, punt: str, kwartaal: str) -> Status | None:
    return state_of(place(store)).status(CODE, punt, kwartaal)


def labels(app: AppTest) -> set[str]:
    return {button.label for button in app.button}


@pytest.mark.parametrize("rol", ["rea", "analist", "school", "demonstratie"])
def test_only_an_editor_is_offered_a_form(open_page: Open, store: Path, rol: str) -> None:
    app = open_page(PAGE, store=store, rol=rol, punt="0.2", kwartaal=OPEN)
    assert "Wijzigen" not in {each.value for each in app.subheader}
    assert not labels(app) & {"Stand vastleggen", "Doel vastleggen", "Kwartaal sluiten"}


def test_an_editor_of_one_theme_edits_that_one_and_closes_no_quarter(
    open_page: Open, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(identity, "principal", lambda: Principal("p-1", "Jan  de Wit", "redacteur", frozenset({"3"})))
    other = open_page(PAGE, store=store, punt="0.2", kwartaal=OPEN)
    assert "Wijzigen" not in {each.value for each in other.subheader}
    app = open_page(PAGE, store=store, punt="3.5", kwartaal=OPEN)
    assert "Kwartaal sluiten" not in labels(app)
    press(fill(app, Kleur="groen"), "Stand vastleggen")
    last = state_of(place(store)).last(f"status/{CODE}/3.5/{OPEN}")
    assert last
    assert last.auteur == "Jan de Wit"


def test_a_form_that_was_shown_before_the_scope_changed_records_nothing(
    open_page: Open, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = fill(editor(open_page, store, "0.2", OPEN), Kleur="groen")
    monkeypatch.setattr(identity, "principal", lambda: Principal("p-1", "", "redacteur", frozenset({"3"})))
    press(app, "Stand vastleggen")
    assert status(store, "0.2", OPEN) is None


def test_who_may_not_edit_is_refused_at_the_door_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def leave(code: str, page: str) -> NoReturn:
        raise PermissionError(f"{page}: {code}")

    monkeypatch.setattr(identity, "principal", lambda: Principal("p-1", "", "rea"))
    monkeypatch.setattr(identity, "page", lambda: "monitor")
    monkeypatch.setattr(gate, "refuse", leave)
    with pytest.raises(PermissionError, match="monitor: andere_rol"):
        editing.record(StatusGezet(CODE, "0.2", OPEN, Status("rood")), [0], None)


def test_an_editor_records_a_status_and_sees_it_in_the_grid(open_page: Open, store: Path) -> None:
    app = fill(
        editor(open_page, store, "0.2", OPEN), Kleur="groen", Stand_van_zaken="  Twintig punten\r\nhebben doelen "
    )
    press(app, "Stand vastleggen")
    found = status(store, "0.2", OPEN)
    assert found
    assert (found.kleur, found.stand_van_zaken) == ("groen", "Twintig punten\nhebben doelen")
    assert app.success[0].value == "Vastgelegd."
    assert "Twintig punten" in next(body for body in tables(app).values() if ">Onderdeel<" in body)
    assert verify(place(store)).problems == ()


def test_who_comes_second_sees_both_versions_and_chooses_the_own_one(open_page: Open, store: Path) -> None:
    app = editor(open_page, store, "0.2", OPEN)
    with Store(place(store)) as other:
        other.record(StatusGezet(CODE, "0.2", OPEN, Status("rood", "Het ligt stil")), "an", None)
    press(fill(app, Kleur="groen", Stand_van_zaken="Het loopt"), "Stand vastleggen")
    assert app.warning[0].value.startswith("Iemand anders heeft dit intussen gewijzigd.")
    both = tables(app)["Twee versies"]
    assert ("Het ligt stil" in both, "Het loopt" in both, "vastgelegd door an" in both) == (True, True, True)
    assert status(store, "0.2", OPEN) == Status("rood", "Het ligt stil")
    press(app, "Stand vastleggen")
    found = status(store, "0.2", OPEN)
    assert found
    assert (found.kleur, found.stand_van_zaken) == ("groen", "Het loopt")
    assert not app.warning


def test_who_comes_second_can_take_the_other_version(open_page: Open, store: Path) -> None:
    app = editor(open_page, store, "0.2", OPEN)
    with Store(place(store)) as other:
        theirs = other.record(StatusGezet(CODE, "0.2", OPEN, Status("rood", "Het ligt stil")), "an", None)
    press(fill(app, Kleur="groen"), "Stand vastleggen")
    press(app, "Andere versie overnemen")
    assert not app.warning
    assert field(app, "Stand van zaken").value == "Het ligt stil"  # type: ignore[attr-defined]
    assert state_of(place(store)).last(theirs.event.sleutel) == theirs


def test_what_others_record_while_somebody_types_is_not_taken_for_seen(open_page: Open, store: Path) -> None:
    app = editor(open_page, store, "0.2", OPEN)
    with Store(place(store)) as other:
        other.record(StatusGezet(CODE, "0.2", OPEN, Status("rood")), "an", None)
    app.run()  # as after any other choice on the page
    press(fill(app, Kleur="groen"), "Stand vastleggen")
    assert app.warning
    assert status(store, "0.2", OPEN) == Status("rood")


def test_a_closed_quarter_takes_a_correction_with_its_reason(open_page: Open, store: Path) -> None:
    app = editor(open_page, store, "0.4", CLOSED)
    press(fill(app, Kleur="groen"), "Correctie vastleggen")
    assert app.error[0].value == "Schrijf op waarom u een gesloten kwartaal wijzigt."
    press(fill(app, Reden_van_de_correctie="Verkeerde regel"), "Correctie vastleggen")
    last = state_of(place(store)).last(f"status/{CODE}/0.4/{CLOSED}")
    assert last
    assert isinstance(last.event, StatusGecorrigeerd)
    assert (last.event.status.kleur, last.event.correctie_reden) == ("groen", "Verkeerde regel")


def test_an_editor_of_all_themes_closes_a_quarter(open_page: Open, store: Path) -> None:
    app = press(editor(open_page, store, "0.2", OPEN), "Kwartaal sluiten")
    assert state_of(place(store)).kwartaal(CODE, OPEN) == "gesloten"
    assert "Het 4e kwartaal 2022 is gesloten. Wijzigen kan met een correctie." in said(app)


def test_an_editor_sets_a_goal(open_page: Open, store: Path) -> None:
    app = editor(open_page, store, "0.5", OPEN)
    press(app, "Doel vastleggen")
    assert app.error[0].value == "Schrijf op wat het doel is."
    press(fill(app, Doel="Elke school doet mee", Maat="Scholen"), "Doel vastleggen")
    doel = state_of(place(store)).doelen(CODE)["0.5", "rood"]
    assert (doel.tekst, doel.maat, doel.is_smart) == ("Elke school doet mee", "Scholen", False)


def test_what_is_recorded_is_written_in_the_log_of_who_did_what(open_page: Open, store: Path) -> None:
    press(fill(editor(open_page, store, "0.2", OPEN), Kleur="rood"), "Stand vastleggen")
    lines = "".join(file.read_text(encoding="utf-8") for file in (store / "audit").iterdir())
    assert '"actie": "wijzigen", "vraag": "monitor.status"' in lines
