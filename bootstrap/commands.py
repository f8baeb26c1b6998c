"""The commands of manage.py, each a few steps in order."""

import argparse
import io
import os
import signal
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bootstrap import PROJECT, browser, dashboard, proxy, release
from bootstrap.environment import DEVELOPMENT, RUNTIME, ensure, python
from bootstrap.steps import Problem, Steps, run_openly, run_quietly, say

INTERRUPTED = 130
BENCHMARKS = PROJECT / "benchmarks"


def main(arguments: Sequence[str]) -> int:
    """Run one command; 0 when it went well. What goes wrong is one plain sentence on standard error."""
    options, pytest_arguments = _parser().parse_known_args(arguments)
    if pytest_arguments and options.command != "test":
        _parser().error(f"not understood: {' '.join(pytest_arguments)}")
    for name in {"SIGTERM", "SIGHUP"} & set(dir(signal)):  # asked to end, or the terminal was closed
        if signal.getsignal(getattr(signal, name)) != signal.SIG_IGN:  # as nohup asks for
            signal.signal(getattr(signal, name), _interrupt)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a console that lacks a character shows another one
    try:
        return _carry_out(options, pytest_arguments)
    except Problem as problem:
        print(f"\n{problem}", file=sys.stderr, flush=True)
        return 1
    except KeyboardInterrupt:
        print("\nStopped.", flush=True)
        return INTERRUPTED


def run(*, port: int, deliveries: Path | None, store: Path | None, with_browser: bool) -> int:
    """Show the dashboard, with all that it needs made first; until Ctrl-C."""
    steps = Steps(4)
    steps.begin("Libraries")
    ensure(RUNTIME)
    source = _release(steps, deliveries, store)
    steps.begin("Dashboard")
    chosen = dashboard.free_port(port)
    if chosen != port:
        say(f"    port {port} is in use: {chosen} is taken instead")
    try:
        with dashboard.serving(chosen, source.store) as process:
            url = f"http://{dashboard.HOST}:{chosen}"
            say(f"    In Beeld: {url}  (Ctrl-C stops it)")
            if with_browser:
                dashboard.open_browser(url)
            code = process.wait()
    except KeyboardInterrupt:  # the way to stop it, not a failure
        say("\nStopped.")
        return 0
    raise Problem(f"The dashboard stopped by itself (exit code {code}); the lines above say why.")


def build(*, deliveries: Path | None, store: Path | None) -> int:
    """Make and publish a release, nothing more."""
    steps = Steps(3)
    steps.begin("Libraries")
    ensure(RUNTIME)
    _release(steps, deliveries, store)
    return 0


def test(pytest_arguments: Sequence[str]) -> int:
    """All checks, also after one that failed, so that one run tells everything."""
    steps = Steps(6)
    steps.begin("Libraries and test tools")
    ensure(DEVELOPMENT)
    failed = [*_browser(steps), *_lint(steps)]
    steps.begin("Tests")
    if not _tests_pass(pytest_arguments):
        failed.append("tests")
    return _verdict(failed)


def check(*, long: bool) -> int:
    """Linter, formatter and types; with `long` the tests that take minutes too."""
    steps = Steps(6 if long else 4)
    steps.begin("Libraries and test tools")
    ensure(DEVELOPMENT)
    failed = _lint(steps)
    if long:
        failed += _browser(steps)
        steps.begin("Long tests")
        if not _tests_pass(["-m", "long"]):
            failed.append("long tests")
    return _verdict(failed)


def bench(name: str | None) -> int:
    """Run one benchmark, or say which there are."""
    names = sorted(path.stem for path in BENCHMARKS.glob("*.py") if path.stem != "__init__")
    if name not in names:
        if name:
            raise Problem(f"There is no benchmark {name}. There are: {', '.join(names) or 'none'}.")
        say("python manage.py bench NAME, with one of:")
        for known in names:
            say(f"    {known}")
        return 0
    steps = Steps(2)
    steps.begin("Libraries and test tools")
    ensure(DEVELOPMENT)
    steps.begin(f"Benchmark {name}")
    return run_openly([python(), "-m", f"benchmarks.{name}"])


