"""A change over several schooljaren, made of the changes from year to year: a chained index.

Each step compares the schools and the weeks that two schooljaren have in common, so pupils and schools that come and go
do not pass for growth; the steps multiply. Source: ILO et al. (2020), Consumer Price Index Manual, chapter 2, on
chaining. The half-widths of the steps are taken together on the scale of the logarithm, as of steps that do not hang
together. What a year has too much by chance is in the step to it and, reversed, in the step from it: the interval is
rather too wide than too narrow.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, hypot, inf, log1p


@dataclass(frozen=True)
class Verandering:
    """A change as a fraction of what it was (0,2 = 20 % more), with its interval; all above -1."""

    midden: float
    onder: float
    boven: float


def keten(stappen: Sequence[Verandering]) -> Verandering:
    """What the steps come to together."""
    theta = sum(log1p(een.midden) for een in stappen)
    omlaag = hypot(*(log1p(een.midden) - _log(een.onder) for een in stappen))
    omhoog = hypot(*(log1p(een.boven) - log1p(een.midden) for een in stappen))
    return Verandering(exp(theta) - 1, exp(theta - omlaag) - 1, exp(theta + omhoog) - 1)


def _log(verandering: float) -> float:
    return log1p(verandering) if verandering > -1 else -inf
