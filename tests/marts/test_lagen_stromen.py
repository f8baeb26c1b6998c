"""From one block of 12 school weeks to the next: a pupil is somewhere before and somewhere after, with its own days."""

import datetime as dt
from typing import Any

import duckdb
import polars as pl

from analysis.stromen import naar_laag_3
from tests.marts.conftest import Build
from tests.marts.rows import MONTFOORT, PO, WOERDEN, Rows, day, delivered, missed, pupil, reasons, schedule, school

MARTS = (
    "basis_lagen",
    "basis_blokvensters",
    "mart_lagen",
    "basis_lagen_stromen",
    "mart_lagen_stromen",
    "basis_lagen_stromen_grootste",
    "mart_lagen_stromen_school",
    "mart_lagen_wat_als",
    "mart_lagen_wat_als_dagen",
    "basis_bereikt",
    "basis_lagen_weken",
)
OTHER = "99AA02"
BLOCK = 60  # school days
FEBRUARY_20 = dt.date(2022, 2, 20)  # the Sunday after two blocks

Flows = dict[tuple[str, str], int]


def two_blocks(pupils: Rows, absence: Rows, **rest: Any) -> dict[str, Any]:
    """Two primary schools of two units a day, in the youngest class one; both delivered all of 24 school weeks."""
    days = range(2 * BLOCK)
    return {
        "data_tot": FEBRUARY_20,
        "scholen": [*school(), *school(OTHER)],
        "leerlingen": pupils,
        "rooster": [
            *schedule(days=days),
            *schedule(OTHER, days=days),
            *schedule(days=days, units=1, leerjaar=1),
        ],
        "redenen": [*reasons(), *reasons(OTHER)],
        "verzuim": [*delivered(weeks=range(24)), *delivered(OTHER, weeks=range(24)), *absence],
        **rest,
    }


def flows(con: duckdb.DuckDBPyConnection, gemeente: str = "alle", sector: str = "alle") -> Flows:
    """The flows with a pupil."""
    query = """select van, naar, leerlingen from mart_lagen_stromen
        where leerlingen > 0 and gemeente = $gemeente and sector = $sector"""
    rows = con.sql(query, params={"gemeente": gemeente, "sector": sector}).fetchall()
    return {(van, naar): n for van, naar, n in rows}


def flows_at(con: duckdb.DuckDBPyConnection, code: str) -> Flows:
    query = "select van, naar, leerlingen from mart_lagen_stromen_school where leerlingen > 0 and school = $school"
    return {(van, naar): n for van, naar, n in con.sql(query, params={"school": code}).fetchall()}


def test_a_pupil_exactly_on_a_boundary_is_in_the_higher_laag(build: Build) -> None:
    halves = {1: (11, 12), 2: (12, 23), 3: (24, 11)}  # missed units of the 120 of each block
    absence = [
        row
        for n, (first, second) in halves.items()
        for row in (*missed(first, leerling=n), *missed(second, leerling=n, start=BLOCK))
    ]
    con = build(**two_blocks([row for n in halves for row in pupil(n)], absence))
    assert flows(con) == {("1", "2"): 1, ("2", "2"): 1, ("3", "1"): 1}


def test_a_leaver_goes_from_the_laag_of_its_own_days(build: Build) -> None:
    con = build(**two_blocks(pupil(tot=day(39)), missed(8)))  # 8 of 80
    assert flows(con) == {("2", "vertrokken"): 1}


def test_who_came_in_the_second_block_is_new_and_who_came_late_in_the_first_was_not_known(build: Build) -> None:
    con = build(**two_blocks([*pupil(van=day(BLOCK)), *pupil(2, van=day(50))], []))
    assert flows(con) == {("nieuw", "1"): 1, ("onbekend", "1"): 1}


def test_the_region_follows_a_transfer_and_each_school_its_own_days(build: Build) -> None:
    pupils = [*pupil(tot=day(BLOCK - 1)), *pupil(code=OTHER, van=day(BLOCK))]
    con = build(**two_blocks(pupils, [*missed(12), *missed(24, code=OTHER, start=BLOCK)]))
    assert flows(con) == {("2", "3"): 1}
    assert (flows_at(con, PO), flows_at(con, OTHER)) == ({("2", "vertrokken"): 1}, {("nieuw", "3"): 1})


def test_the_largest_share_of_a_school_counts_who_was_there_in_either_block(build: Build) -> None:
    stay = [row for n in range(1, 4) for row in pupil(n)] + [row for n in (11, 12) for row in pupil(n, code=OTHER)]
    moved = [*pupil(21, tot=day(BLOCK - 1)), *pupil(21, code=OTHER, van=day(BLOCK))]
    con = build(**two_blocks([*stay, *moved], missed(12, start=BLOCK)))
    assert flows(con) == {("1", "1"): 5, ("1", "2"): 1}
    query = "select van, naar, grootste from basis_lagen_stromen_grootste where gemeente = 'alle' and sector = 'alle'"
    # three who stayed, less one in laag 2, and who left; the other school has its own two and who came
    assert set(con.sql(query).fetchall()) == {("1", "1", 3), ("1", "2", 1), ("1", "bekend", 4)}


