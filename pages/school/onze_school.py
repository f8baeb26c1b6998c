"""Onze school: the lagen of one school by leerjaar, its reasons per laag, and the median school beside it."""

import streamlit as st

from queries import interventies, perioden, scholen
from ui import charts, definities, filters, labels, lagen_sentences, page, strips, vergelijkbaar
from ui import format as fmt
from ui.data import ask
from ui.figure import figure
from ui.interventies_op_school import toon_interventies
from ui.language import gettext as _
from ui.markdown import plain
from ui.sentences import period

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
if any(cell.is_hidden for cell in eigen):
    detail.append(lagen_sentences.why_hidden())
if afgerond := lagen_sentences.rounded(naast):
    detail.append(afgerond)


def verdeeld() -> str:
    """How the pupils of the school are spread over the lagen: each share, or what may be told of them."""
    if lagen_sentences.all_known(naast):
        return _(
            "Op {school} mist **{laag_1}** van de leerlingen minder dan {grens} van de schooltijd (laag 1). "
            "In laag 2 zit {laag_2} en in laag 3 zit {laag_3}. Dit gaat over {periode}."
        ).format(
            grens=definities.bound_of_tier_1(),
            **{f"laag_{laag}": fmt.cell(cell, fmt.percent) for laag, cell in zip(LAGEN, eigen, strict=True)},
            **over,
        )
    zin = lagen_sentences.spread(naast, _("Op {school}, {periode}").format(**over))
    return zin or _("Van de leerlingen van {school} is in {periode} nog geen laag bekend.").format(**over)


page.headline(verdeeld(), " ".join(detail))

figure(
    _("De lagen per leerjaar"),
    lagen,
    charts.stacked_shares(lagen.where(laag=LAGEN), x="leerjaar", y="aandeel", split="laag", horizontal=True),
    rows="leerjaar",
    across="laag",
    values=("leerlingen", "aandeel"),
    peildatum=peildatum,
    note=" ".join(
        [
            _("Door afronding is de som soms 99 of 101 %."),
            *(
                [
                    _(
                        "Een gearceerd deel is verborgen: het gaat om 1 tot en met {aantal} leerlingen, of het volgt "
                        "daaruit."
                    ).format(aantal=drempels.minimale_telling_school - 1)
                ]
                if lagen.hidden_cells
                else []
            ),
        ]
    ),
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
    """From laag to laag in the schooljaar; or why there is nothing to see."""
    stromen = ask(scholen.stromen, school=school, schooljaar=jaar)
    titel = _("Van laag naar laag op {school}").format(**over)
    laatste = max(stromen.unique("peildatum"), default=None)
    stromen = stromen.where(peildatum=laatste)
    if laatste is None:
        st.info(
            _(
                "Over {periode} zijn er geen bewegingen van laag naar laag: daarvoor moet een school twee perioden van "
                "12 schoolweken na elkaar hebben geleverd. Kies hierboven een ander schooljaar."
            ).format(**over)
        )
    elif any(row["leerlingen"].is_hidden for row in stromen.rows()):
        st.info(
            _(
                "Hoe leerlingen op {school} tussen de lagen bewogen, ziet alleen de school zelf. Ten minste één "
                "beweging gaat over 1 tot en met {aantal} leerlingen. Daarom zijn zij alle verborgen (x): uit de "
                "andere zou die te berekenen zijn."
            ).format(aantal=drempels.minimale_telling_school - 1, **over)
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


def toon_herstel() -> None:
    """Who recovered from laag 2, in every schooljaar of which that may be told."""
    herstel = ask(scholen.herstel, school=school)
    if not any(row["aandeel"].is_known for row in herstel.rows()):
        return
    titel = _("Herstel uit laag 2")
    note = _(
        "Welk deel van laag 2 op {school} bij de volgende meting in laag 1 zit, in alle schooljaren. Bij weinig "
        "leerlingen zegt een percentage weinig: de tabel toont hoeveel het er zijn. Vergelijk alleen dezelfde tijd van "
        "het jaar, want in het voorjaar is er minder griep."
    ).format(**over)
    figure(
        titel,
        herstel,
        strips.flat(
            herstel, titel, ("peildatum", "tijd", "aandeel", "hersteld", "uit_laag_2"), strips.Strip("aandeel")
        ),
        note=" ".join([note, *([lagen_sentences.why_hidden()] if herstel.hidden_cells else [])]),
    )


toon_stromen()
toon_herstel()
toon_interventies(
    ask(interventies.op_school, school=school, schooljaar=jaar),
    ask(interventies.lagen_op_school, school=school, schooljaar=jaar),
    ask(interventies.naast_elkaar, schooljaar=jaar, laag="alle"),
    over,
    jaren.where(schooljaar=jaar).values("laatste_dag")[0],
)
