"""The pages' only door to the monitor: agendas as they stand, for who may see the page."""

import logging
from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from access.decision import Scope, authorize
from access.principal import NotAllowed
from disclosure.table import Context, ProtectedTable, plain
from ui import gate, identity, labels, language, published
from ui.language import gettext as _
from warehouse.monitor import demonstration, store
from warehouse.monitor.agenda import LEEG, STOPLICHT, Agenda
from warehouse.monitor.errors import Unreadable
from warehouse.monitor.stand import Stand
from warehouse.monitor.state import State

LOG = logging.getLogger("inbeeld.monitor")

DEFINITIONS = ("monitor",)
QUESTIONS = ("monitor.raster", "monitor.telling")  # as the matrix of who may see what calls them
KEPT = 4  # agendas that are kept ready, as they stand after the last event


def agendas() -> dict[str, Agenda]:
    """The agendas by code, the latest years first; none where the monitor is still empty.

    Who may not see the page reads why, and so does everybody when the monitor cannot be read. Both end the page.
    """
    place = _admitted()
    try:
        found = _state(str(place), store.head(place)).agendas()
    except Unreadable as error:
        LOG.error("the monitor cannot be read: %s", error)
        st.error(_("De monitor kan niet worden gelezen. De beheerder kan hem met dit commando nakijken:"))
        st.code("python -m warehouse.monitor verify", language=None)
        st.stop()
    return {code: agenda for code, agenda in found.items() if is_shown(agenda)}


def is_shown(agenda: Agenda) -> bool:
    """In a demonstration nobody has logged in: what people really judged is not shown there."""
    return agenda.voorbeelddata or not identity.principal().demonstratie


def stand(agenda: Agenda) -> Stand:
    """An agenda as it stands now. From here on its colours have the names that it gives them."""
    place = _admitted()
    usual = {kleur.tint: kleur for kleur in STOPLICHT}
    own = [kleur for kleur in agenda.kleuren if (kleur.nl, kleur.en) != (usual[kleur.tint].nl, usual[kleur.tint].en)]
    labels.rename("kleur", {kleur.tint: kleur.nl if language.current() == "nl" else kleur.en for kleur in own})
    return _stand(str(place), store.head(place), agenda.code, agenda)


def path() -> Path:
    """The file of the monitor; in a demonstration in which somebody edited, the copy that this is done in."""
    folder = published.settings().monitor_folder
    copy = demonstration.path_in(folder)
    return copy if identity.principal().demonstratie and copy.exists() else store.path_in(folder)


def tint(agenda: Agenda, kleur: str | None) -> str:
    """Which colour of the dashboard stands for a colour of the agenda; `leeg` for what was not judged."""
    return LEEG if kleur is None or kleur == LEEG else agenda.kleuren[agenda.rang[kleur]].tint


def raster(shown: Stand, punten: Sequence[str], kwartalen: Sequence[str]) -> ProtectedTable:
    """Every point in every quarter with what was told of it. Grain: point x kwartaal; `leeg`: not judged."""
    agenda, cells = shown.agenda, [(punt, kwartaal) for punt in punten for kwartaal in kwartalen]
    told = [shown.statussen.get(cell) for cell in cells]
    columns: dict[str, list[object]] = {
        "thema_nr": [agenda.punt[punt].thema_nr for punt, _ in cells],
        "thema": [agenda.punt[punt].thema for punt, _ in cells],
        "punt_nr": [agenda.punt[punt].punt_nr for punt, _ in cells],
        "agendapunt": [agenda.punt[punt].agendapunt for punt, _ in cells],
        "kwartaal": [kwartaal for _, kwartaal in cells],
        "kleur": [tint(agenda, status.kleur if status else None) for status in told],
    }
    proposed = [status.voorstel if status else None for status in told]
    columns["voorstel"] = [tint(agenda, one.kleur) if one else "" for one in proposed]
    for name in ("afwijking", "stand_van_zaken", "reden", "bewijs", "eigenaar", "volgende_stap", "pdca"):
        columns[name] = [getattr(status, name) if status else "" for status in told]
    columns["volgende_stap_op"] = [
        status.volgende_stap_op.isoformat() if status and status.volgende_stap_op else "" for status in told
    ]
    return plain(columns, _context(QUESTIONS[0], shown))


def telling(shown: Stand, punten: Sequence[str], kwartalen: Sequence[str]) -> ProtectedTable:
    """How many of these points had each colour in each quarter? Grain: kwartaal x kleur, zeros are rows."""
    rows = [
        (kwartaal, tint(shown.agenda, kleur), number)
        for kwartaal in kwartalen
        for kleur, number in shown.telling(kwartaal, punten).items()
    ]
    columns = {name: [row[place] for row in rows] for place, name in enumerate(("kwartaal", "kleur", "punten"))}
    return plain(columns, _context(QUESTIONS[1], shown))


def _admitted() -> Path:
    """The file, for who may see what stands in it."""
    page = identity.page()
    try:
        authorize(identity.principal(), page, Scope(QUESTIONS[0]), "zien")
    except NotAllowed as refused:
        gate.refuse(refused.code, page)
    return path()


def _context(question: str, shown: Stand) -> Context:
    """Where the figures come from: the monitor, up to its last event."""
    return Context(
        question=question,
        definitions=DEFINITIONS,
        sources=("monitor",),
        unit="agendapunten",
        run=shown.revisie,
        data_tot=shown.bijgewerkt,
        gebouwd_op=shown.bijgewerkt,
        voorbeelddata=shown.agenda.voorbeelddata,
        parameters={"agenda": shown.agenda.code},
    )


@st.cache_resource(max_entries=1, show_spinner=False)
def _state(place: str, head: tuple[int, str]) -> State:
    return store.state_of(Path(place))


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def _stand(place: str, head: tuple[int, str], agenda: str, _agenda: Agenda) -> Stand:
    return Stand(_state(place, head), _agenda)
