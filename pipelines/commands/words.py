"""The words of the command line in Dutch and English: heads, names in tables, help. INBEELD_LANGUAGE chooses.

Commands, options and the names in --json are the same in both languages, because programs rely on them.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from settings import Settings

FILE = Path(__file__).with_name("words.toml")


def language() -> str:
    """The language of the settings, `nl` or `en`."""
    return Settings().language


@cache
def _of_help() -> str:
    """The same, looked up once: every command and option has a help."""
    return language()


@cache
def texts() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """Every text by group, code and language."""
    found: dict[str, dict[str, dict[str, str]]] = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return found


def word(code: str, taal: str, **facts: str | int) -> str:
    """A head, a name or a sentence. Raises KeyError when there is none."""
    return texts()["word"][code][taal].format(**facts)


def named(code: str, taal: str) -> str:
    """The name of something that the program counts; the code itself when it has none."""
    return texts()["name"].get(code, {}).get(taal, code)


def helped(code: str) -> str:
    """The help of a command or an option, which is asked for before there are settings of a run."""
    return texts()["help"][code][_of_help()]


def number(value: int, taal: str) -> str:
    """A whole number with its thousands apart. Not through Babel, which takes 0.4 s to begin."""
    return f"{value:,}".replace(",", "." if taal == "nl" else ",")
