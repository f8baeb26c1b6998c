"""An agenda in a sentence, and which of its points a reader asked for."""

from collections.abc import Sequence
from dataclasses import dataclass

from ui import filters, labels, language, monitor, page
from ui import format as fmt
from ui.language import gettext as _
from ui.markdown import plain
from warehouse.monitor.agenda import LEEG
from warehouse.monitor.stand import Stand

ALLE = filters.ALLE


@dataclass(frozen=True)
class Choice:
    """What a reader asked for: points, quarters, and the quarter that is spoken of.

    codes: the choices that made it, as they stand in an address.
    """

    punten: list[str]
    kwartalen: list[str]
    laatste: str
    codes: dict[str, str]


def choose(stand: Stand) -> Choice:
    """The filters of the page, and what is left of the agenda after them; at least one quarter, perhaps no point."""
    agenda = stand.agenda
    themas = {str(nr): thema for nr, thema in agenda.thema.items()}
    jaren = sorted({kwartaal[:4] for kwartaal in agenda.kwartalen})
    thema = filters.one(
        "thema", _("Thema"), (ALLE, *themas), lambda nr: themas.get(nr, _("Alle thema's")), filters.WIDE
    )
    jaar = filters.one("jaar", _("Jaar"), (ALLE, *jaren), lambda code: _("Alle jaren") if code == ALLE else code)
    eigenaar = filters.eigenaar(stand.eigenaren)
    kleur = filters.kleur([kleur.tint for kleur in agenda.kleuren])
    kwartalen = [kwartaal for kwartaal in agenda.kwartalen if jaar in (ALLE, kwartaal[:4])]
    judged = [kwartaal for kwartaal in stand.beoordeeld if kwartaal in kwartalen]
    laatste = stand.besproken if stand.besproken in kwartalen else max(judged, default=kwartalen[-1])
    punten = [
        code
        for code, punt in agenda.punt.items()
        if thema in (ALLE, str(punt.thema_nr))
        and eigenaar in (ALLE, stand.eigenaar(code))
        and kleur in (ALLE, monitor.tint(agenda, stand.kleur(code, laatste)))
    ]
    codes = {"agenda": agenda.code, "thema": thema, "jaar": jaar, "eigenaar": eigenaar, "kleur": kleur}
    chosen = {key: code for key, code in codes.items() if code != ALLE}
    return Choice(punten, kwartalen, laatste, {"taal": language.current(), **chosen})


def headline(stand: Stand, choice: Choice) -> None:
    """How the chosen points stand, and how they stood a year earlier."""
    now, earlier = choice.laatste, f"{int(choice.laatste[:4]) - 1}{choice.laatste[4:]}"
    if now not in stand.beoordeeld:
        page.headline(_("Over deze keuze is nog geen punt beoordeeld."))
        return
    page.headline(
        _("In het **{kwartaal}** zijn {stand}.").format(
            kwartaal=fmt.quarter(now), stand=_in_words(stand, now, choice.punten)
        ),
        _("Een jaar eerder, in het {kwartaal}: {stand}.").format(
            kwartaal=fmt.quarter(earlier), stand=_in_words(stand, earlier, choice.punten)
        )
        if earlier in stand.beoordeeld
        else _("Een jaar eerder was nog niets beoordeeld."),
    )


def _in_words(stand: Stand, kwartaal: str, punten: Sequence[str]) -> str:
    counts = stand.telling(kwartaal, punten)
    told = [
        f"{fmt.number(counts[kleur.code])} {plain(labels.name('kleur', kleur.tint).lower())}"
        for kleur in reversed(stand.agenda.kleuren)
    ]
    return _("{beoordeeld} van de {totaal} punten beoordeeld: {kleuren} en {laatste}").format(
        beoordeeld=fmt.number(len(punten) - counts[LEEG]),
        totaal=fmt.number(len(punten)),
        kleuren=", ".join(told[:-1]),
        laatste=told[-1],
    )
