"""Hide small counts and everything that would give them away in the same row."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import polars as pl

from disclosure.table import Context, ProtectedTable
from schemas.definities import register

MARK = "_verborgen_"  # prefix of the columns that say, while protecting, which counts are hidden


@dataclass(frozen=True)
class Rules:
    """What the columns of an answer are; see queries.query.Query."""

    counts: tuple[str, ...]
    shares: Mapping[str, tuple[str, ...]]
    rates: Mapping[str, tuple[str, ...]]
    derived: Mapping[str, tuple[str, ...]]
    parts: tuple["Parts", ...] = ()


@dataclass(frozen=True)
class Parts:
    """Rows that divide a whole which is shown too: with one of them hidden, the others give it away.

    count: the column. dimension, codes: the rows with these codes add up to the whole, wherever the columns in
    `within` are equal.
    """

    count: str
    dimension: str
    codes: tuple[str, ...]
    within: tuple[str, ...] = ()


def protect(frame: pl.DataFrame, rules: Rules, context: Context) -> ProtectedTable:
    """The answer as it may be shown: counts from 1 up to the floor hidden, and what follows from them as well.

    Percentages are whole, need at least 20 in the denominator, and are hidden when the rest of the group is small.
    A derived figure is hidden as well when a count it follows from was not delivered.
    Every column that is not a count, share, rate or derived figure must be a dimension.
    """
    drempels = register().drempels
    work = frame.with_columns(
        _small(pl.col(name), drempels.minimale_telling).fill_null(value=False).alias(MARK + name)
        for name in rules.counts
    )
    for parts in rules.parts * 2:  # a part can belong to two wholes
        work = work.with_columns(_with_second(frame, work[MARK + parts.count], parts))
    hidden: dict[str, pl.Expr] = {name: pl.col(MARK + name) for name in rules.counts}
    for name, (count, whole) in rules.shares.items():
        n, total = pl.col(count), pl.col(whole)
        rest = _small(total - n, drempels.minimale_telling)
        hidden[name] = _any(hidden, (count, whole)) | rest | _small(total, drempels.minimale_noemer_procent)
    for name, (count, whole) in rules.rates.items():
        hidden[name] = _any(hidden, (count, whole))
    for name, ingredients in rules.derived.items():
        # A figure about a group whose size was not delivered may be about one pupil.
        unknown = pl.any_horizontal([pl.col(column).is_null() for column in ingredients] or [False])
        hidden[name] = _any(hidden, ingredients) | (unknown & pl.col(name).is_not_null())
    complete = work.with_columns(_made(rules))
    flags = (expr.fill_null(value=False).alias(name) for name, expr in hidden.items())
    masks = complete.with_columns(flags).select(*hidden)
    shown = complete.drop(MARK + name for name in rules.counts).with_columns(
        pl.when(~masks[name]).then(pl.col(name)).otherwise(None).alias(name) for name in masks.columns
    )
    return ProtectedTable(shown, masks, context)


def own_figures(frame: pl.DataFrame, rules: Rules, context: Context) -> ProtectedTable:
    """The answer with nothing hidden, for those whose own figures it holds: a school about itself."""
    measures = dict.fromkeys((*rules.counts, *rules.shares, *rules.rates, *rules.derived))  # a count can be derived too
    complete = frame.with_columns(_made(rules))
    masks = complete.select(pl.repeat(False, pl.len(), dtype=pl.Boolean).alias(name) for name in measures)
    return ProtectedTable(complete, masks, replace(context, eigen=True))


def _made(rules: Rules) -> list[pl.Expr]:
    """The percentages, whole, and the figures per 1.000, with one decimal."""
    shares = [_of(100, *columns).round(0).alias(name) for name, columns in rules.shares.items()]
    return shares + [_of(1000, *columns).round(1).alias(name) for name, columns in rules.rates.items()]


def _of(times: int, count: str, whole: str) -> pl.Expr:
    return times * pl.col(count) / pl.when(pl.col(whole) > 0).then(pl.col(whole))


def _with_second(frame: pl.DataFrame, marks: pl.Series, parts: Parts) -> pl.Series:
    """Where one part of a shown whole is hidden, the smallest other part is hidden as well (zero last)."""
    hidden, counts = marks.to_list(), frame[parts.count].to_list()
    wholes: dict[tuple[object, ...], list[int]] = {}
    for i, (code, *key) in enumerate(frame.select(parts.dimension, *parts.within).iter_rows()):
        if code in parts.codes and counts[i] is not None:
            wholes.setdefault(tuple(key), []).append(i)
    for rows in wholes.values():
        free = [i for i in rows if not hidden[i]]
        if len(rows) - len(free) == 1 and free:
            hidden[min(free, key=lambda i: (counts[i] == 0, counts[i], i))] = True
    return pl.Series(marks.name, hidden, dtype=pl.Boolean)


def _small(count: pl.Expr, floor: int) -> pl.Expr:
    return (count > 0) & (count < floor)


def _any(hidden: Mapping[str, pl.Expr], columns: tuple[str, ...]) -> pl.Expr:
    return pl.any_horizontal([hidden[name].fill_null(value=False) for name in columns if name in hidden] or [False])
