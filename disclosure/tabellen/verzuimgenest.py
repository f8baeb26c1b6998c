"""Periods that lie within each other, and who is absent in the one and not in the other.

Unique pupils do not add up over weeks. But whoever is absent in a month is absent in its schooljaar, and so is whoever
is absent in the weeks that another schooljaar has as well. One count less the other is who is absent outside of the
part only. Nobody publishes that, and anybody can work it out from two counts that are shown.

Where two parts make up the whole, as the first two months of a schooljaar do, it also follows who is absent in both.

Each is a count of pupils like any other: sensitive below the floor. Of weeks that another schooljaar does not have, it
is known which schools delivered them, so there the floor of a school holds where (nearly) all are of one. Nor may
everybody of the whole be absent in a small part of it, for then that is told of each of them.

Counts of pupils with scheduled time, and of those whose laag is known, are not tied like that. Who is in the one and
not in the other came, left or moved: that says nothing of absence, and there is no other figure about them. Most
gemeenten have one to four of them in most schooljaren, so that little would be left to compare.
"""

from collections.abc import Collection, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import combinations

from disclosure.blok import Cel
from disclosure.tabellen.verzuimblok import Groep, Verzuimblok
from disclosure.tabellen.verzuimrijen import JAAR, WEEK, WEEKDEEL, Sleutel
from schemas.definities import register

ROOM = 4  # so many times the floor between two counts leaves either as free as it has to be, whatever the other is
DEEL_VAN_SCHOOL = 0.2  # others of more than this part of its own count hide that of a school: the p% rule


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
        self._per_periode: dict[str, set[str]] = {}
        keys = set(perioden)
        parts = {deel: deel.split("/") for soort, deel in keys if soort == WEEKDEEL}
        whole = {week for soort, week in keys if soort == WEEK} - {week for week, _ in parts.values()}
        for deel, (week, maand) in {**parts, **{week: (week, maanden[week]) for week in whole}}.items():
            for periode in (week, maand):
                self._per_periode.setdefault(periode, set()).add(deel)
        self._alle = frozenset().union(*self._per_periode.values())

    def van_periode(self, soort: str, periode: str) -> frozenset[str]:
        """The weeks of the schooljaar, a month or a week."""
        return self._alle if soort == JAAR else frozenset(self._per_periode[periode])

    def van_groepen(self, weekgroepen: Collection[str], niveau: str) -> frozenset[str]:
        """The weeks of these weekgroepen for at least one school of a level of sector.

        A gemeente does not have pupils at every school, so its pupils may well have been at those schools only.
        """
        found = {
            week for (own, week), groepen in self._weekgroepen.items() if own == niveau and groepen & {*weekgroepen}
        }
        return frozenset(deel for deel in self._alle if deel.split("/")[0] in found)


@dataclass(frozen=True)
class Telling:
    """Unique pupils of a group in a period.

    grootste_erbuiten: of those who are absent in other weeks of the schooljaar only, how many are of the school with
    the most; None where that is not looked at.
    """

    cel: Cel
    weken: frozenset[str]
    grootste_erbuiten: int | None = None


def verbonden(made: Verzuimblok, groep: Groep, jaar: Cel | None, tellingen: Iterable[Telling]) -> None:
    """Tie the counts of a group and categorie that lie within each other. jaar: that of the schooljaar."""
    wide_first = sorted(tellingen, key=lambda one: (one.cel != jaar, -len(one.weken)))
    for place, geheel in enumerate(wide_first):
        delen = [deel for deel in wide_first[place + 1 :] if deel.weken <= geheel.weken]
        for deel in delen:
            over = _over(made, groep, geheel.cel, deel.cel)
            if over is None:
                continue
            if geheel.cel == jaar and _is_of_one_school(made.waarden[over], deel.grootste_erbuiten):
                made.gevoelig.add(over)
            if made.waarden[deel.cel] and not made.waarden[over] and 2 * len(deel.weken) <= len(geheel.weken):
                made.gevoelig.add(deel.cel)
        for een, ander in combinations(delen, 2):
            if _make_up(geheel, een, ander):
                _beide(made, groep, geheel.cel, een.cel, ander.cel)


def _over(made: Verzuimblok, groep: Groep, geheel: Cel, deel: Cel) -> Cel | None:
    """Who is in the whole and not in its part; None: too many to matter.

    Also where the part is more than the whole: it counts others too, of schools that deliver counts.
    """
    close = 0 <= made.waarden[geheel] - made.waarden[deel] < ROOM * made.floor
    return made.erbuiten(geheel, deel, groep) if close else None


def _make_up(geheel: Telling, een: Telling, ander: Telling) -> bool:
    """Whether two smaller parts are all of a whole."""
    een_size, ander_size, size = len(een.weken), len(ander.weken), len(geheel.weken)
    is_possible = een_size < size and ander_size < size <= een_size + ander_size
    return is_possible and een.weken | ander.weken == geheel.weken


def _beide(made: Verzuimblok, groep: Groep, geheel: Cel, een: Cel, ander: Cel) -> None:
    """Who is in both parts of a whole that they make up: both counts less the whole, for who sees all three."""
    aantal = made.waarden[een] + made.waarden[ander] - made.waarden[geheel]
    if made.waarden[geheel] >= made.waarden[ander] and 0 <= aantal < ROOM * made.floor:
        made.erbuiten(een, made.erbuiten(geheel, ander, groep), groep)


def _is_of_one_school(aantal: int, grootste: int | None) -> bool:
    few = 0 < aantal < register().drempels.minimale_telling_school
    return few and grootste is not None and aantal - grootste <= DEEL_VAN_SCHOOL * grootste
