"""Small deliveries as text, and what becomes of them."""

from pathlib import Path
from typing import Any

from pipelines.keys import REGIO, pseudonym, secret_of
from pipelines.pipeline import Cleaned, Pipeline

SECRET = b"0123456789abcdef0123456789abcdef"


def delivered(pipeline: Pipeline, header: str, *lines: str) -> Cleaned:
    """One CSV delivery of these lines, read and checked."""
    content = "\n".join([header, *lines, ""]).encode()
    (cleaned,) = pipeline.run([pipeline.open(content, Path(f"{pipeline.kind}_1.csv"))], SECRET)
    return cleaned


def rows(cleaned: Cleaned) -> list[tuple[Any, ...]]:
    """The rows that were taken, without the number of their line."""
    return cleaned.frame.drop("regel").rows()


def rejected(cleaned: Cleaned) -> list[tuple[int, str, str | None]]:
    """Physical line, reason and column of each quarantined line."""
    return cleaned.rejected.rows()


def hashed(key: str, domain: str = REGIO) -> int:
    """What stands in a frame instead of a key."""
    return pseudonym(key, secret_of(SECRET, domain))
