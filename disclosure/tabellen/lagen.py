"""Lagen: every figure of every preset is a sum of the same bands of missed time, so all are protected together.

The bands are cut at each threshold of any preset; open cases and pupils of whom too little is known are bands of their
own. What is published: the region by every level of sector, each gemeente by group.

A gemeente by type of school is never shown, and needs no cells: whatever the gemeenten and the types of a group come to
in a band, every division over both that fits is possible. So it is known no better than they are: its bounds lie as far
apart as the smallest of the gemeente, the type, and what either leaves of the group.
"""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet

import polars as pl

from disclosure.blok import Blok, Cel
from disclosure.publicatie import Familie, Plaats, Publicatie
from disclosure.stelsel import Sum
from disclosure.tabellen.lagenbanden import aandacht, bekend, van_deel, van_laag, wissels
from disclosure.tabellen.lagenmeting import BASIS, MAAT, Meting
from schemas.codes import ALLE, LAGEN
from schemas.definities import register

GROOTSTE = "basis_lagen_grootste"
WAT_ALS, DAGEN = "mart_lagen_wat_als", "mart_lagen_wat_als_dagen"
VOORUIT, NU = "mart_lagen_vooruit", "nu"


def blokken(frames: Mapping[str, pl.DataFrame], eerder: AbstractSet[Cel]) -> Iterator[Blok]:
    """One block per peildatum and venster, of `basis_lagen` (grain: peildatum x venster x gemeente x sector x band).

    `basis_lagen_grootste` tells how much of a figure one school makes.
    """
    order = ("peildatum", "venster", "gemeente", "sector", "band")
    basis, dagen = frames["basis_lagen"], frames[DAGEN]
    laatste = set(basis.group_by("schooljaar").agg(pl.col("peildatum").max())["peildatum"])
    rows = basis.select(*order, MAAT).sort(*order)
    largest = frames[GROOTSTE].partition_by("peildatum", "venster", as_dict=True)
    for own in rows.partition_by("peildatum", "venster", maintain_order=True):
        peildatum, venster = own.row(0)[:2]
        counts = {(gemeente, sector, band): n for _, _, gemeente, sector, band, n in own.iter_rows()}
        meting = Meting(peildatum, venster, counts, wisselt=peildatum in laatste)
        if venster == next(iter(register().vensters)):
            _andere_dagen(meting, dagen.filter(pl.col("peildatum") == peildatum))
        yield _blok(meting, largest[peildatum, venster], eerder)


def _andere_dagen(meting: Meting, dagen: pl.DataFrame) -> None:
    """Add who of the region gets another laag with another minimum of school days: a part of that laag."""
    preset = register().presets[register().standaard_preset]
    columns = ("schooljaar", "minimum_dagen", "van", "naar", MAAT)
    changes: dict[Cel, list[Cel]] = {}
    for jaar, minimum, van, naar, n in dagen.select(columns).sort(columns).iter_rows():
        deel = (DAGEN, MAAT, jaar, str(minimum), van, naar)
        meting.waarden[deel] = n
        meting.getoond.add(deel)
        changes.setdefault((str(minimum), *meting.cel((ALLE, ALLE), van_laag(preset, van))), []).append(deel)
    for (minimum, *cel), delen in changes.items():
        geheel, blijft = tuple(cel), ("blijft", minimum, *cel)
        meting.waarden[blijft] = meting.waarden[geheel] - sum(meting.waarden[deel] for deel in delen)
        meting.sommen.append(Sum(geheel, (*delen, blijft)))


def _grootste(meting: Meting, rows: pl.DataFrame) -> dict[Cel, int]:
    """Of each figure that is shown: how many pupils are of the school with the most of them."""
    presets = register().presets
    found: dict[Cel, int] = {}
    own = rows.select("preset", "gemeente", "sector", "deel", "grootste")
    for preset, gemeente, sector, deel, n in own.iter_rows():
        cel = meting.cel((gemeente, sector), van_deel(presets[preset], deel))
        if cel in meting.getoond:
            found[cel] = n
    return found


def _blok(meting: Meting, grootste: pl.DataFrame, eerder: AbstractSet[Cel]) -> Blok:
    return Blok(
        naam=f"{BASIS} {meting.peildatum} {meting.venster}",
        waarden=meting.waarden,
        sommen=meting.sommen,
        getoond=frozenset(meting.getoond),
        grootste=_grootste(meting, grootste),
        kenners=meting.kenners(),
        gevoelig=frozenset(meting.gevoelig),
        eerder=frozenset(eerder & meting.waarden.keys()),
    )


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
    fijnst=(pl.col("gemeente") != ALLE) & (pl.col("sector") != ALLE),
)
PUBLICATIES = (
    LAGEN_PUBLICATIE,
    Publicatie(
        WAT_ALS,
        ("peildatum", "venster", "preset", "ander", "gemeente", "sector", "van", "naar"),
        (MAAT,),
        plaatsen={MAAT: _wissel()},
        fijnst=(pl.col("gemeente") != ALLE) & (pl.col("sector") != ALLE),
    ),
    Publicatie(DAGEN, ("schooljaar", "minimum_dagen", "van", "naar"), (MAAT,)),
    Publicatie(
        VOORUIT,
        ("sector", "laag", "weken"),
        (NU,),
        volgt=dict.fromkeys(("aantal", "onder", "boven"), NU),
        plaatsen={NU: _nu()},
    ),
)
BRONNEN = ("basis_lagen", GROOTSTE, "mart_lagen", WAT_ALS, DAGEN, VOORUIT)
FAMILIE = Familie("lagen", BRONNEN, PUBLICATIES, blokken)
