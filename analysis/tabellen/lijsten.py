"""The list of the RBL beside that of the samenwerkingsverband, at every peildatum for which both were delivered.

Compared are the children of the region with an open case, potential thuiszitters left out: which of these a list holds
is a choice of its keeper. A child with two open cases on a list counts by the one that began first.
"""

import datetime as dt
from collections.abc import Iterator, Sequence

import polars as pl

from analysis.lijsten import REDENEN as WAAROM
from analysis.lijsten import ongezien_van_een_lijst, redenen, tegenspraak, telling, vergelijk
from analysis.onderdeel import Frames, Onderdeel
from schemas.codes import ALLE, LIJSTVELDEN
from schemas.schooljaar import schooljaren

STAP = "stap_lijststanden"
LIJSTEN, VELDEN, REDENEN = "mart_lijsten", "mart_lijsten_velden", "mart_lijsten_redenen"
VAN_KENNERS, VELDEN_KENNERS = "basis_lijsten_kenners", "basis_lijsten_kenners_velden"
REDENEN_KENNERS = "basis_lijsten_kenners_redenen"
RBL, SWV = "RBL", "SWV"

LIJSTEN_TABEL = {
    "peildatum": pl.Date,
    "kinderen": pl.Int64,
    "beide": pl.Int64,
    "op_een_lijst": pl.Int64,
    "alleen_rbl": pl.Int64,
    "alleen_swv": pl.Int64,
    "ongezien_onder": pl.Int64,
    "ongezien_boven": pl.Int64,
    "ongezien_reden": pl.String,
}
VELDEN_TABEL = {"peildatum": pl.Date, "veld": pl.String, "anders": pl.Int64, "eenzijdig": pl.Int64, "beide": pl.Int64}
KENNERS_TABEL = {"peildatum": pl.Date, "kenner": pl.String}
KENNERS_TABEL |= dict.fromkeys(("kinderen", "beide", "op_een_lijst", "alleen_rbl", "alleen_swv"), pl.Int64)
VELDEN_KENNERS_TABEL = {"peildatum": pl.Date, "veld": pl.String, "kenner": pl.String}
VELDEN_KENNERS_TABEL |= {"anders": pl.Int64, "eenzijdig": pl.Int64}
_KENNERS = {"peildatum": pl.Date, "kind": pl.Int64, "kenner": pl.String}
_VERGELEKEN = {"peildatum": pl.Date, "kind": pl.Int64, "stand": pl.String, "verklaring": pl.String}


def bereken(frames: Frames, data_tot: dt.date) -> Frames:
    """How far do the lists agree, in what do they differ, and why does a child stand on one of them only?

    mart_lijsten, grain peildatum: children on either list, on both, on one, on that of the RBL or the SWV only; how
    many more may be on neither (`ongezien_onder` to `ongezien_boven`, null with `ongezien_reden`).
    mart_lijsten_velden, grain peildatum x veld: of the children on both lists, those of whom the field is filled on
    both and `anders`, or filled on one only (`eenzijdig`).
    mart_lijsten_redenen, grain schooljaar x stand x verklaring (`alle`: margin): children who stood on one list only at
    some peildatum, each once, by the last one. A verklaring is one of analysis.lijsten.REDENEN.
    basis_lijsten_kenners, _velden and _redenen: the same counts by who knows of these children, where there are any;
    never published. kenner: their gemeente of residence, or the school they are enrolled at, as either list has it.
    """
    rijen = frames[STAP].with_columns(pl.col("in_regio", "is_open") == 1)
    lijsten, velden, los = [], [], [pl.DataFrame(schema=_VERGELEKEN)]
    kenners, vergeleken = _kenners(rijen), list[pl.DataFrame]()
    ooit_op = {lijst: _per_kind(rijen.filter(pl.col("lijst") == lijst)) for lijst in (RBL, SWV)}
    for peildatum in _gedeelde(rijen):
        toen = rijen.filter(pl.col("peildatum") == peildatum)
        samen = vergelijk(_open(toen, RBL), _open(toen, SWV), LIJSTVELDEN)
        ooit = {lijst: _ooit(per_kind, peildatum) for lijst, per_kind in ooit_op.items()}
        lijsten.append({"peildatum": peildatum, **_geteld(samen)})
        velden += [{"peildatum": peildatum, **veld} for veld in _verschillen(samen)]
        vergeleken.append(samen.with_columns(peildatum=pl.lit(peildatum)))
        waarom = redenen(samen, ooit[RBL], ooit[SWV])
        los.append(waarom.select(peildatum=pl.lit(peildatum), kind="kind", stand="stand", verklaring="reden"))
    return {
        LIJSTEN: pl.DataFrame(lijsten, schema=LIJSTEN_TABEL, orient="row"),
        VELDEN: pl.DataFrame(velden, schema=VELDEN_TABEL, orient="row"),
        REDENEN: _per_schooljaar(laatste := _laatste(pl.concat(los))),
        **_per_kenner(vergeleken, kenners),
        REDENEN_KENNERS: _met_marges(laatste.join(kenners, on=["peildatum", "kind"]), "kenner"),
    }


