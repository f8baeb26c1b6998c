"""Small deliveries as text, and what becomes of them."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from pipelines.cleaning import Cleaned
from pipelines.judgement import Way
from pipelines.keys import REGIO, pseudonym, secret_of
from pipelines.pipeline import Pipeline

SECRET = b"0123456789abcdef0123456789abcdef"


def delivered(pipeline: Pipeline, header: str, *lines: str) -> Cleaned:
    """One CSV delivery of these lines, read and checked."""
    content = "\n".join([header, *lines, ""]).encode()
    return read(pipeline, content)


def read(pipeline: Pipeline, content: bytes, leverancier: str | None = None, schooljaar: str | None = None) -> Cleaned:
    """A whole delivery, read and checked, as if its name stated this deliverer and school year."""
    opened = pipeline.open(content, Path(f"{pipeline.kind}_1.csv"))
    text = replace(opened, leverancier=leverancier, schooljaar=schooljaar)
    (cleaned,) = pipeline.run([text], Way(SECRET))
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
