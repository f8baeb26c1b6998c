"""Open a store to work on it: one process at a time, cleaned up, with the right secret, safe when the disk fills."""

import datetime as dt
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pipelines.keys import DEMONSTRATION_SECRET, MINIMUM_BYTES, check_secret, key_id
from pipelines.refusal import BuildError
from pipelines.sources import PUBLISHED, Source
from settings import Settings
from warehouse import disk, lock, rekenwerk
from warehouse.ledger import Ledger, LedgerError
from warehouse.release import releases_folder
from warehouse.vault import Vault, flush

ERASED = "gewist"  # fact of the store: rows are being erased, or were, of which a release may still have the figures
MARGIN = 50_000_000  # bytes that stay free


@dataclass(frozen=True)
class Opened:
    """The parts of a store that this process holds."""

    folder: Path
    ledger: Ledger
    vault: Vault

    def vault_written(self) -> None:
        """Let what was read survive a power cut before the ledger says that it counts."""
        flush()


def secret_for(settings: Settings, *, voorbeeld: bool) -> bytes:
    """The secret that keys are hashed with. Raises BuildError when real deliveries have none that is safe."""
    if voorbeeld:
        return DEMONSTRATION_SECRET
    given = settings.key_secret.get_secret_value().encode() if settings.key_secret else None
    try:
        return check_secret(given)
    except ValueError:
        raise BuildError("zwakke_sleutel", bytes=MINIMUM_BYTES) from None


def secret_of_store(settings: Settings) -> bytes:
    """The secret for a store that is there. Raises BuildError when there is none, or its secret is not safe."""
    path = ledger_of(settings.store)
    if not path.is_file():
        raise BuildError("lege_opslag")
    ledger = Ledger(path)
    try:
        return secret_for(settings, voorbeeld=ledger.fact("soort") == "voorbeelddata")
    finally:
        ledger.close()


def ledger_of(folder: Path) -> Path:
    return folder / "vault" / "ledger.sqlite"


def now() -> str:
    """This moment as the ledger writes it."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="microseconds")


@contextmanager
def opened(folder: Path, secret: bytes, voorbeeld: bool | None) -> Iterator[Opened]:
    """The store, held until the block ends, without what an earlier process left half done.

    voorbeeld: whether what comes in is voorbeelddata; None: nothing comes in.
    Raises BuildError when it is busy, of a newer program, made with another secret, or of the other sort of data; and
    when the disk gets full inside the block.
    """
    mask = os.umask(0o077)  # nobody but the user who builds has to read the vault
    try:
        with lock.held(folder):
            ledger = Ledger(ledger_of(folder))
            try:
                _check(ledger, secret, voorbeeld)
                vault = Vault(folder / "vault")
                clean(folder, vault, ledger)
                yield Opened(folder, ledger, vault)
            finally:
                ledger.close()
    except lock.BusyError:
        raise BuildError("bezig") from None
    except LedgerError:
        raise BuildError("nieuwere_opslag") from None
    except Exception as error:
        if not disk.is_full(error):
            raise
        raise BuildError("schijf_vol") from None
    finally:
        os.umask(mask)


def room_for(files: Sequence[Source], folder: Path) -> None:
    """Raises BuildError when the disk has no room for what reading these files and publishing will write."""
    if not files:
        return
    made = [*releases_folder(folder).glob("release-*.duckdb"), *rekenwerk.folder(folder).glob("exact-*.duckdb")]
    largest = max((path.stat().st_size for path in made), default=0)
    needed = sum(file.path.stat().st_size for file in files) // 2 + 4 * largest + MARGIN  # a release and its marts
    free = disk.free(folder)
    if free < needed:
        raise BuildError("te_weinig_ruimte", vrij=free // 1_000_000, nodig=needed // 1_000_000)


def clean(folder: Path, vault: Vault, ledger: Ledger) -> None:
    """Remove what a stopped process left: half files, files that no ledger or release knows, temporary files."""
    known = set()
    for one in ledger.lezingen():
        place = (one.levering.kind, one.levering.sha256, one.reader)
        known |= {vault.path(*place), vault.quarantine_path(*place)}
    vault.clean(known)
    shutil.rmtree(folder / "tijdelijk", ignore_errors=True)
    releases = releases_folder(folder)
    for pattern in (".bouw-*", "*.new", "*.wal"):
        for path in releases.glob(pattern):
            path.unlink()
    rekenwerk.clean(folder)


def _check(ledger: Ledger, secret: bytes, voorbeeld: bool | None) -> None:
    """Keep to the one secret and the one sort of data that a store was begun with. Published figures are neither."""
    own = None if voorbeeld is None else "voorbeelddata" if voorbeeld else "echt"
    kept = [one.levering for one in ledger.lezingen() if not one.levering.geweigerd]
    if any(levering.kind not in PUBLISHED for levering in kept):
        sleutel = ledger.fact("sleutel_id")
        if own and ledger.fact("soort") != own:
            raise BuildError("gemengd")
        if sleutel and sleutel != key_id(secret):
            raise BuildError("andere_sleutel", sleutel=sleutel)
    elif own:
        with ledger.transaction():
            ledger.set_fact("soort", own)
            ledger.set_fact("sleutel_id", key_id(secret))
