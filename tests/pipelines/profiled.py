"""Small exports and what a profile makes of them."""

from pathlib import Path

import polars as pl

from pipelines.delivery import open_text
from pipelines.mapping.steps import Mapped
from pipelines.profile import Profile, Profiles
from pipelines.records import Records, records

Rows = list[tuple[str | int | None, ...]]
# Reason codes, and absence per unit, as a small export has them.
HEAD = 'soort = "redenen"\nbestanden = ["export_{leverancier}.csv", "export_{leverancier}.xlsx"]\n'
COLUMNS = """[kolommen]
school = { uit_naam = "leverancier" }
reden = "Code"
omschrijving = "Betekenis"
categorie = "Soort"
"""
REDENEN = HEAD + COLUMNS
VERZUIM = """soort = "verzuim"
bestanden = ["export_{leverancier}.csv"]
[kolommen]
school = { uit_naam = "leverancier" }
leerling = "Nummer"
reden = "Code"
"""
PER_UNIT = VERZUIM + 'datum = "Dag"\neenheid = "Uur"\n'
INTERVAL = (
    VERZUIM
    + """[interval]
begin = { datum = "Van", tijd = "Van tijd" }
einde = { datum = "Tot", tijd = "Tot tijd" }
hele_dag = { kolom = "Hele dag", waarden = ["ja"] }
[[interval.lesuren]]
dagen = ["ma", "di", "wo", "do", "vr"]
tijden = [["08:30", "09:20"], ["09:20", "10:10"]]
"""
)
TIMES = "Nummer;Code;Van;Van tijd;Tot;Tot tijd;Hele dag"


def profile(folder: Path, toml: str, file: str = "export_99XX00.csv") -> Profile:
    """The profile for a file of this name, from the text of its TOML."""
    (folder / "proef.toml").write_text(toml, encoding="utf-8")
    found = Profiles.load(folder).match(Path(file))
    assert found
    return found


def lines(found: Profile, content: bytes, name: str = "export_99XX00.csv") -> tuple[Mapped, Records]:
    """What the profile makes of a file, and its lines as they were before."""
    text = open_text(content, Path(name), found.wanted, found, found.known)
    before = records([text], found.wanted)
    mapped = found.apply(before.records)
    told = [part.select("bestand", "regel").unique() for part in (mapped.records, mapped.left_out, mapped.rejected)]
    assert pl.concat(told).is_unique().all()  # no line is in two of the three
    assert sum(part.height for part in told) + before.rejected.height + sum(before.blank) == text.lines
    return mapped, before


def export(found: Profile, *rows: str) -> Mapped:
    """What the profile makes of a CSV of these lines, the first of which is the header."""
    return lines(found, "\n".join([*rows, ""]).encode())[0]


def rows(mapped: Mapped, *columns: str) -> Rows:
    return mapped.records.select("regel", *columns).rows()


def rejected(mapped: Mapped) -> Rows:
    return mapped.rejected.drop("bestand").rows()


def left_out(mapped: Mapped) -> Rows:
    return mapped.left_out.drop("bestand").rows()
