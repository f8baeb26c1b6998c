"""The shape of synthetic absence, computed apart from the product: the target shares of synthetic/__init__.py.

One full schooljaar of every school of the region, drawn in memory and counted with Polars.
"""

from pathlib import Path

import numpy as np
import polars as pl
import pytest

import synthetic
from synthetic import aantallen, casussen, regio, roosters, verzuim
from synthetic.omvang import OMVANGEN
from synthetic.redenen import redenen
from tests.synthetic.conftest import mean

COUNTS_NOT = {"te_laat", "onderwijs_elders", "schoolsluiting", "onder_zes"}


def drawn(jaren: tuple[int, ...]) -> pl.DataFrame:
    """Per child, schooljaar and school: scheduled and missed units, without the categories that are no missed time."""
    region = regio.draw_regio(0, 1, OMVANGEN["region"], aantallen.po_leerlingen())
    cases = casussen.per_kind(region.casussen)
    frames = []
    for school in region.scholen:
        for jaar in jaren:
            spells = region.bevolking.inschrijvingen
            spells = spells.select((spells.school == school.nummer) & (spells.jaar == jaar))
            if len(spells) == 0:
                continue
            made = roosters.rooster(school, jaar, region.rng(4, school.nummer, jaar))
            missed = verzuim.gemist(
                school, jaar, spells, made, region.bevolking, cases, region.rng(5, school.nummer, jaar)
            )
            category = np.array([reden.categorie for reden in redenen(school)])[missed.reden]
            counted = missed.leerling[~np.isin(category, list(COUNTS_NOT))]
            ill = missed.leerling[category == "ziekte"]
            there = (made.dagen >= spells.van[:, None]) & (made.dagen <= spells.tot[:, None])
            units = np.where(there, made.eenheden[spells.leerjaar], 0)
            frames.append(
                pl.DataFrame(
                    {
                        "kind": spells.kind,
                        "jaar": spells.jaar,
                        "primair": [school.is_primair] * len(spells),
                        "dagen": (units > 0).sum(axis=1),
                        "ingeroosterd": units.sum(axis=1),
                        "gemist": np.bincount(counted, minlength=len(spells)),
                        "ziek": np.bincount(ill, minlength=len(spells)),
                    }
                )
            )
    return pl.concat(frames).filter(pl.col("dagen") >= 20).with_columns(deel=pl.col("gemist") / pl.col("ingeroosterd"))


@pytest.fixture(scope="module")
def jaren() -> pl.DataFrame:
    return drawn((2018, 2021))


@pytest.mark.parametrize(
    ("primair", "laag_1", "laag_2", "laag_3"),
    [(True, (0.88, 0.94), (0.045, 0.09), (0.012, 0.03)), (False, (0.79, 0.89), (0.085, 0.15), (0.028, 0.06))],
)
def test_pupils_fall_into_tiers_as_stated(
    jaren: pl.DataFrame,
    primair: bool,
    laag_1: tuple[float, float],
    laag_2: tuple[float, float],
    laag_3: tuple[float, float],
) -> None:
    share = jaren.filter(pl.col("primair") == primair)["deel"]
    assert laag_1[0] < mean(share < 0.10) < laag_1[1]
    assert laag_2[0] < mean((share >= 0.10) & (share < 0.20)) < laag_2[1]
    assert laag_3[0] < mean(share >= 0.20) < laag_3[1]


def test_attendance_is_dutch(jaren: pl.DataFrame) -> None:
    per_year = jaren.group_by("jaar").agg(aanwezig=1 - pl.col("deel").mean())
    assert per_year["aanwezig"].is_between(0.935, 0.965).all()


def test_a_tenth_of_the_pupils_makes_at_least_two_fifths_of_missed_time(jaren: pl.DataFrame) -> None:
    for _, year in jaren.group_by("jaar"):
        missed = year["gemist"].sort(descending=True)
        assert int(missed.head(len(missed) // 10).sum()) / int(missed.sum()) >= 0.40


def test_who_was_absent_much_is_so_again_three_years_later(jaren: pl.DataFrame) -> None:
    both = jaren.group_by("kind", "jaar").agg(pl.col("deel").mean()).pivot("jaar", index="kind", values="deel")
    both = both.drop_nulls()
    assert len(both) > 10_000
    assert both.select(pl.corr("2018", "2021", method="spearman")).item() > 0.3


def test_illness_grew_over_the_years(jaren: pl.DataFrame) -> None:
    ill = {
        year: int(frame["ziek"].sum()) / int(frame["ingeroosterd"].sum()) for (year,), frame in jaren.group_by("jaar")
    }
    assert ill[2021] > 1.1 * ill[2018]


@pytest.mark.long
def test_the_region_has_its_stated_size(tmp_path: Path) -> None:
    synthetic.write(tmp_path, size="region", seed=1, progress=lambda step, done, total: None)
    lines = sum(path.read_bytes().count(b"\n") - 1 for path in tmp_path.glob("verzuim_*"))
    assert 4_500_000 < lines < 5_500_000
    pupils = pl.concat(
        [
            pl.read_csv(path, separator=";", infer_schema=False).filter(pl.col("van") <= "2018-10-01")
            for path in tmp_path.glob("leerlingen_*_2018-2019.csv")
        ]
    )
    enrolled = pupils.filter(pl.col("tot").is_null() | (pl.col("tot") >= "2018-10-01"))
    counting = pl.concat(
        [
            pl.read_csv(path, separator=";", infer_schema=False).filter(
                (pl.col("week") == "2018-W40") & (pl.col("categorie") == "totaal")
            )
            for path in tmp_path.glob("weekcijfers_*_2018-2019.csv")
        ]
    )
    assert 26_500 < len(enrolled) + counting["leerlingen"].cast(pl.Int64).sum() < 27_500
