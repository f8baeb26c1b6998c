"""Thuiszitters in beweging: how long it lasts, how it ends, who passes the goal, who waits, what is to be expected."""

from queries import beweging, thuiszitters
from ui import charts, definities, filters, labels, page, tables
from ui import format as fmt
from ui.data import ask
from ui.figure import figure
from ui.language import gettext as _

N_ = page.N_
DOEL = 3  # months
KEER = ("keer", "keer_onder", "keer_boven")
INTERVAL = ("aandeel", "aandeel_onder", "aandeel_boven", "gevallen_minst")

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


def langer_dan_het_doel(*, zonder_aanbod: bool) -> dict[str, str]:
    """The share that is still at home, with its interval, as it is told; nothing where it cannot be told."""
    names = {"kans": "aandeel", "onder": "aandeel_onder", "boven": "aandeel_boven"}
    tabel = aanbod if zonder_aanbod else duur
    cells = {name: tabel.cell(column, afloop="nog_open", maanden=DOEL) for name, column in names.items()}
    return {name: fmt.cell(cell, fmt.percent) for name, cell in cells.items() if cell.is_known}


def hoofdzin() -> str:
    lang, zonder = langer_dan_het_doel(zonder_aanbod=False), langer_dan_het_doel(zonder_aanbod=True)
    if not lang:
        return _("Er zijn te weinig kinderen om te zeggen welk deel langer dan drie maanden thuis zit.")
    zin = _(
        "Van de kinderen die thuis komen te zitten, zit na drie maanden nog **{kans}** thuis (tussen {onder} en "
        "{boven})."
    )
    if definitie == "POTENTIEEL":
        zin = _(
            "Van de potentiële thuiszitters staat na drie maanden nog **{kans}** op een lijst ({onder} tot {boven})."
        )
    doel = _("Zonder passend aanbod is dat {kans} (tussen {onder} en {boven}); het doel is 0 %.")
    return " ".join([zin.format(**lang), *([doel.format(**zonder)] if zonder else [])])


def komende_weken() -> str:
    feiten = {
        "dag": fmt.date(dag),
        "aantal": fmt.cell(nu["passeert"]),
        "zonder": fmt.cell(nu["passeert_zonder_aanbod"]),
    }
    if not nu["passeert"].is_known:
        return _(
            "Hoeveel kinderen in de vier weken na {dag} de drie maanden passeren als er niets verandert, tonen wij "
            "niet (x)."
        ).format(**feiten)
    zin = _("Als er niets verandert, passeren {aantal} kinderen in de vier weken na {dag} de drie maanden.")
    if not nu["passeert_zonder_aanbod"].is_known:
        return zin.format(**feiten)
    return (zin + " " + _("Van hen hebben er {zonder} geen passend aanbod.")).format(**feiten)


page.headline(hoofdzin(), komende_weken())
page.thuiszitter(definitie)

figure(
    _("Hoe het afloopt, en na hoeveel maanden"),
    duur,
    charts.stacked_shares(duur, x="maanden", y="aandeel", split="afloop"),
    columns=("maanden", "afloop", *INTERVAL),
    peildatum=dag,
    note=_(
        "Welk deel van alle kinderen na zoveel maanden terug is op school, onderwijs met zorg heeft, om een andere "
        "reden niet meer meetelt, of nog thuis zit. De tabel toont hoe zeker dat is. Maanden waarin maar enkele "
        "kinderen een van de aflopen hadden, staan er niet in."
    ),
    empty=_("Er zijn te weinig kinderen om dit te tonen. Kies een andere definitie, zoals de brede."),
)
na_een_jaar = ask(beweging.afloop, definitie=definitie)
titel = _("Alle aflopen, een jaar na het begin")
figure(
    titel,
    na_een_jaar,
    tables.flat(na_een_jaar, titel, ("afloop", *INTERVAL)),
    peildatum=dag,
    empty=_("Er zijn te weinig kinderen om elke afloop te tonen."),
)

doel = ask(beweging.doel, definitie=definitie)
figure(
    _("Langer dan drie maanden, naar het schooljaar waarin het begon"),
    doel,
    charts.grouped_bars(doel, x="schooljaar", y="aandeel", split="onderwerp", goal=0),
    columns=("schooljaar", "onderwerp", *INTERVAL),
    peildatum=dag,
    note=_(
        "Het doel van de regio: geen kind zit langer dan drie maanden thuis zonder passend aanbod. Verschillen tussen "
        "schooljaren die kleiner zijn dan de onzekerheid in de tabel, zeggen niets."
    ),
    empty=_("Per schooljaar zijn er te weinig kinderen om dit te tonen."),
)

titel = _("Wanneer er een passend aanbod kwam")
met_aanbod = aanbod.where(afloop="aanbod")
figure(
    titel,
    met_aanbod,
    tables.flat(met_aanbod, titel, ("maanden", *INTERVAL)),
    peildatum=dag,
    note=_("Het deel van alle kinderen die begonnen, dat na zoveel maanden een passend aanbod had gekregen."),
    empty=_("Er zijn te weinig kinderen om dit te tonen."),
)

