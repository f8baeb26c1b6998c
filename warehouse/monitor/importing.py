"""From tables to events: what a file says that is not so yet, and what somebody else changed meanwhile."""

import dataclasses
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from warehouse.monitor.agenda import STOPLICHT, Agenda, Kleur, Punt
from warehouse.monitor.errors import Conflict, Refused
from warehouse.monitor.events import (
    AgendaGeladen,
    DoelGezet,
    Event,
    KwartaalGeopend,
    KwartaalGesloten,
    StatusGecorrigeerd,
    StatusGezet,
    Vastgelegd,
)
from warehouse.monitor.rows import Regel, each_once
from warehouse.monitor.state import GESLOTEN, OPEN, State
from warehouse.monitor.store import Store
from warehouse.monitor.tables import revision

Tables = Mapping[str, Sequence[Regel]]
YEARS = re.compile(r"(\d{4})-(\d{4})")


@dataclass
class Imported:
    """How many events of each kind were recorded; conflicts: when there are any, nothing was recorded."""

    recorded: Counter[str] = field(default_factory=Counter)
    conflicts: list[Conflict] = field(default_factory=list)


class _Undone(Exception):
    """Nothing is to be kept of what was recorded together."""


def import_tables(store: Store, found: Tables, auteur: str, *, reden: str = "", overwrite: bool = False) -> Imported:
    """Record what the tables say and the store does not, all of it or, at a conflict, nothing.

    A line has seen the event that its `revisie` names; without one it has seen nothing. overwrite: it has seen what
    is there now. Lines that the tables leave out stay as they are. What differs of a closed quarter becomes a
    correction with `reden`; quarters that statuses are given for and that were never opened are opened.
    Raises Refused when the rules do not allow something.
    """
    result = Imported()
    try:
        with store.together() as add:
            plan = _Plan(store.state, add, auteur, overwrite, result)
            plan.agendas(found)
            plan.opened(found)
            plan.statuses(found, reden)
            plan.closed(found)
            plan.goals(found)
            if result.conflicts:
                raise _Undone
    except _Undone:
        result.recorded.clear()
    return result


@dataclass(frozen=True)
class _Plan:
    state: State
    add: Callable[[Event, str, int | None], Vastgelegd]
    auteur: str
    overwrite: bool
    result: Imported

    def agendas(self, found: Tables) -> None:
        for agenda, seen in _agendas(self.state, found):
            if agenda != self.state.agenda(agenda.code):
                self._record(AgendaGeladen(agenda), seen)

    def opened(self, found: Tables) -> None:
        wanted = {(regel.text("agenda"), regel.text("kwartaal")) for regel in _of(found, "kwartalen")}
        wanted |= {(regel.text("agenda"), regel.text("kwartaal")) for regel in _of(found, "statussen")}
        for agenda, kwartaal in sorted(wanted):
            if self.state.kwartaal(agenda, kwartaal) is None:
                self._record(KwartaalGeopend(agenda, kwartaal), "")

    def statuses(self, found: Tables, reden: str) -> None:
        changed = []
        for regel in _of(found, "statussen"):
            agenda, punt, kwartaal, status = regel.text("agenda"), regel.punt, regel.text("kwartaal"), regel.status()
            if status != self.state.status(agenda, punt, kwartaal):
                changed.append((StatusGezet(agenda, punt, kwartaal, status), regel.text("revisie")))
        late = [event for event, _ in changed if self.state.kwartaal(event.agenda, event.kwartaal) == GESLOTEN]
        if late and not reden:
            raise Refused("reden_nodig", aantal=len(late))
        for event, seen in changed:
            if self.state.kwartaal(event.agenda, event.kwartaal) == GESLOTEN:
                correctie = StatusGecorrigeerd(event.agenda, event.punt, event.kwartaal, event.status, reden)
                self._record(correctie, seen)
            else:
                self._record(event, seen)

    def closed(self, found: Tables) -> None:
        for regel in _of(found, "kwartalen"):
            agenda, kwartaal = regel.text("agenda"), regel.text("kwartaal")
            stand = regel.one_of("stand", (OPEN, GESLOTEN))
            if stand == GESLOTEN and self.state.kwartaal(agenda, kwartaal) == OPEN:
                # What a person does in between belongs to the quarter; that it is open is all there is to see.
                last = self.state.last(f"kwartaal/{agenda}/{kwartaal}")
                self._record(KwartaalGesloten(agenda, kwartaal), revision(last))

    def goals(self, found: Tables) -> None:
        for regel in _of(found, "doelen"):
            event = DoelGezet(regel.text("agenda"), regel.punt, regel.text("kleur"), regel.doel())
            if event.doel != self.state.doelen(event.agenda).get((event.punt, event.kleur)):
                self._record(event, regel.text("revisie"))

    def _record(self, event: Event, seen: str) -> None:
        last = self.state.last(event.sleutel)
        if last and not self.overwrite and seen != revision(last):
            self.result.conflicts.append(Conflict(last, event))
            return
        self.add(event, self.auteur, last.nr if last else None)
        self.result.recorded[event.soort] += 1


