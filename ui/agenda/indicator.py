"""What is measured of a point: the figure, the colour that it proposes, what was decided, and why that differs."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from disclosure.table import ProtectedTable
from schemas.indicatoren import WHOLE_REGION, Maat, Meting, Voorwaarde, indicatoren
from ui import format as fmt
from ui import language, tables
from ui.agenda.words import LOOK, chip, name, words
from ui.html import Html, element
from ui.language import gettext as _
from warehouse.monitor.events import Status, Voorstel
from warehouse.monitor.stand import Stand

GEEN_GEGEVENS, GEEN_GEVALLEN, VERBORGEN, WAARDE = "geen_gegevens", "geen_gevallen", "verborgen", "waarde"


@dataclass(frozen=True)
class Gemeten:
    """What was measured of a point in a quarter. bron: where it is from.

    kleur: the colour proposed, or none; kleur_verborgen: there may be one, which would say too much of a hidden figure.
    """

    maat: Maat
    staat: str = GEEN_GEGEVENS
    waarde: float | None = None
    kleur: str | None = None
    bron: str = ""
    kleur_verborgen: bool = False

    @property
    def text(self) -> str:
        """The figure with its unit; `x` where it is hidden, in words where there is none."""
        if self.staat == VERBORGEN:
            return fmt.HIDDEN
        if self.staat == GEEN_GEVALLEN:
            return _("Geen gevallen")
        return _("Geen gegevens") if self.waarde is None else amount(self.maat, self.waarde)

    @property
    def voorstel(self) -> Voorstel | None:
        """What is kept with a decision. A hidden figure is not in it."""
        if self.kleur is None:
            return None
        waarde = "" if self.waarde is None else f"{self.waarde:g}"
        return Voorstel(self.maat.id, self.kleur, waarde, self.bron)


class Gemetenen:
    """Everything that is measured of the points of one agenda."""

    def __init__(self, stand: Stand, table: ProtectedTable) -> None:
        self.metingen: dict[str, Meting] = {
            punt: meting
            for punt, meting in indicatoren().of(stand.agenda.code).items()
            if punt == WHOLE_REGION or punt in stand.agenda.punt
        }
        self._found = {**_delivered(stand, table), **_recorded(stand, self.metingen)}

    def get(self, punt: str, kwartaal: str) -> Gemeten | None:
        """What was measured; None for a point that is not measured at all."""
        meting = self.metingen.get(punt)
        if meting is None:
            return None
        return self._found.get((punt, kwartaal)) or Gemeten(indicatoren().maten[meting.maat])


def rows(stand: Stand, gemeten: Gemeten | None, status: Status | None) -> Iterator[tuple[str, Html]]:
    """For the text of a cell: the figure, the proposal of now and that of then, and the reason for a difference."""
    taal = language.current()
    if gemeten:
        title = element("small", gemeten.maat.titel.in_(taal))
        yield _("Indicator"), element("div", element("span", gemeten.text), title)
        yield _("Voorstel uit het cijfer"), _proposed(stand, gemeten)
    kept = status.voorstel if status else None
    if kept and (gemeten is None or kept != gemeten.voorstel):
        then = element("div", chip(stand.agenda, kept.kleur), element("small", _figure(kept)))
        yield _("Voorstel bij het besluit"), then
    if status and status.afwijking:
        yield _("Reden van het verschil"), words(status.afwijking)


def course(stand: Stand, gemetenen: Gemetenen, punt: str, caption: str) -> Html:
    """Figure, proposal and decision in every quarter, the last one first."""
    heads = [_("Kwartaal"), *_heads()]
    found = []
    for kwartaal in reversed(stand.agenda.kwartalen):
        gemeten, status = gemetenen.get(punt, kwartaal), stand.statussen.get((punt, kwartaal))
        if gemeten and (status or gemeten.staat != GEEN_GEGEVENS):
            found.append([fmt.quarter(kwartaal), *_beside(stand, gemeten, status)])
    return tables.texts(caption, heads, found, "agenda")


def overview(stand: Stand, gemetenen: Gemetenen, punten: Collection[str], kwartaal: str, caption: str) -> Html:
    """The goal of the region and the points that are measured, in one quarter."""
    heads = [_("Agendapunt"), *_heads()]
    found = []
    for punt in gemetenen.metingen:
        gemeten = gemetenen.get(punt, kwartaal)
        if gemeten and (punt == WHOLE_REGION or punt in punten):
            title = _("Doel van de regio") if punt == WHOLE_REGION else name(stand.agenda, punt)
            head = element("div", words(title), element("small", gemeten.maat.titel.in_(language.current())))
            if punt == WHOLE_REGION:
                nothing = element("span", _("Geen agendapunt"))
                found.append([head, gemeten.text, _proposed(stand, gemeten), nothing, ""])
            else:
                found.append([head, *_beside(stand, gemeten, stand.statussen.get((punt, kwartaal)))])
    return tables.texts(caption, heads, found, f"{LOOK} gemeten")


def thresholds(stand: Stand, meting: Meting, caption: str) -> Html:
    """What each colour needs, in words."""
    found = [
        [
            chip(stand.agenda, kleur),
            _(" en ").join(_needed(meting, one) for one in asked) if asked else _("In alle andere gevallen"),
        ]
        for kleur, asked in meting.kleuren.items()
        if kleur in stand.agenda.rang
    ]
    return tables.texts(caption, [_("Kleur"), _("Wat het cijfer moet zijn")], found, LOOK)


def proposal(stand: Stand, gemeten: Gemeten) -> Html:
    """One line above a form: the proposal with its figure."""
    label = element("strong", _("Voorstel uit het cijfer"))
    title = gemeten.maat.titel.in_(language.current())
    return element("p", label, ": ", _proposed(stand, gemeten), f" ({title}: {gemeten.text})")


def amount(maat: Maat, value: float) -> str:
    """A figure with its unit."""
    match maat.soort:
        case "procent":
            return fmt.percent(value)
        case "weken":
            return _("{aantal} weken").format(aantal=fmt.number(value, 0 if value == int(value) else 1))
        case "per_1000":
            return _("{aantal} per 1.000 leerlingen").format(aantal=fmt.decimal(value))
        case _:
            return _("{aantal} kinderen").format(aantal=fmt.number(value))


def _heads() -> list[str]:
    """Of the columns of `_beside`."""
    return [_("Cijfer"), _("Voorstel uit het cijfer"), _("Besluit"), _("Reden van het verschil")]


def _beside(stand: Stand, gemeten: Gemeten, status: Status | None) -> list[str]:
    """Figure, proposal, decision and reason; the proposal is the one of the decision where one is kept."""
    kept = status.voorstel if status else None
    return [
        gemeten.text,
        chip(stand.agenda, kept.kleur) if kept else _proposed(stand, gemeten),
        chip(stand.agenda, status.kleur if status else None),
        words(status.afwijking if status else ""),
    ]


def _proposed(stand: Stand, gemeten: Gemeten) -> Html:
    if gemeten.kleur:
        return chip(stand.agenda, gemeten.kleur)
    return element("span", fmt.HIDDEN if gemeten.kleur_verborgen else _("Geen voorstel"))


def _figure(kept: Voorstel) -> str:
    maat = indicatoren().maten.get(kept.maat)
    if maat is None or not kept.waarde:
        return fmt.HIDDEN if maat else kept.maat
    try:
        return amount(maat, float(kept.waarde))
    except ValueError:
        return kept.waarde


def _delivered(stand: Stand, table: ProtectedTable) -> dict[tuple[str, str], Gemeten]:
    """What the release says, of points and colours that the agenda has."""
    maten, run = indicatoren().maten, table.context.run
    found = {}
    for row in table.rows():
        punt, kwartaal, maat = (row[column].value for column in ("punt", "kwartaal", "maat"))
        if maat in maten:
            kleur = row["voorstel"].value
            kept = kleur if kleur in stand.agenda.rang else None
            found[punt, kwartaal] = Gemeten(
                maten[maat], row["staat"].value, row["waarde"].value, kept, run, kleur == VERBORGEN
            )
    return found


def _recorded(stand: Stand, metingen: Mapping[str, Meting]) -> dict[tuple[str, str], Gemeten]:
    """What the monitor itself says, of quarters that were opened."""
    maten, found = indicatoren().maten, {}
    for punt, meting in metingen.items():
        if maten[meting.maat].uit_monitor:
            for kwartaal in stand.kwartalen:
                number, kleur = stand.smart(meting, kwartaal)
                share = 100 * number // len(stand.agenda.punt)
                found[punt, kwartaal] = Gemeten(
                    maten[meting.maat], WAARDE, share, kleur if kleur in stand.agenda.rang else None, stand.revisie
                )
    return found


def _needed(meting: Meting, asked: Voorwaarde) -> str:
    """A condition in words."""
    maat = indicatoren().maten[asked.maat]
    text = _compared(asked, maat)
    if asked.kwartalen > 1:
        text = _("{grens}, {aantal} kwartalen op rij").format(grens=text, aantal=fmt.number(asked.kwartalen))
    return text if asked.maat == meting.maat else f"{maat.titel.in_(language.current())}: {text}"


def _compared(asked: Voorwaarde, maat: Maat) -> str:
    if not asked.tegenover:
        forms = {
            "vanaf": _("{grens} of meer"),
            "boven": _("meer dan {grens}"),
            "hoogstens": _("{grens} of minder") if asked.grens else "{grens}",
            "onder": _("minder dan {grens}"),
        }
        return forms[asked.vergelijking].format(grens=amount(maat, asked.grens))
    then = {
        "jaar_eerder": _("een jaar eerder"),
        "begin": _("in hetzelfde kwartaal van het eerste jaar"),
    }[asked.tegenover]
    if asked.grens:
        forms = {
            "vanaf": _("minstens {grens} meer dan {toen}"),
            "boven": _("meer dan {grens} hoger dan {toen}"),
            "hoogstens": _("hoogstens {grens} meer dan {toen}"),
            "onder": _("minder dan {grens} hoger dan {toen}"),
        }
        return forms[asked.vergelijking].format(grens=amount(maat, asked.grens), toen=then)
    forms = {
        "vanaf": _("niet minder dan {toen}"),
        "boven": _("meer dan {toen}"),
        "hoogstens": _("niet meer dan {toen}"),
        "onder": _("minder dan {toen}"),
    }
    return forms[asked.vergelijking].format(toen=then)
