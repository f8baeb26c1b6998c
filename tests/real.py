"""A store with figures that pass for real: the small region without its mark of voorbeelddata."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

from warehouse.release import POINTER, current, releases_folder


def as_real(store: Path, target: Path) -> Path:
    """A copy of the release of a store, said to be made of real deliveries."""
    folder = releases_folder(target)
    shutil.copytree(releases_folder(store), folder)
    facts = replace(current(target), voorbeelddata=False).facts()
    (folder / POINTER).write_text(json.dumps(facts), encoding="utf-8")
    assert not current(target).voorbeelddata
    return target
