"""Published figures: one file per source."""

import polars as pl

from pipelines.pipeline import Pipeline
from schemas.kengetallen import Kengetallen, RawKengetallen

PIPELINE = Pipeline(
    kind="kengetallen",
    raw=RawKengetallen,
    clean=Kengetallen,
    deel=pl.col("bron"),
    unique=("groep", "indicator", "gebied", "peiling"),
)
