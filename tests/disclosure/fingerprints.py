"""The fingerprints of all blocks of a store, told by a process: `python -m tests.disclosure.fingerprints STORE`."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import duckdb
import polars as pl

from disclosure.publiceren import vingerafdruk
from disclosure.tabellen import FAMILIES
from schemas.definities import register
from warehouse import rekenwerk
from warehouse.release import current


def fingerprints(store: Path) -> dict[str, str]:
    """Those of each block by its name, made of the tables that stand in the store."""
    release = current(store)
    exact, floor = rekenwerk.of(store, release), register().drempels.minimale_telling
    assert exact
    with duckdb.connect(exact, read_only=True) as before, duckdb.connect(release.path, read_only=True) as after:
        return {
            blok.naam: vingerafdruk(blok, floor)
            for familie in FAMILIES
            for blok in familie.blokken(
                familie.frames(_reader(before), {name: _reader(after)(name) for name in familie.gelezen}), frozenset()
            )
        }


def _reader(con: duckdb.DuckDBPyConnection) -> Callable[[str], pl.DataFrame]:
    return lambda name: con.table(name).pl()


if __name__ == "__main__":
    sys.stdout.write(json.dumps(fingerprints(Path(sys.argv[1]))))
