"""What need not be made again: schooljaren of the release in use of which nothing changed.

Its exact marts are the cache (warehouse/rekenwerk.py). They say of every schooljaar what its figures were made from
(`mart_schooljaren`); a schooljaar that would be made from the same is copied.
"""

import datetime as dt
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import duckdb
import polars as pl

from warehouse import kalender, marts
from warehouse.delen import PER_SCHOOLJAAR, Delen
from warehouse.marts import volgorde

PROGRAM = Path(__file__).parents[1]
GIVES_MEANING = ("warehouse", "schemas")  # packages that the figures follow from, beside the rows
VORIGE = "vorige"  # the exact marts of the release in use, attached under this name

# What the kinds without schooljaren say that matters for one schooljaar: what ends after it has not ended in it.
SCHOLEN = """
    select
        school, naam, sector, gemeente, geldig_vanaf,
        case when geldig_tot < $laatste_dag then geldig_tot end as tot,
        case when geldig_tot < $laatste_dag then opvolger end as opvolger
    from scholen
    where geldig_vanaf <= $laatste_dag or list_contains($scholen, school)
    order by all
"""
OPVOLGERS = """
    select bron, van, least(tot, $laatste_dag) as tot, school from opvolgers
    where van <= $laatste_dag and list_contains($scholen, bron)
    order by all
"""
REDENEN = "select school, reden, categorie from redenen where list_contains($scholen, school) order by all"
CASUSSEN = """
    select kind, soort, start, uit from stap_casussen
    where start <= $laatste_dag and (uit is null or uit > $eerste_dag)
    order by all
"""


@dataclass
class Schooljaren:
    """The rows of each schooljaar, or its marts as the release in use has them (attached as `vorige`).

    made: of each schooljaar its basis and the run that made its figures.
    """

    delen: Delen
    data_tot: dt.date
    run: str
    step: Callable[[str], None]
    earlier: dict[str, tuple[str, str]]  # what `vorige` says; empty: there is none to copy from
    made: dict[str, tuple[str, str]] = field(default_factory=dict)

    def schooljaren(self) -> list[str]:
        """The schooljaren about which anything counts, in order."""
        return self.delen.schooljaren()

    def begin(self, con: duckdb.DuckDBPyConnection) -> None:
        """Make the views of all kinds in a connection that has none yet."""
        self.delen.open(con)

    def open(self, con: duckdb.DuckDBPyConnection, schooljaar: str) -> None:
        """Let the views of the kinds that have schooljaren hold this one."""
        self.step(f"marts {schooljaar}")
        self.delen.open_year(con, schooljaar)

    def is_known(self, con: duckdb.DuckDBPyConnection, schooljaar: str) -> bool:
        """Whether nothing changed of a schooljaar; if so, its figures stay those of the run that made them."""
        basis = self.basis(con, schooljaar)
        earlier, run = self.earlier.get(schooljaar, ("", ""))
        self.made[schooljaar] = (basis, run if earlier == basis else self.run)
        return earlier == basis

    def copy(self, con: duckdb.DuckDBPyConnection, schooljaar: str) -> None:
        """Copy the marts of a schooljaar of which nothing changed into `con`."""
        self.step(f"overnemen {schooljaar}")
        for name in volgorde.YEARLY_MARTS:
            rows = f"select * from {VORIGE}.{name} where schooljaar = $schooljaar"  # noqa: S608 (closed list)
            into = f"insert into {name} {rows}" if marts.exists(con, name) else f"create table {name} as {rows}"
            con.execute(into, {"schooljaar": schooljaar})

    def basis(self, con: duckdb.DuckDBPyConnection, schooljaar: str) -> str:
        """Fingerprint of all that the figures of a schooljaar follow from. Needs `stap_casussen` and `opvolgers`."""
        files = [(kind, self.delen.of(schooljaar, kind)) for kind in PER_SCHOOLJAAR]
        facts: list[object] = [
            program(),
            min(self.data_tot, kalender.last_day(schooljaar)),
            kalender.gemeentecodes(self.data_tot),
            [(kind, [(one.path.name, one.delen) for one in own]) for kind, own in files],
        ]
        known = {
            "scholen": sorted({deel.split("/")[0] for _, own in files for one in own for deel in one.delen}),
            "eerste_dag": kalender.first_day(schooljaar),
            "laatste_dag": kalender.last_day(schooljaar),
        }
        for question in (SCHOLEN, OPVOLGERS, REDENEN, CASUSSEN):
            own = {name: value for name, value in known.items() if f"${name}" in question}
            facts.append(con.execute(question, own).fetchall())
        return hashlib.sha256(repr(facts).encode()).hexdigest()

    def frame(self) -> pl.DataFrame:
        """`mart_schooljaren`. Grain: schooljaar; basis: what its figures follow from; run: the run that made them."""
        schema = {"schooljaar": pl.String, "basis": pl.String, "run": pl.String}
        rows = [(year, *made) for year, made in sorted(self.made.items())]
        return pl.DataFrame(rows, schema=schema, orient="row")


def earlier(con: duckdb.DuckDBPyConnection) -> dict[str, tuple[str, str]]:
    """Of each schooljaar of `vorige` its basis and the run that made it."""
    rows = con.execute(f"select schooljaar, basis, run from {VORIGE}.mart_schooljaren").fetchall()  # noqa: S608
    return {year: (basis, run) for year, basis, run in rows}


@cache
def program() -> str:
    """Fingerprint of everything but rows that gives a figure its meaning."""
    digest = hashlib.sha256(duckdb.__version__.encode())
    for package in GIVES_MEANING:
        for path in sorted((PROGRAM / package).rglob("*")):
            if path.suffix in {".py", ".sql", ".toml"}:
                digest.update(path.relative_to(PROGRAM).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()
