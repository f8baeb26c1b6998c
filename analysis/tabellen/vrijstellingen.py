"""Vrijstellingen per 1.000 pupils with their interval, over one schooljaar and over more, and the advice on new ones.

A child with an exemption for three years counts in each of them, so the children of several years together are no
independent events: the interval of an average over years takes into account how often the same children count.
"""

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise

import polars as pl

from analysis.onderdeel import Frames, Onderdeel
from analysis.verhouding import PER, aandeel, gewogen, per_1000, trechter, zekerheid
from schemas.codes import ADVIEZEN, ALLE, ANDERE_GRONDEN, GEMEENTEN, GRONDEN
from schemas.definities import register

STAP, MART = "stap_vrijstellingjaren", "mart_vrijstellingen"
TARIEF, ADVIES = "mart_vrijstellingen_tarief", "mart_vrijstellingen_advies"
KENNERS = "basis_vrijstellingen_kenners_advies"
VIJF_A = GRONDEN[0]
GETELD = (VIJF_A, ANDERE_GRONDEN)  # the grounds that are told per gemeente
LAATSTE_MAAND = 7  # a schooljaar is whole once the data reach July
TRECHTER = ("verwacht", "onder_95", "boven_95", "onder_998", "boven_998")

_TARIEF = {
    "schooljaar": pl.String,
    "eerste_jaar": pl.String,
    "jaren": pl.Int64,
    "gemeente": pl.String,
    "grond": pl.String,
    "kinderen": pl.Int64,
    "kinderen_regio": pl.Int64,
    "leerlingen": pl.Int64,
    **dict.fromkeys(("per_1000", "onder", "boven", *TRECHTER), pl.Float64),
    "ligging": pl.String,
}
_ADVIES = {
    "schooljaar": pl.String,
    "eerste_jaar": pl.String,
    "advies": pl.String,
    "kinderen": pl.Int64,
    "nieuw": pl.Int64,
    "aandeel_onder": pl.Int64,
    "aandeel_boven": pl.Int64,
}


_KENNERS = {"schooljaar": pl.String, "advies": pl.String, "kenner": pl.String, "kinderen": pl.Int64}


def bereken(frames: Frames, data_tot: dt.date) -> Frames:
    """How many per 1.000 pupils, how sure is that, and does a gemeente differ from the region by more than chance?

    mart_vrijstellingen_tarief, grain schooljaar x gemeente (and `alle`) x grond (5 onder a, `andere`) x jaren: of one
    schooljaar (jaren 1) with where it lies in the funnel, and of the last whole schooljaren together, `eerste_jaar` to
    `schooljaar`. kinderen, leerlingen: summed over those years. kinderen_regio: of the region in that schooljaar.
    onder, boven: the interval of per_1000, rounded outward.
    mart_vrijstellingen_advies, grain advies: children with a new exemption 5 onder a in the region in the last
    schooljaren, by the advice that was given; nieuw: all of them; aandeel_onder, aandeel_boven: the interval of the
    share, whole percents.
    basis_vrijstellingen_kenners_advies: the same children by gemeente (`kenner`) where there are any; never published.
    """
    jaren = frames[MART].filter(pl.col("soort") == "lopend", pl.col("grond").is_in(GETELD)).drop("soort")
    tabellen = [_per_jaar(jaren), _samen(jaren, frames[STAP], data_tot)]
    venster = sorted(jaren["schooljaar"].unique())[-register().analyse.meerjarig_jaren :]
    nieuw = _nieuw(frames[STAP], venster)
    return {
        TARIEF: pl.concat([one.select(*_TARIEF).cast(pl.Schema(_TARIEF)) for one in tabellen if not one.is_empty()])
        if jaren.height
        else pl.DataFrame(schema=_TARIEF),
        ADVIES: _advies(nieuw, venster),
        KENNERS: _per_gemeente(nieuw, venster),
    }


def _per_jaar(jaren: pl.DataFrame) -> pl.DataFrame:
    """Each schooljaar by itself, with its funnel."""
    if jaren.is_empty():
        return jaren
    delen = [_met_trechter(deel) for deel in jaren.partition_by("schooljaar", "grond", maintain_order=True)]
    regio = jaren.filter(pl.col("gemeente") == ALLE).select("schooljaar", "grond", kinderen_regio="kinderen")
    alles = pl.concat(delen, how="diagonal_relaxed").join(regio, on=["schooljaar", "grond"], how="left")
    gemeten = per_1000(alles, aantal="kinderen", noemer="leerlingen")
    return _afgerond(gemeten).with_columns(eerste_jaar="schooljaar", jaren=pl.lit(1))


def _met_trechter(deel: pl.DataFrame) -> pl.DataFrame:
    """The gemeenten of a schooljaar and grond in the funnel; without one where pupils of any of them are not known."""
    gemeenten = deel.filter(pl.col("gemeente") != ALLE)
    leeg = {**dict.fromkeys(TRECHTER, pl.lit(None, pl.Float64)), "ligging": pl.lit(None, pl.String)}
    regio = deel.filter(pl.col("gemeente") == ALLE).with_columns(**leeg)
    if gemeenten["leerlingen"].null_count() or not gemeenten["leerlingen"].min():
        return pl.concat([gemeenten.with_columns(**leeg), regio])
    geplaatst = trechter(gemeenten, aantal="kinderen", noemer="leerlingen").drop("per_1000")
    return pl.concat([geplaatst.select(regio.columns), regio])


