"""Leertafel: what cases were about, what was in the way of help, how far up the ladder they came, what help does."""

from queries import casussen, interventies
from ui import charts, filters, labels, page, tables
from ui import format as fmt
from ui.data import ask
from ui.figure import figure
from ui.language import gettext as _

N_ = page.N_
UITKOMSTEN = ["opgelost", "loopt", "doorgezet", "onbekend"]

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
half = _("Deze helft van het schooljaar loopt nog; een jaar eerder is de hele helft.") if halfjaar in loopt else None


def hoofdzin() -> str:
    aantal = halfjaren.cell("besprekingen", halfjaar=halfjaar)
    feiten = {"wanneer": wanneer, "aantal": fmt.cell(aantal)}
    thema = themas.largest("casusthema", "besprekingen", 1)
    echt = [code for code in knelpunten.unique("knelpunt") if code != "geen"]
    belemmering = knelpunten.where(knelpunt=echt).largest("knelpunt", "besprekingen", 1)
    if not aantal.is_known or not thema or not belemmering:
        return _(
            "Hoe vaak in de {wanneer} een casus is besproken, tonen wij niet (x): zo kan niemand een kind herkennen."
        ).format(**feiten)
    return _(
        "In de {wanneer} is **{aantal} keer een casus besproken**. Het vaakst ging het over {thema} ({keer_thema} "
        "keer); wat hulp het vaakst in de weg stond, was: {knelpunt} ({keer_knelpunt} keer)."
    ).format(
        **feiten,
        thema=labels.inside("casusthema", thema[0]),
        keer_thema=fmt.cell(themas.cell("besprekingen", casusthema=thema[0])),
        knelpunt=labels.inside("knelpunt", belemmering[0]),
        keer_knelpunt=fmt.cell(knelpunten.cell("besprekingen", knelpunt=belemmering[0])),
    )


page.headline(
    hoofdzin(),
    _(
        "Bij een casus hoort geen sleutel. Daarom weten wij niet welke besprekingen over hetzelfde kind gaan, hoe lang "
        "een casus op een trede stond, en of een verschil meer kinderen of meer overleg is."
    ),
)
naast = ("besprekingen", "jaar_eerder")
figure(
    _("Waar casussen over gingen, naast een jaar eerder"),
    themas,
    charts.grouped_bars(themas, x="casusthema", y=naast, horizontal=True),
    columns=("casusthema", *naast),
    note=half,
)
figure(
    _("Wat hulp in de weg stond, naast een jaar eerder"),
    knelpunten,
    charts.grouped_bars(knelpunten, x="knelpunt", y=naast, horizontal=True),
    columns=("knelpunt", *naast),
    note=half,
)

figure(
    _("De treden van de ladder, en wat er van casussen kwam"),
    ladder,
    charts.stacked_bars(
        ladder.where(uitkomst=UITKOMSTEN),
        x="fase",
        y="besprekingen",
        split="uitkomst",
        totals=ladder.where(uitkomst="alle"),
    ),
    rows="fase",
    across="uitkomst",
    values=("besprekingen", "aandeel"),
    note=_(
        "Een casus begint op school en gaat pas naar de volgende trede als het op deze niet lukt. Wij tellen op welke "
        "trede een casus stond toen hij werd besproken. Zonder sleutel is niet te zien hoe lang dat duurde; een trede "
        "met veel besprekingen kan ook een trede zijn waarop vaak wordt overlegd."
    ),
)

jaren = ask(interventies.schooljaren).values("schooljaar")
if jaren:  # the schooljaar of the half year, or the last one of which pupils were followed
    jaar = halfjaar[:9] if halfjaar[:9] in jaren else jaren[0]
    verzuim = ask(interventies.naast_elkaar, schooljaar=jaar, laag="alle")
    gevolgd = ask(interventies.vervolg, schooljaar=jaar)
    figure(
        _("Verzuim vóór en na een interventie, schooljaar {jaar}").format(jaar=fmt.schooljaar(jaar)),
        verzuim,
        charts.grouped_bars(verzuim, x="moment", y=("met", "zonder")),
        columns=("moment", "met", "zonder", "leerlingen"),
        note=_(
            "**Samenhang, geen bewijs.** Wie hulp krijgt, krijgt die als het slecht gaat; daarna gaat het vaak vanzelf "
            "beter. Dat ziet u bij de leerlingen zonder interventie die vooraf net zo veel misten (de grijze balken). "
            "Alleen wat de gekleurde balken méér dalen, hangt samen met de interventie."
        ),
    )
    lagen = ask(interventies.lagen, schooljaar=jaar, laag="alle")
    title = _("De lagen van leerlingen met een interventie, vooraf en erna")
    figure(
        title,
        lagen,
        tables.pivot(lagen, title, rows="moment", across="laag", values=["leerlingen"]),
        note=_("Nog onbekend: de weken ervoor of erna zijn niet alle geleverd, of de leerling was er te kort."),
    )
    title = _("Verschil na een interventie, per laag")
    kolommen = ["laag", "weken", "leerlingen", "vooraf", "erna", "vergelijk_erna", "verschil", "onder", "boven"]
    procentpunt = dict.fromkeys(("verschil", "onder", "boven"), fmt.signed)
    figure(
        title,
        gevolgd,
        tables.flat(gevolgd, title, [*kolommen, "vergelijk_laag_2_3"], procentpunt),
        note=_(
            "Verschil: verzuim met interventie min verzuim van vergelijkbare leerlingen zonder, in procentpunt van de "
            "schooltijd. Onder nul is minder verzuim. Ligt nul tussen ‘ten minste’ en ‘ten hoogste’, dan is er geen "
            "verschil aan te wijzen. Een streepje: te weinig leerlingen om te vergelijken."
        ),
    )

for verloop, title, dimensie in (
    (ask(casussen.themas_verloop), _("Thema's per halfjaar"), "casusthema"),
    (ask(casussen.knelpunten_verloop), _("Knelpunten per halfjaar"), "knelpunt"),
):
    figure(
        title,
        verloop,
        tables.pivot(verloop, title, rows=dimensie, across="halfjaar", values=["besprekingen"]),
    )
