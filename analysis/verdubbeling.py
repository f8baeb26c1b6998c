"""The doubling alarm: are potential thuiszitters about to become twice as many?"""

from dataclasses import dataclass
from math import log

from analysis.verhouding import quotient
from schemas.definities import register

WOORDEN = ("verdubbelt", "kan_verdubbelen", "verdubbelt_niet", "te_weinig_gegevens")


@dataclass(frozen=True)
class Verdubbeling:
    """Growth between two days: how many times as many, with interval, and the alarm in one word.

    `maanden`: months to twice as many at this pace; None when the number does not grow.
    """

    eerder: int
    nu: int
    keer: float | None
    onder: float
    boven: float
    maanden: float | None
    woord: str


def alarm(eerder: int, nu: int, maanden_ertussen: float) -> Verdubbeling:
    """Does the number, at the pace from `eerder` to `nu`, double within the months of the registry?

    The interval is that of two independent Poisson counts. Children who are on both lists make the true interval
    narrower, so the alarm rather stays silent than sounds for nothing. `verdubbelt`: that pace or faster, and growth
    itself is clear; `kan_verdubbelen`: the interval reaches that pace; else `verdubbelt_niet`.
    """
    if maanden_ertussen <= 0:
        raise ValueError("The second count must come after the first; give the months between them.")
    eis = register().analyse
    onder, boven = quotient(nu, eerder)
    keer = nu / eerder if eerder else None
    grens = 2 ** (maanden_ertussen / eis.verdubbeling_maanden)
    maanden = maanden_ertussen * log(2) / log(keer) if keer is not None and keer > 1 else None
    if eerder + nu < eis.groei_gevallen_minst or keer is None:
        woord = "te_weinig_gegevens"
    elif keer >= grens and onder > 1:
        woord = "verdubbelt"
    else:
        woord = "kan_verdubbelen" if boven >= grens else "verdubbelt_niet"
    return Verdubbeling(eerder, nu, keer, onder, boven, maanden, woord)
