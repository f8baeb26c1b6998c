"""The ledger: what was read, what was received when, what was accepted, and what was removed.

Three things are kept apart. A *lezing* is what one program made of one content; a *ontvangst* is that content coming
in; an *oordeel* says whether that receipt is held. Which deliveries count follows from them: `warehouse/verloop.py`.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from schemas.codes import KINDS
from warehouse.leveringen import Code, Levering, Lezing, Ontvangst, Oordeel, Plaats

VERSION = 2
DDL = (Path(__file__).with_name("ledger.sql")).read_text(encoding="utf-8")


class LedgerError(Exception):
    """The ledger was made by another version of the program."""


LEZING = (
    "sha256", "kind", "regels", "geladen", "leeg", "rijen", "geweigerd", "data_van", "data_tot", "voorbeelddata",
    "leverancier", "profiel", "sleuteldomein", "sleutel_id",
)  # fmt: skip


class Ledger:
    """SQLite file beside the vault; one writer at a time, and what it has said it keeps after a power cut.

    Raises LedgerError when another version of the program made it; one without a version is begun anew.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._con = sqlite3.connect(path)
        self._con.row_factory = sqlite3.Row
        (version,) = self._con.execute("pragma user_version").fetchone()
        if version not in {0, VERSION}:
            raise LedgerError(f"the ledger is of version {version}, this program knows {VERSION}")
        for pragma in ("journal_mode = wal", "synchronous = full", "secure_delete = on"):
            self._con.execute(f"pragma {pragma}")
        if version == 0:  # new, or of before receipts were kept
            self._start_over()
        self._con.execute("pragma foreign_keys = on")

    def _start_over(self) -> None:
        """Tables of an older form go: all that they say is found out again by reading."""
        tables = self._con.execute("select name from sqlite_master where type = 'table' and name not like 'sqlite%'")
        drops = "".join(f"drop table {name}; " for (name,) in tables.fetchall())
        self._con.executescript(f"begin; {drops} {DDL}; pragma user_version = {VERSION}; commit;")

    def close(self) -> None:
        self._con.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing: a build that is interrupted leaves no half account."""
        with self._con:
            yield

    # What was read.

    def record(self, levering: Levering, reader: str, programma: str, now: str) -> None:
        """Write down what was made of one content just now; an earlier reading by the same reader is replaced."""
        own = (levering.sha256, levering.kind, reader)
        self._con.execute("delete from lezing where sha256 = ? and kind = ? and reader = ?", own)
        columns = (*LEZING, "naam", "feiten", "reader", "programma", "gelezen_op")
        values = [getattr(levering, name) for name in LEZING]
        values += [levering.naam, json.dumps(dict(levering.feiten), sort_keys=True), reader, programma, now]
        statement = f"insert into lezing ({', '.join(columns)}) values ({', '.join('?' * len(columns))})"  # noqa: S608
        lezing = self._con.execute(statement, values).lastrowid
        self._parts(lezing, levering)

    def rewrite(self, lezing: int, levering: Levering) -> None:
        """Put a new account of the same reading in place of the old one: after rows were taken out of it."""
        counts = (levering.geladen, levering.rijen, lezing)
        self._con.execute("update lezing set geladen = ?, rijen = ? where id = ?", counts)
        for table in ("apart", "code", "deel"):
            self._con.execute(f"delete from {table} where lezing = ?", (lezing,))  # noqa: S608 (constant)
        self._parts(lezing, levering)

    def _parts(self, lezing: int | None, levering: Levering) -> None:
        self._con.executemany("insert into deel values (?, ?)", [(lezing, deel) for deel in sorted(levering.delen)])
        self._con.executemany("insert into code values (?, ?, ?, ?, ?, ?)", [(lezing, *one) for one in levering.codes])
        for soort, lines in (("quarantaine", levering.quarantaine), ("weggelaten", levering.weggelaten)):
            self._con.executemany(
                "insert into apart values (?, ?, ?, ?)",
                [(lezing, soort, reden, regels) for reden, regels in sorted(lines.items())],
            )

    def lezingen(self) -> list[Lezing]:
        """Everything that was ever read and is still known, oldest first."""
        delen: dict[int, list[str]] = {}
        for lezing, deel in self._con.execute("select lezing, deel from deel order by deel"):
            delen.setdefault(lezing, []).append(deel)
        codes: dict[int, list[Code]] = {}
        for lezing, *code in self._con.execute("select * from code order by school, reden"):
            codes.setdefault(lezing, []).append(Code(*code))
        apart: dict[tuple[int, str], dict[str, int]] = {}
        for lezing, soort, reden, regels in self._con.execute("select * from apart order by reden"):
            apart.setdefault((lezing, soort), {})[reden] = regels
        return [
            Lezing(
                row["id"],
                row["reader"],
                row["programma"],
                row["gelezen_op"],
                Levering(
                    **{name: row[name] for name in LEZING if name != "voorbeelddata"},
                    voorbeelddata=bool(row["voorbeelddata"]),
                    naam=row["naam"],
                    feiten=json.loads(row["feiten"]),
                    delen=tuple(delen.get(row["id"], ())),
                    codes=tuple(codes.get(row["id"], ())),
                    quarantaine=apart.get((row["id"], "quarantaine"), {}),
                    weggelaten=apart.get((row["id"], "weggelaten"), {}),
                ),
            )
            for row in self._con.execute("select * from lezing order by id").fetchall()
        ]

    def prefer(self, lezing: int) -> None:
        """Make a reading the one that holds of its content: the last."""
        self._con.execute("update lezing set id = (select max(id) + 1 from lezing) where id = ?", (lezing,))

    def drop(self, lezing: int) -> None:
        """Forget a reading, with its account."""
        self._con.execute("delete from lezing where id = ?", (lezing,))

    # What was received, judged and accepted.

    def receive(self, kind: str, sha256: str, naam: str, now: str, *, opnieuw: bool) -> None:
        self._con.execute(
            "insert into ontvangst (kind, sha256, naam, ontvangen_op, opnieuw) values (?, ?, ?, ?, ?)",
            (kind, sha256, naam, now, opnieuw),
        )

    def ontvangsten(self, as_of: str | None = None) -> list[Ontvangst]:
        """Receipts in order, with their acceptance; only what was known by `as_of` (UTC, ISO 8601) when given.

        A kind of delivery that there is no more is left out: nothing can be made of it.
        """
        known = as_of or "9999"
        rows = self._con.execute(
            "select o.*, min(a.aangenomen_op) as aangenomen_op from ontvangst as o "
            "left join aanname as a on a.ontvangst = o.id and a.aangenomen_op <= :known "
            "where o.ontvangen_op <= :known and o.kind in (select value from json_each(:kinds)) "
            "group by o.id order by o.id",
            {"known": known, "kinds": json.dumps([*KINDS, ""])},
        ).fetchall()
        return [Ontvangst(**{**dict(row), "opnieuw": bool(row["opnieuw"])}) for row in rows]

    def accept(self, ontvangst: int | None, reden: str, now: str) -> None:
        """Write down that a held receipt may count, or (null) that a run may be published all the same."""
        self._con.execute(
            "insert into aanname (ontvangst, reden, aangenomen_op) values (?, ?, ?)", (ontvangst, reden, now)
        )

    def aannames(self) -> list[tuple[str | None, str, str]]:
        """Name of the file (null: a whole run), reason and moment of every acceptance."""
        return self._con.execute(
            "select o.naam, a.reden, a.aangenomen_op from aanname as a left join ontvangst as o on o.id = a.ontvangst "
            "order by a.id"
        ).fetchall()

    def judge(self, ontvangst: int, lezing: int, oordeel: Oordeel) -> None:
        facts = json.dumps(dict(oordeel.feiten), sort_keys=True)
        self._con.execute(
            "insert or replace into oordeel values (?, ?, ?, ?)", (ontvangst, lezing, oordeel.code, facts)
        )

    def oordelen(self) -> dict[int, dict[int, Oordeel]]:
        """Judgements by receipt and reading."""
        found: dict[int, dict[int, Oordeel]] = {}
        for ontvangst, lezing, code, feiten in self._con.execute("select * from oordeel order by lezing"):
            found.setdefault(ontvangst, {})[lezing] = Oordeel(code, json.loads(feiten))
        return found

    # The folder at the last build, what was forgotten, what was removed, and facts of the store itself.

    def listing(self) -> list[Plaats]:
        return [Plaats(*row) for row in self._con.execute("select plaats, kind, sha256 from aanwezig")]

    def list_again(self, plaatsen: Iterable[Plaats]) -> None:
        self._con.execute("delete from aanwezig")
        self._con.executemany("insert into aanwezig values (?, ?, ?)", plaatsen)

    def expired(self) -> set[tuple[str, str]]:
        """Kinds and delen that were removed because their term was over, and may not come back."""
        return {(kind, deel) for kind, deel in self._con.execute("select kind, deel from verlopen")}

    def expire(self, kind: str, delen: Iterable[str], now: str) -> None:
        rows = [(kind, deel, now) for deel in delen]
        self._con.executemany("insert or ignore into verlopen values (?, ?, ?)", rows)

    def forgotten(self) -> list[str]:
        """Marks of pupils who may not come back, sealed with the secret."""
        return [row[0] for row in self._con.execute("select merk from vergeten order by merk")]

    def forget(self, merk: str, now: str) -> None:
        self._con.execute("insert or ignore into vergeten values (?, ?)", (merk, now))

    def removed(self, soort: str, aantallen: Mapping[str, int], now: str) -> None:
        """A record of a removal: what for, and how many of what."""
        self._con.execute(
            "insert into verwijdering (soort, aantallen, verwijderd_op) values (?, ?, ?)",
            (soort, json.dumps(dict(aantallen), sort_keys=True), now),
        )

    def removals(self) -> list[dict[str, Any]]:
        rows = self._con.execute("select soort, aantallen, verwijderd_op from verwijdering order by id").fetchall()
        return [{**dict(row), "aantallen": json.loads(row["aantallen"])} for row in rows]

    def fact(self, naam: str) -> str | None:
        """A fact of the store: sleutel_id, soort (echt or voorbeelddata), gepubliceerd, teruggezet."""
        row = self._con.execute("select waarde from kenmerk where naam = ?", (naam,)).fetchone()
        return row[0] if row else None

    def set_fact(self, naam: str, waarde: str | None) -> None:
        self._con.execute("insert or replace into kenmerk values (?, ?)", (naam, waarde))

    def compact(self) -> None:
        """Write the file anew, so that nothing of what was deleted stays in it or in its log."""
        self._con.execute("vacuum")
        self._con.execute("pragma wal_checkpoint(truncate)").fetchall()
