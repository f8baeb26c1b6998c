"""Vrijstellingen: the decisions of a school year, from the attendance office."""

import polars as pl

from pipelines.parsing import gemeente, grond
from pipelines.pipeline import Pipeline
from pipelines.rules import before
from schemas.schooljaar import begin_schooljaar, schooljaren
from schemas.vrijstellingen import RawVrijstellingen, Vrijstellingen

PIPELINE = Pipeline(
    kind="vrijstellingen",
    raw=RawVrijstellingen,
    clean=Vrijstellingen,
    deel=schooljaren(pl.col("ingang")),
    dag=pl.col("ingang"),
    jaar=begin_schooljaar(pl.col("ingang")),
    unique=("kind", "grond", "ingang"),
    key="kind",
    extra=(before("ingang", "einde"),),
    parse={"gemeente": gemeente(), "grond": grond()},
)
