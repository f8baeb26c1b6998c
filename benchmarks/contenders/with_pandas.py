"""The same with pandas: `read_csv` into frames, DuckDB makes the marts on them.

Started as a program: `python -m benchmarks.contenders.with_pandas DELIVERIES OUT.json`.
"""

import json
import sys
import tempfile
from pathlib import Path

import duckdb
import pandas as pd  # type: ignore[import-untyped]  # noqa: TID251 (it is what we compare with)

from benchmarks.contenders import marts
from benchmarks.contenders.plain_duckdb import DELIVERED

TYPES = {"varchar": "str", "bigint": "int64"}


def main(deliveries: Path, out: Path) -> None:
    with tempfile.TemporaryDirectory() as folder, duckdb.connect(Path(folder) / "marts.duckdb") as con:
        con.execute("set preserve_insertion_order = false")
        con.execute("set memory_limit = '2GB'")
        tables: dict[str, list[str]] = {}
        for kind, columns in DELIVERED.items():
            dates = [name for name, type_ in columns.items() if type_ == "date"]
            types = {name: TYPES[type_] for name, type_ in columns.items() if name not in dates}
            select = ", ".join(f"cast({name} as {type_}) as {name}" for name, type_ in columns.items())
            for file in sorted(deliveries.glob(f"{kind}_*.csv")):
                con.register("frame", pd.read_csv(file, sep=";", dtype=types, parse_dates=dates, on_bad_lines="skip"))
                con.execute(f"create table {marts.table(kind, file)} as select {select} from frame")
                con.unregister("frame")
                tables.setdefault(kind, []).append(marts.table(kind, file))
        out.write_text(json.dumps(marts.make(con, tables)), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
