"""Vrijstellingen: the decisions of a school year, from the attendance office."""

import polars as pl

from pipelines.parsing import gemeente, grond, schooljaar
from pipelines.pipeline import Pipeline
from schemas.vrijstellingen import RawVrijstellingen, Vrijstellingen

PIPELINE = Pipeline(
    kind="vrijstellingen",
    raw=RawVrijstellingen,
    clean=Vrijstellingen,
    deel=schooljaar("ingang"),
    dag=pl.col("ingang"),
    unique=("kind", "grond", "ingang"),
    key="kind",
    parse={"gemeente": gemeente(), "grond": grond()},
)
