"""Absence: events per pupil drawn from lasting propensities, laid out over the school's own schedule.

An event is a number of consecutive school days or part of one day. Illness runs over days and now and then turns into
a long absence; other categories have their own days (feasts, the days around holidays, Mondays, last lessons). Events
of a school and schooljaar become missed units, at most one per pupil, day and unit: a long absence wins from a short
one, time missed from being late.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from synthetic.kalender_regio import FEESTDAGEN, STORM, dag, weekdagen, ziektedruk
from synthetic.leerlingen import Bevolking, Getallen, Inschrijvingen
from synthetic.redenen import Reden, redenen
from synthetic.roosters import Rooster
from synthetic.scholen import School
from synthetic.thuiszitters import Casus

Kommagetallen = npt.NDArray[np.float64]

HELE_DAG = 99
_RONDOM_FEEST = 4  # days; keeps the number of feasts in school time about equal over the years
_VIERT = 0.85
# Illness as a share of scheduled time in 2018-2019, and its growth; see the target shares in synthetic/__init__.py.
_ZIEKTE = {"PO": 0.029, "SBO": 0.037, "SO": 0.043, "VO": 0.0345, "PRO": 0.044, "VSO": 0.049}
_ZIEKTE_GROEI = {2018: 1.0, 2019: 1.02, 2020: 1.03, 2021: 1.05, 2022: 1.15}
_SPREIDING = 0.8, 0.4  # of the logarithm: what lasts, what is of one year


@dataclass(frozen=True)
class Los:
    """A category of separate events.

    `per_jaar`: events per pupil in a full year, primary and secondary; `groei`: per schooljaar from 2018-2019;
    `spreiding`: of the logarithm of the propensity; `lessen`: units per event (HELE_DAG: the day), with `dagen` days.
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
    Los("luxeverzuim", (0.13, 0.09), (1.0, 0.97, 0.95, 1.0, 1.02), 0.5, (HELE_DAG,), 6, (1, 1, 2, 3), "rand"),
    Los("verwijderd", (0.01, 1.1), (1.0, 1.05, 0.95, 1.1, 1.15), 1.2, (1,), 9),
    Los("onbekend", (0.05, 0.3), (1.0, 1.0, 1.1, 1.1, 1.1), 0.6, (1, 2, HELE_DAG), 10),
    Los("te_laat", (1.3, 17.0), (1.0, 1.03, 1.0, 1.1, 1.14), 1.0, (1,), 12, patroon="begin"),
    Los("onderwijs_elders", (0.15, 3.2), (1.0, 1.0, 0.7, 1.0, 1.05), 0.3, (HELE_DAG,), 11),
)


class Gebeurtenissen:
    """Collects events of one school and schooljaar: pupil, day index, where in the day, how long, reason, priority."""

    def __init__(self, redenen_: list[Reden], rng: np.random.Generator) -> None:
        self.rng = rng
        self.delen: list[tuple[Getallen, Getallen, Kommagetallen, Getallen, Getallen, Getallen]] = []
        self.per_categorie: dict[str, tuple[Getallen, Kommagetallen]] = {}
        for categorie in {reden.categorie for reden in redenen_}:
            nummers = [i for i, reden in enumerate(redenen_) if reden.categorie == categorie]
            delen = np.cumsum([redenen_[i].deel for i in nummers])
            self.per_categorie[categorie] = np.array(nummers, np.int32), delen / delen[-1]

    def voeg(
        self,
        categorie: str,
        wie: npt.NDArray[np.integer],
        dagen: npt.NDArray[np.integer],
        *,
        voorrang: int,
        duur: npt.NDArray[np.integer] | None = None,
        plek: Kommagetallen | None = None,
        lessen: npt.NDArray[np.integer] | None = None,
    ) -> None:
        """Adds events; `plek` is the place in the day from 0 to 1, `duur` the number of consecutive school days."""
        n = len(wie)
        nummers, delen = self.per_categorie[categorie]
        reden = nummers[np.searchsorted(delen, self.rng.random(n))] if len(nummers) > 1 else np.full(n, nummers[0])
        plek = np.zeros(n) if plek is None else plek
        lessen = np.full(n, HELE_DAG) if lessen is None else lessen
        if duur is not None:
            uit = np.repeat(np.arange(n), duur)
            verder = np.arange(len(uit)) - np.repeat(np.cumsum(duur) - duur, duur)
            wie, dagen, reden, lessen = wie[uit], dagen[uit] + verder, reden[uit], lessen[uit]
            plek = np.where(verder == 0, plek[uit], 0.0)
        self.delen.append(
            (
                wie.astype(np.int32),
                dagen.astype(np.int32),
                plek,
                lessen.astype(np.int32),
                reden.astype(np.int32),
                np.full(len(wie), voorrang, np.int32),
            )
        )


