"""Synthetic absence: only where there was school, for who was enrolled, and whole where a child sat at home."""

from pathlib import Path

import polars as pl

from tests.synthetic.conftest import Lees


def test_every_missed_unit_was_scheduled_for_an_enrolled_pupil(read: Lees) -> None:
    missed = read("verzuim").unique().with_row_index("row")
    schedule = read("rooster").with_columns(pl.col("eenheden").cast(pl.Int64))
    enrolled = missed.join(read("leerlingen"), on=["school", "leerling"]).filter(
        (pl.col("datum") >= pl.col("van")) & (pl.col("tot").is_null() | (pl.col("datum") <= pl.col("tot")))
    )
    scheduled = enrolled.join(schedule, on=["school", "leerjaar", "datum"]).filter(
        pl.col("eenheid").cast(pl.Int64).is_between(1, pl.col("eenheden"))
    )
    assert len(missed) > 20_000
    assert scheduled["row"].n_unique() == len(missed)


def test_a_unit_is_missed_once(read: Lees) -> None:
    missed = read("verzuim")
    twice = missed.filter(missed.select("school", "leerling", "datum", "eenheid").is_duplicated())
    assert len(twice) == 2 * len(twice.unique())  # the planted exact duplicate, and nothing else
    assert len(twice) == 2


def test_most_codes_are_mapped_and_a_few_are_not(read: Lees) -> None:
    missed = read("verzuim").unique()
    unmapped = missed.join(read("redenen"), on=["school", "reden"], how="anti")
    assert 0 < len(unmapped) / len(missed) < 0.03


def test_codes_differ_per_school(read: Lees) -> None:
    per_school = read("redenen").filter(pl.col("categorie") == "te_laat")
    assert per_school["reden"].n_unique() >= 3


def test_an_open_case_of_a_pupil_is_real_absence(read: Lees) -> None:
    """Actual thuiszitters at delivering schools miss every scheduled unit between start and end."""
    cases = (
        read("thuiszitters")
        .filter((pl.col("soort") != "potentieel") & (pl.col("soort") != "absoluut"))
        .filter(
            pl.col("lijst") == "SWV",
            pl.col("peildatum") == "2022-05-24",
            pl.col("einde").is_null(),
            pl.col("start") < "2022-05-01",
        )
        .select("kind", "school")
    )
    delivering = read("verzuim")["school"].unique()
    month = pl.col("datum").is_between(pl.lit("2022-05-16"), pl.lit("2022-05-24"))
    scheduled = (
        cases.filter(pl.col("school").is_in(delivering.implode()))
        .join(
            read("leerlingen").filter(pl.col("schooljaar") == "2021-2022"),
            left_on=["kind", "school"],
            right_on=["leerling", "school"],
        )
        .filter(pl.col("van") <= "2022-05-01")
        .join(read("rooster").filter(month), on=["school", "leerjaar"])
        .group_by("kind", "school")
        .agg(pl.col("eenheden").cast(pl.Int64).sum())
    )
    missed = read("verzuim").unique().filter(month).group_by("leerling", "school").len()
    compared = scheduled.join(missed, left_on=["kind", "school"], right_on=["leerling", "school"])
    delivered_then = read("verzuim").filter(month)["school"].unique()
    expected = scheduled.filter(pl.col("school").is_in(delivered_then.implode()) & (pl.col("eenheden") > 0))
    assert len(expected) > 0
    assert (
        compared.sort("kind").select("kind", pl.col("len").cast(pl.Int64)).rows()
        == expected.sort("kind").select("kind", "eenheden").rows()
    )


def test_one_school_misses_a_year_and_one_some_weeks(small_deliveries: Path, read: Lees) -> None:
    named = {path.stem.split("_", 1)[1] for path in small_deliveries.glob("leerlingen_*")}
    absent = named - {path.stem.split("_", 1)[1] for path in small_deliveries.glob("verzuim_*")}
    assert len(absent) == 1
    weeks = pl.col("datum").is_between(pl.lit("2021-11-08"), pl.lit("2021-11-28"))
    school_days = read("rooster").filter(weeks).group_by("school").len()["school"]
    reported = read("verzuim").filter(weeks)["school"].unique()
    with_year = {path.stem.split("_")[1] for path in small_deliveries.glob("verzuim_*_2021-2022.csv")}
    assert len((set(school_days) & with_year) - set(reported)) == 1


def test_counts_per_week_add_up(read: Lees) -> None:
    counts = read("weekcijfers").with_columns(
        pl.col("leerlingen", "gemiste_eenheden", "ingeroosterde_eenheden").cast(pl.Int64)
    )
    total = counts.filter(pl.col("categorie") == "totaal")
    parts = counts.filter(pl.col("categorie") != "totaal").join(
        total, on=["school", "gemeente", "week"], suffix="_totaal"
    )
    assert (parts["leerlingen"] <= parts["leerlingen_totaal"]).all()
    assert (parts["gemiste_eenheden"] <= parts["ingeroosterde_eenheden_totaal"]).all()
    assert total.select(pl.struct("school", "gemeente", "week").is_duplicated().any()).item() is False
