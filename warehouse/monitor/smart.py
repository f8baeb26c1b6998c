"""How many points had SMART goals for every colour at the end of a quarter, and which colour that proposes."""

from schemas.indicatoren import Meting, Voorwaarde
from warehouse.monitor import kwartalen
from warehouse.monitor.agenda import Agenda
from warehouse.monitor.events import DoelGezet
from warehouse.monitor.state import State


def points_with_goals(state: State, agenda: Agenda, kwartaal: str) -> int:
    """The points of which the goals for all colours were SMART on the last day of a quarter."""
    until = kwartalen.last_day(kwartaal).isoformat()
    return sum(
        all(_is_smart(state, f"doel/{agenda.code}/{punt}/{kleur}", until) for kleur in agenda.rang)
        for punt in agenda.punt
    )


def proposal(meting: Meting, number: int, total: int) -> str | None:
    """The best colour of which all that it asks of a share holds; None where it asks for more than the share itself."""
    asked = [one for own in meting.kleuren.values() for one in own]
    if not total or any(one.maat != meting.maat or one.tegenover or one.kwartalen > 1 for one in asked):
        return None
    fitting = [kleur for kleur, own in meting.kleuren.items() if all(_holds(one, number, total) for one in own)]
    return fitting[-1]


def _is_smart(state: State, sleutel: str, until: str) -> bool:
    known = [one.event for one in state.history(sleutel) if one.tijd[:10] <= until]
    return bool(known) and isinstance(last := known[-1], DoelGezet) and last.doel.is_smart


def _holds(asked: Voorwaarde, number: int, total: int) -> bool:
    difference = 100 * number - asked.grens * total
    return {
        "vanaf": difference >= 0,
        "boven": difference > 0,
        "hoogstens": difference <= 0,
        "onder": difference < 0,
    }[asked.vergelijking]
