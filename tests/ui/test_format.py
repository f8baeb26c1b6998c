"""Numbers and dates as readers expect them, in both languages."""

import datetime

import pytest

from disclosure.table import Cell, Staat
from ui import format as fmt
from ui import language

NB = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("write", "value", "dutch", "english"),
    [
        (fmt.number, 12345, "12.345", "12,345"),
        (fmt.decimal, 12345.67, "12.345,7", "12,345.7"),
        (fmt.percent, 12.0, f"12{NB}%", "12%"),
        (fmt.percent_1, 94.25, f"94,2{NB}%", "94.2%"),
        (fmt.per_1000, 2.84, "2,8", "2.8"),
        (fmt.signed, 0.44, "+0,4", "+0.4"),
        (fmt.signed, -0.44, "−0,4", "−0.4"),
        (fmt.signed, -0.04, "0,0", "0.0"),
        (fmt.points, -1.25, "−1,2 procentpunt", "−1.2 percentage points"),
        (fmt.date, datetime.date(2022, 11, 27), "27 november 2022", "27 November 2022"),
        (fmt.date_short, "2022-03-01", "1 mrt 2022", "1 Mar 2022"),
        (fmt.month, "2024-09", "september 2024", "September 2024"),
        (fmt.quarter, "2019-K1", "1e kwartaal 2019", "1st quarter 2019"),
        (fmt.quarter_short, "2019-K4", "K4 2019", "Q4 2019"),
        (fmt.week, "2024-W36", "week 36 van 2024", "week 36 of 2024"),
        (fmt.period, "2018-2019", "2018‑2019", "2018‑2019"),
        (fmt.period, "2022-11-27", "27 november 2022", "27 November 2022"),
    ],
)
def test_a_value_is_written_as_its_readers_write_it(write: fmt.Format, value: object, dutch: str, english: str) -> None:
    assert write(value) == dutch
    with language.using("en"):
        assert write(value) == english


def test_zero_hidden_and_missing_are_three_different_marks() -> None:
    cells = [Cell(0, Staat.WAARDE), Cell(None, Staat.VERBORGEN), Cell(None, Staat.ONTBREEKT)]
    assert [fmt.cell(cell) for cell in cells] == ["0", "x", "–"]


def test_a_share_of_pupils_is_whole_and_a_share_of_school_time_is_not() -> None:
    assert fmt.for_column("aandeel", "leerlingen")(3.0) == f"3{NB}%"
    assert fmt.for_column("aandeel", "procent_schooltijd")(0.31) == f"0,31{NB}%"


def test_a_language_that_is_not_ours_is_dutch() -> None:
    with language.using("nl"):
        language.use("de")
        assert language.current() == "nl"


@pytest.mark.parametrize(("values", "told"), [((17.4, 8.0, None), "8,0"), ((17.0, 8.0, None), "8")])
def test_figures_that_were_rounded_alike_have_as_many_decimals(values: tuple[float | None, ...], told: str) -> None:
    as_text = fmt.alike(fmt.percent_as_rounded, values)
    assert as_text(8.0) == f"{told}\N{NO-BREAK SPACE}%"
    assert fmt.alike(fmt.decimal, values) is fmt.decimal


def test_a_number_of_days_that_is_set_has_no_decimals() -> None:
    assert fmt.for_column("minimum_dagen")(40) == "40"
    assert fmt.for_column("binnen_procent")(90) == "90\N{NO-BREAK SPACE}%"


@pytest.mark.parametrize(
    ("low", "high", "dutch", "english"),
    [
        (0, 1, "0 of 1", "0 or 1"),
        (2, 4, "2 tot 4", "2 to 4"),
        (3, 3, "3", "3"),
        (999, 1001, "999 tot 1.001", "999 to 1,001"),
    ],
)
def test_whole_numbers_from_one_to_another_are_written_as_one_says_them(
    low: int, high: int, dutch: str, english: str
) -> None:
    assert fmt.between(low, high) == dutch
    with language.using("en"):
        assert fmt.between(low, high) == english
