"""From lines of an export to rows of the standard delivery, step by step; every line is taken, left out or rejected."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from pipelines.header import forbidden
from pipelines.mapping import categories, intervals, keys, omission, values, wide
from pipelines.mapping.frames import LEFT_OUT, PLACE, REJECTED, new
from pipelines.mapping.standard import Standard, standard

if TYPE_CHECKING:
    from pipelines.profile import Profile

NO_PERSON = "geen naam, BSN, geboortedatum of adres / no name, BSN, birth date or address"


@dataclass(frozen=True)
class Mapped:
    """Lines of an export as a profile reads them; each line in exactly one of the three.

    records: `bestand`, `regel` and the standard columns that the profile gives, as text; one line may be several rows.
    left_out: `bestand`, `regel`, `reden`. rejected: `bestand`, `regel`, `reden`, `kolom`.
    """

    records: pl.DataFrame
    left_out: pl.DataFrame
    rejected: pl.DataFrame


def apply(profile: "Profile", records: pl.DataFrame) -> Mapped:
    """Rows of the standard delivery from the lines of an export (`bestand`, `regel`, and `profile.wanted` as text).

    Raises RefusedError when the profile cannot make a delivery of its kind.
    """
    target = standard(profile.soort)
    check(profile, target)
    own = profile.definitie
    frame, left_out = omission.left_out(records, own.weglaten)
    rejected: list[pl.DataFrame] = []
    frame, found = values.mapped(frame, profile, target)
    rejected.append(found)
    if own.interval:
        frame, found = intervals.units(frame, own.interval, own.vorm)
        rejected.append(found)
    if own.breed:
        frame, found = wide.rows(frame, own.breed, own.vorm)
        rejected.append(found)
    if own.codes:
        frame = categories.with_category(frame, own.codes)
    if target.key:
        frame, found = keys.proven(frame, target.key, own.sleutel)
        rejected.append(found)
    made = {name: new(name) for name in target.columns if new(name) in frame.columns}
    return Mapped(
        frame.select(*PLACE, **made),
        left_out.select(LEFT_OUT.keys()),
        pl.concat(rejected).select(REJECTED.keys()).sort(*PLACE),
    )


def check(profile: "Profile", target: Standard) -> None:
    """Whether the profile gives what its kind asks for. Raises RefusedError."""
    own = profile.definitie
    given = set(own.kolommen)
    if unknown := next((name for name in own.kolommen if name not in target.columns), None):
        raise profile.refused(f"kolommen.{unknown}", ", ".join(target.columns))
    made = {"datum", "eenheid"} if own.interval else set()
    made |= {"categorie"} if own.codes else set()
    made |= {"categorie", "leerlingen", "gemiste_eenheden", "ingeroosterde_eenheden"} if own.breed else set()
    if twice := sorted(given & made):
        raise profile.refused(f"kolommen.{twice[0]}", "[interval], [[codes]], [breed]")
    if missing := [name for name in target.required if name not in given | made]:
        raise profile.refused(f"kolommen.{missing[0]}", f'{missing[0]} = "..." / {missing[0]} = {{ vast = "" }}')
    named = {name for one in own.kolommen.values() if (name := one.uit_naam)}
    if absent := sorted(named - {*profile.uit_naam, *(["leverancier"] if profile.leverancier else [])}):
        raise profile.refused("bestanden", f"{{{absent[0]}}}")
    for i, rule in enumerate(own.weglaten, 1):
        if rule.patroon is not None and not omission.is_pattern(rule.patroon):
            raise profile.refused(f"weglaten[{i}].patroon", '"^test"')
    allowed = {"naam"} & set(target.columns)
    for name in (*own.sources, *(own.overslaan or ())):
        if forbidden(name) and forbidden(name) not in allowed:
            raise profile.refused(f'"{name}"', NO_PERSON)
