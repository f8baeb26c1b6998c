"""Series per school week with a season and a level that wanders, or waves: the truth behind a forecast."""

import numpy as np
import polars as pl

_SEIZOEN = np.cumsum(np.concatenate([np.full(10, 0.05), np.full(10, 0.03), np.full(20, -0.01)]))


def reeks(
    rng: np.random.Generator, *, niveau: float, jaren: int, weken: int = 40, zwerven: float = 0.02
) -> pl.DataFrame:
    """`jaren` schooljaren of counts around `niveau`; of the last one only `weken` weeks are there."""
    delen = []
    for jaar in range(jaren):
        stap = rng.standard_normal(len(_SEIZOEN)) * zwerven
        logaritme = np.log(niveau) + 0.05 * rng.standard_normal() + _SEIZOEN + np.cumsum(stap)
        tot = weken if jaar == jaren - 1 else len(_SEIZOEN)
        delen.append(
            pl.DataFrame(
                {
                    "schooljaar": f"{2015 + jaar}-{2016 + jaar}",
                    "schoolweek": np.arange(1, tot + 1),
                    "aantal": np.rint(np.exp(logaritme)).astype(np.int64)[:tot],
                }
            )
        )
    return pl.concat(delen)


def met_golven(rng: np.random.Generator, *, niveau: float, jaren: int, weken: int = 40) -> pl.DataFrame:
    """`jaren` schooljaren of pupils who missed much of the year so far; of the last one only `weken` weeks are there.

    Each schooljaar has a winter and waves of illness of its own. What was missed in a wave stays in the figures, and
    weighs less as the year grows longer. Pupils around the boundary come and go.
    """
    week = np.arange(40)
    blijft = np.tril(0.9 ** np.abs(np.subtract.outer(week, week)))  # of a week's chance, in the weeks after it
    winter = 1 + 0.4 * np.cos(2 * np.pi * (week - 19) / 50)
    delen = []
    for jaar in range(jaren):
        druk = winter * np.exp(0.06 * rng.standard_normal())
        for _ in range(rng.poisson(1.6)):
            hoogte, midden, breedte = np.exp(rng.normal(-0.6, 0.5)), rng.uniform(0, 40), rng.uniform(1.5, 4)
            druk = druk + hoogte * np.exp(-0.5 * ((week - midden) / breedte) ** 2)
        verwacht = niveau * (np.cumsum(druk) / (week + 1)) ** 1.1 * (1 + 1.2 / (week + 1))
        rand = blijft @ (rng.standard_normal(len(week)) * np.sqrt(1 - 0.9**2))
        aantal = np.maximum(np.rint(verwacht + np.sqrt(verwacht) * rand), 0).astype(np.int64)
        tot = weken if jaar == jaren - 1 else len(week)
        delen.append(
            pl.DataFrame(
                {
                    "schooljaar": f"{2015 + jaar}-{2016 + jaar}",
                    "schoolweek": week[4:tot] + 1,
                    "aantal": aantal[4:tot],
                }
            )
        )
    return pl.concat(delen)
