"""Flows between lagen: everyone is somewhere before and somewhere after, and counts once."""

import datetime as dt

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.stromen import NAAR, VAN, herstel, naar_laag_3, stroom
from analysis.verhouding import aandeel
from schemas.codes import LAGEN

METING = st.dictionaries(st.integers(0, 30), st.tuples(st.sampled_from(LAGEN), st.sampled_from(["x", "y"])))


def meting(rijen: dict[int, tuple[str, str]]) -> pl.DataFrame:
    schema = {"leerling": pl.Int64, "laag": pl.String, "gemeente": pl.String}
    return pl.DataFrame([(wie, *rest) for wie, rest in rijen.items()], schema=schema, orient="row")


def cel(stromen: pl.DataFrame, van: str, naar: str) -> int:
    return int(stromen.filter((pl.col("van") == van) & (pl.col("naar") == naar))["leerlingen"].sum())


def test_who_comes_and_who_leaves_has_a_place_too() -> None:
    toen, nu = meting({1: ("1", "x"), 2: ("2", "x")}), meting({2: ("3", "x"), 3: ("onbekend", "x")})
    stromen = stroom(toen, nu)
    assert stromen.height == len(VAN) * len(NAAR) - 1
    assert (cel(stromen, "1", "vertrokken"), cel(stromen, "2", "3"), cel(stromen, "nieuw", "onbekend")) == (1, 1, 1)
    assert stromen["leerlingen"].sum() == 3


def test_a_pupil_who_moved_counts_once_where_it_lives_now() -> None:
    stromen = stroom(meting({1: ("1", "x")}), meting({1: ("2", "y")}), ["gemeente"])
    assert stromen.filter(pl.col("leerlingen") > 0).rows() == [("y", "1", "2", 1)]


@settings(max_examples=30)
@given(METING, METING)
def test_rows_and_columns_add_up_to_both_measurements(
    toen: dict[int, tuple[str, str]], nu: dict[int, tuple[str, str]]
) -> None:
    stromen = stroom(meting(toen), meting(nu), ["gemeente"])
    for laag in LAGEN:
        assert stromen.filter(pl.col("van") == laag)["leerlingen"].sum() == sum(r[0] == laag for r in toen.values())
        assert stromen.filter(pl.col("naar") == laag)["leerlingen"].sum() == sum(r[0] == laag for r in nu.values())
    for gemeente in ("x", "y"):
        hier = stromen.filter((pl.col("gemeente") == gemeente) & (pl.col("naar") != "vertrokken"))
        assert hier["leerlingen"].sum() == sum(r[1] == gemeente for r in nu.values())


def test_a_pupil_twice_in_one_measurement_is_refused() -> None:
    met_twee = pl.concat([meting({1: ("1", "x")})] * 2)
    with pytest.raises(ValueError, match="one row per leerling"):
        stroom(met_twee, meting({}))


def test_recovery_is_a_share_of_those_measured_again() -> None:
    toen = meting(dict.fromkeys(range(10), ("2", "x")))
    nu = meting({0: ("1", "x"), 1: ("1", "x"), 2: ("1", "x"), 3: ("2", "x"), 4: ("3", "x"), 5: ("onbekend", "x")})
    uit = herstel(stroom(toen, nu)).row(0, named=True)
    assert (uit["uit_laag_2"], uit["hersteld"], uit["kans"]) == (5, 3, 0.6)
    assert (uit["onder"], uit["boven"]) == pytest.approx(aandeel(3, 5))


def test_nobody_in_laag_2_gives_no_share() -> None:
    uit = herstel(stroom(meting({1: ("1", "x")}), meting({1: ("1", "x")}))).row(0, named=True)
    assert (uit["uit_laag_2"], uit["kans"]) == (0, None)


def test_who_reached_laag_3_was_seen_in_laag_2_or_not_or_nobody_can_tell() -> None:
    paden = {1: "123", 2: "1-3", 3: "3--", 4: "o3-", 5: "312", 6: "131", 7: "11-", 8: "2-3"}
    rijen = [
        (wie, dt.date(2021, 10 + i, 31 if i != 1 else 30), "onbekend" if laag == "o" else laag)
        for wie, pad in paden.items()
        for i, laag in enumerate(pad)
        if laag != "-"
    ]
    uit = naar_laag_3(pl.DataFrame(rijen, schema=["leerling", "peildatum", "laag"], orient="row")).row(0, named=True)
    assert [uit[naam] for naam in ("bereikt", "via_laag_2", "zonder_laag_2", "niet_eerder_gemeten")] == [7, 2, 2, 3]
    assert uit["kans"] == 0.5
