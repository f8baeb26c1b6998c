"""The definitions of thuiszitter beside each other: who counts in one and not in another is a figure too.

A definition that counts some children from their first day at home, and another that counts them after four weeks,
count the same once those four weeks are over. An exemption, which one of them may leave out, is not looked at: where
the counts allow it, all of the narrower one are taken to be part of the wider one, as somebody who subtracts would.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

import polars as pl

from disclosure.blok import Cel
from disclosure.tabellen.opbouw import Opbouw
from schemas.codes import ALLE
from schemas.definities import ThuiszitterDefinitie, register

KINDEREN = "kinderen"
ABSOLUUT = frozenset({"absoluut"})  # enrolled at no school: Leerplichtwet 1969, art. 2 lid 1
VIER_WEKEN, JONG = "vier weken", "jong"  # cells that are never shown, and follow from those that are

Vak = tuple[str, ...]  # measure and codes, the same for every definition
NIET_INGESCHREVEN = "geen"  # the sector of those children
ABSOLUUT_VAK = (KINDEREN, NIET_INGESCHREVEN, ALLE)


@dataclass(frozen=True)
class Telling:
    """What a definition, or another count of children at home, counts on one day.

    direct: soorten of a case that count from its start. later: all that count once it lasts four weeks. cellen: where
    each count stands; vier_weken: where those of it stand who are at home for four weeks or longer, as far as known.
    """

    direct: frozenset[str]
    later: frozenset[str]
    cellen: Mapping[Vak, Cel]
    vier_weken: Mapping[Vak, Cel]


def volgens(bouw: Opbouw, definitie: str, cellen: Mapping[Vak, Cel], jong: Mapping[Vak, Cel]) -> Telling:
    """What a definition counts. jong: of counts that can have them, the children at home for less than four weeks."""
    own = register().thuiszitters[definitie]
    vier_weken = {vak: bouw.rest(VIER_WEKEN, cel, jong[vak]) if vak in jong else cel for vak, cel in cellen.items()}
    return Telling(frozenset(own.direct), frozenset((*own.direct, *own.na_vier_weken)), cellen, vier_weken)


def ten_dele_meteen(definitie: str) -> bool:
    """Whether a definition counts some children from their first day at home, and others after four weeks."""
    own = register().thuiszitters[definitie]
    return bool(own.direct) and bool(own.na_vier_weken)


def van_iedereen(cel: Cel, vak: Vak) -> Telling:
    """A count of all children at home, in whatever way and from the first day; potential thuiszitters are at school."""
    soorten = {soort for one in register().thuiszitters.values() for soort in (*one.direct, *one.na_vier_weken)}
    own = frozenset(soorten - {"potentieel"})
    return Telling(own, own, {vak: cel}, {})


@cache
def gelijke() -> dict[str, str]:
    """Each definition with the first one that always counts the same children: most often itself."""
    known = register().thuiszitters
    return {naam: next(id for id, other in known.items() if _zelfde(one, other)) for naam, one in known.items()}


def in_een_cel() -> pl.Expr:
    """The definitie of a row by which its cell is named: those that count the same children show the same cell."""
    return pl.col("definitie").replace_strict(gelijke(), default=None, return_dtype=pl.String)


def onderscheiden() -> tuple[str, ...]:
    """The definitions; of those that always count the same children the first."""
    return tuple(dict.fromkeys(gelijke().values()))


def _zelfde(een: ThuiszitterDefinitie, ander: ThuiszitterDefinitie) -> bool:
    at_once = set(een.direct) == set(ander.direct)
    later = {*een.direct, *een.na_vier_weken} == {*ander.direct, *ander.na_vier_weken}
    return at_once and later and een.zonder_vrijstelling == ander.zonder_vrijstelling


def vergelijk(bouw: Opbouw, tellingen: Mapping[str, Sequence[Telling]]) -> None:
    """Tie all that is counted of one day: a definition that is counted twice, and those that are part of others."""
    samen = {naam: _samen(bouw, own) for naam, own in tellingen.items()}
    for naam, smal in samen.items():
        for other, breed in samen.items():
            if naam != other and smal.later <= breed.later:
                _deel(bouw, naam, smal, breed)


def _samen(bouw: Opbouw, tellingen: Sequence[Telling]) -> Telling:
    """All counts of a definition; what is counted twice is the same."""
    first, *others = tellingen
    for other in others:
        for vak in sorted(first.cellen.keys() & other.cellen.keys()):
            bouw.som(first.cellen[vak], (other.cellen[vak],))
        first = replace(
            first,
            cellen={**other.cellen, **first.cellen},
            vier_weken={**other.vier_weken, **first.vier_weken},
        )
    return first


def _deel(bouw: Opbouw, naam: str, smal: Telling, breed: Telling) -> None:
    """What the wider one counts more; where those are the children who are enrolled nowhere, these are told too."""
    parts = smal.cellen if smal.direct <= breed.direct else smal.vier_weken
    meer = {
        vak: bouw.rest(f"niet {naam}", breed.cellen[vak], parts[vak])
        for vak in sorted(parts.keys() & breed.cellen.keys())
    }
    told = breed.cellen.get(ABSOLUUT_VAK)
    alle = meer.get((KINDEREN, ALLE, ALLE))
    if told and alle and breed.later - smal.later == ABSOLUUT and bouw.waarden[told] == bouw.waarden[alle]:
        bouw.som(told, (alle,))
