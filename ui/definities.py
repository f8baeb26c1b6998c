"""What the registry says, made ready to read: words, definitions of a thuiszitter, bounds of the lagen."""

from collections.abc import Iterable

from schemas.definities import Drempels, Tekst, register
from ui import format as fmt
from ui import language
from ui.html import Html, element
from ui.language import gettext as _


def drempels() -> Drempels:
    """The numbers below which something is not shown."""
    return register().drempels


def bound_of_tier_1() -> str:
    """The share of school time from which a pupil is no longer in laag 1, with the bounds that are the default."""
    taal = register()
    return _per_mille(taal.presets[taal.standaard_preset].laag_2_vanaf)


def tells_little(onder: int, boven: int) -> bool:
    """Whether an interval of a forecast is so wide that it tells little."""
    return boven >= register().analyse.vooruit_ruim_keer * onder


def words(caption: str) -> Html:
    """A table of every word that has a definition, with source and version."""
    return _table(
        caption,
        (
            (each.titel, each.tekst.in_(language.current()), _source(each.bron, each.versie))
            for each in register().definities.values()
        ),
    )


def thuiszitters(caption: str) -> Html:
    """A table of the definitions of a thuiszitter that one can choose."""
    found = register().thuiszitters.values()
    return _table(caption, ((each.titel, each.tekst.in_(language.current()), _source(each.bron)) for each in found))


def choices_of_tiers(caption: str) -> Html:
    """A table of the bounds of the lagen and the stretches of time that one can choose."""
    bounds = (
        (
            each.titel,
            _(
                "Aandacht vanaf {aandacht}, laag 2 vanaf {laag_2}, laag 3 vanaf {laag_3} van de schooltijd gemist."
            ).format(
                aandacht=_per_mille(each.aandacht_vanaf),
                laag_2=_per_mille(each.laag_2_vanaf),
                laag_3=_per_mille(each.laag_3_vanaf),
            ),
            _source(each.bron),
        )
        for each in register().presets.values()
    )
    stretches = (
        (
            each.titel,
            _("Nog onbekend bij minder dan {dagen} geplande schooldagen.").format(dagen=each.minimum_dagen),
            "",
        )
        for each in register().vensters.values()
    )
    return _table(caption, (*bounds, *stretches))


def _table(caption: str, rows: Iterable[tuple[Tekst, str, str]]) -> Html:
    head = element("tr", element("th", _("Woord"), scope="col"), element("th", _("Betekenis"), scope="col"))
    body = [
        element(
            "tr",
            element("th", titel.in_(language.current()), _in_other_language(titel), scope="row"),
            element("td", tekst, *([element("small", bron)] if bron else [])),
        )
        for titel, tekst, bron in rows
    ]
    return element(
        "table", element("caption", caption), element("thead", head), element("tbody", *body), class_="woorden"
    )


def _in_other_language(titel: Tekst) -> Html:
    """The same word for who reads along in the other language."""
    other = next(code for code in language.LANGUAGES if code != language.current())
    same = titel.nl == titel.en
    return Html("") if same else element("small", titel.in_(other), lang=other)


def _source(bron: str, versie: str | None = None) -> str:
    if versie is None:
        return _("Bron: {bron}.").format(bron=bron)
    return _("Bron: {bron}. Versie {versie}.").format(bron=bron, versie=versie)


def _per_mille(value: int) -> str:
    return fmt.percent(value / 10, 0 if value % 10 == 0 else 1)
