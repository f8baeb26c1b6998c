"""What each school, and its pupils, have to do with the change of one categorie.

Sources: Fleiss (1981), chapter 14, for direct standardisation; Paule & Mandel (1982) for what schools differ by more
than their pupils explain.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import log

import numpy as np
import polars as pl
from numpy.typing import NDArray

from analysis.momenten import PAREN, PRODUCTEN

Getallen = NDArray[np.float64]

_STAPPEN, _DICHTBIJ = 200, 1e-9  # of Newton's method, which needs about ten


@dataclass(frozen=True)
class Cijfers:
    """The moments of one categorie: each an array over schools. `groep` numbers the groups from 0."""

    school: NDArray[np.object_]
    groep: NDArray[np.int64]
    n: Getallen
    verzuimers: Getallen
    som: Mapping[str, Getallen]
    product: Mapping[tuple[str, str], Getallen]

    def waar(self, mee: NDArray[np.bool_]) -> "Cijfers":
        return Cijfers(
            self.school[mee],
            self.groep[mee],
            self.n[mee],
            self.verzuimers[mee],
            {x: waarden[mee] for x, waarden in self.som.items()},
            {xy: waarden[mee] for xy, waarden in self.product.items()},
        )

    @property
    def met(self) -> NDArray[np.bool_]:
        """Which schools have the absence in either period."""
        return (self.som["gemist_toen"] > 0) | (self.som["gemist_nu"] > 0)

    @property
    def leerlingen(self) -> float:
        """How many pupils who miss alike would say as much, in the period with the fewest (Kish 1965)."""
        bekend = self.n > 0
        aantallen = []
        for periode in ("gemist_toen", "gemist_nu"):
            kwadraten = self.product[periode, periode][bekend].sum()
            aantallen.append(float(self.som[periode][bekend].sum() ** 2 / kwadraten) if kwadraten else 0.0)
        return min(aantallen)

    def per_groep(self, waarden: Getallen) -> Getallen:
        return np.bincount(self.groep, waarden).astype(np.float64)


def cijfers_van(frame: pl.DataFrame) -> dict[str, Cijfers]:
    """Of each categorie of `momenten`."""
    nummers = {groep: nummer for nummer, groep in enumerate(sorted(frame["groep"].unique()))}
    return {
        str(naam[0]): Cijfers(
            np.array(deel["school"].to_list(), dtype=np.object_),
            np.array([nummers[groep] for groep in deel["groep"]], dtype=np.int64),
            deel["n"].to_numpy().astype(np.float64),
            deel["verzuimers"].to_numpy().astype(np.float64),
            {x: deel[f"s_{x}"].to_numpy() for x in PAREN},
            {(x, y): deel[f"s_{x}_{y}"].to_numpy() for x, y in PRODUCTEN},
        )
        for naam, deel in frame.group_by("categorie", maintain_order=True)
    }


@dataclass(frozen=True)
class Scholen:
    """One categorie: the change of the whole as a logarithm, and what each school with the absence has to do with it.

    `z`: the change of the school's own rate beyond that of the whole, as a share of the mean of both periods; `m`: its
    share of the missed time; `v`: the variance of the outcome that its pupils explain. `groei`: the sum of squares of
    what each of all schools moved the outcome by in growing or shrinking within its group.
    """

    theta: float
    groei: float
    school: NDArray[np.object_]
    z: Getallen
    m: Getallen
    v: Getallen

    def zonder(self, school: object) -> "Scholen":
        """As an earlier schooljaar is looked at: for how much the other schools differ."""
        mee = self.school != school
        return replace(self, school=self.school[mee], z=self.z[mee], m=self.m[mee], v=self.v[mee])


def gewogen_naar_toen(cijfers: Cijfers) -> Getallen:
    """Of each school: the scheduled time of its group then, for each unit of now."""
    toen, nu = (cijfers.per_groep(cijfers.som[f"ingeroosterd_{p}"]) for p in ("toen", "nu"))
    return np.divide(toen, nu, out=np.zeros_like(toen), where=nu > 0)[cijfers.groep]


def scholen_van(cijfers: Cijfers) -> Scholen | None:
    """None where a period has nothing missed at all."""
    maal = gewogen_naar_toen(cijfers)
    toen, nu = cijfers.som["gemist_toen"].sum(), (maal * cijfers.som["gemist_nu"]).sum()
    if not toen or not nu:
        return None
    deel_toen, deel_nu = cijfers.som["gemist_toen"] / toen, maal * cijfers.som["gemist_nu"] / nu
    groei = _gegroeid(cijfers, (deel_toen + deel_nu) / 2)
    met = cijfers.met
    v = _tussen_leerlingen(cijfers.waar(met), maal[met], toen, nu)
    eigen_toen, eigen_nu = (
        deel[met] / cijfers.som[f"ingeroosterd_{p}"][met] / factor
        for deel, p, factor in ((deel_toen, "toen", 1.0), (deel_nu, "nu", maal[met]))
    )
    z = 2 * (eigen_nu - eigen_toen) / (eigen_nu + eigen_toen)
    return Scholen(log(nu / toen), groei, cijfers.school[met], z, (deel_toen + deel_nu)[met] / 2, v)


def _tussen_leerlingen(cijfers: Cijfers, maal: Getallen, toen: float, nu: float) -> Getallen:
    """Of each school the variance of the outcome that its pupils explain, around the rate of the school itself."""
    som = cijfers.som
    eigen_toen, eigen_nu = (som[f"gemist_{p}"] / som[f"ingeroosterd_{p}"] for p in ("toen", "nu"))
    # What a pupil moves the outcome by: its four numbers, each with a weight.
    gewicht = {
        "gemist_toen": np.full(len(maal), -1 / toen),
        "gemist_nu": maal / nu,
        "ingeroosterd_toen": eigen_toen / toen,
        "ingeroosterd_nu": -maal * eigen_nu / nu,
    }
    kwadraat = sum(
        ((1 if x == y else 2) * gewicht[x] * gewicht[y] * cijfers.product[x, y] for x, y in PRODUCTEN),
        np.zeros(len(maal)),
    )
    bekend = cijfers.n > 0
    v = np.where(bekend, np.maximum(kwadraat, 0.0) * cijfers.n / np.maximum(cijfers.n - 1, 1), 0.0)
    # Of counts only: as much for each unit missed as in the schools of the group of which pupils are known.
    omvang = som["gemist_toen"] / toen**2 + (maal / nu) ** 2 * som["gemist_nu"]
    for groep in np.unique(cijfers.groep[~bekend]):
        buren = bekend & (cijfers.groep == groep)
        buren = buren if buren.any() else bekend
        eigen = ~bekend & (cijfers.groep == groep)
        v[eigen] = omvang[eigen] * v[buren].sum() / omvang[buren].sum() if buren.any() else 0.0
    return v


def _gegroeid(cijfers: Cijfers, gemist: Getallen) -> float:
    """The sum over schools of the square of: how much its share of the time of its group grew, times how far its rate
    lies off that of the group. `gemist`: the share of each school in the missed time."""
    tijd = {p: cijfers.per_groep(cijfers.som[f"ingeroosterd_{p}"]) for p in ("toen", "nu")}
    deel = {p: cijfers.som[f"ingeroosterd_{p}"] / tijd[p][cijfers.groep] for p in ("toen", "nu")}
    groep = tijd["toen"] / tijd["toen"].sum()
    eigen = gemist / (groep[cijfers.groep] * (deel["toen"] + deel["nu"]) / 2)
    van_de_groep = cijfers.per_groep(gemist) / np.where(groep > 0, groep, 1.0)
    verschoven = groep[cijfers.groep] * (deel["nu"] - deel["toen"]) * (eigen - van_de_groep[cijfers.groep])
    return float((verschoven**2).sum())


def spreiding(jaren: Sequence[Scholen]) -> tuple[float, float]:
    """The variance of the change between schools beyond their pupils, and how many schools it in effect rests on.

    jaren: the change to judge, and those of earlier schooljaren, each with the one before it; one variance holds for
    all. Two that share a schooljaar hang together (a correlation of a half), so that they count for less.
    """
    paren = [(een.z[een.v > 0], (een.v / een.m**2)[een.v > 0]) for een in jaren if (een.v > 0).sum() > 1]
    if not paren:
        return 0.0, 1.0
    z, s = (np.concatenate(waarden) for waarden in zip(*paren, strict=True))
    lengte = np.array([len(waarden) for waarden, _ in paren])
    begin = np.cumsum(lengte) - lengte
    tau2, hoort = 0.0, len(z) - len(paren)
    # What the changes differ by, less what it should be; it falls ever slower as tau2 grows, so Newton's steps from 0
    # never pass the root.
    for _ in range(_STAPPEN):
        w = 1 / (s + tau2)
        som = np.add.reduceat(w, begin)
        af = z - np.repeat(np.add.reduceat(w * z, begin) / som, lengte)
        te_veel = float((w * af * af).sum()) - hoort
        if te_veel <= _DICHTBIJ * hoort:
            break
        tau2 += te_veel / float((w * w * af * af).sum())
    vrij = float(np.maximum(som**2 / np.add.reduceat(w * w, begin) - 1, 1.0).sum())
    return tau2, vrij / (1 + (len(paren) - 1) / (2 * len(paren)))
