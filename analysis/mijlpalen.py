"""A curve of chances as few whole months, chosen so that no step of it is one child.

A curve that rises at every case tells of each of them when it ended. So it is told at whole months only, between two of
which at least as many cases ended in each way as a count must have to be shown, or none did; and as long as enough
cases are in sight. What is left is rounded to whole percents, its interval outward.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from math import ceil, floor

import polars as pl

from analysis.duur import GEEN, MAAND, grenzen, incidentie, na_maanden
from schemas.definities import register
from schemas.schooljaar import schooljaren

Geval = tuple[int, dt.date]  # a child, and the day on which it came to be at home
TIEN = 10
DICHTBIJ = 1e-6  # what a quotient can be off a whole number: 90 cases are no 80
KANSEN = {"afloop": pl.String, "maanden": pl.Int64, "kans": pl.Int64, "onder": pl.Int64, "boven": pl.Int64}


def mijlpalen(gevolgd: pl.DataFrame, eerst: Sequence[int], verder: Iterable[int] = ()) -> list[int]:
    """The whole months at which a curve may be told, in order. In: the cases of `volg`, with the ends to be told.

    `eerst`: months that matter most, in order of weight; `verder`: those that come in between where they can.
    """
    klein = register().drempels.minimale_telling
    genoeg = register().drempels.minimale_noemer_procent
    einden = _einden(gevolgd)
    gekozen: list[int] = []
    for maand in dict.fromkeys((*eerst, *verder)):
        reeks = sorted((*gekozen, maand))
        if _in_beeld(gevolgd, maand) >= genoeg and all(
            _mag(einden, van, tot, klein) for van, tot in pairwise((-1, *reeks))
        ):
            gekozen = reeks
    return gekozen


def _einden(gevolgd: pl.DataFrame) -> dict[tuple[str, int], int]:
    """How many ended in each way, by the first whole month that was full by then."""
    vol = -(-pl.col("duur") // MAAND)
    geteld = gevolgd.drop_nulls("einde").group_by("einde", vol.alias("_maand")).len()
    return {(einde, maand): aantal for einde, maand, aantal in geteld.iter_rows()}


def _mag(einden: Mapping[tuple[str, int], int], van: int, tot: int, klein: int) -> bool:
    """Not when a step is about few, nor when nobody's case ended: that says of each that it went on."""
    stap = _stap(einden, van, tot)
    return bool(stap) and min(stap.values()) >= klein


def _stap(einden: Mapping[tuple[str, int], int], van: int, tot: int) -> dict[str, int]:
    """How many ended in each way after `van` months, and at the latest when `tot` months were full."""
    stap: dict[str, int] = {}
    for (einde, maand), aantal in einden.items():
        if van < maand <= tot:
            stap[einde] = stap.get(einde, 0) + aantal
    return stap


def _in_beeld(gevolgd: pl.DataFrame, maand: int) -> int:
    """How many are in sight, and known to go on, when so many months are full."""
    vol = maand * MAAND
    return gevolgd.filter(pl.col("intrede") < vol, pl.col("duur") > vol).height


def kansen(gevolgd: pl.DataFrame, maanden: Sequence[int], einden: Sequence[str]) -> pl.DataFrame:
    """Which share has ended in which way when so many months are full? Columns of KANSEN; grain: afloop x maanden.

    `nog_open` is the share that lasts longer than that. Whole percents; the interval is of that share, of as many cases
    as it rests on in tens, its ends rounded outward. No row for a month at which the curve of `incidentie` says
    nothing.
    """
    if not maanden:
        return pl.DataFrame(schema=KANSEN)
    kromme = incidentie(gevolgd, einden)
    delen = []
    for maand in maanden:
        stand = kromme.filter(pl.col("duur") <= maand * MAAND).sort("duur").group_by("einde").last()
        delen.append(stand.with_columns(maanden=pl.lit(maand, pl.Int64)))
    rijen = pl.concat(delen).select("einde", "maanden", "kans", "zegt_als").rows()
    procenten = {(afloop, maand): round(100 * kans) for afloop, maand, kans, _ in rijen}
    if len({afloop for afloop, _ in procenten}) == 2:  # two halves of a percent would make 99 or 101, and so be known
        for afloop, maand in procenten:
            if afloop != GEEN:
                procenten[afloop, maand] = 100 - procenten[GEEN, maand]
    return pl.DataFrame(
        [
            (afloop, maand, procenten[afloop, maand], *_verteld(procenten[afloop, maand], zegt_als))
            for afloop, maand, _, zegt_als in rijen
        ],
        schema=KANSEN,
        orient="row",
    ).sort("afloop", "maanden")


