"""Laag 3 reached with or without laag 2 before it: pupils of the region in a schooljaar, by group of schools.

Each pupil counts once, where it first stood in laag 3 at a peildatum of mart_lagen. At the first peildatum those are
all in laag 3, so these figures stand in a block with it. What they count more than laag 3 of a later peildatum are
pupils who were in it before or after: sensitive too, and never so few that it would say how many are in laag 3. A
school knows its own pupils: a figure that is nearly all of one school is hidden.

An indicator of an agenda tells per quarter which share of those who had a laag before was seen in laag 2. These are the
same pupils, and with one of their numbers that share gives the others: of the region they are hidden or shown as one.
"""

import datetime as dt
from collections.abc import Sequence

import polars as pl

from disclosure.publicatie import Publicatie
from disclosure.tabellen.lagenbanden import ONBEKEND, OPEN, Banden, van_laag
from disclosure.tabellen.lagenmeting import Meting
from disclosure.tabellen.opbouw import Opbouw
from schemas.codes import ALLE, SECTOREN
from schemas.definities import register

BEREIKT, PER_KWARTAAL, INDICATOREN = "mart_lagen_bereikt", "basis_vroegsignalering", "mart_indicatoren"
EERST_LAAG_2 = "eerst_laag_2"  # the indicator
TELLINGEN = ("bereikt", "eerder_gemeten", "niet_eerder_gemeten", "via_laag_2", "zonder_laag_2")
GROOTSTE = "grootste_"  # begins the name of the largest share of one school in each


def verteld(per_kwartaal: pl.DataFrame, indicatoren: pl.DataFrame) -> frozenset[str]:
    """The schooljaren of which the indicator tells a share: of a quarter of basis_vroegsignalering."""
    told = indicatoren.filter(pl.col("maat") == EERST_LAAG_2, pl.col("waarde").is_not_null())
    return frozenset(per_kwartaal.join(told, on="kwartaal", how="semi")["schooljaar"])


def verbonden(bouw: Opbouw, eerste: Meting, rows: pl.DataFrame, lagen: pl.DataFrame, *, verteld: bool) -> None:
    """Add who reached laag 3 to the block of the first measurement over a schooljaar.

    rows: of mart_lagen_bereikt. lagen: basis_lagen of every measurement over this schooljaar. verteld: whether an
    indicator tells which share of them was in laag 2 first.
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
        if sector == ALLE and verteld:
            bouw.samen.append(frozenset((eerst, via, zonder)))
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
    fijnst=pl.col("sector") != ALLE,
)
