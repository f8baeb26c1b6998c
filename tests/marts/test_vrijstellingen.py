"""Exemptions in force in a schooljaar: new, renewed or running on, each child once per grond."""

import datetime as dt
from typing import Any

import duckdb
import pytest

from tests.marts.conftest import Build
from tests.marts.rows import MONTFOORT, WOERDEN, Rows

MARTS = ("mart_leerlingaantallen", "mart_vrijstellingen")

GEMEENTEN = ("GM0736", "GM0335", "GM0589", "GM1904", "GM0632")


def decision(kind: int = 1, **rest: Any) -> Rows:
    usual = {"gemeente": WOERDEN, "grond": "LPW5_A", "besluit": "nieuw", "ingang": dt.date(2020, 9, 1)}
    return [{"kind": kind, **usual, **rest}]


def kinderen(con: duckdb.DuckDBPyConnection, **where: str) -> dict[str, int]:
    key = {"schooljaar": "2021-2022", "gemeente": "alle", "grond": "LPW5_A", **where}
    condition = " and ".join(f"{column} = ${column}" for column in key)
    query = f"select soort, kinderen from mart_vrijstellingen where kinderen > 0 and {condition}"
    return dict(con.sql(query, params=key).fetchall())


# Another child, by whose decision the schooljaar 2021-2022 was delivered.
DELIVERED = decision(99, grond="LPW5_B", ingang=dt.date(2021, 9, 1), einde=dt.date(2022, 7, 31))


@pytest.mark.parametrize(
    ("decisions", "soort"),
    [
        (decision(ingang=dt.date(2021, 9, 1), einde=dt.date(2022, 7, 31)), "nieuw"),
        (
            [
                *decision(einde=dt.date(2021, 7, 31)),
                *decision(besluit="verlenging", ingang=dt.date(2021, 8, 1), einde=dt.date(2022, 7, 31)),
            ],
            "verlengd",
        ),
        (decision(einde=dt.date(2021, 8, 1)), "doorlopend"),  # its last day is the first of the schooljaar
        (decision(), "blijvend"),  # permanent
    ],
)
def test_a_running_exemption_is_new_renewed_or_running_on(build: Build, decisions: Rows, soort: str) -> None:
    con = build(vrijstellingen=[*decisions, *DELIVERED])
    assert kinderen(con) == {"lopend": 1, soort: 1}


def test_an_exemption_that_ended_before_the_schooljaar_is_not_in_it(build: Build) -> None:
    con = build(vrijstellingen=[*decision(einde=dt.date(2021, 7, 31)), *DELIVERED])
    assert kinderen(con) == {}


def test_a_child_counts_once_per_grond_at_the_gemeente_of_the_last_decision(build: Build) -> None:
    autumn = decision(ingang=dt.date(2021, 9, 1), einde=dt.date(2021, 12, 31))
    spring = decision(ingang=dt.date(2022, 1, 1), einde=dt.date(2022, 7, 31), besluit="verlenging", gemeente=MONTFOORT)
    con = build(vrijstellingen=[*autumn, *spring, *decision(grond="LPW15", ingang=dt.date(2021, 9, 1))])
    assert kinderen(con) == {"lopend": 1, "nieuw": 1}
    assert kinderen(con, gemeente=WOERDEN) == {}
    assert kinderen(con, gemeente=MONTFOORT) == {"lopend": 1, "nieuw": 1}
    assert kinderen(con, grond="LPW15") == {"lopend": 1, "nieuw": 1}


def test_a_delivered_schooljaar_has_every_gemeente_grond_and_soort_also_where_zero(build: Build) -> None:
    con = build(vrijstellingen=decision(ingang=dt.date(2021, 9, 1)))
    query = "select schooljaar, count(*), sum(kinderen) from mart_vrijstellingen group by schooljaar"
    assert con.sql(query).fetchall() == [("2021-2022", 6 * 8 * 5, 4)]


def test_all_grounds_but_5_onder_a_are_counted_together_too(build: Build) -> None:
    grounds = [*decision(grond="LPW5_B"), *decision(2, grond="LPW15"), *decision(3)]
    con = build(vrijstellingen=[*grounds, *DELIVERED])
    assert kinderen(con, grond="andere") == {"lopend": 3, "blijvend": 2, "nieuw": 1}
    assert kinderen(con, grond="LPW5_A") == {"lopend": 1, "blijvend": 1}


def test_the_denominator_is_all_pupils_of_the_gemeente_and_null_where_not_delivered(build: Build) -> None:
    pupils = [
        {"gemeente": WOERDEN, "schooljaar": "2021-2022", "sector": sector, "leerlingen": count}
        for sector, count in (("PO", 4000), ("VO", 3000))
    ]
    con = build(vrijstellingen=decision(ingang=dt.date(2021, 9, 1)), leerlingaantallen=pupils)
    query = "select distinct gemeente, leerlingen from mart_vrijstellingen order by leerlingen, gemeente"
    found = dict(con.sql(query).fetchall())
    assert found == {WOERDEN: 7000, "alle": None, **dict.fromkeys(set(GEMEENTEN) - {WOERDEN})}


def test_the_region_has_a_number_of_pupils_once_all_five_delivered(build: Build) -> None:
    pupils = [
        {"gemeente": gemeente, "schooljaar": "2021-2022", "sector": "PO", "leerlingen": 1000} for gemeente in GEMEENTEN
    ]
    con = build(leerlingaantallen=pupils)
    query = "select sector, leerlingen from mart_leerlingaantallen where gemeente = 'alle' order by sector"
    assert con.sql(query).fetchall() == [("PO", 5000), ("alle", 5000), ("primair", 5000)]
