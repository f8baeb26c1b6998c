"""Lines that say the same as an earlier line of their file, or something else about the same.

Of each row a number of 64 bits stands for what it is about. Only rows whose numbers meet are compared in full: the
first counts, a later one is `dubbel` when it says the same as the first and `conflict` when it says something else.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import polars as pl

from pipelines.distinct import Hashes

REGEL = "regel"  # the physical line a row comes from; the header of a plain file is line 1
# Doubled rows of a piece of a file: `nummer` of what it is about, `heel` of all that it says, line and reason.
LATER = {"nummer": pl.UInt64, "heel": pl.UInt64, REGEL: pl.Int32, "reden": pl.String}


def suspects(numbers: Hashes) -> Hashes:
    """The numbers that occur more than once, each once and sorted. Sorts `numbers`."""
    numbers.sort()
    again: Hashes = numbers[1:][numbers[1:] == numbers[:-1]]
    if len(again):
        again = again[np.concatenate([[True], again[1:] != again[:-1]])]
    return again


def among(numbers: Hashes, those: Hashes) -> npt.NDArray[np.int64]:
    """The positions of the numbers that are one of those; `those` is sorted."""
    place = np.searchsorted(those, numbers)
    place[place == len(those)] = 0
    return np.flatnonzero(those[place] == numbers)


def doubled(frame: pl.DataFrame, numbers: Hashes, unique: Sequence[str], columns: Sequence[str]) -> pl.DataFrame:
    """Which rows repeat an earlier one: `rij` (position in the frame) and `reden`.

    frame: the rows that could be doubled, in the order of the file, with their numbers. unique: what a row is about;
    columns: what it says.
    """
    order = np.argsort(numbers, kind="stable")
    starts = np.flatnonzero(np.concatenate([[True], numbers[order][1:] != numbers[order][:-1]]))
    first = np.repeat(order[starts], np.diff([*starts, len(order)]))
    later = order != first
    rows, firsts = order[later], first[later]
    if not _same(frame, rows, firsts, unique).all():  # two things with one number: once in millions of files
        found = frame.select(eerste=pl.int_range(pl.len()).first().over(unique)).to_series().to_numpy()
        rows = np.flatnonzero(found != np.arange(frame.height))
        firsts = found[rows]
    same = pl.select(pl.lit(_same(frame, rows, firsts, columns)).alias("same"))
    reden = pl.when("same").then(pl.lit("dubbel")).otherwise(pl.lit("conflict"))
    return same.select(rij=pl.Series(rows, dtype=pl.UInt32), reden=reden)


def _same(
    frame: pl.DataFrame, rows: npt.NDArray[np.int64], firsts: npt.NDArray[np.int64], columns: Sequence[str]
) -> pl.Series:
    """For which rows these columns say what they say in the rows beside them."""
    same = pl.repeat(value=True, n=len(rows), dtype=pl.Boolean, eager=True)
    for name in columns:
        same &= frame[name].gather(rows).eq_missing(frame[name].gather(firsts))
    return same


def said(frame: pl.DataFrame, columns: Sequence[str]) -> pl.Series:
    """A number of 64 bits for all that a row says."""
    return frame.select(columns).hash_rows(seed=1).alias("heel")
