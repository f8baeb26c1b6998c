"""The school calendar of regio midden, 2018-2019 to 2022-2023: holidays, closures, feast days, sickness waves.

Source   School holidays: the ministry's published dates for regio midden (autumn and spring are its advice).
         Closures: the national measures against covid-19, with the dates on which schools opened again.
Unit     a day is an int32, the number of days since 1 January 1970; the functions `dag` and `datum` convert.
"""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from synthetic.omvang import LAATSTE_DAG

Dagen = npt.NDArray[np.int32]
Vlaggen = npt.NDArray[np.bool_]

_NUL = date(1970, 1, 1)

# First and last free day of each holiday.
VAKANTIES: tuple[tuple[str, str], ...] = (
    ("2018-07-14", "2018-08-26"),
    ("2018-10-20", "2018-10-28"),
    ("2018-12-22", "2019-01-06"),
    ("2019-02-23", "2019-03-03"),
    ("2019-04-27", "2019-05-05"),
    ("2019-07-20", "2019-09-01"),
    ("2019-10-19", "2019-10-27"),
    ("2019-12-21", "2020-01-05"),
    ("2020-02-22", "2020-03-01"),
    ("2020-04-25", "2020-05-03"),
    ("2020-07-18", "2020-08-30"),
    ("2020-10-17", "2020-10-25"),
    ("2020-12-19", "2021-01-03"),
    ("2021-02-20", "2021-02-28"),
    ("2021-05-01", "2021-05-09"),
    ("2021-07-17", "2021-08-29"),
    ("2021-10-16", "2021-10-24"),
    ("2021-12-25", "2022-01-09"),
    ("2022-02-26", "2022-03-06"),
    ("2022-04-30", "2022-05-08"),
    ("2022-07-09", "2022-08-21"),
    ("2022-10-22", "2022-10-30"),
    ("2022-12-24", "2023-01-08"),
)
# The week that most schools add before the ministry's week of May holiday.
EXTRA_MEIWEKEN: tuple[tuple[str, str], ...] = (
    ("2019-04-20", "2019-04-26"),
    ("2020-05-04", "2020-05-10"),
    ("2021-04-24", "2021-04-30"),
    ("2022-04-23", "2022-04-29"),
)
# Good Friday, Easter Monday, Koningsdag, Ascension Day with the Friday after it, Whit Monday.
VRIJE_DAGEN: tuple[str, ...] = (
    "2019-04-19", "2019-04-22", "2019-05-30", "2019-05-31", "2019-06-10",
    "2020-04-10", "2020-04-13", "2020-04-27", "2020-05-21", "2020-05-22", "2020-06-01",
    "2021-04-02", "2021-04-05", "2021-04-27", "2021-05-13", "2021-05-14", "2021-05-24",
    "2022-04-15", "2022-04-18", "2022-04-27", "2022-05-26", "2022-05-27", "2022-06-06",
)  # fmt: skip


@dataclass(frozen=True)
class Sluiting:
    """A closure for a sector group. `open_op_n` = 0: nobody at school; n: each leerjaar one day in n.

    `vanaf_leerjaar` limits a partial opening to the leerjaren from there (the examination years).
    """

    groep: str
    van: str
    tot: str
    open_op_n: int = 0
    vanaf_leerjaar: int = 1


SLUITINGEN: tuple[Sluiting, ...] = (
    Sluiting("primair", "2020-03-16", "2020-05-10"),
    Sluiting("primair", "2020-05-11", "2020-06-05", open_op_n=2),
    Sluiting("primair", "2020-12-16", "2021-02-07"),
    Sluiting("primair", "2021-12-20", "2021-12-24"),
    Sluiting("voortgezet", "2020-03-16", "2020-06-01"),
    Sluiting("voortgezet", "2020-06-02", "2020-07-17", open_op_n=3),
    Sluiting("voortgezet", "2020-12-16", "2021-02-28", open_op_n=2, vanaf_leerjaar=4),
    Sluiting("voortgezet", "2021-03-01", "2021-05-30", open_op_n=2),
)
STORM = "2022-02-18"  # code red: many schools sent pupils home at noon

