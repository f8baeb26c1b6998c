"""The standard columns of a delivery from the columns of an export: renamed, fixed, joined, translated, put in form."""

from typing import TYPE_CHECKING

import polars as pl

from pipelines.mapping.frames import REJECTED, Test, looked_up, new, split
from pipelines.mapping.moments import day, minutes
from pipelines.mapping.parts import Kolom, Vorm, plain
from pipelines.mapping.standard import Standard
from schemas.schooljaar import schooljaren

if TYPE_CHECKING:
    from pipelines.profile import Profile


def mapped(frame: pl.DataFrame, profile: "Profile", target: Standard) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The frame with the standard columns, and the lines whose text has not the form that the profile gives.

    Each is called `new(name)`, beside the columns of the export. Days become yyyy-mm-dd and numbers have a point before
    the decimals: what reading a standard delivery expects.
    """
    own = profile.definitie
    days, numbers = target.of_type("Date"), target.of_type("Int64", "Float64")
    tests: list[Test] = []
    for name, spec in own.kolommen.items():
        text = _translated(_source(spec, own.vorm, profile), spec)
        if spec.schooljaar_van or spec.week_van or spec.datum:
            given, value = pl.col(plain(spec.sources[0])), text
            tests.append((given.is_not_null() & pl.col(new(name)).is_null(), "datum", name))
        elif name in days:
            value = day(text, own.vorm.datum).dt.strftime("%Y-%m-%d")
            tests.append((text.is_not_null() & pl.col(new(name)).is_null(), "datum", name))
        else:
            value = number(text, own.vorm) if name in numbers and name != target.key else text
        if len(spec.sources) == 1 and (value is not text or spec.waarden):
            frame = looked_up(frame, plain(spec.sources[0]), **{new(name): value})
        else:
            frame = frame.with_columns(value.alias(new(name)))
    return split(frame, *tests) if tests else (frame, pl.DataFrame(schema=REJECTED))


def number(text: pl.Expr, vorm: Vorm) -> pl.Expr:
    """A number with a point before its decimals and nothing between its thousands."""
    if vorm.duizendtalteken:
        text = text.str.replace_all(vorm.duizendtalteken, "", literal=True)
    if vorm.decimaalteken == ",":
        text = text.str.replace(",", ".", literal=True)
    return text


def _source(spec: Kolom, vorm: Vorm, profile: "Profile") -> pl.Expr:
    if spec.vast is not None:
        return pl.lit(spec.vast.strip() or None, pl.String)
    if spec.uit_naam is not None:
        told = {**profile.uit_naam, "leverancier": profile.leverancier or ""}
        return pl.lit(told[spec.uit_naam], pl.String)
    if spec.samen is not None:
        return pl.concat_str([pl.col(plain(name)) for name in spec.samen])
    first = pl.col(plain(spec.sources[0]))
    if spec.schooljaar_van is not None:
        return schooljaren(day(first, vorm.datum))
    if spec.week_van is not None:
        return day(first, vorm.datum).dt.strftime("%G-W%V")
    if spec.datum is not None:
        return _moment(first, pl.col(plain(spec.tijd)) if spec.tijd else None, vorm)
    return first


def _moment(date: pl.Expr, time: pl.Expr | None, vorm: Vorm) -> pl.Expr:
    """A day and a time as yyyy-mm-dd hh:mm; without a time the day alone."""
    found = day(date, vorm.datum).dt.strftime("%Y-%m-%d")
    if time is None:
        return found
    minute = minutes(time, vorm.tijd)
    clock = pl.format("{}:{}", *((part).cast(pl.String).str.zfill(2) for part in (minute // 60, minute % 60)))
    return pl.when(minute.is_null()).then(found).otherwise(pl.concat_str([found, clock], separator=" "))


def _translated(text: pl.Expr, spec: Kolom) -> pl.Expr:
    """What a value means by the list of the profile, whatever its case; a value that is not in the list stays."""
    if not spec.waarden:
        return text
    meanings = {value.strip().lower(): meaning.strip() or None for value, meaning in spec.waarden.items()}
    lower = text.str.to_lowercase()
    known = lower.is_in(list(meanings))
    means = lower.replace_strict(meanings, default=None, return_dtype=pl.String)
    return pl.when(known.fill_null(value=False)).then(means).otherwise(text)
