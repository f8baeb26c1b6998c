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

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import ceil

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.special import stdtr, stdtrit

from analysis.invloed import (
    Cijfers,
    Getallen,
    Scholen,
    Welke,
    cijfers_van,
    gewogen_naar_toen,
    scholen_van,
    spreiding,
    zonder,
)
from schemas.codes import WISSELENDE_DAGEN
from schemas.definities import register

WOORDEN = ("duidelijk_gestegen", "duidelijk_gedaald", "onzeker", "geen_verschil", "te_weinig_gegevens")
_LEERLINGEN_VRIJ = 1e6  # degrees of freedom of the part between pupils: there are thousands
_TEGELIJK = 16  # so many schools are left out at once: the arrays of more do not fit in the cache of a processor


@dataclass(frozen=True)
class _Uitkomsten:
    """Arrays of variant (which schools count) x categorie.

    `genoeg`: there is enough to say; `beoordeeld`: and it is judged. Elsewhere the other arrays say nothing.
    """

    genoeg: Welke
    beoordeeld: Welke
    theta: Getallen
    fout: Getallen
    vrij: Getallen

    @cached_property
    def p(self) -> Getallen:
        t = np.divide(self.theta, self.fout, out=np.zeros_like(self.theta), where=self.fout > 0)
        return np.asarray(2 * stdtr(self.vrij, -np.abs(t)))

    @cached_property
    def p_gecorrigeerd(self) -> Getallen:
        """Each chance corrected for their number (Benjamini & Hochberg): never more than that of a larger one."""
        kansen = np.where(self.beoordeeld, self.p, np.inf)  # what is not judged comes after all others
        oplopend = np.argsort(kansen, axis=-1)
        aantal = np.maximum(self.beoordeeld.sum(axis=-1, keepdims=True), 1)
        gedeeld = np.take_along_axis(kansen, oplopend, -1) * (aantal / np.arange(1, kansen.shape[-1] + 1))
        np.put_along_axis(kansen, oplopend, np.minimum.accumulate(gedeeld[:, ::-1], axis=-1)[:, ::-1], -1)
        return kansen.clip(0, 1)

    def grenzen(self, niveau: float) -> tuple[Getallen, Getallen]:
        marge = stdtrit(self.vrij, (1 + niveau) / 2) * self.fout
        return np.exp(self.theta - marge) - 1, np.exp(self.theta + marge) - 1

    @property
    def richting(self) -> Getallen:
        """1 where it clearly rose, -1 where it clearly fell, 0 elsewhere."""
        duidelijk = self.beoordeeld & (self.p_gecorrigeerd <= register().analyse.vals_procent / 100)
        return np.where(duidelijk, np.sign(self.theta), 0.0)

    @property
    def woorden(self) -> NDArray[np.str_]:
        eis = register().analyse
        onder, boven = self.grenzen(eis.zekerheid_procent / 100)
        marge = eis.groei_marge_procent / 100
        gelijk = self.beoordeeld & (-marge < onder) & (boven < marge)
        waar = [self.richting > 0, self.richting < 0, gelijk, ~self.genoeg]
        return np.select(waar, [WOORDEN[0], WOORDEN[1], WOORDEN[3], WOORDEN[4]], default=WOORDEN[2])


def _eerder(frames: Sequence[pl.DataFrame], categorieen: Sequence[str]) -> list[Scholen]:
    """Of each earlier schooljaar what its schools did."""
    cijfers = [cijfers_van(frame, categorieen) for frame in frames if not frame.is_empty()]
    return [scholen_van(een, een.allemaal) for een in cijfers]


def _uitkomsten(cijfers: Cijfers, mee: Welke, eerder: Sequence[Scholen]) -> _Uitkomsten:
    """`mee`: which schools count in each variant; see `scholen_van`."""
    scholen = scholen_van(cijfers, mee)
    genoeg = _genoeg(cijfers, mee) & scholen.te_zien
    beoordeeld = genoeg & ~np.isin(cijfers.categorieen, sorted(WISSELENDE_DAGEN))
    tau2, vrij = spreiding([scholen, *eerder])
    tussen = np.maximum(tau2, _middelste(tau2, beoordeeld)) * (scholen.m**2).sum(axis=-1) + scholen.groei
    binnen = scholen.v.sum(axis=-1)
    variantie = tussen + binnen
    delen = tussen**2 / vrij + binnen**2 / _LEERLINGEN_VRIJ
    vrijheid = np.divide(variantie**2, delen, out=np.ones_like(delen), where=variantie > 0)
    return _Uitkomsten(genoeg, beoordeeld, scholen.theta, np.sqrt(variantie), vrijheid)


