"""Cut an absence that lasts from begin to end into the units (lesuren or dagdelen) of the school's schedule."""

import datetime as dt

import polars as pl

from pipelines.mapping.frames import PLACE, Test, looked_up, new, refused, split
from pipelines.mapping.moments import day, minutes, time_behind
from pipelines.mapping.parts import Vorm, plain
from pipelines.mapping.schedule import DAGEN, UNITS, Interval, Moment, minute

MAX_DAYS = 400  # an absence that lasts longer than a school year is a slip of the pen
DAY_END = 1440  # minutes
# With a space, so that no column of an export is called the same.
BEGIN, END, FROM, UNTIL = "begin op", "einde op", "begin in dag", "einde in dag"
DAY, UNIT = new("datum"), new("eenheid")
_SAME_DAY = pl.col(BEGIN) == pl.col(END)
_IMPOSSIBLE: tuple[Test, ...] = (
    ((pl.col(END) < pl.col(BEGIN)) | (_SAME_DAY & (pl.col(UNTIL) < pl.col(FROM))), "volgorde", "datum"),
    ((pl.col(END) - pl.col(BEGIN)).dt.total_days() > MAX_DAYS, "bereik", "datum"),
)


def units(frame: pl.DataFrame, interval: Interval, vorm: Vorm) -> tuple[pl.DataFrame, pl.DataFrame]:
    """A row for each unit that an interval meets, with the new columns datum and eenheid; and the lines that fit none.

    Rejected: leeg and datum (begin or end is missing or cannot be read), vorm (a time), getal (a lesuur), volgorde (end
    before begin), bereik (longer than MAX_DAYS), zonder_rooster (no lesson between begin and end).
    """
    begin, end = interval.begin, interval.einde
    frame = _bounded(_bounded(frame, begin, vorm, BEGIN, FROM), end, vorm, END, UNTIL)
    if interval.zonder_einde == "dag":
        open_end = pl.col(plain(end.datum)).is_null()
        frame = frame.with_columns(pl.when(open_end).then(BEGIN).otherwise(END).alias(END))
    frame, rejected = split(frame, *_unreadable(begin, BEGIN, FROM, "van"), *_unreadable(end, END, UNTIL, "tot"))
    frame, impossible = split(_filled(frame, interval), *_IMPOSSIBLE)
    found = _met(_per_day(frame, interval), interval)
    lost = frame.select(*PLACE).join(found.select(*PLACE).unique(), on=list(PLACE), how="anti", maintain_order="left")
    rows = frame.join(found, on=list(PLACE), how="inner", maintain_order="left")
    rows = rows.sort(*PLACE, DAY, UNIT)
    rows = rows.with_columns(pl.col(DAY).dt.strftime("%Y-%m-%d"), pl.col(UNIT).cast(pl.String))
    return rows, pl.concat([rejected, impossible, refused(lost, "zonder_rooster", "datum")])


def schedule(interval: Interval) -> pl.DataFrame:
    """The units of a week: `weekdag` (1 Monday to 7), `eenheid`, `les_van` and `les_tot` (minutes of the day)."""
    rows = [
        (DAGEN.index(dag) + 1, number, minute(start), minute(end))
        for part in interval.lesuren
        for dag in part.dagen
        for number, (start, end) in enumerate(part.tijden, 1)
    ]
    schema = {"weekdag": pl.Int8, "eenheid": pl.Int32, "les_van": pl.Int32, "les_tot": pl.Int32}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _bounded(frame: pl.DataFrame, moment: Moment, vorm: Vorm, name: str, within: str) -> pl.DataFrame:
    """The day of begin or end, and the lesuur or minute within it; null where it is not given or cannot be read."""
    date = pl.col(plain(moment.datum))
    frame = looked_up(frame, plain(moment.datum), **{name: day(date, vorm.datum), _behind(name): time_behind(date)})
    given = _given(moment, name)
    value = _number(moment) if moment.lesuur else minutes(pl.col(given), vorm.tijd)
    return looked_up(frame, given, **{within: value})


