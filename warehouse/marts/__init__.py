"""Marts: the figures of a release, made by SQL from the views of all kinds and the lookup tables.

A `stap_*.sql` is an intermediate step, often of pupils: a TEMP table that is dropped after its last use and never
stands in a release. A `mart_*.sql` is published, after protection: counts only. A `basis_*.sql` has the counts that
published figures are sums of; it is never published itself. Each file is one portable select.

Figures about absence are made by schooljaar, from views that hold that schooljaar only, as many at once as there are
threads, and appended: so the memory needed does not grow with the years, and a schooljaar of which nothing changed need
not be made again.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from typing import Protocol

import duckdb
import polars as pl

from schemas.schooljaar import schooljaar
from schemas.verdeling import Verdeel, na_elkaar
from warehouse import kalender, opvolging
from warehouse.marts import volgorde

Frames = Mapping[str, pl.DataFrame]
Progress = Callable[[str, int, int], None]  # file (and schooljaar) that is made, place, of how many


class Onderdeel(Protocol):
    """Statistics made of marts and steps that hold all schooljaren (see analysis.onderdeel)."""

    @property
    def naam(self) -> str: ...
    @property
    def leest(self) -> tuple[str, ...]: ...
    @property
    def maakt(self) -> tuple[str, ...]: ...
    @property
    def bereken(self) -> Callable[[Frames, dt.date], Frames]: ...


class Jaren(Protocol):
    """Where the rows of each schooljaar come from."""

    def schooljaren(self) -> Sequence[str]:
        """The schooljaren about which anything was delivered, in order."""

    def is_known(self, con: duckdb.DuckDBPyConnection, schooljaar: str) -> bool:
        """Whether nothing changed of a schooljaar, so that its marts can be copied."""

    def copy(self, con: duckdb.DuckDBPyConnection, schooljaar: str) -> None:
        """Put the marts of a schooljaar of which nothing changed into `con`."""

    def begin(self, con: duckdb.DuckDBPyConnection) -> None:
        """Make the views of all kinds in a connection that has none yet."""

    def open(self, con: duckdb.DuckDBPyConnection, schooljaar: str) -> None:
        """Let the views of the kinds that have schooljaren hold this one."""


def create(
    con: duckdb.DuckDBPyConnection,
    jaren: Jaren,
    *,
    data_tot: dt.date,
    onderdelen: Sequence[Onderdeel] = (),
    on_file: Progress | None = None,
    threads: int = 1,
    verdeel: Verdeel = na_elkaar,
) -> dict[str, int]:
    """Make every mart as a table of `con`, from its views of all kinds (which may be empty).

    `data_tot` is the last day of the data; nothing after it counts. `on_file` hears each file's name, its place and
    the number of files, before it runs. After the last file come the onderdelen: statistics, made outside SQL.
    threads: how many schooljaren are made at once. verdeel: shares out the onderdelen. Returns the number of rows of
    each mart.
    """
    # A schooljaar after the data has no figures; without any, those of the last day of the data make the empty marts.
    years = [year for year in jaren.schooljaren() if kalender.first_day(year) <= data_tot]
    years = years or [schooljaar(data_tot)]
    still = {name for one in onderdelen for name in one.leest if name.startswith("stap_")}
    total = len(volgorde.FILES) + (len(years) - 1) * len(volgorde.YEARLY)
    werk = _Werk(con, jaren, data_tot, still, on_file or (lambda *_: None), total)
    werk.begin(con)
    werk.run(con, volgorde.BEFORE)
    kalender.turn_to(con, years[-1], data_tot=data_tot)
    werk.years(years, [year for year in years if not jaren.is_known(con, year)], threads)
    kalender.turn_to(con, years[-1], data_tot=data_tot)
    tasks = werk.rest(onderdelen)
    for made in verdeel(_computed, tasks):
        _store(con, made)
    for step in sorted(still):
        con.execute(f"drop table if exists {step}")
    return {name: _count(con, name) for name in (*volgorde.MARTS, *(made for one in onderdelen for made in one.maakt))}


@dataclass
class _Werk:
    """Marts in the making: where they go, where their rows come from, and how far it is."""

    con: duckdb.DuckDBPyConnection
    jaren: Jaren
    data_tot: dt.date
    still: AbstractSet[str]  # steps that are read later
    on_file: Progress
    total: int
    done: Iterator[int] = field(default_factory=lambda: count(1))

    def begin(self, con: duckdb.DuckDBPyConnection) -> None:
        """Make the lookup tables of a connection."""
        kalender.create(con, data_tot=self.data_tot)
        opvolging.create(con)

    def tell(self, name: str) -> None:
        self.on_file(name, min(next(self.done), self.total), self.total)

    def run(self, con: duckdb.DuckDBPyConnection, files: Sequence[str], year: str = "") -> None:
        """Make these, each after the other."""
        for name in files:
            self.tell(f"{name} {year}".rstrip())
            _run(con, name, self.still)

    def rest(self, onderdelen: Sequence[Onderdeel]) -> Iterator[tuple[Onderdeel, Frames, dt.date]]:
        """Make what comes after the schooljaren; of each part of the statistics its task, once all it reads is made.

        So a part can be computed while the next files are made.
        """
        yield from self._tasks(one for one in onderdelen if not set(one.leest) & set(volgorde.AFTER))
        for name in volgorde.AFTER:
            self.run(self.con, [name])
            yield from self._tasks(one for one in onderdelen if name == max(one.leest, key=volgorde.PLACE.__getitem__))

    def _tasks(self, onderdelen: Iterable[Onderdeel]) -> Iterator[tuple[Onderdeel, Frames, dt.date]]:
        for one in onderdelen:
            self.tell(one.naam)
            yield one, _read(self.con, one), self.data_tot

    def years(self, years: Sequence[str], new: Sequence[str], threads: int) -> None:
        """What follows from no absence, and the marts of each schooljaar, in order: made when it is new, else copied.

        Beside schooljaren that are made aside the first costs no time of its own: one of them ends before the other.
        """
        if min(threads, len(new)) <= 1:
            self.run(self.con, volgorde.BESIDE)
            for year in years:
                if year in new:
                    self.year(self.con, year)
                else:
                    self.jaren.copy(self.con, year)
            return
        aside = [_Aside(self) for _ in range(min(threads, len(new)))]
        with ThreadPoolExecutor(len(aside)) as pool, _one_thread_each(self.con) as let_go:
            made = {year: pool.submit(_Aside.make, aside, year) for year in new}
            pool.submit(let_go)  # once no schooljaar is left for one of them, the last can have its processor
            try:
                self.run(self.con, volgorde.BESIDE)
                for year in years:
                    if year in made:
                        _append(self.con, made[year].result())
                    else:
                        self.jaren.copy(self.con, year)
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                for one in aside:
                    one.con.interrupt()
                raise
        for one in aside:
            one.con.close()

    def year(self, con: duckdb.DuckDBPyConnection, year: str) -> None:
        self.jaren.open(con, year)
        kalender.turn_to(con, year, data_tot=self.data_tot)
        self.run(con, volgorde.YEARLY, year)


class _Aside:
    """A connection that makes the marts of a schooljaar in a database of their own, beside those of the others."""

    def __init__(self, werk: _Werk) -> None:
        self._werk, self.con, self._begun = werk, werk.con.cursor(), False

    @staticmethod
    def make(free: "list[_Aside]", year: str) -> str:
        """Let one that is free make a schooljaar; the name of the database."""
        one = free.pop()
        try:
            return one._make(year)
        finally:
            free.append(one)

    def _make(self, year: str) -> str:
        name = f"jaar_{year.replace('-', '_')}"
        self.con.execute(f"attach ':memory:' as {name}")
        if not self._begun:
            self._werk.jaren.begin(self.con)
            self._werk.begin(self.con)
            for step in volgorde.BEFORE:
                _run(self.con, step, self._werk.still)
            self._begun = True
        (home,) = self.con.execute("select current_database()").fetchall()[0]
        self.con.execute(f"use {name}")
        self._werk.year(self.con, year)
        self.con.execute(f'use "{home}"')
        return name


@contextmanager
def _one_thread_each(con: duckdb.DuckDBPyConnection) -> Iterator[Callable[[], object]]:
    """Let a query of any connection to this database keep to one processor: the others have queries of their own.

    Sharing out a query takes a sixth more work in all. Gives what ends it before, from any thread.
    """
    ((before,),) = con.execute("select current_setting('threads')").fetchall()
    con.execute("set threads = 1")
    let_go = partial(con.cursor().execute, "set threads = $threads", {"threads": before})
    try:
        yield let_go
    finally:
        let_go()


def _append(con: duckdb.DuckDBPyConnection, database: str) -> None:
    """Add the marts of one schooljaar to those of the others."""
    for name in volgorde.YEARLY_MARTS:
        rows = f"select * from {database}.{name}"  # noqa: S608 - a name from FILES
        con.execute(f"insert into {name} {rows}" if exists(con, name) else f"create table {name} as {rows}")
    con.execute(f"detach {database}")


def _read(con: duckdb.DuckDBPyConnection, onderdeel: Onderdeel) -> Frames:
    """What one part of the statistics is made of."""
    return {name: con.sql(f"select * from {name} order by all").pl() for name in onderdeel.leest}  # noqa: S608


def _computed(onderdeel: Onderdeel, frames: Frames, data_tot: dt.date) -> Frames:
    """The tables of one part of the statistics. Raises ValueError when it makes others than it names."""
    made = onderdeel.bereken(frames, data_tot)
    if made.keys() != set(onderdeel.maakt):
        raise ValueError(f"{onderdeel.naam} makes {', '.join(made)}; expected {', '.join(onderdeel.maakt)}")
    return made


def _store(con: duckdb.DuckDBPyConnection, made: Frames) -> None:
    for name, frame in made.items():
        con.register("rijen", frame)
        con.execute(f"create table {name} as select * from rijen")  # noqa: S608 - a name from an onderdeel
        con.unregister("rijen")


def _run(con: duckdb.DuckDBPyConnection, name: str, still: AbstractSet[str]) -> None:
    """Make a step, or add to a mart; steps that are read for the last time are dropped, save those `still` needed."""
    if name not in volgorde.MARTS:
        con.execute(f"create or replace temp table {name} as {volgorde.sql(name)}")
    elif exists(con, name):
        con.execute(f"insert into {name} {volgorde.sql(name)}")
    else:
        con.execute(f"create table {name} as {volgorde.sql(name)}")
    for step in sorted(step for step, last in volgorde.LAST_USE.items() if last == name and step not in still):
        con.execute(f"drop table {step}")


def exists(con: duckdb.DuckDBPyConnection, table: str) -> bool:
    """Whether this release holds the table already."""
    found = con.execute(
        "select 1 from duckdb_tables() where database_name = current_database() and table_name = $table",
        {"table": table},
    )
    return bool(found.fetchall())


def _count(con: duckdb.DuckDBPyConnection, table: str) -> int:
    return int(con.sql(f"select count(*) from {table}").fetchall()[0][0])  # noqa: S608 - a name from FILES
