"""Work is shared with other processes, and nobody can tell who did it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines import workers
from pipelines.workers import Workers

ROOT = Path(__file__).parents[2]


def whose(number: int) -> tuple[int, int]:
    """The process that does this, which takes a moment."""
    time.sleep(0.01)
    return number, os.getpid()


def half(number: int) -> int:
    if number % 2:
        raise ArithmeticError(f"{number} is odd")
    return number // 2


def end_unless(number: int, process: int) -> int:
    """A process of which nobody hears again, unless it is this one."""
    if os.getpid() != process:
        os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(0.01)
    return number


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Other processes are started for the smallest work."""
    monkeypatch.setattr(workers, "PATIENCE", 0.0)


def until_another_helps() -> Iterator[tuple[int]]:
    """Tasks without end, as long as this process does all of them."""
    yield from ((number,) for number in range(400))


@pytest.mark.usefixtures("at_once")
def test_what_is_made_comes_in_the_order_of_the_tasks_whoever_makes_it() -> None:
    with Workers(2) as two:
        made = two.map(whose, until_another_helps())
    assert [number for number, _ in made] == list(range(400))
    assert len({process for _, process in made}) == 2


@pytest.mark.usefixtures("at_once")
def test_the_first_task_that_fails_says_why() -> None:
    with Workers(2) as two, pytest.raises(ArithmeticError, match="3 is odd"):
        two.map(half, [(0,), (2,), (3,), (5,)])


@pytest.mark.usefixtures("at_once")
def test_what_a_process_leaves_that_ends_is_done_by_the_others() -> None:
    with Workers(2) as two:
        assert two.map(end_unless, [(number, os.getpid()) for number in range(200)]) == list(range(200))


def test_little_work_starts_no_process() -> None:
    with Workers(2) as two:
        assert {process for _, process in two.map(whose, [(1,), (2,)])} == {os.getpid()}


def test_those_told_to_start_help_with_little_work_too() -> None:
    with Workers(2) as two:
        two.start("json")
        assert len({process for _, process in two.map(whose, ((number,) for number in range(90)))}) == 2


@pytest.mark.parametrize(("processes", "first"), [(1, 1), (2, workers.AHEAD)])
def test_tasks_lie_ready_for_another_process_before_this_one_does_any(processes: int, first: int) -> None:
    made: list[int] = []

    def tasks() -> Iterator[tuple[list[int]]]:
        for number in range(2 * workers.AHEAD):
            made.append(number)
            yield (made,)

    with Workers(processes) as some:
        assert some.map(len, tasks())[0] == first


def test_one_process_works_alone() -> None:
    with Workers(1) as one:
        assert one.map(half, [(4,), (6,)]) == [2, 3]


def test_the_others_end_with_the_process_that_started_them() -> None:
    script = (
        "import os, sys\nfrom pipelines import workers\nworkers.PATIENCE = 0.0\n"
        "from tests.pipelines.test_workers import whose\n"
        "made = workers.Workers(2).map(whose, ((number,) for number in range(400)))\n"
        "print(len({process for _, process in made}), flush=True)\nsys.stdin.read()"
    )
    command = [sys.executable, "-c", script]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, stderr=pipe, text=True) as first:
        assert first.stdout is not None
        assert first.stderr is not None
        assert first.stdout.readline() == "2\n"
        first.kill()
        assert first.stderr.read() == ""  # which ends when nobody can write to it any more


def test_one_task_is_done_by_another_process_that_was_started() -> None:
    with Workers(2) as two:
        assert two.one(whose, 1) == (1, os.getpid())
        two.start("json", "csv")
        number, process = two.one(whose, 2)
    assert number == 2
    assert process != os.getpid()


def test_one_task_that_fails_elsewhere_says_why() -> None:
    with Workers(2) as two:
        two.start()
        with pytest.raises(ArithmeticError, match="3 is odd"):
            two.one(half, 3)


def test_one_task_of_a_process_that_ends_is_done_here() -> None:
    with Workers(2) as two:
        two.start()
        assert two.one(end_unless, 5, os.getpid()) == 5
