"""Who looks: from the identity provider, or in a demonstration on voorbeelddata the role that was chosen."""

from contextvars import ContextVar
from datetime import timedelta
from pathlib import Path

import streamlit as st

from access import roles
from access.logins import Logins
from access.principal import NotAllowed, Principal
from ui import address, published

DEMONSTRATION = "demonstratie"  # the role that sees every page; the others can be tried out
TRIED_OUT = (DEMONSTRATION, "rea", "analist", "school", "redacteur")

_page: ContextVar[str] = ContextVar("page", default="")


def principal() -> Principal:
    """Who looks, checked again at each call. Raises NotAllowed, and ReleaseError where nothing was published yet.

    Without an identity provider everybody may look around, on voorbeelddata only.
    """
    settings = published.settings()
    if not has_provider():
        if settings.roles is not None or not published.release().voorbeelddata:
            raise NotAllowed("geen_aanbieder")
        role = address.choice("rol", TRIED_OUT)
        return Principal(id=DEMONSTRATION, naam="", rol=role, demonstratie=True)
    if not st.user.get("is_logged_in"):
        raise NotAllowed("anoniem")
    found = roles.identify(st.user.to_dict(), _table())
    logins().touch(found)
    return found


def has_provider() -> bool:
    """Whether an identity provider is configured; Streamlit then tells of everybody whether they are logged in."""
    return "is_logged_in" in st.user


def leave(who: Principal) -> None:
    """Log out, here and in all other windows."""
    logins().end(who)
    st.logout()


def enter(page: str) -> None:
    """From here on this run is about this page: a key of ui.frame.PAGES."""
    _page.set(page)


def page() -> str:
    """The page of this run; empty where none has begun, and then nothing may be asked."""
    return _page.get()


def audit_folder() -> Path:
    """Where is written down what was seen and taken along."""
    settings = published.settings()
    return settings.audit or settings.store / "audit"


@st.cache_resource(show_spinner=False)
def logins() -> Logins:
    """The logins of this server."""
    return Logins(timedelta(minutes=published.settings().idle_minutes))


@st.cache_resource(show_spinner=False)
def _table() -> roles.RoleTable:
    path = published.settings().roles
    return roles.NOBODY if path is None else roles.read(path)
