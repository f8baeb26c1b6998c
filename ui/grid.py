"""The stoplight monitor: agenda points by quarter, each cell with symbol and word, so that colour only helps."""

from collections.abc import Mapping, Sequence

from ui import format as fmt
from ui import labels, theme
from ui.html import Html, element
from ui.language import gettext as _


def stoplight(
    caption: str, points: Sequence[tuple[str, str]], quarters: Sequence[str], colours: Mapping[tuple[str, str], str]
) -> Html:
    """A table of points (key, text) by quarter; colours: (key, quarter) to a code of KLEUREN, absent = not judged."""
    head = element(
        "tr",
        element("th", _("Agendapunt"), scope="col"),
        *(element("th", fmt.quarter_short(quarter), scope="col") for quarter in quarters),
    )
    rows = [
        element(
            "tr",
            element("th", text, scope="row"),
            *(_status(colours.get((key, quarter), "leeg")) for quarter in quarters),
        )
        for key, text in points
    ]
    return element(
        "table",
        element("caption", caption),
        element("thead", head),
        element("tbody", *rows),
        class_="stoplicht",
    )


def legend(counts: Mapping[str, int] | None = None) -> Html:
    """What the colours are called, with how many points have each where that is given."""
    items = []
    for code in (*theme.KLEUR,):
        text = labels.name("kleur", code)
        if counts is not None:
            text = f"{text}: {fmt.number(counts.get(code, 0))}"
        items.append(element("li", _mark(code), " ", text))
    return element("ul", *items, class_="legenda")


def _status(code: str) -> Html:
    if code == "leeg":
        return element("td", element("span", "–", title=labels.name("kleur", code)), class_="leeg")
    return element("td", _mark(code), element("small", labels.short("kleur", code)))


def _mark(code: str) -> Html:
    return element("span", theme.SYMBOLS[code], class_=f"stand {code}", aria_hidden="true")
