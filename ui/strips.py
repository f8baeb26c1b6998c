"""Bars inside a table: a picture of a few figures, each beside its own words, that needs no chart.

A bar begins at zero. A line through its end is the interval; a bar of what is expected is hatched. A bar of parts is
as long as their whole, and each part that is wide enough has its sign: colour alone tells nothing.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from disclosure.table import Cell, ProtectedTable
from ui import format as fmt
from ui import labels, tables, theme
from ui.charts.series import NOTHING
from ui.html import Html, element
from ui.language import gettext as _

PERCENT = 100
READABLE = 0.07  # part of the whole in which a sign fits


@dataclass(frozen=True)
class Strip:
    """What is drawn of each row. y: column; ends: columns of its interval; expected: codes of the first column of the
    rows that are forecast.
    """

    y: str
    ends: tuple[str, str] | None = None
    expected: Collection[Any] = ()


@dataclass(frozen=True)
class Parts:
    """What is drawn of each row as one bar of parts. codes: columns that are parts, each with its code of `dimension`,
    which is its sign and gives its colour. rest: the column with what is left of the whole, which is not drawn. Rows
    with the same code of the first column have the same whole.
    """

    dimension: str
    codes: Mapping[str, str]
    rest: str


def flat(
    table: ProtectedTable,
    caption: str,
    columns: Sequence[str],
    strip: Strip,
    intervals: tables.Intervals | None = None,
) -> Html:
    """Each row of the table as a row, with its bar before the first figure. Hidden and missing have no bar.

    intervals: written behind their figure, see ui.tables.
    """
    as_text = fmt.for_column(strip.y, table.context.unit)
    reach = _reach(table, strip, as_text)

    def drawn(row: Mapping[str, Cell]) -> Html:
        low, high = (row[name] for name in strip.ends) if strip.ends else (NOTHING, NOTHING)
        return _bar(row[strip.y], low, high, reach, expected=row[columns[0]].value in strip.expected)

    def text(name: str, row: Mapping[str, Cell]) -> str:
        return tables.with_interval(table, name, row, intervals=intervals)

    return _laid_out(table, caption, columns, _scale(reach, as_text), drawn, text)


def turned(table: ProtectedTable, caption: str, names: Mapping[str, str]) -> Html:
    """The figures of a table of one row below each other, each with its bar; names: column to the name of its row."""
    row = next(table.rows())
    reach = max([row[column].value for column in names if row[column].is_known], default=0)
    body = [
        (name, [_bar(row[column], NOTHING, NOTHING, reach), element("td", fmt.cell(row[column]), class_="getal")])
        for column, name in names.items()
    ]
    unit = labels.unit(table.context.unit)
    head = [_head(_("Groep")), _scale(reach, fmt.number), _head(unit[:1].upper() + unit[1:], right=True)]
    return _table(caption, head, body)


def divided(table: ProtectedTable, caption: str, columns: Sequence[str], parts: Parts, formats: tables.Formats) -> Html:
    """Each row of the table as a row, with a bar of its parts before the first figure; hidden parts are a hatched rest.

    A row of which the whole cannot be told from the figures on screen has no bar.
    """
    wholes = _wholes(table, columns[0], parts)
    order = " · ".join(labels.column(name) for name in (*parts.codes, parts.rest))

    def drawn(row: Mapping[str, Cell]) -> Html:
        return _divided_bar(row, wholes.get(row[columns[0]].value, 0), parts)

    def text(name: str, row: Mapping[str, Cell]) -> str:
        return tables.cell_text(table, name, row[name], formats)

    return _laid_out(table, caption, columns, element("th", order, scope="col", class_="staaf delen"), drawn, text)


def _laid_out(
    table: ProtectedTable,
    caption: str,
    columns: Sequence[str],
    above: Html,
    drawn: Callable[[Mapping[str, Cell]], Html],
    text: Callable[[str, Mapping[str, Cell]], str],
) -> Html:
    """A row per row, with what is drawn before the first figure; above: the head of what is drawn."""
    numeric = [name in table.measures for name in columns]
    place = numeric.index(True)
    head = [_head(labels.column(name), right=right) for name, right in zip(columns, numeric, strict=True)]
    rows = []
    for row in table.rows():
        texts = [text(name, row) for name in columns]
        figures = [element("td", one, class_=_side(right)) for one, right in zip(texts, numeric, strict=True)]
        rows.append((texts[0], [*figures[1:place], drawn(row), *figures[place:]]))
    return _table(caption, [*head[:place], above, *head[place:]], rows)


def _wholes(table: ProtectedTable, first: str, parts: Parts) -> dict[Any, float]:
    """The whole of each code of the first column, from a row of which every figure may be seen."""
    found: dict[Any, float] = {}
    for row in table.rows():
        cells = [row[name] for name in (*parts.codes, parts.rest)]
        if all(cell.is_known for cell in cells):
            found[row[first].value] = sum(cell.value for cell in cells)
    return found


def _divided_bar(row: Mapping[str, Cell], whole: float, parts: Parts) -> Html:
    """The parts in their order; all that is hidden, together, where the first hidden part would stand."""
    known = sum(row[name].value for name in (*parts.codes, parts.rest) if row[name].is_known)
    hidden = [name for name in (*parts.codes, parts.rest) if row[name].is_hidden]
    inside, reached = [], 0.0
    for name in (*parts.codes, parts.rest) if whole else ():
        code = parts.codes.get(name)
        size = whole - known if name in hidden[:1] else row[name].value if row[name].is_known and code else 0
        if not size:
            continue
        look = f"left:{_part(reached, whole)};width:{_part(size, whole)}"
        if name in hidden:
            inside.append(element("i", fmt.HIDDEN, class_="deel verborgen", style=look))
        else:
            colour = theme.colour(parts.dimension, code)
            look += f";background:{colour};color:{theme.text_on(colour)}"
            sign = str(code) if size >= READABLE * whole else ""
            inside.append(element("i", sign, class_="deel", style=look))
        reached += size
    return element("td", element("span", *inside, aria_hidden="true") if inside else "", class_="staaf delen")


def _reach(table: ProtectedTable, strip: Strip, as_text: fmt.Format) -> float:
    """Where the scale ends: at the whole, or at the largest figure or end of an interval that may be seen."""
    if as_text is fmt.percent:
        return PERCENT
    drawn = (strip.y, *(strip.ends or ()))
    return max([value for name in drawn for value in table.values(name) if value is not None], default=0)


def _bar(value: Cell, low: Cell, high: Cell, reach: float, *, expected: bool = False) -> Html:
    """The bar, with the line of its interval; an interval may stand without a figure. The figures say it in words."""
    inside = []
    if value.is_known and reach:
        look = "verwacht" if expected else None
        inside.append(element("i", class_=look, style=f"width:{_part(value.value, reach)}"))
    if low.is_known and high.is_known and reach:
        between = f"left:{_part(low.value, reach)};width:{_part(high.value - low.value, reach)}"
        inside.append(element("b", style=between))
    return element("td", element("span", *inside, aria_hidden="true") if inside else "", class_="staaf")


def _part(value: float, reach: float) -> str:
    return f"{PERCENT * value / reach:.1f}%"


def _scale(reach: float, as_text: fmt.Format) -> Html:
    """The head of the bars says from where to where they go."""
    text = _("{minst} tot {meest}").format(minst=as_text(0), meest=as_text(reach))
    return element("th", text, scope="col", class_="staaf")


def _head(text: str, *, right: bool = False) -> Html:
    return element("th", text, scope="col", class_=_side(right))


def _side(right: bool) -> str | None:
    return "getal" if right else None


def _table(caption: str, head: Sequence[Html], rows: Sequence[tuple[str, Sequence[Html]]]) -> Html:
    body = (element("tr", element("th", name, scope="row"), *cells) for name, cells in rows)
    return element(
        "table",
        element("caption", caption),
        element("thead", element("tr", *head)),
        element("tbody", *body),
        class_="staven",
    )