def _middelste(waarden: Getallen, mee: Welke) -> Getallen:
    """Of each variant the median over the categories that `mee` says; 0 where there are none."""
    oplopend = np.sort(np.where(mee, waarden, np.inf), axis=-1)
    aantal = mee.sum(axis=-1, keepdims=True)
    onder, boven = (np.take_along_axis(oplopend, np.maximum(plek, 0) // 2, -1) for plek in (aantal - 1, aantal))
    return np.where(aantal > 0, (onder + boven) / 2, 0.0)


def _genoeg(cijfers: Cijfers, mee: Welke) -> Welke:
    eis = register().analyse
    scholen, gevallen = (mee & cijfers.met).sum(axis=-1), (mee * cijfers.verzuimers).sum(axis=-1)
    genoeg = (scholen >= eis.groei_scholen_minst) & (gevallen >= eis.groei_gevallen_minst)
    return np.asarray(genoeg & (cijfers.leerlingen(mee) >= eis.groei_leerlingen_minst))


def toets(frame: pl.DataFrame, eerder: Sequence[pl.DataFrame] = ()) -> pl.DataFrame:
    """Which categories changed? One row per `categorie` of `momenten`.

    eerder: the same of earlier schooljaren, from which is learnt how much schools differ from year to year.
    `toen`: missed share of scheduled time, `nu`: that of now with the scheduled time of each groep of then;
    `verandering`, `onder`, `boven`: nu as a fraction more or less than toen (0,2 = 20 % more) with its interval;
    `scholen`: schools with this absence in either period; `p`, `p_gecorrigeerd`; `woord` (WOORDEN).
    te_weinig_gegevens: too few schools or pupils with the absence, or in one of the periods none, or a few with nearly
    all of it; geen_verschil: not clear, and the whole interval within the margin of the registry; onzeker: in between,
    and what falls on other days each year, which has no `p_gecorrigeerd`.
    """
    cijfers = cijfers_van(frame)
    uit = _uitkomsten(cijfers, cijfers.allemaal, _eerder(eerder, cijfers.categorieen))
    onder, boven = uit.grenzen(register().analyse.zekerheid_procent / 100)
    gezegd = {"verandering": np.exp(uit.theta) - 1, "onder": onder, "boven": boven, "p": uit.p}
    rijen = {
        "categorie": cijfers.categorieen,
        "scholen": cijfers.met.sum(axis=-1),
        **_aandelen(cijfers),
        **{naam: _waar(waarden[0], uit.genoeg[0]) for naam, waarden in gezegd.items()},
        "p_gecorrigeerd": _waar(uit.p_gecorrigeerd[0], uit.beoordeeld[0]),
        "woord": uit.woorden[0].tolist(),
    }
    return pl.DataFrame(rijen)


def _waar(waarden: Getallen, gezegd: Welke) -> pl.Series:
    return pl.Series(waarden).set(pl.Series(~gezegd), None)


def _aandelen(cijfers: Cijfers) -> dict[str, Getallen]:
    gemist = {
        "toen": cijfers.som["gemist_toen"],
        "nu": gewogen_naar_toen(cijfers, cijfers.allemaal)[0] * cijfers.som["gemist_nu"],
    }
    return {
        periode: waarden.sum(axis=-1) / cijfers.som["ingeroosterd_toen"].sum() for periode, waarden in gemist.items()
    }


def zonder_school(frame: pl.DataFrame, eerder: Sequence[pl.DataFrame] = ()) -> pl.DataFrame:
    """Does a clear conclusion hang on one school? One row per `categorie`: `woord` and `scholen_die_kantelen`.

    The test is done again without each school in turn, now and earlier; a school tips when the word is another one
    without it. Which school that is stays out of the outcome. Null where the word is not that something rose or fell:
    there is no conclusion to tip.
    """
    cijfers = cijfers_van(frame)
    jaren = _eerder(eerder, cijfers.categorieen)
    alle = _uitkomsten(cijfers, cijfers.allemaal, jaren)
    kantelt = np.zeros(len(cijfers.categorieen), dtype=np.int64)
    beurten = np.array_split(cijfers.school, ceil(len(cijfers.school) / _TEGELIJK)) if alle.richting.any() else ()
    for weg in beurten:
        anders = _uitkomsten(cijfers, zonder(cijfers.school, weg), [een.zonder(weg) for een in jaren])
        kantelt += (anders.richting != alle.richting).sum(axis=0)
    rijen = {
        "categorie": cijfers.categorieen,
        "woord": alle.woorden[0].tolist(),
        "scholen_die_kantelen": pl.Series(kantelt).set(pl.Series(alle.richting[0] == 0), None),
    }
    return pl.DataFrame(rijen)


def houdt_tot(onder: float, boven: float) -> float:
    """Up to what share of the missed time of now too little or too much was registered does the direction hold?

    0,04: the interval still keeps clear of no change when 4 % of what is registered now should not be there (growth),
    or when 4 % of what will be there is yet to be registered (decline). 0 where the interval holds no change.
    """
    if onder > 0:
        return 1 - 1 / (1 + onder)
    return 1 - (1 + boven) if boven < 0 else 0.0
