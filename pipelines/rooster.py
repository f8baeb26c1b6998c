"""Schedule: one file per school and school year."""

import polars as pl

from pipelines.parsing import begin_schooljaar, schooljaar
from pipelines.pipeline import Pipeline
from schemas.rooster import RawRooster, Rooster

PIPELINE = Pipeline(
    kind="rooster",
    raw=RawRooster,
    clean=Rooster,
    deel=pl.format("{}/{}", "school", schooljaar("datum")),
    dag=pl.col("datum"),
    jaar=begin_schooljaar(pl.col("datum")),
    of_school=True,
    unique=("school", "leerjaar", "datum"),
)
