"""What *Thuiszitters in beweging* says of its figures: other words where potential thuiszitters are counted.

They go to school, so they are not at home and the goal of the region is not about them: they stand on a list.
"""

from collections.abc import Mapping

from disclosure.table import Cell, ProtectedTable
from schemas.definities import register
from ui import format as fmt
from ui import labels
from ui.language import gettext as _
from ui.thuiszitter_names import of_potential_ones

DOEL, JAAR = 3, 12  # months
GRENZEN = {"kans": "aandeel", "onder": "aandeel_onder", "boven": "aandeel_boven"}


def no_flows() -> str:
    """Why nothing is told of who came and went."""
    return _(
        "Daarvoor zijn de lijsten van twee kwartalen nodig. Volgens de definitie van de Inspectie tonen wij dit niet: "
        "naast een andere definitie zou het iets zeggen over enkele kinderen."
    )


def at_school(definitie: str) -> bool:
    """Whether a definition counts children who go to school."""
    return "potentieel" in register().thuiszitters[definitie].direct


def use_names(definitie: str) -> None:
    """For the rest of this run, name how cases end as fits who is counted."""
    for dimension, own in of_potential_ones().items() if at_school(definitie) else ():
        labels.rename(dimension, own)


def after_months(tabel: ProtectedTable, afloop: str, maanden: int, sinds: str = "maanden") -> Mapping[str, str]:
    """A share with its interval as it is told; nothing where it cannot be told. sinds: the column of the months."""
    cells = {name: tabel.cell(column, afloop=afloop, **{sinds: maanden}) for name, column in GRENZEN.items()}
    return {name: fmt.cell(cell, fmt.percent) for name, cell in cells.items() if cell.is_known}


def lasting(definitie: str, duur: ProtectedTable, aanbod: ProtectedTable) -> str:
    """Which share lasts beyond the months of the goal, of whom, and which share has no offer by then."""
    lang, zonder = after_months(duur, "nog_open", DOEL), after_months(aanbod, "nog_open", DOEL)
    if at_school(definitie):
        if not lang:
            return _("Er zijn te weinig kinderen om te zeggen welk deel langer dan drie maanden op de lijst staat.")
        zin = _(
            "Van de potentiële thuiszitters staat na drie maanden nog **{kans}** op een lijst (tussen {onder} en "
            "{boven})."
        )
        rest = _("Zonder passend aanbod is dat {kans} (tussen {onder} en {boven}).")
    else:
        if not lang:
            return _("Er zijn te weinig kinderen om te zeggen welk deel langer dan drie maanden thuis zit.")
        zin = (
            _(
                "Van de kinderen die thuiszitter worden, zit na drie maanden nog **{kans}** thuis (tussen {onder} en "
                "{boven})."
            )
            if register().thuiszitters[definitie].direct
            else _(
                "Van de kinderen die vier weken thuis zitten, zit na drie maanden nog **{kans}** thuis (tussen {onder} "
                "en {boven})."
            )
        )
        rest = _("Zonder passend aanbod is dat {kans} (tussen {onder} en {boven}); het doel is {doel}.")
    return " ".join([zin.format(**lang), *([rest.format(**zonder, doel=fmt.percent(0))] if zonder else [])])


def endings(definitie: str) -> str:
    """What the shares by month divide."""
    if at_school(definitie):
        return _(
            "Welk deel van alle kinderen na zoveel maanden weer gewoon naar school gaat, onderwijs met zorg heeft, om "
            "een andere reden van de lijst is, of nog op de lijst staat. De tabel toont hoe zeker dat is."
        )
    return _(
        "Welk deel van alle kinderen na zoveel maanden terug is op school, onderwijs met zorg heeft, om een andere "
        "reden niet meer meetelt, of nog thuis zit. De tabel toont hoe zeker dat is."
    )


