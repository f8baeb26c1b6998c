"""Checks: what must hold in every release. Each `*.sql` selects the rows that break one rule; none may be found."""

import datetime as dt
from pathlib import Path

import duckdb

from warehouse import kalender

FOLDER = Path(__file__).parent


def failing(con: duckdb.DuckDBPyConnection, data_tot: dt.date) -> dict[str, int]:
    """The rules that the marts of `con` break, with the number of rows that do; empty when all hold."""
    kalender.create_codes(con, data_tot=data_tot)
    found = {path.stem: _rows(con, path) for path in sorted(FOLDER.glob("*.sql"))}
    return {name: rows for name, rows in found.items() if rows > 0}


def _rows(con: duckdb.DuckDBPyConnection, path: Path) -> int:
    query = f"select count(*) from ({path.read_text(encoding='utf-8')}) as broken"  # noqa: S608 - our own files
    return int(con.sql(query).fetchall()[0][0])
