"""Interventions, counts per laag and cases of the synthetic region: they fit the pupils and the schools."""

import polars as pl

from tests.synthetic.conftest import Lees


def test_a_pupil_who_is_helped_is_enrolled_on_the_first_day_and_once_a_school_year(read: Lees) -> None:
    helped = read("interventies")
    enrolled = helped.join(read("leerlingen"), on=["school", "leerling"]).filter(
        pl.col("van") <= pl.col("start"), pl.col("tot").is_null() | (pl.col("tot") >= pl.col("start"))
    )
    year = pl.col("start").str.to_date().dt.offset_by("-7mo").dt.year()
    assert helped.join(enrolled, on=["school", "leerling", "start"], how="anti").is_empty()
    assert not helped.select(pl.struct("school", "leerling", year).is_duplicated().any()).item()


def test_a_school_that_delivers_no_pupils_counts_each_of_them_in_one_laag(read: Lees) -> None:
    counted, weeks = read("laagcijfers"), read("weekcijfers")
    assert set(counted["school"]) == set(weeks["school"])
    pupils = counted.group_by("school", "peildatum").agg(pl.col("leerlingen").cast(pl.Int64).sum())
    most = (
        weeks.filter(pl.col("categorie") == "totaal")
        .group_by("school", "week")
        .agg(pl.col("leerlingen").cast(pl.Int64).sum())
        .group_by("school")
        .agg(most=pl.col("leerlingen").max())
    )
    beside = pupils.join(most, on="school")
    assert (beside["leerlingen"] >= 0.8 * beside["most"]).all()
    assert (beside["leerlingen"] <= 1.25 * beside["most"]).all()


def test_the_higher_the_table_the_fewer_cases(read: Lees) -> None:
    told = dict(read("casussen").group_by("fase").len().iter_rows())
    assert told["mdo"] > told["actietafel"] > told["doorbraaktafel"] > 0
