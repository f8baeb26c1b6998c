"""Instead of the marts one table that says how many rows of each part count, made in no time."""

from typing import Any

import duckdb

from schemas.codes import KINDS
from warehouse import marts

# What the account of a release reads of the marts.
EMPTY = {
    "mart_verwijzingen": "kind varchar, bestand varchar, reden varchar, regels bigint",
    "mart_verwijzingsregels": "kind varchar, bestand varchar, regel integer, reden varchar",
    "mart_aanwezigheid": "periode_soort varchar, periode varchar, schooljaar varchar, gemeente varchar, "
    "sector varchar, leerlingen bigint, ingeroosterde_dagen double, gemiste_dagen double, geoorloofde_dagen double, "
    "ongeoorloofde_dagen double",
}


def create(con: duckdb.DuckDBPyConnection, jaren: marts.Jaren, **_: Any) -> dict[str, int]:
    """In place of `marts.create`."""
    parts = " union all ".join(f"select '{kind}' as kind, deel from {kind}" for kind in KINDS)
    con.execute(f"create table mart_tellingen as select kind, deel, count(*) as rijen from ({parts}) group by all")
    known = " union ".join(f"select school as bron from {kind}" for kind in ("redenen", "thuiszitters"))
    con.execute(f"create temp table opvolgers as {known}")  # every school is known: no line is kept apart for it
    for name, columns in EMPTY.items():
        con.execute(f"create table {name} ({columns})")
    return {}
