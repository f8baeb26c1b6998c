"""A real browser on a real dashboard of the small region; what goes wrong or leaves the machine is kept."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlparse

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, Request, expect, sync_playwright

from bootstrap import browser, dashboard

# Each process that runs tests looks for ports in a range of its own, also those of another checkout: two would find
# the same one free.
FIRST_PORT = 18510 + 50 * (os.getpid() % 200)
PATIENCE = 30_000  # milliseconds; a machine that does other work as well
POLL = 100  # milliseconds; asking at every frame would keep the processor from the page itself
RUN = '[data-testid="stApp"][data-test-script-state="notRunning"]'
expect.set_options(timeout=PATIENCE)
# The script has run, and what it sent is on the screen.
SHOWN = """() => document.querySelector('h1')
    && !document.querySelector('[data-testid="stSkeleton"]')
    && [...document.querySelectorAll('[data-testid="stPlotlyChart"]')].every(chart => chart.querySelector('.main-svg'))
    && document.fonts.status === 'loaded'"""


@dataclass
class Visitor:
    """Somebody at a screen. `errors`: what the console said; `outside`: addresses off this machine that were asked."""

    page: Page
    address: str
    errors: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)

    def goto(self, path: str) -> Page:
        """Open a page by its address and wait until all of it is there."""
        self.page.goto(f"{self.address}/{path}")
        return self.wait()

    def wait(self) -> Page:
        """Wait until the script has run and the figures stand."""
        self.page.wait_for_selector(RUN, timeout=PATIENCE)
        self.page.wait_for_function(SHOWN, timeout=PATIENCE, polling=POLL)
        return self.page

    def arrive(self) -> None:
        """Keep what the console says, and which requests leave this machine.

        They are seen, not stopped: stopping requests would switch off the browser's cache.
        """
        self.page.on("console", self._hear)
        self.page.on("pageerror", self._fail)
        self.page.on("request", self._see)

    def leave(self) -> None:
        """Stop listening; the window is for who comes next."""
        self.page.remove_listener("console", self._hear)
        self.page.remove_listener("pageerror", self._fail)
        self.page.remove_listener("request", self._see)

    def _fail(self, error: Error) -> None:
        self.errors.append(str(error))

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.errors.append(message.text)

    def _see(self, request: Request) -> None:
        place = urlparse(request.url)
        if place.scheme not in {"data", "blob"} and place.hostname != dashboard.HOST:
            self.outside.append(request.url)


Visit = Callable[..., Visitor]


@pytest.fixture(scope="session")
def served(small_store: Path) -> Iterator[str]:
    """The address of a dashboard on the small region, for tests that do not mind who came before."""
    port = dashboard.free_port(FIRST_PORT)
    with dashboard.serving(port, small_store):
        yield f"http://{dashboard.HOST}:{port}"


@pytest.fixture
def fresh(small_store: Path) -> Iterator[str]:
    """The address of a dashboard that nobody has visited yet."""
    port = dashboard.free_port(FIRST_PORT)
    with dashboard.serving(port, small_store):
        yield f"http://{dashboard.HOST}:{port}"


@dataclass
class Desk:
    """The browser and its window: opened when first needed, closed after the last test here.

    Not for a session: while a browser is open an event loop runs, in which no other test could start its own.
    """

    left: ExitStack = field(default_factory=ExitStack)
    browser: Browser | None = None
    page: Page | None = None

    def chromium(self) -> Browser:
        if self.browser is None:
            playwright = self.left.enter_context(sync_playwright())
            flags = list(browser.LAUNCH_FLAGS)
            self.browser = playwright.chromium.launch(executable_path=browser.find(), args=flags)
            self.left.callback(self.browser.close)
        return self.browser

    def window(self) -> Page:
        if self.page is None:
            context = self.chromium().new_context(reduced_motion="reduce")
            self.left.callback(context.close)
            self.page = context.new_page()
        return self.page

    def close(self) -> None:
        self.left.close()
        self.browser = self.page = None


DESK = Desk()


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(nextitem: pytest.Item | None) -> None:
    """After the last test of this folder, and after what its fixtures put away."""
    if nextitem is None or not nextitem.path.is_relative_to(Path(__file__).parent):
        DESK.close()


@pytest.fixture
def window() -> Page:
    """One window for all: in each new one the browser compiles all scripts again, for seconds."""
    return DESK.window()


@pytest.fixture(scope="module")
def chromium() -> Browser:
    """A real browser, the one that `manage.py test` sees to."""
    return DESK.chromium()


@pytest.fixture
def visit(window: Page, served: str) -> Iterator[Visit]:
    """A visitor, one at a time: `visit()`, `visit(width=400)`, `visit(fresh)` for another server."""
    arrived: list[Visitor] = []

    def arrive(address: str = served, width: int = 1280, height: int = 900) -> Visitor:
        window.set_viewport_size({"width": width, "height": height})
        window.emulate_media(color_scheme="light")
        visitor = Visitor(window, address)
        visitor.arrive()
        arrived.append(visitor)
        return visitor

    yield arrive
    for visitor in arrived:
        visitor.leave()
    window.goto("about:blank")  # a page that stays open asks after its server, which may be gone for the next visitor
