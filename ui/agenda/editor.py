"""Forms for the editors: the status of a point, a correction, a goal, and opening and closing a quarter."""

import datetime
from collections.abc import Mapping
from typing import Any

import streamlit as st

from ui import editing, labels, monitor
from ui import format as fmt
from ui.agenda import exercise, indicator
from ui.agenda.draft import Draft, tell_saved
from ui.agenda.words import name
from ui.language import gettext as _
from warehouse.monitor.agenda import LEEG, Agenda
from warehouse.monitor.events import (
    PDCA,
    Doel,
    DoelGezet,
    KwartaalGeopend,
    KwartaalGesloten,
    Status,
    StatusGecorrigeerd,
    StatusGezet,
)
from warehouse.monitor.stand import Stand
from warehouse.monitor.state import GESLOTEN, OPEN
from warehouse.monitor.texts import clean

EARLIEST, LATEST = datetime.date(2000, 1, 1), datetime.date(2100, 12, 31)


def show(stand: Stand, gemeten: indicator.Gemeten | None, punt: str, kwartaal: str) -> None:
    """The forms for a point in a quarter; nothing for who may not edit its theme."""
    thema = stand.agenda.punt[punt].thema_nr
    if not editing.may([thema]):
        exercise.invite()
        return
    st.subheader(_("Wijzigen"), anchor=False)
    with st.container():  # one place, whatever is said: else what stands below it would close when something is added
        exercise.show([thema])
        tell_saved()
    _quarter(stand, kwartaal)
    if stand.kwartalen.get(kwartaal):
        title = _("Stand van dit punt") if stand.kwartalen[kwartaal] == OPEN else _("Correctie van dit punt")
        unsettled = Draft(stand, f"status/{stand.agenda.code}/{punt}/{kwartaal}").conflict is not None
        with st.expander(title, expanded=unsettled or stand.kwartalen[kwartaal] == OPEN):
            _status(stand, gemeten, punt, kwartaal)
    with st.expander(_("SMART-doel van dit punt")):
        _goal(stand, punt)


def _quarter(stand: Stand, kwartaal: str) -> None:
    """Whether the quarter is open, and for who may edit all themes the next thing to do with it."""
    agenda, shown = stand.agenda, fmt.quarter(kwartaal)
    draft = Draft(stand, f"kwartaal/{agenda.code}/{kwartaal}")
    now = stand.kwartalen.get(kwartaal)
    told = {
        None: _("Het {kwartaal} is nog niet geopend."),
        OPEN: _("Het {kwartaal} is open."),
        GESLOTEN: _("Het {kwartaal} is gesloten. Wijzigen kan met een correctie."),
    }
    st.markdown(told[now].format(kwartaal=shown))
    if now == GESLOTEN or not editing.may(agenda.thema):
        return
    if now is None:
        if st.button(_("Kwartaal openen"), key=draft.key("openen")):
            draft.save(KwartaalGeopend(agenda.code, kwartaal), agenda.thema)
    else:
        with st.popover(_("Dit kwartaal sluiten")):
            st.markdown(_("Een gesloten kwartaal kan niet weer open. Wijzigen kan dan alleen met een correctie."))
            if st.button(_("Kwartaal sluiten"), key=draft.key("sluiten"), type="primary"):
                draft.save(KwartaalGesloten(agenda.code, kwartaal), agenda.thema)
    if draft.conflict:
        draft.show_conflict({})


def _status(stand: Stand, gemeten: indicator.Gemeten | None, punt: str, kwartaal: str) -> None:
    agenda, closed = stand.agenda, stand.kwartalen[kwartaal] == GESLOTEN
    draft = Draft(stand, f"status/{agenda.code}/{punt}/{kwartaal}")
    seen = draft.seen.event if draft.seen else None
    base = seen.status if isinstance(seen, StatusGezet | StatusGecorrigeerd) else Status(eigenaar=stand.eigenaar(punt))
    with st.form(draft.key("formulier"), border=False):
        st.caption(_("Schrijf geen namen of andere gegevens van leerlingen op."))
        kleuren = [*agenda.rang, LEEG]
        kleur = st.selectbox(
            _("Kleur"),
            kleuren,
            index=kleuren.index(base.kleur or LEEG),
            format_func=lambda code: labels.name("kleur", monitor.tint(agenda, code)),
            key=draft.key("kleur"),
        )
        voorstel = gemeten.voorstel if gemeten else None
        if gemeten:
            st.html(indicator.proposal(stand, gemeten))
        afwijking = _area(draft, _("Waarom een andere kleur dan het voorstel?"), base.afwijking) if voorstel else ""
        status = Status(
            kleur=None if kleur == LEEG else kleur,
            voorstel=voorstel,
            afwijking=afwijking if voorstel and kleur not in (LEEG, voorstel.kleur) else "",
            stand_van_zaken=_area(draft, _("Stand van zaken"), base.stand_van_zaken),
            reden=_area(draft, _("Reden van de kleur"), base.reden),
            bewijs=_line(draft, _("Bewijs: een link of de naam van een bestand"), base.bewijs),
            eigenaar=_line(draft, _("Eigenaar van het punt"), base.eigenaar),
            volgende_stap=_line(draft, _("Volgende stap"), base.volgende_stap),
            volgende_stap_op=_day(draft, _("Datum van de volgende stap"), base.volgende_stap_op),
            pdca=_phase(draft, base.pdca),
        )
        reden = _area(draft, _("Reden van de correctie"), "") if closed else ""
        event = (
            StatusGecorrigeerd(agenda.code, punt, kwartaal, status, reden)
            if closed
            else StatusGezet(agenda.code, punt, kwartaal, status)
        )
        if st.form_submit_button(_("Correctie vastleggen") if closed else _("Stand vastleggen"), type="primary"):
            draft.save(event, [agenda.punt[punt].thema_nr])
    if conflict := draft.conflict:
        theirs = conflict.gevonden.event if conflict.gevonden else None
        if isinstance(theirs, StatusGezet | StatusGecorrigeerd):
            draft.show_conflict(_beside(_told_status(agenda, theirs.status), _told_status(agenda, status)))


