"""Reason codes: one file per school."""

import polars as pl

from pipelines.pipeline import Pipeline
from schemas.redenen import RawRedenen, Redenen

PIPELINE = Pipeline(
    kind="redenen",
    raw=RawRedenen,
    clean=Redenen,
    deel=pl.col("school"),
    unique=("school", "reden"),
    reden=True,
    of_school=True,
)
