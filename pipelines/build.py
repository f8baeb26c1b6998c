"""The whole way of the data: delivery files in, one published release out.

Nothing heavy is imported until a file has to be read, so that a build with nothing new ends at once.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from time import monotonic

from pipelines.intake import RUN, Intake, places
from pipelines.keys import key_id
from pipelines.publication import Progress, Publication, fingerprint, publish
from pipelines.sources import MARKER, Source, batches, pipeline, sources
from pipelines.store import now, opened, room_for, secret_for
from settings import Settings
from warehouse.leveringen import Levering
from warehouse.release import Release
from warehouse.verloop import Verloop


@dataclass(frozen=True)
class Outcome:
    """What a build did: the account of every file in the folder, and the release that is now in use."""

    leveringen: Sequence[Levering]
    read: int  # files that were new and had to be read
    release: Release
    published: bool  # False: nothing new, the release stays
    teruggezet: bool = False  # it stays, although a newer one was published: it was put back


@dataclass(frozen=True)
class Wish:
    """What is asked of a build beside reading what is new.

    accept: names or contents of held deliveries that may count, or `run`; reden: why. as_of: read nothing, publish what
    was known on that day (or moment: UTC, ISO 8601). profiles: folder of source profiles.
    """

    accept: Sequence[str] = ()
    reden: str = ""
    as_of: str | None = None
    profiles: Path | None = None


def build(deliveries: Path, settings: Settings, progress: Progress, wish: Wish = Wish()) -> Outcome:
    """Read what is new, account for every line, and publish a release when anything changed.

    Raises BuildError when real data and voorbeelddata would mix, a key is weak or another one, the store is busy, the
    disk is full or nothing could be read; the release in use stays.
    """
    files = sources(deliveries)
    voorbeeld = (deliveries / MARKER).exists()
    secret = secret_for(settings, voorbeeld=voorbeeld)
    programma = fingerprint("pipelines", "schemas")
    files = [] if wish.as_of else [replace(file, reader=_reader(file, programma, secret)) for file in files]
    with opened(settings.store, secret, voorbeeld) as store:
        intake = Intake(store.ledger, store.vault, programma, now(), until(wish.as_of))
        new = intake.unread(files)
        room_for(new, settings.store)
        for batch, leveringen in _read(new, settings, secret, voorbeeld, progress):
            intake.record(batch, leveringen)
        if new:
            from pipelines.retention import trim

            trim(store)
            store.vault_written()
        if not wish.as_of:
            intake.settle(files)
            intake.receive(files, places(files, deliveries, secret))
        intake.accept(wish.accept, wish.reden)
        verloop = intake.verloop()
        ask = Publication(wish.as_of, accepted=RUN in wish.accept)
        release, published = publish(store, settings, programma, verloop, ask, progress)
        teruggezet = not published and store.ledger.fact("teruggezet") == release.run
        return Outcome(_account(files, verloop), len(new), release, published, teruggezet)


def until(as_of: str | None) -> str | None:
    """The last moment of a day, or the moment itself."""
    return f"{as_of}T23:59:59+00:00" if as_of and len(as_of) == len("2024-09-30") else as_of


def _reader(file: Source, programma: str, secret: bytes) -> str:
    """Fingerprint of all that gives this file its meaning."""
    parts = (programma, key_id(secret), file.leverancier or "")
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _read(
    files: Sequence[Source], settings: Settings, secret: bytes, voorbeeld: bool, progress: Progress
) -> Iterator[tuple[list[Source], list[Levering]]]:
    """Each file read, kept in the vault and accounted for, batch by batch in the order given."""
    if not files:
        return
    import os
    from concurrent.futures import ThreadPoolExecutor

    from pipelines.reading import Reader

    work = Reader(settings.store / "vault", "", secret, voorbeeld)
    for kind in {file.kind for file in files} - {""}:  # here once: importing in threads is not safe
        pipeline(kind)
    done = lines = 0
    start = monotonic()
    with ThreadPoolExecutor(settings.threads or os.cpu_count()) as pool:
        parts = list(batches(files))
        for batch, leveringen in zip(parts, pool.map(work.read, parts), strict=True):
            yield batch, leveringen
            done += len(batch)
            lines += sum(levering.regels for levering in leveringen)
            progress(f"lezen ({lines / (monotonic() - start):,.0f} regels/s)", done, len(files))


def _account(files: Sequence[Source], verloop: Verloop) -> list[Levering]:
    """The account of each file in the folder, under its own name."""
    known = {(one.kind, one.sha256): one for one in verloop.leveringen()}
    return [replace(known[file.kind, file.sha256], naam=file.naam) for file in files]
