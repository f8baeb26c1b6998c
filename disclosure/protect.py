"""Answers: hide what follows from hidden figures, and what is small in tables that were not protected as a whole.

A table that was protected when the release was made has a column `<measure>_verborgen` beside each measure: what it
says holds, and a figure that follows from a hidden one is hidden with it. Only tables of one school, which access gives
to that school, have none: for others their small counts are hidden here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import polars as pl

from disclosure.publicatie import HIDDEN
from disclosure.table import Context, ProtectedTable
from schemas.definities import register

MARK = "_verborgen_"  # prefix of the columns that say, while protecting, which counts are hidden
STRUCTUREEL = "structureel"  # column that marks rows of which no figure can be


@dataclass(frozen=True)
class Rules:
    """What the columns of an answer are; see queries.query.Query."""

    counts: tuple[str, ...]
    shares: Mapping[str, tuple[str, ...]]
    rates: Mapping[str, tuple[str, ...]]
    derived: Mapping[str, tuple[str, ...]]
    parts: tuple["Parts", ...] = ()
    of_school: bool = False


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
    """The answer as it may be shown.

    Percentages are whole, need at least 20 in the denominator, and are hidden with a count they are made of; where the
    counts were not protected with the release, also when they or the rest of the group are small. A derived figure is
    hidden as well when a count it follows from was not delivered.
    Every column that is not a count, share, rate or derived figure must be a dimension.
    """
    floor = _floor(rules)
    noemer = register().drempels.minimale_noemer_procent
    told = {name.removesuffix(HIDDEN): pl.col(name) for name in frame.columns if name.endswith(HIDDEN)}
    work = frame.with_columns(
        told.get(name, _small(pl.col(name), floor)).fill_null(value=False).alias(MARK + name) for name in rules.counts
    )
    for parts in rules.parts * 2:  # a part can belong to two wholes
        work = work.with_columns(_with_second(frame, work[MARK + parts.count], parts))
    hidden: dict[str, pl.Expr] = {**told, **{name: pl.col(MARK + name) for name in rules.counts}}
    for name, (count, whole) in rules.shares.items():
        n, total = pl.col(count), pl.col(whole)
        rest = pl.lit(value=False) if {count, whole} <= told.keys() else _small(total - n, floor)
        no_whole = total.is_null() & ~_any(hidden, (whole,))  # then there is no share, hidden or not
        hidden[name] = (_any(hidden, (count, whole)) | rest | _small(total, noemer)) & ~no_whole
    for name, (count, whole) in rules.rates.items():
        hidden[name] = _any(hidden, (count, whole))
    for name, ingredients in rules.derived.items():
        # A figure about a group whose size was not delivered may be about one pupil.
        unknown = pl.any_horizontal(
            [pl.col(column).is_null() for column in ingredients if column not in told] or [False]
        )
        own = _any(hidden, (*ingredients, name)) if name in told else _any(hidden, ingredients)
        hidden[name] = own | (unknown & pl.col(name).is_not_null())
    complete = work.with_columns(_made(rules))
    shown = complete.select(_columns(frame, rules))
    masks = complete.select(
        expr.fill_null(value=False).alias(name) for name, expr in hidden.items() if name in shown.columns
    )
    shown = shown.with_columns(
        pl.when(~masks[name]).then(pl.col(name)).otherwise(None).alias(name) for name in masks.columns
    )
    return ProtectedTable(shown, masks, context, _structural(frame))


def own_figures(frame: pl.DataFrame, rules: Rules, context: Context) -> ProtectedTable:
    """The answer with nothing hidden, for those whose own figures it holds: a school about itself."""
    measures = dict.fromkeys((*rules.counts, *rules.shares, *rules.rates, *rules.derived))  # a count can be derived too
    complete = frame.with_columns(_made(rules)).select(_columns(frame, rules))
    masks = complete.select(pl.repeat(False, pl.len(), dtype=pl.Boolean).alias(name) for name in measures)
    return ProtectedTable(complete, masks, replace(context, eigen=True), _structural(frame))


def _floor(rules: Rules) -> int:
    drempels = register().drempels
    return drempels.minimale_telling_school if rules.of_school else drempels.minimale_telling


def _columns(frame: pl.DataFrame, rules: Rules) -> list[str]:
    """What a reader gets: the columns of the answer without its marks, and the figures made of them."""
    own = [name for name in frame.columns if not name.endswith(HIDDEN) and name != STRUCTUREEL]
    return list(dict.fromkeys([*own, *rules.shares, *rules.rates]))


def _structural(frame: pl.DataFrame) -> pl.Series | None:
    return frame[STRUCTUREEL].fill_null(value=False) if STRUCTUREEL in frame.columns else None


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
