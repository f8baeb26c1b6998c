"""Thuiszitters at quarter ends and their flows, under each definition, from the two lists together."""

import datetime as dt
from typing import Any

import duckdb
import pytest

from schemas.codes import GROVE_DUURKLASSEN
from tests.marts.conftest import EVERY_MART, Build, only
from tests.marts.rows import MONTFOORT, WOERDEN, Rows
from warehouse import checks

MARTS = (
    "mart_thuiszitters",
    "mart_thuiszitters_stroom",
    "mart_thuiszitters_gemeente",
    "basis_thuiszitters_kenners",
    "basis_thuiszitters_kenners_stroom",
    "basis_thuiszitters_kenners_jaar",
)

DATA_TOT = dt.date(2022, 7, 31)
FIRST_LIST, LAST_LIST = dt.date(2021, 9, 13), dt.date(2022, 1, 10)  # the quarters 2021-K3 and 2021-K4
K3, K4 = dt.date(2021, 9, 30), dt.date(2021, 12, 31)


def case(start: dt.date, *, kind: int = 1, lijst: str = "RBL", peildatum: dt.date = LAST_LIST, **rest: Any) -> Rows:
    """A case on a list; the kind 0 on the first list makes both quarters covered."""
    usual = {"gemeente": WOERDEN, "soort": "langdurig_relatief"}
    return [{"lijst": lijst, "peildatum": peildatum, "kind": kind, "start": start, **usual, **rest}]


def lists(*cases: Rows) -> Rows:
    """The cases, on lists that were delivered at the first and the last peildatum."""
    elsewhere = {"gemeente": "buiten_regio", "kind": 0, "soort": "overig", "start": FIRST_LIST}
    covering = [
        {"lijst": lijst, "peildatum": peildatum, **elsewhere}
        for lijst in ("RBL", "SWV")
        for peildatum in (FIRST_LIST, LAST_LIST)
    ]
    return [*covering, *(row for rows in cases for row in rows)]


def stock(con: duckdb.DuckDBPyConnection, definitie: str = "OCW", **where: str) -> dict[str, int]:
    """Children per quarter in a cell of mart_thuiszitters."""
    key = {"definitie": definitie, "gemeente": "alle", "sector": "alle", "duurklasse": "alle", **where}
    condition = " and ".join(f"{column} = ${column}" for column in key)
    query = f"select kwartaal, kinderen from mart_thuiszitters where {condition}"
    return dict(con.sql(query, params=key).fetchall())


def classes(con: duckdb.DuckDBPyConnection, definitie: str = "OCW") -> set[str]:
    """Classes of duration with a child at the end of 2021."""
    query = "select duurklasse from mart_thuiszitters where definitie = $d and kwartaal = '2021-K4' and kinderen > 0"
    return {row[0] for row in con.sql(query, params={"d": definitie}).fetchall()}


@pytest.mark.parametrize(
    ("soort", "days_before_quarter_end", "definitions"),
    [
        ("absoluut", 0, {"OCW", "PASSENDERWIJS"}),
        ("absoluut", 28, {"OCW", "PASSENDERWIJS", "BREED"}),
        ("langdurig_relatief", 27, set()),
        ("langdurig_relatief", 28, {"OCW", "PASSENDERWIJS", "INSPECTIE", "BREED"}),
        ("ziekte", 27, set()),
        ("ziekte", 28, {"BREED"}),
        ("overig", 28, {"BREED"}),
        ("potentieel", 0, {"POTENTIEEL"}),
    ],
)
def test_each_definition_counts_its_own_cases_from_its_own_day(
    build: Build, soort: str, days_before_quarter_end: int, definitions: set[str]
) -> None:
    con = build(thuiszitters=lists(case(K4 - dt.timedelta(days=days_before_quarter_end), soort=soort)))
    query = """select definitie from mart_thuiszitters where gemeente = 'alle' and sector = 'alle'
        and duurklasse = 'alle' and kwartaal = '2021-K4' and kinderen = 1"""
    assert {row[0] for row in con.sql(query).fetchall()} == definitions


