"""Which categories grow, and is it more than chance?

The change is that of missed per scheduled time, now against then, over the schools that delivered in both. Groups of
schools (primary, secondary) differ much in absence, so the rate of now is that of each group, weighted with its
scheduled time of then (direct standardisation: Fleiss 1981): the change of all lies between those of the groups, and
none of it is more or less school time of one of them.

Absence clusters in pupils (who is ill often, is so next year) and in schools (a new attendance officer writes down
more). So the error has two parts. That between pupils of a school comes from the pupils themselves, paired over both
periods; where only counts were delivered, pupils are taken to differ as those of other schools of the group. That
between schools is what the changes of schools differ by more than their pupils explain (Paule & Mandel 1982). It is
never taken smaller than that of the middle one of all categories, because a handful of large schools that agree by
chance would make it nothing. To it comes what the outcome moved because schools with more or less of the absence than
others of their group grew or shrank, so that this alone is never called clear. The interval is that of Student, with
the degrees of freedom of Satterthwaite. Many categories are corrected for with Benjamini & Hochberg (1995).

Of a category that falls on other days each year (religious holidays) the same weeks do not have the same days. What is
no growth but the calendar cannot be told from growth, so it is uncertain whatever comes out, and the other categories
are judged as if it were not there.

A negative binomial regression with errors clustered by school fails: with five schools that have two fifths of the
pupils it calls something clear in one in five regions where nothing changed (docs/decisions/0015, with figures).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import exp

import numpy as np
import polars as pl
from scipy.special import stdtr, stdtrit

from analysis.invloed import Cijfers, Scholen, cijfers_van, gewogen_naar_toen, scholen_van, spreiding
from schemas.codes import WISSELENDE_DAGEN
from schemas.definities import register

WOORDEN = ("duidelijk_gestegen", "duidelijk_gedaald", "onzeker", "geen_verschil", "te_weinig_gegevens")
_LEERLINGEN_VRIJ = 1e6  # degrees of freedom of the part between pupils: there are thousands


@dataclass(frozen=True)
class _Uitkomst:
    """`p_gecorrigeerd` and what follows from it come last: they need all categories; None: it is not judged."""

    theta: float
    fout: float
    vrij: float
    p_gecorrigeerd: float | None = None

    @property
    def p(self) -> float:
        return float(2 * stdtr(self.vrij, -abs(self.theta) / self.fout)) if self.fout > 0 else 1.0

    def grenzen(self, niveau: float) -> tuple[float, float]:
        marge = float(stdtrit(self.vrij, (1 + niveau) / 2)) * self.fout
        return exp(self.theta - marge) - 1, exp(self.theta + marge) - 1

    @property
    def woord(self) -> str:
        eis = register().analyse
        if self.p_gecorrigeerd is None:
            return WOORDEN[2]
        if self.p_gecorrigeerd <= eis.vals_procent / 100:
            return WOORDEN[0] if self.theta > 0 else WOORDEN[1]
        onder, boven = self.grenzen(eis.zekerheid_procent / 100)
        marge = eis.groei_marge_procent / 100
        return WOORDEN[3] if -marge < onder and boven < marge else WOORDEN[2]


def _eerder(frames: Sequence[pl.DataFrame]) -> list[dict[str, Scholen]]:
    """Of each earlier schooljaar what its schools did, where there is anything to see."""
    gevonden = [{naam: scholen_van(cijfers) for naam, cijfers in cijfers_van(frame).items()} for frame in frames]
    return [{naam: groep for naam, groep in jaar.items() if groep is not None} for jaar in gevonden]


def _uitkomsten(categorieen: Mapping[str, Cijfers], eerder: Sequence[Mapping[str, Scholen]]) -> dict[str, _Uitkomst]:
    """Of each categorie of which there is enough to say."""
    gevonden = {naam: scholen_van(cijfers) for naam, cijfers in categorieen.items() if _genoeg(cijfers)}
    groepen = {naam: groep for naam, groep in gevonden.items() if groep is not None}
    spreidingen = {
        naam: spreiding([groep, *(jaar[naam] for jaar in eerder if naam in jaar)]) for naam, groep in groepen.items()
    }
    beoordeeld = [naam for naam in groepen if naam not in WISSELENDE_DAGEN]
    middelste = float(np.median([spreidingen[naam][0] for naam in beoordeeld])) if beoordeeld else 0.0
    uitkomsten = {}
    for naam, groep in groepen.items():
        tau2, vrij = spreidingen[naam]
        tussen = max(tau2, middelste) * float((groep.m**2).sum()) + groep.groei
        binnen = float(groep.v.sum())
        variantie = tussen + binnen
        vrijheid = variantie**2 / (tussen**2 / vrij + binnen**2 / _LEERLINGEN_VRIJ) if variantie else 1.0
        uitkomsten[naam] = _Uitkomst(groep.theta, variantie**0.5, vrijheid)
    gecorrigeerd = _gecorrigeerd([uitkomsten[naam].p for naam in beoordeeld])
    return uitkomsten | {
        naam: replace(uitkomsten[naam], p_gecorrigeerd=p) for naam, p in zip(beoordeeld, gecorrigeerd, strict=True)
    }


def _gecorrigeerd(kansen: Sequence[float]) -> list[float]:
    """Each chance corrected for their number (Benjamini & Hochberg): never more than that of a larger one."""
    waarden = np.array(kansen)
    oplopend = np.argsort(waarden, kind="stable")
    gedeeld = waarden[oplopend] * (len(waarden) / np.arange(1, len(waarden) + 1))
    waarden[oplopend] = np.minimum.accumulate(gedeeld[::-1])[::-1].clip(0, 1)
    return [float(waarde) for waarde in waarden]


def toets(frame: pl.DataFrame, eerder: Sequence[pl.DataFrame] = ()) -> pl.DataFrame:
    """Which categories changed? One row per `categorie` of `momenten`.

    eerder: the same of earlier schooljaren, from which is learnt how much schools differ from year to year.
    `toen`: missed share of scheduled time, `nu`: that of now with the scheduled time of each groep of then (null where
    nothing was scheduled); `verandering`, `onder`, `boven`: nu as a fraction more or less than toen (0,2 = 20 % more)
    with its interval; `scholen`: schools with this absence in either period; `p`, `p_gecorrigeerd`; `woord` (WOORDEN).
    te_weinig_gegevens: too few schools or pupils with the absence, or in one of the periods none, or a few with nearly
    all of it; geen_verschil: not clear, and the whole interval within the margin of the registry; onzeker: in between,
    and what falls on other days each year, which has no `p_gecorrigeerd`.
    """
    niveau = register().analyse.zekerheid_procent / 100
    categorieen = cijfers_van(frame)
    uitkomsten = _uitkomsten(categorieen, _eerder(eerder))
    rijen = []
    for naam, cijfers in categorieen.items():
        rij = {"categorie": naam, "scholen": int(cijfers.met.sum()), **_aandelen(cijfers), "woord": WOORDEN[4]}
        if naam in uitkomsten:
            uitkomst = uitkomsten[naam]
            onder, boven = uitkomst.grenzen(niveau)
            rij |= {"verandering": exp(uitkomst.theta) - 1, "onder": onder, "boven": boven, "woord": uitkomst.woord}
            rij |= {"p": uitkomst.p, "p_gecorrigeerd": uitkomst.p_gecorrigeerd}
        rijen.append(rij)
    getallen = ("toen", "nu", "verandering", "onder", "boven", "p", "p_gecorrigeerd")
    schema = {"categorie": pl.String, "scholen": pl.Int64, **dict.fromkeys(getallen, pl.Float64), "woord": pl.String}
    return pl.DataFrame(rijen, schema=schema)


def _genoeg(cijfers: Cijfers) -> bool:
    eis = register().analyse
    genoeg = cijfers.met.sum() >= eis.groei_scholen_minst and cijfers.verzuimers.sum() >= eis.groei_gevallen_minst
    return bool(genoeg) and cijfers.leerlingen >= eis.groei_leerlingen_minst


def _aandelen(cijfers: Cijfers) -> dict[str, float | None]:
    noemer = float(cijfers.som["ingeroosterd_toen"].sum())
    gemist = {"toen": cijfers.som["gemist_toen"], "nu": gewogen_naar_toen(cijfers) * cijfers.som["gemist_nu"]}
    return {periode: float(waarden.sum()) / noemer if noemer else None for periode, waarden in gemist.items()}


def zonder_school(frame: pl.DataFrame, eerder: Sequence[pl.DataFrame] = ()) -> pl.DataFrame:
    """Does a clear conclusion hang on one school? One row per `categorie`: `woord` and `scholen_die_kantelen`.

    The test is done again without each school in turn, now and earlier; a school tips when the word is another one
    without it. Which school that is stays out of the outcome. Null where the word is not that something rose or fell:
    there is no conclusion to tip.
    """
    categorieen, jaren = cijfers_van(frame), _eerder(eerder)
    woorden = _woorden(categorieen, jaren)
    kantelt = {naam: 0 for naam, woord in woorden.items() if woord in WOORDEN[:2]}
    for school in frame["school"].unique().sort() if kantelt else ():
        andere = {naam: cijfers.waar(cijfers.school != school) for naam, cijfers in categorieen.items()}
        zonder = _woorden(andere, [{naam: een.zonder(school) for naam, een in jaar.items()} for jaar in jaren])
        for naam in kantelt:
            kantelt[naam] += zonder[naam] != woorden[naam]
    rijen = [(naam, woord, kantelt.get(naam)) for naam, woord in woorden.items()]
    schema = {"categorie": pl.String, "woord": pl.String, "scholen_die_kantelen": pl.Int64}
    return pl.DataFrame(rijen, schema=schema, orient="row")


def _woorden(categorieen: Mapping[str, Cijfers], eerder: Sequence[Mapping[str, Scholen]]) -> dict[str, str]:
    uitkomsten = _uitkomsten(categorieen, eerder)
    return {naam: uitkomsten[naam].woord if naam in uitkomsten else WOORDEN[4] for naam in categorieen}


def houdt_tot(onder: float, boven: float) -> float:
    """Up to what share of the missed time of now too little or too much was registered does the direction hold?

    0,04: the interval still keeps clear of no change when 4 % of what is registered now should not be there (growth),
    or when 4 % of what will be there is yet to be registered (decline). 0 where the interval holds no change.
    """
    if onder > 0:
        return 1 - 1 / (1 + onder)
    return 1 - (1 + boven) if boven < 0 else 0.0
