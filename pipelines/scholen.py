"""Schools: the register of the region, delivered whole each time."""

import polars as pl

from pipelines.parsing import gemeente
from pipelines.pipeline import Pipeline
from pipelines.rules import before
from schemas.scholen import RawScholen, Scholen

PIPELINE = Pipeline(
    kind="scholen",
    raw=RawScholen,
    clean=Scholen,
    deel=pl.lit("alle"),
    unique=("school", "geldig_vanaf"),
    extra=(before("geldig_vanaf", "geldig_tot"),),
    parse={"gemeente": gemeente()},
)
