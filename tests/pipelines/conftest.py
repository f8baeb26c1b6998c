"""A folder of deliveries to build in; and quick stand-ins for the marts, where the marts are not what is tested."""

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

import analysis.tabellen
from disclosure import tabellen
from pipelines.sources import MARKER
from tests.pipelines import quick_marts
from tests.pipelines.workplace import Workplace
from warehouse import checks, marts, publish
from warehouse.publish import Order, point
from warehouse.release import SCHEMA_VERSION, Release, checksum, releases_folder
from warehouse.vault import Vault


@pytest.fixture
def place(tmp_path: Path) -> Workplace:
    """Empty, marked as voorbeelddata."""
    deliveries = tmp_path / "deliveries"
    deliveries.mkdir()
    (deliveries / MARKER).write_text("seed = 1\n")
    return Workplace(deliveries, tmp_path / "store")


@pytest.fixture
def counting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Instead of the marts one table that says how many rows of each part count; the rest of publishing is real."""

    monkeypatch.setattr(marts, "create", quick_marts.create)
    monkeypatch.setattr(tabellen, "VRIJ", quick_marts.VRIJ)
    monkeypatch.setattr(analysis.tabellen, "AFLEIDINGEN", ())
    monkeypatch.setattr(checks, "failing", lambda con, data_tot: {})


@pytest.fixture
def tallied(monkeypatch: pytest.MonkeyPatch) -> None:
    """Instead of publishing a file that says how many rows of each part count: what was taken in is what matters."""

    def tally(store: Path, vault: Vault, order: Order, step: Callable[[str], None]) -> Release:
        rows = []
        for bron in order.bronnen:
            frame = pl.read_parquet(vault.path(bron.kind, bron.sha256, bron.reader), columns=["deel"])
            for deel, rijen in frame["deel"].value_counts().iter_rows():
                if bron.delen is None or deel in bron.delen:
                    rows.append((bron.kind, deel, rijen))
        now = dt.datetime.now(dt.UTC)
        path = releases_folder(store) / f"release-{now:%Y%m%dT%H%M%S%f}.duckdb"
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(sorted(rows)))
        release = Release(
            run=path.stem.removeprefix("release-"),
            path=path,
            sha256=checksum(path),
            schema_version=SCHEMA_VERSION,
            basis=order.basis,
            gebouwd_op=now.isoformat(),
            data_tot=order.data_tot.isoformat(),
            voorbeelddata=order.voorbeelddata,
            account={"tables": {}},
        )
        point(store, release)
        for other in sorted(path.parent.glob("release-*"))[: -order.keep]:
            other.unlink()
        return release

    monkeypatch.setattr(publish, "publish", tally)
