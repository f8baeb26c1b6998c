"""Cases at a meeting: all of a table on one day."""

import polars as pl

from pipelines.parsing import gemeente
from pipelines.pipeline import Pipeline
from schemas.casussen import Casussen, RawCasussen
from schemas.schooljaar import begin_schooljaar

PIPELINE = Pipeline(
    kind="casussen",
    raw=RawCasussen,
    clean=Casussen,
    deel=pl.format("{}/{}", "overleg", "datum"),
    dag=pl.col("datum"),
    past=True,
    jaar=begin_schooljaar(pl.col("datum")),
    unique=(),  # without a key two lines that are alike are two cases
    parse={"gemeente": gemeente()},
)
