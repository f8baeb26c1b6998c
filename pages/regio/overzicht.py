"""Overzicht: the region in five sentences, each with the way to its page, and attendance from month to month."""

import streamlit as st

from queries import aanwezigheid, groei, lagen, perioden, thuiszitters, verzuim, vrijstellingen
from schemas import codes
from ui import charts, filters, labels, page
from ui import format as fmt
from ui.data import ask
from ui.figure import figure
from ui.groei_sentences import named_hidden
from ui.language import gettext as _
from ui.sentences import choice, period, tell

N_ = page.N_
page.start("overzicht", N_("Hoe staat het met de aanwezigheid op school? Elk onderwerp heeft een eigen pagina."))

jaren = ask(perioden.schooljaren)
if jaren.is_empty():
    page.stop_empty(_("Er is nog geen verzuim geleverd."))
with filters.row():
    jaar = filters.schooljaar(jaren.values("schooljaar"), part=jaren.where(volledig=False).values("schooljaar"))
    gemeente = filters.gemeente()
    sector = filters.sector(codes.GROEP_NIVEAUS)
filters.verzuim_note(gemeente, sector, ["maand"])
keuze = {"schooljaar": jaar, "gemeente": gemeente, "sector": sector}
groep = {"gemeente": gemeente, "sector": sector}
is_tested = groep == dict.fromkeys(groep, codes.ALLE)
may_see_tests = page.is_open("groei")
vergeleken = ask(aanwezigheid.een_jaar_eerder, **keuze)
aanwezig = {name: vergeleken.cell(name) for name in ("aanwezig", "nu", "eerder", "verschil")}
niet_vergeleken = (
    _("Dezelfde weken van een jaar eerder zijn niet geleverd.")
    if filters.is_verzuim(codes.ZELFDE_WEKEN, **groep)
    else _("Van een gemeente zijn dezelfde weken er alleen voor alle scholen samen.")
)


def show_attendance() -> None:
    sentence = tell(
        _("In de weken die in beide jaren zijn geleverd: {nu} nu en {eerder} een jaar eerder ({verschil})."),
        {
            "nu": (aanwezig["nu"], fmt.percent_1),
            "eerder": (aanwezig["eerder"], fmt.percent_1),
            "verschil": (aanwezig["verschil"], fmt.points),
        },
        missing=niet_vergeleken,
    )
    value = fmt.cell(aanwezig["aanwezig"], fmt.percent_1)
    page.card(_("Aanwezigheid"), value, sentence, page="verzuimcategorieen", link=_("Bekijk wat er gemist wordt"))


def show_tiers() -> None:
    gemeten = keuze | {"venster": labels.order("venster")[0], "preset": labels.order("preset")[0]}
    nu, eerder = ask(lagen.verdeling, **gemeten), ask(lagen.een_jaar_eerder, **gemeten)
    deel = {f"deel_{laag}": (nu.cell("aandeel", laag=laag), fmt.percent) for laag in ("2", "3")}
    vorig = {f"deel_{laag}": (eerder.cell("aandeel", laag=laag), fmt.percent) for laag in ("2", "3")}
    sentences = (
        tell(
            _("Op {dag}: {aantal_2} leerlingen in laag 2 en {aantal_3} leerlingen in laag 3."),
            {f"aantal_{laag}": (nu.cell("leerlingen", laag=laag), fmt.number) for laag in ("2", "3")},
            missing=_("Een laag is alleen bekend van scholen die per leerling leveren."),
            dag="" if nu.is_empty() else fmt.date(nu.values("peildatum")[0]),
        ),
        tell(
            _("Een jaar eerder was dat {deel_2} en {deel_3}."),
            vorig,
            hidden=_("Een jaar eerder: verborgen (x)."),
            missing=_("Een jaar eerder: niet bekend."),
        ),
    )
    value = " · ".join(fmt.cell(*shown) for shown in deel.values())
    page.card(_("Laag 2 en laag 3"), value, " ".join(sentences), page="lagen", link=_("Bekijk de lagen"))


