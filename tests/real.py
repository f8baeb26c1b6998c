"""A server on figures that pass for real: the small region without its mark of voorbeelddata, and who may log in."""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
import streamlit as st

from warehouse.release import POINTER, current, releases_folder

ROLES = """
claim = "groups"
[[rol]]
waarde = "woerden"
rol = "rea"
bereik = ["GM0632"]
[[rol]]
waarde = "regio"
rol = "rea"
[[rol]]
waarde = "analist"
rol = "analist"
[[rol]]
waarde = "school"
rol = "school"
bereik_claim = "schools"
[[rol]]
waarde = "redactie-3"
rol = "redacteur"
bereik = ["3"]
[[rol]]
waarde = "redactie"
rol = "redacteur"
[[rol]]
waarde = "beheer"
rol = "beheerder"
"""


def as_real(store: Path, target: Path) -> Path:
    """A copy of the release of a store, said to be made of real deliveries."""
    folder = releases_folder(target)
    shutil.copytree(releases_folder(store), folder)
    facts = replace(current(target), voorbeelddata=False).facts()
    (folder / POINTER).write_text(json.dumps(facts), encoding="utf-8")
    assert not current(target).voorbeelddata
    return target


@contextmanager
def served(store: Path, folder: Path, patch: pytest.MonkeyPatch) -> Iterator[None]:
    """The settings of a server on this store, with the role table and its log in `folder`, and nothing remembered."""
    (folder / "roles.toml").write_text(ROLES, encoding="utf-8")
    patch.setenv("INBEELD_STORE", str(store))
    patch.setenv("INBEELD_ROLES", str(folder / "roles.toml"))
    patch.setenv("INBEELD_AUDIT", str(folder / "audit"))
    st.cache_resource.clear()
    yield
    st.cache_resource.clear()