def _release(steps: Steps, deliveries: Path | None, store: Path | None) -> release.Source:
    steps.begin("Deliveries")
    source = release.choose(deliveries, store)
    release.write_example(source)
    steps.begin("Release")
    release.publish(source)
    release.write_monitor(source)
    return source


def _browser(steps: Steps) -> list[str]:
    """See to a browser and a proxy; without a browser the tests that need it fail, and all others still run."""
    steps.begin("Browser and proxy")
    proxy.ensure()
    try:
        browser.ensure()
    except Problem as problem:
        say(f"    {problem}")
        return ["browser"]
    return []


def _lint(steps: Steps) -> list[str]:
    """Linter, formatter and types; the names of those that found something, after what they found."""
    failed = []
    for title, arguments in (
        ("Linter", ["ruff", "check", "."]),
        ("Formatter", ["ruff", "format", "--check", "."]),
        ("Types", ["mypy"]),
    ):
        steps.begin(title)
        finished = run_quietly([python(), "-m", *arguments], "checking")
        say("\n".join(f"    {line}" for line in finished.lines))
        if finished.code:
            failed.append(title.lower())
    return failed


def _tests_pass(pytest_arguments: Sequence[str]) -> bool:
    """Run pytest on all processors, with its closing line as the last thing that it shows when all is well.

    A file of tests stays in one process, so that what it shares is made once. There is one process more than there are
    processors: the one with the browser waits for others most of the time.
    On its way out Python may still hear from DuckDB, on standard error, which of its own objects are left.
    """
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as aside:
        processes = str((os.cpu_count() or 1) + 1)
        command = [python(), "-m", "pytest", "-n", processes, "--dist", "loadfile", *pytest_arguments]
        code = run_openly(command, stderr=aside.fileno())
        if code:
            aside.seek(0)
            say(aside.read())
    return code == 0


def _verdict(failed: Sequence[str]) -> int:
    if failed:
        say(f"Failed: {', '.join(failed)}.")
        return 1
    say("All is well.")
    return 0


def _carry_out(options: argparse.Namespace, pytest_arguments: Sequence[str]) -> int:
    if options.command in {"run", "build"}:
        deliveries = options.deliveries and options.deliveries.resolve()
        store = options.store and options.store.resolve()
        if options.command == "build":
            return build(deliveries=deliveries, store=store)
        return run(port=options.port, deliveries=deliveries, store=store, with_browser=not options.no_browser)
    if options.command == "test":
        return test(pytest_arguments)
    if options.command == "check":
        return check(long=options.long)
    return bench(options.name)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python manage.py", description="In Beeld: start it, test it, build it.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="run | test | build | bench | check")
    run_parser = commands.add_parser("run", help="make what is needed and open the dashboard")
    build_parser = commands.add_parser("build", help="make and publish a release, without the dashboard")
    for with_folders in (run_parser, build_parser):
        with_folders.add_argument("--deliveries", type=Path, metavar="DIR", help="folder with the delivery files")
        with_folders.add_argument("--store", type=Path, metavar="DIR", help="folder for the vault and the releases")
    run_parser.add_argument("--port", type=int, default=dashboard.PORT, metavar="N", help="port of the dashboard")
    run_parser.add_argument("--no-browser", action="store_true", help="do not open a browser")
    commands.add_parser("test", help="linter, types and all tests; what follows goes to pytest", allow_abbrev=False)
    bench_parser = commands.add_parser("bench", help="run one of the benchmarks")
    bench_parser.add_argument("name", nargs="?")
    check_parser = commands.add_parser("check", help="linter, formatter and types")
    check_parser.add_argument("--long", action="store_true", help="also the tests that take minutes")
    return parser


def _interrupt(signal_number: int, frame: object) -> None:
    raise KeyboardInterrupt
