"""Monitor: the points of the samenwerkingsagenda by quarter, in four colours that can be read without colour."""

from queries import monitor
from ui import charts, filters, grid, page
from ui import format as fmt
from ui.data import ask
from ui.figure import figure
from ui.language import gettext as _

N_ = page.N_
AGENDA = "2019-2022"
ALLE = "alle"
KLEUREN = ("donkergroen", "groen", "oranje", "rood")

page.start(
    "monitor",
    N_(
        "De punten van de samenwerkingsagenda passend onderwijs. Elk kwartaal krijgt een punt een kleur; een streepje "
        "betekent dat het niet is beoordeeld."
    ),
)
raster = ask(monitor.raster, agenda=AGENDA)
if raster.is_empty():
    page.stop_empty(_("De punten van de samenwerkingsagenda zijn nog niet geleverd."))
themas = {str(nr): thema for nr, thema in zip(raster.values("thema_nr"), raster.values("thema"), strict=True)}
kwartalen = raster.unique("kwartaal")
jaren = sorted({kwartaal[:4] for kwartaal in kwartalen})
with filters.row():
    thema = filters.one(
        "thema", _("Thema"), (ALLE, *themas), lambda nr: themas.get(nr, _("Alle thema's")), filters.WIDE
    )
    jaar = filters.one("jaar", _("Jaar"), (ALLE, *jaren), lambda code: _("Alle jaren") if code == ALLE else code)

telling = ask(monitor.telling, agenda=AGENDA, thema=thema)
stand = {kwartaal: dict.fromkeys((*KLEUREN, "leeg"), 0) for kwartaal in kwartalen}
for regel in telling.rows():
    stand[regel["kwartaal"].value][regel["kleur"].value] = regel["punten"].value
getoond = [kwartaal for kwartaal in kwartalen if jaar in (ALLE, kwartaal[:4])]


def in_woorden(kwartaal: str) -> str:
    punten = stand[kwartaal]
    return _(
        "{beoordeeld} van de {totaal} punten beoordeeld: {donkergroen} donkergroen, {groen} groen, {oranje} oranje en "
        "{rood} rood"
    ).format(
        beoordeeld=fmt.number(sum(punten[kleur] for kleur in KLEUREN)),
        totaal=fmt.number(sum(punten.values())),
        **{kleur: fmt.number(punten[kleur]) for kleur in KLEUREN},
    )


beoordeeld = [kwartaal for kwartaal in kwartalen if any(stand[kwartaal][kleur] for kleur in KLEUREN)]
if laatste := max((kwartaal for kwartaal in beoordeeld if kwartaal in getoond), default=""):
    eerder = f"{int(laatste[:4]) - 1}{laatste[4:]}"
    zin, toen = _("In het **{kwartaal}** zijn {stand}."), _("Een jaar eerder, in het {kwartaal}: {stand}.")
    page.headline(
        zin.format(kwartaal=fmt.quarter(laatste), stand=in_woorden(laatste)),
        toen.format(kwartaal=fmt.quarter(eerder), stand=in_woorden(eerder))
        if eerder in beoordeeld
        else _("Een jaar eerder was nog niets beoordeeld."),
    )
else:
    page.headline(_("Over deze keuze is nog geen punt beoordeeld."))

tellingen = telling.where(kwartaal=getoond)
figure(
    _("Hoeveel punten elke kleur hebben, per kwartaal"),
    tellingen,
    charts.stacked_bars(tellingen, x="kwartaal", y="punten", split="kleur"),
    rows="kwartaal",
    across="kleur",
    values=("punten",),
)

punten = raster.where(kwartaal=getoond)
if thema != ALLE:
    punten = punten.where(thema=themas[thema])
regels = [{naam: cel.value for naam, cel in regel.items()} for regel in punten.rows()]
sleutels = {f"{regel['thema_nr']}.{regel['punt_nr']}": regel for regel in regels}
figure(
    _("De kleur van elk punt, per kwartaal"),
    punten,
    grid.stoplight(
        grid.symbols(),
        [(sleutel, f"{regel['punt_nr']}. {regel['agendapunt']}") for sleutel, regel in sleutels.items()],
        getoond,
        {(f"{regel['thema_nr']}.{regel['punt_nr']}", regel["kwartaal"]): regel["kleur"] for regel in regels},
        {sleutel: regel["thema"] for sleutel, regel in sleutels.items()},
    ),
)
