"""What somebody is typing about one subject: from which version it started, and what to do when that is not the last.

A form that was filled in for a while must not be taken as having seen what others recorded in the meantime. So the
version that it started from is kept with it, from its first run to the moment that it is recorded.
"""

from collections.abc import Iterable, Mapping

import streamlit as st

from ui import editing, language, tables
from ui import format as fmt
from ui.html import element
from ui.language import gettext as _
from warehouse.monitor.errors import Conflict, MonitorError
from warehouse.monitor.events import Event, Vastgelegd
from warehouse.monitor.stand import Stand

SAVED = "vastgelegd"  # in the session: to be told after the page has run again


class Draft:
    """A form about one subject (`sleutel`). `seen`: the version that it started from."""

    def __init__(self, stand: Stand, sleutel: str) -> None:
        self.sleutel = sleutel
        versions = {version.nr: version for version in stand.versies(sleutel)}
        self._seen = st.session_state.setdefault(f"gezien {sleutel}", max(versions, default=None))
        self.seen: Vastgelegd | None = versions.get(self._seen) if self._seen else None

    def key(self, field: str) -> str:
        """The key of a field: another one after each time that the form begins anew, and in each language."""
        begun = st.session_state.get(f"begonnen {self.sleutel}", 0)
        return f"{self.sleutel} {field} {begun} {language.current()}"

    def save(self, event: Event, themas: Iterable[int]) -> None:
        """Record the event and run the page again; or say why not, and at a conflict keep both versions in sight."""
        try:
            editing.record(event, themas, self._seen)
        except Conflict as conflict:
            st.session_state[f"conflict {self.sleutel}"] = conflict
            # From here on its author has seen the other version: it is shown beside the own one.
            st.session_state[f"gezien {self.sleutel}"] = conflict.gevonden.nr if conflict.gevonden else None
        except MonitorError as refused:
            st.error(refusals().get(refused.code, _("Dit kan nu niet worden vastgelegd. Laad de pagina opnieuw.")))
        else:
            self._begin_anew()
            st.session_state[SAVED] = True
            st.rerun()

    def show_conflict(self, fields: Mapping[str, tuple[str, str]]) -> None:
        """Both versions beside each other, with a way to take the other one. fields: name to (theirs, mine)."""
        conflict: Conflict = st.session_state[f"conflict {self.sleutel}"]
        theirs = conflict.gevonden
        who, moment = (theirs.auteur, fmt.date(theirs.tijd)) if theirs else ("", "")
        st.warning(
            _(
                "Iemand anders heeft dit intussen gewijzigd. Uw versie is nog niet vastgelegd. Pas uw versie aan en "
                "leg haar opnieuw vast, of neem de andere versie over."
            )
        )
        title = _("Twee versies")
        other = element("span", _("Nu vastgelegd door {naam} op {dag}").format(naam=who, dag=moment))
        rows = [[name, element("span", now), element("span", own)] for name, (now, own) in fields.items() if now != own]
        tables.show(tables.texts(title, [_("Onderdeel"), other, _("Uw versie")], rows, "agenda"), title, whole=True)
        if st.button(_("Andere versie overnemen"), key=self.key("overnemen")):
            self._begin_anew()
            st.rerun()

    @property
    def conflict(self) -> Conflict | None:
        """What somebody else recorded since this form began, once it was tried to be recorded."""
        found: Conflict | None = st.session_state.get(f"conflict {self.sleutel}")
        return found

    def _begin_anew(self) -> None:
        begun = st.session_state.get(f"begonnen {self.sleutel}", 0)
        for name in ("gezien", "conflict"):
            st.session_state.pop(f"{name} {self.sleutel}", None)
        st.session_state[f"begonnen {self.sleutel}"] = begun + 1


def forget() -> None:
    """Let go of everything that was being typed: what it started from is not there any more."""
    for key in [key for key in st.session_state if str(key).startswith(("gezien ", "conflict "))]:
        del st.session_state[key]


def tell_saved() -> None:
    """Say once that something was recorded."""
    if st.session_state.pop(SAVED, False):
        st.success(_("Vastgelegd."))


def refusals() -> dict[str, str]:
    """Why something was not recorded, in the language of the reader."""
    return {
        "gesloten": _("Dit kwartaal is intussen gesloten. Laad de pagina opnieuw en leg een correctie vast."),
        "niet_open": _("Dit kwartaal is nog niet geopend."),
        "niet_gesloten": _("Dit kwartaal is nog open. Laad de pagina opnieuw en wijzig de stand zelf."),
        "al_geopend": _("Dit kwartaal is al geopend. Laad de pagina opnieuw."),
        "correctie_zonder_reden": _("Schrijf op waarom u een gesloten kwartaal wijzigt."),
        "afwijking_zonder_reden": _("Uw kleur is een andere dan het voorstel. Schrijf op waarom."),
        "demonstratie_vol": _("De oefening is vol. Begin haar opnieuw."),
        "stap_zonder_tekst": _("Schrijf op wat de volgende stap is, of laat de datum weg."),
        "doel_zonder_tekst": _("Schrijf op wat het doel is."),
        "tekst_te_lang": _("Een tekst is te lang. Maak hem korter, of verwijs naar een document."),
        "tekst_tekens": _("Een tekst bevat tekens die niet kunnen. Typ hem opnieuw."),
    }
