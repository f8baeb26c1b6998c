"""The lookup tables that every mart rests on."""

import datetime as dt

import duckdb
import pytest

from schemas.codes import DUURKLASSEN, GEMEENTEN, SECTOR_NIVEAUS
from schemas.definities import register
from schemas.schooljaar import schooljaar
from warehouse import kalender

DATA_TOT = dt.date(2022, 11, 25)


@pytest.fixture
def con() -> duckdb.DuckDBPyConnection:
    con = duckdb.connect()
    kalender.create(con, data_tot=DATA_TOT)
    return con


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (dt.date(2020, 12, 31), ("2020-W53", dt.date(2021, 1, 3), "2020-12", "2020-K4", "2020-2021")),
        (dt.date(2021, 1, 3), ("2020-W53", dt.date(2021, 1, 3), "2021-01", "2021-K1", "2020-2021")),
        (dt.date(2022, 7, 31), ("2022-W30", dt.date(2022, 7, 31), "2022-07", "2022-K3", "2021-2022")),
        (dt.date(2022, 8, 1), ("2022-W31", dt.date(2022, 8, 7), "2022-08", "2022-K3", "2022-2023")),
    ],
)
def test_a_day_knows_its_week_month_quarter_and_schooljaar(
    con: duckdb.DuckDBPyConnection, day: dt.date, expected: tuple[object, ...]
) -> None:
    query = "select week, weekeinde, maand, kwartaal, schooljaar from kalender where dag = $day"
    assert con.sql(query, params={"day": day}).fetchall() == [expected]


def test_weeks_and_sundays_are_those_of_the_iso_calendar() -> None:
    frame = kalender.days(DATA_TOT)
    for day, week, sunday in frame.select("dag", "week", "weekeinde").sample(500, seed=1).iter_rows():
        year, number, weekday = day.isocalendar()
        assert (week, sunday) == (f"{year}-W{number:02d}", day + dt.timedelta(days=7 - weekday))


def test_a_day_alone_is_in_the_schooljaar_that_the_calendar_says() -> None:
    frame = kalender.days(DATA_TOT)
    assert [schooljaar(day) for day in frame["dag"]] == frame["schooljaar"].to_list()


def test_every_quarter_of_the_calendar_is_whole() -> None:
    assert kalender.days(DATA_TOT)["dag"].max() == dt.date(2023, 12, 31)


def test_every_gemeente_counts_in_itself_and_in_the_region(con: duckdb.DuckDBPyConnection) -> None:
    found = con.sql("select gemeente, niveau from gemeente_niveaus").fetchall()
    today = [row for row in found if row[0] in GEMEENTEN]
    assert sorted(today) == sorted((code, niveau) for code in GEMEENTEN for niveau in (code, "alle"))


def test_every_level_of_the_sectors_is_reached(con: duckdb.DuckDBPyConnection) -> None:
    assert {row[0] for row in con.sql("select distinct niveau from sector_niveaus").fetchall()} == set(SECTOR_NIVEAUS)


def test_the_classes_of_duration_leave_no_gap(con: duckdb.DuckDBPyConnection) -> None:
    query = "select duurklasse, vanaf_weken, vanaf_maanden, tot_weken, tot_maanden from duurklassen"
    rows = con.sql(query).fetchall()
    assert [row[0] for row in rows] == list(DUURKLASSEN)
    assert [row[3:] for row in rows[:-1]] == [row[1:3] for row in rows[1:]]
    assert (rows[0][1:3], rows[-1][3:]) == ((0, 0), (None, None))


def test_presets_and_windows_are_those_of_the_registry(con: duckdb.DuckDBPyConnection) -> None:
    presets = con.sql("select preset, aandacht_vanaf, laag_2_vanaf, laag_3_vanaf from presets").fetchall()
    assert presets == [(p.id, p.aandacht_vanaf, p.laag_2_vanaf, p.laag_3_vanaf) for p in register().presets.values()]
    vensters = con.sql("select venster, schoolweken, minimum_dagen from vensters").fetchall()
    assert vensters == [(v.id, v.schoolweken, v.minimum_dagen) for v in register().vensters.values()]
