"""From exact marts to the tables of a release: every family protected, and what came out attacked.

Nothing else makes a published table, so what a page, question, export or chart can show follows from what is made here.
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from time import process_time

import polars as pl

from disclosure import tabellen as tabellen_
from disclosure.bescherm import bescherm
from disclosure.blok import Blok, Cel
from disclosure.proef import Proef, Stand, aangevallen
from disclosure.publicatie import Familie
from disclosure.tabellen import FAMILIES
from disclosure.toepassen import Codes, gesorteerd, toegepast
from schemas.definities import register

PROGRAM = Path(__file__).parent
BLOKKEN = {"blok": pl.String, "inhoud": pl.String, "nauwste": pl.Int64}
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
    PATROON, for the next release. vrij: the names of tables that may leave as they are.
    """

    tabellen: Mapping[str, pl.DataFrame]
    patroon: pl.DataFrame
    standen: Sequence[Stand]
    lees: Lees
    vrij: AbstractSet[str]

    def blokken(self) -> pl.DataFrame:
        """What each block was made of, as BLOKKEN; complete after `aanvallen`."""
        rows = [(naam, one.inhoud[naam], one.nauwste.get(naam)) for one in self.standen for naam in one.inhoud]
        return pl.DataFrame(rows, schema=BLOKKEN, orient="row")

    def aanvallen(self, gepubliceerd: Lees) -> Proef:
        """Try to work out what is hidden in the tables as they were written."""
        return aangevallen(self.standen, self.lees, gepubliceerd)


def ontwerp(
    lees: Lees,
    tabellen: AbstractSet[str],
    patroon: pl.DataFrame | None = None,
    blokken: pl.DataFrame | None = None,
    families: Sequence[Familie] = FAMILIES,
) -> Ontwerp:
    """Protect the tables of each family. tabellen: those `lees` has; a family of which there is none is left out.

    patroon, blokken: of the release in use, as an `Ontwerp` gave them. A block that is the same takes over its pattern,
    and its proof; what was hidden in one that changed stays hidden. Without `blokken` all are solved again.
    """
    eerder = Eerder(
        {} if patroon is None else {naam: _gelezen(text) for naam, text in patroon.iter_rows()},
        {} if blokken is None else {naam: (inhoud, nauwste) for naam, inhoud, nauwste in blokken.iter_rows()},
    )
    made: dict[str, pl.DataFrame] = {}
    standen: list[Stand] = []
    for familie in families:
        if tabellen.isdisjoint(familie.bronnen):
            continue
        frames = familie.frames(lees, made)
        stand, cellen = _beschermd(familie, frames, eerder)
        made |= {one.mart: toegepast(one, frames[one.mart], cellen) for one in familie.publicaties}
        standen.append(stand)
    return Ontwerp(
        tabellen=made,
        patroon=pl.DataFrame(
            [(naam, _geschreven(hidden)) for stand in standen for naam, hidden in stand.verborgen.items()],
            schema=PATROON,
            orient="row",
        ),
        standen=standen,
        lees=lees,
        vrij=tabellen_.VRIJ,
    )


def _beschermd(
    familie: Familie, frames: Mapping[str, pl.DataFrame], eerder: Eerder
) -> tuple[Stand, dict[tuple[str, str], list[Codes]]]:
    """Protect the blocks of a family, or take over what the release in use has."""
    start, floor = process_time(), register().drempels.minimale_telling
    stand, cellen = Stand(familie, floor), dict[tuple[str, str], list[Codes]]()
    for blok in familie.blokken(frames, frozenset[Cel]().union(*eerder.patroon.values())):
        inhoud = vingerafdruk(blok, floor)
        earlier, nauwste = eerder.blokken.get(blok.naam, ("", None))
        if earlier == inhoud and blok.naam in eerder.patroon:
            verborgen = eerder.patroon[blok.naam]
            stand.overgenomen.add(blok.naam)
            stand.nauwste[blok.naam] = nauwste
        else:
            verborgen = bescherm(blok, floor).verborgen & blok.getoond
        stand.inhoud[blok.naam], stand.verborgen[blok.naam] = inhoud, verborgen
        gesorteerd(blok.getoond, verborgen, cellen)
    stand.seconden = process_time() - start
    return stand, cellen


def vingerafdruk(blok: Blok, floor: int) -> str:
    """Changes with anything that the pattern of a block follows from, save what was hidden before."""
    digest = hashlib.sha256(f"{_program()} {floor}".encode())
    for one in fields(blok):
        if one.name != "eerder":
            digest.update(repr((one.name, _ordered(getattr(blok, one.name)))).encode())
    return digest.hexdigest()


def _ordered(value: object) -> object:
    if isinstance(value, Mapping):
        return sorted((key, _ordered(one)) for key, one in value.items())
    if isinstance(value, AbstractSet):
        return sorted(value)
    if isinstance(value, list):
        return [_ordered(one) for one in value]
    return value


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
