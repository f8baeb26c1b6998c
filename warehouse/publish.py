"""Make a release out of the vault and publish it: build beside, check, rename, then move the pointer."""

import datetime as dt
import json
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from schemas.codes import KINDS
from warehouse import checks, marts
from warehouse.errors import PublishError
from warehouse.leveringen import Bron, Levering
from warehouse.release import SCHEMA_VERSION, Release, checksum, releases_folder
from warehouse.vault import Vault, sync


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
    as_of: str | None = None  # only what was known then (UTC, ISO 8601)
    accepted: bool = False  # publish although more is kept apart than is allowed


def publish(store: Path, vault: Vault, order: Order, step: Callable[[str], None]) -> Release:
    """Build, check and publish a release; `step` hears what is being done.

    Raises PublishError when a check finds rows; the release in use stays as it is.
    """
    folder = releases_folder(store)
    folder.mkdir(parents=True, exist_ok=True)
    for left in folder.glob(".bouw-*"):  # of a build that was stopped
        left.unlink()
    now = dt.datetime.now(dt.UTC)
    run = f"{now:%Y%m%dT%H%M%S}{now.microsecond // 1000:03d}"  # in milliseconds: a name is never used twice
    new = folder / f".bouw-{run}.duckdb"
    tables = _build(new, store, vault, order, run, now, step)
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
        account={**_totals(order.leveringen), "tables": tables},
    )
    with new.open("rb+") as file:
        os.fsync(file.fileno())
    new.replace(release.path)
    sync(folder)
    point(store, release)
    older = sorted((path for path in folder.glob("release-*.duckdb") if path != release.path), reverse=True)
    for path in older[order.keep - 1 :]:
        path.unlink()
    return release


def point(store: Path, release: Release) -> None:
    """Make `release` the one in use; readers see the old pointer or the new one, never half."""
    folder = releases_folder(store)
    facts = {**vars(release), "file": release.path.name}
    del facts["path"]
    new = folder / "CURRENT.new"
    with new.open("w", encoding="utf-8") as file:
        json.dump(facts, file, indent=1, sort_keys=True)
        file.flush()
        os.fsync(file.fileno())
    new.replace(folder / "CURRENT")
    sync(folder)


def _build(
    new: Path, store: Path, vault: Vault, order: Order, run: str, now: dt.datetime, step: Callable[[str], None]
) -> dict[str, int]:
    with duckdb.connect(new) as con:
        con.execute("set memory_limit = $limit", {"limit": order.memory_limit})
        con.execute("set temp_directory = $folder", {"folder": str(store / "tijdelijk")})
        con.execute("set preserve_insertion_order = false")
        if order.threads:
            con.execute("set threads = $threads", {"threads": order.threads})
        step("leveringen openen")
        for kind in KINDS:
            _view(con, vault, kind, [bron for bron in order.bronnen if bron.kind == kind], order.empty[kind])
        step("marts berekenen")
        try:
            tables = marts.create(con, data_tot=order.data_tot)
        except duckdb.Error as error:  # its message may hold values
            con.close()
            new.unlink()
            raise PublishError(
                f"not published: the figures could not be worked out ({type(error).__name__}); a number in a delivery "
                "is probably far too large. The release in use stays."
            ) from None
        tables |= _accounts(con, order, run, now)
        step("controleren")
        if failing := checks.failing(con):
            con.close()
            new.unlink()
            raise PublishError(f"the figures contradict each other. {' '.join(failing)} The release in use stays.")
        for kind in KINDS:
            con.execute(f"drop view {kind}")  # a name of the closed list
        con.execute("checkpoint")
    return tables


def _view(con: duckdb.DuckDBPyConnection, vault: Vault, kind: str, bronnen: list[Bron], empty: pl.DataFrame) -> None:
    """A view named after the kind, over the rows that count."""
    selects = []
    if whole := [_literal(vault.path(kind, bron.sha256, bron.reader)) for bron in bronnen if bron.delen is None]:
        selects.append(f"select * from read_parquet([{', '.join(whole)}])")  # noqa: S608 (paths made here, quoted)
    for bron in bronnen:
        if bron.delen is not None:
            delen = ", ".join(_literal(deel) for deel in bron.delen)
            path = _literal(vault.path(kind, bron.sha256, bron.reader))
            selects.append(f"select * from read_parquet({path}) where deel in ({delen})")  # noqa: S608 (quoted)
    if selects:
        con.execute(f"create temp view {kind} as {' union all '.join(selects)}")
    else:
        con.register("leeg", empty)
        con.execute(f"create temp table leeg_{kind} as select * from leeg")  # noqa: S608 (closed list)
        con.unregister("leeg")
        con.execute(f"create temp view {kind} as select * from leeg_{kind}")  # noqa: S608 (closed list)


