"""Looking a few school weeks ahead, from what earlier schooljaren did after the same week.

Groups only, never a pupil. The forecast follows the mean growth (of the logarithm of the count plus one) that earlier
schooljaren had from this school week on. Its interval comes of how much earlier schooljaren differed from each other
around this time of the year. How many separate errors that makes depends on what was counted (`Soort`).
"""

from dataclasses import dataclass
from enum import Enum

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.special import stdtrit

from schemas.definities import register

_RONDOM = 8  # school weeks on each side from which past errors are taken: growth differs over the year
# Growth over n weeks, measured each week, tells as much of its spread as so many times the number of separate stretches
# of n weeks (Lo & MacKinlay 1988, the variance of overlapping differences).
_OVERLAP = 1.5
# The weeks around now in one schooljaar tell as much of the spread as so many separate errors, however far ahead: it
# held from three earlier schooljaren on, in years as they were and in years drawn anew (docs/decisions/0019).
_LOS_PER_JAAR = 2.0
Getallen = NDArray[np.float64]


class Soort(Enum):
    """What a series counts, and so how its errors hang together.

    STAND: who is there in that week. Children come and go, so one month tells little of the error of the next.
    OPGETELD: something counted over the schooljaar so far. A wave of illness stays in it, so a schooljaar differs from
    the others for months on end.
    """

    STAND = "stand"
    OPGETELD = "opgeteld"

    @property
    def jaren_minst(self) -> int:
        """Earlier schooljaren that a forecast of it needs."""
        eis = register().analyse
        return eis.vooruit_jaren_minst if self is Soort.STAND else eis.vooruit_opgeteld_jaren_minst

    def los(self, weken: int, jaren: int, vrij: int) -> float:
        """How many separate errors there are, as degrees of freedom: of `vrij` deviations in `jaren` schooljaren."""
        los = _OVERLAP * vrij / weken if self is Soort.STAND else _LOS_PER_JAAR * (jaren - 1)
        return max(los, 1.0)


@dataclass(frozen=True)
class Verwachting:
    """The count so many school weeks ahead: and its interval, in whole pupils."""

    weken: int
    aantal: int
    onder: int
    boven: int


@dataclass(frozen=True)
class Terugblik:
    """How often past forecasts of this kind held: `binnen` of `voorspeld` intervals."""

    weken: int
    voorspeld: int
    binnen: int


def _tabel(reeks: pl.DataFrame) -> Getallen:
    """One row per schooljaar in order, one column per school week; nan where nothing was measured."""
    if reeks.select(pl.struct("schooljaar", "schoolweek").is_duplicated().any()).item():
        raise ValueError("A school week stands twice in the series; give one row per schooljaar and schoolweek.")
    jaren = reeks["schooljaar"].unique().sort().to_list()
    tabel = np.full((len(jaren), int(reeks.select(pl.col("schoolweek").max()).item()) + 1), np.nan)
    for jaar, week, aantal in reeks.select("schooljaar", "schoolweek", "aantal").drop_nulls().iter_rows():
        tabel[jaren.index(jaar), week] = np.log1p(aantal)
    return tabel


def _groei(tabel: Getallen, weken: int) -> Getallen:
    """Growth over so many weeks, at the week from which it starts."""
    groei = np.full(tabel.shape, np.nan)
    groei[:, :-weken] = tabel[:, weken:] - tabel[:, :-weken]
    return groei


def _voorspel(
    tabel: Getallen, groei: Getallen, moment: tuple[int, int], weken: int, soort: Soort
) -> tuple[float, float, float] | None:
    """Forecast and ends (logarithms) at a year and week, from what was known by then; None: too little past."""
    jaar, week = moment
    eerder = groei[:jaar, week]
    eerder = eerder[~np.isnan(eerder)]
    if np.isnan(tabel[jaar, week]) or len(eerder) < soort.jaren_minst:
        return None
    buurt = groei[:jaar, max(week - _RONDOM, 0) : week + _RONDOM + 1]
    aantal = (~np.isnan(buurt)).sum(axis=0)
    bruikbaar = aantal > 1
    afwijking = buurt[:, bruikbaar] - np.nanmean(buurt[:, bruikbaar], axis=0)
    vrij = int((aantal[bruikbaar] - 1).sum())
    variantie = float(np.nansum(afwijking**2)) / vrij * (1 + 1 / len(eerder))
    los = soort.los(weken, len(eerder), vrij)
    marge = float(stdtrit(los, 0.5 + register().analyse.zekerheid_procent / 200)) * variantie**0.5
    midden = tabel[jaar, week] + float(eerder.mean())
    return midden, midden - marge, midden + marge


def verwacht(reeks: pl.DataFrame, weken: int, soort: Soort = Soort.STAND) -> Verwachting | None:
    """How many in so many school weeks, if the year goes on as earlier ones did?

    `reeks`: one row per `schooljaar` (`2018-2019`) and `schoolweek` (1 is the first of the schooljaar; holidays have
    none) with `aantal` (pupils; null or no row: not measured). The forecast starts at the last measured week. None
    when fewer earlier schooljaren than the registry demands for this `soort` measured both weeks, as over the summer.
    """
    tabel = _tabel(reeks)
    week = int(np.flatnonzero(~np.isnan(tabel[-1]))[-1])
    gevonden = _voorspel(tabel, _groei(tabel, weken), (len(tabel) - 1, week), weken, soort)
    if gevonden is None:
        return None
    midden, onder, boven = (float(np.expm1(waarde)) for waarde in gevonden)
    return Verwachting(weken, *(max(round(waarde), 0) for waarde in (midden, onder, boven)))


def terugblik(reeks: pl.DataFrame, weken: int, soort: Soort = Soort.STAND) -> Terugblik:
    """How often did this forecast hold in the past, made each week with only what was known by then?

    Forecasts of weeks that follow each other are mostly right or wrong together: read the share as rough.
    """
    tabel = _tabel(reeks)
    groei = _groei(tabel, weken)
    voorspeld = binnen = 0
    for jaar in range(len(tabel)):
        for week in np.flatnonzero(~np.isnan(groei[jaar])).tolist():
            gevonden = _voorspel(tabel, groei, (jaar, week), weken, soort)
            if gevonden is not None:
                voorspeld += 1
                werkelijk = round(float(np.expm1(tabel[jaar, week + weken])))
                _, onder, boven = (float(np.expm1(waarde)) for waarde in gevonden)
                binnen += int(round(onder) <= werkelijk <= round(boven))
    return Terugblik(weken, voorspeld, binnen)
