"""A folder of deliveries and a store, to build in and to look at."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import polars as pl
from pydantic import SecretStr

from pipelines.build import Outcome, Wish, build
from pipelines.sources import MARKER
from settings import Settings
from warehouse.ledger import Ledger
from warehouse.release import current, releases_folder

SECRET = SecretStr("0123456789abcdef0123456789abcdef")
NOTHING_MORE = Wish()
HEADERS = {
    "scholen": "school;naam;sector;gemeente;swv;geldig_vanaf;geldig_tot;opvolger",
    "redenen": "school;reden;omschrijving;categorie",
    "rooster": "school;leerjaar;datum;eenheden",
    "verzuim": "school;leerling;datum;eenheid;reden",
    "leerlingen": "schooljaar;school;leerling;gemeente;leerjaar;van;tot",
    "vrijstellingen": "kind;gemeente;grond;laatst_onderwijs;besluit;ingang;einde",
    "thuiszitters": "lijst;peildatum;kind;gemeente;sector;school;soort;start;aanbod;einde;einde_reden",
    "interventies": "school;leerling;interventie;laag;start;einde",
    "kengetallen": "groep;indicator;gebied;peiling;waarde;eenheid;bron",
}


@dataclass(frozen=True)
class Workplace:
    """A folder of deliveries and a store."""

    deliveries: Path
    store: Path

    def deliver(self, name: str, *lines: str) -> Path:
        """A delivery of these lines; the kind and so the header come from its name."""
        path = self.deliveries / name
        path.write_text("\n".join([HEADERS[name.split("_")[0]], *lines, ""]))
        return path

    def remove(self, name: str) -> None:
        (self.deliveries / name).unlink()

    def real(self) -> None:
        """From here on these are no voorbeelddata."""
        (self.deliveries / MARKER).unlink(missing_ok=True)

    def build(self, wish: Wish = NOTHING_MORE, **settings: Any) -> Outcome:
        return build(self.deliveries, Settings(store=self.store, **settings), silent, wish)

    def accept(self, *names: str) -> Outcome:
        return self.build(Wish(accept=names, reden="looked at with the school"))

    def releases(self) -> list[str]:
        return sorted(path.name for path in releases_folder(self.store).glob("release-*.duckdb"))

    def counted(self) -> list[tuple[str, str, int]]:
        """Kind, deel and number of rows that count in the release in use, as the fixture `tallied` publishes it."""
        return [tuple(row) for row in json.loads(current(self.store).path.read_bytes())]

    def ledger(self) -> Ledger:
        return Ledger(self.store / "vault" / "ledger.sqlite")

    def contents(self) -> Iterator[str]:
        """All that stands in the store, also what is compressed."""
        for path in self.store.rglob("*"):
            if path.is_file():
                yield path.read_bytes().decode("latin-1")
                yield path.name
            if path.suffix == ".parquet":
                yield pl.read_parquet(path).write_csv()
            if path.suffix == ".duckdb" and path.read_bytes()[8:12] == b"DUCK":
                # A copy: this process may have the file open in another way.
                with TemporaryDirectory() as folder, duckdb.connect(shutil.copy(path, folder), read_only=True) as con:
                    for table in con.sql("show tables").fetchall():
                        yield con.sql(f"from {table[0]}").pl().write_json()


def silent(step: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


def status(outcome: Outcome) -> dict[str, str | None]:
    """Of each file in the folder what it is worth: the code where it is held or refused, else its status."""
    return {one.naam: one.code or one.status for one in outcome.leveringen}
