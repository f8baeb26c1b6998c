"""An agenda as data: its years, its points in themes, and the colours in which they are judged.

Nothing here is fixed to one agenda: the next one, or that of another region, is another file.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from schemas.codes import KLEUREN
from warehouse.monitor import kwartalen
from warehouse.monitor.errors import Refused
from warehouse.monitor.texts import check_text

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,39}")
COLOUR_CODE = re.compile(r"[a-z][a-z0-9_]{0,29}")
LEEG = "leeg"  # how a screen calls what was not judged
LONGEST = 100  # quarters of an agenda: 25 years


@dataclass(frozen=True)
class Kleur:
    """A colour of the stoplight. tint: which of the shades and symbols of the dashboard stands for it."""

    code: str
    nl: str
    en: str
    tint: str


@dataclass(frozen=True)
class Punt:
    """A point of an agenda: numbered within its theme. eigenaar: who looks after it, where the agenda says so."""

    thema_nr: int
    thema: str
    punt_nr: int
    agendapunt: str
    eigenaar: str = ""

    @property
    def code(self) -> str:
        """`3.1`: theme and point."""
        return f"{self.thema_nr}.{self.punt_nr}"


@dataclass(frozen=True)
class Agenda:
    """An agenda: code, name, first and last quarter, colours from worst to best, points.

    voorbeelddata: what was judged of it is invented.
    """

    code: str
    naam: str
    van: str
    tot: str
    kleuren: tuple[Kleur, ...]
    punten: tuple[Punt, ...]
    voorbeelddata: bool = False

    @cached_property
    def kwartalen(self) -> tuple[str, ...]:
        """Every quarter of its years."""
        return kwartalen.between(self.van, self.tot)

    @cached_property
    def punt(self) -> dict[str, Punt]:
        """The points by their code."""
        return {punt.code: punt for punt in self.punten}

    @cached_property
    def thema(self) -> dict[int, str]:
        """The names of the themes by number."""
        return {punt.thema_nr: punt.thema for punt in self.punten}

    @cached_property
    def rang(self) -> dict[str, int]:
        """Colour to its place: 0 is the worst."""
        return {kleur.code: place for place, kleur in enumerate(self.kleuren)}

    @property
    def beste(self) -> str:
        """The colour of a point that reached its final goal."""
        return self.kleuren[-1].code

    def check(self) -> None:
        """Raises Refused when something in it contradicts itself or is missing."""
        if not CODE.fullmatch(self.code):
            raise Refused("agenda_code", agenda=self.code)
        if not (kwartalen.is_kwartaal(self.van) and kwartalen.is_kwartaal(self.tot) and self.van <= self.tot):
            raise Refused("agenda_periode", agenda=self.code)
        if len(self.kwartalen) > LONGEST:
            raise Refused("agenda_periode", agenda=self.code)
        self._check_colours()
        self._check_points()
        for text in (self.naam, *(name for kleur in self.kleuren for name in (kleur.nl, kleur.en))):
            check_text(text, needed=True)

    def _check_colours(self) -> None:
        codes, tints = [kleur.code for kleur in self.kleuren], [kleur.tint for kleur in self.kleuren]
        known = all(COLOUR_CODE.fullmatch(code) and code != LEEG for code in codes) and set(tints) <= set(KLEUREN)
        if len(codes) < 2 or not known or _doubled(codes) or _doubled(tints):
            raise Refused("agenda_kleuren", agenda=self.code)

    def _check_points(self) -> None:
        if not self.punten or _doubled(punt.code for punt in self.punten):
            raise Refused("agenda_punten", agenda=self.code)
        if any(punt.thema_nr < 0 or punt.punt_nr < 1 for punt in self.punten):
            raise Refused("agenda_punten", agenda=self.code)
        if any(self.thema[punt.thema_nr] != punt.thema for punt in self.punten):
            raise Refused("agenda_thema", agenda=self.code)
        for punt in self.punten:
            check_text(punt.thema, needed=True)
            check_text(punt.agendapunt, needed=True)
            check_text(punt.eigenaar)


def _doubled(values: Iterable[object]) -> bool:
    found = list(values)
    return len(set(found)) < len(found)


# The stoplight of the samenwerkingsagenda 2019-2022, for an agenda that names no colours of its own.
STOPLICHT = (
    Kleur("rood", "Rood", "Red", "rood"),
    Kleur("oranje", "Oranje", "Orange", "oranje"),
    Kleur("groen", "Groen", "Green", "groen"),
    Kleur("donkergroen", "Donkergroen", "Dark green", "donkergroen"),
)
