"""What a question consists of, how it is put to a release, and the list of all questions."""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pkgutil import iter_modules
from typing import get_type_hints

import duckdb
import polars as pl

import queries
from disclosure.protect import Parts

Parameter = str | int | None


@dataclass(frozen=True)
class Query:
    """One SQL statement with its parameters, and what has to be protected and told about its columns.

    A table that was protected when the release was made says itself what is hidden: a column `<measure>_verborgen` per
    measure, to be selected beside it. A column `structureel` marks rows about pupils that cannot be: a gemeente without
    such schools, say. Nothing is ever added up over cells: a hidden one would count as nothing.
    counts: columns that count pupils or children. shares: column -> (count, whole), a percentage to be made.
    rates: column -> (count, pupils), a figure per 1.000 to be made. derived: column -> the counts it follows from.
    of_school: the counts are of one school, so for others than the school itself the floor is higher.
    parts: rows that add up to a whole that is shown too. definitions: ids in the registry. sources: kinds of
    delivery. unit: what is counted, a code of ui/labels.py.
    """

    sql: str
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    counts: tuple[str, ...] = ()
    shares: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rates: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    derived: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    parts: tuple[Parts, ...] = ()
    of_school: bool = False
    definitions: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    unit: str = "leerlingen"


Question = Callable[..., Query]


def name(question: Question) -> str:
    """`noun.question`, as the command line and caches know it."""
    return f"{question.__module__.removeprefix('queries.')}.{question.__name__}"


def run(connection: duckdb.DuckDBPyConnection, query: Query) -> pl.DataFrame:
    """The answer, unprotected; only disclosure.protect may take it further. Values are bound, never pasted in."""
    with connection.cursor() as cursor:
        frame: pl.DataFrame = cursor.sql(query.sql, params=dict(query.parameters)).pl()
    return frame


def all_questions() -> dict[str, Question]:
    """Every question by name."""
    found: dict[str, Question] = {}
    for module in iter_modules(queries.__path__, "queries."):
        if module.name in {__name__, "queries.answer"}:
            continue
        for title, function in inspect.getmembers(import_module(module.name), inspect.isfunction):
            own = function.__module__ == module.name and not title.startswith("_")
            if own and get_type_hints(function).get("return") is Query:
                found[name(function)] = function
    return found
