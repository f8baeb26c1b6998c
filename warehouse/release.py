"""A release: an immutable DuckDB file with counts only, and the pointer CURRENT that names the one in use.

The app opens nothing else. This module reads; warehouse/publish.py makes.
"""

import hashlib
import json
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import duckdb

SCHEMA_VERSION = 1  # raised when a mart changes in a way that pages must know


class ReleaseError(Exception):
    """There is no release that can be shown. `code`: ontbreekt, beschadigd or andere_versie."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True)
class Release:
    """What CURRENT says of a release: its file, its checksum and the account of how it was made."""

    run: str
    path: Path
    sha256: str
    schema_version: int
    basis: str  # fingerprint of everything that went in: deliveries, program, definitions
    gebouwd_op: str
    data_tot: str
    voorbeelddata: bool
    account: dict[str, Any] = field(compare=False)


def releases_folder(store: Path) -> Path:
    return store / "releases"


def current(store: Path) -> Release:
    """The release in use. Raises ReleaseError when there is none, or none this program can read."""
    pointer = releases_folder(store) / "CURRENT"
    try:
        facts = json.loads(pointer.read_text(encoding="utf-8"))
        if facts["schema_version"] != SCHEMA_VERSION:  # first: another version may well have other facts
            raise ReleaseError("andere_versie", "the release is of another version; run: python manage.py build")
        return Release(path=releases_folder(store) / Path(facts.pop("file")).name, **facts)
    except FileNotFoundError:
        raise ReleaseError("ontbreekt", "there is no release yet; run: python manage.py build") from None
    except (ValueError, TypeError, KeyError):
        raise ReleaseError("beschadigd", "the pointer CURRENT is damaged; run: python manage.py build") from None


@cache
def connect(release: Release) -> duckdb.DuckDBPyConnection:
    """A read-only connection that can reach nothing but this file; one per release and process, use `.cursor()`.

    Raises ReleaseError when the file is not the one that was published (DuckDB itself checks only what it reads).
    """
    if not intact(release):
        raise ReleaseError("beschadigd", "the release file is damaged or missing; run: python manage.py build")
    return duckdb.connect(
        release.path,
        read_only=True,
        config={"enable_external_access": "false", "lock_configuration": "true", "threads": "2"},
    )


def intact(release: Release) -> bool:
    """Whether the file is there and is the one that was published."""
    try:
        return checksum(release.path) == release.sha256
    except OSError:
        return False


def checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
