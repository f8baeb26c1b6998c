"""Mergers and reorganisations move rows to another name and change no total."""

import datetime as dt
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas import codes
from tests.marts.conftest import Build, Kinds, build_marts, only
from tests.marts.rows import (
    MONTFOORT,
    PO,
    WOERDEN,
    Rows,
    day,
    delivered,
    missed,
    pupil,
    reasons,
    schedule,
    school,
)
from warehouse import checks, kalender

A, B, C = PO, "99AA02", "99AA03"
MERGED = day(9)  # the last day of A
DATA_TOT = dt.date(2022, 7, 31)
TOTALS = {
    "mart_aanwezigheid": "periode, sector, leerlingen, ingeroosterde_dagen, gemiste_dagen",
    "mart_verzuim": "periode, sector, categorie, leerlingen, registraties, gemiste_dagen",
    "mart_lagen": "peildatum, venster, preset, sector, laag, leerlingen, aandacht",
}


def totals(con: duckdb.DuckDBPyConnection) -> list[tuple[Any, ...]]:
    """Every figure of the region."""
    rows: list[tuple[Any, ...]] = []
    for mart, columns in TOTALS.items():
        rows += con.sql(f"select {columns} from {mart} where gemeente = 'alle' order by all").fetchall()
    return rows


def two_schools(**kinds: Rows) -> Kinds:
    """Two schools that deliver four weeks each; the pupils of A go on under A whether it merged or not."""
    return {
        "leerlingen": [*pupil(1), *pupil(2), *pupil(3, B)],
        "rooster": [*schedule(A), *schedule(B, units=3)],
        "redenen": [*reasons(A), *reasons(B)],
        "verzuim": [
            *delivered(A),
            *delivered(B),
            *missed(6),
            *missed(5, leerling=2, start=9),
            *missed(4, leerling=3, code=B),
        ],
        **kinds,
    }


def merged(last: dt.date = MERGED) -> Rows:
    return [*school(A, geldig_tot=last, opvolger=B), *school(B)]


def test_the_totals_of_the_region_are_the_same_with_and_without_a_merger(build: Build) -> None:
    apart = totals(build(scholen=[*school(A), *school(B)], **two_schools()))
    con = build_marts(duckdb.connect(), scholen=merged(), **two_schools())
    assert totals(con) == apart
    assert checks.failing(con, DATA_TOT) == {}
    con.close()


