"""Periods that lie within each other, and who is absent in the one and not in the other.

Unique pupils do not add up over weeks. But whoever is absent in a month is absent in its schooljaar, and so is whoever
is absent in the weeks that another schooljaar has as well. One count less the other is who is absent outside of the
part only. Nobody publishes that, and anybody can work it out from two counts that are shown.

Where parts make up the whole, as the months of a schooljaar do, it also follows how often somebody is absent in one
more of them: all parts less the whole. Of two parts that is who is absent in both.

A school that delivers counts only counts with its highest weekly number, in every period: those of a part are never
more than those of the whole. What it has more in the whole stands for pupils outside of the part, known to that school.

Weeks without any absence do not count: that is shown as zero. A feast in one week of a month makes that week and the
month the same, and a schooljaar with absence in two months is made up of those two.

Each is a count of pupils like any other: sensitive below the floor. Of weeks that another schooljaar does not have,
of a schooljaar without one of its months or weeks, and of a month without a week, it is known which school has the
most pupils who are absent in those only. So there it is sensitive as well where that school leaves few when it takes
off its own, or where all are its own and too few for a figure of one school. Nor may everybody of the whole be absent
in a small part of it, for then that is told of each of them.

Counts of pupils with scheduled time, and of those whose laag is known, are not tied like that. Who is in the one and
not in the other came, left or moved: that says nothing of absence, and there is no other figure about them. Most
gemeenten have one to four of them in most schooljaren, so that little would be left to compare.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from disclosure.blok import Cel
from disclosure.tabellen.verzuimblok import Groep, Verzuimblok
from disclosure.tabellen.verzuimrijen import JAAR, WEEK, WEEKDEEL, Sleutel
from schemas.definities import register

ROOM = 4  # so many times the floor between two counts leaves either as free as it has to be, whatever the other is


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

    weken: those of the period, without the ones in which nobody of the group was absent. soort: periods of one soort
    follow each other and do not overlap; empty for weeks that another schooljaar has.
    grootste_erbuiten: of those who are absent in other weeks of the schooljaar only, how many are of the school with
    the most; None where that is not looked at.
    """

    cel: Cel
    weken: frozenset[str]
    soort: str = ""
    grootste_erbuiten: int | None = None


def verbonden(
    made: Verzuimblok,
    groep: Groep,
    jaar: Cel | None,
    tellingen: Iterable[Telling],
    buiten: Mapping[tuple[Cel, Cel], int] | None = None,
) -> None:
    """Tie the counts of a group and categorie that lie within each other. jaar: that of the schooljaar.

    buiten: of a whole and its part, how many of who are in the first only are of the school with the most.
    """
    wide_first = sorted(tellingen, key=lambda one: (one.cel != jaar, -len(one.weken)))
    for place, geheel in enumerate(wide_first):
        delen = [deel for deel in wide_first[place + 1 :] if deel.weken <= geheel.weken]
        for deel in delen:
            largest = (buiten or {}).get((geheel.cel, deel.cel))
            if geheel.cel == jaar and deel.grootste_erbuiten is not None:
                largest = deel.grootste_erbuiten
            over = _over(made, groep, geheel.cel, deel.cel, largest)
            if over is None:
                continue
            if made.waarden[deel.cel] and not made.waarden[over] and 2 * len(deel.weken) <= len(geheel.weken):
                made.gevoelig.add(deel.cel)
        for parts in (*_pairs(geheel, delen), *_rows(delen)):
            if _make_up(geheel, parts):
                _more_than_once(made, groep, geheel.cel, [part.cel for part in parts])


def _over(made: Verzuimblok, groep: Groep, geheel: Cel, deel: Cel, largest: int | None) -> Cel | None:
    """Who is in the whole and not in its part; None: too many to matter, also to the school with the most.

    Also where the part is more than the whole: pupils of it count elsewhere in the whole, because they moved later. So
    they do where one school has more than are left, and what is left is no share of that school then. Where all are
    of one school it leaves nobody, and the floor of a school holds.
    """
    over = made.waarden[geheel] - made.waarden[deel]
    all_of_one = largest == over < register().drempels.minimale_telling_school
    grootste = largest if largest is not None and (largest < over or all_of_one) else None
    close = 0 <= over < ROOM * made.floor + (grootste or 0)
    return made.erbuiten(geheel, deel, groep, grootste) if close else None


def _pairs(geheel: Telling, delen: Sequence[Telling]) -> Iterator[tuple[Telling, Telling]]:
    """Two parts with as many weeks together as the whole, or more. delen: the widest first."""
    size = len(geheel.weken)
    for place, een in enumerate(delen):
        if 2 * len(een.weken) < size:  # and none after it is wider
            return
        yield from ((een, ander) for ander in delen[place + 1 :] if len(een.weken) + len(ander.weken) >= size)


def _rows(delen: Iterable[Telling]) -> Iterator[list[Telling]]:
    """Three parts or more that follow each other: the months, and the weeks."""
    per_soort: dict[str, list[Telling]] = {}
    for deel in delen:
        per_soort.setdefault(deel.soort, []).append(deel)
    yield from (row for soort, row in per_soort.items() if soort and len(row) > 2)


def _make_up(geheel: Telling, delen: Collection[Telling]) -> bool:
    """Whether smaller parts are all of a whole."""
    sizes, size = [len(deel.weken) for deel in delen], len(geheel.weken)
    return (
        size <= sum(sizes)
        and max(sizes) < size
        and frozenset[str]().union(*(deel.weken for deel in delen)) == geheel.weken
    )


def _more_than_once(made: Verzuimblok, groep: Groep, geheel: Cel, delen: Sequence[Cel]) -> None:
    """How often somebody of a whole is in one more of the parts that make it up: for who sees all of them."""
    most, samen = max(made.waarden[deel] for deel in delen), sum(made.waarden[deel] for deel in delen)
    if most <= made.waarden[geheel] <= samen < made.waarden[geheel] + ROOM * made.floor:
        made.erbuiten(made.opgeteld(delen, groep), geheel, groep)
