"""Figures as a real HTML table: it can be read aloud, copied, and scrolled with the keyboard."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from disclosure.table import Cell, ProtectedTable, Staat
from ui import format as fmt
from ui import labels
from ui.charts.series import NOTHING, in_order
from ui.html import Html, element
from ui.language import gettext as _

Formats = Mapping[str, fmt.Format]
HIDDEN_CELL = re.compile(rf"<t[dh][^>]*>{fmt.HIDDEN}</t[dh]>")
LONG = 14  # rows from which the table scrolls under its own head


def flat(
    table: ProtectedTable, caption: str, columns: Sequence[str] | None = None, formats: Formats | None = None
) -> Html:
    """Each row of the table as a row; the first column names it."""
    shown = list(columns or table.columns)
    numeric = {name for name in shown if _is_numeric(table, name)}
    head = element(
        "tr", *(element("th", labels.column(name), scope="col", class_=_side(name in numeric)) for name in shown)
    )
    rows = []
    for row in table.rows():
        cells = [cell_text(table, name, row[name], formats) for name in shown]
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
) -> Html:
    """One row per code of `rows`, one column per code of `across`; with several values a group of columns per code."""
    downs, overs = in_order(rows, table.unique(rows)), in_order(across, table.unique(across))
    found = {(row[rows].value, row[across].value): row for row in table.rows()}
    heads = [_pivot_head(rows, across, overs, values)]
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
            figures += [(cell_text(table, value, row.get(value, NOTHING), formats), True) for value in values]
        body.append(_row(labels.short(rows, down), figures))
    return _table(caption, Html("".join(heads)), body)


def cell_text(table: ProtectedTable, column: str, cell: Cell, formats: Formats | None = None) -> str:
    """A cell as it is shown: the name of a code, a figure in its format, `x` or `–`."""
    if cell.staat is Staat.WAARDE and labels.knows(column, cell.value) and (column not in table.measures):
        return labels.name(column, cell.value) if cell.value is not None or column == "geoorloofd" else fmt.MISSING
    as_text = (formats or {}).get(column) or fmt.for_column(column, table.context.unit)
    return fmt.cell(cell, as_text)


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


def _pivot_head(rows: str, across: str, overs: Sequence[Any], values: Sequence[str]) -> Html:
    many = len(values) > 1
    corner = element("th", labels.column(rows), scope="col", rowspan=2 if many else None)
    heads = (
        element(
            "th",
            labels.short(across, over),
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