@pytest.mark.parametrize(
    ("start", "klasse"),
    [
        (dt.date(2021, 12, 4), "tot_4_weken"),
        (dt.date(2021, 12, 3), "4_weken_3_maanden"),
        (dt.date(2021, 10, 1), "4_weken_3_maanden"),
        (dt.date(2021, 9, 30), "3_6_maanden"),  # three calendar months on 30 December
        (dt.date(2021, 7, 1), "3_6_maanden"),
        (dt.date(2021, 6, 30), "6_12_maanden"),
        (dt.date(2020, 12, 31), "vanaf_12_maanden"),
    ],
)
def test_duration_is_counted_from_the_start_in_calendar_months(build: Build, start: dt.date, klasse: str) -> None:
    con = build(thuiszitters=lists(case(start, soort="absoluut")))
    longer = {"langer_dan_3_maanden"} if klasse not in ("tot_4_weken", "4_weken_3_maanden") else set()
    assert classes(con) == {"alle", klasse, GROVE_DUURKLASSEN[klasse], *longer}


def test_exactly_three_calendar_months_is_longer_than_the_goal(build: Build) -> None:
    december_31 = case(dt.date(2021, 12, 31), kind=1, soort="absoluut", peildatum=dt.date(2022, 4, 4))
    january_1 = case(dt.date(2022, 1, 1), kind=2, soort="absoluut", peildatum=dt.date(2022, 4, 4))
    con = build(thuiszitters=lists(december_31, january_1))  # on 31 March 2022
    assert stock(con, duurklasse="langer_dan_3_maanden")["2022-K1"] == 1
    assert stock(con, duurklasse="4_weken_3_maanden")["2022-K1"] == 1


def test_a_case_that_vanished_without_an_end_date_ended_at_the_next_list(build: Build) -> None:
    con = build(
        thuiszitters=lists(
            case(dt.date(2021, 6, 1), peildatum=FIRST_LIST),
            case(dt.date(2021, 6, 1), kind=2, peildatum=dt.date(2021, 10, 4)),
        )
    )
    # Missing from the list of 4 October, and from the one of 10 January: on 31 December still at home.
    assert stock(con) == {"2021-K3": 2, "2021-K4": 1}


def test_a_case_that_ended_on_the_last_day_of_the_quarter_is_not_in_stock(build: Build) -> None:
    con = build(
        thuiszitters=lists(
            case(dt.date(2021, 6, 1), einde=K4), case(dt.date(2021, 6, 1), kind=2, einde=K4 + dt.timedelta(days=1))
        )
    )
    assert stock(con) == {"2021-K3": 2, "2021-K4": 1}


def test_the_latest_list_tells_the_state_of_a_case(build: Build) -> None:
    start = dt.date(2021, 6, 1)
    con = build(thuiszitters=lists(case(start, peildatum=FIRST_LIST), case(start, einde=dt.date(2021, 9, 20))))
    assert stock(con) == {"2021-K3": 0, "2021-K4": 0}


def test_a_child_on_both_lists_counts_once_from_the_earliest_start_to_the_latest_end(build: Build) -> None:
    con = build(
        thuiszitters=lists(
            case(dt.date(2021, 6, 1), einde=dt.date(2021, 9, 20)),
            case(dt.date(2021, 9, 13), lijst="SWV", sector="VO"),
        )
    )
    assert stock(con) == {"2021-K3": 1, "2021-K4": 1}
    assert classes(con) == {"alle", "6_12_maanden", "vanaf_6_maanden", "langer_dan_3_maanden"}


