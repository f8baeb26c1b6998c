"""From exact marts to the tables of a release: every family protected, and what came out attacked.

Nothing else makes a published table, so what a page, question, export or chart can show follows from what is made here.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from time import thread_time
from typing import Any

import polars as pl

from disclosure import tabellen as tabellen_
from disclosure.bescherm import bescherm
from disclosure.blok import Begrenzing, Blok, Cel
from disclosure.getuigen import Bundel
from disclosure.proef import Proef, Stand, aangevallen
from disclosure.publicatie import Familie
from disclosure.stelsel import Sum
from disclosure.tabellen import FAMILIES
from disclosure.toepassen import Codes, gesorteerd, toegepast
from schemas.definities import register
from schemas.verdeling import Verdeel, na_elkaar

PROGRAM = Path(__file__).parent
BLOKKEN = {"blok": pl.String, "inhoud": pl.String, "nauwste": pl.Int64}
SIMPLE = (int, float, str)  # what a fingerprint has as it is
PATROON = {"blok": pl.String, "cellen": pl.String}

Lees = Callable[[str], pl.DataFrame]  # a table by its name


@dataclass(frozen=True)
class Eerder:
    """What the release in use hides, by block; and what its blocks were made of, with their narrowest interval."""

    patroon: Mapping[str, frozenset[Cel]] = field(default_factory=dict)
    blokken: Mapping[str, tuple[str, int | None]] = field(default_factory=dict)


@dataclass(frozen=True)
class Ontwerp:
    """The tables as they are to be published, and what is needed to attack them once they are written.

    tabellen: by name; null where hidden, and a boolean column `<measure>_verborgen` per measure. patroon: as
    PATROON, for the next release. vrij: the names of tables that may leave as they are. verdeel: does the same to
    many things.
    """

    tabellen: Mapping[str, pl.DataFrame]
    patroon: pl.DataFrame
    standen: Sequence[Stand]
    lees: Lees
    vrij: AbstractSet[str]
    verdeel: Verdeel = na_elkaar

    def blokken(self) -> pl.DataFrame:
        """What each block was made of, as BLOKKEN; complete after `aanvallen`."""
        rows = [(naam, one.inhoud[naam], one.nauwste.get(naam)) for one in self.standen for naam in one.inhoud]
        return pl.DataFrame(rows, schema=BLOKKEN, orient="row")

    def aanvallen(self, gepubliceerd: Lees) -> Proef:
        """Try to work out what is hidden in the tables as they were written."""
        return aangevallen(self.standen, self.lees, gepubliceerd, self.verdeel)


def ontwerp(
    lees: Lees,
    tabellen: AbstractSet[str],
    patroon: pl.DataFrame | None = None,
    blokken: pl.DataFrame | None = None,
    families: Sequence[Familie] = FAMILIES,
    verdeel: Verdeel = na_elkaar,
) -> Ontwerp:
    """Protect the tables of each family. tabellen: those `lees` has; a family of which there is none is left out.
    verdeel: does the same to many blocks, at once where it can.

    patroon, blokken: of the release in use, as an `Ontwerp` gave them. A block that is the same takes over its pattern,
    and its proof; what was hidden in one that changed stays hidden. Without `blokken` all are solved again.
    """
    eerder = Eerder(
        {} if patroon is None else {naam: _gelezen(text) for naam, text in patroon.iter_rows()},
        {} if blokken is None else {naam: (inhoud, nauwste) for naam, inhoud, nauwste in blokken.iter_rows()},
    )
    own = [familie for familie in families if not tabellen.isdisjoint(familie.bronnen)]
    standen = [Stand(familie, register().drempels.minimale_telling) for familie in own]
    frames = {name: lees(name) for name in dict.fromkeys(name for familie in own for name in familie.bronnen)}
    made: dict[str, pl.DataFrame] = {}
    for wave in _golven(standen):
        for stand, cellen in zip(wave, _beschermd(wave, frames, {**made}, eerder, verdeel), strict=True):
            made |= {one.mart: toegepast(one, frames[one.mart], cellen) for one in stand.familie.publicaties}
    return Ontwerp(
        tabellen=made,
        patroon=pl.DataFrame(
            [(naam, _geschreven(hidden)) for stand in standen for naam, hidden in stand.verborgen.items()],
            schema=PATROON,
            orient="row",
        ),
        standen=standen,
        lees=lees,
        verdeel=verdeel,
        vrij=tabellen_.VRIJ,
    )


def _golven(standen: Sequence[Stand]) -> Iterator[list[Stand]]:
    """The families that are protected at once: those of which others read what is published, then those others.

    Of the others those that read come first, and verzuim nearly last: large blocks first and small ones at the end keep
    every processor busy.
    """
    read = {name for stand in standen for name in stand.familie.gelezen}
    first = [stand for stand in standen if any(one.mart in read for one in stand.familie.publicaties)]
    yield first
    yield sorted((one for one in reversed(standen) if one not in first), key=lambda one: not one.familie.gelezen)


def _beschermd(
    standen: Sequence[Stand],
    exact: Mapping[str, pl.DataFrame],
    gepubliceerd: Mapping[str, pl.DataFrame],
    eerder: Eerder,
    verdeel: Verdeel,
) -> list[dict[tuple[str, str], list[Codes]]]:
    """Protect the blocks of each family, or take over what the release in use has; the cells of each."""
    ooit = frozenset[Cel]().union(*eerder.patroon.values())

    def nieuw() -> Iterator[tuple[Blok, int]]:
        """The blocks that are not what they were."""
        for stand in standen:
            stand.frames = stand.familie.frames(exact.__getitem__, gepubliceerd)
            for blok in stand.familie.blokken(stand.frames, ooit):
                stand.blokken.append(blok)
                stand.inhoud[blok.naam] = inhoud = vingerafdruk(blok, stand.floor)
                earlier, nauwste = eerder.blokken.get(blok.naam, ("", None))
                if earlier == inhoud and blok.naam in eerder.patroon:
                    stand.overgenomen.add(blok.naam)
                    stand.nauwste[blok.naam] = nauwste
                else:
                    yield blok, stand.floor

    solved = iter(verdeel(_opgelost, nieuw()))
    cellen = {id(stand): dict[tuple[str, str], list[Codes]]() for stand in standen}
    for stand in standen:
        for blok in stand.blokken:
            if blok.naam in stand.overgenomen:
                stand.verborgen[blok.naam] = eerder.patroon[blok.naam]
            else:
                stand.verborgen[blok.naam], stand.getuigen[blok.naam], seconden = next(solved)
                stand.seconden += seconden
            gesorteerd(blok.getoond, stand.verborgen[blok.naam], cellen[id(stand)])
    return list(cellen.values())


def _opgelost(blok: Blok, floor: int) -> tuple[frozenset[Cel], Bundel, float]:
    """What is hidden of what a block wants to show, the witnesses of that, and the seconds of a core that it took."""
    start = thread_time()
    found = bescherm(blok, floor)
    return found.verborgen & blok.getoond, found.getuigen, thread_time() - start


def vingerafdruk(blok: Blok, floor: int) -> str:
    """Changes with anything that the pattern of a block follows from, save what was hidden before."""
    digest = hashlib.sha256(f"{_program()} {floor}".encode())
    cells = sorted(blok.waarden)
    digest.update(repr(cells).encode())
    place = {cel: i for i, cel in enumerate(cells)}  # stands for a name from here, which is much shorter
    for one in fields(blok):
        if one.name != "eerder":
            digest.update(repr((one.name, _ordered(getattr(blok, one.name), place))).encode())
    return digest.hexdigest()


def _ordered(value: object, place: Mapping[Any, int]) -> object:
    if isinstance(value, SIMPLE):
        return value
    if isinstance(value, Sum):
        return place[value.total], [place[part] for part in value.parts]
    if isinstance(value, Begrenzing):
        return place[value.bron], value.onder, value.boven
    if isinstance(value, list | tuple):
        return [_ordered(one, place) for one in value]
    if isinstance(value, AbstractSet):
        return sorted(place[cel] for cel in value)
    if isinstance(value, Mapping):
        return sorted(
            (place.get(key, key), one if isinstance(one, SIMPLE) else _ordered(one, place))
            for key, one in value.items()
        )
    raise TypeError(f"a fingerprint of {type(value).__name__} is not known")


@cache
def _program() -> str:
    """Fingerprint of what protects."""
    digest = hashlib.sha256()
    for path in sorted(PROGRAM.rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _geschreven(cellen: AbstractSet[Cel]) -> str:
    return json.dumps(sorted(cellen), ensure_ascii=False, separators=(",", ":"))


def _gelezen(text: str) -> frozenset[Cel]:
    return frozenset(tuple(cel) for cel in json.loads(text))
