"""The monitor of the synthetic region: recorded as editors would have done, moment after moment."""

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from warehouse.monitor.errors import Refused
from warehouse.monitor.importing import import_tables
from warehouse.monitor.rows import Regel
from warehouse.monitor.store import Store
from warehouse.monitor.tables import Row


class Moment(Protocol):
    """What somebody recorded at one moment."""

    @property
    def tijd(self) -> datetime.datetime: ...
    @property
    def auteur(self) -> str: ...
    @property
    def reden(self) -> str: ...
    @property
    def tabellen(self) -> Mapping[str, Sequence[Row]]: ...


def write_example(path: Path, moments: Iterable[Moment]) -> int:
    """Make a store of these moments, and say how many events it has. It stands there whole or not at all.

    Raises Refused when there is a store already: what people recorded is never replaced.
    """
    if path.exists():
        raise Refused("bestaat_al", bestand=path.name)
    unfinished = path.with_suffix(".new")
    for left in (unfinished, *_beside(unfinished)):
        left.unlink(missing_ok=True)
    now = [datetime.datetime.now(datetime.UTC)]
    clock: Callable[[], datetime.datetime] = lambda: now[0]  # noqa: E731
    with Store(unfinished, clock) as store:
        for moment in moments:
            now[0] = moment.tijd
            found = {
                naam: [Regel(naam, "voorbeeld", number, row) for number, row in enumerate(rows, 1)]
                for naam, rows in moment.tabellen.items()
            }
            import_tables(store, found, moment.auteur, reden=moment.reden, overwrite=True)
        events = store.state.nr
    unfinished.rename(path)
    return events


def _beside(path: Path) -> Sequence[Path]:
    """The files in which SQLite keeps what is not in the file itself yet; gone once it is closed."""
    return [path.with_name(path.name + end) for end in ("-wal", "-shm")]
