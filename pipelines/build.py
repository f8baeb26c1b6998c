"""The whole way of the data: delivery files in, one published release out.

Nothing heavy is imported until a file has to be read, so that a build with nothing new ends at once.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from pipelines.blocking import blocked
from pipelines.intake import RUN, Intake, places
from pipelines.keys import key_id
from pipelines.profile import Profiles
from pipelines.publication import MODULES, Progress, Publication, fingerprint, publish
from pipelines.refusal import BuildError
from pipelines.sources import MARKER, Source, mark, sources
from pipelines.store import ERASED, ledger_of, now, opened, room_for, secret_for
from pipelines.workers import PATIENCE, Workers
from settings import Settings
from warehouse.errors import PublishError
from warehouse.leveringen import Levering
from warehouse.release import Release
from warehouse.verloop import Verloop

if TYPE_CHECKING:
    from pipelines.reading import Reader

READING = "pipelines.reading"
MUCH = 20_000_000  # bytes to be read: a second of work, worth the start of another process


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
    begun = ledger_of(settings.store).is_file()
    with Workers(settings.threads) as workers:
        if not begun and _is_much(deliveries.rglob("*")):  # nothing was read yet: it starts while files are looked at
            workers.start(READING)
        return _built(deliveries, settings, progress, wish, workers, begun=begun)


def _built(
    deliveries: Path, settings: Settings, progress: Progress, wish: Wish, workers: Workers, *, begun: bool
) -> Outcome:
    """See `build`. begun: what was read before counts on when the files are gone."""
    profiles = Profiles.load(wish.profiles or settings.profiles)
    files = sources(deliveries, profiles, may_be_empty=begun)
    voorbeeld = (deliveries / MARKER).exists()
    secret = secret_for(settings, voorbeeld=voorbeeld)
    programma = fingerprint("pipelines", "schemas")
    files = [] if wish.as_of else [replace(file, reader=_reader(file, programma, secret)) for file in files]
    with opened(settings.store, secret, voorbeeld) as store:
        intake = Intake(store.ledger, store.vault, programma, now(), until(wish.as_of))
        new = intake.unread(files)
        if new:
            from pipelines.reading import Reader
            from pipelines.retention import trim

            room_for(new, settings.store)
            vergeten = blocked(store.ledger.forgotten(), secret)
            context = Reader(store.vault.root, secret, voorbeeld, settings.threads, profiles, vergeten)
            intake.record(_read(new, context, progress, workers))
            trim(store)
            store.vault_written()
        if store.ledger.fact(ERASED):  # whoever was erasing was stopped
            from pipelines.forgetting import leave_out
            from pipelines.retention import trim

            leave_out(store, secret, progress)
            trim(store)
            intake.look_again()
        if not wish.as_of:
            intake.settle(files)
            intake.receive(files, places(files, deliveries, secret))
        intake.accept(wish.accept, wish.reden, files)
        verloop = intake.verloop()
        ask = Publication(wish.as_of, accepted=RUN in wish.accept)
        account = _account(files, verloop)
        try:
            release, published = publish(store, settings, programma, verloop, ask, progress, workers)
        except (BuildError, PublishError) as error:
            error.leveringen = _named(error.leveringen or verloop.leveringen(), account)
            raise
        teruggezet = not published and store.ledger.fact("teruggezet") == release.run
        return Outcome(account, len(new), release, published, teruggezet)


def until(as_of: str | None) -> str | None:
    """The last moment of a day, or the moment itself."""
    return f"{as_of}T23:59:59+00:00" if as_of and len(as_of) == len("2024-09-30") else as_of


def _reader(file: Source, programma: str, secret: bytes) -> str:
    """Fingerprint of all that gives this file its meaning."""
    parts = (programma, key_id(secret), file.leverancier or "", file.schooljaar or "", file.profiel)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _read(
    files: Sequence[Source], context: "Reader", progress: Progress, workers: Workers
) -> Iterator[tuple[Source, Levering]]:
    """Each file with what was made of it, in the order given.

    Where there is much to read, others read too, and take in afterwards what they need to compute; this process takes
    it in meanwhile, because later all would wait for it.
    Raises BuildError when a file changed meanwhile: it was still being copied.
    """
    from pipelines.reading import read

    if _is_much(file.path for file in files):
        workers.start(READING)
    start, lines = monotonic(), 0
    results = (levering for leveringen in read(files, context, workers.one) for levering in leveringen)
    for done, (file, levering) in enumerate(zip(files, results, strict=True), 1):
        if mark(file.path) != file.merk:
            raise BuildError("bestand_veranderd", naam=file.naam)
        if monotonic() - start > PATIENCE:
            workers.start(READING)
            for module in MODULES:  # once
                import_module(module)
        yield file, levering
        lines += levering.regels
        progress(f"lezen ({lines / (monotonic() - start):,.0f} regels/s)", done, len(files))
    if monotonic() - start > PATIENCE:
        workers.start(*MODULES)


def _is_much(paths: Iterable[Path]) -> bool:
    return sum(path.stat().st_size for path in paths) > MUCH


def _account(files: Sequence[Source], verloop: Verloop) -> list[Levering]:
    """The account of each file in the folder, under its own name."""
    known = {(one.kind, one.sha256): one for one in verloop.leveringen()}
    return [replace(known[file.kind, file.sha256], naam=file.naam) for file in files]


def _named(leveringen: Sequence[Levering], account: Sequence[Levering]) -> list[Levering]:
    """The same deliveries, called as their files are called now."""
    names = {(one.kind, one.sha256): one.naam for one in account}
    return [replace(one, naam=names.get((one.kind, one.sha256), one.naam)) for one in leveringen]
