"""Processes beside this one that share its work: Python itself keeps one processor busy, however many there are.

They are started when there turns out to be work for them, or when that is to be expected; they know nothing but what
they are sent, and end as soon as the process that sends it does, in whatever way: then their pipe ends.
"""

import os
import pickle
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from threading import Event, Lock
from types import TracebackType
from typing import IO, Any, Generic, Self, TypeVar

from pipelines.imports import leave_out

Made = TypeVar("Made")
PROJECT = Path(__file__).resolve().parents[1]
Task = tuple[Any, ...]  # what a function is called with

MOST = 4  # processes, this one included: each takes 0.15 GB
GONE = (OSError, EOFError, pickle.UnpicklingError)  # what a process that ended leaves
PATIENCE = 1.0  # seconds of work before another process is worth its start, which takes as long
AHEAD = 8  # tasks made before they are needed, per helper: to make one can take as long as to do some


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
            if helper.lacks(modules):  # else it may be busy
                with suppress(OSError), helper.turn:  # none can be had now: perhaps when there is work for it
                    helper.start(modules)

    def one(self, do: Callable[..., Made], *task: Any) -> Made:
        """What `do` makes of a task, as in `map`: made by another process that was started and has nothing to do, else
        by this one. Of as many threads as there are processes each finds one of its own."""
        for helper in self._helpers:
            if helper.is_started and helper.turn.acquire(blocking=False):
                try:
                    made, error = helper.ask(do, task)
                except GONE:
                    continue
                finally:
                    helper.turn.release()
                if error:
                    raise error
                return made  # type: ignore[no-any-return]
        return do(*task)

    def map(self, do: Callable[..., Made], tasks: Iterable[Task]) -> list[Made]:
        """What `do` makes of each task, in their order. Tasks are taken one by one, so they can be made meanwhile: by
        this process, which does one itself only while some lie ready for the others.

        `do` is a function of a module; what it is given and what it makes can be pickled. It follows from the task
        alone, so it does not matter who does it. Raises what `do` raises, of the first task that fails.
        """
        work = _Work(do, tasks, AHEAD * len(self._helpers))
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
    """Tasks, who has which, and what came of them. ahead: how many lie ready before this process does one itself."""

    def __init__(self, do: Callable[..., Made], tasks: Iterable[Task], ahead: int) -> None:
        self._do, self._tasks, self._ahead = do, enumerate(tasks), ahead
        self._ready: deque[tuple[int, Task]] = deque()
        self._made: dict[int, Made] = {}
        self._failed: dict[int, Exception] = {}
        self._making = Lock()  # a generator makes one task at a time
        self.ended = Event()

    def here(self) -> None:
        """Do tasks in this process until there are none."""
        for place, task in self._open(self._ahead):
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
                with helper.turn:
                    made, error = helper.ask(self._do, task)
            except GONE:
                self._ready.append((place, task))
                return
            if error:
                self._failed[place] = error
            else:
                self._made[place] = made

    def results(self) -> list[Made]:
        if self._failed:
            raise self._failed[min(self._failed)]
        return [self._made[place] for place in sorted(self._made)]

    def _open(self, ahead: int = 0) -> Iterator[tuple[int, Task]]:
        """Tasks nobody has, as long as all goes well; each once so many lie ready, or no more can be made."""
        while not self._failed:
            while len(self._ready) < ahead and self._make():
                pass
            found = self._next()
            if found is None:
                return
            yield found

    def _next(self) -> tuple[int, Task] | None:
        """The task that lies ready longest, or else a new one; None: there are no more."""
        while True:
            with suppress(IndexError):
                return self._ready.popleft()
            if not self._make() and not self._ready:  # while one waits to make it, another may
                return None

    def _make(self) -> bool:
        """Make one more task, unless there is none."""
        with self._making:
            found = next(self._tasks, None)
            if found is not None:
                self._ready.append(found)
        return found is not None


class _Helper:
    """Another process. turn: whose it is to ask it something."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._stopped = False
        self._modules: set[str] = set()
        self._unheard = 0  # answers that nobody waited for
        self.turn = Lock()

    @property
    def is_started(self) -> bool:
        return self._process is not None

    def lacks(self, modules: Sequence[str]) -> bool:
        """Whether it has to start, or to take in any of these."""
        return not (self.is_started and self._modules.issuperset(modules))

    def start(self, modules: Sequence[str] = ()) -> None:
        """Let it start, and take in what it has not, without waiting for it."""
        self._process = self._process or _started()
        new = [module for module in modules if module not in self._modules]
        self._modules.update(new)
        for module in new:
            self._send(import_name, (module,))
            self._unheard += 1

    def ask(self, do: Callable[..., Any], task: Task) -> tuple[Any, Exception | None]:
        """What it makes of a task, or what went wrong. Raises OSError or EOFError when it is gone."""
        if self._stopped:
            raise EOFError
        self._process = self._process or _started()
        self._send(do, task)
        while self._unheard:
            self._answer()
            self._unheard -= 1
        return self._answer()

    def _send(self, do: Callable[..., Any], task: Task) -> None:
        if self._process is None or self._process.stdin is None:
            raise EOFError
        pickle.dump((do, task), self._process.stdin, pickle.HIGHEST_PROTOCOL)
        self._process.stdin.flush()

    def _answer(self) -> tuple[Any, Exception | None]:
        if self._process is None or self._process.stdout is None:
            raise EOFError
        return pickle.load(self._process.stdout)  # type: ignore[no-any-return]  # noqa: S301

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


def import_name(module: str) -> None:
    """Take in a module that will be needed."""
    import_module(module)


def _started() -> "subprocess.Popen[bytes]":
    """A process that does what it is sent, with the program of this one."""
    environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
    command = [sys.executable, "-P", "-m", "pipelines.workers"]
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
    leave_out()
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # whatever is printed is no answer
    with suppress(BrokenPipeError):
        serve(sys.stdin.buffer, answers)
