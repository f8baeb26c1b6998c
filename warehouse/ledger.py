"""The ledger: which deliveries came in, what became of each line, and which of them count now.

Grain of `levering`: one file by content and reader. The newest accepted delivery of a `deel` (part of a kind, such as
one school in one school year) counts for that part; earlier ones stay as history.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

DDL = """
create table if not exists levering (
    id integer primary key,
    sha256 text not null,
    reader text not null,           -- fingerprint of the program and key that read the file
    kind text not null,
    naam text not null,
    ontvangen_op text not null,     -- UTC, ISO 8601
    regels integer not null,
    geladen integer not null,
    leeg integer not null,
    geweigerd text,                 -- code of the refusal; null: accepted
    data_van text,                  -- first and last day in the file, where it has days
    data_tot text,
    voorbeelddata integer not null,
    unique (sha256, kind, reader)
);
create table if not exists deel (
    levering integer not null references levering (id),
    deel text not null,
    primary key (levering, deel)
);
create table if not exists quarantaine (
    levering integer not null references levering (id),
    reden text not null,
    regels integer not null,
    primary key (levering, reden)
);
"""


class Code(NamedTuple):
    """A reason code as it stands in an absence file: how often, and its text only where enough pupils share it."""

    school: str
    reden: int  # keyed hash, as in the rows
    tekst: str | None
    regels: int
    leerlingen: int


@dataclass(frozen=True)
class Levering:
    """One file and what became of it: regels = geladen + quarantaine + weggelaten + leeg, in physical lines.

    What reading finds out comes first. `ontvangen_op`, `status` and `code` are what the ledger knows of it now:
    status telt, vervangen, vastgehouden or geweigerd; code why it is held or refused; `feiten` what its text names.
    """

    sha256: str
    kind: str
    naam: str  # without folders, long runs of digits masked
    regels: int = 0
    geladen: int = 0
    leeg: int = 0
    rijen: int = 0  # one line may give several
    geweigerd: str | None = None
    data_van: str | None = None
    data_tot: str | None = None
    voorbeelddata: bool = False
    leverancier: str | None = None  # school code, RBL, SWV
    profiel: str | None = None
    sleuteldomein: str | None = None
    sleutel_id: str | None = None
    delen: tuple[str, ...] = ()
    quarantaine: Mapping[str, int] = field(default_factory=dict)  # lines by reason
    weggelaten: Mapping[str, int] = field(default_factory=dict)  # lines by reason
    feiten: Mapping[str, str | int] = field(default_factory=dict)
    codes: tuple[Code, ...] = ()
    ontvangen_op: str = ""  # UTC, ISO 8601
    status: str = ""
    code: str | None = None


@dataclass(frozen=True)
class Bron:
    """One file of the vault that counts: all of it, or only some of its delen (null: all)."""

    kind: str
    sha256: str
    reader: str
    delen: tuple[str, ...] | None


class Ledger:
    """SQLite file beside the vault; one writer at a time."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._con = sqlite3.connect(path)
        self._con.row_factory = sqlite3.Row
        self._con.execute("pragma journal_mode = wal")
        self._con.executescript(DDL)

    def close(self) -> None:
        self._con.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing: a build that is interrupted leaves no half account."""
        with self._con:
            yield

    def known(self, reader: str) -> dict[tuple[str, str], Levering]:
        """Deliveries already read by this reader, by kind and content."""
        rows = self._con.execute("select * from levering where reader = ? order by id", (reader,))
        return {(row["kind"], row["sha256"]): self._levering(row) for row in rows.fetchall()}

    def record(self, levering: Levering, reader: str, received_at: str) -> None:
        """Write down one file that was read just now."""
        columns = (
            "sha256, reader, kind, naam, ontvangen_op, regels, geladen, leeg, geweigerd, "
            "data_van, data_tot, voorbeelddata"
        )
        cursor = self._con.execute(
            f"insert into levering ({columns}) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608 (constant)
            (
                levering.sha256,
                reader,
                levering.kind,
                levering.naam,
                received_at,
                levering.regels,
                levering.geladen,
                levering.leeg,
                levering.geweigerd,
                levering.data_van,
                levering.data_tot,
                levering.voorbeelddata,
            ),
        )
        self._con.executemany(
            "insert into deel values (?, ?)", [(cursor.lastrowid, deel) for deel in sorted(levering.delen)]
        )
        self._con.executemany(
            "insert into quarantaine values (?, ?, ?)",
            [(cursor.lastrowid, reden, regels) for reden, regels in sorted(levering.quarantaine.items())],
        )

    def current(self) -> list[Bron]:
        """The files that count now: of each deel the delivery received last, as read last."""
        rows = self._con.execute(
            """
            with inhoud as (
                -- the same content read again by a newer program keeps its place in the order of receipt
                select kind, min(id) as ontvangst, max(id) as lezing from levering group by kind, sha256
            ),
            telt as (
                select i.kind, d.deel, max(i.ontvangst) as ontvangst
                from inhoud as i
                join levering as l on l.id = i.lezing and l.geweigerd is null
                join deel as d on d.levering = i.lezing
                group by i.kind, d.deel
            )
            select
                l.kind,
                l.sha256,
                l.reader,
                group_concat(t.deel, char(31)) as delen,
                count(*) as telt,
                (select count(*) from deel where deel.levering = l.id) as heeft
            from telt as t
            join inhoud as i on i.ontvangst = t.ontvangst
            join levering as l on l.id = i.lezing
            group by l.id
            order by l.kind, l.sha256
            """
        ).fetchall()
        return [
            Bron(
                row["kind"],
                row["sha256"],
                row["reader"],
                None if row["telt"] == row["heeft"] else tuple(sorted(row["delen"].split("\x1f"))),
            )
            for row in rows
        ]

    def accounts(self) -> list[Levering]:
        """The account of every content ever delivered, as read last."""
        rows = self._con.execute(
            "select * from levering where id in (select max(id) from levering group by kind, sha256) order by id"
        )
        return [self._levering(row) for row in rows.fetchall()]

    def voorbeelddata(self) -> set[bool]:
        """Which sorts of data this store holds: voorbeelddata, real, or none yet. Published figures are neither."""
        rows = self._con.execute(
            "select distinct voorbeelddata from levering where geweigerd is null and kind not in "
            "('kengetallen', 'agendapunten')"
        )
        return {bool(row[0]) for row in rows.fetchall()}

    def _levering(self, row: sqlite3.Row) -> Levering:
        delen = self._con.execute("select deel from deel where levering = ?", (row["id"],)).fetchall()
        redenen = self._con.execute("select reden, regels from quarantaine where levering = ?", (row["id"],)).fetchall()
        own = {name: value for name, value in dict(row).items() if name not in {"id", "reader", "ontvangen_op"}}
        return Levering(
            **{**own, "voorbeelddata": bool(own["voorbeelddata"])},
            delen=tuple(deel[0] for deel in delen),
            quarantaine=dict(redenen),
        )
