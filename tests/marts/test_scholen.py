"""What a school sees of itself: its delivery, its lagen by leerjaar, its reasons, and the regional median."""

import datetime as dt
from typing import Any

import pytest

from tests.marts.conftest import Build
from tests.marts.rows import (
    MONTFOORT,
    NOBODY,
    PO,
    Rows,
    day,
    delivered,
    missed,
    pupil,
    reasons,
    schedule,
    school,
)

MARTS = (
    "mart_lagen_mediaan",
    "mart_lagen_school",
    "mart_redenen_school",
    "mart_scholen",
)


def test_a_school_shows_its_weeks_with_schedule_and_those_it_delivered(build: Build) -> None:
    counting, silent = "99AA02", "99AA03"
    totals = {"school": counting, "gemeente": MONTFOORT, "categorie": "totaal", "ingeroosterde_eenheden": 40}
    con = build(
        scholen=[*school(), *school(counting), *school(silent), *school("99AA04", geldig_vanaf=dt.date(2022, 8, 1))],
        leerlingen=[*pupil(1), *pupil(2), *pupil(2, van=day(5), leerjaar=4)],
        rooster=schedule(days=range(20)),
        redenen=reasons(),
        verzuim=delivered(weeks=(0, 2)),
        weekcijfers=[{**totals, "week": "2021-W36", "leerlingen": 5}, {**totals, "week": "2021-W37", "leerlingen": 4}],
    )
    query = "select school, leerlingen, levering, weken_rooster, weken_geleverd from mart_scholen order by school"
    assert con.sql(query).fetchall() == [
        (PO, 2, "per_leerling", 4, 2),
        (counting, 5, "weekcijfers", 2, 2),
        (silent, None, "geen", 0, 0),
    ]


def test_the_lagen_of_a_school_are_split_by_the_last_leerjaar_of_each_pupil(build: Build) -> None:
    con = build(
        scholen=school(),
        leerlingen=[*pupil(1), *pupil(2, tot=day(9)), *pupil(2, van=day(10), leerjaar=4)],
        rooster=[*schedule(days=range(20)), *schedule(days=range(20), leerjaar=4)],
        redenen=reasons(),
        verzuim=[*delivered(), *missed(4), *missed(8, leerling=2, start=8)],
    )
    query = "select leerjaar, laag from mart_lagen_school where leerlingen = 1 order by leerjaar"
    assert con.sql(query).fetchall() == [("3", "2"), ("4", "3"), ("alle", "2"), ("alle", "3")]
    dense = "select leerjaar, count(*) from mart_lagen_school group by leerjaar order by leerjaar"
    assert con.sql(dense).fetchall() == [("3", 4), ("4", 4), ("alle", 4)]


def test_the_reasons_of_a_laag_stand_beside_the_scheduled_days_of_all_its_pupils(build: Build) -> None:
    con = build(
        scholen=school(),
        leerlingen=[*pupil(1), *pupil(2), *pupil(3)],
        rooster=schedule(days=range(20)),
        redenen=reasons(),
        verzuim=[*delivered(), *missed(8), *missed(2, leerling=2), *missed(1, leerling=2, reden="L", start=2)],
    )
    query = """select laag, categorie, leerlingen, gemiste_dagen, ingeroosterde_dagen from mart_redenen_school
        order by laag, categorie"""
    assert con.sql(query).fetchall() == [
        ("1", "te_laat", 1, 0.0, 40.0),
        ("1", "ziekte", 1, 1.0, 40.0),
        ("3", "ziekte", 1, 4.0, 20.0),
        ("alle", "te_laat", 1, 0.0, 60.0),
        ("alle", "ziekte", 2, 5.0, 60.0),
    ]


def schools_of_20(shares: dict[str, int], sector: str = "PO") -> dict[str, Any]:
    """Schools of 20 pupils with the given number of them in laag 3."""
    kinds: dict[str, Rows] = {"scholen": [], "leerlingen": [], "rooster": [], "redenen": [], "verzuim": []}
    for number, (code, in_laag_3) in enumerate(shares.items()):
        keys = range(1000 * (number + 1), 1000 * (number + 1) + 20)
        kinds["scholen"] += school(code, sector=sector)
        kinds["leerlingen"] += [row for key in keys for row in pupil(key, code)]
        kinds["rooster"] += schedule(code)
        kinds["redenen"] += reasons(code)
        kinds["verzuim"] += delivered(code)
        kinds["verzuim"] += [row for key in keys[:in_laag_3] for row in missed(8, leerling=key, code=code)]
    return kinds


@pytest.mark.parametrize(
    ("shares", "expected"),
    [
        ({"99AA01": 1, "99AA02": 5, "99AA03": 2, "99AA04": 3, "99AA05": 0}, (5, 10.0)),
        ({"99AA01": 1, "99AA02": 5, "99AA03": 2, "99AA04": 3}, (4, None)),
    ],
)
def test_the_median_needs_five_schools(
    build: Build, shares: dict[str, int], expected: tuple[int, float | None]
) -> None:
    con = build(**schools_of_20(shares))
    query = "select scholen, mediaan from mart_lagen_mediaan where sector = 'primair' and laag = '3'"
    assert con.sql(query).fetchall() == [expected]


def test_a_school_with_few_pupils_of_known_laag_is_not_in_the_median(build: Build) -> None:
    kinds = schools_of_20({"99AA01": 1})
    kinds["leerlingen"] = kinds["leerlingen"][1:]
    assert kinds["verzuim"][0]["leerling"] == NOBODY
    con = build(**kinds)
    assert con.sql("select count(*) from mart_lagen_mediaan").fetchall() == [(0,)]
