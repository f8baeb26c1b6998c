"""The small frames in which a step tells which lines it did not take."""

import polars as pl

from pipelines.records import LEFT_OUT, PLACE, REJECTED

__all__ = ["LEFT_OUT", "PLACE", "REJECTED", "refused", "split"]


def refused(frame: pl.DataFrame, reden: str | pl.Expr, kolom: str | None) -> pl.DataFrame:
    """The lines of a frame, each rejected once, for this reason."""
    reason = reden if isinstance(reden, pl.Expr) else pl.lit(reden)
    lines = frame.unique(list(PLACE), keep="first", maintain_order=True)
    return lines.select(*PLACE, reden=reason, kolom=pl.lit(kolom, pl.String))


def split(frame: pl.DataFrame, *tests: tuple[pl.Expr, str, str | None]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The rows for which no test is true, and the other lines with reason and column of the first that is."""
    found = []
    for broken, reden, kolom in tests:
        wrong = frame.select(broken.fill_null(value=False)).to_series()
        if wrong.any():
            found.append(refused(frame.filter(wrong), reden, kolom))
            frame = frame.filter(~wrong)
    return frame, pl.concat(found) if found else pl.DataFrame(schema=REJECTED)
