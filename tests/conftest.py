"""What the tests share."""

import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import settings as properties
from playwright.sync_api import Browser, sync_playwright

from bootstrap import browser

try:
    import fcntl
except ImportError:  # Windows has none: there the tests run in one process
    fcntl = None  # type: ignore[assignment]

# The same examples in every run: a test that fails once fails again. No deadline: machines differ.
properties.register_profile("in-beeld", derandomize=True, deadline=None)
properties.load_profile("in-beeld")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What a test wants to have told at the end, by `record_property("slotregel", ...)`."""
    for report in terminalreporter.getreports("passed"):
        for name, line in report.user_properties:
            if name == "slotregel":
                terminalreporter.write_line(line)


def pytest_unconfigure() -> None:
    """Let go of all tests before the interpreter ends.

    Hypothesis leaves a hook in the garbage collector that holds on to them, and DuckDB then tells on forty lines which
    of its types are still in use.
    """
    gc.callbacks.clear()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A real browser, the one that `manage.py test` sees to.

    Per module, not per session: while it is open an event loop runs, in which no other test could start its own.
    """
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=browser.find(), args=list(browser.LAUNCH_FLAGS))
        yield opened
        opened.close()


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

    Built once and shared: read it, never write it.
    """
    from pipelines.build import build
    from settings import Settings
    from synthetic.monitor import moments
    from warehouse.monitor.example import write_example
    from warehouse.monitor.store import path_in

    store = small_deliveries.with_name("store")
    with made_once(store) as must_make:
        if must_make:
            build(small_deliveries, Settings(store=store), _silent)
            write_example(path_in(store), moments())
    return store


def _silent(step: str, done: int, total: int) -> None:
    """Progress that nobody watches."""