def _behind(name: str) -> str:
    return f"{name} tijd"


def _given(moment: Moment, name: str) -> str:
    """The column that says where in the day: of the lesuur, of the time, or the time behind the day."""
    return plain(moment.lesuur or moment.tijd or "") or _behind(name)


def _number(moment: Moment) -> pl.Expr:
    """The number of a lesuur; exports write 3, 3.0, 3e, or a word that the profile explains."""
    text = pl.col(plain(moment.lesuur or ""))
    words = {word.strip().lower(): str(number) for word, number in moment.waarden.items()}
    text = text.str.to_lowercase().replace(words) if words else text
    number = text.str.extract(r"^\s*([0-9]{1,2})(?:\.0|e)?\s*$").cast(pl.Int32, strict=False)
    return pl.when(number <= UNITS).then(number)


def _unreadable(moment: Moment, name: str, within: str, own: str) -> list[Test]:
    date, given = pl.col(name), pl.col(_given(moment, name))
    reason = ("getal", "eenheid") if moment.lesuur else ("vorm", own)
    return [
        (date.is_null() & pl.col(plain(moment.datum)).is_null(), "leeg", "datum"),
        (date.is_null(), "datum", "datum"),
        (given.is_not_null() & pl.col(within).is_null(), *reason),
    ]


def _filled(frame: pl.DataFrame, interval: Interval) -> pl.DataFrame:
    """Where nothing is given, and on whole days: from the first and until the last lesson."""
    start, end = pl.col(FROM).fill_null(0), pl.col(UNTIL).fill_null(_last(interval))
    if interval.hele_dag:
        wanted = [value.strip().lower() for value in interval.hele_dag.waarden]
        whole = pl.col(plain(interval.hele_dag.kolom)).str.to_lowercase().is_in(wanted).fill_null(value=False)
        start, end = pl.when(whole).then(0).otherwise(start), pl.when(whole).then(_last(interval)).otherwise(end)
    return frame.with_columns(start.cast(pl.Int32).alias(FROM), end.cast(pl.Int32).alias(UNTIL))


def _last(interval: Interval) -> int:
    return UNITS if interval.einde.lesuur else DAY_END


def _per_day(frame: pl.DataFrame, interval: Interval) -> pl.DataFrame:
    """A row per interval and day on which there may be lessons, with the part of that day that it covers."""
    free = [
        part.van + dt.timedelta(days=i) for part in interval.vakanties for i in range((part.tot - part.van).days + 1)
    ]
    days = frame.select(*PLACE, BEGIN, END, FROM, UNTIL, pl.date_ranges(BEGIN, END).alias(DAY))
    days = days.explode(DAY).filter(~pl.col(DAY).is_in(free))
    first, last = pl.col(DAY) == pl.col(BEGIN), pl.col(DAY) == pl.col(END)
    return days.select(
        *PLACE,
        DAY,
        pl.col(DAY).dt.weekday().alias("weekdag"),
        pl.when(first).then(FROM).otherwise(pl.lit(0, pl.Int32)).alias(FROM),
        pl.when(last).then(UNTIL).otherwise(pl.lit(_last(interval), pl.Int32)).alias(UNTIL),
    )


def _met(days: pl.DataFrame, interval: Interval) -> pl.DataFrame:
    """The units that each day's part meets. Worked out once per different part: a few thousand in millions of rows."""
    by = ["weekdag", FROM, UNTIL]
    parts = days.select(by).unique().join(schedule(interval), on="weekdag")
    if interval.einde.lesuur:
        meets = pl.col("eenheid").is_between(pl.col(FROM), pl.col(UNTIL))
    else:
        overlap = pl.min_horizontal(UNTIL, "les_tot") - pl.max_horizontal(FROM, "les_van")
        meets = overlap >= pl.min_horizontal(interval.minuten, pl.col("les_tot") - pl.col("les_van"))
    parts = parts.filter(meets).select(*by, pl.col("eenheid").alias(UNIT))
    return days.join(parts, on=by).select(*PLACE, DAY, UNIT)
