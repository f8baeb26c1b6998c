"""Vensters of one peildatum that count the same school weeks, as they do early in a schooljaar.

Where they do, each figure of the one is one of the other. With another minimum of school days some pupils have a laag
in the narrow venster only: those are a part of its figures. Whether weeks are the same is read off the counts: who is
counted the same in every gemeente and type of school of a group is taken to be the same.
"""

from collections.abc import Iterator, Mapping, Sequence

from disclosure.blok import Cel
from disclosure.stelsel import Sum
from disclosure.tabellen.lagenbanden import ONBEKEND, OPEN, Banden, bekend
from disclosure.tabellen.lagenmeting import Groep, Meting, telt_in

Tellingen = Mapping[str, int]  # pupils by band


class Samen:
    """The ties between the vensters of a peildatum, widest first. geheel: those that are tied to each other."""

    def __init__(self, metingen: Sequence[Meting]) -> None:
        self.geheel: list[list[Meting]] = []
        self._banden: dict[str, Band] = {}  # by the narrower venster
        for meting in metingen:
            band = Band(self.geheel[-1][-1], meting) if self.geheel else None
            if band and band.sommen:
                self.geheel[-1].append(meting)
                self._banden[meting.venster] = band
            else:
                self.geheel.append([meting])

    def van(self, metingen: Sequence[Meting]) -> list["Band"]:
        """The ties between these."""
        return [self._banden[meting.venster] for meting in metingen[1:]]


class Band:
    """The ties between two vensters, the wider first.

    sommen, waarden: of cells that neither has by itself. samen: figures that are hidden or shown as one. geen_telling:
    cells that tell only who has a laag.
    """

    def __init__(self, wijd: Meting, smal: Meting) -> None:
        self.sommen: list[Sum[Cel]] = []
        self.waarden: dict[Cel, int] = {}
        self.samen: list[frozenset[Cel]] = []
        self.geen_telling: set[Cel] = set()
        for groep in wijd.groepen:
            pairs = [pair for pair in wijd.tellingen if telt_in(pair, groep)]
            counts = [(wijd.tellingen[pair], smal.tellingen.get(pair, {})) for pair in pairs]
            if all(own == other for own, other in counts):
                self._zelfde(wijd, smal, groep)
            elif all(_is_part(own, other) for own, other in counts):
                self._deel(wijd, smal, groep)

    def _zelfde(self, wijd: Meting, smal: Meting, groep: Groep) -> None:
        for bands in _banden(wijd, smal, groep):
            cellen = wijd.cel(groep, bands), smal.cel(groep, bands)
            self.sommen.append(Sum(cellen[0], cellen[1:]))
            if {*cellen} <= wijd.getoond | smal.getoond:
                self.samen.append(frozenset(cellen))

    def _deel(self, wijd: Meting, smal: Meting, groep: Groep) -> None:
        for bands in _banden(wijd, smal, groep):
            deel, geheel = wijd.cel(groep, bands), smal.cel(groep, bands)
            if bands in ((OPEN,), (ONBEKEND,)):
                if bands == (OPEN,):
                    self.sommen.append(Sum(geheel, (deel,)))
                continue
            later = ("alleen_smal", *geheel)
            self.waarden[later] = smal.waarden[geheel] - wijd.waarden[deel]
            self.sommen.append(Sum(geheel, (deel, later)))
            if bands == bekend():
                self.geen_telling.add(later)


def _banden(wijd: Meting, smal: Meting, groep: Groep) -> Iterator[Banden]:
    """The sets of bands of which both have a cell."""
    for bands in wijd.banden:
        if wijd.cel(groep, bands) in wijd.waarden and smal.cel(groep, bands) in smal.waarden:
            yield bands


def _is_part(wijd: Tellingen, smal: Tellingen) -> bool:
    """Whether they can be the same pupils, of whom more have a laag in the narrow venster."""
    if not smal or sum(wijd.values()) != sum(smal.values()) or wijd[OPEN] != smal[OPEN]:
        return False
    return all(wijd[band] <= smal[band] for band in bekend())
