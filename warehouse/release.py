"""A release: an immutable DuckDB file with counts only, and the pointer CURRENT that names the one in use.

The app opens nothing else. This module reads; warehouse/publish.py makes. Beside every release stands what is known of
it (`release-<run>.json`): when the pointer or the file it names is damaged, the last release that is whole is shown.
"""

import hashlib
import json
import logging
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import duckdb

SCHEMA_VERSION = 8  # raised when a mart changes in a way that pages must know
SEAL = "zegel"
POINTER, COPY = "CURRENT", "CURRENT.kopie"  # the copy says which release was in use when the pointer is damaged

log = logging.getLogger(__name__)


class ReleaseError(Exception):
    """There is no release that can be shown. `code`: ontbreekt, beschadigd or andere_versie."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True)
class Release:
    """What CURRENT says of a release: its file, its checksum and the account of how it was made.

    rekenwerk: checksum of the exact marts that it was made of. as_of: the moment of which it shows what was known then;
    None: all that is known. teruggevallen: it is shown although another was in use, because that one is damaged.
    """

    run: str
    path: Path
    sha256: str
    schema_version: int
    basis: str  # fingerprint of everything that went in: deliveries, program, definitions
    gebouwd_op: str
    data_tot: str
    voorbeelddata: bool
    account: dict[str, Any] = field(compare=False)
    as_of: str | None = None
    rekenwerk: str = ""
    teruggevallen: bool = field(default=False, compare=False)

    def facts(self) -> dict[str, Any]:
        """As it is written down, with a seal by which damage is seen."""
        own = {**vars(self), "file": self.path.name}
        facts = {name: value for name, value in own.items() if name not in {"path", "teruggevallen"}}
        return {**facts, SEAL: seal(facts)}


def seal(facts: dict[str, Any]) -> str:
    """A checksum of what is written down of a release."""
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()


def releases_folder(store: Path) -> Path:
    return store / "releases"


def manifest(path: Path) -> Path:
    """What is known of a release stands beside its file."""
    return path.with_suffix(".json")


def current(store: Path) -> Release:
    """The release in use; when it is damaged the last one before it that is whole (`teruggevallen`), else the newest.

    Raises ReleaseError when there is none, or none this program can read.
    """
    folder = releases_folder(store)
    wanted: Release | None
    try:
        wanted = _read(folder / POINTER)
    except ReleaseError as error:
        if error.code == "andere_versie":
            raise
        wanted, fault = _copy(folder), error
    else:
        if _sound(wanted):
            return wanted
        fault = ReleaseError("beschadigd", "the release file is damaged or missing; run: python manage.py build")
    others = sorted(releases(store), key=lambda one: one.run, reverse=True)
    if wanted:  # what was put aside by a rollback is newer than what was in use: last
        others = [wanted, *sorted(others, key=lambda one: one.run > wanted.run)]
    for other in others:
        if _sound(other):
            log.warning("release %s is shown: the pointer or the release it names is damaged", other.run)
            return replace(other, teruggevallen=True)
    raise fault


def releases(store: Path) -> list[Release]:
    """Every release of which is known what it is, oldest first; its file may be damaged."""
    found = []
    for path in sorted(releases_folder(store).glob("release-*.json")):
        with suppress(ReleaseError):
            found.append(_read(path))
    return found


def later(release: Release) -> Release | None:
    """The newest release made after this one, of those about all that is known: this one was put back then."""
    newer = [path for path in release.path.parent.glob("release-*.json") if path.stem > release.path.stem]
    for path in sorted(newer, reverse=True):
        with suppress(ReleaseError):
            found = _read(path)
            if found.as_of is None and found.path.exists():
                return found
    return None


def _copy(folder: Path) -> Release | None:
    with suppress(ReleaseError):
        return _read(folder / COPY)
    return None


def _read(path: Path) -> Release:
    """What a pointer or a manifest says. Raises ReleaseError."""
    try:
        facts = json.loads(path.read_text(encoding="utf-8"))
        if facts["schema_version"] != SCHEMA_VERSION:  # first: another version may well have other facts
            raise ReleaseError("andere_versie", "the release is of another version; run: python manage.py build")
        if facts.pop(SEAL) != seal(facts):
            raise ValueError
        return Release(path=path.parent / Path(facts.pop("file")).name, **facts)
    except (FileNotFoundError, NotADirectoryError):
        raise ReleaseError("ontbreekt", "there is no release yet; run: python manage.py build") from None
    except (ValueError, TypeError, KeyError, AttributeError, OSError):
        raise ReleaseError("beschadigd", "the pointer CURRENT is damaged; run: python manage.py build") from None


def _sound(release: Release) -> bool:
    """Whether the file can be shown. Cheap when nothing happened to it: a page asks at every turn."""
    try:
        found = release.path.stat()
    except OSError:
        return False
    return _checked(release.path, release.sha256, (found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns))


@lru_cache(maxsize=64)
def _checked(path: Path, sha256: str, seen: tuple[int, ...]) -> bool:
    """Whether the file as it was `seen` has this content."""
    try:
        return checksum(path) == sha256
    except OSError:
        return False


@cache
def connect(release: Release) -> duckdb.DuckDBPyConnection:
    """A read-only connection that can reach nothing but this file; one per release and process, use `.cursor()`.

    Raises ReleaseError when the file is not the one that was published (DuckDB itself checks only what it reads).
    """
    if not intact(release):
        raise ReleaseError("beschadigd", "the release file is damaged or missing; run: python manage.py build")
    for stray in strays(release.path):
        with suppress(OSError):  # DuckDB would take it for changes that were not written yet
            stray.unlink()
    return duckdb.connect(
        release.path,
        read_only=True,
        config={"enable_external_access": "false", "lock_configuration": "true", "threads": "2"},
    )


def strays(path: Path) -> Iterator[Path]:
    """Files that DuckDB keeps beside one that is being written; a published release has none."""
    yield from path.parent.glob(f"{path.name}.*")


def intact(release: Release) -> bool:
    """Whether the file is there and is the one that was published."""
    try:
        return checksum(release.path) == release.sha256
    except OSError:
        return False


def checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
