"""Starting and stopping the dashboard: a free port, the moment it answers, the browser, Ctrl-C."""

import os
import socket
import subprocess
import sys
import urllib.error
import urllib.request
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import sleep

from bootstrap.environment import python
from bootstrap.steps import TICK_SECONDS, Clock, Problem, say, start, stop

HOST = "127.0.0.1"  # pupils' figures: nothing listens to the network unless somebody decides so
PORT = 8501
PORTS_TRIED = 100
PATIENCE_SECONDS = 120.0


def free_port(wanted: int) -> int:
    """The wanted port, else the next one that nobody listens on."""
    for port in range(wanted, min(wanted + PORTS_TRIED, 65536)):
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            if sys.platform != "win32":
                # A port that was let go of a moment ago counts as free; on Windows this would steal a used one.
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except OSError:
                continue
            return port
    raise Problem(
        f"No port from {wanted} on is free. Stop a program that listens there, or choose another with --port."
    )


@contextmanager
def serving(port: int, store: Path) -> Iterator["subprocess.Popen[str]"]:
    """The dashboard of the release in `store`, from the moment it answers to the end of the block."""
    command = [
        python(), "-m", "streamlit", "run", "app.py",
        "--server.address", HOST, "--server.port", str(port), "--server.headless", "true",
        "--browser.gatherUsageStats", "false", "--logger.hideWelcomeMessage", "true",
    ]  # fmt: skip
    process = start(command, INBEELD_STORE=str(store))
    try:
        _wait_until_it_answers(process, port)
        yield process
    finally:
        stop(process)


def open_browser(url: str) -> None:
    """Open the page where there is a screen; a server without one would start a browser for the terminal."""
    has_screen = sys.platform in {"win32", "darwin"} or bool(
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )
    if not has_screen or not webbrowser.open(url):
        say("    Open that address in a browser.")


def _wait_until_it_answers(process: "subprocess.Popen[str]", port: int) -> None:
    clock = Clock("starting the dashboard")
    while not _answers(port):
        if process.poll() is not None:
            raise Problem("The dashboard stopped while it started; the lines above say why.")
        if clock.seconds > PATIENCE_SECONDS:
            raise Problem(f"The dashboard did not answer within {PATIENCE_SECONDS:.0f} s. Start again.")
        if clock.seconds >= 1:
            clock.tick("")
        sleep(TICK_SECONDS / 2)
    clock.clear()


def _answers(port: int) -> bool:
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # a proxy does not know this machine
    try:
        with direct.open(f"http://{HOST}:{port}/_stcore/health", timeout=2) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False
