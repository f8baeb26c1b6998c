"""A block of many gemeenten in parts, so that little is left to do for all of them together.

From above to below: first the totals with what lies directly below them, then each of these with its own parts. What a
part above shows stays shown in those below, and what it hides stays hidden.
Source: De Wolf (2002), HiTaS: a heuristic approach to cell suppression in hierarchical tables, LNCS 2316; Hundepool et
al. (2012), Statistical disclosure control, chapter 4.
"""

from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace

from disclosure.blok import Blok, Cel
from disclosure.stelsel import Sum

MANY = 12  # gemeenten; a region has fewer

Verberg = Callable[[Blok], frozenset[Cel]]


def is_gelaagd(blok: Blok) -> bool:
    """Whether it is of many who know something, among whom some know all that others do."""
    return len(blok.kenners) > MANY and any(_below(blok.kenners).values())


def per_gebied(blok: Blok, verberg: Verberg) -> frozenset[Cel]:
    """What a block of many who know something hides anyway; none of a block of few.

    verberg: what is hidden of a part that stands alone.
    """
    if len(blok.kenners) <= MANY:
        return frozenset()
    below = _below(blok.kenners)
    if not any(below.values()):
        return frozenset().union(*map(verberg, _delen(blok, {naam: {} for naam in blok.kenners})))
    inner = frozenset[Cel]().union(*(own for within in below.values() for own in within.values()))
    (top,) = _delen(blok, {"": {naam: blok.kenners[naam] - inner for naam in below}}, {"": blok.waarden.keys() - inner})
    hidden = verberg(top)
    for part in _delen(blok, below):
        edge = part.getoond - inner
        closed, shown = edge & hidden, edge - hidden
        hidden |= verberg(
            replace(part, getoond=part.getoond - shown, eerder=part.eerder | closed, bekend=part.bekend | shown)
        )
    return hidden


def _below(kenners: Mapping[str, frozenset[Cel]]) -> dict[str, dict[str, frozenset[Cel]]]:
    """Of each who knows something that nobody knows all of: those who know a part of it."""
    found: dict[str, dict[str, frozenset[Cel]]] = {}
    owner: dict[Cel, str] = {}
    for naam, cells in sorted(kenners.items(), key=lambda one: (-len(one[1]), one[0])):
        above = {owner.get(cel) for cel in cells}
        (first, *others) = above or {None}
        if first is not None and not others:
            if cells != kenners[first]:  # else it is the same one by another name
                found[first][naam] = cells
        else:
            found[naam] = {}
            owner |= dict.fromkeys(cells, naam)
    return found


def _delen(
    blok: Blok,
    kenners: Mapping[str, Mapping[str, frozenset[Cel]]],
    cellen: Mapping[str, AbstractSet[Cel]] | None = None,
) -> Iterable[Blok]:
    """Parts of a block by name, with who knows something in each, and the sums among their cells alone."""
    cellen = cellen or {naam: blok.kenners[naam] for naam in kenners}
    owner: dict[Cel, list[str]] = {}
    for naam, cells in cellen.items():
        for cel in cells:
            owner.setdefault(cel, []).append(naam)
    sums: dict[str, list[Sum[Cel]]] = {naam: [] for naam in cellen}
    for one in blok.sommen:
        for naam in owner.get(one.total, ()):
            if all(part in cellen[naam] for part in one.parts):
                sums[naam].append(one)
    groups: dict[str, list[frozenset[Cel]]] = {naam: [] for naam in cellen}
    for group in blok.samen:
        for naam in {naam for cel in group for naam in owner.get(cel, ())}:
            groups[naam].append(group & cellen[naam])
    for naam, cells in cellen.items():
        yield replace(
            blok,
            waarden={cel: blok.waarden[cel] for cel in cells},
            sommen=sums[naam],
            getoond=blok.getoond & cells,
            samen=groups[naam],
            grootste={cel: blok.grootste[cel] for cel in cells & blok.grootste.keys()},
            kenners=kenners[naam],
            aandelen={},
            breedte={cel: blok.breedte[cel] for cel in cells & blok.breedte.keys()},
            gevoelig=blok.gevoelig & cells,
            eerder=blok.eerder & cells,
            grenzen={},
            bekend=blok.bekend & cells,
        )
