"""Which event may follow on what already happened. Who may record it is decided elsewhere."""

from warehouse.monitor import kwartalen
from warehouse.monitor.agenda import Agenda
from warehouse.monitor.errors import Refused
from warehouse.monitor.events import (
    PDCA,
    AgendaGeladen,
    Doel,
    DoelGezet,
    Event,
    KwartaalGeopend,
    KwartaalGesloten,
    Status,
    StatusGecorrigeerd,
    StatusGezet,
)
from warehouse.monitor.state import GESLOTEN, OPEN, State
from warehouse.monitor.texts import check_text

LONGEST_AUTHOR = 100


def check(state: State, event: Event, auteur: str) -> None:
    """Raises Refused, with its code, when the event may not happen now."""
    if not auteur or len(auteur) > LONGEST_AUTHOR:
        raise Refused("auteur")
    check_text(auteur)
    if isinstance(event, AgendaGeladen):
        _check_agenda(state, event.inhoud)
        return
    agenda = state.agenda(event.agenda)
    if agenda is None:
        raise Refused("onbekende_agenda", agenda=event.agenda)
    if isinstance(event, DoelGezet):
        _check_point(agenda, event.punt)
        _check_goal(agenda, event.kleur, event.doel)
        return
    if isinstance(event, KwartaalGeopend | KwartaalGesloten):
        _check_quarter(state, agenda, event)
        return
    _check_point(agenda, event.punt)
    _check_status(agenda, event.status)
    _check_moment(state, agenda, event)


def _check_agenda(state: State, new: Agenda) -> None:
    new.check()
    if state.agenda(new.code) is None:
        return
    statuses, goals = state.statussen(new.code), state.doelen(new.code)
    points = {punt for punt, _ in (*statuses, *goals)}
    colours = {status.kleur for status in statuses.values() if status.kleur} | {kleur for _, kleur in goals}
    if not (
        points <= set(new.punt) and colours <= set(new.rang) and set(state.kwartalen(new.code)) <= set(new.kwartalen)
    ):
        raise Refused("agenda_in_gebruik", agenda=new.code)


def _check_point(agenda: Agenda, punt: str) -> None:
    if punt not in agenda.punt:
        raise Refused("onbekend_punt", agenda=agenda.code, punt=punt)


def _check_goal(agenda: Agenda, kleur: str, doel: Doel) -> None:
    if kleur not in agenda.rang:
        raise Refused("onbekende_kleur", agenda=agenda.code, kleur=kleur)
    if not doel.tekst:
        raise Refused("doel_zonder_tekst")
    for text in (doel.tekst, doel.maat, doel.streefwaarde, doel.eigenaar):
        check_text(text)


def _check_quarter(state: State, agenda: Agenda, event: KwartaalGeopend | KwartaalGesloten) -> None:
    _check_period(agenda, event.kwartaal)
    stand, feiten = state.kwartaal(agenda.code, event.kwartaal), {"agenda": agenda.code, "kwartaal": event.kwartaal}
    if isinstance(event, KwartaalGeopend):
        if stand is not None:
            raise Refused("al_geopend", **feiten)
    elif stand is None:
        raise Refused("niet_open", **feiten)
    elif stand == GESLOTEN:
        raise Refused("gesloten", **feiten)


def _check_status(agenda: Agenda, status: Status) -> None:
    if status.kleur is not None and status.kleur not in agenda.rang:
        raise Refused("onbekende_kleur", agenda=agenda.code, kleur=status.kleur)
    if status.pdca and status.pdca not in PDCA:
        raise Refused("pdca")
    if status.volgende_stap_op and not status.volgende_stap:
        raise Refused("stap_zonder_tekst")
    for text in (status.stand_van_zaken, status.reden, status.bewijs, status.eigenaar, status.volgende_stap):
        check_text(text)
    check_text(status.afwijking)
    if status.voorstel:
        if status.voorstel.kleur not in agenda.rang:
            raise Refused("onbekende_kleur", agenda=agenda.code, kleur=status.voorstel.kleur)
        for text in (status.voorstel.maat, status.voorstel.waarde, status.voorstel.bron):
            check_text(text)
        if status.wijkt_af and not status.afwijking:
            raise Refused("afwijking_zonder_reden")


def _check_moment(state: State, agenda: Agenda, event: StatusGezet | StatusGecorrigeerd) -> None:
    _check_period(agenda, event.kwartaal)
    stand, feiten = state.kwartaal(agenda.code, event.kwartaal), {"agenda": agenda.code, "kwartaal": event.kwartaal}
    if stand is None:
        raise Refused("niet_open", **feiten)
    if isinstance(event, StatusGecorrigeerd):
        if stand == OPEN:
            raise Refused("niet_gesloten", **feiten)
        if not event.correctie_reden:
            raise Refused("correctie_zonder_reden", kwartaal=event.kwartaal)
        check_text(event.correctie_reden)
    elif stand == GESLOTEN:
        raise Refused("gesloten", **feiten)


def _check_period(agenda: Agenda, kwartaal: str) -> None:
    if not kwartalen.is_kwartaal(kwartaal):
        raise Refused("geen_kwartaal")
    if kwartaal not in agenda.kwartalen:
        raise Refused("buiten_periode", agenda=agenda.code, kwartaal=kwartaal)
