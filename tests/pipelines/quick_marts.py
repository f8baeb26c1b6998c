"""Instead of the marts one table that says how many rows of each part count, made in no time.

Of the families that are protected only verzuim is there, without a row: revisions are told of its months. Protecting is
real, of nothing.
"""

from typing import Any

import duckdb

from disclosure.tabellen import VRIJ as NORMAL
from disclosure.tabellen import verzuim
from schemas.codes import KINDS
from warehouse import marts


def _verzuim() -> dict[str, str]:
    """The tables of the family: the columns that it publishes; the schooljaar alone where it publishes none."""
    columns = dict.fromkeys(verzuim.FAMILIE.bronnen, "schooljaar varchar")
    for one in verzuim.FAMILIE.publicaties:
        measures = dict.fromkeys((*one.tellingen, *one.volgt), "double")
        key = dict.fromkeys(one.sleutel, "varchar")
        columns[one.mart] = ", ".join(f"{name} {kind}" for name, kind in {**key, **measures}.items())
    return columns


# What the account of a release reads of the marts; what it reads of verzuim.
EMPTY = {
    "mart_verwijzingen": "kind varchar, bestand varchar, reden varchar, regels bigint",
    "mart_verwijzingsregels": "kind varchar, bestand varchar, regel integer, reden varchar",
    **_verzuim(),
}


VRIJ = NORMAL | {"mart_tellingen"}  # in place of `disclosure.tabellen.VRIJ`


def create(con: duckdb.DuckDBPyConnection, jaren: marts.Jaren, **_: Any) -> dict[str, int]:
    """In place of `marts.create`."""
    parts = " union all ".join(f"select '{kind}' as kind, deel from {kind}" for kind in KINDS)
    con.execute(f"create table mart_tellingen as select kind, deel, count(*) as rijen from ({parts}) group by all")
    known = " union ".join(f"select school as bron from {kind}" for kind in ("redenen", "thuiszitters"))
    con.execute(f"create temp table opvolgers as {known}")  # every school is known: no line is kept apart for it
    for name, columns in EMPTY.items():
        con.execute(f"create table {name} ({columns})")
    return {}
