"""Lagen: every figure of every preset is a sum of the same bands of missed time, so all are protected together.

A block is a measurement; with it stand others of its day that count the same pupils in the same weeks, the same venster
of the next day where there was no week between, and with the first of a schooljaar who reached laag 3 in it. What else
ties measurements is who came and went, which counts as known.

The bands are cut at each threshold of any preset; open cases and pupils of whom too little is known are bands of their
own. What is published: the region by every level of sector, each gemeente by group.

A gemeente by type of school is never shown, and needs no cells: whatever the gemeenten and the types of a group come to
in a band, every division over both that fits is possible. So it is known no better than they are: its bounds lie as far
apart as the smallest of the gemeente, the type, and what either leaves of the group.
"""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

import polars as pl

from disclosure.blok import Blok, Cel
from disclosure.publicatie import Familie, Plaats, Publicatie
from disclosure.tabellen.bereikt import BEREIKT, INDICATOREN, PER_KWARTAAL, verbonden, verteld
from disclosure.tabellen.bereikt import PUBLICATIE as BEREIKT_PUBLICATIE
from disclosure.tabellen.lagenbanden import ONBEKEND, Banden, aandacht, bekend, reeksen, van_laag, wissels
from disclosure.tabellen.lagenmeting import BASIS, MAAT, REGIO, Groep, Meting
from disclosure.tabellen.lagenvensters import Samen
from disclosure.tabellen.opbouw import Opbouw
from schemas.codes import ALLE, LAGEN
from schemas.definities import register

GROOTSTE = "basis_lagen_grootste"
WAT_ALS, DAGEN = "mart_lagen_wat_als", "mart_lagen_wat_als_dagen"
VOORUIT, NU = "mart_lagen_vooruit", "nu"
ORDER = ("peildatum", "venster", "gemeente", "sector", "band")


def blokken(frames: Mapping[str, pl.DataFrame], eerder: AbstractSet[Cel]) -> Iterator[Blok]:
    """The blocks of `basis_lagen` (grain: peildatum x venster x gemeente x sector x band) and of who reached laag 3.

    `basis_lagen_grootste` tells how much of each range of bands one school makes.
    """
    basis = frames["basis_lagen"].sort(*ORDER)
    largest = frames[GROOTSTE].partition_by("peildatum", "venster", as_dict=True)
    told = verteld(frames[PER_KWARTAAL], frames[INDICATOREN])
    for jaar in basis.sort("schooljaar", maintain_order=True).partition_by("schooljaar", maintain_order=True):
        dagen = jaar.partition_by("peildatum", maintain_order=True)
        metingen = [_metingen(own, largest, wisselt=own is dagen[-1]) for own in dagen]
        samen = Samen(metingen)
        for geheel in samen.geheel:
            bouw = _bouw(geheel, samen)
            if metingen[-1][0] in geheel:
                last = dagen[-1]["peildatum"][0]
                _andere_dagen(bouw, metingen[-1], frames[DAGEN].filter(pl.col("peildatum") == last))
            if metingen[0][0] in geheel:
                _bereikt(bouw, metingen[0][0], frames[BEREIKT], jaar, told)
            yield _blok(bouw, samen, geheel, eerder)


def _metingen(rows: pl.DataFrame, largest: Mapping[tuple[object, ...], pl.DataFrame], *, wisselt: bool) -> list[Meting]:
    """The measurements of a peildatum, widest venster first."""
    made = {}
    for own in rows.select(*ORDER, MAAT).partition_by("venster", maintain_order=True):
        peildatum, venster = own.row(0)[:2]
        counts = {(gemeente, sector, band): n for _, _, gemeente, sector, band, n in own.iter_rows()}
        grootste = _grootste(largest[peildatum, venster])
        made[venster] = Meting(peildatum, venster, counts, grootste, wisselt=wisselt)
    return [made[venster] for venster in register().vensters if venster in made]


def _bouw(metingen: Sequence[Meting], samen: Samen) -> Opbouw:
    """The cells of measurements that are tied to each other."""
    bouw = Opbouw()
    for meting in metingen:
        bouw.waarden |= meting.waarden
        bouw.getoond |= meting.getoond
        bouw.gevoelig |= meting.gevoelig
        bouw.bekend |= meting.bekend
        bouw.sommen += meting.sommen
    for een in samen.van(metingen):
        bouw.waarden |= een.waarden
        bouw.sommen += een.sommen
        bouw.geen_telling |= een.geen_telling
    return bouw


def _andere_dagen(bouw: Opbouw, metingen: Sequence[Meting], dagen: pl.DataFrame) -> None:
    """Add who of the region gets another laag with another minimum of school days: a part of that laag.

    Where a narrower venster has that minimum and the same weeks, it has them in that laag.
    """
    preset, wijd = register().presets[register().standaard_preset], metingen[0]
    columns = ("schooljaar", "minimum_dagen", "van", "naar", MAAT)
    changes: dict[Cel, list[Cel]] = {}
    for jaar, minimum, van, naar, n in dagen.select(columns).sort(columns).iter_rows():
        deel = bouw.toon((DAGEN, MAAT, jaar, str(minimum), van, naar), n)
        changes.setdefault((str(minimum), *wijd.cel(REGIO, van_laag(preset, van))), []).append(deel)
        for smal in metingen[1:]:
            eigen, ander = wijd.cel(REGIO, van_laag(preset, naar)), smal.cel(REGIO, van_laag(preset, naar))
            same = register().vensters[smal.venster].minimum_dagen == minimum and smal.aantal == wijd.aantal
            if same and van == ONBEKEND and bouw.waarden.get(ander) == bouw.waarden[eigen] + n:
                bouw.som(ander, (eigen, deel))
    for (minimum, *cel), delen in changes.items():
        geheel, blijft = tuple(cel), ("blijft", minimum, *cel)
        bouw.waarden[blijft] = bouw.waarden[geheel] - sum(bouw.waarden[deel] for deel in delen)
        bouw.som(geheel, (*delen, blijft))