@settings(max_examples=6)
@given(last=st.integers(-3, 25), leavers=st.integers(0, 19), absence=st.lists(st.integers(0, 38), max_size=12))
def test_no_day_of_a_merger_changes_a_total(last: int, leavers: int, absence: list[int]) -> None:
    kinds = two_schools(
        leerlingen=[*pupil(1, tot=day(leavers)), *pupil(2), *pupil(3, B)],
        verzuim=[
            *delivered(A),
            *delivered(B),
            *(row for unit in sorted(set(absence)) for row in missed(1, leerling=1 + unit % 2, start=unit // 2)),
        ],
    )
    found = []
    for scholen in ([*school(A), *school(B)], merged(day(0) + dt.timedelta(days=last))):
        with only(*TOTALS):
            con = build_marts(duckdb.connect(), scholen=scholen, **kinds)
        found.append(totals(con))
        con.close()
    assert found[0] == found[1]


def test_after_the_merger_the_successor_has_the_pupils_and_the_weeks(build: Build) -> None:
    con = build(scholen=merged(), **two_schools())
    query = "select school, leerlingen, weken_rooster, weken_geleverd from mart_scholen order by school"
    assert con.sql(query).fetchall() == [(A, 2, 2, 2), (B, 3, 4, 4)]
    lagen = "select school, sum(leerlingen) from mart_lagen_school where leerjaar = 'alle' group by all order by 1"
    assert con.sql(lagen).fetchall() == [(A, 2), (B, 3)]


def test_a_school_that_ended_earlier_counts_for_the_last_of_its_successors(build: Build) -> None:
    scholen = [
        *school(A, geldig_tot=dt.date(2020, 7, 31), opvolger=B),
        *school(B, geldig_tot=dt.date(2021, 7, 31), opvolger=C),
        *school(C),
    ]
    con = build(scholen=scholen, **two_schools())
    assert con.sql("select school, leerlingen from mart_scholen order by school").fetchall() == [(C, 3)]


def test_schools_that_name_each_other_as_successor_lose_no_pupil(build: Build) -> None:
    scholen = [*school(A, geldig_tot=MERGED, opvolger=B), *school(B, geldig_tot=MERGED, opvolger=A)]
    apart = totals(build_marts(duckdb.connect(), scholen=[*school(A), *school(B)], **two_schools()))
    assert totals(build(scholen=scholen, **two_schools())) == apart


def test_a_pupil_whom_the_successor_delivers_itself_is_counted_once(build: Build) -> None:
    moved = pupil(1, B, van=MERGED + dt.timedelta(days=1))
    con = build(
        scholen=merged(),
        **two_schools(
            leerlingen=[*pupil(1), *moved, *pupil(3, B)],
            rooster=[*schedule(A, days=range(10)), *schedule(B)],
            verzuim=[*delivered(A, weeks=(0, 1)), *delivered(B), *missed(2, start=12, code=B)],
        ),
    )
    query = "select leerlingen, ingeroosterde_dagen, gemiste_dagen from mart_aanwezigheid"
    whole = f"{query} where periode = '2021-2022' and gemeente = 'alle' and sector = 'alle'"
    assert con.sql(whole).fetchall() == [(2, 40.0, 1.0)]


def test_a_school_that_moves_to_another_gemeente_counts_there_from_that_day(build: Build) -> None:
    moved = dt.date(2021, 9, 20)
    scholen = [
        *school(A, geldig_tot=moved - dt.timedelta(days=1)),
        *school(A, gemeente=MONTFOORT, geldig_vanaf=moved),
        *school(B),
    ]
    con = build(scholen=scholen, **two_schools(leerlingen=[*pupil(1), *pupil(1, B, gemeente=MONTFOORT), *pupil(3, B)]))
    query = """select periode, scholen_totaal from mart_aanwezigheid
        where periode_soort = 'week' and sector = 'PO' and gemeente = $gemeente order by periode"""
    weeks = {gemeente: con.sql(query, params={"gemeente": gemeente}).fetchall() for gemeente in (WOERDEN, "alle")}
    assert weeks[WOERDEN] == [("2021-W36", 2), ("2021-W37", 2), ("2021-W38", 1), ("2021-W39", 1)]
    assert {number for _, number in weeks["alle"]} == {2}


def reorganised(monkeypatch: pytest.MonkeyPatch, vanaf: dt.date) -> None:
    """Montfoort becomes part of Woerden."""
    monkeypatch.setattr(kalender, "HERINDELINGEN", ((MONTFOORT, WOERDEN, vanaf),))


def residents(con: duckdb.DuckDBPyConnection) -> dict[str, int]:
    query = "select gemeente, leerlingen from mart_aanwezigheid where periode = '2021-2022' and sector = 'alle'"
    return dict(con.sql(query).fetchall())


def test_a_gemeente_that_was_reorganised_counts_in_the_new_one_in_all_years(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    kinds = two_schools(leerlingen=[*pupil(1), *pupil(2, gemeente=MONTFOORT), *pupil(3, B)])
    scholen = [*school(A), *school(B, gemeente=MONTFOORT)]
    before = build_marts(duckdb.connect(), scholen=scholen, **kinds)
    assert residents(before) == {WOERDEN: 2, MONTFOORT: 1, "alle": 3}
    reorganised(monkeypatch, dt.date(2022, 1, 1))
    con = build(scholen=scholen, **kinds)
    assert residents(con) == {WOERDEN: 3, "alle": 3}
    assert totals(con) == totals(before)
    assert con.sql("select distinct gemeente from mart_scholen").fetchall() == [(WOERDEN,)]
    assert checks.failing(con, DATA_TOT) == {}


def test_a_reorganisation_to_come_changes_nothing_yet(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    reorganised(monkeypatch, DATA_TOT + dt.timedelta(days=1))
    con = build(scholen=[*school(A), *school(B)], **two_schools(leerlingen=pupil(1, gemeente=MONTFOORT)))
    assert residents(con) == {MONTFOORT: 1, "alle": 1}


def test_reorganisations_lead_to_a_gemeente_of_the_region() -> None:
    assert {nieuw for _, nieuw, _ in codes.HERINDELINGEN} <= set(codes.GEMEENTEN)


def test_a_gemeente_reorganised_twice_ends_in_the_last_one(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = dt.date(2020, 1, 1), dt.date(2021, 1, 1)
    monkeypatch.setattr(kalender, "HERINDELINGEN", (("GM9999", MONTFOORT, first), (MONTFOORT, WOERDEN, second)))
    assert kalender.gemeentecodes(second)["GM9999"] == WOERDEN
    assert kalender.gemeentecodes(first)["GM9999"] == MONTFOORT
