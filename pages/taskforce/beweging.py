"""Thuiszitters in beweging: how long it lasts, how it ends, who passes the goal, who waits, what is to be expected."""

from queries import beweging, thuiszitters
from ui import charts, filters, labels, page, strips, tables
from ui import thuiszitter_outlook as outlook
from ui import thuiszitter_sentences as sentences
from ui.data import ask
from ui.figure import figure
from ui.language import gettext as _

N_ = page.N_
KEER = ("keer", "keer_onder", "keer_boven")
INTERVAL = ("aandeel", "aandeel_onder", "aandeel_boven")
STRIP = strips.Strip("aandeel", ("aandeel_onder", "aandeel_boven"))

page.start(
    "beweging",
    N_(
        "Hoe lang kinderen thuis zitten, hoe dat afloopt en wat er te verwachten is. Het gaat steeds over de regio als "
        "geheel, nooit over één kind. Kinderen die nu thuis zitten tellen mee voor de tijd tot nu toe."
    ),
)
with filters.row():
    definitie = filters.definitie()

standen = ask(beweging.nu, definitie=definitie)
if standen.is_empty():
    page.stop_empty(_("Er zijn nog geen lijsten van thuiszitters geleverd."))
nu = next(standen.rows())
dag = nu["peildatum"].value.isoformat()
duur = ask(beweging.duur, definitie=definitie)
aanbod = ask(beweging.aanbod, definitie=definitie)

sentences.use_names(definitie)
op_lijsten = (
    _("Op de pagina Twee lijsten tellen deze kinderen niet mee.")
    if sentences.at_school(definitie)
    else _(
        "Op de pagina Twee lijsten staan op dezelfde dag vaak meer kinderen: daar telt iedereen met een open casus op "
        "een lijst, ook wie niet onder deze definitie valt."
    )
)
page.headline(
    sentences.lasting(definitie, duur, aanbod),
    " ".join((sentences.who_counts(definitie), outlook.passing(definitie, nu), op_lijsten)),
)
page.thuiszitter(definitie)

figure(
    _("Hoe het afloopt, en na hoeveel maanden"),
    duur,
    charts.stacked_shares(duur, x="maanden", y="aandeel", split="afloop", numbers=_("maanden na het begin")),
    columns=("maanden", "afloop", *INTERVAL),
    peildatum=dag,
    note=" ".join((sentences.endings(definitie), sentences.rests_on(duur))),
    empty=_("Er zijn te weinig kinderen om dit te tonen. Kies een andere definitie, zoals de brede."),
)
na_een_jaar = ask(beweging.afloop, definitie=definitie)
titel = _("Alle aflopen, een jaar na het begin")
figure(
    titel,
    na_een_jaar,
    strips.flat(na_een_jaar, titel, ("afloop", *INTERVAL, "gevallen_minst"), STRIP),
    peildatum=dag,
    note=sentences.after_a_year(definitie, na_een_jaar),
    empty=_("Er zijn te weinig kinderen om elke afloop te tonen."),
)

doel = ask(beweging.doel, definitie=definitie)
figure(
    _("Langer dan drie maanden, naar het schooljaar waarin het begon"),
    doel,
    charts.grouped_bars(
        doel,
        x="schooljaar",
        y="aandeel",
        split="onderwerp",
        goal=None if sentences.at_school(definitie) else 0,
        ends=("aandeel_onder", "aandeel_boven"),
    ),
    columns=("schooljaar", "onderwerp", *INTERVAL, "gevallen_minst"),
    peildatum=dag,
    note=sentences.goal(definitie),
    empty=_("Per schooljaar zijn er te weinig kinderen om dit te tonen."),
)

titel = _("Wanneer er een passend aanbod kwam")
met_aanbod = aanbod.where(afloop="aanbod")
figure(
    titel,
    met_aanbod,
    strips.flat(met_aanbod, titel, ("maanden", *INTERVAL), STRIP),
    peildatum=dag,
    note=" ".join((sentences.with_offer(aanbod), sentences.rests_on(met_aanbod))),
    empty=_("Er zijn te weinig kinderen om dit te tonen."),
)

