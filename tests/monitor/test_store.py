"""The store keeps every event, shows both versions to who comes second, and notices what was tampered with."""

import datetime
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as properties
from hypothesis import strategies as some

from tests.monitor.agendas import AGENDA, OPEN, filled
from warehouse.monitor.backup import backup
from warehouse.monitor.errors import Conflict, Refused, Unreadable
from warehouse.monitor.events import SOORTEN, Doel, DoelGezet, Status, StatusGezet, read, written
from warehouse.monitor.store import Store, head, path_in, state_of
from warehouse.monitor.verify import verify

CODE = AGENDA.code
NOW = datetime.datetime(2022, 11, 1, 12, tzinfo=datetime.UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store with seven events."""
    found = path_in(tmp_path)
    with filled(found) as store:
        store.record(StatusGezet(CODE, "0.1", OPEN, Status("oranje", "Begonnen")), "jan", None)
        store.record(DoelGezet(CODE, "0.1", "groen", Doel("Klaar in juni")), "piet", None)
    return found


def problems(path: Path, known: str = "") -> set[tuple[str, int]]:
    return {(problem.code, problem.nr) for problem in verify(path, known).problems}


def tamper(path: Path, *statements: str) -> None:
    """Change the file past the program: the guards are put aside and put back as they were."""
    with sqlite3.connect(path) as con:
        guards = con.execute("select name, sql from sqlite_master where type = 'trigger'").fetchall()
        for name, _ in guards:
            con.execute(f"drop trigger {name}")
        for statement in statements:
            con.execute(statement)
        for _, sql in guards:
            con.execute(sql)
    con.close()


def test_an_event_keeps_author_moment_and_what_came_before_it(path: Path) -> None:
    with Store(path, clock=lambda: NOW) as store:
        first = store.refresh().last(f"status/{CODE}/0.1/{OPEN}")
        assert first is not None
        store.record(StatusGezet(CODE, "0.1", OPEN, Status("groen")), "an", first.nr)
    history = state_of(path).history(f"status/{CODE}/0.1/{OPEN}")
    assert [(one.auteur, one.vorige) for one in history] == [("jan", None), ("an", first.nr)]
    assert history[-1].tijd == "2022-11-01T12:00:00.000+00:00"


def test_who_comes_second_gets_both_versions_and_overwrites_nothing(path: Path) -> None:
    seen = state_of(path).history(f"status/{CODE}/0.1/{OPEN}")[-1].nr
    with Store(path) as one, Store(path) as other:
        theirs = StatusGezet(CODE, "0.1", OPEN, Status("groen", "Het loopt"))
        mine = StatusGezet(CODE, "0.1", OPEN, Status("rood", "Het ligt stil"))
        one.record(theirs, "jan", seen)
        with pytest.raises(Conflict) as caught:
            other.record(mine, "an", seen)
        assert caught.value.gevonden is not None
        assert (caught.value.gevonden.event, caught.value.gevonden.auteur) == (theirs, "jan")
        assert caught.value.gewild == mine
        assert other.refresh().status(CODE, "0.1", OPEN) == theirs.status
        other.record(mine, "an", caught.value.gevonden.nr)
    assert state_of(path).status(CODE, "0.1", OPEN) == mine.status


@pytest.mark.parametrize("seen", [None, 1, 99])
def test_an_edit_that_saw_something_else_is_a_conflict(path: Path, seen: int | None) -> None:
    with Store(path) as store, pytest.raises(Conflict):
        store.record(StatusGezet(CODE, "0.1", OPEN, Status("groen")), "an", seen)


def test_edits_of_different_points_do_not_meet(path: Path) -> None:
    with Store(path) as one, Store(path) as other:
        one.record(StatusGezet(CODE, "0.2", OPEN, Status("groen")), "jan", None)
        other.record(StatusGezet(CODE, "3.1", OPEN, Status("rood")), "an", None)
    assert len(state_of(path).statussen(CODE)) == 4


def record_together(store: Store, *judged: tuple[str, str]) -> None:
    with store.together() as add:
        for point, colour in judged:
            add(StatusGezet(CODE, point, OPEN, Status(colour)), "an", None)


def test_several_events_are_recorded_all_or_none(path: Path) -> None:
    before = head(path)
    with Store(path) as store:
        with pytest.raises(Refused):
            record_together(store, ("0.2", "groen"), ("3.1", "paars"))
        assert head(path) == before
        assert store.state.status(CODE, "0.2", OPEN) is None
        store.record(StatusGezet(CODE, "0.2", OPEN, Status("rood")), "an", None)
    assert problems(path) == set()


@pytest.mark.parametrize(
    "statement",
    [
        "update gebeurtenis set auteur = 'x' where nr = 2",
        "delete from gebeurtenis where nr = 7",
        "insert or replace into gebeurtenis select * from gebeurtenis where nr = 3",
        "replace into gebeurtenis select nr, tijd, 'x', soort, sleutel, vorige, inhoud, vorige_hash, hash || 'x' "
        "from gebeurtenis where nr = 7",
        "insert into gebeurtenis select 9, tijd, auteur, soort, sleutel || 'x', vorige, inhoud, vorige_hash, 'x' "
        "from gebeurtenis where nr = 7",
        "insert into gebeurtenis select 8, tijd, auteur, soort, sleutel, null, inhoud, hash, 'x' "
        "from gebeurtenis where nr = 7",
        "insert into gebeurtenis select 8, tijd, auteur, soort, sleutel || 'x', null, inhoud, vorige_hash, 'x' "
        "from gebeurtenis where nr = 7",
    ],
)  # fmt: skip
def test_the_file_itself_forbids_to_change_remove_or_put_in_events(path: Path, statement: str) -> None:
    con = sqlite3.connect(path)
    with pytest.raises(sqlite3.IntegrityError, match="event"):
        con.execute(statement)
    con.close()
    assert problems(path) == set()


def test_an_untouched_store_is_in_order(path: Path) -> None:
    report = verify(path)
    assert (report.events, report.problems) == (7, ())
    assert report.head == "-".join(map(str, head(path)))


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("update gebeurtenis set inhoud = replace(inhoud, 'Begonnen', 'Klaar') where nr = 6", {("inhoud", 6)}),
        ("update gebeurtenis set auteur = 'x' where nr = 2", {("inhoud", 2)}),
        ("update gebeurtenis set tijd = '2030-01-01' where nr = 7", {("inhoud", 7)}),
        ("update gebeurtenis set inhoud = '{}' where nr = 7", {("inhoud", 7), ("onleesbaar", 7)}),
        ("delete from gebeurtenis where nr = 6", {("nummer", 7), ("schakel", 7)}),
        ("delete from gebeurtenis where nr = 7", {("einde", 0)}),
        ("delete from gebeurtenis", {("einde", 0)}),
        (
            "insert into gebeurtenis select 8, tijd, auteur, soort, sleutel, 6, inhoud, vorige_hash, 'x' "
            "from gebeurtenis where nr = 6",
            {("schakel", 8), ("inhoud", 8)},
        ),
        ("create table bijlage (naam text)", {("bewaking", 0)}),
    ],
)  # fmt: skip
def test_what_was_done_past_the_program_is_found(path: Path, statement: str, expected: set[tuple[str, int]]) -> None:
    tamper(path, statement)
    assert problems(path) == expected


def test_a_guard_that_was_put_aside_is_found(path: Path) -> None:
    with sqlite3.connect(path) as con:
        con.execute("drop trigger geen_wijziging")
    con.close()
    assert problems(path) == {("bewaking", 0)}


def test_a_head_that_was_noted_shows_a_chain_that_was_written_anew(path: Path, tmp_path: Path) -> None:
    noted = verify(path).head
    with Store(path) as store:
        store.record(StatusGezet(CODE, "3.1", OPEN, Status("rood")), "an", None)
    assert problems(path, noted) == set()
    other = tmp_path / "other" / "monitor.sqlite"
    with filled(other) as store:
        store.record(StatusGezet(CODE, "0.1", OPEN, Status("groen", "Altijd al goed")), "jan", None)
        store.record(DoelGezet(CODE, "0.1", "groen", Doel("Klaar in juni")), "piet", None)
    assert problems(other) == set()
    assert problems(other, noted) == {("bekend", 7)}


def test_a_backup_is_the_store_in_one_file_and_never_overwrites(path: Path, tmp_path: Path) -> None:
    with Store(path) as store:
        store.record(StatusGezet(CODE, "3.1", OPEN, Status("rood")), "an", None)  # still in the log beside the file
        copy, report = backup(path, tmp_path / "backups", NOW)
    assert [one.name for one in copy.parent.iterdir()] == ["monitor-20221101T120000Z.sqlite"]
    assert report.head == "-".join(map(str, head(path)))
    assert state_of(copy) == state_of(path)
    with pytest.raises(Refused, match="already"):
        backup(path, tmp_path / "backups", NOW)


def test_of_a_damaged_store_no_backup_is_made(path: Path, tmp_path: Path) -> None:
    tamper(path, "update gebeurtenis set auteur = 'x' where nr = 2")
    with pytest.raises(Unreadable, match="event 2"):
        backup(path, tmp_path / "backups", NOW)
    assert not list((tmp_path / "backups").iterdir())


def newer(path: Path) -> None:
    with sqlite3.connect(path) as con:
        con.execute("pragma user_version = 99")
    con.close()


def no_database(path: Path) -> None:
    path.write_bytes(b"no database at all, but a text that is long enough" * 50)


@pytest.mark.parametrize(("damage", "code"), [(newer, "nieuwer"), (no_database, "onleesbaar")])
def test_a_store_that_cannot_be_read_says_so(tmp_path: Path, damage: Callable[[Path], None], code: str) -> None:
    path = path_in(tmp_path)
    filled(path).close()
    for left in tmp_path.glob("monitor.sqlite-*"):
        left.unlink()
    damage(path)
    for attempt in (state_of, head, Store):
        with pytest.raises(Unreadable) as caught:
            attempt(path)
        assert caught.value.code == code


def test_an_event_out_of_its_place_is_not_taken_in(path: Path) -> None:
    tamper(path, "delete from gebeurtenis where nr = 6")
    with pytest.raises(Unreadable, match="event 7"):
        state_of(path)


def test_without_a_file_nothing_holds_and_none_is_made(tmp_path: Path) -> None:
    assert state_of(path_in(tmp_path)).agendas() == {}
    assert head(path_in(tmp_path)) == (0, "")
    assert not list(tmp_path.iterdir())


TEXT = some.text(alphabet=some.characters(codec="utf-8"), max_size=20)
DAY = some.none() | some.dates()
STATUS = some.builds(
    Status, some.sampled_from([None, "rood", "groen"]), TEXT, TEXT, TEXT, TEXT, TEXT, DAY, some.sampled_from(["", "do"])
)
GOAL = some.builds(Doel, TEXT, TEXT, TEXT, DAY, TEXT)


@given(some.one_of(
    some.builds(StatusGezet, TEXT, TEXT, TEXT, STATUS), some.builds(DoelGezet, TEXT, TEXT, TEXT, GOAL)
))  # fmt: skip
def test_an_event_is_read_as_it_was_written(event: StatusGezet | DoelGezet) -> None:
    assert read(event.soort, written(event)) == event
    assert SOORTEN[event.soort] is type(event)


# Each step: one of three editors looks at a cell, or records what he thinks of it.
STEPS = some.lists(
    some.tuples(some.integers(0, 2), some.sampled_from(["0.1", "3.1"]), some.booleans()), min_size=1, max_size=30
)


@properties(max_examples=25)
@given(STEPS)
def test_any_interleaving_of_editors_keeps_every_event_and_reports_every_conflict(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[int, str, bool]]
) -> None:
    path = path_in(tmp_path_factory.mktemp("editors"))
    filled(path).close()
    latest: dict[str, int | None] = {"0.1": None, "3.1": None}  # what a plain account of the steps says
    expected: dict[str, list[str]] = {"0.1": [], "3.1": []}
    seen: dict[tuple[int, str], int | None] = {}
    stores = [Store(path) for _ in range(3)]
    for number, (editor, point, records) in enumerate(steps):
        mine = (editor, point)
        if not records:
            last = stores[editor].refresh().last(f"status/{CODE}/{point}/{OPEN}")
            seen[mine] = last.nr if last else None
            continue
        event = StatusGezet(CODE, point, OPEN, Status("rood", f"stap {number}"))
        if seen.get(mine) == latest[point]:
            latest[point] = seen[mine] = stores[editor].record(event, f"editor {editor}", seen.get(mine)).nr
            expected[point].append(f"stap {number}")
        else:
            with pytest.raises(Conflict) as caught:
                stores[editor].record(event, f"editor {editor}", seen.get(mine))
            assert caught.value.gevonden is not None
            assert caught.value.gevonden.nr == latest[point]
    for store in stores:
        store.close()
    state = state_of(path)
    for point, texts in expected.items():
        history = state.history(f"status/{CODE}/{point}/{OPEN}")
        assert [one.event.status.stand_van_zaken for one in history if isinstance(one.event, StatusGezet)] == texts
    assert verify(path).problems == ()
