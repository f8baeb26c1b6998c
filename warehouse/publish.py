"""Make a release out of the vault and publish it: build beside, check, protect, rename, then move the pointer."""

import datetime as dt
import json
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from schemas.verdeling import Verdeel, na_elkaar
from warehouse import checks, delen, hergebruik, marts, rekenwerk, uitgave, verantwoording, verantwoordingstabellen
from warehouse.errors import PublishError
from warehouse.leveringen import Bron, Levering
from warehouse.release import (
    COPY,
    POINTER,
    SCHEMA_VERSION,
    Release,
    checksum,
    intact,
    manifest,
    releases,
    releases_folder,
    strays,
)
from warehouse.uitgave import Bescherm
from warehouse.vault import Vault, sync

Step = Callable[[str], None]
AT_ONCE = 2  # schooljaren of a small vault: more need more memory, and DuckDB uses other processors itself
SMALL = 200_000_000  # bytes of a vault of which schooljaren are made at once; five years of a region take 31 MB


@dataclass(frozen=True)
class Order:
    """What to publish: the files that count, an empty frame per kind, and the account of all deliveries."""

    bronnen: Sequence[Bron]
    leveringen: Sequence[Levering]
    empty: dict[str, pl.DataFrame]
    basis: str
    data_tot: dt.date
    voorbeelddata: bool
    memory_limit: str
    threads: int
    keep: int
    bescherm: Bescherm
    onderdelen: Sequence[marts.Onderdeel] = ()  # statistics beside the marts of SQL
    verdeel: Verdeel = na_elkaar  # shares them out
    afleidingen: Sequence[marts.Onderdeel] = ()  # made of published tables only
    as_of: str | None = None  # only what was known then (UTC, ISO 8601)
    accepted: bool = False  # publish although more is kept apart than is allowed
    anew: bool = False  # take over nothing from the release in use: it holds what was erased since


def publish(store: Path, vault: Vault, order: Order, step: Step) -> Release:
    """Build, check, protect and publish a release; `step` hears what is being done.

    Raises PublishError when figures contradict each other, too many lines are kept apart or hidden figures can be
    worked out; the release in use stays.
    """
    folder = releases_folder(store)
    for one in (folder, rekenwerk.folder(store)):
        one.mkdir(parents=True, exist_ok=True)
    _clear(store)
    now = dt.datetime.now(dt.UTC)
    run = f"{now:%Y%m%dT%H%M%S}{now.microsecond // 1000:03d}"  # in milliseconds: a name is never used twice
    exact, new = rekenwerk.folder(store) / f".bouw-{run}.duckdb", folder / f".bouw-{run}.duckdb"
    try:
        account = _build(exact, new, store, vault, order, run, now, step)
    except Exception:
        _clear(store)
        raise
    step("publiceren")
    release = Release(
        run=run,
        path=folder / f"release-{run}.duckdb",
        sha256=checksum(new),
        schema_version=SCHEMA_VERSION,
        basis=order.basis,
        gebouwd_op=now.isoformat(timespec="seconds"),
        data_tot=order.data_tot.isoformat(),
        voorbeelddata=order.voorbeelddata,
        account=account,
        as_of=order.as_of,
        rekenwerk=checksum(exact),
    )
    _move(exact, rekenwerk.path_of(store, run))  # first: a release in use without its exact marts costs a whole build
    _write(manifest(release.path), release)
    _move(new, release.path)
    point(store, release)
    _keep(store, release, order)
    return release


def point(store: Path, release: Release) -> None:
    """Make `release` the one in use; readers see the old pointer or the new one, never half."""
    folder = releases_folder(store)
    for name in (COPY, POINTER):
        _write(folder / name, release)
    sync(folder)
    rekenwerk.clean(store)


def _move(new: Path, path: Path) -> None:
    """Give a file that is finished its own name."""
    with new.open("rb+") as file:
        os.fsync(file.fileno())
    new.replace(path)
    sync(path.parent)


def _write(path: Path, release: Release) -> None:
    """What is known of a release, there as a whole or not at all."""
    new = path.with_name(f"{path.name}.new")
    with new.open("w", encoding="utf-8") as file:
        json.dump(release.facts(), file, indent=1, sort_keys=True)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)


def _clear(store: Path) -> None:
    """What a build that was stopped left behind, and what lies beside a release and is not of it."""
    folder = releases_folder(store)
    left = [*folder.glob(".bouw-*"), *folder.glob("*.new")]
    left += [stray for path in folder.glob("release-*.duckdb") for stray in strays(path)]
    left += [path for path in folder.glob("release-*.json") if not path.with_suffix(".duckdb").exists()]
    for path in left:
        path.unlink()
    rekenwerk.clean(store)


