"""What a chart shows, in words and from the data: for who does not see it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from disclosure.table import Cell, Staat
from ui import format as fmt
from ui import labels
from ui.charts.series import Series
from ui.language import gettext as _

MOST_SERIES = 6
MOST_PLACES = 8
MOST_FIGURES = 16  # of few series more places can be told
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
    """The value of each bar, or of the first, last, highest and lowest where there are many places."""
    named = len(bars) > 1

    def place_in_words(place: int) -> str:
        return ", ".join(
            (f"{bar.label} " if named else "") + _text(bar, place)
            for bar in bars[:MOST_SERIES]
            if bar.cells[place].staat not in NOTHING
        )

    return _along(_("Staven: {wat}.").format(wat=what), x, xs, bars[:MOST_SERIES], place_in_words)


def of_shares(x: str, xs: Sequence[Any], parts: Sequence[Series], what: str) -> str:
    """The division at each place, or at the first and the last, with the highest and lowest, where there are many."""

    def place_in_words(place: int) -> str:
        return ", ".join(f"{part.label} {_text(part, place)}" for part in parts)

    return _along(_("Verdeling: {wat}.").format(wat=what), x, xs, parts, place_in_words)


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


def _along(
    opening: str, x: str, xs: Sequence[Any], found: Sequence[Series], place_in_words: Callable[[int], str]
) -> str:
    """Every place that has figures, where they are few; else the ends, and of each series its highest and lowest."""
    known = [i for i in range(len(xs)) if any(one.cells[i].staat not in NOTHING for one in found)]
    few = len(known) <= MOST_PLACES or len(known) * len(found) <= MOST_FIGURES
    told = [f"{labels.name(x, xs[i])}: {place_in_words(i)}." for i in (known if few else (known[0], known[-1]))]
    if not few:
        told += [text for one in found[:MOST_SERIES] if (text := _extremes(x, xs, one))]
        if any(one.hidden() for one in found):
            told.append(_("Wat verborgen is, telt bij hoogst en laagst niet mee."))
    return _join(opening, told, 0 if few else len(known) - 2)


def _extremes(x: str, xs: Sequence[Any], one: Series) -> str:
    """Where a series is highest and lowest, as far as it may be seen; nothing where it is the same all along."""
    values = {i: value for i, value in enumerate(one.values()) if value is not None}
    if len(set(values.values())) < 2:
        return ""
    high, low = max(values, key=values.__getitem__), min(values, key=values.__getitem__)
    return _("{reeks}: het hoogst {hoogst} ({hoog}), het laagst {laagst} ({laag}).").format(
        reeks=one.label,
        hoogst=one.texts[high],
        hoog=labels.name(x, xs[high]),
        laagst=one.texts[low],
        laag=labels.name(x, xs[low]),
    )


def _text(series: Series, place: int) -> str:
    if series.cells[place].staat is Staat.VERBORGEN:
        return _("verborgen")
    if series.cells[place].staat is Staat.ONTBREEKT:
        return _("niet geleverd")
    return series.texts[place]


def _join(opening: str, told: Sequence[str], left: int) -> str:
    rest = _("De tabel geeft ook de andere cijfers.") if left > 0 else ""
    return " ".join([opening, *told, rest]).strip()
