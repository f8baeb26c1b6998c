"""A browser for the browser tests: the one that is there, else the system's, else Playwright's own."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from bootstrap import debian
from bootstrap.environment import python
from bootstrap.explanations import explain
from bootstrap.steps import Problem, run_quietly, say

# In this order: what the system keeps up to date first.
ON_THE_PATH = (
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "microsoft-edge-stable",
)  # fmt: skip
ON_MACOS = (
    "Chromium.app/Contents/MacOS/Chromium",
    "Google Chrome.app/Contents/MacOS/Google Chrome",
    "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
ON_WINDOWS = (
    "Chromium/Application/chrome.exe",
    "Google/Chrome/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
)

# No sandbox: it does not start as root, and the tests only visit this machine. The rest keeps the browser
# itself from talking to the outside, so that a request off the loopback is one of ours.
LAUNCH_FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


def find(
    platform: str = sys.platform,
    environment: Mapping[str, str] = os.environ,
    which: Callable[[str], str | None] = shutil.which,
    is_file: Callable[[Path], bool] = Path.is_file,
) -> Path | None:
    """The installed Chromium, Chrome or Edge that the tests drive; None where there is none.

    Playwright then starts its own, if `ensure` could fetch it.
    """
    for name in ON_THE_PATH:
        if found := which(name):
            return Path(found)
    return next((place for place in _usual_places(platform, environment) if is_file(place)), None)


def ensure() -> None:
    """See to it that the tests have a browser. Raises Problem, with what to do, when none can be had."""
    if not find() and debian.can_install():
        debian.install("chromium", "fonts-liberation")
    _ensure_driver()
    browser = find()
    if not browser:
        finished = run_quietly([python(), "-m", "playwright", "install", "chromium"], "fetching Playwright's browser")
        if finished.code:
            reason = explain(finished.lines, "Playwright could not fetch its own.")
            raise Problem(f"No browser was found for the tests. Install Chromium, Chrome or Edge. {reason}")
    say(f"    {browser or 'a browser of Playwright'}")


def _ensure_driver() -> None:
    """Playwright's driver needs one library that a bare Debian does not have."""
    command = [python(), "-m", "playwright", "--version"]
    finished = run_quietly(command, "trying Playwright")
    if finished.code and debian.can_install():
        debian.install("libatomic1")
        finished = run_quietly(command, "trying Playwright")
    if finished.code:
        last = "\n".join(finished.lines[-3:])
        raise Problem(f"Playwright, which drives the browser, does not start. Install what it misses; it said:\n{last}")


def _usual_places(platform: str, environment: Mapping[str, str]) -> Iterator[Path]:
    if platform == "darwin":
        for applications in (Path("/Applications"), Path(environment.get("HOME", "/")) / "Applications"):
            yield from (applications / place for place in ON_MACOS)
    if platform == "win32":
        for variable in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"):
            if folder := environment.get(variable):
                yield from (Path(folder) / place for place in ON_WINDOWS)
