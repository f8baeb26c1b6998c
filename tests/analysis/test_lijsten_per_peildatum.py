"""The two lists at every peildatum, beside a count by hand of the same rows."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from analysis.lijsten import REDENEN, ongezien, ongezien_van_een_lijst
from analysis.tabellen import lijsten
from schemas.codes import LIJSTVELDEN

DAGEN = tuple(dt.date(2021, 9, 7) + dt.timedelta(days=21 * n) for n in range(4))
END = dt.date(2022, 7, 31)
SCHEMA = {
    "lijst": pl.String,
    "peildatum": pl.Date,
    "kind": pl.Int64,
    "start": pl.Date,
    "soort": pl.String,
    "gemeente": pl.String,
    "school": pl.String,
    "aanbod": pl.Date,
    "wacht_ggz_sinds": pl.Date,
    "achtergrond": pl.String,
    "in_regio": pl.Int64,
    "is_open": pl.Int64,
}
Row = Mapping[str, Any]


def row(lijst: str, peildatum: dt.date, kind: int, **rest: Any) -> Row:
    usual = {"start": dt.date(2021, 5, 3), "soort": "absoluut", "gemeente": "GM0632", "in_regio": 1, "is_open": 1}
    return {**dict.fromkeys(SCHEMA), **usual, "lijst": lijst, "peildatum": peildatum, "kind": kind, **rest}


def made(*rows: Row) -> Mapping[str, pl.DataFrame]:
    return lijsten.bereken({lijsten.STAP: pl.DataFrame(rows, schema=SCHEMA, orient="row")}, END)


def both(peildatum: dt.date, *kinderen: int, **rest: Any) -> list[Row]:
    return [row(lijst, peildatum, kind, **rest) for lijst in ("RBL", "SWV") for kind in kinderen]


def explained(rows: list[Row]) -> dict[tuple[str, str], int]:
    frame = made(*rows)[lijsten.REDENEN]
    return {(stand, code): n for _, stand, code, n in frame.iter_rows() if n}


def test_only_days_of_which_both_lists_were_delivered_are_compared() -> None:
    first, second, *_ = DAGEN
    frames = made(*both(first, 1), row("RBL", second, 1))
    assert frames[lijsten.LIJSTEN]["peildatum"].to_list() == [first]


def test_potential_closed_and_distant_cases_are_not_compared() -> None:
    day = DAGEN[0]
    others: list[dict[str, Any]] = [{"soort": "potentieel"}, {"is_open": 0}, {"in_regio": 0}]
    frames = made(*both(day, 1), *(row("RBL", day, 2 + n, **other) for n, other in enumerate(others)))
    assert frames[lijsten.LIJSTEN].select("kinderen", "beide", "op_een_lijst").row(0) == (1, 1, 0)


def test_a_child_with_two_open_cases_on_a_list_counts_once_by_the_first() -> None:
    day, later = DAGEN[0], dt.date(2021, 6, 1)
    frames = made(*both(day, 1), row("RBL", day, 1, start=later, soort="ziekte"))
    assert frames[lijsten.LIJSTEN]["kinderen"].to_list() == [1]
    assert frames[lijsten.VELDEN]["anders"].sum() == 0


def test_a_field_differs_or_is_filled_on_one_list_only() -> None:
    day = DAGEN[0]
    frames = made(
        row("RBL", day, 1, start=dt.date(2021, 5, 4), school="99AA00"),
        row("SWV", day, 1, achtergrond="gedrag", school="99AA00"),
    )
    told = {veld: (anders, een) for _, veld, anders, een, _ in frames[lijsten.VELDEN].iter_rows()}
    assert told["start"] == (1, 0)
    assert told["achtergrond"] == (0, 1)
    assert told["school"] == (0, 0)


@pytest.mark.parametrize(
    ("elsewhere", "why"),
    [
        (row("SWV", DAGEN[1], 1, soort="potentieel"), "andere_soort"),
        (row("SWV", DAGEN[1], 1, is_open=0), "afgesloten_bij_ander"),
        (row("SWV", DAGEN[0], 1, is_open=0), "afgesloten_bij_ander"),
        (row("SWV", DAGEN[2], 1), "later_bij_ander"),
        (row("SWV", DAGEN[0], 1), "eerder_bij_ander"),
        (row("SWV", DAGEN[1], 1, in_regio=0), "nooit_bij_ander"),
    ],
)
def test_what_the_other_list_knows_explains_why_a_child_is_not_on_it(elsewhere: Row, why: str) -> None:
    """At the second day the child is on the RBL's list only; at no other day both lists were delivered."""
    rows = [row("RBL", DAGEN[1], 1), *both(DAGEN[1], 9), elsewhere]
    assert explained(rows) == {("alle", "alle"): 1, ("alleen_rbl", "alle"): 1, ("alle", why): 1}


