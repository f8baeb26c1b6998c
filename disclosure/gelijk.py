"""Cells that are equal whatever is hidden, taken as one while a block is protected: fewer cells, the same answers.

Two vensters that count the same weeks have such cells, and so has a total with one part. Whoever knows one knows the
other, so they are hidden or shown as one; the attack still looks at each of them.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

import numpy as np

from disclosure.blok import Bescherming, Blok, Cel
from disclosure.getuigen import Bundel
from disclosure.stelsel import Sum

Value = TypeVar("Value")


class Gelijk:
    """The cells of a block that are equal to others, and the block with the first of them in place of all.

    They are taken together where the same is asked of them: counts with counts, and sensitive or known ones with those.
    """

    def __init__(self, blok: Blok) -> None:
        self._heel = blok
        self._eerste = _eerste(blok)
        self.blok = self._kort() if self._eerste else blok

    def _van(self, cel: Cel) -> Cel:
        return self._eerste.get(cel, cel)

    def _som(self, som: Sum[Cel]) -> Sum[Cel]:
        if som.total not in self._eerste and self._eerste.keys().isdisjoint(som.parts):
            return som
        return Sum(self._van(som.total), tuple(map(self._van, som.parts)))

    def _kort(self) -> Blok:
        heel, van = self._heel, self._van
        sommen = map(self._som, heel.sommen)
        grenzen = {
            cel: [replace(one, bron=van(one.bron)) for own in bounds for one in own]
            for cel, bounds in self._samen(heel.grenzen).items()
        }
        return replace(
            heel,
            waarden={cel: n for cel, n in heel.waarden.items() if cel not in self._eerste},
            sommen=[one for one in sommen if one.parts != (one.total,)],
            getoond=self._eersten(heel.getoond),
            samen=[own for own in map(self._eersten, heel.samen) if len(own) > 1],
            grootste=self._elk(heel.grootste, max),
            kenners={naam: self._eersten(cells) for naam, cells in heel.kenners.items()},
            breedte=self._elk(heel.breedte, max),
            gevoelig=self._eersten(heel.gevoelig),
            eerder=self._eersten(heel.eerder),
            gewicht=self._gewicht(),
            grenzen=grenzen,
            bekend=self._eersten(heel.bekend),
        )

    def _gewicht(self) -> dict[Cel, float]:
        """Each of them is missed, and each for more than the one before: as a total is for more than its part."""
        equal = self._heel.getoond & (self._eerste.keys() | {*self._eerste.values()})
        own = {cel: self._heel.gewicht.get(cel, 1.0) for cel in equal}
        return {**self._elk(self._heel.gewicht, max), **self._elk(own, _opgeteld)}

    def _eersten(self, cells: frozenset[Cel]) -> frozenset[Cel]:
        later = cells & self._eerste.keys()
        return frozenset((cells - later) | {self._eerste[cel] for cel in later}) if later else cells

    def _samen(self, values: Mapping[Cel, Value]) -> dict[Cel, list[Value]]:
        found: dict[Cel, list[Value]] = {}
        for cel, value in values.items():
            found.setdefault(self._van(cel), []).append(value)
        return found

    def _elk(self, values: Mapping[Cel, Value], of: Callable[[list[Value]], Value]) -> dict[Cel, Value]:
        return {cel: of(own) for cel, own in self._samen(values).items()}

    def heel(self, gevonden: Bescherming) -> Bescherming:
        """The pattern of the whole block, given that of the shorter one."""
        if not self._eerste:
            return gevonden
        return replace(
            gevonden,
            verborgen=self._alle(gevonden.verborgen),
            primair=self._alle(gevonden.primair),
            getuigen=self._bundel(gevonden.getuigen),
        )

    def _alle(self, cells: frozenset[Cel]) -> frozenset[Cel]:
        also = {cel for cel, first in self._eerste.items() if first in cells}
        return (cells | also) & self._heel.getoond

    def _bundel(self, kort: Bundel) -> Bundel:
        """The same changes, in which what is equal changes alike."""
        place = {cel: i for i, cel in enumerate(sorted(self.blok.waarden))}
        first = np.array([place[self._van(cel)] for cel in sorted(self._heel.waarden)])
        order = np.argsort(first, kind="stable")  # the places of equal cells side by side
        starts = np.searchsorted(first[order], np.arange(len(place) + 1))
        number = np.diff(starts)[kort.places]  # of cells that stand for each entry
        ends = np.cumsum(number)
        inside = np.arange(number.sum()) - np.repeat(ends - number, number)
        places = order[np.repeat(starts[kort.places], number) + inside]
        return Bundel(places, np.repeat(kort.steps, number), np.append(0, ends)[kort.starts])


def _opgeteld(gewichten: Sequence[float]) -> float:
    return sum(number * gewicht for number, gewicht in enumerate(sorted(gewichten), 1))


def _eerste(blok: Blok) -> dict[Cel, Cel]:
    """Of each cell that is equal to one before it by name, the first that it is equal to."""
    found: dict[Cel, Cel] = {}

    def first(cel: Cel) -> Cel:
        while cel in found:
            cel = found[cel]
        return cel

    for one in blok.sommen:
        if len(one.parts) == 1 and _asked(blok, one.total) == _asked(blok, one.parts[0]):
            een, ander = sorted((first(one.total), first(one.parts[0])))
            if een != ander:
                found[ander] = een
    return {cel: first(cel) for cel in found}


def _asked(blok: Blok, cel: Cel) -> tuple[int | None, bool, bool]:
    return blok.breedte.get(cel), cel in blok.gevoelig, cel in blok.bekend
