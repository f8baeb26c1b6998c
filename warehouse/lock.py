"""One refresher at a time."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class BusyError(Exception):
    """Another process holds the store."""


@contextmanager
def held(store: Path) -> Iterator[None]:
    """Hold the store until the block ends. Raises BusyError when another process does.

    SQLite asks the system for the lock, on every system alike; the system lets go of it when the process ends in
    whatever way, so no stale lock can stay behind. (filelock does the same, and takes 0.2 s to import.)
    """
    store.mkdir(parents=True, exist_ok=True)
    con = sqlite3.connect(store / "bezig.lock", timeout=0, isolation_level=None)
    try:
        try:
            con.execute("begin exclusive")
        except sqlite3.OperationalError:
            raise BusyError from None
        yield
    finally:
        con.close()
