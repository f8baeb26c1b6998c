"""Flows between lagen, from one block of school weeks to the next.

A flow is a cell of a group (the region, a group of schools, a gemeente) from a laag then to a laag now. All blocks of a
schooljaar stand together, for the pupils who come to a laag in one are those who go from it in the next; and so do the
groups, which add up to the region save for who moved between them: of those each group tells how many came from
elsewhere and went elsewhere.

Where a block has the very weeks of a venster of mart_lagen, the pupils of a laag are told there: whoever sees the flows
knows what they add up to. That can be a venster of another day: with schools closed since the block, the last weeks are
still those of the block. Whether they are the same is read off the counts, of the region and of each group. Of such
flows only those are published that tell nothing of what mart_lagen hides: of the region where it shows all lagen of the
region and how many pupils have none, and of the groups of schools likewise. Then pupils can be divided
over gemeenten and bands in any way that mart_lagen allows, and the flows stay what they are. With flows of gemeenten as
well, each pupil would stand in a group of schools and in a gemeente: that says something of the two together, which is
what mart_lagen hides.

A school knows where its own pupils go: a flow that is nearly all of one school is hidden, and no school works out how
many of the others there are.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import polars as pl

from disclosure.blok import Blok, Cel
from disclosure.publicatie import Familie, Plaats, Publicatie
from disclosure.tabellen.lagenbanden import van_laag
from disclosure.tabellen.opbouw import Opbouw
from schemas.codes import ALLE, GEMEENTEN, LAGEN, SECTOR_GROEPEN, SECTOREN
from schemas.definities import register

LAAG, BASIS = "mart_lagen", "basis_lagen"
STROMEN, HERSTEL, LEERLINGEN = "mart_lagen_stromen", "mart_lagen_herstel", "leerlingen"
GROOTSTE = "basis_lagen_stromen_grootste"
UIT_LAAG_2, HERSTELD = "uit_laag_2", "hersteld"
ELDERS, WEER_GEMETEN = "elders", "bekend"
BEKEND, ZWAARDER = LAGEN[:3], LAGEN[1:3]
VERDELINGEN: tuple[tuple[tuple[str, str], ...], ...] = (  # the groups that add up to the region
    tuple((ALLE, groep) for groep in SECTOR_GROEPEN),
    tuple((code, ALLE) for code in GEMEENTEN),
)
REGIO = (ALLE, ALLE)
RAND_GEWICHT = 0.1  # who came, left or has no laag matters less than who went from laag to laag

Groep = tuple[str, str]  # gemeente, sector
Tellingen = Mapping[tuple[str, str], int]  # from and to
Lagen = Mapping[str, int | None]  # pupils per laag; None: hidden


@dataclass(frozen=True)
class Venster:
    """A venster of mart_lagen at a peildatum: what it tells of each group, and how many pupils are in each laag."""

    verteld: Mapping[Groep, Lagen]
    precies: Mapping[Groep, Mapping[str, int]]

    def gelijk(self, groepen: Mapping[Groep, Mapping[str, int]]) -> frozenset[Groep]:
        """The groups with these pupils in each known laag, where that is no accident: the whole region, or enough."""
        same = frozenset(groep for groep, counts in groepen.items() if self.precies.get(groep) == counts)
        enough = register().drempels.minimale_noemer_procent
        if REGIO in same and sum(groepen[REGIO].values()) > 0:
            return same
        return frozenset(groep for groep in same if sum(groepen[groep].values()) >= enough)


@dataclass(frozen=True)
class Stroom:
    """The flows from one block of school weeks to the next, by group."""

    van_dag: str
    peildatum: str
    groepen: Mapping[Groep, Tellingen]

    def cel(self, groep: Groep, van: str, naar: str) -> Cel:
        return (STROMEN, LEERLINGEN, self.van_dag, self.peildatum, *groep, van, naar)

    @property
    def dagen(self) -> tuple[str, str]:
        """The day it begins, and the day it ends."""
        return self.van_dag, self.peildatum

    def lagen(self, side: int) -> dict[Groep, dict[str, int]]:
        """The pupils of each known laag in the block it begins (0) or ends (1) with."""
        return {
            groep: {laag: sum(n for pair, n in tellingen.items() if pair[side] == laag) for laag in BEKEND}
            for groep, tellingen in self.groepen.items()
        }

    def verteld(self, vensters: Sequence[Venster], side: int) -> list[tuple[Venster, frozenset[Groep]]]:
        """The vensters with the weeks of the block it begins (0) or ends (1) with, and the groups that have them."""
        lagen = self.lagen(side)
        return [(venster, groepen) for venster in vensters if (groepen := venster.gelijk(lagen))]

    def gepubliceerd(self, vensters: Sequence[Venster]) -> frozenset[Groep]:
        """The groups of which its flows are published."""
        told = [own for side in (0, 1) for own in self.verteld(vensters, side)]
        if not told:
            return frozenset(self.groepen)
        kept: list[Groep] = []
        for level in ((REGIO,), VERDELINGEN[0]):
            present = {groep for groep in level if groep in self.groepen}
            if not all(_toont(venster, groep) for venster, groepen in told for groep in present & groepen):
                break
            kept += sorted(present)
        return frozenset(kept)


def _toont(venster: Venster, groep: Groep) -> bool:
    """Whether it shows how many pupils of a group are in each laag, and of how many none is known."""
    own = venster.verteld.get(groep, {})
    return all(own.get(laag) is not None for laag in LAGEN)


def _vensters(frames: Mapping[str, pl.DataFrame]) -> dict[str, list[Venster]]:
    """Every venster of mart_lagen by schooljaar, by the usual thresholds; none without what is published of it."""
    if LAAG not in frames:
        return {}
    key = ("schooljaar", "peildatum", "venster")
    told = frames[LAAG].filter(preset=register().standaard_preset)
    precies = _per_venster(_lagen(frames[BASIS]), key)
    found: dict[str, list[Venster]] = {}
    for place, groepen in _per_venster(told, key).items():
        known = {groep: {laag: own.get(laag) or 0 for laag in BEKEND} for groep, own in precies.get(place, {}).items()}
        found.setdefault(place[0], []).append(Venster(groepen, known))
    return found


def _per_venster(frame: pl.DataFrame, key: Sequence[str]) -> dict[tuple[str, ...], dict[Groep, dict[str, int | None]]]:
    """By venster and group the pupils per laag."""
    columns = (*key, "gemeente", "sector", "laag")
    found: dict[tuple[str, ...], dict[Groep, dict[str, int | None]]] = {}
    for *place, gemeente, sector, laag, n in (
        frame.select(pl.col(columns).cast(pl.String), LEERLINGEN).sort(columns).iter_rows()
    ):
        found.setdefault(tuple(place), {}).setdefault((gemeente, sector), {})[laag] = n
    return found


def _lagen(basis: pl.DataFrame) -> pl.DataFrame:
    """basis_lagen by laag, of the groups that have flows."""
    preset = register().presets[register().standaard_preset]
    laag = {band: laag for laag in LAGEN for band in van_laag(preset, laag)}
    rows = basis.with_columns(laag=pl.col("band").replace_strict(laag), groep=pl.col("sector").replace_strict(SECTOREN))
    alle = pl.lit(ALLE)
    levels = ((alle, alle), (alle, pl.col("groep")), (pl.col("gemeente"), alle))
    key = ("schooljaar", "peildatum", "venster", "gemeente", "sector", "laag")
    return pl.concat(
        rows.with_columns(gemeente=gemeente, sector=sector).group_by(key).agg(pl.col(LEERLINGEN).sum())
        for gemeente, sector in levels
    )


def blokken(frames: Mapping[str, pl.DataFrame], eerder: AbstractSet[Cel]) -> Iterator[Blok]:
    """One block per schooljaar, of `mart_lagen_stromen`, beside what is published of `mart_lagen`.

    `basis_lagen_stromen_grootste` tells how much of a flow one school makes, `basis_lagen` which weeks are the same.
    """
    per_jaar = _vensters(frames)
    grootste = _grootste(frames[GROOTSTE])
    for schooljaar, stromen in _per_schooljaar(frames[STROMEN]).items():
        bouw, vensters = Opbouw(), per_jaar.get(schooljaar, [])
        for stroom in stromen:
            shown = stroom.gepubliceerd(vensters)
            for groep in stroom.groepen:
                _groep(bouw, stroom, groep, toon=groep in shown)
            _bekend(bouw, stroom, vensters)
            for number, verdeling in enumerate(VERDELINGEN):
                if present := [groep for groep in verdeling if groep in stroom.groepen]:
                    _samen(bouw, stroom, present, str(number))
        if not bouw.getoond:
            continue
        flows = [cel for cel in bouw.waarden if cel[0] in (STROMEN, HERSTEL)]
        known = {code: frozenset(cel for cel in flows if cel[4] == code) for code in GEMEENTEN}
        bouw.grootste |= {cel: n for cel, n in grootste.items() if cel in bouw.waarden}
        yield bouw.blok(f"stromen {schooljaar}", eerder, known)


def _grootste(frame: pl.DataFrame) -> dict[Cel, int]:
    """Of each flow, and of all who were in laag 2 and are measured again, those of the school with the most of them."""
    found: dict[Cel, int] = {}
    for *groep, van, naar, n in frame.select(*_SLEUTEL, "van", "naar", "grootste").iter_rows():
        if naar != WEER_GEMETEN:
            found[(STROMEN, LEERLINGEN, *groep, van, naar)] = n
        elif van == "2":
            found[(HERSTEL, UIT_LAAG_2, *groep)] = n
    return found


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


def _groep(bouw: Opbouw, stroom: Stroom, groep: Groep, *, toon: bool) -> None:
    """The flows of a group, who recovers from laag 2, and the pupils of a laag then and now. toon: published."""
    tellingen = stroom.groepen[groep]
    cellen = {pair: stroom.cel(groep, *pair) for pair in tellingen}
    bouw.waarden |= {cellen[pair]: n for pair, n in tellingen.items()}
    bouw.gewicht |= {cel: RAND_GEWICHT for pair, cel in cellen.items() if not {*pair} <= {*BEKEND}}
    parts = [cellen["2", laag] for laag in BEKEND]
    total = (HERSTEL, UIT_LAAG_2, stroom.van_dag, stroom.peildatum, *groep)
    bouw.waarden[total] = sum(bouw.waarden[part] for part in parts)
    bouw.som(total, parts)
    if toon:
        bouw.getoond |= {total, *cellen.values()}
    for side, dag in enumerate(stroom.dagen):
        for code in dict.fromkeys(pair[side] for pair in tellingen):
            line = [pair for pair in tellingen if pair[side] == code]
            whole = sum(tellingen[pair] for pair in line)
            if code in LAGEN:
                rand = _rand(dag, groep, code)  # both what comes to a block and what goes from it
                bouw.waarden[rand] = whole
                bouw.som(rand, [cellen[pair] for pair in line])
            # that everybody was or will be in laag 2 or 3 tells of each of them
            bouw.gevoelig |= {
                cellen[pair] for pair in line if pair[1 - side] in ZWAARDER and tellingen[pair] == whole > 0
            }


def _rand(dag: str, groep: Groep, laag: str) -> Cel:
    return ("rand", LEERLINGEN, dag, *groep, laag)


def _bekend(bouw: Opbouw, stroom: Stroom, vensters: Sequence[Venster]) -> None:
    """The pupils of a laag that mart_lagen shows."""
    for side, dag in enumerate(stroom.dagen):
        for venster, groepen in stroom.verteld(vensters, side):
            for groep in groepen:
                told = venster.verteld.get(groep, {})
                known = [_rand(dag, groep, laag) for laag, n in told.items() if n is not None]
                bouw.bekend.update(cel for cel in known if cel in bouw.waarden)


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
_SLEUTEL = tuple(pl.col(name).cast(pl.String) for name in _GROEP)
_VAN_2_NAAR_1 = (*_SLEUTEL, pl.lit("2"), pl.lit("1"))
PUBLICATIES = (
    Publicatie(
        STROMEN,
        (*_GROEP, "van", "naar"),
        (LEERLINGEN,),
        vrij=("schooljaar",),
        fijnst=(pl.col("gemeente") != ALLE) | (pl.col("sector") != ALLE),
    ),
    Publicatie(
        HERSTEL,
        _GROEP,
        (UIT_LAAG_2, HERSTELD),
        volgt=dict.fromkeys(("kans", "onder", "boven"), (UIT_LAAG_2, HERSTELD)),
        vrij=("schooljaar",),
        plaatsen={HERSTELD: Plaats(STROMEN, LEERLINGEN, _VAN_2_NAAR_1)},
        fijnst=(pl.col("gemeente") != ALLE) | (pl.col("sector") != ALLE),
    ),
)
FAMILIE = Familie("stromen", (STROMEN, HERSTEL, GROOTSTE, BASIS), PUBLICATIES, blokken, gelezen=(LAAG,))
