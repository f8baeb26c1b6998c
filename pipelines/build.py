"""The whole way of the data: delivery files in, one published release out.

Nothing heavy is imported until a file has to be read, so that a build with nothing new ends at once.
"""

import datetime as dt
import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.keys import DEMONSTRATION_SECRET, check_secret
from pipelines.refusal import RefusedError
from schemas.codes import KINDS
from settings import PROJECT, Settings
from warehouse.ledger import Ledger, Levering
from warehouse.release import Release, ReleaseError, checksum, current

if TYPE_CHECKING:
    from pipelines.pipeline import Pipeline

SUFFIXES = {".csv", ".txt", ".tsv", ".xlsx"}
MARKER = "voorbeelddata.toml"  # stands in every folder of synthetic deliveries
PUBLISHED = {"kengetallen", "agendapunten"}  # real and public, also among voorbeelddata


@dataclass(frozen=True)
class Source:
    """A file in the deliveries folder; kind is empty when the name starts with none."""

    path: Path
    kind: str
    sha256: str


@dataclass(frozen=True)
class Outcome:
    """What a build did: the account of every file in the folder, and the release that is now in use."""

    leveringen: Sequence[Levering]
    read: int  # files that were new and had to be read
    release: Release
    published: bool  # False: nothing new, the release stays


class BuildError(Exception):
    """The build stops before anything is published. Says what to do."""


Progress = Callable[[str, int, int], None]  # step, done, of how many


def pipeline(kind: str) -> "Pipeline":
    """The pipeline of a kind: `pipelines/<kind>.py`."""
    found: Pipeline = import_module(f"pipelines.{kind}").PIPELINE
    return found


def sources(deliveries: Path) -> list[Source]:
    """Every file of the folder in the order of its name; the name starts with the kind.

    Raises BuildError when there is no such folder, or nothing in it.
    """
    if not deliveries.is_dir():
        raise BuildError(
            f"there is no folder {deliveries.name}; make it, put the delivery files in it and build again."
        )
    paths = sorted(
        path
        for path in deliveries.rglob("*")
        if path.suffix.lower() in SUFFIXES and path.is_file() and not path.name.startswith((".", "~$"))
    )
    if not paths:
        raise BuildError(f"the folder {deliveries.name} holds no CSV or XLSX file; expected e.g. scholen_2024.csv.")
    return [Source(path, _kind(path), checksum(path)) for path in paths]


def _kind(path: Path) -> str:
    stem = path.stem.lower()
    return next((kind for kind in KINDS if stem == kind or stem.startswith((f"{kind}_", f"{kind}-"))), "")


def build(deliveries: Path, settings: Settings, progress: Progress) -> Outcome:
    """Read what is new, account for every line, and publish a release when anything changed.

    Raises BuildError when real data and voorbeelddata would mix, a key is weak or nothing could be read.
    """
    voorbeeld = (deliveries / MARKER).exists()
    secret = _secret(settings, voorbeeld)
    reader = _fingerprint("pipelines", "schemas", extra=hashlib.sha256(secret).digest())
    files = sources(deliveries)
    ledger = Ledger(settings.store / "vault" / "ledger.sqlite")
    try:
        if ledger.voorbeelddata() - {voorbeeld}:
            raise BuildError(
                "this store holds "
                + ("real deliveries; voorbeelddata may not be mixed in. " if voorbeeld else "voorbeelddata only. ")
                + "Give another folder with --store (or INBEELD_STORE)."
            )
        leveringen = ledger.known(reader)
        new = list(
            {(file.kind, file.sha256): file for file in files if (file.kind, file.sha256) not in leveringen}.values()
        )
        now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        for done, levering in enumerate(_read(new, settings, reader, secret, voorbeeld), start=1):
            with ledger.transaction():
                ledger.record(levering, reader, now)
            leveringen[levering.kind, levering.sha256] = levering
            progress("lezen", done, len(new))
        account = [leveringen[file.kind, file.sha256] for file in files]
        release, published = _publish(ledger, settings, reader, voorbeeld, progress)
        return Outcome(account, len(new), release, published)
    finally:
        ledger.close()


