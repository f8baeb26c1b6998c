"""Pages run by themselves, on the small region or on a release that differs from it in one respect."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from warehouse.publish import point
from warehouse.release import checksum, current, releases_folder

ROOT = Path(__file__).parents[2]
SECONDS = 60

Open = Callable[..., AppTest]


@pytest.fixture
def open_page(small_store: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Runs a page: `open_page("pages/regio/lagen.py", taal="en")`; `store=` where it is not the small region."""

    def opened(page: str, store: Path = small_store, **address: str) -> AppTest:
        monkeypatch.setenv("INBEELD_STORE", str(store))
        st.cache_resource.clear()  # the settings: another store may have been in use
        app = AppTest.from_file(ROOT / page, default_timeout=SECONDS)
        for key, value in address.items():
            app.query_params[key] = value
        return app.run()

    return opened


@pytest.fixture
def changed_store(small_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """A store with the release of the small region after these SQL statements: `changed_store("delete from …")`."""

    def changed(*statements: str) -> Path:
        store = tmp_path_factory.mktemp("store")
        shutil.copytree(releases_folder(small_store), releases_folder(store))
        release = current(store)
        with duckdb.connect(release.path) as con:
            for statement in statements:
                con.execute(statement)
            con.execute("checkpoint")
        point(store, replace(release, sha256=checksum(release.path)))
        return store

    return changed


@pytest.fixture
def no_store(tmp_path: Path) -> Path:
    """A store in which nothing was published yet."""
    return tmp_path
