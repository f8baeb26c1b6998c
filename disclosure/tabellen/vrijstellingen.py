"""Vrijstellingen of a schooljaar: by ground for the region, by how they came about, and per gemeente; and what follows.

What is published was chosen by measuring. Five onder a counts enough children to be shown per gemeente and by soort
(new, renewed, permanent, running on); of the other grounds only all together do. Ground by ground they are shown for
the region, the rare ones not at all. A gemeente by soort is never shown.

All schooljaren are tied, for an exemption most often lasts: who stopped, and for whom it became permanent, is the
difference of two of them. Before the first decision there is no year in which an exemption can have begun, so nobody's
runs on in the first one: everybody knows that. Of several schooljaren together one stretch is told, the last. In such
a sum a child counts every year, so it is shown from as many as the floor in each year: then at least one of the years
counts so many children. The advice on new exemptions is told of such a stretch too: of one schooljaar there are too
few.

A figure per 1.000, its interval and the funnel follow from the counts and from numbers of pupils that are public. The
interval of a sum over years follows from how often the same children count as well: that of the region, which is made
of two counts that are published beside it, and hidden with either.
"""

from collections.abc import Mapping, Sequence
from itertools import chain, combinations, pairwise

import polars as pl

from disclosure.blok import Cel
from disclosure.publicatie import Plaats, Publicatie
from disclosure.tabellen import kenners
from disclosure.tabellen.kenners import Aandelen
from disclosure.tabellen.opbouw import Opbouw
from schemas.codes import ALLE, ANDERE_GRONDEN, GEMEENTEN, GRONDEN
from schemas.definities import register

MART, TARIEF, ADVIES = "mart_vrijstellingen", "mart_vrijstellingen_tarief", "mart_vrijstellingen_advies"
KINDEREN = "kinderen"
KINDERJAREN_REGIO, BEGONNEN_REGIO = "kinderjaren_regio", "begonnen_regio"
VIJF_A = GRONDEN[0]
IN_DE_REGIO = ("LPW5_B", "LPW5_C", "LPW15")  # shown for the region; the others have a handful of children
GEDEELD = (VIJF_A, ANDERE_GRONDEN)  # shown per gemeente and by soort
LOPEND, NIEUW, BLIJVEND = "lopend", "nieuw", "blijvend"
VAN_EERDER = (BLIJVEND, "doorlopend")  # began in an earlier schooljaar
SOORTEN = (NIEUW, "verlengd", *VAN_EERDER)  # together they are the first
SAMEN, BEGONNEN = "samen", "begonnen"  # in place of a soort: of several schooljaren
SAMEN_GEWICHT = 2.0  # to a small gemeente years together say more than one of them

Tellingen = Mapping[tuple[str, ...], int]


def vertel(bouw: Opbouw, frames: Mapping[str, pl.DataFrame]) -> None:
    """Put every schooljaar into the block, those that are told together, and what one has more than the one before."""
    order = ("schooljaar", "gemeente", "grond", "soort")
    counts = {tuple(row[:-1]): row[-1] for row in frames[MART].select(*order, KINDEREN).iter_rows()}
    jaren = sorted({key[0] for key in counts})
    for schooljaar in jaren:
        _schooljaar(bouw, schooljaar, counts)
    if jaren and not any(n for (jaar, *_, soort), n in counts.items() if jaar == jaren[0] and soort in VAN_EERDER):
        bouw.bekend |= {cel(jaren[0], ALLE, grond, soort) for grond in GEDEELD for soort in VAN_EERDER}
    for grond in GEDEELD:
        erbij = [_na_elkaar(bouw, grond, eerder, nu) for eerder, nu in pairwise(jaren)]
        _verdeeld(bouw, erbij)
    samen = frames[TARIEF].filter(pl.col("jaren") > 1)
    _samen(bouw, samen, _jaren(frames[MART], samen))
    eigen = kenners.aandelen(frames[kenners.ADVIES])
    _advies(bouw, frames[ADVIES], _jaren(frames[MART], frames[ADVIES]), eigen)