def test_the_sector_of_a_child_who_is_not_enrolled_is_geen(build: Build) -> None:
    enrolled = case(dt.date(2021, 6, 1), kind=2, sector="SBO", gemeente=MONTFOORT)
    con = build(thuiszitters=lists(case(dt.date(2021, 6, 1), soort="absoluut"), enrolled))
    assert {sector: stock(con, sector=sector)["2021-K4"] for sector in ("alle", "geen", "primair", "voortgezet")} == {
        "alle": 2,
        "geen": 1,
        "primair": 1,
        "voortgezet": 0,
    }
    assert stock(con, gemeente=MONTFOORT)["2021-K4"] == 1


@pytest.mark.parametrize(("offers", "without"), [((K4, K4), 0), ((K4, None), 1), ((K4, dt.date(2022, 1, 3)), 1)])
def test_an_offer_counts_when_both_lists_know_of_it(
    build: Build, offers: tuple[dt.date | None, dt.date | None], without: int
) -> None:
    start = dt.date(2021, 6, 1)
    con = build(thuiszitters=lists(case(start, aanbod=offers[0]), case(start, lijst="SWV", aanbod=offers[1])))
    query = """select zonder_aanbod from mart_thuiszitters where definitie = 'OCW' and gemeente = 'alle'
        and sector = 'alle' and duurklasse = 'alle' and kwartaal = '2021-K4'"""
    assert con.sql(query).fetchall() == [(without,)]


def test_the_broad_definition_leaves_out_days_with_an_exemption(build: Build) -> None:
    exemption = {"kind": 1, "gemeente": WOERDEN, "grond": "LPW5_A", "besluit": "nieuw", "ingang": dt.date(2021, 9, 1)}
    con = build(
        thuiszitters=lists(case(dt.date(2021, 6, 1))), vrijstellingen=[{**exemption, "einde": dt.date(2021, 10, 31)}]
    )
    assert stock(con, "BREED") == {"2021-K3": 0, "2021-K4": 1}
    assert stock(con, "OCW") == {"2021-K3": 1, "2021-K4": 1}
    flows = "select begin, instroom, uitstroom, einde from mart_thuiszitters_stroom where definitie = 'BREED'"
    assert con.sql(flows + " and gemeente = 'alle' and sector = 'alle'").fetchall() == [(0, 1, 0, 1)]


def test_only_quarters_that_the_lists_cover_are_told(build: Build) -> None:
    con = build(thuiszitters=lists())
    assert stock(con) == {"2021-K3": 0, "2021-K4": 0}
    quarters = "select distinct kwartaal from mart_thuiszitters_stroom"
    assert con.sql(quarters).fetchall() == [("2021-K4",)]


def test_what_comes_in_and_goes_out_explains_the_change_of_the_stock(build: Build) -> None:
    cases = lists(
        case(dt.date(2021, 6, 1), kind=1),  # stays
        case(dt.date(2021, 6, 1), kind=2, einde=dt.date(2021, 11, 1)),  # goes
        case(dt.date(2021, 11, 1), kind=3),  # comes
        case(dt.date(2021, 10, 1), kind=4, einde=dt.date(2021, 12, 1)),  # comes and goes
        case(dt.date(2021, 12, 20), kind=5),  # counts from 17 January
    )
    with only(*EVERY_MART):  # the checks read all of them
        con = build(thuiszitters=cases)
    flows = "select begin, instroom, uitstroom, einde from mart_thuiszitters_stroom where definitie = 'OCW'"
    assert con.sql(flows + " and gemeente = 'alle' and sector = 'alle'").fetchall() == [(2, 2, 2, 2)]
    assert checks.failing(con, dt.date(2022, 7, 31)) == {}


def in_schooljaar(con: duckdb.DuckDBPyConnection, definitie: str = "BREED") -> dict[tuple[str, str], int]:
    """Children per schooljaar and gemeente in mart_thuiszitters_gemeente, where there are any."""
    query = (
        "select schooljaar, gemeente, kinderen from mart_thuiszitters_gemeente where definitie = $d and kinderen > 0"
    )
    return {(jaar, gemeente): n for jaar, gemeente, n in con.sql(query, params={"d": definitie}).fetchall()}


