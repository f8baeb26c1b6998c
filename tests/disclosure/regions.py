"""Made-up regions for testing protection: pupils of schools in gemeenten, counted in several tables that are linked.

Each region has what is hard to protect: a gemeente with one school, a category that nobody is in, a single pupil in a
category, and a gemeente of which everybody is in one category.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from itertools import product

import numpy as np

from disclosure.blok import Blok, Cel
from disclosure.stelsel import Sum

ALLE = "alle"
SOORTEN = {"po": "primair", "sbo": "primair", "vo": "voortgezet", "vso": "voortgezet"}  # type of school to group
SECTOREN = (ALLE, "primair", "voortgezet", *SOORTEN)
BANDEN = ("0", "50", "100", "160", "open")
# Two ways of cutting the same pupils into lagen: each a sum of bands.
LAGEN = {"a1": "0", "a2": "50+100", "a3": "160+open", "b1": "0+50", "b2": "100", "b3": "160+open", "open": "open"}
CATEGORIEEN = ("ziek", "verlof", "ongeoorloofd", "schorsing")
DUREN = ("kort", "half_jaar", "lang")


@dataclass(frozen=True)
class Leerlingen:
    """Pupils of one school in one band: how many, and how many of them in each category, with their missed hours."""

    gemeente: str
    school: str
    soort: str
    band: str
    aantal: int
    categorie: dict[str, tuple[int, int]]


@dataclass
class Tabellen:
    """A block in the making."""

    waarden: dict[Cel, int] = field(default_factory=dict)
    sommen: list[Sum[Cel]] = field(default_factory=list)
    getoond: set[Cel] = field(default_factory=set)
    grootste: dict[Cel, int] = field(default_factory=dict)
    samen: list[frozenset[Cel]] = field(default_factory=list)
    gevoelig: set[Cel] = field(default_factory=set)

    def add(self, cel: Cel, value: int, parts: Iterable[Cel] = (), *, shown: bool = True) -> None:
        self.waarden[cel] = value
        if shown:
            self.getoond.add(cel)
        if own := tuple(part for part in parts if part != cel):
            self.sommen.append(Sum(cel, own))


def region(seed: int) -> Blok:
    """One region of 150 to 5,000 pupils, the same for the same seed."""
    rng = np.random.default_rng(seed)
    return _made(f"region {seed}", rng, int(rng.integers(3, 6)), int(rng.integers(150, 5000)))


def land(gemeenten: int, verbanden: int = 0, leerlingen: int = 5000) -> Blok:
    """Many gemeenten of so many pupils each under the totals of all.

    verbanden: so many samenwerkingsverbanden, to one of which each gemeente belongs. Each has the figures of a region,
    and knows those of its gemeenten beside its own.
    """
    naam, rng = f"{gemeenten} gemeenten in {verbanden} samenwerkingsverbanden", np.random.default_rng(1)
    return _made(naam, rng, gemeenten, leerlingen * gemeenten, verbanden)


def _made(naam: str, rng: np.random.Generator, number: int, size: int, verbanden: int = 0) -> Blok:
    gemeenten = [f"g{i}" for i in range(number)]
    pupils = _pupils(rng, gemeenten, size)
    tabellen = Tabellen()
    groups = {f"s{i}": gemeenten[i::verbanden] for i in range(verbanden)} or {ALLE: gemeenten}
    at_home: dict[str, list[Leerlingen]] = {one: [] for one in gemeenten}
    for one in pupils:
        at_home[one.gemeente].append(one)
    for alle, own in groups.items():
        here = [pupil for one in own for pupil in at_home[one]]
        _lagen(tabellen, alle, own, here)
        _categorieen(tabellen, alle, own, here)
    if verbanden:
        _totalen(tabellen, list(groups))
    _duren(tabellen, rng)
    members = {one: [one] for one in gemeenten} | {alle: [alle, *own] for alle, own in groups.items() if alle != ALLE}
    return Blok(
        naam=naam,
        waarden=tabellen.waarden,
        sommen=tabellen.sommen,
        getoond=frozenset(tabellen.getoond),
        samen=tabellen.samen,
        grootste=tabellen.grootste,
        kenners={one: frozenset(cel for cel in tabellen.waarden if cel[2] in own) for one, own in members.items()},
        breedte=_breed(tabellen),
        gevoelig=frozenset(tabellen.gevoelig),
    )


def _pupils(rng: np.random.Generator, gemeenten: list[str], size: int) -> list[Leerlingen]:
    schools = [("g0", "only", "po")]  # a gemeente with one school
    schools += [
        (one, f"{one}-{soort}-{i}", soort)
        for one in gemeenten[1:]
        for soort in SOORTEN
        for i in range(int(rng.integers(0, 4)) or int(soort == "po"))
    ]
    sizes = rng.multinomial(size, rng.dirichlet(np.full(len(schools), 2.0)))
    found = []
    for (gemeente, school, soort), pupils in zip(schools, sizes, strict=True):
        bands = rng.multinomial(pupils, rng.dirichlet([8, 2, 1, 0.6, 0.15]))
        for band, n in zip(BANDEN, bands.tolist(), strict=True):
            chances = {"ziek": 0.3, "verlof": 0.1, "ongeoorloofd": 0.05, "schorsing": 0.0}
            members = {name: int(rng.binomial(n, chance)) for name, chance in chances.items()}
            if gemeente == gemeenten[-1]:
                members["ziek"] = n  # everybody in one category
            hours = {name: (k, int(rng.integers(1, 30, k).sum())) for name, k in members.items()}
            found.append(Leerlingen(gemeente, school, soort, band, n, hours))
    first = next(one for one in found if one.aantal)
    first.categorie["schorsing"] = (1, 7)  # a single pupil, in a category that is empty everywhere else
    return found


def _lagen(tabellen: Tabellen, alle: str, gemeenten: list[str], pupils: list[Leerlingen]) -> None:
    """Bands that are never shown, and lagen by region x sector and gemeente x group, each a sum of bands."""
    for gemeente, soort, band in product(gemeenten, SOORTEN, BANDEN):
        own = [one for one in pupils if (one.gemeente, one.soort, one.band) == (gemeente, soort, band)]
        tabellen.add(("lagen", "n", gemeente, soort, band), sum(one.aantal for one in own), shown=False)
    if alle != ALLE:  # has totals above it, so that it needs bands too
        for soort, band in product(SOORTEN, BANDEN):
            parts = [("lagen", "n", gemeente, soort, band) for gemeente in gemeenten]
            tabellen.add(
                ("lagen", "n", alle, soort, band), sum(tabellen.waarden[part] for part in parts), parts, shown=False
            )
    levels = [(alle, sector) for sector in SECTOREN]
    levels += [(gemeente, sector) for gemeente in gemeenten for sector in (ALLE, "primair", "voortgezet")]
    for (gemeente, sector), laag in product(levels, dict.fromkeys([*LAGEN.values(), "+".join(BANDEN)])):
        parts = [
            ("lagen", "n", own, soort, band)
            for own in (gemeenten if gemeente == ALLE else [gemeente])
            for soort, groep in SOORTEN.items()
            if sector in (ALLE, soort, groep)
            for band in laag.split("+")
        ]
        cel = ("lagen", "n", gemeente, sector, laag)
        tabellen.add(cel, sum(tabellen.waarden[part] for part in parts), parts)
        if gemeente != alle:
            own = [one for one in pupils if one.gemeente == gemeente and one.band in laag.split("+")]
            tabellen.grootste[cel] = _largest(own, lambda one: one.aantal, sector)


def _in_category(name: str, pupils: Leerlingen) -> int:
    return pupils.categorie.get(name, (0, 0))[0]


def _largest(pupils: list[Leerlingen], count: Callable[[Leerlingen], int], sector: str = ALLE) -> int:
    shares: dict[str, int] = {}
    for one in pupils:
        if sector in (ALLE, one.soort, SOORTEN[one.soort]):
            shares[one.school] = shares.get(one.school, 0) + count(one)
    return max(shares.values(), default=0)


def _categorieen(tabellen: Tabellen, alle: str, gemeenten: list[str], pupils: list[Leerlingen]) -> None:
    """Pupils by category, who may be in several, and the hours they missed, which add up over categories too."""
    for gemeente in gemeenten:
        own = [one for one in pupils if one.gemeente == gemeente]
        everybody = sum(one.aantal for one in own)
        for name in CATEGORIEEN:
            count = ("verzuim", "n", gemeente, name)
            tabellen.add(count, sum(one.categorie.get(name, (0, 0))[0] for one in own))
            tabellen.add(("verzuim", "uren", gemeente, name), sum(one.categorie.get(name, (0, 0))[1] for one in own))
            tabellen.grootste[count] = _largest(own, partial(_in_category, name))
            if tabellen.waarden[count] == everybody > 0:
                tabellen.gevoelig.add(count)
    for maat, names in (("n", CATEGORIEEN), ("uren", CATEGORIEEN)):
        for name in names:
            parts = [("verzuim", maat, gemeente, name) for gemeente in gemeenten]
            tabellen.add(("verzuim", maat, alle, name), sum(tabellen.waarden[part] for part in parts), parts)
    for gemeente in (*gemeenten, alle):
        parts = [("verzuim", "uren", gemeente, name) for name in CATEGORIEEN]
        tabellen.add(("verzuim", "uren", gemeente, ALLE), sum(tabellen.waarden[part] for part in parts), parts)
        for name in CATEGORIEEN:
            tabellen.samen.append(frozenset(("verzuim", maat, gemeente, name) for maat in ("n", "uren")))


def _totalen(tabellen: Tabellen, verbanden: list[str]) -> None:
    """Of each figure of a samenwerkingsverband that of all together; categories that go together do so here too."""

    def of(cel: Cel, gebied: str) -> Cel:
        return (*cel[:2], gebied, *cel[3:])

    for cel in [cel for cel in tabellen.waarden if cel[2] == verbanden[0]]:
        parts = [of(cel, verband) for verband in verbanden]
        value = sum(tabellen.waarden[part] for part in parts)
        tabellen.add(of(cel, ALLE), value, parts, shown=cel in tabellen.getoond)
    tabellen.samen += [frozenset(("verzuim", maat, ALLE, name) for maat in ("n", "uren")) for name in CATEGORIEEN]


def _breed(tabellen: Tabellen) -> dict[Cel, int]:
    """How wide hours stay that are hidden."""
    hours = [cel for cel in tabellen.waarden if cel[:2] == ("verzuim", "uren")]
    return {cel: max(1, -(-tabellen.waarden[cel] // 5)) for cel in hours}


def _duren(tabellen: Tabellen, rng: np.random.Generator) -> None:
    """The open cases of the lagen again, by how long they last."""
    total: Cel = ("lagen", "n", ALLE, ALLE, "open")
    numbers = rng.multinomial(tabellen.waarden[total], rng.dirichlet(np.ones(len(DUREN)))).tolist()
    parts = [("duur", "n", ALLE, one) for one in DUREN]
    for cel, n in zip(parts, numbers, strict=True):
        tabellen.add(cel, n)
    tabellen.sommen.append(Sum(total, tuple(parts)))
