"""How many thuiszitters in the school weeks to come: the series per school week, and what the past makes of it."""

import datetime as dt

import polars as pl

from analysis.vooruit import terugblik, verwacht
from schemas.definities import register

WEKEN_VOORUIT = (4, 8)
WEEK = dt.timedelta(days=6)  # from its first day to its last
# The last list may be of a holiday. Longer after a school week than any but the summer lasts, its week is not known.
VRIJ = dt.timedelta(days=21)
VOORUIT = {"definitie": pl.String, "weken": pl.Int64, "vanaf": pl.Date, "omstreeks": pl.Date, "kinderen": pl.Int64}
VOORUIT |= dict.fromkeys(("verwacht", "onder", "boven", "voorspeld", "binnen_procent"), pl.Int64)


def schoolweken(weken: pl.DataFrame, eerste: dt.date, dag: dt.date) -> pl.DataFrame:
    """The school weeks since the first list, up to that of the last one, each with the same day as `dag` is of its own.

    Adds `moment` to schooljaar, schoolweek and weekeinde; the last is `dag` itself. Where no school week holds it: the
    last day of each, and `dag` in place of the last one before it. Empty where that is too long ago.
    """
    begonnen = weken.filter(pl.col("weekeinde") - WEEK <= dag).sort("weekeinde")
    einden = begonnen["weekeinde"].to_list()
    if not einden or dag - einden[-1] > VRIJ:
        return begonnen.clear().with_columns(moment=pl.lit(dag))
    eerder = max(einden[-1] - dag, dt.timedelta())
    laatste = pl.col("weekeinde") == einden[-1]
    moment = pl.when(laatste).then(pl.lit(dag)).otherwise(pl.col("weekeinde") - eerder)
    return begonnen.with_columns(moment=moment).filter(pl.col("moment") >= eerste)


def reeks(perioden: pl.DataFrame, schoolweken: pl.DataFrame) -> pl.DataFrame:
    """How many children count at the `moment` of each school week? Grain: schooljaar x schoolweek; of one definitie."""
    begin, einde = perioden["van"].sort(), perioden["uit"].sort()
    dagen = schoolweken["moment"]
    aantal = begin.search_sorted(dagen, side="right").cast(pl.Int64)
    aantal -= einde.search_sorted(dagen, side="right").cast(pl.Int64)
    return schoolweken.select("schooljaar", "schoolweek", "moment").with_columns(aantal=aantal)


def vooruit(
    perioden: pl.DataFrame, weken: pl.DataFrame, eerste: dt.date, dag: dt.date, nu: pl.DataFrame
) -> pl.DataFrame:
    """How many thuiszitters in four and eight school weeks? Grain: definitie x weken. Never of one child.

    vanaf: the day of the last lists, from which it looks ahead, also where it tells nothing; omstreeks: the same day of
    the school week that is told, see `weken_later`. kinderen: those of `nu`, with which it begins. verwacht, onder,
    boven: children; null where too few earlier schooljaren are known, or fewer children than a share must rest on. What
    the lists of the day itself do not know yet, those of the day that is told will not know either: both count alike.
    voorspeld: earlier weeks for which the same was forecast; binnen_procent: part of them in which the number came
    within the interval, null where fewer than a share must rest on.
    """
    genoeg = register().drempels.minimale_noemer_procent
    kinderen = dict(nu.select("definitie", "kinderen").iter_rows())
    bekend = schoolweken(weken, eerste, dag)
    rijen = []
    for definitie in register().thuiszitters:
        eigen = reeks(perioden.filter(pl.col("definitie") == definitie), bekend)
        for aantal in WEKEN_VOORUIT:
            kop = (definitie, aantal)
            if eigen.is_empty() or kinderen[definitie] < genoeg:
                rijen.append((*kop, dag, None, kinderen[definitie], None, None, None, 0, None))
                continue
            straks, toen = verwacht(eigen, aantal), terugblik(eigen, aantal)
            getallen = (None, None, None) if straks is None else (straks.aantal, straks.onder, straks.boven)
            binnen = round(100 * toen.binnen / toen.voorspeld) if toen.voorspeld >= genoeg else None
            dan = dag_later(weken, bekend["weekeinde"].to_list()[-1], dag, aantal)
            rijen.append((*kop, dag, dan, kinderen[definitie], *getallen, toen.voorspeld, binnen))
    return pl.DataFrame(rijen, schema=VOORUIT, orient="row")


def dag_later(weken: pl.DataFrame, weekeinde: dt.date, dag: dt.date, aantal: int) -> dt.date | None:
    """The same day as `dag` of the school week `aantal` later; weekeinde: the last day of its own, or of the last."""
    dan = weken_later(weken, weekeinde, aantal)
    return None if dan is None else dan - max(weekeinde - dag, dt.timedelta())


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
