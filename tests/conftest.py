"""What the tests share."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from bootstrap import browser


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A real browser, the one that `manage.py test` sees to.

    Per module, not per session: while it is open an event loop runs, in which no other test could start its own.
    """
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=browser.find(), args=list(browser.LAUNCH_FLAGS))
        yield opened
        opened.close()
