"""How each page begins and speaks: heading, guard, headline, cards with a way on."""

import streamlit as st
from streamlit.errors import StreamlitPageNotFoundError

from access.decision import may_open
from schemas.definities import register
from settings import Settings
from ui import address, data, frame, gate, identity, language, published, theme
from ui import format as fmt
from ui.language import gettext as _
from warehouse.release import Release, ReleaseError, later


def N_(message: str) -> str:  # noqa: N802 - the usual name in gettext
    """Marks a text for translation that is translated later, by `start`."""
    return message


def start(page: str, intro: str | None = None) -> Release:
    """Begin a page: language, background, who may see it, heading, and the release its figures come from.

    page: a key of ui.frame.PAGES. intro: a msgid, translated here, after the language is known. Who may not see the
    page reads why. Without a release that can be shown it says so, with what to do. Both end the page.
    """
    follow_reader()
    try:
        who = gate.admit(page)
        release = published.release()
        published.check(release)
    except ReleaseError as error:
        st.title(frame.title(page), anchor=False)
        _explain(error)
        st.stop()
    if data.has_no_school(who):
        gate.refuse("onbekende_school", page)
    gate.note(who, page, release)
    st.title(frame.title(page), anchor=False)
    _tell_of_time(release)
    if intro:
        st.markdown(_(intro))
    return release


def _tell_of_time(release: Release) -> None:
    """A release that does not show the last state of things says so on every page."""
    if release.as_of:
        st.warning(
            _("U ziet wat bekend was op {dag}. Wat later is geleverd telt hier niet mee.").format(
                dag=fmt.date(release.as_of[:10])
            )
        )
    elif later(release) and not release.teruggevallen:
        st.warning(
            _(
                "U ziet cijfers die zijn teruggezet: zij zijn gemaakt op {dag}. "
                "Er zijn nieuwere cijfers, die nu niet in gebruik zijn."
            ).format(dag=fmt.date(release.gebouwd_op[:10]))
        )
    if release.teruggevallen:
        st.warning(
            _("De nieuwste cijfers zijn beschadigd. U ziet de cijfers die op {dag} zijn gemaakt.").format(
                dag=fmt.date(release.gebouwd_op[:10])
            )
        )


def follow_reader() -> None:
    """Take the language and the background (light or dark) of whoever looks."""
    language.use(address.choice("taal", language.by_preference(Settings().language)))
    theme.use(st.context.theme.type)


def headline(sentence: str, detail: str | None = None) -> None:
    """The answer of a page in one sentence made from the data, and with what it was compared."""
    with st.container(key="kern", gap="xxsmall"):
        st.markdown(sentence)
        if detail:
            st.caption(detail)


def thuiszitter(definitie: str) -> None:
    """The chosen definition of a thuiszitter in full, with its source: the choice decides who is counted."""
    chosen, taal = register().thuiszitters[definitie], language.current()
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"**{_('Gekozen definitie')}: {chosen.titel.in_(taal)}**  \n{chosen.tekst.in_(taal)}")
        st.caption(_("Bron: {bron}.").format(bron=chosen.bron))


def stop_empty(sentence: str) -> None:
    """Say that there are no figures for this choice, and end the page."""
    st.info(sentence)
    st.stop()


def cards() -> "st.delta_generator.DeltaGenerator":
    """The place for cards: side by side, below each other on a telephone."""
    return st.container(horizontal=True, key="kaarten", gap="small")


def card(heading: str, value: str, sentence: str, page: str | None = None, link: str | None = None) -> None:
    """One subject in a card: heading (h3), main figure, one sentence with period and comparison, a link to its page.

    page: a key of ui.frame.PAGES, such as `lagen`; who may not see it gets no link. Call it inside `with cards():`.
    """
    with st.container(border=True, width=295, height="stretch", key=f"kaart {heading}", gap="xsmall"):
        st.subheader(heading, anchor=False)
        st.markdown(f"**{value}**")
        st.markdown(sentence)
        if page:
            link_to(page, link)


def is_open(page: str) -> bool:
    """Whether who looks may open another page."""
    return may_open(identity.principal(), page)


def link_to(page: str, label: str | None = None) -> None:
    """A link to another page that keeps the choices of the reader, as in the address; nothing where it may not go."""
    if not is_open(page):
        return
    title, path = frame.title(page), frame.PAGES[page]
    try:
        st.page_link(path, label=label or _("Naar {pagina}").format(pagina=title), query_params=address.kept())
    except (KeyError, StreamlitPageNotFoundError):  # the page runs outside the navigation
        st.markdown(label or title)


def _explain(error: ReleaseError) -> None:
    if error.code == "ontbreekt":
        st.info(_("Er zijn nog geen cijfers gepubliceerd. Maak ze met dit commando, en laad deze pagina opnieuw:"))
    elif error.code == "andere_versie":
        st.warning(_("De cijfers zijn gemaakt voor een andere versie van het programma. Maak ze opnieuw:"))
    else:
        st.error(_("De gepubliceerde cijfers zijn beschadigd, daarom tonen wij ze niet. Maak ze opnieuw:"))
    st.code("python manage.py build", language=None)
