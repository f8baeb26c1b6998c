"""Vrijstellingen of a schooljaar: by ground for the region, by how they came about, and per gemeente.

What is published was chosen by measuring. Five onder a counts enough children to be shown per gemeente and by soort
(new, renewed, running on); of the other grounds only all together do. Ground by ground they are shown for the region,
the rare ones not at all. A gemeente by soort is never shown.
"""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet

import polars as pl

from disclosure.blok import Blok, Cel
from disclosure.publicatie import Familie, Publicatie
from disclosure.tabellen.opbouw import Opbouw
from schemas.codes import ALLE, ANDERE_GRONDEN, GEMEENTEN, GRONDEN

MART, KINDEREN = "mart_vrijstellingen", "kinderen"
VIJF_A = GRONDEN[0]
IN_DE_REGIO = ("LPW5_B", "LPW5_C", "LPW15")  # shown for the region; the others have a handful of children
GEDEELD = (VIJF_A, ANDERE_GRONDEN)  # shown per gemeente and by soort
LOPEND, SOORTEN = "lopend", ("nieuw", "verlengd", "doorlopend")  # the three together are the first


def blokken(frames: Mapping[str, pl.DataFrame], eerder: AbstractSet[Cel]) -> Iterator[Blok]:
    """One block per schooljaar."""
    order = ("schooljaar", "gemeente", "grond", "soort")
    for (schooljaar,), rows in frames[MART].sort(order).group_by("schooljaar", maintain_order=True):
        counts = {tuple(row[:-1]): row[-1] for row in rows.select(*order[1:], KINDEREN).iter_rows()}
        yield _blok(str(schooljaar), counts, eerder)


def _blok(schooljaar: str, counts: Mapping[tuple[str, ...], int], eerder: AbstractSet[Cel]) -> Blok:
    bouw = Opbouw()

    def cel(gemeente: str, grond: str, soort: str = LOPEND) -> Cel:
        return (MART, KINDEREN, schooljaar, gemeente, grond, soort)

    def toon(gemeente: str, grond: str, soort: str = LOPEND) -> Cel:
        return bouw.toon(cel(gemeente, grond, soort), counts[gemeente, grond, soort])

    for grond in GEDEELD:
        geheel = toon(ALLE, grond)
        bouw.som(geheel, [toon(gemeente, grond) for gemeente in GEMEENTEN])
        delen = [toon(ALLE, grond, soort) for soort in SOORTEN]
        bouw.som(geheel, delen)
        for deel in delen:
            bouw.iedereen(deel, geheel)
    zeldzaam = cel(ALLE, "zeldzaam")  # the grounds that are not shown, together: known from the others
    bouw.waarden[zeldzaam] = sum(
        counts[ALLE, grond, LOPEND] for grond in GRONDEN if grond not in (VIJF_A, *IN_DE_REGIO)
    )
    bouw.som(cel(ALLE, ANDERE_GRONDEN), [*(toon(ALLE, grond) for grond in IN_DE_REGIO), zeldzaam])
    known = {code: frozenset(cel(code, grond) for grond in GEDEELD) for code in GEMEENTEN}
    return bouw.blok(f"vrijstellingen {schooljaar}", eerder, known)


PUBLICATIE = Publicatie(
    MART,
    ("schooljaar", "gemeente", "grond", "soort"),
    (KINDEREN,),
    fijnst=(pl.col("gemeente") != ALLE) | (pl.col("soort") != LOPEND) | pl.col("grond").is_in(IN_DE_REGIO),
)
FAMILIE = Familie("vrijstellingen", (MART,), (PUBLICATIE,), blokken)
