"""Rates and shares of small numbers, with an interval that suits them.

Sources: Garwood (1936) for the exact interval of a Poisson count; Breslow & Day (1987), vol. II, for Byar's
approximation; Cohen & Yang (1994) for mid-P; Fay & Feuer (1997) and Fay & Kim (2017) for sums; Wilson (1927) for a
share; Spiegelhalter (2005) for the funnel.
Columns `onder` and `boven` are always the ends of an interval of `zekerheid_procent` (the registry), unless said.
"""

from collections.abc import Callable, Sequence
from functools import cache

import numpy as np
import polars as pl
from scipy.optimize import brentq
from scipy.special import betainc, chdtri, gammainc, gammaln, ndtri, pdtr, pdtrc, pdtrik, xlogy

from schemas.definities import register

PER = 1000
LIGGINGEN = ("binnen", "buiten_95", "buiten_998")


def zekerheid() -> float:
    """How sure an interval is: the share of intervals that hold the truth."""
    return register().analyse.zekerheid_procent / 100


def exact(aantal: int, niveau: float) -> tuple[float, float]:
    """Garwood's interval of a Poisson mean: never less sure than `niveau`, so rather wide."""
    staart = (1 - niveau) / 2
    onder = float(chdtri(2 * aantal, 1 - staart)) / 2 if aantal else 0.0
    return onder, float(chdtri(2 * aantal + 2, staart)) / 2


def byar(aantal: int, niveau: float) -> tuple[float, float]:
    """Byar's approximation of the exact interval; within 1 % of it from a count of 10 on."""
    z = float(ndtri((1 + niveau) / 2))
    boven = (aantal + 1) * (1 - 1 / (9 * (aantal + 1)) + z / (3 * (aantal + 1) ** 0.5)) ** 3
    if not aantal:
        return 0.0, boven
    return max(0.0, aantal * (1 - 1 / (9 * aantal) - z / (3 * aantal**0.5)) ** 3), boven


@cache
def mid_p(aantal: int, niveau: float) -> tuple[float, float]:
    """The interval in which a count as it is counts half: on average as sure as `niveau` says, not surer."""
    staart = (1 - niveau) / 2
    ruim_onder, ruim_boven = exact(aantal, niveau)

    def hoger(gemiddelde: float) -> float:
        """Chance of more than `aantal`, and half that of `aantal` itself."""
        precies = np.exp(xlogy(aantal, gemiddelde) - gemiddelde - gammaln(aantal + 1))
        return float(gammainc(aantal + 1, gemiddelde) + precies / 2)

    midden = aantal + 0.5
    onder = float(brentq(lambda m: hoger(m) - staart, ruim_onder, midden)) if aantal else 0.0
    return onder, float(brentq(lambda m: 1 - hoger(m) - staart, midden / 2, ruim_boven))


def spreiding(som: int, kinderen: int, grootste: int) -> float:
    """How many times as wide the variance of a sum over years is as that of a count, at most.

    som: what so many children add in all, each of them 1 up to `grootste`. It is largest when each adds as little or as
    much as it can; then the squares added up are so many times the sum. 1 where nobody adds more than 1.
    """
    return grootste + 1 - grootste * kinderen / som if som else 1.0


def gewogen(som: int, kwadraten: float, grootste: int, niveau: float) -> tuple[float, float]:
    """The interval of a sum to which one child can add more than 1, such as the years in which it counts.

    som: what the children add, kwadraten: the squares of that added up, grootste: the most that a child can add. The
    two gamma distributions of Fay & Feuer (1997), each for half (mid-P, Fay & Kim 2017): theirs alone holds 98 or 99
    times in a hundred where there are few. With nothing but ones it is the mid-P interval of a count.
    """
    staart = (1 - niveau) / 2
    meer, nog = som + grootste, kwadraten + grootste**2

    def hoogstens(waarde: float) -> float:
        kleiner = float(gammainc(som**2 / kwadraten, waarde * som / kwadraten)) if som else 1.0
        return (kleiner + float(gammainc(meer**2 / nog, waarde * meer / nog))) / 2

    ruim = nog / (2 * meer) * float(chdtri(2 * meer**2 / nog, staart))
    onder = float(brentq(lambda waarde: hoogstens(waarde) - staart, 0.0, ruim)) if som else 0.0
    return onder, float(brentq(lambda waarde: hoogstens(waarde) - 1 + staart, 0.0, ruim))


