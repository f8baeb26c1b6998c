"""A build may be killed at any moment: there is always a whole release, and the next build succeeds."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCRIPT = Path(__file__).with_name("killing.py")


def kill(folder: Path, *arguments: str) -> str:
    """The closing line of the script; it ends with 0 only when nothing was wrong."""
    command = [sys.executable, str(SCRIPT), str(folder), *arguments]
    environment = {"PYTHONPATH": str(ROOT), "PATH": ""}
    finished = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert finished.returncode == 0, finished.stdout + finished.stderr[-2000:]
    return finished.stdout


posix = pytest.mark.skipif(sys.platform == "win32", reason="there are no forks on Windows")


@posix
@pytest.mark.timeout(600)
def test_a_build_that_is_killed_leaves_a_whole_release_and_the_next_succeeds(tmp_path: Path) -> None:
    line = kill(tmp_path, "50")
    print(line)  # noqa: T201 (the closing line: what was tried)
    assert ", 0 looks" not in line


@posix
@pytest.mark.long
@pytest.mark.timeout(3600)
def test_a_build_with_all_marts_that_is_killed_leaves_a_whole_release(tmp_path: Path) -> None:
    print(kill(tmp_path, "200", "--marts"))  # noqa: T201 (the closing line: what was tried)
