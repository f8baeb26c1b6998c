"""Flows between lagen: from where to where, who recovers, and who reaches laag 3 unseen."""

from collections.abc import Sequence

import polars as pl

from analysis.verhouding import aandeel
from schemas.codes import LAGEN

NIEUW, VERTROKKEN = "nieuw", "vertrokken"
VAN, NAAR = (*LAGEN, NIEUW), (*LAGEN, VERTROKKEN)


def stroom(toen: pl.DataFrame, nu: pl.DataFrame, sleutel: Sequence[str] = ()) -> pl.DataFrame:
    """How many pupils went from which laag to which between two measurements (or between two ways of measuring)?

    Both frames: one row per `leerling` with `laag` (LAGEN) and the columns `sleutel`. Out: `leerlingen` per `sleutel`,
    `van` and `naar`, dense, with `nieuw` for who was not measured before and `vertrokken` for who is not any more. A
    pupil counts under the `sleutel` of now, and one who left under that of then; so no pupil counts twice, and who
    moved is not new. For the view of one school give its own pupils only: a transfer is then new, or has left.
    """
    for frame in (toen, nu):
        if frame["leerling"].n_unique() != frame.height:
            raise ValueError("A pupil is measured more than once at one moment; give one row per leerling.")
    samen = toen.select("leerling", van="laag", **{f"{naam}_toen": naam for naam in sleutel}).join(
        nu.select("leerling", *sleutel, naar="laag"), on="leerling", how="full", coalesce=True
    )
    geteld = (
        samen.with_columns(
            pl.col("van").fill_null(NIEUW),
            pl.col("naar").fill_null(VERTROKKEN),
            *(pl.coalesce(naam, f"{naam}_toen").alias(naam) for naam in sleutel),
        )
        .group_by(*sleutel, "van", "naar")
        .agg(pl.len().cast(pl.Int64).alias("leerlingen"))
    )
    cellen = pl.DataFrame({"van": VAN}).join(pl.DataFrame({"naar": NAAR}), how="cross")
    cellen = cellen.filter((pl.col("van") != NIEUW) | (pl.col("naar") != VERTROKKEN))
    if sleutel:
        cellen = geteld.select(*sleutel).unique().join(cellen, how="cross")
    orde = [pl.col(naam) for naam in sleutel]
    rang = {naam: i for i, naam in enumerate((*LAGEN, NIEUW, VERTROKKEN))}
    return (
        cellen.join(geteld, on=[*sleutel, "van", "naar"], how="left")
        .with_columns(pl.col("leerlingen").fill_null(0))
        .sort(*orde, pl.col("van").replace_strict(rang), pl.col("naar").replace_strict(rang))
    )


def herstel(stromen: pl.DataFrame, sleutel: Sequence[str] = ()) -> pl.DataFrame:
    """Which share of the pupils of laag 2 is in laag 1 at the next measurement, of those measured again?

    Out, per `sleutel`: `uit_laag_2` (measured again, laag known), `hersteld`, and the share `kans` with `onder`,
    `boven` (null where nobody was measured again).
    """
    uit_2 = stromen.filter((pl.col("van") == "2") & pl.col("naar").is_in(["1", "2", "3"]))
    hersteld = pl.col("leerlingen").filter(pl.col("naar") == "1").sum()
    tellingen = [pl.col("leerlingen").sum().alias("uit_laag_2"), hersteld.alias("hersteld")]
    geteld = uit_2.group_by(*sleutel).agg(*tellingen).sort(*sleutel) if sleutel else uit_2.select(*tellingen)
    return met_aandeel(geteld, "hersteld", "uit_laag_2")


def met_aandeel(frame: pl.DataFrame, aantal: str, van: str) -> pl.DataFrame:
    """Adds `kans` with `onder` and `boven` (Wilson): `aantal` as a share of `van`; null where `van` is zero."""
    rijen = [(k / n, *aandeel(k, n)) if n else (None, None, None) for k, n in frame.select(aantal, van).iter_rows()]
    schema = {"kans": pl.Float64, "onder": pl.Float64, "boven": pl.Float64}
    return pl.concat([frame, pl.DataFrame(rijen, schema=schema, orient="row")], how="horizontal")


def naar_laag_3(metingen: pl.DataFrame, sleutel: Sequence[str] = ()) -> pl.DataFrame:
    """Of the pupils who reached laag 3: how many had been seen in laag 2 before?

    In: one row per `leerling` and `peildatum` with `laag` and `sleutel`. Out, per `sleutel` (that of the pupil at its
    first measurement in laag 3): `bereikt`; of these `via_laag_2`, `zonder_laag_2` (seen before, in laag 1 only) and
    `niet_eerder_gemeten` (no laag known before, so nothing can be said); and via_laag_2 as a share of the first two,
    `kans` with `onder` and `boven`.
    """
    eerste = (
        metingen.filter(pl.col("laag") == "3")
        .sort("peildatum")
        .unique("leerling", keep="first", maintain_order=True)
        .select("leerling", *sleutel, bereikt_op="peildatum")
    )
    eerder = (
        metingen.filter(pl.col("laag").is_in(["1", "2"]))
        .join(eerste.select("leerling", "bereikt_op"), on="leerling")
        .filter(pl.col("peildatum") < pl.col("bereikt_op"))
        .group_by("leerling")
        .agg(gezien_in_2=(pl.col("laag") == "2").any())
    )
    tellingen = [
        pl.len().cast(pl.Int64).alias("bereikt"),
        pl.col("gezien_in_2").eq(other=True).sum().cast(pl.Int64).alias("via_laag_2"),
        pl.col("gezien_in_2").eq(other=False).sum().cast(pl.Int64).alias("zonder_laag_2"),
        pl.col("gezien_in_2").is_null().sum().cast(pl.Int64).alias("niet_eerder_gemeten"),
    ]
    samen = eerste.join(eerder, on="leerling", how="left")
    geteld = samen.group_by(*sleutel).agg(*tellingen).sort(*sleutel) if sleutel else samen.select(*tellingen)
    bekend = geteld.with_columns(_bekend=pl.col("via_laag_2") + pl.col("zonder_laag_2"))
    return met_aandeel(bekend, "via_laag_2", "_bekend").drop("_bekend")
