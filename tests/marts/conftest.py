"""A small region for the tests of the marts: the views of all kinds, empty unless rows are given."""

import datetime as dt
import importlib
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import duckdb
import polars as pl
import pytest

from schemas.codes import KINDS
from warehouse import marts

Rows = list[dict[str, Any]]
Kinds = dict[str, Any]  # kind to rows, as `build` takes them
Build = Callable[..., duckdb.DuckDBPyConnection]


def schema_of(kind: str) -> dict[str, pl.DataType]:
    """Columns and types of the clean table of a kind, from its Pandera model."""
    model = getattr(importlib.import_module(f"schemas.{kind}"), kind.capitalize())
    return {name: column.dtype.type for name, column in model.to_schema().columns.items()}


SCHEMAS = {kind: schema_of(kind) for kind in KINDS}


def build_marts(
    con: duckdb.DuckDBPyConnection, data_tot: dt.date = dt.date(2022, 7, 31), **kinds: Rows
) -> duckdb.DuckDBPyConnection:
    """All marts in `con`, from the rows of each kind; a column that is left out is null."""
    for kind in KINDS:
        con.register(kind, pl.DataFrame(kinds.get(kind, []), schema=SCHEMAS[kind], orient="row"))
    marts.create(con, data_tot=data_tot)
    return con


@pytest.fixture
def build() -> Iterator[Build]:
    """`build_marts` on a connection of its own."""
    con = duckdb.connect()
    yield partial(build_marts, con)
    con.close()