def test_a_child_counts_once_per_schooljaar_by_the_last_day_on_one_list() -> None:
    first, second, third, _ = DAGEN
    rows = [row("RBL", first, 1), row("SWV", second, 1), *both(third, 1)]
    rows += [one for day in DAGEN for one in both(day, 9)]
    assert explained(rows) == {("alle", "alle"): 1, ("alleen_swv", "alle"): 1, ("alle", "eerder_bij_ander"): 1}


def test_without_lists_the_tables_are_empty_and_have_their_columns() -> None:
    frames = made()
    assert all(frame.is_empty() for frame in frames.values())
    assert frames[lijsten.LIJSTEN].columns[:4] == ["peildatum", "kinderen", "beide", "op_een_lijst"]
    assert frames[lijsten.REDENEN].columns == ["schooljaar", "stand", "verklaring", "kinderen"]


cases = some.builds(
    row,
    some.sampled_from(("RBL", "SWV")),
    some.sampled_from(DAGEN),
    some.integers(1, 6),
    soort=some.sampled_from(("absoluut", "ziekte", "potentieel")),
    school=some.sampled_from((None, "99AA00", "99AA01")),
    is_open=some.sampled_from((1, 1, 0)),
)


def by_hand(rows: list[Row], day: dt.date) -> dict[str, dict[int, Row]]:
    """Per list the children with an open case at a day."""
    found: dict[str, dict[int, Row]] = {"RBL": {}, "SWV": {}}
    for one in rows:
        if one["peildatum"] == day and one["is_open"] and one["soort"] != "potentieel":
            found[one["lijst"]][one["kind"]] = one
    return found


@settings(max_examples=60)
@given(some.lists(cases, max_size=60, unique_by=lambda one: (one["lijst"], one["peildatum"], one["kind"])))
def test_every_count_is_that_of_a_count_by_hand(rows: list[Row]) -> None:
    frames = made(*rows)
    days = [day for day in DAGEN if {one["lijst"] for one in rows if one["peildatum"] == day} == {"RBL", "SWV"}]
    assert frames[lijsten.LIJSTEN]["peildatum"].to_list() == days
    alone = set()
    for day, told in zip(days, frames[lijsten.LIJSTEN].iter_rows(named=True), strict=True):
        on = by_hand(rows, day)
        rbl, swv = set(on["RBL"]), set(on["SWV"])
        assert (told["kinderen"], told["beide"]) == (len(rbl | swv), len(rbl & swv))
        assert (told["alleen_rbl"], told["alleen_swv"]) == (len(rbl - swv), len(swv - rbl))
        assert told["op_een_lijst"] == len(rbl ^ swv)
        alone |= rbl ^ swv
        fields = {one["veld"]: one for one in frames[lijsten.VELDEN].filter(peildatum=day).iter_rows(named=True)}
        assert list(fields) == list(LIJSTVELDEN)
        for name, field in fields.items():
            pairs = [(on["RBL"][kind][name], on["SWV"][kind][name]) for kind in rbl & swv]
            filled = [pair for pair in pairs if None not in pair]
            assert field["anders"] == sum(one != other for one, other in filled)
            assert field["eenzijdig"] == sum((one is None) != (other is None) for one, other in pairs)
    told_of = dict(frames[lijsten.REDENEN].filter(stand="alle").select("verklaring", "kinderen").iter_rows())
    assert told_of.get("alle", 0) == len(alone) == sum(told_of.get(code, 0) for code in REDENEN)


