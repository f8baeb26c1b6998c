"""Names of files: what may be told of them to whoever gave the file, and what may be kept and shown to others.

A name is free text: a child's name or number can stand in it. What is kept is therefore put together from words of a
closed list, codes of schools, dates and short numbers; three asterisks stand for anything else.
"""

import datetime as dt
import os
import re
from collections.abc import Collection
from pathlib import Path

from schemas.codes import KINDS

LONGEST = 80  # characters of a name that are kept
UNKNOWN = "***"
_DIGITS = re.compile(r"[0-9]{5,}")
_PART = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"[0-9]{1,3}|(?:19|20)[0-9]{2}")
_SCHOOL = re.compile(r"[0-9]{2}[A-Z]{2}[0-9]{2}", re.IGNORECASE)
_COUNTED = re.compile(r"(?:[kqvw]|week|kw|versie)[0-9]{1,2}", re.IGNORECASE)
_SEPARATORS = re.compile(r"[^\w .,()+&-]|_{2,}", re.ASCII)
# What names of deliveries are made of. Not `jan`: that is a name as well.
WORDS = frozenset(
    """
    januari februari maart april mei juni juli augustus september oktober november december
    feb mrt apr jun jul aug sep sept okt nov dec jaar maand week kwartaal periode schooljaar
    rbl swv duo po vo sbo so vso pro mbo bo cbs dwh csv tsv txt xlsx xlsm xls utf
    magister somtoday parnassys esis dotcomschool eduarte leerplicht leerplein
    absentie absenties absentiemelding absentiemeldingen afwezigheid presentie verzuimmelding verzuimmeldingen
    melding meldingen lijst lijsten overzicht register rapport rapportage bestand bestanden data gegevens levering
    leveringen export exports uitdraai verslag dagdeel dagdelen lesuur lesuren inschrijving inschrijvingen school
    leerling vrijstelling thuiszitter aantal aantallen breed regio gemeente gemeenten landelijk passenderwijs alle
    nieuw nieuwe oud oude eerste tweede derde laatste vorige correctie gecorrigeerd verbeterd hersteld herstel herzien
    aanvulling aangevuld compleet volledig deel definitief concept kopie copy versie final test voorbeeld tot van en tm
    per dit kapot goed fout old new fixed sample
    """.split()  # noqa: SIM905 - a list of so many words is read more easily like this
) | frozenset(part for kind in KINDS for part in kind.split("_"))


def told(name: str) -> str:
    """A file's name for whoever gave the file: without folders and long numbers. Dates (yyyymmdd) stay."""
    return _DIGITS.sub(lambda run: run[0] if _is_day(run[0]) else "*" * len(run[0]), _own(name))


def kept(name: str, words: Collection[str] = ()) -> str:
    """A file's name as it may be kept and shown: words that are known, codes of schools, dates and short numbers.

    words: in lower case, those of the profile that reads the file. What is kept of a kept name is that name itself.
    """
    own = Path(_own(name))
    stem = _PART.sub(lambda part: part[0] if _is_plain(part[0], words) else UNKNOWN, own.stem.replace(UNKNOWN, "?"))
    stem = re.sub(r"\*+", UNKNOWN, _SEPARATORS.sub("*", stem))
    suffix = own.suffix if _is_plain(own.suffix[1:].lower(), ()) else ""
    return stem[: LONGEST - len(suffix)] + suffix


def words(text: str) -> frozenset[str]:
    """The words of a text, in lower case."""
    return frozenset(part.lower() for part in _PART.findall(text))


def _own(name: str) -> str:
    return os.fsencode(Path(name).name).decode("utf-8", errors="replace")  # an old archive can hold other bytes


def _is_plain(part: str, words: Collection[str]) -> bool:
    if part.isascii() and part.isdigit():
        return bool(_NUMBER.fullmatch(part)) or _is_day(part)
    if len(part) == 1 or part.lower() in WORDS or part.lower() in words:
        return part.isascii()
    return bool(_SCHOOL.fullmatch(part) or _COUNTED.fullmatch(part))


def _is_day(digits: str) -> bool:
    try:
        day = dt.datetime.strptime(digits, "%Y%m%d")
    except ValueError:
        return False
    return len(digits) == 8 and 1990 <= day.year <= 2100
