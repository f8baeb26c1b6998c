"""Counts per week say the same as the absence they were added up from."""

import numpy as np
import polars as pl
import pytest

from schemas import codes
from synthetic import aantallen, casussen, regio, roosters, verzuim, weekcijfers
from synthetic.omvang import OMVANGEN

JAAR = 2018


@pytest.fixture(scope="module")
def counted() -> tuple[pl.DataFrame, int, int]:
    """The counts of a secondary school that delivers nothing else; its missed and its scheduled units."""
    region = regio.draw_regio(0, 1, OMVANGEN["region"], aantallen.po_leerlingen())
    school = next(s for s in region.scholen if s.alleen_aantallen and not s.is_primair)
    spells = region.bevolking.inschrijvingen
    spells = spells.select((spells.school == school.nummer) & (spells.jaar == JAAR))
    made = roosters.rooster(school, JAAR, np.random.default_rng(1))
    missed = verzuim.gemist(
        school, JAAR, spells, made, region.bevolking, casussen.per_kind(region.casussen), np.random.default_rng(2)
    )
    there = (made.dagen >= spells.van[:, None]) & (made.dagen <= spells.tot[:, None])
    scheduled = int((there * made.eenheden[spells.leerjaar]).sum())
    return weekcijfers.frame(school, missed, spells, made), len(missed.dag), scheduled


def test_no_missed_or_scheduled_unit_is_lost(counted: tuple[pl.DataFrame, int, int]) -> None:
    counts, missed, scheduled = counted
    assert counts["gemiste_eenheden"].sum() == missed
    assert counts["ingeroosterde_eenheden"].sum() == scheduled


def test_homes_outside_the_region_are_one_line(counted: tuple[pl.DataFrame, int, int]) -> None:
    counts, _, _ = counted
    assert counts.select(pl.struct("gemeente", "week", "categorie").is_duplicated().any()).item() is False
    homes = set(counts["gemeente"])
    assert codes.BUITEN_REGIO in homes
    assert homes <= {*codes.GEMEENTEN, *codes.GEMEENTEN.values(), codes.BUITEN_REGIO}


def test_no_more_pupils_miss_time_than_are_enrolled(counted: tuple[pl.DataFrame, int, int]) -> None:
    counts, _, _ = counted
    total = counts.filter(pl.col("categorie") == codes.TOTAAL)
    both = counts.join(total, on=["gemeente", "week"], suffix="_totaal")
    assert (both["leerlingen"] <= both["leerlingen_totaal"]).all()