@dataclass(frozen=True)
class Gemist:
    """Missed units of one school and schooljaar, ordered by pupil, day, unit. `leerling` indexes the spells."""

    leerling: Getallen
    dag: Getallen
    eenheid: Getallen
    reden: Getallen

    def zonder(self, weg: npt.NDArray[np.bool_]) -> "Gemist":
        """The units outside a mask."""
        return Gemist(self.leerling[~weg], self.dag[~weg], self.eenheid[~weg], self.reden[~weg])


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
    lijst = redenen(school)
    gebeurtenissen = Gebeurtenissen(lijst, rng)
    _thuis(gebeurtenissen, spells, rooster, casussen)
    open_dagen = (rooster.eenheden[1:].sum(axis=0) > 0).astype(np.float64)
    if open_dagen.sum():
        _ziek(gebeurtenissen, school, jaar, spells, rooster, bevolking, open_dagen)
        for los in LOSSE:
            _los(gebeurtenissen, los, school, jaar, spells, rooster, bevolking, open_dagen)
        _religieus(gebeurtenissen, spells, rooster, bevolking, open_dagen)
        _vaste_dag(gebeurtenissen, school, spells, rooster)
        _storm(gebeurtenissen, school, spells, rooster)
    return _leg_uit(gebeurtenissen, spells, rooster)


def _neiging(rng: np.random.Generator, blijvend: Kommagetallen, spreiding: tuple[float, float]) -> Kommagetallen:
    """A multiplier with mean 1 per pupil: partly lasting, partly of this year."""
    logaritme = spreiding[0] * blijvend + spreiding[1] * rng.standard_normal(len(blijvend))
    neiging: Kommagetallen = np.exp(logaritme - (spreiding[0] ** 2 + spreiding[1] ** 2) / 2)
    return neiging


def _ziek(
    gebeurtenissen: Gebeurtenissen,
    school: School,
    jaar: int,
    spells: Inschrijvingen,
    rooster: Rooster,
    bevolking: Bevolking,
    open_dagen: Kommagetallen,
) -> None:
    """Illness: short runs, some of a week, a few that turn into months, more so for who is often ill."""
    rng = gebeurtenissen.rng
    druk = ziektedruk(rooster.dagen) * open_dagen
    neiging = _neiging(rng, bevolking.gezondheid[spells.kind], _SPREIDING)
    deel = np.minimum(_ZIEKTE[school.sector] * _ZIEKTE_GROEI[jaar] * neiging, 0.6)
    wie = np.repeat(np.arange(len(spells)), rng.poisson(deel * druk.sum() / 2.75))
    begin = np.searchsorted(np.cumsum(druk), rng.random(len(wie)) * druk.sum())
    kans = rng.random(len(wie))
    quarantaine = (rooster.dagen[begin] >= dag("2020-09-01")) & (rooster.dagen[begin] <= dag("2022-02-24"))
    duur = rng.geometric(0.58, len(wie))
    middel = kans < np.where(quarantaine, 0.13, 0.09)
    duur[middel] = 3 + rng.geometric(0.3, int(middel.sum()))
    lang = kans > 1 - 0.006 * np.sqrt(neiging[wie])
    duur[lang] = 12 + rng.exponential(28, int(lang.sum())).astype(np.int64)
    naar_huis = rng.random(len(wie)) < 0.12
    plek = np.where(naar_huis, rng.uniform(0.3, 0.95, len(wie)), 0.0)
    gebeurtenissen.voeg("ziekte", wie, begin, voorrang=1, duur=duur, plek=plek)


