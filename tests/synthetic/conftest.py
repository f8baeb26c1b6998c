"""Reads the synthetic deliveries as plain text, without any code of the product."""

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

Lees = Callable[[str], pl.DataFrame]

# The lines planted to fail: a date that does not exist, a municipality nobody knows, a line with a field too few.
FAULTY_DATE = "2021-13-32"
FAULTY_GEMEENTE = "Utrecht-Zuidwest"


def read_all(folder: Path, kind: str) -> pl.DataFrame:
    """Every good line of every file of a kind, all columns as text."""
    frames = [
        pl.read_csv(path, separator=";", infer_schema=False, truncate_ragged_lines=True)
        for path in sorted(folder.glob(f"{kind}_*.csv"))
    ]
    lines = pl.concat(frames)
    dates = [name for name in ("datum", "start") if name in lines.columns]
    for name in dates:
        lines = lines.filter(pl.col(name).str.to_date(strict=False).is_not_null())
    if "gemeente" in lines.columns:
        lines = lines.filter(pl.col("gemeente") != FAULTY_GEMEENTE)
    return lines.drop_nulls("reden") if kind == "verzuim" else lines


def mean(values: pl.Series) -> float:
    """The mean of numbers, or the share of true values."""
    return float(values.to_numpy().mean())


@pytest.fixture(scope="session")
def read(small_deliveries: Path) -> Lees:
    """Reads a kind of the small synthetic deliveries."""
    return lambda kind: read_all(small_deliveries, kind)
