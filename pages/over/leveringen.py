"""Leveringen: how fresh and complete the data are, what was kept apart and why, and which figures were revised."""

import streamlit as st

from queries import leveringen
from schemas import codes
from ui import coverage, filters, page, sentences, tables
from ui import format as fmt
from ui.data import ask
from ui.figure import figure
from ui.language import gettext as _

N_ = page.N_

page.start(
    "leveringen",
    N_("Wat de partijen leverden: hoe recent het is, wat ontbreekt, en welke regels apart staan. Met wat u kunt doen."),
)
standen = ask(leveringen.standen)
if standen.is_empty():
    page.stop_empty(_("Er is nog niets geleverd."))
aantal = {stand: standen.cell("bestanden", status=stand) for stand in standen.values("status")}
versheid = ask(leveringen.versheid)
page.headline(
    _("**{telt} bestanden** tellen mee. Daarvan staan {apart} regels apart.").format(
        telt=fmt.cell(aantal["telt"]) if "telt" in aantal else fmt.number(0),
        apart=fmt.number(sum(versheid.values("quarantaine"))),
    ),
    _("Vastgehouden: {vastgehouden}. Geweigerd: {geweigerd}. Vervangen door een latere levering: {vervangen}.").format(
        **{
            stand: fmt.cell(aantal[stand]) if stand in aantal else fmt.number(0)
            for stand in ("vastgehouden", "geweigerd", "vervangen")
        }
    ),
)

titel = _("Bestanden die uw aandacht vragen")
aandacht = ask(leveringen.aandacht)
figure(
    titel,
    aandacht,
    tables.flat(aandacht, titel, ("naam", "kind", "status", "melding"), {"melding": sentences.told}),
    note=_("Deze bestanden tellen niet mee. Wat eerder over hetzelfde is geleverd blijft tellen."),
    empty=_("Elk bestand kon worden gelezen en telt mee, of is vervangen door een later bestand."),
)

titel = _("Leveringen die door een latere zijn vervangen")
vervangen = ask(leveringen.vervangen)
figure(
    titel,
    vervangen,
    tables.flat(vervangen, titel, ("naam", "kind", "ontvangen_op", "vervangen_op")),
    note=_("De laatste vijftig. Zij tellen niet meer mee, maar worden bewaard zolang de bewaartermijn duurt."),
    empty=_("Er is geen levering vervangen."),
)

titel = _("Hoe recent de gegevens zijn, per soort")
figure(
    titel,
    versheid,
    tables.flat(
        versheid,
        titel,
        ("kind", "ontvangen_op", "data_tot", "bestanden", "regels", "geladen", "quarantaine", "weggelaten", "leeg"),
    ),
    note=_(
        "Elke regel is geladen, staat apart, is weggelaten of is leeg. Samen zijn dat alle regels. Van thuiszitters, "
        "vrijstellingen, interventies en casussen zeggen wij niet hoeveel regels er zijn: daaruit zou een verborgen "
        "aantal kinderen kunnen volgen."
    ),
)

schooljaren = ask(leveringen.schooljaren).values("schooljaar")
st.header(_("Welke scholen leverden, per maand"), anchor=False)
if schooljaren:
    with filters.row():
        schooljaar = filters.schooljaar(schooljaren)
        gemeente = filters.gemeente()
    dekking = ask(leveringen.dekking, schooljaar=schooljaar, gemeente=gemeente)
    titel = sentences.choice(gemeente, codes.ALLE)
    rijen = [{naam: cel.value for naam, cel in rij.items()} for rij in dekking.rows()]
    figure(
        titel,
        dekking,
        coverage.grid(
            coverage.symbols(),
            {rij["school"]: rij["naam"] for rij in rijen},
            sorted({rij["maand"] for rij in rijen}),
            {(rij["school"], rij["maand"]): (rij["dagen_geleverd"], rij["dagen_verwacht"]) for rij in rijen},
        ),
        note=_("Wat niet is geleverd telt nergens mee: niet als aanwezig en niet als afwezig."),
        empty=_("In deze gemeente is geen school bekend."),
        level=3,
    )
else:
    st.info(_("Er zijn nog geen scholen geleverd."))

titel = _("Regels die apart staan, en wat u kunt doen")
redenen = ask(leveringen.apart)
figure(
    titel,
    redenen,
    tables.flat(redenen, titel),
    note=_("Een regel die apart staat telt niet mee. Haal hieronder per bestand op welke regels het zijn."),
    empty=_("Er staan geen regels apart."),
)
bestanden = ask(leveringen.bestanden_met_regels)
if not bestanden.is_empty():
    alle_namen = bestanden.values("naam")
    namen = {
        bestand: _("{naam} (regels apart: {regels})").format(
            naam=naam if alle_namen.count(naam) == 1 else f"{naam} · {bestand[:8]}", regels=fmt.number(aantal_regels)
        )
        for bestand, naam, aantal_regels in zip(
            *(bestanden.values(kolom) for kolom in ("bestand", "naam", "regels")), strict=True
        )
    }
    bestand = filters.one("bestand", _("Bestand"), list(namen), namen.__getitem__, filters.WIDEST)
    lijst = ask(leveringen.regels, bestand=bestand)
    figure(
        _("De regels van dit bestand"),
        lijst,
        tables.flat(lijst, namen[bestand], ("regel", "reden", "kolom", "wat_te_doen")),
        note=_("Het nummer is dat van de regel in het bestand; de kop is regel 1. U ziet de eerste duizend regels."),
        level=3,
    )

weggelaten = ask(leveringen.weggelaten)
if not weggelaten.is_empty():
    titel = _("Regels die met opzet zijn weggelaten")
    figure(titel, weggelaten, tables.flat(weggelaten, titel))

titel = _("Codes voor verzuim die nog bij geen categorie horen")
zonder = ask(leveringen.codes)
figure(
    titel,
    zonder,
    tables.flat(zonder, titel, ("school", "naam", "code", "regels")),
    note=_(
        "Dit verzuim telt als onbekende reden. Staat er een streepje, dan gebruiken minder dan vijf leerlingen de "
        "code; wij tonen haar niet, want er kan een naam in staan, en ook niet hoe vaak zij voorkomt. Voeg de codes "
        "toe aan de levering *redenen* van de school."
    ),
    empty=_("Elke code hoort bij een categorie."),
)

titel = _("Cijfers van afgelopen maanden die zijn herzien")
herzien = ask(leveringen.herzieningen)
figure(
    titel,
    herzien,
    tables.flat(herzien, titel, ("gemaakt_op", "maand", "sector", "maat", "voor", "na", "verandering")),
    note=_(
        "Een latere levering kan een maand veranderen die al voorbij was. Hier staat met hoeveel, voor de hele regio."
    ),
    empty=_("Er is nog geen cijfer van een afgelopen maand veranderd."),
)
