"""Vrijstellingen: how many children, in which gemeenten, new or renewed, with what advice, and in a broader view."""

from queries import landelijk, vrijstellingen
from ui import charts, filters, labels, page, strips, tables
from ui import format as fmt
from ui.data import ask
from ui.figure import figure, peildata
from ui.language import gettext as _
from ui.markdown import plain
from ui.vrijstelling_sentences import a_year_earlier, advised, average, ground, stock

N_ = page.N_
PER_GEMEENTE = ("LPW5_A", "andere")  # single grounds count too few children per gemeente, and by soort
GRONDEN = ("LPW5_A", "LPW5_B", "LPW5_C", "LPW15", "andere")
MATEN = ("kinderen", "per_1000")
DELEN = ("nieuw", "verlengd", "blijvend", "doorlopend")  # together: lopend
MARGE = {"per_1000": ("onder", "boven")}
AANDEEL = {"aandeel": ("aandeel_onder", "aandeel_boven")}
PER_1000 = dict.fromkeys(("per_1000", "onder", "boven"), fmt.per_1000)
OPMERKINGEN = (N_("schooljaar van 5 onder b afgeleid"),)  # what stands behind a source, for its translation

release = page.start(
    "vrijstellingen",
    N_(
        "Kinderen voor wie een vrijstelling van de leerplicht geldt. Scholen hebben hen niet in beeld. "
        "Een kind telt in de gemeente waar het woont."
    ),
)
jaren = ask(vrijstellingen.schooljaren)
if jaren.is_empty():
    page.stop_empty(_("Er zijn nog geen vrijstellingen geleverd."))
loopt = jaren.where(volledig=False).values("schooljaar")
with filters.row():
    jaar = filters.schooljaar(jaren.values("schooljaar"), part=loopt)
    gemeente = filters.gemeente()
    grond = filters.grond(GRONDEN if gemeente == "alle" else PER_GEMEENTE)
    maat = filters.one("maat", _("Maat"), MATEN, labels.column)

waar = _("de regio") if gemeente == "alle" else labels.name("gemeente", gemeente)
naam = ground(grond)
naast = ask(vrijstellingen.een_jaar_eerder, schooljaar=jaar, grond=grond, gemeente=gemeente)
gemeenten = ask(vrijstellingen.per_gemeente, schooljaar=jaar, grond=grond)


toelichting = None
if gemeente != "alle":
    toelichting = _(
        "Van een gemeente tonen wij 5 onder a, en alle andere gronden samen: per grond zijn het te weinig kinderen. "
        "Kies de hele regio als u elke grond wilt zien."
    )
page.headline(
    stock(naast, gemeenten, jaar, gemeente, loopt, waar=waar, grond=naam),
    " ".join(filter(None, (a_year_earlier(naast, loopt=jaar in loopt), toelichting))) or None,
)
geleverd = not naast.where(jaar="dit").is_empty()
opmerking = _("Een kind telt als de vrijstelling op een dag van het schooljaar geldt; er is dus niet één peildatum.")
opmerking += " " + _(
    "Tussen de lijnen is er geen reden om gemeenten van elkaar te onderscheiden: het verschil kan toeval zijn. De "
    "aantallen zijn klein; één kind meer of minder maakt al verschil."
)
if release.voorbeelddata:
    opmerking += " " + _(
        "De aantallen per gemeente zijn voorbeelddata: bedacht, niet geteld. De landelijke cijfers zijn echt."
    )
te_weinig = _(
    "Van {grond} zijn er per gemeente te weinig kinderen om te tonen. Kies 5 onder a of alle andere gronden."
).format(grond=naam)
figure(
    _("Vrijstellingen volgens {grond} per 1.000 leerlingen, grote en kleine gemeenten, in {jaar}").format(
        grond=naam, jaar=fmt.schooljaar(jaar)
    ),
    gemeenten,
    charts.funnel(
        gemeenten.where(gemeente=[code for code in gemeenten.unique("gemeente") if code != "alle"]),
        unit="gemeente",
        size="leerlingen",
        y="per_1000",
        what=_("per 1.000 leerlingen"),
        across=_("leerlingen in de gemeente"),
    )
    if not gemeenten.is_empty()
    else None,
    columns=("gemeente", "kinderen", "per_1000", "ligging"),
    formats={**PER_1000, "ligging": labels.options("ligging")},
    intervals=MARGE,
    note=opmerking,
    empty=te_weinig
    if geleverd
    else _("Voor schooljaar {jaar} zijn nog geen vrijstellingen geleverd.").format(jaar=fmt.schooljaar(jaar)),
)

samen = ask(vrijstellingen.meerjarig, grond=grond)
figure(
    _("Gemiddeld per 1.000 leerlingen over meer schooljaren"),
    samen,
    tables.flat(
        samen,
        _("Gemiddeld per 1.000 leerlingen over meer schooljaren"),
        ("gemeente", "kinderjaren", "per_1000"),
        PER_1000,
        MARGE,
    )
    if not samen.is_empty()
    else None,
    note=average(samen, gemeenten, jaar, gemeente, waar=waar, grond=naam) if not samen.is_empty() else None,
    empty=te_weinig
    if grond not in PER_GEMEENTE
    else _("Een gemiddelde tonen wij als er drie hele schooljaren achter elkaar zijn geleverd."),
)

