"""A store with deliveries of a small school."""

from pathlib import Path

import pytest

from tests.marts.rows import missed, pupil, reasons, schedule, school
from tests.warehouse.stored import Store
from warehouse.release import Release


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A school of two pupils who missed eight dagdelen in four weeks of 2021-2022. 37 lines in five files."""
    return small_school(tmp_path)


@pytest.fixture
def open_store(tmp_path: Path) -> Store:
    """The same, with releases that show everything: for tests of what has nothing to do with protection."""
    return small_school(tmp_path, is_open=True)


@pytest.fixture(scope="module")
def one_release(tmp_path_factory: pytest.TempPathFactory) -> tuple[Store, Release]:
    """The same, with a release. Shared by the tests of a file: read it, never write it."""
    store = small_school(tmp_path_factory.mktemp("published"))
    return store, store.publish()


def small_school(folder: Path, *, is_open: bool = False) -> Store:
    store = Store(folder, is_open)
    store.deliver("scholen", school())
    store.deliver("redenen", reasons())
    store.deliver("leerlingen_2021", [*pupil(1), *pupil(2)])
    store.deliver("rooster_2021", schedule())
    store.deliver("verzuim_2021", [*missed(6), *missed(2, leerling=2, start=18)])
    return store
