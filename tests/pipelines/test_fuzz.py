"""Whatever is done to a file: a refusal or an exact account, and no word of what stood in it."""

import random
import re
from collections.abc import Callable
from pathlib import Path
from time import monotonic

import polars as pl
import pytest

from pipelines.reading import Reader, read
from pipelines.sources import sources
from schemas.meldingen import tekst
from tests.pipelines.delivered import SECRET
from tests.pipelines.mutations import SECRET_MARK, large, mutated
from warehouse.leveringen import Levering
from warehouse.vault import Vault

LINE_END = re.compile(r"\r\n|\r|\n")


@pytest.mark.parametrize(("files", "seed"), [(2_000, 1), pytest.param(10_000, 2, marks=pytest.mark.long)])
def test_a_damaged_file_is_refused_or_accounted_for(
    files: int, seed: int, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    start = monotonic()
    random_ = random.Random(seed)  # noqa: S311 (no secret)
    for number in range(files):
        name, content = mutated(random_)
        path = tmp_path / "deliveries" / name.split("_")[0] / f"{number:05d}" / name  # by kind: read together
        path.parent.mkdir(parents=True)
        path.write_bytes(content)
    found = sources(tmp_path / "deliveries")
    leveringen = [one for some in read(found, Reader(tmp_path, SECRET, voorbeeld=True)) for one in some]
    assert len(leveringen) == files
    for source, levering in zip(found, leveringen, strict=True):
        assert levering.sha256 == source.sha256
        assert SECRET_MARK not in repr(levering)
        if levering.geweigerd:
            assert SECRET_MARK not in "".join(
                tekst(levering.geweigerd, taal, **levering.feiten) for taal in ("nl", "en")
            )
        else:
            assert_accounted_for(source.path, levering)
            assert_tells_nothing(Vault(tmp_path).quarantine_path(source.kind, source.sha256, source.reader))
    refused = sum(levering.geweigerd is not None for levering in leveringen)
    kept_apart = sum(sum(levering.quarantaine.values()) for levering in leveringen)
    lines = sum(levering.regels for levering in leveringen)
    assert refused > files // 10
    assert kept_apart > files
    record_property(
        "slotregel",
        f"fuzz: {files:,} damaged files in {monotonic() - start:.0f} s: {refused:,} refused, {lines:,} lines accounted "
        f"for, of which {kept_apart:,} kept apart; no error, no value told",
    )


def test_a_file_gives_the_same_in_pieces_as_whole(tmp_path: Path) -> None:
    random_ = random.Random(3)  # noqa: S311 (no secret)
    for number in range(40):
        name, content = large(random_)
        path = tmp_path / "deliveries" / f"{number:02d}" / name
        path.parent.mkdir(parents=True)
        path.write_bytes(content)
    found = sources(tmp_path / "deliveries")
    stores = [tmp_path / "whole", tmp_path / "pieces"]
    readers = [
        Reader(store, SECRET, voorbeeld=True, piece=piece) for store, piece in zip(stores, (10**9, 9_000), strict=True)
    ]
    whole, pieces = ([one for some in read(found, reader) for one in some] for reader in readers)
    assert sum(levering.geweigerd is None for levering in whole) > 25
    assert {"dubbel", "conflict", "velden"} <= {reden for levering in whole for reden in levering.quarantaine}
    for source, one, other in zip(found, whole, pieces, strict=True):
        assert (one.geweigerd is None) == (other.geweigerd is None)
        if one.geweigerd is None:
            assert one == other
            for place in (Vault.path, Vault.quarantine_path):
                kept = [place(Vault(store), source.kind, source.sha256, source.reader) for store in stores]
                assert kept[0].exists() == kept[1].exists()
                assert not kept[0].exists() or pl.read_parquet(kept[0]).equals(pl.read_parquet(kept[1]))


def assert_accounted_for(path: Path, levering: Levering) -> None:
    """Every physical line below the header is in the account exactly once."""
    apart = sum(levering.quarantaine.values()) + sum(levering.weggelaten.values())
    assert levering.geladen + apart + levering.leeg == levering.regels
    if path.suffix == ".csv":
        assert levering.regels in lines_below_header(path.read_bytes())


def lines_below_header(content: bytes) -> set[int]:
    """The number of lines below the first that is not blank, as any of the encodings that the content can be in."""
    counts = set()
    for encoding in ("latin-1", "utf-16-le", "utf-16-be"):
        text = content.decode(encoding, errors="replace").removeprefix("\ufeff").removeprefix("ï»¿")
        lines = LINE_END.split(text)
        lines = lines if lines[-1] else lines[:-1]
        filled = [number for number, line in enumerate(lines) if line.strip(" \t;,\"'")]
        counts |= {len(lines) - number - 1 for number in filled[:1]}
    return counts


def assert_tells_nothing(quarantine: Path) -> None:
    """The list of refused lines holds numbers, reasons and our own columns."""
    if quarantine.exists():
        lines = pl.read_parquet(quarantine)
        assert lines.columns == ["regel", "reden", "kolom"]
        assert not any(SECRET_MARK in text for text in {*lines["reden"], *lines["kolom"].drop_nulls()})
