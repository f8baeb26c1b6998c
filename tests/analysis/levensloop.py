"""Cases by the dozen with a known truth: how long they last, how they end, and since when anyone kept a list."""

import datetime as dt

import numpy as np
import polars as pl

REGISTRATIE = dt.date(2018, 8, 1)
PEILDATUM = dt.date(2021, 7, 31)
EINDES = ("terug_naar_school", "onderwijszorg", "verhuisd")
PACES = (1 / 150, 1 / 400, 1 / 900)  # chance per day of each end


def gevallen(rng: np.random.Generator, aantal: int) -> pl.DataFrame:
    """Cases that start evenly from two years before the registration on, with constant hazards."""
    begin = REGISTRATIE - dt.timedelta(days=730)
    starts = rng.integers(0, (PEILDATUM - begin).days, aantal)
    duren = 1 + np.floor(rng.exponential(1 / sum(PACES), aantal)).astype(int)
    redenen = rng.choice(EINDES, aantal, p=np.array(PACES) / sum(PACES))
    dagen = [begin + dt.timedelta(days=int(dag)) for dag in starts]
    return pl.DataFrame(
        {
            "start": dagen,
            "telt_vanaf": dagen,
            "zichtbaar_vanaf": [max(dag, REGISTRATIE) for dag in dagen],
            "uit": [dag + dt.timedelta(days=int(duur)) for dag, duur in zip(dagen, duren, strict=True)],
            "reden": redenen,
            "aanbod": [None] * aantal,
        },
        schema_overrides={"aanbod": pl.Date},
    )


def overleving(dagen: int) -> float:
    """The true share that lasts longer than so many days."""
    return float(np.exp(-sum(PACES) * dagen))


def incidentie(einde: str, dagen: int) -> float:
    """The true share that has ended so within so many days."""
    return PACES[EINDES.index(einde)] / sum(PACES) * (1 - overleving(dagen))


_TEMPO = {True: 1 / 110, False: 1 / 160}  # chance per day that it ends: who counts at once, and who after four weeks
_AANBOD = 1 / 120  # chance per day of a first offer, from the start on
_METEEN = 0.4  # share of all cases that count at once
WACHTEN = 28


def twee_ingangen(rng: np.random.Generator, aantal: int) -> pl.DataFrame:
    """Cases of which some count at once and others after four weeks, by whoever is still at home by then."""
    begin = REGISTRATIE - dt.timedelta(days=730)
    starts = [begin + dt.timedelta(days=int(dag)) for dag in rng.integers(0, (PEILDATUM - begin).days, aantal)]
    meteen = rng.random(aantal) < _METEEN
    tempo = np.where(meteen, _TEMPO[True], _TEMPO[False])
    duren = 1 + np.floor(rng.exponential(1 / tempo)).astype(int)
    aanbod = 1 + np.floor(rng.exponential(1 / _AANBOD, aantal)).astype(int)
    frame = pl.DataFrame(
        {
            "start": starts,
            "telt_vanaf": [s + dt.timedelta(days=0 if m else WACHTEN) for s, m in zip(starts, meteen, strict=True)],
            "uit": [s + dt.timedelta(days=int(d)) for s, d in zip(starts, duren, strict=True)],
            "aanbod": [s + dt.timedelta(days=int(d)) for s, d in zip(starts, aanbod, strict=True)],
            "reden": rng.choice(EINDES, aantal),
        }
    )
    return frame.with_columns(zichtbaar_vanaf=pl.lit(REGISTRATIE)).filter(pl.col("telt_vanaf") < pl.col("uit"))


def blijft(dagen: int, *, zonder_aanbod: bool) -> float:
    """Of all that begin to count: the true share still at home after so many days, or that and without an offer."""
    later = (1 - _METEEN) * np.exp(-_TEMPO[False] * WACHTEN)
    thuis = _METEEN * np.exp(-_TEMPO[True] * dagen) + later * np.exp(-_TEMPO[False] * (dagen - WACHTEN))
    return float(thuis / (_METEEN + later) * (np.exp(-_AANBOD * dagen) if zonder_aanbod else 1.0))
