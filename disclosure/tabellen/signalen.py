"""First signals of absence: pupils of the region in a schooljaar, each in the month and group of its first signal.

What is published is the region, by month and by group of schools. A school knows its own pupils: a figure that is
nearly all of one school is hidden, and no school works out how many of the others there are.

Where schools were closed nobody can have given a signal, as everybody knows: such a zero hides nothing.
"""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet

import polars as pl

from disclosure.blok import Blok, Cel
from disclosure.publicatie import Familie, Publicatie
from disclosure.tabellen.opbouw import Opbouw
from schemas.codes import ALLE

SIGNALEN, LEERLINGEN, GROOTSTE, MOGELIJK = "mart_signalen", "leerlingen", "grootste", "mogelijk"
JAAR_GEWICHT = 20.0  # a schooljaar says more than one of its months


def blokken(frames: Mapping[str, pl.DataFrame], eerder: AbstractSet[Cel]) -> Iterator[Blok]:
    """One block per schooljaar and signal."""
    order = ("schooljaar", "signaal", "maand", "sector")
    for (jaar, signaal), rows in frames[SIGNALEN].sort(order).group_by("schooljaar", "signaal", maintain_order=True):
        counts = {own[:2]: own[2:] for own in rows.select(*order[2:], LEERLINGEN, GROOTSTE).iter_rows()}
        nobody = rows.filter(pl.col(MOGELIJK) == 0, pl.col(LEERLINGEN) == 0).select(order[2:])
        yield _signaal(str(jaar), str(signaal), counts, {*nobody.iter_rows()}, eerder)


def _signaal(
    schooljaar: str,
    signaal: str,
    counts: Mapping[tuple[str, str], tuple[int, int]],
    niemand: AbstractSet[tuple[str, ...]],
    eerder: AbstractSet[Cel],
) -> Blok:
    """counts: by month and group. niemand: of these, where everybody knows that it is zero."""
    bouw = Opbouw()
    cellen = {
        key: bouw.toon((SIGNALEN, LEERLINGEN, schooljaar, signaal, *key), *own) for key, own in sorted(counts.items())
    }
    bouw.bekend |= {cellen[key] for key in cellen if key in niemand}
    maanden = sorted({maand for maand, _ in counts} - {ALLE})
    sectoren = sorted({sector for _, sector in counts} - {ALLE})
    for sector in (*sectoren, ALLE):
        bouw.som(cellen[ALLE, sector], [cellen[maand, sector] for maand in maanden])
        bouw.gewicht[cellen[ALLE, sector]] = JAAR_GEWICHT
    for maand in (*maanden, ALLE):
        bouw.som(cellen[maand, ALLE], [cellen[maand, sector] for sector in sectoren])
    return bouw.blok(f"signalen {schooljaar} {signaal}", eerder)


PUBLICATIES = (
    Publicatie(
        SIGNALEN,
        ("schooljaar", "signaal", "maand", "sector"),
        (LEERLINGEN,),
        fijnst=(pl.col("sector") != ALLE) & (pl.col("maand") != ALLE),
    ),
)
FAMILIE = Familie("signalen", (SIGNALEN,), PUBLICATIES, blokken)
