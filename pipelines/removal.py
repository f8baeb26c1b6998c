"""Take rows out of the vault for good: of one pupil, or past their term; the account of each file keeps adding up."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import polars as pl

from pipelines.account import SHARED
from pipelines.intake import Intake
from pipelines.keys import REDEN
from pipelines.pipeline import DEEL, REGEL
from pipelines.publication import Progress, Publication, publish
from pipelines.refusal import BuildError
from pipelines.sources import pipeline
from pipelines.store import ERASED, Opened
from pipelines.workers import Workers
from settings import Settings
from warehouse import rekenwerk
from warehouse.leveringen import Code, Levering, Lezing
from warehouse.release import Release, releases_folder
from warehouse.vault import packed, write


@dataclass
class Removed:
    """What was removed, or with a trial run would be: counts only."""

    aantallen: Counter[str] = field(default_factory=Counter)
    release: Release | None = None


def take_out(store: Opened, lezing: Lezing, gone: pl.Expr, reden: str, *, trial: bool = False) -> Counter[str]:
    """Write the rows of a reading anew without those for which `gone` holds; says how many files, lines and rows.

    Who calls this has set the fact ERASED, so that a stop half way is made good by the next build.
    What is left decides the account, so doing it again after a stop half way puts right what was not written down.
    """
    own = lezing.levering
    path = store.vault.path(own.kind, own.sha256, lezing.reader)
    frame = pl.read_parquet(path)
    kept = frame.filter(~gone.fill_null(value=False))
    account = accounted(own, kept, reden)
    if kept.height == frame.height and account == own:
        return Counter()
    if not trial:
        if kept.height < frame.height:
            write(packed(kept), path)
        with store.ledger.transaction():
            store.ledger.rewrite(lezing.id, account)
    return Counter(bestanden=1, regels=own.geladen - account.geladen, rijen=frame.height - kept.height)


def accounted(levering: Levering, kept: pl.DataFrame, reden: str) -> Levering:
    """The account of a delivery of which these rows are left; the lines that are gone were left out for `reden`."""
    geladen = kept[REGEL].n_unique()
    left_out = Counter(levering.weggelaten)
    left_out[reden] += levering.geladen - geladen
    return replace(
        levering,
        geladen=geladen,
        rijen=kept.height,
        weggelaten={name: lines for name, lines in left_out.items() if lines},
        delen=tuple(sorted(set(levering.delen) & set(kept[DEEL].unique()))) if reden == "verlopen" else levering.delen,
        codes=_codes(levering, kept),
    )


def _codes(levering: Levering, kept: pl.DataFrame) -> tuple[Code, ...]:
    """The reason codes counted anew; a text that fewer pupils share than may be told is dropped."""
    key = pipeline(levering.kind).key
    if not levering.codes or not key:
        return levering.codes
    counted = kept.group_by("school", REDEN).agg(
        pl.len().cast(pl.Int64).alias("regels"), pl.col(key).n_unique().cast(pl.Int64).alias("leerlingen")
    )
    counts: Mapping[tuple[str, int], tuple[int, int]] = {
        (school, reden): (regels, leerlingen) for school, reden, regels, leerlingen in counted.iter_rows()
    }
    return tuple(
        Code(code.school, code.reden, code.tekst if leerlingen >= SHARED else None, regels, leerlingen)
        for code in levering.codes
        if (found := counts.get((code.school, code.reden)))
        for regels, leerlingen in [found]
    )


def publish_without(
    store: Opened, settings: Settings, intake: Intake, programma: str, progress: Progress
) -> Release | None:
    """A release of what is left, and no other; None when nothing is left to publish."""
    with store.ledger.transaction():
        store.ledger.set_fact(ERASED, intake.now)
    try:
        ask = Publication(accepted=True)
        with Workers(settings.threads) as workers:
            release, _ = publish(store, settings, programma, intake.verloop(), ask, progress, workers)
    except BuildError as error:
        if error.code != "niets_geladen":
            raise
    else:
        return release
    for path in releases_folder(settings.store).glob("*"):
        path.unlink()
    rekenwerk.clean(settings.store)
    store.ledger.compact()
    return None


def each_reading(store: Opened, wanted: Callable[[Lezing], bool]) -> list[Lezing]:
    """The readings of which rows are in the vault and which are wanted."""
    return [
        one
        for one in store.ledger.lezingen()
        if not one.levering.geweigerd
        and wanted(one)
        and store.vault.holds(one.levering.kind, one.levering.sha256, one.reader)
    ]
