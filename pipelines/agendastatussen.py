"""Statuses of the points of a samenwerkingsagenda: one file per agenda."""

import polars as pl

from pipelines.pipeline import Pipeline
from schemas.agendastatussen import Agendastatussen, RawAgendastatussen

PIPELINE = Pipeline(
    kind="agendastatussen",
    raw=RawAgendastatussen,
    clean=Agendastatussen,
    deel=pl.col("agenda"),
    unique=("agenda", "thema_nr", "punt_nr", "kwartaal"),
)
