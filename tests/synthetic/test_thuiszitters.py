"""The two lists: about the same children, each as it was known on its day."""

import polars as pl
import pytest

from synthetic import aantallen, regio, thuiszitters
from synthetic.omvang import OMVANGEN
from tests.synthetic.conftest import Lees, mean

ACTUAL = pl.col("soort") != "potentieel"


@pytest.fixture(scope="module")
def lijsten() -> pl.DataFrame:
    """Both lists of the region at every peildatum."""
    region = regio.draw_regio(0, 1, OMVANGEN["region"], aantallen.po_leerlingen())
    return thuiszitters.lijsten(
        region.casussen, region.bevolking, region.scholen, region.omvang, region.sleutel, region.rng(3)
    )


def test_the_lists_overlap_for_about_nine_in_ten_cases(lijsten: pl.DataFrame) -> None:
    per_child = lijsten.filter(ACTUAL).group_by("peildatum", "kind").agg(pl.col("lijst").n_unique())
    assert 0.85 < mean(per_child["lijst"] == 2) < 0.95


def test_between_sixty_and_ninety_cases_are_open_on_an_average_day(lijsten: pl.DataFrame) -> None:
    open_ = lijsten.filter(ACTUAL & pl.col("einde").is_null()).group_by("peildatum").agg(pl.col("kind").n_unique())
    assert 60 < mean(open_["kind"]) < 90
    assert open_.filter(pl.col("kind") <= 35).is_empty()


def test_there_are_about_three_potential_cases_for_each_actual_one(lijsten: pl.DataFrame) -> None:
    swv = lijsten.filter(pl.col("lijst") == "SWV", pl.col("einde").is_null())
    assert 2 < mean(swv["soort"] == "potentieel") / mean(swv["soort"] != "potentieel") < 4


def test_lists_are_handed_in_every_three_weeks(read: Lees) -> None:
    days = read("thuiszitters")["peildatum"].unique().sort().str.to_date()
    assert set(days.diff().drop_nulls().dt.total_days()) == {21}


def test_a_list_knows_nothing_of_later_days(lijsten: pl.DataFrame) -> None:
    for column in ("start", "aanbod", "einde", "wacht_ggz_sinds"):
        known = lijsten.drop_nulls(column)
        assert (known[column] <= known["peildatum"]).all()


def test_a_case_that_ended_stands_on_the_next_list_and_then_no_more(lijsten: pl.DataFrame) -> None:
    ended = lijsten.drop_nulls("einde")
    assert ((ended["peildatum"] - ended["einde"]).dt.total_days() < 21).all()
    assert (
        ended["einde_reden"]
        .is_in(["terug_naar_school", "onderwijszorg", "vrijstelling", "verhuisd", "leeftijd", "anders"])
        .all()
    )
    assert (lijsten.filter(pl.col("einde").is_null())["einde_reden"] == "").all()


def test_children_without_a_school_have_none_on_the_list(lijsten: pl.DataFrame) -> None:
    absent = lijsten.filter(pl.col("soort") == "absoluut")
    assert len(absent) > 0
    assert absent["school"].is_null().all()
    assert lijsten.filter(pl.col("soort") == "potentieel")["school"].is_not_null().all()


def test_the_lists_now_and_then_disagree(lijsten: pl.DataFrame) -> None:
    """Same child, same day: another start or another soort on the two lists."""
    both = lijsten.filter(ACTUAL, pl.col("lijst") == "RBL").join(
        lijsten.filter(ACTUAL, pl.col("lijst") == "SWV"), on=["peildatum", "kind"], suffix="_swv"
    )
    other_start = mean(both["start"] != both["start_swv"])
    other_soort = mean(both["soort"] != both["soort_swv"])
    assert 0.02 < other_start < 0.2
    assert 0.01 < other_soort < 0.2


def test_some_cases_never_get_an_offer(lijsten: pl.DataFrame) -> None:
    ended = lijsten.filter(ACTUAL).drop_nulls("einde").unique(["lijst", "kind", "einde"])
    assert 0.15 < mean(ended["aanbod"].is_null()) < 0.5