def differences(conflict: Conflict) -> dict[str, tuple[str, str]]:
    """Per field in which two versions differ: what is there, and what was to be recorded."""
    found = _fields(conflict.gevonden.event) if conflict.gevonden else {}
    wanted = _fields(conflict.gewild)
    names = [name for name in (*wanted, *(set(found) - set(wanted))) if found.get(name, "") != wanted.get(name, "")]
    return {name: (found.get(name, ""), wanted.get(name, "")) for name in names}


def _fields(event: Event) -> dict[str, str]:
    if isinstance(event, StatusGezet | StatusGecorrigeerd):
        content = dataclasses.asdict(event.status)
        content |= {f"voorstel_{name}": value for name, value in (content.pop("voorstel") or {}).items()}
    elif isinstance(event, DoelGezet):
        content = dataclasses.asdict(event.doel)
    elif isinstance(event, AgendaGeladen):
        content = {**dataclasses.asdict(event.inhoud), "kleuren": len(event.inhoud.kleuren)}
        content |= {f"punt {punt.code}": punt.agendapunt for punt in event.inhoud.punten}
        del content["punten"]
    else:
        content = {"stand": GESLOTEN if isinstance(event, KwartaalGesloten) else OPEN}
    return {name: "" if value is None else str(value) for name, value in content.items()}


def _of(found: Tables, tabel: str) -> Iterator[Regel]:
    return each_once(found.get(tabel, ()))


def _agendas(state: State, found: Tables) -> Iterator[tuple[Agenda, str]]:
    """The agendas as the tables tell them; what they leave out stays, or is as usual. With what they have seen."""
    heads = {regel.text("agenda"): regel for regel in _of(found, "agenda")}
    kleuren = _per_agenda(found, "kleuren")
    punten = _per_agenda(found, "punten")
    for code in dict.fromkeys((*heads, *kleuren, *punten)):
        base = state.agenda(code) or _plain(code)
        if head := heads.get(code):
            base = dataclasses.replace(base, naam=head.text("naam"), van=head.text("van"), tot=head.text("tot"))
            base = dataclasses.replace(base, voorbeelddata=head.yes("voorbeelddata"))
        if code in kleuren:
            base = dataclasses.replace(base, kleuren=tuple(map(_kleur, sorted(kleuren[code], key=_place))))
        if code in punten:
            base = dataclasses.replace(base, punten=tuple(map(_punt, sorted(punten[code], key=_numbers))))
        yield base, heads[code].text("revisie") if code in heads else ""


def _per_agenda(found: Tables, tabel: str) -> dict[str, list[Regel]]:
    parts: dict[str, list[Regel]] = {}
    for regel in _of(found, tabel):
        parts.setdefault(regel.text("agenda"), []).append(regel)
    return parts


def _plain(code: str) -> Agenda:
    """An agenda of which only the points are given: named after its years, in the colours of the stoplight."""
    years = YEARS.fullmatch(code)
    van, tot = (f"{years[1]}-K1", f"{years[2]}-K4") if years else ("", "")
    return Agenda(code, code, van, tot, STOPLICHT, ())


def _place(regel: Regel) -> int:
    return regel.number("volgorde")


def _numbers(regel: Regel) -> tuple[int, int]:
    return regel.number("thema_nr"), regel.number("punt_nr")


def _kleur(regel: Regel) -> Kleur:
    return Kleur(regel.text("kleur"), regel.text("nl"), regel.text("en"), regel.text("tint"))


def _punt(regel: Regel) -> Punt:
    thema_nr, punt_nr = _numbers(regel)
    return Punt(thema_nr, regel.text("thema"), punt_nr, regel.text("agendapunt"), regel.text("eigenaar"))
