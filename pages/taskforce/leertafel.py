"""Leertafel: what cases were about, what was in the way of help, how far up the ladder they came, what help does."""

from functools import partial

from queries import casussen, interventies
from schemas.codes import ALLE, LAGEN
from ui import case_sentences, charts, filters, labels, page, strips, tables
from ui import format as fmt
from ui import interventies as uitkomsten
from ui.data import ask
from ui.figure import figure
from ui.language import gettext as _

N_ = page.N_
EINDE = {"1": "01-31", "2": "07-31"}  # the last day of each half of a schooljaar
UITKOMSTEN = ["opgelost", "loopt_of_onbekend", "doorgezet"]

page.start(
    "leertafel",
    N_(
        "Wat er aan de tafels van de regio is besproken: waar het over ging, wat hulp in de weg stond en hoe ver "
        "casussen kwamen. Alle casussen zijn anoniem. Wij tellen besprekingen: een casus die terugkomt, telt opnieuw."
    ),
)
halfjaren = ask(casussen.halfjaren)
if halfjaren.is_empty():
    page.stop_empty(_("Er zijn nog geen casussen geleverd."))
with filters.row():
    loopt = halfjaren.where(volledig=False).values("halfjaar")
    halfjaar = filters.halfjaar(halfjaren.values("halfjaar"), part=loopt)

themas = ask(casussen.themas, halfjaar=halfjaar)
knelpunten = ask(casussen.knelpunten, halfjaar=halfjaar)
ladder = ask(casussen.ladder, halfjaar=halfjaar)
wanneer = fmt.half_year(halfjaar)
data_tot = halfjaren.context.data_tot
tot = min(str(data_tot), f"{halfjaar[5:9]}-{EINDE[halfjaar[10:]]}")  # the day up to which is counted
half = (
    _("Deze helft van het schooljaar loopt nog. Beide tellen tot en met dezelfde dag, {dag}.").format(
        dag=fmt.day_of_year(halfjaren.context.data_tot)
    )
    if halfjaar in loopt
    else None
)


def hoofdzin() -> str:
    aantal = halfjaren.cell("besprekingen", halfjaar=halfjaar)
    if not aantal.is_known:
        zin = _(
            "Hoe vaak in de {wanneer} een casus is besproken, tonen wij niet (x): zo kan niemand een kind herkennen."
        )
    elif halfjaar in loopt:
        zin = _("In de {wanneer} is tot en met {dag} **{aantal} keer een casus besproken**.")
    else:
        zin = _("In de {wanneer} is **{aantal} keer een casus besproken**.")
    zinnen = [zin.format(wanneer=wanneer, aantal=fmt.cell(aantal), dag=fmt.day_of_year(tot))]
    echt = [code for code in knelpunten.unique("knelpunt") if code != "geen"]
    zinnen += [
        case_sentences.most_often(
            themas,
            "casusthema",
            themas.unique("casusthema"),
            aantal,
            sure=_("Het vaakst ging het over {naam} ({keer} keer)."),
            shown=_("Van de thema's die wij tonen, ging het het vaakst over {naam} ({keer} keer)."),
        ),
        case_sentences.most_often(
            knelpunten,
            "knelpunt",
            echt,
            aantal,
            sure=_("Wat hulp het vaakst in de weg stond, was: {naam} ({keer} keer)."),
            shown=_("Wat hulp het vaakst in de weg stond van wat wij tonen, was: {naam} ({keer} keer)."),
        ),
    ]
    return " ".join(filter(None, zinnen))


def vergelijking() -> str | None:
    eerder = ask(casussen.besproken, halfjaar=halfjaar).cell("jaar_eerder")
    if eerder.is_hidden:
        return _("Het aantal van een jaar eerder tonen wij niet (x).")
    if not eerder.is_known:
        return None
    zin = (
        _("Een jaar eerder waren het er tot en met dezelfde dag {aantal}.")
        if halfjaar in loopt
        else _("Een jaar eerder waren het er {aantal}.")
    )
    return zin.format(aantal=fmt.cell(eerder))


zonder_sleutel = _(
    "Bij een casus hoort geen sleutel. Daarom weten wij niet welke besprekingen over hetzelfde kind gaan, hoe lang "
    "een casus op een trede stond, en of een verschil meer kinderen of meer overleg is."
)
page.headline(hoofdzin(), " ".join(filter(None, (vergelijking(), zonder_sleutel))))
naast = ("besprekingen", "jaar_eerder")
figure(
    _("Waar casussen over gingen, naast een jaar eerder"),
    themas,
    charts.grouped_bars(themas, x="casusthema", y=naast, horizontal=True),
    columns=("casusthema", *naast),
    peildatum=tot,
    note=half,
)
figure(
    _("Wat hulp in de weg stond, naast een jaar eerder"),
    knelpunten,
    charts.grouped_bars(knelpunten, x="knelpunt", y=naast, horizontal=True),
    columns=("knelpunt", *naast),
    peildatum=tot,
    note=half,
)

