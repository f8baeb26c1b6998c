"""What is said of pupils with an intervention: how it went before and after, beside pupils without, and why not."""

from collections.abc import Sequence

from disclosure.table import Cell, ProtectedTable
from schemas import codes
from ui import format as fmt
from ui.language import gettext as _

PROCENTEN = ("vooraf", "erna", "vergelijk_vooraf", "vergelijk_erna")
PUNTEN = ("verschil", "onder", "boven")
WEKEN = (8, 12)


def year_told(gevolgd: ProtectedTable, schooljaar: str, bekend: Sequence[str]) -> str:
    """Of which schooljaar is told how it went: the one that was chosen, or the last of which it can be told.

    gevolgd: interventies.vervolg of the chosen one. bekend: the schooljaren of which it is told, newest first. What is
    hidden is of the chosen one too. An earlier schooljaar goes before a later one.
    """
    erna = gevolgd.cell("erna", laag=codes.ALLE, weken=WEKEN[0])
    if erna.is_known or erna.is_hidden or not bekend:
        return schooljaar
    return next((jaar for jaar in bekend if jaar < schooljaar), bekend[0])


def instead(gevolgd: ProtectedTable, schooljaar: str, verteld: str) -> str:
    """Why another schooljaar is told than the one that was chosen; nothing where it is the same one."""
    if verteld == schooljaar:
        return ""
    zin = _("Daarom ziet u hier schooljaar {bekend}.").format(bekend=fmt.schooljaar(verteld))
    return f"{_nothing_to_compare(gevolgd, schooljaar)} {zin}"


def why_not(gevolgd: ProtectedTable, laag: str, schooljaar: str, bekend: Sequence[str]) -> str | None:
    """Why nothing is told of pupils with an intervention for a laag in a schooljaar; None where it is.

    gevolgd: interventies.vervolg of that schooljaar. bekend: the schooljaren of which it is told, newest first.
    """
    hier = {"jaar": fmt.schooljaar(schooljaar)}
    erna = [gevolgd.cell("erna", laag=laag, weken=weken) for weken in WEKEN]
    if any(cell.is_known for cell in erna):
        return None
    if any(cell.is_hidden for cell in erna):
        return _(
            "Over schooljaar {jaar} tonen wij dit niet (x): het zou iets zeggen over een te kleine groep leerlingen."
        ).format(**hier)
    zin = _nothing_to_compare(gevolgd, schooljaar)
    if ander := next((jaar for jaar in bekend if jaar != schooljaar), None):
        zin += " " + _("Kies bovenaan een halfjaar van schooljaar {bekend} om een vergelijking te zien.").format(
            bekend=fmt.schooljaar(ander)
        )
    return zin


def _nothing_to_compare(gevolgd: ProtectedTable, schooljaar: str) -> str:
    hier = {"jaar": fmt.schooljaar(schooljaar)}
    if gevolgd.is_empty():
        return _("Over schooljaar {jaar} zijn geen interventies geleverd.").format(**hier)
    return _(
        "Over schooljaar {jaar} is (nog) geen vergelijking te maken: van te weinig leerlingen kennen wij de acht "
        "schoolweken vóór de interventie en de acht erna."
    ).format(**hier)


def outcome(gevolgd: ProtectedTable, laag: str) -> str:
    """What happened to pupils with an intervention and to others, and whether that differs by more than chance."""
    zinnen = [
        _after(cijfers, weken) for weken in WEKEN if (cijfers := _known(gevolgd, laag, weken, *PROCENTEN, *PUNTEN))
    ]
    if any(_known(gevolgd, laag, weken, *PUNTEN) for weken in WEKEN):
        zinnen.append(adjusted())
    zinnen.append(
        _(
            "**Samenhang, geen bewijs.** Wie hulp krijgt, krijgt die vaak als het slecht gaat; daarna gaat het vaak "
            "vanzelf beter. Dat ziet u bij de leerlingen zonder interventie die vooraf ongeveer even veel misten. "
            "Vooraf en erna gaat steeds over dezelfde leerlingen; wie 12 weken is gevolgd, zijn er minder."
        )
    )
    zinnen.append(
        _(
            "Vergelijkbaar, zonder interventie: bij het begin hadden deze leerlingen er dat schooljaar geen. Sommigen "
            "begonnen er later wel een, ook in de weken die wij volgen. Daardoor kan het verschil kleiner lijken dan "
            "het is."
        )
    )
    return "  \n".join(zinnen)


