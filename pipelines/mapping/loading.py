"""Read a profile from its TOML, and say of what is wrong in it where that stands and what could stand there."""

import tomllib
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any, get_origin

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from pipelines.mapping.definition import Definitie, keys, part_of
from pipelines.refusal import BuildError


def load(path: Path) -> Definitie:
    """The profile in a file. Raises BuildError `profiel_onbruikbaar` with the first place that cannot be."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        raise _unusable(path, path.name, "UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise _unusable(path, _place(str(error)), "TOML") from None
    try:
        return Definitie.model_validate(content)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
    raise _unusable(path, written(first["loc"]), _expected(first))


def written(place: Sequence[str | int]) -> str:
    """Where in a profile, as one would say it: `codes[2].categorie`."""
    text = ""
    for item in place:
        text += f"[{item + 1}]" if isinstance(item, int) else f".{item}"
    return text.lstrip(".") or "[[...]]"


def _unusable(path: Path, plek: str, verwacht: str) -> BuildError:
    return BuildError("profiel_onbruikbaar", profiel=path.stem, plek=plek, verwacht=verwacht)


def _place(message: str) -> str:
    """Line and column of a slip in the TOML, from the words of its parser."""
    return message[message.find("(at ") + 4 :].rstrip(")") if "(at " in message else "TOML"


def _expected(error: ErrorDetails) -> str:
    """An example of what could stand there, or the keys that could."""
    place, kind = error["loc"], error["type"]
    if kind == "profiel":
        return str(error["ctx"]["verwacht"])
    part = _part(place[:-1])
    name = str(place[-1]) if place else ""
    if kind == "extra_forbidden":
        known = keys(part)
        return next(iter(get_close_matches(name, known, 1)), ", ".join(known))
    info = part.model_fields.get(name)
    if info and info.examples:
        return " / ".join(map(str, info.examples))
    inner = part_of(info.annotation) if info else None
    return ", ".join(keys(inner)) if inner else error["msg"]


def _part(place: Sequence[str | int]) -> Any:
    """The part of a profile at a place."""
    part: Any = Definitie
    named = False  # the next item is a name that the profile gives, not a key
    for item in place:
        if named or isinstance(item, int):
            named = False
            continue
        info = part.model_fields.get(item)
        if info is None:
            break
        named = get_origin(info.annotation) is dict
        part = part_of(info.annotation) or part
    return part
