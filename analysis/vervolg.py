"""What followed on an intervention, beside comparable pupils without it. Association, never proof.

Who is helped is helped at a bad moment, and most would have been better off later anyhow: regression to the mean. So
the pupils without an intervention, alike in all that is named, are shown as well: what happened to them is what was to
be expected. Within a group of like pupils the outcome is moreover set to the same absence before (Cochran 1957).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.special import stdtrit

from schemas.definities import register


@dataclass(frozen=True)
class Vervolg:
    """Absence (share of scheduled time) before and after, with and without the intervention.

    `vooraf`, `na`: pupils with it. `vergelijk_vooraf`, `vergelijk_na`: comparable pupils, weighted as those with it are
    spread. `terug_naar_gemiddelde`: what changed without any intervention. `verschil` (with minus without, negative:
    less absence) with its interval; None when there are too few, and then nothing of the comparison is shown.
    """

    leerlingen: int
    vergelijkbaar: int
    zonder_vergelijking: int
    vooraf: float | None
    na: float | None
    vergelijk_vooraf: float | None
    vergelijk_na: float | None
    terug_naar_gemiddelde: float | None
    verschil: float | None
    onder: float | None
    boven: float | None


def vervolg(leerlingen: pl.DataFrame, gelijk: Sequence[str], na: str) -> Vervolg:
    """Did absence fall more with the intervention than without?

    In: one row per pupil and start, with `school`, `interventie` (true: had it), `vooraf` and the column `na` (shares
    of scheduled time, before and at so many school weeks after; null: not measured), and the columns `gelijk` in which
    pupils must be the same (sector, laag, peildatum, a band of absence). Pupils without `na` stay out on both sides.
    `zonder_vergelijking`: pupils with the intervention whose like is not there; they stay out as well.
    """
    bekend = leerlingen.drop_nulls(["vooraf", na]).with_columns(na=pl.col(na))
    telling = bekend.group_by(*gelijk).agg(
        _met=pl.col("interventie").sum().cast(pl.Int64),
        _zonder=pl.col("interventie").not_().sum().cast(pl.Int64),
    )
    bruikbaar = telling.filter((pl.col("_met") > 0) & (pl.col("_zonder") > 1)).with_row_index("_groep")
    rijen = bekend.join(bruikbaar, on=list(gelijk), how="inner")
    met, zonder = rijen.filter(pl.col("interventie")), rijen.filter(~pl.col("interventie"))
    weg = int(bekend["interventie"].sum()) - met.height
    if min(met.height, zonder.height) < register().analyse.vervolg_leerlingen_minst:
        return Vervolg(met.height, zonder.height, weg, *(None,) * 8)
    return _schatting(met, zonder, weg)


def _schatting(met: pl.DataFrame, zonder: pl.DataFrame, weg: int) -> Vervolg:
    # Each comparable pupil weighs as many as there are pupils with the intervention per one of them in the group.
    gewicht = (zonder["_met"] / zonder["_zonder"] / met.height).to_numpy()
    helling = _helling(zonder)
    groep = zonder.group_by("_groep").agg(pl.col("vooraf").mean().alias("_vooraf"), pl.col("na").mean().alias("_na"))
    met, zonder = (f.join(groep, on="_groep", maintain_order="left") for f in (met, zonder))
    rest_met, rest_zonder = (
        (f["na"] - f["_na"] - helling * (f["vooraf"] - f["_vooraf"])).to_numpy() for f in (met, zonder)
    )
    verschil = float(rest_met.mean())
    # What each pupil moved the difference by; the sum over those without is zero, so only its spread counts.
    invloed = np.concatenate([(rest_met - verschil) / met.height, -gewicht * rest_zonder])
    fout, vrij = _fout(invloed, np.concatenate([met["school"].to_numpy(), zonder["school"].to_numpy()]), met)
    marge = float(stdtrit(vrij, 0.5 + register().analyse.zekerheid_procent / 200)) * fout
    vergelijk_vooraf = float((gewicht * zonder["vooraf"].to_numpy()).sum())
    # The comparable pupils as they would have ended from the absence before of those with the intervention.
    gemiddeld = {naam: float(met[naam].to_numpy().mean()) for naam in ("vooraf", "na")}
    vergelijk_na = float((gewicht * zonder["na"].to_numpy()).sum())
    return Vervolg(
        met.height,
        zonder.height,
        weg,
        gemiddeld["vooraf"],
        gemiddeld["na"],
        vergelijk_vooraf,
        vergelijk_na,
        vergelijk_na - vergelijk_vooraf,
        verschil,
        verschil - marge,
        verschil + marge,
    )


def _helling(zonder: pl.DataFrame) -> float:
    """How much absence before tells of absence after, within groups of like pupils without the intervention."""
    x = zonder.select(pl.col("vooraf") - pl.col("vooraf").mean().over("_groep")).to_series().to_numpy()
    y = zonder.select(pl.col("na") - pl.col("na").mean().over("_groep")).to_series().to_numpy()
    spreiding = float((x * x).sum())
    return float((x * y).sum()) / spreiding if spreiding > 0 else 0.0


def _fout(invloed: NDArray[np.float64], school: NDArray[np.generic], met: pl.DataFrame) -> tuple[float, float]:
    """The standard error with its degrees of freedom: between schools where enough of them helped, else pupils."""
    per_school = met.group_by("school").len()["len"].to_numpy().astype(np.float64)
    effectief = float(per_school.sum() ** 2 / (per_school**2).sum())  # a school with most of the pupils counts as one
    if effectief < register().analyse.vervolg_scholen_minst:
        return float((invloed**2).sum() * len(invloed) / (len(invloed) - 1)) ** 0.5, float(met.height - 1)
    _, plek = np.unique(school, return_inverse=True)
    som = np.bincount(plek, weights=invloed)
    return float((som**2).sum() * effectief / (effectief - 1)) ** 0.5, effectief - 1
