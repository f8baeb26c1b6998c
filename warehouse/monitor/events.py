"""What can happen in the monitor. Each event says what somebody decided; `sleutel` names what it is about.

An event is written as JSON and read back the same; `soort` is its kind in the store.
"""

import dataclasses
import datetime
import hashlib
import json
from dataclasses import dataclass
from typing import Any, ClassVar

from warehouse.monitor.agenda import Agenda, Kleur, Punt

PDCA = ("plan", "do", "check", "act")
START = "0" * 64  # what stands before the first event
HASH_SHOWN = 8
ADDED = ("voorstel", "afwijking")  # of a status, written only where there is one


@dataclass(frozen=True)
class Voorstel:
    """The colour that a figure proposed when a point was judged. waarde: the figure as it was shown, empty where it was
    hidden or there was none. bron: the release, or the revision of the monitor, that it came from.
    """

    maat: str
    kleur: str
    waarde: str = ""
    bron: str = ""


@dataclass(frozen=True)
class Status:
    """What was judged of one point in one quarter. kleur None: looked at and not judged.

    bewijs: a link or the name of a file. volgende_stap_op: the day by which the next step is taken. pdca: plan, do,
    check, act or empty. voorstel: what was proposed at that moment; afwijking: why the colour is another one.
    """

    kleur: str | None = None
    stand_van_zaken: str = ""
    reden: str = ""
    bewijs: str = ""
    eigenaar: str = ""
    volgende_stap: str = ""
    volgende_stap_op: datetime.date | None = None
    pdca: str = ""
    voorstel: Voorstel | None = None
    afwijking: str = ""

    @property
    def wijkt_af(self) -> bool:
        """Whether another colour was chosen than was proposed."""
        return self.voorstel is not None and self.kleur is not None and self.kleur != self.voorstel.kleur


@dataclass(frozen=True)
class Doel:
    """The SMART goal that gives a point a colour: what, measured how, up to which value, when, by whom."""

    tekst: str
    maat: str = ""
    streefwaarde: str = ""
    datum: datetime.date | None = None
    eigenaar: str = ""

    @property
    def is_smart(self) -> bool:
        """Whether nothing of it is missing."""
        return all((self.tekst, self.maat, self.streefwaarde, self.datum, self.eigenaar))


@dataclass(frozen=True)
class AgendaGeladen:
    """An agenda was imported, or a newer form of it."""

    soort: ClassVar[str] = "agenda"
    inhoud: Agenda

    @property
    def agenda(self) -> str:
        return self.inhoud.code

    @property
    def sleutel(self) -> str:
        return f"agenda/{self.agenda}"


@dataclass(frozen=True)
class _OverKwartaal:
    """An event about a quarter of an agenda."""

    agenda: str
    kwartaal: str

    @property
    def sleutel(self) -> str:
        return f"kwartaal/{self.agenda}/{self.kwartaal}"


@dataclass(frozen=True)
class KwartaalGeopend(_OverKwartaal):
    """From now on statuses of this quarter can be set."""

    soort: ClassVar[str] = "kwartaal_geopend"


@dataclass(frozen=True)
class KwartaalGesloten(_OverKwartaal):
    """From now on this quarter changes by corrections only."""

    soort: ClassVar[str] = "kwartaal_gesloten"


@dataclass(frozen=True)
class _OverStatus:
    """An event about the status of a point in a quarter."""

    agenda: str
    punt: str
    kwartaal: str
    status: Status

    @property
    def sleutel(self) -> str:
        return f"status/{self.agenda}/{self.punt}/{self.kwartaal}"


@dataclass(frozen=True)
class StatusGezet(_OverStatus):
    """A point was judged in an open quarter."""

    soort: ClassVar[str] = "status"


@dataclass(frozen=True)
class StatusGecorrigeerd(_OverStatus):
    """A status of a closed quarter was changed afterwards, and why."""

    soort: ClassVar[str] = "correctie"
    correctie_reden: str


@dataclass(frozen=True)
class DoelGezet:
    """The goal of a point for a colour was set."""

    soort: ClassVar[str] = "doel"
    agenda: str
    punt: str
    kleur: str
    doel: Doel

    @property
    def sleutel(self) -> str:
        return f"doel/{self.agenda}/{self.punt}/{self.kleur}"


Event = AgendaGeladen | KwartaalGeopend | KwartaalGesloten | StatusGezet | StatusGecorrigeerd | DoelGezet
SOORTEN: dict[str, type[Event]] = {
    soort.soort: soort
    for soort in (AgendaGeladen, KwartaalGeopend, KwartaalGesloten, StatusGezet, StatusGecorrigeerd, DoelGezet)
}


@dataclass(frozen=True)
class Vastgelegd:
    """An event as it stands in the store. vorige: the number of the event before it on the same subject."""

    nr: int
    tijd: str  # UTC, ISO 8601
    auteur: str
    vorige: int | None
    vorige_hash: str
    event: Event

    @property
    def hash(self) -> str:
        """Over everything above and the hash before it: a change anywhere changes all that follow."""
        return chained(
            self.nr, self.tijd, self.auteur, self.event.soort, self.event.sleutel, self.vorige, written(self.event),
            self.vorige_hash,
        )  # fmt: skip


def chained(
    nr: int, tijd: str, auteur: str, soort: str, sleutel: str, vorige: int | None, inhoud: str, vorige_hash: str
) -> str:
    """The hash of one line of the store."""
    line = json.dumps([nr, tijd, auteur, soort, sleutel, vorige, inhoud, vorige_hash], ensure_ascii=True)
    return hashlib.sha256(line.encode()).hexdigest()


def written(event: Event) -> str:
    """The event as JSON, always the same text for the same event, also of those from before there were proposals."""
    fields = dataclasses.asdict(event)
    if "status" in fields:
        fields["status"] = {name: value for name, value in fields["status"].items() if value or name not in ADDED}
    return json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)


def read(soort: str, inhoud: str) -> Event:
    """The event that was written so. Raises ValueError, KeyError or TypeError for what was not written here."""
    fields: dict[str, Any] = json.loads(inhoud)
    if "status" in fields:
        status = _with_date(fields["status"], "volgende_stap_op")
        proposed = status.pop("voorstel", None)
        fields["status"] = Status(**status, voorstel=Voorstel(**proposed) if proposed else None)
    if "doel" in fields:
        fields["doel"] = Doel(**_with_date(fields["doel"], "datum"))
    if soort == AgendaGeladen.soort:
        agenda = fields["inhoud"]
        kleuren = tuple(Kleur(**kleur) for kleur in agenda.pop("kleuren"))
        punten = tuple(Punt(**punt) for punt in agenda.pop("punten"))
        fields["inhoud"] = Agenda(**agenda, kleuren=kleuren, punten=punten)
    return SOORTEN[soort](**fields)


def _with_date(fields: dict[str, Any], name: str) -> dict[str, Any]:
    day = fields.get(name)
    return {**fields, name: datetime.date.fromisoformat(day) if day else None}
