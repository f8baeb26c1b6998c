"""Hide small counts and everything that would give them away in the same row."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from disclosure.table import Context, ProtectedTable
from schemas.definities import register


@dataclass(frozen=True)
class Rules:
    """What the columns of an answer are; see queries.query.Query."""

    counts: tuple[str, ...]
    shares: Mapping[str, tuple[str, ...]]
    rates: Mapping[str, tuple[str, ...]]
    derived: Mapping[str, tuple[str, ...]]


def protect(frame: pl.DataFrame, rules: Rules, context: Context) -> ProtectedTable:
    """The answer as it may be shown: counts from 1 up to the floor hidden, and what follows from them as well.

    Percentages are whole, need at least 20 in the denominator, and are hidden when the rest of the group is small.
    A derived figure is hidden as well when a count it follows from was not delivered.
    Every column that is not a count, share, rate or derived figure must be a dimension.
    """
    drempels = register().drempels
    hidden: dict[str, pl.Expr] = {name: _small(pl.col(name), drempels.minimale_telling) for name in rules.counts}
    made: list[pl.Expr] = []
    for name, (count, whole) in rules.shares.items():
        n, total = pl.col(count), pl.col(whole)
        made.append((100 * n / pl.when(total > 0).then(total)).round(0).alias(name))
        rest = _small(total - n, drempels.minimale_telling)
        hidden[name] = _any(hidden, (count, whole)) | rest | _small(total, drempels.minimale_noemer_procent)
    for name, (count, whole) in rules.rates.items():
        made.append((1000 * pl.col(count) / pl.when(pl.col(whole) > 0).then(pl.col(whole))).round(1).alias(name))
        hidden[name] = _any(hidden, (count, whole))
    for name, ingredients in rules.derived.items():
        # A figure about a group whose size was not delivered may be about one pupil.
        unknown = pl.any_horizontal([pl.col(column).is_null() for column in ingredients] or [False])
        hidden[name] = _any(hidden, ingredients) | (unknown & pl.col(name).is_not_null())
    complete = frame.with_columns(made)
    flags = (expr.fill_null(value=False).alias(name) for name, expr in hidden.items())
    masks = complete.with_columns(flags).select(*hidden)
    shown = complete.with_columns(
        pl.when(~masks[name]).then(pl.col(name)).otherwise(None).alias(name) for name in masks.columns
    )
    return ProtectedTable(shown, masks, context)


def _small(count: pl.Expr, floor: int) -> pl.Expr:
    return (count > 0) & (count < floor)


def _any(hidden: Mapping[str, pl.Expr], columns: tuple[str, ...]) -> pl.Expr:
    return pl.any_horizontal([hidden[name].fill_null(value=False) for name in columns if name in hidden] or [False])
