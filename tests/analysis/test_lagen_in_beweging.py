"""Lagen in movement as tables: shares with their interval, and a look ahead from the weeks of earlier school years."""

import datetime as dt

import polars as pl
import pytest

from analysis.tabellen.lagen import hersteld, vooruit, zonder_laag_2
from analysis.verhouding import aandeel
from analysis.vooruit import Soort, verwacht

DAYS = {"van_dag": dt.date(2021, 12, 5), "peildatum": dt.date(2022, 3, 13)}


def flows(to_1: int, to_2: int, to_3: int, away: int = 0) -> pl.DataFrame:
    """Who was in laag 2, and some who were not."""
    cells = {("2", "1"): to_1, ("2", "2"): to_2, ("2", "3"): to_3, ("2", "vertrokken"): away, ("1", "1"): 500}
    rows = [(van, naar, n) for (van, naar), n in cells.items()]
    frame = pl.DataFrame(rows, schema=["van", "naar", "leerlingen"], orient="row")
    key = {"schooljaar": "2021-2022", **DAYS, "gemeente": "alle", "sector": "alle"}
    return frame.with_columns(pl.lit(value).alias(name) for name, value in key.items())


def test_recovery_is_a_whole_percentage_with_its_interval_outward() -> None:
    row = hersteld(flows(to_1=61, to_2=20, to_3=10, away=9)).row(0, named=True)
    low, high = aandeel(61, 91)
    assert (row["uit_laag_2"], row["hersteld"], row["kans"]) == (91, 61, 67)
    assert row["onder"] <= 100 * low < row["onder"] + 1
    assert row["boven"] - 1 < 100 * high <= row["boven"]


@pytest.mark.parametrize(("to_1", "others"), [(61, 30), (0, 40), (40, 0), (9, 10), (9, 12), (1033, 726)])
def test_what_is_told_of_recovery_bounds_the_number_that_it_is_a_share_of(to_1: int, others: int) -> None:
    def told(others: int) -> tuple[object, ...]:
        row = hersteld(flows(to_1, others, 0)).row(0, named=True)
        return tuple(row[name] for name in ("uit_laag_2_minst", "hersteld", "kans", "onder", "boven"))

    row = hersteld(flows(to_1, others, 0)).row(0, named=True)
    around = range(max(others - 110, 0), others + 110)
    possible = [to_1 + other for other in around if told(other) == told(others)]
    assert (row["uit_laag_2_van"], row["uit_laag_2_tot"]) == (min(possible), max(possible))


def test_of_too_few_pupils_no_share_is_told() -> None:
    row = hersteld(flows(to_1=9, to_2=6, to_3=4)).row(0, named=True)
    assert (row["uit_laag_2"], row["kans"], row["onder"], row["boven"]) == (19, None, None, None)


def test_the_share_without_laag_2_is_of_those_who_were_measured_before() -> None:
    counts = {"bereikt": 90, "via_laag_2": 30, "zonder_laag_2": 20, "niet_eerder_gemeten": 40}
    row = zonder_laag_2(pl.DataFrame({"schooljaar": ["2021-2022"], "sector": ["alle"], **counts})).row(0, named=True)
    assert (row["eerder_gemeten"], row["kans"]) == (50, 40)


def weeks(last: int, years: int = 4) -> pl.DataFrame:
    """Per school week the pupils of laag 2: 100 more each week from the fourth on; the last year ends early."""
    rows = [
        (f"{2022 - years + year}-{2023 - years + year}", week, "alle", laag, n)
        for year in range(years)
        for week in range(1, (last if year == years - 1 else 30) + 1)
        for laag, n in (
            *(("1", 9000 * (week > 3)), ("2", 100 * week + 7 * year), ("3", 50)),
            ("onbekend", 9000 * (week < 4)),
        )
    ]
    return pl.DataFrame(rows, schema=["schooljaar", "schoolweek", "sector", "laag", "leerlingen"], orient="row")


def measured(laag_2: int, laag_3: int) -> pl.DataFrame:
    """mart_lagen at the last peildatum."""
    rows = [
        ("2021-2022", dt.date(2021, 11, 28), "schooljaar", preset, "alle", "alle", laag, n)
        for preset in ("attendance_works_10_20", "streng_5_10")
        for laag, n in (("1", 9000), ("2", laag_2), ("3", laag_3), ("onbekend", 0))
    ]
    columns = ["schooljaar", "peildatum", "venster", "preset", "gemeente", "sector", "laag", "leerlingen"]
    return pl.DataFrame(rows, schema=columns, orient="row")


def test_looking_ahead_goes_on_as_earlier_school_years_did() -> None:
    made = vooruit(weeks(last=12), measured(1214, 50))
    assert made.select("laag", "weken").rows() == [("2", 4), ("2", 8), ("3", 4), ("3", 8)]
    row = made.row(0, named=True)
    assert (row["nu"], row["peildatum"]) == (1214, dt.date(2021, 11, 28))
    series = weeks(last=12).filter(laag="2").filter(pl.col("schoolweek") > 3)
    by_hand = verwacht(series.select("schooljaar", "schoolweek", aantal="leerlingen"), 4, Soort.OPGETELD)
    assert by_hand is not None
    assert (row["aantal"], row["onder"], row["boven"]) == (by_hand.aantal, by_hand.onder, by_hand.boven)
    assert 1550 < row["aantal"] < 1650
    assert 0 <= row["binnen_procent"] <= 100


def test_with_two_earlier_school_years_nothing_is_foretold() -> None:
    assert vooruit(weeks(last=12, years=3), measured(1214, 50)).is_empty()


def test_over_the_end_of_a_school_year_nothing_is_foretold() -> None:
    assert vooruit(weeks(last=29), measured(2914, 50)).is_empty()


def test_a_school_year_that_was_not_measured_yet_has_no_forecast() -> None:
    assert vooruit(weeks(last=12), measured(1214, 50).with_columns(schooljaar=pl.lit("2022-2023"))).is_empty()
