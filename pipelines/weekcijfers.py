"""Counts per week of schools that deliver no pupils: one file per school and school year."""

import polars as pl

from pipelines.parsing import donderdag, gemeentecode, schooljaar_van_week, week, zondag
from pipelines.pipeline import Pipeline
from pipelines.rules import Rule
from schemas.codes import TOTAAL
from schemas.schooljaar import begin_schooljaar
from schemas.weekcijfers import RawWeekcijfers, Weekcijfers

GROUP = ("bestand", "school", "gemeente", "week")


def more_than(count: str, whole: str) -> Rule:
    """A category that counts more than its week holds: more pupils than are enrolled, more time than was scheduled."""
    total = pl.col(whole).filter(pl.col("categorie") == TOTAAL).max().over(GROUP)
    return Rule(count, "bereik", pl.col(count) > total, whole=True)


PIPELINE = Pipeline(
    kind="weekcijfers",
    raw=RawWeekcijfers,
    clean=Weekcijfers,
    deel=pl.format("{}/{}", "school", schooljaar_van_week("week")),
    dag=zondag("week"),
    jaar=begin_schooljaar(donderdag("week")),
    of_school=True,
    unique=("school", "gemeente", "week", "categorie"),
    parse={"gemeente": gemeentecode(), "week": week()},
    extra=(more_than("leerlingen", "leerlingen"), more_than("gemiste_eenheden", "ingeroosterde_eenheden")),
)
