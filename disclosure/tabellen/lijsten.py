"""The two lists of thuiszitters beside each other: per peildatum how far they agree, per schooljaar why they do not.

For the region only. Of a peildatum is shown how many children stand on either list, on both and on one; which of the
lists that one is only where both numbers are large enough, which is seldom, so the reasons are told per schooljaar. How
long each list is, is not published: with the number on either list it tells how many stand on the other only.

The lists count all children at home, so the definitions of thuiszitter are parts of them on the days on which these
are counted too: the end of a quarter, and the day of the last lists. Other days count other children.
"""

import datetime as dt
from collections.abc import Iterator, Mapping

import polars as pl

from disclosure.blok import Cel
from disclosure.publicatie import Plaats, Publicatie
from disclosure.tabellen import kenners
from disclosure.tabellen.definities import Telling, van_iedereen
from disclosure.tabellen.kenners import Aandelen
from disclosure.tabellen.kwartaalstanden import HEEL
from disclosure.tabellen.opbouw import Opbouw
from schemas.codes import ALLE
from schemas.definities import register
from schemas.schooljaar import schooljaar

LIJSTEN, VELDEN, REDENEN = "mart_lijsten", "mart_lijsten_velden", "mart_lijsten_redenen"
BEIDE, EEN, SAMEN = "beide", "op_een_lijst", "kinderen"
PER_LIJST = ("alleen_rbl", "alleen_swv")
VERSCHILLEN = ("anders", "eenzijdig")
GELIJK = "gelijk"  # children of whom a field is no different: never shown, and known from the others
JAAR_GEWICHT = 10.0
GEHEEL_GEWICHT = 50.0  # what hangs on it: the coverage, and the estimate of who is on neither list


Eigen = Mapping[tuple[str, ...], Aandelen]  # by measure and codes


def standen(bouw: Opbouw, frames: Mapping[str, pl.DataFrame]) -> Iterator[tuple[dt.date, str, Telling]]:
    """Put every peildatum into the block; gives it with how many stand on either list."""
    velden = frames[VELDEN].partition_by("peildatum", as_dict=True)
    eigen = {**kenners.aandelen(frames[kenners.LIJSTEN]), **kenners.aandelen(frames[kenners.VELDEN])}
    for row in frames[LIJSTEN].iter_rows(named=True):
        dag = row["peildatum"]
        yield dag, LIJSTEN, van_iedereen(_peildatum(bouw, row, velden[(dag,)], eigen), HEEL)


def cel(dag: str, maat: str) -> Cel:
    """Where a count of a peildatum stands."""
    return (LIJSTEN, maat, dag)


def _peildatum(bouw: Opbouw, row: Mapping[str, int | dt.date], velden: pl.DataFrame, eigen: Eigen) -> Cel:
    dag = str(row["peildatum"])
    cellen = {
        maat: bouw.toon(cel(dag, maat), value)
        for maat in (SAMEN, BEIDE, EEN, *PER_LIJST)
        if isinstance(value := row[maat], int)
    }
    for maat, own in cellen.items():
        bouw.ken(own, eigen.get((maat, dag), {}))
    bouw.som(cellen[SAMEN], (cellen[BEIDE], cellen[EEN]))
    delen = [cellen[maat] for maat in PER_LIJST]
    bouw.som(cellen[EEN], delen)
    if 0 < bouw.waarden[cellen[EEN]] < register().drempels.minimale_telling + len(delen):
        bouw.gevoelig |= set(delen)  # were none of them shown as 0, a hidden one would be known too narrowly
    bouw.gewicht |= {cellen[maat]: GEHEEL_GEWICHT for maat in (SAMEN, BEIDE, EEN)}
    for veld, *counts in velden.select("veld", *VERSCHILLEN).iter_rows():
        delen = [bouw.toon((VELDEN, maat, dag, veld), count) for maat, count in zip(VERSCHILLEN, counts, strict=True)]
        for maat, own in zip(VERSCHILLEN, delen, strict=True):
            bouw.ken(own, eigen.get((maat, dag, veld), {}))
        gelijk = (VELDEN, GELIJK, dag, veld)
        bouw.ken(gelijk, kenners.over(bouw.kennis(cellen[BEIDE]), *map(bouw.kennis, delen)))
        bouw.waarden[gelijk] = bouw.waarden[cellen[BEIDE]] - sum(counts)
        bouw.som(cellen[BEIDE], (*delen, gelijk))
    return cellen[SAMEN]


def vertel(bouw: Opbouw, frames: Mapping[str, pl.DataFrame]) -> None:
    """Put every schooljaar into the block of its days: who stood on one list only, by the list and by the reason.

    Whoever did so on a day is among them, on the last day on that same list.
    """
    dagen: dict[str, list[str]] = {}
    for dag in sorted(frames[LIJSTEN]["peildatum"]):
        dagen.setdefault(schooljaar(dag), []).append(str(dag))
    eigen = kenners.aandelen(frames[kenners.REDENEN])
    for (jaar,), rows in frames[REDENEN].group_by("schooljaar", maintain_order=True):
        counts = {(stand, code): n for stand, code, n in rows.select("stand", "verklaring", SAMEN).iter_rows()}
        cellen = _schooljaar(bouw, str(jaar), counts)
        for key, one in cellen.items():
            bouw.ken(one, eigen.get((SAMEN, str(jaar), *key), {}))
        own = dagen.get(str(jaar), [])
        for dag in own:
            bouw.rest(f"niet op {dag}", cellen[ALLE, ALLE], cel(dag, EEN))
        for maat in PER_LIJST if own else ():
            bouw.rest(f"niet op {own[-1]}", cellen[maat, ALLE], cel(own[-1], maat))


def _schooljaar(bouw: Opbouw, jaar: str, counts: Mapping[tuple[str, str], int]) -> dict[tuple[str, str], Cel]:
    cellen = {key: bouw.toon((REDENEN, SAMEN, jaar, *key), count) for key, count in counts.items()}
    geheel = cellen[ALLE, ALLE]
    bouw.gewicht[geheel] = JAAR_GEWICHT
    for deel in (0, 1):
        delen = [cel for key, cel in cellen.items() if key[deel] != ALLE]
        bouw.som(geheel, delen)
        for one in delen:
            bouw.iedereen(one, geheel)
    return cellen


_SCHATTING = (BEIDE, EEN)
PUBLICATIES = (
    Publicatie(
        LIJSTEN,
        ("peildatum",),
        (SAMEN, BEIDE, EEN, *PER_LIJST),
        volgt=dict.fromkeys(("ongezien_onder", "ongezien_boven", "ongezien_reden"), _SCHATTING),
    ),
    Publicatie(
        VELDEN,
        ("peildatum", "veld"),
        (*VERSCHILLEN, BEIDE),
        plaatsen={BEIDE: Plaats(LIJSTEN, BEIDE, (pl.col("peildatum").cast(pl.String),))},
    ),
    Publicatie(REDENEN, ("schooljaar", "stand", "verklaring"), (SAMEN,), fijnst=pl.col("verklaring") != ALLE),
)
