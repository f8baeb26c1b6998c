"""Somebody on a page of a server on real figures."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.access.world import CHOICES, World, reached, refuse
from tests.real import served
from ui import editing, gate
from warehouse.release import connect, current


@pytest.fixture
def world(real: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    monkeypatch.setattr(gate, "refuse", refuse)
    monkeypatch.setattr(editing, "Store", reached)
    with connect(current(real)).cursor() as cursor:
        first = cursor.execute("select min(bestand) from mart_quarantaine_regels").fetchall()[0][0]
    monkeypatch.setitem(CHOICES, "bestand", (first,))
    with served(real, tmp_path, monkeypatch):
        yield World(real, tmp_path / "audit", monkeypatch)
