"""Write a first profile as TOML, with a comment at each guess that the data steward has to look at."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import polars as pl

from pipelines.inspection.guess import Guess, shared
from pipelines.inspection.look import Look
from pipelines.inspection.words import DAGDELEN, VALUES, meaning
from pipelines.mapping.keys import has_check_digit
from pipelines.mapping.standard import standard
from pipelines.names import told
from schemas.codes import CATEGORIEEN, GEMEENTEN

_SCHOOL = re.compile(r"(?<![0-9A-Za-z])[0-9]{2}[A-Za-z]{2}[0-9]{2}(?![0-9A-Za-z])")
TYPES = {
    "dag": "days",
    "moment": "days with a time",
    "tijd": "times",
    "geheel": "whole numbers",
    "getal": "numbers",
    "tekst": "text",
    "leeg": "nothing",
}
_WEEK = ("ma", "di", "wo", "do", "vr")
_LESSONS = ("08:30", "09:20", "10:10", "11:00", "11:50", "12:40", "13:30", "14:20")


def written(path: Path, seen: Look, found: Guess) -> str:
    """The TOML of a first profile. It can be loaded as it is; what could not be guessed is a comment."""
    parts = (
        _head(path, seen, found),
        _form(seen, found),
        _key(seen, found),
        _columns(path, seen, found),
        _lines(seen, found),
    )
    return "\n".join(line for part in parts for line in part).rstrip() + "\n"


def _head(path: Path, seen: Look, found: Guess) -> Iterator[str]:
    yield f"# A first profile for {told(path.name)}, guessed from what stands in it. Look at every line;"
    yield "# docs/profiles.md explains each key. Then put it into the folder with profiles and build."
    if seen.odd:
        yield f"# {seen.odd} lines have more or fewer fields than the header; they will be quarantined."
    if found.forbidden:
        numbers = ", ".join(str(i + 1) for i in found.forbidden)
        yield f"# Column {numbers} may not be delivered (it identifies a child, or is free text): a file with it is"
        yield "# refused. Ask for an export without it."
    yield from _kinds_of_values(seen, found)
    yield from ("", f"soort = {_text(found.soort)}")
    stem, suffix = path.stem, path.suffix.lower()
    yield f"bestanden = [{_text(_pattern(stem) + suffix)}]"
    party = next((party for party in ("RBL", "SWV") if party in re.split(r"[_\W]", stem.upper())), None)
    if party:
        yield f"leverancier = {_text(party)}"
    if rest := _rest(seen, found):
        yield "# Columns that are not used. A column that is neither here nor below is refused: the export has changed."
        yield f"overslaan = [{', '.join(_text(name) for name in rest)}]"


def _kinds_of_values(seen: Look, found: Guess) -> Iterator[str]:
    """The columns of the file with what stands in each; the name of one that may not be delivered is not repeated."""
    yield "# Columns of the file, and what stands in them:"
    for i, type_ in enumerate(found.types):
        name = seen.names[i] if seen.names and i not in found.forbidden else "-"
        yield f"#   {i + 1}  {name}: {TYPES[type_.naam]}" + (f" ({type_.vorm})" if type_.vorm else "")


def _form(seen: Look, found: Guess) -> Iterator[str]:
    yield from ("", "[vorm]")
    if seen.sheet:
        yield f"blad = {_text(seen.sheet)}"
    if seen.above:
        yield f"rijen_boven_kop = {seen.above}"
    if seen.delimiter:
        yield f"scheidingsteken = {_text(seen.delimiter)}"
    if seen.encoding:
        yield f"codering = {_text(seen.encoding)}"
    forms = Counter(one.vorm for one in found.types if one.vorm)
    if forms:
        form = forms.most_common(1)[0][0]
        others = [one for one in forms if one != form]
        yield f"datum = {_text(form)}" + (f"  # in other columns: {', '.join(others)}" if others else "")
        if form in {"dd/mm/jjjj", "mm/dd/jjjj"}:
            yield "# Check which of the two is the day."
    if any(one.komma for one in found.types):
        yield 'decimaalteken = ","'
    if found.is_wide and any(one.naam == "getal" and not one.komma for one in found.types):
        yield 'duizendtalteken = "."  # counts with a point: between thousands'


def _key(seen: Look, found: Guess) -> Iterator[str]:
    key = standard(found.soort).key
    if not key:
        return
    yield from ("", "[sleutel]", 'domein = "regio"  # "school" where the number is the school\'s own')
    if key in found.columns and has_check_digit(seen.frame[f"k{found.columns[key]}"]):
        yield "# Nine digits with a check digit: leading zeros that Excel took are put back."
        yield from ("lengte = 9", "elfproef = true")


def _columns(path: Path, seen: Look, found: Guess) -> Iterator[str]:
    """The standard columns in their order; those with a list of values as tables of their own behind the others."""
    if not seen.names:
        yield from ("", "# No header was found. The first row must name the columns; see [vorm] rijen_boven_kop.")
        yield from ("[kolommen]",)
        return
    target, party = standard(found.soort), bool(_SCHOOL.search(path.stem))
    yield from ("", "[kolommen]")
    tables: list[str] = []
    used = {"ingeschreven", "geroosterd"} if found.is_wide else set()
    for name in target.columns:
        place = found.columns.get(name)
        if place is None:
            yield from _absent(name, name in found.missing, party, found)
        elif name not in used:
            source = seen.names[place]
            if name == "schooljaar" and found.types[place].vorm:
                yield f"schooljaar = {{ schooljaar_van = {_text(source)} }}"
            elif name == "week" and found.types[place].vorm:
                yield f"week = {{ week_van = {_text(source)} }}"
            elif table := _values(name, source, seen, found):
                tables += ["", f"[kolommen.{name}]", f"kolom = {_text(source)}", *table]
            else:
                yield f"{name} = {_text(source)}"
    yield from tables


def _absent(name: str, needed: bool, party: bool, found: Guess) -> Iterator[str]:
    if name == "school" and party:
        yield 'school = { uit_naam = "leverancier" }'
    elif name == "lijst":
        yield 'lijst = { vast = "SWV" }  # or RBL'
    elif needed:
        yield f'# {name} = "..."  # not found, and needed; {{ vast = "" }} where the export does not have it'


def _values(name: str, source: str, seen: Look, found: Guess) -> list[str]:
    """The list of values of a closed column: those we know a word for, and as a comment what many lines have."""
    place = found.columns[name]
    values = seen.frame[f"k{place}"].drop_nulls().unique(maintain_order=True)
    if name == "gemeente" and values.len() and values.str.contains(r"^\d{3,4}$").all():
        numbers = {number: code for code in GEMEENTEN for number in (code[2:], code[2:].lstrip("0"))}
        return [f"waarden = {{ {', '.join(f'{number} = {_text(code)}' for number, code in numbers.items())} }}"]
    words = VALUES.get(name)
    if not words:
        return []
    own = {*words.values(), "ja", "nee"}
    meant = {**{code: code for code in own if code}, **words}
    known = {value: meant[value.lower()] for value in values if value not in own and value.lower() in meant}
    other = [value for value in shared(seen, found, place) if value not in known and value not in own]
    if not known and not other:
        return []
    table = [f"waarden = {{ {', '.join(f'{_text(value)} = {_text(code)}' for value, code in known.items())} }}"]
    return table + [f"# not yet in the list: {_text(value)}" for value in other]


def _lines(seen: Look, found: Guess) -> Iterator[str]:
    names = seen.names or ()
    if found.soort == "leerlingaantallen" and (place := found.columns.get("gemeente")) is not None:
        values = seen.frame[f"k{place}"].drop_nulls()
        numbers = [number for code in GEMEENTEN for number in (code[2:], code[2:].lstrip("0"))]
        if values.len() and values.str.contains(r"^\d{3,4}$").all() and not values.is_in(numbers).all():
            yield from ("", "[[weglaten]]", f"kolom = {_text(names[place])}")
            yield f"behalve = [{', '.join(_text(number) for number in dict.fromkeys(numbers))}]"
            yield 'reden = "buiten_regio"'
    if found.is_interval:
        yield from _interval(seen, found, names)
    if found.is_wide:
        yield from _wide(found, names)
    if found.soort == "verzuim" and "reden" in found.columns:
        yield from _codes(seen, found, names)


def _interval(seen: Look, found: Guess, names: Sequence[str]) -> Iterator[str]:
    yield from ("", "[interval]")
    for end in ("begin", "einde"):
        parts = [f"datum = {_text(names[found.columns[end]])}"]
        hour, time = found.columns.get(f"{end}_uur"), found.columns.get(f"{end}_tijd")
        moments = found.types[found.columns[end]].naam == "moment"
        if hour is not None and {"begin_uur", "einde_uur"} <= set(found.columns) and not moments:
            parts.append(f"lesuur = {_text(names[hour])}")
            if found.dagdelen:
                words = (f"{_text(word)} = {DAGDELEN[word][end == 'einde']}" for word in found.dagdelen)
                parts.append(f"waarden = {{ {', '.join(words)} }}")
        elif time is not None:
            parts.append(f"tijd = {_text(names[time])}")
        yield f"{end} = {{ {', '.join(parts)} }}"
    if (place := found.columns.get("hele_dag")) is not None:
        yield f'hele_dag = {{ kolom = {_text(names[place])}, waarden = ["ja"] }}'
    yield '# zonder_einde = "dag"  # where a report without an end lasts until the end of its day'
    yield from ("", "# These are not the times of this school: change them, and add its vakanties.")
    yield from ("[[interval.lesuren]]", f"dagen = [{', '.join(_text(day) for day in _WEEK)}]")
    pairs = pairwise(_LESSONS) if not found.dagdelen else (("08:30", "12:00"), ("13:00", "15:00"))
    yield f"tijden = [{', '.join(f'[{_text(start)}, {_text(stop)}]' for start, stop in pairs)}]"


def _wide(found: Guess, names: Sequence[str]) -> Iterator[str]:
    pupils, units = (names[found.columns[name]] for name in ("ingeschreven", "geroosterd"))
    yield from ("", "[breed.totaal]", f"leerlingen = {_text(pupils)}", f"eenheden = {_text(units)}")
    for pair in found.pairs:
        told = pair.category
        mark = "" if told else "# "
        yield from ("", f"{mark}[[breed.kolommen]]", f"{mark}categorie = {_text(told or 'onbekend')}")
        yield f"{mark}leerlingen = {_text(names[pair.pupils])}"
        yield f"{mark}eenheden = {_text(names[pair.units])}"


def _codes(seen: Look, found: Guess, names: Sequence[str]) -> Iterator[str]:
    """The reason codes that many lines have: with a category where a word says it, else to be filled in."""
    place = found.columns["reden"]
    codes = shared(seen, found, place)
    if not codes:
        return
    described = [i for i, name in enumerate(names) if re.search(r"omschrijving|betekenis", name, re.IGNORECASE)]
    yield from (
        "",
        "# Reason codes that at least five lines have. Those behind a # mean nothing yet: fill it in,",
    )
    yield f"# one of {', '.join(CATEGORIEEN)}."
    for code in codes:
        own = replace(seen, frame=seen.frame.filter(pl.col(f"k{place}") == code))
        words = [text for i in described for text in shared(own, found, i)]
        told = next((category for text in (code, *words) if (category := meaning(text))), None)
        mark = "" if told else "# "
        yield from ("", f"{mark}[[codes]]", f"{mark}code = {_text(code)}", f"{mark}categorie = {_text(told or '...')}")


def _rest(seen: Look, found: Guess) -> list[str]:
    """Columns of the export that are neither used nor forbidden."""
    used = {*found.columns.values(), *found.forbidden, *(i for pair in found.pairs for i in (pair.pupils, pair.units))}
    return [name for i, name in enumerate(seen.names or ()) if i not in used and name]


def _pattern(stem: str) -> str:
    """The name of a file with a place for what differs from file to file."""
    pattern = _SCHOOL.sub("{leverancier}", re.sub(r"[{}*?]", "_", stem), count=1)
    pieces = re.split(r"(\{leverancier\})", pattern)
    pattern = "".join(piece if piece.startswith("{") else re.sub(r"\d[\d\W_]*\d|\d", "*", piece) for piece in pieces)
    pattern = pattern if "*" in pattern else f"{pattern}*"
    return pattern if re.search(r"[A-Za-z]", pattern.replace("{leverancier}", "")) else "export_*"


def _text(value: str) -> str:
    """As a TOML string."""
    return json.dumps(value, ensure_ascii=False)
