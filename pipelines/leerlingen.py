"""Enrolment: one file per school and school year."""

import polars as pl

from pipelines.parsing import gemeente, two_years
from pipelines.pipeline import Pipeline
from pipelines.rules import Rule, before
from schemas.leerlingen import Leerlingen, RawLeerlingen

begin = pl.col("schooljaar").str.slice(0, 4).cast(pl.Int32, strict=False)
outside = (pl.col("van") > pl.date(begin + 1, 7, 31)) | (pl.col("tot") < pl.date(begin, 8, 1))

PIPELINE = Pipeline(
    kind="leerlingen",
    raw=RawLeerlingen,
    clean=Leerlingen,
    deel=pl.format("{}/{}", "school", "schooljaar"),
    dag=pl.col("van"),
    jaar=begin,
    of_school=True,
    unique=("schooljaar", "school", "leerling", "van"),
    key="leerling",
    extra=(before("van", "tot"), Rule("van", "buiten_schooljaar", outside)),
    parse={"gemeente": gemeente(), "schooljaar": two_years()},
)
