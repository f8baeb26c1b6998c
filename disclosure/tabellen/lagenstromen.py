"""Flows between lagen, from one block of school weeks to the next.

A flow is a cell of a group (the region, a group of schools, a gemeente) from a laag then to a laag now. All blocks of a
schooljaar stand together, for the pupils who come to a laag in one are those who go from it in the next; and so do the
groups, which add up to the region save for who moved between them: of those each group tells how many came from
elsewhere and went elsewhere. Where a block has the very weeks of a venster of mart_lagen, the pupils of a laag are told
there, and a hidden flow would be what is left of them: of such a block no flows are published.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import polars as pl

from disclosure.blok import Blok, Cel
from disclosure.publicatie import Familie, Plaats, Publicatie
from disclosure.tabellen.opbouw import Opbouw
from schemas.codes import ALLE, GEMEENTEN, LAGEN, SECTOR_GROEPEN
from schemas.definities import register

LAAG = "mart_lagen"
STROMEN, HERSTEL, LEERLINGEN = "mart_lagen_stromen", "mart_lagen_herstel", "leerlingen"
UIT_LAAG_2, HERSTELD = "uit_laag_2", "hersteld"
ELDERS = "elders"
BEKEND, ZWAARDER = LAGEN[:3], LAGEN[1:3]
VERDELINGEN: tuple[tuple[tuple[str, str], ...], ...] = (  # the groups that add up to the region
    tuple((ALLE, groep) for groep in SECTOR_GROEPEN),
    tuple((code, ALLE) for code in GEMEENTEN),
)
REGIO = (ALLE, ALLE)
RAND_GEWICHT = 0.1  # who came, left or has no laag matters less than who went from laag to laag

Groep = tuple[str, str]  # gemeente, sector
Tellingen = Mapping[tuple[str, str], int]  # from and to


@dataclass(frozen=True)
class Stroom:
    """The flows from one block of school weeks to the next, by group."""

    van_dag: str
    peildatum: str
    groepen: Mapping[Groep, Tellingen]

    def cel(self, groep: Groep, van: str, naar: str) -> Cel:
        return (STROMEN, LEERLINGEN, self.van_dag, self.peildatum, *groep, van, naar)

    def is_verteld(self, verteld: AbstractSet[tuple[str, tuple[int, ...]]]) -> bool:
        """Whether as many pupils are in each laag, on the day it begins or ends, as in a venster of mart_lagen."""
        regio = self.groepen[REGIO]
        sides = [
            (dag, tuple(sum(n for pair, n in regio.items() if pair[side] == laag) for laag in BEKEND))
            for side, dag in enumerate((self.van_dag, self.peildatum))
        ]
        return not verteld.isdisjoint(sides)


def _verteld(lagen: pl.DataFrame) -> set[tuple[str, tuple[int, ...]]]:
    """Each peildatum with the pupils of the region per laag that is known, by venster, by the usual thresholds."""
    regio = lagen.filter(gemeente=ALLE, sector=ALLE, preset=register().standaard_preset)
    counts = {(*key, laag): n for *key, laag, n in regio.select("peildatum", "venster", "laag", LEERLINGEN).iter_rows()}
    return {
        (dag.isoformat(), tuple(counts.get((dag, venster, laag), 0) for laag in BEKEND))
        for dag, venster, _laag in counts
    }


def blokken(frames: Mapping[str, pl.DataFrame], eerder: AbstractSet[Cel]) -> Iterator[Blok]:
    """One block per schooljaar, of `mart_lagen_stromen`."""
    verteld = _verteld(frames[LAAG])
    for schooljaar, found in _per_schooljaar(frames[STROMEN]).items():
        stromen = [one for one in found if not one.is_verteld(verteld)]
        if not stromen:
            continue
        bouw = Opbouw()
        for stroom in stromen:
            for groep in stroom.groepen:
                _groep(bouw, stroom, groep)
            for number, verdeling in enumerate(VERDELINGEN):
                if present := [groep for groep in verdeling if groep in stroom.groepen]:
                    _samen(bouw, stroom, present, str(number))
        flows = [cel for cel in bouw.getoond if cel[0] in (STROMEN, HERSTEL)]
        known = {code: frozenset(cel for cel in flows if cel[4] == code) for code in GEMEENTEN}
        yield bouw.blok(f"stromen {schooljaar}", eerder, known)


def _per_schooljaar(frame: pl.DataFrame) -> dict[str, list[Stroom]]:
    """The flows of each schooljaar, in order of time."""
    days: dict[tuple[str, dt.date, dt.date], dict[Groep, dict[tuple[str, str], int]]] = {}
    columns = ("schooljaar", "van_dag", "peildatum", "gemeente", "sector", "van", "naar", LEERLINGEN)
    order = ("van_dag", "gemeente", "sector", "van", "naar")
    for jaar, van_dag, peildatum, gemeente, sector, van, naar, n in frame.select(columns).sort(order).iter_rows():
        groepen = days.setdefault((jaar, van_dag, peildatum), {})
        groepen.setdefault((gemeente, sector), {})[van, naar] = n
    found: dict[str, list[Stroom]] = {}
    for (jaar, van_dag, peildatum), groepen in days.items():
        found.setdefault(jaar, []).append(Stroom(van_dag.isoformat(), peildatum.isoformat(), groepen))
    return found


def _groep(bouw: Opbouw, stroom: Stroom, groep: Groep) -> None:
    """The flows of a group, who recovers from laag 2, and the pupils of a laag then and now."""
    tellingen = stroom.groepen[groep]
    cellen = {pair: bouw.toon(stroom.cel(groep, *pair), n) for pair, n in tellingen.items()}
    bouw.gewicht |= {cel: RAND_GEWICHT for pair, cel in cellen.items() if not {*pair} <= {*BEKEND}}
    parts = [cellen["2", laag] for laag in BEKEND]
    total = (HERSTEL, UIT_LAAG_2, stroom.van_dag, stroom.peildatum, *groep)
    bouw.som(bouw.toon(total, sum(bouw.waarden[part] for part in parts)), parts)
    for side, dag in enumerate((stroom.van_dag, stroom.peildatum)):
        for code in dict.fromkeys(pair[side] for pair in tellingen):
            line = [pair for pair in tellingen if pair[side] == code]
            whole = sum(tellingen[pair] for pair in line)
            if code in LAGEN:
                rand = ("rand", LEERLINGEN, dag, *groep, code)  # both what comes to a block and what goes from it
                bouw.waarden[rand] = whole
                bouw.som(rand, [cellen[pair] for pair in line])
            # that everybody was or will be in laag 2 or 3 tells of each of them
            bouw.gevoelig |= {
                cellen[pair] for pair in line if pair[1 - side] in ZWAARDER and tellingen[pair] == whole > 0
            }


def _samen(bouw: Opbouw, stroom: Stroom, groepen: Sequence[Groep], number: str) -> None:
    """The groups add up to the region, with those who moved between them."""
    moved: dict[tuple[str, str], Cel] = {}
    for van, naar in stroom.groepen[REGIO]:
        regio = stroom.cel(REGIO, van, naar)
        parts = [stroom.cel(groep, van, naar) for groep in groepen]
        if van in LAGEN and naar in LAGEN:
            rest = bouw.waarden[regio] - sum(bouw.waarden[part] for part in parts)
            moved[van, naar] = _buiten(bouw, stroom, number, f"{van} {naar}", rest)
            parts.append(moved[van, naar])
        bouw.som(regio, parts)
    for laag in LAGEN:
        for side, pair in enumerate(((laag, ELDERS), (ELDERS, laag))):
            cells = [stroom.cel(groep, *pair) for groep in groepen]
            total = _buiten(bouw, stroom, number, " ".join(pair), sum(bouw.waarden[cel] for cel in cells))
            bouw.som(total, cells)
            bouw.som(total, [cel for key, cel in moved.items() if key[side] == laag])


def _buiten(bouw: Opbouw, stroom: Stroom, number: str, wie: str, waarde: int) -> Cel:
    """A cell of who moved, that is never shown."""
    cel = ("verhuisd", LEERLINGEN, stroom.van_dag, stroom.peildatum, number, wie)
    bouw.waarden[cel] = waarde
    return cel


_GROEP = ("van_dag", "peildatum", "gemeente", "sector")
_VAN_2_NAAR_1 = (*(pl.col(name).cast(pl.String) for name in _GROEP), pl.lit("2"), pl.lit("1"))
PUBLICATIES = (
    Publicatie(
        STROMEN,
        (*_GROEP, "van", "naar"),
        (LEERLINGEN,),
        fijnst=(pl.col("gemeente") != ALLE) | (pl.col("sector") != ALLE),
    ),
    Publicatie(
        HERSTEL,
        _GROEP,
        (UIT_LAAG_2, HERSTELD),
        volgt=dict.fromkeys(("kans", "onder", "boven"), (UIT_LAAG_2, HERSTELD)),
        plaatsen={HERSTELD: Plaats(STROMEN, LEERLINGEN, _VAN_2_NAAR_1)},
        fijnst=(pl.col("gemeente") != ALLE) | (pl.col("sector") != ALLE),
    ),
)
FAMILIE = Familie("stromen", (STROMEN, HERSTEL, LAAG), PUBLICATIES, blokken)