titel = _("Wie de drie maanden passeert als er niets verandert")
figure(
    titel,
    standen,
    tables.flat(standen, titel, ("peildatum", "kinderen", "al_voorbij", "passeert", "passeert_zonder_aanbod")),
    peildatum=dag,
    note=_("De peildatum is de dag van de laatste lijst. Passeren telt de vier weken daarna."),
)

vooruit = ask(beweging.vooruit, definitie=definitie)
verwacht = vooruit.where(
    weken=[rij["weken"].value for rij in vooruit.rows() if rij["verwacht"].is_known or rij["verwacht"].is_hidden]
)
titel = _("Wat er te verwachten is over vier en acht schoolweken")
figure(
    titel,
    verwacht,
    tables.flat(verwacht, titel, ("weken", "vanaf", "verwacht", "onder", "boven", "procent_binnen")),
    note=_(
        "Als het dit jaar gaat zoals in eerdere schooljaren na dezelfde week. De laatste kolom zegt hoe vaak het "
        "aantal bij eerdere verwachtingen tussen de grenzen lag; 95 % is de bedoeling."
    ),
    empty=_("Daarvoor zijn de lijsten van meer schooljaren nodig, of zijn er te weinig kinderen."),
)

potentieel = ask(beweging.potentieel, definitie=definitie)
laatste = next(iter(potentieel.where(kwartaal=max(potentieel.unique("kwartaal"), default="")).rows()), None)


def alarm() -> str:
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


if definitie != "POTENTIEEL":
    figure(
        _("Potentiële thuiszitters naast thuiszitters"),
        potentieel,
        charts.lines(potentieel, x="kwartaal", y=("potentieel", "thuiszitters")),
        columns=("kwartaal", "thuiszitters", "potentieel", "per_thuiszitter", *KEER, "alarm"),
        formats={"alarm": labels.options("alarm")},
        note=alarm(),
        empty=_("Daarvoor is het einde van een kwartaal nodig waarop lijsten zijn geleverd."),
    )

wacht = ask(beweging.wacht)
figure(
    _("Hoe lang thuiszitters al wachten op de GGZ"),
    wacht,
    charts.lines(wacht, x="kwartaal", y=("driekwart_weken", "helft_weken", "kwart_weken")),
    columns=("kwartaal", "kinderen_minst", "kwart_weken", "helft_weken", "driekwart_weken"),
    note=_(
        "Weken tot de laatste lijst van het kwartaal, van alle thuiszitters die dan wachten. Kwartalen waarin te "
        "weinig kinderen wachten, staan er niet in."
    ),
    empty=_("In geen enkel kwartaal wachten genoeg kinderen op de GGZ om dit te tonen."),
)

terug = ask(beweging.terugval, definitie=definitie)
meest = next((rij for rij in terug.rows() if rij["aandeel_boven"].is_known and not rij["aandeel"].is_known), None)
titel = _("Opnieuw thuis, na terugkeer naar school")
figure(
    titel,
    terug,
    tables.flat(terug, titel, ("maanden", *INTERVAL) if meest is None else ("maanden", *INTERVAL[2:])),
    peildatum=dag,
    note=_("Alle schooljaren samen.")
    if meest is None
    else _(
        "Van de kinderen die terug naar school gingen, zaten er binnen een jaar minder dan {klein} opnieuw thuis. Dat "
        "is hoogstens {boven} van hen. Alle schooljaren samen, {minst} kinderen of meer die een jaar of langer geleden "
        "teruggingen."
    ).format(
        klein=definities.drempels().minimale_telling,
        boven=fmt.cell(meest["aandeel_boven"], fmt.percent),
        minst=fmt.cell(meest["gevallen_minst"]),
    ),
    empty=_("Er zijn te weinig kinderen om te zeggen welk deel binnen een jaar opnieuw thuis kwam te zitten."),
)

naast_elkaar = ask(beweging.definities)
einde = next((rij["kwartaal"].value for rij in naast_elkaar.rows()), None)
titel = _("De vijf definities naast elkaar")
figure(
    titel,
    naast_elkaar,
    tables.flat(naast_elkaar, titel, ("definitie", "kinderen", "lang", "zonder_aanbod", "aandeel_zonder")),
    note=_("Einde van {kwartaal}. Een kind kan in meer dan één definitie tellen; tel de regels dus niet op.").format(
        kwartaal=fmt.quarter(einde)
    )
    if einde
    else None,
    empty=_("Daarvoor is het einde van een kwartaal nodig waarop lijsten zijn geleverd."),
)

stroom = ask(thuiszitters.stroom, definitie=definitie)
titel = _("Begin, erbij, eraf en einde van elk kwartaal")
figure(
    titel,
    stroom,
    tables.flat(stroom, titel, ("kwartaal", "begin", "instroom", "uitstroom", "einde")),
    note=_("Begin, plus wie erbij kwam, min wie wegging, is het einde van het kwartaal."),
    empty=_("Daarvoor zijn de lijsten van twee kwartalen nodig."),
)
