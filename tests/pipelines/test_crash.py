"""What goes wrong around a build: another one is busy, the disk fills, it is interrupted, a file changes under it."""

import errno
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import polars as pl
import pytest

from pipelines.build import build
from pipelines.intake import Intake
from pipelines.refusal import BuildError
from pipelines.sources import Source
from settings import Settings
from tests.pipelines.workplace import Workplace
from warehouse import disk, lock
from warehouse.release import connect, current, releases_folder

pytestmark = pytest.mark.usefixtures("tallied")
ROOT = Path(__file__).parents[2]
LINES = [f"99AA00;Z{i};ziek;ziekte" for i in range(40)]
# A file of this process may not grow beyond so many bytes: as if the disk were full, for every library alike.
LIMITED = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
from pipelines.__main__ import app
app(sys.argv[2:])
"""


def program(place: Workplace, *prefix: str) -> subprocess.CompletedProcess[str]:
    """A build as a program of its own."""
    arguments = [*prefix, "build", "--deliveries", str(place.deliveries), "--store", str(place.store)]
    environment = {**os.environ, "INBEELD_LANGUAGE": "en", "COLUMNS": "400"}
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def refusal(place: Workplace) -> str:
    with pytest.raises(BuildError) as caught:
        place.build()
    return caught.value.code


def test_of_two_builds_at_once_the_second_is_told_to_wait(place: Workplace) -> None:
    place.deliver("redenen_99AA00.csv", *LINES)
    with lock.held(place.store):
        finished = program(place, "-m", "pipelines")
        assert refusal(place) == "bezig"
    assert finished.returncode == 1
    assert "Another refresh is already working on this store" in finished.stdout
    assert place.build().published


def test_builds_that_start_together_give_one_release_and_no_error(place: Workplace) -> None:
    place.deliver("redenen_99AA00.csv", *LINES)
    told: list[str] = []

    def run() -> None:
        try:
            place.build()
            told.append("built")
        except BuildError as error:
            told.append(error.code)

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(told) <= {"built", "bezig"}
    assert "built" in told
    assert place.counted() == [("redenen", "99AA00", 40)]
    assert len(place.releases()) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_a_disk_that_fills_is_told_and_the_release_stays(place: Workplace) -> None:
    """At the first write, at a later one, at that of the release; each time with what the time before left."""
    figures = [f"a;b{i};c;2018;1;leerlingen;agenda" for i in range(2000)]
    place.deliver("kengetallen_1.csv", *figures[:1000])
    assert program(place, "-m", "pipelines").returncode == 0
    first = current(place.store)
    place.deliver("kengetallen_2.csv", *figures[1000:])
    for limit in (1_000, 40_000, 300_000):
        finished = program(place, "-c", LIMITED, str(limit))
        assert (finished.returncode, finished.stderr) == (1, ""), limit
        assert "The disk is full. The release that was there stays in use." in finished.stdout, limit
        assert current(place.store) == first, limit
    assert program(place, "-m", "pipelines").returncode == 0
    assert current(place.store).account["lines"] == 2000
    assert not list(place.store.rglob("*.new"))


@pytest.mark.parametrize(
    ("error", "full"),
    [
        (OSError(errno.ENOSPC, "x"), True),
        (OSError(errno.EACCES, "x"), False),
        (pl.exceptions.ComputeError("No space left on device"), True),
        (ValueError("x"), False),
    ],
)
def test_a_full_disk_is_told_from_other_errors(error: Exception, full: bool) -> None:
    wrapped = RuntimeError("wrapped")
    wrapped.__context__ = error
    assert (disk.is_full(error), disk.is_full(wrapped)) == (full, full)


def test_too_little_room_is_told_before_anything_is_read(place: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    place.deliver("redenen_99AA00.csv", *LINES)
    monkeypatch.setattr(disk, "free", lambda folder: 1_000_000)
    assert refusal(place) == "te_weinig_ruimte"
    assert not list(place.store.rglob("*.parquet"))


def test_an_interrupt_while_files_are_read_ends_the_build_and_keeps_what_was_read(place: Workplace) -> None:
    for school in ("99AA00", "99AB00"):
        place.deliver(f"redenen_{school}.csv", *(line.replace("99AA00", school) for line in LINES))

    def interrupt(step: str, done: int, total: int) -> None:
        if step.startswith("lezen"):
            signal.raise_signal(signal.SIGINT)

    kept = signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell lets what is in the background ignore it
    try:
        with pytest.raises(KeyboardInterrupt):
            build(place.deliveries, Settings(store=place.store), interrupt)
    finally:
        signal.signal(signal.SIGINT, kept)
    assert not releases_folder(place.store).exists()
    assert place.build().published
    assert len(place.counted()) == 2


def test_a_file_that_changes_while_it_is_read_stops_the_build(
    place: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = place.deliver("redenen_99AA00.csv", *LINES)
    unread = Intake.unread

    def copied_meanwhile(self: Intake, files: list[Source]) -> list[Source]:
        path.write_text(path.read_text() + "99AA00;D;dokter;medisch_bezoek\n")
        return unread(self, files)

    with monkeypatch.context() as patched:
        patched.setattr(Intake, "unread", copied_meanwhile)
        assert refusal(place) == "bestand_veranderd"
    place.build()
    assert place.counted() == [("redenen", "99AA00", 41)]


def test_what_a_stopped_build_left_is_cleared_and_the_store_is_for_its_user_only(place: Workplace) -> None:
    place.deliver("redenen_99AA00.csv", *LINES)
    place.build()
    left = [
        place.store / "vault" / "redenen" / "half.new",
        place.store / "vault" / "redenen" / "unknown.parquet",
        place.store / "tijdelijk" / "duckdb_temp.block",
        releases_folder(place.store) / ".bouw-20180903T000000.duckdb",
        releases_folder(place.store) / ".bouw-20180903T000000.duckdb.wal",
    ]
    for path in left:
        path.parent.mkdir(exist_ok=True)
        path.touch()
    place.build()
    assert not [path for path in left if path.exists()]
    if os.name == "posix":
        assert not [path for path in place.store.rglob("*") if path.is_file() and path.stat().st_mode & 0o077]


@pytest.mark.usefixtures("counting")
def test_a_stray_file_beside_a_release_does_not_keep_it_from_being_shown(place: Workplace) -> None:
    place.deliver("redenen_99AA00.csv", *LINES)
    release = place.build().release
    release.path.with_name(release.path.name + ".wal").write_bytes(b"stray")
    place.build()
    assert not list(releases_folder(place.store).glob("*.wal"))
    if release.path.read_bytes()[8:12] == b"DUCK":
        assert connect(current(place.store)).cursor().sql("select 1").fetchall() == [(1,)]
