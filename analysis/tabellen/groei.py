"""Growth: how each category of missed time changed since the schooljaar before, and whether it is more than chance.

Per pair of schooljaren that follow each other, of the region and of each group of schools in it: the weeks that a
school delivered in both, of the pupils and schools of mart_verzuim_zelfde_weken. From that mart, and the scheduled time
beside it, anybody can work out the change. What is told is in whole percents, the interval rounded outward.
"""

import datetime as dt

import polars as pl

from analysis.groei import toets, zonder_school
from analysis.momenten import momenten
from analysis.onderdeel import Frames, Onderdeel
from analysis.verhouding import hele_procenten
from schemas.codes import ALLE, GROEP_NIVEAUS, SECTOR_GROEPEN, SECTOREN, WISSELENDE_DAGEN

OMVANG, VERZUIM, GEMETEN = "stap_groei_omvang", "stap_groei_verzuim", "mart_verzuim_zelfde_weken"
SLEUTEL = ("schooljaar", "naast", "sector", "categorie")
NU_PER_GROEP = {f"nu_{groep}": groep for groep in SECTOR_GROEPEN}
GROEI = {
    **dict.fromkeys(SLEUTEL, pl.String),
    "leerlingen_toen": pl.Int64,
    "leerlingen_nu": pl.Int64,
    **dict.fromkeys(NU_PER_GROEP, pl.Int64),
    "verandering": pl.Int64,
    "onder": pl.Int64,
    "boven": pl.Int64,
    "woord": pl.String,
    "scholen": pl.Int64,
    "kantelt": pl.Int64,
}


def bereken(frames: Frames, _data_tot: dt.date) -> Frames:
    """`mart_groei`, empty where no two schooljaren follow each other; see `groei`."""
    return {"mart_groei": groei(frames[OMVANG], frames[VERZUIM], frames[GEMETEN])}


def groei(omvang: pl.DataFrame, verzuim: pl.DataFrame, gemeten: pl.DataFrame) -> pl.DataFrame:
    """Which categories grew? Grain: schooljaar x naast (the schooljaar before) x sector (groups and all) x categorie.

    leerlingen_toen, leerlingen_nu: pupils with that absence in the weeks compared, in `naast` and in `schooljaar`, as
    mart_verzuim_zelfde_weken counts them; null: none. nu_<groep>: those of `schooljaar` in each group, of which the
    outcome of all is made, so that it is hidden with them; null in the rows of a group itself.
    verandering, onder, boven: change of the missed share of scheduled time with its interval, whole percents of what it
    was; of all schools together with the scheduled time of each group as it was in `naast`; null: too little to say, or
    a category that falls on other days each year, of which the interval would tell nothing of the calendar.
    woord: a code of analysis.groei.WOORDEN. scholen: schools with that absence in either year. kantelt: how many
    schools alone make that word another one when they are left out; told of the region only, where something clearly
    rose or fell.
    """
    jaren = [(jaar, _momenten(eigen, verzuim.filter(schooljaar=jaar))) for jaar, eigen in _per_jaar(omvang)]
    uitkomsten = [_uitkomst(jaar, eigen, [een for _, een in jaren[:plek]]) for plek, (jaar, eigen) in enumerate(jaren)]
    gevonden = pl.concat([pl.DataFrame(schema=_GEVONDEN), *uitkomsten])
    geteld = gemeten.filter(gemeente=ALLE).select(*SLEUTEL, "leerlingen")
    toen = geteld.select("sector", "categorie", schooljaar="naast", naast="schooljaar", leerlingen_toen="leerlingen")
    return (
        gevonden.join(toen, on=SLEUTEL, how="left")
        .join(geteld.rename({"leerlingen": "leerlingen_nu"}), on=SLEUTEL, how="left")
        .join(_per_groep(geteld), on=SLEUTEL, how="left")
        .filter(pl.any_horizontal(pl.col("leerlingen_toen", "leerlingen_nu").is_not_null()))
        .select(pl.col(naam).cast(soort) for naam, soort in GROEI.items())
        .sort(*SLEUTEL)
    )


def _per_groep(geteld: pl.DataFrame) -> pl.DataFrame:
    """The pupils of each group beside all of them."""
    per_groep = geteld.group_by("schooljaar", "naast", "categorie").agg(
        pl.col("leerlingen").filter(sector=groep).sum().replace(0, None).alias(naam)
        for naam, groep in NU_PER_GROEP.items()
    )
    return per_groep.with_columns(sector=pl.lit(ALLE))


_GEVONDEN = {
    naam: soort for naam, soort in GROEI.items() if not naam.startswith("leerlingen") and naam not in NU_PER_GROEP
}


def _per_jaar(omvang: pl.DataFrame) -> list[tuple[str, pl.DataFrame]]:
    return [
        (str(jaar), eigen) for (jaar,), eigen in omvang.sort("schooljaar").group_by("schooljaar", maintain_order=True)
    ]


def _momenten(omvang: pl.DataFrame, verzuim: pl.DataFrame) -> pl.DataFrame:
    groep = pl.col("sector").max().over("school").replace_strict(SECTOREN)
    return momenten(verzuim.drop("schooljaar"), omvang.with_columns(groep=groep).drop("schooljaar", "sector"))


def _uitkomst(jaar: str, per_school: pl.DataFrame, eerder: list[pl.DataFrame]) -> pl.DataFrame:
    """The outcomes of one schooljaar, of all schools together and of each group of them."""
    beginjaar = int(jaar[:4])
    delen = [pl.DataFrame(schema=_GEVONDEN)]
    for niveau in GROEP_NIVEAUS:
        deel, toen = _van(niveau, per_school), [_van(niveau, een) for een in eerder]
        if deel.is_empty():
            continue
        kantelt = pl.lit(None, pl.Int64)
        uit = toets(deel, toen)
        if niveau == ALLE:
            uit = uit.join(zonder_school(deel, toen).drop("woord"), on="categorie", maintain_order="left")
            kantelt = pl.col("scholen_die_kantelen")
        sleutel = {"schooljaar": jaar, "naast": f"{beginjaar - 1}-{beginjaar}", "sector": niveau}
        namen = {naam: pl.lit(code) for naam, code in sleutel.items()}
        delen.append(uit.with_columns(kantelt=kantelt, **namen, **_procenten()).select(*_GEVONDEN))
    return pl.concat(delen)


def _procenten() -> dict[str, pl.Expr]:
    vaste_dagen = ~pl.col("categorie").is_in(WISSELENDE_DAGEN)
    return {naam: pl.when(vaste_dagen).then(waarde) for naam, waarde in hele_procenten("verandering").items()}


def _van(niveau: str, per_school: pl.DataFrame) -> pl.DataFrame:
    return per_school if niveau == ALLE else per_school.filter(groep=niveau)


ONDERDEEL = Onderdeel("groei", (OMVANG, VERZUIM, GEMETEN), ("mart_groei",), bereken)
