"""A monitor to try things out in: a copy of its own, so that nothing that is done there reaches the real one."""

import contextlib
import os
import shutil
import sqlite3
from pathlib import Path

from warehouse.monitor.errors import Refused
from warehouse.monitor.store import FILE, head, reading

FOLDER = "demonstratie"
MOST_EVENTS = 5000  # of a copy: a visitor cannot fill the disk


def path_in(store: Path) -> Path:
    """The file of the copy in the folder of a store."""
    return store / FOLDER / FILE


def begin(original: Path, copy: Path) -> None:
    """Make the copy where there is none yet.

    Raises Refused when the copy is full, Unreadable when the original is damaged.
    """
    if not copy.exists():
        copy.parent.mkdir(parents=True, exist_ok=True)
        unfinished = copy.with_suffix(f".{os.getpid()}.{os.urandom(4).hex()}.tmp")
        try:
            with reading(original) as source, contextlib.closing(sqlite3.connect(unfinished)) as target:
                source.backup(target)
            with contextlib.suppress(FileExistsError):  # somebody else began in the meantime
                os.link(unfinished, copy)
        finally:
            unfinished.unlink(missing_ok=True)
    if head(copy)[0] >= MOST_EVENTS:
        raise Refused("demonstratie_vol", aantal=MOST_EVENTS)


def end(copy: Path) -> None:
    """Throw the copy away: from here on the original is shown again."""
    thrown_away = copy.parent.with_name(f"{FOLDER}.{os.urandom(4).hex()}.weg")
    with contextlib.suppress(FileNotFoundError):  # somebody else did already
        copy.parent.rename(thrown_away)
        shutil.rmtree(thrown_away)
