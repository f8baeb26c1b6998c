"""The gate before every page: lets in who may see it, and tells everybody else what to do."""

import logging
from collections.abc import Iterable
from typing import NoReturn

import streamlit as st

from access import audit
from access.decision import Scope, authorize, may_open
from access.principal import NotAllowed, Principal
from ui import address, identity, published
from ui.language import gettext as _
from ui.markdown import escaped
from warehouse.release import Release, ReleaseError

LOG = logging.getLogger("inbeeld.access")
LOGIN_HELPS = ("anoniem", "verlopen", "inactief", "uitgelogd", "ongeldig")


def admit(page: str) -> Principal:
    """Let somebody in to a page. Who may not, reads why, and the page ends. Raises ReleaseError where in a
    demonstration nothing was published yet.
    """
    identity.enter(page)
    try:
        who = identity.principal()
        authorize(who, page, Scope(), "zien")
    except NotAllowed as refused:
        refuse(refused.code, page)
    return who


def note(who: Principal, page: str, release: Release) -> None:
    """Write down that a page is seen, once per visit; without that it is not shown."""
    visit = (page, release.run, who.view)
    if st.session_state.get("bezoek") == visit:
        return
    try:
        audit.record(identity.audit_folder(), who, page, "zien", release=release.run)
    except NotAllowed as refused:
        refuse(refused.code, page)
    st.session_state["bezoek"] = visit


def refuse(code: str, page: str) -> NoReturn:
    """Say why nothing is shown and what to do, write one line in the log of the server, and end the page."""
    if st.session_state.get("geweigerd") != (code, page):
        LOG.warning("access refused: code=%s page=%s who=%s", code, page, _opaque())
        st.session_state["geweigerd"] = (code, page)
    title, sentence = explanation(code)
    st.title(title, anchor=False)
    st.markdown(sentence)
    contact = published.settings().contact
    if code not in LOGIN_HELPS and contact:
        st.markdown(_("Vragen? Neem contact op met: {contact}.").format(contact=_plain(contact)))
    if code in LOGIN_HELPS and st.button(_("Inloggen")):
        st.login()
    st.stop()


def offered(pages: Iterable[str]) -> list[str]:
    """The pages that are offered to who looks: those of the role, and none before somebody has logged in."""
    try:
        who = identity.principal()
    except NotAllowed:
        return []
    except ReleaseError:  # then each page says what to do
        return list(pages)
    return [page for page in pages if may_open(who, page)]


def show_account() -> None:
    """In the margin: who is logged in, with a way out; in a demonstration the role to look with."""
    try:
        who = identity.principal()
    except ReleaseError:
        return
    except NotAllowed as refused:
        if identity.has_provider() and refused.code not in LOGIN_HELPS and st.button(_("Uitloggen")):
            st.logout()
        return
    if who.demonstratie:
        roles = role_names()
        st.selectbox(
            _("Bekijk als"),
            identity.TRIED_OUT,
            format_func=roles.__getitem__,
            **address.seen("rol", who.rol, identity.DEMONSTRATION),
        )
        st.caption(_("Dit zijn voorbeelddata. U hoeft niet in te loggen en kunt elke rol bekijken."))
        return
    st.caption(_("Ingelogd als {naam} ({rol})").format(naam=_plain(who.naam), rol=role_names()[who.rol]))
    if st.button(_("Uitloggen")):
        identity.leave(who)


def role_names() -> dict[str, str]:
    """The roles as a reader knows them."""
    return {
        "demonstratie": _("Alle pagina's"),
        "rea": _("Beleidsmedewerker"),
        "analist": _("Analist"),
        "school": _("School"),
        "redacteur": _("Redacteur van de agenda"),
        "beheerder": _("Beheerder"),
    }


def explanation(code: str) -> tuple[str, str]:
    """Title and sentence for a reason to refuse."""
    minutes = published.settings().idle_minutes
    sentences = {
        "anoniem": (_("Welkom bij In Beeld"), _("Log in om de cijfers te bekijken.")),
        "verlopen": (_("U bent uitgelogd"), _("U bent lang geleden ingelogd. Log opnieuw in.")),
        "inactief": (
            _("U bent uitgelogd"),
            _("U heeft {minuten} minuten niets gedaan. Log opnieuw in om verder te gaan.").format(minuten=minutes),
        ),
        "uitgelogd": (_("U bent uitgelogd"), _("Wilt u verder? Log dan opnieuw in.")),
        "ongeldig": (_("Inloggen is niet gelukt"), _("Uw gegevens om in te loggen kloppen niet. Log opnieuw in.")),
        "onbekende_rol": (
            _("U heeft nog geen toegang"),
            _("U bent ingelogd, maar uw account heeft nog geen rol in In Beeld. De beheerder kan die aan u geven."),
        ),
        "onbekende_school": (
            _("Wij kennen uw school nog niet"),
            _("Bij uw account hoort geen school waarvan wij cijfers hebben. De beheerder kan dit nakijken."),
        ),
        "andere_rol": (
            _("Deze pagina hoort bij een andere rol"),
            _("Met uw rol kunt u deze pagina niet zien. Kies een pagina in het menu."),
        ),
        "buiten_bereik": (
            _("Deze cijfers zijn niet voor u"),
            _("Deze cijfers horen bij een andere school of gemeente. Kies een pagina in het menu."),
        ),
        "onbekende_vraag": (_("Deze cijfers zijn hier niet te zien"), _("Kies een pagina in het menu.")),
        "geen_aanbieder": (
            _("Inloggen is nog niet ingesteld"),
            _("Wij tonen echte cijfers alleen aan wie is ingelogd. De beheerder moet eerst het inloggen instellen."),
        ),
        "geen_logboek": (
            _("De cijfers zijn nu niet te zien"),
            _("Wij kunnen niet opschrijven wie wat bekijkt. De beheerder moet dit herstellen."),
        ),
    }
    return sentences[code]


def _opaque() -> str:
    """The opaque id of who was refused, if there is one."""
    try:
        return identity.principal().id
    except NotAllowed:
        return "-"


def _plain(text: str) -> str:
    """A name from outside as plain text: Markdown would make links and pictures of it."""
    return escaped(text)
