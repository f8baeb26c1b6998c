"""Somebody on a page of a server on real figures."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st

from tests.access.world import CHOICES, ROLES, World, reached, refuse
from tests.real import as_real
from ui import editing, gate
from warehouse.release import connect, current


@pytest.fixture(scope="module")
def real(small_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return as_real(small_store, tmp_path_factory.mktemp("real"))


@pytest.fixture
def world(real: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    (tmp_path / "roles.toml").write_text(ROLES, encoding="utf-8")
    monkeypatch.setenv("INBEELD_STORE", str(real))
    monkeypatch.setenv("INBEELD_ROLES", str(tmp_path / "roles.toml"))
    monkeypatch.setenv("INBEELD_AUDIT", str(tmp_path / "audit"))
    monkeypatch.setattr(gate, "refuse", refuse)
    monkeypatch.setattr(editing, "Store", reached)
    with connect(current(real)).cursor() as cursor:
        first = cursor.execute("select min(bestand) from mart_quarantaine_regels").fetchall()[0][0]
    monkeypatch.setitem(CHOICES, "bestand", (first,))
    st.cache_resource.clear()
    yield World(real, tmp_path / "audit", monkeypatch)
    st.cache_resource.clear()
