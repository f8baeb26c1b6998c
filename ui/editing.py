"""The pages' only way to change something: the monitor, by who may edit the theme."""

from collections.abc import Iterable
from pathlib import Path

from access import audit
from access.decision import Scope, authorize
from access.principal import NotAllowed, Principal
from ui import gate, identity, monitor, published
from warehouse.monitor import demonstration
from warehouse.monitor.events import Event, Vastgelegd
from warehouse.monitor.rules import LONGEST_AUTHOR
from warehouse.monitor.store import Store, path_in
from warehouse.monitor.texts import clean


def may(themas: Iterable[int]) -> bool:
    """Whether who looks may edit all of these themes: for what a reader is offered. `record` decides."""
    try:
        _authorize(identity.principal(), themas)
    except NotAllowed:
        return False
    return True


def is_exercise() -> bool:
    """Whether what is recorded goes to a copy: in a demonstration, on voorbeelddata."""
    return identity.principal().demonstratie


def can_begin_anew() -> bool:
    """Whether something was recorded in the exercise."""
    return is_exercise() and demonstration.path_in(published.settings().monitor_folder).exists()


def can_be_tried() -> bool:
    """Whether editing can be tried out here by who looks with another role."""
    return is_exercise() and published.settings().may_try_editing


def begin_anew(themas: Iterable[int]) -> None:
    """Throw away what was recorded in the exercise, by everybody. Only for who may edit these themes in it."""
    if is_exercise() and may(themas):
        demonstration.end(demonstration.path_in(published.settings().monitor_folder))


def record(event: Event, themas: Iterable[int], gezien: int | None) -> Vastgelegd:
    """Record an event about these themes. gezien: the number of the event that its author saw as the last, or none.

    Who may not do this reads why, and the page ends. Raises Conflict when somebody else recorded something on this
    subject in the meantime, and Refused when the rules of the monitor do not allow it.
    """
    page = identity.page()
    try:
        who = identity.principal()
        _authorize(who, themas)
        audit.record(identity.audit_folder(), who, page, "wijzigen", question=f"monitor.{event.soort}")
    except NotAllowed as refused:
        gate.refuse(refused.code, page)
    with Store(_place(who)) as store:
        agenda = store.refresh().agenda(event.agenda)
        if agenda is not None and not monitor.is_shown(agenda):
            gate.refuse("buiten_bereik", page)
        return store.record(event, _author(who), gezien)


def _place(who: Principal) -> Path:
    """Where is recorded: in a demonstration in a copy, never in the monitor itself."""
    if not who.demonstratie:
        return monitor.path()
    folder = published.settings().monitor_folder
    copy = demonstration.path_in(folder)
    demonstration.begin(path_in(folder), copy)
    return copy


def _authorize(who: Principal, themas: Iterable[int]) -> None:
    if who.demonstratie and not published.settings().may_try_editing:
        raise NotAllowed("andere_rol")
    for thema in themas:
        authorize(who, identity.page(), Scope(choices={"thema": str(thema)}), "wijzigen")


def _author(who: Principal) -> str:
    """The name under which somebody is known to those who read the history."""
    name = clean(" ".join(who.naam.split()))[:LONGEST_AUTHOR].strip()
    return name or who.id[:LONGEST_AUTHOR]
