"""Publish a release of what counts, unless the one in use is of exactly that."""

import datetime as dt
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from pipelines.refusal import BuildError
from pipelines.sources import pipeline
from pipelines.store import ERASED, Opened
from pipelines.workers import Workers
from schemas.codes import KINDS
from settings import PROJECT, Settings
from warehouse.leveringen import Levering
from warehouse.release import Release, ReleaseError, current, intact, releases
from warehouse.verloop import COUNTS, Verloop

Progress = Callable[[str, int, int], None]  # step, done, of how many
MODULES = ("analysis.tabellen", "disclosure.publiceren")  # of what is shared out; they take a second to import
# Parts of the program that give a file no meaning: what was read stays as it is when they change.
APART = {
    "__main__.py",
    "apart.py",
    "build.py",
    "commands",
    "export.py",
    "blocking.py",
    "forgetting.py",
    "imports.py",
    "inspection",
    "intake.py",
    "judging.py",
    "meldingen.py",
    "meldingen.toml",
    "publication.py",
    "removal.py",
    "retention.py",
    "rollback.py",
    "store.py",
    "verdeling.py",
    "workers.py",
}


@dataclass(frozen=True)
class Publication:
    """What is asked of a release.

    as_of: only what was known then. accepted: also when more is kept apart than is allowed.
    """

    as_of: str | None = None
    accepted: bool = False


def publish(
    store: Opened,
    settings: Settings,
    programma: str,
    verloop: Verloop,
    ask: Publication,
    progress: Progress,
    workers: Workers,
) -> tuple[Release, bool]:
    """The release of all that counts, and whether it had to be made.

    When something was erased from the vault it is made anew and no other release is kept, whoever publishes next.
    Raises BuildError when nothing counts, PublishError when the figures may not be published.
    """
    bronnen, leveringen = verloop.bronnen(), verloop.leveringen()
    if not bronnen:
        raise BuildError("nog_niets_bekend", dag=ask.as_of) if ask.as_of else BuildError("niets_geladen")
    whole = (programma, fingerprint("warehouse", "analysis", "disclosure"))
    stand = hashlib.sha256(repr((whole, bronnen)).encode()).hexdigest()  # what counts, whatever else was delivered
    basis = hashlib.sha256(repr((whole, bronnen, leveringen, ask.as_of)).encode()).hexdigest()
    anew = store.ledger.fact(ERASED) is not None
    try:
        release = current(settings.store)
        put_back = not ask.as_of and _is_put_back(release, stand, store)
        if not anew and not release.teruggevallen and (release.basis == basis or put_back):
            return release, False
        look_back_ends = release.as_of and not ask.as_of and not anew
        if look_back_ends and (newest := _end_look_back(settings)) and newest.basis == basis:
            return newest, True
    except ReleaseError:
        pass  # none yet, or damaged: a new one replaces it
    from analysis.tabellen import AFLEIDINGEN, ONDERDELEN
    from disclosure.publiceren import ontwerp
    from warehouse import publish as publishing

    order = publishing.Order(
        bronnen=bronnen,
        leveringen=leveringen,
        empty={kind: pipeline(kind).empty() for kind in KINDS},
        basis=basis,
        data_tot=_data_tot(leveringen),
        voorbeelddata=store.ledger.fact("soort") == "voorbeelddata",
        memory_limit=settings.memory_limit,
        threads=settings.threads,
        keep=1 if anew else settings.keep_releases,
        bescherm=partial(ontwerp, verdeel=workers.map),
        onderdelen=ONDERDELEN,
        verdeel=workers.map,
        afleidingen=AFLEIDINGEN,
        as_of=ask.as_of,
        accepted=ask.accepted,
        anew=anew,
    )
    release = publishing.publish(settings.store, store.vault, order, lambda step: progress(step, 0, 0))
    with store.ledger.transaction():
        if not ask.as_of:
            store.ledger.set_fact("gepubliceerd", stand)
        store.ledger.set_fact("teruggezet", None)
        store.ledger.set_fact(ERASED, None)
    if anew:
        store.ledger.compact()
    return release, True


def fingerprint(*packages: str, extra: bytes = b"") -> str:
    """Changes when the program that gives a file its meaning changes; what was read before is then read again."""
    digest = hashlib.sha256(extra)
    for package in packages:
        for path in sorted((PROJECT / package).rglob("*")):
            if path.suffix in {".py", ".sql", ".toml"} and not APART & set(path.relative_to(PROJECT).parts):
                digest.update(path.relative_to(PROJECT).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()


def _is_put_back(release: Release, stand: str, store: Opened) -> bool:
    """Whether a release was put back while nothing came in since that counts."""
    return store.ledger.fact("teruggezet") == release.run and store.ledger.fact("gepubliceerd") == stand


def _end_look_back(settings: Settings) -> Release | None:
    """Put the newest whole release in use that is not about an earlier moment: what comes next follows that one.

    None: there is none.
    """
    from warehouse.publish import point

    usual = (release for release in reversed(releases(settings.store)) if not release.as_of)
    newest = next((release for release in usual if intact(release)), None)  # reads a file whole: no more than needed
    if newest:
        point(settings.store, newest)
    return newest


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
