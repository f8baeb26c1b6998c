"""Over de cijfers: what the words mean, what is hidden, what was delivered, and what was published elsewhere."""

import streamlit as st

from queries import bronnen
from ui import charts, definities, filters, labels, page, tables
from ui import format as fmt
from ui.data import ask
from ui.figure import figure
from ui.language import gettext as _
from ui.markdown import plain

N_ = page.N_
ALLE_LEVERINGEN = ["per_leerling", "weekcijfers", "geen"]

release = page.start(
    "over_de_cijfers", N_("Wat de cijfers betekenen, waar zij vandaan komen, en wat wij niet laten zien.")
)

totaal = ask(bronnen.totaal)
if totaal.is_empty():
    page.stop_empty(_("Er is nog niets geleverd."))
aantal = {name: fmt.cell(cell) for name, cell in next(totaal.rows()).items()}
page.headline(
    _(
        "De cijfers komen uit **{bestanden} bestanden**. Daarvan staan {quarantaine} regels apart, omdat er iets niet "
        "klopte."
    ).format(**aantal),
    _("Gegevens tot en met {dag}. Gemaakt op {gemaakt} (release {release}).").format(
        dag=fmt.date(release.data_tot), gemaakt=fmt.date(release.gebouwd_op), release=release.run
    ),
)

leveringen = ask(bronnen.leveringen)
if release.voorbeelddata:
    echt = [labels.inside("kind", kind) for kind in leveringen.where(voorbeelddata=False).values("kind")]
    verzonnen = _("Dit zijn voorbeelddata: de leveringen zijn verzonnen.")
    alleen = _("Echt zijn alleen: {soorten}.").format(soorten=", ".join(echt)) if echt else ""
    st.info(f"{verzonnen} {alleen}")

st.header(_("Wat de woorden betekenen"), anchor=False)
for make, titel in (
    (definities.words, _("Begrippen")),
    (definities.thuiszitters, _("Wie telt als thuiszitter: de definities die u kunt kiezen")),
    (definities.choices_of_tiers, _("De lagen: de grenzen en perioden die u kunt kiezen")),
):
    with st.expander(titel, expanded=make is definities.words):
        tables.show(make(titel), titel, whole=True, under_heading=True)

drempels = definities.drempels()
st.header(_("Wat wij verbergen, en waarom"), anchor=False)
st.markdown(
    "\n".join(
        f"- {regel}"
        for regel in (
            _("Het gaat om kinderen, en ziekte is een gezondheidsgegeven. Niemand mag een kind kunnen herkennen."),
            _("Aantallen van 1 tot en met {grens} ziet u niet. Er staat dan een **x**.").format(
                grens=drempels.minimale_telling - 1
            ),
            _("Wat uit zo'n aantal volgt, zoals een percentage, is ook een **x**."),
            _("Soms is ook een groter aantal een **x**: anders kunt u een klein aantal uitrekenen."),
            _("Van één school ziet alleen de school zelf alles. Anderen zien aantallen vanaf {grens}.").format(
                grens=drempels.minimale_telling_school
            ),
            _("Percentages van leerlingen zijn heel, en staan er vanaf {aantal} leerlingen.").format(
                aantal=drempels.minimale_noemer_procent
            ),
            _(
                "Een **0** is echt nul. Een **–** betekent: niet geleverd. **n.v.t.** betekent: zulke leerlingen zijn "
                "er niet."
            ),
            _("Gegevens per leerling komen niet in dit dashboard, alleen aantallen."),
        )
    )
)

bescherming = ask(bronnen.bescherming)
titel = _("Is te vinden wat verborgen is?")
figure(
    titel,
    bescherming,
    tables.flat(bescherming, titel),
    note=_(
        "Bij elke nieuwe release probeert het programma zelf om verborgen aantallen uit te rekenen, uit alles wat te "
        "zien is. Lukt dat, dan komt die release er niet. De smalste speling is het verschil tussen het laagste en het "
        "hoogste aantal dat een verborgen cijfer nog kan zijn."
    ),
    empty=_("In deze release zijn geen tabellen die beschermd worden."),
    level=3,
)

dekking = ask(bronnen.dekking)
figure(
    _("Hoeveel scholen leverden, per schooljaar"),
    dekking,
    charts.stacked_bars(dekking, x="schooljaar", y="scholen", split="levering"),
    rows="schooljaar",
    across="levering",
    values=("scholen",),
    note=_("Van scholen die alleen weekcijfers leveren kennen wij het verzuim, maar niet de lagen."),
    empty=_("Er zijn nog geen scholen geleverd."),
)

page.link_to("leveringen", _("Wat er per soort is geleverd, en welke regels apart staan"))

groepen = ask(bronnen.kengetalgroepen)
st.header(_("Gepubliceerde cijfers"), anchor=False)
if groepen.is_empty():
    page.stop_empty(_("Er zijn geen gepubliceerde cijfers geleverd."))
with filters.row():
    groep = filters.one(
        "onderwerp", _("Onderwerp"), groepen.values("groep"), labels.options("groep"), width=filters.WIDE
    )
gepubliceerd = ask(bronnen.kengetallen, groep=groep)
titel = labels.name("groep", groep)
figure(
    titel,
    gepubliceerd,
    tables.flat(gepubliceerd, titel, ("indicator", "gebied", "peiling", "waarde", "eenheid")),
    note="  \n".join(_("Bron: {bron}.").format(bron=plain(bron)) for bron in gepubliceerd.unique("bron")),
    level=3,
)