def _verteld(procent: int, zegt_als: float) -> tuple[int, int]:
    """The interval of a share in whole percents."""
    tientallen = max(floor(zegt_als / TIEN + DICHTBIJ), 1)
    onder, boven = grenzen(procent / 100, tientallen * TIEN)
    return floor(100 * onder), min(ceil(100 * boven), 100)


def van_enkelen(gevolgd: Mapping[str, pl.DataFrame], maand: int) -> set[tuple[str, str]]:
    """Of which definition and schooljaar of the start may nothing be told, because few tell it from a wider one?

    In: by definition the cases of `volg` with `kind`, `start` and `aanbod`. A definition is wider when each case of
    that schooljaar counts in it too. Few: of those who count in it alone, the ones whose case had ended after so many
    months, those still at home with an offer, or those without. Where both are the same, neither is wider.
    """
    klein = register().drempels.minimale_telling
    geteld = {
        (definitie, str(jaar)): _staan(eigen, maand)
        for definitie, alle in gevolgd.items()
        for (jaar,), eigen in alle.group_by(schooljaren(pl.col("start")))
    }
    return {
        (nauw, jaar)
        for (nauw, jaar), eigen in geteld.items()
        for ruim in gevolgd
        if eigen.keys() <= geteld.get((ruim, jaar), {}).keys()
        and any(0 < aantal < klein for aantal in Counter(_buiten(geteld[ruim, jaar], eigen)).values())
    }


def _staan(gevallen: pl.DataFrame, maand: int) -> dict[Geval, str | None]:
    """What became of each case after so many months; null: it has not gone on for so long yet."""
    vol = pl.col("duur") > maand * MAAND
    aanbod = (pl.col("aanbod") <= na_maanden(pl.col("start"), maand)).fill_null(value=False)
    thuis = pl.when(aanbod).then(pl.lit("met")).otherwise(pl.lit("zonder"))
    stand = pl.when(vol).then(thuis).when(pl.col("einde").is_not_null()).then(pl.lit("over"))
    return {(kind, start): code for kind, start, code in gevallen.select("kind", "start", stand).iter_rows()}


def _buiten(ruim: Mapping[Geval, str | None], nauw: Mapping[Geval, str | None]) -> list[str]:
    return [code for geval, code in ruim.items() if geval not in nauw and code]


def samengenomen(gevolgd: pl.DataFrame, maand: int, rest: str) -> pl.DataFrame:
    """The cases with every end of which few came about within so many months told as `rest`.

    So that what is left can be told at that month: the rest takes the smallest other end with it while it is small.
    """
    klein = register().drempels.minimale_telling
    einden = _stap(_einden(gevolgd), -1, maand)
    weg = {naam for naam, aantal in einden.items() if aantal < klein and naam != rest}
    samen = sum(einden[naam] for naam in weg) + einden.get(rest, 0)
    blijft = sorted((aantal, naam) for naam, aantal in einden.items() if naam not in {*weg, rest})
    while 0 < samen < klein and blijft:
        aantal, naam = blijft.pop(0)
        weg.add(naam)
        samen += aantal
    buiten = pl.col("einde").is_in([*weg, *(set(gevolgd["einde"].drop_nulls()) - einden.keys())])
    return gevolgd.with_columns(einde=pl.when(buiten).then(pl.lit(rest)).otherwise("einde"))


def ten_minste(aantal: int) -> int:
    """A number of cases that a statistic rests on, rounded down: to tens, from a hundred on to hundreds.

    Exact, it would be a sum of what came in over the years, and so could give away a quarter that is hidden.
    """
    stap = 10 if aantal < 100 else 100
    return aantal // stap * stap
