"""What *Thuiszitters in beweging* says of the weeks to come: who passes the goal, and how many to expect."""

from collections.abc import Mapping

from disclosure.table import Cell, ProtectedTable
from schemas.definities import register
from ui import definities, labels
from ui import format as fmt
from ui.language import gettext as _
from ui.thuiszitter_sentences import at_school


def passing(definitie: str, nu: Mapping[str, Cell]) -> str:
    """How many pass the months of the goal in the four weeks to come, if nothing changes."""
    feiten = {
        "dag": fmt.date(nu["peildatum"].value),
        "aantal": fmt.cell(nu["passeert"]),
        "zonder": fmt.cell(nu["passeert_zonder_aanbod"]),
    }
    if not nu["passeert"].is_known:
        return _(
            "Hoeveel kinderen in de vier weken na {dag} de drie maanden passeren als er niets verandert, tonen wij "
            "niet (x): het zijn er te weinig, of naast een andere definitie zou het iets zeggen over enkele kinderen."
        ).format(**feiten)
    zin = (
        _(
            "Als er niets verandert, staan {aantal} kinderen in de vier weken na {dag} voor het eerst langer dan drie "
            "maanden op de lijst."
        )
        if at_school(definitie)
        else _("Als er niets verandert, passeren {aantal} kinderen in de vier weken na {dag} de drie maanden.")
    )
    if not nu["passeert_zonder_aanbod"].is_known:
        return zin.format(**feiten)
    return (zin + " " + _("Van hen hebben er {zonder} geen passend aanbod.")).format(**feiten)


def groups_that_pass(definitie: str) -> Mapping[str, str]:
    """Column of who passes the months of the goal -> its name."""
    return {
        "kinderen": _("Nu op een lijst") if at_school(definitie) else _("Nu thuiszitter"),
        "al_voorbij": _("Al langer dan drie maanden"),
        "passeert": _("Passeert in vier weken de drie maanden"),
        "passeert_zonder_aanbod": _("Daarvan zonder aanbod"),
    }


def ahead(vooruit: ProtectedTable) -> str:
    """What is expected, with its interval and about which day, and how to read that."""
    zin = _("Omstreeks {dag} zijn het er naar verwachting {aantal} (tussen {onder} en {boven}).")
    told = [
        zin.format(
            dag=fmt.date(row["omstreeks"].value),
            aantal=fmt.cell(row["kinderen"]),
            onder=fmt.cell(row["onder"]),
            boven=fmt.cell(row["boven"]),
        )
        for row in vooruit.rows()
        if row["onder"].is_known and row["omstreeks"].value
    ]
    vanaf = next((row["vanaf"].value for row in vooruit.rows() if row["vanaf"].value), None)
    if vanaf is None:
        return ""
    uitleg = _(
        "Gerekend vanaf {vanaf}, de dag van de laatste lijsten; vakanties tellen niet als schoolweken. Dat is als "
        "het dit jaar gaat zoals in eerdere schooljaren na dezelfde week. De laatste kolom zegt hoe vaak het aantal "
        "bij eerdere verwachtingen tussen de grenzen lag; {zeker} is de bedoeling."
    ).format(vanaf=fmt.date(vanaf), zeker=fmt.percent(register().analyse.zekerheid_procent))
    return " ".join([*told, uitleg, *_wide(vooruit)])


def _wide(vooruit: ProtectedTable) -> list[str]:
    """Of which weeks ahead the interval is too wide to say much."""
    ruim = [
        labels.inside("termijn", row["termijn"].value)
        for row in vooruit.rows()
        if row["onder"].is_known
        and row["boven"].is_known
        and definities.tells_little(row["onder"].value, row["boven"].value)
    ]
    weinig = _("De marge is te ruim om veel te zeggen bij: {waar}.")
    return [weinig.format(waar=", ".join(ruim))] if ruim else []