def _dagkansen(patroon: str, rooster: Rooster, open_dagen: Kommagetallen) -> Kommagetallen:
    """On which days events of a pattern fall."""
    dagen, weekdag = rooster.dagen, weekdagen(rooster.dagen)
    if patroon == "einde":
        return open_dagen * np.array([0.9, 0.9, 0.9, 1.0, 1.4, 0, 0])[weekdag]
    if patroon == "begin":
        return open_dagen * np.array([1.35, 1.0, 0.9, 0.9, 0.95, 0, 0])[weekdag]
    if patroon == "rand":
        ervoor = np.diff(dagen, append=dagen[-1] + 3)
        erna = np.diff(dagen, prepend=dagen[0] - 3)
        kans = np.where(weekdag == 4, 1.2, 0.3) + 9.0 * (ervoor >= 8) + 3.0 * ((ervoor >= 4) & (ervoor < 8))
        return open_dagen * (kans + 5.0 * (erna >= 8))
    if patroon == "verlof":
        maand = (dagen.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)) % 12 + 1
        return open_dagen * np.where(np.isin(maand, (9, 10, 6)), 3.0, 0.5)
    return open_dagen


def _los(
    gebeurtenissen: Gebeurtenissen,
    los: Los,
    school: School,
    jaar: int,
    spells: Inschrijvingen,
    rooster: Rooster,
    bevolking: Bevolking,
    open_dagen: Kommagetallen,
) -> None:
    """Events of one category apart from illness."""
    rng = gebeurtenissen.rng
    kansen = _dagkansen(los.patroon, rooster, open_dagen)
    if not kansen.sum():
        return
    per_dag = los.per_jaar[0 if school.is_primair else 1] * los.groei[jaar - 2018] / 192
    neiging = _neiging(rng, bevolking.gedrag[spells.kind], (0.8 * los.spreiding, 0.6 * los.spreiding))
    oudere = np.where(school.is_primair, 1.0, 0.6 + 0.13 * spells.leerjaar)
    verwacht = np.minimum(per_dag * open_dagen.sum() * neiging * oudere, 120)
    wie = np.repeat(np.arange(len(spells)), rng.poisson(verwacht))
    n = len(wie)
    begin = np.searchsorted(np.cumsum(kansen), rng.random(n) * kansen.sum())
    lessen = rng.choice(np.array(los.lessen, np.int32), n)
    plek = np.zeros(n) if los.patroon == "begin" else rng.random(n)
    if los.patroon == "einde":
        plek = np.sqrt(plek)
    plek = np.where(lessen == HELE_DAG, 0.0, plek)
    duur = rng.choice(np.array(los.dagen, np.int64), n) if los.dagen != (1,) else None
    gebeurtenissen.voeg(los.categorie, wie, begin, voorrang=los.voorrang, duur=duur, plek=plek, lessen=lessen)


def _religieus(
    gebeurtenissen: Gebeurtenissen,
    spells: Inschrijvingen,
    rooster: Rooster,
    bevolking: Bevolking,
    open_dagen: Kommagetallen,
) -> None:
    """Leave on feast days, or on the nearest school day when the feast falls just outside school."""
    open_index = np.flatnonzero(open_dagen)
    for groep, feesten in FEESTDAGEN.items():
        gelovig = np.flatnonzero(bevolking.religie[spells.kind] == groep)
        for feest in feesten:
            afstand = np.abs(rooster.dagen[open_index] - dag(feest))
            if afstand.min() <= _RONDOM_FEEST:
                wie = gelovig[gebeurtenissen.rng.random(len(gelovig)) < _VIERT]
                dagen = np.full(len(wie), open_index[afstand.argmin()])
                gebeurtenissen.voeg("religieus", wie, dagen, voorrang=2)


