"""What is not imported, although it is installed: every process that reads is quicker without."""

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
