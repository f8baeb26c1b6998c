"""Which categories grow, and is it more than chance?

The change is that of the whole: missed per scheduled time, now against then, over the schools that delivered in both.
Absence clusters in pupils (who is ill often, is so next year) and in schools (a new attendance officer writes down
more). So the error has two parts. That between pupils of a school comes from the pupils themselves, paired over both
periods. That between schools is what the changes of schools differ by more than their pupils explain (Paule & Mandel
1982). It is never taken smaller than that of the middle one of all categories, because a handful of large schools that
agree by chance would make it nothing. To it comes what the whole moved because schools with more or less of the absence
grew or shrank, so that this alone is never called clear. The interval is that of Student, with the degrees of freedom
of Satterthwaite. Many categories are corrected for with Benjamini & Hochberg (1995).

A negative binomial regression with errors clustered by school fails: with five schools that have two fifths of the
pupils it calls something clear in one in five regions where nothing changed (docs/decisions/0015, with figures).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, log

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.stats import false_discovery_control
from scipy.stats import t as student

from schemas.definities import register

WOORDEN = ("duidelijk_gestegen", "duidelijk_gedaald", "onzeker", "geen_verschil", "te_weinig_gegevens")
Getallen = NDArray[np.float64]

_LEERLINGEN_VRIJ = 1e6  # degrees of freedom of the part between pupils: there are thousands
_PAREN = ("ingeroosterd_toen", "ingeroosterd_nu", "gemist_toen", "gemist_nu")


def momenten(verzuim: pl.DataFrame, omvang: pl.DataFrame) -> pl.DataFrame:
    """What the test needs of each school and categorie: sums, and sums of squares over pupils.

    `omvang`: one row per `school` and `leerling` with `ingeroosterd_toen` and `ingeroosterd_nu` (0: not there then).
    `verzuim`: one row per `school`, `leerling` and `categorie` with `gemist_toen` and `gemist_nu`; may be sparse.
    Only schools with scheduled time in both periods. Out: one row per school and categorie, dense, with `n` pupils,
    `verzuimers` (pupils of either period with that absence), the sum `s_x` of each of the four columns, and the sum
    `s_x_y` of each product. Pupil level goes in, school level comes out.
    """
    scholen = beide(omvang)
    omvang = omvang.join(scholen, on="school", how="semi")
    basis = omvang.group_by("school").agg(pl.len().cast(pl.Int64).alias("n"), *_sommen(_PAREN[:2]))
    geteld = (
        verzuim.join(omvang, on=["school", "leerling"], how="inner")
        .group_by("school", "categorie")
        .agg(
            ((pl.col("gemist_toen") > 0).cast(pl.Int64) + (pl.col("gemist_nu") > 0).cast(pl.Int64))
            .sum()
            .alias("verzuimers"),
            *[som for som in _sommen(_PAREN) if "gemist" in som.meta.output_name()],
        )
    )
    categorieen = verzuim.select(pl.col("categorie").unique())
    return (
        basis.join(categorieen, how="cross")
        .join(geteld, on=["school", "categorie"], how="left")
        .with_columns(pl.exclude("school", "categorie").fill_null(0))
        .sort("categorie", "school")
    )


def beide(omvang: pl.DataFrame) -> pl.DataFrame:
    """The schools with scheduled time in both periods; the others would be taken for growth or decline."""
    per_school = omvang.group_by("school").agg(pl.col("ingeroosterd_toen", "ingeroosterd_nu").sum())
    return per_school.filter((pl.col("ingeroosterd_toen") > 0) & (pl.col("ingeroosterd_nu") > 0)).select("school")


def _sommen(kolommen: Sequence[str]) -> list[pl.Expr]:
    """The sums of columns and of all their products, as decimals: squares of fine units grow past whole numbers."""
    waarde = {naam: pl.col(naam).cast(pl.Float64) for naam in kolommen}
    paren = [(x, y) for i, x in enumerate(kolommen) for y in kolommen[i:]]
    return [
        *(waarde[x].sum().alias(f"s_{x}") for x in kolommen),
        *((waarde[x] * waarde[y]).sum().alias(f"s_{x}_{y}") for x, y in paren),
    ]


@dataclass(frozen=True)
class _Scholen:
    """One categorie: the change of the whole as a logarithm, and what each school with the absence has to do with it.

    `z`: the change of the school's own rate beyond that of the whole, as a share of the mean of both periods; `m`: its
    share of the missed time; `v`: the variance of the outcome that its pupils explain. `groei`: the sum of squares of
    what each of all schools moved the outcome by in growing or shrinking.
    """

    theta: float
    groei: float
    z: Getallen
    m: Getallen
    v: Getallen


def _scholen(frame: pl.DataFrame) -> _Scholen | None:
    """None where a period has nothing missed at all."""
    geheel = {x: float(frame[f"s_{x}"].sum()) for x in _PAREN}
    if not geheel["gemist_toen"] or not geheel["gemist_nu"]:
        return None
    groei = _gegroeid(frame, geheel)
    frame = frame.filter((pl.col("s_gemist_toen") > 0) | (pl.col("s_gemist_nu") > 0))
    som = {x: frame[f"s_{x}"].to_numpy() for x in _PAREN}
    gemist_toen, gemist_nu = geheel["gemist_toen"], geheel["gemist_nu"]
    eigen_toen, eigen_nu = som["gemist_toen"] / som["ingeroosterd_toen"], som["gemist_nu"] / som["ingeroosterd_nu"]
    # What a pupil moves the outcome by, against the rate of its own school: its four numbers, each with a weight.
    gewicht = {
        "gemist_toen": np.full(frame.height, -1 / gemist_toen),
        "gemist_nu": np.full(frame.height, 1 / gemist_nu),
        "ingeroosterd_toen": eigen_toen / gemist_toen,
        "ingeroosterd_nu": -eigen_nu / gemist_nu,
    }
    kwadraat = np.zeros(frame.height)
    for i, x in enumerate(_PAREN):
        for y in _PAREN[i:]:
            kwadraat += (1 if x == y else 2) * gewicht[x] * gewicht[y] * frame[f"s_{x}_{y}"].to_numpy()
    n = frame["n"].to_numpy().astype(np.float64)
    v = np.maximum(kwadraat, 0.0) * n / np.maximum(n - 1, 1)
    toen, nu = eigen_toen / gemist_toen, eigen_nu / gemist_nu
    m = (som["gemist_toen"] / gemist_toen + som["gemist_nu"] / gemist_nu) / 2
    theta = log(gemist_nu / gemist_toen * geheel["ingeroosterd_toen"] / geheel["ingeroosterd_nu"])
    return _Scholen(theta, groei, 2 * (nu - toen) / (nu + toen), m, v)


def _gegroeid(frame: pl.DataFrame, geheel: Mapping[str, float]) -> float:
    """The sum over schools of the square of: how much its share of the time grew, times how far its rate lies off."""
    deel = {x: frame[f"s_{x}"].to_numpy() / geheel[x] for x in _PAREN}
    gemist = (deel["gemist_toen"] + deel["gemist_nu"]) / 2
    tijd = (deel["ingeroosterd_toen"] + deel["ingeroosterd_nu"]) / 2
    verschoven = (deel["ingeroosterd_nu"] - deel["ingeroosterd_toen"]) * (gemist / tijd - 1)
    return float((verschoven**2).sum())


def _spreiding(groep: _Scholen) -> tuple[float, float]:
    """The variance of the change between schools beyond their pupils, and how many schools it in effect rests on."""
    mee = groep.v > 0
    if mee.sum() < 2:
        return 0.0, 1.0
    z, s = groep.z[mee], groep.v[mee] / groep.m[mee] ** 2

    def te_veel(tau2: float) -> float:
        w = 1 / (s + tau2)
        return float((w * (z - (w * z).sum() / w.sum()) ** 2).sum()) - (len(z) - 1)

    tau2 = float(brentq(te_veel, 0.0, 100.0, xtol=1e-9)) if te_veel(0.0) > 0 else 0.0
    w = 1 / (s + tau2)
    return tau2, max(float(w.sum() ** 2 / (w * w).sum()) - 1, 1.0)


@dataclass(frozen=True)
class _Uitkomst:
    theta: float
    fout: float
    vrij: float

    @property
    def p(self) -> float:
        return float(2 * student.sf(abs(self.theta) / self.fout, self.vrij)) if self.fout > 0 else 1.0

    def grenzen(self, niveau: float) -> tuple[float, float]:
        marge = float(student.ppf((1 + niveau) / 2, self.vrij)) * self.fout
        return self.theta - marge, self.theta + marge


def _uitkomsten(groepen: Mapping[str, _Scholen]) -> dict[str, _Uitkomst]:
    spreidingen = {naam: _spreiding(groep) for naam, groep in groepen.items()}
    middelste = float(np.median([tau2 for tau2, _ in spreidingen.values()])) if groepen else 0.0
    uitkomsten = {}
    for naam, groep in groepen.items():
        tau2, vrij = spreidingen[naam]
        tussen = max(tau2, middelste) * float((groep.m**2).sum()) + groep.groei
        binnen = float(groep.v.sum())
        variantie = tussen + binnen
        vrijheid = variantie**2 / (tussen**2 / vrij + binnen**2 / _LEERLINGEN_VRIJ) if variantie else 1.0
        uitkomsten[naam] = _Uitkomst(groep.theta, variantie**0.5, vrijheid)
    return uitkomsten


def toets(frame: pl.DataFrame) -> pl.DataFrame:
    """Which categories changed? One row per `categorie` of `momenten`.

    `toen`, `nu`: missed share of scheduled time (null where nothing was scheduled); `verandering`, `onder`, `boven`:
    nu as a fraction more or less than toen (0,2 = 20 % more) with its interval; `scholen`: schools with this absence
    in either period; `p`, `p_gecorrigeerd`; `woord` (WOORDEN). te_weinig_gegevens: too few schools or pupils with the
    absence, or none in one of the periods; geen_verschil: not clear, and the whole interval within the margin of the
    registry.
    """
    eis = register().analyse
    groepen = {str(naam[0]): deel for naam, deel in frame.group_by("categorie", maintain_order=True)}
    gevonden = {naam: _scholen(deel) for naam, deel in groepen.items() if _genoeg(deel)}
    geschikt = {naam: groep for naam, groep in gevonden.items() if groep is not None}
    uitkomsten = _uitkomsten(geschikt)
    p = [uitkomst.p for uitkomst in uitkomsten.values()]
    gecorrigeerd = dict(zip(uitkomsten, false_discovery_control(p).tolist() if p else [], strict=True))
    rijen = []
    for naam, deel in groepen.items():
        rij = {"categorie": naam, "scholen": _scholen_met(deel), **_aandelen(deel)}
        if naam in uitkomsten:
            uitkomst = uitkomsten[naam]
            onder, boven = uitkomst.grenzen(eis.zekerheid_procent / 100)
            rij |= {
                "verandering": exp(uitkomst.theta) - 1,
                "onder": exp(onder) - 1,
                "boven": exp(boven) - 1,
                "p": uitkomst.p,
                "p_gecorrigeerd": gecorrigeerd[naam],
            }
        rijen.append({**rij, "woord": _woord(rij)})
    getallen = ("toen", "nu", "verandering", "onder", "boven", "p", "p_gecorrigeerd")
    schema = {"categorie": pl.String, "scholen": pl.Int64, **dict.fromkeys(getallen, pl.Float64), "woord": pl.String}
    return pl.DataFrame(rijen, schema=schema)


def _scholen_met(deel: pl.DataFrame) -> int:
    return int(((deel["s_gemist_toen"] > 0) | (deel["s_gemist_nu"] > 0)).sum())


def _genoeg(deel: pl.DataFrame) -> bool:
    eis = register().analyse
    return _scholen_met(deel) >= eis.groei_scholen_minst and int(deel["verzuimers"].sum()) >= eis.groei_gevallen_minst


def _aandelen(deel: pl.DataFrame) -> dict[str, float | None]:
    aandelen: dict[str, float | None] = {}
    for periode in ("toen", "nu"):
        noemer = float(deel[f"s_ingeroosterd_{periode}"].sum())
        aandelen[periode] = float(deel[f"s_gemist_{periode}"].sum()) / noemer if noemer else None
    return aandelen


def _woord(rij: Mapping[str, object]) -> str:
    eis = register().analyse
    if "p_gecorrigeerd" not in rij:
        return "te_weinig_gegevens"
    verandering, onder, boven, p = (float(str(rij[k])) for k in ("verandering", "onder", "boven", "p_gecorrigeerd"))
    if p <= eis.vals_procent / 100:
        return "duidelijk_gestegen" if verandering > 0 else "duidelijk_gedaald"
    marge = eis.groei_marge_procent / 100
    return "geen_verschil" if -marge < onder and boven < marge else "onzeker"


def zonder_school(frame: pl.DataFrame) -> pl.DataFrame:
    """Does a conclusion hang on one school? One row per `categorie`: `woord`, and how many `scholen_die_kantelen`.

    The test is done again without each school in turn; a school tips when the word is another one without it. Which
    school that is stays out of the outcome.
    """
    woorden = toets(frame).select("categorie", "woord")
    anders = []
    for school in frame["school"].unique().sort():
        zonder = toets(frame.filter(pl.col("school") != school)).select("categorie", zonder="woord")
        anders.append(woorden.join(zonder, on="categorie").filter(pl.col("woord") != pl.col("zonder")))
    kantelt = pl.concat(anders).group_by("categorie").agg(pl.len().cast(pl.Int64).alias("scholen_die_kantelen"))
    return woorden.join(kantelt, on="categorie", how="left", maintain_order="left").with_columns(
        pl.col("scholen_die_kantelen").fill_null(0)
    )


def houdt_tot(onder: float, boven: float) -> float:
    """Up to what share of the missed time of now too little or too much was registered does the direction hold?

    0,04: the interval still keeps clear of no change when 4 % of what is registered now should not be there (growth),
    or when 4 % of what will be there is yet to be registered (decline). 0 where the interval holds no change.
    """
    if onder > 0:
        return 1 - 1 / (1 + onder)
    return 1 - (1 + boven) if boven < 0 else 0.0
