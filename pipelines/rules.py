"""Turn a schema into one verdict per row: the same checks Pandera would make, as Polars expressions.

Pandera checks on every row of millions cost seconds and gigabytes, and its failure cases hold values. Here each
check of the schema becomes one boolean expression; a test proves that both give the same verdict.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import polars as pl
from pandera.api.polars.components import Column
from pandera.polars import DataFrameModel

GEMEENTE = "onbekende_gemeente"  # told apart from other codes, because its remedy is another


@dataclass(frozen=True)
class Rule:
    """Rows for which `broken` is true are quarantined with this reason. whole: it looks at other rows too."""

    column: str
    reason: str
    broken: pl.Expr
    whole: bool = False


def rules(model: type[DataFrameModel], texts: dict[str, pl.Expr]) -> Iterator[Rule]:
    """The rules of a schema, in its order: present, of the right type, within its checks.

    `texts` gives for each column the received text: a value is unreadable where there is text but no value.
    """
    for name, column in model.to_schema().columns.items():
        value, text = pl.col(name), texts.get(name, pl.lit(None))
        yield Rule(name, _unreadable(name, column), text.is_not_null() & value.is_null())
        if not column.nullable:
            yield Rule(name, "leeg", value.is_null())
        for check in column.checks:
            reason, broken = _check(str(check.name), check.statistics or {}, value)
            yield Rule(name, GEMEENTE if name == "gemeente" else reason, broken)


def before(start: str, end: str) -> Rule:
    """An end before its start."""
    return Rule(end, "volgorde", pl.col(end) < pl.col(start))


def _unreadable(name: str, column: Column) -> str:
    if name == "gemeente":
        return GEMEENTE
    return {"Date": "datum", "Int64": "getal", "Float64": "getal"}.get(str(column.dtype), "onbekende_code")


def _check(name: str, statistics: dict[str, Any], value: pl.Expr) -> tuple[str, pl.Expr]:
    match name:
        case "isin":
            return "onbekende_code", ~value.is_in(statistics["allowed_values"])
        case "greater_than_or_equal_to":
            return "bereik", value < statistics["min_value"]
        case "less_than_or_equal_to":
            return "bereik", value > statistics["max_value"]
        case "str_matches":
            return "vorm", ~value.str.contains(statistics["pattern"])
        case "str_length":
            length = value.str.len_chars()
            return "bereik", ~length.is_between(statistics["min_value"], statistics["max_value"])
    raise ValueError(f"check {name} has no rule; add one to pipelines/rules.py")
