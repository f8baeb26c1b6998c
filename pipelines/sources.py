"""The delivery files in a folder, and the pipeline each belongs to. Imports nothing heavy."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.names import kept, told, words
from pipelines.refusal import BuildError, RefusedError
from schemas.codes import KINDS
from warehouse.release import checksum

if TYPE_CHECKING:
    from pipelines.pipeline import Pipeline
    from pipelines.profile import Profiles

SUFFIXES = {".csv", ".txt", ".tsv", ".xlsx", ".xlsm", ".xls"}  # the last two are told why they are refused
PACKED = {".gz", ".zip", ".7z", ".rar", ".tar", ".tgz", ".bz2", ".xz", ".zst"}
MARKER = "voorbeelddata.toml"  # stands in every folder of synthetic deliveries
IGNORED = {MARKER, ".DS_Store", "Thumbs.db", "desktop.ini", ".gitkeep", ".gitignore"}  # what systems put there
PUBLISHED = {"kengetallen"}  # real and public, also among voorbeelddata
BATCH_BYTES = 4_000_000  # files read together; measured: larger is no faster, and memory grows with it
PARTIES = ("RBL", "SWV")
_SCHOOL = re.compile(r"[0-9]{2}[A-Z]{2}[0-9]{2}")
_YEARS = re.compile(r"(?<![0-9])(20[0-9]{2})-(20[0-9]{2})(?![0-9])")


@dataclass(frozen=True)
class Aside:
    """What lies in the folder and is not read. naam: as it may be told, with its folders; code: why."""

    naam: str
    code: str


@dataclass(frozen=True)
class Source:
    """A file in the deliveries folder; kind is empty when neither a profile nor the name says it.

    profiel: fingerprint of its source profile and of what the file's name adds to it. reader: fingerprint of all that
    gives the file its meaning: program, secret, profile and deliverer.
    """

    path: Path
    kind: str
    sha256: str
    reader: str = ""
    leverancier: str | None = None
    profiel: str = ""
    merk: str = ""  # what the file system said of it before its content was looked at
    woorden: frozenset[str] = frozenset()  # of its name, that its profile names too

    @property
    def naam(self) -> str:
        """The name as whoever builds is told it."""
        return told(self.path.name)

    @property
    def bewaard(self) -> str:
        """The name as it is kept and shown to everybody."""
        return kept(self.path.name, self.woorden)

    @property
    def schooljaar(self) -> str | None:
        """The school year that the name states, such as 2018-2019; it says which days may be in the file."""
        years = _YEARS.search(self.path.stem)
        return years[0] if years and int(years[2]) == int(years[1]) + 1 else None


def pipeline(kind: str) -> "Pipeline":
    """The pipeline of a kind: `pipelines/<kind>.py`."""
    found: Pipeline = import_module(f"pipelines.{kind}").PIPELINE
    return found


def sources(deliveries: Path, profiles: "Profiles | None" = None, *, may_be_empty: bool = False) -> list[Source]:
    """Every file of the folder in the order of its name; a profile or the start of its name says the kind.

    Raises BuildError when there is no such folder, or nothing in it.
    """
    name = deliveries.name
    if not deliveries.is_dir():
        raise BuildError("geen_map", map=name)
    paths = [path for path, code in _listed(deliveries) if code is None]
    if not paths and not may_be_empty:
        raise BuildError("lege_map", map=name)
    return [_source(path, profiles) for path in paths]


def aside(deliveries: Path) -> list[Aside]:
    """What lies in the folder and is no delivery, in the order of its name; none without a folder."""
    found = ((path.relative_to(deliveries), code) for path, code in _listed(deliveries) if code)
    return [Aside("/".join(told(part) for part in path.parts), code) for path, code in found]


def _listed(deliveries: Path) -> Iterator[tuple[Path, str | None]]:
    """Every file of the folder, in the order of its name, and why it is no delivery; a set apart is told once."""
    # A folder with a marker of its own is another set of deliveries: examples never get among real ones.
    found = sorted(deliveries.rglob("*"))
    apart = {path.parent for path in found if path.name == MARKER} - {deliveries}
    for path in found:
        if not apart.isdisjoint(path.parents):
            continue
        if path in apart:
            yield path, "andere_set"
        elif path.is_file() and path.name not in IGNORED:
            yield path, _why_aside(path)


def _why_aside(path: Path) -> str | None:
    """Why a file is no delivery; None: it is one."""
    if path.name.startswith("~$"):
        return "staat_open"
    if path.name.startswith("."):
        return "verborgen_bestand"
    suffix = path.suffix.lower()
    return None if suffix in SUFFIXES else "ingepakt" if suffix in PACKED else "geen_levering"


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


def _source(path: Path, profiles: "Profiles | None") -> Source:
    try:
        profile = profiles.match(path) if profiles else None
    except RefusedError:
        profile = None  # two fit as well: refused when it is read
    found = Source(path, _kind(path), "", leverancier=_leverancier(path), merk=mark(path))
    if profile:
        used = repr((profile.naam, profile.fingerprint, sorted(profile.uit_naam.items())))
        leverancier = profile.leverancier or found.leverancier
        own = words(" ".join(profile.patterns))
        found = replace(found, kind=profile.soort, leverancier=leverancier, profiel=used, woorden=own)
    return replace(found, sha256=checksum(path))


def mark(path: Path) -> str:
    """What the file system says of a file; another mark is another content."""
    facts = path.stat()
    return f"{facts.st_size} {facts.st_mtime_ns}"


def _kind(path: Path) -> str:
    stem = path.stem.lower()
    return next((kind for kind in KINDS if stem == kind or stem.startswith((f"{kind}_", f"{kind}-"))), "")


def _leverancier(path: Path) -> str | None:
    """Who delivers, from the second part of the name: a vestigingscode, RBL or SWV."""
    parts = re.split(r"[_\s-]", path.stem.upper())
    second = parts[1] if len(parts) > 1 else ""
    return second if second in PARTIES or _SCHOOL.fullmatch(second) else None
