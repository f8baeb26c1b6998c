"""The lists of thuiszitters as they are compared: which cases stand on them, of which children."""

import datetime as dt

import polars as pl

from analysis.onderdeel import Frames, Onderdeel
from analysis.tabellen import lijsten
from tests.marts.conftest import Build
from tests.marts.rows import MONTFOORT, Rows, listed

MARTS = ("mart_kengetallen", "stap_lijststanden")
START, DAG = dt.date(2021, 9, 1), dt.date(2021, 9, 7)


def case(kind: int = 1, **rest: object) -> Rows:
    return [{**listed(START, kind)[0], "peildatum": DAG, **rest}]


def standing(build: Build, rows: Rows) -> list[tuple[int, int, int]]:
    """What statistics get of the step: kind, in_regio, is_open."""
    seen: list[pl.DataFrame] = []

    def keep(given: Frames, _data_tot: dt.date) -> Frames:
        seen.append(given[lijsten.STAP])
        return {}

    own = Onderdeel("test", (lijsten.STAP,), (), keep)
    con = build(thuiszitters=rows, data_tot=dt.date(2021, 12, 31), onderdelen=[own])
    left = con.sql("select table_name from duckdb_tables() where table_name like 'stap_%'").fetchall()
    assert left == [], "no child is left behind"
    return seen[0].select("kind", "in_regio", "is_open").sort("kind").rows()


def test_a_case_is_open_until_the_day_it_ends(build: Build) -> None:
    rows = [*case(1), *case(2, einde=DAG), *case(3, einde=DAG + dt.timedelta(days=1))]
    assert standing(build, rows) == [(1, 1, 1), (2, 1, 0), (3, 1, 1)]


def test_children_from_elsewhere_are_told_apart(build: Build) -> None:
    rows = [*case(1, gemeente=MONTFOORT), *case(2, gemeente="buiten_regio")]
    assert standing(build, rows) == [(1, 1, 1), (2, 0, 1)]


def test_a_list_of_a_day_after_the_data_does_not_count(build: Build) -> None:
    assert standing(build, [*case(1), *case(2, peildatum=dt.date(2022, 1, 4))]) == [(1, 1, 1)]
