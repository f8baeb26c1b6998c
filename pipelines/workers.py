"""Processes beside this one that share its work: Python itself keeps one processor busy, however many there are.

They are started when there turns out to be work for them, or when that is to be expected; they know nothing but what
they are sent, and end as soon as the process that sends it does, in whatever way: then their pipe ends.
"""

import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from threading import Event, Lock
from types import TracebackType
from typing import IO, Any, Generic, Self, TypeVar

Made = TypeVar("Made")
PROJECT = Path(__file__).resolve().parents[1]
Task = tuple[Any, ...]  # what a function is called with

MOST = 4  # processes, this one included: each takes 0.15 GB
PATIENCE = 1.0  # seconds of work before another process is worth its start, which takes as long


class Workers:
    """This process and up to `number` - 1 others."""

    def __init__(self, number: int = 0) -> None:
        """0: as many as there are processors."""
        self._helpers = [_Helper() for _ in range(1, min(number or os.cpu_count() or 1, MOST))]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for helper in self._helpers:
            helper.close()

    def start(self, *modules: str) -> None:
        """Let the others start now, and take in the modules that they will need, while this process goes on."""
        for helper in self._helpers:
            with suppress(OSError):  # none can be had now: perhaps when there is work for it
                helper.start(modules)

    def map(self, do: Callable[..., Made], tasks: Iterable[Task]) -> list[Made]:
        """What `do` makes of each task, in their order. Tasks are taken one by one, so they can be made meanwhile.

        `do` is a function of a module; what it is given and what it makes can be pickled. It follows from the task
        alone, so it does not matter who does it. Raises what `do` raises, of the first task that fails.
        """
        work = _Work(do, tasks)
        with ThreadPoolExecutor(len(self._helpers) or 1) as pool:
            try:
                helped = [pool.submit(work.by, helper) for helper in self._helpers]
                work.here()
                for one in helped:
                    one.result()
                work.here()  # what a helper that ended left
            except BaseException:
                for helper in self._helpers:  # else the pool waits until they are done
                    helper.stop()
                raise
            finally:
                work.ended.set()
        return work.results()


class _Work(Generic[Made]):
    """Tasks, who has which, and what came of them."""

    def __init__(self, do: Callable[..., Made], tasks: Iterable[Task]) -> None:
        self._do, self._tasks = do, enumerate(tasks)
        self._left: list[tuple[int, Task]] = []
        self._made: dict[int, Made] = {}
        self._failed: dict[int, Exception] = {}
        self._lock = Lock()
        self.ended = Event()

    def here(self) -> None:
        """Do tasks in this process until there are none."""
        for place, task in self._open():
            try:
                self._made[place] = self._do(*task)
            except Exception as error:
                self._failed[place] = error
        self.ended.set()

    def by(self, helper: "_Helper") -> None:
        """Let another process do tasks until there are none, or until it is gone: then others do them."""
        if not helper.is_started and self.ended.wait(PATIENCE):
            return
        for place, task in self._open():
            try:
                made, error = helper.ask(self._do, task)
            except (OSError, EOFError, pickle.UnpicklingError):
                self._left.append((place, task))
                return
            if error:
                self._failed[place] = error
            else:
                self._made[place] = made

    def results(self) -> list[Made]:
        if self._failed:
            raise self._failed[min(self._failed)]
        return [self._made[place] for place in sorted(self._made)]

    def _open(self) -> Iterator[tuple[int, Task]]:
        """Tasks nobody has, as long as all goes well."""
        while not self._failed:
            with self._lock:
                found = self._left.pop() if self._left else next(self._tasks, None)
            if found is None:
                return
            yield found


class _Helper:
    """Another process."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._stopped = False

    @property
    def is_started(self) -> bool:
        return self._process is not None

    def start(self, modules: Sequence[str] = ()) -> None:
        self._process = self._process or _started(modules)

    def ask(self, do: Callable[..., Any], task: Task) -> tuple[Any, Exception | None]:
        """What it makes of a task, or what went wrong. Raises OSError or EOFError when it is gone."""
        if self._stopped:
            raise EOFError
        self._process = self._process or _started()
        there, back = self._process.stdin, self._process.stdout
        if there is None or back is None:
            raise EOFError
        pickle.dump((do, task), there, pickle.HIGHEST_PROTOCOL)
        there.flush()
        return pickle.load(back)  # type: ignore[no-any-return]  # noqa: S301

    def stop(self) -> None:
        """End it, whatever it is doing: nothing of what it does stays."""
        self._stopped = True
        if self._process:
            self._process.kill()
            self._process.wait()

    def close(self) -> None:
        """End it, when nobody asks it anything any more."""
        self.stop()
        for pipe in (self._process.stdin, self._process.stdout) if self._process else ():
            if pipe:
                with suppress(OSError):
                    pipe.close()


def _started(modules: Sequence[str] = ()) -> "subprocess.Popen[bytes]":
    """A process that does what it is sent, with the program of this one."""
    environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
    command = [sys.executable, "-P", "-m", "pipelines.workers", *modules]
    return subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def serve(tasks: IO[bytes], answers: IO[bytes]) -> None:
    """Do each task that comes in, until nobody sends any."""
    while True:
        answer: tuple[Any, Exception | None]
        try:
            do, task = pickle.load(tasks)  # noqa: S301
        except EOFError:
            return
        try:
            answer = (do(*task), None)
        except Exception as error:
            answer = (None, error)
        pickle.dump(answer, answers, pickle.HIGHEST_PROTOCOL)
        answers.flush()


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that sends tasks hears it too, and decides
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # whatever is printed is no answer
    for module in sys.argv[1:]:
        import_module(module)
    with suppress(BrokenPipeError):
        serve(sys.stdin.buffer, answers)
