"""Absence: what pupils miss, drawn from lasting propensities, on the days on which it happens.

Illness runs over days and now and then turns into a long absence; other categories have days of their own (feasts,
the days around holidays, Mondays, last lessons). A long absence wins from a short one, missed time from being late.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
import polars as pl

from synthetic.casussen import Casus
from synthetic.gebeurtenissen import HELE_DAG, Gebeurtenissen, Gemist, lay_out
from synthetic.kalender_regio import FEESTDAGEN, STORM, Dagen, dag, lesdagen, weekdagen, ziektedruk
from synthetic.leerlingen import Bevolking, Inschrijvingen, Kommagetallen
from synthetic.redenen import redenen
from synthetic.roosters import Rooster
from synthetic.scholen import School

_RONDOM_FEEST = 4  # days; keeps the number of feasts in school time about equal over the years
_VIERT = 0.85  # share of a group that asks leave for its feast
_SCHOOLDAGEN = 192  # of an ordinary year, the measure of the rates per year
_GEWOON_JAAR = 2018  # without closures
# Illness as a share of scheduled time in 2018-2019, and its growth; see the target shares in synthetic/__init__.py.
_ZIEKTE = {"PO": 0.029, "SBO": 0.037, "SO": 0.043, "VO": 0.0345, "PRO": 0.044, "VSO": 0.049}
_ZIEKTE_GROEI = {2018: 1.0, 2019: 1.02, 2020: 1.03, 2021: 1.05, 2022: 1.15}
_ZIEKTE_SPREIDING = 0.8, 0.4  # of the logarithm of the propensity: what lasts, what is of one year
_ZIEKTEDUUR = 2.75  # days, divides the share into a number of illnesses
_QUARANTAINE = dag("2020-09-01"), dag("2022-02-24")  # longer illnesses: who tested positive stayed home for days


# Leave for a holiday: days since 1 August, and how much of it. Rather in September, October and June, without a step.
_BUITEN_HET_SEIZOEN = (0, 14, 49, 77, 112, 280, 315, 345), (0.5, 0.5, 3.0, 3.0, 0.5, 0.5, 3.0, 3.0)


@dataclass(frozen=True)
class Los:
    """A category of separate events.

    `per_jaar`: events per pupil in a full year, primary and secondary; `groei`: per schooljaar from 2018-2019;
    `spreiding`: of the logarithm of the propensity; `lessen`: units per event (HELE_DAG: the day), with `dagen` days;
    `patroon`: on which days (see _dagkansen) and, for `begin` and `einde`, where in the day.
    """

    categorie: str
    per_jaar: tuple[float, float]
    groei: tuple[float, float, float, float, float]
    spreiding: float
    lessen: tuple[int, ...]
    voorrang: int
    dagen: tuple[int, ...] = (1,)
    patroon: str = "gewoon"


LOSSE: tuple[Los, ...] = (
    Los("medisch_bezoek", (1.4, 2.4), (1.0, 1.02, 0.95, 1.05, 1.08), 0.6, (1, 1, 2), 5),
    Los("bijzonder_verlof", (0.3, 0.3), (1.0, 1.0, 0.9, 1.05, 1.05), 0.4, (HELE_DAG,), 4, (1, 1, 1, 2)),
    Los("vakantieverlof", (0.03, 0.012), (1.0, 0.95, 0.7, 0.9, 0.95), 0.3, (HELE_DAG,), 3, (5, 8, 10), "verlof"),
    Los("schorsing", (0.002, 0.03), (1.0, 1.05, 0.9, 1.15, 1.2), 1.3, (HELE_DAG,), 3, (1, 1, 2, 3, 5)),
    Los("ongeoorloofd_onbekend", (0.16, 3.5), (1.0, 1.1, 1.25, 1.5, 1.65), 1.15, (1, 1, 2, 3, HELE_DAG), 7),
    Los("spijbelen", (0.02, 3.4), (1.0, 1.0, 0.95, 1.04, 1.05), 1.25, (1, 1, 2), 8, patroon="einde"),
    Los("luxeverzuim", (0.13, 0.09), (1.0, 1.0, 1.0, 1.0, 1.0), 0.5, (HELE_DAG,), 6, (1, 1, 2, 3), "rand"),
    Los("verwijderd", (0.01, 1.1), (1.0, 1.05, 0.95, 1.1, 1.15), 1.2, (1,), 9),
    Los("onbekend", (0.05, 0.3), (1.0, 1.0, 1.1, 1.1, 1.1), 0.6, (1, 2, HELE_DAG), 10),
    Los("te_laat", (1.3, 17.0), (1.0, 1.03, 1.0, 1.1, 1.14), 1.0, (1,), 12, patroon="begin"),
    Los("onderwijs_elders", (0.15, 3.2), (1.0, 1.0, 0.7, 1.0, 1.05), 0.3, (HELE_DAG,), 11),
)


@dataclass(frozen=True)
class _Schooljaar:
    """One school in one schooljaar: its pupils (spells), its schedule, and 1 for each day on which anyone is in."""

    school: School
    jaar: int
    spells: Inschrijvingen
    rooster: Rooster
    bevolking: Bevolking
    open_dagen: Kommagetallen


def gemist(
    school: School,
    jaar: int,
    spells: Inschrijvingen,
    rooster: Rooster,
    bevolking: Bevolking,
    casussen: dict[int, list[Casus]],
    rng: np.random.Generator,
) -> Gemist:
    """All missed units of a school in a schooljaar, as really happened (before any delivery fails to come)."""
    gebeurtenissen = Gebeurtenissen(redenen(school), rng)
    open_dagen = (rooster.eenheden[1:].sum(axis=0) > 0).astype(np.float64)
    hier = _Schooljaar(school, jaar, spells, rooster, bevolking, open_dagen)
    _thuis(gebeurtenissen, hier, casussen)
    _ziek(gebeurtenissen, hier)
    for los in LOSSE:
        _los(gebeurtenissen, los, hier)
    _religieus(gebeurtenissen, hier)
    _vaste_dag(gebeurtenissen, hier)
    _storm(gebeurtenissen, hier)
    return lay_out(gebeurtenissen, spells, rooster)


def _thuis(gebeurtenissen: Gebeurtenissen, hier: _Schooljaar, casussen: dict[int, list[Casus]]) -> None:
    """Thuiszitters miss every day of their case; potential ones a share of the days."""
    dagen = hier.rooster.dagen
    for wie, kind in enumerate(hier.spells.kind.tolist()):
        for casus in casussen.get(kind, ()):
            if casus.start > dagen[-1] or casus.einde <= dagen[0]:
                continue
            gemiste = np.flatnonzero((dagen >= casus.start) & (dagen < casus.einde))
            gemiste = gemiste[gebeurtenissen.rng.random(len(gemiste)) < casus.dagkans]
            categorie = "ziekte" if casus.geoorloofd else "ongeoorloofd_onbekend"
            gebeurtenissen.add(categorie, np.full(len(gemiste), wie), gemiste, voorrang=0)


def _neiging(rng: np.random.Generator, blijvend: Kommagetallen, spreiding: tuple[float, float]) -> Kommagetallen:
    """A multiplier with mean 1 per pupil: partly lasting, partly of this year."""
    logaritme = spreiding[0] * blijvend + spreiding[1] * rng.standard_normal(len(blijvend))
    neiging: Kommagetallen = np.exp(logaritme - (spreiding[0] ** 2 + spreiding[1] ** 2) / 2)
    return neiging


def _ziek(gebeurtenissen: Gebeurtenissen, hier: _Schooljaar) -> None:
    """Illness: short runs, some of a week, a few that turn into months, more so for who is often ill."""
    rng, dagen = gebeurtenissen.rng, hier.rooster.dagen
    druk = ziektedruk(dagen) * hier.open_dagen
    neiging = _neiging(rng, hier.bevolking.gezondheid[hier.spells.kind], _ZIEKTE_SPREIDING)
    deel = np.minimum(_ZIEKTE[hier.school.sector] * _ZIEKTE_GROEI[hier.jaar] * neiging, 0.6)
    wie = np.repeat(np.arange(len(hier.spells)), rng.poisson(deel * druk.sum() / _ZIEKTEDUUR))
    begin = np.searchsorted(np.cumsum(druk), rng.random(len(wie)) * druk.sum())
    kans = rng.random(len(wie))
    quarantaine = (dagen[begin] >= _QUARANTAINE[0]) & (dagen[begin] <= _QUARANTAINE[1])
    duur = rng.geometric(0.58, len(wie))
    middel = kans < np.where(quarantaine, 0.12, 0.09)
    duur[middel] = 3 + rng.geometric(0.3, int(middel.sum()))
    lang = kans > 1 - 0.006 * np.sqrt(neiging[wie])
    duur[lang] = 12 + rng.exponential(28, int(lang.sum())).astype(np.int64)
    naar_huis = rng.random(len(wie)) < 0.12
    plek = np.where(naar_huis, rng.uniform(0.3, 0.95, len(wie)), 0.0)
    gebeurtenissen.add("ziekte", wie, begin, voorrang=1, duur=duur, plek=plek)


def _dagkansen(patroon: str, dagen: Dagen) -> Kommagetallen:
    """On which school days events of a pattern fall: around holidays (rand), in holiday months out of season (verlof),
    rather on Fridays (einde) or Mondays (begin)."""
    weekdag = weekdagen(dagen)
    kans: Kommagetallen = np.ones(len(dagen))
    if patroon == "einde":
        kans = np.array([0.9, 0.9, 0.9, 1.0, 1.4, 0, 0])[weekdag]
    elif patroon == "begin":
        kans = np.array([1.35, 1.0, 0.9, 0.9, 0.95, 0, 0])[weekdag]
    elif patroon == "rand":
        ervoor = np.diff(dagen, append=dagen[-1] + 3)
        erna = np.diff(dagen, prepend=dagen[0] - 3)
        kans = np.where(weekdag == 4, 1.2, 0.3) + 9.0 * (ervoor >= 8) + 3.0 * ((ervoor >= 4) & (ervoor < 8))
        kans = kans + 5.0 * (erna >= 8)
    elif patroon == "verlof":
        kans = np.interp((dagen - dag("2018-08-01")) % 365.25, *_BUITEN_HET_SEIZOEN)
    return kans


@cache
def _gewone_kans(patroon: str) -> float:
    """The mean over a whole ordinary year, the measure of a day: what a closure or the end of the data takes from a
    year is not made up for on its other days."""
    return float(_dagkansen(patroon, lesdagen(_GEWOON_JAAR, extra_meiweek=True)).mean())


def _los(gebeurtenissen: Gebeurtenissen, los: Los, hier: _Schooljaar) -> None:
    """Events of one category apart from illness."""
    rng, spells = gebeurtenissen.rng, hier.spells
    kansen = _dagkansen(los.patroon, hier.rooster.dagen) / _gewone_kans(los.patroon) * hier.open_dagen
    per_dag = los.per_jaar[0 if hier.school.is_primair else 1] * los.groei[hier.jaar - 2018] / _SCHOOLDAGEN
    neiging = _neiging(rng, hier.bevolking.gedrag[spells.kind], (0.8 * los.spreiding, 0.6 * los.spreiding))
    oudere = np.where(hier.school.is_primair, 1.0, 0.6 + 0.13 * spells.leerjaar)
    verwacht = np.minimum(per_dag * kansen.sum() * neiging * oudere, 120)
    wie = np.repeat(np.arange(len(spells)), rng.poisson(verwacht))
    n = len(wie)
    begin = np.searchsorted(np.cumsum(kansen), rng.random(n) * kansen.sum())
    lessen = rng.choice(np.array(los.lessen, np.int32), n)
    plek = np.zeros(n) if los.patroon == "begin" else rng.random(n)
    if los.patroon == "einde":
        plek = np.sqrt(plek)
    plek = np.where(lessen == HELE_DAG, 0.0, plek)
    duur = rng.choice(np.array(los.dagen, np.int64), n) if los.dagen != (1,) else None
    gebeurtenissen.add(los.categorie, wie, begin, voorrang=los.voorrang, duur=duur, plek=plek, lessen=lessen)


def _religieus(gebeurtenissen: Gebeurtenissen, hier: _Schooljaar) -> None:
    """Leave on feast days, or on the nearest school day when the feast falls just outside school."""
    open_index = np.flatnonzero(hier.open_dagen)
    religie = hier.bevolking.religie[hier.spells.kind]
    for groep, feesten in FEESTDAGEN.items():
        gelovig = np.flatnonzero(religie == groep)
        for feest in feesten:
            afstand = np.abs(hier.rooster.dagen[open_index] - dag(feest))
            if afstand.min() <= _RONDOM_FEEST:
                wie = gelovig[gebeurtenissen.rng.random(len(gelovig)) < _VIERT]
                dagen = np.full(len(wie), open_index[afstand.argmin()])
                gebeurtenissen.add("religieus", wie, dagen, voorrang=2)


def _vaste_dag(gebeurtenissen: Gebeurtenissen, hier: _Schooljaar) -> None:
    """Weekly arrangements: pupils with a day at another place, kleuters who stay home on Friday."""
    rng, spells = gebeurtenissen.rng, hier.spells
    weekdag = weekdagen(hier.rooster.dagen)
    elders = np.flatnonzero(rng.random(len(spells)) < (0.001 if hier.school.is_primair else 0.006))
    for wie in elders.tolist():
        dagen = np.flatnonzero(weekdag == rng.integers(5))
        gebeurtenissen.add("onderwijs_elders", np.full(len(dagen), wie), dagen, voorrang=11)
    if hier.school.is_primair:
        jong = np.flatnonzero((spells.leerjaar == 1) & (rng.random(len(spells)) < 0.04))
        vrijdagen = np.flatnonzero(weekdag == 4)
        gebeurtenissen.add("onder_zes", np.repeat(jong, len(vrijdagen)), np.tile(vrijdagen, len(jong)), voorrang=10)


def _storm(gebeurtenissen: Gebeurtenissen, hier: _Schooljaar) -> None:
    """One school in six recorded the storm as a closure of the second half of the day."""
    plek = np.flatnonzero(hier.rooster.dagen == dag(STORM))
    if hier.school.nummer % 6 == 0 and len(plek):
        wie = np.arange(len(hier.spells))
        middag = np.full(len(wie), 0.5)
        gebeurtenissen.add("schoolsluiting", wie, np.full(len(wie), plek[0]), voorrang=13, plek=middag)


def frame(
    school: School, gemist_: Gemist, spells: Inschrijvingen, rooster: Rooster, sleutel: pl.Series
) -> pl.DataFrame:
    """The delivery `verzuim` of one school and schooljaar: one row per missed unit."""
    eigen_sleutel = sleutel.gather(spells.kind)
    return pl.DataFrame(
        {
            "leerling": eigen_sleutel.gather(gemist_.leerling),
            "datum": pl.Series(rooster.dagen).cast(pl.Date).cast(pl.String).gather(gemist_.dag),
            "eenheid": gemist_.eenheid,
            "reden": pl.Series([reden.code for reden in redenen(school)]).gather(gemist_.reden),
        }
    ).select(pl.lit(school.code).alias("school"), pl.all())
