"""What *Vrijstellingen* says of its figures."""

from collections.abc import Collection

from disclosure.table import ProtectedTable
from ui import format as fmt
from ui import labels
from ui.language import gettext as _
from ui.sentences import tell

ANDERS = "andere"  # all grounds but 5 onder a together
GRENZEN = ("per_1000", "onder", "boven")
SMALLER = 0.8  # of the width of another interval: more than a fifth less is worth telling


def ground(grond: str) -> str:
    """A ground inside a sentence."""
    return labels.short("grond", grond) if grond != ANDERS else _("andere gronden dan 5 onder a")


def stock(
    naast: ProtectedTable, gemeenten: ProtectedTable, jaar: str, gemeente: str, loopt: Collection[str], **texts: str
) -> str:
    """How many children have an exemption in a schooljaar, and per 1.000 with its interval.

    naast, gemeenten: vrijstellingen.een_jaar_eerder and per_gemeente. texts: waar, grond.
    """
    aantal, per_1000 = naast.cell("kinderen", jaar="dit"), naast.cell("per_1000", jaar="dit")
    feiten = {"jaar": fmt.schooljaar(jaar), "aantal": fmt.cell(aantal), **texts}
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
    onder, boven = (gemeenten.cell(einde, gemeente=gemeente) for einde in ("onder", "boven"))
    if per_1000.is_known:
        zin += " " + _("Dat is {per_1000} per 1.000 leerlingen.")
    if per_1000.is_known and onder.is_known:
        zin += " " + _("De marge is {onder} tot {boven}.")
    return zin.format(
        **feiten,
        per_1000=fmt.cell(per_1000, fmt.per_1000),
        onder=fmt.cell(onder, fmt.per_1000),
        boven=fmt.cell(boven, fmt.per_1000),
    )


def a_year_earlier(naast: ProtectedTable, *, loopt: bool) -> str | None:
    """How many there were a schooljaar earlier; loopt: this one goes on."""
    if not naast.cell("kinderen", jaar="dit").is_known:
        return None
    vorig = naast.cell("kinderen", jaar="vorig")
    if vorig.is_hidden:
        return _("Het aantal van een jaar eerder tonen wij niet (x).")
    if not vorig.is_known:
        return _("Over een jaar eerder is niet geleverd, dus er is geen vergelijking.")
    if loopt:
        return _("In het hele schooljaar daarvoor waren het er {aantal}. Dit schooljaar loopt nog.").format(
            aantal=fmt.cell(vorig)
        )
    return _("Een schooljaar eerder waren het er {aantal}.").format(aantal=fmt.cell(vorig))


def average(samen: ProtectedTable, jaarcijfers: ProtectedTable, jaar: str, gemeente: str, **texts: str) -> str:
    """The average of where the reader looks, over which years it is, and whether it is surer than one schooljaar.

    samen, jaarcijfers: vrijstellingen.meerjarig and per_gemeente in `jaar`. texts: waar, grond.
    """
    zin = tell(
        _(
            "Gemiddeld over deze schooljaren hadden in {waar} {per_1000} van de 1.000 leerlingen een vrijstelling "
            "volgens {grond} ({onder} tot {boven})."
        ),
        {name: (samen.cell(name, gemeente=gemeente), fmt.per_1000) for name in GRENZEN},
        **texts,
    )
    uitleg = _(
        "Het gaat om {jaren} samen; een kind telt in elk schooljaar waarin de vrijstelling geldt. De marge houdt daar "
        "rekening mee, met cijfers van de hele regio."
    ).format(jaren=_years(samen))
    return " ".join(filter(None, (zin, _beside_one_year(samen, jaarcijfers, jaar, gemeente), uitleg)))


