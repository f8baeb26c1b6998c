"""Checks: what must hold in every release. Each `*.sql` selects the rows that break one rule; none may be found."""

from pathlib import Path

import duckdb

from warehouse import kalender

FOLDER = Path(__file__).parent


def failing(con: duckdb.DuckDBPyConnection) -> list[str]:
    """The rules that the marts of `con` break, each as a sentence with the number of rows; empty when all hold."""
    kalender.create_codes(con)
    found = ((path.stem, sentence(path), _rows(con, path)) for path in sorted(FOLDER.glob("*.sql")))
    return [f"{name}: {count} row(s) break the rule. {rule}" for name, rule, count in found if count > 0]


def sentence(path: Path) -> str:
    """The rule of one check: its leading comment lines as one text."""
    lines = path.read_text(encoding="utf-8").splitlines()
    head = lines[: next(number for number, line in enumerate(lines) if not line.startswith("--"))]
    return " ".join(line.removeprefix("--").strip() for line in head)


def _rows(con: duckdb.DuckDBPyConnection, path: Path) -> int:
    query = f"select count(*) from ({path.read_text(encoding='utf-8')}) as broken"  # noqa: S608 - our own files
    return int(con.sql(query).fetchall()[0][0])