METHODEN: dict[str, Callable[[int, float], tuple[float, float]]] = {"mid_p": mid_p, "exact": exact, "byar": byar}


def per_1000(frame: pl.DataFrame, *, aantal: str, noemer: str, methode: str = "mid_p") -> pl.DataFrame:
    """How many per 1.000, and between which ends?

    `aantal` (whole numbers) and `noemer` (persons, or persons times years) are columns of any grain; adds `per_1000`,
    `onder` and `boven`, null where one of the two is missing or the noemer is zero.
    """
    grenzen = METHODEN[methode]
    rijen = [
        (None, None, None)
        if teller is None or not deler
        else tuple(PER * waarde / deler for waarde in (teller, *grenzen(teller, zekerheid())))
        for teller, deler in frame.select(aantal, noemer).iter_rows()
    ]
    schema = {"per_1000": pl.Float64, "onder": pl.Float64, "boven": pl.Float64}
    return pl.concat([frame, pl.DataFrame(rijen, schema=schema, orient="row")], how="horizontal")


def meerjarig(
    frame: pl.DataFrame, *, sleutel: Sequence[str], jaar: str, aantal: str, noemer: str, jaren: int
) -> pl.DataFrame:
    """What is the average over the last years, for a gemeente too small for one year?

    One row per `sleutel` and `jaar` goes in; out comes, for each year from the `jaren`-th on, the sum of `aantal` and
    of `noemer` over that year and the `jaren - 1` years just before, with `eerste_jaar` and the rate of `per_1000`.
    A window with a year that is missing or unknown is left out. Schooljaren are written `2018-2019`.
    """
    begin = pl.col(jaar).str.slice(0, 4).cast(pl.Int32)
    getallen = frame.drop_nulls([aantal, noemer]).with_columns(begin.alias("_begin"))
    venster = (
        getallen.select(*sleutel, jaar, pl.col("_begin").alias("_laatste"))
        .join(getallen.select(*sleutel, "_begin", pl.col(jaar).alias("eerste_jaar"), aantal, noemer), on=list(sleutel))
        .filter(pl.col("_begin").is_between(pl.col("_laatste") - jaren + 1, pl.col("_laatste")))
        .group_by(*sleutel, jaar)
        .agg(pl.col("eerste_jaar").min(), pl.col(aantal).sum(), pl.col(noemer).sum(), pl.len().alias("_jaren"))
        .filter(pl.col("_jaren") == jaren)
        .drop("_jaren")
        .sort(*sleutel, jaar)
    )
    return per_1000(venster, aantal=aantal, noemer=noemer)


def trechter(frame: pl.DataFrame, *, aantal: str, noemer: str) -> pl.DataFrame:
    """Which units lie outside of what chance alone does around the common rate? Never a ranking.

    Adds `per_1000`, `verwacht` (the common rate per 1.000), the limits `onder_95`, `boven_95`, `onder_998`,
    `boven_998` (per 1.000, for a noemer of this size) and `ligging`. A unit lies outside when a count as extreme as its
    own has, counted half (mid-P), a chance of less than 2,5 % or 0,1 % on its side. Rows without figures get nulls.
    """
    bekend = frame.filter(pl.col(aantal).is_not_null() & (pl.col(noemer) > 0))
    deler = int(bekend[noemer].sum())
    if not deler:
        raise ValueError(f"A funnel needs a row with {aantal} and {noemer}; give at least one.")
    gemeen = int(bekend[aantal].sum()) / deler
    n = bekend[noemer].to_numpy().astype(np.float64)
    k = bekend[aantal].to_numpy()
    verwacht = gemeen * n
    kolommen = {"per_1000": PER * k / n, "verwacht": np.full(len(n), PER * gemeen)}
    for naam, staart in (("95", 0.025), ("998", 0.001)):
        kolommen[f"onder_{naam}"] = PER * _grens(staart, verwacht) / n
        kolommen[f"boven_{naam}"] = PER * _grens(1 - staart, verwacht) / n
    half = _kans_op(k, verwacht) / 2
    kans = np.minimum(pdtr(k, verwacht) - half, pdtrc(k, verwacht) + half)
    ligging = np.select([kans < 0.001, kans < 0.025], [LIGGINGEN[2], LIGGINGEN[1]], LIGGINGEN[0])
    geplaatst = bekend.with_columns(*(pl.Series(naam, waarden) for naam, waarden in kolommen.items()))
    rest = frame.filter((pl.col(aantal).is_not_null() & (pl.col(noemer) > 0)).fill_null(value=False).not_())
    return pl.concat([geplaatst.with_columns(pl.Series("ligging", ligging)), rest], how="diagonal")


