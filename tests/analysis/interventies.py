"""Pupils of many schools whose absence wanders around a level of their own; the worst off get an intervention."""

import numpy as np
import polars as pl


def leerlingen(rng: np.random.Generator, *, scholen: int, per_school: int, werking: float) -> pl.DataFrame:
    """Absence of each pupil before and after; `werking` is what the intervention adds to absence after (-0,05: less).

    Who has had a bad time is chosen more often, so without any effect absence falls all the same.
    """
    n = scholen * per_school
    school = np.repeat(np.arange(scholen), per_school)
    niveau = 0.12 + 0.05 * rng.standard_normal(n) + 0.02 * rng.standard_normal(scholen)[school]
    vooraf = np.clip(niveau + 0.05 * rng.standard_normal(n), 0, 1)
    kans = np.where(vooraf >= 0.15, 0.3, 0.02)
    interventie = rng.random(n) < kans
    na = niveau + 0.05 * rng.standard_normal(n) + 0.01 * rng.standard_normal(scholen)[school]
    return pl.DataFrame(
        {
            "school": school,
            "interventie": interventie,
            "vooraf": vooraf,
            "na_8": np.clip(na + werking * interventie, 0, 1),
            "band": np.floor(vooraf * 20).astype(np.int64),
        }
    )
