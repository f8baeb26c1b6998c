"""A block: the cells that are tied to each other by sums, which are protected and attacked together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from disclosure.attack import Finding
from disclosure.getuigen import Bundel
from disclosure.stelsel import Sum

Cel: TypeAlias = tuple[str, ...]  # table, measure, codes

BUITENSTAANDER = ""  # knows what is published and the rules, and nothing else
SCHOLEN = "scholen"  # every school at once: each knows its own share, so that no cell is less than the largest of them


@dataclass(frozen=True)
class Begrenzing:
    """A cell is at least `onder` and at most `boven`, to everybody, where `bron` is shown."""

    bron: Cel
    onder: int
    boven: int


@dataclass(frozen=True)
class Blok:
    """Cells that are tied by sums. Counts of pupils, or other whole numbers of at least 0.

    naam: what it is about, for messages and for keeping its pattern.
    waarden: every cell with its exact value, also cells that are never published.
    sommen: which cell is the sum of which others; every cell in them has a value.
    getoond: the cells that the release wants to show. The others never are, and still may be sensitive.
    samen: cells that are hidden or shown as one, such as a count and the volume that goes with it.
    grootste: the largest share of one school in a cell, where it is known.
    kenners: who knows some cells exactly, and which. They may not find another hidden cell exactly.
    aandelen: of how many of a cell somebody knows, who does not know the cell: by the name of a kenner, or by SCHOLEN
    the most that any school knows of. It is no less than that, to them.
    breedte: how wide a hidden cell has to stay where that is not the floor: the cells that are no counts of pupils,
    such as volumes. A low value of theirs does not say that few pupils are behind it.
    gevoelig: cells to be hidden beside the small ones, such as a whole group in one category.
    eerder: cells hidden in the release in use, which stay hidden.
    grenzen: between what bounds everybody can work out that a cell lies, as long as another is shown: a rounded
    percentage of several cells bounds each of them for who knows the rest.
    gewicht: how much it matters that a cell is shown; 1 where it is not told. Larger is hidden later.
    bekend: cells that everybody knows whatever is hidden, from another table or from what they are.
    """

    naam: str
    waarden: Mapping[Cel, int]
    sommen: Sequence[Sum[Cel]]
    getoond: frozenset[Cel]
    samen: Sequence[frozenset[Cel]] = ()
    grootste: Mapping[Cel, int] = field(default_factory=dict)
    kenners: Mapping[str, frozenset[Cel]] = field(default_factory=dict)
    aandelen: Mapping[str, Mapping[Cel, int]] = field(default_factory=dict)
    breedte: Mapping[Cel, int] = field(default_factory=dict)
    gevoelig: frozenset[Cel] = frozenset()
    eerder: frozenset[Cel] = frozenset()
    gewicht: Mapping[Cel, float] = field(default_factory=dict)
    grenzen: Mapping[Cel, Sequence[Begrenzing]] = field(default_factory=dict)
    bekend: frozenset[Cel] = frozenset()


@dataclass(frozen=True)
class Verslag:
    """What protecting a block took. Seconds do not count when two are compared."""

    programmas: int  # linear programs solved
    teruggetoond: int  # cells that the clean-up showed again
    seconden: float = field(compare=False)


@dataclass(frozen=True)
class Bescherming:
    """Which of the cells to be shown are hidden. primair: for their own sake; all of `verborgen` includes them.

    getuigen: changes that show the hidden cells to be wide enough, by the places of the cells in the order of their
    names.
    """

    verborgen: frozenset[Cel]
    primair: frozenset[Cel]
    verslag: Verslag
    getuigen: Bundel = field(compare=False)


@dataclass(frozen=True)
class Aanval:
    """What an attack on a block found: nothing, when it is safe.

    bevindingen: hidden cells known too narrowly, by whom (`Finding.kenner`). cellen: how many the release wants to
    show; verborgen: how many of them it hides. nauwste: at least this far apart lie the bounds that an outsider finds
    of any hidden count with the floor as its width; None when there is none.
    """

    bevindingen: tuple[Finding[Cel], ...]
    cellen: int
    verborgen: int
    nauwste: int | None
    seconden: float = field(compare=False)

    @property
    def is_veilig(self) -> bool:
        return not self.bevindingen
