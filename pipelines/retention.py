"""Remove what is past its term: facts of old school years, lists of faulty lines, raw deliveries, earlier readings."""

import datetime as dt
import re
from pathlib import Path

import polars as pl

from pipelines.intake import Intake
from pipelines.pipeline import DEEL
from pipelines.publication import Progress, fingerprint
from pipelines.removal import Removed, each_reading, publish_without, take_out
from pipelines.sources import pipeline, sources
from pipelines.store import ERASED, Opened, now, opened, secret_of_store
from settings import Settings

EXPIRED = "verlopen"
YEAR_START = 8  # a school year begins on 1 August
_YEARS = re.compile(r"(20\d\d)-(20\d\d)$")
_DAY = re.compile(r"(20\d\d)-(\d\d)-\d\d$")


def retain(
    settings: Settings,
    deliveries: Path | None,
    progress: Progress,
    *,
    trial: bool = False,
    today: dt.date | None = None,
) -> Removed:
    """Remove what is past its term, and publish a release without it when facts were removed.

    trial: only count. Raises BuildError when there is no such store, it is busy or its secret is another one.
    """
    day = today or dt.datetime.now(dt.UTC).date()
    secret = secret_of_store(settings)
    programma = fingerprint("pipelines", "schemas")
    with opened(settings.store, secret, None) as store:
        removed = Removed()
        _facts(store, settings, day, removed, progress, trial=trial)
        facts = bool(removed.aantallen)
        _readings(store, _before(day, months=settings.retention_quarantine_months), removed, trial=trial)
        _raw(store, deliveries, day - dt.timedelta(days=settings.retention_raw_days), removed, trial=trial)
        if trial:
            return removed
        intake = Intake(store.ledger, store.vault, programma, now())
        if facts:
            removed.release = publish_without(store, settings, intake, programma, progress)
        if removed.aantallen:
            with store.ledger.transaction():
                store.ledger.removed("bewaartermijn", removed.aantallen, now())
            store.ledger.compact()
        return removed


def end_of(deel: str) -> dt.date | None:
    """The last day of the school year that a deel is about; None for one that is about no year."""
    if years := _YEARS.search(deel):
        return dt.date(int(years[2]), YEAR_START - 1, 31)
    if day := _DAY.search(deel):
        return dt.date(int(day[1]) + (int(day[2]) >= YEAR_START), YEAR_START - 1, 31)
    return None


def trim(store: Opened) -> None:
    """Take out again what was removed before: a newer program may have read an old delivery anew."""
    expired = store.ledger.expired()
    if not expired:
        return
    for one in each_reading(
        store, lambda one: any((one.levering.kind, deel) in expired for deel in one.levering.delen)
    ):
        delen = [deel for deel in one.levering.delen if (one.levering.kind, deel) in expired]
        take_out(store, one, pl.col(DEEL).is_in(delen), EXPIRED)


def _facts(
    store: Opened, settings: Settings, today: dt.date, removed: Removed, progress: Progress, *, trial: bool
) -> None:
    """Rows about pupils of school years that ended longer ago than the term."""
    limit = _before(today, months=12 * settings.retention_years)
    readings = each_reading(store, lambda one: pipeline(one.levering.kind).key is not None)
    for done, one in enumerate(readings, 1):
        delen = [deel for deel in one.levering.delen if (end := end_of(deel)) and end < limit]
        if delen and not trial:
            with store.ledger.transaction():  # first: whoever builds next does what is left to do
                store.ledger.expire(one.levering.kind, delen, now())
                store.ledger.set_fact(ERASED, now())
        if delen:
            removed.aantallen += take_out(store, one, pl.col(DEEL).is_in(delen), EXPIRED, trial=trial)
        progress("bewaartermijn", done, len(readings))


def _readings(store: Opened, limit: dt.date, removed: Removed, *, trial: bool) -> None:
    """Lists of faulty lines, and readings that a newer program or profile replaced, of longer ago than the term."""
    last = {(one.levering.kind, one.levering.sha256): one.id for one in store.ledger.lezingen()}
    for one in store.ledger.lezingen():
        if one.gelezen_op[:10] >= limit.isoformat():
            continue
        place = (one.levering.kind, one.levering.sha256, one.reader)
        replaced = last[place[:2]] != one.id
        lists = store.vault.quarantine_path(*place)
        removed.aantallen["quarantainelijsten"] += lists.is_file()
        removed.aantallen["eerdere_lezingen"] += replaced
        if trial:
            continue
        lists.unlink(missing_ok=True)
        if replaced:
            store.vault.path(*place).unlink(missing_ok=True)
            with store.ledger.transaction():
                store.ledger.drop(one.id)
    removed.aantallen = +removed.aantallen


def _raw(store: Opened, deliveries: Path | None, limit: dt.date, removed: Removed, *, trial: bool) -> None:
    """Delivery files that were read longer ago than the term."""
    if deliveries is None:
        return
    received = {one.sha256: one.ontvangen_op for one in reversed(store.ledger.ontvangsten())}
    for file in sources(deliveries, may_be_empty=True):
        if received.get(file.sha256, "9999")[:10] < limit.isoformat():
            removed.aantallen["aangeleverde_bestanden"] += 1
            if not trial:
                file.path.unlink()


def _before(day: dt.date, *, months: int) -> dt.date:
    """The first day of the month that lies so many months back."""
    index = day.year * 12 + day.month - 1 - months
    return dt.date(index // 12, index % 12 + 1, 1)
