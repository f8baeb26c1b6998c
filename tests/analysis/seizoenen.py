"""Series per school week with a season, a level that wanders and chance of counting: the truth behind a forecast."""

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
