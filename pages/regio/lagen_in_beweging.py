"""Lagen in beweging: from laag to laag, recovery, laag 3 that was not seen coming, first signals, and a look ahead."""

import streamlit as st

from queries import lagen, lagenstromen, perioden
from schemas import codes
from ui import charts, definities, explain, filters, labels, lagen_sentences, page, strips, vergelijkbaar
from ui import format as fmt
from ui.data import ask
from ui.figure import figure
from ui.language import gettext as _
from ui.sentences import choice, period

N_ = page.N_
INTERVAL = lagen_sentences.INTERVAL
HELE_REGIO = {"gemeente": codes.ALLE, "sector": codes.ALLE}

page.start(
    "lagen_in_beweging",
    N_(
        "Hoe leerlingen tussen de lagen bewegen, welke signalen er zijn en wat er te verwachten is. Het gaat over "
        "groepen, nooit over één leerling. De lagen zijn hier die van 10 % en 20 %."
    ),
)
bewogen = ask(lagenstromen.perioden)
if bewogen.is_empty():
    page.stop_empty(_("Daarvoor zijn twee perioden van 12 schoolweken in één schooljaar nodig. Die zijn er nog niet."))
dagen = dict(zip(bewogen.values("peildatum"), bewogen.values("van_dag"), strict=True))
van_jaar = dict(zip(bewogen.values("peildatum"), bewogen.values("schooljaar"), strict=True))
met_naam = {dag.isoformat(): dag for dag in dagen}
with filters.row():
    gekozen = filters.tot_en_met(met_naam)
    gemeente = filters.gemeente()
    groep_scholen = filters.sector(codes.GROEP_NIVEAUS if gemeente == codes.ALLE else (codes.ALLE,))
peildatum = met_naam[gekozen]
groep = {"gemeente": gemeente, "sector": groep_scholen}
keuze = choice(gemeente, groep_scholen)
niet_verteld = _(
    "Een x: dit tonen wij niet. Het aantal is te klein, of zo'n aantal zou te berekenen zijn, soms met de lagen van "
    "precies dezelfde weken op de pagina Lagen. Van een gemeente tonen wij zulke weken nooit."
)

herstel = ask(lagenstromen.herstel, **groep)
nu = herstel.where(peildatum=peildatum)
alle_stromen = ask(lagenstromen.stromen, schooljaar=van_jaar[peildatum], **groep)
stromen = alle_stromen.where(peildatum=peildatum)
over = {"van": fmt.date(dagen[peildatum]), "dag": fmt.date(peildatum)}
page.headline(
    lagen_sentences.recovery(nu, **over),
    f"{lagen_sentences.to_laag_3(stromen)} {keuze}.",
)
explain.definitions(_("Wat betekenen deze bewegingen?"), ("stroom", "laag", "nog_onbekend"))

figure(
    _("Van laag naar laag"),
    stromen,
    charts.sankey(stromen),
    rows="van",
    across="naar",
    values=("leerlingen",),
    peildatum=gekozen,
    note=_(
        "Links waar leerlingen op {van} stonden, rechts waar dezelfde leerlingen op {dag} staan. Elke keer is gemeten "
        "over 12 schoolweken; geen week telt twee keer. Een schooljaar begint opnieuw. Een stroom die verborgen is, "
        "staat niet in de grafiek; de tabel toont een x. Ook zonder hulp gaan leerlingen met veel verzuim vaak naar "
        "een lagere laag."
    ).format(**over),
    empty=niet_verteld if not herstel.is_empty() else _("Van deze keuze zijn er geen leerlingen."),
)

grijs = vergelijkbaar.per_schooljaar(
    {
        one: (ask(lagen.dekkingen, schooljaar=one), ask(lagen.vergelijkbaar, schooljaar=one))
        for one in (herstel.unique("schooljaar") if groep != HELE_REGIO else ())
    },
    **groep,
)
figure(
    _("Herstel uit laag 2"),
    herstel,
    charts.grouped_bars(herstel, x="schooljaar", y="aandeel", split="tijd", muted=grijs),
    columns=("peildatum", "van_dag", "tijd", "uit_laag_2_minst", "hersteld", *INTERVAL),
    note=" ".join(
        [
            _(
                "Welk deel van laag 2 bij de volgende meting in laag 1 zit, bij alle metingen. {keuze}. In het "
                "voorjaar is er minder griep dan in de winter; vergelijk daarom staven met dezelfde kleur. Waar een "
                "staaf ontbreekt, zijn geen twee perioden van 12 schoolweken na elkaar gemeten."
            ).format(keuze=keuze),
            *([niet_verteld] if herstel.hidden_cells else []),
            *([in_grijs] if (in_grijs := vergelijkbaar.told("schooljaar", grijs)) else []),
        ]
    ),
    empty=_("Er zijn te weinig leerlingen in laag 2 om te zeggen welk deel er herstelt."),
)

