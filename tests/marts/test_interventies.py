"""Interventions: who is measured before and after, beside whom, and what a school and the region count."""

import random
from typing import Any

import duckdb
import pytest

from tests.marts.conftest import Build
from tests.marts.rows import MONTFOORT, PO, Rows, day, delivered, missed, pupil, reasons, schedule, school

MARTS = (
    "basis_interventies",
    "mart_interventies",
    "mart_interventies_lagen",
    "mart_interventies_school",
    "mart_interventies_school_lagen",
    "mart_verwijzingen",
)
WEEKS = 25
PER_WEEK = 10  # dagdelen


def helped(leerling: int, week: int, laag: str = "2", interventie: str = "gesprek", code: str = PO) -> Rows:
    """An intervention that begins on the Wednesday of a school week."""
    start = day(5 * week + 2)
    return [{"school": code, "leerling": leerling, "interventie": interventie, "laag": laag, "start": start}]


def absent(leerling: int, units: dict[int, int]) -> Rows:
    """So many missed dagdelen from the Monday of each school week on."""
    return [row for week, n in units.items() for row in missed(n, leerling=leerling, start=5 * week)]


def region(build: Build, pupils: Rows, absence: Rows, interventies: Rows) -> duckdb.DuckDBPyConnection:
    return build(
        scholen=school(),
        leerlingen=pupils,
        rooster=schedule(days=range(5 * WEEKS)),
        redenen=reasons(),
        verzuim=[*delivered(weeks=range(WEEKS)), *absence],
        interventies=interventies,
    )


def compared(con: duckdb.DuckDBPyConnection) -> list[tuple[Any, ...]]:
    rows = con.sql("select geholpen, laag, verzuimband, vooraf, na_8, na_12 from basis_interventies").fetchall()
    rounded = [(*row[:3], *(None if value is None else round(value, 6) for value in row[3:])) for row in rows]
    return sorted(rounded, key=repr)


def by_hand(units: dict[int, dict[int, int]], begun: dict[int, tuple[int, str]]) -> list[tuple[Any, ...]]:
    """The same, pupil by pupil: missed dagdelen per week, and the week and laag of the first intervention."""

    def share(leerling: int, first: int, last: int) -> float:
        total = sum(units[leerling].get(week, 0) for week in range(first, last + 1))
        return total / (PER_WEEK * (last - first + 1))

    found = []
    for week in sorted({week for week, _ in begun.values()}):
        if week < 8 or week + 8 > WEEKS - 1:
            continue
        rows = []
        for leerling in units:
            own, laag = begun.get(leerling, (99, ""))
            if own < week:
                continue
            before = share(leerling, week - 8, week - 1)
            after_12 = round(share(leerling, week + 1, week + 12), 6) if week + 12 <= WEEKS - 1 else None
            after = (round(before, 6), round(share(leerling, week + 1, week + 8), 6), after_12)
            rows.append((own == week, laag if own == week else None, min(int(before * 20 + 1e-9), 8), *after))
        wanted = {row[2] for row in rows if row[0]}
        found += [row for row in rows if row[2] in wanted]
    return sorted(found, key=repr)


def test_the_weeks_before_and_after_are_counted_from_the_week_in_which_it_began(build: Build) -> None:
    weeks = {1: 10, **dict.fromkeys(range(2, 10), 2), 10: 10, **dict.fromkeys(range(11, 19), 1)}
    con = region(build, pupil(1), absent(1, weeks), helped(1, week=10))
    assert compared(con) == [(True, "2", 4, 0.2, 0.1, round(8 / 120, 6))]
    standen = (
        "select moment, gemeten_laag from mart_interventies_lagen where laag = '2' and leerlingen = 1 order by all"
    )
    assert con.sql(standen).fetchall() == [("na_12", "1"), ("na_8", "2"), ("vooraf", "3")]


