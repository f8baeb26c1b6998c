"""Lagen: how pupils are spread over the three lagen (tiers), over time, per gemeente and per type of school."""

from queries import lagen, perioden
from schemas import codes
from ui import charts, explain, filters, labels, lagen_sentences, page, strips, vergelijkbaar
from ui import format as fmt
from ui.data import ask
from ui.figure import figure
from ui.language import gettext as _
from ui.sentences import choice

N_ = page.N_
BEKEND = ["1", "2", "3"]
JAREN_PER_MAAND = 2
page.start("lagen", N_("Het meeste werk aan aanwezigheid is er voor alle leerlingen: dat is laag 1."))

jaren = ask(perioden.schooljaren)
if jaren.is_empty():
    page.stop_empty(_("Er is nog geen verzuim geleverd."))
with filters.row():
    jaar = filters.schooljaar(jaren.values("schooljaar"), part=jaren.where(volledig=False).values("schooljaar"))
    gemeente = filters.gemeente()
    sector = filters.sector(codes.LAGEN_REGIO if gemeente == codes.ALLE else codes.LAGEN_GEMEENTE)
    gemeten = {"venster": filters.venster(), "preset": filters.preset()}
    langs = filters.periode_soort(("maand", "schooljaar"))
groep = {"gemeente": gemeente, "sector": sector}

nu = ask(lagen.verdeling, schooljaar=jaar, **groep, **gemeten)
if nu.is_empty():
    page.stop_empty(_("Van deze leerlingen is geen laag bekend: daarvoor is verzuim per leerling nodig."))
eerder = ask(lagen.een_jaar_eerder, schooljaar=jaar, **groep, **gemeten)
peildatum = nu.values("peildatum")[0]
op_dag = fmt.date(peildatum)


def nu_verdeeld() -> str:
    """How pupils are spread over the lagen now: each share, or what may be told of them."""
    if lagen_sentences.all_known(nu):
        return _(
            "Op {dag} zat **{deel_1}** van de leerlingen in laag 1, **{deel_2}** in laag 2 en **{deel_3}** in laag 3."
        ).format(
            dag=op_dag, **{f"deel_{laag}": fmt.cell(nu.cell("aandeel", laag=laag), fmt.percent) for laag in BEKEND}
        )
    zin = lagen_sentences.spread(nu, _("Op {dag}").format(dag=op_dag))
    return zin or _("Op {dag} was van de meeste leerlingen nog geen laag bekend.").format(dag=op_dag)


def eerder_verdeeld() -> str:
    """The same a year earlier."""
    if lagen_sentences.all_known(eerder):
        return _("Een jaar eerder: {deel_1} in laag 1, {deel_2} in laag 2 en {deel_3} in laag 3.").format(
            **{f"deel_{laag}": fmt.cell(eerder.cell("aandeel", laag=laag), fmt.percent) for laag in BEKEND}
        )
    return lagen_sentences.spread(eerder, _("Een jaar eerder")) or _("Een jaar eerder: niet bekend.")


is_verborgen = [
    table.cell(kolom, laag=laag).is_hidden
    for table in (nu, eerder)
    for kolom in ("aandeel", "leerlingen")
    for laag in BEKEND
]
page.headline(
    nu_verdeeld(),
    " ".join(
        filter(
            None,
            (
                lagen_sentences.rounded(nu),
                eerder_verdeeld(),
                lagen_sentences.why_hidden() if any(is_verborgen) else "",
                f"{choice(gemeente, sector)}.",
            ),
        )
    ),
)
explain.definitions(_("Wat betekenen de lagen?"), ("laag", "aandacht", "nog_onbekend"), gemeten["preset"])

dekking = ask(lagen.dekking, schooljaar=jaar, **groep)
figure(
    _("Verdeling over de lagen"),
    nu,
    charts.pyramid(nu),
    columns=("laag", "aandeel", "leerlingen", "aandeel_aandacht", "aandacht"),
    peildatum=peildatum,
    coverage=dekking,
    note=_("Grenzen: {grenzen}. Gemeten over: {venster}.").format(
        grenzen=labels.name("preset", gemeten["preset"]), venster=labels.name("venster", gemeten["venster"])
    ),
)

if langs == "schooljaar":
    verloop = ask(lagen.per_schooljaar, schooljaar=jaar, **groep, **gemeten)
    title = _("Verdeling per schooljaar, steeds in {maand}").format(maand=fmt.month_name(peildatum))
