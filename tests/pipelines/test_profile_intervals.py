"""Source profiles: a row with a begin and an end becomes the lessons or dagdelen it meets."""

import datetime as dt
from pathlib import Path

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from pipelines.mapping.frames import new
from pipelines.mapping.intervals import units
from pipelines.mapping.parts import Vorm
from pipelines.mapping.schedule import Interval
from tests.pipelines.profiled import INTERVAL, TIMES, export, profile, rejected, rows

LESSONS = [
    [("08:30", "09:20"), ("09:20", "10:10"), ("10:30", "11:20")],
    [("08:30", "09:20")],
]  # Monday to Thursday, Friday


def interval(**more: object) -> Interval:
    whole = {
        "begin": {"datum": "b", "tijd": "bt"},
        "einde": {"datum": "e", "tijd": "et"},
        "lesuren": [
            {"dagen": ["ma", "di", "wo", "do"], "tijden": LESSONS[0]},
            {"dagen": ["vr"], "tijden": LESSONS[1]},
        ],
        **more,
    }
    return Interval.model_validate(whole)


def minute_of(time: str) -> int:
    hour, minute = time.split(":")
    return int(hour) * 60 + int(minute)


def by_hand(begin: dt.datetime, end: dt.datetime, free: set[dt.date], least: int) -> list[tuple[str, str]]:
    """Every lesson of every day, one at a time."""
    found = []
    for number in range((end.date() - begin.date()).days + 1):
        date = begin.date() + dt.timedelta(days=number)
        lessons = [] if date in free or date.isoweekday() > 5 else LESSONS[date.isoweekday() == 5]
        for unit, (start, stop) in enumerate(lessons, 1):
            first = dt.datetime.combine(date, dt.time.fromisoformat(start))
            last = dt.datetime.combine(date, dt.time.fromisoformat(stop))
            if (min(end, last) - max(begin, first)).total_seconds() >= least * 60:
                found.append((date.isoformat(), str(unit)))
    return found


MOMENTS = st.datetimes(dt.datetime(2024, 9, 2), dt.datetime(2024, 9, 20)).map(
    lambda one: one.replace(second=0, microsecond=0)
)


@given(st.lists(st.tuples(MOMENTS, MOMENTS), min_size=1, max_size=8), st.integers(1, 50))
def test_an_interval_meets_the_lessons_that_a_clock_would_say(
    spans: list[tuple[dt.datetime, dt.datetime]], least: int
) -> None:
    free = {dt.date(2024, 9, 10), dt.date(2024, 9, 11)}
    records = pl.DataFrame(
        [(0, i, f"{b:%d-%m-%Y}", f"{b:%H:%M}", f"{e:%d-%m-%Y}", f"{e:%H:%M}") for i, (b, e) in enumerate(spans, 2)],
        schema={"bestand": pl.Int32, "regel": pl.Int32, **dict.fromkeys(("b", "bt", "e", "et"), pl.String)},
        orient="row",
    )
    own = interval(minuten=least, vakanties=[{"van": min(free), "tot": max(free)}])
    found, lost = units(records, own, Vorm())
    for i, (begin, end) in enumerate(spans, 2):
        expected = by_hand(begin, end, free, least)
        assert found.filter(regel=i).select(new("datum"), new("eenheid")).rows() == expected
        reason = [] if expected else ["volgorde" if end < begin else "zonder_rooster"]
        assert lost.filter(regel=i)["reden"].to_list() == reason


def test_whole_days_and_missing_times_are_all_lessons_of_the_day(tmp_path: Path) -> None:
    mapped = export(
        profile(tmp_path, INTERVAL),
        TIMES,
        "1;Z;2-9-2024;09:30;3-9-2024;08:40;ja",
        "2;Z;2-9-2024;;2-9-2024;;",
        "3;Z;2-9-2024;09:30;2-9-2024;;nee",
    )
    assert [(line, date, int(unit or 0)) for line, date, unit in rows(mapped, "datum", "eenheid")] == [
        (2, "2024-09-02", 1),
        (2, "2024-09-02", 2),
        (2, "2024-09-03", 1),
        (2, "2024-09-03", 2),
        (3, "2024-09-02", 1),
        (3, "2024-09-02", 2),
        (4, "2024-09-02", 2),
    ]


def test_an_interval_that_cannot_be_is_rejected_with_its_reason(tmp_path: Path) -> None:
    mapped = export(
        profile(tmp_path, INTERVAL),
        TIMES,
        "1;Z;;08:30;2-9-2024;09:20;",
        "1;Z;2-9-2024;08:30;;09:20;",
        "1;Z;2-9;08:30;2-9-2024;09:20;",
        "1;Z;2-9-2024;vroeg;2-9-2024;09:20;",
        "1;Z;2-9-2024;09:20;2-9-2024;08:30;",
        "1;Z;2-9-2024;08:30;2-9-2034;09:20;",
        "1;Z;7-9-2024;08:30;7-9-2024;09:20;",
    )
    assert rejected(mapped) == [
        (2, "leeg", "datum"),
        (3, "leeg", "datum"),
        (4, "datum", "datum"),
        (5, "vorm", "van"),
        (6, "volgorde", "datum"),
        (7, "bereik", "datum"),
        (8, "zonder_rooster", "datum"),
    ]
    assert rows(mapped) == []
