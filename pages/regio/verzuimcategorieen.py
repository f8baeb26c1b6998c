"""Verzuimcategorieën: how much school time is missed for which reason, over time and beside a year earlier."""

from queries import aanwezigheid, groei, perioden, verzuim
from schemas import codes
from ui import charts, filters, labels, page
from ui import format as fmt
from ui.data import ask
from ui.figure import figure
from ui.language import gettext as _
from ui.sentences import choice, period, tell

N_ = page.N_
MEEST = 5
VOORAL = "ziekte"  # so much more than the rest that beside it no other line could be read
READS_AS_ZERO = 0.05  # percent of school time; up to this it is written as 0,0 %
JAREN_GETOOND = {"week": 1, "maand": 2}
page.start("verzuimcategorieen", N_("Om welke redenen missen leerlingen schooltijd, en wat verandert er?"))

jaren = ask(perioden.schooljaren)
if jaren.is_empty():
    page.stop_empty(_("Er is nog geen verzuim geleverd."))
with filters.row():
    jaar = filters.schooljaar(jaren.values("schooljaar"), part=jaren.where(volledig=False).values("schooljaar"))
    gemeente = filters.gemeente()
    sector = filters.sector(codes.GROEP_NIVEAUS)
    soort = filters.verzuim_periode(gemeente, sector)
filters.verzuim_note(gemeente, sector)
groep = {"gemeente": gemeente, "sector": sector}
reeks = jaren.values("schooljaar")  # newest first
getoond = reeks[reeks.index(jaar) :][: JAREN_GETOOND.get(soort)]

aanwezig = ask(aanwezigheid.verloop, periode_soort="schooljaar", **groep).where(schooljaar=jaar)
if aanwezig.is_empty():
    page.stop_empty(_("Voor deze keuze is over {periode} geen verzuim geleverd.").format(periode=period(jaren, jaar)))
totaal = ask(verzuim.per_periode, periode_soort="schooljaar", **groep)
redenen = totaal.where(schooljaar=jaar, categorie=verzuim.GEMISTE_TIJD)
grootste = sorted(
    (row for row in redenen.rows() if row["aandeel"].is_known), key=lambda row: row["aandeel"].value, reverse=True
)
zonder_soort = redenen.cell("aandeel", categorie="onbekend")


def meest_voorkomend() -> str:
    """The reason for most missed time; a hidden one may be larger."""
    if not grootste:
        return "" if redenen.is_empty() else _("Van elke reden is verborgen (x) hoeveel tijd ermee is gemist.")
    sentence = (
        _("Van de redenen die wij kunnen tonen, komt {reden} het meest voor ({aandeel} van de schooltijd).")
        if redenen.hidden_cells
        else _("De meest voorkomende reden is: {reden} ({aandeel} van de schooltijd).")
    )
    return tell(
        sentence,
        {"aandeel": (grootste[0]["aandeel"], fmt.percent_1)},
        reden=labels.name("categorie", grootste[0]["categorie"].value).lower(),
    )


page.headline(
    tell(
        _(
            "In {periode} waren leerlingen **{aanwezig}** van de schooltijd aanwezig. Zij misten {gemist}: "
            "{geoorloofd} geoorloofd en {ongeoorloofd} ongeoorloofd."
        ),
        {name: (aanwezig.cell(name), fmt.percent_1) for name in ("aanwezig", "gemist", "geoorloofd", "ongeoorloofd")},
        hidden=_("Hoe vaak leerlingen aanwezig waren, is verborgen: het gaat om te weinig leerlingen."),
        periode=period(jaren, jaar),
    )
    + (
        " "
        + tell(_("Van {onbekend} is niet bekend of het geoorloofd was."), {"onbekend": (zonder_soort, fmt.percent_1)})
        if (zonder_soort.value or 0) > READS_AS_ZERO
        else ""
    ),
    f"{meest_voorkomend()} {choice(gemeente, sector)}.".lstrip(),
)
# A hidden reason has some time, though nobody may see how much: it goes before those of which there was none.
verborgen = [row for row in redenen.rows() if row["aandeel"].is_hidden]
op_grootte = sorted([*grootste, *verborgen], key=lambda row: (not row["aandeel"].value, row["aandeel"].is_known))
andere = [row["categorie"].value for row in op_grootte if row["categorie"].value != VOORAL]
gekozen = filters.categorieen(verzuim.GEMISTE_TIJD, default=andere[:MEEST])

