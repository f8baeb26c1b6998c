"""The whole way of the data: delivery files in, one published release out.

Nothing heavy is imported until a file has to be read, so that a build with nothing new ends at once.
"""

import datetime as dt
import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from time import monotonic

from pipelines.intake import RUN, Intake, places
from pipelines.keys import DEMONSTRATION_SECRET, MINIMUM_BYTES, check_secret, key_id
from pipelines.refusal import BuildError
from pipelines.sources import MARKER, Source, batches, pipeline, sources
from pipelines.store import Opened, opened, room_for
from schemas.codes import KINDS
from settings import PROJECT, Settings
from warehouse.leveringen import Levering
from warehouse.release import Release, ReleaseError, current, intact
from warehouse.verloop import COUNTS, Verloop

Progress = Callable[[str, int, int], None]  # step, done, of how many
# Parts of the program that give a file no meaning: what was read stays as it is when they change.
APART = {"__main__.py", "build.py", "export.py", "intake.py", "judging.py", "store.py", "commands", "meldingen.toml"}


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
    secret = secret_for(settings, voorbeeld)
    programma = fingerprint("pipelines", "schemas")
    files = [] if wish.as_of else [replace(file, reader=_reader(file, programma, secret)) for file in files]
    with opened(settings.store, secret, voorbeeld) as store:
        intake = Intake(store.ledger, store.vault, programma, _now(), until(wish.as_of))
        new = intake.unread(files)
        room_for(new, settings.store)
        for batch, leveringen in _read(new, settings, secret, voorbeeld, progress):
            intake.record(batch, leveringen)
        if new:
            store.vault_written()
        if not wish.as_of:
            intake.settle(files)
            intake.receive(files, places(files, deliveries, secret))
        intake.accept(wish.accept, wish.reden)
        verloop = intake.verloop()
        release, published = _publish(store, settings, programma, verloop, wish, voorbeeld, progress)
        teruggezet = not published and store.ledger.fact("teruggezet") == release.run
        return Outcome(_account(files, verloop), len(new), release, published, teruggezet)


def secret_for(settings: Settings, voorbeeld: bool) -> bytes:
    """The secret that keys are hashed with. Raises BuildError when real deliveries have none that is safe."""
    if voorbeeld:
        return DEMONSTRATION_SECRET
    given = settings.key_secret.get_secret_value().encode() if settings.key_secret else None
    try:
        return check_secret(given)
    except ValueError:
        raise BuildError("zwakke_sleutel", bytes=MINIMUM_BYTES) from None


def until(as_of: str | None) -> str | None:
    """The last moment of a day, or the moment itself."""
    return f"{as_of}T23:59:59+00:00" if as_of and len(as_of) == len("2024-09-30") else as_of


def fingerprint(*packages: str, extra: bytes = b"") -> str:
    """Changes when the program that gives a file its meaning changes; what was read before is then read again."""
    digest = hashlib.sha256(extra)
    for package in packages:
        for path in sorted((PROJECT / package).rglob("*")):
            if path.suffix in {".py", ".sql", ".toml"} and not APART & set(path.relative_to(PROJECT).parts):
                digest.update(path.relative_to(PROJECT).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="microseconds")


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


def _publish(
    store: Opened,
    settings: Settings,
    programma: str,
    verloop: Verloop,
    wish: Wish,
    voorbeeld: bool,
    progress: Progress,
) -> tuple[Release, bool]:
    """The release of all that counts now, and whether it had to be made."""
    bronnen, leveringen = verloop.bronnen(), verloop.leveringen()
    if not bronnen:
        raise BuildError("nog_niets_bekend", dag=wish.as_of) if wish.as_of else BuildError("niets_geladen")
    basis = fingerprint("warehouse", "disclosure", extra=repr((programma, bronnen, leveringen, wish.as_of)).encode())
    try:
        release = current(settings.store)
        if _is_newest(release, basis, store) and intact(release):
            return release, False
    except ReleaseError:
        pass  # none yet, or damaged: a new one replaces it
    from warehouse.publish import Order, publish

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
        as_of=wish.as_of,
        accepted=RUN in wish.accept,
    )
    release = publish(settings.store, store.vault, order, lambda step: progress(step, 0, 0))
    with store.ledger.transaction():
        store.ledger.set_fact("gepubliceerd", basis)
        store.ledger.set_fact("teruggezet", None)
    return release, True


def _is_newest(release: Release, basis: str, store: Opened) -> bool:
    """Whether a release is that of all that counts now, or was put back while nothing new came in since."""
    put_back = store.ledger.fact("teruggezet") == release.run and store.ledger.fact("gepubliceerd") == basis
    return release.basis == basis or put_back


def _data_tot(leveringen: Sequence[Levering]) -> dt.date:
    """The last day about which there is absence; without absence, the last day of anything; never after today.

    A slip of the pen in a year would else move every latest figure into the future.
    """
    today = dt.datetime.now(dt.UTC).date()
    counting = [one for one in leveringen if one.status == COUNTS]
    for kinds in ({"verzuim", "weekcijfers"}, set(KINDS)):
        if days := [one.data_tot for one in counting if one.kind in kinds and one.data_tot]:
            return min(dt.date.fromisoformat(max(days)), today)
    return today
