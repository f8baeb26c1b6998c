"""The language of the screen. Dutch is the source; English comes from the catalogue in `locale/`.

Text is translated at the moment it is shown, so never keep a translated text in a module: import the function
(`from ui.language import gettext as _`) and call it where the text is used.
"""

import gettext as gnu
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

if TYPE_CHECKING:
    from collections.abc import Iterator

LANGUAGES = {"nl": "Nederlands", "en": "English"}
DEFAULT = "nl"
CATALOGUES = Path(__file__).resolve().parent.parent / "locale"

_current: ContextVar[str] = ContextVar("language", default=DEFAULT)


def current() -> str:
    """The language of this run of a page: `nl` or `en`."""
    return _current.get()


def use(language: str | None) -> None:
    """Show what follows in this language; Dutch when it is not one of ours."""
    _current.set(language if language in LANGUAGES else DEFAULT)


def by_preference(first: str) -> list[str]:
    """The languages, with `first` in front: the default of a choice."""
    return sorted(LANGUAGES, key=lambda code: code != first)


@contextmanager
def using(language: str) -> "Iterator[None]":
    """A stretch of code in another language."""
    before = _current.set(language)
    try:
        yield
    finally:
        _current.reset(before)


def gettext(message: str) -> str:
    """The text in the current language; the Dutch text itself where the catalogue has none."""
    return _catalogue(current()).gettext(message)


def ngettext(one: str, many: str, number: int) -> str:
    """The text for one or for another number."""
    return _catalogue(current()).ngettext(one, many, number)


@cache
def _catalogue(language: str) -> gnu.NullTranslations:
    """Made in memory from the readable .po file, so that no compiled copy can fall behind it."""
    path = CATALOGUES / language / "LC_MESSAGES" / "messages.po"
    if not path.is_file():
        return gnu.NullTranslations()
    with path.open("rb") as file:
        catalogue = read_po(file, locale=language)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gnu.GNUTranslations(compiled)
