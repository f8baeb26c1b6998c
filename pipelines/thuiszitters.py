"""Thuiszitters: one list at one peildatum."""

import polars as pl

from pipelines.parsing import gemeente
from pipelines.pipeline import Pipeline
from pipelines.rules import before
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
    extra=(before("start", "einde"),),
    parse={"gemeente": gemeente()},
)