@pytest.mark.parametrize("beide", [5, 7, 12, 40, 92])
def test_the_estimate_without_the_division_holds_that_of_every_division(beide: int) -> None:
    for een in range(0, 30, 3):
        told = ongezien_van_een_lijst(beide, een)
        each = [ongezien(beide, rbl, een - rbl) for rbl in range(een + 1)]
        assert told.totaal is None, "a point would tell the division"
        if told.reden is None:
            assert told.ongezien_onder == min(one.ongezien_onder for one in each if one.ongezien_onder is not None)
            assert told.ongezien_boven == max(one.ongezien_boven for one in each if one.ongezien_boven is not None)
            assert {one.reden for one in each} == {None}
        else:
            assert told.reden in {one.reden for one in each}


def test_who_knows_of_the_children_is_counted_beside_them() -> None:
    """Two of one school: one is on one list only, the other differs in a field. Others are enrolled nowhere."""
    day = DAGEN[0]
    frames = made(
        *both(day, 1, 3),
        row("RBL", day, 2, school="99AA00"),
        row("RBL", day, 4, school="99AA00", soort="ziekte"),
        row("SWV", day, 4, school="99AA00"),
    )
    own = frames[lijsten.VAN_KENNERS].filter(kenner="99AA00")
    assert own.drop("peildatum", "kenner").rows() == [(2, 1, 1, 1, 0)]
    living = frames[lijsten.VAN_KENNERS].filter(kenner="GM0632")
    assert living.drop("peildatum", "kenner").rows() == frames[lijsten.LIJSTEN][:, 1:6].rows()
    assert frames[lijsten.VELDEN_KENNERS].filter(kenner="99AA00").drop("peildatum", "kenner").rows() == [
        ("soort", 1, 0)
    ]
    reasons = frames[lijsten.REDENEN_KENNERS].filter(kenner="99AA00").drop("schooljaar", "kenner")
    assert {*reasons.rows()} == {
        ("alle", "alle", 1),
        ("alleen_rbl", "alle", 1),
        ("alle", "nooit_bij_ander", 1),
    }


def test_of_everybody_together_the_gemeenten_know_all() -> None:
    """Each child lives in one of them; so their parts add up to what is told of the region."""
    places = ("GM0632", "GM0335", "GM0736")
    rows = [
        row(lijst, day, kind, gemeente=places[kind % 3], start=dt.date(2021, 5, 3 + (kind % 5 == 0 and lijst == "RBL")))
        for n, day in enumerate(DAGEN)
        for kind in range(20)
        for lijst in ("RBL", "SWV")
        if (kind + n) % 4 or lijst == "RBL"
    ]
    frames = made(*rows)
    tables = (
        (lijsten.LIJSTEN, lijsten.VAN_KENNERS, ["peildatum"]),
        (lijsten.VELDEN, lijsten.VELDEN_KENNERS, ["peildatum", "veld"]),
        (lijsten.REDENEN, lijsten.REDENEN_KENNERS, ["schooljaar", "stand", "verklaring"]),
    )
    for whole, parts, key in tables:
        counts = [name for name in frames[parts].columns if name not in (*key, "kenner")]
        added = frames[parts].group_by(key).agg(pl.col(counts).sum()).sort(key)
        told = frames[whole].select(*key, *counts).filter(pl.sum_horizontal(counts) > 0).sort(key)
        assert added.equals(told)
        assert not added.is_empty()
