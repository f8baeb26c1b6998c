"""Packages of Debian, installed where that is possible without asking anybody: as root on Debian itself."""

import os
import shutil
import sys
from pathlib import Path

from bootstrap.steps import Problem, run_quietly

OS_RELEASE = Path("/etc/os-release")

# Another apt at work (a fresh machine updates itself) is waited for. Without waiting for the disk after every file
# an install takes a fraction of the time; after a power cut it is simply done again.
APT_GET = ("apt-get", "-y", "-o", "DPkg::Lock::Timeout=300", "-o", "Dpkg::Options::=--force-unsafe-io")
QUIET = "DEBIAN_FRONTEND=noninteractive"


def can_install() -> bool:
    """Whether this is Debian, not one of its children (Ubuntu's chromium is not a package), with us as root."""
    if not OS_RELEASE.exists() or not shutil.which("apt-get"):
        return False
    fields = dict(line.split("=", 1) for line in OS_RELEASE.read_text(encoding="utf-8").splitlines() if "=" in line)
    return fields.get("ID", "").strip('"') == "debian" and _is_root()


def _is_root() -> bool:
    return sys.platform != "win32" and os.geteuid() == 0


def install(*packages: str) -> None:
    """Install packages by apt-get; the package lists are fetched only where the first try shows they are needed.

    Raises Problem when apt-get cannot do it.
    """
    names = " and ".join(packages)
    command = ["env", QUIET, *APT_GET, "install", "--no-install-recommends", *packages]
    finished = run_quietly(command, f"installing {names}")
    if finished.code:
        run_quietly(["env", QUIET, *APT_GET, "update"], "fetching the package lists")
        finished = run_quietly(command, f"installing {names}")
    if finished.code:
        last = "\n".join(finished.lines[-5:])
        raise Problem(f"apt-get could not install {names}. Check the network and the disk; it said:\n{last}")


def unpack(package: str, folder: Path) -> None:
    """Fetch a package and put its files in a folder; nothing is installed, so no service of it is started.

    Raises Problem when that cannot be done.
    """
    folder.mkdir(parents=True, exist_ok=True)
    fetch = ["env", "-C", str(folder), *APT_GET, "download", package]
    finished = run_quietly(fetch, f"fetching {package}")
    if finished.code:
        run_quietly(["env", QUIET, *APT_GET, "update"], "fetching the package lists")
        finished = run_quietly(fetch, f"fetching {package}")
    for file in folder.glob(f"{package}_*.deb"):
        finished = run_quietly(["dpkg-deb", "-x", str(file), str(folder)], f"unpacking {package}")
    if finished.code:
        last = "\n".join(finished.lines[-5:])
        raise Problem(f"apt-get could not fetch {package}; it said:\n{last}")
