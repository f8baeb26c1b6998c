"""SMART goals: for which points and colours there are any, and which still lack them."""

from collections.abc import Sequence

import streamlit as st

from ui import format as fmt
from ui import grid, tables
from ui.agenda.words import chip, name, words
from ui.html import Html, element
from ui.language import gettext as _
from warehouse.monitor.stand import Stand


def show(stand: Stand, punten: Sequence[str]) -> None:
    """How many of these points have a goal for each colour, in a sentence and as a table."""
    lacking = stand.zonder_doelen()
    whole = [punt for punt in punten if punt not in lacking]
    share = 100 * len(whole) / len(punten)
    st.markdown(
        _("**{met} van de {totaal} punten** ({deel}) hebben een doel voor elke kleur.").format(
            met=fmt.number(len(whole)), totaal=fmt.number(len(punten)), deel=fmt.percent(share)
        )
    )
    kleuren = list(stand.agenda.rang)
    rows = [
        [
            words(name(stand.agenda, punt)),
            *(_mark(doel is not None, smart=bool(doel and doel.is_smart)) for doel in stand.doelen_van(punt).values()),
        ]
        for punt in punten
    ]
    title = _("SMART-doelen per punt en kleur")
    with st.expander(_("Welke punten doelen missen")):
        heads = [_("Agendapunt"), *(chip(stand.agenda, kleur) for kleur in kleuren)]
        tables.show(tables.texts(title, heads, rows, "agenda"), title, whole=True)
        st.caption(_("Een doel is SMART met tekst, maat, streefwaarde, datum en eigenaar."))


def _mark(has_goal: bool, *, smart: bool) -> Html:
    if not has_goal:
        return element("span", element("span", "–", aria_hidden="true"), grid.unseen(_("Geen doel")))
    return element("span", _("SMART") if smart else _("Onvolledig"))
