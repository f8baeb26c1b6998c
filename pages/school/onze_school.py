"""Onze school: the lagen of one school by leerjaar, its reasons per laag, and the median school beside it."""

import streamlit as st

from queries import interventies, perioden, scholen
from ui import charts, definities, filters, labels, page, tables, vergelijkbaar
from ui import format as fmt
from ui.data import ask
from ui.figure import figure
from ui.language import gettext as _
from ui.markdown import plain
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
over = {"school": plain(namen[school]), "periode": period(jaren, jaar)}
if gekozen["levering"].value == "geen":
    page.stop_empty(
        _("{school} leverde over {periode} nog geen verzuim. Zodra dat er is, ziet u de cijfers hier.").format(**over)
    )
lagen = ask(scholen.lagen, school=school, schooljaar=jaar)
telt_zelf = gekozen["levering"].value == "weekcijfers"
if telt_zelf and lagen.is_empty():
    page.stop_empty(
        _(
            "{school} leverde over {periode} aantallen per week, niet per leerling. Daarmee kunnen wij geen lagen "
            "bepalen. De aantallen tellen wel mee in de cijfers van de regio."
        ).format(**over)
    )

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
niet_naast = vergelijkbaar.van_school(ask(scholen.registratie, school=school, schooljaar=jaar)) if has_median else None
naast_mediaan = naast_mediaan.format(
    aantal=naast.values("scholen")[0],
    nodig=drempels.minimale_scholen_mediaan,
    soort=labels.inside("sector", gekozen["sector"].value),
    laag_1=medianen[0],
    laag_2=medianen[1],
    laag_3=medianen[2],
)
if niet_naast:
    naast_mediaan += " " + _("De school staat grijs, want zij is niet goed met andere te vergelijken: {reden}.").format(
        reden=labels.inside("geen_vergelijking_nu", niet_naast)
    )
weken = _("Geleverd: {weken} van {alle} schoolweken.").format(
    weken=gekozen["weken_geleverd"].value, alle=gekozen["weken_rooster"].value
)
detail = [naast_mediaan, weken]
if telt_zelf:
    detail.append(
        _(
            "Deze school telt zelf hoeveel leerlingen in elke laag zitten. Die aantallen tellen niet mee in de lagen "
            "van de regio, want met andere grenzen of over andere weken zijn zij niet te maken."
        )
    )
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
    charts.dots_against_median(naast, naast, muted=niet_naast is not None),
    columns=("laag", "leerlingen", "aandeel", "mediaan", "scholen"),
    peildatum=peildatum,
    note=naast_mediaan,
    empty=naast_mediaan,
)


def toon_stromen() -> None:
    """From laag to laag, and who recovers; or why there is nothing to see."""
    stromen = ask(scholen.stromen, school=school, schooljaar=jaar)
    titel = _("Van laag naar laag op {school}").format(**over)
    laatste = max(stromen.unique("peildatum"), default=None)
    stromen = stromen.where(peildatum=laatste)
    dicht = any(row["leerlingen"].is_hidden for row in stromen.rows())
    if dicht:
        st.info(
            _(
                "Hoe leerlingen op {school} tussen de lagen bewogen, is verborgen (x): het gaat om te weinig "
                "leerlingen. Alleen de school zelf ziet het."
            ).format(**over)
        )
        return
    if laatste is None:
        st.info(
            _(
                "Over {periode} zijn er geen bewegingen van laag naar laag: daarvoor moet een school twee perioden van "
                "12 schoolweken na elkaar hebben geleverd. Kies hierboven een ander schooljaar."
            ).format(**over)
        )
    else:
        figure(
            titel,
            stromen,
            charts.sankey(stromen),
            rows="van",
            across="naar",
            values=("leerlingen",),
            peildatum=laatste.isoformat(),
            note=_(
                "Links waar leerlingen in de 12 schoolweken tot en met {van} stonden, rechts waar zij in de 12 "
                "schoolweken daarna staan. Wie van een andere school kwam, is nieuw in beeld."
            ).format(van=fmt.date(stromen.values("van_dag")[0])),
        )
    herstel = ask(scholen.herstel, school=school)
    bekend = [row["aandeel"].is_known for row in herstel.rows()]
    if not any(bekend):
        return
    figure(
        _("Herstel uit laag 2"),
        herstel,
        charts.grouped_bars(herstel, x="schooljaar", y="aandeel", split="tijd"),
        columns=("peildatum", "van_dag", "tijd", "uit_laag_2", "hersteld", "aandeel"),
        note=_(
            "Welk deel van laag 2 op {school} bij de volgende meting in laag 1 zit, in alle schooljaren. Bij weinig "
            "leerlingen zegt een percentage weinig: de tabel toont hoeveel het er zijn. Vergelijk staven met dezelfde "
            "kleur, want in het voorjaar is er minder griep."
        ).format(**over),
    )


