"""Where growth comes from, what would change a conclusion, and who may be compared: made of published tables only.

What is hidden is not looked at. It is part of a rest, the whole without what is shown, which any reader can make.
"""

import datetime as dt

import polars as pl

from analysis.groei import houdt_tot
from analysis.onderdeel import Frames, Onderdeel
from analysis.ontleding import GETALLEN, OORZAKEN, ontleed
from analysis.vergelijkbaar import samen, vergelijkbaar
from schemas.codes import ALLE, CATEGORIEEN, GEMEENTEN, SECTOR_GROEPEN

VERZUIM, AANWEZIG = "mart_verzuim_zelfde_weken", "mart_aanwezigheid_zelfde_weken"
GROEI = "mart_groei"
VERZUIM_JAAR, AANWEZIG_JAAR = "mart_verzuim", "mart_aanwezigheid"
PER_DAG = 840  # every published number of days is a whole number of these: warehouse/marts/stap_verzuimdagen.sql
REST = "rest"
CLOSE = 1e-9  # a fraction of whole percents is rounded down, but not by what the machine lost
ONBEKEND = "onbekend"  # the categorie of codes that no mapping knows
GEMISTE_TIJD = [code for code, categorie in CATEGORIEEN.items() if categorie.gemiste_tijd]
PAAR = ("schooljaar", "naast")
GROEP = ("gemeente", "sector")
GEDEELD = ["schooljaar", *GROEP]
# What a change is divided over: its name, and which groups are its parts.
VERDELINGEN = (
    ("gemeente", [(code, ALLE) for code in GEMEENTEN]),
    ("sector", [(ALLE, code) for code in SECTOR_GROEPEN]),
)
DAGEN = ("toen", "nu", "verandering", *OORZAKEN, "onverdeeld")
ONTLEDING = {
    **dict.fromkeys((*PAAR, "verdeling", "categorie", "deel"), pl.String),
    **dict.fromkeys(DAGEN, pl.Int64),
    "verborgen": pl.Boolean,
}


def bereken(frames: Frames, _data_tot: dt.date) -> Frames:
    """`mart_groei_ontleding`, `mart_groei_houdbaar` and `mart_vergelijkbaar`."""
    return {
        "mart_groei_houdbaar": houdbaar(frames[GROEI], frames[VERZUIM]),
        "mart_groei_ontleding": ontleding(frames[VERZUIM], frames[AANWEZIG]),
        "mart_vergelijkbaar": vergelijking(frames[VERZUIM_JAAR], frames[AANWEZIG_JAAR]),
    }


def ontleding(verzuim: pl.DataFrame, aanwezig: pl.DataFrame) -> pl.DataFrame:
    """Which parts is the change of missed time made of? Grain: schooljaar x naast x verdeling x categorie x deel.

    naast: the schooljaar before. verdeling: `categorie` (the region, deel `alle`), `gemeente` or `sector` (deel is one
    of them, or `rest`: what is hidden, together). categorie `alle`: all that are shown, together.
    toen, nu, verandering: whole days of one pupil in the weeks compared; the parts add up to their whole in each of
    them. door_omvang, door_schooltijd, door_meer_leerlingen, door_langer, onverdeeld: see analysis.ontleding; they add
    up to the change of the row. Those of a categorie are the sums of those of its sectors, so that it makes no
    difference which sector grew; a gemeente is not known by sector. verborgen: nothing of the row may be shown.
    """
    cellen = _cellen(verzuim, aanwezig)
    delen = [pl.DataFrame(schema=ONTLEDING)]
    for (jaar, naast), paar in cellen.sort(*PAAR).group_by(*PAAR, maintain_order=True):
        regio = paar.filter(gemeente=ALLE, sector=ALLE)
        getoond = regio.filter(~pl.col("verborgen")).with_columns(deel=pl.lit(ALLE))
        rijen = [_verborgen("categorie", regio, pl.lit(ALLE))]
        for verdeling, groepen in VERDELINGEN:
            eigen = paar.filter(pl.concat_str(GROEP, separator=" ").is_in([" ".join(groep) for groep in groepen]))
            eigen = eigen.join(getoond, on="categorie", how="semi", maintain_order="left")
            open_ = eigen.filter(~pl.col("verborgen")).with_columns(deel=pl.col(verdeling))
            over = pl.any_horizontal(pl.col("gemist_toen", "gemist_nu") != 0)
            rest = _rest(getoond, open_).filter(pl.col("categorie").is_in(_met_verborgen(eigen)) | over)
            ontleed_ = _ontleed(pl.concat([open_, rest], how="diagonal"))
            is_deel = pl.col("deel") != ALLE
            rijen.append(ontleed_.filter(is_deel).with_columns(verdeling=pl.lit(verdeling)))
            if verdeling == "sector":
                rijen.append(ontleed_.filter(~is_deel).with_columns(verdeling=pl.lit("categorie")))
            rijen.append(_verborgen(verdeling, eigen, pl.col(verdeling)))
        sleutel = {"schooljaar": jaar, "naast": naast}
        delen += [rij.with_columns(pl.lit(v).alias(k) for k, v in sleutel.items()).select(*ONTLEDING) for rij in rijen]
    return pl.concat(delen).sort(*list(ONTLEDING)[:5])


