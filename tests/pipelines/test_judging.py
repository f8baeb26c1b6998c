"""A delivery against the one it would replace: older, far more, far fewer, or as it should be."""

import datetime as dt

import pytest

from pipelines.judging import Maat, compare

FIRST = dt.date(2018, 10, 1)


def rows(days: int, each: int, start: int = 0) -> Maat:
    """So many rows on each of so many days."""
    return Maat({FIRST + dt.timedelta(days=start + i): each for i in range(days)})


def undated(total: int) -> Maat:
    return Maat({None: total})


@pytest.mark.parametrize(
    ("new", "old", "code"),
    [
        (rows(10, 10), rows(10, 10), None),
        (rows(30, 10), rows(10, 10), None),  # a year to date that grew
        (rows(30, 17), rows(10, 10), "aantal_wijkt_af"),  # it grew on the days that were there too
        (rows(10, 6), rows(10, 10), None),
        (rows(10, 5), rows(10, 10), "aantal_wijkt_af"),
        (rows(13, 10), rows(20, 10), None),  # ends a week earlier
        (rows(12, 10), rows(20, 10), "ouder_dan_geladen"),
        (rows(10, 10, start=20), rows(10, 10), None),  # other days altogether
        (rows(1, 4), rows(1, 1), None),  # too few to say anything
        (rows(1, 5), rows(1, 1), "aantal_wijkt_af"),
        (undated(100), undated(100), None),
        (undated(161), undated(100), "aantal_wijkt_af"),
        (undated(160), undated(100), None),
        (undated(59), undated(100), "aantal_wijkt_af"),
        (undated(20), undated(0), None),
        (undated(0), undated(20), "aantal_wijkt_af"),
    ],
)
def test_a_delivery_is_held_when_it_cannot_be_right(new: Maat, old: Maat, code: str | None) -> None:
    assert compare(new, old).code == code


def test_a_judgement_names_the_share_and_the_day() -> None:
    assert compare(rows(10, 5), rows(10, 10)).feiten == {"procent": 50, "onder": 60, "boven": 160}
    assert compare(rows(1, 50), rows(10, 5)).feiten == {"dag": "2018-10-10"}
