"""How heavy packages are taken in: without what is not needed, and with as many threads as help."""

import os
import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType


class WithoutPandas(MetaPathFinder):
    """Pandera takes in Pandas and Hypothesis wherever they are installed; that is a second at each start."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname in {"pandas", "hypothesis"}:
            raise ModuleNotFoundError(f"No module named '{fullname}'", name=fullname)
        return None


def leave_out() -> None:
    """Import neither in this process, from now on."""
    sys.meta_path.insert(0, WithoutPandas())


def few_threads(processes: int) -> None:
    """Let Polars, once it is imported, keep to its part of the processors when so many processes share them.

    Frames are small here: with a pool as wide as the machine in each of two processes, threads that wait for each other
    take a seventh more time in all. Whoever sets another number gets it.
    """
    os.environ.setdefault("POLARS_MAX_THREADS", str(max(1, (os.cpu_count() or 1) // processes)))
