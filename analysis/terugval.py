"""Back to school, and at home again: return and relapse within a year."""

from dataclasses import dataclass
from math import ceil

import polars as pl
from scipy.special import betaincinv

from analysis.duur import MAAND, Langer, langer_dan, na_maanden, volg
from analysis.mijlpalen import ten_minste
from schemas.definities import register

TERUG = "terug_naar_school"
OPNIEUW = "opnieuw_thuis"


@dataclass(frozen=True)
class Terugval:
    """Of the children who went back to school: how many came home again within `maanden`."""

    teruggekeerd: int
    kans: float | None
    onder: float | None
    boven: float | None


def keten(gevallen: pl.DataFrame) -> pl.DataFrame:
    """What came after each return to school? One row per case that ended so.

    In: one row per `kind` and unbroken case with `start`, `uit` and `reden`. Out: `kind`, `start` (day back at school),
    `uit` (start of the child's next case, null: none) and `reden`, so that a relapse is the end of a time at school.
    """
    volgende = pl.col("start").shift(-1).over("kind", order_by="start")
    return (
        gevallen.with_columns(opnieuw=volgende)
        .filter(pl.col("reden") == TERUG)
        .select("kind", start=pl.col("uit"), uit=pl.col("opnieuw"))
        .with_columns(telt_vanaf=pl.col("start"), zichtbaar_vanaf=pl.col("start"), reden=pl.lit(OPNIEUW))
    )


def terugval(gevallen: pl.DataFrame, peildatum: pl.Expr, *, maanden: int = 12) -> Terugval:
    """Which share of the children who went back to school is at home again within `maanden`?

    Who went back less long ago counts for the time known of them. A child that comes home on the day it went back has
    not been back: such cases are one case, and raise ValueError here.
    """
    terug = keten(gevallen).filter(pl.col("start") <= peildatum)
    if terug.filter(pl.col("uit") <= pl.col("start")).height:
        raise ValueError("Cases of a child overlap or touch; join them into one case before asking for relapse.")
    blijft: Langer = langer_dan(volg(terug, peildatum), maanden)
    if blijft.kans is None or blijft.onder is None or blijft.boven is None:
        return Terugval(terug.height, None, None, None)
    return Terugval(terug.height, 1 - blijft.kans, 1 - blijft.boven, 1 - blijft.onder)


def binnen(gevallen: pl.DataFrame, peildatum: pl.Expr, *, maanden: int = 12) -> pl.DataFrame:
    """The plain counts beside that chance, for those who have been back at school for all of `maanden`.

    One row: `teruggekeerd` and `opnieuw` (a next case within the months).
    """
    lang_genoeg = keten(gevallen).filter(na_maanden(pl.col("start"), maanden) <= peildatum)
    opnieuw = pl.col("uit") <= na_maanden(pl.col("start"), maanden)
    return lang_genoeg.select(
        teruggekeerd=pl.len().cast(pl.Int64), opnieuw=opnieuw.fill_null(value=False).sum().cast(pl.Int64)
    )


@dataclass(frozen=True)
class Hoogstens:
    """The most that a share can be, in whole percents, of at least `gevallen_minst` cases."""

    boven: int
    gevallen_minst: int


def hoogstens(terug: pl.DataFrame, peildatum: pl.Expr, *, maanden: int) -> Hoogstens | None:
    """Where fewer came home again than a count must have to be shown: at most which share can that be?

    In: the cases of `keten` that `volg` follows. None where as many came home again within `maanden`, or fewer were at
    school for all of these than a share must rest on. It is the upper end of Clopper & Pearson as if one less than that
    count had come home, of the cases rounded down: so it tells no more than that there were fewer, nobody included.
    """
    eis = register().drempels
    opnieuw = terug.filter(pl.col("einde").is_not_null(), pl.col("duur") <= maanden * MAAND).height
    aantal = ten_minste(terug.filter(na_maanden(pl.col("start"), maanden) <= peildatum).height)
    if opnieuw >= eis.minimale_telling or aantal < eis.minimale_noemer_procent:
        return None
    zeker = 0.5 + register().analyse.zekerheid_procent / 200
    boven = float(betaincinv(eis.minimale_telling, aantal - eis.minimale_telling + 1, zeker))
    return Hoogstens(ceil(100 * boven), aantal)
