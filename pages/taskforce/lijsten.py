"""Twee lijsten: how far the lists of the RBL and the samenwerkingsverband agree, in what they differ, and why."""

from queries import lijsten
from ui import charts, filters, labels, page, tables
from ui import format as fmt
from ui.data import ask
from ui.figure import figure, peildata
from ui.language import gettext as _
from ui.language import ngettext

N_ = page.N_
DOEL = 95  # percent of all children on a list who are on both
VERKLARINGEN = ["later_bij_ander", "afgesloten_bij_ander", "eerder_bij_ander", "andere_soort", "nooit_bij_ander"]

page.start(
    "lijsten",
    N_(
        "Leerplicht en het samenwerkingsverband hebben elk een lijst van thuiszitters, en leggen die naast elkaar. "
        "Staat een kind op één lijst, dan mist de ander het misschien. Vergeleken worden versleutelde sleutels van "
        "kinderen, nooit namen. Potentiële thuiszitters tellen hier niet mee."
    ),
)
dagen = [dag.isoformat() for dag in ask(lijsten.peildata).values("peildatum")]
if not dagen:
    page.stop_empty(_("Er is nog geen dag waarvan beide lijsten zijn geleverd."))
verloop = ask(lijsten.verloop)
if set(verloop.values("beide")) == {0}:
    page.stop_empty(
        _(
            "Op geen enkele dag staat een kind op beide lijsten. Waarschijnlijk gebruiken leerplicht en het "
            "samenwerkingsverband elk een eigen sleutel voor een kind. Dan zijn de lijsten niet te vergelijken. Spreek "
            "een gedeelde sleutel af en lever de lijsten daarmee opnieuw."
        )
    )
with filters.row():
    dag = filters.one("peildatum", _("Peildatum"), dagen, fmt.date, filters.MIDDLE)

rijen = {row["peildatum"].value.isoformat(): row for row in verloop.rows()}
nu = rijen[dag]
eerder = next((rijen[one] for one in dagen if one < dag), None)


def hoofdzin() -> str:
    kinderen, beide, aandeel = nu["kinderen"], nu["beide"], nu["aandeel_beide"]
    feiten = {"dag": fmt.date(dag), "kinderen": fmt.cell(kinderen), "doel": fmt.percent(DOEL)}
    if not kinderen.is_known:
        return _("Hoeveel kinderen op {dag} op een van de lijsten stonden, tonen wij niet (x).").format(**feiten)
    zin = _("Op {dag} stonden **{kinderen} kinderen** op een van de lijsten of op allebei.").format(**feiten)
    if aandeel.is_known:
        op_beide = _("Op beide lijsten stonden er {beide}: een dekking van **{aandeel}**. Het doel is {doel}.")
    elif beide.is_known:
        op_beide = _("Op beide lijsten stonden er {beide}. Dat zijn te weinig kinderen voor een percentage.")
    else:
        op_beide = _("Hoeveel er op beide lijsten stonden, tonen wij niet (x): zo kan niemand een kind herkennen.")
    return f"{zin} " + op_beide.format(
        beide=fmt.cell(beide), aandeel=fmt.cell(aandeel, fmt.percent), doel=fmt.percent(DOEL)
    )


def vergelijking() -> str:
    if eerder is None:
        return _("Van een eerdere dag zijn er geen twee lijsten.")
    toen, feiten = eerder["aandeel_beide"], {"dag": fmt.date(eerder["peildatum"].value)}
    if not toen.is_known:
        return _("De dekking van de vorige keer, op {dag}, tonen wij niet (x).").format(**feiten)
    return _("De vorige keer, op {dag}, was de dekking {aandeel}.").format(
        **feiten, aandeel=fmt.cell(toen, fmt.percent)
    )


