"""One point in one quarter: how it stands, why, what comes next, and what was recorded of it."""

from collections.abc import Iterator, Sequence
from urllib.parse import urlparse

import streamlit as st

from schemas.indicatoren import Meting, indicatoren
from ui import format as fmt
from ui import labels, language, monitor, tables
from ui.agenda import indicator
from ui.agenda.words import LOOK, chip, name, words
from ui.html import Html, element
from ui.language import gettext as _
from warehouse.monitor.agenda import Agenda
from warehouse.monitor.events import Status, StatusGecorrigeerd, StatusGezet, Vastgelegd
from warehouse.monitor.stand import Stand


def show(stand: Stand, gemetenen: indicator.Gemetenen, punt: str, kwartaal: str) -> None:
    """The text of a cell as a table, its goals, its indicator, and its history and that of the point to open."""
    title = name(stand.agenda, punt)
    heading = _("{punt}, {kwartaal}").format(punt=title, kwartaal=fmt.quarter(kwartaal))
    st.subheader(heading, anchor=False)
    status = stand.statussen.get((punt, kwartaal))
    if status is None:
        st.markdown(_("Over dit punt is in dit kwartaal niets vastgelegd."))
    told = [
        *(_told(stand.agenda, status) if status else ()),
        *indicator.rows(stand, gemetenen.get(punt, kwartaal), status),
    ]
    if told:
        body = tables.texts(heading, [_("Onderdeel"), _("Stand")], told, LOOK)
        tables.show(body, heading, whole=True, under_heading=True)
    goals = [[chip(stand.agenda, kleur), doel] for kleur, doel in _goals(stand, punt)]
    _table(_("SMART-doelen bij {punt}").format(punt=title), [_("Kleur"), _("Doel")], goals)
    if meting := gemetenen.metingen.get(punt):
        with st.expander(measured := _("Cijfer, voorstel en besluit per kwartaal")):
            _explained(stand, meting)
            tables.show(indicator.course(stand, gemetenen, punt, measured), measured, whole=True)
    if versions := stand.geschiedenis(punt, kwartaal):
        with st.expander(history := _("Wat is vastgelegd, door wie en wanneer")):
            _history(stand.agenda, history, versions)
    with st.expander(course := _("Dit punt in alle kwartalen")):
        _course(stand, punt, course)


def evidence(text: str) -> Html:
    """A link where it is one to the web, else the name of a document."""
    try:
        address = urlparse(text)
    except ValueError:
        return words(text)
    if address.scheme not in {"http", "https"} or not address.hostname:
        return words(text)
    return element("a", text, href=text, target="_blank", rel="noopener noreferrer")


def step(status: Status) -> Html:
    """The next step, with its day."""
    if not status.volgende_stap_op:
        return words(status.volgende_stap)
    day = _("uiterlijk {dag}").format(dag=fmt.date(status.volgende_stap_op))
    return element("span", words(status.volgende_stap), f" ({day})")


def _told(agenda: Agenda, status: Status) -> Iterator[tuple[str, Html]]:
    yield _("Kleur"), chip(agenda, status.kleur)
    if status.stand_van_zaken:
        yield _("Stand van zaken"), words(status.stand_van_zaken)
    if status.reden:
        yield _("Reden"), words(status.reden)
    if status.bewijs:
        yield _("Bewijs"), evidence(status.bewijs)
    if status.eigenaar:
        yield _("Eigenaar"), words(status.eigenaar)
    if status.volgende_stap:
        yield _("Volgende stap"), step(status)
    if status.pdca:
        yield _("PDCA-fase"), element("span", labels.name("pdca", status.pdca))


def _explained(stand: Stand, meting: Meting) -> None:
    """What the figure means, and what each colour needs."""
    maat, taal = indicatoren().maten[meting.maat], language.current()
    st.markdown(f"**{maat.titel.in_(taal)}.** {maat.tekst.in_(taal)}")
    st.caption(_("Bron: {bron}. Versie {versie}.").format(bron=maat.bron, versie=maat.versie))
    title = _("Welke kleur het cijfer voorstelt")
    tables.show(indicator.thresholds(stand, meting, title), title, whole=True)


def _goals(stand: Stand, punt: str) -> Iterator[tuple[str, Html]]:
    for kleur, doel in stand.doelen_van(punt).items():
        if doel is None:
            yield kleur, element("em", _("Nog geen doel"))
            continue
        details = [
            (_("Maat"), doel.maat),
            (_("Streefwaarde"), doel.streefwaarde),
            (_("Datum"), fmt.date(doel.datum) if doel.datum else ""),
            (_("Eigenaar"), doel.eigenaar),
        ]
        told = " · ".join(f"{label}: {text}" for label, text in details if text)
        yield kleur, Html(words(doel.tekst) + (element("small", told) if told else ""))


def _history(agenda: Agenda, caption: str, versions: tuple[Vastgelegd, ...]) -> None:
    rows = []
    for version in reversed(versions):
        event = version.event
        if isinstance(event, StatusGezet | StatusGecorrigeerd):
            text = event.status.stand_van_zaken
            if isinstance(event, StatusGecorrigeerd):
                text = "\n".join([_("Correctie: {reden}").format(reden=event.correctie_reden), text])
            if event.status.wijkt_af and event.status.voorstel:
                proposed = labels.name("kleur", monitor.tint(agenda, event.status.voorstel.kleur)).lower()
                told = _("Voorstel was {kleur}. Reden van het verschil: {reden}")
                text = "\n".join([text, told.format(kleur=proposed, reden=event.status.afwijking)])
            moment = f"{fmt.date(version.tijd)}, {version.tijd[11:16]} UTC"
            rows.append([moment, words(version.auteur), chip(agenda, event.status.kleur), words(text)])
    _table(caption, [_("Moment"), _("Door"), _("Kleur"), _("Stand van zaken")], rows, look="agenda")


def _course(stand: Stand, punt: str, caption: str) -> None:
    rows = [
        [fmt.quarter(kwartaal), chip(stand.agenda, status.kleur), words(status.stand_van_zaken), words(status.reden)]
        for kwartaal in reversed(stand.agenda.kwartalen)
        if (status := stand.statussen.get((punt, kwartaal)))
    ]
    if not rows:
        st.markdown(_("Dit punt is nog niet beoordeeld."))
        return
    _table(caption, [_("Kwartaal"), _("Kleur"), _("Stand van zaken"), _("Reden")], rows, look="agenda")


def _table(caption: str, heads: list[str], rows: Sequence[Sequence[str]], look: str = LOOK) -> None:
    tables.show(tables.texts(caption, heads, rows, look), caption, whole=True)
