"""Points of a samenwerkingsagenda: one file per agenda."""

import polars as pl

from pipelines.pipeline import Pipeline
from schemas.agendapunten import Agendapunten, RawAgendapunten

PIPELINE = Pipeline(
    kind="agendapunten",
    raw=RawAgendapunten,
    clean=Agendapunten,
    deel=pl.col("agenda"),
    unique=("agenda", "thema_nr", "punt_nr"),
)
