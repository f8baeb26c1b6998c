"""What the tests share."""

import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import settings as properties
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling

from tests import spread

try:
    import fcntl
except ImportError:  # Windows has none: there the tests run in one process
    fcntl = None  # type: ignore[assignment]

# The same examples in every run: a test that fails once fails again. No deadline: machines differ.
properties.register_profile("in-beeld", derandomize=True, deadline=None)
properties.load_profile("in-beeld")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What a test wants to have told at the end, by `record_property("slotregel", ...)`; and what took longest."""
    for report in terminalreporter.getreports("passed"):
        for name, line in report.user_properties:
            if name == "slotregel":
                terminalreporter.write_line(line)
    if terminalreporter.config.option.dist == "loadfile":
        reports = [each for group in terminalreporter.stats.values() for each in group]
        terminalreporter.section("what took longest")
        for line in spread.longest(each for each in reports if isinstance(each, pytest.TestReport)):
            terminalreporter.write_line(line)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadFileScheduling | None:
    """How `manage.py test` spreads the tests over the processors."""
    return spread.Spread(config, log) if config.option.dist == "loadfile" else None


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The order in which they are handed out; a process that runs all of them keeps its own."""
    if hasattr(config, "workerinput"):
        spread.sort(items)


def pytest_collection_finish() -> None:
    """What was imported and collected stays: spare the garbage collector looking at it again and again."""
    gc.collect()
    gc.freeze()


def pytest_unconfigure() -> None:
    """Let go of all tests before the interpreter ends.

    Hypothesis leaves a hook in the garbage collector that holds on to them, and DuckDB then tells on forty lines which
    of its types are still in use.
    """
    gc.callbacks.clear()
    gc.unfreeze()


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all processes of this session share."""
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if fcntl and "PYTEST_XDIST_WORKER" in os.environ else own) / "shared"
    folder.mkdir(exist_ok=True)
    return folder


@contextmanager
def made_once(path: Path) -> Iterator[bool]:
    """Whether this process has to make what stands at `path`; another that needs it waits until it is there."""
    with path.with_suffix(".lock").open("w") as lock:
        if fcntl:
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield not path.with_suffix(".done").exists()
        path.with_suffix(".done").touch()


@pytest.fixture(scope="session")
def small_deliveries(shared_folder: Path) -> Path:
    """A folder with the small synthetic deliveries: the region in miniature. Shared: read it, never write it."""
    import synthetic  # here, because most tests can do without

    folder = shared_folder / "deliveries"
    with made_once(folder) as must_make:
        if must_make:
            synthetic.write(folder, size="small", seed=1, progress=_silent)
    return folder


@pytest.fixture(scope="session")
def small_store(small_deliveries: Path) -> Path:
    """A store with a release of the small synthetic deliveries and the monitor of the synthetic region.

    Built once by each process and shared by all its tests: read it, never write it.
    """
    from pipelines.build import build
    from settings import Settings
    from synthetic.agenda import AGENDA
    from synthetic.monitor import moments
    from warehouse.monitor.example import write_example
    from warehouse.monitor.proposals import proposed
    from warehouse.monitor.store import path_in

    store = small_deliveries.with_name("store")
    with made_once(store) as must_make:
        if must_make:
            build(small_deliveries, Settings(store=store), _silent)
            write_example(path_in(store), moments(proposed(store, AGENDA)))
    return store


@pytest.fixture(scope="module")
def real(small_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small region as a server takes it that is not for voorbeelddata."""
    from tests.real import as_real

    return as_real(small_store, tmp_path_factory.mktemp("real"))


def _silent(step: str, done: int, total: int) -> None:
    """Progress that nobody watches."""
