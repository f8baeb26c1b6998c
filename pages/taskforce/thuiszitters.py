"""Thuiszitters: how many at each quarter end and for how long, who comes and goes, and how far the goal is."""

from queries import bronnen, thuiszitters
from ui import charts, filters, page, tables
from ui import format as fmt
from ui import thuiszitter_sentences as sentences
from ui.data import ask
from ui.figure import figure
from ui.language import gettext as _
from ui.markdown import plain

N_ = page.N_
LANG = "langer_dan_3_maanden"
# The durations side by side: five classes where the definition counts enough children, else three, else two.
DUREN = (
    ["tot_4_weken", "4_weken_3_maanden", "3_6_maanden", "6_12_maanden", "vanaf_12_maanden"],
    ["tot_3_maanden", "3_6_maanden", "vanaf_6_maanden"],
    ["tot_3_maanden", LANG],
)
DOEL = 0  # the regional goal: nobody longer than three months at home without a fitting offer
PEILING = "2017-2018"
GEPUBLICEERD = ("aantal thuiszitters", "aantal potentiële thuiszitters", "aantal geplaatste thuiszitters")

page.start(
    "thuiszitters",
    N_(
        "Kinderen die niet naar school gaan: hoeveel het er zijn, hoe lang het duurt, en wie erbij komt en weggaat. "
        "Aan het einde van een kwartaal zijn het er te weinig om per gemeente te tonen: dat doen wij per schooljaar."
    ),
)
with filters.row():
    definitie = filters.definitie()

stand = ask(thuiszitters.voorraad, definitie=definitie)
if stand.is_empty():
    page.stop_empty(_("Er zijn nog geen lijsten van thuiszitters geleverd."))
laatste = max(stand.unique("kwartaal"))
eerder = f"{int(laatste[:4]) - 1}{laatste[4:]}"
dagen = dict(zip(stand.values("kwartaal"), stand.values("peildatum"), strict=True))
dag = dagen[laatste].isoformat()
potentieel = definitie == "POTENTIEEL"
aanbod = ask(thuiszitters.zonder_aanbod, definitie=definitie)


def hoofdzin() -> str:
    aantal = stand.cell("kinderen", kwartaal=laatste, duurklasse="alle")
    lang = stand.cell("kinderen", kwartaal=laatste, duurklasse=LANG)
    zonder = aanbod.cell("zonder_aanbod", kwartaal=laatste)
    feiten = {"dag": fmt.date(dag), "waar": _("de regio"), "aantal": fmt.cell(aantal)}
    if not aantal.is_known:
        return _(
            "Hoeveel kinderen op {dag} in {waar} op de lijsten stonden, tonen wij niet (x): zo kan niemand een kind "
            "herkennen."
        ).format(**feiten)
    if potentieel:
        zin = _("Op {dag} waren er in {waar} **{aantal} potentiële thuiszitters**.")
        duur = _("Van hen stonden er {lang} langer dan drie maanden op een lijst.")
    else:
        zin = _("Op {dag} waren er in {waar} **{aantal} thuiszitters**.")
        duur = _(
            "Van hen zaten er {lang} langer dan drie maanden thuis; {zonder} zonder passend aanbod. Het doel is nul."
        )
        if aanbod.is_empty():
            duur = _("Van hen zaten er {lang} langer dan drie maanden thuis.")
        elif zonder.is_hidden:
            duur = _(
                "Van hen zaten er {lang} langer dan drie maanden thuis; hoeveel zonder passend aanbod, tonen wij niet "
                "(x)."
            )
    if lang.is_hidden:
        duur = _("Hoeveel van hen langer dan drie maanden op een lijst stonden, tonen wij niet (x).")
    return f"{zin} {duur}".format(**feiten, lang=fmt.cell(lang), zonder=fmt.cell(zonder))


def vergelijking() -> str:
    toen = stand.cell("kinderen", kwartaal=eerder, duurklasse="alle")
    lang = stand.cell("kinderen", kwartaal=eerder, duurklasse=LANG)
    if toen.is_hidden:
        return _("Het aantal van een jaar eerder tonen wij niet (x).")
    if not toen.is_known:
        return _("Van een jaar eerder zijn er geen cijfers.")
    zin = _("Een jaar eerder, op {dag}, waren het er {aantal}.")
    if lang.is_known:
        zin = _("Een jaar eerder, op {dag}, waren het er {aantal}, van wie {lang} langer dan drie maanden.")
    return zin.format(dag=fmt.date(dagen[eerder]), aantal=fmt.cell(toen), lang=fmt.cell(lang))