def _na_elkaar(bouw: Opbouw, grond: str, eerder: str, nu: str) -> Cel:
    """Who has an exemption that is not new had one a year before; a permanent one does not end. Gives for how many it
    became permanent.
    """
    toen, later, nieuw = (cel(eerder, ALLE, grond), cel(nu, ALLE, grond), cel(nu, ALLE, grond, NIEUW))
    bouw.rest("gestopt", toen, bouw.rest("niet nieuw", later, nieuw))
    return bouw.rest("erbij", cel(nu, ALLE, grond, BLIJVEND), cel(eerder, ALLE, grond, BLIJVEND))


def _verdeeld(bouw: Opbouw, erbij: Sequence[Cel]) -> None:
    """So few in a stretch of years that most ways to divide them over the years are sensitive: then each way is, or
    that something is hidden would say that it is not one of the others. Nor are the years shown that lie next to few:
    with these the stretch would be longer, and that it is not hidden would say how few they cannot be.
    """
    floor = register().drempels.minimale_telling
    for begin, einde in combinations(range(len(erbij) + 1), 2):
        delen = erbij[begin:einde]
        if len(delen) > 1 and 0 < sum(bouw.waarden[deel] for deel in delen) < floor + 2:
            bouw.gevoelig |= set(delen)
    for deel, ernaast in chain(pairwise(erbij), pairwise(reversed(erbij))):
        if 0 < bouw.waarden[deel] < floor:
            bouw.gevoelig.add(ernaast)


def cel(schooljaar: str, gemeente: str, grond: str, soort: str = LOPEND) -> Cel:
    """Where a count stands."""
    return (MART, KINDEREN, schooljaar, gemeente, grond, soort)


def _jaren(mart: pl.DataFrame, stretch: pl.DataFrame) -> list[str]:
    """The schooljaren that a table tells of together."""
    if stretch.is_empty():
        return []
    first, last = stretch["eerste_jaar"][0], stretch["schooljaar"][0]
    return sorted(jaar for jaar in mart["schooljaar"].unique() if first <= jaar <= last)


def _schooljaar(bouw: Opbouw, schooljaar: str, counts: Tellingen) -> None:
    def toon(gemeente: str, grond: str, soort: str = LOPEND) -> Cel:
        toon = bouw.toon(cel(schooljaar, gemeente, grond, soort), counts[schooljaar, gemeente, grond, soort])
        if gemeente == ALLE:
            bouw.ken(toon, {code: counts[schooljaar, code, grond, soort] for code in GEMEENTEN})
        return toon

    for grond in GEDEELD:
        geheel = toon(ALLE, grond)
        bouw.som(geheel, [toon(gemeente, grond) for gemeente in GEMEENTEN])
        delen = [toon(ALLE, grond, soort) for soort in SOORTEN]
        bouw.som(geheel, delen)
        for deel in delen:
            bouw.iedereen(deel, geheel)
    zeldzaam = cel(schooljaar, ALLE, "zeldzaam")  # the grounds that are not shown, together: known from the others
    bouw.waarden[zeldzaam] = sum(
        counts[schooljaar, ALLE, grond, LOPEND] for grond in GRONDEN if grond not in (VIJF_A, *IN_DE_REGIO)
    )
    andere = cel(schooljaar, ALLE, ANDERE_GRONDEN)
    apart = [cel(schooljaar, ALLE, grond) for grond in IN_DE_REGIO]
    bouw.som(andere, [*(toon(ALLE, grond) for grond in IN_DE_REGIO), zeldzaam])
    bouw.ken(zeldzaam, kenners.over(bouw.kennis(andere), *map(bouw.kennis, apart)))


def _samen(bouw: Opbouw, samen: pl.DataFrame, jaren: Sequence[str]) -> None:
    """What several schooljaren count together, per gemeente and for the region."""
    floor = register().drempels.minimale_telling * len(jaren)
    for grond in GEDEELD if jaren else ():
        rows = samen.filter(pl.col("grond") == grond)
        own = dict(rows.select("gemeente", KINDEREN).iter_rows())
        begonnen = bouw.toon(cel(jaren[-1], ALLE, grond, BEGONNEN), rows[BEGONNEN_REGIO][0])
        bouw.som(begonnen, [cel(jaren[0], ALLE, grond), *(cel(jaar, ALLE, grond, NIEUW) for jaar in jaren[1:])])
        cellen = {code: bouw.toon(cel(jaren[-1], code, grond, SAMEN), own[code]) for code in (ALLE, *GEMEENTEN)}
        bouw.som(cellen[ALLE], [cellen[code] for code in GEMEENTEN])
        for code, geheel in cellen.items():
            bouw.som(geheel, [cel(jaar, code, grond) for jaar in jaren])
            bouw.gewicht[geheel] = SAMEN_GEWICHT
            if 0 < own[code] < floor:
                bouw.gevoelig.add(geheel)
        bouw.ken(cellen[ALLE], {code: own[code] for code in GEMEENTEN})


