"""Judge a delivery against the one it would replace: is it older, or has it far more or fewer rows?"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from pipelines.pipeline import DEEL
from pipelines.sources import pipeline
from warehouse.leveringen import Lezing, Ontvangst, Oordeel
from warehouse.vault import Vault

LATE_DAYS = 7  # a list that ends a few days earlier than the one before is a correction, not an older state
LEAST_PROCENT, MOST_PROCENT = 60, 160
LEAST_ROWS = 5  # below it a share says nothing; a school has about ten reason codes
PASSES = Oordeel(None, {})


@dataclass(frozen=True)
class Maat:
    """Rows of one deel by day (null: a kind without days)."""

    rijen: Mapping[dt.date | None, int]

    @property
    def total(self) -> int:
        return sum(self.rijen.values())

    @property
    def days(self) -> list[dt.date]:
        return sorted(day for day in self.rijen if day)

    def within(self, first: dt.date, last: dt.date) -> int:
        return sum(rows for day, rows in self.rijen.items() if day and first <= day <= last)


@dataclass(frozen=True)
class Judging:
    """Judges by the rows in the vault."""

    vault: Vault

    def judge(self, one: Ontvangst, lezing: Lezing, counting: Mapping[str, Lezing]) -> Oordeel:
        """Whether this receipt is held; `counting` is, by deel, the reading that counts now."""
        delen = sorted(counting)
        new = self._maten(lezing, delen)
        for old in {other.id: other for other in counting.values()}.values():
            own = [deel for deel in delen if counting[deel].id == old.id]
            before = self._maten(old, own)
            for deel in own:
                found = compare(new[deel], before[deel])
                if found.code:
                    return found
        return PASSES

    def _maten(self, lezing: Lezing, delen: list[str]) -> dict[str, Maat]:
        """Rows by deel and day of one reading."""
        kind = lezing.levering.kind
        dag = pipeline(kind).dag
        day = pl.lit(None, pl.Date) if dag is None else dag
        rows = (
            pl.scan_parquet(self.vault.path(kind, lezing.levering.sha256, lezing.reader))
            .filter(pl.col(DEEL).is_in(delen))
            .group_by(DEEL, day.alias("_dag"))
            .agg(pl.len().cast(pl.Int64).alias("_rijen"))
            .collect()
        )
        found: dict[str, dict[dt.date | None, int]] = {deel: {} for deel in delen}
        for deel, one, rijen in rows.iter_rows():
            found[deel][one] = rijen
        return {deel: Maat(rijen) for deel, rijen in found.items()}


def compare(new: Maat, old: Maat) -> Oordeel:
    """The verdict on one deel.

    More rows are measured over the days both cover: a year to date grows every month. Fewer are measured over all.
    """
    if new.days and old.days and new.days[-1] < old.days[-1] - dt.timedelta(days=LATE_DAYS):
        return Oordeel("ouder_dan_geladen", {"dag": old.days[-1].isoformat()})
    if max(new.total, old.total) < LEAST_ROWS:
        return PASSES
    if new.total * 100 < old.total * LEAST_PROCENT:
        return _deviates(new.total, old.total)
    grown, basis = new.total, old.total
    if new.days and old.days:
        both = max(new.days[0], old.days[0]), min(new.days[-1], old.days[-1])
        grown, basis = new.within(*both), old.within(*both)
    if basis and grown * 100 > basis * MOST_PROCENT:
        return _deviates(grown, basis)
    return PASSES


def _deviates(new: int, old: int) -> Oordeel:
    facts = {"procent": round(100 * new / old), "onder": LEAST_PROCENT, "boven": MOST_PROCENT}
    return Oordeel("aantal_wijkt_af", facts)
