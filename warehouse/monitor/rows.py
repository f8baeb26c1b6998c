"""Lines of a file, read as what they say: numbers, days, yes and no. A wrong cell is named by line and column."""

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from warehouse.monitor.errors import Refused
from warehouse.monitor.events import Doel, Status, Voorstel
from warehouse.monitor.tables import NO, TABELLEN, YES
from warehouse.monitor.texts import clean

DAYS = (
    (re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00:00(?:\.0+)?)?"), (1, 2, 3)),  # as written here, or by a workbook
    (re.compile(r"(\d{1,2})-(\d{1,2})-(\d{4})"), (3, 2, 1)),  # as a Dutch spreadsheet saves it
)
WHOLE = re.compile(r"(\d{1,6})(?:\.0)?")


@dataclass(frozen=True)
class Regel:
    """A line of a table: in which file and line it stands, and its cells as text."""

    tabel: str
    bestand: str
    nr: int
    cellen: Mapping[str, str]

    def text(self, column: str) -> str:
        """A cell, empty when the file does not have the column."""
        return clean(self.cellen.get(column, ""))

    def number(self, column: str) -> int:
        found = WHOLE.fullmatch(self.text(column))
        if not found:
            raise self.wrong(column, "a whole number")
        return int(found[1])

    def day(self, column: str) -> datetime.date | None:
        """A day, or none when the cell is empty."""
        text = self.text(column)
        for form, order in DAYS:
            if found := form.fullmatch(text):
                try:
                    return datetime.date(*(int(found[place]) for place in order))
                except ValueError:
                    break
        if text:
            raise self.wrong(column, "a day such as 2022-09-30, or empty")
        return None

    def yes(self, column: str) -> bool:
        text = self.text(column).lower()
        if text not in {YES, NO, ""}:
            raise self.wrong(column, f"{YES} or {NO}")
        return text == YES

    def one_of(self, column: str, allowed: Sequence[str]) -> str:
        text = self.text(column)
        if text not in allowed:
            raise self.wrong(column, " or ".join(allowed))
        return text

    def wrong(self, column: str, expected: str) -> Refused:
        return Refused("waarde", bestand=self.bestand, regel=self.nr, kolom=column, verwacht=expected)

    @property
    def punt(self) -> str:
        return f"{self.number('thema_nr')}.{self.number('punt_nr')}"

    def status(self) -> Status:
        return Status(
            kleur=self.text("kleur") or None,
            stand_van_zaken=self.text("stand_van_zaken"),
            reden=self.text("reden"),
            bewijs=self.text("bewijs"),
            eigenaar=self.text("eigenaar"),
            volgende_stap=self.text("volgende_stap"),
            volgende_stap_op=self.day("volgende_stap_op"),
            pdca=self.text("pdca"),
            voorstel=self._voorstel(),
            afwijking=self.text("afwijking"),
        )

    def _voorstel(self) -> Voorstel | None:
        maat, kleur, waarde, bron = (self.text(f"voorstel_{name}") for name in ("maat", "kleur", "waarde", "bron"))
        if bool(maat) != bool(kleur) or ((waarde or bron) and not maat):
            raise self.wrong("voorstel_kleur", "a colour together with voorstel_maat, or both empty")
        return Voorstel(maat, kleur, waarde, bron) if maat else None

    def doel(self) -> Doel:
        return Doel(
            tekst=self.text("doel"),
            maat=self.text("maat"),
            streefwaarde=self.text("streefwaarde"),
            datum=self.day("datum"),
            eigenaar=self.text("eigenaar"),
        )


def each_once(regels: Sequence[Regel]) -> Iterator[Regel]:
    """The lines of a table that say something; raises Refused when two are about the same."""
    seen = set()
    for regel in regels:
        if not any(cell.strip() for cell in regel.cellen.values()):
            continue
        key = tuple(regel.text(column) for column in TABELLEN[regel.tabel].sleutel)
        if key in seen:
            raise Refused("dubbele_regel", bestand=regel.bestand, regel=regel.nr, tabel=regel.tabel)
        seen.add(key)
        yield regel
