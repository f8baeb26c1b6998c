"""The change of missed time taken apart into pieces that add up to it, to the last digit.

All in whole numbers and fractions. Sources: Kitagawa (1955) for two factors, Shapley (1953) for more: what a factor
does is averaged over all orders in which the factors could have changed, so that none is favoured and nothing remains.
"""

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations
from math import factorial, prod

import polars as pl

OORZAKEN = ("door_omvang", "door_schooltijd", "door_meer_leerlingen", "door_langer")
_MATEN = ("gemist", "verzuimers", "leerlingen", "ingeroosterd")
GETALLEN = tuple(f"{naam}_{periode}" for naam in _MATEN for periode in ("toen", "nu"))
_TOTAAL = ("toen", "nu", "verandering")


def factoren(toen: Sequence[Fraction], nu: Sequence[Fraction]) -> list[Fraction]:
    """What each factor of a product did to its change; the parts add up to prod(nu) - prod(toen), exactly."""
    alle = range(len(toen))
    delen = []
    for eigen in alle:
        andere = [factor for factor in alle if factor != eigen]
        deel = Fraction(0)
        for aantal in range(len(andere) + 1):
            gewicht = Fraction(factorial(aantal) * factorial(len(andere) - aantal), factorial(len(toen)))
            for al_nu in combinations(andere, aantal):
                deel += gewicht * prod((nu[f] if f in al_nu else toen[f]) for f in andere)
        delen.append(deel * (nu[eigen] - toen[eigen]))
    return delen


def verdeel(delen: Sequence[Fraction], totaal: int) -> list[int]:
    """Whole numbers near `delen` that add up to `totaal` (largest remainder; the first of equals goes up).

    Raises ValueError when the parts are further from `totaal` than rounding explains.
    """
    geheel = [deel.numerator // deel.denominator for deel in delen]
    over = totaal - sum(geheel)
    if abs(sum(delen, Fraction(0)) - totaal) > len(delen):
        raise ValueError("The parts do not make up their total; give the total of these parts, rounded.")
    volgorde = sorted(range(len(delen)), key=lambda i: (geheel[i] - delen[i], i))
    for stap in range(abs(over)):
        plek = volgorde[stap % len(volgorde)] if over > 0 else volgorde[-1 - stap % len(volgorde)]
        geheel[plek] += 1 if over > 0 else -1
    return geheel


def oorzaken(rij: dict[str, int | None]) -> list[Fraction] | None:
    """What each of OORZAKEN did to missed time, as the rows of `ontleed` have it.

    More or fewer pupils, more or less scheduled time of each, a larger or smaller share of them absent, and a larger or
    smaller share of their time missed by each of these. None where the pupils who were absent were not counted. Where
    one of both periods has no such pupil, the length of the other holds for both, so that a new kind of absence comes
    of more pupils and not of length.
    """
    if any(rij[naam] is None for naam in GETALLEN):
        return None
    getal = {naam: Fraction(rij[naam] or 0) for naam in GETALLEN}
    los = [_factoren_van(*(getal[f"{naam}_{p}"] for naam in _MATEN)) for p in ("toen", "nu")]
    toen, nu = (
        [
            next((een for een in (eigen, ander) if een is not None), Fraction(0))
            for eigen, ander in zip(*paar, strict=True)
        ]
        for paar in (los, los[::-1])
    )
    delen = factoren(toen, nu)
    rest = getal["gemist_nu"] - getal["gemist_toen"] - sum(delen, Fraction(0))
    return delen if not rest else None  # missed time without a pupil who missed it: the counts contradict each other


def _factoren_van(
    gemist: Fraction, verzuimers: Fraction, leerlingen: Fraction, ingeroosterd: Fraction
) -> list[Fraction | None]:
    """What missed time is the product of, one for each of OORZAKEN; None where there is nothing to divide by."""
    return [
        leerlingen,
        ingeroosterd / leerlingen if leerlingen else None,
        verzuimers / leerlingen if leerlingen else None,
        gemist / verzuimers * leerlingen / ingeroosterd if verzuimers and ingeroosterd else None,
    ]


def ontleed(frame: pl.DataFrame, *, sleutel: Sequence[str], per: int = 1) -> pl.DataFrame:
    """Where does the change of each categorie come from? One row per `categorie` and `sleutel`, and margins.

    In: one row per `categorie` and `sleutel` (say gemeente and sector) with whole numbers for both periods:
    `gemist_toen`, `gemist_nu` (fine units, of which `per` make one unit of the outcome), `verzuimers_toen`,
    `verzuimers_nu` (pupils with that absence; null where not known), `leerlingen_toen`, `leerlingen_nu` (all pupils),
    `ingeroosterd_toen`, `ingeroosterd_nu` (their scheduled time).
    Out, in whole units: `toen`, `nu`, `verandering` and OORZAKEN with `onverdeeld` (what could not be split), which
    add up to `verandering` in every row. Margins have null in `sleutel`, the grand total in `categorie` too; rows add
    up to their margin in every column.
    """
    kolommen = (*_TOTAAL, *OORZAKEN, "onverdeeld")
    groepen = sorted(frame["categorie"].unique().to_list())
    rijen = {naam: frame.filter(pl.col("categorie") == naam).sort(*sleutel).to_dicts() for naam in groepen}
    # toen and nu are rounded from the top down, so that each level adds up; their difference then does so as well.
    hoog = {p: _top([sum(r[f"gemist_{p}"] for r in rijen[g]) for g in groepen], per) for p in ("toen", "nu")}
    cellen = []
    for plek, groep in enumerate(groepen):
        laag = {
            p: verdeel([Fraction(r[f"gemist_{p}"], per) for r in rijen[groep]], hoog[p][plek]) for p in ("toen", "nu")
        }
        for rij, toen, nu in zip(rijen[groep], laag["toen"], laag["nu"], strict=True):
            gevonden = oorzaken(rij)
            delen = verdeel([deel / per for deel in gevonden], nu - toen) if gevonden else [0] * len(OORZAKEN)
            rest = 0 if gevonden else nu - toen
            waarden = dict(zip(kolommen, (toen, nu, nu - toen, *delen, rest), strict=True))
            cellen.append({"categorie": groep, **{naam: rij[naam] for naam in sleutel}, **waarden})
    soorten: dict[str, pl.DataType] = {naam: frame.schema[naam] for naam in ("categorie", *sleutel)}
    fijn = pl.DataFrame(cellen, schema={**soorten, **dict.fromkeys(kolommen, pl.Int64())})
    per_categorie = fijn.group_by("categorie").agg(pl.col(kolommen).sum()).sort("categorie")
    totaal = fijn.select(pl.col(kolommen).sum())
    return pl.concat([totaal, per_categorie, fijn], how="diagonal").select(*soorten, *kolommen)


def _top(fijn: Sequence[int], per: int) -> list[int]:
    """Sums of fine units in whole units that add up to the whole, rounded half up."""
    return verdeel([Fraction(waarde, per) for waarde in fijn], (2 * sum(fijn) + per) // (2 * per))