def _beside_one_year(samen: ProtectedTable, jaarcijfers: ProtectedTable, jaar: str, gemeente: str) -> str:
    """Whether the interval of the average is narrower than that of one schooljaar; of the region in which gemeenten."""
    if gemeente != "alle":
        return _of_one_place(samen, jaarcijfers, jaar, gemeente)
    gemeenten = [code for code in samen.unique("gemeente") if code != "alle"]
    oordelen = {code: found for code in gemeenten if (found := _narrower(samen, jaarcijfers, code)) is not None}
    if not oordelen:
        return ""
    smaller = [
        labels.name("gemeente", code) for code, (breedte, verhouding) in oordelen.items() if breedte and verhouding
    ]
    if not smaller:
        return _(
            "Voor geen enkele gemeente is dit duidelijk preciezer dan schooljaar {jaar} alleen: in de regio tellen "
            "veel kinderen in meer dan één van deze jaren mee."
        ).format(jaar=fmt.schooljaar(jaar))
    return _("Duidelijk preciezer dan schooljaar {jaar} alleen is dit voor {gemeenten}.").format(
        jaar=fmt.schooljaar(jaar), gemeenten=", ".join(smaller)
    )


def _of_one_place(samen: ProtectedTable, jaarcijfers: ProtectedTable, jaar: str, gemeente: str) -> str:
    oordeel = _narrower(samen, jaarcijfers, gemeente)
    if oordeel is None:
        return ""
    zin = {
        (True, True): _("Dat is preciezer dan schooljaar {jaar} alleen: daarvan is de marge {onder} tot {boven}."),
        (True, False): _(
            "De marge van schooljaar {jaar} alleen is breder, {onder} tot {boven}, maar het cijfer is dan ook hoger: "
            "in verhouding is het gemiddelde niet duidelijk preciezer."
        ),
    }.get(
        oordeel,
        _(
            "Veel preciezer dan schooljaar {jaar} alleen is dat niet: daarvan is de marge {onder} tot {boven}. In "
            "de regio tellen veel kinderen in meer dan één van deze jaren mee."
        ),
    )
    onder, boven = (fmt.cell(jaarcijfers.cell(einde, gemeente=gemeente), fmt.per_1000) for einde in GRENZEN[1:])
    return zin.format(jaar=fmt.schooljaar(jaar), onder=onder, boven=boven)


def _narrower(samen: ProtectedTable, jaarcijfers: ProtectedTable, gemeente: str) -> tuple[bool, bool] | None:
    """Whether the interval is clearly narrower than that of one year: by itself, and for the height of its figure.

    None where one of them is not shown.
    """
    if jaarcijfers.where(gemeente=gemeente).is_empty():
        return None
    breedten, verhoudingen = [], []
    for tabel in (samen, jaarcijfers):
        cijfer, onder, boven = (tabel.cell(name, gemeente=gemeente) for name in GRENZEN)
        if not (cijfer.is_known and onder.is_known and boven.is_known and cijfer.value):
            return None
        breedten.append(boven.value - onder.value)
        verhoudingen.append((boven.value - onder.value) / cijfer.value)
    return breedten[0] < SMALLER * breedten[1], verhoudingen[0] < SMALLER * verhoudingen[1]


def advised(adviezen: ProtectedTable) -> str:
    """How many new ones had the advice of both, and what a blank in a decision counts as."""
    cijfers = {
        "nieuw": (adviezen.cell("nieuw", advies="beide"), fmt.number),
        "beide": (adviezen.cell("kinderen", advies="beide"), fmt.number),
        "aandeel": (adviezen.cell("aandeel", advies="beide"), fmt.percent),
        "onder": (adviezen.cell("aandeel_onder", advies="beide"), fmt.percent),
        "boven": (adviezen.cell("aandeel_boven", advies="beide"), fmt.percent),
    }
    zin = tell(
        _(
            "Van {nieuw} kinderen met een nieuwe vrijstelling volgens 5 onder a was er bij {beide} advies van het "
            "samenwerkingsverband en van jeugdhulp: {aandeel} ({onder} tot {boven})."
        ),
        cijfers,
    )
    uitleg = _(
        "De regio, {jaren}: in één schooljaar zijn het er te weinig. Een advies dat in het besluit niet is ingevuld, "
        "telt als geen advies: ‘alleen’ en ‘geen’ kunnen ook betekenen dat het niet bekend is."
    ).format(jaren=_years(adviezen))
    return f"{zin} {uitleg}"


def _years(tabel: ProtectedTable) -> str:
    """From which to which schooljaar a table of several years is."""
    return " – ".join(fmt.schooljaar(tabel.unique(kolom)[0]) for kolom in ("eerste_jaar", "schooljaar"))
