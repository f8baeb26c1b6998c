"""Cut an absence that lasts from begin to end into the units (lesuren or dagdelen) of the school's schedule."""

import datetime as dt

import polars as pl

from pipelines.mapping.frames import PLACE, refused, split
from pipelines.mapping.moments import day, minutes, time_behind
from pipelines.mapping.parts import Vorm, plain
from pipelines.mapping.schedule import DAGEN, UNITS, Interval, Moment, minute

MAX_DAYS = 400  # an absence that lasts longer than a school year is a slip of the pen
DAY_END = 1440  # minutes
BEGIN, END, FROM, UNTIL = "dag_begin", "dag_einde", "vanaf", "tot_aan"


def units(frame: pl.DataFrame, interval: Interval, vorm: Vorm) -> tuple[pl.DataFrame, pl.DataFrame]:
    """A row for each unit that an interval meets, with `nieuw_datum` and `nieuw_eenheid`; and the lines that fit none.

    Rejected: leeg and datum (begin or end is missing or cannot be read), vorm (a time), getal (a lesuur), volgorde (end
    before begin), bereik (longer than MAX_DAYS), zonder_rooster (no lesson between begin and end).
    """
    frame = frame.with_columns(_bounds(interval, vorm)).pipe(_whole_days, interval)
    frame, rejected = split(frame, *_tests(interval, vorm))
    found = _met(_per_day(frame, interval), interval)
    lost = frame.join(found.select(*PLACE).unique(), on=list(PLACE), how="anti", maintain_order="left")
    rows = frame.drop(BEGIN, END, FROM, UNTIL).join(found, on=list(PLACE), how="inner", maintain_order="left")
    rows = rows.sort(*PLACE, "nieuw_datum", "nieuw_eenheid")
    rows = rows.with_columns(pl.col("nieuw_datum").dt.strftime("%Y-%m-%d"), pl.col("nieuw_eenheid").cast(pl.String))
    return rows, pl.concat([rejected, refused(lost, "zonder_rooster", "datum")])


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


def _bounds(interval: Interval, vorm: Vorm) -> list[pl.Expr]:
    """First and last day, and where in them the interval begins and ends: a minute or, where given, a lesuur."""
    begin, end = interval.begin, interval.einde
    first, last = (day(pl.col(plain(one.datum)), vorm.datum) for one in (begin, end))
    if interval.zonder_einde == "dag":
        last = pl.when(pl.col(plain(end.datum)).is_null()).then(first).otherwise(last)
    whole = UNITS if end.lesuur else DAY_END
    return [
        first.alias(BEGIN),
        last.alias(END),
        _within(begin, vorm).fill_null(0).alias(FROM),
        _within(end, vorm).fill_null(whole).alias(UNTIL),
    ]


def _within(moment: Moment, vorm: Vorm) -> pl.Expr:
    """The lesuur or the minute; null where none is given, which means from the first or until the last lesson."""
    if moment.lesuur:
        return _number(moment)
    return minutes(_time(moment), vorm.tijd)


def _time(moment: Moment) -> pl.Expr:
    return pl.col(plain(moment.tijd)) if moment.tijd else time_behind(pl.col(plain(moment.datum)))


def _number(moment: Moment) -> pl.Expr:
    """The number of a lesuur; exports write 3, 3.0, 3e, or a word that the profile explains."""
    text = pl.col(plain(moment.lesuur or ""))
    words = {word.strip().lower(): str(number) for word, number in moment.waarden.items()}
    text = text.str.to_lowercase().replace(words) if words else text
    number = text.str.extract(r"^\s*(\d{1,2})(?:\.0|e)?\s*$").cast(pl.Int32, strict=False)
    return pl.when(number <= UNITS).then(number)


def _whole_days(frame: pl.DataFrame, interval: Interval) -> pl.DataFrame:
    if not interval.hele_dag:
        return frame
    wanted = [value.strip().lower() for value in interval.hele_dag.waarden]
    whole = pl.col(plain(interval.hele_dag.kolom)).str.to_lowercase().is_in(wanted).fill_null(value=False)
    end = UNITS if interval.einde.lesuur else DAY_END
    return frame.with_columns(
        pl.when(whole).then(0).otherwise(FROM).alias(FROM), pl.when(whole).then(end).otherwise(UNTIL).alias(UNTIL)
    )


def _tests(interval: Interval, vorm: Vorm) -> list[tuple[pl.Expr, str, str | None]]:
    """Why an interval cannot be used, in the order in which the reason is given."""
    tests: list[tuple[pl.Expr, str, str | None]] = []
    for moment, name, own in ((interval.begin, BEGIN, "van"), (interval.einde, END, "tot")):
        text = pl.col(plain(moment.datum))
        tests += [
            (text.is_null() & pl.col(name).is_null(), "leeg", "datum"),
            (pl.col(name).is_null(), "datum", "datum"),
        ]
        if moment.lesuur:
            given = pl.col(plain(moment.lesuur))
            tests.append((given.is_not_null() & _number(moment).is_null(), "getal", "eenheid"))
        else:
            given = _time(moment)
            tests.append((given.is_not_null() & minutes(given, vorm.tijd).is_null(), "vorm", own))
    same = pl.col(BEGIN) == pl.col(END)
    backwards = (pl.col(END) < pl.col(BEGIN)) | (same & (pl.col(UNTIL) < pl.col(FROM)))
    too_long = (pl.col(END) - pl.col(BEGIN)).dt.total_days() > MAX_DAYS
    return [*tests, (backwards, "volgorde", "datum"), (too_long, "bereik", "datum")]


def _per_day(frame: pl.DataFrame, interval: Interval) -> pl.DataFrame:
    """A row per interval and day on which there may be lessons, with the part of that day that it covers."""
    free = [
        part.van + dt.timedelta(days=i) for part in interval.vakanties for i in range((part.tot - part.van).days + 1)
    ]
    days = frame.select(*PLACE, BEGIN, END, FROM, UNTIL, pl.date_ranges(BEGIN, END).alias("nieuw_datum"))
    days = days.explode("nieuw_datum").filter(~pl.col("nieuw_datum").is_in(free))
    whole = UNITS if interval.einde.lesuur else DAY_END
    first, last = pl.col("nieuw_datum") == pl.col(BEGIN), pl.col("nieuw_datum") == pl.col(END)
    return days.select(
        *PLACE,
        "nieuw_datum",
        weekdag=pl.col("nieuw_datum").dt.weekday(),
        vanaf=pl.when(first).then(FROM).otherwise(0),
        tot_aan=pl.when(last).then(UNTIL).otherwise(whole),
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
    parts = parts.filter(meets).select(*by, nieuw_eenheid="eenheid")
    return days.join(parts, on=by).select(*PLACE, "nieuw_datum", "nieuw_eenheid")
