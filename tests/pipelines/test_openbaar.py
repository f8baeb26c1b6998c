"""The command `openbaar`."""

from pathlib import Path

import polars as pl

from disclosure.tabellen import FAMILIES
from tests.pipelines.command_line import run


def test_open_data_hold_no_small_counts(small_store: Path, tmp_path: Path) -> None:
    assert run("openbaar", "--out", tmp_path / "open", "--store", small_store).exit_code == 0
    written = {
        path.stem: pl.read_csv(path, separator=";", infer_schema=False) for path in (tmp_path / "open").iterdir()
    }
    assert set(written) == {one.mart for familie in FAMILIES for one in familie.publicaties}
    shown = [value for value in written["mart_lagen"]["leerlingen"].drop_nulls() if value != "x"]
    assert shown
    assert all(int(value) % 5 == 0 for value in shown)
    assert set(written["mart_lagen"]["_voorbeelddata"]) == {"ja"}


def test_open_data_without_a_release_end_with_one(tmp_path: Path) -> None:
    assert run("openbaar", "--out", tmp_path / "open", "--store", tmp_path).exit_code == 1