@pytest.mark.parametrize("seed", range(3))
def test_pupils_and_their_like_are_those_found_by_hand(build: Build, seed: int) -> None:
    random_ = random.Random(seed)  # noqa: S311 - made-up pupils
    units = {
        leerling: {week: random_.choice([1, 2, 3, 6]) for week in range(WEEKS) if random_.random() < 0.5}
        for leerling in range(1, 41)
    }
    begun = {leerling: (random_.choice([3, 9, 11, 15, 20]), random_.choice("123")) for leerling in range(1, 13)}
    con = region(
        build,
        [row for leerling in units for row in pupil(leerling)],
        [row for leerling, weeks in units.items() for row in absent(leerling, weeks)],
        [row for leerling, (week, laag) in begun.items() for row in helped(leerling, week, laag)],
    )
    assert compared(con) == by_hand(units, begun)


def test_who_begins_later_is_without_until_then_and_who_began_earlier_is_not(build: Build) -> None:
    like = dict.fromkeys(range(WEEKS), 2)
    con = region(
        build,
        [*pupil(1), *pupil(2), *pupil(3)],
        [row for leerling in (1, 2, 3) for row in absent(leerling, like)],
        [*helped(1, week=10), *helped(2, week=9), *helped(3, week=14)],
    )
    per_week = "select weekeinde, count(*) from basis_interventies group by all order by 1"
    assert [count for _, count in con.sql(per_week).fetchall()] == [3, 2, 1]


def test_a_week_that_was_not_delivered_leaves_nobody_measured(build: Build) -> None:
    con = build(
        scholen=school(),
        leerlingen=pupil(),
        rooster=schedule(days=range(5 * WEEKS)),
        redenen=reasons(),
        verzuim=delivered(weeks=[week for week in range(WEEKS) if week != 12]),
        interventies=helped(1, week=10),
    )
    assert compared(con) == []
    unknown = (
        "select gemeten_laag, count(*) from mart_interventies_lagen where laag = '2' and leerlingen = 1 group by all"
    )
    assert con.sql(unknown).fetchall() == [("onbekend", 3)]


def test_a_leaver_is_measured_when_it_stayed_long_enough(build: Build) -> None:
    con = region(build, pupil(1, tot=day(5 * 16 + 4)), absent(1, {4: 8, 12: 3}), helped(1, week=10))
    assert compared(con) == [(True, "2", 2, 0.1, 0.05, None)]


def test_a_pupil_counts_once_by_the_first_intervention_and_the_highest_laag_of_that_day(build: Build) -> None:
    con = region(
        build,
        [*pupil(1), *pupil(2, gemeente="buiten_regio"), *pupil(3, gemeente=MONTFOORT)],
        [],
        [
            *helped(1, week=10, laag="2"),
            *helped(1, week=10, laag="3", interventie="mazl"),
            *helped(1, week=14, laag="1", interventie="mentor"),
            *helped(2, week=10),
            *helped(3, week=11, interventie="mentor"),
        ],
    )
    counted = "select laag, interventie, leerlingen, grootste from mart_interventies where leerlingen > 0 order by all"
    assert con.sql(counted).fetchall() == [
        ("2", "alle", 1, 1),
        ("3", "alle", 1, 1),
        ("alle", "alle", 2, 2),
        ("alle", "mazl", 1, 1),
        ("alle", "mentor", 1, 1),
    ]
    own = "select leerlingen from mart_interventies_school where laag = 'alle' and interventie = 'alle'"
    assert con.sql(own).fetchall() == [(3,)]  # the school also counts who lives elsewhere


def test_an_intervention_of_a_pupil_who_was_not_there_is_kept_apart(build: Build) -> None:
    con = region(build, pupil(1), [], [*helped(1, week=3), *helped(2, week=3), *helped(1, week=4, code="99ZZ00")])
    apart = "select reden, regels from mart_verwijzingen where kind = 'interventies' order by all"
    assert con.sql(apart).fetchall() == [("buiten_inschrijving", 1), ("onbekende_school", 1)]


def test_no_key_of_a_pupil_stands_in_a_table_that_is_kept(build: Build) -> None:
    con = region(build, pupil(123456789), [], helped(123456789, week=10))
    for mart in MARTS:
        assert "123456789" not in str(con.sql(f"select * from {mart}").fetchall())
