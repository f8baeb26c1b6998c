"""A store with deliveries of a small school."""

from pathlib import Path

import pytest

from tests.marts.rows import missed, pupil, reasons, schedule, school
from tests.warehouse.stored import Store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A school of two pupils who missed eight dagdelen in four weeks of 2021-2022. 37 lines in five files."""
    store = Store(tmp_path)
    store.deliver("scholen", school())
    store.deliver("redenen", reasons())
    store.deliver("leerlingen_2021", [*pupil(1), *pupil(2)])
    store.deliver("rooster_2021", schedule())
    store.deliver("verzuim_2021", [*missed(6), *missed(2, leerling=2, start=18)])
    return store
