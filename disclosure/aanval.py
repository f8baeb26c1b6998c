"""The attack on a block: what anybody can find of what its pattern hides, insiders included."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from time import monotonic

import numpy as np

from disclosure.attack import Finding
from disclosure.blok import Aanval, Blok, Cel
from disclosure.buurten import VEEL, kennis, per_buurt
from disclosure.getuigen import NIEMAND, VRIJ, Bundel, Getuigen, Marks, Waarnemer
from disclosure.opgave import ANY, Opgave, unknown
from disclosure.programma import Programma, Wholes
from disclosure.stelsel import Deel, Places, components
from disclosure.zoektocht import Grens, Zoektocht

WIDE = np.iinfo(np.int64).max  # nothing is known


def aanval(blok: Blok, verborgen: frozenset[Cel], floor: int, getuigen: Bundel = NIEMAND) -> Aanval:
    """What can be found when these cells are hidden: by an outsider too narrowly, by an insider exactly.

    It knows nothing of how the pattern was made: only the exact values, the sums, and what is shown.
    What an insider can find from the own cells alone, with nothing published, is no finding.
    getuigen: changes that may show cells to be safe, by the places of the cells in the order of their names. Each
    counts only when it is found here to leave all that is published as it is; without any, the same is found, later.
    """
    start = monotonic()
    opgave = Opgave(blok, floor)
    hidden = opgave.marks(verborgen)
    gevonden = bestookt(opgave, hidden, getuigen)
    counts = gevonden.width[hidden & ~opgave.marks(blok.breedte)]
    return Aanval(
        bevindingen=tuple(
            Finding(opgave.cells[place], n + grens.low, n + grens.high, naam)
            for (naam, place), grens in gevonden.grenzen.items()
            for n in (int(opgave.waarden[place]),)
        ),
        cellen=int(opgave.toonbaar.sum()),
        verborgen=int(hidden.sum()),
        nauwste=int(counts.min()) if (counts < WIDE).any() else None,
        seconden=monotonic() - start,
    )


@dataclass(frozen=True)
class Gevonden:
    """Per waarnemer and cell its bounds; and how far apart those of every cell lie for an outsider.

    getuigen: the witnesses of that by part, with the places of its cells, and what is needed per waarnemer.
    """

    grenzen: Mapping[tuple[str, int], Grens]
    width: Wholes
    getuigen: Sequence[tuple[Places, Getuigen, Wholes]]

    def bundel(self) -> Bundel:
        """Enough of the witnesses."""
        return Bundel.of(
            [
                (places[one.places], one.steps)
                for places, getuigen, nodig in self.getuigen
                for one in getuigen.needed(nodig)
            ]
        )


def bestookt(opgave: Opgave, hidden: Marks, getuigen: Bundel) -> Gevonden:
    """What is found when these cells are hidden, with the help of these witnesses."""
    gevonden = _found(opgave, opgave.waarnemers(hidden), unknown(opgave, hidden), getuigen)
    return replace(gevonden, grenzen=_without_own(opgave, gevonden.grenzen))


def _found(opgave: Opgave, waarnemers: Sequence[Waarnemer], hidden: Marks, bundel: Bundel) -> Gevonden:
    """What these waarnemers find when only the cells not marked are published."""
    columns = np.flatnonzero(hidden)
    matrix = opgave.matrix[:, columns]
    own = [one.within(columns) for one in waarnemers]
    truth, nodig = opgave.waarden[columns], np.array([one.nodig for one in own])
    local = np.full(len(hidden), -1)
    local[columns] = np.arange(columns.size)
    proven = bundel.proven(opgave.matrix, hidden).within(local)
    getuigen = Getuigen(truth, own)
    getuigen.add_all(proven)
    tied = np.bincount(matrix.indices, minlength=columns.size) > 0
    tied |= np.any([one.hoogstens < VRIJ for one in own], axis=0)  # another cell in no sum cannot be found
    width = np.full(len(hidden), WIDE)
    wide = np.array([getuigen.width(number) for number in range(len(own))])
    width[columns[tied]] = wide[-1][tied]
    kept = [(columns, getuigen, nodig)]
    grenzen: dict[tuple[str, int], Grens] = {}
    open = tied & (wide < nodig).any(axis=0)
    for deel in components(matrix) if open.any() else ():
        if open[deel.columns].any():
            part = _Deel(truth[deel.columns], deel, [one.within(deel.columns) for one in own], proven)
            places = columns[deel.columns]
            grenzen |= {(naam, int(places[grens.plaats])): grens for naam, grens in part.attack()}
            width[places] = part.getuigen.width(len(own) - 1)
            kept.append((places, part.getuigen, nodig[:, deel.columns]))
    return Gevonden(grenzen, width, kept)


class _Deel:
    """One part of the hidden cells, that has no sum in common with the others."""

    def __init__(self, truth: Wholes, deel: Deel, waarnemers: Sequence[Waarnemer], bundel: Bundel) -> None:
        self._truth, self._deel, self._waarnemers = truth, deel, waarnemers
        self.getuigen = Getuigen(truth, waarnemers)
        self.getuigen.add_all(bundel.within(deel.local))

    def attack(self) -> Iterator[tuple[str, Grens]]:
        """What each of the waarnemers finds."""
        nobody = np.zeros(self._truth.size, np.bool_)
        per_buurt(self._truth, self._deel.matrix, self._waarnemers, nobody, self.getuigen)
        programma = Programma(self._deel, primal=True)
        found: dict[tuple[bytes, ...], list[Grens]] = {}
        order = list(enumerate(self._waarnemers))
        for number, one in reversed(order) if len(order) > VEEL else order:
            search = Zoektocht(self._truth, programma, one, number, self.getuigen)
            if not search.open().size:
                continue
            if (same := kennis(one)) not in found:  # who knows the same of this part finds the same
                search.spread()
                found[same] = list(search.each())
            for grens in found[same]:
                yield one.naam, grens


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
    own = _found(opgave, insiders, np.ones(len(opgave.cells), np.bool_), NIEMAND).grenzen
    return {key: grens for key, grens in grenzen.items() if key not in own}