toon_stromen()


def toon_interventies() -> None:
    """Who was helped at this school, and in which laag these pupils were before and after."""
    gedaan = ask(interventies.op_school, school=school, schooljaar=jaar)
    if gedaan.is_empty():
        return
    daarna = ask(interventies.lagen_op_school, school=school, schooljaar=jaar)
    gemeten = [row["moment"].value for row in daarna.where(laag=LAGEN).rows() if row["leerlingen"].value != 0]
    daarna = daarna.where(moment=gemeten)  # of another moment the weeks were not delivered yet
    aantal = gedaan.cell("leerlingen", interventie="alle", laag="alle")
    titel = _("Interventies op {school}").format(**over)
    figure(
        titel,
        gedaan,
        tables.pivot(gedaan, titel, rows="interventie", across="laag", values=["leerlingen"]),
        note=tell(
            _(
                "Op {school} begonnen {aantal} leerlingen in {periode} met een interventie. Elke leerling telt één "
                "keer, bij de eerste; de laag is die waarvoor de interventie is bedoeld."
            ),
            {"aantal": (aantal, fmt.number)},
            **over,
        ),
    )
    titel = _("De lagen van deze leerlingen, vooraf en erna")
    getekend = daarna.where(laag=LAGEN)
    figure(
        titel,
        daarna,
        charts.stacked_shares(getekend, x="moment", y="aandeel", split="laag", horizontal=True)
        if any(row["aandeel"].is_known for row in getekend.rows())
        else tables.pivot(daarna, titel, rows="moment", across="laag", values=["leerlingen", "aandeel"]),
        rows="moment",
        across="laag",
        values=("leerlingen", "aandeel"),
        note=_regio_ernaast(),
        empty=_("Van deze leerlingen zijn de weken vóór en na de interventie nog niet alle geleverd."),
    )


def _regio_ernaast() -> str:
    """What to keep in mind, with what happened in the region with and without an intervention."""
    zinnen = [
        _(
            "**Samenhang, geen bewijs.** Wie hulp krijgt, krijgt die als het slecht gaat; daarna gaat het vaak vanzelf "
            "beter."
        )
    ]
    verzuim = ask(interventies.naast_elkaar, schooljaar=jaar, laag="alle")
    cijfers = (
        {
            name: verzuim.cell(kolom, moment=moment)
            for name, kolom, moment in (
                ("met_vooraf", "met", "vooraf_8"),
                ("met_erna", "met", "na_8"),
                ("zonder_vooraf", "zonder", "vooraf_8"),
                ("zonder_erna", "zonder", "na_8"),
            )
        }
        if not verzuim.is_empty()
        else {}
    )
    if cijfers and all(cell.is_known for cell in cijfers.values()):
        alike = fmt.alike(fmt.percent_as_rounded, [cell.value for cell in cijfers.values()])
        zinnen.append(
            _(
                "In de hele regio misten leerlingen met een interventie vooraf {met_vooraf} van de schooltijd en acht "
                "weken erna {met_erna}. Bij leerlingen zonder interventie die vooraf net zo veel misten, ging het van "
                "{zonder_vooraf} naar {zonder_erna}."
            ).format(**{name: fmt.cell(cell, alike) for name, cell in cijfers.items()})
        )
    return " ".join(zinnen)


toon_interventies()
