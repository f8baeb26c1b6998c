"""The form of the agenda on one sheet: the grid, made to be looked at, walked through, read aloud and printed."""

from pathlib import Path

import streamlit as st

from ui import address, grid, monitor
from ui.agenda.summary import Choice
from ui.agenda.words import dutch
from ui.html import Html, element
from warehouse.monitor.stand import Stand

ARROWS = Path(__file__).with_name("arrows.js").read_text(encoding="utf-8")
PRINT = Path(__file__).with_name("print.css").read_text(encoding="utf-8")


def table(stand: Stand, choice: Choice, chosen: tuple[str, str]) -> Html:
    """The grid of the chosen points and quarters; each cell leads to its text."""
    agenda = stand.agenda
    return grid.stoplight(
        grid.symbols([kleur.tint for kleur in agenda.kleuren]),
        [(code, f"{agenda.punt[code].punt_nr}. {agenda.punt[code].agendapunt}") for code in choice.punten],
        choice.kwartalen,
        {
            (code, kwartaal): monitor.tint(agenda, stand.kleur(code, kwartaal))
            for code in choice.punten
            for kwartaal in choice.kwartalen
        },
        {code: agenda.punt[code].thema for code in choice.punten},
        grid.Extra(
            links=lambda code, kwartaal: address.link({**choice.codes, "punt": code, "kwartaal": kwartaal}),
            chosen=chosen,
            trends={code: stand.trend(code, choice.laatste) for code in choice.punten},
            words=dutch(),
        ),
    )


def prepare() -> None:
    """Arrow keys in the grid, and a print of the page that is the grid alone, on one sheet."""
    st.html(element("style", Html(PRINT)))
    st.html(element("script", Html(ARROWS)), unsafe_allow_javascript=True)
