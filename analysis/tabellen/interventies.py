"""Absence before and after an intervention, beside comparable pupils without one, per schooljaar of the region.

Comparable: a pupil of the same type of school who missed about as much (a band of five percent) in the same eight
school weeks, and had no intervention up to then in the schooljaar.
"""

import datetime as dt
import math
from collections.abc import Iterator

import polars as pl

from analysis.mijlpalen import ten_minste
from analysis.onderdeel import Frames, Onderdeel
from analysis.vervolg import Vervolg, vervolg
from schemas.codes import ALLE, LAGEN
from schemas.definities import register

BASIS, MART, VERVOLG = "basis_interventies", "mart_interventies", "mart_interventies_vervolg"
GELIJK = ("sector", "weekeinde", "verzuimband")
WEKEN = (8, 12)
FIJN_VANAF = 60  # pupils: forty school days each make more than two thousand, enough for one decimal
_SCHEMA = {
    "schooljaar": pl.String,
    "laag": pl.String,
    "weken": pl.Int64,
    "gevolgd": pl.Int64,
    "gevolgd_hoger": pl.Int64,
    "leerlingen_minst": pl.Int64,
    "vergelijkbaar": pl.Int64,
    "met_laag_2_3": pl.Int64,
    **dict.fromkeys(
        ("vooraf", "erna", "vergelijk_vooraf", "vergelijk_erna", "verschil", "onder", "boven", "vergelijk_laag_2_3"),
        pl.Float64,
    ),
}


def bereken(frames: Frames, data_tot: dt.date) -> Frames:
    """Did absence fall more with an intervention than without?

    mart_interventies_vervolg, grain schooljaar x laag (`alle`, 1, 2, 3: for which the intervention is meant) x weken
    (8, 12), dense over the schooljaren with an intervention. gevolgd: pupils with an intervention who were measured and
    have their like; gevolgd_hoger: those of them in laag 2 or 3 afterwards. leerlingen_minst, vergelijkbaar: gevolgd
    and their like, rounded down; gevolgd as if some of the measured pupils have no like, so that it does not tell how
    few have none. vooraf, erna, vergelijk_*: percent of school time missed, of the same pupils before and after.
    verschil: with minus without, in percentage points, with its interval (onder, boven), rounded outward.
    met_laag_2_3, vergelijk_laag_2_3: percent of gevolgd, and of their like, in laag 2 or 3 afterwards. All figures null
    where there are too few pupils.
    """
    rijen = frames[BASIS].rename({"geholpen": "interventie"})
    gemaakt = [
        {"schooljaar": schooljaar, "laag": laag, "weken": weken, **_gevolgd(eigen, weken)}
        for schooljaar in frames[MART]["schooljaar"].unique().sort()
        for laag, eigen in _lagen(rijen.filter(pl.col("schooljaar") == schooljaar))
        for weken in WEKEN
    ]
    return {VERVOLG: pl.DataFrame(gemaakt, schema=_SCHEMA, orient="row")}


def _lagen(jaar: pl.DataFrame) -> Iterator[tuple[str, pl.DataFrame]]:
    """The pupils with an intervention for a laag, or any, and all without."""
    yield ALLE, jaar
    for laag in LAGEN[:3]:
        yield laag, jaar.filter(~pl.col("interventie") | (pl.col("laag") == laag))


def _gevolgd(eigen: pl.DataFrame, weken: int) -> dict[str, float | int | None]:
    na, grenzen = f"na_{weken}", register().analyse
    found = vervolg(eigen, GELIJK, na)
    decimalen = int(found.leerlingen >= FIJN_VANAF)
    verteld = max(found.leerlingen - max(grenzen.vervolg_ruimte - found.zonder_vergelijking, 0), 0)
    telt = found.verschil is not None and verteld >= grenzen.vervolg_leerlingen_minst
    hoger = _hoger_geholpen(eigen, na)
    return {
        "gevolgd": found.leerlingen,
        "gevolgd_hoger": hoger,
        "leerlingen_minst": ten_minste(verteld),
        "vergelijkbaar": ten_minste(found.vergelijkbaar),
        **{kolom: _procent(getattr(found, naam), decimalen) if telt else None for kolom, naam in _CIJFERS.items()},
        **(_interval(found, decimalen) if telt else dict.fromkeys(("onder", "boven"))),
        "met_laag_2_3": round(100 * hoger / found.leerlingen) if telt else None,
        "vergelijk_laag_2_3": _procent(_hoger(eigen, na, f"laag_{na}"), 0) if telt else None,
    }


_CIJFERS = {
    "vooraf": "vooraf",
    "erna": "na",
    "vergelijk_vooraf": "vergelijk_vooraf",
    "vergelijk_erna": "vergelijk_na",
    "verschil": "verschil",
}


def _interval(found: Vervolg, decimalen: int) -> dict[str, float | None]:
    if found.onder is None or found.boven is None:
        return {"onder": None, "boven": None}
    stap = 10**decimalen
    onder, boven = math.floor(100 * found.onder * stap) / stap, math.ceil(100 * found.boven * stap) / stap
    return {"onder": onder, "boven": boven}


def _procent(deel: float | None, decimalen: int) -> float | None:
    return None if deel is None else round(100 * deel, decimalen) + 0.0  # without a minus before zero


def _hoger_geholpen(eigen: pl.DataFrame, na: str) -> int:
    """How many pupils with an intervention, of those who have their like, are in laag 2 or 3 afterwards."""
    return int(_groepen(eigen, na, f"laag_{na}")["met_hoger"].sum())


def _groepen(eigen: pl.DataFrame, na: str, laag: str) -> pl.DataFrame:
    """Groups of like pupils: met and zonder intervention, and of both those in laag 2 or 3 (a count, a share)."""
    hoger = pl.col(laag).is_in(["2", "3"])
    return (
        eigen.drop_nulls(["vooraf", na])
        .group_by(*GELIJK)
        .agg(
            met=pl.col("interventie").sum().cast(pl.Int64),
            zonder=pl.col("interventie").not_().sum().cast(pl.Int64),
            met_hoger=(pl.col("interventie") & hoger).sum().cast(pl.Int64),
            hoger=hoger.filter(~pl.col("interventie")).mean(),
        )
        .filter((pl.col("met") > 0) & (pl.col("zonder") > 1))
        .sort(*GELIJK)
    )


def _hoger(eigen: pl.DataFrame, na: str, laag: str) -> float:
    """The share of the comparable pupils in laag 2 or 3, weighted as those with an intervention are spread."""
    groepen = _groepen(eigen, na, laag)
    return float((groepen["met"] * groepen["hoger"]).sum()) / float(groepen["met"].sum())


ONDERDEEL = Onderdeel("interventies", (BASIS, MART), (VERVOLG,), bereken)
