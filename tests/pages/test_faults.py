"""Fifty things that go wrong while a page is made: no value and no path reaches the reader."""

import itertools
from collections.abc import Callable
from pathlib import Path

import duckdb
import polars as pl
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import Open
from ui import data, figure, filters, page, published
from ui.frame import PAGES

SECRETS = ("Jan Jansen", "99AA00", "/srv/store/vault", "leerling_key", "hunter2")
TEXT = " ".join(SECRETS)
ERRORS: list[Callable[[], Exception]] = [
    lambda: ValueError(TEXT),
    lambda: KeyError(TEXT),
    lambda: OSError(2, TEXT, "/srv/store/vault/leerlingen.parquet"),
    lambda: duckdb.IOException(TEXT),
    lambda: duckdb.ConversionException(TEXT),
    lambda: pl.exceptions.ComputeError(TEXT),
    lambda: UnicodeDecodeError("utf-8", TEXT.encode(), 0, 1, TEXT),
    lambda: MemoryError(TEXT),
    lambda: RecursionError(TEXT),
    lambda: AssertionError(TEXT),
]
# Where it goes wrong: in what every page calls.
PLACES: list[tuple[object, str]] = [
    (data, "answer"),
    (filters, "one"),
    (figure, "footnote"),
    (page, "headline"),
    (published, "check"),
]


def shown(app: AppTest) -> str:
    """Everything that goes to the browser."""
    return "\n".join(str(each.proto) for each in app.main) + "\n".join(str(each.value) for each in app.exception)


@pytest.mark.parametrize(("place", "error"), list(itertools.product(range(len(PLACES)), range(len(ERRORS)))))
def test_an_error_shows_no_value_and_no_path(
    place: int, error: int, open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    module, name = PLACES[place]

    def fail(*arguments: object, **more: object) -> None:
        raise ERRORS[error]()

    monkeypatch.setattr(module, name, fail)
    st.cache_data.clear()
    app = open_page(PAGES["vrijstellingen"])
    assert app.exception, "it did go wrong"
    text = shown(app)
    assert not any(secret in text for secret in (*SECRETS, "Traceback", str(Path(__file__).parents[2])))


def test_in_its_place_stands_a_sentence(open_page: Open) -> None:
    app = AppTest.from_function(_failing).run()
    assert app.error[0].value.startswith("Er ging iets mis")
    assert TEXT not in shown(app)


def _failing() -> None:
    from ui import failure

    assert failure.show(ValueError("Jan Jansen 99AA00 /srv/store/vault leerling_key hunter2"))
