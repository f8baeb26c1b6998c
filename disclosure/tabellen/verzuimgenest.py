"""Periods that lie within each other, and who is absent in the one and not in the other.

Unique pupils do not add up over weeks. But whoever is absent in a month is absent in its schooljaar, and so is whoever
is absent in the weeks that another schooljaar has as well. One count less the other tells how many are absent outside
of the part only. Nobody publishes that; anybody can work it out from two counts that are shown.

It is a count of pupils as any other: sensitive below the floor, and below that of a school where it comes to one
school. Nor may everybody of the whole be absent in a small part of it, for then that is told of each of them.

Pupils with scheduled time are not tied so. Who is there in the one and not in the other came, left or moved, which
says nothing of absence, and no other figure is about them.
"""

from collections.abc import Collection, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import combinations

from disclosure.blok import Cel
from disclosure.tabellen.verzuimblok import Groep, Verzuimblok
from disclosure.tabellen.verzuimrijen import JAAR, WEEK, WEEKDEEL, Sleutel
from schemas.definities import register

ROOM = 4  # so many times the floor between two counts leaves each of them free to be as far off as it has to be
DEEL_VAN_SCHOOL = 0.2  # others of at least so much of its own count keep that of a school unknown: the p% rule


class Weken:
    """The weeks of each period of a schooljaar; a week over two months is two.

    perioden: the periods with scheduled time. maanden: of each week the month of its first day. weekgroepen: of each
    level of sector and week the weekgroepen of its schools.
    """

    def __init__(
        self,
        perioden: Iterable[Sleutel],
        maanden: Mapping[str, str],
        weekgroepen: Mapping[tuple[str, str], AbstractSet[str]],
    ) -> None:
        self._weekgroepen = weekgroepen
        self._delen: dict[str, set[str]] = {}  # of each week and month its weeks
        keys = set(perioden)
        gedeeld = {deel: deel.split("/") for soort, deel in keys if soort == WEEKDEEL}
        heel = {week for soort, week in keys if soort == WEEK} - {week for week, _ in gedeeld.values()}
        for deel, (week, maand) in {**gedeeld, **{week: (week, maanden[week]) for week in heel}}.items():
            self._delen.setdefault(week, set()).add(deel)
            self._delen.setdefault(maand, set()).add(deel)
        self._heel = frozenset().union(*self._delen.values())

    def van(self, sleutel: Sleutel, weekgroepen: Collection[str], niveau: str) -> frozenset[str]:
        """Of the schooljaar, a month or a week; or those of a level of sector that are of one of these weekgroepen.

        Weeks that only some schools delivered in another year are among them: no gemeente has pupils at all schools.
        """
        if not weekgroepen:
            return frozenset(self._delen[sleutel[1]]) if sleutel[0] != JAAR else self._heel
        return frozenset(
            deel
            for deel in self._heel
            if not self._weekgroepen.get((niveau, deel.split("/")[0]), set()).isdisjoint(weekgroepen)
        )


@dataclass(frozen=True)
class Telling:
    """Unique pupils of a group in a period.

    weken: the weeks of the period, those over two months in two parts. erbuiten: of who is absent in other weeks of the
    schooljaar only, how many are of the school with the most; None: not known.
    """

    cel: Cel
    weken: frozenset[str]
    erbuiten: int | None = None


def verbonden(made: Verzuimblok, groep: Groep, jaar: Cel | None, tellingen: Iterable[Telling]) -> None:
    """Tie the counts of a group and categorie that lie within each other; jaar: that of the schooljaar.

    Less than nothing is left where the part counts others as well, of schools that deliver counts: nothing ties them.
    """
    wide_first = sorted(tellingen, key=lambda one: (one.cel != jaar, -len(one.weken)))
    for geheel, deel in combinations(wide_first, 2):
        over = made.waarden[geheel.cel] - made.waarden[deel.cel]
        if 0 <= over < ROOM * made.floor and deel.weken <= geheel.weken:
            buiten = made.erbuiten(geheel.cel, deel.cel, groep)
            if over and _is_of_one_school(over, deel.erbuiten if geheel.cel == jaar else None):
                made.gevoelig.add(buiten)
            if not over and 2 * len(deel.weken) <= len(geheel.weken):
                made.gevoelig.add(deel.cel)


def _is_of_one_school(aantal: int, grootste: int | None) -> bool:
    """Whether so few pupils are of one school, but for too few others to hide behind."""
    few = aantal < register().drempels.minimale_telling_school
    return few and grootste is not None and aantal - grootste <= DEEL_VAN_SCHOOL * grootste
