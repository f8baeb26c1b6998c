"""Vrijstellingen: how many children, where they live, how it develops, and beside the whole country."""

from queries import vrijstellingen
from ui import charts, filters, labels, page, tables
from ui import format as fmt
from ui.data import ask
from ui.figure import figure
from ui.language import gettext as _

N_ = page.N_
PER_GEMEENTE = ("LPW5_A", "andere")  # single grounds count too few children per gemeente, and by soort
GRONDEN = ("LPW5_A", "LPW5_B", "LPW5_C", "LPW15", "andere")
MATEN = ("kinderen", "per_1000")
DELEN = ("nieuw", "verlengd", "doorlopend")  # together: lopend

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
naam = labels.short("grond", grond)
naast = ask(vrijstellingen.een_jaar_eerder, schooljaar=jaar, grond=grond, gemeente=gemeente)


def hoofdzin() -> str:
    aantal, per_1000 = naast.cell("kinderen", jaar="dit"), naast.cell("per_1000", jaar="dit")
    feiten = {"jaar": fmt.schooljaar(jaar), "waar": waar, "grond": naam, "aantal": fmt.cell(aantal)}
    if aantal.is_hidden:
        return _(
            "Hoeveel kinderen in {waar} in schooljaar {jaar} een vrijstelling volgens {grond} hebben, tonen wij niet "
            "(x): zo kan niemand een kind herkennen."
        ).format(**feiten)
    if not aantal.is_known:
        return _("Voor schooljaar {jaar} zijn nog geen vrijstellingen geleverd.").format(**feiten)
    if jaar in loopt:
        zin = _(
            "In schooljaar {jaar} hebben tot nu toe **{aantal} kinderen** in {waar} een vrijstelling volgens {grond}."
        )
    else:
        zin = _("In schooljaar {jaar} hadden **{aantal} kinderen** in {waar} een vrijstelling volgens {grond}.")
    if per_1000.is_known:
        zin += " " + _("Dat is {per_1000} per 1.000 leerlingen.")
    return zin.format(**feiten, per_1000=fmt.cell(per_1000, fmt.per_1000))


def vergelijking() -> str | None:
    if not naast.cell("kinderen", jaar="dit").is_known:
        return None
    vorig = naast.cell("kinderen", jaar="vorig")
    if vorig.is_hidden:
        return _("Het aantal van een jaar eerder tonen wij niet (x).")
    if not vorig.is_known:
        return _("Over een jaar eerder is niet geleverd, dus er is geen vergelijking.")
    if jaar in loopt:
        return _("In het hele schooljaar daarvoor waren het er {aantal}. Dit schooljaar loopt nog.").format(
            aantal=fmt.cell(vorig)
        )
    return _("Een schooljaar eerder waren het er {aantal}.").format(aantal=fmt.cell(vorig))


toelichting = None
if gemeente != "alle":
    toelichting = _(
        "Van een gemeente tonen wij 5 onder a, en alle andere gronden samen: per grond zijn het te weinig kinderen. "
        "Kies de hele regio als u elke grond wilt zien."
    )
page.headline(hoofdzin(), " ".join(filter(None, (vergelijking(), toelichting))) or None)
gemeenten = ask(vrijstellingen.per_gemeente, schooljaar=jaar, grond=grond)
# The region would dwarf the gemeenten in numbers; per 1.000 it belongs beside them.
getoond = gemeenten.where(
    gemeente=[code for code in gemeenten.unique("gemeente") if code != "alle" or maat == "per_1000"]
)
opmerking = _(
    "De aantallen zijn klein: één kind meer of minder maakt al verschil. Kies de maat ‘per 1.000 leerlingen’ als u "
    "gemeenten naast elkaar wilt zetten."
)
if release.voorbeelddata:
    opmerking += " " + _(
        "De aantallen per gemeente zijn voorbeelddata: bedacht, niet geteld. De landelijke cijfers zijn echt."
    )
geleverd = not gemeenten.is_empty()
figure(
    _("Vrijstellingen volgens {grond} per gemeente in {jaar}").format(grond=naam, jaar=fmt.schooljaar(jaar)),
    gemeenten if grond in PER_GEMEENTE else gemeenten.where(gemeente=[]),
    charts.grouped_bars(getoond, x="gemeente", y=maat),
    columns=("gemeente", *MATEN),
    note=opmerking,
    empty=_("{grond} telt per gemeente te weinig kinderen om te tonen. Kies 5 onder a of alle andere gronden.").format(
        grond=naam
    )
    if geleverd
    else _("Voor schooljaar {jaar} zijn nog geen vrijstellingen geleverd.").format(jaar=fmt.schooljaar(jaar)),
)

soorten = ask(vrijstellingen.per_soort, grond=grond)
figure(
    _("Nieuwe, verlengde en doorlopende vrijstellingen volgens {grond} in de regio").format(grond=naam),
    soorten if grond in PER_GEMEENTE else soorten.where(soort=[]),
    charts.stacked_bars(
        soorten.where(soort=DELEN), x="schooljaar", y=maat, split="soort", totals=soorten.where(soort="lopend")
    ),
    rows="schooljaar",
    across="soort",
    values=MATEN,
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
    note=_("Een open teken is een schooljaar dat nog loopt.") if loopt else None,
    empty=_("Er zijn nog geen vrijstellingen geleverd."),
)

index = ask(vrijstellingen.naast_landelijk, grond=grond)
figure(
    _("Ontwikkeling van {grond} in de regio en in Nederland").format(grond=naam),
    index,
    charts.lines(index, x="schooljaar", y="index", split="gebied", part=loopt, zero=False),
    rows="schooljaar",
    across="gebied",
    values=("kinderen", "index"),
    note=_(
        "Het eerste schooljaar met cijfers over beide is 100. Per gemeente tonen wij dit niet: daarvoor zijn de "
        "aantallen te klein."
    ),
    empty=_("Over {grond} zijn geen cijfers die wij naast heel Nederland kunnen zetten.").format(grond=naam),
)

landelijk = ask(vrijstellingen.landelijk)
bronnen = [_("Bron: {bron}.").format(bron=bron) for bron in landelijk.unique("bron")]
bij_jaren = {row["schooljaar"].value: row["opmerking"].value for row in landelijk.rows() if row["opmerking"].value}
figure(
    _("Kinderen met een vrijstelling in Nederland"),
    landelijk,
    tables.pivot(
        landelijk,
        _("Kinderen met een vrijstelling in Nederland"),
        rows="schooljaar",
        across="grond",
        values=["kinderen"],
    ),
    note=" ".join(
        [
            _("Een streepje (–) is niet gepubliceerd."),
            *bronnen,
            *(f"{fmt.schooljaar(jaar)}: {text}." for jaar, text in bij_jaren.items()),
        ]
    ),
    empty=_("Er zijn nog geen landelijke cijfers geladen."),
)
