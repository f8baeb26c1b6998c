"""The attack on a block: what anybody can find of what its pattern hides, insiders included."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from time import monotonic

import numpy as np

from disclosure.attack import Finding
from disclosure.blok import Aanval, Blok, Cel
from disclosure.getuigen import VRIJ, Getuigen, Marks, Waarnemer
from disclosure.opgave import ANY, Opgave, unknown
from disclosure.programma import Programma, Wholes
from disclosure.stelsel import Deel, Places, components
from disclosure.zoektocht import Grens, Zoektocht

WIDE = np.iinfo(np.int64).max  # nothing is known


def aanval(blok: Blok, verborgen: frozenset[Cel], floor: int) -> Aanval:
    """What can be found when these cells are hidden: by an outsider too narrowly, by an insider exactly.

    It knows nothing of how the pattern was made: only the exact values, the sums, and what is shown.
    What an insider can find from the own cells alone, with nothing published, is no finding.
    """
    start = monotonic()
    opgave = Opgave(blok, floor)
    hidden = opgave.marks(verborgen)
    gevonden = found(opgave, opgave.waarnemers(hidden), unknown(opgave, hidden))
    counts = gevonden.width[hidden & ~opgave.marks(blok.breedte)]
    return Aanval(
        bevindingen=tuple(
            Finding(opgave.cells[place], n + grens.low, n + grens.high, naam)
            for (naam, place), grens in _without_own(opgave, gevonden.grenzen).items()
            for n in (int(opgave.waarden[place]),)
        ),
        cellen=int(opgave.toonbaar.sum()),
        verborgen=int(hidden.sum()),
        nauwste=int(counts.min()) if (counts < WIDE).any() else None,
        seconden=monotonic() - start,
    )


def found(opgave: Opgave, waarnemers: Sequence[Waarnemer], hidden: Marks) -> "Gevonden":
    """What these waarnemers find when only the cells not marked are published."""
    gevonden = Gevonden({}, np.full(len(opgave.cells), WIDE))
    columns = np.flatnonzero(hidden)
    secret = np.any([one.nodig[columns] > 0 for one in waarnemers], axis=0)
    bounded = np.any([one.hoogstens[columns] < VRIJ for one in waarnemers], axis=0)
    for deel in components(opgave.matrix[:, columns]):
        tied = deel.rows.size or bounded[deel.columns].any()  # another cell in no sum cannot be found
        if tied and secret[deel.columns].any():
            _attack(opgave, waarnemers, columns[deel.columns], deel, gevonden)
    return gevonden


@dataclass(frozen=True)
class Gevonden:
    """Per waarnemer and cell its bounds; and how far apart those of every cell lie for an outsider."""

    grenzen: dict[tuple[str, int], Grens]
    width: Wholes


def _attack(opgave: Opgave, waarnemers: Sequence[Waarnemer], places: Places, deel: Deel, gevonden: Gevonden) -> None:
    """One part of the hidden cells, that has no sum in common with the others."""
    own = [one.within(places) for one in waarnemers]
    truth = opgave.waarden[places]
    programma, getuigen = Programma(deel, primal=True), Getuigen(truth, own)
    for number, one in enumerate(own):
        search = Zoektocht(truth, programma, own, number, getuigen)
        search.spread()
        for grens in search.each():
            gevonden.grenzen[one.naam, int(places[grens.plaats])] = grens
    gevonden.width[places] = getuigen.width[-1]


def _without_own(opgave: Opgave, grenzen: Mapping[tuple[str, int], Grens]) -> dict[tuple[str, int], Grens]:
    """Without what insiders can find when nothing is published."""
    if not any(naam for naam, _place in grenzen):
        return dict(grenzen)
    insiders = []
    for one in opgave.waarnemers(opgave.toonbaar):
        cells = [place for naam, place in grenzen if naam == one.naam]
        if one.naam and cells:
            nodig = np.zeros_like(one.nodig)
            nodig[cells] = ANY
            insiders.append(replace(one, nodig=nodig))
    own = found(opgave, insiders, np.ones(len(opgave.cells), np.bool_)).grenzen
    return {key: grens for key, grens in grenzen.items() if key not in own}
