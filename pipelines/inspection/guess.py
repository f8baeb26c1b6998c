"""Guess of an export which delivery it can make, and from which of its columns."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import polars as pl

from pipelines.header import forbidden
from pipelines.inspection.look import Look
from pipelines.inspection.types import Type, type_of
from pipelines.inspection.words import COLUMNS, DAGDELEN, IN_NAME, PUPILS, UNITS, meaning
from pipelines.mapping.standard import standard

MINIMUM_ROWS = 5  # what fewer lines than this have in common could be about one child
MAXIMUM_LENGTH = 40  # a longer text is no code
INTERVAL = ("begin", "einde", "begin_tijd", "einde_tijd", "begin_uur", "einde_uur", "hele_dag")
_DAYS = {"begin", "einde", "datum", "peildatum", "start", "aanbod", "wacht_ggz_sinds", "ingang", "van", "tot"}


@dataclass(frozen=True)
class Pair:
    """Two columns of a wide table that are about one reason: pupils and units."""

    reason: str
    pupils: int
    units: int

    @property
    def category(self) -> str | None:
        return meaning(self.reason)


@dataclass(frozen=True)
class Guess:
    """What an export may be. columns: of each standard column (or end of an interval) the place in the export.

    forbidden: places of columns that may not be delivered. pairs: of a wide table.
    """

    soort: str
    columns: Mapping[str, int]
    types: Sequence[Type]
    forbidden: Sequence[int]
    pairs: Sequence[Pair] = ()
    dagdelen: tuple[str, ...] = ()  # the words of a column with dagdelen

    @property
    def is_interval(self) -> bool:
        return self.soort == "verzuim" and {"begin", "einde"} <= set(self.columns)

    @property
    def is_wide(self) -> bool:
        return bool(self.pairs) and {"ingeschreven", "geroosterd"} <= set(self.columns)

    @property
    def missing(self) -> list[str]:
        """Required columns of the kind that were not found."""
        made = {"datum", "eenheid"} if self.is_interval else set()
        made |= {"categorie", "leerlingen", "gemiste_eenheden"} if self.is_wide else set()
        return [name for name in standard(self.soort).required if name not in made | set(self.columns)]


def guess(seen: Look, stem: str) -> Guess:
    """The kind of which most of what it needs is there; the name of the file breaks a tie."""
    names = seen.names or ()
    types = [type_of(seen.frame[column]) for column in seen.frame.columns]
    banned = [i for i, name in enumerate(names) if forbidden(name)]
    pairs = _pairs(names)
    found = []
    for soort in COLUMNS:
        columns = _assigned(soort, names, types, {*banned, *(i for pair in pairs for i in (pair.pupils, pair.units))})
        one = Guess(soort, columns, types, banned, pairs if soort == "weekcijfers" else ())
        if soort == "verzuim":
            one = _as_interval(one, seen)
        needed = len(standard(soort).required)
        told = bool(re.search(IN_NAME[soort], stem, re.IGNORECASE))
        found.append((1 - len(one.missing) / needed + told / 2, one))
    return max(found, key=lambda pair: pair[0])[1]


def shared(seen: Look, found: Guess, place: int) -> list[str]:
    """The short values of a column that so many lines, of different pupils, have that they are about nobody.

    The most common first. Nothing from a column with keys or one that may not be delivered.
    """
    key = found.columns.get(standard(found.soort).key or "")
    if place == key or place in found.forbidden:
        return []
    who = pl.len() if key is None else pl.col(f"k{key}").n_unique()
    counts = seen.frame.group_by(pl.col(f"k{place}").alias("text")).agg(lines=pl.len(), pupils=who)
    counts = counts.filter(pl.col("text").is_not_null(), pl.min_horizontal("lines", "pupils") >= MINIMUM_ROWS)
    counts = counts.filter(pl.col("text").str.len_chars() <= MAXIMUM_LENGTH)
    return counts.sort("lines", "text", descending=[True, False])["text"].to_list()


def _as_interval(found: Guess, seen: Look) -> Guess:
    """Absence by begin and end, or by words for dagdelen, of which one means two units; else by unit."""
    place = found.columns.get("eenheid")
    if found.is_interval:
        columns = {name: i for name, i in found.columns.items() if name not in {"datum", "eenheid"}}
        return replace(found, columns=columns)
    columns = {name: i for name, i in found.columns.items() if name not in INTERVAL}
    if place is None or "datum" not in columns:
        return replace(found, columns=columns)
    words = seen.frame[f"k{place}"].drop_nulls().str.to_lowercase().unique(maintain_order=True).to_list()
    known = tuple(word for word in words if word in DAGDELEN)
    if not known:
        return replace(found, columns=columns)
    day = columns.pop("datum")
    del columns["eenheid"]
    ends = {"begin": day, "einde": day, "begin_uur": place, "einde_uur": place}
    return replace(found, columns={**columns, **ends}, dagdelen=known)


def _assigned(soort: str, names: Sequence[str], types: Sequence[Type], taken: set[int]) -> dict[str, int]:
    """Each standard column from the free column whose name fits best."""
    bare = [re.sub(r"[^a-zà-ÿ0-9]", "", name.lower()) for name in names]
    found: dict[str, int] = {}
    for name, patterns in COLUMNS[soort].items():
        for pattern in patterns:
            free = (i for i, text in enumerate(bare) if i not in taken and text and re.search(pattern, text))
            place = next((i for i in free if _fits(name, types[i])), None)
            if place is not None:
                found[name] = place
                taken = taken | {place}
                break
    return found


def _fits(name: str, type_: Type) -> bool:
    if name in _DAYS:
        return type_.naam in {"dag", "moment", "leeg"}
    if name in {"begin_tijd", "einde_tijd"}:
        return type_.naam in {"tijd", "leeg"}
    return True


def _pairs(names: Sequence[str]) -> list[Pair]:
    """Columns that differ in their last word only: `Ziek lln` and `Ziek dagdelen`."""
    pupils = {match[1].strip().lower(): i for i, name in enumerate(names) if (match := PUPILS.match(name))}
    units = {match[1].strip().lower(): i for i, name in enumerate(names) if (match := UNITS.match(name))}
    return [Pair(reason, place, units[reason]) for reason, place in pupils.items() if reason in units]
