"""The two lists of thuiszitters: which figures are tied, and that none of them gives another away."""

import datetime as dt
from collections.abc import Mapping

import polars as pl
import pytest
from hypothesis import given
from hypothesis import settings as properties
from hypothesis import strategies as some

from disclosure.publiceren import Ontwerp, ontwerp
from disclosure.tabellen import lijsten
from schemas.codes import ALLE, VERKLARINGEN

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


def protected(given: Mapping[str, pl.DataFrame]) -> Ontwerp:
    """As it would be published; whatever comes out of it is attacked."""
    design = ontwerp(given.__getitem__, given.keys(), families=(lijsten.FAMILIE,))
    assert design.aanvallen(design.tabellen.__getitem__).lekken == {}
    return design


def row(design: Ontwerp) -> dict[str, object]:
    [told] = design.tabellen[lijsten.LIJSTEN].rows(named=True)
    return told


def test_a_few_children_on_one_of_the_lists_are_hidden_and_the_coverage_stays() -> None:
    told = row(protected(frames(92, 5, 2)))
    assert (told["kinderen"], told["beide"], told["op_een_lijst"]) == (99, 92, 7)
    assert (told["alleen_rbl"], told["alleen_swv"]) == (None, None)
    assert (told["ongezien_onder"], told["ongezien_boven"]) == (0, 3)


def test_enough_children_on_each_of_the_lists_are_shown() -> None:
    told = row(protected(frames(79, 6, 6)))
    assert (told["alleen_rbl"], told["alleen_swv"]) == (6, 6)


def test_a_few_children_on_one_list_in_all_do_not_follow_from_the_others() -> None:
    told = row(protected(frames(14, 1, 1)))
    assert told["op_een_lijst"] is None
    assert told["beide"] is None
    assert told["kinderen"] == 16
    assert told["ongezien_boven"] is None
    assert told["ongezien_boven_verborgen"]


def test_a_few_contradictions_are_hidden() -> None:
    made = protected(frames(92, 6, 6, {"start": (7, 0), "soort": (3, 0)})).tabellen[lijsten.VELDEN]
    assert dict(made.select("veld", "anders").iter_rows()) == {"start": 7, "soort": None}


def test_nearly_all_children_contradicted_does_not_tell_who_are_not() -> None:
    made = protected(frames(40, 6, 6, {"start": (38, 0)})).tabellen[lijsten.VELDEN]
    assert made["anders"].to_list() == [None] or made["beide"].to_list() == [None]


def test_a_reason_of_few_children_is_hidden_with_another() -> None:
    made = protected(
        frames(92, 6, 6, redenen={"later_bij_ander": 28, "nooit_bij_ander": 20, "afgesloten_bij_ander": 3})
    )
    told = dict(made.tabellen[lijsten.REDENEN].filter(stand=ALLE).select("verklaring", "kinderen").iter_rows())
    assert told[ALLE] == 51
    assert told["afgesloten_bij_ander"] is None
    assert sum(n is None for n in told.values()) == 2


def test_one_reason_for_all_is_not_told() -> None:
    made = protected(frames(92, 6, 6, redenen={"later_bij_ander": 28}))
    told = dict(made.tabellen[lijsten.REDENEN].filter(stand=ALLE).select("verklaring", "kinderen").iter_rows())
    assert told["later_bij_ander"] is None


@pytest.mark.parametrize(("dag", "days"), [(TUESDAY, 1), (QUARTER_END, 0), (dt.date(2022, 12, 31), 0)])
def test_the_last_day_of_a_quarter_is_left_to_the_stock_of_thuiszitters(dag: dt.date, days: int) -> None:
    made = protected(frames(92, 6, 6, dag=dag)).tabellen
    assert made[lijsten.LIJSTEN].height == days
    assert made[lijsten.VELDEN].height == days


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
    protected(frames(beide, rbl, swv, velden, redenen))
