"""What each school, and its pupils, have to do with the change of each categorie.

Arrays here have the schools as their last axis and the categories before it. What depends on which schools count has
an axis of these variants before both: all schools, or all but one of them, so that leaving out each in turn is one
computation. An axis along which nothing differs has length 1.

Sources: Fleiss (1981), chapter 14, for direct standardisation; Paule & Mandel (1982) for what schools differ by more
than their pupils explain.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import polars as pl
from numpy.typing import NDArray

from analysis.momenten import PAREN, PRODUCTEN

Getallen = NDArray[np.float64]
Welke = NDArray[np.bool_]

_STAPPEN, _DICHTBIJ = 200, 1e-9  # of Newton's method, which needs about ten
_AFRONDING = 1e-12  # of a sum of squares: what is left when pupils do not differ, as in a school of one pupil


@dataclass(frozen=True)
class Stukken:
    """Schools in stretches along the last axis, of which none is empty: groups, or the schooljaren of schools."""

    lengte: NDArray[np.int64]

    @cached_property
    def begin(self) -> NDArray[np.int64]:
        return np.cumsum(self.lengte) - self.lengte

    def som(self, waarden: Getallen) -> Getallen:
        return np.add.reduceat(waarden, self.begin, axis=-1)

    def over(self, waarden: Getallen) -> Getallen:
        """What is known of each stretch, given to the schools in it."""
        return np.repeat(waarden, self.lengte, axis=-1)


@dataclass(frozen=True)
class Cijfers:
    """The moments of each categorie and school, the schools sorted by group."""

    categorieen: list[str]
    school: NDArray[np.generic]
    groepen: Stukken
    n: Getallen
    verzuimers: Getallen
    som: Mapping[str, Getallen]
    product: Mapping[tuple[str, str], Getallen]

    @property
    def allemaal(self) -> Welke:
        """The variant in which all schools count."""
        return np.ones((1, 1, len(self.school)), dtype=np.bool_)

    @property
    def met(self) -> Welke:
        """Which schools have the absence in either period."""
        return (self.som["gemist_toen"] > 0) | (self.som["gemist_nu"] > 0)

    def leerlingen(self, mee: Welke) -> Getallen:
        """How many pupils who miss alike would say as much, in the period with the fewest (Kish 1965)."""
        bekend = mee & (self.n > 0)
        aantallen = [
            _per(_som(bekend * self.som[periode]) ** 2, _som(bekend * self.product[periode, periode]))
            for periode in ("gemist_toen", "gemist_nu")
        ]
        return np.minimum(*aantallen)[..., 0]

    def per_groep(self, waarden: Getallen) -> Getallen:
        """Of each school the sum over its group."""
        return self.groepen.over(self.groepen.som(waarden))

    @cached_property
    def eigen(self) -> dict[str, Getallen]:
        """Of each school its own rate: missed per scheduled time."""
        return {p: _per(self.som[f"gemist_{p}"], self.som[f"ingeroosterd_{p}"]) for p in ("toen", "nu")}

    @cached_property
    def rond_eigen(self) -> dict[tuple[str, str], Getallen]:
        """Sums over the pupils of a school: products of what each missed beyond the rate of the school."""
        product = {**self.product, **{(y, x): waarden for (x, y), waarden in self.product.items()}}
        return {
            (p, q): product[f"gemist_{p}", f"gemist_{q}"]
            - self.eigen[p] * product[f"ingeroosterd_{p}", f"gemist_{q}"]
            - self.eigen[q] * product[f"gemist_{p}", f"ingeroosterd_{q}"]
            + self.eigen[p] * self.eigen[q] * product[f"ingeroosterd_{p}", f"ingeroosterd_{q}"]
            for p, q in (("toen", "toen"), ("nu", "nu"), ("toen", "nu"))
        }


def _som(waarden: Getallen) -> Getallen:
    """Over the schools, which stay as an axis of length 1."""
    return np.asarray(waarden.sum(axis=-1, keepdims=True))


def _per(teller: Getallen | Welke, noemer: Getallen) -> Getallen:
    """The quotient, where there is anything to divide by: where there is not, the numerator is 0 and so is this."""
    return np.asarray(teller / np.where(noemer > 0, noemer, 1.0))


def cijfers_van(frame: pl.DataFrame, categorieen: Sequence[str] | None = None) -> Cijfers:
    """Of the categories of `momenten`, or of those asked for: one that is not there has nothing missed.

    The pupils and scheduled time of a school are those of its row of any categorie.
    """
    if categorieen is None:
        categorieen = frame["categorie"].unique(maintain_order=True).to_list()
    scholen = frame.unique("school").sort("groep", "school")
    frame = frame.filter(pl.col("categorie").is_in(categorieen))
    rij, kolom = (
        frame[naam].replace_strict(waarden, range(len(waarden)), return_dtype=pl.Int64).to_numpy()
        for naam, waarden in (("categorie", categorieen), ("school", scholen["school"]))
    )

    def waarden(naam: str) -> Getallen:
        if "gemist" not in naam and naam != "verzuimers":
            return scholen[naam].to_numpy().astype(np.float64)[None]
        uit = np.zeros((len(categorieen), len(scholen)))
        uit[rij, kolom] = frame[naam].to_numpy()
        return uit

    return Cijfers(
        list(categorieen),
        np.array(scholen["school"].to_list()),
        Stukken(scholen["groep"].rle().struct["len"].to_numpy().astype(np.int64)),
        waarden("n"),
        waarden("verzuimers"),
        {x: waarden(f"s_{x}") for x in PAREN},
        {(x, y): waarden(f"s_{x}_{y}") for x, y in PRODUCTEN},
    )


def zonder(school: NDArray[np.generic], weg: NDArray[np.generic]) -> Welke:
    """Which of `school` count in the variants without each of `weg` in turn: variant x 1 x school."""
    return np.asarray(school != weg[:, None])[:, None]


@dataclass(frozen=True)
class Scholen:
    """The change of the whole as a logarithm, and what each school has to do with it.

    `te_zien`: whether anything was missed in both periods; where not, all else is 0. `z`: the change of the school's
    own rate beyond that of the whole, as a share of the mean of both periods; `m`: its share of the missed time; `v`:
    the variance of the outcome that its pupils explain; all 0 of a school without the absence. `groei`: the sum of
    squares of what each school moved the outcome by in growing or shrinking within its group.
    """

    school: NDArray[np.generic]
    te_zien: Welke
    theta: Getallen
    groei: Getallen
    z: Getallen
    m: Getallen
    v: Getallen

    def zonder(self, scholen: NDArray[np.generic]) -> "Scholen":
        """As an earlier schooljaar is looked at without each of `scholen`: for how much the others differ."""
        return replace(self, v=self.v * zonder(self.school, scholen))


def gewogen_naar_toen(cijfers: Cijfers, mee: Welke) -> Getallen:
    """Of each school: the scheduled time of its group then, for each unit of now."""
    toen, nu = (cijfers.per_groep(mee * cijfers.som[f"ingeroosterd_{p}"]) for p in ("toen", "nu"))
    return _per(toen, nu)


def scholen_van(cijfers: Cijfers, mee: Welke) -> Scholen:
    """`mee`: which schools count, variant x 1 x school."""
    maal = mee * gewogen_naar_toen(cijfers, mee)
    toen, nu = _som(mee * cijfers.som["gemist_toen"]), _som(maal * cijfers.som["gemist_nu"])
    te_zien = (toen > 0) & (nu > 0)
    # The share of a unit missed at each school in all that was missed, then and now.
    per_toen, per_nu = mee * _per(te_zien, toen), maal * _per(te_zien, nu)
    m = (per_toen * cijfers.som["gemist_toen"] + per_nu * cijfers.som["gemist_nu"]) / 2
    eigen_toen, eigen_nu = per_toen * cijfers.eigen["toen"], mee * _per(te_zien, nu) * cijfers.eigen["nu"]
    return Scholen(
        cijfers.school,
        te_zien[..., 0],
        np.log(np.where(te_zien, nu, 1.0) / np.where(te_zien, toen, 1.0))[..., 0],
        _gegroeid(cijfers, mee, m),
        2 * _per(eigen_nu - eigen_toen, eigen_nu + eigen_toen),
        m,
        _tussen_leerlingen(cijfers, per_toen, per_nu),
    )


def _tussen_leerlingen(cijfers: Cijfers, per_toen: Getallen, per_nu: Getallen) -> Getallen:
    """Of each school the variance of the outcome that its pupils explain, around the rate of the school itself.

    A pupil moves the outcome by what it missed beyond the rate of its school, now less then; `per_toen`, `per_nu`: each
    unit of it by so much.
    """
    bekend = cijfers.n > 0
    rond = cijfers.rond_eigen
    kwadraat = per_toen**2 * rond["toen", "toen"] + per_nu**2 * rond["nu", "nu"]
    kwadraat -= 2 * per_toen * per_nu * rond["toen", "nu"]
    gemist = per_toen**2 * cijfers.product["gemist_toen", "gemist_toen"]
    gemist += per_nu**2 * cijfers.product["gemist_nu", "gemist_nu"]
    v = (kwadraat > _AFRONDING * gemist) * kwadraat * bekend * cijfers.n / np.maximum(cijfers.n - 1, 1)
    if bekend.all():
        return v
    # Of counts only: as much for each unit missed as in the schools of the group of which pupils are known.
    omvang = per_toen**2 * cijfers.som["gemist_toen"] + per_nu**2 * cijfers.som["gemist_nu"]
    buren, in_groep = bekend * omvang, cijfers.per_groep(bekend * omvang)
    per_omvang = np.where(in_groep > 0, _per(cijfers.per_groep(v), in_groep), _per(_som(v), _som(buren)))
    return np.where(bekend, v, omvang * per_omvang)


def _gegroeid(cijfers: Cijfers, mee: Welke, gemist: Getallen) -> Getallen:
    """The sum over schools of the square of: how much its share of the time of its group grew, times how far its rate
    lies off that of the group. `gemist`: the share of each school in the missed time."""
    tijd = {p: mee * cijfers.som[f"ingeroosterd_{p}"] for p in ("toen", "nu")}
    toen, nu = (_per(waarden, cijfers.per_groep(waarden)) for waarden in tijd.values())
    # Both rates are per share of the time of the group, of which the group has 1 and the school the mean of its two.
    verschoven = 2 * _per(nu - toen, nu + toen) * gemist - (nu - toen) * cijfers.per_groep(gemist)
    return np.asarray((verschoven**2).sum(axis=-1))


def spreiding(jaren: Sequence[Scholen]) -> tuple[Getallen, Getallen]:
    """The variance of the change between schools beyond their pupils, and how many schools it in effect rests on.

    jaren: the change to judge, and those of earlier schooljaren, each with the one before it; one variance holds for
    all. Two that share a schooljaar hang together (a correlation of a half), so that they count for less.
    """
    per_jaar = Stukken(np.array([een.v.shape[-1] for een in jaren]))
    vorm = np.broadcast_shapes(*(een.v.shape[:-1] for een in jaren))
    z, m, v = (
        np.concatenate([np.broadcast_to(deel, (*vorm, deel.shape[-1])) for deel in delen], axis=-1)
        for delen in zip(*((een.z, een.m, een.v) for een in jaren), strict=True)
    )
    scholen = per_jaar.som((v > 0).astype(np.float64))
    paren = (scholen > 1).sum(axis=-1)
    mee = (v > 0) & (per_jaar.over(scholen) > 1)
    s = np.where(mee, _per(v, m**2), 1.0)
    hoort = mee.sum(axis=-1) - paren
    tau2 = np.zeros(vorm)
    # What the changes differ by, less what it should be; it falls ever slower as tau2 grows, so Newton's steps from 0
    # never pass the root.
    for _ in range(_STAPPEN):
        w = mee / (s + tau2[..., None])
        som = per_jaar.som(w)
        af = z - per_jaar.over(_per(per_jaar.som(w * z), som))
        gewogen = w * af * af
        te_veel = gewogen.sum(axis=-1) - hoort
        verder = te_veel > _DICHTBIJ * hoort
        if not verder.any():
            break
        tau2 += verder * _per(te_veel, (w * gewogen).sum(axis=-1))
    vrij = (np.maximum(_per(som**2, per_jaar.som(w * w)) - 1, 1.0) * (scholen > 1)).sum(axis=-1)
    return tau2, np.where(paren > 0, vrij / (1 + (paren - 1) / (2 * np.maximum(paren, 1))), 1.0)
