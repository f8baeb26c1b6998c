"""Which cells of a block are hidden, so that nobody can work out the sensitive ones.

First the sensitive cells; then, by linear programming, the cheapest others that keep each of them wide enough for
everybody who looks on, in rounds, because what is hidden must stay hidden itself; then a clean-up shows again what
need not be hidden; last come the rounded figures that say too much of what is hidden. The same block always gives the
same pattern.
Source: Castro (2012), Recent advances in optimization techniques for statistical tabular data protection, EJOR 216.
"""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import replace
from time import monotonic

from disclosure.aanval import bestookt
from disclosure.blok import Begrenzing, Bescherming, Blok, Cel, Verslag
from disclosure.gelijk import Gelijk
from disclosure.getuigen import Bundel, Marks
from disclosure.kiezen import Keuze
from disclosure.opgave import Opgave, unknown
from disclosure.opruimen import Change, opgeruimd
from disclosure.stelsel import Sum, components

MANY = 12  # gemeenten; a region has fewer
AS_NARROW = 1.5  # rounded figures that bound about as much as the narrowest are hidden with it, which saves attacks


def bescherm(blok: Blok, floor: int) -> Bescherming:
    """The pattern of a block: what is hidden of the cells to be shown, and which of those for their own sake."""
    gelijk = Gelijk(blok)
    return gelijk.heel(_bescherm(gelijk.blok, floor))


def _bescherm(blok: Blok, floor: int) -> Bescherming:
    """The same, of a block that takes together what is equal."""
    start = monotonic()
    opgave = Opgave(blok, floor)
    primair = opgave.together(opgave.primair)
    vast = opgave.together(primair | opgave.marks(blok.eerder | _per_kenner(blok, floor)))
    verborgen, programmas, witnesses = vast, 0, list[Change]()
    if opgave.primair.any() or vast.any():
        verborgen, keuzes = _hidden(opgave, vast)
        complete = verborgen
        witnesses = [one for keuze in keuzes for one in keuze.witnesses]
        verborgen, more, last = opgeruimd(opgave, verborgen, vast, witnesses)
        witnesses = list({(one[0].tobytes(), one[1].tobytes()): one for one in last + witnesses}.values())
        programmas = more + sum(keuze.programmas for keuze in keuzes)
    else:
        complete = verborgen
    closed, getuigen = _afgerond(opgave, _cells(opgave, verborgen), Bundel.of(witnesses))
    return Bescherming(
        verborgen=closed,
        primair=_cells(opgave, primair),
        verslag=Verslag(programmas, int((complete & ~verborgen).sum()), monotonic() - start),
        getuigen=getuigen,
    )


def _per_kenner(blok: Blok, floor: int) -> frozenset[Cel]:
    """What a block of many gemeenten hides anyway: each is protected by itself first, under totals that are shown.

    That leaves little to do for all of them together, where each program takes long. None for a block of few.
    """
    if len(blok.kenners) <= MANY:
        return frozenset()
    return frozenset().union(*(_bescherm(part, floor).verborgen for part in _parts(blok)))


def _parts(blok: Blok) -> Iterator[Blok]:
    """The cells that each kenner knows, with the sums among them alone."""
    owner: dict[Cel, list[str]] = {}
    for naam, cells in blok.kenners.items():
        for cel in cells:
            owner.setdefault(cel, []).append(naam)
    sums: dict[str, list[Sum[Cel]]] = {naam: [] for naam in blok.kenners}
    for one in blok.sommen:
        for naam in owner.get(one.total, ()):
            if all(naam in owner.get(part, ()) for part in one.parts):
                sums[naam].append(one)
    groups: dict[str, list[frozenset[Cel]]] = {naam: [] for naam in blok.kenners}
    for group in blok.samen:
        for naam in {naam for cel in group for naam in owner.get(cel, ())}:
            groups[naam].append(group & blok.kenners[naam])
    for naam, cells in blok.kenners.items():
        yield replace(
            blok,
            waarden={cel: blok.waarden[cel] for cel in cells},
            sommen=sums[naam],
            getoond=blok.getoond & cells,
            samen=groups[naam],
            grootste={cel: blok.grootste[cel] for cel in cells & blok.grootste.keys()},
            kenners={},
            breedte={cel: blok.breedte[cel] for cel in cells & blok.breedte.keys()},
            gevoelig=blok.gevoelig & cells,
            grenzen={},
            bekend=blok.bekend & cells,
        )


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