def _grens(staart: float, verwacht: np.ndarray) -> np.ndarray:
    """The quantile of a Poisson count with mean `verwacht`, interpolated so that the funnel has no steps."""
    hoog = np.ceil(pdtrik(staart, verwacht))
    lager = np.maximum(hoog - 1, 0)
    hoog = np.where(pdtr(lager, verwacht) >= staart, lager, hoog)  # where rounding put it one too high
    laag = np.where(hoog > 0, pdtr(np.maximum(hoog - 1, 0), verwacht), 0.0)
    deel = (staart - laag) / np.maximum(_kans_op(hoog, verwacht), np.finfo(float).tiny)
    grens: np.ndarray = np.maximum(0.0, hoog - 0.5 + deel)
    return grens


def _kans_op(aantal: np.ndarray, verwacht: np.ndarray) -> np.ndarray:
    """The chance of exactly this Poisson count with mean `verwacht`."""
    kans: np.ndarray = np.exp(xlogy(aantal, verwacht) - gammaln(aantal + 1) - verwacht)
    return kans


def hele_procenten(midden: str) -> dict[str, pl.Expr]:
    """A fraction with its interval as whole percents: `midden` to the nearest, `onder` and `boven` outward."""
    procenten = {
        midden: (100 * pl.col(midden)).round(),
        "onder": (100 * pl.col("onder")).floor(),
        "boven": (100 * pl.col("boven")).ceil(),
    }
    return {naam: procent.cast(pl.Int64) for naam, procent in procenten.items()}


def aandeel(aantal: int, van: int, niveau: float | None = None) -> tuple[float, float]:
    """Wilson's interval of a share `aantal / van`, between 0 and 1; nothing is known when `van` is zero."""
    if not van:
        return 0.0, 1.0
    z = float(ndtri((1 + (niveau or zekerheid())) / 2))
    deel = aantal / van
    midden = deel + z * z / (2 * van)
    marge = z * (deel * (1 - deel) / van + z * z / (4 * van * van)) ** 0.5
    noemer = 1 + z * z / van
    onder, boven = (midden - marge) / noemer, (midden + marge) / noemer
    return (0.0 if aantal == 0 else onder), (1.0 if aantal == van else boven)


def quotient(boven_de_streep: int, onder_de_streep: int, niveau: float | None = None) -> tuple[float, float]:
    """The interval of one Poisson mean divided by another, exact given their sum (Clopper & Pearson, mid-P).

    Ends: 0, and infinity when nothing stands below the line.
    """
    a, b = boven_de_streep, onder_de_streep
    if a + b == 0:
        return 0.0, float("inf")
    staart = (1 - (niveau or zekerheid())) / 2
    laag = _mid_p_aandeel(a, b, staart) if a else 0.0
    hoog = 1 - _mid_p_aandeel(b, a, staart) if b else 1.0
    return laag / (1 - laag), (hoog / (1 - hoog) if hoog < 1 else float("inf"))


def _mid_p_aandeel(a: int, b: int, staart: float) -> float:
    """The share at which `a` or more of `a + b`, `a` itself counted half, has the chance `staart`."""

    def hoger(deel: float) -> float:
        # P(X >= a) and P(X > a) for a binomial, as tails of beta distributions.
        van_a = float(betainc(a, b + 1, deel))
        boven_a = float(betainc(a + 1, b, deel)) if b else 0.0
        return (van_a + boven_a) / 2

    return float(brentq(lambda deel: hoger(deel) - staart, 0.0, 1.0)) if hoger(1.0) > staart else 1.0
