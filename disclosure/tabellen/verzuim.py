"""Verzuim and aanwezigheid: pupils, scheduled and missed time, per period, gemeente, sector and categorie.

Per schooljaar each categorie is protected by itself: its missed time adds up over weeks and months to the schooljaar,
and over gemeenten and sectors to the region; pupils add up over gemeenten and sectors only. They are hidden with their
missed time, and that with them. Of all categories together only a percentage is published. What rounding leaves of it
bounds each categorie, as for somebody who knows all the others exactly: that is more than anybody knows, so a categorie
that is safe by itself is safe from all blocks together.

Published are `codes.VERZUIM_REGIO` and `codes.VERZUIM_GEMEENTE`. The rest is never shown: most of a gemeente by week,
or by type of school, would have to be hidden, and the only school of its type in the region is not to be told apart.
"""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet

import polars as pl

from disclosure.blok import Blok, Cel
from disclosure.publicatie import Familie, Publicatie
from disclosure.tabellen import groei
from disclosure.tabellen.verzuimblok import PER_DAG
from disclosure.tabellen.verzuimperioden import Perioden
from disclosure.tabellen.verzuimrijen import (
    DEEL_GEMIST,
    DELEN,
    GEMIST,
    JAAR,
    LEERLINGEN,
    NAAST,
    PER_PROCENT,
    PERIODEN,
    ROOSTER,
    TIJDEN,
    WEKEN,
)
from schemas.codes import ALLE
from schemas.definities import register


def blokken(frames: Mapping[str, pl.DataFrame], eerder: AbstractSet[Cel]) -> Iterator[Blok]:
    """Per schooljaar one block for aanwezigheid, and one for each categorie."""
    floor = register().drempels.minimale_telling
    for schooljaar in frames[PERIODEN.aanwezigheid]["schooljaar"].unique().sort():
        own = {naam: frame.filter(pl.col("schooljaar") == schooljaar) for naam, frame in frames.items()}
        for made in Perioden(schooljaar, own, floor).gather():
            yield made.blok(eerder)


GROEP = ("gemeente", "sector")
VAN_GEMEENTE, VAN_SECTOR = pl.col("gemeente") != ALLE, pl.col("sector") != ALLE
FIJNST = (VAN_GEMEENTE & VAN_SECTOR) | ((pl.col("periode_soort") != JAAR) & (VAN_GEMEENTE | VAN_SECTOR))
SCHOLEN = ("scholen_geleverd", "scholen_totaal")
PUBLICATIES = (
    Publicatie(
        PERIODEN.aanwezigheid,
        (*PERIODEN.sleutel, "schooljaar", *GROEP),
        (LEERLINGEN, ROOSTER, *DEEL_GEMIST),
        maal={ROOSTER: PER_DAG, **dict.fromkeys(DEEL_GEMIST, PER_PROCENT)},
        vrij=("eerste_dag", "laatste_dag", *SCHOLEN),
        fijnst=FIJNST,
    ),
    Publicatie(
        PERIODEN.verzuim,
        (*PERIODEN.sleutel, "schooljaar", *GROEP, "categorie"),
        (LEERLINGEN, GEMIST, TIJDEN),
        maal={GEMIST: PER_DAG},
        vrij=("geoorloofd",),
        fijnst=FIJNST,
    ),
    Publicatie(
        NAAST.aanwezigheid,
        ("schooljaar", *NAAST.sleutel, *GROEP),
        (LEERLINGEN, ROOSTER, "gemist_procent"),
        maal={ROOSTER: PER_DAG, "gemist_procent": PER_PROCENT},
        vrij=("scholen_vergeleken", "scholen_totaal", "eerste_week", "laatste_week"),
        fijnst=VAN_GEMEENTE,
    ),
    Publicatie(
        NAAST.verzuim,
        ("schooljaar", *NAAST.sleutel, *GROEP, "categorie"),
        (LEERLINGEN, GEMIST, TIJDEN),
        maal={GEMIST: PER_DAG},
        vrij=("geoorloofd",),
        fijnst=VAN_GEMEENTE,
    ),
    groei.PUBLICATIE,
)
BRONNEN = (*(name for one in (PERIODEN, NAAST, DELEN) for name in (one.aanwezigheid, one.verzuim)), WEKEN)
FAMILIE = Familie("verzuim", (*BRONNEN, groei.PUBLICATIE.mart), PUBLICATIES, blokken)
