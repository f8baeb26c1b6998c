"""Trying out to edit, in a demonstration: what happens to it, how to begin anew, and how somebody gets to it."""

from collections.abc import Collection

import streamlit as st

from ui import editing
from ui.agenda import draft
from ui.language import gettext as _


def show(themas: Collection[int]) -> None:
    """For who edits in a demonstration: that this is an exercise, seen by all who look, and how it ends."""
    if not editing.is_exercise():
        return
    st.info(
        _(
            "Dit is een oefening met voorbeelddata. Wat u vastlegt komt in een kopie van de monitor. Wie deze "
            "demonstratie ook bekijkt, ziet het. Schrijf dus geen echte namen op."
        )
    )
    if editing.can_begin_anew() and st.button(_("Oefening opnieuw beginnen")):
        editing.begin_anew(themas)
        draft.forget()
        st.rerun()


def invite() -> None:
    """For who looks around in a demonstration: how to try out to edit."""
    if editing.can_be_tried():
        st.caption(_("Wilt u het wijzigen proberen? Kies bij 'Bekijk als' de redacteur van de agenda."))
