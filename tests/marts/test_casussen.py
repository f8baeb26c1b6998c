"""Cases at a meeting are counted per half schooljaar, each way by itself."""

import datetime as dt
from typing import Any

from tests.marts.conftest import Build
from tests.marts.rows import MONTFOORT, WOERDEN, Rows

MARTS = ("mart_casussen",)


def case(datum: dt.date, **rest: Any) -> Rows:
    usual = {"overleg": "mdo", "thema": "gedrag", "knelpunt": "geen", "fase": "mdo", "uitkomst": "loopt"}
    return [{"datum": datum, "gemeente": WOERDEN, **usual, **rest}]


def counted(build: Build, cases: Rows) -> dict[tuple[str, ...], int]:
    columns = "halfjaar, kenmerk, code, uitkomst, besprekingen"
    rows = build(casussen=cases).sql(f"select {columns} from mart_casussen where besprekingen > 0").fetchall()
    return {tuple(row[:-1]): row[-1] for row in rows}


def test_a_case_counts_by_theme_bottleneck_and_step_and_what_came_of_it(build: Build) -> None:
    found = counted(build, [*case(dt.date(2021, 9, 14)), *case(dt.date(2021, 9, 14), thema="autisme")])
    assert found == {
        ("2021-2022/1", "alle", "alle", "alle"): 2,
        ("2021-2022/1", "thema", "gedrag", "alle"): 1,
        ("2021-2022/1", "thema", "autisme", "alle"): 1,
        ("2021-2022/1", "knelpunt", "geen", "alle"): 2,
        ("2021-2022/1", "fase", "mdo", "alle"): 2,
        ("2021-2022/1", "fase", "mdo", "loopt_of_onbekend"): 2,
    }


def test_who_goes_on_and_of_whom_it_is_not_known_count_as_one_outcome(build: Build) -> None:
    outcomes = ("loopt", "onbekend", "opgelost", "doorgezet", "doorgezet")
    found = counted(build, [row for one in outcomes for row in case(dt.date(2021, 9, 14), uitkomst=one)])
    steps = {key[3]: n for key, n in found.items() if key[1] == "fase"}
    assert steps == {"alle": 5, "loopt_of_onbekend": 2, "opgelost": 1, "doorgezet": 2}


def test_the_second_half_begins_in_february(build: Build) -> None:
    days = (dt.date(2022, 1, 31), dt.date(2022, 2, 1), dt.date(2022, 7, 31))
    found = counted(build, [row for datum in days for row in case(datum)])
    alle = {key[0]: n for key, n in found.items() if key[1] == "alle"}
    assert alle == {"2021-2022/1": 1, "2021-2022/2": 2}


def test_a_case_outside_the_region_or_after_the_data_does_not_count(build: Build) -> None:
    found = counted(build, [*case(dt.date(2022, 3, 1), gemeente="buiten_regio"), *case(dt.date(2022, 8, 30))])
    assert found == {}


def same_days(build: Build, cases: Rows, data_tot: dt.date) -> dict[tuple[str, ...], int | None]:
    con = build(casussen=cases, data_tot=data_tot)
    columns = "halfjaar, kenmerk, code, besprekingen, zelfde_dagen"
    rows = con.sql(f"select {columns} from mart_casussen where besprekingen > 0 and uitkomst = 'alle'").fetchall()
    return {tuple(row[:-2]): row[-1] for row in rows}


def test_a_half_year_that_goes_on_has_the_same_days_a_year_earlier_beside_it(build: Build) -> None:
    days = [dt.date(2021, 3, 9), dt.date(2021, 5, 17), dt.date(2021, 5, 18), dt.date(2022, 3, 8)]
    cases = [row for day in days for row in case(day)]
    found = same_days(build, cases, dt.date(2022, 5, 17))
    assert found["2020-2021/2", "alle", "alle"] == 2
    assert found["2020-2021/2", "thema", "gedrag"] == 2
    assert found["2020-2021/2", "knelpunt", "geen"] == 2
    assert found["2020-2021/2", "fase", "mdo"] is None
    assert found["2021-2022/2", "alle", "alle"] is None


def test_a_first_half_that_goes_on_after_new_year_has_the_same_days_too(build: Build) -> None:
    days = [dt.date(2020, 9, 8), dt.date(2021, 1, 10), dt.date(2021, 1, 11), dt.date(2021, 9, 7)]
    cases = [row for day in days for row in case(day)]
    assert same_days(build, cases, dt.date(2022, 1, 10))["2020-2021/1", "alle", "alle"] == 2
    assert same_days(build, cases, dt.date(2022, 1, 25))["2020-2021/1", "alle", "alle"] is None


def test_halves_that_are_over_are_compared_whole(build: Build) -> None:
    cases = [*case(dt.date(2021, 3, 9)), *case(dt.date(2022, 3, 8))]
    assert set(same_days(build, cases, dt.date(2022, 7, 1)).values()) == {None}


def test_of_cases_it_is_known_how_many_are_of_the_largest_gemeente(build: Build) -> None:
    days = [dt.date(2021, 3, 9), dt.date(2021, 3, 10), dt.date(2021, 5, 18)]
    cases = [row for one in days for row in case(one)] + case(days[0], gemeente=MONTFOORT)
    con = build(casussen=[*cases, *case(dt.date(2022, 3, 8))], data_tot=dt.date(2022, 5, 17))
    query = """select besprekingen, grootste, zelfde_dagen, grootste_zelfde_dagen from mart_casussen
        where halfjaar = '2020-2021/2' and code = 'gedrag'"""
    assert con.sql(query).fetchall() == [(4, 3, 3, 2)]
