"""One figure on a page: what it shows, the chart, what it means, and the same figures as table and file."""

import re
from collections.abc import Collection, Sequence

import plotly.graph_objects as go
import streamlit as st

from disclosure.table import ProtectedTable, Staat
from schemas import codes
from schemas.definities import register
from ui import data, labels, language, tables
from ui import format as fmt
from ui.html import Html
from ui.language import gettext as _
from ui.language import ngettext
from ui.markdown import plain

CHART_CONFIG = {"displayModeBar": False, "displaylogo": False, "scrollZoom": False, "doubleClick": False}
NOT_IN_A_FILE_NAME = re.compile(r"[^a-z0-9-]+")


def figure(
    title: str,
    table: ProtectedTable,
    chart: go.Figure | Html | None = None,
    *,
    rows: str | None = None,
    across: str | None = None,
    values: Sequence[str] = (),
    columns: Sequence[str] | None = None,
    formats: tables.Formats | None = None,
    intervals: tables.Intervals | None = None,
    part: Collection[str] = (),
    peildatum: str | tuple[str, str] | None = None,
    coverage: ProtectedTable | None = None,
    note: str | None = None,
    empty: str | None = None,
    level: int = 2,
) -> None:
    """Show a figure. The title says what there is to see; it is also the caption of the table.

    chart: of ui.charts, or a table made by ui.tables or ui.grid that stands open in its place, or nothing. A chart of
    which every figure is hidden would be empty: words stand in its place.
    intervals, part: of the table, see ui.tables.
    rows, across, values: the table with `across` as columns; without them one row per row, of `columns` or of all.
    peildatum: the day the figures are about, where it is not the last day of the data, or the first and the last of
    several. coverage: a row with scholen_geleverd and scholen_totaal. note: what a reader must know of just this
    figure. empty: what to say when there are no figures.
    """
    (st.header if level == 2 else st.subheader)(plain(title), anchor=False)
    if is_empty(table):
        st.info(empty or _("Over deze keuze zijn nog geen cijfers geleverd."))
        return
    if isinstance(chart, Html):
        tables.show(chart, title, under_heading=True)
    elif chart is not None and chart.layout.meta["hidden"]:
        st.info(_("Alle cijfers van deze grafiek zijn verborgen (x): het gaat om te kleine aantallen."))
    elif chart is not None:
        alt = chart.layout.meta["alt"]
        st.plotly_chart(chart, theme=None, config=CHART_CONFIG, alt=f"{title}. {alt}", key=f"chart {title}")
    below = (
        None
        if isinstance(chart, Html)
        else _as_table(title, table, rows, across, values, columns, formats, intervals, part)
    )
    hidden = tables.hidden_in(chart if isinstance(chart, Html) else below or Html(""))
    with st.container(gap="xsmall"):
        if note:
            st.markdown(note)
        st.caption(footnote(table, hidden, peildatum, coverage))
        with st.container(horizontal=True, vertical_alignment="center"):
            _explanation(table, hidden)
            _download(title, table)
        if below:
            with st.expander(_("Tabel")):
                tables.show(below, title)


def is_empty(table: ProtectedTable) -> bool:
    """No rows, or rows of which not one figure was delivered or can be."""
    states = {state for name in table.measures for state in table.states(name)}
    return table.is_empty() or (bool(states) and states <= {Staat.ONTBREEKT, Staat.STRUCTUREEL})


def peildata(table: ProtectedTable) -> tuple[str, str] | None:
    """The first and the last day of figures of several peildata, for `peildatum`; None without any."""
    days = sorted(table.values("peildatum"))
    return (days[0].isoformat(), days[-1].isoformat()) if days else None


