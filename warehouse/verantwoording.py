"""The account of a release: what became of every line of every delivery, and where the figures come from.

Lines that are right in themselves can still not fit the other deliveries: a school that is not in the list, a pupil who
is not enrolled, a day without schedule. That is judged at every build over what counts then, so the order in which
files come in makes no difference; the account moves those lines from loaded to quarantined.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import duckdb

from warehouse.delen import BESTAND
from warehouse.errors import PublishError
from warehouse.leveringen import Levering
from warehouse.verloop import APART_PROCENT, COUNTS, HELD, REFUSED, is_of_now

Misfits = Mapping[str, Mapping[str, int]]
# Kinds without schooljaren whose rows name a school: judged here; the others per schooljaar, by mart_verwijzingen.
WITH_SCHOOL = ("redenen", "thuiszitters")


@dataclass(frozen=True)
class Verantwoording:
    """The account of every delivery, with the lines that do not fit the other deliveries in quarantine.

    misfits: those lines, by `kind/bestand` and reason, as the manifest of the release keeps them.
    """

    leveringen: Sequence[Levering]
    misfits: Misfits

    def totals(self) -> dict[str, int]:
        """lines = loaded + quarantined + left_out + blank, of the deliveries that count or lie in the folder."""
        own = [one for one in self.leveringen if is_of_now(one)]
        return {
            "files": len(own),
            "lines": sum(one.regels for one in own),
            "loaded": sum(one.geladen for one in own),
            "quarantined": sum(map(apart, own)),
            "left_out": sum(map(left_out, own)),
            "blank": sum(one.leeg for one in own),
            "refused": sum(one.status == REFUSED for one in own),
            "held": sum(one.status == HELD for one in own),
        }

    def check(self, *, accepted: bool) -> None:
        """Raises PublishError when a line is lost or doubled, or too many are kept apart and nobody accepted that."""
        wrong = [one for one in self.leveringen if _accounted(one) != one.regels or one.geladen < 0]
        if wrong:
            lines = sum(abs(one.regels - _accounted(one)) or abs(one.geladen) for one in wrong)
            raise PublishError("tegenspraak", controle="verantwoording", regels=lines)
        judged = [one for one in self.leveringen if one.status in {COUNTS, HELD}]
        filled, aside = sum(one.regels - one.leeg for one in judged), sum(map(apart, judged))
        if aside * 100 > filled * APART_PROCENT and not accepted:
            most = Counter[tuple[str, str]]()
            for one in judged:
                most.update({(one.kind, reden): lines for reden, lines in one.quarantaine.items()})
            [((soort, reden), regels)] = most.most_common(1)
            facts = {"procent": -(-100 * aside // filled), "grens": APART_PROCENT, "regels": regels}
            error = PublishError("te_veel_apart_samen", **facts, soort=soort, reden=reden)
            error.leveringen = self.leveringen
            raise error


def judged(con: duckdb.DuckDBPyConnection, leveringen: Sequence[Levering]) -> Verantwoording:
    """The account after the rows that count were laid beside each other. Needs the marts and the views of all kinds."""
    found: dict[str, dict[str, int]] = {}
    for kind, bestand, reden, regels in _referential(con):
        found.setdefault(f"{kind}/{bestand}", {})[reden] = regels
    return Verantwoording(with_misfits(leveringen, found), found)


def with_misfits(leveringen: Sequence[Levering], misfits: Misfits) -> list[Levering]:
    """The same deliveries, with the lines that do not fit the other deliveries moved from loaded to quarantine."""
    return [_moved(one, misfits.get(f"{one.kind}/{one.sha256[:BESTAND]}", {})) for one in leveringen]


def _moved(levering: Levering, lines: Mapping[str, int]) -> Levering:
    """The same delivery with these loaded lines in quarantine."""
    if not lines:
        return levering
    before = levering.quarantaine
    apart = {reden: before.get(reden, 0) + lines.get(reden, 0) for reden in sorted({*before, *lines})}
    return replace(levering, geladen=levering.geladen - sum(lines.values()), quarantaine=apart)


def apart(levering: Levering) -> int:
    """Lines in quarantine."""
    return sum(levering.quarantaine.values())


def left_out(levering: Levering) -> int:
    """Lines that are left out on purpose."""
    return sum(levering.weggelaten.values())


def _accounted(levering: Levering) -> int:
    return levering.geladen + apart(levering) + left_out(levering) + levering.leeg


def _referential(con: duckdb.DuckDBPyConnection) -> list[tuple[str, str, str, int]]:
    """kind, bestand, reden and the number of lines that do not fit the other deliveries."""
    selects = ["select kind, bestand, reden, cast(sum(regels) as bigint) from mart_verwijzingen group by all"]
    unknown = map(unknown_school, WITH_SCHOOL)
    selects += [f"select kind, bestand, reden, count(*) from ({rows}) group by all" for rows in unknown]  # noqa: S608
    return con.execute(" union all ".join(selects)).fetchall()


def unknown_school(kind: str) -> str:
    """Lines of a kind whose school is not in the list. Grain: bestand and regel."""
    return f"""
        select '{kind}' as kind, bestanden.bestand, regel, 'onbekende_school' as reden
        from {kind}
        inner join bestanden on bestanden.kind = '{kind}' and bestanden.nummer = {kind}.bestand
        group by bestanden.bestand, regel
        having bool_and(school is not null and school not in (select bron from opvolgers))
    """  # noqa: S608 - closed list
