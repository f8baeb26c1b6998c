"""The account of one delivery: what came of its lines, part by part."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import polars as pl

from pipelines.cleaning import Cleaned
from pipelines.judgement import DEEL, OTHER_SCHOOL, REDENEN, SICK_LEAVE
from pipelines.pipeline import Pipeline
from pipelines.refusal import RefusedError
from warehouse.leveringen import Code

SHARED = 5  # pupils who have a reason code in a file, from which its text may be kept: a name could stand in it


@dataclass
class Account:
    """Counts that grow as the parts of a file come in; a small file is one part.

    lines = loaded + quarantined + left out + blank, in physical lines. rows: one line may give several.
    """

    own: Pipeline
    lines: int = 0
    loaded: int = 0
    blank: int = 0
    rows: int = 0
    rejected: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)
    delen: set[str] = field(default_factory=set)
    days: list[dt.date] = field(default_factory=list)
    objections: Counter[str] = field(default_factory=Counter)
    _redenen: list[pl.DataFrame] = field(default_factory=list)

    def add(self, part: Cleaned) -> None:
        """Count one more part of the file."""
        self.lines += part.lines
        self.blank += part.blank
        self.rejected.update(reasons(part.rejected))
        self.left_out.update(reasons(part.weggelaten))
        self.objections.update(part.bezwaren)
        self._redenen.append(part.redenen)
        self.take(part.frame, part.loaded)

    def take(self, frame: pl.DataFrame, loaded: int) -> None:
        """Count rows that are taken, of so many lines."""
        self.loaded += loaded
        self.rows += frame.height
        self.delen.update(frame[DEEL].unique())
        self.days += [day for day in self.own.days(frame) if day]

    def retake(self) -> None:
        """Count the rows that are taken anew, because some were found to be doubled."""
        self.loaded = self.rows = 0
        self.delen.clear()
        self.days.clear()

    def refuse(self) -> None:
        """Raises RefusedError when the file may not be here as a whole, or holds nothing."""
        for code in (SICK_LEAVE, OTHER_SCHOOL):
            if self.objections[code]:
                raise RefusedError(code, regels=self.objections[code])
        if self.lines == self.blank:
            raise RefusedError("geen_regels")

    def check(self) -> None:
        """Raises ArithmeticError when a line was lost or doubled."""
        counted = self.loaded + self.rejected.total() + self.left_out.total() + self.blank
        if counted != self.lines:
            raise ArithmeticError(f"{self.lines} lines, but {counted} accounted for: a line was lost or doubled")

    def codes(self) -> tuple[Code, ...]:
        """The reason codes of the file; the text only where so many pupils have it that it tells nothing of one."""
        told = [one for one in self._redenen if one.height]
        if not told:
            return ()
        whole = pl.concat([pl.DataFrame(schema=REDENEN), *told])
        counted = whole.group_by("school", "reden").agg(
            tekst=pl.when(pl.col("leerling").n_unique() >= SHARED).then(pl.col("tekst").min()),
            regels=pl.col("regels").sum(),
            leerlingen=pl.col("leerling").n_unique().cast(pl.Int64),
        )
        return tuple(Code(*row) for row in counted.sort("school", "reden").iter_rows())


def reasons(lines: pl.DataFrame) -> dict[str, int]:
    """Lines by reason."""
    return dict(lines["reden"].value_counts().iter_rows()) if lines.height else {}


def by_name(counts: Counter[str]) -> dict[str, int]:
    """The counts that are not zero, in the order of their names."""
    return {name: count for name, count in sorted(counts.items()) if count}


def span(days: Sequence[dt.date]) -> tuple[str | None, str | None]:
    """First and last day, ISO 8601."""
    return (min(days).isoformat(), max(days).isoformat()) if days else (None, None)