figure(
    _("De treden van de ladder, en wat er van casussen kwam"),
    ladder,
    charts.ladder(
        ladder.where(uitkomst=UITKOMSTEN),
        ladder.where(uitkomst="alle"),
        x="fase",
        y="besprekingen",
        split="uitkomst",
    ),
    rows="fase",
    across="uitkomst",
    values=("besprekingen", "aandeel"),
    peildatum=tot,
    note=_(
        "Een casus begint op school en gaat pas naar de volgende trede als het op deze niet lukt. Wij tellen op welke "
        "trede een casus stond toen hij werd besproken. Zonder sleutel is niet te zien hoe lang dat duurde; een trede "
        "met veel besprekingen kan ook een trede zijn waarop vaak wordt overlegd."
    ),
)

jaar = halfjaar[:9]
laag = filters.one("laag", _("Interventies voor"), (ALLE, *LAGEN[:3]), labels.options("laag"))
bekend, gekozen = ask(interventies.schooljaren).values("schooljaar"), ask(interventies.vervolg, schooljaar=jaar)
verteld = uitkomsten.year_told(gekozen, jaar, bekend)
in_plaats = uitkomsten.instead(gekozen, jaar, verteld)
jaar, gevolgd = verteld, ask(interventies.vervolg, schooljaar=verteld)
reden = uitkomsten.why_not(gevolgd, laag, jaar, bekend)
gevolgd_tot = min(str(data_tot), f"{jaar[5:9]}-{EINDE['2']}")
verzuim = ask(interventies.naast_elkaar, schooljaar=jaar, laag=laag)
figure(
    _("Verzuim vóór en na een interventie, schooljaar {jaar}").format(jaar=fmt.schooljaar(jaar)),
    verzuim if reden is None else verzuim.where(moment=[]),
    charts.grouped_bars(verzuim, x="moment", y=("met", "zonder")) if reden is None else None,
    columns=("moment", "met", "zonder", "leerlingen_minst"),
    peildatum=gevolgd_tot,
    note="  \n".join(filter(None, (in_plaats, uitkomsten.outcome(gevolgd, laag)))),
    empty=" ".join(filter(None, (in_plaats, reden))),
)

erna_van_alle = gevolgd.cell("erna", laag=ALLE, weken=8)
if erna_van_alle.is_known or erna_van_alle.is_hidden:  # else nobody was measured
    lagen, kort = ask(interventies.lagen, schooljaar=jaar), {"moment": partial(labels.short, "moment")}
    title = _("De lagen van leerlingen met een interventie, vooraf en erna, schooljaar {jaar}").format(
        jaar=fmt.schooljaar(jaar)
    )
    delen = strips.Parts("laag", {f"laag_{code}": code for code in LAGEN[:3]}, "niet_gemeten")
    figure(
        title,
        lagen,
        strips.divided(lagen, title, ("laag", "moment", *delen.codes, delen.rest), delen, kort),
        peildatum=gevolgd_tot,
        note=uitkomsten.higher(gevolgd, laag),
    )
    title = _("Verschil na een interventie, per laag, schooljaar {jaar}").format(jaar=fmt.schooljaar(jaar))
    figure(
        title,
        gevolgd,
        tables.flat(
            gevolgd,
            title,
            (
                "laag",
                "weken",
                "verschil",
                *uitkomsten.PROCENTEN,
                "met_laag_2_3",
                "vergelijk_laag_2_3",
                "leerlingen_minst",
            ),
            {**dict.fromkeys(uitkomsten.PUNTEN, fmt.signed), "weken": str},
            {"verschil": ("onder", "boven")},
        ),
        peildatum=gevolgd_tot,
        note=" ".join(
            (
                _(
                    "Met: leerlingen met een interventie. Zonder: vergelijkbare leerlingen die er bij het begin geen "
                    "hadden. Verschil: van hun verzuim erna, in procentpunt van de schooltijd, met tussen haakjes de "
                    "marge. Onder nul is met interventie minder verzuim. Ligt nul binnen de marge, dan is er geen "
                    "verschil aan te wijzen. Een streepje: te weinig leerlingen om te vergelijken."
                ),
                uitkomsten.adjusted(),
            )
        ),
    )

per_tafel = _(
    "Een trede is een tafel. Waar het aan elke tafel over ging, tonen wij niet: per tafel zijn er te weinig casussen."
)
for verloop, title, dimensie, uitleg in (
    (ask(casussen.themas_verloop), _("Thema's per halfjaar"), "casusthema", None),
    (ask(casussen.knelpunten_verloop), _("Knelpunten per halfjaar"), "knelpunt", None),
    (ask(casussen.treden_verloop), _("Besprekingen per trede, per halfjaar"), "fase", per_tafel),
):
    figure(
        title,
        verloop,
        tables.pivot(
            verloop,
            title,
            rows=dimensie,
            across="halfjaar",
            values=["besprekingen"],
            part=loopt,
            newest_first=True,
        ),
        peildatum=str(data_tot),
        note=" ".join(
            filter(
                None,
                (
                    uitleg,
                    _("Een halfjaar dat nog loopt, is niet te vergelijken met een heel halfjaar.") if loopt else None,
                ),
            )
        )
        or None,
    )
