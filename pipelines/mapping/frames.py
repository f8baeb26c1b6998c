"""What the steps share: the small frames that tell which lines they did not take, and work done once per value."""

import polars as pl

from pipelines.records import LEFT_OUT, PLACE, REJECTED

__all__ = ["LEFT_OUT", "PLACE", "REJECTED", "looked_up", "new", "refused", "split"]

Test = tuple[pl.Expr, str, str | None]  # what is wrong, and the reason and column to tell


def new(name: str) -> str:
    """What a standard column is called beside those of the export, whose names have no space here."""
    return f"nieuw {name}"


def refused(frame: pl.DataFrame, reden: str, kolom: str | None) -> pl.DataFrame:
    """The lines of a frame, each rejected once, for this reason."""
    lines = frame.select(*PLACE).unique(maintain_order=True)
    return lines.with_columns(reden=pl.lit(reden), kolom=pl.lit(kolom, pl.String))


def split(frame: pl.DataFrame, *tests: Test) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The rows for which no test is true, and the other lines with reason and column of the first that is."""
    first = pl.coalesce(pl.when(broken).then(pl.lit(i, pl.Int32)) for i, (broken, _, _) in enumerate(tests))
    verdict = frame.select(first.alias("verdict")).to_series()
    if verdict.null_count() == frame.height:
        return frame, pl.DataFrame(schema=REJECTED)
    found = [refused(frame.filter(verdict == i), reden, kolom) for i, (_, reden, kolom) in enumerate(tests)]
    return frame.filter(verdict.is_null()), pl.concat(found)


def looked_up(frame: pl.DataFrame, column: str, **values: pl.Expr) -> pl.DataFrame:
    """The frame with columns that depend on one column only, worked out once for each different value of it.

    A million lines have some hundreds of days, and a day takes ten times as long to read as to look up.
    """
    distinct = frame.select(column).unique().with_columns(**values)
    return frame.join(distinct, on=column, how="left", nulls_equal=True, maintain_order="left")