def test_a_pupil_with_a_part_timetable_is_measured_on_its_own_schedule(build: Build) -> None:
    con = build(**two_blocks(pupil(leerjaar=1), missed(6, per_day=1)))  # 6 of 60, where others have 120
    assert flows(con) == {("2", "1"): 1}


def test_who_moved_within_the_region_came_from_elsewhere_and_is_not_new(build: Build) -> None:
    pupils = [*pupil(tot=day(BLOCK - 1)), *pupil(van=day(BLOCK), gemeente=MONTFOORT)]
    con = build(**two_blocks(pupils, missed(12)))
    assert flows(con) == flows(con, sector="primair") == {("2", "1"): 1}
    assert flows(con, WOERDEN) == {("2", "elders"): 1}
    assert flows(con, MONTFOORT) == {("elders", "1"): 1}


def test_who_lives_outside_the_region_moves_at_its_school_only(build: Build) -> None:
    con = build(**two_blocks(pupil(gemeente="buiten_regio"), missed(12)))
    assert (flows(con), flows_at(con, PO)) == ({}, {("2", "1"): 1})


def test_an_open_case_puts_a_pupil_in_laag_3_at_the_end_of_a_block(build: Build) -> None:
    case = {"lijst": "SWV", "kind": 1, "gemeente": WOERDEN, "soort": "ziekte", "start": dt.date(2022, 1, 10)}
    con = build(**two_blocks(pupil(), [], thuiszitters=[{**case, "peildatum": dt.date(2022, 1, 16)}]))
    assert flows(con) == {("1", "3"): 1}


MARCH_27 = dt.date(2022, 3, 27)


def weeks_of_the_second_block(con: duckdb.DuckDBPyConnection) -> set[tuple[str, ...]]:
    """Day, venster, gemeente and sector of which it is known that they have the same weeks."""
    query = f"select peildatum, venster, gemeente, sector from basis_blokvensters where blok = '{FEBRUARY_20}'"
    return {(str(dag), *rest) for dag, *rest in con.sql(query).fetchall()}


def test_the_last_weeks_before_schools_closed_are_those_of_the_block_on_every_later_day(build: Build) -> None:
    pupils = [*pupil(), *pupil(2, OTHER, gemeente=MONTFOORT)]
    con = build(**two_blocks(pupils, missed(12)) | {"data_tot": MARCH_27})
    groups = {("alle", "alle"), ("alle", "primair"), (WOERDEN, "alle"), (MONTFOORT, "alle")}
    expected = {(day, "weken_12", *group) for day in ("2022-02-27", "2022-03-27") for group in groups}
    assert weeks_of_the_second_block(con) == expected
    lagen = """select distinct leerlingen from mart_lagen where peildatum > '2022-02-20' and venster = 'weken_12'
        and preset = 'attendance_works_10_20' and gemeente = 'alle' and sector = 'alle' and laag = '1'"""
    assert con.sql(lagen).fetchall() == [(sum(n for (_, naar), n in flows(con).items() if naar == "1"),)]


def test_a_group_with_a_school_that_went_on_has_other_weeks_than_the_block(build: Build) -> None:
    pupils = [*pupil(), *pupil(2, OTHER, gemeente=MONTFOORT)]
    kinds = two_blocks(pupils, []) | {"data_tot": MARCH_27}
    kinds["rooster"] = [*schedule(days=range(2 * BLOCK)), *schedule(OTHER, days=range(2 * BLOCK + 5))]
    kinds["verzuim"] = [*kinds["verzuim"], *delivered(OTHER, weeks=[24])]
    assert {own[2:] for own in weeks_of_the_second_block(build(**kinds))} == {(WOERDEN, "alle")}


def test_a_block_that_has_not_ended_is_not_measured(build: Build) -> None:
    con = build(**two_blocks(pupil(), missed(12)) | {"data_tot": FEBRUARY_20 - dt.timedelta(days=9)})
    assert flows(con) == {}


def test_every_group_has_every_cell_and_the_region_no_elsewhere(build: Build) -> None:
    con = build(**two_blocks(pupil(), []))
    query = "select gemeente, sector, count(*) from mart_lagen_stromen group by gemeente, sector"
    assert {(g, s): n for g, s, n in con.sql(query).fetchall()} == {
        ("alle", "alle"): 24,
        ("alle", "primair"): 32,
        (WOERDEN, "alle"): 32,
    }


