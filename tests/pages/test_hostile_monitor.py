"""Two hundred hostile strings through every field of the monitor: on its page, in its history and in its files."""

import csv
import io
import itertools
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from disclosure.exports import FORMULA_STARTS
from tests.pages.test_hostile import HOSTILE, MARK, Read
from ui.agenda import cell
from ui.agenda.words import words
from ui.frame import PAGES
from warehouse.monitor.errors import Refused
from warehouse.monitor.events import Doel, DoelGezet, Status, StatusGezet
from warehouse.monitor.files import write_csv
from warehouse.monitor.rules import LONGEST_AUTHOR
from warehouse.monitor.store import Store, path_in, state_of
from warehouse.monitor.tables import tables
from warehouse.monitor.texts import check_text, clean
from warehouse.release import releases_folder

AGENDA, QUARTER = "2019-2022", "2022-K4"
NEVER = {"img", "svg", "iframe", "object", "embed", "form", "input", "link", "meta"}


@pytest.mark.parametrize("shown", [words, cell.evidence, lambda text: cell.step(Status(volgende_stap=text))])
def test_what_is_typed_in_the_monitor_makes_no_element_but_a_link_to_the_web(shown: Callable[[str], str]) -> None:
    for hostile in (*HOSTILE, f"https://evil.example/{MARK}", f'https://evil.example/"onclick={MARK}()'):
        read = Read(str(shown(hostile)))
        for tag, attributes in read.elements:
            assert (tag, attributes.keys() - {"lang", "href", "target", "rel"}) in [("span", set()), ("a", set())]
            assert str(attributes.get("href", "https://")).startswith(("http://", "https://"))
            assert tag != "a" or attributes["rel"] == "noopener noreferrer"
        assert MARK in read.text


def is_taken(text: str) -> bool:
    """Whether the monitor takes a text at all; not with a control character, say."""
    with suppress(Refused):
        check_text(text)
        return True
    return False


@pytest.fixture(scope="module")
def typed_in(small_store: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, set[str]]:
    """A store of which the monitor holds hostile texts in every field, and those that it took."""
    folder = tmp_path_factory.mktemp("typed")
    shutil.copytree(releases_folder(small_store), releases_folder(folder))
    shutil.copy(path_in(small_store), path_in(folder))
    taken = {text for text in map(clean, HOSTILE) if is_taken(text)}
    texts = itertools.cycle(sorted(taken))
    agenda = state_of(path_in(folder)).agendas()[AGENDA]
    with Store(path_in(folder)) as opened:
        for punt in agenda.punt:
            stand, reden, bewijs, eigenaar, stap, doel, maat, streef, van = (next(texts) for _ in range(9))
            status = Status("groen", stand, reden, bewijs, eigenaar, stap)
            events = (
                StatusGezet(AGENDA, punt, QUARTER, status),
                DoelGezet(AGENDA, punt, "groen", Doel(doel, maat, streef, eigenaar=van)),
            )
            for event in events:
                last = opened.refresh().last(event.sleutel)
                opened.record(event, stand[:LONGEST_AUTHOR].strip(), last.nr if last else None)
    return folder, taken


def test_hostile_texts_of_the_monitor_are_only_text_on_its_page(
    open_page: Callable[..., AppTest], typed_in: tuple[Path, set[str]]
) -> None:
    store, taken = typed_in
    assert len(taken) > 80
    for choice in ({"punt": "0.2", "kwartaal": QUARTER}, {"punt": "3.5", "kwartaal": QUARTER, "taal": "en"}):
        app = open_page(PAGES["monitor"], store=store, rol="redacteur", **choice)
        assert not app.exception
        bodies = [each.proto.body for each in app.get("html")]
        assert any(MARK in body for body in bodies)
        for tag, attributes in itertools.chain.from_iterable(Read(body).elements for body in bodies):
            assert tag not in NEVER
            assert not [name for name in attributes if name.startswith("on")]
            assert "javascript:" not in str(attributes.get("href", ""))
        spoken = [*app.markdown, *app.caption, *app.info, *app.warning, *app.success, *app.header, *app.subheader]
        assert not [each.value for each in spoken if MARK in each.value]


def test_hostile_texts_of_the_monitor_are_not_run_by_a_spreadsheet(
    typed_in: tuple[Path, set[str]], tmp_path: Path
) -> None:
    store, _taken = typed_in
    for path in write_csv(tmp_path / "csv", tables(state_of(path_in(store)))):
        for line in csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""), delimiter=";"):
            assert not any(value.startswith(FORMULA_STARTS) for value in line)