def _cellen(verzuim: pl.DataFrame, aanwezig: pl.DataFrame) -> pl.DataFrame:
    """Of each pair, group and categorie the GETALLEN, time in 840ths of a day; verborgen: any is hidden."""
    days, scheduled = (
        frame.with_columns((pl.col(naam) * PER_DAG).round().cast(pl.Int64))
        for frame, naam in ((verzuim, "gemiste_dagen"), (aanwezig, "ingeroosterde_dagen"))
    )
    maten = {"leerlingen": "leerlingen", "ingeroosterde_dagen": "ingeroosterd"}
    geheel = _naast_elkaar(scheduled, (*PAAR, *GROEP), maten).drop_nulls(
        ["leerlingen_verborgen_toen", "leerlingen_verborgen_nu"]
    )
    eigen = _naast_elkaar(days, (*PAAR, *GROEP, "categorie"), {"gemiste_dagen": "gemist", "leerlingen": "verzuimers"})
    soorten = eigen.filter(pl.col("categorie").is_in(GEMISTE_TIJD)).select(*PAAR, "categorie").unique()
    rows = geheel.join(soorten, on=PAAR).join(eigen, on=[*PAAR, *GROEP, "categorie"], how="left")
    verborgen = pl.any_horizontal(
        pl.col(f"{naam}_verborgen_{p}").fill_null(value=False)
        for naam in ("gemist", "verzuimers", "leerlingen", "ingeroosterd")
        for p in ("toen", "nu")
    )
    # Without a row a categorie is zero; where one is hidden, so is the whole row.
    return rows.select(*PAAR, *GROEP, "categorie", pl.col(GETALLEN).fill_null(0), verborgen=verborgen).sort(pl.all())


def _naast_elkaar(frame: pl.DataFrame, sleutel: tuple[str, ...], maten: dict[str, str]) -> pl.DataFrame:
    """The measures of a schooljaar and of the one before it in one row, by the later one, with their marks."""

    def kolommen(periode: str) -> list[pl.Expr]:
        return [
            pl.col(kolom + mark).alias(f"{naam}{mark}_{periode}")
            for kolom, naam in maten.items()
            for mark in ("", "_verborgen")
        ]

    later = pl.col("schooljaar") > pl.col("naast")
    nu = frame.filter(later).select(*sleutel, *kolommen("nu"))
    toen = (
        frame.filter(~later).rename({"schooljaar": "naast", "naast": "schooljaar"}).select(*sleutel, *kolommen("toen"))
    )
    return nu.join(toen, on=sleutel, how="full", coalesce=True)


def _ontleed(frame: pl.DataFrame) -> pl.DataFrame:
    """Rows of `ontleed` in the columns of ONTLEDING but for verdeling; margins have `alle` for what they hold."""
    if frame.is_empty():
        return pl.DataFrame(schema=ONTLEDING).drop("verdeling")
    uit = ontleed(frame.select("categorie", "deel", *GETALLEN), sleutel=["deel"], per=PER_DAG)
    return uit.with_columns(pl.col("categorie", "deel").fill_null(ALLE), verborgen=pl.lit(value=False))


def _rest(geheel: pl.DataFrame, delen: pl.DataFrame) -> pl.DataFrame:
    """Of each categorie the whole without its shown parts; who they were is not told."""
    gemist = ("gemist_toen", "gemist_nu")
    samen_ = delen.group_by("categorie").agg(pl.col(gemist).sum())
    return geheel.join(samen_, on="categorie", how="left", suffix="_delen", maintain_order="left").select(
        "categorie",
        *(pl.col(naam) - pl.col(f"{naam}_delen").fill_null(0) for naam in gemist),
        *(pl.lit(None, pl.Int64).alias(naam) for naam in GETALLEN if naam not in gemist),
        deel=pl.lit(REST),
    )


def _met_verborgen(cellen: pl.DataFrame) -> list[str]:
    return cellen.filter("verborgen")["categorie"].unique().to_list()


def _verborgen(verdeling: str, cellen: pl.DataFrame, deel: pl.Expr) -> pl.DataFrame:
    return cellen.filter("verborgen").select(
        "categorie",
        deel.alias("deel"),
        *(pl.lit(None, pl.Int64).alias(naam) for naam in DAGEN),
        verdeling=pl.lit(verdeling),
        verborgen=pl.lit(value=True),
    )


