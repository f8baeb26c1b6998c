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