else:
    reeks = jaren.values("schooljaar")  # newest first
    verloop = ask(lagen.verloop, **groep, **gemeten).where(schooljaar=reeks[reeks.index(jaar) :][:JAREN_PER_MAAND])
    title = _("Verdeling per maand")
figure(
    title,
    verloop,
    charts.stacked_shares(verloop.where(laag=BEKEND), x=langs, y="aandeel", split="laag"),
    rows=langs,
    across="laag",
    values=("aandeel", "leerlingen"),
    coverage=dekking,
    note=_(
        "Gemeten op de laatste zondag van de maand; een schooljaar begint opnieuw met meten. Zolang van minder dan de "
        "helft van de leerlingen een laag bekend is, blijft de plaats leeg. Was er in een maand geen school, dan staat "
        "er hetzelfde als in de maand ervoor."
    ),
)

dekkingen, redenen = ask(lagen.dekkingen, schooljaar=jaar), ask(lagen.vergelijkbaar, schooljaar=jaar)
scholen = sector if sector in codes.LAGEN_GEMEENTE else codes.SECTOREN[sector]
per_gemeente = ask(lagen.per_gemeente, schooljaar=jaar, sector=scholen, **gemeten)
afgerond = _("Door afronding is de som soms 99 of 101 %.")
note = " ".join((_("Een leerling telt mee in de gemeente waar hij of zij woont."), afgerond))
if scholen != sector:
    note += " " + _("Per gemeente zijn er te weinig leerlingen van één soort school. U ziet: {scholen}.").format(
        scholen=labels.name("sector", scholen).lower()
    )
grijs = vergelijkbaar.redenen(dekkingen, redenen, "gemeente", per_gemeente.unique("gemeente"), sector=scholen)
figure(
    _("Verdeling per gemeente"),
    per_gemeente,
    charts.stacked_shares(
        per_gemeente.where(laag=BEKEND), x="gemeente", y="aandeel", split="laag", horizontal=True, muted=grijs
    ),
    rows="gemeente",
    across="laag",
    values=("aandeel", "leerlingen"),
    peildatum=peildatum,
    coverage=ask(lagen.dekking, schooljaar=jaar, gemeente="alle", sector=scholen),
    note=" ".join(filter(None, (note, vergelijkbaar.told("gemeente", grijs)))),
)

per_sector = ask(lagen.per_sector, schooljaar=jaar, gemeente=gemeente, **gemeten)
grijs = vergelijkbaar.redenen(dekkingen, redenen, "sector", per_sector.unique("sector"), gemeente=gemeente)
figure(
    _("Verdeling per onderwijssoort"),
    per_sector,
    charts.stacked_shares(
        per_sector.where(laag=BEKEND), x="sector", y="aandeel", split="laag", horizontal=True, muted=grijs
    ),
    rows="sector",
    across="laag",
    values=("aandeel", "leerlingen"),
    peildatum=peildatum,
    coverage=ask(lagen.dekking, schooljaar=jaar, gemeente=gemeente, sector="alle"),
    note=" ".join(filter(None, (afgerond, vergelijkbaar.told("sector", grijs)))),
)

titel = _("Wat als de grenzen anders waren?")
wat_als = ask(lagen.wat_als, schooljaar=jaar, **groep, **gemeten)
figure(
    titel,
    wat_als,
    strips.flat(wat_als, titel, ("ander", "van", "naar", "leerlingen"), strips.Strip("leerlingen")),
    peildatum=peildatum,
    note=lagen_sentences.other_thresholds(wat_als)
    + " "
    + _(
        "Hoeveel leerlingen in een andere laag zouden staan, op dezelfde dag en over dezelfde schoolweken. Nu gekozen: "
        "{grenzen}."
    ).format(grenzen=labels.name("preset", gemeten["preset"])),
)

titel = _("Wat als er meer of minder schooldagen nodig waren?")
andere_dagen = ask(lagen.wat_als_dagen, schooljaar=jaar)
figure(
    titel,
    andere_dagen,
    strips.flat(andere_dagen, titel, ("minimum_dagen", "van", "naar", "leerlingen"), strips.Strip("leerlingen")),
    peildatum=peildatum,
    note=lagen_sentences.other_days(andere_dagen)
    + " "
    + _(
        "Een laag noemen wij vanaf 20 geplande schooldagen. Dit is de hele regio, over het schooljaar tot nu toe, met "
        "de grenzen van 10 % en 20 %. Een open casus blijft in laag 3."
    ),
)
