"""A reverse proxy for the tests: nginx where it is installed, else on Debian a copy that nothing starts by itself."""

import shutil
from pathlib import Path

from bootstrap import debian
from bootstrap.environment import VENV
from bootstrap.steps import Problem, run_quietly, say

NAME = "nginx"
UNPACKED = VENV / NAME
USUAL_PLACES = "/usr/sbin:/usr/local/sbin:/opt/homebrew/bin"  # not all of them are on the path of everybody


def find() -> Path | None:
    """The nginx that the tests run; None where there is none, and then they say so."""
    found = shutil.which(NAME) or shutil.which(NAME, path=USUAL_PLACES)
    own = UNPACKED / "usr" / "sbin" / NAME
    return Path(found) if found else own if own.exists() else None


def ensure() -> None:
    """See to it that there is one where that takes nothing but a download. Without it the other tests still run."""
    if not find() and debian.can_install():
        try:
            debian.unpack(NAME, UNPACKED)
        except Problem as problem:
            say(f"    {problem}")
    found = find()
    if found and run_quietly([str(found), "-v"], "trying nginx").code:
        shutil.rmtree(UNPACKED, ignore_errors=True)  # of a system that lacks its libraries
        found = find()
    say(f"    {found or 'no nginx: the sample of a proxy is not run'}")
