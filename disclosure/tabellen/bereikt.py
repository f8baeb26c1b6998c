"""Laag 3 reached with or without laag 2 before it: pupils of the region in a schooljaar, by group of schools.

Each pupil counts once, where it first stood in laag 3 at a peildatum of mart_lagen. At the first peildatum those are
all in laag 3, so these figures stand in a block with it. What they count more than laag 3 of a later peildatum are
pupils who were in it before or after: sensitive too, and never so few that it would say how many are in laag 3. A school
knows its own pupils: a figure that is nearly all of one school is hidden.

An indicator of an agenda tells per quarter which share of those who had a laag before was seen in laag 2. These are the
same pupils, and that share is known to everybody: only what it leaves open of them can be hidden here.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from math import ceil, floor

import polars as pl

from disclosure.blok import Cel
from disclosure.publicatie import Publicatie
from disclosure.tabellen.lagenbanden import ONBEKEND, OPEN, Banden, van_laag
from disclosure.tabellen.lagenmeting import Meting
from disclosure.tabellen.opbouw import Opbouw
from schemas.codes import ALLE, SECTOREN
from schemas.definities import register

BEREIKT, PER_KWARTAAL, INDICATOREN = "mart_lagen_bereikt", "basis_vroegsignalering", "mart_indicatoren"
EERST_LAAG_2 = "eerst_laag_2"  # the indicator, and the pupils who were in laag 2 first
TELLINGEN = ("bereikt", "eerder_gemeten", "niet_eerder_gemeten", "via_laag_2", "zonder_laag_2")
GROOTSTE = "grootste_"  # begins the name of the largest share of one school in each

Kwartaal = tuple[int, int, int | None]  # who rose to laag 3, those in laag 2 first, and the whole percents that are told


def kwartalen(per_kwartaal: pl.DataFrame, indicatoren: pl.DataFrame) -> dict[str, dict[str, Kwartaal]]:
    """By schooljaar and quarter who reached laag 3 after another laag, of basis_vroegsignalering and mart_indicatoren.

    Of a quarter in two schooljaren the share is of both, and says less of either.
    """
    told = dict(indicatoren.filter(maat=EERST_LAAG_2).select("kwartaal", "waarde").drop_nulls().iter_rows())
    found: dict[str, dict[str, Kwartaal]] = {}
    own = per_kwartaal.with_columns(alleen=~pl.col("kwartaal").is_duplicated())
    for jaar, kwartaal, n, eerst, alleen in (
        own.select("schooljaar", "kwartaal", "gestegen", EERST_LAAG_2, "alleen").sort("kwartaal").iter_rows()
    ):
        share = round(told[kwartaal]) if alleen and kwartaal in told else None
        found.setdefault(jaar, {})[kwartaal] = (n, eerst, share)
    return found


def verbonden(
    bouw: Opbouw,
    eerste: Meting,
    rows: pl.DataFrame,
    lagen: pl.DataFrame,
    per_kwartaal: Mapping[str, Kwartaal],
) -> None:
    """Add who reached laag 3 to the block of the first measurement over a schooljaar.

    rows: of mart_lagen_bereikt. lagen: basis_lagen of every measurement over this schooljaar. per_kwartaal: of the
    schooljaar, as `kwartalen` gives them.
    """
    dagen = [*lagen["peildatum"].unique().sort()]
    before = lagen.filter(pl.col("peildatum") < dagen[-1])
    gemeten = not before.filter(~pl.col("band").is_in((OPEN, ONBEKEND))).is_empty()  # so some may have had a laag
    for row in rows.iter_rows(named=True):
        sector = row["sector"]
        alle, eerst, niet, via, zonder = (
            bouw.toon((BEREIKT, telling, row["schooljaar"], sector), row[telling], row[GROOTSTE + telling])
            for telling in TELLINGEN
        )
        bouw.som(alle, (eerst, niet))
        bouw.som(eerst, (via, zonder))
        if sector == ALLE and per_kwartaal:
            _per_kwartaal(bouw, (eerst, via, zonder), per_kwartaal)
        bouw.iedereen(via, eerst)
        bouw.iedereen(zonder, eerst)
        if gemeten:
            bouw.iedereen(niet, alle)
        else:
            bouw.som(alle, (niet,))
        nu = eerste.cel((ALLE, sector), _drie())
        if nu in bouw.waarden and len(dagen) == 1:
            bouw.som(niet, (nu,))
        elif nu in bouw.waarden:
            bouw.rest("later_in_beeld", niet, nu)
        if any(row["bereikt"] - n < register().drempels.minimale_telling for n in _laag_3(lagen, sector, dagen[1:])):
            bouw.gevoelig.add(alle)
    sectoren = [sector for sector in rows["sector"] if sector != ALLE]
    for telling in TELLINGEN if ALLE in rows["sector"] else ():
        jaar = rows["schooljaar"][0]
        bouw.som((BEREIKT, telling, jaar, ALLE), [(BEREIKT, telling, jaar, sector) for sector in sectoren])


def _per_kwartaal(bouw: Opbouw, jaar: tuple[Cel, Cel, Cel], per_kwartaal: Mapping[str, Kwartaal]) -> None:
    """Add the quarters of those who had a laag before, in laag 2 and not: never shown, but for the share of the first."""
    delen: list[tuple[Cel, Cel, Cel]] = []
    for kwartaal, (n, eerst, procent) in per_kwartaal.items():
        allen, via, zonder = delen_ = tuple(("kwartaal", kwartaal, *cel) for cel in jaar)
        bouw.waarden |= {allen: n, via: eerst, zonder: n - eerst}
        bouw.som(allen, (via, zonder))
        delen.append(delen_)
        if procent is None:
            continue
        bron = ("kwartaal", kwartaal, INDICATOREN, EERST_LAAG_2)
        bouw.waarden[bron] = procent
        bouw.geen_telling.add(bron)
        bouw.bekend.add(bron)
        bouw.begrens(via, bron, ceil(n * procent / 100), ceil(n * (procent + 1) / 100) - 1)  # rounded down
        bouw.begrens(allen, bron, floor(100 * eerst / (procent + 1)) + 1, floor(100 * eerst / max(procent, 1)))
    for whole, *parts in zip(jaar, *delen, strict=True):
        bouw.som(whole, parts)


def _drie() -> Banden:
    return van_laag(register().presets[register().standaard_preset], "3")


def _laag_3(lagen: pl.DataFrame, sector: str, dagen: Sequence[dt.date]) -> list[int]:
    """How many pupils of a group are in laag 3 at each of these peildata."""
    levels = [code for code, groep in SECTOREN.items() if sector in (ALLE, groep)]
    own = lagen.filter(pl.col("sector").is_in(levels) & pl.col("band").is_in(_drie()))
    counts = dict(own.group_by("peildatum").agg(pl.col("leerlingen").sum()).iter_rows())
    return [counts.get(dag, 0) for dag in dagen]


PUBLICATIE = Publicatie(
    BEREIKT,
    ("schooljaar", "sector"),
    TELLINGEN,
    volgt=dict.fromkeys(("kans", "onder", "boven"), ("eerder_gemeten", "via_laag_2", "zonder_laag_2")),
    besloten=tuple(GROOTSTE + telling for telling in TELLINGEN),
    fijnst=pl.col("sector") != ALLE,
)
