"""Two lists of thuiszitters beside each other, matched on the hashed key of the child and on nothing else.

Fuzzy matching is left out on purpose: it would need names or birth dates, which never come here.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.special import gammaln

from schemas.codes import VERKLARINGEN
from schemas.definities import register

STANDEN = ("beide", "alleen_rbl", "alleen_swv")
REDENEN = VERKLARINGEN
Getallen = NDArray[np.float64]


def vergelijk(rbl: pl.DataFrame, swv: pl.DataFrame, velden: Sequence[str]) -> pl.DataFrame:
    """Which child stands on both lists, which on one, and what do they say of it?

    Both frames: one row per `kind` (open on the peildatum), with the columns `velden`. Out: one row per `kind` of
    either list, `stand` (STANDEN), and for each field `<veld>_rbl` and `<veld>_swv`. Raises ValueError when a child
    stands on a list twice.
    """
    for naam, lijst in (("RBL", rbl), ("SWV", swv)):
        if lijst["kind"].n_unique() != lijst.height:
            raise ValueError(f"The list of {naam} has a child more than once; keep one row per kind before comparing.")
        if lijst["kind"].null_count():
            raise ValueError(f"The list of {naam} has a row without kind; every case needs its hashed key.")
    samen = rbl.select("kind", *(pl.col(veld).alias(f"{veld}_rbl") for veld in velden), _rbl=pl.lit(True)).join(
        swv.select("kind", *(pl.col(veld).alias(f"{veld}_swv") for veld in velden), _swv=pl.lit(True)),
        on="kind",
        how="full",
        coalesce=True,
    )
    stand = (
        pl.when(pl.col("_rbl").is_null())
        .then(pl.lit("alleen_swv"))
        .when(pl.col("_swv").is_null())
        .then(pl.lit("alleen_rbl"))
        .otherwise(pl.lit("beide"))
    )
    return samen.with_columns(stand.alias("stand")).drop("_rbl", "_swv").sort("kind")


def telling(vergelijking: pl.DataFrame, sleutel: Sequence[str] = ()) -> pl.DataFrame:
    """How many children are matched, only on one list, and together? Per `sleutel`, or one row.

    Columns `beide`, `alleen_rbl`, `alleen_swv`, `vereniging`; coverage is `beide` of `vereniging`, left as two counts
    so that a small one can be hidden.
    """
    tellers = [(pl.col("stand") == stand).sum().cast(pl.Int64).alias(stand) for stand in STANDEN]
    vereniging = pl.len().cast(pl.Int64).alias("vereniging")
    if not sleutel:
        return vergelijking.select(*tellers, vereniging)
    return vergelijking.group_by(*sleutel).agg(*tellers, vereniging).sort(*sleutel)


def tegenspraak(vergelijking: pl.DataFrame, velden: Sequence[str]) -> pl.DataFrame:
    """Of the children on both lists: where do the lists agree, differ, or does one say nothing? One row per `veld`.

    `gelijk`, `verschil`, `alleen_rbl_gevuld`, `alleen_swv_gevuld` and `beide_leeg` add up to the matched children.
    """
    tellers = {}
    for veld in velden:
        links, rechts = pl.col(f"{veld}_rbl"), pl.col(f"{veld}_swv")
        tellers[veld] = {
            "gelijk": links == rechts,  # neither this nor the next holds where one of the two is null
            "verschil": links != rechts,
            "alleen_rbl_gevuld": links.is_not_null() & rechts.is_null(),
            "alleen_swv_gevuld": links.is_null() & rechts.is_not_null(),
            "beide_leeg": links.is_null() & rechts.is_null(),
        }
    geteld = vergelijking.filter(pl.col("stand") == "beide").select(
        pl.concat_list(teller.sum().cast(pl.Int64) for teller in eigen.values()).first().alias(veld)
        for veld, eigen in tellers.items()
    )
    rijen = [(veld, *aantallen) for veld, aantallen in zip(velden, geteld.row(0), strict=True)]
    tellingen = ("gelijk", "verschil", "alleen_rbl_gevuld", "alleen_swv_gevuld", "beide_leeg")
    return pl.DataFrame(rijen, schema={"veld": pl.String, **dict.fromkeys(tellingen, pl.Int64)}, orient="row")


def redenen(vergelijking: pl.DataFrame, rbl_ooit: pl.DataFrame, swv_ooit: pl.DataFrame) -> pl.DataFrame:
    """Why does a child stand on one list only? One row per such `kind`: `stand` and `reden` (REDENEN).

    `rbl_ooit` and `swv_ooit`: every case each list ever held, one row per case with `kind`, `stand_op_peildatum`:
    `open` (open that day, but of a kind that was not compared), `afgesloten` (over by then), `later` (first seen
    afterwards) or `eerder` (seen before, gone without an end).
    """
    volgorde = {"open": "andere_soort", "afgesloten": "afgesloten_bij_ander", "later": "later_bij_ander"}
    volgorde |= {"eerder": "eerder_bij_ander"}
    delen = []
    for stand, andere in (("alleen_rbl", swv_ooit), ("alleen_swv", rbl_ooit)):
        bekend = andere.select("kind", reden=pl.col("stand_op_peildatum").replace_strict(volgorde))
        eerste = (
            bekend.with_columns(_rang=pl.col("reden").replace_strict({naam: i for i, naam in enumerate(REDENEN)}))
            .sort("kind", "_rang")
            .unique("kind", keep="first", maintain_order=True)
            .drop("_rang")
        )
        alleen = vergelijking.filter(pl.col("stand") == stand).select("kind", "stand")
        delen.append(alleen.join(eerste, on="kind", how="left").with_columns(pl.col("reden").fill_null(REDENEN[-1])))
    return pl.concat(delen).sort("kind")


@dataclass(frozen=True)
class Ongezien:
    """How many children stand on neither list: Chapman's estimate of all children, and whole-number intervals.

    `reden` says why nothing is estimated (`te_weinig_beide`, `te_weinig_overlap`), and then all other fields are None.
    The point is never shown without its interval; it is None as well where the division over the lists is left open.
    """

    totaal: float | None
    totaal_onder: int | None
    totaal_boven: int | None
    ongezien_onder: int | None
    ongezien_boven: int | None
    reden: str | None


def ongezien(beide: int, alleen_rbl: int, alleen_swv: int) -> Ongezien:
    """How many children may be on neither list, if the two lists find children independently of each other?

    Chapman (1951) for the estimate; `grenzen` for the interval, which keeps its coverage where the lists overlap almost
    wholly (normal approximations do not; the logit of Sadinle (2009) then has no upper end). Where finding a child on
    one list makes the other find it too, as with parties that inform each other, there are more unseen children than
    this says.
    """
    eis = register().analyse
    kleinste = beide + min(alleen_rbl, alleen_swv)
    if beide < eis.lijsten_beide_minst:
        return Ongezien(None, None, None, None, None, "te_weinig_beide")
    if 100 * beide < eis.lijsten_overlap_procent * kleinste:
        return Ongezien(None, None, None, None, None, "te_weinig_overlap")
    rbl, swv = beide + alleen_rbl, beide + alleen_swv
    gezien = beide + alleen_rbl + alleen_swv
    totaal = chapman(rbl, swv, beide)
    onder, boven = grenzen(beide, alleen_rbl, alleen_swv)
    return Ongezien(totaal, onder, boven, onder - gezien, boven - gezien, None)


def ongezien_van_een_lijst(beide: int, op_een_lijst: int) -> Ongezien:
    """The same where it is not told which list the children stand on who stand on one only: the widest that fits.

    The interval holds that of every division of `op_een_lijst` over the two lists, so it says nothing of the division.
    There is no point. A reason why nothing is estimated is given when it holds for any division. The lists overlap
    least, and leave room for most unseen children, when the division is even; least room when all are on one list.
    """
    half = op_een_lijst // 2
    ruimst = ongezien(beide, half, op_een_lijst - half)
    if ruimst.totaal_boven is None:
        return ruimst
    krapst = ongezien(beide, op_een_lijst, 0)
    return Ongezien(None, krapst.totaal_onder, ruimst.totaal_boven, krapst.ongezien_onder, ruimst.ongezien_boven, None)


def chapman(rbl: int, swv: int, beide: int) -> float:
    """Chapman's estimate of all children, from the length of both lists and their overlap."""
    return (rbl + 1) * (swv + 1) / (beide + 1) - 1