def _samen(jaren: pl.DataFrame, stap: pl.DataFrame, data_tot: dt.date) -> pl.DataFrame:
    """The last whole schooljaren together; nothing while there are fewer than the registry asks."""
    aantal = register().analyse.meerjarig_jaren
    heel = [
        jaar for jaar in sorted(jaren["schooljaar"].unique()) if data_tot >= dt.date(int(jaar[5:]), LAATSTE_MAAND, 1)
    ]
    venster = heel[-aantal:]
    if len(venster) < aantal or not _opeenvolgend(venster):
        return pl.DataFrame(schema=_TARIEF)
    samen = (
        jaren.filter(pl.col("schooljaar").is_in(venster))
        .group_by("gemeente", "grond", maintain_order=True)
        .agg(
            pl.col("kinderen").sum(),
            pl.when(pl.col("leerlingen").null_count() == 0).then(pl.col("leerlingen").sum()).alias("leerlingen"),
        )
        .join(_kwadraten(stap, venster), on=["gemeente", "grond"], how="left")
    )
    grenzen = [
        (None, None)
        if not leerlingen
        else tuple(PER * grens / leerlingen for grens in gewogen(kinderen, kwadraten or 0, aantal, zekerheid()))
        for kinderen, leerlingen, kwadraten in samen.select("kinderen", "leerlingen", "kwadraten").iter_rows()
    ]
    schema = {"onder": pl.Float64, "boven": pl.Float64}
    gemeten = pl.concat([samen, pl.DataFrame(grenzen, schema=schema, orient="row")], how="horizontal")
    leeg = {**dict.fromkeys(TRECHTER, pl.lit(None, pl.Float64)), "ligging": pl.lit(None, pl.String)}
    return _afgerond(
        gemeten.with_columns(per_1000=PER * pl.col("kinderen") / pl.col("leerlingen"), **leeg)
    ).with_columns(
        schooljaar=pl.lit(venster[-1]),
        eerste_jaar=pl.lit(venster[0]),
        jaren=pl.lit(aantal),
        kinderen_regio=pl.lit(None, pl.Int64),
    )


def _opeenvolgend(venster: Sequence[str]) -> bool:
    return all(int(later[:4]) == int(eerder[:4]) + 1 for eerder, later in pairwise(venster))


def _kwadraten(stap: pl.DataFrame, venster: Sequence[str]) -> pl.DataFrame:
    """Per gemeente and grond: the squares of how many of these years each child counts, added up."""
    in_regio = stap.filter(pl.col("schooljaar").is_in(venster), pl.col("gemeente").is_in(list(GEMEENTEN)))
    geteld = in_regio.with_columns(
        pl.when(pl.col("grond") == VIJF_A).then(pl.lit(VIJF_A)).otherwise(pl.lit(ANDERE_GRONDEN)).alias("groep")
    )
    niveaus = pl.concat([geteld, geteld.with_columns(gemeente=pl.lit(ALLE))])
    return (
        niveaus.group_by("gemeente", "groep", "kind", "grond")
        .agg(pl.len().cast(pl.Int64).alias("jaren"))
        .group_by("gemeente", "groep")
        .agg((pl.col("jaren") ** 2).sum().alias("kwadraten"))
        .rename({"groep": "grond"})
    )


def _afgerond(frame: pl.DataFrame) -> pl.DataFrame:
    """One decimal; the ends of an interval outward."""
    naar_onder, naar_boven = (pl.col("onder") * 10).floor() / 10, (pl.col("boven") * 10).ceil() / 10
    # Polars divides a column by ten as it multiplies by a tenth, which leaves 1.9000000000000001.
    ends = {"onder": naar_onder.round(1), "boven": naar_boven.round(1)}
    return frame.with_columns(pl.col("per_1000", *TRECHTER).round(1), **ends)


def _nieuw(stap: pl.DataFrame, venster: Sequence[str]) -> pl.DataFrame:
    """The new exemptions 5 onder a of these schooljaren in the region."""
    return stap.filter(
        pl.col("schooljaar").is_in(venster),
        pl.col("grond") == VIJF_A,
        pl.col("soort") == "nieuw",
        pl.col("gemeente").is_in(list(GEMEENTEN)),
    )


def _per_gemeente(nieuw: pl.DataFrame, venster: Sequence[str]) -> pl.DataFrame:
    """Them by advice, as _KENNERS."""
    namen = dict(enumerate(ADVIEZEN))
    geteld = nieuw.group_by("advies", "gemeente").agg(kinderen=pl.len().cast(pl.Int64)).sort("advies", "gemeente")
    return geteld.select(
        schooljaar=pl.lit(venster[-1] if venster else None, pl.String),
        advies=pl.col("advies").replace_strict(namen, return_dtype=pl.String),
        kenner="gemeente",
        kinderen="kinderen",
    ).cast(pl.Schema(_KENNERS))


def _advies(nieuw: pl.DataFrame, venster: Sequence[str]) -> pl.DataFrame:
    """Them by advice, with the interval of the share."""
    geheel = nieuw.height
    rijen = []
    for code, advies in enumerate(ADVIEZEN):
        kinderen = nieuw.filter(pl.col("advies") == code).height
        onder, boven = aandeel(kinderen, geheel)
        procenten = (int(100 * onder // 1), int(-(-100 * boven // 1)))
        rijen.append((venster[-1], venster[0], advies, kinderen, geheel, *procenten) if venster else ())
    return pl.DataFrame([rij for rij in rijen if rij], schema=_ADVIES, orient="row")


ONDERDEEL = Onderdeel("vrijstellingen", (STAP, MART), (TARIEF, ADVIES, KENNERS), bereken)