def _goal(stand: Stand, punt: str) -> None:
    agenda = stand.agenda
    kleur = st.selectbox(
        _("Doel voor de kleur"),
        list(agenda.rang),
        format_func=lambda code: labels.name("kleur", monitor.tint(agenda, code)),
        key=f"doelkleur {agenda.code} {punt}",
    )
    draft = Draft(stand, f"doel/{agenda.code}/{punt}/{kleur}")
    seen = draft.seen.event if draft.seen else None
    base = seen.doel if isinstance(seen, DoelGezet) else Doel("", eigenaar=stand.eigenaar(punt))
    with st.form(draft.key("formulier"), border=False):
        st.caption(name(agenda, punt))
        doel = Doel(
            tekst=_area(draft, _("Doel"), base.tekst),
            maat=_line(draft, _("Maat"), base.maat),
            streefwaarde=_line(draft, _("Streefwaarde"), base.streefwaarde),
            datum=_day(draft, _("Datum waarop het doel is gehaald"), base.datum),
            eigenaar=_line(draft, _("Eigenaar van het doel"), base.eigenaar),
        )
        if st.form_submit_button(_("Doel vastleggen"), type="primary"):
            draft.save(DoelGezet(agenda.code, punt, kleur, doel), [agenda.punt[punt].thema_nr])
    if conflict := draft.conflict:
        theirs = conflict.gevonden.event if conflict.gevonden else None
        if isinstance(theirs, DoelGezet):
            draft.show_conflict(_beside(_told_goal(theirs.doel), _told_goal(doel)))


def _area(draft: Draft, label: str, value: str) -> str:
    return clean(st.text_area(label, value, key=draft.key(label)))


def _line(draft: Draft, label: str, value: str) -> str:
    return clean(st.text_input(label, value, key=draft.key(label)))


def _day(draft: Draft, label: str, value: datetime.date | None) -> datetime.date | None:
    chosen: Any = st.date_input(
        label, value, min_value=EARLIEST, max_value=LATEST, format="DD-MM-YYYY", key=draft.key(label)
    )
    return chosen if isinstance(chosen, datetime.date) else None


def _phase(draft: Draft, value: str) -> str:
    options = ("", *PDCA)
    phase: str = st.selectbox(
        _("PDCA-fase"),
        options,
        index=options.index(value),
        format_func=lambda code: labels.name("pdca", code) if code else _("Geen fase"),
        key=draft.key("pdca"),
    )
    return phase


def _told_status(agenda: Agenda, status: Status) -> dict[str, str]:
    return {
        _("Kleur"): labels.name("kleur", monitor.tint(agenda, status.kleur)),
        _("Stand van zaken"): status.stand_van_zaken,
        _("Reden"): status.reden,
        _("Bewijs"): status.bewijs,
        _("Eigenaar"): status.eigenaar,
        _("Volgende stap"): status.volgende_stap,
        _("Datum"): fmt.date(status.volgende_stap_op) if status.volgende_stap_op else "",
        _("PDCA-fase"): labels.name("pdca", status.pdca) if status.pdca else "",
        _("Voorstel uit het cijfer"): labels.name("kleur", monitor.tint(agenda, status.voorstel.kleur))
        if status.voorstel
        else "",
        _("Reden van het verschil"): status.afwijking,
    }


def _told_goal(doel: Doel) -> dict[str, str]:
    return {
        _("Doel"): doel.tekst,
        _("Maat"): doel.maat,
        _("Streefwaarde"): doel.streefwaarde,
        _("Datum"): fmt.date(doel.datum) if doel.datum else "",
        _("Eigenaar"): doel.eigenaar,
    }


def _beside(theirs: Mapping[str, str], mine: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    return {field: (theirs[field], mine[field]) for field in theirs}
