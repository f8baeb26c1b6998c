"""Which cells of a block are hidden, so that nobody can work out the sensitive ones.

First the sensitive cells; then, by linear programming, the cheapest others that keep each of them wide enough for
everybody who looks on, in rounds, because what is hidden must stay hidden itself; then a clean-up shows again what
need not be hidden; last come the rounded figures that say too much of what is hidden. The same block always gives the
same pattern.
Source: Castro (2012), Recent advances in optimization techniques for statistical tabular data protection, EJOR 216.
"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from time import monotonic

from disclosure.aanval import bestookt
from disclosure.blok import Begrenzing, Bescherming, Blok, Cel, Verslag
from disclosure.gebieden import is_gelaagd, per_gebied
from disclosure.gelijk import Gelijk
from disclosure.getuigen import Bundel, Marks
from disclosure.kiezen import Keuze
from disclosure.opgave import Opgave, unknown
from disclosure.opruimen import Change, opgeruimd
from disclosure.stelsel import components

AS_NARROW = 1.5  # rounded figures that bound about as much as the narrowest are hidden with it, which saves attacks


def bescherm(blok: Blok, floor: int) -> Bescherming:
    """The pattern of a block: what is hidden of the cells to be shown, and which of those for their own sake."""
    gelijk = Gelijk(blok)
    return gelijk.heel(_bescherm(gelijk.blok, floor))


def _bescherm(blok: Blok, floor: int) -> Bescherming:
    """The same, of a block that takes together what is equal."""
    start = monotonic()
    found = _patroon(blok, floor)
    closed, getuigen = _afgerond(found.opgave, found.cells, Bundel.of(found.witnesses))
    return Bescherming(
        verborgen=closed,
        primair=_cells(found.opgave, found.opgave.together(found.opgave.primair)),
        verslag=Verslag(found.programmas, found.teruggetoond, monotonic() - start),
        getuigen=getuigen,
    )


@dataclass(frozen=True)
class _Patroon:
    """What is hidden of a block, as far as rounded figures do not count; the rest as in Verslag and Bescherming."""

    opgave: Opgave
    verborgen: Marks
    witnesses: Sequence[Change]
    programmas: int
    teruggetoond: int

    @property
    def cells(self) -> frozenset[Cel]:
        """By their names."""
        return _cells(self.opgave, self.verborgen)


def _patroon(blok: Blok, floor: int) -> _Patroon:
    """The pattern of a block, of one of many in parts first."""
    opgave = Opgave(blok, floor)
    gebieden = per_gebied(blok, lambda part: _patroon(part, floor).cells)
    vast = opgave.together(opgave.primair | opgave.marks(blok.eerder | gebieden))
    if not opgave.primair.any() and not vast.any():
        return _Patroon(opgave, vast, (), 0, 0)
    complete, keuzes = _hidden(opgave, vast)
    witnesses = [one for keuze in keuzes for one in keuze.witnesses]
    programmas = sum(keuze.programmas for keuze in keuzes)
    if is_gelaagd(blok):  # the parts were cleaned up; all at once takes four times as long as the rest, for one in 800
        return _Patroon(opgave, complete, witnesses, programmas, 0)
    verborgen, more, last = opgeruimd(opgave, complete, vast, witnesses)
    unique = {(one[0].tobytes(), one[1].tobytes()): one for one in [*last, *witnesses]}
    shown = int((complete & ~verborgen).sum())
    return _Patroon(opgave, verborgen, list(unique.values()), programmas + more, shown)


def _hidden(opgave: Opgave, hidden: Marks) -> tuple[Marks, list[Keuze]]:
    """Enough hidden cells, maybe more than needed, and the parts in which they were chosen."""
    prices = opgave.prijzen()
    keuzes = [Keuze(opgave, deel, prices) for deel in components(opgave.matrix) if deel.rows.size]
    while True:
        before = hidden
        for keuze in keuzes:
            hidden = keuze.hide(hidden)
        if (hidden == before).all():
            return hidden, keuzes


def _afgerond(opgave: Opgave, verborgen: frozenset[Cel], getuigen: Bundel) -> tuple[frozenset[Cel], Bundel]:
    """These cells, and the rounded figures by which a hidden one is known too narrowly: the narrowest first.

    With the witnesses that show them to be safe then.
    """
    while True:
        found = bestookt(opgave, opgave.marks(verborgen), getuigen)
        getuigen = found.bundel()
        places = {place for _naam, place in found.grenzen} if opgave.blok.grenzen else set[int]()
        near = {one for place in places for one in _nearest(opgave, opgave.cells[place], verborgen)}
        if not near:
            return verborgen, getuigen
        narrowest = min(one.boven - one.onder for one in near)
        verborgen |= {one.bron for one in near if one.boven - one.onder <= AS_NARROW * narrowest}


def _nearest(opgave: Opgave, cel: Cel, verborgen: frozenset[Cel]) -> AbstractSet[Begrenzing]:
    """What rounded figures still shown say of this cell, or else of the nearest to it among those tied by sums."""
    moving, terms = unknown(opgave, opgave.marks(verborgen)), abs(opgave.matrix)
    near = opgave.marks([cel])
    while True:
        bounds = (one for own in _cells(opgave, near) for one in opgave.blok.grenzen.get(own, ()))
        shown = {one for one in bounds if one.bron not in verborgen}
        further = near | ((terms.T @ (terms @ near) > 0) & moving)
        if shown or (further == near).all():
            return shown
        near = further


def _cells(opgave: Opgave, marks: Marks) -> frozenset[Cel]:
    return frozenset(cel for cel, marked in zip(opgave.cells, marks, strict=True) if marked)
