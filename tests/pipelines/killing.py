"""Kill a build over and over, while a reader looks on: `python tests/pipelines/killing.py FOLDER KILLS [--marts]`.

Kills with SIGKILL at random moments and after every write. After each the reader must still see a whole
release, and the next build must succeed. Ends with a line of counts, and with 1 when something was not so.

The builds are forks of this process, which has everything imported and no thread running: fifty take minutes else.
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import analysis.tabellen
import disclosure.publiceren
import disclosure.tabellen
import pipelines.build
import pipelines.reading
import pipelines.retention  # noqa: F401
import warehouse.publish  # noqa: F401
from pipelines.build import Wish, build
from pipelines.sources import MARKER, pipeline
from schemas.codes import KINDS
from settings import Settings
from tests.pipelines import quick_marts
from warehouse import checks, marts
from warehouse.ledger import Ledger
from warehouse.release import ReleaseError, connect, current, releases_folder

GONE = 9  # exit code of a reader or a build that saw something it may not see


def in_fork(work: Callable[[], None]) -> int:
    """Do something in a fork; the pid."""
    pid = os.fork()
    if pid:
        return pid
    code = GONE
    try:
        work()
        code = 0
    except BaseException as error:
        sys.stderr.write(f"{type(error).__name__}: {error}\n")
    finally:
        sys.stderr.flush()
        os._exit(code)


def ended(pid: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


class Place:
    """A folder of deliveries that grows to a dozen schools, and its store."""

    def __init__(self, folder: Path) -> None:
        self.deliveries, self.store = folder / "deliveries", folder / "store"
        self.deliveries.mkdir(parents=True)
        (self.deliveries / MARKER).touch()
        self.delivered = 0

    def deliver(self) -> None:
        """Another school (a correction of one, once there are a dozen), and a correction of the first."""
        self.delivered += 1
        for school in ("99AA00", f"99A{chr(65 + self.delivered % 12)}01"):
            lines = "".join(f"{school};Z{i}-{self.delivered};ziek;ziekte\n" for i in range(20))
            path = self.deliveries / f"redenen_{school}.csv"
            path.write_text(f"school;reden;omschrijving;categorie\n{lines}")

    def build(self) -> None:
        build(self.deliveries, Settings(store=self.store, threads=2), lambda *_: None, Wish())


def read(store: Path, stop: Path) -> int:
    """Look at the release in use until told to stop; the number of looks."""
    looks = 0
    while not stop.exists():
        try:
            release = current(store)
            (run,) = connect(release).cursor().sql("select run from publicatie").fetchall()[0]
        except ReleaseError as error:
            sys.stderr.write(f"reader: {error.code} after {looks} looks\n")
            sys.exit(GONE)
        if run != release.run:
            sys.stderr.write("reader: the file is not the release that the pointer names\n")
            sys.exit(GONE)
        looks += 1
        time.sleep(0.05)  # leave the processor to the builds
    return looks


def dying(place: Place, writes: int) -> Callable[[], None]:
    """A build that is killed right after so many renames, removals and changes of the ledger."""
    left = [writes]

    def watched(original: Callable[..., Any]) -> Callable[..., Any]:
        def wrapper(*args: Any, **kwargs: Any) -> Any:
            result = original(*args, **kwargs)
            left[0] -= 1
            if not left[0]:
                os.kill(os.getpid(), signal.SIGKILL)
            return result

        return wrapper

    def work() -> None:
        for name in ("replace", "unlink"):
            setattr(Path, name, watched(getattr(Path, name)))
        for name in ("record", "receive", "list_again", "judge", "set_fact"):
            setattr(Ledger, name, watched(getattr(Ledger, name)))
        place.build()

    return work


def main(folder: Path, kills: int, *, real: bool) -> int:
    """Kill builds; the number of things that were not as they must be."""
    if not real:
        marts.create = quick_marts.create
        disclosure.tabellen.VRIJ = quick_marts.VRIJ
        analysis.tabellen.AFLEIDINGEN = ()
        checks.failing = lambda con, data_tot: {}
    for kind in KINDS:  # what a build begins with, done once
        pipeline(kind).raw.to_schema()
        pipeline(kind).clean.to_schema()
    place, chance, wrong = Place(folder), random.Random(1), 0  # noqa: S311 (no secret)
    stop = folder / "stop"
    place.deliver()
    start = time.monotonic()
    wrong += ended(in_fork(place.build)) != 0
    place.deliver()
    duration = time.monotonic()
    wrong += ended(in_fork(place.build)) != 0
    duration = time.monotonic() - duration
    command = [sys.executable, __file__, "--read", str(place.store), str(stop)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as reader:
        killed = 0
        while killed < kills and not wrong:
            place.deliver()
            pid = in_fork(place.build)
            time.sleep(chance.uniform(0, duration))
            os.kill(pid, signal.SIGKILL)
            if ended(pid) == -signal.SIGKILL:
                killed += 1
                wrong += ended(in_fork(place.build)) != 0
        writes = 0
        while not wrong:
            place.deliver()
            writes += 1
            code = ended(in_fork(dying(place, writes)))
            if code == 0:
                break  # there are no more writes than this
            wrong += code != -signal.SIGKILL
            wrong += ended(in_fork(place.build)) != 0
        stop.touch()
        looks = reader.communicate()[0].strip()
        wrong += reader.returncode != 0
    left = [path.name for path in releases_folder(place.store).iterdir() if path.name.startswith(".")]
    wrong += len(left)
    sys.stdout.write(
        f"{killed} builds killed at random moments, {writes - 1} after each write; {looks or 0} looks of a reader; "
        f"{wrong} wrong; {time.monotonic() - start:.0f} s\n"
    )
    return wrong


if __name__ == "__main__":
    if sys.argv[1] == "--read":
        sys.stdout.write(str(read(Path(sys.argv[2]), Path(sys.argv[3]))))
    else:
        sys.exit(main(Path(sys.argv[1]), int(sys.argv[2]), real="--marts" in sys.argv) > 0)
