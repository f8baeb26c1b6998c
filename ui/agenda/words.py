"""How points, colours and what editors wrote are shown."""

from collections.abc import Sequence

from ui import grid, language, monitor
from ui.html import Html, element
from warehouse.monitor.agenda import Agenda

LOOK = "woorden agenda"


def name(agenda: Agenda, punt: str) -> str:
    """`3.1 Aandacht voor …`."""
    return f"{punt} {agenda.punt[punt].agendapunt}"


def names(agenda: Agenda, punten: Sequence[str]) -> dict[str, str]:
    """Points with their names, for a choice."""
    return {punt: name(agenda, punt) for punt in punten}


def chip(agenda: Agenda, kleur: str | None) -> Html:
    """A colour of the agenda as symbol, shade and word."""
    return grid.chip(monitor.tint(agenda, kleur))


def words(text: str) -> Html:
    """What somebody typed, marked as Dutch for who has it read aloud on an English page."""
    return element("span", text, lang=dutch())


def dutch() -> str | None:
    """The language of what editors write, where the page has another."""
    return None if language.current() == "nl" else "nl"
