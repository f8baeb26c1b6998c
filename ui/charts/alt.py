"""What a chart shows, in words and from the data: for who does not see it."""

from collections.abc import Mapping, Sequence
from typing import Any

from disclosure.table import Cell, Staat
from ui import format as fmt
from ui import labels
from ui.charts.series import Series
from ui.language import gettext as _

MOST_SERIES = 6
MOST_PLACES = 8
NOTHING = {Staat.ONTBREEKT, Staat.STRUCTUREEL}


def of_lines(x: str, xs: Sequence[Any], lines: Sequence[Series], what: str) -> str:
    """First and last value of each line, and how many cells are hidden."""
    told = []
    for line in lines[:MOST_SERIES]:
        known = [i for i, cell in enumerate(line.cells) if cell.staat is Staat.WAARDE]
        if not known:
            told.append(_("{reeks}: geen cijfers.").format(reeks=line.label))
            continue
        first, last = known[0], known[-1]
        told.append(
            _("{reeks}: {begin} ({van}) tot {einde} ({tot}).").format(
                reeks=line.label,
                begin=line.texts[first],
                van=labels.name(x, xs[first]),
                einde=line.texts[last],
                tot=labels.name(x, xs[last]),
            )
        )
    return _join(_("Lijnen: {wat}.").format(wat=what), told, len(lines) - MOST_SERIES)


def of_bars(x: str, xs: Sequence[Any], bars: Sequence[Series], what: str) -> str:
    """The value of each bar, for the first places and series."""
    told = []
    for place in range(min(len(xs), MOST_PLACES)):
        parts = [
            (f"{bar.label} " if len(bars) > 1 else "") + _text(bar, place)
            for bar in bars[:MOST_SERIES]
            if bar.cells[place].staat not in NOTHING
        ]
        if parts:
            told.append(f"{labels.name(x, xs[place])}: {', '.join(parts)}.")
    return _join(_("Staven: {wat}.").format(wat=what), told, len(xs) - MOST_PLACES)


def of_shares(x: str, xs: Sequence[Any], parts: Sequence[Series], what: str) -> str:
    """The division at the first and at the last place that has figures."""
    told = []
    known = [i for i in range(len(xs)) if any(part.cells[i].staat not in NOTHING for part in parts)]
    for place in dict.fromkeys((*known[:1], *known[-1:])):
        division = ", ".join(f"{part.label} {_text(part, place)}" for part in parts)
        told.append(f"{labels.name(x, xs[place])}: {division}.")
    return _join(_("Verdeling: {wat}.").format(wat=what), told, 0)


def of_sankey(flows: Sequence[tuple[str, str, str]], what: str) -> str:
    """The largest flows between different places: from, to and number."""
    told = [_("Van {van} naar {naar}: {aantal}.").format(van=van, naar=naar, aantal=text) for van, naar, text in flows]
    return _join(_("Stromen: {wat}.").format(wat=what), told[:MOST_PLACES], len(flows) - MOST_PLACES)


def of_pyramid(tiers: Sequence[tuple[str, str]], rest: str) -> str:
    """The tiers from the base to the top."""
    told = ", ".join(f"{name} {text}" for name, text in tiers)
    return _("Piramide, van onder naar boven: {lagen}. {rest}").format(lagen=told, rest=rest).strip()


def of_funnel(unit: str, y: str, rows: Sequence[Mapping[str, Cell]], what: str) -> str:
    """Each unit with its rate and where it lies, from small to large."""
    told = [
        _("{naam}: {cijfer}, {ligging}.").format(
            naam=labels.name(unit, row[unit].value),
            cijfer=fmt.cell(row[y], fmt.per_1000),
            ligging=labels.inside("ligging", row["ligging"].value),
        )
        if row[y].is_known and row["ligging"].is_known
        else _("{naam}: verborgen.").format(naam=labels.name(unit, row[unit].value))
        for row in rows
    ]
    return _join(_("Trechter, van klein naar groot: {wat}.").format(wat=what), told, 0)


def _text(series: Series, place: int) -> str:
    if series.cells[place].staat is Staat.VERBORGEN:
        return _("verborgen")
    if series.cells[place].staat is Staat.ONTBREEKT:
        return _("niet geleverd")
    return series.texts[place]


def _join(opening: str, told: Sequence[str], left: int) -> str:
    rest = _("De tabel geeft ook de andere cijfers.") if left > 0 else ""
    return " ".join([opening, *told, rest]).strip()
