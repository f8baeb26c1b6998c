"""What a meeting talks about: what changed, what stands still, which steps are late, and the year for the OOGO."""

import datetime
from collections.abc import Collection

import streamlit as st

from ui import format as fmt
from ui import labels, tables
from ui.agenda.cell import step
from ui.agenda.words import chip, name, words
from ui.language import gettext as _
from warehouse.monitor import kwartalen
from warehouse.monitor.agenda import LEEG
from warehouse.monitor.stand import Stand

LOOK = "agenda"


def changes(stand: Stand, kwartaal: str, punten: Collection[str]) -> None:
    """Points with another colour than a quarter earlier, the ones that rose last."""
    before = kwartalen.shifted(kwartaal, -1)
    st.subheader(_("Veranderd sinds het {kwartaal}").format(kwartaal=fmt.quarter(before)), anchor=False)
    found = [one for one in stand.wijzigingen(kwartaal) if one.punt.code in punten]
    if not found:
        st.markdown(_("Geen punt kreeg een andere kleur."))
        return
    rows = [
        [
            words(name(stand.agenda, one.punt.code)),
            labels.name("trend", one.soort),
            chip(stand.agenda, one.van),
            chip(stand.agenda, one.naar),
            words(one.status.reden if one.status else ""),
        ]
        for one in found
    ]
    heads = [_("Agendapunt"), _("Verandering"), _("Was"), _("Is"), _("Reden")]
    _show(_("Veranderde punten"), heads, rows)


def still(stand: Stand, kwartaal: str, punten: Collection[str]) -> None:
    """Points that did not rise for two quarters."""
    st.subheader(_("Twee kwartalen of langer geen vooruitgang"), anchor=False)
    found = [one for one in stand.stilstand(kwartaal) if one.punt.code in punten]
    if not found:
        st.markdown(_("Elk punt ging in de laatste twee kwartalen vooruit of heeft het einddoel bereikt."))
        return
    rows = [
        [
            words(name(stand.agenda, one.punt.code)),
            chip(stand.agenda, one.kleur),
            fmt.quarter(one.sinds) if one.sinds else _("Twee kwartalen niet beoordeeld"),
            words(stand.eigenaar(one.punt.code)),
        ]
        for one in found
    ]
    _show(
        _("Punten zonder vooruitgang"),
        [_("Agendapunt"), _("Kleur"), _("Laatste vooruitgang"), _("Eigenaar")],
        rows,
    )


def late(stand: Stand, kwartaal: str, punten: Collection[str]) -> None:
    """Next steps of which the day has passed."""
    st.subheader(_("Stappen die over de datum zijn"), anchor=False)
    found = [one for one in stand.late_stappen(kwartaal, _today()) if one.punt.code in punten]
    if not found:
        st.markdown(_("Geen stap is over de datum."))
        return
    rows = [
        [
            words(name(stand.agenda, one.punt.code)),
            step(one.status),
            words(one.status.eigenaar or stand.eigenaar(one.punt.code)),
            fmt.quarter(one.kwartaal),
        ]
        for one in found
    ]
    heads = [_("Agendapunt"), _("Volgende stap"), _("Eigenaar"), _("Laatst besproken")]
    _show(_("Stappen over de datum"), heads, rows)


def year(stand: Stand, jaar: str) -> None:
    """Per theme the points per colour at the end of a year, and how many rose and fell in it."""
    overview = stand.jaaroverzicht(jaar)
    if not overview:
        st.markdown(_("Over {jaar} is nog geen kwartaal gesloten.").format(jaar=jaar))
        return
    kleuren = [*reversed(stand.agenda.rang), LEEG]
    heads = [_("Thema"), *(chip(stand.agenda, kleur) for kleur in kleuren), _("Vooruit"), _("Achteruit")]
    rows = [
        [
            words(one.thema),
            *(_beside(one.nu[kleur], one.vorig[kleur]) for kleur in kleuren),
            fmt.number(one.hoger),
            fmt.number(one.lager),
        ]
        for one in overview
    ]
    total = [
        _beside(sum(one.nu[kleur] for one in overview), sum(one.vorig[kleur] for one in overview)) for kleur in kleuren
    ]
    moved = [fmt.number(sum(one.hoger for one in overview)), fmt.number(sum(one.lager for one in overview))]
    _show(_("Stand aan het einde van {jaar}").format(jaar=jaar), heads, [*rows, [_("Samen"), *total, *moved]])
    st.caption(_("Aantal punten per kleur. Tussen haakjes: een jaar eerder."))


def _beside(now: int, then: int) -> str:
    return f"{fmt.number(now)} ({fmt.number(then)})"


def _show(caption: str, heads: list[str], rows: list[list[str]]) -> None:
    tables.show(tables.texts(caption, heads, rows, LOOK), caption, whole=True, under_heading=True)


def _today() -> datetime.date:
    return datetime.datetime.now(datetime.UTC).date()