def ongezien() -> str:
    onder, boven, reden = nu["ongezien_onder"], nu["ongezien_boven"], nu["ongezien_reden"]
    if onder.is_hidden:
        return _("Een schatting van kinderen die op geen van beide lijsten staan, tonen wij niet (x).")
    if not onder.is_known:
        return _("Hoeveel kinderen op geen van beide lijsten staan, is niet te schatten: {reden}.").format(
            reden=labels.inside("ongezien_reden", reden.value)
        )
    geschat = ngettext(
        "Op geen van beide lijsten stond naar schatting nog {aantal} kind.",
        "Op geen van beide lijsten stonden naar schatting nog {aantal} kinderen.",
        boven.value,
    ).format(aantal=fmt.between(onder.value, boven.value))
    aanname = _(
        "Dat klopt alleen als de ene lijst een kind niet vaker vindt doordat de andere het al heeft. Leerplicht en het "
        "samenwerkingsverband informeren elkaar, dus het kunnen er meer zijn."
    )
    return f"{geschat} {aanname}"


wie_telt = _(
    "Hier telt iedereen met een open casus op een lijst, ook wie ziek is of nog geen vier weken thuis is. Op de pagina "
    "Thuiszitters in beweging staan er vaak minder: daar telt alleen wie onder de gekozen definitie valt."
)
page.headline(hoofdzin(), f"{wie_telt} {vergelijking()} {ongezien()}")

figure(
    _("Dekking: het deel van de kinderen dat op beide lijsten staat"),
    verloop,
    charts.lines(
        verloop, x="peildatum", y="aandeel_beide", goal=DOEL, what=_("procent van de kinderen op een van de lijsten")
    ),
    columns=("peildatum", "kinderen", "beide", "aandeel_beide"),
    peildatum=peildata(verloop),
)
figure(
    _("Kinderen op beide lijsten en op één lijst, per peildatum"),
    verloop,
    charts.stacked_bars(verloop, x="peildatum", y=("beide", "op_een_lijst"), what=_("kinderen")),
    columns=("peildatum", "kinderen", "beide", "op_een_lijst", "alleen_rbl", "alleen_swv"),
    peildatum=peildata(verloop),
    note=_(
        "De tabel zegt op welke lijst kinderen alleen staan, waar dat er genoeg zijn om te tonen. Een dag waarvan één "
        "lijst is geleverd, telt niet mee."
    ),
)

velden = ask(lijsten.velden, peildatum=dag)
figure(
    _("Waarin de twee lijsten elkaar tegenspreken"),
    velden,
    charts.grouped_bars(velden, x="veld", y=("anders", "eenzijdig"), horizontal=True, what=_("kinderen")),
    columns=("veld", "beide", "anders", "eenzijdig"),
    peildatum=dag,
    note=_("Het gaat om kinderen die op beide lijsten staan. Een kind kan bij meer velden meetellen."),
)

waarom = ask(lijsten.verklaringen)
figure(
    _("Waarom kinderen op één lijst stonden, per schooljaar"),
    waarom.where(stand="alle"),
    charts.stacked_bars(
        waarom.where(stand="alle", verklaring=VERKLARINGEN),
        x="schooljaar",
        y="kinderen",
        split="verklaring",
        totals=waarom.where(stand="alle", verklaring="alle"),
    ),
    rows="verklaring",
    across="schooljaar",
    values=("kinderen",),
    peildatum=peildata(verloop),
    note=_(
        "Een kind telt één keer per schooljaar, zoals het er stond op de laatste dag waarop het op één lijst stond. De "
        "verklaring volgt uit wat de lijsten zelf zeggen, tot en met de laatste levering."
    ),
    empty=_("In geen enkel schooljaar stond een kind op één lijst."),
)
per_lijst = waarom.where(verklaring="alle", stand=["alleen_rbl", "alleen_swv"])
figure(
    _("Op welke lijst die kinderen stonden"),
    per_lijst,
    tables.pivot(
        per_lijst, _("Op welke lijst die kinderen stonden"), rows="schooljaar", across="stand", values=["kinderen"]
    ),
    empty=_("In geen enkel schooljaar stond een kind op één lijst."),
    peildatum=peildata(verloop),
)

figure(
    _("Kinderen op geen van beide lijsten: een schatting"),
    verloop,
    columns=("peildatum", "kinderen", "ongezien_onder", "ongezien_boven"),
    peildatum=peildata(verloop),
    note=_(
        "De tabel geeft bij elke peildatum de marge van de schatting. Die is ruim genoeg voor elke verdeling over de "
        "twee lijsten, omdat wij die verdeling meestal niet tonen."
    ),
)
