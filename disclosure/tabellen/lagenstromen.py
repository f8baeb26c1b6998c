"""Flows between lagen, from one block of school weeks to the next.

A flow is a cell of a group (the region, a group of schools, a gemeente) from a laag then to a laag now. All blocks of a
schooljaar stand together, for the pupils who come to a laag in one are those who go from it in the next; and so do the
groups, which add up to the region save for who moved between them: of those each group tells how many came from
elsewhere and went elsewhere.

Where a block has the very weeks of a venster of mart_lagen, the pupils of a laag are told there: whoever sees the flows
knows what they add up to. That can be a venster of another day: with schools closed since the block, the last weeks are
still those of the block. It is known of which groups all schools have the same weeks (`basis_blokvensters`). Of such
flows only those are published that tell nothing of what mart_lagen hides: of the region where it shows all lagen of the
region and how many pupils have none, and of the groups of schools likewise. Then pupils can be divided over gemeenten
and bands in any way that mart_lagen allows, and the flows stay what they are. With flows of gemeenten as well, each
pupil would stand in a group of schools and in a gemeente: that says something of the two together, which is what
mart_lagen hides.

How many pupils of laag 2 were measured again can tell beside mart_lagen how few were not. So it is told rounded down as
well, for the share that recovers. What that share and the rounded number say of a hidden one is attacked with the rest.

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
from disclosure.tabellen.opbouw import Opbouw
from schemas.codes import ALLE, GEMEENTEN, LAGEN, SECTOR_GROEPEN
from schemas.definities import register

LAAG, ZELFDE = "mart_lagen", "basis_blokvensters"
STROMEN, HERSTEL, LEERLINGEN = "mart_lagen_stromen", "mart_lagen_herstel", "leerlingen"
GROOTSTE = "basis_lagen_stromen_grootste"
UIT_LAAG_2, HERSTELD = "uit_laag_2", "hersteld"
MINST, VAN, TOT = "uit_laag_2_minst", "uit_laag_2_van", "uit_laag_2_tot"  # what is told of the former, which bounds it
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
    """A venster of mart_lagen with the weeks of a block: what it tells, and the groups that have the same weeks."""

    verteld: Mapping[Groep, Lagen]
    groepen: frozenset[Groep]

    def toont(self, groep: Groep) -> bool:
        """Whether it shows how many pupils of a group are in each laag, and of how many none is known."""
        own = self.verteld.get(groep, {})
        return all(own.get(laag) is not None for laag in LAGEN)


Vensters = Mapping[str, Sequence[Venster]]  # by day of the block


@dataclass(frozen=True)
class Stroom:
    """The flows from one block of school weeks to the next, by group."""

    van_dag: str
    peildatum: str
    groepen: Mapping[Groep, Tellingen]
    herstel: Mapping[Groep, tuple[int, int, int]]  # what is told of uit_laag_2, and the least and most it can be then

    def cel(self, groep: Groep, van: str, naar: str) -> Cel:
        return (STROMEN, LEERLINGEN, self.van_dag, self.peildatum, *groep, van, naar)

    @property
    def dagen(self) -> tuple[str, str]:
        """The day it begins, and the day it ends."""
        return self.van_dag, self.peildatum

    def gepubliceerd(self, vensters: Vensters) -> frozenset[Groep]:
        """The groups of which its flows are published."""
        told = [venster for dag in self.dagen for venster in vensters.get(dag, ())]
        if not told:
            return frozenset(self.groepen)
        kept: list[Groep] = []
        for level in ((REGIO,), VERDELINGEN[0]):
            present = {groep for groep in level if groep in self.groepen}
            if not all(venster.toont(groep) for venster in told for groep in present & venster.groepen):
                break
            kept += sorted(present)
        return frozenset(kept)


def _vensters(frames: Mapping[str, pl.DataFrame]) -> dict[str, list[Venster]]:
    """What is published, by the usual thresholds, of vensters with the weeks of a block; none without mart_lagen."""
    if LAAG not in frames:
        return {}
    key = ("peildatum", "venster")
    lagen = frames[LAAG].filter(preset=register().standaard_preset).join(frames[ZELFDE], on=key, how="semi")
    told: dict[tuple[dt.date, str], dict[Groep, dict[str, int | None]]] = {}
    for *place, gemeente, sector, laag, n in lagen.select(*key, "gemeente", "sector", "laag", LEERLINGEN).iter_rows():
        told.setdefault((place[0], place[1]), {}).setdefault((gemeente, sector), {})[laag] = n
    same: dict[tuple[dt.date, dt.date, str], set[Groep]] = {}
    for *pair, gemeente, sector in frames[ZELFDE].select("blok", *key, "gemeente", "sector").iter_rows():
        same.setdefault((pair[0], pair[1], pair[2]), set()).add((gemeente, sector))
    found: dict[str, list[Venster]] = {}
    for (blok, dag, venster), groepen in sorted(same.items()):
        found.setdefault(blok.isoformat(), []).append(Venster(told.get((dag, venster), {}), frozenset(groepen)))
    return found


def blokken(frames: Mapping[str, pl.DataFrame], eerder: AbstractSet[Cel]) -> Iterator[Blok]:
    """One block per schooljaar, of `mart_lagen_stromen`, beside what is published of `mart_lagen`.

    `basis_lagen_stromen_grootste` tells how much of a flow one school makes, `basis_blokvensters` which weeks are
    those of a venster.
    """
    vensters = _vensters(frames)
    grootste = _grootste(frames[GROOTSTE])
    for schooljaar, stromen in _per_schooljaar(frames[STROMEN], frames[HERSTEL]).items():
        bouw = Opbouw()
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


def _per_schooljaar(frame: pl.DataFrame, herstel: pl.DataFrame) -> dict[str, list[Stroom]]:
    """The flows of each schooljaar, in order of time."""
    days: dict[tuple[str, dt.date, dt.date], dict[Groep, dict[tuple[str, str], int]]] = {}
    columns = ("schooljaar", "van_dag", "peildatum", "gemeente", "sector", "van", "naar", LEERLINGEN)
    order = ("van_dag", "gemeente", "sector", "van", "naar")
    for jaar, van_dag, peildatum, gemeente, sector, van, naar, n in frame.select(columns).sort(order).iter_rows():
        groepen = days.setdefault((jaar, van_dag, peildatum), {})
        groepen.setdefault((gemeente, sector), {})[van, naar] = n
    told: dict[tuple[dt.date, dt.date], dict[Groep, tuple[int, int, int]]] = {}
    for van_dag, peildatum, gemeente, sector, *numbers in herstel.select(*_GROEP, MINST, VAN, TOT).iter_rows():
        told.setdefault((van_dag, peildatum), {})[gemeente, sector] = (numbers[0], numbers[1], numbers[2])
    found: dict[str, list[Stroom]] = {}
    for (jaar, van_dag, peildatum), groepen in days.items():
        own = Stroom(van_dag.isoformat(), peildatum.isoformat(), groepen, told[van_dag, peildatum])
        found.setdefault(jaar, []).append(own)
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
        minst, least, most = stroom.herstel[groep]
        told = bouw.vertel((HERSTEL, MINST, stroom.van_dag, stroom.peildatum, *groep), minst)
        bouw.begrens(total, told, least, most)
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


def _bekend(bouw: Opbouw, stroom: Stroom, vensters: Vensters) -> None:
    """The pupils of a laag that mart_lagen shows."""
    for dag in stroom.dagen:
        for venster in vensters.get(dag, ()):
            for groep in venster.groepen:
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
        (MINST, HERSTELD, UIT_LAAG_2),
        volgt=dict.fromkeys(("kans", "onder", "boven"), (MINST, HERSTELD)),
        vrij=("schooljaar",),
        plaatsen={HERSTELD: Plaats(STROMEN, LEERLINGEN, _VAN_2_NAAR_1)},
        fijnst=(pl.col("gemeente") != ALLE) | (pl.col("sector") != ALLE),
    ),
)
FAMILIE = Familie("stromen", (STROMEN, HERSTEL, GROOTSTE, ZELFDE), PUBLICATIES, blokken, gelezen=(LAAG,))
