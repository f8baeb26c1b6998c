"""The three lagen in the order of Kearney: the broad base of laag 1 below, laag 3 on top."""

import plotly.graph_objects as go

from disclosure.table import Cell, ProtectedTable
from ui import format as fmt
from ui import labels, theme
from ui.charts import alt, axes
from ui.charts.draft import Draft
from ui.charts.series import NOTHING
from ui.language import gettext as _

THICKNESS = 0.6
TIERS = ("1", "2", "3")
LEAST = 0.7  # width, in percent, at which a small laag can still be seen


def pyramid(table: ProtectedTable) -> go.Figure:
    """The split over the lagen as a stepped pyramid; the width of a step is its share of the pupils.

    table: grain laag, with `aandeel`, `leerlingen` and `aandeel_aandacht` (the band inside laag 1, never a step of its
    own). Pupils of whom the laag is not known are told below, outside the percentages, where their number is published.
    """
    cells = {row["laag"].value: row for row in table.rows()}
    rest = _rest(cells["onbekend"]["leerlingen"]) if "onbekend" in cells else ""
    attention = _cell(cells, "1", "aandeel_aandacht")
    spoken = [(labels.name("laag", tier), _told(cells, tier)) for tier in TIERS]
    chart = axes.figure(alt.of_pyramid(spoken, rest), height=310, barmode="overlay", showlegend=False)
    for step, tier in enumerate(TIERS):
        share = _cell(cells, tier, "aandeel")
        _step(chart, step, share, theme.colour("laag", tier), f"{labels.name('laag', tier)}: {_told(cells, tier)}")
        _title(chart, step, f"<b>{labels.name('laag', tier)}</b>  {_told(cells, tier)}")
    if attention.value:
        text = _("waarvan aandacht: {aandeel}").format(aandeel=fmt.percent(attention.value))
        _step(chart, 0, attention, theme.colour("laag", "aandacht"), text, pattern="/")
        _title(chart, 0, text, inside=True)
    if rest:
        _title(chart, -0.78, axes.safe(rest), small=True)
    chart.update_xaxes(visible=False, range=[-51, 51])
    chart.update_yaxes(visible=False, range=[-0.95, 2.75])
    chart.update_layout(margin={"l": 4, "r": 4, "t": 4, "b": 4})
    return chart.figure()


def _rest(unknown: Cell) -> str:
    return _("Nog onbekend: {aantal} leerlingen, niet in de percentages.").format(aantal=fmt.cell(unknown))


def _cell(cells: dict[str, dict[str, Cell]], tier: str, column: str) -> Cell:
    return cells.get(tier, {}).get(column, NOTHING)


def _told(cells: dict[str, dict[str, Cell]], tier: str) -> str:
    share, count = _cell(cells, tier, "aandeel"), _cell(cells, tier, "leerlingen")
    return _("{aandeel} ({aantal} leerlingen)").format(aandeel=fmt.cell(share, fmt.percent), aantal=fmt.cell(count))


def _step(chart: Draft, step: float, share: Cell, colour: str, told: str, *, pattern: str = "") -> None:
    """One step, in the middle. A hidden share has a dotted outline of no certain width."""
    width = 12.0 if share.value is None else max(LEAST, float(share.value))
    marker = {"color": colour, "line": {"color": theme.background(), "width": 1}}
    if pattern:
        marker["pattern"] = {"shape": pattern, "size": 7, "solidity": 0.2, "fgcolor": theme.background()}
    if share.value is None:
        marker = {
            "color": "rgba(0,0,0,0)",
            "line": {"color": colour, "width": 1.5},
            "pattern": {"shape": "x", "size": 7, "solidity": 0.25, "fgcolor": colour, "bgcolor": "rgba(0,0,0,0)"},
        }
    chart.add_bar(
        x=[width],
        y=[step],
        base=[-width / 2],
        orientation="h",
        width=THICKNESS,
        marker=marker,
        hovertext=axes.safe(told),
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _title(chart: Draft, step: float, text: str, *, inside: bool = False, small: bool = False) -> None:
    chart.add_annotation(
        x=0,
        y=step if inside or small else step + THICKNESS / 2,
        yanchor="middle" if inside or small else "bottom",
        yshift=0 if inside or small else 1,
        text=text,
        showarrow=False,
        font={
            "size": 13 if inside or small else 15,
            "color": theme.muted()
            if small
            else theme.text_on(theme.colour("laag", "aandacht"))
            if inside
            else theme.ink(),
        },
        bgcolor=theme.colour("laag", "aandacht") if inside else "rgba(0,0,0,0)",
        borderpad=2,
    )