def show_growth() -> None:
    table = ask(verzuim.een_jaar_eerder, **keuze)
    verborgen = named_hidden(table, ("aandeel", "vorig_aandeel"))
    grown = [row for row in table.rows() if (row["verschil"].value or 0) > 0]
    if grown:
        row = max(grown, key=lambda row: row["verschil"].value)
        value = labels.short("categorie", row["categorie"].value)
        sentence = tell(
            _(
                "Van wat wij tonen, nam {categorie} het meest toe: van {eerder} naar {nu} van de schooltijd "
                "({verschil}), in dezelfde weken als een jaar eerder."
            )
            if verborgen
            else _(
                "{categorie} nam het meest toe: van {eerder} naar {nu} van de schooltijd ({verschil}), in dezelfde "
                "weken als een jaar eerder."
            ),
            {
                "eerder": (row["vorig_aandeel"], fmt.percent_2),
                "nu": (row["aandeel"], fmt.percent_2),
                "verschil": (row["verschil"], lambda points: fmt.points(points, 2)),
            },
            categorie=(labels.inside if verborgen else labels.name)("categorie", row["categorie"].value),
        )
        sentence += " " + how_sure(row["categorie"].value)
    elif table.is_empty():
        value, sentence = fmt.MISSING, niet_vergeleken
    else:
        value, sentence = fmt.MISSING, _("Geen categorie die wij kunnen tonen, nam toe.")
    if verborgen:
        sentence += " " + _(
            "Verborgen (x): {categorieen}. Die cijfers zouden, soms naast andere, iets verraden over enkele leerlingen."
        ).format(categorieen=verborgen)
    way = (
        ("groei", _("Bekijk wat groeit"))
        if is_tested and may_see_tests
        else ("verzuimcategorieen", _("Bekijk de categorieën"))
    )
    page.card(_("Grootste toename"), value, sentence, *way)


def how_sure(categorie: str) -> str:
    """The conclusion of Wat groeit? in its own words, or where it is tested."""
    if is_tested:
        cell = ask(groei.per_categorie, schooljaar=jaar).cell("woord", sector=codes.ALLE, categorie=categorie)
        return tell(
            _("De conclusie: {woord}."),
            {"woord": (cell, lambda word: labels.inside("woord", word))},
            hidden=_("Of dat meer is dan toeval, tonen wij niet (x)."),
            missing=_("Of dat meer is dan toeval, is niet bekend."),
        )
    if may_see_tests:
        return _("Of dat meer is dan toeval, toetsen wij alleen voor de regio: zie Wat groeit?")
    return _("Of dat meer is dan toeval, toetsen wij alleen voor de regio.")


def show_thuiszitters() -> None:
    definitie = labels.order("definitie")[0]
    value, sentence = thuiszitters_in_region(definitie) if gemeente == "alle" else thuiszitters_in_gemeente(definitie)
    sentence += " " + _("Definitie: {definitie}.").format(definitie=labels.name("definitie", definitie))
    page.card(_("Thuiszitters"), value, sentence, page="thuiszitters", link=_("Bekijk de thuiszitters"))


def thuiszitters_in_region(definitie: str) -> tuple[str, str]:
    """At the end of a quarter."""
    stand = ask(thuiszitters.stand, schooljaar=jaar, definitie=definitie, sector=sector)
    nu = stand.where(moment="nu")
    lang = nu.where(duurklasse="langer_dan_3_maanden")
    all_sectors = sector == labels.order("sector")[0]
    sentence = tell(
        _(
            "Kinderen op {dag}; een jaar eerder: {eerder}. Langer dan drie maanden thuis: {lang}, van wie {zonder} "
            "zonder passend aanbod. Het doel is 0."
        )
        if all_sectors
        else _("Kinderen op {dag}; een jaar eerder: {eerder}."),
        {"aantal": (nu.cell("kinderen", duurklasse="alle"), fmt.number)},
        hidden=_("Het aantal is verborgen (x): het gaat om te weinig kinderen."),
        missing=_("Over dit schooljaar is nog geen stand aan het eind van een kwartaal bekend."),
        dag="" if nu.is_empty() else fmt.date(nu.values("peildatum")[0]),
        eerder=fmt.cell(stand.cell("kinderen", moment="jaar_eerder", duurklasse="alle")),
        lang=fmt.cell(lang.cell("kinderen")),
        zonder=fmt.cell(lang.cell("zonder_aanbod")),
    )
    return fmt.cell(nu.cell("kinderen", duurklasse="alle")), sentence


