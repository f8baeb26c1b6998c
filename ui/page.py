"""How each page begins and speaks: heading, guard, headline, cards with a way on."""

import streamlit as st

from settings import Settings
from ui import data, frame, language, theme
from ui.language import gettext as _
from warehouse.release import Release, ReleaseError

KEPT_IN_LINKS = ("taal", "schooljaar", "gemeente", "sector")


def N_(message: str) -> str:  # noqa: N802 - the usual name in gettext
    """Marks a text for translation that is translated later, by `start`."""
    return message


def start(title: str, intro: str | None = None) -> Release:
    """Begin a page: language, background, heading, and the release its figures come from.

    title and intro are msgids: they are translated here, after the language is known. Without a release that can be
    shown the page says so, with what to do, and stops.
    """
    follow_reader()
    st.title(_(title), anchor=False)
    try:
        release = data.release()
        data.check(release)
    except ReleaseError as error:
        _explain(error)
        st.stop()
    if intro:
        st.markdown(_(intro))
    return release


def follow_reader() -> None:
    """Take the language and the background (light or dark) of whoever looks."""
    language.use(st.session_state.get("taal") or st.query_params.get("taal") or Settings().language)
    theme.use(st.context.theme.type)


def headline(sentence: str, detail: str | None = None) -> None:
    """The answer of a page in one sentence made from the data, and with what it was compared."""
    with st.container(key="kern", gap="xxsmall"):
        st.markdown(sentence)
        if detail:
            st.caption(detail)


def stop_empty(sentence: str) -> None:
    """Say that there are no figures for this choice, and end the page."""
    st.info(sentence)
    st.stop()


def cards() -> "st.delta_generator.DeltaGenerator":
    """The place for cards: side by side, below each other on a telephone."""
    return st.container(horizontal=True, key="kaarten", gap="medium")


def card(heading: str, value: str, sentence: str, page: str | None = None, link: str | None = None) -> None:
    """One subject in a card: heading, its main figure, one sentence with period and comparison, a link to its page.

    page: a key of ui.frame.PAGES, such as `lagen`. Call it inside `with cards():`.
    """
    with st.container(border=True, width=300, height="stretch", key=f"kaart {heading}", gap="xsmall"):
        st.subheader(heading, anchor=False)
        st.markdown(f"**{value}**")
        st.markdown(sentence)
        if page:
            link_to(page, link)


def link_to(page: str, label: str | None = None) -> None:
    """A link to another page that keeps the choices every page knows: language, schooljaar, gemeente, sector."""
    kept = {key: value for key in KEPT_IN_LINKS if (value := st.query_params.get(key))}
    title, path = frame.title(page), frame.PAGES[page]
    try:
        st.page_link(path, label=label or title, query_params=kept)
    except KeyError:
        st.markdown(label or title)


def _explain(error: ReleaseError) -> None:
    if error.code == "ontbreekt":
        st.info(_("Er zijn nog geen cijfers gepubliceerd. Maak ze met dit commando, en laad deze pagina opnieuw:"))
    elif error.code == "andere_versie":
        st.warning(_("De cijfers zijn gemaakt voor een andere versie van het programma. Maak ze opnieuw:"))
    else:
        st.error(_("De gepubliceerde cijfers zijn beschadigd, daarom tonen wij ze niet. Maak ze opnieuw:"))
    st.code("python manage.py build", language=None)
