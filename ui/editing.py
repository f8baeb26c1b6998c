"""The pages' only way to change something: the monitor, by who may edit the theme."""

from collections.abc import Iterable

from access import audit
from access.decision import Scope, authorize
from access.principal import NotAllowed, Principal
from ui import gate, identity, monitor
from warehouse.monitor.events import Event, Vastgelegd
from warehouse.monitor.rules import LONGEST_AUTHOR
from warehouse.monitor.store import Store
from warehouse.monitor.texts import clean


def may(themas: Iterable[int]) -> bool:
    """Whether who looks may edit all of these themes: for what a reader is offered. `record` decides."""
    try:
        _authorize(identity.principal(), themas)
    except NotAllowed:
        return False
    return True


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
    with Store(monitor.path()) as store:
        return store.record(event, _author(who), gezien)


def _authorize(who: Principal, themas: Iterable[int]) -> None:
    for thema in themas:
        authorize(who, identity.page(), Scope(choices={"thema": str(thema)}), "wijzigen")


def _author(who: Principal) -> str:
    """The name under which somebody is known to those who read the history."""
    name = clean(" ".join(who.naam.split()))[:LONGEST_AUTHOR].strip()
    return name or who.id[:LONGEST_AUTHOR]