def after_a_year(definitie: str, afloop: ProtectedTable) -> str | None:
    """Which share was back at school after a year."""
    deel = after_months(afloop, "terug_naar_school", JAAR)
    if not deel:
        return None
    zin = (
        _("Na een jaar gaat {kans} van hen weer gewoon naar school (tussen {onder} en {boven}).")
        if at_school(definitie)
        else _("Na een jaar is {kans} van hen terug op school (tussen {onder} en {boven}).")
    )
    return zin.format(**deel)


def goal(definitie: str) -> str:
    """The goal of the region, where it is about these children, and how to read the years."""
    doel = _("Het doel van de regio: geen kind zit langer dan drie maanden thuis zonder passend aanbod.")
    uitleg = _("De streep door een staaf is de marge. Jaren waarvan de marges overlappen, verschillen niet zeker.")
    return uitleg if at_school(definitie) else f"{doel} {uitleg}"


def of_relapse(definitie: str) -> str:
    """The heading of relapse."""
    return (
        _("Opnieuw op de lijst, na gewoon naar school gaan")
        if at_school(definitie)
        else _("Opnieuw thuis, na terugkeer naar school")
    )


def who_counts(definitie: str) -> str:
    """From when on a child counts, which decides of whom the shares are."""
    if at_school(definitie):
        return _(
            "Deze kinderen gaan naar school. Het gaat hier over de tijd op een lijst, niet over thuiszitten; het doel "
            "van drie maanden geldt voor hen niet."
        )
    if register().thuiszitters[definitie].direct:
        return _(
            "Wie niet is ingeschreven, telt vanaf de eerste dag. Wie wel is ingeschreven, telt pas na vier weken: wie "
            "eerder terug is op school, telt niet mee."
        )
    return _("Een kind telt pas na vier weken thuis: wie eerder terug is op school, telt niet mee.")


def rests_on(tabel: ProtectedTable) -> str:
    """On how many children shares by month rest: fewer and fewer, the more months."""
    minst = next((row["gevallen_minst"] for row in tabel.rows() if row["gevallen_minst"].is_known), None)
    if minst is None:
        return ""
    return _(
        "Rust op {minst} kinderen of meer; hoe meer maanden, hoe minder van hen al zo lang zijn gevolgd. Maanden "
        "waarover te weinig kinderen iets zeggen, staan er niet in."
    ).format(minst=fmt.cell(minst))


def with_offer(aanbod: ProtectedTable) -> str:
    """Which share had a fitting offer by the months of the goal."""
    deel = after_months(aanbod, "aanbod", DOEL)
    uitleg = _(
        "Het deel van alle kinderen die meetellen, dat na zoveel maanden een passend aanbod had gekregen. Ook een "
        "aanbod van voordat een kind meetelde, is erbij."
    )
    zin = _("Na drie maanden had {kans} van de kinderen een passend aanbod gekregen (tussen {onder} en {boven}).")
    return f"{zin.format(**deel)} {uitleg}" if deel else uitleg


def few_relapsed(terug: ProtectedTable) -> bool:
    """Whether too few came home again for a share, so that only the most that it can be is told."""
    return any(row["aandeel_boven"].is_known and not row["aandeel"].is_known for row in terug.rows())


def relapse(definitie: str, terug: ProtectedTable) -> str:
    """Which share came home again within a year; where few did, at most how many can."""
    if not few_relapsed(terug):
        deel, samen = after_months(terug, "opnieuw_thuis", JAAR, "maanden_terug"), _("Alle schooljaren samen.")
        zin = (
            _("Na een jaar stond {kans} van hen opnieuw op een lijst (tussen {onder} en {boven}).")
            if at_school(definitie)
            else _("Na een jaar zat {kans} van hen opnieuw thuis (tussen {onder} en {boven}).")
        )
        return f"{zin.format(**deel)} {samen}" if deel else samen
    rij = next(terug.rows())
    zin = (
        _(
            "Van de kinderen die weer gewoon naar school gingen, stonden er binnen een jaar minder dan {klein} opnieuw "
            "op een lijst."
        )
        if at_school(definitie)
        else _(
            "Van de kinderen die terug naar school gingen, zaten er binnen een jaar minder dan {klein} opnieuw thuis."
        )
    )
    rest = _(
        "Dat is hoogstens {boven} van hen. Alle schooljaren samen, {minst} kinderen of meer die een jaar of langer "
        "geleden teruggingen."
    )
    return f"{zin} {rest}".format(
        klein=register().drempels.minimale_telling,
        boven=fmt.cell(rij["aandeel_boven"], fmt.percent),
        minst=fmt.cell(rij["gevallen_minst"]),
    )


