"""What holds now: the events gone through in order."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from warehouse.monitor.agenda import Agenda
from warehouse.monitor.events import (
    START,
    AgendaGeladen,
    Doel,
    DoelGezet,
    Event,
    KwartaalGeopend,
    KwartaalGesloten,
    Status,
    StatusGecorrigeerd,
    StatusGezet,
    Vastgelegd,
)

OPEN, GESLOTEN = "open", "gesloten"


@dataclass
class State:
    """Everything that was recorded, by what it is about. nr and hash: of the last event.

    versies: sleutel to its events, oldest first; the last of them holds.
    """

    nr: int = 0
    hash: str = START
    versies: dict[str, list[Vastgelegd]] = field(default_factory=dict)

    def add(self, vastgelegd: Vastgelegd, hash_: str) -> None:
        """One event further."""
        self.versies.setdefault(vastgelegd.event.sleutel, []).append(vastgelegd)
        self.nr, self.hash = vastgelegd.nr, hash_

    def last(self, sleutel: str) -> Vastgelegd | None:
        """The event that holds of a subject."""
        found = self.versies.get(sleutel)
        return found[-1] if found else None

    def agendas(self) -> dict[str, Agenda]:
        """The agendas by code, the latest years first."""
        found = [event.inhoud for event in self._holding() if isinstance(event, AgendaGeladen)]
        return {agenda.code: agenda for agenda in sorted(found, key=lambda one: (one.tot, one.code), reverse=True)}

    def agenda(self, code: str) -> Agenda | None:
        last = self.last(f"agenda/{code}")
        return last.event.inhoud if last and isinstance(last.event, AgendaGeladen) else None

    def kwartaal(self, agenda: str, kwartaal: str) -> str | None:
        """`open`, `gesloten`, or nothing when it was never opened."""
        last = self.last(f"kwartaal/{agenda}/{kwartaal}")
        return None if last is None else GESLOTEN if isinstance(last.event, KwartaalGesloten) else OPEN

    def kwartalen(self, agenda: str) -> dict[str, str]:
        """The quarters that were opened, in order, with how they stand."""
        opened = {
            event.kwartaal: GESLOTEN if isinstance(event, KwartaalGesloten) else OPEN
            for event in self._holding()
            if isinstance(event, KwartaalGeopend | KwartaalGesloten) and event.agenda == agenda
        }
        return dict(sorted(opened.items()))

    def status(self, agenda: str, punt: str, kwartaal: str) -> Status | None:
        last = self.last(f"status/{agenda}/{punt}/{kwartaal}")
        return last.event.status if last and isinstance(last.event, StatusGezet | StatusGecorrigeerd) else None

    def statussen(self, agenda: str) -> dict[tuple[str, str], Status]:
        """The statuses that hold, by point and quarter."""
        return {
            (event.punt, event.kwartaal): event.status
            for event in self._holding()
            if isinstance(event, StatusGezet | StatusGecorrigeerd) and event.agenda == agenda
        }

    def doelen(self, agenda: str) -> dict[tuple[str, str], Doel]:
        """The goals that hold, by point and colour."""
        return {
            (event.punt, event.kleur): event.doel
            for event in self._holding()
            if isinstance(event, DoelGezet) and event.agenda == agenda
        }

    def history(self, sleutel: str) -> tuple[Vastgelegd, ...]:
        """All that was recorded of a subject, oldest first."""
        return tuple(self.versies.get(sleutel, ()))

    def _holding(self) -> Iterator[Event]:
        return (events[-1].event for events in self.versies.values())


def fold(events: Iterable[tuple[Vastgelegd, str]]) -> State:
    """The state after these events, each with its hash."""
    state = State()
    for vastgelegd, hash_ in events:
        state.add(vastgelegd, hash_)
    return state