per_periode = ask(verzuim.per_periode, periode_soort=soort, **groep).where(categorie=gekozen, schooljaar=getoond)
dekking = ask(aanwezigheid.dekking, schooljaar=jaar, **groep)
figure(
    _("Gemiste schooltijd per categorie"),
    per_periode,
    charts.lines(
        per_periode,
        x="periode",
        y="aandeel",
        split="categorie",
        part=per_periode.where(volledig=False).values("periode"),
    ),
    rows="periode",
    across="categorie",
    values=("aandeel",),
    coverage=dekking,
    note=None
    if VOORAL in gekozen
    else _(
        "Ziekte staat er niet bij: naast ziekte zijn de andere lijnen niet te lezen. U kunt ziekte hierboven kiezen."
    ),
)

verloop = ask(aanwezigheid.verloop, periode_soort=soort, **groep).where(schooljaar=getoond)
figure(
    _("Geoorloofd en ongeoorloofd verzuim"),
    verloop,
    charts.lines(
        verloop,
        x="periode",
        y=("gemist", "geoorloofd", "ongeoorloofd"),
        part=verloop.where(volledig=False).values("periode"),
    ),
    columns=("periode", "gemist", "geoorloofd", "ongeoorloofd", "aanwezig"),
    coverage=dekking,
    note=_("Samen is meer dan de twee delen als van een deel van het verzuim niet bekend is of het geoorloofd was."),
)

vergelijking = ask(verzuim.een_jaar_eerder, schooljaar=jaar, **groep)
verschillen = vergelijking.where(categorie=verzuim.GEMISTE_TIJD)
waarom_niet = ask(groei.vergelijkbaar, schooljaar=jaar).cell("geen_vergelijking_naast", gemeente=gemeente).value
figure(
    _("Verschil met dezelfde weken een jaar eerder"),
    verschillen,
    charts.changes(verschillen, x="categorie", muted=waarom_niet is not None),
    columns=("categorie", "vorig_aandeel", "aandeel", "verschil"),
    coverage=dekking,
    note=_(
        "Een klein verschil kan toeval zijn: zie Wat groeit? Alleen weken die dezelfde school in beide jaren leverde, "
        "tellen mee."
    )
    if waarom_niet is None
    else _("De balken zijn grijs, want deze jaren zijn niet goed te vergelijken: {reden}.").format(
        reden=labels.inside("geen_vergelijking", waarom_niet)
    ),
    empty=_("Dezelfde weken van een jaar eerder zijn niet geleverd.")
    if filters.is_verzuim(codes.ZELFDE_WEKEN, **groep)
    else _("Van een gemeente zijn dezelfde weken er alleen voor alle scholen samen."),
)

te_laat = ask(verzuim.te_laat, periode_soort=soort, **groep).where(schooljaar=getoond)
figure(
    _("Te laat komen"),
    te_laat,
    charts.lines(te_laat, x="periode", y="keren", part=te_laat.where(volledig=False).values("periode")),
    columns=("periode", "keren", "registraties", "leerlingen"),
    coverage=dekking,
    note=tell(
        _(
            "Te laat komen telt niet als gemiste tijd. Vergelijk dezelfde weken: nu {nu} keer, een jaar eerder "
            "{eerder} keer."
        ),
        {
            "nu": (vergelijking.cell("keren", categorie="te_laat"), fmt.decimal),
            "eerder": (vergelijking.cell("vorige_keren", categorie="te_laat"), fmt.decimal),
        },
        hidden=_("Te laat komen telt niet als gemiste tijd."),
        missing=_("Te laat komen telt niet als gemiste tijd."),
    ),
    empty=_("Over te laat komen is voor deze keuze niets geleverd."),
)
