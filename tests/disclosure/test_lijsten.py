"""The two lists of thuiszitters: which figures are tied, and that none of them gives another away."""

import datetime as dt
from collections.abc import Mapping

import polars as pl
import pytest
from hypothesis import given
from hypothesis import settings as properties
from hypothesis import strategies as some

from disclosure.publiceren import Ontwerp
from disclosure.tabellen import kwartaalstanden, lijsten
from schemas.codes import ALLE, VERKLARINGEN
from tests.disclosure.at_home import many, published, quarter, spread, stock

TUESDAY, QUARTER_END = dt.date(2022, 9, 27), dt.date(2022, 9, 30)


def frames(
    beide: int,
    rbl: int,
    swv: int,
    velden: Mapping[str, tuple[int, int]] | None = None,
    redenen: Mapping[str, int] | None = None,
    dag: dt.date = TUESDAY,
) -> dict[str, pl.DataFrame]:
    """The exact tables of one peildatum, and of one schooljaar with these explanations, half of them of each list."""
    why = dict.fromkeys(VERKLARINGEN, 0) | dict(redenen or {})
    whole = sum(why.values())
    lists = {"alleen_rbl": whole // 2, "alleen_swv": whole - whole // 2}
    parts = {
        (ALLE, ALLE): whole,
        **{(one, ALLE): n for one, n in lists.items()},
        **{(ALLE, k): n for k, n in why.items()},
    }
    told = {"kinderen": beide + rbl + swv, "beide": beide, "op_een_lijst": rbl + swv}
    own = {"alleen_rbl": rbl, "alleen_swv": swv, "ongezien_onder": 0, "ongezien_boven": 3, "ongezien_reden": None}
    fields = velden or {"start": (0, 0)}
    return {
        lijsten.LIJSTEN: pl.DataFrame([{"peildatum": dag, **told, **own}]).with_columns(
            pl.col("ongezien_reden").cast(pl.String)
        ),
        lijsten.VELDEN: pl.DataFrame(
            [
                {"peildatum": dag, "veld": veld, "anders": anders, "eenzijdig": een, "beide": beide}
                for veld, (anders, een) in fields.items()
            ]
        ),
        lijsten.REDENEN: pl.DataFrame(
            [
                {"schooljaar": "2022-2023", "stand": stand, "verklaring": code, "kinderen": n}
                for (stand, code), n in parts.items()
            ]
        ),
    }


def row(design: Ontwerp) -> dict[str, object]:
    [told] = design.tabellen[lijsten.LIJSTEN].rows(named=True)
    return told


def test_a_few_children_on_one_of_the_lists_are_hidden_and_the_coverage_stays() -> None:
    told = row(published(frames(92, 5, 2)))
    assert (told["kinderen"], told["beide"], told["op_een_lijst"]) == (99, 92, 7)
    assert (told["alleen_rbl"], told["alleen_swv"]) == (None, None)
    assert (told["ongezien_onder"], told["ongezien_boven"]) == (0, 3)


def test_enough_children_on_each_of_the_lists_are_shown() -> None:
    told = row(published(frames(79, 6, 6)))
    assert (told["alleen_rbl"], told["alleen_swv"]) == (6, 6)


def test_a_few_children_on_one_list_in_all_do_not_follow_from_the_others() -> None:
    told = row(published(frames(14, 1, 1)))
    assert told["op_een_lijst"] is None
    assert told["beide"] is None
    assert told["kinderen"] == 16
    assert told["ongezien_boven"] is None
    assert told["ongezien_boven_verborgen"]


def test_a_few_contradictions_are_hidden() -> None:
    made = published(frames(92, 6, 6, {"start": (7, 0), "soort": (3, 0)})).tabellen[lijsten.VELDEN]
    assert dict(made.select("veld", "anders").iter_rows()) == {"start": 7, "soort": None}


def test_nearly_all_children_contradicted_does_not_tell_who_are_not() -> None:
    made = published(frames(40, 6, 6, {"start": (38, 0)})).tabellen[lijsten.VELDEN]
    assert made["anders"].to_list() == [None] or made["beide"].to_list() == [None]


def test_a_reason_of_few_children_is_hidden_with_another() -> None:
    made = published(
        frames(92, 6, 6, redenen={"later_bij_ander": 28, "nooit_bij_ander": 20, "afgesloten_bij_ander": 3})
    )
    told = dict(made.tabellen[lijsten.REDENEN].filter(stand=ALLE).select("verklaring", "kinderen").iter_rows())
    assert told[ALLE] == 51
    assert told["afgesloten_bij_ander"] is None
    assert sum(n is None for n in told.values()) == 2


def test_one_reason_for_all_is_not_told() -> None:
    made = published(frames(92, 6, 6, redenen={"later_bij_ander": 28}))
    told = dict(made.tabellen[lijsten.REDENEN].filter(stand=ALLE).select("verklaring", "kinderen").iter_rows())
    assert told["later_bij_ander"] is None


@pytest.mark.parametrize(("rbl", "swv"), [(4, 1), (0, 5), (5, 1), (3, 3), (6, 0)])
def test_five_or_six_children_on_one_list_are_never_divided_over_the_lists(rbl: int, swv: int) -> None:
    """Were they hidden only where one of both is small, a hidden one would be known to be 1 to 4, or 1 to 5."""
    told = row(published(frames(92, rbl, swv)))
    assert (told["op_een_lijst"], told["alleen_rbl"], told["alleen_swv"]) == (rbl + swv, None, None)


@pytest.mark.parametrize(("whole", "shown"), [(13, None), (12, 12), (30, 30)])
def test_a_day_and_its_schooljaar_do_not_differ_by_few(whole: int, shown: int | None) -> None:
    """Twelve on one list on the only day so far; the explanations are of all who were so on some day of the year."""
    given = frames(92, 6, 6, redenen={"later_bij_ander": whole - 6, "nooit_bij_ander": 6})
    made = published(given).tabellen
    [year] = made[lijsten.REDENEN].filter(stand=ALLE, verklaring=ALLE)["kinderen"]
    [day] = made[lijsten.LIJSTEN]["op_een_lijst"]
    assert (year if day == 12 else day) == shown


@pytest.mark.parametrize(("more", "both_shown"), [(2, False), (4, False), (20, True)])
def test_a_few_children_more_than_the_thuiszitters_of_that_day_do_not_follow(more: int, *, both_shown: bool) -> None:
    """The lists of the last day of a quarter hold who counts then as thuiszitter, and some others."""
    home = [*spread(5), *many(3)]
    day = stock(quarter("2022-K3", {"BREED": home}))
    made = published({**day, **frames(len(home) + more - 12, 6, 6, dag=QUARTER_END)}).tabellen
    breed = made[kwartaalstanden.STAND].filter(definitie="BREED", sector=ALLE, duurklasse=ALLE)["kinderen"]
    shown = made[lijsten.LIJSTEN]["kinderen"].to_list() + breed.to_list()
    assert (None not in shown) == both_shown


@properties(max_examples=25)
@given(
    beide=some.integers(0, 60),
    rbl=some.integers(0, 12),
    swv=some.integers(0, 12),
    anders=some.integers(0, 12),
    een=some.integers(0, 12),
    redenen=some.dictionaries(some.sampled_from(VERKLARINGEN), some.integers(0, 12)),
)
def test_no_peildatum_gives_anything_away(
    beide: int, rbl: int, swv: int, anders: int, een: int, redenen: dict[str, int]
) -> None:
    velden = {"start": (min(anders, beide), 0), "soort": (0, min(een, beide))}
    published(frames(beide, rbl, swv, velden, redenen))