def _gedeelde(rijen: pl.DataFrame) -> list[dt.date]:
    """The days for which both lists were delivered."""
    lijsten = rijen.group_by("peildatum").agg(pl.col("lijst").n_unique())
    return sorted(lijsten.filter(pl.col("lijst") > 1)["peildatum"])


def _open(toen: pl.DataFrame, lijst: str) -> pl.DataFrame:
    """Each child of the region with an open case on a list, once."""
    eigen = toen.filter(pl.col("lijst") == lijst, "in_regio", "is_open", pl.col("soort") != "potentieel")
    return eigen.sort("kind", "start").unique("kind", keep="first", maintain_order=True)


def _kenners(rijen: pl.DataFrame) -> pl.DataFrame:
    """Who knows of each child that is compared on a day, as _KENNERS."""
    eigen = rijen.filter("in_regio", "is_open", pl.col("soort") != "potentieel")
    delen = [eigen.select("peildatum", "kind", kenner=naam).drop_nulls("kenner") for naam in ("gemeente", "school")]
    return pl.concat([pl.DataFrame(schema=_KENNERS), *delen]).unique(maintain_order=True)


def _per_kenner(vergeleken: Sequence[pl.DataFrame], kenners: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """The counts of every day by who knows of these children."""
    if not vergeleken:
        return {
            VAN_KENNERS: pl.DataFrame(schema=KENNERS_TABEL),
            VELDEN_KENNERS: pl.DataFrame(schema=VELDEN_KENNERS_TABEL),
        }
    bekend = pl.concat(vergeleken).join(kenners, on=["peildatum", "kind"])
    velden = pl.concat(_verschil_per_kenner(bekend, veld) for veld in LIJSTVELDEN)
    return {VAN_KENNERS: _geteld_per_kenner(bekend), VELDEN_KENNERS: velden.sort("peildatum", maintain_order=True)}


def _geteld_per_kenner(bekend: pl.DataFrame) -> pl.DataFrame:
    geteld = telling(bekend, ("peildatum", "kenner")).rename({"vereniging": "kinderen"})
    return geteld.with_columns(op_een_lijst=pl.col("alleen_rbl") + pl.col("alleen_swv")).select(list(KENNERS_TABEL))


def _verschil_per_kenner(bekend: pl.DataFrame, veld: str) -> pl.DataFrame:
    """Of the children on both lists, as `_verschillen` counts them."""
    links, rechts = pl.col(f"{veld}_rbl"), pl.col(f"{veld}_swv")
    geteld = bekend.filter(pl.col("stand") == "beide").group_by("peildatum", "kenner")
    return (
        geteld.agg(
            anders=(links != rechts).sum().cast(pl.Int64),
            eenzijdig=(links.is_null() != rechts.is_null()).sum().cast(pl.Int64),
        )
        .filter(pl.col("anders") + pl.col("eenzijdig") > 0)
        .select("peildatum", pl.lit(veld).alias("veld"), "kenner", "anders", "eenzijdig")
        .sort("peildatum", "kenner")
    )


def _per_kind(lijst: pl.DataFrame) -> pl.DataFrame:
    """What a list says of the children of the region, the days of each child in their order."""
    return lijst.filter("in_regio").sort("kind", "peildatum", "start", "is_open").select("kind", "peildatum", "is_open")


def _ooit(lijst: pl.DataFrame, peildatum: dt.date) -> pl.DataFrame:
    """What a list (see `_per_kind`) knows of each child, as `analysis.lijsten.redenen` asks: one row per child."""
    toen, eerder = pl.col("peildatum") == peildatum, pl.col("peildatum") < peildatum
    laatste = pl.col("is_open").filter(eerder).get(-1, null_on_oob=True)
    per_kind = lijst.group_by("kind", maintain_order=True).agg(
        toen.any().alias("toen"),
        (toen & pl.col("is_open")).any().alias("open"),
        eerder.any().alias("eerder"),
        laatste.alias("was_open"),
    )
    stand = (
        pl.when("open")
        .then(pl.lit("open"))
        .when("toen")
        .then(pl.lit("afgesloten"))
        .when(pl.col("eerder") & pl.col("was_open"))
        .then(pl.lit("eerder"))
        .when("eerder")
        .then(pl.lit("afgesloten"))
        .otherwise(pl.lit("later"))
    )
    return per_kind.select("kind", stand_op_peildatum=stand)


def _geteld(samen: pl.DataFrame) -> dict[str, int | str | None]:
    [geteld] = telling(samen).rows(named=True)
    een = geteld["alleen_rbl"] + geteld["alleen_swv"]
    rest = ongezien_van_een_lijst(geteld["beide"], een)
    return {
        "kinderen": geteld["vereniging"],
        **{naam: geteld[naam] for naam in ("beide", "alleen_rbl", "alleen_swv")},
        "op_een_lijst": een,
        "ongezien_onder": rest.ongezien_onder,
        "ongezien_boven": rest.ongezien_boven,
        "ongezien_reden": rest.reden,
    }


def _verschillen(samen: pl.DataFrame) -> Iterator[dict[str, int | str]]:
    beide = samen.filter(pl.col("stand") == "beide").height
    for rij in tegenspraak(samen, LIJSTVELDEN).rows(named=True):
        eenzijdig = rij["alleen_rbl_gevuld"] + rij["alleen_swv_gevuld"]
        yield {"veld": rij["veld"], "anders": rij["verschil"], "eenzijdig": eenzijdig, "beide": beide}


def _laatste(los: pl.DataFrame) -> pl.DataFrame:
    """Each child of a schooljaar once, by the last peildatum at which it stood on one list only."""
    return (
        los.with_columns(schooljaar=schooljaren(pl.col("peildatum")))
        .sort("peildatum", "kind")
        .unique(["schooljaar", "kind"], keep="last", maintain_order=True)
    )


def _per_schooljaar(laatste: pl.DataFrame) -> pl.DataFrame:
    """How many they are, with margins, also where there are none."""
    return (
        _dicht(laatste)
        .join(_met_marges(laatste), on=["schooljaar", "stand", "verklaring"], how="left")
        .with_columns(pl.col("kinderen").fill_null(0).cast(pl.Int64))
    )


def _met_marges(laatste: pl.DataFrame, *verder: str) -> pl.DataFrame:
    alle = pl.lit(ALLE)
    sleutel = ["schooljaar", "stand", "verklaring", *verder]
    marges = [
        laatste.with_columns(stand=alle, verklaring=alle),
        laatste.with_columns(verklaring=alle),
        laatste.with_columns(stand=alle),
    ]
    geteld = pl.concat([one.select(sleutel) for one in marges]).group_by(sleutel)
    return geteld.agg(kinderen=pl.len().cast(pl.Int64)).sort(sleutel)


def _dicht(laatste: pl.DataFrame) -> pl.DataFrame:
    """Every combination that is told of a schooljaar."""
    combinaties = [(ALLE, ALLE), ("alleen_rbl", ALLE), ("alleen_swv", ALLE), *((ALLE, reden) for reden in WAAROM)]
    codes = pl.DataFrame(combinaties, schema={"stand": pl.String, "verklaring": pl.String}, orient="row")
    return laatste.select("schooljaar").unique().sort("schooljaar").join(codes, how="cross")


ONDERDEEL = Onderdeel(
    "lijsten", (STAP,), (LIJSTEN, VELDEN, REDENEN, VAN_KENNERS, VELDEN_KENNERS, REDENEN_KENNERS), bereken
)
