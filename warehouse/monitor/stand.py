"""How an agenda stands: colours, trend, and what a meeting wants to talk about. Counts of points, never of people."""

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from schemas.indicatoren import Meting
from warehouse.monitor import kwartalen
from warehouse.monitor.agenda import LEEG, Agenda, Punt
from warehouse.monitor.events import HASH_SHOWN, Doel, Status, Vastgelegd
from warehouse.monitor.smart import points_with_goals, proposal
from warehouse.monitor.state import GESLOTEN, State

HOGER, LAGER, GELIJK, EERSTE, VERVALLEN = "hoger", "lager", "gelijk", "eerste", "vervallen"
STIL = 2  # quarters without a better colour after which a point is talked about


@dataclass(frozen=True)
class Wijziging:
    """A point that changed from one quarter to the next. soort: hoger, lager, eerste or vervallen (not judged now)."""

    punt: Punt
    soort: str
    van: str | None
    naar: str | None
    status: Status | None


@dataclass(frozen=True)
class Stilstand:
    """A point without a better colour for two quarters or more. sinds: the quarter of its last rise or first colour.

    kleur and sinds None: it was not judged in these quarters.
    """

    punt: Punt
    kleur: str | None
    sinds: str | None


@dataclass(frozen=True)
class LateStap:
    """A next step that should have been taken. kwartaal: in which it was last told."""

    punt: Punt
    kwartaal: str
    status: Status
    op: datetime.date


@dataclass(frozen=True)
class Jaarstand:
    """A theme at the end of a year: points per colour then and a year before; how many rose and fell in between."""

    thema_nr: int
    thema: str
    nu: Mapping[str, int]
    vorig: Mapping[str, int]
    hoger: int
    lager: int


