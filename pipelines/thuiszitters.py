"""Thuiszitters: one list at one peildatum."""

import polars as pl

from pipelines.parsing import gemeente
from pipelines.pipeline import Pipeline
from schemas.thuiszitters import RawThuiszitters, Thuiszitters

PIPELINE = Pipeline(
    kind="thuiszitters",
    raw=RawThuiszitters,
    clean=Thuiszitters,
    deel=pl.format("{}/{}", "lijst", "peildatum"),
    dag=pl.col("peildatum"),
    past=True,
    unique=("lijst", "peildatum", "kind", "start"),
    key="kind",
    parse={"gemeente": gemeente()},
)
