"""Days and times in the forms in which exports write them."""

import polars as pl

from pipelines.mapping.parts import DATE_MARKS, TIME_MARKS, polars_form
from pipelines.parsing import FIRST_YEAR

ISO = "%Y-%m-%d"  # also how a date cell of a workbook comes in
# Behind a day, in local time.
_TIME = r"[ T]+([0-9]{1,2}:[0-9]{2})(?::[0-9]{2}(?:[.,][0-9]+)?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?$"


def day(text: pl.Expr, form: str | None) -> pl.Expr:
    """The day in a text that may have a time behind it, else null. Without a form: as in a standard delivery."""
    bare = text.str.replace(_TIME, "")
    forms = ("%d-%m-%Y",) if form is None else (polars_form(form, DATE_MARKS),)
    days = (bare.str.to_date(one, strict=False) for one in (*forms, ISO))
    # A year of four digits is also found in two: 02-09-24 would be a day in the year 2.
    return pl.coalesce(pl.when(day.dt.year() >= FIRST_YEAR).then(day) for day in days)


def time_behind(text: pl.Expr) -> pl.Expr:
    """The time behind a day, as text; null where there is none."""
    return text.str.extract(_TIME)


def minutes(text: pl.Expr, form: str) -> pl.Expr:
    """The minute of the day, 0 to 1440; null where the text is no time."""
    usual = text.str.extract_groups(r"^\s*([0-9]{1,2}):([0-9]{2})(?::[0-9]{2})?\s*$")
    hour, rest = (usual.struct.field(part).cast(pl.Int32, strict=False) for part in ("1", "2"))
    time = text.str.to_time(polars_form(form, TIME_MARKS), strict=False)
    other = time.dt.hour().cast(pl.Int32) * 60 + time.dt.minute().cast(pl.Int32)
    minute = (hour * 60 + rest).fill_null(other)
    return pl.when((minute <= 1440) & (rest.is_null() | (rest < 60))).then(minute)
