"""Growth since an earlier schooljaar than the one before: made of the published growth from year to year.

Steps multiply only where all of them cover the same part of the year. Of a schooljaar that goes on, only the weeks so
far stand beside the one before; absence of a part of a year can rise in one year and fall in another while that of
whole years does the reverse, so such a step beside steps over whole years would tell the change of neither.
"""

import datetime as dt
from collections.abc import Mapping, Sequence

import polars as pl

from analysis.keten import Verandering, keten
from analysis.onderdeel import Frames, Onderdeel
from analysis.verhouding import hele_procenten
from schemas.codes import ALLE

GROEI, AANWEZIG = "mart_groei", "mart_aanwezigheid_zelfde_weken"
KETEN = {
    **dict.fromkeys(("schooljaar", "sinds", "categorie"), pl.String),
    **dict.fromkeys(("verandering", "onder", "boven"), pl.Int64),
    "verborgen": pl.Boolean,
}
PERCENT = 100
SAME = 24  # days: the summer holiday moves three weeks at most from year to year, and a Monday a few days more
Stap = Mapping[str, int | bool | str | None]  # a row of mart_groei
Paar = tuple[str, str]  # schooljaar and the one it stands beside
Deel = tuple[int, int]  # days from 1 August to the Mondays of the first and the last week compared


def bereken(frames: Frames, _data_tot: dt.date) -> Frames:
    """`mart_groei_keten`; see `sinds`."""
    return {"mart_groei_keten": sinds(frames[GROEI], frames[AANWEZIG])}


def sinds(groei: pl.DataFrame, aanwezig: pl.DataFrame) -> pl.DataFrame:
    """How did each category change since an earlier schooljaar? Grain: schooljaar x sinds x categorie, of the region.

    sinds: two or more schooljaren earlier, where every year between them is told and all steps cover the same part of
    the year: their first and their last weeks lie within SAME days. aanwezig: mart_aanwezigheid_zelfde_weken, which
    has those weeks; a pair of unknown weeks is part of no chain. verandering, onder, boven: whole
    percents, the interval rounded outward; null with `verborgen` where a step is hidden, and without where a step says
    nothing: too little data, or none of it in one of the years.
    """
    regio = groei.filter(sector=ALLE)
    stappen = {(row["schooljaar"], row["categorie"]): row for row in regio.iter_rows(named=True)}
    jaren = regio.select("schooljaar", "naast").unique().sort("schooljaar").rows()
    delen = _delen(aanwezig)
    rijen = []
    for place, (jaar, _) in enumerate(jaren):
        for begin in range(place - 1, -1, -1):
            aaneen = jaren[begin][0] == jaren[begin + 1][1]
            if not aaneen or not _zelfde_deel(jaren[begin : place + 1], delen):
                break
            weg = [one for one, _ in jaren[begin : place + 1]]
            for categorie in regio["categorie"].unique().sort():
                eigen = [stappen.get((one, categorie)) for one in weg]
                rijen.append((jaar, jaren[begin][1], categorie, *_samen(eigen)))
    fracties = KETEN | dict.fromkeys(("verandering", "onder", "boven"), pl.Float64)
    made = pl.DataFrame(rijen, schema=fracties, orient="row").with_columns(**hele_procenten("verandering"))
    return made.sort("schooljaar", "sinds", "categorie")


def _delen(aanwezig: pl.DataFrame) -> dict[Paar, Deel]:
    """Which part of a schooljaar stands beside another one, where that is known; a pair has one part in each year."""
    regio = aanwezig.filter(gemeente=ALLE, sector=ALLE).drop_nulls(["eerste_week", "laatste_week"])
    return {
        (jaar, naast): (_dagen(jaar, eerste), _dagen(jaar, laatste))
        for jaar, naast, eerste, laatste in regio.select("schooljaar", "naast", "eerste_week", "laatste_week").rows()
    }


def _dagen(schooljaar: str, week: str) -> int:
    return (dt.datetime.strptime(f"{week}-1", "%G-W%V-%u").date() - dt.date(int(schooljaar[:4]), 8, 1)).days


def _zelfde_deel(paren: Sequence[Paar], delen: Mapping[Paar, Deel]) -> bool:
    """Whether all these pairs compare the same part of the year, in each of their two years."""
    beide = [kant for jaar, naast in paren for kant in ((jaar, naast), (naast, jaar))]
    if any(kant not in delen for kant in beide):
        return False
    return all(max(dagen) - min(dagen) <= SAME for dagen in zip(*(delen[kant] for kant in beide), strict=True))


def _samen(stappen: Sequence[Stap | None]) -> tuple[float | None, float | None, float | None, bool]:
    """The change over these steps with its interval, fractions, and whether a step is hidden."""
    if any(stap is not None and stap["verandering_verborgen"] for stap in stappen):
        return None, None, None, True
    gevonden = [_verandering(stap) for stap in stappen if stap is not None]
    bekend = [een for een in gevonden if een is not None]
    if len(bekend) < len(stappen):
        return None, None, None, False
    samen = keten(bekend)
    return samen.midden, samen.onder, samen.boven, False


def _verandering(stap: Stap) -> Verandering | None:
    midden, onder, boven = (stap[naam] for naam in ("verandering", "onder", "boven"))
    if not isinstance(midden, int) or not isinstance(onder, int) or not isinstance(boven, int) or midden <= -PERCENT:
        return None
    return Verandering(midden / PERCENT, onder / PERCENT, boven / PERCENT)


AFLEIDING = Onderdeel("keten", (GROEI, AANWEZIG), ("mart_groei_keten",), bereken)
