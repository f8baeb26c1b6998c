"""Onze school: the lagen of one school by leerjaar, its reasons per laag, and the median school beside it."""

from queries import perioden, scholen
from ui import charts, definities, filters, labels, page
from ui import format as fmt
from ui.data import ask
from ui.figure import figure
from ui.language import gettext as _
from ui.sentences import period, tell

N_ = page.N_
LAGEN = ["1", "2", "3"]
MOST_REASONS = 5

page.start("onze_school", N_("De aanwezigheid op één school, voor het team dat er op die school aan werkt."))

jaren = ask(perioden.schooljaren)
if jaren.is_empty():
    page.stop_empty(_("Er is nog geen verzuim geleverd."))
with filters.row():
    jaar = filters.schooljaar(jaren.values("schooljaar"), part=jaren.where(volledig=False).values("schooljaar"))
    lijst = ask(scholen.lijst, schooljaar=jaar)
    namen = dict(zip(lijst.values("school"), lijst.values("naam"), strict=True))
    if not namen:
        page.stop_empty(_("Over scholen in dit schooljaar is niets geleverd."))
    school = filters.school(namen)

gekozen = next(lijst.where(school=school).rows())
over = {"school": namen[school], "periode": period(jaren, jaar)}
if gekozen["levering"].value == "geen":
    page.stop_empty(
        _("{school} leverde over {periode} nog geen verzuim. Zodra dat er is, ziet u de cijfers hier.").format(**over)
    )
if gekozen["levering"].value == "weekcijfers":
    page.stop_empty(
        _(
            "{school} leverde over {periode} aantallen per week, niet per leerling. Daarmee kunnen wij geen lagen "
            "bepalen. De aantallen tellen wel mee in de cijfers van de regio."
        ).format(**over)
    )

lagen = ask(scholen.lagen, school=school, schooljaar=jaar)
naast = ask(scholen.naast_mediaan, school=school, schooljaar=jaar)
if naast.is_empty():
    page.stop_empty(_("Over de leerlingen van {school} in {periode} is niets bekend.").format(**over))

peildatum = naast.values("peildatum")[0].isoformat()
drempels = definities.drempels()
eigen = [naast.cell("aandeel", laag=laag) for laag in LAGEN]
medianen = [fmt.cell(naast.cell("mediaan", laag=laag), fmt.percent) for laag in LAGEN]
has_median = naast.values("mediaan")[0] is not None
if has_median:
    naast_mediaan = _("De mediaan van {aantal} scholen van dezelfde soort ({soort}): {laag_1}, {laag_2} en {laag_3}.")
else:
    naast_mediaan = _("Een mediaan van dezelfde soort school ({soort}) tonen wij vanaf {nodig} scholen.")
naast_mediaan = naast_mediaan.format(
    aantal=naast.values("scholen")[0],
    nodig=drempels.minimale_scholen_mediaan,
    soort=labels.inside("sector", gekozen["sector"].value),
    laag_1=medianen[0],
    laag_2=medianen[1],
    laag_3=medianen[2],
)
weken = _("Geleverd: {weken} van {alle} schoolweken.").format(
    weken=gekozen["weken_geleverd"].value, alle=gekozen["weken_rooster"].value
)
detail = [naast_mediaan, weken]
if naast.context.eigen:
    detail.append(_("U ziet de cijfers van uw eigen school helemaal. Deel kleine aantallen niet buiten uw team."))
if eigen[0].value is not None and None in (eigen[1].value, eigen[2].value):
    detail.append(_("Een x is verborgen: het gaat om te weinig leerlingen."))
page.headline(
    tell(
        _(
            "Op {school} mist **{laag_1}** van de leerlingen minder dan {grens} van de schooltijd (laag 1). "
            "In laag 2 zit {laag_2} en in laag 3 zit {laag_3}. Dit gaat over {periode}."
        ),
        {"laag_1": (eigen[0], fmt.percent)},
        hidden=_("De verdeling over de lagen op {school} is verborgen: het gaat om te weinig leerlingen.").format(
            **over
        ),
        grens=definities.bound_of_tier_1(),
        laag_2=fmt.cell(eigen[1], fmt.percent),
        laag_3=fmt.cell(eigen[2], fmt.percent),
        **over,
    ),
    " ".join(detail),
)

figure(
    _("De lagen per leerjaar"),
    lagen,
    charts.stacked_shares(lagen.where(laag=LAGEN), x="leerjaar", y="aandeel", split="laag", horizontal=True),
    rows="leerjaar",
    across="laag",
    values=("leerlingen", "aandeel"),
    peildatum=peildatum,
    note=_(
        "Een gearceerd deel is verborgen: het gaat om 1 tot en met {aantal} leerlingen, of het volgt daaruit."
    ).format(aantal=drempels.minimale_telling_school - 1)
    if lagen.hidden_cells
    else None,
)

redenen = ask(scholen.redenen, school=school, schooljaar=jaar)
grootste = redenen.where(laag="alle").largest("categorie", "aandeel_tijd", MOST_REASONS)
figure(
    _("Waarom leerlingen schooltijd missen, per laag"),
    redenen,
    charts.grouped_bars(
        redenen.where(laag=LAGEN, categorie=grootste), x="categorie", y="aandeel_tijd", split="laag", horizontal=True
    ),
    rows="categorie",
    across="laag",
    values=("aandeel_tijd",),
    peildatum=peildatum,
    note=_("De grafiek toont de grootste redenen op deze school, de tabel toont alle redenen."),
    empty=_("Over deze school zijn geen redenen geleverd."),
)

figure(
    _("Deze school naast de mediaan van de regio"),
    naast if has_median else naast.where(laag=[]),
    charts.dots_against_median(naast, naast),
    columns=("laag", "leerlingen", "aandeel", "mediaan", "scholen"),
    peildatum=peildatum,
    note=naast_mediaan,
    empty=naast_mediaan,
)
