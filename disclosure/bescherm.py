"""Which cells of a block are hidden, so that nobody can work out the sensitive ones.

First the sensitive cells; then, by linear programming, the cheapest others that keep each of them wide enough for
everybody who looks on, in rounds, because what is hidden must stay hidden itself; then a clean-up shows again what
need not be hidden. The same block always gives the same pattern.
Source: Castro (2012), Recent advances in optimization techniques for statistical tabular data protection, EJOR 216.
"""

from time import monotonic

from disclosure.blok import Bescherming, Blok, Cel, Verslag
from disclosure.getuigen import Marks
from disclosure.kiezen import Keuze
from disclosure.opgave import Opgave
from disclosure.opruimen import opgeruimd
from disclosure.stelsel import components


def bescherm(blok: Blok, floor: int) -> Bescherming:
    """The pattern of a block: what is hidden of the cells to be shown, and which of those for their own sake."""
    start = monotonic()
    opgave = Opgave(blok, floor)
    primair = opgave.together(opgave.primair)
    vast = opgave.together(primair | opgave.marks(blok.eerder))
    verborgen, programmas = vast, 0
    if opgave.primair.any() or vast.any():
        verborgen, keuzes = _hidden(opgave, vast)
        complete = verborgen
        verborgen, more = opgeruimd(opgave, verborgen, vast, [one for keuze in keuzes for one in keuze.witnesses])
        programmas = more + sum(keuze.programmas for keuze in keuzes)
    else:
        complete = verborgen
    return Bescherming(
        verborgen=_cells(opgave, verborgen),
        primair=_cells(opgave, primair),
        verslag=Verslag(programmas, int((complete & ~verborgen).sum()), monotonic() - start),
    )


def _hidden(opgave: Opgave, hidden: Marks) -> tuple[Marks, list[Keuze]]:
    """Enough hidden cells, maybe more than needed, and the parts in which they were chosen."""
    prices = opgave.prijzen()
    keuzes = [
        Keuze(opgave, places, opgave.matrix[rows][:, places], prices)
        for places, rows in components(opgave.matrix)
        if rows.size
    ]
    while True:
        before = hidden
        for keuze in keuzes:
            hidden = keuze.hide(hidden)
        if (hidden == before).all():
            return hidden, keuzes


def _cells(opgave: Opgave, marks: Marks) -> frozenset[Cel]:
    return frozenset(cel for cel, marked in zip(opgave.cells, marks, strict=True) if marked)
