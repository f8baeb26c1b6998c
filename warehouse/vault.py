"""The vault: one immutable Parquet file per accepted delivery, pseudonymised; and the lines in quarantine.

Imports nothing heavy: a build with nothing new only looks whether the files are there.
"""

import os
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

QUARANTINE = "quarantaine"


class Vault:
    """Folder `vault/` of the store. A file is named by what it was read from and by, and never changes."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def path(self, kind: str, sha256: str, reader: str) -> Path:
        """Where the rows of a delivery are kept."""
        return self.root / kind / f"{sha256[:24]}-{reader[:12]}.parquet"

    def quarantine_path(self, kind: str, sha256: str, reader: str) -> Path:
        """Where its refused lines are kept: line number, reason and column, never a value."""
        return self.root / QUARANTINE / kind / f"{sha256[:24]}-{reader[:12]}.parquet"

    def store(self, kind: str, sha256: str, reader: str, rows: bytes, rejected: bytes) -> None:
        """Keep a delivery, as `packed`; a file appears whole or not at all. rejected: empty when there is none."""
        write(rows, self.path(kind, sha256, reader))
        if rejected:
            write(rejected, self.quarantine_path(kind, sha256, reader))

    def holds(self, kind: str, sha256: str, reader: str) -> bool:
        """Whether the rows of a delivery are there; a power cut can leave a file without content."""
        try:
            return self.path(kind, sha256, reader).stat().st_size > 0
        except OSError:
            return False

    def files(self) -> Iterator[Path]:
        """Every file in the vault, of deliveries and of quarantine."""
        yield from self.root.rglob("*.parquet")

    def clean(self, known: set[Path]) -> int:
        """Remove what a stopped build left behind: half files, and files that the ledger does not know."""
        left = [*self.root.rglob("*.new"), *(path for path in self.files() if path not in known)]
        for path in left:
            path.unlink()
        return len(left)


def packed(frame: "pl.DataFrame") -> bytes:
    """A frame as a file of the vault has it."""
    file = BytesIO()
    frame.write_parquet(file, compression="zstd", compression_level=1)
    return file.getvalue()


def write(content: bytes, path: Path) -> None:
    """Put a file in the place of what was there: a reader finds the old file or the new one, never half."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_suffix(".new")
    new.write_bytes(content)
    new.replace(path)


def flush() -> None:
    """Make sure that all files written so far survive a power cut.

    Once for a whole build: flushing each of a thousand files by itself took seconds.
    """
    if hasattr(os, "sync"):
        os.sync()


def sync(folder: Path) -> None:
    """Make sure that a rename in `folder` survives a power cut (where the system lets a folder be opened)."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