page.headline(hoofdzin(), vergelijking())
page.thuiszitter(definitie)

duren = next(codes for codes in DUREN if {*codes} <= {*stand.unique("duurklasse")})
figure(
    _("Thuiszitters naar duur, aan het einde van elk kwartaal"),
    stand.where(duurklasse=["alle", *duren, LANG]),
    charts.stacked_bars(
        stand.where(duurklasse=duren),
        x="kwartaal",
        y="kinderen",
        split="duurklasse",
        totals=stand.where(duurklasse="alle"),
    ),
    rows="kwartaal",
    across="duurklasse",
    values=("kinderen",),
    peildatum=dag,
)

if not potentieel:
    figure(
        _("Langer dan drie maanden thuis zonder passend aanbod, naast het doel"),
        aanbod,
        charts.grouped_bars(aanbod, x="kwartaal", y="zonder_aanbod", goal=DOEL),
        columns=("kwartaal", "kinderen", "zonder_aanbod"),
        peildatum=dag,
        note=_(
            "Het doel van de regio: geen kind zit langer dan drie maanden thuis zonder passend aanbod van onderwijs "
            "of zorg."
        ),
        empty=_(
            "Volgens deze definitie zijn dit te weinig kinderen om te tonen. Kies een andere definitie, zoals die van "
            "Passenderwijs."
        ),
    )

stroom = ask(thuiszitters.stroom, definitie=definitie)
figure(
    _("Hoeveel kinderen erbij kwamen en weggingen, per kwartaal"),
    stroom,
    charts.flows(stroom, x="kwartaal"),
    columns=("kwartaal", "begin", "instroom", "uitstroom", "einde"),
    peildatum=dag,
    note=_("Begin, plus wie erbij kwam, min wie wegging, is het einde van het kwartaal."),
    empty=sentences.no_flows(),
)

per_sector = ask(thuiszitters.per_sector, definitie=definitie)
titel = _("Thuiszitters naar onderwijssoort, aan het einde van elk kwartaal")
figure(
    titel,
    per_sector,
    tables.pivot(per_sector, titel, rows="kwartaal", across="sector", values=["kinderen"]),
    peildatum=dag,
    empty=_(
        "Naar onderwijssoort tonen wij alleen de definitie van Passenderwijs, en potentiële thuiszitters. Twee "
        "definities naast elkaar zouden iets zeggen over enkele kinderen."
    ),
)

per_gemeente = ask(thuiszitters.per_gemeente, definitie=definitie)
jaar = max(per_gemeente.unique("schooljaar"), default="")
in_jaar = per_gemeente.where(schooljaar=jaar)
figure(
    _("Thuiszitters per gemeente, in de loop van een schooljaar"),
    per_gemeente,
    charts.grouped_bars(
        in_jaar.where(gemeente=[code for code in in_jaar.unique("gemeente") if code != "alle"]),
        x="gemeente",
        y="kinderen",
    ),
    rows="gemeente",
    across="schooljaar",
    values=("kinderen",),
    note=_(
        "De grafiek gaat over {jaar}, tot de laatste levering; de tabel toont alle schooljaren. Een kind telt één keer "
        "per schooljaar, in de gemeente waar het het laatst woonde."
    ).format(jaar=fmt.schooljaar(jaar) if jaar else ""),
    empty=_(
        "Volgens deze definitie zijn er per gemeente te weinig kinderen om te tonen. Kies een andere definitie, zoals "
        "die van Passenderwijs."
    ),
)

eerder_gepubliceerd = ask(bronnen.kengetallen, groep="thuiszitters").where(gebied="Passenderwijs")
cijfers = [eerder_gepubliceerd.cell("waarde", indicator=naam, peiling=PEILING) for naam in GEPUBLICEERD]
figure(
    _("Wat eerder is gepubliceerd"),
    eerder_gepubliceerd,
    columns=("indicator", "gebied", "peiling", "waarde"),
    note=_(
        "In schooljaar {jaar} telde Passenderwijs {thuis} thuiszitters en {potentieel} potentiële thuiszitters; "
        "{geplaatst} thuiszitters vonden een plaats. Bron: {bron}."
    ).format(
        jaar=fmt.schooljaar(PEILING),
        thuis=fmt.cell(cijfers[0]),
        potentieel=fmt.cell(cijfers[1]),
        geplaatst=fmt.cell(cijfers[2]),
        bron=plain("; ".join(eerder_gepubliceerd.unique("bron"))),
    ),
    empty=_("Er zijn geen gepubliceerde cijfers over thuiszitters geladen."),
)
