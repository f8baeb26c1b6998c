"""Monitor: the points of an agenda by quarter, in colours that can be read without colour, and what was told."""

import streamlit as st

from queries import indicatoren
from ui import charts, filters, monitor, page
from ui import format as fmt
from ui.agenda import cell, editor, goals, indicator, meeting, sheet, summary, words
from ui.data import ask
from ui.figure import figure
from ui.language import gettext as _

N_ = page.N_

page.start(
    "monitor",
    N_(
        "De punten van de samenwerkingsagenda passend onderwijs. Elk kwartaal krijgt een punt een kleur; een streepje "
        "betekent dat het niet is beoordeeld."
    ),
)
agendas = monitor.agendas()
if not agendas:
    page.stop_empty(_("De monitor is nog leeg: er is nog geen agenda geladen."))
with filters.row():
    gekozen = filters.one("agenda", _("Agenda"), list(agendas), lambda code: agendas[code].naam, filters.WIDEST)
    stand = monitor.stand(agendas[gekozen])
    keuze = summary.choose(stand)
if not keuze.punten:
    page.stop_empty(_("Geen punt past bij deze keuze."))

summary.headline(stand, keuze)

punt, kwartaal = filters.chosen_cell(keuze.punten, keuze.kwartalen, keuze.laatste)
sheet.prepare()
with st.container(key="formulier"):
    figure(
        _("De kleur van elk punt, per kwartaal"),
        monitor.raster(stand, keuze.punten, keuze.kwartalen),
        sheet.table(stand, keuze, (punt, kwartaal)),
        note=_("Kies een vakje om de tekst te lezen. Met de pijltjestoetsen gaat u van vakje naar vakje."),
    )

st.header(_("Een punt van dichtbij"), anchor=False)
filters.cell(words.names(stand.agenda, keuze.punten), keuze.kwartalen, keuze.laatste)
gemeten = ask(indicatoren.per_kwartaal, agenda=gekozen)
gemetenen = indicator.Gemetenen(stand, gemeten)
cell.show(stand, gemetenen, punt, kwartaal)
editor.show(stand, gemetenen.get(punt, kwartaal), punt, kwartaal)

tellingen = monitor.telling(stand, keuze.punten, keuze.kwartalen)
figure(
    _("Hoeveel punten elke kleur hebben, per kwartaal"),
    tellingen,
    charts.stacked_bars(tellingen, x="kwartaal", y="punten", split="kleur"),
    rows="kwartaal",
    across="kleur",
    values=("punten",),
)

st.header(_("Voor het overleg"), anchor=False)
overleg = filters.overleg(keuze.kwartalen, keuze.laatste)
if gemetenen.metingen:
    titel = _("Wat is gemeten in het {kwartaal}").format(kwartaal=fmt.quarter(overleg))
    figure(
        titel,
        gemeten,
        indicator.overview(stand, gemetenen, keuze.punten, overleg, titel),
        note=_("Het cijfer stelt een kleur voor; de redactie besluit. x: te weinig kinderen om te tonen."),
        level=3,
    )
meeting.changes(stand, overleg, keuze.punten)
meeting.still(stand, overleg, keuze.punten)
meeting.late(stand, overleg, keuze.punten)

st.header(_("SMART-doelen"), anchor=False)
goals.show(stand, keuze.punten)

jaar = overleg[:4]
st.header(_("Jaaroverzicht {jaar} voor het OOGO").format(jaar=jaar), anchor=False)
meeting.year(stand, jaar)
st.caption(_("Bijgewerkt op {dag}.").format(dag=fmt.date(stand.bijgewerkt)))
