"""Growth as it is published: whole percents, rounded outward, of the region and of each group of schools."""

import datetime as dt
from math import ceil, floor

import polars as pl
import pytest

from analysis.groei import WOORDEN, toets
from analysis.momenten import momenten
from analysis.tabellen import groei
from schemas.codes import SECTOREN

NOW, BEFORE = "2021-2022", "2020-2021"


def omvang(scholen: int = 12, leerlingen: int = 30) -> pl.DataFrame:
    """Every other school is a secondary one; all pupils were there in both years, at 190 days of 27720 parts."""
    rows = [
        (NOW, f"99AA{school:02}", "VO" if school % 2 else "PO", 100 * school + pupil, 190 * 27720, 190 * 27720)
        for school in range(scholen)
        for pupil in range(leerlingen)
    ]
    names = ["schooljaar", "school", "sector", "leerling", "ingeroosterd_toen", "ingeroosterd_nu"]
    return pl.DataFrame(rows, schema=names, orient="row")


def verzuim(whole: pl.DataFrame, days: float) -> pl.DataFrame:
    """Half of the pupils: a few days then, and so much times as many now; each pupil its own number."""
    return (
        whole.filter(pl.col("leerling") % 2 == 0)
        .select("schooljaar", "school", "leerling", gemist=(1 + pl.col("leerling") % 5) * 27720)
        .with_columns(
            categorie=pl.lit("ziekte"), gemist_toen="gemist", gemist_nu=(pl.col("gemist") * days).cast(pl.Int64)
        )
        .select("schooljaar", "school", "leerling", "categorie", "gemist_toen", "gemist_nu")
    )


def gemeten(*counts: tuple[str, str, str, int]) -> pl.DataFrame:
    rows = [(*row[:2], "alle", row[2], "ziekte", row[3]) for row in counts]
    return pl.DataFrame(
        rows, schema=["schooljaar", "naast", "gemeente", "sector", "categorie", "leerlingen"], orient="row"
    )


COUNTED = gemeten((NOW, BEFORE, "alle", 180), (BEFORE, NOW, "alle", 170), (NOW, BEFORE, "primair", 90))


def test_the_change_is_that_of_missed_per_scheduled_time_in_whole_percents() -> None:
    made = groei.bereken(
        {groei.OMVANG: omvang(), groei.VERZUIM: verzuim(omvang(), 1.234), groei.GEMETEN: COUNTED}, dt.date(2022, 7, 31)
    )["mart_groei"]
    row = made.filter(sector="alle").row(0, named=True)
    missed = verzuim(omvang(), 1.234).select(pl.col("gemist_toen", "gemist_nu").sum()).row(0)
    assert row["verandering"] == round(100 * (missed[1] / missed[0] - 1)) == 23
    assert (row["leerlingen_nu"], row["leerlingen_toen"], row["scholen"], row["kantelt"]) == (180, 170, 12, 0)
    assert row["woord"] == "duidelijk_gestegen"


def test_an_interval_is_rounded_outward() -> None:
    whole = omvang()
    noisy = verzuim(whole, 1.1).with_columns(pl.col("gemist_nu") + 27720 * (pl.col("leerling") % 7))
    [row] = groei.groei(whole, noisy, COUNTED).filter(sector="alle").to_dicts()
    groups = whole.with_columns(groep=pl.col("sector").replace_strict(SECTOREN)).drop("schooljaar", "sector")
    [exact] = toets(momenten(noisy.drop("schooljaar"), groups)).to_dicts()
    assert row["onder"] == floor(100 * exact["onder"])
    assert row["boven"] == ceil(100 * exact["boven"])
    assert row["onder"] <= row["verandering"] <= row["boven"]
    assert row["woord"] == exact["woord"]
    assert row["woord"] in WOORDEN


def test_a_group_of_schools_is_judged_by_its_own_schools() -> None:
    whole = omvang()
    grown = verzuim(whole, 1).with_columns(
        gemist_nu=pl.when(pl.col("school").str.slice(-1).is_in(list("02468"))).then(2).otherwise(1)
        * pl.col("gemist_toen")
    )
    made = groei.groei(whole, grown, COUNTED)
    assert made.filter(sector="primair")["verandering"].to_list() == [100]
    assert made.filter(sector="primair")["scholen"].to_list() == [6]
    assert "voortgezet" not in made["sector"], "no pupil of it was counted in either year"


@pytest.mark.parametrize(("scholen", "leerlingen"), [(4, 30), (8, 1)])
def test_of_few_schools_or_pupils_nothing_is_said(scholen: int, leerlingen: int) -> None:
    whole = omvang(scholen, leerlingen)
    row = groei.groei(whole, verzuim(whole, 2), COUNTED).filter(sector="alle").row(0, named=True)
    assert (row["verandering"], row["onder"], row["boven"]) == (None, None, None)
    assert row["woord"] == "te_weinig_gegevens"


def test_without_two_years_there_is_a_table_without_rows() -> None:
    made = groei.groei(omvang().clear(), verzuim(omvang(), 1).clear(), COUNTED.clear())
    assert made.is_empty()
    assert made.columns == list(groei.GROEI)
