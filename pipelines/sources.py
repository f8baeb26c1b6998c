"""The delivery files in a folder, and the pipeline each belongs to. Imports nothing heavy."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from schemas.codes import KINDS
from warehouse.release import checksum

if TYPE_CHECKING:
    from pipelines.pipeline import Pipeline

SUFFIXES = {".csv", ".txt", ".tsv", ".xlsx"}
MARKER = "voorbeelddata.toml"  # stands in every folder of synthetic deliveries
PUBLISHED = {"kengetallen", "agendapunten"}  # real and public, also among voorbeelddata
BATCH_BYTES = 24_000_000  # files read together; measured: larger is no faster, and memory grows with it


class BuildError(Exception):
    """The build stops before anything is published. Says what to do."""


@dataclass(frozen=True)
class Source:
    """A file in the deliveries folder; kind is empty when the name starts with none."""

    path: Path
    kind: str
    sha256: str


def pipeline(kind: str) -> "Pipeline":
    """The pipeline of a kind: `pipelines/<kind>.py`."""
    found: Pipeline = import_module(f"pipelines.{kind}").PIPELINE
    return found


def sources(deliveries: Path) -> list[Source]:
    """Every file of the folder in the order of its name; the name starts with the kind.

    Raises BuildError when there is no such folder, or nothing in it.
    """
    name = deliveries.name
    if not deliveries.is_dir():
        raise BuildError(f"there is no folder {name}; make it, put the delivery files in it and build again.")
    paths = sorted(
        path
        for path in deliveries.rglob("*")
        if path.suffix.lower() in SUFFIXES and path.is_file() and not path.name.startswith((".", "~$"))
    )
    if not paths:
        raise BuildError(f"the folder {name} holds no CSV or XLSX file; expected e.g. scholen_2024.csv.")
    return [Source(path, _kind(path), checksum(path)) for path in paths]


def batches(files: Sequence[Source]) -> Iterator[list[Source]]:
    """Files of one kind that are read together, in the order given."""
    batch: list[Source] = []
    size = 0
    for file in files:
        own = file.path.stat().st_size
        if batch and (file.kind != batch[0].kind or size + own > BATCH_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(file)
        size += own
    if batch:
        yield batch


def _kind(path: Path) -> str:
    stem = path.stem.lower()
    return next((kind for kind in KINDS if stem == kind or stem.startswith((f"{kind}_", f"{kind}-"))), "")
