"""The synthetic children: one invented key each, everywhere; they move, leave and live elsewhere."""

from pathlib import Path

import polars as pl

from tests.synthetic.conftest import Lees, mean


def spells(read: Lees) -> pl.DataFrame:
    return read("leerlingen").with_columns(
        pl.col("van").str.to_date(), pl.col("tot").str.to_date().fill_null(pl.date(2099, 1, 1))
    )


def test_keys_are_invented_strings(read: Lees) -> None:
    keys = pl.concat([read("leerlingen")["leerling"], read("thuiszitters")["kind"], read("vrijstellingen")["kind"]])
    assert keys.str.contains(r"^L\d{7}$").all()


def test_a_child_on_a_list_has_the_key_of_its_school(read: Lees) -> None:
    """Every case that names a delivering school is a pupil enrolled there on that day."""
    delivering = spells(read)
    cases = read("thuiszitters").with_columns(
        moment=pl.min_horizontal(pl.col("peildatum").str.to_date(), pl.col("einde").str.to_date())
    )
    cases = cases.filter(pl.col("school").is_in(delivering["school"].unique().implode()))
    cases = cases.filter(pl.col("moment") >= delivering["van"].min()).with_row_index("case")
    found = cases.join(delivering, left_on=["kind", "school"], right_on=["leerling", "school"])
    found = found.filter(pl.col("moment").is_between(pl.col("van"), pl.col("tot")))
    assert len(cases) > 50
    assert set(cases["case"]) == set(found["case"])


def test_some_children_move_to_another_school_within_a_year(read: Lees) -> None:
    moved = spells(read).filter(pl.len().over("schooljaar", "leerling") > 1).sort("leerling", "van")
    assert moved["leerling"].n_unique() >= 2
    pairs = moved.with_columns(
        earlier=pl.col("tot").shift(1).over("schooljaar", "leerling"),
        school_before=pl.col("school").shift(1).over("schooljaar", "leerling"),
    ).drop_nulls("earlier")
    assert (pairs["van"] > pairs["earlier"]).all()
    assert (pairs["school"] != pairs["school_before"]).all()


def test_pupils_of_a_merged_school_go_on_at_its_successor(read: Lees) -> None:
    merged = read("scholen").drop_nulls("opvolger").row(0, named=True)
    before = read("leerlingen").filter((pl.col("school") == merged["school"]) & pl.col("tot").is_null())
    after = read("leerlingen").filter((pl.col("school") == merged["opvolger"]) & (pl.col("schooljaar") == "2022-2023"))
    assert merged["geldig_tot"] == "2022-07-31"
    assert before.filter(pl.col("schooljaar") == "2022-2023").is_empty()
    assert mean(before["leerling"].is_in(after["leerling"].implode())) > 0.9


def test_schools_that_deliver_counts_deliver_no_pupils(small_deliveries: Path) -> None:
    counting = {path.name.split("_")[1] for path in small_deliveries.glob("weekcijfers_*")}
    assert counting
    for school in counting:
        kinds = {path.name.split("_")[0] for path in small_deliveries.glob(f"*_{school}_*")}
        assert kinds == {"laagcijfers", "rooster", "weekcijfers"}


def test_homes_are_written_by_code_by_name_and_by_an_old_spelling(read: Lees) -> None:
    homes = set(read("leerlingen")["gemeente"])
    assert {"GM0632", "De Ronde Venen", "Ronde Venen", "Stichtse Vecht"} <= homes
    assert homes & {"GM0344", "GM0310", "GM0362", "GM0451", "GM0569", "GM1901", "GM0331"}


def test_the_part_year_knows_no_future(read: Lees) -> None:
    part = read("leerlingen").filter(pl.col("schooljaar") == "2022-2023")
    assert part.filter((pl.col("van") > "2022-11-27") | (pl.col("tot") > "2022-11-27")).is_empty()
    assert len(part) > 500
