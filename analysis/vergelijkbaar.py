"""May these units be set beside each other, or does their registration differ too much for that?"""

import polars as pl

from schemas.definities import register

REDENEN = ("niet_geleverd", "dekking", "onbekende_codes")


def vergelijkbaar(frame: pl.DataFrame) -> pl.DataFrame:
    """Which units are not to be compared, and why? Adds `reden` (REDENEN; null: may be compared).

    One row per unit (a gemeente, a period of it) with whole numbers: `scholen`, `geleverd` (schools that delivered),
    `gemist` (missed units) and `onbekend` (those with a reason that no mapping knows). A unit of which too few schools
    delivered seems to have changed when other schools deliver; one with many unknown codes seems to have little of
    every known categorie. The first reason that holds is given; the floors stand in the registry.
    """
    eis = register().analyse
    geleverd, scholen = pl.col("geleverd").fill_null(0), pl.col("scholen").fill_null(0)
    reden = (
        pl.when(geleverd == 0)
        .then(pl.lit("niet_geleverd"))
        .when(100 * geleverd < eis.vergelijk_dekking_procent * scholen)
        .then(pl.lit("dekking"))
        .when(100 * pl.col("onbekend") > eis.vergelijk_onbekend_procent * pl.col("gemist"))
        .then(pl.lit("onbekende_codes"))
    )
    return frame.with_columns(reden=reden)


def samen(toen: pl.DataFrame, nu: pl.DataFrame, sleutel: list[str]) -> pl.DataFrame:
    """Per unit over two periods: the reason of the later period, else that of the earlier; null: both are fit.

    Both frames: of `vergelijkbaar`, one row per `sleutel`. A unit that one of them lacks was not delivered then.
    """
    beide = nu.select(*sleutel, nu="reden", _nu=True).join(
        toen.select(*sleutel, toen="reden", _toen=True), on=sleutel, how="full", coalesce=True
    )
    weg = pl.lit(REDENEN[0])
    later = pl.when(pl.col("_nu").is_null()).then(weg).otherwise("nu")
    eerder = pl.when(pl.col("_toen").is_null()).then(weg).otherwise("toen")
    return beide.select(*sleutel, reden=pl.coalesce(later, eerder)).sort(*sleutel)
