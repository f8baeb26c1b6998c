"""A vault made by hand: deliveries as clean rows, published with the real marts."""

import datetime as dt
import hashlib
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from analysis.tabellen import AFLEIDINGEN, ONDERDELEN
from disclosure.publiceren import Lees, Ontwerp, ontwerp
from schemas.codes import KINDS
from tests.marts.conftest import SCHEMAS, code, with_schooljaar
from tests.marts.rows import Rows
from warehouse.delen import PER_SCHOOLJAAR
from warehouse.leveringen import Bron, Code, Levering
from warehouse.marts import volgorde
from warehouse.publish import Order, publish
from warehouse.release import Release, connect
from warehouse.vault import Vault, packed

READER = "0" * 64
PLACE = {"deel": pl.String, "regel": pl.Int32}
EMPTY = {kind: pl.DataFrame(schema={**SCHEMAS[kind], **PLACE}) for kind in KINDS}
DEEL = {
    "redenen": pl.col("school"),
    "thuiszitters": pl.format("{}/{}", "lijst", "peildatum"),
    "leerlingaantallen": pl.col("schooljaar"),
}


def _open(
    lees: Lees, tabellen: AbstractSet[str], patroon: pl.DataFrame | None, blokken: pl.DataFrame | None
) -> Ontwerp:
    everything = frozenset(name for name in tabellen if not name.startswith(volgorde.BASIS))
    return replace(ontwerp(lees, tabellen, patroon, blokken, families=()), vrij=everything)


OPEN = _open  # for tests of other things: shows everything, of however few pupils


@dataclass
class Store:
    """Deliveries by name, the vault they lie in, and the releases made of them. is_open: those show everything."""

    root: Path
    is_open: bool = False
    leveringen: dict[str, Levering] = field(default_factory=dict)

    @property
    def vault(self) -> Vault:
        return Vault(self.root / "vault")

    def deliver(
        self,
        name: str,
        rows: Rows,
        *,
        apart: Mapping[int, str] | None = None,
        codes: tuple[Code, ...] = (),
        **facts: Any,
    ) -> Levering:
        """A delivery of the kind that its name starts with; one of the same name is replaced. apart: line to reason."""
        kind = name.split("_")[0]
        frame = _frame(kind, rows)
        rejected = pl.DataFrame(
            [(regel, reden, None) for regel, reden in (apart or {}).items()],
            schema={"regel": pl.Int32, "reden": pl.String, "kolom": pl.String},
            orient="row",
        )
        sha256 = hashlib.sha256(f"{name}{frame.rows()}{rejected.rows()}{facts}".encode()).hexdigest()
        self.vault.store(kind, sha256, READER, packed(frame), packed(rejected) if rejected.height else b"")
        loaded = frame["regel"].n_unique()
        quarantaine = dict(rejected["reden"].value_counts().iter_rows())
        levering = Levering(
            sha256=sha256,
            kind=kind,
            naam=f"{name}.csv",
            regels=loaded + rejected.height,
            geladen=loaded,
            rijen=frame.height,
            quarantaine=quarantaine,
            delen=tuple(sorted(frame["deel"].unique())),
            voorbeelddata=True,
            codes=codes,
            ontvangen_op=f"2024-01-01T00:00:{len(self.leveringen):02}+00:00",
            status="telt",
        )
        if name in self.leveringen:
            self.leveringen[f"{name} {sha256}"] = replace(self.leveringen[name], status="vervangen")
        self.leveringen[name] = replace(levering, **facts)
        return self.leveringen[name]

    def order(self, **wishes: Any) -> Order:
        counting = [one for one in self.leveringen.values() if one.status == "telt"]
        usual: dict[str, Any] = {
            "bronnen": [Bron(one.kind, one.sha256, READER, None) for one in counting],
            "leveringen": list(self.leveringen.values()),
            "empty": EMPTY,
            "basis": "b",
            "data_tot": dt.date(2023, 7, 31),
            "voorbeelddata": True,
            "memory_limit": "1GB",
            "threads": 1,
            "keep": 3,
            "bescherm": ontwerp,
            "onderdelen": ONDERDELEN,
            "afleidingen": AFLEIDINGEN,
        }
        if self.is_open:
            usual["bescherm"] = OPEN
        asked = {**usual, **wishes}
        if asked["bescherm"] is OPEN:  # then there are no published tables to derive from, and statistics do not matter
            asked |= {"afleidingen": (), "onderdelen": ()}
        return Order(**asked)

    def publish(self, **wishes: Any) -> Release:
        return publish(self.root, self.vault, self.order(**wishes), lambda step: None)


def _frame(kind: str, rows: Rows) -> pl.DataFrame:
    hashed = [{**row, "reden": code(row["reden"])} if "reden" in row else row for row in rows]
    numbered = [{"regel": number, **row} for number, row in enumerate(hashed, start=2)]
    frame = pl.DataFrame(numbered, schema={**SCHEMAS[kind], "regel": pl.Int32}, orient="row")
    if kind not in PER_SCHOOLJAAR:
        return frame.with_columns(deel=DEEL.get(kind, pl.lit("alle")))
    return (
        with_schooljaar(kind, frame)
        .with_columns(deel=pl.format("{}/{}", "school", "van_schooljaar"))
        .drop("van_schooljaar")
    )


def ask(release: Release, query: str) -> list[tuple[Any, ...]]:
    """The answer of a published release."""
    cursor: duckdb.DuckDBPyConnection = connect(release).cursor()
    return cursor.sql(query).fetchall()
