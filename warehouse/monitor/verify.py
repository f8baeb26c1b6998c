"""Is the store as it was written? Every line is checked against the one before it, and against the rules."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from warehouse.monitor.errors import MonitorError, Unreadable
from warehouse.monitor.events import Vastgelegd, chained, read
from warehouse.monitor.rules import check
from warehouse.monitor.state import State
from warehouse.monitor.store import DDL, Line, lines, reading, statements

PROBLEMS = {
    "bestand": "the file itself is damaged",
    "bewaking": "a table, an index or a trigger that guards the events is missing or changed",
    "nummer": "numbers do not follow each other: an event was removed or put in",
    "schakel": "the event does not follow on the one before it: one of the two was changed, removed or put in",
    "inhoud": "the event is not what was written: its hash is another one",
    "vorige": "the event does not follow on the last one on its subject",
    "onleesbaar": "the event cannot be read",
    "regel": "the event breaks a rule, so this program did not record it",
    "einde": "events after the last one were removed",
    "bekend": "the event that was noted before is not there any more, or is another one",
}


@dataclass(frozen=True)
class Problem:
    """What is wrong, and at which event (0: the file as a whole)."""

    code: str
    nr: int = 0

    def __str__(self) -> str:
        return f"event {self.nr}: {PROBLEMS[self.code]}" if self.nr else PROBLEMS[self.code]


@dataclass(frozen=True)
class Report:
    """The number of events, the last of them as `nr-hash`, and what is wrong."""

    events: int
    head: str
    problems: tuple[Problem, ...]


def verify(path: Path, known: str = "") -> Report:
    """Go through the whole store. known: the head of an earlier report, `nr-hash`, which must still be in it.

    A chain shows every change inside it. That its last events were all removed, or that somebody wrote a whole new
    chain, only a head that was noted elsewhere can show: note it in the minutes of the meeting.
    Raises Unreadable when there is no store, or one of a newer program.
    """
    if not path.exists():
        raise Unreadable("onleesbaar", reden=f"{path} is not there")
    with reading(path) as con:
        try:
            found = list(lines(con))
            problems = [*_file(con), *_chain(found), *_end(con, found), *_known(found, known)]
        except sqlite3.DatabaseError:
            return Report(0, "", (Problem("bestand"),))
    head = f"{found[-1][0]}-{found[-1][-1]}" if found else ""
    return Report(len(found), head, tuple(problems))


def _file(con: sqlite3.Connection) -> Iterator[Problem]:
    if con.execute("pragma integrity_check").fetchall() != [("ok",)]:
        yield Problem("bestand")
    own = {_plain(sql) for (sql,) in con.execute("select sql from sqlite_master where name not like 'sqlite%'")}
    if own != {_plain(statement) for statement in statements(DDL)}:
        yield Problem("bewaking")


def _plain(statement: str) -> str:
    """Without what SQLite changes when it keeps a statement: comments before it, the case of its first words."""
    lines_ = (line for line in statement.splitlines() if not line.startswith("--"))
    return "\n".join(lines_).removesuffix(";").casefold()


def _chain(found: list[Line]) -> Iterator[Problem]:
    state, before, number = State(), "0" * 64, 0
    for line in found:
        nr, tijd, auteur, soort, sleutel, vorige, inhoud, vorige_hash, hash_ = line
        if nr != number + 1:
            yield Problem("nummer", nr)
        if vorige_hash != before:
            yield Problem("schakel", nr)
        if chained(*line[:-1]) != hash_:
            yield Problem("inhoud", nr)
        number, before = nr, hash_
        try:
            event = read(soort, inhoud)
        except (ValueError, KeyError, TypeError):
            yield Problem("onleesbaar", nr)
            continue
        last = state.last(event.sleutel)
        if vorige != (last.nr if last else None) or sleutel != event.sleutel:
            yield Problem("vorige", nr)
        try:
            check(state, event, auteur)
        except MonitorError:
            yield Problem("regel", nr)
        state.add(Vastgelegd(nr, tijd, auteur, vorige, vorige_hash, event), hash_)


def _end(con: sqlite3.Connection, found: list[Line]) -> Iterator[Problem]:
    """SQLite keeps the highest number that it ever gave out."""
    row = con.execute("select seq from sqlite_sequence where name = 'gebeurtenis'").fetchone()
    if (row[0] if row else 0) != (found[-1][0] if found else 0):
        yield Problem("einde")


def _known(found: list[Line], known: str) -> Iterator[Problem]:
    if known and known not in {f"{line[0]}-{line[-1]}" for line in found}:
        number = known.partition("-")[0]
        yield Problem("bekend", int(number) if number.isdecimal() else 0)
