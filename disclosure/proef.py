"""The proof of a release: an attack on its tables as they were written, and the report that stands in it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from time import thread_time

import polars as pl

from disclosure.aanval import aanval
from disclosure.blok import Blok, Cel
from disclosure.getuigen import NIEMAND, Bundel
from disclosure.primair import primair
from disclosure.publicatie import HIDDEN, Familie, Publicatie
from disclosure.toepassen import getoond_in, verzwegen
from schemas.verdeling import Verdeel, na_elkaar

Lees = Callable[[str], pl.DataFrame]
Frames = Mapping[str, pl.DataFrame]
ENOUGH = 2500  # pupils of whom it may be told, in whole percents, how many are hidden: fewer is a sum of hidden cells

ONTHULLING = {
    "familie": pl.String,
    "tabel": pl.String,
    "cellen": pl.Int64,
    "verborgen": pl.Int64,
    "fijnste": pl.Int64,
    "fijnste_verborgen": pl.Int64,
    "leerlingen_procent": pl.Int64,
    "blokken": pl.Int64,
    "overgenomen": pl.Int64,
    "nauwste": pl.Int64,
    "seconden": pl.Float64,
}


@dataclass
class Stand:
    """What became of the blocks of a family, by the name of the block.

    blokken: all of them, as they follow from `frames`. inhoud: fingerprint. verborgen: the cells that are hidden.
    nauwste: the narrowest interval an attacker finds. overgenomen: blocks that are the same as in the release in use,
    where they were proven. getuigen: what protecting found to show that nothing comes out, for the attack to check.
    """

    familie: Familie
    floor: int
    frames: Frames = field(default_factory=dict)
    blokken: list[Blok] = field(default_factory=list)
    inhoud: dict[str, str] = field(default_factory=dict)
    verborgen: dict[str, frozenset[Cel]] = field(default_factory=dict)
    nauwste: dict[str, int | None] = field(default_factory=dict)
    overgenomen: set[str] = field(default_factory=set)
    getuigen: dict[str, Bundel] = field(default_factory=dict)
    seconden: float = 0.0


@dataclass(frozen=True)
class Proef:
    """What an attack on a release found. onthulling: as ONTHULLING, grain: publication table.

    There fijnste are the cells of the finest level, leerlingen_procent the part of the pupils at that level who are
    counted in hidden cells (rounded up), nauwste the narrowest interval of a hidden count, seconden those of a core.
    lekken: by table or block the number of cells that say more than they may; empty when the release is safe.
    """

    onthulling: pl.DataFrame
    lekken: Mapping[str, int]


def aangevallen(standen: Sequence[Stand], exact: Lees, gepubliceerd: Lees, verdeel: Verdeel = na_elkaar) -> Proef:
    """Attack the tables of a release as they were written, with all that ties them. verdeel: shares out the blocks."""
    made = {one.mart: gepubliceerd(one.mart) for stand in standen for one in stand.familie.publicaties}
    lekken = _Lekken()
    begonnen: list[tuple[Stand, str]] = []

    def tasks() -> Iterator[tuple[Blok, frozenset[Cel], int, Bundel]]:
        for stand in standen:
            for blok, verborgen in _te_bestoken(stand, exact, made, lekken):
                begonnen.append((stand, blok.naam))
                yield blok, verborgen, stand.floor, stand.getuigen.get(blok.naam, NIEMAND)

    for number, (nauwste, cellen, seconden) in enumerate(verdeel(_bestookt, tasks())):
        stand, naam = begonnen[number]
        stand.nauwste[naam] = nauwste
        stand.seconden += seconden
        lekken.add(naam, cellen)
    return Proef(
        pl.DataFrame(
            [
                _regel(stand, one, stand.frames[one.mart], made[one.mart])
                for stand in standen
                for one in stand.familie.publicaties
            ],
            schema=ONTHULLING,
            orient="row",
        ),
        lekken.cellen,
    )


@dataclass
class _Lekken:
    """By table or block how many cells say more than they may."""

    cellen: dict[str, int] = field(default_factory=dict)

    def add(self, naam: str, cellen: int) -> None:
        if cellen:
            self.cellen[naam] = self.cellen.get(naam, 0) + cellen


def _te_bestoken(stand: Stand, exact: Lees, made: Frames, lekken: _Lekken) -> Iterator[tuple[Blok, frozenset[Cel]]]:
    """The blocks of a family with what is not shown of them, save those proven in the release in use."""
    shown: dict[Cel, int] = {}
    for publicatie in stand.familie.publicaties:
        shown |= getoond_in(publicatie, made[publicatie.mart])
        lekken.add(publicatie.mart, int(not verzwegen(publicatie, made[publicatie.mart])))
    tried = set[Cel]()  # a cell can stand in several blocks, and is attacked in each
    for blok in _blokken(stand, stand.familie.frames(exact, made)):
        tried |= blok.getoond
        wrong, verborgen = _gelezen(blok, shown, stand)
        lekken.add(blok.naam, wrong)
        if not (blok.naam in stand.overgenomen and _is_zelfde(blok, verborgen, stand)):
            yield blok, verborgen
    lekken.add(stand.familie.naam, len(shown.keys() - tried))  # a figure of no block was never protected


def _blokken(stand: Stand, frames: Frames) -> Iterable[Blok]:
    """What the exact tables and those of other families, as they stand there now, make of the family.

    They are those that were protected when all that they are made of is still the same: to make them again takes longer
    than to attack them.
    """
    same = frames.keys() == stand.frames.keys() and all(frames[name].equals(stand.frames[name]) for name in frames)
    return stand.blokken if same else stand.familie.blokken(frames, frozenset())


def _bestookt(blok: Blok, verborgen: frozenset[Cel], floor: int, getuigen: Bundel) -> tuple[int | None, int, float]:
    """The narrowest interval that an attack on a block finds, how many cells are too narrow, and seconds of a core."""
    start = thread_time()
    found = aanval(blok, verborgen, floor, getuigen)
    return found.nauwste, len(found.bevindingen), thread_time() - start


def _gelezen(blok: Blok, shown: Mapping[Cel, int], stand: Stand) -> tuple[int, frozenset[Cel]]:
    """How many cells of a block are shown that are wrong or sensitive; and which are not shown."""
    own = {cel: shown[cel] for cel in blok.getoond if cel in shown}
    wrong = sum(value != blok.waarden[cel] for cel, value in own.items())
    return wrong + len(primair(blok, stand.floor) & own.keys()), blok.getoond - own.keys()


def _is_zelfde(blok: Blok, verborgen: frozenset[Cel], stand: Stand) -> bool:
    """Whether so much is hidden as was proven to be enough."""
    bronnen = {one.bron for bounds in blok.grenzen.values() for one in bounds}  # more of them hidden says less
    return stand.verborgen[blok.naam] <= verborgen and verborgen - stand.verborgen[blok.naam] <= bronnen


def _regel(
    stand: Stand, publicatie: Publicatie, frame: pl.DataFrame, made: pl.DataFrame
) -> tuple[str | int | float | None, ...]:
    """How much of a publication table is hidden; blocks, width and seconds are those of the whole family."""
    marks = [name + HIDDEN for name in publicatie.tellingen]
    fine = made.filter(publicatie.fijnst)
    hidden, pupils = hidden_pupils(publicatie, frame, fine)
    return (
        stand.familie.naam,
        publicatie.mart,
        _cellen(made, publicatie),
        _sum(made, marks),
        _cellen(fine, publicatie),
        _sum(fine, marks),
        -(-100 * hidden // pupils) if pupils >= ENOUGH else None,
        len(stand.inhoud),
        len(stand.overgenomen),
        min((width for width in stand.nauwste.values() if width is not None), default=None),
        round(stand.seconden, 2),
    )


def _cellen(frame: pl.DataFrame, publicatie: Publicatie) -> int:
    """How many figures are shown or hidden; a row can have a measure that is not published for it."""
    told = [(pl.col(name).is_not_null() | pl.col(name + HIDDEN)).sum() for name in publicatie.tellingen]
    return int(frame.select(pl.sum_horizontal(told)).item()) if told else 0


def hidden_pupils(publicatie: Publicatie, frame: pl.DataFrame, made: pl.DataFrame) -> tuple[int, int]:
    """How many pupils are counted in hidden cells of the first telling, and in all. frame: the exact mart."""
    first, key = publicatie.tellingen[0], list(publicatie.sleutel)
    marked = made.select(*key, first + HIDDEN).join(frame.select(*key, first), on=key, how="left", nulls_equal=True)
    return int(marked.filter(pl.col(first + HIDDEN))[first].sum()), int(marked[first].sum())


def _sum(frame: pl.DataFrame, marks: Sequence[str]) -> int:
    return int(sum(frame[mark].sum() for mark in marks))
