"""Forget one pupil everywhere: in the vault, in the releases, in the raw deliveries, and in what is yet to come."""

import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import polars as pl

from pipelines.blocking import block, blocked
from pipelines.intake import Intake
from pipelines.keys import REGIO, pseudonym, secret_of
from pipelines.publication import Progress, fingerprint
from pipelines.refusal import BuildError
from pipelines.removal import Removed, each_reading, publish_without, take_out
from pipelines.sources import SUFFIXES, pipeline
from pipelines.store import Opened, now, opened, secret_of_store
from settings import Settings

FORGOTTEN = "vergeten"
PIECE = 1 << 24  # bytes of a file that are looked at together


def forget(key: str, domain: str, deliveries: Path | None, settings: Settings, progress: Progress) -> Removed:
    """Remove the pupil with this key and publish a release without; block the key; delete raw files that hold it.

    Raises BuildError when there is no such store, folder or key domain, the store is busy or its secret is another
    one, and PublishError when no release can be made of what is left (the pupil is out of the vault then).
    """
    if deliveries is not None and not deliveries.is_dir():  # before anything is done: a slip must not leave raw files
        raise BuildError("geen_map", map=deliveries.name)
    secret = secret_of_store(settings)
    hashed = pseudonym(key, secret_of(secret, domain))
    programma = fingerprint("pipelines", "schemas")
    with opened(settings.store, secret, None) as store:
        _known(store, domain)
        block(store.ledger, hashed, secret)
        removed = Removed(leave_out(store, secret, progress))
        for path in holding(key, deliveries):
            path.unlink()
            removed.aantallen["aangeleverde_bestanden"] += 1
        intake = Intake(store.ledger, store.vault, programma, now())
        removed.release = publish_without(store, settings, intake, programma, progress)
        with store.ledger.transaction():
            store.ledger.removed(FORGOTTEN, removed.aantallen, now())
        return removed


def leave_out(store: Opened, secret: bytes, progress: Progress) -> Counter[str]:
    """Take every blocked pupil out of the vault; how many files, lines and rows. Does what a stop left undone."""
    gone = sorted(blocked(store.ledger.forgotten(), secret))
    readings = each_reading(store, lambda one: pipeline(one.levering.kind).key is not None)
    found: Counter[str] = Counter()
    for done, one in enumerate(readings, 1):
        column = pipeline(one.levering.kind).key or ""
        found += take_out(store, one, pl.col(column).is_in(gone), FORGOTTEN)
        progress("vergeten", done, len(readings))
    return found


def holding(key: str, deliveries: Path | None) -> list[Path]:
    """The delivery files in which this key stands as a whole word, in any encoding that is read."""
    if deliveries is None:
        return []
    paths = sorted(path for path in deliveries.rglob("*") if path.suffix.lower() in SUFFIXES and path.is_file())
    forms = [key, key.lstrip("0")] if key.isdigit() and key.lstrip("0") else [key]  # Excel drops leading zeros
    words = [re.escape(form.encode(encoding, "replace")) for form in forms for encoding in ("utf-8", "utf-16-le")]
    whole = re.compile(rb"(?<![A-Za-z0-9])(?:" + b"|".join(words) + rb")(?![A-Za-z0-9])")
    return [path for path in paths if any(whole.search(piece) for piece in _pieces(path, len(key) * 2 + 2))]


def _pieces(path: Path, overlap: int) -> Iterator[bytes]:
    """The content of a file in pieces that overlap; of a workbook that of its sheets."""
    try:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as book:
                for name in book.namelist():
                    with book.open(name) as part:
                        yield from _overlapping(part, overlap)
            return
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError):
        pass  # damaged or protected: it was refused when it came in
    with path.open("rb") as file:
        yield from _overlapping(file, overlap)


def _overlapping(file: IO[bytes], overlap: int) -> Iterator[bytes]:
    tail = b""
    while piece := file.read(PIECE):
        yield tail + piece
        tail = piece[-overlap:]


def _known(store: Opened, domain: str) -> None:
    known = {one.levering.sleuteldomein for one in store.ledger.lezingen()} - {None} | {REGIO}
    if domain not in known:
        raise BuildError("onbekend_domein", domeinen=", ".join(sorted(str(one) for one in known)))
