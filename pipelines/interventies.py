"""Interventions for pupils: one file per school and school year."""

import polars as pl

from pipelines.pipeline import Pipeline
from pipelines.rules import before
from schemas.interventies import Interventies, RawInterventies
from schemas.schooljaar import begin_schooljaar, schooljaren

PIPELINE = Pipeline(
    kind="interventies",
    raw=RawInterventies,
    clean=Interventies,
    deel=pl.format("{}/{}", "school", schooljaren(pl.col("start"))),
    dag=pl.col("start"),
    past=True,
    jaar=begin_schooljaar(pl.col("start")),
    of_school=True,
    unique=("school", "leerling", "interventie", "start"),
    key="leerling",
    extra=(before("start", "einde"),),
)
