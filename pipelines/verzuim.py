"""Absence: one file per school and school year, a line per missed unit."""

import polars as pl

from pipelines.parsing import schooljaar
from pipelines.pipeline import Pipeline
from schemas.verzuim import RawVerzuim, Verzuim

PIPELINE = Pipeline(
    kind="verzuim",
    raw=RawVerzuim,
    clean=Verzuim,
    deel=pl.format("{}/{}", "school", schooljaar("datum")),
    dag=pl.col("datum"),
    past=True,
    unique=("school", "leerling", "datum", "eenheid"),
    key="leerling",
    reden=True,
)
