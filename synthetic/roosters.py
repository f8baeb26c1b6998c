"""Scheduled time: dagdelen in primary, lesuren in secondary education, per leerjaar and school day.

Primary: Wednesday one dagdeel; at most schools Friday one dagdeel for leerjaar 1-4. Secondary: 5 to 8 lesuren a day.
Closures leave the day in the schedule with 0 units. Nothing is scheduled after the last delivered day.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from synthetic.kalender_regio import Dagen, dag, grenzen, lesdagen, open_in_sluiting, weekdagen
from synthetic.scholen import School

Eenheden = npt.NDArray[np.int32]


@dataclass(frozen=True)
class Rooster:
    """The schedule of a school in a schooljaar. `eenheden[leerjaar, i]` = units on `dagen[i]`; row 0 is unused."""

    dagen: Dagen
    eenheden: Eenheden
    leerjaren: range


def rooster(school: School, jaar: int, rng: np.random.Generator) -> Rooster:
    """The schedule of one school and schooljaar; a school draws its own study days and timetable."""
    dagen = lesdagen(jaar, extra_meiweek=school.extra_meiweek)
    per_weekdag = _primair(rng) if school.is_primair else _voortgezet(school, rng)
    eenheden = per_weekdag[:, weekdagen(dagen)]
    studiedagen = rng.choice(len(dagen), size=min(4, len(dagen)), replace=False)
    eenheden[:, studiedagen] = 0
    leerjaren = range(1, 9 if school.is_primair else 7)
    for leerjaar in leerjaren:
        eenheden[leerjaar, ~open_in_sluiting(school.groep, leerjaar, dagen)] = 0
    if not school.is_primair:
        _rond_het_jaareinde(eenheden, dagen, jaar)
    return Rooster(dagen, eenheden, leerjaren)


def _primair(rng: np.random.Generator) -> Eenheden:
    per_weekdag = np.full((9, 7), 2, dtype=np.int32)
    per_weekdag[:, 2] = 1
    if rng.random() < 0.75:
        per_weekdag[1:5, 4] = 1
    return per_weekdag


def _voortgezet(school: School, rng: np.random.Generator) -> Eenheden:
    if school.sector == "VO":
        return rng.choice(np.array([5, 6, 7, 8], np.int32), size=(9, 7), p=[0.1, 0.25, 0.35, 0.3])
    per_weekdag = np.full((9, 7), 6, dtype=np.int32)
    per_weekdag[:, 4] = 5
    return per_weekdag


def _rond_het_jaareinde(eenheden: Eenheden, dagen: Dagen, jaar: int) -> None:
    """No lessons in the last days before summer; leerjaar 6 stops at the central examinations in May."""
    _, einde = grenzen(jaar)
    if dagen[-1] > einde - 60:
        eenheden[:, -3:] = 0
        eenheden[6, dagen >= dag(f"{jaar + 1}-05-10")] = 0


def frame(school: School, rooster_: Rooster) -> pl.DataFrame:
    """The delivery `rooster`: one row per leerjaar and school day; 0 = a day on which nobody was scheduled."""
    leerjaren = np.array(rooster_.leerjaren, dtype=np.int32)
    aantal = len(rooster_.dagen)
    return pl.DataFrame(
        {
            "leerjaar": np.repeat(leerjaren, aantal),
            "datum": pl.Series(np.tile(rooster_.dagen, len(leerjaren))).cast(pl.Date),
            "eenheden": rooster_.eenheden[leerjaren].ravel(),
        }
    ).select(pl.lit(school.code).alias("school"), pl.all())