def houdbaar(groei: pl.DataFrame, verzuim: pl.DataFrame) -> pl.DataFrame:
    """What would it take for a clear change not to be one? Grain: schooljaar x naast x categorie, of the region.

    Only categories that clearly rose or fell. houdt_tot: up to so many percent of the missed time of now that should
    not be there (rise), or is yet to be registered (fall), the direction holds. codes_kantelen: whether it would not
    hold if all missed time with an unknown code were of this categorie in one of the years, the earlier one after a
    rise and the later one after a fall; null where that time or that of the categorie is not shown.
    """
    duidelijk = groei.filter(pl.col("sector") == ALLE, pl.col("woord").str.starts_with("duidelijk"))
    dagen = verzuim.filter(gemeente=ALLE, sector=ALLE).select(
        *PAAR, "categorie", "gemiste_dagen", "gemiste_dagen_verborgen"
    )
    getoond = {(j, n, c): (days, hidden) for j, n, c, days, hidden in dagen.iter_rows()}
    rijen = []
    for rij in duidelijk.sort(*PAAR, "categorie").iter_rows(named=True):
        jaar, naast, categorie = rij["schooljaar"], rij["naast"], rij["categorie"]
        onder, boven = rij["onder"] / 100, rij["boven"] / 100
        periode = (naast, jaar) if onder > 0 else (jaar, naast)
        eigen, onbekend = (getoond.get((*periode, code), (0.0, False)) for code in (categorie, ONBEKEND))
        kantelt = None
        if not eigen[1] and not onbekend[1] and categorie != ONBEKEND:
            maal = (eigen[0] + onbekend[0]) / eigen[0]
            kantelt = (1 + onder) / maal <= 1 if onder > 0 else (1 + boven) * maal >= 1
        rijen.append((jaar, naast, categorie, int(100 * houdt_tot(onder, boven) + CLOSE), kantelt))
    soorten = {**dict.fromkeys((*PAAR, "categorie"), pl.String), "houdt_tot": pl.Int64, "codes_kantelen": pl.Boolean}
    return pl.DataFrame(rijen, schema=soorten, orient="row")


def vergelijking(verzuim: pl.DataFrame, aanwezig: pl.DataFrame) -> pl.DataFrame:
    """Which gemeenten and groups of schools may not be compared with others? Grain: schooljaar x gemeente x sector.

    A gemeente with all schools (sector `alle`), or a group of schools in the region (gemeente `alle`).
    scholen_geleverd of scholen_totaal: as in mart_aanwezigheid. geen_vergelijking: a code of
    analysis.vergelijkbaar.REDENEN; null: none is known. geen_vergelijking_naast: the same, of the comparison with the
    schooljaar before. Where the missed time with unknown codes is hidden, it is no reason.
    """
    jaar = (pl.col("periode_soort") == "schooljaar") & (
        (pl.col("gemeente").is_in(list(GEMEENTEN)) & (pl.col("sector") == ALLE))
        | ((pl.col("gemeente") == ALLE) & pl.col("sector").is_in(list(SECTOR_GROEPEN)))
    )
    codes = verzuim.filter(jaar & (pl.col("categorie") == ONBEKEND)).select(*GEDEELD, onbekend="gemiste_dagen")
    per_gemeente = (
        aanwezig.filter(jaar)
        .join(codes, on=GEDEELD, how="left")
        .with_columns(
            scholen=pl.col("scholen_totaal"),
            geleverd=pl.col("scholen_geleverd"),
            gemist=pl.col("ingeroosterde_dagen") * pl.col("gemist_procent") / 100,
        )
    )
    beoordeeld = vergelijkbaar(per_gemeente).select(
        *GEDEELD, "scholen_geleverd", "scholen_totaal", geen_vergelijking="reden"
    )
    jaren = beoordeeld["schooljaar"].unique().sort().to_list()
    paren = [_samen(beoordeeld, one) for one in jaren if _vorig(one) in jaren]
    naast = pl.concat([pl.DataFrame(schema=dict.fromkeys((*GEDEELD, "geen_vergelijking_naast"), pl.String)), *paren])
    return beoordeeld.join(naast, on=GEDEELD, how="left").sort(*GEDEELD)


def _samen(beoordeeld: pl.DataFrame, jaar: str) -> pl.DataFrame:
    toen, nu = (
        beoordeeld.filter(schooljaar=one).select(*GROEP, reden="geen_vergelijking") for one in (_vorig(jaar), jaar)
    )
    return samen(toen, nu, list(GROEP)).select(
        pl.lit(jaar).alias("schooljaar"), *GROEP, geen_vergelijking_naast="reden"
    )


def _vorig(jaar: str) -> str:
    return f"{int(jaar[:4]) - 1}-{jaar[:4]}"


AFLEIDING = Onderdeel(
    "oorzaken",
    (GROEI, VERZUIM, AANWEZIG, VERZUIM_JAAR, AANWEZIG_JAAR),
    ("mart_groei_ontleding", "mart_groei_houdbaar", "mart_vergelijkbaar"),
    bereken,
)
