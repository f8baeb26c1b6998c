"""Numbers and dates as a reader expects them, in the language of the screen."""

import datetime
import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from babel.dates import format_date, get_month_names
from babel.numbers import format_decimal

from disclosure.table import Cell, Staat
from ui.language import current
from ui.language import gettext as _

HIDDEN = "x"
MISSING = "–"

Format = Callable[[Any], str]


def number(value: float, decimals: int = 0) -> str:
    """`12.345` or `12,3`: thousands apart, so many decimals."""
    return _number(value, decimals, current())


def decimal(value: float) -> str:
    """One decimal."""
    return number(value, 1)


def decimal_2(value: float) -> str:
    """Two decimals, for how many times as many."""
    return number(value, 2)


def percent(value: float, decimals: int = 0) -> str:
    """A percentage that is already times 100: `12 %` in Dutch, `12%` in English."""
    space = "\N{NO-BREAK SPACE}" if current() == "nl" else ""
    return f"{number(value, decimals)}{space}%"


def percent_1(value: float) -> str:
    """A percentage with one decimal, for shares of school time (not for shares of few pupils)."""
    return percent(value, 1)


def percent_2(value: float) -> str:
    """A percentage with two decimals, for small categories of school time."""
    return percent(value, 2)


def between(low: int, high: int) -> str:
    """Whole numbers from one to another, before what they count: `2 tot 4`, `0 of 1`, `3`."""
    if low == high:
        return number(low)
    told = _("{onder} of {boven}") if high == low + 1 else _("{onder} tot {boven}")
    return told.format(onder=number(low), boven=number(high))


def signed(value: float, decimals: int = 1) -> str:
    """With its sign: `+0,4`, `−0,4`, `0,0`."""
    text = number(abs(value), decimals)
    if float(f"{value:.{decimals}f}") == 0:
        return text
    return ("+" if value > 0 else "\N{MINUS SIGN}") + text


def points(value: float, decimals: int = 1) -> str:
    """A change between two percentages: `+0,4 procentpunt`."""
    return _("{aantal} procentpunt").format(aantal=signed(value, decimals))


def per_1000(value: float) -> str:
    """A figure per 1.000 pupils, one decimal."""
    return number(value, 1)


def date(value: datetime.date | str) -> str:
    """`27 november 2022`."""
    return format_date(_day(value), format="d MMMM y", locale=current())


def date_short(value: datetime.date | str) -> str:
    """`27 nov 2022`, for tables and axes."""
    return format_date(_day(value), format="d MMM y", locale=current()).replace(".", "")


def day_of_year(value: datetime.date | str) -> str:
    """`27 november`, this day in any year."""
    return format_date(_day(value), format="d MMMM", locale=current())


def month(code: str | datetime.date) -> str:
    """`september 2024` from `2024-09` or any day in it."""
    day = _day(f"{code}-01") if isinstance(code, str) and len(code) == len("2024-09") else _day(code)
    return format_date(day, format="MMMM y", locale=current())


def month_name(day: datetime.date | str) -> str:
    """`september`, the month of this day in any year."""
    return format_date(_day(day), format="LLLL", locale=current())


def month_short(code: str | datetime.date) -> str:
    """`sep 2024`."""
    day = _day(f"{code}-01") if isinstance(code, str) and len(code) == len("2024-09") else _day(code)
    return f"{get_month_names('abbreviated', locale=current())[day.month].rstrip('.')} {day.year}"


def quarter(code: str) -> str:
    """`1e kwartaal 2019` from `2019-K1`."""
    year, number_ = code.split("-K")
    names = {"1": _("1e kwartaal"), "2": _("2e kwartaal"), "3": _("3e kwartaal"), "4": _("4e kwartaal")}
    return f"{names[number_]} {year}"


def quarter_short(code: str) -> str:
    """`K1 2019`, for axes and the heads of columns."""
    year, number_ = code.split("-K")
    return _("K{nummer} {jaar}").format(nummer=number_, jaar=year)


def quarter_in_year(code: str) -> str:
    """`K1`, below a heading with the year."""
    return _("K{nummer}").format(nummer=code.split("-K")[1])


def week(code: str) -> str:
    """`week 36 van 2024` from the ISO week `2024-W36`."""
    year, number_ = code.split("-W")
    return _("week {nummer} van {jaar}").format(nummer=int(number_), jaar=year)


def week_short(code: str) -> str:
    """`wk 36 2024`, for axes."""
    year, number_ = code.split("-W")
    return _("wk {nummer} {jaar}").format(nummer=int(number_), jaar=year)


def schooljaar(code: str) -> str:
    """`2018-2019`, with a dash that does not break over two lines."""
    return code.replace("-", "\N{NON-BREAKING HYPHEN}")


def schooljaar_short(code: str) -> str:
    """`18-19` from `2018-2019`, for narrow axes."""
    return f"{code[2:4]}-{code[7:9]}"


def half_year(code: str) -> str:
    """`eerste helft van 2021-2022` from `2021-2022/1`."""
    year, half = code.split("/")
    names = {"1": _("eerste helft van {jaar}"), "2": _("tweede helft van {jaar}")}
    return names[half].format(jaar=schooljaar(year))