def thuiszitters_in_gemeente(definitie: str) -> tuple[str, str]:
    """In the course of a school year: at one moment there are too few in a gemeente."""
    table = ask(thuiszitters.in_gemeente, schooljaar=jaar, definitie=definitie, gemeente=gemeente)
    cell = table.cell("kinderen", jaar="dit")
    sentence = tell(
        _("Kinderen die in {periode} op enig moment thuiszaten; een schooljaar eerder: {eerder}."),
        {"aantal": (cell, fmt.number)},
        hidden=_("Het aantal is verborgen (x): het gaat om te weinig kinderen."),
        missing=_("Over dit schooljaar zijn nog geen lijsten van thuiszitters geleverd."),
        periode=period(jaren, jaar),
        eerder=fmt.cell(table.cell("kinderen", jaar="vorig")),
    )
    if sector != labels.order("sector")[0]:
        sentence += " " + _("Dit is geteld voor alle onderwijssoorten samen.")
    return fmt.cell(cell), sentence


def show_vrijstellingen() -> None:
    table = ask(vrijstellingen.een_jaar_eerder, schooljaar=jaar, grond="LPW5_A", gemeente=gemeente)
    sentence = tell(
        _("Kinderen in {periode}: {per_1000} per 1.000 leerlingen. Een schooljaar eerder: {eerder} ({eerder_1000})."),
        {"aantal": (table.cell("kinderen", jaar="dit"), fmt.number)},
        hidden=_("Het aantal is verborgen (x): het gaat om te weinig kinderen."),
        missing=_("Voor dit schooljaar zijn nog geen vrijstellingen geleverd."),
        periode=period(jaren, jaar),
        per_1000=fmt.cell(table.cell("per_1000", jaar="dit"), fmt.per_1000),
        eerder=fmt.cell(table.cell("kinderen", jaar="vorig")),
        eerder_1000=fmt.cell(table.cell("per_1000", jaar="vorig"), fmt.per_1000),
    )
    if sector != labels.order("sector")[0]:
        sentence += " " + _("Dit is geteld voor alle onderwijssoorten samen.")
    value = fmt.cell(table.cell("kinderen", jaar="dit"))
    page.card(_("Vrijstelling 5 onder a"), value, sentence, page="vrijstellingen", link=_("Bekijk de vrijstellingen"))


page.headline(
    tell(
        _("In {periode} waren leerlingen **{aandeel}** van de geplande schooltijd aanwezig."),
        {"aandeel": (aanwezig["aanwezig"], fmt.percent_1)},
        hidden=_("Hoe vaak leerlingen aanwezig waren, is verborgen: het gaat om te weinig leerlingen."),
        missing=_("Voor deze keuze is over {periode} geen verzuim geleverd.").format(periode=period(jaren, jaar)),
        periode=period(jaren, jaar),
    ),
    choice(gemeente, sector),
)
st.header(_("In het kort"), anchor=False)
with page.cards():
    show_attendance()
    show_tiers()
    show_growth()
    show_thuiszitters()
    show_vrijstellingen()
per_maand = ask(aanwezigheid.verloop, periode_soort="maand", **groep)
figure(
    _("Aanwezigheid per maand"),
    per_maand,
    charts.lines(
        per_maand, x="periode", y="aanwezig", part=per_maand.where(volledig=False).values("periode"), zero=False
    ),
    columns=("periode", "aanwezig", "leerlingen"),
    coverage=ask(aanwezigheid.dekking, **keuze),
    note=_("Een maand zonder geleverde schooldagen blijft leeg. De as begint niet bij nul."),
    empty=None
    if filters.is_verzuim("maand", **groep)
    else _("Per maand zijn er van een gemeente alleen cijfers van alle scholen samen."),
)