def _meest(voorwaarde: Callable[[int], bool], vanaf: int) -> int:
    """The largest whole number from `vanaf` on for which a condition still holds that holds up to some number."""
    stap = 1
    while voorwaarde(vanaf + stap):
        stap *= 2
    laag, hoog = vanaf + stap // 2, vanaf + stap
    while hoog - laag > 1:
        midden = (laag + hoog) // 2
        laag, hoog = (midden, hoog) if voorwaarde(midden) else (laag, midden)
    return laag


def grenzen(beide: int, alleen_rbl: int, alleen_swv: int) -> tuple[int, int]:
    """Between how many children in all is as large an overlap as this one likely, given the length of both lists?

    The number of matched children is then hypergeometric; the interval holds every total under which an overlap as
    extreme as the one seen, counted half (mid-P), keeps its half of the remaining chance.
    """
    rbl, swv = beide + alleen_rbl, beide + alleen_swv
    gezien = beide + alleen_rbl + alleen_swv
    staart = (1 - register().analyse.zekerheid_procent / 100) / 2

    def zoveel_of_meer(totaal: int) -> float:
        kansen = _overlap(np.arange(beide, min(rbl, swv) + 1.0), totaal, rbl, swv)
        return float(kansen.sum() - kansen[0] / 2)

    te_weinig = _meest(lambda totaal: 1 - zoveel_of_meer(totaal) <= staart, gezien - 1)
    boven = _meest(lambda totaal: totaal < gezien or zoveel_of_meer(totaal) > staart, gezien - 1)
    return te_weinig + 1, boven


def _overlap(beide: Getallen, totaal: int, rbl: int, swv: int) -> Getallen:
    """The chance that two lists of these lengths, of `totaal` children, have so many in common (hypergeometric)."""
    keuzes = _keuzes(rbl, beide) + _keuzes(totaal - rbl, swv - beide) - _keuzes(totaal, np.array([swv]))
    kansen: Getallen = np.exp(keuzes)
    return kansen


def _keuzes(uit: int, aantal: Getallen) -> Getallen:
    """In how many ways so many can be taken out of `uit`, as a logarithm."""
    gevonden: Getallen = gammaln(uit + 1) - gammaln(aantal + 1) - gammaln(uit - aantal + 1)
    return gevonden