nog_niet_heel = [
    _("Schooljaar {jaar} loopt nog: er kunnen kinderen bij komen.").format(jaar=fmt.schooljaar(one)) for one in loopt
]
soorten = ask(vrijstellingen.per_soort, grond=grond)
figure(
    _("Nieuwe, verlengde, blijvende en doorlopende vrijstellingen volgens {grond} in de regio").format(grond=naam),
    soorten if grond in PER_GEMEENTE else soorten.where(soort=[]),
    charts.stacked_bars(
        soorten.where(soort=DELEN), x="schooljaar", y=maat, split="soort", totals=soorten.where(soort="lopend")
    ),
    rows="schooljaar",
    across="soort",
    values=MATEN,
    part=loopt,
    note=" ".join(
        [
            _(
                "Nieuw en verlengd gingen in dit schooljaar in. Blijvend is een vrijstelling zonder einddatum uit een "
                "eerder schooljaar, doorlopend een andere die nog geldt. Bij n.v.t. is er geen eerder schooljaar."
            ),
            *nog_niet_heel,
        ]
    ),
    empty=_("Van {grond} tonen wij alleen het geheel. Kies 5 onder a of alle andere gronden.").format(grond=naam)
    if geleverd
    else None,
)

per_jaar = ask(vrijstellingen.verloop, gemeente=gemeente).where(
    grond=list(dict.fromkeys([*(GRONDEN[:2] if gemeente == "alle" else PER_GEMEENTE), grond]))
)
figure(
    _("Vrijstellingen per schooljaar in {waar}").format(waar=waar),
    per_jaar,
    charts.lines(per_jaar, x="schooljaar", y=maat, split="grond", part=loopt),
    rows="schooljaar",
    across="grond",
    values=MATEN,
    part=loopt,
    note=_("Een open teken is een schooljaar dat nog loopt.") if loopt else None,
    empty=_("Er zijn nog geen vrijstellingen geleverd."),
)

blikken = ask(vrijstellingen.breed)
figure(
    _("Kinderen die niet naar school gaan: van smal naar breed"),
    blikken,
    charts.lines(blikken, x="kwartaal", y="kinderen", split="blik"),
    rows="kwartaal",
    across="blik",
    values=("kinderen",),
    peildatum=peildata(blikken),
    note=_(
        "Smal: ingeschreven en langer dan vier weken zonder geldige reden afwezig. Daarbij wie niet is ingeschreven "
        "(absoluut verzuim). Breed: ook wie een vrijstelling volgens 5 onder a heeft. Het gaat om de regio, op de "
        "laatste dag van een kwartaal. Een kind telt één keer als beide lijsten dezelfde sleutel gebruiken."
    ),
    empty=_("Daarvoor zijn vrijstellingen en lijsten van thuiszitters nodig."),
)

adviezen = ask(vrijstellingen.advies)


figure(
    _("Nieuwe vrijstellingen volgens 5 onder a, met en zonder advies"),
    adviezen,
    strips.flat(
        adviezen,
        _("Nieuwe vrijstellingen volgens 5 onder a, met en zonder advies"),
        ("advies", "aandeel", "kinderen"),
        strips.Strip("aandeel", AANDEEL["aandeel"]),
        AANDEEL,
    ),
    note=advised(adviezen) if not adviezen.is_empty() else None,
    empty=_("Er zijn nog geen vrijstellingen geleverd."),
)

index = ask(landelijk.naast_regio, grond=grond)
titel = _("Ontwikkeling van {grond} in de regio en in Nederland").format(grond=naam)
figure(
    titel,
    index,
    tables.pivot(index, titel, rows="schooljaar", across="gebied", values=("kinderen", "index"), part=loopt),
    note=" ".join(
        [
            _(
                "Het eerste schooljaar met cijfers over beide is 100. Per gemeente tonen wij dit niet: daarvoor zijn "
                "de aantallen te klein."
            ),
            *nog_niet_heel,
        ]
    ),
    empty=_("Over {grond} zijn geen cijfers die wij naast heel Nederland kunnen zetten.").format(grond=naam),
)

heel_nederland = ask(landelijk.vrijstellingen)
bronnen = [_("Bron: {bron}.").format(bron=plain(bron)) for bron in heel_nederland.unique("bron")]
bij_jaren = {row["schooljaar"].value: row["opmerking"].value for row in heel_nederland.rows() if row["opmerking"].value}
figure(
    _("Kinderen met een vrijstelling in Nederland"),
    heel_nederland,
    tables.pivot(
        heel_nederland,
        _("Kinderen met een vrijstelling in Nederland"),
        rows="schooljaar",
        across="grond",
        values=["kinderen"],
    ),
    note=" ".join(
        [
            _("Een streepje (–) is niet gepubliceerd."),
            *bronnen,
            *(f"{fmt.schooljaar(jaar)}: {_(text)}." for jaar, text in bij_jaren.items()),
        ]
    ),
    empty=_("Er zijn nog geen landelijke cijfers geladen."),
)
