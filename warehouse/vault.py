"""The vault: one immutable Parquet file per accepted delivery, pseudonymised; and the lines in quarantine."""

import os
from pathlib import Path

import polars as pl


class Vault:
    """Folder `vault/` of the store. A file is named by what it was read from and by, and never changes."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def path(self, kind: str, sha256: str, reader: str) -> Path:
        """Where the rows of a delivery are kept."""
        return self.root / kind / f"{sha256[:24]}-{reader[:12]}.parquet"

    def quarantine_path(self, kind: str, sha256: str, reader: str) -> Path:
        """Where its refused lines are kept: line number, reason and column, never a value."""
        return self.root / "quarantaine" / kind / f"{sha256[:24]}-{reader[:12]}.parquet"

    def store(self, kind: str, sha256: str, reader: str, frame: pl.DataFrame, rejected: pl.DataFrame) -> None:
        """Keep a delivery; safe against a stop half way, because a file appears whole or not at all."""
        _write(frame, self.path(kind, sha256, reader))
        if rejected.height:
            _write(rejected, self.quarantine_path(kind, sha256, reader))


def _write(frame: pl.DataFrame, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_suffix(".new")
    frame.write_parquet(new, compression="zstd", compression_level=1)
    new.replace(path)


def sync(folder: Path) -> None:
    """Make sure that a rename in `folder` survives a power cut (where the system lets a folder be opened)."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
