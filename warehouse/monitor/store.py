"""The store: a SQLite file to which events are added. Readers never wait; writers go one after another.

A process that is killed leaves whole events or none: an event is in the file, through a power cut too, before
`record` returns.
"""

import datetime
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from warehouse.monitor.errors import Conflict, Unreadable
from warehouse.monitor.events import Event, Vastgelegd, chained, read, written
from warehouse.monitor.rules import check
from warehouse.monitor.state import State

FILE = "monitor.sqlite"
VERSION = 1
DDL = Path(__file__).with_name("store.sql").read_text(encoding="utf-8")
PATIENCE_SECONDS = 60.0  # a writer waits this long for the ones before it
COLUMNS = "nr, tijd, auteur, soort, sleutel, vorige, inhoud, vorige_hash, hash"
Clock = Callable[[], datetime.datetime]
Line = tuple[int, str, str, str, str, int | None, str, str, str]


def path_in(store: Path) -> Path:
    """The file of the monitor in the folder of a store."""
    return store / FILE


def state_of(path: Path) -> State:
    """What holds now, read without locking anybody out; an empty state where there is no file yet.

    Raises Unreadable when the file is damaged or of a newer program.
    """
    state = State()
    if path.exists():
        with reading(path) as con:
            _advance(con, state)
    return state


def head(path: Path) -> tuple[int, str]:
    """Number and hash of the last event: when these are the same, so is the state. Cheap: for every run of a page."""
    if not path.exists():
        return 0, ""
    with reading(path) as con:
        row = con.execute("select nr, hash from gebeurtenis order by nr desc limit 1").fetchone()
    return row or (0, "")


class Store:
    """The store, to write to. One per process and thread; close it, or use it with `with`."""

    def __init__(self, path: Path, clock: Clock = lambda: datetime.datetime.now(datetime.UTC)) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._clock = clock
        self.state = State()
        with _explained():
            self._con = sqlite3.connect(path, timeout=PATIENCE_SECONDS, isolation_level=None)
            self._con.execute("pragma synchronous = full")
            self._prepare()

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._con.close()

    def record(self, event: Event, auteur: str, gezien: int | None) -> Vastgelegd:
        """Add one event. gezien: the number of the event that its author saw as the last on this subject, or none.

        Raises Conflict when there is another one by now, Refused when the rules do not allow it.
        """
        with self.together() as add:
            return add(event, auteur, gezien)

    @contextmanager
    def together(self) -> Iterator[Callable[[Event, str, int | None], Vastgelegd]]:
        """Several events, all or none: `with store.together() as add: add(event, auteur, gezien)`."""
        with _explained():
            self._con.execute("begin immediate")
        known = -1
        try:
            with _explained():
                _advance(self._con, self.state)
            known = self.state.nr
            yield self._add
            with _explained():
                self._con.execute("commit")
        except BaseException:
            if self._con.in_transaction:
                self._con.execute("rollback")
            if self.state.nr != known:
                self.state = State()  # it holds what was rolled back
            raise

    def refresh(self) -> State:
        """What holds now, with what others recorded."""
        with _explained():
            _advance(self._con, self.state)
        return self.state

    def _add(self, event: Event, auteur: str, gezien: int | None) -> Vastgelegd:
        found = self.state.last(event.sleutel)
        if (found.nr if found else None) != gezien:
            raise Conflict(found, event)
        check(self.state, event, auteur)
        moment = self._clock().astimezone(datetime.UTC).isoformat(timespec="milliseconds")
        vastgelegd = Vastgelegd(self.state.nr + 1, moment, auteur, gezien, self.state.hash, event)
        line = (vastgelegd.nr, moment, auteur, event.soort, event.sleutel, gezien, written(event), self.state.hash)
        hash_ = chained(*line)
        with _explained():
            self._con.execute(f"insert into gebeurtenis ({COLUMNS}) values (?, ?, ?, ?, ?, ?, ?, ?, ?)", (*line, hash_))  # noqa: S608
        self.state.add(vastgelegd, hash_)
        return vastgelegd

    def _prepare(self) -> None:
        if version(self._con) < VERSION:
            self._con.execute("pragma journal_mode = wal").fetchall()
            self._con.execute("begin immediate")
            if version(self._con) < VERSION:  # nobody else made it in the meantime
                for statement in statements(DDL):
                    self._con.execute(statement)
                self._con.execute(f"pragma user_version = {VERSION}")
            self._con.execute("commit")


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection that can only read. Raises Unreadable when the file cannot be used."""
    with _explained():
        con = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=PATIENCE_SECONDS)
        try:
            version(con)
            yield con
        finally:
            con.close()


def lines(con: sqlite3.Connection, after: int = 0) -> Iterator[Line]:
    """The lines of the store after a number, as they stand there."""
    yield from con.execute(f"select {COLUMNS} from gebeurtenis where nr > ? order by nr", (after,))  # noqa: S608


def version(con: sqlite3.Connection) -> int:
    """The form of the tables. Raises Unreadable when a newer program made them."""
    (found,) = con.execute("pragma user_version").fetchone()
    if found > VERSION:
        raise Unreadable("nieuwer", versie=found)
    return int(found)


def statements(script: str) -> list[str]:
    """The statements of a script: a trigger holds semicolons of its own."""
    found, rest = [], ""
    for line in script.splitlines(keepends=True):
        rest += line
        if sqlite3.complete_statement(rest):
            found.append(rest.strip())
            rest = ""
    return found


def _advance(con: sqlite3.Connection, state: State) -> None:
    """Take in what was recorded since. Raises Unreadable at an event that no program wrote so."""
    for nr, tijd, auteur, soort, sleutel, vorige, inhoud, vorige_hash, hash_ in lines(con, state.nr):
        try:
            event = read(soort, inhoud)
        except (ValueError, KeyError, TypeError):
            raise Unreadable("beschadigd", nr=nr) from None
        if nr != state.nr + 1 or vorige_hash != state.hash or sleutel != event.sleutel:
            raise Unreadable("beschadigd", nr=nr)
        state.add(Vastgelegd(nr, tijd, auteur, vorige, vorige_hash, event), hash_)


@contextmanager
def _explained() -> Iterator[None]:
    """SQLite's own errors in our words."""
    try:
        yield
    except sqlite3.Error as error:
        raise Unreadable("onleesbaar", reden=str(error)) from error
