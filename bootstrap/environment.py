"""The virtual environment .venv: made from the hashed requirements, and made again when they changed."""

import hashlib
import importlib.util
import json
import re
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from bootstrap import PROJECT, debian
from bootstrap.explanations import explain
from bootstrap.lock import locked
from bootstrap.steps import Problem, run_quietly, say

VENV = PROJECT / ".venv"
RUNTIME = PROJECT / "requirements.txt"
DEVELOPMENT = PROJECT / "requirements-dev.txt"  # holds all of requirements.txt too

STAMP = "in-beeld.json"  # in .venv: which requirements are installed
INTERRUPTED = "in-beeld.installing"  # in .venv: an install was begun and has not ended

ROOM_BYTES = 2 * 1024**3  # libraries 0.8 GB, unpacking them, and the synthetic region
OLDEST = (3, 11)
UNPACKING = "unpacking"

# No dependency is looked for (the requirements are complete) and nothing is built or compiled while waiting:
# half the time of a plain install. The hashes are demanded by pip for every file.
PIP_INSTALL = (
    "-m", "pip", "install", "--require-hashes", "--no-deps", "--only-binary", ":all:", "--no-compile", "--no-user",
    "--disable-pip-version-check", "--no-input", "--progress-bar", "off",
)  # fmt: skip


def python_of(venv: Path, platform: str = sys.platform) -> Path:
    """Where the interpreter of a virtual environment is."""
    return venv / "Scripts" / "python.exe" if platform == "win32" else venv / "bin" / "python"


def python() -> str:
    """The interpreter that every other program of the project is started with."""
    return str(python_of(VENV))


def fingerprint(requirements: Path) -> str:
    """The same for the same requirements, whatever line ends a checkout gave the file."""
    return hashlib.sha256(requirements.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def installed(venv: Path) -> dict[str, str]:
    """Per requirements file the fingerprint that was installed; empty where an install did not end."""
    if (venv / INTERRUPTED).exists() or not python_of(venv).exists():
        return {}
    try:
        stamp = json.loads((venv / STAMP).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def is_ready(requirements: Path, venv: Path = VENV) -> bool:
    return installed(venv).get(requirements.name) == fingerprint(requirements)


def ensure(requirements: Path, venv: Path = VENV) -> None:
    """Make .venv hold exactly what the requirements file says. Costs nothing when it already does.

    Raises Problem, with what to do about it, when that cannot be done.
    """
    if is_ready(requirements, venv):
        say("    ready")
        return
    with locked(venv.with_suffix(".lock"), "another command is setting up .venv"):
        if not is_ready(requirements, venv):
            _demand_room(venv.parent)
            _prepare(venv)
            _install(requirements, venv)


def _demand_room(place: Path) -> None:
    free = shutil.disk_usage(place).free
    if free < ROOM_BYTES:
        raise Problem(
            f"There is too little room on the disk of {place}: {free / 1024**3:.1f} GB is free and about "
            f"{ROOM_BYTES / 1024**3:.0f} GB is needed. Make room and start again."
        )


def _prepare(venv: Path) -> None:
    """Leave a virtual environment that works, empty or whole, never a half installed one."""
    if (venv / INTERRUPTED).exists():
        # pip takes a package that was half unpacked for installed, so only a new start is safe.
        say("    the last install did not end: starting anew")
        _remove(venv)
    _demand_new_enough(venv)
    if python_of(venv).exists():
        return
    if not importlib.util.find_spec("venv") or not importlib.util.find_spec("ensurepip"):
        _install_venv_module()
    venv.mkdir(exist_ok=True)
    (venv / INTERRUPTED).touch()
    finished = run_quietly([sys.executable, "-m", "venv", str(venv)], "making .venv")
    if finished.code:
        raise Problem(explain(finished.lines, "Python could not make the virtual environment .venv."))


def _demand_new_enough(venv: Path) -> None:
    configuration = venv / "pyvenv.cfg"
    version = (
        re.search(r"^version\S* *= *(\d+)\.(\d+)", configuration.read_text("utf-8"), re.M)
        if configuration.exists()
        else None
    )
    if version and (int(version[1]), int(version[2])) < OLDEST:
        raise Problem(
            f"The folder {venv} was made with Python {version[1]}.{version[2]}; Python 3.11 or newer is needed. "
            "Remove that folder and start again."
        )


def _install_venv_module() -> None:
    package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    if not (debian.can_install() and Path(sys.executable).resolve().parent == Path("/usr/bin")):
        raise Problem(
            "This Python cannot make virtual environments: its venv module is missing. "
            f"On Debian and Ubuntu, install it with: apt-get install {package}"
        )
    debian.install(package)
    importlib.invalidate_caches()


def _install(requirements: Path, venv: Path) -> None:
    stamp = installed(venv)
    (venv / INTERRUPTED).touch()
    total = len(re.findall(r"^\S+==(?!.*sys_platform)", requirements.read_text(encoding="utf-8"), re.M))
    command = [str(python_of(venv)), *PIP_INSTALL, "--requirement", str(requirements)]
    finished = run_quietly(command, "installing the libraries", lambda lines: _stage(lines, total))
    if finished.code:
        if _stage(finished.lines, total) != UNPACKING:
            (venv / INTERRUPTED).unlink()  # nothing was written yet: what stands in .venv is still whole
        raise Problem(explain(finished.lines, "pip could not install the libraries."))
    stamp[requirements.name] = fingerprint(requirements)
    if requirements == DEVELOPMENT:
        stamp[RUNTIME.name] = fingerprint(RUNTIME)
    (venv / STAMP).write_text(json.dumps(stamp, indent=1), encoding="utf-8")
    (venv / INTERRUPTED).unlink()
    say(f"    installed in {finished.seconds:.0f} s")


def _stage(lines: Sequence[str], total: int) -> str:
    if any(line.startswith("Installing collected packages") for line in lines):
        return UNPACKING
    fetched = sum(line.startswith(("Collecting ", "Processing ", "Requirement already")) for line in lines)
    return f"{fetched} of {total} fetched" if fetched else ""


def _remove(venv: Path) -> None:
    try:
        shutil.rmtree(venv)
    except OSError as error:
        raise Problem(
            f"The folder {venv} cannot be removed ({error.strerror}). Stop what still uses it, remove it, start again."
        ) from error
