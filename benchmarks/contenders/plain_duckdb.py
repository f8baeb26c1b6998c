"""The strongest plain script for the same work: DuckDB reads the files typed, keeps rejected lines, makes the marts.

It hashes no key, gives no reason that a steward could act on and accounts for no line; that is the difference in work.
Started as a program: `python -m benchmarks.contenders.plain_duckdb DELIVERIES OUT.json`.
"""

import json
import sys
import tempfile
from pathlib import Path

import duckdb

from benchmarks.contenders import marts

DELIVERED = {
    "verzuim": {"school": "varchar", "leerling": "varchar", "datum": "date", "eenheid": "bigint", "reden": "varchar"},
    "leerlingen": {
        "schooljaar": "varchar",
        "school": "varchar",
        "leerling": "varchar",
        "gemeente": "varchar",
        "leerjaar": "bigint",
        "van": "date",
        "tot": "date",
    },
    "rooster": {"school": "varchar", "leerjaar": "bigint", "datum": "date", "eenheden": "bigint"},
    "redenen": {"school": "varchar", "reden": "varchar", "omschrijving": "varchar", "categorie": "varchar"},
    "scholen": {
        "school": "varchar",
        "naam": "varchar",
        "sector": "varchar",
        "gemeente": "varchar",
        "swv": "varchar",
        "geldig_vanaf": "date",
        "geldig_tot": "date",
        "opvolger": "varchar",
    },
}


def main(deliveries: Path, out: Path) -> None:
    with tempfile.TemporaryDirectory() as folder, duckdb.connect(Path(folder) / "marts.duckdb") as con:
        con.execute("set preserve_insertion_order = false")
        con.execute("set memory_limit = '2GB'")
        tables: dict[str, list[str]] = {}
        for kind, columns in DELIVERED.items():
            for file in sorted(deliveries.glob(f"{kind}_*.csv")):
                con.execute(
                    f"create table {marts.table(kind, file)} as select * from read_csv('{file}', delim = ';', "
                    f"header = true, columns = {columns}, store_rejects = true, nullstr = '')"
                )
                tables.setdefault(kind, []).append(marts.table(kind, file))
        out.write_text(json.dumps(marts.make(con, tables)), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
