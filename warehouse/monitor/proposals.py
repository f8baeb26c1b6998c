"""What the figures of a release propose for the points of an agenda, as columns of a status."""

from pathlib import Path

from warehouse.monitor.tables import Row
from warehouse.release import ReleaseError, connect, current

QUESTION = """
    select punt, kwartaal, maat, voorstel, waarde from mart_indicatoren
    where agenda = $agenda and punt <> '' and voorstel is not null
"""


def proposed(store: Path, agenda: str) -> dict[tuple[str, str], Row]:
    """Point and quarter to the columns `voorstel_*`; nothing where no release can be shown. Hidden figures stay out."""
    try:
        release = current(store)
        with connect(release).cursor() as cursor:
            rows = cursor.execute(QUESTION, {"agenda": agenda}).fetchall()
    except ReleaseError:
        return {}
    return {
        (punt, kwartaal): {
            "voorstel_maat": maat,
            "voorstel_kleur": kleur,
            "voorstel_waarde": "" if waarde is None else f"{waarde:g}",
            "voorstel_bron": release.run,
        }
        for punt, kwartaal, maat, kleur, waarde in rows
    }
