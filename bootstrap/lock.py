"""One at a time: a file that one process holds, so that two commands do not set up the same folder."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from bootstrap.steps import TICK_SECONDS, Clock

if sys.platform == "win32":
    import msvcrt

    def _try_to_hold(file: IO[str]) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _try_to_hold(file: IO[str]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def locked(path: Path, meanwhile: str) -> Iterator[None]:
    """Hold `path` until the block ends; says `meanwhile` while another process holds it.

    The system lets go of it when the process ends in whatever way, so no stale lock can stay behind.
    """
    with path.open("w", encoding="utf-8") as file:
        clock = Clock(meanwhile)
        while not _is_held(file):
            clock.tick("waiting")
            time.sleep(TICK_SECONDS)
        clock.clear()
        yield


def _is_held(file: IO[str]) -> bool:
    try:
        _try_to_hold(file)
    except OSError:
        return False
    return True