def _vaste_dag(gebeurtenissen: Gebeurtenissen, school: School, spells: Inschrijvingen, rooster: Rooster) -> None:
    """Weekly arrangements: kleuters who stay home on Friday afternoons, pupils with a day at another place."""
    rng = gebeurtenissen.rng
    weekdag = weekdagen(rooster.dagen)
    elders = np.flatnonzero(rng.random(len(spells)) < (0.001 if school.is_primair else 0.006))
    for wie in elders.tolist():
        dagen = np.flatnonzero(weekdag == rng.integers(5))
        gebeurtenissen.voeg("onderwijs_elders", np.full(len(dagen), wie), dagen, voorrang=11)
    if not school.is_primair:
        return
    jong = np.flatnonzero((spells.leerjaar == 1) & (rng.random(len(spells)) < 0.04))
    vrijdagen = np.flatnonzero(weekdag == 4)
    gebeurtenissen.voeg("onder_zes", np.repeat(jong, len(vrijdagen)), np.tile(vrijdagen, len(jong)), voorrang=10)


def _storm(gebeurtenissen: Gebeurtenissen, school: School, spells: Inschrijvingen, rooster: Rooster) -> None:
    """One school in six recorded the storm as a closure of the second half of the day."""
    plek = np.flatnonzero(rooster.dagen == dag(STORM))
    if school.nummer % 6 == 0 and len(plek):
        wie = np.arange(len(spells))
        gebeurtenissen.voeg("schoolsluiting", wie, np.full(len(wie), plek[0]), voorrang=13, plek=np.full(len(wie), 0.5))


def _thuis(
    gebeurtenissen: Gebeurtenissen, spells: Inschrijvingen, rooster: Rooster, casussen: dict[int, list[Casus]]
) -> None:
    """Thuiszitters miss every day of their case; potential ones a share of the days."""
    rng = gebeurtenissen.rng
    for wie, kind in enumerate(spells.kind.tolist()):
        for casus in casussen.get(kind, ()):
            if casus.start > rooster.dagen[-1] or casus.einde <= rooster.dagen[0]:
                continue
            dagen = np.flatnonzero((rooster.dagen >= casus.start) & (rooster.dagen < casus.einde))
            dagen = dagen[rng.random(len(dagen)) < casus.dagkans]
            categorie = "ziekte" if casus.geoorloofd else "ongeoorloofd_onbekend"
            gebeurtenissen.voeg(categorie, np.full(len(dagen), wie), dagen, voorrang=0)


def _leg_uit(gebeurtenissen: Gebeurtenissen, spells: Inschrijvingen, rooster: Rooster) -> Gemist:
    """Events to units: within the schedule and the enrolment, one per pupil, day and unit."""
    wie, dagen, plek, lessen, reden, voorrang = (
        np.concatenate(kolom) for kolom in zip(*gebeurtenissen.delen, strict=True)
    )
    aantal_dagen = len(rooster.dagen)
    binnen = dagen < aantal_dagen
    moment = rooster.dagen[np.minimum(dagen, aantal_dagen - 1)]
    binnen &= (moment >= spells.van[wie]) & (moment <= spells.tot[wie])
    wie, dagen, plek, lessen = wie[binnen], dagen[binnen], plek[binnen], lessen[binnen]
    sleutel = (voorrang[binnen] << 6) | reden[binnen]
    ingeroosterd = rooster.eenheden[spells.leerjaar[wie], dagen]
    eerste = (plek * ingeroosterd).astype(np.int32)
    aantal = np.minimum(lessen, ingeroosterd - eerste)
    uit = np.repeat(np.arange(len(wie)), aantal)
    eenheid = np.arange(len(uit)) - np.repeat(np.cumsum(aantal) - aantal - eerste, aantal)
    # One sort of packed numbers: pupil, day, unit, then priority and reason, so that the first of each unit wins.
    gepakt = ((wie[uit].astype(np.int64) * aantal_dagen + dagen[uit]) * 16 + eenheid + 1) << 10 | sleutel[uit]
    gepakt.sort()
    eenheden = gepakt >> 10
    gepakt = gepakt[np.diff(eenheden, prepend=-1) != 0]
    leerling_dag = (gepakt >> 14).astype(np.int64)
    return Gemist(
        leerling=(leerling_dag // aantal_dagen).astype(np.int32),
        dag=(leerling_dag % aantal_dagen).astype(np.int32),
        eenheid=((gepakt >> 10) & 15).astype(np.int32),
        reden=(gepakt & 63).astype(np.int32),
    )


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
