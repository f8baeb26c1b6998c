"""The cells of one measurement of lagen: a peildatum and venster, by gemeente, type of school and band.

How many pupils had scheduled time follows from other vensters, days and tables, and so does how many of them came too
late or left too soon to have a laag. So their number is told of the region only; and there it counts as known to
everybody how many pupils there are, so that whatever says who came and went tells nothing new.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from itertools import product

from disclosure.blok import Cel
from disclosure.stelsel import Sum
from disclosure.tabellen.lagenbanden import ONBEKEND, OPEN, Banden, alle_banden, bekend, gepubliceerd, naam, wissels
from schemas.codes import ALLE, GEMEENTEN, LAGEN_GEMEENTE, LAGEN_REGIO, SECTOR_GROEPEN, SECTOREN
from schemas.definities import register

BASIS, MAAT = "lagen", "leerlingen"

Groep = tuple[str, str]  # gemeente, sector
REGIO: Groep = (ALLE, ALLE)


class Meting:
    """The counts of a peildatum and venster, by gemeente, type of school and band.

    wisselt: whether it is also published how many change laag with another preset, as at the end of a schooljaar.
    grootste: how many pupils of a range of bands of a group are of the school with the most of them; kept of each cell,
    and of each range that is no figure of its own but would be hidden, for it can follow from those that are.
    """

    def __init__(
        self,
        peildatum: dt.date,
        venster: str,
        counts: Mapping[tuple[str, str, str], int],
        grootste: Mapping[Groep, Mapping[Banden, int]],
        *,
        wisselt: bool,
    ) -> None:
        self.peildatum, self.venster = peildatum.isoformat(), venster
        self.gepubliceerd = tuple(dict.fromkeys([*gepubliceerd(), *(wissels().values() if wisselt else ())]))
        self.banden = tuple(dict.fromkeys([*self.gepubliceerd, *((band,) for band in alle_banden())]))
        filled = {(gemeente, sector) for (gemeente, sector, _), n in counts.items() if n}
        self.tellingen = _per_paar(counts)
        self.per_band = _per_band(counts)
        # a group without pupils is not in the release, which tells that all of it is zero
        self.groepen = [
            (niveau, sector)
            for niveau, levels in ((ALLE, LAGEN_REGIO), *((code, LAGEN_GEMEENTE) for code in GEMEENTEN))
            for sector in levels
            if any(telt_in(own, (niveau, sector)) for own in filled)
        ]
        self.met_onbekend = self._met_onbekend(grootste)
        self.getoond: set[Cel] = set()
        self.bekend: set[Cel] = set()
        self.gevoelig: set[Cel] = set()
        self.sommen: list[Sum[Cel]] = []
        self.waarden: dict[Cel, int] = {}
        self._cellen = {groep: [self.cel(groep, bands) for bands in self.banden] for groep in self.groepen}
        self._plaats = {bands[0]: place for place, bands in enumerate(self.banden) if len(bands) == 1}
        self.grootste: dict[Cel, int] = {}
        for groep in self.groepen:
            self._groep(groep)
            self._van_scholen(groep, grootste.get(groep, {}))

    @property
    def aantal(self) -> int:
        """The pupils of the region."""
        return sum(self.per_band.get(REGIO, {}).values())

    def cel(self, groep: Groep, bands: Banden) -> Cel:
        return (BASIS, MAAT, self.peildatum, self.venster, *groep, naam(bands))

    def _met_onbekend(self, grootste: Mapping[Groep, Mapping[Banden, int]]) -> tuple[Groep, ...]:
        """The groups of which it is told how many have no laag yet: the region, and its groups of schools.

        The latter not where either those or the others are few, or nearly all of one school, in one of them: no figure
        is hidden to keep it.
        """
        groepen = [groep for groep in self.groepen if groep[0] == ALLE and groep[1] in SECTOR_GROEPEN]
        few = any(self._van_weinig(groep, grootste.get(groep, {}).get((ONBEKEND,), 0)) for groep in groepen)
        return (REGIO,) if few else (REGIO, *groepen)

    def _van_weinig(self, groep: Groep, grootste: int) -> bool:
        drempels, per_band = register().drempels, self.per_band.get(groep, {})
        unknown, known = per_band.get(ONBEKEND, 0), sum(per_band.get(band, 0) for band in bekend())
        return (unknown > 0 and unknown - grootste < drempels.minimale_telling) or (
            0 < known < drempels.minimale_noemer_procent
        )

    def _groep(self, groep: Groep) -> None:
        """The cells of a group: every band, and each set of them that is published."""
        per_band, cellen = self.per_band[groep], self._cellen[groep]
        known, everybody = sum(per_band[band] for band in bekend()), sum(per_band.values())
        divided, met_onbekend = [parts for parts in self._divisions(groep) if parts], {*self.met_onbekend}
        of_parts = [[self._cellen[part] for part in parts] for parts in divided]
        of_parts_onbekend = [[self._cellen[part] for part in parts] for parts in divided if {*parts} <= met_onbekend]
        for place, bands in enumerate(self.banden):
            if bands == (ONBEKEND,) and groep not in met_onbekend:
                continue
            cel, count = cellen[place], sum(per_band[band] for band in bands)
            published = bands in self.gepubliceerd and (bands != bekend() or 2 * known >= everybody)
            if not published and divided and groep[1] == ALLE and (groep, bands) != (REGIO, bekend()):
                continue  # follows from its parts, and no figure needs it
            self.waarden[cel] = count
            if published:
                self.getoond.add(cel)
            if _tells_of_everybody(bands) and count == known > 0:
                self.gevoelig.add(cel)
            if groep[1] != ALLE and len(bands) > 1:
                self.sommen.append(Sum(cel, tuple(cellen[self._plaats[band]] for band in bands)))
            if groep[1] == ALLE or len(bands) == 1:
                told = of_parts_onbekend if bands == (ONBEKEND,) else of_parts
                self.sommen += [Sum(cel, tuple(part[place] for part in parts)) for parts in told]
        gemeten = [band for band in bekend() if band != OPEN]
        if not any(per_band[band] for band in gemeten):  # too early in the schooljaar, as everybody knows
            self.bekend |= {cel for band in gemeten if (cel := self.cel(groep, (band,))) in self.waarden}
        if groep in self.met_onbekend and not self._van_weinig(groep, 0):
            allen = ("allen", *self.cel(groep, ()))
            self.waarden[allen] = everybody
            self.bekend.add(allen)
            self.sommen.append(Sum(allen, (self.cel(groep, bekend()), self.cel(groep, (ONBEKEND,)))))

    def _van_scholen(self, groep: Groep, grootste: Mapping[Banden, int]) -> None:
        """What the school with the most has of each range of bands, also of one that others follow from alone."""
        per_band, floor = self.per_band[groep], register().drempels.minimale_telling
        for bands, share in grootste.items():
            cel = self.cel(groep, bands)
            if cel not in self.waarden:
                count = sum(per_band[band] for band in bands)
                if count - share >= floor or bands == (ONBEKEND,):
                    continue
                parts = [groep] if groep[1] != ALLE else self._divisions(groep)[0]
                self.waarden[cel] = count
                self.sommen.append(Sum(cel, tuple(self.cel(part, (band,)) for part in parts for band in bands)))
            self.grootste[cel] = share

    def _divisions(self, groep: Groep) -> list[list[Groep]]:
        """What a group is divided into: all schools into groups, a group of the region into types and gemeenten."""
        gemeente, sector = groep
        if sector == ALLE:
            return [[own for own in self.groepen if own[0] == gemeente and own[1] in SECTOR_GROEPEN]]
        if gemeente != ALLE or sector not in SECTOR_GROEPEN:
            return []
        types = [own for own in self.groepen if own[0] == ALLE and SECTOREN.get(own[1]) == sector]
        return [types, [own for own in self.groepen if own[0] != ALLE and own[1] == sector]]

    def kenners(self) -> dict[str, frozenset[Cel]]:
        """Each gemeente knows the figures about its own pupils."""
        return {
            code: frozenset(cel for cel in self.waarden if cel[4] == code)
            for code in GEMEENTEN
            if any(groep[0] == code for groep in self.groepen)
        }


def _per_paar(counts: Mapping[tuple[str, str, str], int]) -> dict[Groep, dict[str, int]]:
    """Of each gemeente and type of school the pupils by band."""
    found: dict[Groep, dict[str, int]] = defaultdict(lambda: dict.fromkeys(alle_banden(), 0))
    for (gemeente, sector, band), n in counts.items():
        found[gemeente, sector][band] += n
    return dict(found)


def _per_band(counts: Mapping[tuple[str, str, str], int]) -> dict[Groep, dict[str, int]]:
    """Of each group that a gemeente and type of school count in, the pupils by band."""
    found: dict[Groep, dict[str, int]] = defaultdict(lambda: dict.fromkeys(alle_banden(), 0))
    for (gemeente, sector), tellingen in _per_paar(counts).items():
        for groep in product((ALLE, gemeente), {ALLE, sector, SECTOREN[sector]}):
            own = found[groep]
            for band, n in tellingen.items():
                own[band] += n
    return dict(found)


def _tells_of_everybody(bands: Banden) -> bool:
    """Whether it says something of a person that everybody of a group is in it: all but the band that misses least."""
    return ONBEKEND not in bands and alle_banden()[0] not in bands


@cache
def paren_in(pairs: frozenset[Groep], groep: Groep) -> tuple[Groep, ...]:
    """Which of these gemeenten and types of school count in a group."""
    return tuple(pair for pair in sorted(pairs) if telt_in(pair, groep))


def telt_in(pair: Groep, groep: Groep) -> bool:
    """Whether a gemeente and type of school count in a gemeente (or the region) and a level of sector."""
    return groep[0] in (ALLE, pair[0]) and groep[1] in (ALLE, pair[1], SECTOREN[pair[1]])