def waiting(wacht: ProtectedTable) -> str:
    """How long children wait in the last quarter of which that can be told, and of whom that is."""
    uitleg = _(
        "Het gaat om alle kinderen die volgens een lijst thuiszitten en wachten, ook wie ziek is of nog geen vier "
        "weken thuiszit; dit volgt de gekozen definitie niet. Weken tot de laatste lijst van het kwartaal. Een x: dan "
        "wachten er minder dan {klein} kinderen."
    ).format(klein=register().drempels.minimale_noemer_procent)
    laatste = next((row for row in reversed(list(wacht.rows())) if row["helft_weken"].is_known), None)
    if laatste is None:
        return uitleg
    zin = _(
        "In het {kwartaal} wachtte de helft hoogstens {helft} weken; een kwart wachtte langer dan {driekwart} weken. "
        "Dat rust op {minst} kinderen of meer."
    ).format(
        minst=fmt.cell(laatste["kinderen_minst"]),
        kwartaal=fmt.quarter(laatste["kwartaal"].value),
        helft=fmt.cell(laatste["helft_weken"]),
        driekwart=fmt.cell(laatste["driekwart_weken"]),
    )
    return f"{zin} {uitleg}"


def definitions(tabel: ProtectedTable) -> str | None:
    """From how few to how many children the definitions count at one quarter end."""
    rijen = list(tabel.rows())
    if not rijen:
        return None
    einde = fmt.quarter(rijen[0]["kwartaal"].value)
    thuis = [row["kinderen"] for row in rijen if not at_school(row["definitie"].value)]
    potentieel = [row["kinderen"] for row in rijen if at_school(row["definitie"].value)]
    slot = _("Een kind kan in meer dan één definitie tellen; tel de regels dus niet op.")
    if not all(cell.is_known for cell in (*thuis, *potentieel)):
        return " ".join([_("Einde van {kwartaal}.").format(kwartaal=einde), slot])
    zin = _(
        "Aan het einde van het {kwartaal} zijn er {minst} tot {meest} thuiszitters, naar gelang de definitie, en "
        "daarnaast {aantal} potentiële thuiszitters."
    ).format(
        kwartaal=einde,
        minst=fmt.number(min(cell.value for cell in thuis)),
        meest=fmt.number(max(cell.value for cell in thuis)),
        aantal=fmt.cell(potentieel[0]),
    )
    return f"{zin} {slot}"


def doubling(laatste: Mapping[str, Cell] | None) -> str:
    """Whether potential thuiszitters are about to double; laatste: the last quarter."""
    if laatste is None or not laatste["alarm"].is_known:
        return _(
            "Of het aantal potentiële thuiszitters verdubbelt, is niet te zeggen: daarvoor zijn de aantallen van nu "
            "en van een jaar eerder nodig."
        )
    return _(
        "Een jaar eerder waren het er {eerder}, nu {nu}: {keer} keer zoveel (tussen {onder} en {boven}). {oordeel}"
    ).format(
        eerder=fmt.cell(laatste["potentieel_eerder"]),
        nu=fmt.cell(laatste["potentieel"]),
        keer=fmt.cell(laatste["keer"], fmt.decimal_2),
        onder=fmt.cell(laatste["keer_onder"], fmt.decimal_2),
        boven=fmt.cell(laatste["keer_boven"], fmt.decimal_2),
        oordeel=labels.name("alarm", laatste["alarm"].value),
    )