def test_laag_3_is_reached_through_laag_2_without_it_or_at_the_first_measurement(build: Build) -> None:
    through = [*missed(8), *missed(16, start=40)]  # 8 of 80 in October, 24 of 120 in November
    suddenly = missed(24, leerling=2, start=40)
    at_once = missed(16, leerling=3)
    con = build(**two_blocks([row for n in (1, 2, 3, 4) for row in pupil(n)], [*through, *suddenly, *at_once]))
    counts = con.sql("select bereikt, via_laag_2, zonder_laag_2, niet_eerder_gemeten from basis_bereikt").fetchall()
    october, november = dt.date(2021, 10, 31), dt.date(2021, 11, 28)
    lagen = {1: "23", 2: "13", 3: "33", 4: "11"}
    rows = [(n, d, own[i]) for n, own in lagen.items() for i, d in enumerate((october, november))]
    told = naar_laag_3(pl.DataFrame(rows, schema=["leerling", "peildatum", "laag"], orient="row")).row(0)[:4]
    assert counts == [told, told]  # alle and primair
    assert told == (3, 1, 1, 1)


def test_of_laag_3_reached_it_is_known_how_many_are_of_the_largest_school(build: Build) -> None:
    at = {1: PO, 2: PO, 3: OTHER}
    pupils = [row for n, code in at.items() for row in pupil(n, code=code)]
    through = [row for n, code in at.items() for row in (*missed(8, leerling=n, code=code),)]
    later = [row for n, code in at.items() for row in missed(16, leerling=n, code=code, start=40)]
    con = build(**two_blocks(pupils, [*through, *later]))
    parts = ("bereikt", "via_laag_2", "zonder_laag_2", "niet_eerder_gemeten", "eerder_gemeten")
    columns = ", ".join(f"grootste_{part}" for part in parts)
    assert con.sql(f"select via_laag_2, {columns} from basis_bereikt").fetchall() == [(3, 2, 2, 0, 0, 2)] * 2


def test_the_lagen_of_a_week_are_those_of_the_peildatum_on_its_sunday(build: Build) -> None:
    pupils = [row for n in range(1, 5) for row in pupil(n)] + pupil(5, tot=day(30)) + pupil(6, leerjaar=1)
    absence = [*missed(8), *missed(16, start=40), *missed(24, leerling=2, start=40), *missed(16, leerling=3)]
    absence += [
        *missed(10, leerling=5),
        *missed(10, leerling=6, per_day=1),
        *missed(20, leerling=4, reden="X", start=3),
    ]
    con = build(**two_blocks(pupils, absence))
    query = """
        select weken.weekeinde, weken.laag, weken.leerlingen, lagen.leerlingen
        from basis_lagen_weken as weken
        inner join mart_lagen as lagen
            on lagen.peildatum = weken.weekeinde and lagen.laag = weken.laag and lagen.sector = weken.sector
        where lagen.gemeente = 'alle' and lagen.venster = 'schooljaar' and lagen.preset = 'attendance_works_10_20'
    """
    rows = con.sql(query).fetchall()
    assert len({row[0] for row in rows}) > 3
    assert [row for row in rows if row[2] != row[3]] == []


def test_other_thresholds_move_exactly_the_pupils_between_them(build: Build) -> None:
    con = build(**two_blocks([*pupil(), *pupil(2)], [*missed(36), *missed(18, leerling=2)]))  # 15 and 7,5 % of 240
    query = """select preset, ander, van, naar, leerlingen from mart_lagen_wat_als
        where venster = 'schooljaar' and gemeente = 'alle' and sector = 'alle' and leerlingen > 0"""
    standard, kearney, strict = "attendance_works_10_20", "kearney_10_15", "streng_5_10"
    up = {(standard, kearney, "2", "3"), (standard, strict, "2", "3"), (standard, strict, "1", "2")}
    up |= {(kearney, strict, "1", "2")}
    down = {(other, own, naar, van) for own, other, van, naar in up}
    assert {tuple(row[:4]): row[4] for row in con.sql(query).fetchall()} == dict.fromkeys(up | down, 1)


def test_another_minimum_of_school_days_gives_or_takes_a_laag(build: Build) -> None:
    pupils = [*pupil(tot=day(14)), *pupil(2, tot=day(29)), *pupil(3), *pupil(4, tot=day(4))]
    con = build(**two_blocks(pupils, missed(6, leerling=2)))  # 15, 30, 120 and 5 days
    query = "select minimum_dagen, van, naar from mart_lagen_wat_als_dagen where leerlingen = 1 order by 1"
    assert con.sql(query).fetchall() == [(10, "onbekend", "1"), (40, "2", "onbekend")]
