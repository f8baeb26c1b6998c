"""A copy of the store while it is in use."""

import contextlib
import datetime
import os
import sqlite3
from pathlib import Path

from warehouse.monitor.errors import Refused, Unreadable
from warehouse.monitor.store import reading
from warehouse.monitor.verify import Report, verify


def backup(path: Path, folder: Path, now: datetime.datetime) -> tuple[Path, Report]:
    """Copy the store to `monitor-<moment>.sqlite` in a folder and check the copy. Editors can go on meanwhile.

    The copy stands under its name only when it is whole and as it was written; it is put back by copying it to
    `monitor.sqlite`. Raises Refused when that name is taken, Unreadable when there is no store or it is damaged.
    """
    if not path.exists():
        raise Unreadable("onleesbaar", reden=f"{path} is not there")
    folder.mkdir(parents=True, exist_ok=True)
    copy = folder / f"monitor-{now:%Y%m%dT%H%M%SZ}.sqlite"
    if copy.exists():
        raise Refused("bestaat_al", bestand=copy.name)
    unfinished = copy.with_suffix(f".{os.getpid()}.tmp")
    try:
        with reading(path) as source, contextlib.closing(sqlite3.connect(unfinished)) as target:
            source.backup(target)
            target.execute("pragma journal_mode = delete").fetchall()  # one file, without a log beside it
        report = verify(unfinished)
        if report.problems:
            raise Unreadable("beschadigd", nr=report.problems[0].nr)
        with unfinished.open("rb+") as file:
            os.fsync(file.fileno())
        copy.open("xb").close()  # fails where another backup took the name in the meantime
        unfinished.replace(copy)
    except FileExistsError:
        raise Refused("bestaat_al", bestand=copy.name) from None
    finally:
        unfinished.unlink(missing_ok=True)
    return copy, report