st.divider()
st.markdown(_("De cijfers hieronder gaan over de hele regio en hebben hun eigen keuzes."))
jaren = ask(perioden.schooljaren)
with filters.row("filters_regio"):
    jaar = filters.schooljaar(jaren.values("schooljaar"), part=jaren.where(volledig=False).values("schooljaar"))
    sector = filters.sector(codes.GROEP_NIVEAUS, key="scholen")
deel_van_jaar = period(jaren, jaar)
laatste_dag = jaren.where(schooljaar=jaar).values("laatste_dag")[0]
titel = _("Laag 3 zonder eerst in laag 2 te zijn gezien")
onverwacht = ask(lagenstromen.zonder_laag_2, schooljaar=jaar)
figure(
    titel,
    onverwacht,
    strips.flat(
        onverwacht,
        titel,
        ("sector", "aandeel", "zonder_laag_2", "eerder_gemeten", "niet_eerder_gemeten", "bereikt"),
        strips.Strip("aandeel", INTERVAL[1:]),
        {"aandeel": INTERVAL[1:]},
    ),
    peildatum=laatste_dag,
    note=" ".join(
        [
            lagen_sentences.unseen(onverwacht),
            _(
                "In {periode}, de hele regio. Elke maand is gemeten over het schooljaar tot dan toe. Wie bij de eerste "
                "meting al in laag 3 zat, telt apart: van hen is niet te zeggen of laag 2 eraan voorafging."
            ).format(periode=deel_van_jaar),
        ]
    ),
)

signalen = ask(lagenstromen.signalen, schooljaar=jaar)
per_maand = signalen.where(sector=sector)
figure(
    _("Eerste signalen van verzuim, per maand"),
    per_maand,
    charts.grouped_bars(
        per_maand.where(maand=[maand for maand in per_maand.unique("maand") if maand != codes.ALLE]),
        x="maand",
        y="leerlingen",
        split="signaal",
    ),
    rows="maand",
    across="signaal",
    values=("leerlingen",),
    peildatum=laatste_dag,
    note=lagen_sentences.first_signals(per_maand, deel_van_jaar, labels.inside("sector", sector)),
)

vooruit = ask(lagenstromen.vooruit, sector=sector)
geschat = vooruit.where(termijn=["4_weken", "8_weken"])
terug = [value for value in geschat.values("binnen_procent") if value is not None]


def _deel_dat_klopte(minst: int, meest: int) -> str:
    if minst == meest:
        return fmt.percent(meest)
    return _("{minst} tot {meest}").format(minst=fmt.number(minst), meest=fmt.percent(meest))


def bij_de_vooruitblik() -> str | None:
    """How the forecast is made, how often it held, and of which rows the interval is too wide to tell much."""
    if not terug:
        return None
    zin = _(
        "Als dit schooljaar verder gaat zoals eerdere schooljaren na dezelfde week. De streep toont de marge. Van de "
        "eerdere vooruitblikken klopte de marge bij {deel}. Bedoeld is 95 %. Eerdere "
        "vooruitblikken komen uit weinig schooljaren en zijn vaak samen goed of fout; lees dat deel daarom ruim. De "
        "hele regio."
    ).format(deel=_deel_dat_klopte(min(terug), max(terug)))
    ruim = [
        f"{labels.inside('laag', rij['laag'].value)} {labels.inside('termijn', rij['termijn'].value)}"
        for rij in geschat.rows()
        if rij["onder"].is_known
        and rij["boven"].is_known
        and definities.tells_little(rij["onder"].value, rij["boven"].value)
    ]
    if not ruim:
        return zin
    weinig = _("De marge is te ruim om veel te zeggen bij: {waar}.").format(waar=", ".join(ruim))
    return f"{zin} {weinig}"


figure(
    _("Laag 2 en 3 over 4 en 8 schoolweken"),
    vooruit,
    charts.grouped_bars(vooruit, x="termijn", y="aantal", split="laag", ends=("onder", "boven")),
    columns=("laag", "termijn", "aantal", "onder", "boven", "voorspeld", "binnen_procent"),
    peildatum=vooruit.values("peildatum")[0].isoformat() if not vooruit.is_empty() else None,
    note=bij_de_vooruitblik(),
    empty=_(
        "Vooruitkijken kan als er van ten minste drie eerdere schooljaren cijfers van dezelfde weken zijn, en niet "
        "over de zomervakantie heen."
    ),
)
