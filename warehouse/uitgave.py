"""From exact marts to a release: protect, write what may be told, and attack what was written.

How figures are protected is given (`Bescherm`): this module knows tables and files only.
"""

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import duckdb
import polars as pl

from warehouse import herzieningen, rekenwerk
from warehouse.errors import PublishError
from warehouse.hergebruik import VORIGE
from warehouse.herzieningen import GETOOND
from warehouse.release import ReleaseError, current, intact

UITGAVE = "uitgave"  # the release that is being made, attached under this name
BLOKKEN, PATROON, ONTHULLING = "rekenwerk_blokken", "patroon", "mart_onthulling"

Lees = Callable[[str], pl.DataFrame]


class Proef(Protocol):
    """What an attack on a release found. lekken: by table or block the number of cells that say more than they may."""

    @property
    def onthulling(self) -> pl.DataFrame: ...
    @property
    def lekken(self) -> Mapping[str, int]: ...


class Ontwerp(Protocol):
    """Tables as they are to be published, by name, and what the next build takes over.

    vrij: tables that may leave as they are; of others nothing does.
    """

    @property
    def vrij(self) -> AbstractSet[str]: ...
    @property
    def tabellen(self) -> Mapping[str, pl.DataFrame]: ...
    @property
    def patroon(self) -> pl.DataFrame: ...
    def blokken(self) -> pl.DataFrame:
        """What stays beside the release; complete after `aanvallen`."""

    def aanvallen(self, gepubliceerd: Lees) -> Proef:
        """Try to work out what is hidden in the tables as they were written."""


class Bescherm(Protocol):
    """Makes publication tables of exact ones, with what the release in use left (None: nothing)."""

    def __call__(
        self, lees: Lees, tabellen: AbstractSet[str], patroon: pl.DataFrame | None, blokken: pl.DataFrame | None
    ) -> Ontwerp: ...


@dataclass(frozen=True)
class Vorige:
    """Which parts of the release in use are attached: its exact marts as `vorige`, what it shows as `getoond`."""

    exact: bool = False
    getoond: bool = False


def attach(con: duckdb.DuckDBPyConnection, store: Path) -> Vorige:
    """Attach what there is of the release in use, to copy from and to compare with, as far as it is whole."""
    try:
        release = current(store)
    except ReleaseError:
        return Vorige()
    if not intact(release):
        return Vorige()
    exact = rekenwerk.of(store, release)
    for path, name in ((exact, VORIGE), (release.path, GETOOND)):
        if path:
            con.execute(f"attach '{_quoted(path)}' as {name} (read_only)")
    return Vorige(exact=exact is not None, getoond=True)


def detach(con: duckdb.DuckDBPyConnection, vorige: Vorige) -> None:
    """Let go of the release in use."""
    for there, name in ((vorige.exact, VORIGE), (vorige.getoond, GETOOND)):
        if there:
            con.execute(f"detach {name}")


def make(
    con: duckdb.DuckDBPyConnection,
    path: Path,
    bescherm: Bescherm,
    vorige: Vorige,
    step: Callable[[str], None],
    afleiden: Callable[[Lees], Mapping[str, pl.DataFrame]] = lambda _: {},
) -> dict[str, int]:
    """Write the release of the exact marts in `con` to `path`; the number of rows of each of its tables.

    afleiden: tables made of published ones only, so that they tell nothing that is not shown.
    Raises PublishError when what is hidden can be worked out of what was written.
    """
    step("beschermen")
    con.execute("set preserve_insertion_order = true")  # so a table that is read again is the same frame
    names = _tables(con, "")
    ontwerp = bescherm(
        _reader(con, ""),
        frozenset(names),
        _reader(con, f"{GETOOND}.")(PATROON) if vorige.getoond else None,
        _reader(con, f"{VORIGE}.")(BLOKKEN) if vorige.exact else None,
    )
    con.execute(f"attach '{_quoted(path)}' as {UITGAVE}")
    for name in names:
        if name in ontwerp.tabellen:
            _store(con, f"{UITGAVE}.{name}", ontwerp.tabellen[name])
        elif name in ontwerp.vrij:
            con.execute(f"create table {UITGAVE}.{name} as select * from {name}")  # noqa: S608 (a name from here)
    for name, frame in afleiden(_reader(con, f"{UITGAVE}.")).items():
        _store(con, f"{UITGAVE}.{name}", frame)
    _store(con, f"{UITGAVE}.{PATROON}", ontwerp.patroon)
    herzieningen.write(con, UITGAVE, follows=vorige.getoond)
    step("aanvallen")
    proef = ontwerp.aanvallen(_reader(con, f"{UITGAVE}."))
    for name, cells in proef.lekken.items():
        raise PublishError("onveilig", tabel=name, cellen=cells)
    _store(con, f"{UITGAVE}.{ONTHULLING}", proef.onthulling)
    _store(con, BLOKKEN, ontwerp.blokken())
    heights = {name: _height(con, f"{UITGAVE}.{name}") for name in _tables(con, UITGAVE)}
    con.execute(f"detach {UITGAVE}")  # which writes it out
    return heights


def _tables(con: duckdb.DuckDBPyConnection, database: str) -> list[str]:
    """The tables of an attached file (empty: the file itself), views and temporary tables left out."""
    found = con.execute(
        "select table_name from duckdb_tables() where not temporary and database_name = "
        "case when $database = '' then current_database() else $database end order by all",
        {"database": database},
    )
    return [name for (name,) in found.fetchall()]


def _reader(con: duckdb.DuckDBPyConnection, prefix: str) -> Lees:
    def lees(name: str) -> pl.DataFrame:
        frame: pl.DataFrame = con.sql(f"select * from {prefix}{name}").pl()  # noqa: S608 (a name from here)
        return frame

    return lees


def _height(con: duckdb.DuckDBPyConnection, table: str) -> int:
    return int(con.sql(f"select count(*) from {table}").fetchall()[0][0])  # noqa: S608 (a name from here)


def _store(con: duckdb.DuckDBPyConnection, table: str, frame: pl.DataFrame) -> None:
    con.register("rijen", frame)
    con.execute(f"create table {table} as select * from rijen")  # noqa: S608 (a name from here)
    con.unregister("rijen")


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
