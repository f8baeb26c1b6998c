"""Choices that live in the address, as codes without language, for all pages together.

Two things that Streamlit does with a bound widget stand in the way of a link that can be mailed: it writes the *shown*
text of an option (`?sector=Basisschool`, which means nothing in English), and it forgets what is bound on a page as
soon as another page is opened. So the frame holds one bound field per choice, out of sight, with the code; Streamlit
keeps those in the address, also over pages and with the browser's Back. What a reader sees is a widget with names that
hands its code over. A page without the frame reads the address itself.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from ui import language

KEYS = (
    "taal",
    "rol",
    "schooljaar",
    "tot",
    "gemeente",
    "sector",
    "scholen",
    "per",
    "venster",
    "grenzen",
    "definitie",
    "grond",
    "kwartaal",
    "halfjaar",
    "agenda",
    "eigenaar",
    "kleur",
    "punt",
    "overleg",
    "peildatum",
    "school",
    "categorie",
    "categorieen",
    "maat",
    "thema",
    "jaar",
    "onderwerp",
    "bestand",
    "laag",
    "sinds",
)
YES, NO = "ja", "nee"
SEPARATOR = "."  # between several codes; needs no escape in an address


Chosen = str | list[str] | bool


def keep() -> None:
    """For the frame: the fields that Streamlit keeps in the address. style.css shows them to nobody."""
    with st.container(key="adres"):
        for key in KEYS:
            st.text_input(key, key=key, bind="query-params", label_visibility="collapsed")


def choice(key: str, options: Sequence[str]) -> str:
    """The code that the address or the reader chose; the first option where that is not one of them.

    Raises ValueError without options (a page says first that there are no figures) and for an unknown key.
    """
    if not options:
        raise ValueError(f"choice {key} has no options; say that there are no figures before asking for one")
    asked = _asked(key)
    return asked if asked in options else options[0]


def choices(key: str, options: Sequence[str], default: Sequence[str]) -> list[str]:
    """Several codes, in the order of `options`; the default where none fits."""
    asked = _asked(key).split(SEPARATOR)
    return [code for code in options if code in asked] or list(default)


def seen(key: str, code: Chosen, default: Chosen) -> dict[str, Any]:
    """Arguments for the widget that is seen: its key, and what hands its choice over. The default stays out of the
    address.

    The widget's own key changes with the language, because Streamlit recognises options by their shown text.
    """
    name = f"{key}-{language.current()}"
    st.session_state[name] = code  # each time: on another page it is another widget, though its key is the same
    return {"key": name, "on_change": _hand_over(key, name, default)}


def kept() -> dict[str, str]:
    """The choices as they stand in the address, for a link to another page."""
    return {key: asked for key in KEYS if (asked := _asked(key))}


def link(choices: Mapping[str, str]) -> str:
    """The address of this page with these choices: `?punt=3.1&kwartaal=2021-K4`."""
    return "?" + urlencode(choices)


def _asked(key: str) -> str:
    if key not in KEYS:
        raise ValueError(f"choice {key} is not in the address; add it to KEYS in ui/address.py")
    return str(st.session_state[key] if key in st.session_state else st.query_params.get(key, ""))


def _hand_over(key: str, name: str, default: Chosen) -> Callable[[], None]:
    def take() -> None:
        chosen: Chosen | None = st.session_state[name]
        st.session_state[key] = "" if chosen is None or chosen == default else _written(chosen)

    return take


def _written(chosen: Chosen) -> str:
    if isinstance(chosen, bool):
        return YES if chosen else NO
    return chosen if isinstance(chosen, str) else SEPARATOR.join(chosen)
