"""Small deliveries as text, and what becomes of them."""

from pathlib import Path

import polars as pl

from pipelines.keys import pseudonymise
from pipelines.pipeline import Cleaned, Pipeline

SECRET = b"0123456789abcdef0123456789abcdef"


def delivered(pipeline: Pipeline, header: str, *lines: str) -> Cleaned:
    """One CSV delivery of these lines, read and checked."""
    content = "\n".join([header, *lines, ""]).encode()
    (cleaned,) = pipeline.run([pipeline.open(content, Path(f"{pipeline.kind}_1.csv"))], SECRET)
    return cleaned


def rejected(cleaned: Cleaned) -> list[tuple[int, str, str | None]]:
    """Physical line, reason and column of each quarantined line."""
    return cleaned.rejected.rows()


def hashed(key: str) -> int:
    """What stands in a frame instead of a key."""
    return int(pseudonymise(pl.Series([key]), SECRET)[0])
