"""Counts per laag of schools that deliver no pupils: one file per school and school year."""

import polars as pl

from pipelines.parsing import gemeentecode
from pipelines.pipeline import Pipeline
from pipelines.rules import Rule
from schemas.laagcijfers import Laagcijfers, RawLaagcijfers
from schemas.schooljaar import begin_schooljaar, schooljaren

# A line for all leerjaren beside lines of single ones would count their pupils twice.
_single = pl.col("leerjaar").is_not_null()
_twice = ~_single & _single.any().over("bestand", "school", "peildatum")

PIPELINE = Pipeline(
    kind="laagcijfers",
    raw=RawLaagcijfers,
    clean=Laagcijfers,
    deel=pl.format("{}/{}", "school", schooljaren(pl.col("peildatum"))),
    dag=pl.col("peildatum"),
    past=True,
    jaar=begin_schooljaar(pl.col("peildatum")),
    of_school=True,
    unique=("school", "gemeente", "leerjaar", "peildatum", "laag"),
    parse={"gemeente": gemeentecode()},
    extra=(Rule("leerjaar", "conflict", _twice, whole=True),),
)
