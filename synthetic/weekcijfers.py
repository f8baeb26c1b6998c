"""Counts per week for schools that deliver no pupils: the same absence, added up by the school itself."""

import numpy as np
import polars as pl

from schemas import codes
from synthetic.gebeurtenissen import Gemist
from synthetic.kalender_regio import datum
from synthetic.leerlingen import Inschrijvingen, gemeentenaam
from synthetic.redenen import redenen
from synthetic.roosters import Rooster
from synthetic.scholen import School

_SORTERING = ["gemeente_nummer", "week", "categorie"]
_BUITEN = len(codes.GEMEENTEN)  # all homes outside the region together: one row per week, not one per gemeente


def frame(school: School, gemist: Gemist, spells: Inschrijvingen, rooster: Rooster) -> pl.DataFrame:
    """The delivery `weekcijfers` of one school and schooljaar.

    Grain: gemeente x week x categorie with at least one pupil, and one row `totaal` per gemeente and week with
    scheduled time: enrolled pupils and scheduled units.
    """
    weken = pl.Series([_week(dag) for dag in rooster.dagen.tolist()])
    categorieen = pl.Series([reden.categorie for reden in redenen(school)])
    gemeten = pl.DataFrame(
        {
            "gemeente_nummer": np.minimum(spells.gemeente, _BUITEN)[gemist.leerling],
            "week": weken.gather(gemist.dag),
            "categorie": categorieen.gather(gemist.reden),
            "kind": spells.kind[gemist.leerling],
        }
    )
    per_categorie = gemeten.group_by(_SORTERING).agg(
        leerlingen=pl.col("kind").n_unique().cast(pl.Int64), gemiste_eenheden=pl.len().cast(pl.Int64)
    )
    totaal = _totaal(spells, rooster, weken)
    namen = pl.Series([*gemeentenaam(school)[:_BUITEN], codes.BUITEN_REGIO])
    regels = pl.concat([per_categorie, totaal], how="diagonal").sort(_SORTERING)
    return regels.select(
        pl.lit(school.code).alias("school"),
        namen.gather(regels["gemeente_nummer"]).alias("gemeente"),
        "week",
        "categorie",
        "leerlingen",
        "gemiste_eenheden",
        "ingeroosterde_eenheden",
    )


def _week(dag: int) -> str:
    jaar, week, _ = datum(dag).isocalendar()
    return f"{jaar}-W{week:02d}"


def _totaal(spells: Inschrijvingen, rooster: Rooster, weken: pl.Series) -> pl.DataFrame:
    """Enrolled pupils and scheduled units per gemeente and week."""
    dagen = rooster.dagen[None, :]
    ingeschreven = (dagen >= spells.van[:, None]) & (dagen <= spells.tot[:, None])
    eenheden = np.where(ingeschreven, rooster.eenheden[spells.leerjaar], 0)
    begin = np.flatnonzero((weken != weken.shift(1)).fill_null(True).to_numpy())
    per_week = np.add.reduceat(eenheden, begin, axis=1)
    leerling_week = pl.DataFrame(
        {
            "gemeente_nummer": np.repeat(np.minimum(spells.gemeente, _BUITEN), len(begin)),
            "week": pl.concat([weken.gather(begin)] * len(spells)),
            "kind": np.repeat(spells.kind, len(begin)),
            "eenheden": per_week.ravel(),
        }
    ).filter(pl.col("eenheden") > 0)
    return (
        leerling_week.group_by("gemeente_nummer", "week")
        .agg(
            leerlingen=pl.col("kind").n_unique().cast(pl.Int64),
            ingeroosterde_eenheden=pl.col("eenheden").sum().cast(pl.Int64),
        )
        .with_columns(categorie=pl.lit(codes.TOTAAL))
    )
