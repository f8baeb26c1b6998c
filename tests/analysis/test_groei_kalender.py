"""Growth in regions with the real calendar, where holidays move from year to year: what changed is known.

Absence around holidays, in months and on weekdays is that of the synthetic region. Illness comes in waves that no
factor tells, so that it is looked at where these are left out. Religious holidays are never judged.
"""

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from analysis.groei import WOORDEN, toets
from synthetic import kalender_regio, verzuim
from tests.analysis.schooljaren import reeks, region, weekgroepen

JAREN = range(2018, 2023)
DUIDELIJK = WOORDEN[:2]
GELIJK = 0.03  # less than this is no change


@pytest.fixture
def vlak(monkeypatch: pytest.MonkeyPatch) -> None:
    """A region in which the calendar changes and nothing else."""
    monkeypatch.setattr(verzuim, "LOSSE", tuple(replace(los, groei=(1.0,) * 5) for los in verzuim.LOSSE))
    monkeypatch.setattr(verzuim, "_ZIEKTE_GROEI", dict.fromkeys(JAREN, 1.0))
    monkeypatch.setattr(verzuim, "_QUARANTAINE", (0, 0))
    monkeypatch.setattr(kalender_regio, "_ZIEKTEGOLVEN", ())


def uitkomsten(seed: int) -> pl.DataFrame:
    """The outcome of each pair of years, with those before it as history; `jaar`: of the later year its beginning."""
    per_jaar = reeks(seed, JAREN)
    return pl.concat(
        toets(momenten, per_jaar[:plek]).with_columns(jaar=pl.lit(JAREN[plek + 1], pl.Int64))
        for plek, momenten in enumerate(per_jaar)
    ).filter(pl.col("categorie") != "religieus")


def test_the_weeks_compared_lie_as_often_around_a_holiday_in_both_years() -> None:
    """What is expected of absence around holidays, by the days compared alone: pairs by week number are 15 % off."""
    _regio, jaren = region(1, JAREN)
    groepen = weekgroepen(jaren)
    kans: dict[tuple[str, int, int], np.ndarray] = defaultdict(lambda: np.zeros(2))
    for een in jaren:
        dagen, gewicht = een.aanwezig.sum(axis=0), verzuim._dagkansen("rand", een.rooster.dagen)
        for jaar, toen, mee in een.vergeleken(groepen):
            kans[een.school.groep, jaar, toen] += ((dagen * gewicht)[mee].sum(), dagen[mee].sum())
    per_dag = {wie: gewogen / dagen for wie, (gewogen, dagen) in kans.items()}
    paren = [(groep, jaar) for groep, jaar, toen in per_dag if toen]
    assert len(paren) == 2 * len(JAREN[1:])
    assert max(abs(per_dag[*paar, 0] / per_dag[*paar, 1] - 1) for paar in paren) < 0.06


@pytest.mark.usefixtures("vlak")
def test_where_only_the_calendar_changed_hardly_anything_is_called_clear() -> None:
    uit = uitkomsten(1)
    assert uit.height == 4 * (len(verzuim.LOSSE) - 1)  # without late arrivals and days elsewhere, with illness
    assert uit.filter(pl.col("woord").is_in(DUIDELIJK)).height <= 1  # of 40
    assert uit.filter((pl.col("onder") <= 0) & (pl.col("boven") >= 0)).height / uit.height > 0.85


def test_what_is_called_clear_in_the_sample_is_what_changed_in_it() -> None:
    factoren = {los.categorie: los.groei for los in verzuim.LOSSE}
    uit = uitkomsten(1).filter(pl.col("categorie") != "ziekte")
    duidelijk = uit.filter(pl.col("woord").is_in(DUIDELIJK))
    for rij in duidelijk.iter_rows(named=True):
        toen, nu = (factoren[rij["categorie"]][jaar - JAREN[0]] for jaar in (rij["jaar"] - 1, rij["jaar"]))
        assert abs(nu / toen - 1) > GELIJK, rij
        assert (nu > toen) == (rij["woord"] == DUIDELIJK[0]), rij
        assert rij["onder"] - GELIJK < nu / toen - 1 < rij["boven"] + GELIJK, rij
    assert ("ongeoorloofd_onbekend", 2021) in duidelijk.select("categorie", "jaar").rows(), "it grew by a fifth"


@pytest.mark.long
@pytest.mark.timeout(3600)
@pytest.mark.usefixtures("vlak")
def test_at_most_one_pair_of_years_in_twenty_without_change_is_called_clear(
    record_property: Callable[[str, object], None],
) -> None:
    seeds = 40
    uit = pl.concat(uitkomsten(seed).with_columns(seed=pl.lit(seed)) for seed in range(1, seeds + 1))
    duidelijk = uit.filter(pl.col("woord").is_in(DUIDELIJK))
    gedekt = uit.filter((pl.col("onder") <= 0) & (pl.col("boven") >= 0))
    paren = 4 * seeds
    vals = duidelijk.select("seed", "jaar").n_unique()
    per_categorie, dekking = (dict(Counter(one["categorie"]).most_common()) for one in (duidelijk, gedekt))
    wat = f"groei, echte kalender: vals in {vals} van {paren} paren, {per_categorie}, dekking {dekking}"
    record_property("slotregel", wat)
    assert vals <= 0.05 * paren
    assert max(per_categorie.values(), default=0) <= 0.05 * paren
    assert min(dekking.values()) > 0.85 * paren
