"""How many thuiszitters in the school weeks to come: the series per school week, and what the past makes of it."""

import datetime as dt

import polars as pl

from analysis.vooruit import terugblik, verwacht
from schemas.definities import register

WEKEN_VOORUIT = (4, 8)
# A list writes a case some days late, so the last days before it look emptier than they are.
NA_DAGEN = 14
VOORUIT = {"definitie": pl.String, "weken": pl.Int64, "vanaf": pl.Date, "omstreeks": pl.Date, "kinderen": pl.Int64}
VOORUIT |= dict.fromkeys(("verwacht", "onder", "boven", "voorspeld", "binnen_procent"), pl.Int64)


def reeks(perioden: pl.DataFrame, weken: pl.DataFrame, eerste: dt.date, dag: dt.date) -> pl.DataFrame:
    """How many children count at the end of each school week? Grain: schooljaar x schoolweek; of one definitie.

    Weeks that end after the first list, and so long before the last one that it knows who came then.
    """
    gekend = weken.filter(pl.col("weekeinde") >= eerste, pl.col("weekeinde") <= dag - dt.timedelta(days=NA_DAGEN))
    begin, einde = perioden["van"].sort(), perioden["uit"].sort()
    aantal = begin.search_sorted(gekend["weekeinde"], side="right").cast(pl.Int64) - einde.search_sorted(
        gekend["weekeinde"], side="right"
    ).cast(pl.Int64)
    return gekend.select("schooljaar", "schoolweek", "weekeinde").with_columns(aantal=aantal).sort("weekeinde")


def vooruit(
    perioden: pl.DataFrame, weken: pl.DataFrame, eerste: dt.date, dag: dt.date, nu: pl.DataFrame
) -> pl.DataFrame:
    """How many thuiszitters in four and eight school weeks? Grain: definitie x weken. Never of one child.

    vanaf: the end of the school week from which it looks ahead; omstreeks: of the one that is told, see `weken_later`.
    kinderen: those of `nu`. verwacht, onder, boven:
    children; null where too few earlier schooljaren are known, or fewer children than a share must rest on.
    voorspeld: earlier weeks for which the same was forecast; binnen_procent: part of them in which the number came
    within the interval, null where fewer than a share must rest on.
    """
    genoeg = register().drempels.minimale_noemer_procent
    kinderen = dict(nu.select("definitie", "kinderen").iter_rows())
    rijen = []
    for definitie in register().thuiszitters:
        eigen = reeks(perioden.filter(pl.col("definitie") == definitie), weken, eerste, dag)
        for aantal in WEKEN_VOORUIT:
            kop = (definitie, aantal)
            if eigen.is_empty() or eigen["aantal"][-1] < genoeg or kinderen[definitie] < genoeg:
                rijen.append((*kop, None, None, kinderen[definitie], None, None, None, 0, None))
                continue
            eind = eigen["weekeinde"].to_list()[-1]
            straks, toen = verwacht(eigen, aantal), terugblik(eigen, aantal)
            getallen = (None, None, None) if straks is None else (straks.aantal, straks.onder, straks.boven)
            binnen = round(100 * toen.binnen / toen.voorspeld) if toen.voorspeld >= genoeg else None
            dan = weken_later(weken, eind, aantal)
            rijen.append((*kop, eind, dan, kinderen[definitie], *getallen, toen.voorspeld, binnen))
    return pl.DataFrame(rijen, schema=VOORUIT, orient="row")


def weken_later(weken: pl.DataFrame, vanaf: dt.date, aantal: int) -> dt.date | None:
    """When does the school week end that is `aantal` school weeks after the one that ends on `vanaf`?

    Weeks without lessons are no school weeks. Where that week is not known yet: as long after `vanaf` as it was in the
    last schooljaar that had both weeks, since holidays lie about the same. None where there is no such schooljaar.
    """
    einden = {(jaar, week): einde for jaar, week, einde in weken.select("schooljaar", "schoolweek", "weekeinde").rows()}
    dit, nu = next(key for key, einde in einden.items() if einde == vanaf)
    for jaar in sorted({jaar for jaar, _week in einden if jaar <= dit}, reverse=True):
        begin, eind = einden.get((jaar, nu)), einden.get((jaar, nu + aantal))
        if begin and eind:
            return vanaf + dt.timedelta(weeks=round((eind - begin).days / 7))
    return None
