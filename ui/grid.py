"""The stoplight monitor: agenda points by quarter, each cell with symbol and word, so that colour only helps."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from schemas.codes import KLEUREN
from ui import format as fmt
from ui import labels, theme
from ui.html import Html, element
from ui.language import gettext as _

TRENDS = {"hoger": "↗", "gelijk": "→", "lager": "↘", "eerste": "•", "vervallen": "–"}
FEW = 8  # quarters beside each other that leave room for words


@dataclass(frozen=True)
class Extra:
    """What a grid may tell beside its colours.

    links: (key, quarter) to the address that shows its text; chosen: the cell that is shown now. trends: key to one of
    hoger, gelijk, lager and eerste. words: the language that the points are written in, where the page has another.
    """

    links: Callable[[str, str], str] | None = None
    chosen: tuple[str, str] | None = None
    trends: Mapping[str, str | None] | None = None
    words: str | None = None


def stoplight(
    caption: str,
    points: Sequence[tuple[str, str]],
    quarters: Sequence[str],
    colours: Mapping[tuple[str, str], str],
    themes: Mapping[str, str] | None = None,
    extra: Extra = Extra(),
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
                element("th", text, scope="row", lang=extra.words),
                *(_cell(key, text, quarter, colours.get((key, quarter), "leeg"), extra) for quarter in quarters),
                *([] if extra.trends is None else [_trend(extra.trends.get(key))]),
            )
            for key, text in own
        ]
        if theme_name:
            width = len(quarters) + (extra.trends is not None)
            rows.insert(0, _theme_heading(theme_name, width, extra.words))
        bodies.append(element("tbody", *rows))
    head = element("thead", *_head(quarters, with_trend=extra.trends is not None))
    look = "stoplicht dicht" if len(quarters) > FEW else "stoplicht"
    return element("table", element("caption", caption), head, *bodies, class_=look)


def symbols(codes: Sequence[str] = KLEUREN) -> str:
    """What each symbol means, in one line for a caption; codes: the colours that are used."""
    shown = (*codes, "leeg")
    return " · ".join(f"{theme.SYMBOLS[code]} {labels.name('kleur', code).lower()}" for code in shown)


def _head(quarters: Sequence[str], *, with_trend: bool) -> list[Html]:
    """The years, and below each its quarters; after them the trend."""
    years = [(year, len(list(own))) for year, own in groupby(quarter[:4] for quarter in quarters)]
    return [
        element(
            "tr",
            element("th", _("Agendapunt"), scope="col", rowspan=2),
            *(element("th", year, scope="colgroup", colspan=number) for year, number in years),
            *([element("th", _("Trend"), scope="col", rowspan=2)] if with_trend else []),
        ),
        element("tr", *(element("th", fmt.quarter_in_year(quarter), scope="col") for quarter in quarters)),
    ]


def _theme_heading(text: str, width: int, words: str | None) -> Html:
    """The empty cell beside it lets the heading stay in sight when the quarters scroll."""
    heading = element("th", text, scope="rowgroup", lang=words)
    return element("tr", heading, element("td", colspan=width), class_="thema")


def _cell(key: str, text: str, quarter: str, code: str, extra: Extra) -> Html:
    word = labels.name("kleur", code)
    if extra.links is None:
        return _status(code)
    chosen = extra.chosen == (key, quarter)
    # One stop for Tab in the whole grid; arrows.js goes on from there.
    link = element(
        "a",
        *_shown(code),
        href=extra.links(key, quarter),
        target="_self",
        tabindex=0 if chosen else -1,
        aria_label=f"{text}, {fmt.quarter(quarter)}: {word}",
        aria_current="true" if chosen else None,
        title=word,
    )
    return element("td", link, class_="gekozen" if chosen else None)


def _status(code: str) -> Html:
    return element("td", *_shown(code), title=None if code == "leeg" else labels.name("kleur", code))


def _shown(code: str) -> tuple[Html, Html]:
    """Symbol and word; the word of what was not judged is only heard."""
    if code == "leeg":
        return mark(code), unseen(labels.name("kleur", code))
    return mark(code), element("small", labels.name("kleur", code))


def _trend(code: str | None) -> Html:
    word = labels.name("trend", code) if code else labels.name("kleur", "leeg")
    sign = TRENDS[code] if code else theme.SYMBOLS["leeg"]
    return element("td", element("span", sign, aria_hidden="true"), element("small", word), class_="trend", title=word)


def unseen(text: str) -> Html:
    """A text that is heard and not seen."""
    return element("span", text, class_="onzichtbaar")


def mark(code: str) -> Html:
    """The symbol of a colour on its shade."""
    return element("span", theme.SYMBOLS[code], class_=f"stand {code}", aria_hidden="true")


def chip(code: str) -> Html:
    """Symbol and word of a colour, beside each other in a line of text."""
    return element("span", mark(code), " ", labels.name("kleur", code), class_="kleur")