class Stand:
    """One agenda as it stands after a number of events; made once, asked often."""

    def __init__(self, state: State, agenda: Agenda) -> None:
        self._state = state
        self.agenda = agenda
        self.statussen = state.statussen(agenda.code)
        self.doelen = state.doelen(agenda.code)
        self.kwartalen = state.kwartalen(agenda.code)

    @property
    def revisie(self) -> str:
        """The last event that it is made of: its number and the beginning of its hash."""
        return f"{self._state.nr}-{self._state.hash[:HASH_SHOWN]}"

    @cached_property
    def bijgewerkt(self) -> str:
        """The day of the last event about this agenda, `2022-11-01`."""
        return max(
            (
                events[-1].tijd[:10]
                for sleutel, events in self._state.versies.items()
                if sleutel.split("/")[1] == self.agenda.code
            ),
            default="",
        )

    @cached_property
    def beoordeeld(self) -> tuple[str, ...]:
        """The quarters in which at least one point has a colour, in order."""
        return tuple(sorted({kwartaal for (_, kwartaal), status in self.statussen.items() if status.kleur}))

    @property
    def besproken(self) -> str:
        """The quarter that a meeting talks about: the last that was closed, else the last judged, else the first."""
        closed = [kwartaal for kwartaal, stand in self.kwartalen.items() if stand == GESLOTEN]
        return max(closed, default=max(self.beoordeeld, default=self.agenda.van))

    def kleur(self, punt: str, kwartaal: str) -> str | None:
        """The colour, or nothing where it was not judged."""
        status = self.statussen.get((punt, kwartaal))
        return status.kleur if status else None

    def laatste(self, punt: str, tot: str) -> tuple[str, Status] | None:
        """The last quarter up to `tot` with a status of a point, and that status."""
        own = [kwartaal for kwartaal in self._told.get(punt, ()) if kwartaal <= tot]
        return (own[-1], self.statussen[punt, own[-1]]) if own else None

    def eigenaar(self, punt: str) -> str:
        """Who looks after a point: as was told last, else as the agenda says."""
        own = self.laatste(punt, self.agenda.tot)
        return (own[1].eigenaar if own else "") or self.agenda.punt[punt].eigenaar

    @cached_property
    def eigenaren(self) -> tuple[str, ...]:
        """Everybody who looks after a point, by name."""
        return tuple(sorted({owner for punt in self.agenda.punt if (owner := self.eigenaar(punt))}))

    def trend(self, punt: str, tot: str) -> str | None:
        """The last colour of a point up to `tot`, beside the colour before it; nothing where it never had one."""
        colours = self._colours(punt, tot)
        if not colours:
            return None
        if len(colours) == 1:
            return EERSTE
        return self._move(colours[-2][1], colours[-1][1])

    def telling(self, kwartaal: str, punten: Collection[str]) -> dict[str, int]:
        """How many of these points have each colour; `leeg`: not judged."""
        counts = dict.fromkeys((*self.agenda.rang, LEEG), 0)
        for punt in punten:
            counts[self.kleur(punt, kwartaal) or LEEG] += 1
        return counts

    def wijzigingen(self, kwartaal: str) -> list[Wijziging]:
        """What changed since the quarter before, in the order of the agenda."""
        before, found = kwartalen.shifted(kwartaal, -1), []
        for code, punt in self.agenda.punt.items():
            van, naar = self.kleur(code, before), self.kleur(code, kwartaal)
            if van != naar:
                if naar is None:
                    soort = VERVALLEN
                elif van is None:
                    soort = self._after_gap(code, kwartaal, naar)
                else:
                    soort = self._move(van, naar)
                found.append(Wijziging(punt, soort, van, naar, self.statussen.get((code, kwartaal))))
        return found

    def stilstand(self, kwartaal: str) -> list[Stilstand]:
        """Points without progress for two quarters: they did not rise since then, or were not judged since then.

        Who reached the final goal has nowhere to rise to.
        """
        recent = [kwartalen.shifted(kwartaal, -back) for back in range(STIL)]
        reference, found = kwartalen.shifted(kwartaal, -STIL), []
        for code, punt in self.agenda.punt.items():
            now = self.kleur(code, kwartaal)
            if all(self.kleur(code, one) is None for one in recent):
                found.append(Stilstand(punt, None, None))
            elif now and now != self.agenda.beste and (since := self._since(code, kwartaal)) <= reference:
                found.append(Stilstand(punt, now, since))
        return found

    def late_stappen(self, kwartaal: str, vandaag: datetime.date) -> list[LateStap]:
        """Next steps with a day before the end of the quarter (or before today), latest told, longest late first."""
        until, found = min(kwartalen.last_day(kwartaal), vandaag), []
        for code, punt in self.agenda.punt.items():
            told = self.laatste(code, kwartaal)
            if told and (day := told[1].volgende_stap_op) and day < until:
                found.append(LateStap(punt, told[0], told[1], day))
        return sorted(found, key=lambda late: (late.op, late.punt.thema_nr, late.punt.punt_nr))

    def smart(self, meting: Meting, kwartaal: str) -> tuple[int, str | None]:
        """How many points had SMART goals for every colour at the end of a quarter, and the colour that proposes."""
        number = points_with_goals(self._state, self.agenda, kwartaal)
        return number, proposal(meting, number, len(self.agenda.punt))

    def zonder_doelen(self) -> dict[str, list[str]]:
        """Point to the colours for which it has no goal yet; points with all goals are left out."""
        lacking = {
            code: [kleur for kleur in self.agenda.rang if (code, kleur) not in self.doelen] for code in self.agenda.punt
        }
        return {code: colours for code, colours in lacking.items() if colours}

    def doelen_van(self, punt: str) -> dict[str, Doel | None]:
        """The goal of a point per colour, in the order of the colours."""
        return {kleur: self.doelen.get((punt, kleur)) for kleur in self.agenda.rang}

    def jaren(self) -> tuple[str, ...]:
        """The years of the agenda in which a point was judged."""
        return tuple(sorted({kwartaal[:4] for kwartaal in self.beoordeeld}))

    def jaaroverzicht(self, jaar: str) -> list[Jaarstand]:
        """Per theme how the points stand at the end of a year, or at its last judged quarter, beside a year before."""
        own = [kwartaal for kwartaal in self.beoordeeld if kwartaal.startswith(jaar) and self._is_ready(kwartaal)]
        if not own:
            return []
        now, then = own[-1], f"{int(jaar) - 1}-K4"
        return [
            Jaarstand(
                nummer,
                thema,
                self.telling(now, codes),
                self.telling(then, codes),
                self._moved(codes, then, now, HOGER),
                self._moved(codes, then, now, LAGER),
            )
            for nummer, thema in self.agenda.thema.items()
            for codes in [[code for code, punt in self.agenda.punt.items() if punt.thema_nr == nummer]]
        ]

    def geschiedenis(self, punt: str, kwartaal: str) -> tuple[Vastgelegd, ...]:
        """Everything that was recorded of a point in a quarter, oldest first."""
        return self.versies(f"status/{self.agenda.code}/{punt}/{kwartaal}")

    def versies(self, sleutel: str) -> tuple[Vastgelegd, ...]:
        """Everything that was recorded of a subject, oldest first."""
        return self._state.history(sleutel)

    def _is_ready(self, kwartaal: str) -> bool:
        """A year is told from closed quarters; from an open one only where none is closed yet."""
        return self.kwartalen.get(kwartaal) == GESLOTEN or GESLOTEN not in self.kwartalen.values()

    def _moved(self, codes: Collection[str], then: str, now: str, soort: str) -> int:
        pairs = [(self.kleur(code, then), self.kleur(code, now)) for code in codes]
        return sum(1 for van, naar in pairs if van and naar and self._move(van, naar) == soort)

    def _move(self, van: str, naar: str) -> str:
        difference = self.agenda.rang[naar] - self.agenda.rang[van]
        return HOGER if difference > 0 else LAGER if difference < 0 else GELIJK

    def _after_gap(self, punt: str, kwartaal: str, naar: str) -> str:
        earlier = self._colours(punt, kwartalen.shifted(kwartaal, -1))
        return self._move(earlier[-1][1], naar) if earlier else EERSTE

    def _since(self, punt: str, kwartaal: str) -> str:
        """The quarter in which the point last rose, or got its first colour."""
        colours = self._colours(punt, kwartaal)
        risen = [after[0] for before, after in pairwise(colours) if self._move(before[1], after[1]) == HOGER]
        return risen[-1] if risen else colours[0][0]

    def _colours(self, punt: str, tot: str) -> list[tuple[str, str]]:
        """Quarter and colour of a point, up to a quarter, where it was judged."""
        told = ((kwartaal, self.kleur(punt, kwartaal)) for kwartaal in self._told.get(punt, ()) if kwartaal <= tot)
        return [(kwartaal, kleur) for kwartaal, kleur in told if kleur]

    @cached_property
    def _told(self) -> dict[str, list[str]]:
        """Point to the quarters in which something was told of it, in order."""
        found: dict[str, list[str]] = {}
        for punt, kwartaal in sorted(self.statussen, key=lambda cell: cell[1]):
            found.setdefault(punt, []).append(kwartaal)
        return found
