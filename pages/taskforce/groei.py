"""Wat groeit?: which categories of missed time change, how sure that is, where it comes from, what would undo it."""

import streamlit as st

from queries import groei
from schemas import codes
from ui import charts, filters, labels, page, tables
from ui import format as fmt
from ui import groei_sentences as sentences
from ui.data import ask
from ui.figure import figure
from ui.groei_sentences import OORZAKEN
from ui.language import gettext as _

N_ = page.N_
GEMISTE_TIJD = [code for code, categorie in codes.CATEGORIEEN.items() if categorie.gemiste_tijd]

page.start(
    "groei",
    N_(
        "Welke redenen van verzuim toenemen, of dat meer is dan toeval, en waar het vandaan komt. Wij vergelijken "
        "alleen scholen die in beide schooljaren leverden, in dezelfde weken."
    ),
)
paren = ask(groei.paren)
if paren.is_empty():
    page.stop_empty(_("Daarvoor zijn dezelfde weken van twee schooljaren nodig."))
with filters.row():
    jaar = filters.naast(dict(zip(paren.values("schooljaar"), paren.values("naast"), strict=True)))
paar = next(paren.where(schooljaar=jaar).rows())
st_paar = {"nu": fmt.schooljaar(jaar), "toen": fmt.schooljaar(paar["naast"].value)}
peildatum = sentences.last_day(paar, paren.context.data_tot)

uitkomst = ask(groei.per_categorie, schooljaar=jaar)
regio = uitkomst.where(sector=codes.ALLE)
dagen = ask(groei.ontleding, schooljaar=jaar)
sentences.use_names(dagen)

page.headline(
    sentences.whole(dagen, st_paar),
    " ".join(filter(None, [sentences.left_out(dagen), sentences.because(dagen), sentences.clear(regio)])),
)
st.caption(sentences.compared(paar, st_paar, regio.values("woord")))

figure(
    _("Waaruit de verandering bestaat"),
    dagen,
    charts.waterfall(dagen, x="categorie", y="dagen_erbij", whole=codes.ALLE, what=_("schooldagen meer of minder")),
    columns=("categorie", "dagen_toen", "dagen_nu", "dagen_erbij", *OORZAKEN),
    peildatum=peildatum,
    note=sentences.parts(dagen),
)

figure(
    _("Hoe zeker elke verandering is"),
    regio,
    charts.intervals(
        regio,
        x="categorie",
        y="groei",
        low="groei_onder",
        high="groei_boven",
        what=_("procent verschil met het jaar ervoor"),
    ),
    columns=("categorie", "woord", "groei", "groei_onder", "groei_boven", "leerlingen_toen", "leerlingen_nu"),
    formats={"woord": labels.options("woord")},
    peildatum=peildatum,
    note=_(
        "Boven staat wat het meest steeg. De streep is waar de echte verandering waarschijnlijk ligt. Wij noemen een "
        "verandering pas duidelijk als zij groter is dan wat leerlingen en scholen van jaar tot jaar toch al "
        "verschillen. Wij zijn strenger omdat wij naar veel categorieën tegelijk kijken. Elk percentage gaat over het "
        "gemiste deel van de schooltijd. Meer schooltijd is dus geen groei, en een verschuiving van de ene soort "
        "school naar de andere ook niet: elke soort telt zo zwaar als een jaar eerder."
    )
    + " "
    + sentences.holidays(),
)

per_jaar = ask(groei.verloop)
figure(
    _("De verandering in elk schooljaar"),
    per_jaar,
    charts.panels(
        per_jaar,
        x="schooljaar",
        y="groei",
        low="groei_onder",
        high="groei_boven",
        split="categorie",
        what=_("procent verschil met het jaar ervoor"),
    ),
    rows="categorie",
    across="schooljaar",
    values=("groei",),
    peildatum=sentences.last_day(next(paren.rows()), paren.context.data_tot),
    note=" ".join(
        [
            _("Elk schooljaar staat naast het jaar ervoor: verder terug verschillen leerlingen en scholen te veel."),
            sentences.of_years(paren),
            sentences.holidays(),
        ]
    ),
)