def footnote(
    table: ProtectedTable,
    hidden: int = 0,
    peildatum: str | tuple[str, str] | None = None,
    coverage: ProtectedTable | None = None,
) -> str:
    """Unit, day, source, coverage, hidden cells, and whether it is voorbeelddata: the line under every figure.

    hidden: how many cells of what is shown are hidden; the table may hold measures that this figure does not show.
    """
    context = table.context
    parts = [_("Eenheid: {eenheid}").format(eenheid=labels.unit(context.unit))]
    if isinstance(peildatum, tuple):
        van, tot = map(fmt.date, peildatum)
        parts.append(_("Peildata van {van} tot en met {tot}").format(van=van, tot=tot))
    elif peildatum:
        parts.append(_("Peildatum {dag}").format(dag=fmt.date(peildatum)))
    parts.append(_("Gegevens tot en met {dag}").format(dag=fmt.date(context.data_tot)))
    if coverage is not None and not coverage.is_empty():
        parts.extend(_covered(coverage))
    if context.sources:
        names = ", ".join(_lower_first(labels.name("kind", source)) for source in context.sources)
        parts.append(_("Bron: {bronnen}").format(bronnen=names))
    if hidden:
        text = ngettext("{aantal} cijfer verborgen (x)", "{aantal} cijfers verborgen (x)", hidden)
        parts.append(text.format(aantal=fmt.number(hidden)))
    line = " · ".join(parts)
    badge = _("voorbeelddata")
    return f":blue-badge[{badge}] {line}" if context.voorbeelddata else line


def _covered(coverage: ProtectedTable) -> list[str]:
    """How many schools delivered; nothing for a gemeente without schools, where pupils go to school elsewhere."""
    row = next(coverage.rows())
    if row["scholen_totaal"].value == 0:
        return []
    gemeente = coverage.context.parameters.get("gemeente", codes.ALLE)
    sentence = (
        _("{geleverd} van {totaal} scholen leverden")
        if gemeente == codes.ALLE
        else _("{geleverd} van {totaal} scholen in {gemeente} leverden")
    )
    return [
        sentence.format(
            geleverd=fmt.cell(row["scholen_geleverd"]),
            totaal=fmt.cell(row["scholen_totaal"]),
            gemeente=labels.name("gemeente", gemeente),
        )
    ]


def file_name(table: ProtectedTable) -> str:
    """`in-beeld_lagen-verdeling_2022-2023_alle.csv`: question and choices, of safe characters only."""
    choices = [str(value) for value in table.context.parameters.values() if value is not None]
    parts = [NOT_IN_A_FILE_NAME.sub("-", part.lower()).strip("-") for part in (table.context.question, *choices)]
    return "_".join(["in-beeld", *(part for part in parts if part)])[:120] + ".csv"


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


def _explanation(table: ProtectedTable, hidden: int) -> None:
    definities, taal = register().definities, language.current()
    preset = table.context.parameters.get("preset")  # the thresholds of the lagen that this figure was made with
    wanted = [*table.context.definitions, *(["verborgen"] if hidden else [])]
    if not wanted:
        return
    with st.popover(_("Uitleg"), type="tertiary"):
        for name in wanted:
            uitleg = definities[name]
            st.markdown(f"**{uitleg.titel.in_(taal)}**  \n{register().uitleg(name, preset).in_(taal)}")
            st.caption(_("Bron: {bron}. Versie {versie}.").format(bron=uitleg.bron, versie=uitleg.versie))
        st.caption(_("Meer staat op de pagina Over de cijfers."))


def _download(title: str, table: ProtectedTable) -> None:
    if not data.can_export():
        return
    st.download_button(
        _("Download CSV"),
        data=data.export(table),
        file_name=file_name(table),
        mime="text/csv",
        type="tertiary",
        on_click="ignore",
        key=f"csv {title}",
        help=None,
    )


def _as_table(
    title: str,
    table: ProtectedTable,
    rows: str | None,
    across: str | None,
    values: Sequence[str],
    columns: Sequence[str] | None,
    formats: tables.Formats | None,
    intervals: tables.Intervals | None,
    part: Collection[str],
) -> Html:
    if rows and across:
        return tables.pivot(table, title, rows=rows, across=across, values=list(values), formats=formats, part=part)
    return tables.flat(table, title, columns, formats, intervals)