titel = _("Wie de drie maanden passeert als er niets verandert")
figure(
    titel,
    standen,
    strips.turned(standen, titel, outlook.groups_that_pass(definitie)),
    peildatum=dag,
    note=outlook.passing(definitie, nu),
)

vooruit = ask(beweging.vooruit, definitie=definitie)
geschat = [termijn for termijn in vooruit.unique("termijn") if termijn != "nu"]
titel = _("Wat er te verwachten is over vier en acht schoolweken")
figure(
    titel,
    vooruit if geschat else vooruit.where(termijn=geschat),
    strips.flat(
        vooruit,
        titel,
        ("termijn", "omstreeks", "kinderen", "onder", "boven", "procent_binnen"),
        strips.Strip("kinderen", ("onder", "boven"), expected=geschat),
    ),
    peildatum=dag,
    note=outlook.ahead(vooruit),
    empty=_("Daarvoor zijn de lijsten van meer schooljaren nodig, of zijn er te weinig kinderen."),
)

naast_elkaar = ask(beweging.definities)
einde = next((rij["peildatum"].value for rij in naast_elkaar.rows()), None)
kwartaaleinde = einde.isoformat() if einde else None
potentieel = ask(beweging.potentieel, definitie=definitie)
laatste = next(iter(potentieel.where(kwartaal=max(potentieel.unique("kwartaal"), default="")).rows()), None)
if not sentences.at_school(definitie):
    figure(
        _("Potentiële thuiszitters naast thuiszitters"),
        potentieel,
        charts.lines(potentieel, x="kwartaal", y=("potentieel", "thuiszitters")),
        columns=("kwartaal", "thuiszitters", "potentieel", "per_thuiszitter", *KEER, "alarm"),
        formats={"alarm": labels.options("alarm")},
        peildatum=kwartaaleinde,
        note=sentences.doubling(laatste),
        empty=_("Daarvoor is het einde van een kwartaal nodig waarop lijsten zijn geleverd."),
    )

wacht = ask(beweging.wacht)
figure(
    _("Hoe lang alle thuiszitters op de lijsten al wachten op de GGZ"),
    wacht,
    charts.lines(wacht, x="kwartaal", y=("driekwart_weken", "helft_weken", "kwart_weken")),
    columns=("kwartaal", "kinderen_minst", "kwart_weken", "helft_weken", "driekwart_weken"),
    peildatum=dag,
    note=sentences.waiting(wacht),
    empty=_("In geen enkel kwartaal wachten genoeg kinderen op de GGZ om dit te tonen."),
)

terug = ask(beweging.terugval, definitie=definitie)
titel = sentences.of_relapse(definitie)
figure(
    titel,
    terug,
    strips.flat(
        terug, titel, ("maanden_terug", *INTERVAL[2 * sentences.few_relapsed(terug) :], "gevallen_minst"), STRIP
    ),
    peildatum=dag,
    note=sentences.relapse(definitie, terug),
    empty=_("Er zijn te weinig kinderen om te zeggen hoe vaak dat binnen een jaar gebeurt."),
)

titel = _("De vijf definities naast elkaar")
figure(
    titel,
    naast_elkaar,
    strips.flat(
        naast_elkaar,
        titel,
        ("definitie", "kinderen", "lang", "zonder_aanbod", "aandeel_zonder"),
        strips.Strip("kinderen"),
    ),
    peildatum=kwartaaleinde,
    note=sentences.definitions(naast_elkaar),
    empty=_("Daarvoor is het einde van een kwartaal nodig waarop lijsten zijn geleverd."),
)

stroom = ask(thuiszitters.stroom, definitie=definitie)
titel = _("Begin, erbij, eraf en einde van elk kwartaal")
figure(
    titel,
    stroom,
    tables.flat(stroom, titel, ("kwartaal", "begin", "instroom", "uitstroom", "einde")),
    peildatum=kwartaaleinde,
    note=_("Begin, plus wie erbij kwam, min wie wegging, is het einde van het kwartaal."),
    empty=sentences.no_flows(),
)
