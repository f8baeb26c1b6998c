"""The marts of the product, made from tables that another program read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from schemas.codes import KINDS
from warehouse import marts
from warehouse.delen import PER_SCHOOLJAAR

# The columns that the marts ask for. Written out, because a plain script would not load our schemas either.
COLUMNS = {
    "scholen": "school varchar, naam varchar, sector varchar, gemeente varchar, swv varchar, geldig_vanaf date, "
    "geldig_tot date, opvolger varchar",
    "leerlingen": "schooljaar varchar, school varchar, leerling bigint, gemeente varchar, leerjaar bigint, van date, "
    "tot date",
    "rooster": "school varchar, leerjaar bigint, datum date, eenheden bigint",
    "redenen": "school varchar, reden bigint, categorie varchar",
    "verzuim": "school varchar, leerling bigint, datum date, eenheid bigint, reden bigint, categorie varchar",
    "weekcijfers": "school varchar, gemeente varchar, week varchar, categorie varchar, leerlingen bigint, "
    "gemiste_eenheden bigint, ingeroosterde_eenheden bigint",
    "vrijstellingen": "kind bigint, gemeente varchar, grond varchar, laatst_onderwijs varchar, besluit varchar, "
    "ingang date, einde date, advies_swv boolean, advies_jeugdhulp boolean",
    "thuiszitters": "lijst varchar, peildatum date, kind bigint, gemeente varchar, sector varchar, school varchar, "
    "soort varchar, start date, aanbod date, einde date, einde_reden varchar, achtergrond varchar, "
    "wacht_ggz_sinds date, risicogrond varchar",
    "leerlingaantallen": "gemeente varchar, schooljaar varchar, sector varchar, leerlingen bigint",
    "kengetallen": "groep varchar, indicator varchar, gebied varchar, peiling varchar, waarde double, eenheid varchar, "
    "bron varchar",
}
OF_EVERY_KIND = "deel varchar, regel integer, bestand integer"
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

    def is_known(self, con: duckdb.DuckDBPyConnection, schooljaar: str) -> bool:
        return False

    def copy(self, con: duckdb.DuckDBPyConnection, schooljaar: str) -> None:
        raise AssertionError("there is nothing to copy")

    def begin(self, con: duckdb.DuckDBPyConnection) -> None:
        raise AssertionError("there is one connection")

    def open(self, con: duckdb.DuckDBPyConnection, schooljaar: str) -> None:
        for kind in PER_SCHOOLJAAR:
            view(con, kind, f"{kind}_{schooljaar.replace('-', '_')}" if kind in self.tables else None)
        con.execute("create or replace temp view verzuimbestanden as select bestand, regel from verzuim")


def make(con: duckdb.DuckDBPyConnection, tables: Mapping[str, Sequence[str]]) -> Totals:
    """All marts, and the totals by which contenders are compared."""
    con.execute("create temp table bestanden (kind varchar, nummer integer, bestand varchar)")
    for kind in KINDS:
        view(con, kind, tables[kind][0] if kind in tables else None)
    con.execute("create or replace temp view verzuimbestanden as select bestand, regel from verzuim")
    days = [con.execute(f"select max(datum) from {name}").fetchall()[0][0] for name in tables["verzuim"]]
    marts.create(con, Tables(con, tables), data_tot=max(days))
    return [list(row) for row in con.execute(TOTALS).fetchall()]


def view(con: duckdb.DuckDBPyConnection, kind: str, source: str | None) -> None:
    """The view of a kind over a table, with the columns that it lacks; without a table an empty one."""
    columns = dict(column.split(" ") for column in f"{COLUMNS[kind]}, {OF_EVERY_KIND}".split(", "))
    if source is None:
        con.execute(f"create temp table if not exists leeg_{kind} ({COLUMNS[kind]}, {OF_EVERY_KIND})")
        con.execute(f"create or replace temp view {kind} as select * from leeg_{kind}")
        return
    own = {row[0] for row in con.execute(f"describe {source}").fetchall()}
    extra = [f", cast(null as {type_}) as {name}" for name, type_ in columns.items() if name not in own]
    con.execute(f"create or replace temp view {kind} as select *{''.join(extra)} from {source}")
