"""Vensters that count the same school weeks: of one peildatum early in a schooljaar, and where all schools were closed.

Where they do, each figure of the one is one of the other. With another minimum of school days some pupils have a laag
in the narrow venster only: those are a part of its figures. Whether weeks are the same is read off the counts: who is
counted the same in every gemeente and type of school of a group is taken to be the same.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from disclosure.blok import Cel
from disclosure.stelsel import Sum
from disclosure.tabellen.lagenbanden import ONBEKEND, OPEN, Banden, bekend
from disclosure.tabellen.lagenmeting import Groep, Meting, paren_in
from schemas.definities import register

Tellingen = Mapping[str, int]  # pupils by band


class Samen:
    """The ties between the vensters of each peildatum of a schooljaar, widest first, and of days with no week between.

    geheel: those that are tied to each other.
    """

    def __init__(self, dagen: Sequence[Sequence[Meting]]) -> None:
        self._banden = [(*pair, Band(*pair)) for dag in dagen for pair in pairwise(dag)]
        for eerder, later in pairwise(dagen):
            for pair in ((een, ander) for een in eerder for ander in later if een.venster == ander.venster):
                self._banden.append((*pair, Band(*pair, nieuwe_dag=True)))
        self._banden = [own for own in self._banden if own[-1].sommen]
        self.geheel: list[list[Meting]] = []
        for meting in (meting for dag in dagen for meting in dag):
            near = [een for een, ander, _ in self._banden if ander is meting]
            tied = [geheel for geheel in self.geheel if any(een in geheel for een in near)]
            self.geheel = [geheel for geheel in self.geheel if geheel not in tied]
            self.geheel.append([own for geheel in tied for own in geheel] + [meting])

    def van(self, metingen: Sequence[Meting]) -> list["Band"]:
        """The ties between these."""
        return [band for een, _, band in self._banden if een in metingen]


class Band:
    """The ties between two vensters, the wider first; or the same one of two days, the earlier first (nieuwe_dag).

    Of another day only groups count that are the same with so many pupils that it is no accident: there was no school
    week between, and nobody got an open case.
    sommen, waarden: of cells that neither has by itself. samen: figures that are hidden or shown as one. geen_telling:
    cells that tell only who has a laag.
    """

    def __init__(self, wijd: Meting, smal: Meting, *, nieuwe_dag: bool = False) -> None:
        self.sommen: list[Sum[Cel]] = []
        self.waarden: dict[Cel, int] = {}
        self.samen: list[frozenset[Cel]] = []
        self.geen_telling: set[Cel] = set()
        pairs = frozenset(wijd.tellingen.keys() | smal.tellingen.keys())
        for groep in wijd.groepen:
            own = paren_in(pairs, groep)
            counts = [(wijd.tellingen.get(pair, {}), smal.tellingen.get(pair, {})) for pair in own]
            if all(een == ander for een, ander in counts):
                if not nieuwe_dag or _is_geen_toeval(een for een, _ in counts):
                    self._zelfde(wijd, smal, groep)
            elif not nieuwe_dag and all(_is_part(een, ander) for een, ander in counts):
                self._deel(wijd, smal, groep)

    def _zelfde(self, wijd: Meting, smal: Meting, groep: Groep) -> None:
        for bands in _banden(wijd, smal, groep):
            een, ander = wijd.cel(groep, bands), smal.cel(groep, bands)
            self.sommen.append(Sum(een, (ander,)))
            if een in wijd.getoond and ander in smal.getoond:
                self.samen.append(frozenset((een, ander)))

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


def _is_geen_toeval(tellingen: Iterable[Tellingen]) -> bool:
    known = sum(own.get(band, 0) for own in tellingen for band in bekend() if band != OPEN)
    return known >= register().drempels.minimale_noemer_procent


def _is_part(wijd: Tellingen, smal: Tellingen) -> bool:
    """Whether they can be the same pupils, of whom more have a laag in the narrow venster."""
    if not smal or sum(wijd.values()) != sum(smal.values()) or wijd[OPEN] != smal[OPEN]:
        return False
    return all(wijd[band] <= smal[band] for band in bekend())