def _keep(store: Path, release: Release, order: Order) -> None:
    """Remove all but so many releases: `release`, and of the others first the newest that are whole.

    Of those that show what was known earlier one is kept, apart from the number: they push no other out.
    """
    known = {one.path: one for one in releases(store)}
    whole = {path for path, one in known.items() if intact(one)}
    others = [path for path in releases_folder(store).glob("release-*.duckdb") if path != release.path]
    others.sort(key=lambda path: (path in whole, path.name), reverse=True)
    earlier = [path for path in others if path in known and known[path].as_of]
    usual = [path for path in others if path not in earlier]
    most = (order.keep, 0) if release.as_of and not order.anew else (order.keep - 1, 0 if order.anew else 1)
    for path in [*usual[most[0] :], *earlier[most[1] :]]:
        manifest(path).unlink(missing_ok=True)
        path.unlink()


def _build(
    exact: Path, new: Path, store: Path, vault: Vault, order: Order, run: str, now: dt.datetime, step: Step
) -> dict[str, Any]:
    """The marts in `exact` and the release in `new`; returns the account of all lines and the rows of each table."""
    with duckdb.connect(exact) as con:
        con.execute("set memory_limit = $limit", {"limit": order.memory_limit})
        con.execute("set temp_directory = $folder", {"folder": str(store / "tijdelijk")})
        con.execute("set preserve_insertion_order = false")
        # It groups before a join by what the join needs: as many rows, so that all is grouped twice.
        con.execute("set disabled_optimizers = 'partial_aggregate_pushdown'")
        con.execute("set wal_autocheckpoint = '1GB'")  # once, at the end: what is half made is thrown away
        if order.threads:
            con.execute("set threads = $threads", {"threads": order.threads})
        step("leveringen openen")
        vorige = uitgave.Vorige() if order.anew else uitgave.attach(con, store)
        account = _marts(con, vault, order, run, step, follows=vorige.exact)
        _store(con, "publicatie", _publicatie(order, run, now))
        step("controleren")
        for name, broken in checks.failing(con, order.data_tot).items():
            raise PublishError("tegenspraak", controle=name, regels=broken)
        delen.close(con)
        tables = uitgave.make(con, new, order.bescherm, vorige, step, partial(_derived, order))
        uitgave.detach(con, vorige)
        con.execute("checkpoint")
        return {**account.totals(), "misfits": account.misfits, "tables": tables}


def _derived(order: Order, lees: uitgave.Lees) -> dict[str, pl.DataFrame]:
    """What follows from published tables."""
    made: dict[str, pl.DataFrame] = {}
    for one in order.afleidingen:
        made |= one.bereken({name: lees(name) for name in one.leest}, order.data_tot)
    return made


def _cause(error: duckdb.Error) -> str:
    """Which code says what is known of an error of DuckDB."""
    if isinstance(error, duckdb.OutOfRangeException | duckdb.ConversionException):
        return "te_groot_getal"
    return "vault_onleesbaar" if isinstance(error, duckdb.IOException) else "rekenfout"


def _marts(
    con: duckdb.DuckDBPyConnection, vault: Vault, order: Order, run: str, step: Step, *, follows: bool
) -> verantwoording.Verantwoording:
    """The exact marts and the account of all lines, in `con`."""
    rows = delen.Delen.counting(order.bronnen, order.leveringen, vault, order.empty)
    earlier = hergebruik.earlier(con) if follows else {}
    jaren = hergebruik.Schooljaren(rows, order.data_tot, run, step, earlier)
    try:
        rows.open(con)
        threads = min(order.threads or os.cpu_count() or 1, AT_ONCE if rows.bytes() <= SMALL else 1)
        marts.create(
            con,
            jaren,
            data_tot=order.data_tot,
            onderdelen=order.onderdelen,
            threads=threads,
            verdeel=order.verdeel,
        )
        step("verantwoorden")
        account = verantwoording.judged(con, order.leveringen)
        account.check(accepted=order.accepted)
        verantwoordingstabellen.write(con, account, order.bronnen, vault)
    except duckdb.OutOfMemoryException:
        raise PublishError("te_weinig_geheugen") from None
    except duckdb.Error as error:  # its message may hold values
        raise PublishError(_cause(error), fout=type(error).__name__) from None
    _store(con, "mart_schooljaren", jaren.frame())
    return account


def _publicatie(order: Order, run: str, now: dt.datetime) -> pl.DataFrame:
    """One row: which release this is. as_of: the moment of which it shows what was known then; null: now."""
    return pl.DataFrame(
        {
            "run": [run],
            "gebouwd_op": [now.replace(tzinfo=None)],
            "data_tot": [order.data_tot],
            "voorbeelddata": [order.voorbeelddata],
            "as_of": pl.Series([order.as_of], dtype=pl.String),
        }
    )


def _store(con: duckdb.DuckDBPyConnection, name: str, frame: pl.DataFrame) -> None:
    con.register("rijen", frame)
    con.execute(f"create table {name} as select * from rijen")  # noqa: S608 (names from here)
    con.unregister("rijen")
