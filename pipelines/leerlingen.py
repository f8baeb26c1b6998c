"""Enrolment: one file per school and school year."""

import polars as pl

from pipelines.parsing import gemeente, two_years
from pipelines.pipeline import Pipeline
from schemas.leerlingen import Leerlingen, RawLeerlingen

PIPELINE = Pipeline(
    kind="leerlingen",
    raw=RawLeerlingen,
    clean=Leerlingen,
    deel=pl.format("{}/{}", "school", "schooljaar"),
    dag=pl.col("van"),
    unique=("schooljaar", "school", "leerling", "van"),
    key="leerling",
    parse={"gemeente": gemeente(), "schooljaar": two_years()},
)
