"""The first line of a delivery: its separator and its columns, of which none is missing, too many or forbidden."""

import csv
import re
import unicodedata
from collections.abc import Collection, Sequence

from pipelines.refusal import RefusedError

DELIMITERS = (";", ",", "\t")
_AROUND = ' \t"\ufeff\xa0'
_OTHERS = ("|", ":", "^", "~", "#", "\x1f")  # seen in exports, not read: a profile names its separator
# What identifies a person, or is free text about one. It may not enter any store, so the file is refused before a line
# of it is read. Found anywhere in the name of a column, without accents, spaces and signs: `naam kind`, `bsn_leerling`.
FORBIDDEN = (
    "naam",
    "voorletter",
    "initialen",
    "tussenvoegsel",
    "surname",
    "firstname",
    "lastname",
    "fullname",
    "bsn",
    "burgerservice",
    "sofinummer",
    "onderwijsnummer",
    "persoonsgebonden",
    "persoonsnummer",
    "eckid",
    "geboorte",
    "geboren",
    "gebdat",
    "birth",
    "adres",
    "address",
    "straat",
    "huisnummer",
    "huisnr",
    "postcode",
    "woonplaats",
    "telefoon",
    "mobielnummer",
    "email",
    "iban",
    "rekeningnummer",
    "opmerking",
    "toelichting",
    "notitie",
    "bijzonderhe",
    "vrijetekst",
)
# The same, but only as a word of its own: these letters stand in other words too.
FORBIDDEN_WORDS = ("pgn", "pgnr", "eck", "name", "mail", "tel", "mobiel", "geb", "straatnaam", "memo")
# A name that is not that of a person: `schoolnaam`, `naam vestiging`, `gemeentenaam`.
_THING = (
    "(?:school|vestiging|locatie|instelling|bestuur|gezag|gemeente|plaats|provincie|regio|swv|verband|afdeling|"
    "opleiding|leerjaar|groep|klas|vak|les|lokaal|reden|soort|categorie|code|bestand|bron|indicator)s?"
)
_NAME_OF_A_THING = re.compile(rf"(?:{_THING})+naam|naam(?:van|de|het)*(?:{_THING})+")


def columns(
    header: str,
    required: Sequence[str],
    optional: Collection[str] | None = (),
    delimiters: Sequence[str] = DELIMITERS,
) -> tuple[tuple[str, ...], str]:
    """The names of the columns without case and spaces, and the separator between them.

    optional: what may be there beside what is required; None: anything that is not forbidden, as in an export that a
    profile reads. Raises RefusedError, with the numbers of columns and never their text.
    """
    split = {delimiter: _names(header, delimiter) for delimiter in delimiters}
    delimiter = max(split, key=lambda one: (_found(split[one], required), len(split[one])))
    names = split[delimiter]
    _refuse_forbidden(names, {*required, *(optional or ())})
    if _found(names, required) < len(required):
        others = [_names(header, one) for one in _OTHERS] + [_names(re.sub(r"[;,\t]", ";", header), ";")]
        if max(_found(other, required) for other in others) > _found(names, required):
            raise RefusedError("scheidingsteken")
    expected = delimiter.join(required)
    if doubled := [i for i, name in enumerate(names) if name and name in names[:i]]:
        raise RefusedError("dubbele_kolom", nummers=_numbers(doubled))
    if missing := [name for name in required if name not in names]:
        raise RefusedError("kolom_ontbreekt", kolommen=", ".join(missing), verwacht=expected)
    if optional is not None:
        known = {*required, *optional, ""}
        if extra := [i for i, name in enumerate(names) if name not in known]:
            raise RefusedError("kolom_te_veel", nummers=_numbers(extra), verwacht=expected)
    return names, delimiter


def refuse_other_separator(names: Sequence[str], delimiter: str, lines: Sequence[str]) -> None:
    """Refuse a file of which the lines have another separator than the header.

    Raises RefusedError when no line has as many fields as the header, and most would with another separator.
    """
    filled = [line for line in lines if line.strip(" ;,\t|") and '"' not in line]
    others = [one for one in (*DELIMITERS, *_OTHERS) if one != delimiter]
    last = len(names) - 1
    if not filled or not last or any(line.count(delimiter) == last for line in filled):
        return
    if any(2 * sum(line.count(one) == last for line in filled) > len(filled) for one in others):
        raise RefusedError("scheidingsteken")


def forbidden(name: str) -> str | None:
    """What in the name of a column says that it identifies a person; None: nothing."""
    plain = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z]+", plain)
    whole = "".join(words)
    if word := next((word for word in FORBIDDEN_WORDS if word in words or word == whole), None):
        return word
    found = [part for part in FORBIDDEN if part in whole]
    if found == ["naam"] and _NAME_OF_A_THING.fullmatch(whole):
        return None
    return found[0] if found else None


def _names(header: str, delimiter: str) -> tuple[str, ...]:
    try:
        fields = next(csv.reader([header], delimiter=delimiter)) if '"' in header else header.split(delimiter)
    except (csv.Error, StopIteration):
        fields = header.split(delimiter)
    return tuple("".join(field.strip(_AROUND).split()).lower() for field in fields)


def _found(names: Collection[str], required: Sequence[str]) -> int:
    return sum(name in names for name in required)


def _refuse_forbidden(names: Sequence[str], own: set[str]) -> None:
    """A column of the kind is never forbidden: schools have a `naam`."""
    found = {i: part for i, name in enumerate(names) if name not in own and (part := forbidden(name))}
    if found:
        raise RefusedError("verboden_kolom", nummers=_numbers(found), kolommen=", ".join(sorted(set(found.values()))))


def _numbers(positions: Collection[int]) -> str:
    """Numbers of columns, from 1; at most ten, because a line of data that stands as header can give many."""
    numbers = [str(i + 1) for i in sorted(positions)]
    return ", ".join(numbers[:10]) + (" ..." if len(numbers) > 10 else "")