eerder = ask(groei.eerder)
buiten_bereik = sentences.out_of_reach(jaar, paren, eerder)
if keuzes := eerder.where(schooljaar=jaar).values("sinds"):
    sinds = filters.one("sinds", _("Sinds"), keuzes, fmt.schooljaar, filters.NARROW)
    titel = _("De verandering van {toen} tot {nu}").format(toen=fmt.schooljaar(sinds), nu=fmt.schooljaar(jaar))
    lang = ask(groei.sinds, schooljaar=jaar).where(sinds=sinds)
    figure(
        titel,
        lang,
        tables.flat(lang, titel, ("categorie", "groei", "groei_onder", "groei_boven")),
        peildatum=peildatum,
        note=" ".join(filter(None, [sentences.chained(jaar, sinds, paren), buiten_bereik])),
    )
elif buiten_bereik:
    st.header(_("De verandering sinds een eerder schooljaar"), anchor=False)
    st.info(buiten_bereik)

per_soort = uitkomst.where(sector=[code for code in uitkomst.unique("sector") if code != codes.ALLE])
titel = _("De conclusie per soort school")
figure(
    titel,
    per_soort,
    tables.pivot(
        per_soort,
        titel,
        rows="categorie",
        across="sector",
        values=["woord"],
        formats={"woord": labels.options("woord")},
    ),
    peildatum=peildatum,
    empty=_("Per soort school zijn er te weinig scholen."),
)

st.header(_("Eén categorie van dichtbij"), anchor=False)
categorie = filters.one("categorie", _("Categorie"), GEMISTE_TIJD, labels.options("categorie"), filters.WIDE)
waar = ask(groei.waar, schooljaar=jaar, categorie=categorie)
gemeenten, soorten = waar.where(verdeling="gemeente"), waar.where(verdeling="sector")
grijs = {
    row["gemeente"].value: row["geen_vergelijking_naast"].value
    for row in ask(groei.vergelijkbaar, schooljaar=jaar).rows()
    if row["geen_vergelijking_naast"].value
}
VERBORGEN_CATEGORIE = N_("Van deze categorie tonen wij in een van beide jaren geen cijfers (x).")
figure(
    _("Waar de verandering vandaan komt: {categorie}").format(categorie=labels.inside("categorie", categorie)),
    gemeenten,
    charts.waterfall(gemeenten, x="deel", y="dagen_erbij", what=_("schooldagen meer of minder"), muted=grijs)
    if not gemeenten.is_empty()
    else None,
    columns=("deel", "dagen_toen", "dagen_nu", "dagen_erbij", *OORZAKEN),
    peildatum=peildatum,
    note=sentences.where(grijs, gemeenten),
    empty=_(VERBORGEN_CATEGORIE),
)
titel = _("Bij welke soort school: {categorie}").format(categorie=labels.inside("categorie", categorie))
figure(
    titel,
    soorten,
    tables.flat(soorten, titel, ("deel", "dagen_toen", "dagen_nu", "dagen_erbij", *OORZAKEN)),
    peildatum=peildatum,
    note=sentences.of_types(soorten),
    empty=_(VERBORGEN_CATEGORIE),
)

houdbaar = ask(groei.houdbaar, schooljaar=jaar)
titel = _("Wat zou deze conclusie veranderen?")
figure(
    titel,
    houdbaar,
    tables.texts(
        titel,
        [_("Categorie"), _("Late registratie"), _("Eén school minder"), _("Onbekende codes hoorden hierbij")],
        sentences.undone(houdbaar, regio),
    ),
    peildatum=peildatum,
    note=_(
        "Late registratie: een deel van de gemiste tijd van nu hoort er achteraf niet bij, of moet er nog bij. Zolang "
        "dat niet meer is dan het percentage, blijft een stijging een stijging en een daling een daling."
    ),
    empty=_("Geen categorie is duidelijk gestegen of gedaald: er is geen conclusie die kan veranderen."),
)
