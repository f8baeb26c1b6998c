"""Putting a block together cell by cell."""

from collections.abc import Collection, Iterable, Mapping
from collections.abc import Set as AbstractSet

from disclosure.blok import SCHOLEN, Begrenzing, Blok, Cel
from disclosure.getuigen import VRIJ
from disclosure.stelsel import Sum
from disclosure.tabellen.kenners import Aandelen, over


class Opbouw:
    """A block in the making."""

    def __init__(self) -> None:
        self.waarden: dict[Cel, int] = {}
        self.getoond: set[Cel] = set()
        self.gevoelig: set[Cel] = set()
        self.gewicht: dict[Cel, float] = {}
        self.sommen: list[Sum[Cel]] = []
        self.geen_telling: set[Cel] = set()
        self.grenzen: dict[Cel, list[Begrenzing]] = {}
        self.bekend: set[Cel] = set()
        self.grootste: dict[Cel, int] = {}
        self.samen: list[frozenset[Cel]] = []
        self.aandelen: dict[Cel, Aandelen] = {}
        self.een_school: set[Cel] = set()  # counts that are hidden where they are of one school, or nearly

    def toon(self, cel: Cel, waarde: int, grootste: int | None = None) -> Cel:
        """A cell that the release wants to show; grootste: the largest share of one school in it, where it is known."""
        self.waarden[cel] = waarde
        self.getoond.add(cel)
        if grootste is not None:
            self.grootste[cel] = grootste
        return cel

    def ken(self, cel: Cel, aandelen: Aandelen) -> None:
        """Of a count, how many are known to whom."""
        self.aandelen[cel] = aandelen

    def kennis(self, cel: Cel) -> Aandelen:
        """How many of a count are known to whom."""
        return self.aandelen.get(cel, {})

    def vertel(self, cel: Cel, waarde: int) -> Cel:
        """Something that the release wants to show and that counts nobody, such as a share or a colour."""
        self.geen_telling.add(cel)
        return self.toon(cel, waarde)

    def begrens(self, cel: Cel, bron: Cel, onder: int, boven: int) -> None:
        """Where `bron` is shown, everybody knows that a cell is at least `onder` and at most `boven`."""
        self.grenzen.setdefault(cel, []).append(Begrenzing(bron, max(onder, 0), min(boven, VRIJ)))

    def som(self, totaal: Cel, delen: Iterable[Cel]) -> None:
        """A cell that is the sum of others; all have a value."""
        self.sommen.append(Sum(totaal, tuple(delen)))

    def rest(self, naam: str, totaal: Cel, deel: Cel) -> Cel:
        """What is left of a cell without a part of it: never shown, and known to whoever sees both.

        Less than nothing: the one is no part of the other, and nothing ties them. Who knows a part of both, knows
        what is left of that too.
        """
        cel = (naam, *totaal)
        self.ken(cel, over(self.kennis(totaal), self.kennis(deel)))
        self.waarden[cel] = max(self.waarden[totaal] - self.waarden[deel], 0)
        if self.waarden[totaal] >= self.waarden[deel]:
            self.som(totaal, (deel, cel))
        return cel

    def iedereen(self, deel: Cel, geheel: Cel) -> None:
        """A part is hidden when everybody of the whole is in it: then it tells something of each of them."""
        if self.waarden[deel] == self.waarden[geheel] > 0:
            self.gevoelig.add(deel)

    def blok(self, naam: str, eerder: AbstractSet[Cel], kenners: Mapping[str, frozenset[Cel]] | None = None) -> Blok:
        """The block as it is now. eerder: what the release in use hides."""
        known = self._aandelen(kenners or {})
        return Blok(
            naam=naam,
            waarden=self.waarden,
            sommen=self.sommen,
            getoond=frozenset(self.getoond),
            samen=self.samen,
            grootste=self.grootste | {cel: n for cel, n in known.get(SCHOLEN, {}).items() if cel in self.een_school},
            kenners=kenners or {},
            aandelen=known,
            gevoelig=frozenset(self.gevoelig),
            gewicht=self.gewicht,
            breedte=dict.fromkeys(self.geen_telling, 1),
            grenzen=self.grenzen,
            bekend=frozenset(self.bekend),
            eerder=frozenset(eerder & self.waarden.keys()),
        )

    def _aandelen(self, kenners: Collection[str]) -> dict[str, dict[Cel, int]]:
        """The cells that each of the kenners has a part of; all others are schools, the largest of which counts.

        Where one count is no part of another after all, what is left of it can be less than somebody's part.
        """
        found: dict[str, dict[Cel, int]] = {}
        for cel, own in self.aandelen.items():
            for kenner, n in own.items():
                cells = found.setdefault(kenner if kenner in kenners else SCHOLEN, {})
                cells[cel] = min(max(cells.get(cel, 0), n), self.waarden[cel])
        return found
