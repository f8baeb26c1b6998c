"""Lagen in movement: recovery from laag 2, laag 3 that was not seen coming, and a look a few school weeks ahead.

Shares are whole percents with their interval rounded outward, of enough pupils for a percentage.
"""

import datetime as dt

import polars as pl

from analysis.mijlpalen import ten_minste
from analysis.onderdeel import Frames, Onderdeel
from analysis.stromen import herstel, met_aandeel
from analysis.verhouding import hele_procenten
from analysis.vooruit import Soort, terugblik, verwacht
from schemas.codes import ALLE
from schemas.definities import register

STROMEN, BEREIKT, WEKEN, LAGEN = "mart_lagen_stromen", "basis_bereikt", "basis_lagen_weken", "mart_lagen"
GROEP = ("schooljaar", "van_dag", "peildatum", "gemeente", "sector")
VOORUIT = (4, 8)  # school weeks
VOORSPELD = ("2", "3")  # the lagen that are looked ahead of
VERWACHTING = {
    "schooljaar": pl.String,
    "peildatum": pl.Date,
    "sector": pl.String,
    "laag": pl.String,
    "weken": pl.Int64,
    "nu": pl.Int64,
    "aantal": pl.Int64,
    "onder": pl.Int64,
    "boven": pl.Int64,
    "voorspeld": pl.Int64,
    "binnen_procent": pl.Int64,
}


def bereken(frames: Frames, _data_tot: dt.date) -> Frames:
    """The tables named in `ONDERDEEL`."""
    return {
        "mart_lagen_herstel": hersteld(frames[STROMEN]),
        "mart_lagen_bereikt": zonder_laag_2(frames[BEREIKT]),
        "mart_lagen_vooruit": vooruit(frames[WEKEN], frames[LAGEN]),
    }


def hersteld(stromen: pl.DataFrame) -> pl.DataFrame:
    """Which share of laag 2 is in laag 1 at the next measurement? Grain: GROEP.

    uit_laag_2: pupils measured again, laag known; hersteld: those in laag 1. kans, onder, boven: whole percents.
    uit_laag_2_minst: uit_laag_2 rounded down. uit_laag_2_van, uit_laag_2_tot: between which numbers it lies for who
    knows all of these but itself.
    """
    counted = _procenten(herstel(stromen, GROEP), "uit_laag_2")
    least = pl.col("uit_laag_2").map_elements(ten_minste, return_dtype=pl.Int64)
    told = counted.with_columns(uit_laag_2_minst=least)
    return told.join(_mogelijk(told), on=[*GROEP], how="left", maintain_order="left")


def _mogelijk(told: pl.DataFrame) -> pl.DataFrame:
    """Which numbers give the same share of the same pupils who recovered, and the same when rounded down?"""
    minst, share = pl.col("uit_laag_2_minst"), ("kans", "onder", "boven")
    step = pl.when(minst < 100).then(10).otherwise(100)  # as ten_minste
    tried = (
        told.select(*GROEP, "hersteld", mogelijk=pl.int_ranges(minst, minst + step), echt=pl.struct(share))
        .explode("mogelijk")
        .filter(pl.col("mogelijk") >= pl.col("hersteld"))
    )
    same = pl.struct(share).eq_missing(pl.col("echt"))
    possible = _procenten(met_aandeel(tried, "hersteld", "mogelijk"), "mogelijk").filter(same)
    van, tot = pl.col("mogelijk").min(), pl.col("mogelijk").max()
    return possible.group_by(*GROEP).agg(uit_laag_2_van=van, uit_laag_2_tot=tot)


def zonder_laag_2(bereikt: pl.DataFrame) -> pl.DataFrame:
    """Which share of the pupils who reached laag 3 was not seen in laag 2 before? Grain: schooljaar x sector.

    Beside the counts of basis_bereikt: eerder_gemeten, who had a laag before; kans, onder, boven: zonder_laag_2 as
    whole percents of these.
    """
    counts = bereikt.with_columns(eerder_gemeten=pl.col("via_laag_2") + pl.col("zonder_laag_2"))
    return _procenten(met_aandeel(counts, "zonder_laag_2", "eerder_gemeten"), "eerder_gemeten")


def _procenten(frame: pl.DataFrame, van: str) -> pl.DataFrame:
    """Shares as whole percents, the interval rounded outward; null where there are too few to give a percentage."""
    enough = pl.col(van) >= register().drempels.minimale_noemer_procent
    return frame.with_columns(pl.when(enough).then(one).alias(name) for name, one in hele_procenten("kans").items())


def vooruit(weken: pl.DataFrame, lagen: pl.DataFrame) -> pl.DataFrame:
    """How many pupils in laag 2 and 3, in a few school weeks? Grain: sector x laag x weken, as VERWACHTING.

    weken: pupils per schooljaar x schoolweek x sector x laag. lagen: mart_lagen, of which `nu` is the last count, at
    `peildatum`. No row where fewer earlier schooljaren went through these weeks than a seasonal pattern needs.
    voorspeld: how many past forecasts of this kind there are; binnen_procent: of what share the interval held.
    """
    preset, venster = register().standaard_preset, next(iter(register().vensters))
    last = lagen.filter(
        pl.col("venster") == venster,
        pl.col("preset") == preset,
        pl.col("gemeente") == ALLE,
        pl.col("peildatum") == pl.col("peildatum").max(),
    ).select("schooljaar", "peildatum", "sector", "laag", nu="leerlingen")
    rows = [
        (*now, stappen, *ahead)
        for *now, nu in last.filter(pl.col("laag").is_in(VOORSPELD)).sort("sector", "laag").iter_rows()
        for stappen in VOORUIT
        if (ahead := _verwachting(_reeks(weken, str(now[2]), str(now[3])), str(now[0]), stappen, nu))
    ]
    return pl.DataFrame(rows, schema=VERWACHTING, orient="row")


def _reeks(weken: pl.DataFrame, sector: str, laag: str) -> pl.DataFrame:
    """The series that analysis.vooruit asks. A week in which most pupils have no laag yet was not measured: the lagen
    then grow by becoming known.
    """
    own = weken.filter(pl.col("sector") == sector)
    everybody, known = pl.col("leerlingen").sum(), pl.col("leerlingen").filter(pl.col("laag") != "onbekend").sum()
    mostly = ((2 * known >= everybody) & (everybody > 0)).over("schooljaar", "schoolweek")
    return own.filter(mostly, pl.col("laag") == laag).select("schooljaar", "schoolweek", aantal="leerlingen")


def _verwachting(reeks: pl.DataFrame, schooljaar: str, weken: int, nu: int) -> tuple[int | None, ...] | None:
    """What follows `weken` in a row of VERWACHTING; None: nothing can be said."""
    if reeks.filter(schooljaar=schooljaar).is_empty():
        return None
    found = verwacht(reeks, weken, Soort.OPGETELD)
    if found is None:
        return None
    past = terugblik(reeks, weken, Soort.OPGETELD)
    held = round(100 * past.binnen / past.voorspeld) if past.voorspeld else None
    return (nu, found.aantal, found.onder, found.boven, past.voorspeld, held)


ONDERDEEL = Onderdeel(
    "lagen in beweging",
    (STROMEN, BEREIKT, WEKEN, LAGEN),
    ("mart_lagen_herstel", "mart_lagen_bereikt", "mart_lagen_vooruit"),
    bereken,
)
