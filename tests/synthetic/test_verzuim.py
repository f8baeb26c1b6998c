"""Synthetic absence: only where there was school, for who was enrolled, and whole where a child sat at home."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from synthetic import kalender_regio, verzuim
from synthetic.gebeurtenissen import Gebeurtenissen
from synthetic.leerlingen import Bevolking, Inschrijvingen
from synthetic.omvang import LAATSTE_DAG
from synthetic.redenen import redenen
from synthetic.roosters import rooster
from synthetic.scholen import School
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


def test_a_day_of_a_part_year_has_as_much_absence_as_the_same_day_of_a_whole_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Else the last year grows, for days around holidays and holiday months are not spread over it evenly."""
    per_day = {}
    for last in (LAATSTE_DAG, dt.date(2023, 7, 31)):
        monkeypatch.setattr(kalender_regio, "LAATSTE_DAG", last)
        per_day[last] = _days_in_autumn(verzuim.LOSSE)
    part, whole = per_day.values()
    for category in ("luxeverzuim", "vakantieverlof", "medisch_bezoek"):
        assert part[category] == pytest.approx(whole[category], rel=0.08), category


def _days_in_autumn(categories: tuple[verzuim.Los, ...]) -> dict[str, float]:
    """Events of each category that begin before 26 November 2022, at a school of very many pupils."""
    school = School(0, "99AA00", "Voorbeeld", "PO", "GM0632", 100, "esis", extra_meiweek=True)
    many = 120_000
    column = np.ones(many, np.int32)
    begin, end = kalender_regio.grenzen(2022)
    spells = Inschrijvingen(np.arange(many, dtype=np.int32), *(column,) * 5, begin * column, end * column, column)
    propensity = np.zeros(many)
    schedule = rooster(school, 2022, np.random.default_rng(1))
    schedule.eenheden[1:] = np.maximum(schedule.eenheden[1:], 1)  # no study days: they are drawn over the year
    population = Bevolking(spells, propensity, propensity, np.zeros(many, np.int32))
    here = verzuim._Schooljaar(school, 2022, spells, schedule, population, np.ones(len(schedule.dagen)))
    found = {}
    for los in categories:
        events = Gebeurtenissen(redenen(school), np.random.default_rng(2))
        verzuim._los(events, replace(los, dagen=(1,)), here)
        days = np.concatenate([columns[1] for columns in events.delen])
        found[los.categorie] = float((schedule.dagen[days] <= kalender_regio.dag("2022-11-25")).sum())
    return found
