"""Small exports and what a profile makes of them."""

from pathlib import Path

import polars as pl

from pipelines.delivery import open_text
from pipelines.mapping.steps import Mapped
from pipelines.profile import Profile, Profiles
from pipelines.records import Records, records

Rows = list[tuple[str | int | None, ...]]


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
