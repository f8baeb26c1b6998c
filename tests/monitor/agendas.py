"""A small agenda, and a store with it, for the tests of the monitor."""

import datetime
from collections.abc import Iterator
from pathlib import Path

from warehouse.monitor.agenda import STOPLICHT, Agenda, Punt
from warehouse.monitor.events import AgendaGeladen, KwartaalGeopend, KwartaalGesloten, Status, StatusGezet
from warehouse.monitor.store import Store

EDITOR = "redacteur REA"
OPEN, CLOSED, LATER = "2019-K2", "2019-K1", "2019-K3"
AGENDA = Agenda(
    code="2019-2020",
    naam="Samenwerkingsagenda",
    van="2019-K1",
    tot="2020-K4",
    kleuren=STOPLICHT,
    punten=(
        Punt(0, "Algemeen", 1, "Gezamenlijk doel", "REA"),
        Punt(0, "Algemeen", 2, "SMART-doelen"),
        Punt(3, "Thuiszitters", 1, "Definitie", "RBL"),
    ),
)


def ticking() -> Iterator[datetime.datetime]:
    """A clock that goes on one minute with every event."""
    moment = datetime.datetime(2019, 4, 1, 9, tzinfo=datetime.UTC)
    while True:
        moment += datetime.timedelta(minutes=1)
        yield moment


def store_at(path: Path) -> Store:
    """An empty store with a clock of its own."""
    clock = ticking()
    return Store(path, clock=lambda: next(clock))


def filled(path: Path) -> Store:
    """A store with the agenda, one closed quarter in which 0.1 is red, and one open quarter."""
    store = store_at(path)
    store.record(AgendaGeladen(AGENDA), EDITOR, None)
    first = store.record(KwartaalGeopend(AGENDA.code, CLOSED), EDITOR, None)
    store.record(StatusGezet(AGENDA.code, "0.1", CLOSED, Status("rood", "Nog niet begonnen")), EDITOR, None)
    store.record(KwartaalGesloten(AGENDA.code, CLOSED), EDITOR, first.nr)
    store.record(KwartaalGeopend(AGENDA.code, OPEN), EDITOR, None)
    return store
