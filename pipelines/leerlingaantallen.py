"""Pupils per municipality of residence: one file per school year."""

import polars as pl

from pipelines.parsing import gemeente, two_years
from pipelines.pipeline import Pipeline
from schemas.leerlingaantallen import Leerlingaantallen, RawLeerlingaantallen

PIPELINE = Pipeline(
    kind="leerlingaantallen",
    raw=RawLeerlingaantallen,
    clean=Leerlingaantallen,
    deel=pl.col("schooljaar"),
    unique=("gemeente", "schooljaar", "sector"),
    hidden=("leerlingen",),
    parse={"gemeente": gemeente(), "schooljaar": two_years()},
)
