"""Which gemeenten, sectors and schools may not be set beside others, for their registration differs.

Looked at are how much of what is compared was delivered, and the reasons of analysis/vergelijkbaar.py.
"""

from collections.abc import Iterable, Mapping

from disclosure.table import ProtectedTable
from schemas import codes
from schemas.definities import register
from ui import labels
from ui.language import gettext as _

DEKKING, NIET_GELEVERD = "dekking", "niet_geleverd"


def weinig(geleverd: int, totaal: int) -> str | None:
    """The code of what is wrong when so many of a total delivered; None: enough, or there is nothing to deliver."""
    if not totaal:
        return None
    if not geleverd:
        return NIET_GELEVERD
    return DEKKING if 100 * geleverd < register().analyse.vergelijk_dekking_procent * totaal else None


def onbekend(procent: float | None) -> str | None:
    """The same when so much of the missed time has a code that no mapping knows; None: not known."""
    most = register().analyse.vergelijk_onbekend_procent
    return "onbekende_codes" if procent is not None and procent > most else None


def van_school(registratie: ProtectedTable) -> str | None:
    """Why a school may not be set beside others; None: it may. registratie: of queries.scholen.registratie."""
    for row in registratie.rows():
        if weinig(row["weken_geleverd"].value or 0, row["weken_rooster"].value or 0):
            return "weken"
        return onbekend(row["procent_onbekend"].value)
    return None


def redenen(
    dekkingen: ProtectedTable,
    vergelijkbaar: ProtectedTable,
    dimensie: str,
    groepen: Iterable[str],
    *,
    gemeente: str = codes.ALLE,
    sector: str = codes.ALLE,
) -> dict[str, str]:
    """Why each of these groups may not be compared; one that may is left out. The whole (`alle`) always may.

    dekkingen: of queries.lagen.dekkingen; vergelijkbaar: of queries.groei.vergelijkbaar. dimensie: `gemeente` or
    `sector`, of which `groepen` are codes. gemeente, sector: what else was chosen.
    """
    found = {}
    for code in groepen:
        own = {"gemeente": gemeente, "sector": sector, dimensie: code}
        if code != codes.ALLE and (why := _reden(dekkingen, vergelijkbaar, **own)):
            found[code] = why
    return found


def per_schooljaar(
    registratie: Mapping[str, tuple[ProtectedTable, ProtectedTable]], *, gemeente: str, sector: str
) -> dict[str, str]:
    """In which schooljaren a gemeente or sector may not be set beside other ones, or other years, and why.

    registratie: per schooljaar of queries.lagen both `dekkingen` and `vergelijkbaar`. The whole region always may.
    """
    if (gemeente, sector) == (codes.ALLE, codes.ALLE):
        return {}
    found = {jaar: _reden(*tables, gemeente=gemeente, sector=sector) for jaar, tables in registratie.items()}
    return {jaar: why for jaar, why in found.items() if why}


def _reden(dekkingen: ProtectedTable, vergelijkbaar: ProtectedTable, *, gemeente: str, sector: str) -> str | None:
    types = [one for one, groep in codes.SECTOREN.items() if sector in (codes.ALLE, groep, one)]
    schools = dekkingen.where(sector=types)
    if gemeente != codes.ALLE:
        schools = schools.where(gemeente=gemeente)
    groep = codes.SECTOREN.get(sector, sector)  # of a type of school alone no reason is known
    known: str | None = vergelijkbaar.cell("geen_vergelijking", gemeente=gemeente, sector=groep).value
    return weinig(sum(schools.values("scholen_geleverd")), sum(schools.values("scholen_totaal"))) or known


def told(dimensie: str, redenen: Mapping[str, str]) -> str:
    """Which groups are grey, and why; nothing when there are none."""
    if not redenen:
        return ""
    parts = [
        f"{labels.name(dimensie, code)} ({labels.inside('geen_vergelijking_nu', why)})" for code, why in redenen.items()
    ]
    return _("Grijs is niet goed te vergelijken met de andere: {wie}.").format(wie=", ".join(parts))
