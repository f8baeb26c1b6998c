"""Growth: what a change is made of, and how sure each part of it is."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from disclosure.table import Cell, ProtectedTable
from ui import format as fmt
from ui import labels, theme
from ui.charts import alt, axes
from ui.charts.draft import Draft
from ui.charts.marks import axis_names
from ui.charts.series import NOTHING, Series, all_hidden, in_order, only_hidden, series
from ui.language import gettext as _

ROW = 32
PER_ROW = 2  # panels side by side: what can be read on a telephone
PANEL, TOP = 154, 76
SIGNED: dict[str, Any] = {"margin": {"t": 50}}  # room for a second line on top, which says what x and – mean
MOST = 100  # percent; an interval that goes on is cut at the edge

Row = Mapping[str, Cell]


def waterfall(
    table: ProtectedTable, *, x: str, y: str, what: str, whole: str | None = None, muted: Collection[Any] = ()
) -> go.Figure:
    """The parts of a change one after the other, each from where the last one ended, and the whole at the foot.

    The largest rise comes first and the largest fall last; hidden parts are no part of the whole and stand apart.
    whole: the code of `x` with the sum of the parts. muted: codes that are not to be compared, in grey.
    """
    xs, (line,) = series(table, x, y, None)
    found = dict(zip(xs, line.cells, strict=True))
    shown = [code for code in xs if found[code].is_known and code != whole]
    order = sorted(shown, key=lambda code: -found[code].value)
    order += [*(code for code in xs if found[code].is_hidden), *([whole] if whole in found else [])]
    told = Series(line.code, line.label, line.short, line.colour, *_along(order, found))
    words, height = alt.of_bars(x, order, (told,), what), 92 + ROW * len(order)
    chart = axes.figure(words, height=height, hidden=all_hidden([told]), showlegend=False, **SIGNED)
    bases, ends, place = [], [], 0
    for code in order:
        value = found[code].value or 0
        bases.append(0 if code == whole else place)
        place = place if code == whole else place + value
        ends.append(bases[-1] + value)
    names = axis_names(x, order)
    chart.add_bar(
        x=[found[code].value for code in order],
        base=bases,
        y=names,
        orientation="h",
        marker={"color": [_colour(x, code, whole, muted) for code in order]},
        hovertext=[f"{name}: {text}" for name, text in zip(names, told.texts, strict=True)],
        hovertemplate="%{hovertext}<extra></extra>",
    )
    falls = [end < base for base, end in zip(bases, ends, strict=True)]
    texts = [text if found[code].is_known else "" for code, text in zip(order, told.texts, strict=True)]
    _write(chart, names, texts, ends, falls)
    low, high = axes.value_axis(chart, [*bases, *ends, 0], fmt.signed_0, along="x")
    room = (high - low) * 0.16  # of a figure behind a bar
    low, high = low - room * any(falls), high + room * (not all(falls))
    chart.update_xaxes(range=[low, high], zeroline=True, zerolinecolor=theme.ink())
    _places(chart, names, [found[code] for code in order])
    axes.name_values(chart, what, _signs(found.values()))
    return chart.figure()


def _places(chart: Draft, names: Sequence[str], cells: Sequence[Cell]) -> None:
    """A row for each name; where there is no figure its sign stands behind the name, outside the chart.

    On the line of zero it would be read as no change.
    """
    rows = {"type": "category", "categoryorder": "array", "categoryarray": names, "ticks": ""}
    signs = ["" if cell.is_known else f"\N{NO-BREAK SPACE}<b>{fmt.cell(cell)}</b>" for cell in cells]
    ticktext = [f"{name}{sign}" for name, sign in zip(names, signs, strict=True)]
    reach = [len(names) - 0.5, -0.5]  # the first on top, and a row also for what no trace holds
    chart.update_yaxes(rows, range=reach, tickmode="array", tickvals=list(names), ticktext=ticktext)


def _signs(cells: Iterable[Cell]) -> str:
    """What the signs of this chart mean; nothing where every figure is there."""
    absent = {cell.is_hidden for cell in cells if not cell.is_known}
    meant = ((True, _("x: verborgen")), (False, _("–: te weinig gegevens")))
    return ", ".join(text for is_hidden, text in meant if is_hidden in absent)


def _colour(x: str, code: str, whole: str | None, muted: Collection[str]) -> str:
    if code == whole:
        return theme.ink()
    return theme.muted() if code in muted else theme.colour(x, code)


def _along(order: Sequence[Any], found: dict[Any, Cell]) -> tuple[tuple[Cell, ...], tuple[str, ...]]:
    cells = tuple(found[code] for code in order)
    return cells, tuple(fmt.cell(cell, fmt.signed_0) for cell in cells)


def _write(
    chart: Draft, names: Sequence[str], texts: Sequence[str], places: Sequence[float], falls: Sequence[bool]
) -> None:
    """A figure behind each bar, on the side where it ends."""
    chart.add_scatter(
        x=list(places),
        y=list(names),
        mode="text",
        text=[f"\N{NO-BREAK SPACE}{text}\N{NO-BREAK SPACE}" for text in texts],
        textposition=[f"middle {'left' if fall else 'right'}" for fall in falls],
        textfont={"size": 12, "color": theme.ink()},
        hoverinfo="skip",
        showlegend=False,
        cliponaxis=False,
    )


def intervals(table: ProtectedTable, *, x: str, y: str, low: str, high: str, what: str) -> go.Figure:
    """Per code a dot with its interval, the largest first; what is hidden or cannot be said stands at the foot.

    An interval that goes on beyond twice as much is cut at the edge, with an arrow; its figures are in the hover text
    and the table.
    """
    rows = {row[x].value: row for row in table.rows()}
    known = sorted((code for code, row in rows.items() if row[y].is_known), key=lambda code: -rows[code][y].value)
    order = [*known, *(code for code in rows if not rows[code][y].is_known)]
    names = axis_names(x, order)
    told = [f"{labels.name(x, code)}: {_interval(rows[code], y, low, high)}" for code in order]
    hidden = only_hidden(row[y] for row in rows.values())
    chart = axes.figure(_told(what, told), height=102 + ROW * len(order), hidden=hidden, showlegend=False, **SIGNED)
    chart.add_scatter(
        x=[rows[code][y].value for code in known],
        y=names[: len(known)],
        mode="markers",
        marker={"size": 12, "color": [theme.colour(x, code) for code in known]},
        error_x=_reach([rows[code] for code in known], y, low, high),
        hovertext=told[: len(known)],
        hovertemplate="%{hovertext}<extra></extra>",
    )
    ends = [min(rows[code][high].value, MOST) for code in known] + [rows[code][low].value for code in known]
    begin, end = axes.value_axis(chart, [*ends, 0], fmt.percent, along="x")
    chart.update_xaxes(range=[begin, end], zeroline=True, zerolinewidth=1.5, zerolinecolor=theme.ink())
    _places(chart, names, [rows[code][y] for code in order])
    cut = [at for at, code in enumerate(known) if rows[code][high].value > end]
    if cut:
        _arrows(chart, [end] * len(cut), [names[at] for at in cut], "triangle-right")
    axes.name_values(chart, _cut_named(what) if cut else what, _signs(row[y] for row in rows.values()))
    return chart.figure()


def panels(table: ProtectedTable, *, x: str, y: str, low: str, high: str, split: str, what: str) -> go.Figure:
    """A small chart per code of `split`, all on one scale: per period a dot with its interval, and the line of zero.

    An interval that goes on beyond twice as much is cut at the edge, with an arrow. What is hidden or cannot be said is
    an x or a dash under its period, outside the panel, and the chart says what they mean.
    """
    codes, xs = in_order(split, table.unique(split)), in_order(x, table.unique(x))
    rows = {(row[split].value, row[x].value): row for row in table.rows()}
    down = -(-len(codes) // PER_ROW)
    told = [
        f"{labels.name(split, code)}: " + ", ".join(_place(x, one, rows.get((code, one)), y, low, high) for one in xs)
        for code in codes
    ]
    hidden = only_hidden(row[y] for row in rows.values())
    chart = axes.figure(_told(what, told), height=TOP + PANEL * down, hidden=hidden, showlegend=False, **SIGNED)
    ends = [row[name].value for row in rows.values() for name in (low, high) if row[name].is_known]
    within = [max(-MOST, min(end, MOST)) for end in ends]
    reach = axes.value_axis(chart, [*within, 0], fmt.percent)
    ticks = [tick for tick in (-MOST, -MOST // 2, 0, MOST // 2, MOST) if reach[0] <= tick <= reach[1]]
    for number, code in enumerate(codes):
        own = [rows.get((code, one), {}) for one in xs]
        _panel(chart, number, down, reach, ticks, labels.short(split, code))
        _dots(chart, number, x, xs, own, (y, low, high), theme.colour(split, code))
        cut = [at for at, row in enumerate(own) if row and row[high].is_known and row[high].value > reach[1]]
        if cut:
            tag = "" if number == 0 else str(number + 1)
            short = [fmt.schooljaar_short(xs[at]) for at in cut]
            _arrows(chart, short, [reach[1]] * len(cut), "triangle-up", xaxis=f"x{tag}", yaxis=f"y{tag}")
    is_cut = any(row[high].is_known and row[high].value > reach[1] for row in rows.values())
    axes.name_values(
        chart,
        _cut_named(what) if is_cut else what,
        _signs(rows.get((code, one), {}).get(y, NOTHING) for code in codes for one in xs),
    )
    return chart.figure()


def _panel(chart: Draft, number: int, down: int, reach: tuple[float, float], ticks: Sequence[int], name: str) -> None:
    """The axes of one panel, with its name on top."""
    along, row = number % PER_ROW, number // PER_ROW
    left, right = along / PER_ROW + 0.03 * (along > 0), (along + 1) / PER_ROW - 0.02
    above, below = 24 / PANEL / down, 40 / PANEL / down  # room for its name, and for periods with a sign
    top, bottom = 1 - row / down - above, 1 - (row + 1) / down + below
    tag = "" if number == 0 else str(number + 1)
    common = {"showgrid": False, "fixedrange": True, "tickfont": {"size": 11}, "automargin": number == 0}
    chart.update_layout(
        {
            f"xaxis{tag}": {**common, "domain": [left, right], "anchor": f"y{tag}", "type": "category", "tickangle": 0},
            f"yaxis{tag}": {
                **common,
                "domain": [bottom, top],
                "anchor": f"x{tag}",
                "range": list(reach),
                "tickmode": "array",
                "tickvals": list(ticks),
                "ticktext": [fmt.percent(tick) for tick in ticks],
                "zeroline": True,
                "zerolinecolor": theme.ink(),
                "showticklabels": along == 0,
                **({} if number == 0 else {"matches": "y"}),
            },
        }
    )
    chart.add_annotation(
        text=axes.safe(name),
        x=left,
        xref="paper",
        xanchor="left",
        y=top,
        yref="paper",
        yanchor="bottom",
        showarrow=False,
        font={"size": 12, "color": theme.ink(), "weight": 600},
    )


def _dots(
    chart: Draft,
    number: int,
    x: str,
    xs: Sequence[Any],
    own: Sequence[Row],
    columns: tuple[str, str, str],
    colour: str,
) -> None:
    y, low, high = columns
    cells = [row.get(y, NOTHING) for row in own]
    tag = "" if number == 0 else str(number + 1)
    known = [i for i, cell in enumerate(cells) if cell.is_known]
    common = {"xaxis": f"x{tag}", "yaxis": f"y{tag}", "hovertemplate": "%{hovertext}<extra></extra>"}
    names = [fmt.schooljaar_short(code) for code in xs]
    ticks = [
        f"{name}<br>{'' if cell.is_known else f'<b>{fmt.cell(cell)}</b>'}"
        for name, cell in zip(names, cells, strict=True)
    ]
    chart.update_layout({f"xaxis{tag}": {"tickmode": "array", "tickvals": names, "ticktext": ticks}})
    told = [_place(x, code, row, *columns) for code, row in zip(xs, own, strict=True)]
    chart.add_scatter(
        x=names,
        y=[cell.value if cell.is_known else None for cell in cells],
        mode="markers",
        marker={"size": 9, "color": colour},
        error_y=_reach([own[i] if i in known else {} for i in range(len(xs))], y, low, high),
        hovertext=told,
        **common,
    )


def _arrows(chart: Draft, x: Sequence[Any], y: Sequence[Any], symbol: str, **place: str) -> None:
    """At the edge of the chart, where an interval goes on beyond it."""
    marker = {"symbol": symbol, "size": 10, "color": theme.ink()}
    chart.add_scatter(x=list(x), y=list(y), mode="markers", marker=marker, cliponaxis=False, hoverinfo="skip", **place)


def _cut_named(what: str) -> str:
    return _("{wat} (pijl: loopt door)").format(wat=what)


def _reach(rows: Sequence[Row], y: str, low: str, high: str) -> dict[str, Any]:
    """How far the interval reaches from each dot."""

    def apart(one: Row, name: str) -> float | None:
        return abs(one[name].value - one[y].value) if one and one[y].is_known else None

    return {
        "type": "data",
        "symmetric": False,
        "array": [apart(one, high) for one in rows],
        "arrayminus": [apart(one, low) for one in rows],
        "color": theme.ink(),
        "thickness": 1.5,
        "width": 4,
    }


def _interval(row: Row, y: str, low: str, high: str) -> str:
    if not row[y].is_known:
        return _("verborgen") if row[y].is_hidden else _("te weinig gegevens")
    figures = {"cijfer": y, "onder": low, "boven": high}
    return _("{cijfer} (tussen {onder} en {boven})").format(
        **{name: fmt.cell(row[column], fmt.signed_percent) for name, column in figures.items()}
    )


def _place(x: str, code: Any, row: Row | None, y: str, low: str, high: str) -> str:
    return f"{labels.name(x, code)}: {_interval(row, y, low, high) if row else fmt.MISSING}"


def _told(what: str, parts: Sequence[str]) -> str:
    return _("Stippen met hun interval: {wat}. {delen}.").format(wat=what, delen="; ".join(parts))
