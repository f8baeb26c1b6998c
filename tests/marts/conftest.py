"""A small region for the tests of the marts: the views of all kinds, empty unless rows are given."""

import datetime as dt
import importlib
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import Any

import duckdb
import polars as pl
import pytest

from pipelines.parsing import zondag
from schemas.codes import KINDS
from warehouse import marts
from warehouse.delen import PER_SCHOOLJAAR
from warehouse.marts import volgorde

Rows = list[dict[str, Any]]
Kinds = dict[str, Any]  # kind to rows, as `build` takes them
Build = Callable[..., duckdb.DuckDBPyConnection]


def schema_of(kind: str) -> dict[str, pl.DataType]:
    """Columns and types of the clean table of a kind, from its Pandera model."""
    model = getattr(importlib.import_module(f"schemas.{kind}"), kind.capitalize())
    return {name: column.dtype.type for name, column in model.to_schema().columns.items()}


FILES = {group: getattr(volgorde, group) for group in ("BEFORE", "BESIDE", "YEARLY", "AFTER")}
EVERY_MART = volgorde.MARTS
SCHEMAS = {kind: schema_of(kind) for kind in KINDS}
DAYS = {
    "rooster": pl.col("datum"),
    "verzuim": pl.col("datum"),
    "weekcijfers": zondag("week") - pl.duration(days=3),
    "laagcijfers": pl.col("peildatum"),
    "interventies": pl.col("start"),
}


@dataclass
class Rijen:
    """The rows of a test, as the vault gives them: each with its schooljaar, its line and the file it stands in."""

    frames: dict[str, pl.DataFrame]

    def schooljaren(self) -> list[str]:
        return sorted({year for frame in self.frames.values() for year in frame["van_schooljaar"]})

    def is_known(self, con: duckdb.DuckDBPyConnection, schooljaar: str) -> bool:
        return False

    def copy(self, con: duckdb.DuckDBPyConnection, schooljaar: str) -> None:
        raise AssertionError("there is nothing to copy")

    def begin(self, con: duckdb.DuckDBPyConnection) -> None:
        raise AssertionError("there is one connection")

    def open(self, con: duckdb.DuckDBPyConnection, schooljaar: str) -> None:
        for kind, frame in self.frames.items():
            con.register(kind, frame.filter(pl.col("van_schooljaar") == schooljaar))
        con.register("verzuimbestanden", self.frames["verzuim"].select("bestand", "regel"))


def rows_of(kind: str, rows: Rows) -> pl.DataFrame:
    """The rows of a kind, one line each unless a row says so itself; a reason code is replaced by a hash."""
    place = {"bestand": pl.Int32, "regel": pl.Int32}
    hashed = [{**row, "reden": code(row["reden"])} if "reden" in row else row for row in rows]
    numbered = [{"bestand": 0, "regel": number, **row} for number, row in enumerate(hashed, start=2)]
    return pl.DataFrame(numbered, schema={**SCHEMAS[kind], **place}, orient="row")


def code(reden: str) -> int:
    """What stands in the vault instead of a reason code."""
    return int.from_bytes(reden.encode()[:7], "big")


def build_marts(
    con: duckdb.DuckDBPyConnection,
    data_tot: dt.date = dt.date(2022, 7, 31),
    on_file: marts.Progress | None = None,
    onderdelen: Sequence[marts.Onderdeel] = (),
    **kinds: Rows,
) -> duckdb.DuckDBPyConnection:
    """All marts in `con`, from the rows of each kind; a column that is left out is null."""
    frames = {kind: rows_of(kind, kinds.get(kind, [])) for kind in KINDS}
    for kind, frame in frames.items():
        con.register(kind, frame)
    con.register("bestanden", pl.DataFrame({"kind": KINDS, "nummer": [0] * len(KINDS), "bestand": KINDS}))
    per_year = {kind: with_schooljaar(kind, frames[kind]) for kind in PER_SCHOOLJAAR}
    marts.create(con, Rijen(per_year), data_tot=data_tot, onderdelen=onderdelen, on_file=on_file)
    return con


def with_schooljaar(kind: str, frame: pl.DataFrame) -> pl.DataFrame:
    """The rows with the schooljaar they are about in `van_schooljaar`."""
    if kind == "leerlingen":
        return frame.with_columns(van_schooljaar="schooljaar")
    start = DAYS[kind].dt.year() - (DAYS[kind].dt.month() < 8).cast(pl.Int32)
    return frame.with_columns(van_schooljaar=pl.format("{}-{}", start, start + 1))


@contextmanager
def only(*names: str) -> Iterator[None]:
    """Of all marts make these, with the steps they are made of, and no other: most of a small test's time."""
    wanted, unread = {FILES["YEARLY"][0]}, set(names)
    named = re.compile(r"\b(?:stap|mart|basis)_\w+")
    while unread:
        wanted |= unread
        unread = {step for name in unread for step in named.findall(volgorde.code(name))} - wanted
    groups = {group: tuple(name for name in files if name in wanted) for group, files in FILES.items()}
    groups["AFTER"] = groups["AFTER"] or ("mart_kengetallen",)  # made of nothing else
    groups["FILES"] = tuple(chain.from_iterable(groups[group] for group in FILES))
    groups["MARTS"] = tuple(name for name in groups["FILES"] if name in EVERY_MART)
    with pytest.MonkeyPatch.context() as patch:
        for group, made in groups.items():
            patch.setattr(volgorde, group, made)
        patch.setattr(volgorde, "LAST_USE", volgorde.last_use())
        yield


@pytest.fixture(autouse=True, scope="module")
def needed(request: pytest.FixtureRequest) -> Iterator[None]:
    """A module of tests that says so, `MARTS = ("mart_lagen",)`, has those marts alone."""
    if names := getattr(request.module, "MARTS", ()):
        with only(*names):
            yield
    else:
        yield


@pytest.fixture
def build() -> Iterator[Build]:
    """`build_marts` on a connection of its own."""
    con = duckdb.connect()
    yield partial(build_marts, con)
    con.close()
