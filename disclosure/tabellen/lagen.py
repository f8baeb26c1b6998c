"""Lagen: every figure of every preset is a sum of the same bands of missed time, so all are protected together.

The bands are cut at each threshold of any preset; open cases and pupils of whom too little is known are bands of their
own. What is published: the region by every level of sector, each gemeente by group.

A gemeente by type of school is never shown, and needs no cells: whatever the gemeenten and the types of a group come to
in a band, every division over both that fits is possible. So it is known no better than they are: its bounds lie as far
apart as the smallest of the gemeente, the type, and what either leaves of the group.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import cache

import polars as pl

from disclosure.blok import Blok, Cel
from disclosure.publicatie import Familie, Plaats, Publicatie
from disclosure.stelsel import Sum
from schemas.codes import ALLE, GEMEENTEN, LAGEN, LAGEN_GEMEENTE, LAGEN_REGIO, SECTOR_GROEPEN, SECTOREN
from schemas.definities import Preset, banden, register

BASIS, MAAT = "lagen", "leerlingen"
OPEN, ONBEKEND = "open", "onbekend"

Banden = tuple[str, ...]
Groep = tuple[str, str]  # gemeente, sector


def blokken(frames: Mapping[str, pl.DataFrame], eerder: AbstractSet[Cel]) -> Iterator[Blok]:
    """One block per peildatum and venster, of `basis_lagen` (grain: peildatum x venster x gemeente x sector x band)."""
    order = ("peildatum", "venster", "gemeente", "sector", "band")
    rows = frames["basis_lagen"].select(*order, MAAT).sort(*order)
    for own in rows.partition_by("peildatum", "venster", maintain_order=True):
        peildatum, venster = own.row(0)[:2]
        counts = {(gemeente, sector, band): n for _, _, gemeente, sector, band, n in own.iter_rows()}
        yield _blok(_Meting(peildatum, venster, counts), eerder)


class _Meting:
    """The counts of a peildatum and venster, by gemeente, type of school and band."""

    def __init__(self, peildatum: dt.date, venster: str, counts: Mapping[tuple[str, str, str], int]) -> None:
        self.peildatum, self.venster, self.counts = peildatum.isoformat(), venster, counts
        filled = {(gemeente, sector) for (gemeente, sector, _), n in counts.items() if n}
        # a group without pupils is not in the release, which tells that all of it is zero
        self.groepen = [
            (niveau, sector)
            for niveau, levels in ((ALLE, LAGEN_REGIO), *((code, LAGEN_GEMEENTE) for code in GEMEENTEN))
            for sector in levels
            if any(_counts_in(own, (niveau, sector)) for own in filled)
        ]
        self.getoond: set[Cel] = set()
        self.gevoelig: set[Cel] = set()
        self.sommen: list[Sum[Cel]] = []
        self.waarden: dict[Cel, int] = {}
        for groep in self.groepen:
            self._groep(groep)

    def cel(self, groep: Groep, bands: Banden) -> Cel:
        return (BASIS, MAAT, self.peildatum, self.venster, *groep, "+".join(bands))

    def _groep(self, groep: Groep) -> None:
        """The cells of a group: every band, and each set of them that is published."""
        per_band = dict.fromkeys(alle_banden(), 0)
        for (gemeente, sector, band), n in self.counts.items():
            if _counts_in((gemeente, sector), groep):
                per_band[band] += n
        known = sum(per_band[band] for band in bekend())
        divided = [parts for parts in self._divisions(groep) if parts]
        for bands in dict.fromkeys([*gepubliceerd(), *((band,) for band in alle_banden())]):
            cel, count = self.cel(groep, bands), sum(per_band[band] for band in bands)
            published = bands in gepubliceerd() and (bands != bekend() or 2 * known >= sum(per_band.values()))
            if not published and divided and groep[1] == ALLE:
                continue  # follows from its parts, and no figure needs it
            self.waarden[cel] = count
            if published:
                self.getoond.add(cel)
            if _tells_of_everybody(bands) and count == known > 0:
                self.gevoelig.add(cel)
            if groep[1] != ALLE and len(bands) > 1:
                self.sommen.append(Sum(cel, tuple(self.cel(groep, (band,)) for band in bands)))
            if groep[1] == ALLE or len(bands) == 1:
                self.sommen += [Sum(cel, tuple(self.cel(part, bands) for part in parts)) for parts in divided]

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


def _blok(meting: _Meting, eerder: AbstractSet[Cel]) -> Blok:
    return Blok(
        naam=f"{BASIS} {meting.peildatum} {meting.venster}",
        waarden=meting.waarden,
        sommen=meting.sommen,
        getoond=frozenset(meting.getoond),
        kenners=meting.kenners(),
        gevoelig=frozenset(meting.gevoelig),
        eerder=frozenset(eerder & meting.waarden.keys()),
    )


def _tells_of_everybody(bands: Banden) -> bool:
    """Whether it says something of a person that everybody of a group is in it: all but the band that misses least."""
    return ONBEKEND not in bands and alle_banden()[0] not in bands


def _counts_in(pair: Groep, groep: Groep) -> bool:
    """Whether a gemeente and type of school count in a gemeente (or the region) and a level of sector."""
    return groep[0] in (ALLE, pair[0]) and groep[1] in (ALLE, pair[1], SECTOREN[pair[1]])


@cache
def alle_banden() -> Banden:
    """Every band, the one that misses least first."""
    return (*(str(vanaf) for vanaf in banden()), OPEN, ONBEKEND)


def bekend() -> Banden:
    """Pupils whose laag is known."""
    return alle_banden()[:-1]


def van_laag(preset: Preset, laag: str) -> Banden:
    """The bands that make up a laag."""
    low, high = {"1": (0, preset.laag_2_vanaf), "2": (preset.laag_2_vanaf, preset.laag_3_vanaf)}.get(
        laag, (preset.laag_3_vanaf, None)
    )
    if laag == ONBEKEND:
        return (ONBEKEND,)
    return (*_between(low, high), OPEN) if laag == "3" else _between(low, high)


def aandacht(preset: Preset) -> Banden:
    """The bands of the lighter part of laag 1."""
    return _between(preset.aandacht_vanaf, preset.laag_2_vanaf)


def _between(low: int, high: int | None) -> Banden:
    return tuple(str(vanaf) for vanaf in banden() if low <= vanaf and (high is None or vanaf < high))


@cache
def gepubliceerd() -> tuple[Banden, ...]:
    """Each set of bands of which a count is published, once: presets share some."""
    presets = register().presets.values()
    found = [van_laag(preset, laag) for preset in presets for laag in LAGEN]
    return tuple(dict.fromkeys([*found, *(aandacht(preset) for preset in presets), bekend()]))


def _plaats(bands: pl.Expr) -> Plaats:
    keys = ("peildatum", "venster", "gemeente", "sector")
    return Plaats(BASIS, MAAT, (*(pl.col(name).cast(pl.String) for name in keys), bands))


def _plaatsen() -> dict[str, Plaats]:
    presets = register().presets
    lagen = {f"{name} {laag}": "+".join(van_laag(preset, laag)) for name, preset in presets.items() for laag in LAGEN}
    lighter = {name: "+".join(aandacht(preset)) for name, preset in presets.items()}
    of_laag = pl.concat_str("preset", "laag", separator=" ").replace_strict(lagen, return_dtype=pl.String)
    of_aandacht = pl.col("preset").replace_strict(lighter, return_dtype=pl.String)
    return {
        MAAT: _plaats(of_laag),
        "aandacht": _plaats(pl.when(pl.col("aandacht").is_not_null()).then(of_aandacht)),
        "bekend": _plaats(pl.when(pl.col("bekend").is_not_null()).then(pl.lit("+".join(bekend())))),
    }


PUBLICATIE = Publicatie(
    "mart_lagen",
    ("peildatum", "venster", "preset", "gemeente", "sector", "laag"),
    (MAAT, "aandacht", "bekend"),
    plaatsen=_plaatsen(),
    fijnst=(pl.col("gemeente") != ALLE) & (pl.col("sector") != ALLE),
)
FAMILIE = Familie("lagen", ("basis_lagen", "mart_lagen"), (PUBLICATIE,), blokken)