def _literal(value: object) -> str:
    return "'" + str(value).replace("'", "''") + "'"


def _accounts(con: duckdb.DuckDBPyConnection, order: Order, run: str, now: dt.datetime) -> dict[str, int]:
    """The tables that say where the figures come from."""
    con.register("rijen", _bronnen(order.leveringen))
    con.execute("create table mart_bronnen as select * from rijen order by kind")
    con.register("rijen", _quarantaine(order.leveringen))
    con.execute("create table mart_quarantaine as select * from rijen order by kind, reden")
    con.register(
        "rijen",
        pl.DataFrame(
            {
                "run": [run],
                "gebouwd_op": [now.replace(tzinfo=None)],
                "data_tot": [order.data_tot],
                "voorbeelddata": [order.voorbeelddata],
            }
        ),
    )
    con.execute("create table publicatie as select * from rijen")
    con.unregister("rijen")
    names = ("mart_bronnen", "mart_quarantaine", "publicatie")
    return {name: _height(con, name) for name in names}


def _height(con: duckdb.DuckDBPyConnection, table: str) -> int:
    return int(con.execute(f"select count(*) from {table}").fetchall()[0][0])  # noqa: S608 (name made here)


def _bronnen(leveringen: Sequence[Levering]) -> pl.DataFrame:
    """Grain: kind. Lines and files of all deliveries that were read."""
    rows = [
        {
            "kind": kind,
            "bestanden": len(own),
            "geweigerd": sum(levering.geweigerd is not None for levering in own),
            "regels": sum(levering.regels for levering in own),
            "geladen": sum(levering.geladen for levering in own),
            "quarantaine": sum(sum(levering.quarantaine.values()) for levering in own),
            "leeg": sum(levering.leeg for levering in own),
            "data_van": min((levering.data_van for levering in own if levering.data_van), default=None),
            "data_tot": max((levering.data_tot for levering in own if levering.data_tot), default=None),
            "voorbeelddata": any(levering.voorbeelddata for levering in own),
        }
        for kind in KINDS
        if (own := [levering for levering in leveringen if levering.kind == kind])
    ]
    counts = ("bestanden", "geweigerd", "regels", "geladen", "quarantaine", "leeg")
    schema: dict[str, Any] = {"kind": pl.String, **dict.fromkeys(counts, pl.Int64)}
    schema |= {"data_van": pl.String, "data_tot": pl.String, "voorbeelddata": pl.Boolean}
    return pl.DataFrame(rows, schema=schema).with_columns(pl.col("data_van", "data_tot").str.to_date())


def _quarantaine(leveringen: Sequence[Levering]) -> pl.DataFrame:
    """Grain: kind and reden. Lines in quarantine and files they stand in."""
    rows = [
        {"kind": levering.kind, "reden": reden, "regels": regels, "bestanden": 1}
        for levering in leveringen
        for reden, regels in levering.quarantaine.items()
    ]
    schema = {"kind": pl.String, "reden": pl.String, "regels": pl.Int64, "bestanden": pl.Int64}
    return pl.DataFrame(rows, schema=schema).group_by("kind", "reden").agg(pl.col("regels", "bestanden").sum())


def _totals(leveringen: Sequence[Levering]) -> dict[str, int]:
    return {
        "files": len(leveringen),
        "lines": sum(levering.regels for levering in leveringen),
        "loaded": sum(levering.geladen for levering in leveringen),
        "quarantined": sum(sum(levering.quarantaine.values()) for levering in leveringen),
        "blank": sum(levering.leeg for levering in leveringen),
        "refused": sum(levering.geweigerd is not None for levering in leveringen),
    }