def _bereikt(
    bouw: Opbouw,
    eerste: Meting,
    rows: pl.DataFrame,
    jaar: pl.DataFrame,
    told: AbstractSet[str],
) -> None:
    """Add who reached laag 3 in the schooljaar, of which this is the first measurement."""
    schooljaar: str = jaar["schooljaar"][0]
    own, lagen = rows.filter(schooljaar=schooljaar).sort("sector"), jaar.filter(venster=eerste.venster)
    verbonden(bouw, eerste, own, lagen, verteld=schooljaar in told)


def _grootste(rows: pl.DataFrame) -> dict[Groep, dict[Banden, int]]:
    """Of each group and range of bands: how many pupils are of the school with the most of them."""
    found: dict[Groep, dict[Banden, int]] = {}
    for gemeente, sector, vanaf, tot, n in rows.select("gemeente", "sector", "vanaf", "tot", "grootste").iter_rows():
        found.setdefault((gemeente, sector), {})[reeksen()[vanaf, tot]] = n
    return found


def _blok(bouw: Opbouw, samen: Samen, metingen: Sequence[Meting], eerder: AbstractSet[Cel]) -> Blok:
    kenners: dict[str, frozenset[Cel]] = {}
    grootste: dict[Cel, int] = {}
    for meting in metingen:
        grootste |= meting.grootste
        kenners |= {code: cells | kenners.get(code, frozenset()) for code, cells in meting.kenners().items()}
    per_dag: dict[str, list[str]] = {}
    for meting in metingen:
        per_dag.setdefault(meting.peildatum, []).append(meting.venster)
    naam = " ".join([BASIS, *(f"{dag} {'+'.join(vensters)}" for dag, vensters in per_dag.items())])
    paren = [paar for een in samen.van(metingen) for paar in een.samen]
    return replace(bouw.blok(naam, eerder, kenners), grootste=grootste | bouw.grootste, samen=[*paren, *bouw.samen])


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


def _wissel() -> Plaats:
    """Where the cell of a change of laag stands: the bands that lie in both."""
    names = {" ".join(key): "+".join(bands) for key, bands in wissels().items()}
    key = pl.concat_str("preset", "ander", "van", "naar", separator=" ")
    return _plaats(key.replace_strict(names, default=None, return_dtype=pl.String))


def _nu() -> Plaats:
    """Where the count stands from which a forecast starts: of the region, over the schooljaar, default preset."""
    preset = register().presets[register().standaard_preset]
    bands = {laag: "+".join(van_laag(preset, laag)) for laag in LAGEN}
    laag = pl.col("laag").replace_strict(bands, return_dtype=pl.String)
    venster = pl.lit(next(iter(register().vensters)))
    return Plaats(BASIS, MAAT, (pl.col("peildatum").cast(pl.String), venster, pl.lit(ALLE), pl.col("sector"), laag))


LAGEN_PUBLICATIE = Publicatie(
    "mart_lagen",
    ("peildatum", "venster", "preset", "gemeente", "sector", "laag"),
    (MAAT, "aandacht", "bekend"),
    plaatsen=_plaatsen(),
    vrij=("schooljaar",),
    fijnst=(pl.col("gemeente") != ALLE) & (pl.col("sector") != ALLE),
)
PUBLICATIES = (
    LAGEN_PUBLICATIE,
    Publicatie(
        WAT_ALS,
        ("peildatum", "venster", "preset", "ander", "gemeente", "sector", "van", "naar"),
        (MAAT,),
        plaatsen={MAAT: _wissel()},
        vrij=("schooljaar",),
        fijnst=(pl.col("gemeente") != ALLE) & (pl.col("sector") != ALLE),
    ),
    Publicatie(DAGEN, ("schooljaar", "minimum_dagen", "van", "naar"), (MAAT,), vrij=("peildatum",)),
    Publicatie(
        VOORUIT,
        ("sector", "laag", "weken"),
        (NU,),
        volgt=dict.fromkeys(("aantal", "onder", "boven"), NU),
        plaatsen={NU: _nu()},
        vrij=("schooljaar", "peildatum", "voorspeld", "binnen_procent"),
    ),
    BEREIKT_PUBLICATIE,
)
BRONNEN = ("basis_lagen", GROOTSTE, "mart_lagen", WAT_ALS, DAGEN, VOORUIT, BEREIKT, PER_KWARTAAL, INDICATOREN)
FAMILIE = Familie("lagen", BRONNEN, PUBLICATIES, blokken)
