"""Editing in a demonstration: in a copy, on voorbeelddata, seen by all who look, and thrown away at will."""

import dataclasses
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.pages.conftest import Open
from tests.pages.shown import said
from tests.pages.test_editing import CODE, OPEN, PAGE, editor, fill, labels, press, store
from warehouse.monitor import demonstration
from warehouse.monitor.errors import Refused
from warehouse.monitor.events import AgendaGeladen
from warehouse.monitor.store import Store, head, path_in, state_of
from warehouse.monitor.verify import verify

__all__ = ["store"]  # the fixture of the editors

START_AGAIN = "Oefening opnieuw beginnen"


def test_what_is_recorded_goes_to_a_copy_that_others_see(open_page: Open, store: Path) -> None:
    before = path_in(store).read_bytes()
    press(fill(editor(open_page, store, "0.2", OPEN), Stand_van_zaken="Geoefend"), "Stand vastleggen")
    copy = demonstration.path_in(store)
    found = state_of(copy).status(CODE, "0.2", OPEN)
    assert found
    assert found.stand_van_zaken == "Geoefend"
    assert verify(copy).problems == ()
    assert path_in(store).read_bytes() == before
    other = open_page(PAGE, store=store, rol="rea", punt="0.2", kwartaal=OPEN)
    assert any("Geoefend" in each.proto.body for each in other.get("html"))


def test_an_exercise_is_called_one_and_begins_anew(open_page: Open, store: Path) -> None:
    app = editor(open_page, store, "0.2", OPEN)
    assert app.info[0].value.startswith("Dit is een oefening met voorbeelddata.")
    assert START_AGAIN not in labels(app)
    app = press(fill(app, Stand_van_zaken="Geoefend"), "Stand vastleggen")
    app = press(app, START_AGAIN)
    assert not demonstration.path_in(store).exists()
    assert START_AGAIN not in labels(app)
    app = press(fill(app, Stand_van_zaken="Nog eens"), "Stand vastleggen")
    assert not app.warning
    assert state_of(demonstration.path_in(store)).nr == state_of(path_in(store)).nr + 1


@pytest.mark.parametrize(
    ("setting", "hosts", "offered"),
    [
        (None, "localhost", True),
        (None, "localhost,inbeeld.example.nl", False),
        ("true", "inbeeld.example.nl", True),
        ("false", "localhost", False),
    ],
)
def test_where_the_dashboard_is_public_editing_is_not_tried_out_unless_that_was_set(
    open_page: Open, store: Path, monkeypatch: pytest.MonkeyPatch, setting: str | None, hosts: str, *, offered: bool
) -> None:
    monkeypatch.setenv("INBEELD_HOSTS", hosts)
    if setting:
        monkeypatch.setenv("INBEELD_DEMONSTRATION_EDITING", setting)
    app = editor(open_page, store, "0.2", OPEN)
    assert ("Stand vastleggen" in labels(app)) == offered
    looking = open_page(PAGE, store=store, punt="0.2", kwartaal=OPEN)
    assert ("Wilt u het wijzigen proberen?" in said(looking)) == offered


def test_what_people_really_judged_is_not_shown_without_a_login(open_page: Open, store: Path) -> None:
    with Store(path_in(store)) as opened:
        agenda = opened.refresh().agenda(CODE)
        assert agenda
        real = dataclasses.replace(agenda, code="2023-2026", naam="Echte agenda", van="2023-K1", tot="2026-K4")
        real = dataclasses.replace(real, voorbeelddata=False)
        opened.record(AgendaGeladen(real), "secretaris", None)
    app = open_page(PAGE, store=store, agenda="2023-2026")
    assert "Echte agenda" not in {option for box in app.selectbox for option in box.options}
    assert app.header  # the agenda of voorbeelddata is shown in its place


def test_a_copy_that_is_full_takes_nothing_more(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = demonstration.path_in(store)
    demonstration.begin(path_in(store), copy)
    assert head(copy) == head(path_in(store))
    monkeypatch.setattr(demonstration, "MOST_EVENTS", head(copy)[0])
    with pytest.raises(Refused, match="Begin it anew"):
        demonstration.begin(path_in(store), copy)


def test_two_who_begin_at_once_have_one_copy(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = demonstration.path_in(store)
    demonstration.begin(path_in(store), copy)
    first = copy.stat().st_ino
    here: Callable[[Path], bool] = Path.exists
    monkeypatch.setattr(Path, "exists", lambda path: path != copy and here(path))  # as the slower of the two saw it
    demonstration.begin(path_in(store), copy)
    monkeypatch.undo()
    assert copy.stat().st_ino == first
    assert not list(copy.parent.glob("*.tmp"))


def test_the_monitor_can_stand_in_a_folder_of_its_own(
    open_page: Open, store: Path, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("monitor")
    shutil.move(path_in(store), path_in(folder))
    monkeypatch.setenv("INBEELD_MONITOR", str(folder))
    press(fill(editor(open_page, store, "0.2", OPEN), Kleur="groen"), "Stand vastleggen")
    assert demonstration.path_in(folder).exists()
    assert not (store / demonstration.FOLDER).exists()