def test_in_a_schooljaar_a_child_counts_once_where_it_lived_last(build: Build) -> None:
    con = build(
        thuiszitters=lists(
            case(dt.date(2021, 8, 2), einde=dt.date(2021, 10, 1)),
            case(dt.date(2021, 11, 1), gemeente=MONTFOORT),
        )
    )
    assert in_schooljaar(con) == {("2021-2022", MONTFOORT): 1, ("2021-2022", "alle"): 1}


def test_who_was_home_before_the_schooljaar_only_does_not_count_in_it(build: Build) -> None:
    con = build(
        thuiszitters=lists(
            case(dt.date(2021, 3, 1), einde=dt.date(2021, 8, 1), peildatum=FIRST_LIST),
            case(dt.date(2021, 3, 1), kind=2, einde=dt.date(2021, 8, 2), peildatum=FIRST_LIST),
        )
    )
    assert in_schooljaar(con) == {("2021-2022", WOERDEN): 1, ("2021-2022", "alle"): 1}


def test_every_gemeente_of_a_schooljaar_is_there_also_with_nobody(build: Build) -> None:
    con = build(thuiszitters=lists(case(dt.date(2021, 9, 1))))
    query = "select schooljaar, count(*) from mart_thuiszitters_gemeente where definitie = 'OCW' group by schooljaar"
    assert con.sql(query).fetchall() == [("2021-2022", 6)]


def test_a_school_and_a_gemeente_know_of_their_own_children_and_of_nobody_else(build: Build) -> None:
    """One is enrolled nowhere, one lives outside the region, and one is on both lists; a school has the two others."""
    long_ago = dt.date(2021, 3, 1)
    enrolled: dict[str, Any] = {"sector": "VO", "school": "99AA00"}
    con = build(
        thuiszitters=lists(
            case(long_ago, kind=1, **enrolled),
            case(long_ago, kind=1, lijst="SWV", **enrolled),
            case(dt.date(2021, 11, 1), kind=2, gemeente=MONTFOORT, aanbod=dt.date(2021, 12, 1), **enrolled),
            case(long_ago, kind=3, soort="absoluut"),
            case(long_ago, kind=4, gemeente="buiten_regio", **enrolled),
        )
    )
    stand = """select kenner, duurklasse, kinderen, zonder_aanbod from basis_thuiszitters_kenners
        where definitie = 'OCW' and kwartaal = '2021-K4' and sector = 'alle'
        and duurklasse in ('alle', 'langer_dan_3_maanden')"""
    assert {*con.sql(stand).fetchall()} == {
        ("99AA00", "alle", 2, 1),
        ("99AA00", "langer_dan_3_maanden", 1, 1),
        (WOERDEN, "alle", 2, 2),
        (WOERDEN, "langer_dan_3_maanden", 2, 2),
        (MONTFOORT, "alle", 1, 0),
    }
    sectoren = "select kenner, sector, kinderen from basis_thuiszitters_kenners where definitie = 'OCW'"
    of_sector = " and kwartaal = '2021-K4' and sector <> 'alle' and duurklasse = 'alle' and kenner = '99AA00'"
    assert con.sql(sectoren + of_sector).fetchall() == [("99AA00", "voortgezet", 2)]
    flow = "select kenner, instroom, einde from basis_thuiszitters_kenners_stroom where definitie = 'OCW'"
    assert {*con.sql(flow).fetchall()} == {("99AA00", 1, 2), (WOERDEN, 0, 2), (MONTFOORT, 1, 1)}
    year = """select gemeente, kinderen from basis_thuiszitters_kenners_jaar
        where definitie = 'OCW' and schooljaar = '2021-2022' and kenner = '99AA00'"""
    assert {*con.sql(year).fetchall()} == {("alle", 2), (WOERDEN, 1), (MONTFOORT, 1)}
