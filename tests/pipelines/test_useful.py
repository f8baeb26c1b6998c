"""The region of the sample whole: nothing of it can be found, and what is hidden leaves the figures useful."""

from pathlib import Path

import duckdb
import pytest
from typer.testing import CliRunner

from pipelines.__main__ import app
from warehouse.release import current

FINEST, PUPILS = 40, 8  # percent of the finest figures of a table, and of the pupils or children in them, hidden
SMALL = {  # small tables of the region of which docs/privacy.md says more
    "mart_casussen": 10,
    "mart_interventies": 13,
    "mart_interventies_lagen": 10,
    "mart_interventies_vervolg": 9,
    "mart_lagen_herstel": 14,
}


@pytest.mark.long
@pytest.mark.timeout(1200)
def test_of_the_region_so_much_is_hidden_at_most_and_nothing_can_be_found(tmp_path: Path) -> None:
    deliveries, store = tmp_path / "in", tmp_path / "store"
    for line in (
        ["sample", "--out", str(deliveries)],
        ["build", "--deliveries", str(deliveries), "--store", str(store)],
    ):
        assert CliRunner().invoke(app, line).exit_code == 0
    with duckdb.connect(str(current(store).path), read_only=True) as con:
        told = con.execute(
            "select tabel, fijnste, fijnste_verborgen, leerlingen_procent, nauwste from mart_onthulling"
        ).fetchall()
    assert len(told) > 30
    for tabel, finest, hidden, pupils, narrowest in told:
        assert 100 * hidden <= FINEST * finest, tabel
        assert (pupils or 0) <= SMALL.get(tabel, PUPILS), tabel
        assert narrowest is None or narrowest >= 5, tabel
