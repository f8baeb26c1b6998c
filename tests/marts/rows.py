"""Rows of the clean tables, short to write in a test: a small primary school in Woerden in the autumn of 2021."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

Rows = list[dict[str, Any]]

PO, VO = "99AA01", "99VO01"
WOERDEN, MONTFOORT = "GM0632", "GM0335"
MONDAY = dt.date(2021, 9, 6)  # the first school day of most tests
NOBODY = 999  # not enrolled anywhere: a late arrival of this key delivers a week and counts for nothing


def school(code: str = PO, *, sector: str = "PO", gemeente: str = WOERDEN, **rest: Any) -> Rows:
    facts = {"naam": f"School {code}", "geldig_vanaf": dt.date(2015, 8, 1)}
    return [{"school": code, "sector": sector, "gemeente": gemeente, **facts, **rest}]


def pupil(leerling: int = 1, code: str = PO, **rest: Any) -> Rows:
    usual = {"schooljaar": "2021-2022", "gemeente": WOERDEN, "leerjaar": 3, "van": dt.date(2021, 8, 1)}
    return [{"leerling": leerling, "school": code, **usual, **rest}]


def day(number: int, first: dt.date = MONDAY) -> dt.date:
    """The school day of that number, counted from 0, when there is school from Monday to Friday."""
    week, weekday = divmod(number, 5)
    return first + dt.timedelta(days=7 * week + weekday)


def schedule(code: str = PO, *, days: Iterable[int] = range(20), units: int = 2, leerjaar: int = 3) -> Rows:
    return [{"school": code, "leerjaar": leerjaar, "datum": day(n), "eenheden": units} for n in days]


def missed(
    units: int, *, leerling: int = 1, code: str = PO, reden: str = "Z", per_day: int = 2, start: int = 0
) -> Rows:
    """So many missed units, day after day from school day `start` on."""
    return [
        {
            "school": code,
            "leerling": leerling,
            "datum": day(start + n // per_day),
            "eenheid": n % per_day + 1,
            "reden": reden,
        }
        for n in range(units)
    ]


def delivered(code: str = PO, weeks: Iterable[int] = range(4)) -> Rows:
    """A line on the first and the last day of each week, by which the school delivered that week whole."""
    days = [day(5 * week + weekday) for week in weeks for weekday in (0, 4)]
    return [{"school": code, "leerling": NOBODY, "datum": datum, "eenheid": 1, "reden": "L"} for datum in days]


def reasons(code: str = PO) -> Rows:
    known = {
        "Z": "ziekte",
        "S": "spijbelen",
        "L": "te_laat",
        "E": "onderwijs_elders",
        "X": "schoolsluiting",
        "V": "vakantieverlof",
    }
    return [{"school": code, "reden": reden, "categorie": categorie} for reden, categorie in known.items()]


def listed(start: dt.date, kind: int = 1, **rest: Any) -> Rows:
    """A child on the list of the RBL, at its first day at home and a quarter later."""
    facts = {"lijst": "RBL", "kind": kind, "gemeente": WOERDEN, "soort": "langdurig_relatief", "start": start}
    return [{**facts, "peildatum": peildatum, **rest} for peildatum in (start, start + dt.timedelta(days=91))]
