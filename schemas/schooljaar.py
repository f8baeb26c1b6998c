"""A schooljaar: from 1 August to 31 July, named by the two years that it lies in, as `2024-2025`."""

import datetime as dt

import polars as pl

FIRST_MONTH = 8


def schooljaar(dag: dt.date) -> str:
    """The schooljaar of a day."""
    begin = dag.year - (dag.month < FIRST_MONTH)
    return f"{begin}-{begin + 1}"


def begin_schooljaar(dag: pl.Expr) -> pl.Expr:
    """The year in which the schooljaar of each day begins."""
    return dag.dt.year().cast(pl.Int64) - (dag.dt.month() < FIRST_MONTH).cast(pl.Int64)


def schooljaren(dag: pl.Expr) -> pl.Expr:
    """The schooljaar of each day; null where there is no day."""
    begin = begin_schooljaar(dag)
    return pl.format("{}-{}", begin, begin + 1)
