"""Mergers: for which school a school's rows count, from which day on.

A school that ended with a successor counts for that successor from the next day; the successor may itself have ended.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import duckdb
import polars as pl

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Einde:
    """The last day of a school, and the school that took over."""

    laatste_dag: dt.date
    opvolger: str


def create(con: duckdb.DuckDBPyConnection) -> None:
    """TEMP table `opvolgers` of `con`, from its view scholen.

    Grain: bron x stretch of time (van, tot, both inclusive); school: for which the rows of bron count then. Every
    school has one stretch at least, and the stretches of a school cover all time.
    """
    rows = con.execute("select school, geldig_vanaf, geldig_tot, opvolger from scholen").fetchall()
    schools = {str(row[0]) for row in rows}
    stretches = [(bron, *stretch) for bron in sorted(schools) for stretch in _stretches(bron, _ends(rows))]
    schema = {"bron": pl.String, "van": pl.Date, "tot": pl.Date, "school": pl.String}
    con.register("opvolgers_frame", pl.DataFrame(stretches, schema=schema, orient="row"))
    con.execute("create or replace temp table opvolgers as select * from opvolgers_frame")
    con.unregister("opvolgers_frame")


def _ends(rows: list[tuple[str, dt.date, dt.date | None, str | None]]) -> Mapping[str, Einde]:
    """The schools that ended with a successor in the list: what the last row of a school says."""
    schools = {row[0] for row in rows}
    last = {row[0]: row for row in sorted(rows, key=lambda row: row[1])}
    return {
        school: Einde(tot, opvolger)
        for school, _, tot, opvolger in last.values()
        if tot is not None and opvolger in schools and opvolger != school
    }


def _stretches(bron: str, ends: Mapping[str, Einde]) -> Iterator[tuple[dt.date, dt.date, str]]:
    """First day, last day and the school for which the rows of `bron` count; a circle of successors is cut open."""
    school, van, seen = bron, dt.date.min, {bron}
    while (end := ends.get(school)) and end.opvolger not in seen:
        if van <= end.laatste_dag:
            yield van, end.laatste_dag, school
            van = end.laatste_dag + ONE_DAY
        school = end.opvolger
        seen.add(school)
    yield van, dt.date.max, school
