"""However a published release is damaged: the one before it is served, and nobody sees an exception."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random

import duckdb
import pytest

from warehouse.publish import point
from warehouse.release import (
    COPY,
    POINTER,
    SCHEMA_VERSION,
    Release,
    ReleaseError,
    checksum,
    connect,
    current,
    manifest,
    releases,
    releases_folder,
)

RUNS = ("20240101T000000000", "20240201T000000000", "20240301T000000000")
WAYS = 200


def published(store: Path, run: str) -> Release:
    """A release of one small table, with its manifest and the pointer, as publishing leaves them."""
    folder = releases_folder(store)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"release-{run}.duckdb"
    with duckdb.connect(path) as con:
        con.execute("create table publicatie as select $run as run, range as rij from range(20000)", {"run": run})
    release = Release(
        run=run,
        path=path,
        sha256=checksum(path),
        schema_version=SCHEMA_VERSION,
        basis=run,
        gebouwd_op="2024-01-01T00:00:00+00:00",
        data_tot="2023-12-31",
        voorbeelddata=True,
        account={"lines": 1},
    )
    manifest(path).write_text(json.dumps(release.facts()))
    point(store, release)
    return release


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with three releases; the last one is in use."""
    store = tmp_path_factory.mktemp("whole")
    for run in RUNS:
        published(store, run)
    return store


@pytest.fixture
def store(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(whole, tmp_path / "store"))


def served(store: Path) -> str:
    """The run that a reader gets to see, read from the release itself."""
    release = current(store)
    with connect(release).cursor() as cursor:
        rows = cursor.sql("select run, count(*), max(rij) from publicatie group by run").fetchall()
    assert rows == [(release.run, 20000, 19999)]
    return release.run


def flip(content: bytearray, chance: Random) -> bytearray:
    for _ in range(chance.choice((1, 1, 3, 50))):
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    return content


def cut(content: bytearray, chance: Random) -> bytearray:
    return content[: chance.randrange(len(content))]


def zero(content: bytearray, chance: Random) -> bytearray:
    start = chance.randrange(len(content) // 2)  # nearer to the end a file may well hold zeroes already
    length = chance.randrange(16, 20000)
    content[start : start + length] = bytes(len(content[start : start + length]))
    return content


def swap(content: bytearray, chance: Random) -> bytearray:
    size = chance.choice((512, 4096))
    one, other = chance.sample(range(len(content) // size - 1), 2)
    first, second = slice(one * size, (one + 1) * size), slice(other * size, (other + 1) * size)
    content[first], content[second] = content[second], content[first]
    return content


def empty(content: bytearray, chance: Random) -> bytearray:
    return bytearray()


def grow(content: bytearray, chance: Random) -> bytearray:
    return content + chance.randbytes(chance.randrange(1, 5000))


Damage = Callable[[bytearray, Random], bytearray]
FILE: tuple[Damage, ...] = (flip, cut, zero, swap, empty, grow)


def damaged(path: Path, damage: Damage, chance: Random) -> bool:
    """Damage a file; False: the damage changed nothing."""
    before = path.read_bytes()
    after = bytes(damage(bytearray(before), chance))
    path.write_bytes(after)
    return after != before


def test_the_release_before_is_served_in_200_ways_of_damage(store: Path) -> None:
    """One release at a time, so that the file is the same again for the next way."""
    folder, chance, told = releases_folder(store), Random(20), 0  # noqa: S311 (no secret)
    path = folder / f"release-{RUNS[-1]}.duckdb"
    content = path.read_bytes()
    while told < WAYS:
        if not damaged(path, FILE[told % len(FILE)], chance):
            continue
        release = current(store)
        assert (release.run, release.teruggevallen) == (RUNS[-2], True)
        assert served(store) == RUNS[-2]
        told += 1
        path.write_bytes(content)
        assert (current(store).run, current(store).teruggevallen) == (RUNS[-1], False)


@pytest.mark.parametrize("damage", [flip, cut, empty, grow], ids=lambda damage: damage.__name__)
@pytest.mark.parametrize("seed", range(10))
def test_a_damaged_pointer_shows_a_whole_release_and_no_fact_that_is_not_true(
    store: Path, damage: Damage, seed: int
) -> None:
    before = current(store)
    damaged(releases_folder(store) / POINTER, damage, Random(seed))  # noqa: S311 (no secret)
    assert (current(store), current(store).account) == (before, before.account)
    assert served(store) == RUNS[-1]


def test_a_pointer_that_is_gone_shows_the_newest(store: Path) -> None:
    for name in (POINTER, COPY):
        (releases_folder(store) / name).unlink()
    assert served(store) == RUNS[-1]


@pytest.mark.parametrize("damage", [flip, cut, empty, grow], ids=lambda damage: damage.__name__)
def test_damaged_manifests_do_not_matter_while_the_release_in_use_is_whole(store: Path, damage: Damage) -> None:
    for path in releases_folder(store).glob("*.json"):
        damaged(path, damage, Random(1))  # noqa: S311 (no secret)
    assert served(store) == RUNS[-1]


def test_a_damaged_manifest_is_passed_over(store: Path) -> None:
    folder = releases_folder(store)
    (folder / f"release-{RUNS[-1]}.duckdb").write_bytes(b"")
    (folder / f"release-{RUNS[-2]}.json").write_bytes(b"{}")
    assert served(store) == RUNS[0]


def test_what_was_put_aside_by_a_rollback_does_not_come_back_by_damage(store: Path) -> None:
    found = {release.run: release for release in releases(store)}
    point(store, found[RUNS[1]])
    (releases_folder(store) / POINTER).write_bytes(b"")
    assert served(store) == RUNS[1]
    found[RUNS[1]].path.write_bytes(b"")
    assert served(store) == RUNS[0]


def test_files_beside_a_release_do_not_get_in_the_way(store: Path) -> None:
    path = releases_folder(store) / f"release-{RUNS[-1]}.duckdb"
    other = store / "other.duckdb"
    con = duckdb.connect(other)
    con.execute("create table t (x integer)")
    con.execute("insert into t values (1)")
    shutil.copy(f"{other}.wal", f"{path}.wal")
    con.close()
    assert served(store) == RUNS[-1]


def test_when_no_release_is_whole_that_is_told(store: Path) -> None:
    for path in releases_folder(store).glob("*.duckdb"):
        path.write_bytes(b"")
    with pytest.raises(ReleaseError) as caught:
        current(store)
    assert caught.value.code == "beschadigd"


def test_a_release_that_comes_back_is_served_again(store: Path) -> None:
    path = releases_folder(store) / f"release-{RUNS[-1]}.duckdb"
    content = path.read_bytes()
    path.write_bytes(content[:-1])
    assert served(store) == RUNS[-2]
    path.write_bytes(content)
    assert served(store) == RUNS[-1]
