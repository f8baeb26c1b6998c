"""The marts of the product, made from tables that another program read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipelines.sources import pipeline
from schemas.codes import KINDS
from warehouse import marts
from warehouse.delen import PER_SCHOOLJAAR

# Columns of the vault that a plain script does not make; the marts want them by name.
UNKNOWN = {"categorie": "varchar", "deel": "varchar", "regel": "integer", "bestand": "varchar"}
TOTALS = """
    select schooljaar, categorie, cast(sum(registraties) as bigint)
    from mart_verzuim
    where periode_soort = 'schooljaar' and gemeente = 'alle' and sector = 'alle'
    group by schooljaar, categorie
    order by schooljaar, categorie
"""
Totals = list[list[str | int]]


def table(kind: str, file: Path) -> str:
    """The table that holds a file: one per kind and school year."""
    year = file.stem.rsplit("_", 1)[-1].replace("-", "_")
    return f"{kind}_{year}" if kind in PER_SCHOOLJAAR else f"{kind}_alle"


@dataclass(frozen=True)
class Tables:
    """Tables by kind and school year, as the marts ask for them."""

    con: duckdb.DuckDBPyConnection
    tables: Mapping[str, Sequence[str]]

    def schooljaren(self) -> list[str]:
        return [name.split("_", 1)[1].replace("_", "-") for name in sorted(self.tables["verzuim"])]

    def copy(self, con: duckdb.DuckDBPyConnection, schooljaar: str) -> bool:
        return False

    def open(self, con: duckdb.DuckDBPyConnection, schooljaar: str) -> None:
        for kind in PER_SCHOOLJAAR:
            view(con, kind, f"{kind}_{schooljaar.replace('-', '_')}" if kind in self.tables else None)
        con.execute("create or replace temp view verzuimbestanden as select bestand, regel from verzuim")


def make(con: duckdb.DuckDBPyConnection, tables: Mapping[str, Sequence[str]]) -> Totals:
    """All marts, and the totals by which contenders are compared."""
    for kind in KINDS:
        view(con, kind, tables[kind][0] if kind in tables else None)
    con.execute("create or replace temp view verzuimbestanden as select bestand, regel from verzuim")
    days = [con.execute(f"select max(datum) from {name}").fetchall()[0][0] for name in tables["verzuim"]]
    marts.create(con, Tables(con, tables), data_tot=max(days))
    return [list(row) for row in con.execute(TOTALS).fetchall()]


def view(con: duckdb.DuckDBPyConnection, kind: str, source: str | None) -> None:
    """The view of a kind over a table, with the columns that it lacks; without a table an empty one."""
    empty = pipeline(kind).empty()
    if source is None:
        con.register("leeg", empty)
        con.execute(f"create or replace temp table leeg_{kind} as select *, cast('' as varchar) as bestand from leeg")
        con.unregister("leeg")
        con.execute(f"create or replace temp view {kind} as select * from leeg_{kind}")
        return
    own = {row[0] for row in con.execute(f"describe {source}").fetchall()}
    lacking = {name: "varchar" for name in empty.columns if name not in own} | {
        name: type_ for name, type_ in UNKNOWN.items() if name not in own
    }
    extra = "".join(f", cast(null as {type_}) as {name}" for name, type_ in lacking.items())
    con.execute(f"create or replace temp view {kind} as select *{extra} from {source}")
