"""The pupils of one school who were helped: how many, and in which laag they were before and after."""

import datetime
from collections.abc import Mapping

from disclosure.table import ProtectedTable
from schemas.codes import ALLE, LAGEN
from ui import format as fmt
from ui import lagen_sentences, strips, tables
from ui.figure import figure
from ui.language import gettext as _
from ui.sentences import tell

MOMENTEN = ("vooraf", "na_8", "na_12")


def toon_interventies(
    gedaan: ProtectedTable,
    daarna: ProtectedTable,
    naast_elkaar: ProtectedTable,
    over: Mapping[str, str],
    dag: datetime.date,
) -> None:
    """Who was helped at this school in a schooljaar, up to a day, and in which laag these pupils were before and after.

    gedaan, daarna, naast_elkaar: of queries.interventies op_school, lagen_op_school and naast_elkaar. over: school and
    periode, as they stand in sentences. Nothing where nobody was helped.
    """
    if gedaan.is_empty():
        return
    titel = _("Interventies op {school}").format(**over)
    figure(
        titel,
        gedaan,
        tables.pivot(gedaan, titel, rows="interventie", across="laag", values=["leerlingen"]),
        peildatum=dag.isoformat(),
        note=tell(
            _(
                "Op {school} begonnen {aantal} leerlingen in {periode} met een interventie. Elke leerling telt één "
                "keer, bij de eerste; de laag is die waarvoor de interventie is bedoeld."
            ),
            {"aantal": (gedaan.cell("leerlingen", interventie=ALLE, laag=ALLE), fmt.number)},
            hidden=_(
                "Hoeveel leerlingen op {school} in {periode} met een interventie begonnen, tonen wij niet (x)."
            ).format(**over),
            **over,
        ),
    )
    gemeten = [row["moment"].value for row in daarna.where(laag=LAGEN[:3]).rows() if row["leerlingen"].value != 0]
    daarna = daarna.where(moment=gemeten)  # of another moment the weeks were not delivered yet
    titel = _("De lagen van deze leerlingen, vooraf en erna")
    figure(
        titel,
        daarna,
        strips.flat(daarna, titel, ("moment", "laag", "aandeel", "leerlingen"), strips.Strip("aandeel")),
        peildatum=dag.isoformat(),
        note=" ".join(filter(None, (_measured(daarna), _in_the_region(naast_elkaar)))),
        empty=_("Van deze leerlingen zijn de weken vóór en na de interventie nog niet alle geleverd."),
    )


def _measured(daarna: ProtectedTable) -> str:
    """Of how many pupils the percentages are at each moment, where that may be told; it differs."""
    told = {
        "vooraf": _("vooraf {aantal}"),
        "na_8": _("na 8 weken {aantal}"),
        "na_12": _("na 12 weken {aantal}"),
    }
    parts = [
        told[moment].format(aantal=fmt.cell(bekend))
        for moment in MOMENTEN
        if (bekend := daarna.cell("bekend", moment=moment, laag="1")).is_known
    ]
    if not parts:
        return ""
    return _(
        "Zo veel leerlingen zijn gemeten: {momenten}. De percentages gaan alleen over hen; de anderen staan bij nog "
        "onbekend."
    ).format(momenten=lagen_sentences.joined(parts))


def _in_the_region(verzuim: ProtectedTable) -> str:
    """What to keep in mind, with what happened in the region with and without an intervention."""
    zinnen = [
        _(
            "**Samenhang, geen bewijs.** Wie hulp krijgt, krijgt die als het slecht gaat; daarna gaat het vaak vanzelf "
            "beter."
        )
    ]
    cijfers = (
        {
            name: verzuim.cell(kolom, moment=moment)
            for name, kolom, moment in (
                ("met_vooraf", "met", "vooraf_8"),
                ("met_erna", "met", "na_8"),
                ("zonder_vooraf", "zonder", "vooraf_8"),
                ("zonder_erna", "zonder", "na_8"),
            )
        }
        if not verzuim.is_empty()
        else {}
    )
    if cijfers and all(cell.is_known for cell in cijfers.values()):
        alike = fmt.alike(fmt.percent_as_rounded, [cell.value for cell in cijfers.values()])
        zinnen.append(
            _(
                "In de hele regio misten leerlingen met een interventie vooraf {met_vooraf} van de schooltijd en acht "
                "weken erna {met_erna}. Bij leerlingen zonder interventie die vooraf ongeveer even veel misten, ging "
                "het van {zonder_vooraf} naar {zonder_erna}. Zij hadden bij het begin geen interventie; sommigen "
                "begonnen er later wel een."
            ).format(**{name: fmt.cell(cell, alike) for name, cell in cijfers.items()})
        )
    return " ".join(zinnen)
