"""The stoplight monitor: agenda points by quarter, each cell with symbol and word, so that colour only helps."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from ui import format as fmt
from ui import labels, theme
from ui.html import Html, element
from ui.language import gettext as _

FEW = 8  # quarters beside each other that leave room for words


def stoplight(
    caption: str,
    points: Sequence[tuple[str, str]],
    quarters: Sequence[str],
    colours: Mapping[tuple[str, str], str],
    themes: Mapping[str, str] | None = None,
) -> Html:
    """A table of points (key, text) by quarter; colours: (key, quarter) to a code of KLEUREN, absent = not judged.

    themes: key to the theme of the point; each theme gets a heading of its own. With many quarters the words of the
    colours are kept for who cannot see the symbols; the caption should then say what these mean.
    """
    bodies = []
    for theme_name, own in groupby(points, key=lambda point: (themes or {}).get(point[0])):
        rows = [
            element(
                "tr",
                element("th", text, scope="row"),
                *(_status(colours.get((key, quarter), "leeg")) for quarter in quarters),
            )
            for key, text in own
        ]
        if theme_name:
            rows.insert(0, _theme_heading(theme_name, len(quarters)))
        bodies.append(element("tbody", *rows))
    head = element("thead", *_head(quarters))
    look = "stoplicht dicht" if len(quarters) > FEW else "stoplicht"
    return element("table", element("caption", caption), head, *bodies, class_=look)


def symbols() -> str:
    """What each symbol means, in one line for a caption."""
    return " · ".join(f"{symbol} {labels.name('kleur', code).lower()}" for code, symbol in theme.SYMBOLS.items())


def _head(quarters: Sequence[str]) -> list[Html]:
    """The years, and below each its quarters."""
    years = [(year, len(list(own))) for year, own in groupby(quarter[:4] for quarter in quarters)]
    return [
        element(
            "tr",
            element("th", _("Agendapunt"), scope="col", rowspan=2),
            *(element("th", year, scope="colgroup", colspan=number) for year, number in years),
        ),
        element("tr", *(element("th", fmt.quarter_in_year(quarter), scope="col") for quarter in quarters)),
    ]


def _theme_heading(text: str, quarters: int) -> Html:
    """The empty cell beside it lets the heading stay in sight when the quarters scroll."""
    return element("tr", element("th", text, scope="rowgroup"), element("td", colspan=quarters), class_="thema")


def _status(code: str) -> Html:
    if code == "leeg":
        return element(
            "td", element("span", theme.SYMBOLS[code], aria_hidden="true"), _unseen(labels.name("kleur", code))
        )
    return element("td", _mark(code), element("small", labels.name("kleur", code)), title=labels.name("kleur", code))


def _unseen(text: str) -> Html:
    return element("span", text, class_="onzichtbaar")


def _mark(code: str) -> Html:
    return element("span", theme.SYMBOLS[code], class_=f"stand {code}", aria_hidden="true")