def half_year_short(code: str) -> str:
    """`21-22 (1)`, for axes."""
    year, half = code.split("/")
    return f"{schooljaar_short(year)} ({half})"


PERIODS: tuple[tuple[re.Pattern[str], Format, Format], ...] = (
    (re.compile(r"\d{4}-W\d{2}"), week, week_short),
    (re.compile(r"\d{4}-K[1-4]"), quarter, quarter_short),
    (re.compile(r"\d{4}-\d{2}"), month, month_short),
    (re.compile(r"\d{4}-\d{4}"), schooljaar, schooljaar),
    (re.compile(r"\d{4}-\d{4}/[12]"), half_year, half_year_short),
    (re.compile(r"\d{4}-\d{2}-\d{2}"), date, date_short),
)


def period(code: str | datetime.date) -> str:
    """A week, month, quarter, school year or day, by the form of its code."""
    return _period(str(code), current())[0]


def period_short(code: str | datetime.date) -> str:
    """The same for an axis or the head of a column."""
    return _period(str(code), current())[1]


def cell(value: Cell, as_text: Format = number) -> str:
    """One figure in its four states: a value (zero is one), hidden `x`, not delivered `–`, or there can be none."""
    if value.staat is Staat.VERBORGEN:
        return HIDDEN
    if value.staat is Staat.STRUCTUREEL:
        return _("n.v.t.")
    if value.staat is Staat.ONTBREEKT or value.value is None:
        return MISSING
    return as_text(value.value)


def for_column(name: str, unit: str = "") -> Format:
    """How the figures of a column are written: by its name, and for `aandeel` by the unit of the question."""
    if unit == "procent_schooltijd" and name in {"aandeel", "vorig_aandeel"}:
        return percent_2
    return next((as_text for form, as_text in COLUMN_FORMATS if form.search(name)), plain)


def plain(value: Any) -> str:
    """Whole numbers whole, others with one decimal, dates as dates, text as it is."""
    if isinstance(value, bool):
        return _("ja") if value else _("nee")
    if isinstance(value, int):
        return number(value)
    if isinstance(value, float):
        return decimal(value)
    return date_short(value) if isinstance(value, datetime.date) else str(value)


def percent_as_rounded(value: float) -> str:
    """With a decimal only where the figure has one: of few pupils it was rounded to a whole."""
    return percent(value) if value == round(value) else percent_1(value)


def alike(as_text: Format, values: Iterable[Any]) -> Format:
    """How figures that were rounded alike are written: when one of them has a decimal, all have, also `8,0 %`."""
    fine = as_text is percent_as_rounded and any(value is not None and value != round(value) for value in values)
    return percent_1 if fine else as_text


def signed_0(value: float) -> str:
    """With its sign and whole, for changes in days."""
    return signed(value, 0)


def signed_percent(value: float) -> str:
    """A change in whole percents of what it was: `+12 %`, `−3 %`."""
    return ("" if round(value) == 0 else "+" if value > 0 else "\N{MINUS SIGN}") + percent(abs(value))


def signed_2(value: float) -> str:
    """With its sign and two decimals, for changes of small categories of school time."""
    return signed(value, 2)


def as_published(value: float) -> str:
    """With the decimals that it has in its source: `10`, `8,1`, `1,57`."""
    return number(value, len(f"{value:.10g}".partition(".")[2]))


COLUMN_FORMATS: tuple[tuple[re.Pattern[str], Format], ...] = (
    (re.compile(r"^verschil"), signed_2),
    (re.compile(r"^(met|zonder|vooraf|erna|vergelijk_vooraf|vergelijk_erna)$"), percent_as_rounded),
    (re.compile(r"^(gemiddeld_gemist|met_laag_2_3|vergelijk_laag_2_3)$"), percent),
    (re.compile(r"^(aanwezig|aandeel_tijd|gemist|geoorloofd|ongeoorloofd)$"), percent_1),
    (re.compile(r"aandeel|^mediaan$|^procent_|^binnen_procent$"), percent),
    (re.compile(r"^minimum_dagen$"), number),
    (re.compile(r"^per_1000"), per_1000),
    (re.compile(r"^index$"), number),
    (re.compile(r"^keer(_|$)"), decimal_2),
    (re.compile(r"^waarde$"), as_published),
    (re.compile(r"_dagen$|keren$"), decimal),
    (re.compile(r"^groei"), signed_percent),
    (re.compile(r"^(dagen_erbij|door_\w+|onverdeeld)$"), signed_0),
    (re.compile(r"^houdt_tot$|^deel_vergeleken$"), percent),
)


def _day(value: datetime.date | str) -> datetime.date:
    return datetime.date.fromisoformat(value[:10]) if isinstance(value, str) else value


# A page writes the same numbers and days at every run, and Babel takes some 50 microseconds for each.
@lru_cache(maxsize=20_000)
def _number(value: float, decimals: int, language: str) -> str:
    return format_decimal(value, format="#,##0" + ("." + "0" * decimals if decimals else ""), locale=language)


@lru_cache(maxsize=5_000)
def _period(code: str, _language: str) -> tuple[str, str]:
    return next(((full(code), short(code)) for form, full, short in PERIODS if form.fullmatch(code)), (code, code))