def _secret(settings: Settings, voorbeeld: bool) -> bytes:
    if voorbeeld:
        return DEMONSTRATION_SECRET
    given = settings.key_secret.get_secret_value().encode() if settings.key_secret else None
    try:
        return check_secret(given)
    except ValueError as error:
        raise BuildError(str(error)) from None


def _fingerprint(*packages: str, extra: bytes = b"") -> str:
    """Changes when the program that gives a file its meaning changes; what was read before is then read again."""
    digest = hashlib.sha256(extra)
    for package in packages:
        for path in sorted((PROJECT / package).rglob("*")):
            if path.suffix in {".py", ".sql", ".toml"}:
                digest.update(path.relative_to(PROJECT).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()


def _read(
    files: Sequence[Source], settings: Settings, reader: str, secret: bytes, voorbeeld: bool
) -> Iterator[Levering]:
    """Each file read, kept in the vault and accounted for, in the order given."""
    if not files:
        return
    for kind in {file.kind for file in files} - {""}:  # imported here once: importing in threads is not safe
        pipeline(kind)
    work = partial(_levering, settings=settings, reader=reader, secret=secret, voorbeeld=voorbeeld)
    with ThreadPoolExecutor(settings.threads or os.cpu_count()) as pool:
        yield from pool.map(work, files)


def _levering(file: Source, settings: Settings, reader: str, secret: bytes, voorbeeld: bool) -> Levering:
    """One file: read, check, pseudonymise, keep."""
    from warehouse.vault import Vault

    mark = voorbeeld and file.kind not in PUBLISHED
    try:
        if not file.kind:
            raise RefusedError(
                "onbekende_soort",
                f"the name starts with no known kind; expected one of {', '.join(KINDS)}, as in verzuim_99XX00.csv.",
            )
        own = pipeline(file.kind)
        cleaned = own.run(file.path.read_bytes(), file.path, secret)
    except RefusedError as refusal:
        return Levering(
            file.sha256, file.kind, file.path.name, geweigerd=refusal.code, melding=str(refusal), voorbeelddata=mark
        )
    Vault(settings.store / "vault").store(file.kind, file.sha256, reader, cleaned.frame, cleaned.rejected)
    first, last = own.days(cleaned.frame)
    return Levering(
        sha256=file.sha256,
        kind=file.kind,
        naam=file.path.name,
        regels=cleaned.lines,
        geladen=cleaned.frame.height,
        leeg=cleaned.blank,
        data_van=first.isoformat() if first else None,
        data_tot=last.isoformat() if last else None,
        voorbeelddata=mark,
        delen=tuple(cleaned.frame["deel"].unique().sort()),
        quarantaine=dict(cleaned.rejected["reden"].value_counts().sort("reden").iter_rows()),
    )


def _publish(
    ledger: Ledger, settings: Settings, reader: str, voorbeeld: bool, progress: Progress
) -> tuple[Release, bool]:
    """The release of all that counts now, and whether it had to be made."""
    bronnen, leveringen = ledger.current(), ledger.accounts()
    if not bronnen:
        raise BuildError("no delivery could be loaded; see the refusals above, mend the files and build again.")
    basis = _fingerprint("warehouse", "disclosure", extra=repr((reader, bronnen, leveringen)).encode())
    try:
        release = current(settings.store)
        if release.basis == basis and release.path.exists():
            return release, False
    except ReleaseError:
        pass  # none yet, or damaged: a new one replaces it
    from warehouse.publish import Order, publish
    from warehouse.vault import Vault

    order = Order(
        bronnen=bronnen,
        leveringen=leveringen,
        empty={kind: pipeline(kind).empty() for kind in KINDS},
        basis=basis,
        data_tot=_data_tot(leveringen),
        voorbeelddata=voorbeeld,
        memory_limit=settings.memory_limit,
        threads=settings.threads,
        keep=settings.keep_releases,
    )
    vault = Vault(settings.store / "vault")
    return publish(settings.store, vault, order, lambda step: progress(step, 0, 0)), True


def _data_tot(leveringen: Sequence[Levering]) -> dt.date:
    """The last day about which there is absence; without absence, the last day of anything."""
    for kinds in ({"verzuim", "weekcijfers"}, set(KINDS)):
        if days := [one.data_tot for one in leveringen if one.kind in kinds and one.data_tot]:
            return dt.date.fromisoformat(max(days))
    return dt.datetime.now(dt.UTC).date()
