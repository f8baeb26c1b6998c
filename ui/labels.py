"""A name for every code, in both languages: what filters, charts, tables and downloads show.

A dimension is the name of a column (`laag`, `gemeente`, ...). A test demands a name for every code of schemas.codes.
"""

from collections.abc import Callable, Mapping
from contextvars import ContextVar
from datetime import date
from typing import Any

from schemas.codes import ALLE
from ui import format as fmt
from ui import headings, names
from ui.language import current
from ui.language import gettext as _

PERIODS = frozenset(
    {
        *("periode", "peildatum", "kwartaal", "halfjaar", "schooljaar", "week", "maand"),
        *("eerste_dag", "laatste_dag", "peiling"),
    }
)

# Names that stand in the data, such as the colours of an agenda: dimension to codes to names.
_own: ContextVar[Mapping[str, Mapping[str, str]] | None] = ContextVar("own_names", default=None)


def rename(dimension: str, own: Mapping[str, str]) -> None:
    """For the rest of this run these codes have other names than usual; the others have their usual ones."""
    _own.set({**(_own.get() or {}), dimension: own})


def name(dimension: str, code: Any) -> str:
    """The name of a code of a dimension, in full. An unknown code is its own name."""
    if dimension in PERIODS or isinstance(code, date):
        return _("Alle maanden samen") if code == ALLE else fmt.period(code)
    if own := _renamed(dimension, code):
        return own
    return names.names(current()).get(dimension, {}).get(_key(code), str(code))


def short(dimension: str, code: Any) -> str:
    """A name for narrow places: axes, heads of columns, legends."""
    if dimension in PERIODS or isinstance(code, date):
        return name(dimension, code) if code == ALLE else fmt.period_short(code)
    if own := _renamed(dimension, code):
        return own
    return names.short_names(current()).get(dimension, {}).get(_key(code)) or name(dimension, code)


def inside(dimension: str, code: Any) -> str:
    """A name inside a sentence: with a small letter, unless it begins with an abbreviation."""
    text = name(dimension, code)
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def knows(dimension: str, code: Any) -> bool:
    """Whether this dimension has a name for this code (periods always do)."""
    return dimension in PERIODS or _key(code) in names.names(current()).get(dimension, {})


def column(column_name: str) -> str:
    """The head of a column."""
    return headings.columns(current()).get(column_name) or column_name.replace("_", " ").capitalize()


def unit(code: str) -> str:
    """What is counted, as it stands under a figure."""
    return name("eenheid", code)


def options(dimension: str) -> Callable[[Any], str]:
    """For `format_func` of a widget."""
    return lambda code: name(dimension, code)


def dimensions() -> dict[str, dict[str, str]]:
    """Every dimension with the names of its codes, in the current language."""
    return names.names(current())


def order(dimension: str) -> list[str]:
    """The codes of a dimension in the order in which charts and tables show them."""
    return list(names.names(current()).get(dimension, {}))


def _renamed(dimension: str, code: Any) -> str | None:
    return (_own.get() or {}).get(dimension, {}).get(_key(code))


def _key(code: Any) -> str:
    """Columns such as `geoorloofd` hold yes, no or nothing."""
    if code is None:
        return "niet_bekend"
    if isinstance(code, bool):
        return "ja" if code else "nee"
    return str(code)
