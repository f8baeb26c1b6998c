"""Open publication: counts up to 7 are taken out, and all others are rounded to 5."""

from dataclasses import replace

import polars as pl

from disclosure.openbaar import aantallen, openbaar
from disclosure.publicatie import Publicatie

TABEL = Publicatie(
    "mart", ("gemeente",), ("leerlingen", "dagen", "nieuw"), volgt={"uren": "leerlingen"}, maal={"dagen": 2}
)


def opened(*rows: tuple[int | None, bool, int]) -> list[tuple[str | None, ...]]:
    """The rows of `openbaar` without their key, of rows of leerlingen, whether that is hidden, and nieuw."""
    made = pl.DataFrame(
        {
            "gemeente": [f"g{i}" for i in range(len(rows))],
            "leerlingen": [leerlingen for leerlingen, _, _ in rows],
            "dagen": 1.5,
            "nieuw": [nieuw for _, _, nieuw in rows],
            "uren": 3,
            "leerlingen_verborgen": [hidden for _, hidden, _ in rows],
            "dagen_verborgen": False,
            "nieuw_verborgen": False,
        },
        schema_overrides={"leerlingen": pl.Int64},
    )
    told = openbaar(TABEL, made)
    assert told.columns == ["gemeente", "leerlingen", "nieuw"]
    return told.drop("gemeente").rows()


def test_counts_up_to_seven_are_taken_out_and_zero_stays() -> None:
    assert opened((100, False, 7), (100, False, 1), (100, False, 0)) == [("100", "x"), ("100", "x"), ("100", "0")]


def test_all_other_counts_are_rounded_to_five() -> None:
    assert opened((8, False, 12), (13, False, 0), (102, False, 98)) == [("10", "10"), ("15", "0"), ("100", "100")]


def test_a_colour_is_no_count() -> None:
    made = pl.DataFrame({"gemeente": ["A"], "hersteld": [12], "kleurnummer": [3]})
    table = Publicatie("mart", ("gemeente",), ("hersteld", "kleurnummer"))
    assert aantallen(table, made) == ["hersteld"]
    assert not aantallen(replace(table, tellingen=("kleurnummer",)), made)


def test_what_the_release_hides_stays_hidden() -> None:
    assert opened((None, True, 20)) == [("x", "x")]


def test_a_row_of_few_pupils_tells_nothing_else() -> None:
    assert opened((6, False, 0)) == [("x", "x")]


def test_a_figure_that_is_not_there_is_not_hidden() -> None:
    assert opened((None, False, 20)) == [(None, "20")]
