"""What the tests share."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings as properties
from playwright.sync_api import Browser, sync_playwright

from bootstrap import browser

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
def small_deliveries(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the small synthetic deliveries: the region in miniature."""
    import synthetic  # here, because most tests can do without

    folder = tmp_path_factory.mktemp("small") / "deliveries"
    synthetic.write(folder, size="small", seed=1, progress=_silent)
    return folder


@pytest.fixture(scope="session")
def small_store(small_deliveries: Path) -> Path:
    """A store with a release of the small synthetic deliveries and the monitor of the synthetic region.

    Built once and shared: read it, never write it.
    """
    from pipelines.build import build
    from settings import Settings
    from synthetic.agenda import AGENDA
    from synthetic.monitor import moments
    from warehouse.monitor.example import write_example
    from warehouse.monitor.proposals import proposed
    from warehouse.monitor.store import path_in

    store = small_deliveries.with_name("store")
    build(small_deliveries, Settings(store=store), _silent)
    write_example(path_in(store), moments(proposed(store, AGENDA)))
    return store


def _silent(step: str, done: int, total: int) -> None:
    """Progress that nobody watches."""
