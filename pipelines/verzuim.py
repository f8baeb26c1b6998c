"""Absence: one file per school and school year, a line per missed unit."""

import polars as pl

from pipelines.pipeline import Pipeline
from pipelines.rules import Rule
from schemas.codes import CATEGORIEEN
from schemas.schooljaar import begin_schooljaar, schooljaren
from schemas.verzuim import RawVerzuim, Verzuim

# The reports to the register that an attendance office holds: absence without a valid reason, never of whom is ill.
REPORTS = ("V16_4", "LRV", "LUXE", "DOORSTROOM18", "OVERIG")
UNAUTHORISED = [code for code, categorie in CATEGORIEEN.items() if not categorie.geoorloofd]
SICK = r"(?i)^(ziek.*|z|zk|zm|zn|zh|ill.*|sick.*)$"  # how schools write illness

_reden, _categorie = pl.col("tekst_reden"), pl.col("categorie")

PIPELINE = Pipeline(
    kind="verzuim",
    raw=RawVerzuim,
    clean=Verzuim,
    deel=pl.format("{}/{}", "school", schooljaren(pl.col("datum"))),
    dag=pl.col("datum"),
    past=True,
    unique=("school", "leerling", "datum", "eenheid"),
    key="leerling",
    reden=True,
    jaar=begin_schooljaar(pl.col("datum")),
    of_school=True,
    for_rbl=(
        Rule("categorie", "verboden_categorie", ~_categorie.is_in(UNAUTHORISED)),
        Rule("reden", "verboden_categorie", _categorie.is_null() & ~_reden.str.to_uppercase().is_in(REPORTS)),
    ),
    sick_leave=(_categorie == "ziekte") | _reden.str.contains(SICK),
)