def adjusted() -> str:
    """That the difference is not the one figure minus the other, and what it is."""
    return _(
        "Het verschil is gecorrigeerd voor het verzuim vooraf: zo veel zouden de twee groepen erna verschillen als zij "
        "vooraf precies even veel hadden gemist. Het is dus niet altijd gelijk aan het ene cijfer min het andere."
    )


def higher(gevolgd: ProtectedTable, laag: str) -> str:
    """How many of the pupils are in laag 2 or 3 afterwards, beside others; and what the lagen are of."""
    zinnen = [
        _(
            "Na {weken} schoolweken zit {met} van de leerlingen met een interventie in laag 2 of 3, en {zonder} van "
            "vergelijkbare leerlingen zonder."
        ).format(
            weken=weken,
            met=fmt.cell(cijfers["met_laag_2_3"], fmt.percent),
            zonder=fmt.cell(cijfers["vergelijk_laag_2_3"], fmt.percent),
        )
        for weken in WEKEN
        if (cijfers := _known(gevolgd, laag, weken, "met_laag_2_3", "vergelijk_laag_2_3"))
    ]
    zinnen.append(
        _(
            "De eerste kolom is de laag waarvoor de interventie is bedoeld. Niet gemeten: de weken ervoor of erna zijn "
            "niet alle per leerling geleverd, of de leerling was er te kort."
        )
    )
    zinnen.append(
        _("Wie een interventie voor laag 1 of laag 2 kreeg, staat samen: apart zijn de aantallen te klein om te tonen.")
    )
    return " ".join(zinnen)


def _known(gevolgd: ProtectedTable, laag: str, weken: int, *kolommen: str) -> dict[str, Cell] | None:
    """These figures after so many weeks, where every one of them can be told."""
    cijfers = {kolom: gevolgd.cell(kolom, laag=laag, weken=weken) for kolom in (*kolommen, "leerlingen_minst")}
    return cijfers if all(cijfer.is_known for cijfer in cijfers.values()) else None


def _after(cijfers: dict[str, Cell], weken: int) -> str:
    zin = _(
        "Na {weken} schoolweken, van ten minste {leerlingen_minst} leerlingen met een interventie: het verzuim ging "
        "van {vooraf} naar {erna} van de schooltijd. Bij vergelijkbare leerlingen zonder interventie ging het van "
        "{vergelijk_vooraf} naar {vergelijk_erna}."
    )
    if cijfers["boven"].value < 0:
        slot = _("Met interventie werd erna **minder** gemist: {verschil} procentpunt ({onder} tot {boven}).")
    elif cijfers["onder"].value > 0:
        slot = _(
            "Met interventie werd erna **meer** gemist, niet minder: {verschil} procentpunt ({onder} tot {boven})."
        )
    else:
        slot = _(
            "Een verschil is **niet aan te wijzen**: {verschil} procentpunt ({onder} tot {boven}) kan toeval zijn."
        )
    return f"{zin} {slot}".format(
        weken=weken,
        leerlingen_minst=fmt.cell(cijfers["leerlingen_minst"]),
        **{kolom: fmt.cell(cijfers[kolom], fmt.percent_as_rounded) for kolom in PROCENTEN},
        **{kolom: fmt.cell(cijfers[kolom], fmt.signed) for kolom in PUNTEN},
    )
