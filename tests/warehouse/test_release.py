"""The app opens one file and can do nothing else with it; what cannot be trusted is not opened."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from warehouse.release import SCHEMA_VERSION, SEAL, ReleaseError, checksum, connect, current, releases_folder, seal

RUN = "20241001T120000"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store with one release of one small table, published as a build does it."""
    folder = releases_folder(tmp_path)
    folder.mkdir()
    path = folder / f"release-{RUN}.duckdb"
    with duckdb.connect(path) as con:
        con.execute("create table mart_lagen as select '1' as laag, 96 as leerlingen")
    facts: dict[str, Any] = {
        "run": RUN,
        "file": path.name,
        "sha256": checksum(path),
        "schema_version": SCHEMA_VERSION,
        "basis": "b",
        "gebouwd_op": "2024-10-01T12:00:00+00:00",
        "data_tot": "2024-09-30",
        "voorbeelddata": True,
        "account": {"lines": 1},
    }
    (folder / "CURRENT").write_text(json.dumps({**facts, SEAL: seal(facts)}))
    return tmp_path


def change(store: Path, **facts: Any) -> None:
    pointer = releases_folder(store) / "CURRENT"
    changed = {**json.loads(pointer.read_text()), **facts}
    del changed[SEAL]
    pointer.write_text(json.dumps({**changed, SEAL: seal(changed)}))


def refusal(action: Callable[[], object]) -> str:
    with pytest.raises(ReleaseError) as caught:
        action()
    assert "python manage.py build" in str(caught.value)
    return caught.value.code


def test_the_pointer_names_the_release_in_use(store: Path) -> None:
    release = current(store)
    assert (release.run, release.path.name, release.account) == (RUN, f"release-{RUN}.duckdb", {"lines": 1})


def test_a_release_is_read(store: Path) -> None:
    rows = connect(current(store)).cursor().sql("select * from mart_lagen").fetchall()
    assert rows == [("1", 96)]


def test_without_a_release_there_is_a_sentence_that_says_what_to_run(tmp_path: Path) -> None:
    assert refusal(lambda: current(tmp_path)) == "ontbreekt"


@pytest.mark.parametrize("content", ["", "{", "[]", '"text"', "5", "null", '{"run": "x"}', "\udcff"])
def test_a_damaged_pointer_is_told(store: Path, content: str) -> None:
    (releases_folder(store) / "CURRENT").write_bytes(content.encode(errors="surrogateescape"))
    assert refusal(lambda: current(store)) == "beschadigd"


def test_a_release_of_another_version_is_not_opened(store: Path) -> None:
    change(store, schema_version=SCHEMA_VERSION + 1)
    assert refusal(lambda: current(store)) == "andere_versie"


def test_a_pointer_of_a_newer_program_is_another_version_and_not_damage(store: Path) -> None:
    change(store, schema_version=SCHEMA_VERSION + 1, new_fact="x")
    assert refusal(lambda: current(store)) == "andere_versie"


def test_a_damaged_release_is_not_opened(store: Path) -> None:
    path = current(store).path
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    assert refusal(lambda: connect(current(store))) == "beschadigd"


def test_a_release_that_is_gone_is_told(store: Path) -> None:
    current(store).path.unlink()
    assert refusal(lambda: connect(current(store))) == "beschadigd"


def test_a_pointer_cannot_lead_out_of_the_folder_of_releases(store: Path) -> None:
    outside = store / "other.duckdb"
    shutil.copy(current(store).path, outside)
    change(store, file="../other.duckdb")
    assert refusal(lambda: connect(current(store))) == "beschadigd"


def test_one_release_is_one_connection(store: Path) -> None:
    assert connect(current(store)) is connect(current(store))


@pytest.mark.parametrize(
    "statement",
    [
        "insert into mart_lagen values ('2', 4)",
        "create table other (x integer)",
        "drop table mart_lagen",
        "copy mart_lagen to '{folder}/copy.csv'",
        "select * from read_csv('{folder}/secret.csv')",
        "select * from '{folder}/secret.csv'",
        "select * from read_text('{folder}/secret.csv')",
        "attach '{folder}/other.duckdb'",
        "set enable_external_access = true",
        "set lock_configuration = false",
    ],
)
def test_a_connection_reads_its_own_release_and_can_do_nothing_else(store: Path, statement: str) -> None:
    (store / "secret.csv").write_text("leerling\n1\n")
    connection = connect(current(store))
    with pytest.raises(duckdb.Error):
        connection.cursor().sql(statement.format(folder=store)).fetchall()
    assert not (store / "copy.csv").exists()
