"""Figures as a real HTML table: it can be read aloud, copied, and scrolled with the keyboard."""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import streamlit as st

from disclosure.table import Cell, ProtectedTable, Staat
from ui import format as fmt
from ui import labels
from ui.charts.series import NOTHING, in_order
from ui.html import Html, element
from ui.language import gettext as _

Formats = Mapping[str, fmt.Format]
Intervals = Mapping[str, tuple[str, str]]  # a figure, and the columns between which it lies
HIDDEN_CELL = re.compile(rf"<t[dh][^>]*>{fmt.HIDDEN}</t[dh]>")
LONG = 14  # rows from which the table scrolls under its own head


def flat(
    table: ProtectedTable,
    caption: str,
    columns: Sequence[str] | None = None,
    formats: Formats | None = None,
    intervals: Intervals | None = None,
) -> Html:
    """Each row of the table as a row; the first column names it. intervals: written behind their figure."""
    shown = list(columns or table.columns)
    numeric = {name for name in shown if _is_numeric(table, name)}
    head = element(
        "tr", *(element("th", labels.column(name), scope="col", class_=_side(name in numeric)) for name in shown)
    )
    rows = []
    for row in table.rows():
        cells = [with_interval(table, name, row, formats, intervals) for name in shown]
        rows.append(_row(cells[0], [(text, name in numeric) for text, name in zip(cells[1:], shown[1:], strict=True)]))
    return _table(caption, head, rows)


def pivot(
    table: ProtectedTable,
    caption: str,
    *,
    rows: str,
    across: str,
    values: Sequence[str],
    formats: Formats | None = None,
    part: Collection[str] = (),
    newest_first: bool = False,
) -> Html:
    """One row per code of `rows`, one column per code of `across`; with several values a group of columns per code.

    part: periods that are not finished, which say so. newest_first: `across` is time, and the last comes first.
    """
    downs, overs = in_order(rows, table.unique(rows)), in_order(across, table.unique(across))
    overs = overs[::-1] if newest_first else overs
    found = {(row[rows].value, row[across].value): row for row in table.rows()}
    heads = [_pivot_head(rows, across, overs, values, part)]
    if len(values) > 1:
        heads.append(
            element(
                "tr", *(element("th", labels.column(v), scope="col", class_="getal") for _o in overs for v in values)
            )
        )
    body = []
    for down in downs:
        figures = []
        for over in overs:
            row = found.get((down, over), {})
            figures += [(cell_text(table, value, row.get(value, NOTHING), formats, row), True) for value in values]
        body.append(_row(_named(rows, down, part), figures))
    return _table(caption, Html("".join(heads)), body)


def cell_text(
    table: ProtectedTable,
    column: str,
    cell: Cell,
    formats: Formats | None = None,
    row: Mapping[str, Cell] | None = None,
) -> str:
    """A cell as it is shown: the name of a code, a figure in its format, `x` or `–`. row: the cells beside it."""
    named = column not in table.measures and column not in (formats or {})
    if named and cell.staat is Staat.WAARDE and labels.knows(column, cell.value):
        return labels.name(column, cell.value) if cell.value is not None or column == "geoorloofd" else fmt.MISSING
    as_text = (formats or {}).get(column) or fmt.for_column(column, table.context.unit)
    same = (one.value for name, one in (row or {}).items() if fmt.for_column(name, table.context.unit) is as_text)
    return fmt.cell(cell, fmt.alike(as_text, same))


def with_interval(
    table: ProtectedTable,
    name: str,
    row: Mapping[str, Cell],
    formats: Formats | None = None,
    intervals: Intervals | None = None,
) -> str:
    """A cell, and between what it lies where that can be seen as well: `+0,8 (0,0 tot +1,6)`."""
    figure = cell_text(table, name, row[name], formats, row)
    ends = [row[end] for end in (intervals or {}).get(name, ())]
    if not ends or not all(one.is_known for one in (row[name], *ends)):
        return figure
    onder, boven = (cell_text(table, name, end, formats, row) for end in ends)
    return _("{cijfer} ({onder} tot {boven})").format(cijfer=figure, onder=onder, boven=boven)


def hidden_in(body: Html) -> int:
    """How many figures of a table that was made here are hidden, as a reader counts them."""
    return len(HIDDEN_CELL.findall(body))


def texts(caption: str, heads: Sequence[str], rows: Sequence[Sequence[str]], look: str | None = None) -> Html:
    """Rows of text or of HTML made here; the first cell names its row."""
    head = element("thead", element("tr", *(element("th", name, scope="col") for name in heads)))
    body = (
        element("tr", element("th", row[0], scope="row"), *(element("td", cell) for cell in row[1:])) for row in rows
    )
    return element("table", element("caption", caption), head, element("tbody", *body), class_=look)


def show(body: Html, name: str, *, whole: bool = False, under_heading: bool = False) -> None:
    """The table in a region that scrolls by itself and can be reached with Tab.

    whole: text that is read from top to end does not scroll. under_heading: what stands above it shows its name.
    """
    long = body.count("<tr>") > LONG and not whole
    classes = " ".join(["tabel", *(["lang"] if long else []), *(["onder-kop"] if under_heading else [])])
    label = _("Tabel: {titel}").format(titel=name)
    st.html(element("div", body, class_=classes, role="region", tabindex=0, aria_label=label))


def _named(dimension: str, code: Any, part: Collection[str]) -> str:
    """The short name of a code; a period that is not finished says so."""
    name = labels.short(dimension, code)
    if dimension in labels.PERIODS:
        name = name.replace("-", "\N{NON-BREAKING HYPHEN}")
    return _("{periode}, loopt nog").format(periode=name) if code in part else name


def _pivot_head(rows: str, across: str, overs: Sequence[Any], values: Sequence[str], part: Collection[str]) -> Html:
    many = len(values) > 1
    corner = element("th", labels.column(rows), scope="col", rowspan=2 if many else None)
    heads = (
        element(
            "th",
            _named(across, over, part),
            scope="colgroup" if many else "col",
            colspan=len(values) if many else None,
            class_="getal",
        )
        for over in overs
    )
    return element("tr", corner, *heads)


def _row(name: str, figures: Sequence[tuple[str, bool]]) -> Html:
    return element(
        "tr", element("th", name, scope="row"), *(element("td", text, class_=_side(right)) for text, right in figures)
    )


def _table(caption: str, head: Html, rows: Sequence[Html]) -> Html:
    return element("table", element("caption", caption), element("thead", head), element("tbody", *rows))


def _side(right: bool) -> str | None:
    return "getal" if right else None


def _is_numeric(table: ProtectedTable, name: str) -> bool:
    if name in table.measures:
        return True
    values = [value for value in table.values(name) if value is not None]
    return (
        bool(values)
        and all(isinstance(v, int | float) and not isinstance(v, bool) for v in values)
        and not labels.knows(name, values[0])
    )