def _advies(
    bouw: Opbouw, advies: pl.DataFrame, jaren: Sequence[str], eigen: Mapping[tuple[str, ...], Aandelen]
) -> None:
    """The new exemptions of several schooljaren by advice."""
    if advies.is_empty():
        return
    nieuw = cel(jaren[-1], ALLE, VIJF_A, f"{NIEUW} {SAMEN}")
    bouw.toon(nieuw, advies[NIEUW][0])
    per_jaar = [cel(jaar, ALLE, VIJF_A, NIEUW) for jaar in jaren]
    bouw.som(nieuw, per_jaar)
    bouw.ken(nieuw, kenners.opgeteld(*map(bouw.kennis, per_jaar)))
    delen = [
        bouw.toon((ADVIES, KINDEREN, jaren[-1], code), count)
        for code, count in advies.select("advies", KINDEREN).iter_rows()
    ]
    bouw.som(nieuw, delen)
    for deel in delen:
        bouw.ken(deel, eigen.get((KINDEREN, jaren[-1], deel[3]), {}))
        bouw.iedereen(deel, nieuw)


def kenner(cel: Cel) -> str | None:
    """The gemeente that knows a count of its own children."""
    return cel[3] if cel[0] == MART and cel[3] in GEMEENTEN else None


def _plaatsen() -> dict[str, Plaats]:
    jaar, grond, een = pl.col("schooljaar"), pl.col("grond"), pl.col("jaren") == 1
    soort = pl.when(een).then(pl.lit(LOPEND)).otherwise(pl.lit(SAMEN))
    return {
        KINDEREN: Plaats(MART, KINDEREN, (jaar, pl.col("gemeente"), grond, soort)),
        "kinderen_regio": Plaats(MART, KINDEREN, (jaar, pl.lit(ALLE), grond, pl.when(een).then(pl.lit(LOPEND)))),
        **{
            naam: Plaats(MART, KINDEREN, (jaar, pl.lit(ALLE), grond, pl.when(~een).then(pl.lit(soort))))
            for naam, soort in ((KINDERJAREN_REGIO, SAMEN), (BEGONNEN_REGIO, BEGONNEN))
        },
    }


PUBLICATIES = (
    Publicatie(
        MART,
        ("schooljaar", "gemeente", "grond", "soort"),
        (KINDEREN,),
        vrij=("leerlingen",),
        fijnst=(pl.col("gemeente") != ALLE) | (pl.col("soort") != LOPEND) | pl.col("grond").is_in(IN_DE_REGIO),
    ),
    Publicatie(
        TARIEF,
        ("schooljaar", "gemeente", "grond", "jaren"),
        (KINDEREN, "kinderen_regio", KINDERJAREN_REGIO, BEGONNEN_REGIO),
        volgt={
            "per_1000": KINDEREN,
            **dict.fromkeys(("onder", "boven"), (KINDEREN, KINDERJAREN_REGIO, BEGONNEN_REGIO)),
            **dict.fromkeys(("verwacht", "onder_95", "boven_95", "onder_998", "boven_998"), "kinderen_regio"),
            "ligging": (KINDEREN, "kinderen_regio"),
        },
        los=(KINDERJAREN_REGIO, BEGONNEN_REGIO),  # of one schooljaar there are none
        vrij=("eerste_jaar", "leerlingen"),
        plaatsen=_plaatsen(),
        fijnst=pl.col("gemeente") != ALLE,
    ),
    Publicatie(
        ADVIES,
        ("schooljaar", "advies"),
        (KINDEREN, NIEUW),
        volgt=dict.fromkeys(("aandeel_onder", "aandeel_boven"), (KINDEREN, NIEUW)),
        vrij=("eerste_jaar",),
        plaatsen={
            NIEUW: Plaats(
                MART, KINDEREN, (pl.col("schooljaar"), pl.lit(ALLE), pl.lit(VIJF_A), pl.lit(f"{NIEUW} {SAMEN}"))
            )
        },
    ),
)
