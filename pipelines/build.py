"""The whole way of the data: delivery files in, one published release out.

Nothing heavy is imported until a file has to be read, so that a build with nothing new ends at once.
"""

import datetime as dt
import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from pipelines.keys import DEMONSTRATION_SECRET, MINIMUM_BYTES, check_secret
from pipelines.refusal import BuildError
from pipelines.sources import MARKER, Source, batches, pipeline, sources
from schemas.codes import KINDS
from settings import PROJECT, Settings
from warehouse.ledger import Ledger, Levering
from warehouse.release import Release, ReleaseError, current, intact


@dataclass(frozen=True)
class Outcome:
    """What a build did: the account of every file in the folder, and the release that is now in use."""

    leveringen: Sequence[Levering]
    read: int  # files that were new and had to be read
    release: Release
    published: bool  # False: nothing new, the release stays


Progress = Callable[[str, int, int], None]  # step, done, of how many


def build(deliveries: Path, settings: Settings, progress: Progress) -> Outcome:
    """Read what is new, account for every line, and publish a release when anything changed.

    Raises BuildError when real data and voorbeelddata would mix, a key is weak or nothing could be read.
    """
    files = sources(deliveries)
    voorbeeld = (deliveries / MARKER).exists()
    secret = _secret(settings, voorbeeld)
    reader = _fingerprint("pipelines", "schemas", extra=hashlib.sha256(secret).digest())
    ledger = Ledger(settings.store / "vault" / "ledger.sqlite")
    try:
        if ledger.voorbeelddata() - {voorbeeld}:
            raise BuildError("gemengd")
        leveringen = ledger.known(reader)
        new = list(
            {(file.kind, file.sha256): file for file in files if (file.kind, file.sha256) not in leveringen}.values()
        )
        now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        reading = _read(new, settings, reader, secret, voorbeeld) if new else ()
        done = 0
        for batch in reading:
            with ledger.transaction():
                for levering in batch:
                    ledger.record(levering, reader, now)
                    leveringen[levering.kind, levering.sha256] = levering
            done += len(batch)
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
    except ValueError:
        raise BuildError("zwakke_sleutel", bytes=MINIMUM_BYTES) from None


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
) -> Iterator[list[Levering]]:
    """Each file read, kept in the vault and accounted for, batch by batch in the order given."""
    from pipelines.reading import Reader

    work = Reader(settings.store / "vault", reader, secret, voorbeeld)
    for kind in {file.kind for file in files} - {""}:  # here once: importing in threads is not safe
        pipeline(kind)
    with ThreadPoolExecutor(settings.threads or os.cpu_count()) as pool:
        yield from pool.map(work.read, batches(files))


def _publish(
    ledger: Ledger, settings: Settings, reader: str, voorbeeld: bool, progress: Progress
) -> tuple[Release, bool]:
    """The release of all that counts now, and whether it had to be made."""
    bronnen, leveringen = ledger.current(), ledger.accounts()
    if not bronnen:
        raise BuildError("niets_geladen")
    basis = _fingerprint("warehouse", "disclosure", extra=repr((reader, bronnen, leveringen)).encode())
    try:
        release = current(settings.store)
        if release.basis == basis and intact(release):
            return release, False
    except ReleaseError:
        pass  # none yet, or damaged: a new one replaces it
    from warehouse.publish import Order, publish
    from warehouse.vault import Vault

    counting = {(bron.kind, bron.sha256) for bron in bronnen}
    order = Order(
        bronnen=bronnen,
        leveringen=leveringen,
        empty={kind: pipeline(kind).empty() for kind in KINDS},
        basis=basis,
        data_tot=_data_tot([one for one in leveringen if (one.kind, one.sha256) in counting]),
        voorbeelddata=voorbeeld,
        memory_limit=settings.memory_limit,
        threads=settings.threads,
        keep=settings.keep_releases,
    )
    vault = Vault(settings.store / "vault")
    return publish(settings.store, vault, order, lambda step: progress(step, 0, 0)), True


def _data_tot(leveringen: Sequence[Levering]) -> dt.date:
    """The last day about which there is absence; without absence, the last day of anything; never after today.

    A slip of the pen in a year would else move every latest figure into the future.
    """
    today = dt.datetime.now(dt.UTC).date()
    for kinds in ({"verzuim", "weekcijfers"}, set(KINDS)):
        if days := [one.data_tot for one in leveringen if one.kind in kinds and one.data_tot]:
            return min(dt.date.fromisoformat(max(days)), today)
    return today