# Feast days on which leave is asked, per group of pupils (1 islamic, 2 reformed, 3 other).
FEESTDAGEN: dict[int, tuple[str, ...]] = {
    1: ("2018-08-21", "2019-06-04", "2019-08-11", "2020-05-24", "2020-07-31", "2021-05-13", "2022-05-02", "2022-07-09"),
    2: ("2018-11-07", "2019-03-13", "2019-11-06", "2020-03-11", "2020-11-04", "2021-03-10", "2021-11-03",
        "2022-03-09", "2022-11-02"),
    3: ("2018-09-19", "2018-11-07", "2019-10-09", "2020-11-13", "2020-09-28", "2021-09-16", "2021-11-04",
        "2022-10-05", "2022-10-24"),
}  # fmt: skip

# Waves on top of an ordinary winter: middle, height as a multiple of an average day, width in days.
_ZIEKTEGOLVEN: tuple[tuple[str, float, float], ...] = (
    ("2019-02-05", 0.5, 20.0),
    ("2020-03-06", 0.9, 10.0),
    ("2020-10-05", 0.6, 28.0),
    ("2021-11-22", 0.45, 18.0),
    ("2022-01-31", 1.0, 17.0),
    ("2022-03-21", 0.35, 14.0),
    ("2022-11-24", 0.6, 20.0),
)


def dag(datum_: date | str) -> int:
    """The day number of a date."""
    waarde = date.fromisoformat(datum_) if isinstance(datum_, str) else datum_
    return (waarde - _NUL).days


def datum(dag_: int) -> date:
    """The date of a day number."""
    return _NUL + timedelta(days=int(dag_))


def schooljaar(jaar: int) -> str:
    """The name of the schooljaar that starts in August of `jaar`, as `2018-2019`."""
    return f"{jaar}-{jaar + 1}"


def grenzen(jaar: int) -> tuple[int, int]:
    """First and last day number of a schooljaar: 1 August and 31 July."""
    return dag(date(jaar, 8, 1)), dag(date(jaar + 1, 7, 31))


def lesdagen(jaar: int, *, extra_meiweek: bool) -> Dagen:
    """Weekdays of a schooljaar outside holidays and free days, up to the last delivered day.

    A closure leaves a day in the list: it is a school day on which nobody is scheduled.
    """
    eerste, laatste = grenzen(jaar)
    dagen = np.arange(eerste, min(laatste, dag(LAATSTE_DAG)) + 1, dtype=np.int32)
    vrij = weekdagen(dagen) >= 5
    for van, tot in VAKANTIES + (EXTRA_MEIWEKEN if extra_meiweek else ()):
        vrij |= (dagen >= dag(van)) & (dagen <= dag(tot))
    vrij |= np.isin(dagen, [dag(vrije_dag) for vrije_dag in VRIJE_DAGEN])
    return dagen[~vrij]


def weekdagen(dagen: Dagen) -> Dagen:
    """Day of the week, Monday = 0. The first of January 1970 was a Thursday."""
    return (dagen + 3) % 7


def open_in_sluiting(groep: str, leerjaar: int, dagen: Dagen) -> Vlaggen:
    """Which school days a leerjaar of a sector group really had, closures and half openings considered."""
    is_open = np.ones(len(dagen), dtype=np.bool_)
    for sluiting in SLUITINGEN:
        if sluiting.groep != groep:
            continue
        binnen = (dagen >= dag(sluiting.van)) & (dagen <= dag(sluiting.tot))
        if sluiting.open_op_n and leerjaar >= sluiting.vanaf_leerjaar:
            binnen &= (weekdagen(dagen) + leerjaar) % sluiting.open_op_n != 0
        is_open &= ~binnen
    return is_open


def ziektedruk(dagen: Dagen) -> npt.NDArray[np.float64]:
    """How much illness starts on a day, relative to an average school day (1,0): winter, waves, Mondays."""
    seizoen = 1.0 + 0.45 * np.cos(2 * np.pi * (dagen - dag("2019-01-25")) / 365.25)
    for midden, hoogte, breedte in _ZIEKTEGOLVEN:
        seizoen += hoogte * np.exp(-0.5 * ((dagen - dag(midden)) / breedte) ** 2)
    druk: npt.NDArray[np.float64] = seizoen * np.array([1.2, 1.0, 0.95, 0.95, 0.95, 1.0, 1.0])[weekdagen(dagen)]
    return druk
