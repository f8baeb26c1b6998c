"""Schedule: one file per school and school year."""

import polars as pl

from pipelines.pipeline import Pipeline
from schemas.rooster import RawRooster, Rooster
from schemas.schooljaar import begin_schooljaar, schooljaren

PIPELINE = Pipeline(
    kind="rooster",
    raw=RawRooster,
    clean=Rooster,
    deel=pl.format("{}/{}", "school", schooljaren(pl.col("datum"))),
    dag=pl.col("datum"),
    jaar=begin_schooljaar(pl.col("datum")),
    of_school=True,
    unique=("school", "leerjaar", "datum"),
)
