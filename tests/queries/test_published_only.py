"""Every number that any question can give stands in the release, or follows from what stands there and is shown."""

import inspect
from collections.abc import Iterator
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import duckdb
import pytest
import sqlglot
from sqlglot import exp

from disclosure.publicatie import HIDDEN
from disclosure.tabellen import FAMILIES
from queries.answer import answer
from queries.query import Query, Question, all_questions
from schemas import codes
from schemas.definities import register
from warehouse.release import Release, connect, current

PROTECTED = {
    publicatie.mart: {*publicatie.tellingen, *publicatie.volgt}
    for familie in FAMILIES
    for publicatie in familie.publicaties
}
OFFERED: dict[str, tuple[Any, ...]] = {
    "agenda": ("2019-2022",),
    "definitie": tuple(register().thuiszitters),
    "gemeente": (codes.ALLE, *codes.GEMEENTEN),
    "grond": codes.GROND_NIVEAUS,
    "kwartaal": ("2022-K2", "2022-K3"),
    "halfjaar": ("2021-2022/1", "2021-2022/2", "2022-2023/1"),
    "laag": (codes.ALLE, *codes.LAGEN[:3]),
    "peildatum": ("2022-10-18", "2022-11-08"),
    "periode_soort": ("maand", "week", "schooljaar"),
    "preset": tuple(register().presets),
    "schooljaar": ("2021-2022", "2022-2023"),
    "sector": codes.SECTOR_NIVEAUS,
    "soort": ("lopend", "nieuw", "verlengd", "blijvend", "doorlopend"),
    "venster": codes.VENSTERS,
}
QUESTIONS = {name: question for name, question in all_questions().items() if name.partition(".")[0] != "scholen"}


def query_of(question: Question) -> Query:
    return question(**dict.fromkeys(inspect.signature(question).parameters, "alle"))


def tables(sql: str) -> set[str]:
    return {table.name for table in sqlglot.parse_one(sql, read="duckdb").find_all(exp.Table)}


ABOUT_PEOPLE = {
    name: question for name, question in QUESTIONS.items() if tables(query_of(question).sql) & PROTECTED.keys()
}


def test_the_questions_about_protected_tables_are_found() -> None:
    assert len(ABOUT_PEOPLE) > 15


@pytest.mark.parametrize("name", ABOUT_PEOPLE)
def test_no_question_adds_up_cells(name: str) -> None:
    """A hidden cell would count as nothing, and the sum of the others would be told as the whole."""
    sql = query_of(ABOUT_PEOPLE[name]).sql
    measures = set().union(*(PROTECTED[table] for table in tables(sql) & PROTECTED.keys()))
    tree = sqlglot.parse_one(sql, read="duckdb")
    added = {column.name for function in tree.find_all(exp.AggFunc) for column in function.find_all(exp.Column)}
    assert added & measures == set()


@pytest.mark.parametrize("name", ABOUT_PEOPLE)
def test_a_question_takes_the_mark_with_each_protected_measure(name: str, small_store: Path) -> None:
    """Without it a hidden figure would be told as not delivered."""
    query = query_of(ABOUT_PEOPLE[name])
    with connect(current(small_store)).cursor() as cursor:
        columns = set(cursor.sql(query.sql, params=dict(query.parameters)).columns)
    measures = {*query.counts, *query.derived} - {column for column in columns if column.startswith("begin_")}
    told = {column.removesuffix(HIDDEN) for column in columns if column.endswith(HIDDEN)}
    protected = set().union(*(PROTECTED[table] for table in tables(query.sql) & PROTECTED.keys()))
    measures -= {"leerlingen"} - protected  # then they are all pupils of the region, as others published them
    follows = {name for name, ingredients in query.derived.items() if {*ingredients} & told}
    assert measures <= told | follows


def shown(con: duckdb.DuckDBPyConnection) -> set[float]:
    """Every figure that the protected tables of a release show."""
    found: set[float] = {0.0}
    for mart, measures in PROTECTED.items():
        for measure in measures:
            rows = con.sql(f"select distinct {measure} from {mart} where not {measure}{HIDDEN}").fetchall()
            found |= {round(float(value), 6) for (value,) in rows if isinstance(value, int | float)}
    return found


def choices(question: Question) -> Iterator[dict[str, Any]]:
    names = list(inspect.signature(question).parameters)
    for values in product(*(OFFERED[name] for name in names)):
        yield dict(zip(names, values, strict=True))


@pytest.mark.parametrize("name", ABOUT_PEOPLE)
def test_every_count_of_every_answer_is_a_figure_that_the_release_shows(name: str, small_store: Path) -> None:
    release = current(small_store)
    question = ABOUT_PEOPLE[name]
    query = query_of(question)
    known = known_of(release)
    for choice in choices(question):
        table = answer(release, question, choice)
        for row in table.rows():
            for count in query.counts:
                value = row[count].value
                assert value is None or round(float(value), 6) in known, (choice, count)
            for share, (count, whole) in query.shares.items():
                if row[share].value is not None:
                    assert row[count].is_known
                    assert row[whole].is_known, (choice, share)
                    assert row[share].value == pytest.approx(100 * row[count].value / row[whole].value, abs=0.5)
            for rate, (count, _whole) in query.rates.items():
                assert row[rate].value is None or row[count].is_known, (choice, rate)


@cache
def known_of(release: Release) -> frozenset[float]:
    """Every figure that the protected tables of a release show, or others published."""
    with connect(release).cursor() as cursor:
        return frozenset(shown(cursor) | elsewhere(release))


def elsewhere(release: Release) -> set[float]:
    """Figures of tables that others published: numbers of pupils of the region and of the country."""
    with connect(release).cursor() as cursor:
        pupils = cursor.sql("select distinct leerlingen from mart_leerlingaantallen").fetchall()
        published = cursor.sql("select distinct waarde from mart_kengetallen where waarde is not null").fetchall()
    return {round(float(value), 6) for (value,) in (*pupils, *published)}
