"""Marts: the figures of a release, made by SQL from the views of all kinds and the lookup tables.

A `stap_*.sql` is an intermediate step, often of pupils: a TEMP table that is dropped after its last use and never
stands in a release. A `mart_*.sql` is published: counts only. Each file is one portable select.
"""

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path

import duckdb

from warehouse import kalender

FOLDER = Path(__file__).parent

# In the order in which they build on each other.
FILES = (
    # schools, weeks and what was delivered of them
    "stap_schooljaren",
    "stap_scholen",
    "stap_leveringen",
    "stap_schoolweken",
    "stap_roosterdagen",
    "stap_perioden",
    "stap_periodedagen",
    # pupils: enrolment, schedule, absence
    "stap_inschrijvingen",
    "stap_groepen",
    "stap_groepsweken",
    "stap_verzuimweken",
    # schools that deliver counts only
    "stap_weektotalen",
    "stap_weekverzuim",
    # attendance and absence per period
    "stap_verzuimdagen",
    "stap_roosterdelen",
    "stap_wisselperioden",
    "stap_leerlingtelling",
    "stap_dekking",
    "mart_aanwezigheid",
    "stap_verzuimtelling",
    "mart_verzuim",
    "mart_scholen",
    # thuiszitters
    "stap_casussen",
    "stap_vrijgesteld",
    "stap_thuisperioden",
    "stap_kwartalen",
    "mart_thuiszitters",
    "mart_thuiszitters_stroom",
    # lagen
    "stap_metingen",
    "stap_vensterweken",
    "stap_blootstelling",
    "stap_gemist",
    "stap_open_casussen",
    "stap_wisselaars",
    "stap_promillen",
    "mart_lagen",
    "stap_lagen_school",
    "mart_lagen_school",
    "mart_redenen_school",
    "mart_lagen_mediaan",
    # figures as delivered
    "mart_leerlingaantallen",
    "mart_vrijstellingen",
    "mart_kengetallen",
    "mart_agendapunten",
    "mart_agendastatussen",
)
MARTS = tuple(name for name in FILES if name.startswith("mart_"))


def create(
    con: duckdb.DuckDBPyConnection,
    *,
    data_tot: dt.date,
    on_file: Callable[[str, int, int], None] | None = None,
) -> dict[str, int]:
    """Make every mart as a table of `con`, from its views of all kinds (which may be empty).

    `data_tot` is the last day of the data; nothing after it counts. `on_file` hears each file's name, its place and
    the number of files, before it runs. Returns the number of rows of each mart.
    """
    kalender.create(con, data_tot=data_tot)
    counts: dict[str, int] = {}
    for place, name in enumerate(FILES, start=1):
        if on_file is not None:
            on_file(name, place, len(FILES))
        if name in MARTS:
            con.execute(f"create table {name} as {sql(name)}")
            counts[name] = _count(con, name)
        else:
            con.execute(f"create or replace temp table {name} as {sql(name)}")
        for step in sorted(step for step, last in LAST_USE.items() if last == name):
            con.execute(f"drop table {step}")
    return counts


def sql(name: str) -> str:
    """The select of one file."""
    return (FOLDER / f"{name}.sql").read_text(encoding="utf-8")


def _count(con: duckdb.DuckDBPyConnection, table: str) -> int:
    return int(con.sql(f"select count(*) from {table}").fetchall()[0][0])  # noqa: S608 - a name from FILES


def _last_use() -> dict[str, str]:
    """Each step with the file that reads it last, so that no pupil rows are kept longer than needed."""
    return {step: name for name in FILES for step in re.findall(r"\bstap_\w+", _code(name))}


def _code(name: str) -> str:
    return re.sub(r"--.*", "", sql(name))


LAST_USE = _last_use()
