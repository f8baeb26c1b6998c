"""The exact marts of the release in use, in a file of their own that the app never opens.

They are what a release is protected from, and what the next build takes unchanged schooljaren from. Without them
everything is made anew.
"""

from pathlib import Path

from warehouse.release import Release, ReleaseError, checksum, current


def folder(store: Path) -> Path:
    """Where the exact marts lie."""
    return store / "rekenwerk"


def path_of(store: Path, run: str) -> Path:
    """The exact marts that a release was made of."""
    return folder(store) / f"exact-{run}.duckdb"


def of(store: Path, release: Release) -> Path | None:
    """The exact marts of a release; None when they are not there, or not what they were."""
    path = path_of(store, release.run)
    try:
        return path if checksum(path) == release.rekenwerk else None
    except OSError:
        return None


def clean(store: Path) -> None:
    """Remove what is not of the release in use: of earlier releases, or left by a build that was stopped."""
    try:
        kept = path_of(store, current(store).run)
    except ReleaseError:
        kept = None
    for path in folder(store).glob("*"):
        if path != kept:
            path.unlink()
