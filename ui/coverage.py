"""What each school delivered, month by month: a table with symbol and words, so that colour is not needed."""

from collections.abc import Mapping, Sequence

from ui import format as fmt
from ui.html import Html, element
from ui.language import gettext as _

WHOLE, PART, NOTHING, NO_SCHOOL = "●", "◐", "○", "–"


def grid(
    caption: str, schools: Mapping[str, str], months: Sequence[str], days: Mapping[tuple[str, str], tuple[int, int]]
) -> Html:
    """A table of schools (code to name) by month; days: (school, month) to delivered and expected school days."""
    head = element(
        "tr",
        element("th", _("School"), scope="col"),
        *(element("th", fmt.month_short(month), scope="col") for month in months),
    )
    rows = [
        element(
            "tr",
            element("th", f"{name} ({code})", scope="row"),
            *(_cell(days.get((code, month))) for month in months),
        )
        for code, name in schools.items()
    ]
    return element(
        "table", element("caption", caption), element("thead", head), element("tbody", *rows), class_="dekking"
    )


def symbols() -> str:
    """What each symbol means, in one line for a caption."""
    return _("{alles} alle schooldagen geleverd · {deel} een deel · {niets} niets · {geen} geen school").format(
        alles=WHOLE, deel=PART, niets=NOTHING, geen=NO_SCHOOL
    )


def _cell(days: tuple[int, int] | None) -> Html:
    if days is None:
        return element("td", element("span", NO_SCHOOL, aria_hidden="true"), _unseen(_("geen school")))
    delivered, expected = days
    words = _("{geleverd} van {verwacht} schooldagen").format(
        geleverd=fmt.number(delivered), verwacht=fmt.number(expected)
    )
    symbol = WHOLE if delivered >= expected else PART if delivered else NOTHING
    return element("td", element("span", symbol, aria_hidden="true"), _unseen(words), title=words)


def _unseen(text: str) -> Html:
    return element("span", text, class_="onzichtbaar")
