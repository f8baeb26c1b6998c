"""Several processes at once, killed in the middle of their work: nothing is lost and every conflict is reported."""

import contextlib
import random
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.monitor.agendas import filled
from tests.monitor.editor import KEY
from warehouse.monitor.events import StatusGezet
from warehouse.monitor.store import path_in, state_of
from warehouse.monitor.verify import verify

ROOT = Path(__file__).parents[2]
Told = tuple[str, str, int | None, int]


def work(path: Path, name: str, edits: int, kills: int) -> list[Told]:
    """One editor, killed so many times after a few edits, and started again until all is recorded; what it told."""
    chance = random.Random(name)  # noqa: S311 - where to kill, not a secret
    told: list[Told] = []
    for life in range(kills + 1):
        few = chance.randrange(1, max(2, edits // (kills + 1))) if life < kills else None
        told += run(path, name, edits, few)
    return told


def run(path: Path, name: str, edits: int, few: int | None) -> Iterator[Told]:
    command = [sys.executable, "-m", "tests.monitor.editor", str(path), name, str(edits)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True, bufsize=1) as process:
        assert process.stdin
        assert process.stdout
        recorded = 0
        for line in process.stdout:
            what, text, seen, nr = line.split()
            yield what, text, None if seen == "None" else int(seen), int(nr)
            recorded += what == "recorded"
            with contextlib.suppress(BrokenPipeError):  # killed already
                process.stdin.write("\n")  # go on with the next one
            if recorded == few:
                process.kill()
    assert process.returncode == (0 if few is None else -9)


@pytest.mark.parametrize(
    ("editors", "edits", "kills"), [(6, 150, 2), pytest.param(12, 600, 20, marks=pytest.mark.long)]
)
@pytest.mark.timeout(600)
def test_editors_that_are_killed_lose_nothing_and_hear_of_every_conflict(
    tmp_path: Path, editors: int, edits: int, kills: int
) -> None:
    path = path_in(tmp_path)
    filled(path).close()
    names = [f"e{number}" for number in range(editors)]
    with ThreadPoolExecutor(editors) as pool:
        told = [line for lines in pool.map(lambda name: work(path, name, edits, kills), names) for line in lines]

    history = state_of(path).history(KEY)
    texts = [one.event.status.stand_van_zaken for one in history if isinstance(one.event, StatusGezet)]
    assert sorted(texts) == sorted(f"{name}-{number}" for name in names for number in range(edits))
    stands = dict(zip([one.nr for one in history], texts, strict=True))
    recorded = [line for line in told if line[0] == "recorded"]
    assert all(stands[nr] == text for _, text, _, nr in recorded)
    assert len(history) - len(recorded) <= editors * kills  # killed after the event, before the word of it

    before = dict(zip(stands, [None, *stands], strict=False))
    assert all(before[nr] == seen for _, _, seen, nr in recorded)
    conflicts = [line for line in told if line[0] == "conflict"]
    assert conflicts
    assert all(seen is None or seen < found for _, _, seen, found in conflicts)
    # Who was followed by somebody else had to hear of it before going on.
    author = {one.nr: one.auteur for one in history}
    followed = {(one.auteur, one.vorige) for one in history if one.vorige and author[one.vorige] != one.auteur}
    heard = {(text.partition("-")[0], found) for _, text, _, found in conflicts}
    assert len(followed - heard) <= editors * (kills + 1)  # at its start an editor looks first
    assert verify(path).problems == ()
