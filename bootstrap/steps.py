"""What the commands say and how they start other programs: numbered steps, time that ticks, plain sentences."""

import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from bootstrap import PROJECT

TICK_SECONDS = 0.5
PATIENCE_SECONDS = 5.0  # for what a program has to put away after Ctrl-C
NOT_INHERITED = {"PYTHONHOME", "PYTHONPATH", "PYTHONDONTWRITEBYTECODE"}
LINE_EVERY_SECONDS = 10.0  # where nobody watches a terminal, a log line now and then is enough


class Problem(Exception):
    """A sentence for the user: what is wrong and what to do. It is printed as it is, never with a traceback."""


@dataclass
class Steps:
    """Numbers the steps of one command, so that it is clear how far it is."""

    total: int
    begun: int = 0

    def begin(self, title: str) -> None:
        self.begun += 1
        say(f"{self.begun}/{self.total} {title}")


@dataclass(frozen=True)
class Finished:
    """How a program ended: its exit code, what it printed (both streams, in order) and how long it took."""

    code: int
    lines: tuple[str, ...]
    seconds: float

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


@dataclass
class Clock:
    """Shows that something is still going on: a ticking line on a terminal, a plain line now and then elsewhere."""

    doing: str
    started: float = field(default_factory=time.monotonic)
    last_line: float = 0.0
    width: int = 0

    @property
    def seconds(self) -> float:
        return time.monotonic() - self.started

    def tick(self, detail: str) -> None:
        text = f"    {self.doing}: {self.seconds:.0f} s" + (f", {detail}" if detail else "")
        if sys.stdout.isatty():
            text = text[: shutil.get_terminal_size().columns - 1]
            sys.stdout.write("\r" + text.ljust(self.width))
            sys.stdout.flush()
            self.width = len(text)
        elif self.seconds - self.last_line >= LINE_EVERY_SECONDS:
            self.last_line = self.seconds
            say(text)

    def clear(self) -> None:
        if self.width:
            sys.stdout.write("\r" + " " * self.width + "\r")
            sys.stdout.flush()
            self.width = 0


def say(text: str) -> None:
    """Print one line at once, also into a pipe."""
    print(text, flush=True)


def run_quietly(
    command: Sequence[str], doing: str, detail: Callable[[Sequence[str]], str] = lambda lines: ""
) -> Finished:
    """Run a program that has nothing to tell while it goes well; its output comes back instead of on the screen.

    `doing` and the elapsed seconds are shown meanwhile, with `detail` made from the lines so far.
    """
    clock = Clock(doing)
    lines: list[str] = []
    with _child(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        reader = threading.Thread(target=_collect, args=(process, lines), daemon=True)
        reader.start()
        while reader.is_alive():
            reader.join(TICK_SECONDS)
            if clock.seconds >= 1:
                clock.tick(detail(lines))
        clock.clear()
        return Finished(process.wait(), tuple(lines), clock.seconds)


def run_openly(command: Sequence[str], doing: str = "", **how: int) -> int:
    """Run a program that shows its own progress on the screen. Returns its exit code.

    With `doing`, a plain line now and then says so where there is no terminal that shows the program's own progress.
    """
    clock = Clock(doing)
    with _child(command, **how) as process:
        while process.poll() is None:
            with suppress(subprocess.TimeoutExpired):
                process.wait(TICK_SECONDS)
            if doing and not sys.stdout.isatty():
                clock.tick("")
        return process.returncode


def start(command: Sequence[str], **environment: str) -> "subprocess.Popen[str]":
    """Start a program and go on. Ctrl-C does not reach it: whoever started it calls `stop`."""
    if sys.platform == "win32":
        return _popen(command, environment, creationflags=subprocess.CREATE_NEW_PROCESS_GROUP)
    else:  # noqa: RET505 -- for the types, what follows is unreachable on Windows unless it stands here
        return _popen(command, environment, process_group=0)


def stop(process: "subprocess.Popen[str]", patience: float = 0.0) -> None:
    """End a program: `patience` seconds to end by itself (where Ctrl-C reached it too), a request, then force."""
    for insist, seconds in ((process.terminate, patience), (process.kill, 5.0)):
        try:
            process.wait(seconds)
            return
        except subprocess.TimeoutExpired:
            insist()
    process.wait()


@contextmanager
def _child(command: Sequence[str], **how: int) -> "Iterator[subprocess.Popen[str]]":
    process = _popen(command, {}, **how)
    try:
        yield process
    except KeyboardInterrupt:
        stop(process, PATIENCE_SECONDS)
        raise
    finally:
        stop(process)
        if process.stdout:
            process.stdout.close()


def _popen(command: Sequence[str], environment: dict[str, str], **how: int) -> "subprocess.Popen[str]":
    """Every program runs in the project folder, in UTF-8, free of another Python's paths.

    It may keep what it compiled, also where the environment says otherwise, as container images do: .venv comes
    uncompiled, and the dashboard would compile all its libraries at every start.
    """
    inherited = {name: value for name, value in os.environ.items() if name not in NOT_INHERITED}
    process: subprocess.Popen[str] = subprocess.Popen(
        list(command),
        cwd=PROJECT,
        env={**inherited, "PYTHONUTF8": "1", **environment},
        encoding="utf-8",
        errors="replace",
        **how,  # type: ignore[call-overload]
    )
    return process


def _collect(process: "subprocess.Popen[str]", lines: list[str]) -> None:
    if process.stdout:
        for line in process.stdout:
            lines.append(line.rstrip())  # noqa: PERF401 -- the list is read while it grows
