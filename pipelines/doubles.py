"""Lines that say the same as an earlier line of their file, or something else about the same."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import polars as pl

from pipelines.distinct import Hashes


def suspects(numbers: Hashes) -> Hashes:
    """The numbers that occur more than once. Sorts `numbers`."""
    numbers.sort()
    return np.unique(numbers[1:][numbers[1:] == numbers[:-1]])


def doubled(
    frame: pl.DataFrame, suspected: npt.NDArray[np.bool_], unique: Sequence[str], columns: Sequence[str]
) -> pl.Series:
    """Why a row is not taken: it repeats an earlier one word for word (`dubbel`), or says something else (`conflict`).

    frame: `bestand` and clean columns, in the order of the file. suspected: the rows that could be doubled; the others
    are not looked at. unique: the grain. Null: the first of its kind.
    """
    looked_at = frame.filter(pl.Series(suspected))
    answer = pl.select(
        later=~looked_at.select(pl.struct("bestand", *unique).is_first_distinct()).to_series(),
        same=~looked_at.select(pl.struct("bestand", *columns).is_first_distinct()).to_series(),
    )
    reason = pl.when("same").then(pl.lit("dubbel")).otherwise(pl.lit("conflict"))
    found = answer.select(pl.when("later").then(reason)).to_series()
    rows = np.flatnonzero(suspected)
    return pl.repeat(None, frame.height, dtype=pl.String, eager=True).scatter(rows, found)
