"""A second profile, for open publication: what a release shows, with small counts taken out and the rest rounded.

It only takes away from tables that were proven already, so it is at least as safe. Because each figure is rounded by
itself, totals need not add up.
"""

import polars as pl

from disclosure.publicatie import HIDDEN, Publicatie

TOT_EN_MET = 7  # counts from 1 up to this are taken out
VEELVOUD = 5  # all others are rounded to a multiple of this
VERBORGEN = "x"
GEEN_AANTAL = frozenset({"kleurnummer"})  # a colour: in a block as if it were a count


def aantallen(publicatie: Publicatie, made: pl.DataFrame) -> list[str]:
    """The columns of a table of a release that count pupils, children or what was registered; there may be none."""
    return [
        name
        for name in publicatie.tellingen
        if name not in publicatie.maal and name not in GEEN_AANTAL and made.schema[name].is_integer()
    ]


def openbaar(publicatie: Publicatie, made: pl.DataFrame) -> pl.DataFrame:
    """A table of a release that has counts, as everybody may have it, as text: its keys and `aantallen`.

    Hidden is `x`, also where a count is 1 up to TOT_EN_MET; nothing where there is no figure. Where the first count of
    a row is hidden, so are the others. Volumes, percentages, colours and what is derived from counts are left out.
    """
    counts = aantallen(publicatie, made)
    row_hidden = _is_hidden(counts[0])
    return made.select(
        *(pl.col(name).cast(pl.String) for name in publicatie.sleutel),
        *(
            pl.when(row_hidden | _is_hidden(name)).then(pl.lit(VERBORGEN)).otherwise(_rounded(name)).alias(name)
            for name in counts
        ),
    )


def _is_hidden(name: str) -> pl.Expr:
    """Hidden in the release, or too small for this profile."""
    return pl.col(name + HIDDEN) | pl.col(name).is_between(1, TOT_EN_MET).fill_null(value=False)


def _rounded(name: str) -> pl.Expr:
    return ((pl.col(name) / VEELVOUD).round() * VEELVOUD).cast(pl.Int64).cast(pl.String)
