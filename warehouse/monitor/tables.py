"""The monitor as tables of text, for files that people read, keep and fill in, and back again.

`revisie` names the event that a line was made of; a line that is imported has seen just that.
"""

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from warehouse.monitor.agenda import Agenda
from warehouse.monitor.events import HASH_SHOWN, Vastgelegd
from warehouse.monitor.state import State

YES, NO = "ja", "nee"
Row = dict[str, str]


@dataclass(frozen=True)
class Tabel:
    """A table: its name, what a line is about, what else a line must say, and what it may say."""

    naam: str
    sleutel: tuple[str, ...]
    nodig: tuple[str, ...]
    verder: tuple[str, ...] = ()

    @property
    def kolommen(self) -> tuple[str, ...]:
        return (*self.sleutel, *self.nodig, *self.verder)

    def fits(self, columns: Iterable[str]) -> bool:
        """Whether a file with these columns is this table."""
        found = set(columns)
        return {*self.sleutel, *self.nodig} <= found <= set(self.kolommen)


PUNT = ("thema_nr", "punt_nr")
TABELLEN = {
    tabel.naam: tabel
    for tabel in (
        Tabel("agenda", ("agenda",), ("naam", "van", "tot"), ("voorbeelddata", "revisie")),
        Tabel("kleuren", ("agenda", "kleur"), ("volgorde", "nl", "en", "tint")),
        Tabel("punten", ("agenda", *PUNT), ("thema", "agendapunt"), ("eigenaar",)),
        Tabel("kwartalen", ("agenda", "kwartaal"), ("stand",), ("revisie",)),
        Tabel(
            "statussen",
            ("agenda", *PUNT, "kwartaal"),
            ("kleur",),
            (
                "stand_van_zaken", "reden", "bewijs", "eigenaar", "volgende_stap", "volgende_stap_op", "pdca",
                "voorstel_maat", "voorstel_kleur", "voorstel_waarde", "voorstel_bron", "afwijking", "revisie",
            ),
        ),
        Tabel(
            "doelen",
            ("agenda", *PUNT, "kleur"),
            ("doel",),
            ("maat", "streefwaarde", "datum", "eigenaar", "revisie"),
        ),
    )
}  # fmt: skip


def tables(state: State) -> dict[str, list[Row]]:
    """Everything that holds, per table, in the order of its key."""
    writers: Mapping[str, Callable[[State, Agenda], Iterator[Row]]] = {
        "agenda": _agenda,
        "kleuren": _kleuren,
        "punten": _punten,
        "kwartalen": _kwartalen,
        "statussen": _statussen,
        "doelen": _doelen,
    }
    agendas = sorted(state.agendas().values(), key=lambda agenda: agenda.code)
    return {naam: [row for agenda in agendas for row in write(state, agenda)] for naam, write in writers.items()}


def revision(vastgelegd: Vastgelegd | None) -> str:
    """`37-1f9a0c52`: the number of an event and the beginning of its hash; empty when there is none."""
    return f"{vastgelegd.nr}-{vastgelegd.hash[:HASH_SHOWN]}" if vastgelegd else ""


def _agenda(state: State, agenda: Agenda) -> Iterator[Row]:
    yield {
        "agenda": agenda.code,
        "naam": agenda.naam,
        "van": agenda.van,
        "tot": agenda.tot,
        "voorbeelddata": YES if agenda.voorbeelddata else NO,
        "revisie": revision(state.last(f"agenda/{agenda.code}")),
    }


def _kleuren(_state: State, agenda: Agenda) -> Iterator[Row]:
    for place, kleur in enumerate(agenda.kleuren, 1):
        yield {
            "agenda": agenda.code,
            "kleur": kleur.code,
            "volgorde": str(place),
            "nl": kleur.nl,
            "en": kleur.en,
            "tint": kleur.tint,
        }


def _punten(_state: State, agenda: Agenda) -> Iterator[Row]:
    for punt in agenda.punten:
        yield {
            "agenda": agenda.code,
            "thema_nr": str(punt.thema_nr),
            "punt_nr": str(punt.punt_nr),
            "thema": punt.thema,
            "agendapunt": punt.agendapunt,
            "eigenaar": punt.eigenaar,
        }


def _kwartalen(state: State, agenda: Agenda) -> Iterator[Row]:
    for kwartaal, stand in state.kwartalen(agenda.code).items():
        seen = revision(state.last(f"kwartaal/{agenda.code}/{kwartaal}"))
        yield {"agenda": agenda.code, "kwartaal": kwartaal, "stand": stand, "revisie": seen}


def _statussen(state: State, agenda: Agenda) -> Iterator[Row]:
    found = state.statussen(agenda.code)
    for punt, kwartaal in sorted(found, key=lambda cell: (cell[1], numbers(cell[0]))):
        status = found[punt, kwartaal]
        yield {
            "agenda": agenda.code,
            **_numbered(punt),
            "kwartaal": kwartaal,
            "kleur": status.kleur or "",
            "stand_van_zaken": status.stand_van_zaken,
            "reden": status.reden,
            "bewijs": status.bewijs,
            "eigenaar": status.eigenaar,
            "volgende_stap": status.volgende_stap,
            "volgende_stap_op": _day(status.volgende_stap_op),
            "pdca": status.pdca,
            "voorstel_maat": status.voorstel.maat if status.voorstel else "",
            "voorstel_kleur": status.voorstel.kleur if status.voorstel else "",
            "voorstel_waarde": status.voorstel.waarde if status.voorstel else "",
            "voorstel_bron": status.voorstel.bron if status.voorstel else "",
            "afwijking": status.afwijking,
            "revisie": revision(state.last(f"status/{agenda.code}/{punt}/{kwartaal}")),
        }


def _doelen(state: State, agenda: Agenda) -> Iterator[Row]:
    found = state.doelen(agenda.code)
    for punt, kleur in sorted(found, key=lambda goal: (numbers(goal[0]), agenda.rang[goal[1]])):
        doel = found[punt, kleur]
        yield {
            "agenda": agenda.code,
            **_numbered(punt),
            "kleur": kleur,
            "doel": doel.tekst,
            "maat": doel.maat,
            "streefwaarde": doel.streefwaarde,
            "datum": _day(doel.datum),
            "eigenaar": doel.eigenaar,
            "revisie": revision(state.last(f"doel/{agenda.code}/{punt}/{kleur}")),
        }


def numbers(punt: str) -> tuple[int, int]:
    """Theme and point as numbers, from `3.1`."""
    thema_nr, _, punt_nr = punt.partition(".")
    return int(thema_nr), int(punt_nr)


def _numbered(punt: str) -> Row:
    thema_nr, punt_nr = numbers(punt)
    return {"thema_nr": str(thema_nr), "punt_nr": str(punt_nr)}


def _day(day: datetime.date | None) -> str:
    return day.isoformat() if day else ""
