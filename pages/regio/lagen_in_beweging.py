"""Lagen in beweging: from laag to laag, recovery, laag 3 that was not seen coming, first signals, and a look ahead."""

import streamlit as st

from queries import lagenstromen, perioden
from schemas import codes
from ui import charts, definities, explain, filters, labels, page, strips
from ui import format as fmt
from ui.data import ask
from ui.figure import figure
from ui.language import gettext as _
from ui.sentences import choice, period, tell

N_ = page.N_
INTERVAL = ("aandeel", "aandeel_onder", "aandeel_boven")

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
    "Een x: van deze keuze tonen wij dit niet. Soms zijn dan op de pagina Lagen de lagen van precies dezelfde weken te "
    "zien, en zou het verschil kleine aantallen verraden. Van een gemeente tonen wij zulke weken nooit."
)

herstel = ask(lagenstromen.herstel, **groep)
nu = herstel.where(peildatum=peildatum)
alle_stromen = ask(lagenstromen.stromen, schooljaar=van_jaar[peildatum], **groep)
stromen = alle_stromen.where(peildatum=peildatum)
over = {"van": fmt.date(dagen[peildatum]), "dag": fmt.date(peildatum)}
herstel_cellen = {
    "kans": (nu.cell("aandeel"), fmt.percent),
    "onder": (nu.cell("aandeel_onder"), fmt.percent),
    "boven": (nu.cell("aandeel_boven"), fmt.percent),
}
naar_3 = {van: stromen.cell("leerlingen", van=van, naar="3") for van in ("1", "2")}
page.headline(
    tell(
        _(
            "Van de leerlingen die op {van} in laag 2 zaten, zat op {dag} **{kans}** in laag 1 (tussen {onder} en "
            "{boven})."
        ),
        herstel_cellen,
        hidden=_("Hoeveel leerlingen van laag 2 naar laag 1 gingen, tonen wij niet (x)."),
        missing=_("Er zijn te weinig leerlingen in laag 2 om te zeggen welk deel er herstelt."),
        **over,
    ),
    tell(
        _("Naar laag 3 gingen {uit_2} leerlingen uit laag 2 en {uit_1} uit laag 1."),
        {"uit_1": (naar_3["1"], fmt.number), "uit_2": (naar_3["2"], fmt.number)},
        hidden=_("Hoeveel leerlingen naar laag 3 gingen, tonen wij niet (x)."),
        missing=_("Hoeveel leerlingen naar laag 3 gingen, tonen wij niet (x)."),
    )
    + f" {keuze}.",
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

figure(
    _("Herstel uit laag 2"),
    herstel,
    charts.grouped_bars(herstel, x="schooljaar", y="aandeel", split="tijd"),
    columns=("peildatum", "van_dag", "tijd", "uit_laag_2_minst", "hersteld", *INTERVAL),
    note=" ".join(
        [
            _(
                "Welk deel van laag 2 bij de volgende meting in laag 1 zit, bij alle metingen. {keuze}. In het "
                "voorjaar is er minder griep dan in de winter; vergelijk daarom staven met dezelfde kleur. Waar een "
                "staaf ontbreekt, zijn geen twee perioden van 12 schoolweken na elkaar gemeten."
            ).format(keuze=keuze),
            *([niet_verteld] if herstel.hidden_cells else []),
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
titel = _("Laag 3 zonder eerst in laag 2 te zijn gezien")
onverwacht = ask(lagenstromen.zonder_laag_2, schooljaar=jaar)
niet_gezien = {
    "gemeten": (onverwacht.cell("eerder_gemeten", sector=codes.ALLE), fmt.number),
    **{
        naam: (onverwacht.cell(kolom, sector=codes.ALLE), fmt.percent)
        for naam, kolom in zip(("deel", "onder", "boven"), INTERVAL, strict=True)
    },
}
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
    note=" ".join(
        [
            tell(
                _(
                    "Van {gemeten} leerlingen die na een eerdere meting in laag 3 kwamen, was **{deel}** niet eerst in "
                    "laag 2 gezien (tussen {onder} en {boven})."
                ),
                niet_gezien,
                hidden=_("Welk deel niet eerst in laag 2 is gezien, tonen wij niet (x)."),
                missing=_("Er zijn te weinig leerlingen om te zeggen welk deel niet eerst in laag 2 is gezien."),
            ),
            _(
                "In {periode}, de hele regio. Elke maand is gemeten over het schooljaar tot dan toe. Wie bij de eerste "
                "meting al in laag 3 zat, telt apart: van hen is niet te zeggen of laag 2 eraan voorafging."
            ).format(periode=deel_van_jaar),
        ]
    ),
)

signalen = ask(lagenstromen.signalen, schooljaar=jaar)
per_maand = signalen.where(sector=sector)
in_jaar = {signaal: per_maand.cell("leerlingen", signaal=signaal, maand="alle") for signaal in codes.SIGNALEN}
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
    note=tell(
        _(
            "In {periode}: {mazl} leerlingen met zorgwekkend ziekteverzuim en {uren} leerlingen met 16 uur of meer "
            "zonder geldige reden in 4 schoolweken. De hele regio, {scholen}."
        ),
        {"mazl": (in_jaar["mazl"], fmt.number), "uren": (in_jaar["16_uur"], fmt.number)},
        missing=_("Van deze scholen zijn er geen signalen te geven."),
        periode=deel_van_jaar,
        scholen=labels.inside("sector", sector),
    ),
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
