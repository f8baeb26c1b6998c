"""Laag 2 and 3 of synthetic regions week by week, counted straight from what is drawn: no delivery, no build.

For the forecasts: many regions in seconds each. Left out is what hardly moves a series: faulty lines, gaps in
deliveries, and that a pupil of two schools has their school days weighed.
"""

from collections.abc import Iterator
from datetime import timedelta

import numpy as np
import polars as pl
import pytest

from synthetic import aantallen, kalender_regio, redenen, roosters, verzuim
from synthetic.casussen import Casus, per_kind
from synthetic.kalender_regio import dag, datum, grenzen
from synthetic.omvang import OMVANGEN
from synthetic.regio import Regio, draw_regio
from synthetic.scholen import School

GROEPEN = ("alle", "primair", "voortgezet")
_GEEN_VERZUIM = ("te_laat", "onderwijs_elders", "schoolsluiting", "onder_zes")
_GEMEENTEN = 5  # of the region; pupils who live elsewhere do not count


def regio(seed: int) -> Regio:
    """The schools, children and cases of a seed."""
    return draw_regio(0, seed, OMVANGEN["region"], aantallen.po_leerlingen())


def other_years(monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    """Let every schooljaar of the regions drawn from now on have a level and waves of its own, and no closures.

    So that the years can take each other's place, as a forecast supposes.
    """
    rng = np.random.default_rng([seed, 77])
    golven = []
    for jaar in range(2018, 2023):
        for _ in range(rng.poisson(1.6)):
            midden = datum(dag(f"{jaar}-09-15")) + timedelta(days=int(rng.integers(0, 230)))
            golven.append((midden.isoformat(), float(np.exp(rng.normal(-0.6, 0.5))), float(rng.uniform(9, 28))))
    monkeypatch.setattr(kalender_regio, "_ZIEKTEGOLVEN", tuple(golven))
    monkeypatch.setattr(kalender_regio, "SLUITINGEN", ())
    monkeypatch.setattr(verzuim, "_QUARANTAINE", (10**6, 10**6))
    monkeypatch.setattr(
        verzuim, "_ZIEKTE_GROEI", {jaar: float(np.exp(rng.normal(0, 0.06))) for jaar in range(2018, 2023)}
    )


def lagen(gebied: Regio) -> pl.DataFrame:
    """Pupils per `schooljaar` x `schoolweek` x `sector` x `laag` (2 and 3), over the schooljaar so far; in weeks in
    which most have been at school for twenty days."""
    casussen = per_kind(gebied.casussen)
    delen = [_jaar(gebied, jaar, casussen) for jaar in gebied.omvang.jaren]
    schema = {"schooljaar": pl.String, "schoolweek": pl.Int64, "sector": pl.String, "laag": pl.String}
    return pl.DataFrame([rij for deel in delen for rij in deel], {**schema, "aantal": pl.Int64}, orient="row")


def _jaar(gebied: Regio, jaar: int, casussen: dict[int, list[Casus]]) -> Iterator[tuple[str, int, str, str, int]]:
    lesroosters = [roosters.rooster(school, jaar, gebied.rng(4, school.nummer, jaar)) for school in gebied.scholen]
    maandag = (grenzen(jaar)[0] + 3) // 7
    weken = (grenzen(jaar)[1] + 3) // 7 - maandag + 1
    scholen_open = np.zeros(weken)
    for lesrooster in lesroosters:
        scholen_open[np.unique(_week(lesrooster.dagen[lesrooster.eenheden[1:].max(axis=0) > 0], maandag))] += 1
    delen = [
        _school(gebied, school, jaar, lesrooster, casussen, (maandag, weken))
        for school, lesrooster in zip(gebied.scholen, lesroosters, strict=True)
        if not school.alleen_aantallen and school.zonder_jaar != jaar
    ]
    kind, primair, telling = (np.concatenate(deel) for deel in zip(*[deel for deel in delen if deel], strict=True))
    kinderen, plek = np.unique(kind, return_inverse=True)
    opgeteld = np.zeros((len(kinderen), *telling.shape[1:]))
    np.add.at(opgeteld, plek, telling)
    is_primair = np.zeros(len(kinderen), dtype=bool)
    is_primair[plek] = primair
    laag = _laag(opgeteld.cumsum(axis=1))
    _open_casussen(laag, kinderen, casussen, maandag)
    for schoolweek, week in enumerate(np.flatnonzero(2 * scholen_open >= len(lesroosters)).tolist(), start=1):
        for sector, wie in zip(GROEPEN, (is_primair | True, is_primair, ~is_primair), strict=True):
            stand = laag[wie, week]
            if 2 * (stand > 0).sum() >= (stand >= 0).sum():
                for nummer in (2, 3):
                    yield f"{jaar}-{jaar + 1}", schoolweek, sector, str(nummer), int((stand == nummer).sum())


def _week(dagen: np.ndarray, maandag: int) -> np.ndarray:
    return (dagen + 3) // 7 - maandag


def _school(
    gebied: Regio,
    school: School,
    jaar: int,
    lesrooster: roosters.Rooster,
    casussen: dict[int, list[Casus]],
    kalender: tuple[int, int],
) -> tuple[np.ndarray, np.ndarray, np.ndarray] | None:
    """Its pupils, whether it is of primary education, and per pupil and week missed units, units and school days."""
    alle = gebied.bevolking.inschrijvingen
    spells = alle.select((alle.school == school.nummer) & (alle.jaar == jaar))
    if not len(spells):
        return None
    gemist = verzuim.gemist(
        school, jaar, spells, lesrooster, gebied.bevolking, casussen, gebied.rng(5, school.nummer, jaar)
    )
    telt = np.array([reden.categorie not in _GEEN_VERZUIM for reden in redenen.redenen(school)])
    gemist = gemist.zonder(~telt[gemist.reden])
    maandag, weken = kalender
    week = _week(lesrooster.dagen, maandag)
    telling = np.zeros((len(spells), weken, 3))
    np.add.at(telling[:, :, 0], (gemist.leerling, week[gemist.dag]), 1)
    dagen = lesrooster.dagen[None, :]
    eenheden = lesrooster.eenheden[spells.leerjaar] * ((dagen >= spells.van[:, None]) & (dagen <= spells.tot[:, None]))
    for nummer in np.unique(week).tolist():
        telling[:, nummer, 1] = eenheden[:, week == nummer].sum(axis=1)
        telling[:, nummer, 2] = (eenheden[:, week == nummer] > 0).sum(axis=1)
    telling[:, :, :2] *= 1 if school.is_primair else 1 / 3  # a lesuur is a third of a dagdeel
    eigen = spells.gemeente < _GEMEENTEN
    return spells.kind[eigen], np.full(int(eigen.sum()), school.is_primair), telling[eigen]


def _laag(telling: np.ndarray) -> np.ndarray:
    """1, 2 or 3; 0 with fewer than twenty school days, -1 before the first."""
    gemist, eenheden, dagen = np.moveaxis(telling, 2, 0)
    laag = np.select([gemist >= 0.2 * eenheden - 1e-9, gemist >= 0.1 * eenheden - 1e-9], [3, 2], 1)
    laag[dagen < 20] = 0
    laag[eenheden == 0] = -1
    return laag


def _open_casussen(laag: np.ndarray, kinderen: np.ndarray, casussen: dict[int, list[Casus]], maandag: int) -> None:
    zondagen = (maandag + np.arange(laag.shape[1])) * 7 - 3 + 6
    plek = {kind: nummer for nummer, kind in enumerate(kinderen.tolist())}
    for kind in plek.keys() & casussen.keys():
        for casus in casussen[kind]:
            if casus.soort != "potentieel":
                eigen = laag[plek[kind]]
                eigen[(eigen >= 0) & (casus.start <= zondagen) & (zondagen < casus.einde)] = 3


def thuiszitters(gebied: Regio) -> pl.DataFrame:
    """Children at home at the end of each school week, potential ones apart: `reeks`, `schooljaar`, `schoolweek`."""
    melding = 7  # days until a list has a case
    van = np.array([casus.start + melding for casus in gebied.casussen])
    tot = np.array([casus.einde for casus in gebied.casussen])
    potentieel = np.array([casus.soort == "potentieel" for casus in gebied.casussen])
    rijen = []
    for jaar in gebied.omvang.jaren:
        lesdagen = kalender_regio.lesdagen(jaar, extra_meiweek=True)
        for schoolweek, zondag in enumerate((np.unique((lesdagen + 3) // 7) * 7 + 3).tolist(), start=1):
            open_ = (van <= zondag) & (tot > zondag)
            naam = f"{jaar}-{jaar + 1}"
            rijen.append(("feitelijk", naam, schoolweek, int((open_ & ~potentieel).sum())))
            rijen.append(("potentieel", naam, schoolweek, int((open_ & potentieel).sum())))
    return pl.DataFrame(rijen, schema=["reeks", "schooljaar", "schoolweek", "aantal"], orient="row")
