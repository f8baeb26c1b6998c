"""Counts per week of schools that deliver no pupils: one file per school and school year."""

import polars as pl

from pipelines.parsing import gemeentecode, schooljaar_van_week, week, zondag
from pipelines.pipeline import Pipeline
from schemas.weekcijfers import RawWeekcijfers, Weekcijfers

PIPELINE = Pipeline(
    kind="weekcijfers",
    raw=RawWeekcijfers,
    clean=Weekcijfers,
    deel=pl.format("{}/{}", "school", schooljaar_van_week("week")),
    dag=zondag("week"),
    unique=("school", "gemeente", "week", "categorie"),
    parse={"gemeente": gemeentecode(), "week": week()},
)
