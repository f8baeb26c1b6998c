"""What a reason code means on the day of a row, by the list of the profile."""

from collections.abc import Sequence

import polars as pl

from pipelines.mapping.frames import new
from pipelines.mapping.parts import Code
from pipelines.parsing import typed


def with_category(frame: pl.DataFrame, codes: Sequence[Code]) -> pl.DataFrame:
    """The frame with a new column categorie: the last meaning of the code that holds on the day; null for other codes.

    A code is compared letter for letter: schools use `Ma` and `MA` for different things.
    """
    day = typed("Date", pl.col(new("datum")))
    category = pl.lit(None, pl.String)
    for start in sorted({one.geldig_vanaf for one in codes}):
        means = {one.code.strip(): one.categorie for one in codes if one.geldig_vanaf == start}
        told = pl.col(new("reden")).replace_strict(means, default=None, return_dtype=pl.String)
        category = pl.when(told.is_not_null() & (day >= start)).then(told).otherwise(category)
    return frame.with_columns(category.alias(new("categorie")))
