"""Growth over several schooljaren: the steps multiply, and the interval holds the truth often enough."""

import datetime as dt
from math import exp, log

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as some

from analysis.keten import Verandering, keten
from analysis.tabellen.keten import AANWEZIG, AFLEIDING, KETEN, bereken, sinds

YEARS = ("2018-2019", "2019-2020", "2020-2021", "2021-2022")
Z = 1.959963984540054


def growth(changes: dict[str, tuple[int | None, int | None, int | None] | None], sector: str = "alle") -> pl.DataFrame:
    """Rows of mart_groei of one categorie by schooljaar; None: hidden."""
    rows = [
        (jaar, before(jaar), sector, "ziekte", *(change or (None, None, None)), change is None)
        for jaar, change in changes.items()
    ]
    names = ("schooljaar", "naast", "sector", "categorie", "verandering", "onder", "boven", "verandering_verborgen")
    whole = dict.fromkeys(("verandering", "onder", "boven"), pl.Int64)
    return pl.DataFrame(rows, schema=list(names), orient="row", schema_overrides=whole)


WHOLE, AUTUMN = ("W35", "W28"), ("W35", "W47")
WEEKS = dict.fromkeys(YEARS[1:], WHOLE)


def compared(weeks: dict[str, tuple[str, str]]) -> pl.DataFrame:
    """Rows of mart_aanwezigheid_zelfde_weken: of each schooljaar the weeks beside the one before, and of that one."""
    rows = [
        (jaar, naast, "alle", "alle", week(jaar, first), week(jaar, last))
        for later, (first, last) in weeks.items()
        for jaar, naast in ((later, before(later)), (before(later), later))
    ]
    names = ("schooljaar", "naast", "gemeente", "sector", "eerste_week", "laatste_week")
    return pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String), orient="row")


def before(schooljaar: str) -> str:
    return f"{int(schooljaar[:4]) - 1}-{schooljaar[:4]}"


def week(schooljaar: str, name: str) -> str:
    return f"{int(schooljaar[:4]) + (name < 'W31')}-{name}"


def test_ten_percent_more_twice_is_twenty_one_percent_more() -> None:
    [row] = sinds(growth({"2019-2020": (10, 5, 16), "2020-2021": (10, 5, 16)}), compared(WEEKS)).to_dicts()
    assert (row["schooljaar"], row["sinds"], row["verandering"]) == ("2020-2021", "2018-2019", 21)
    low = exp(2 * log(1.1) - 2**0.5 * log(1.1 / 1.05)) - 1
    high = exp(2 * log(1.1) + 2**0.5 * log(1.16 / 1.1)) - 1
    assert (row["onder"], row["boven"]) == (int(100 * low), int(100 * high) + 1)


def test_every_earlier_schooljaar_but_the_one_before_can_be_chosen() -> None:
    made = sinds(growth(dict.fromkeys(YEARS[1:], (0, -5, 5))), compared(WEEKS))
    assert made.select("schooljaar", "sinds").rows() == [
        ("2020-2021", "2018-2019"),
        ("2021-2022", "2018-2019"),
        ("2021-2022", "2019-2020"),
    ]


def test_a_hidden_step_hides_the_whole_and_a_step_that_says_nothing_leaves_it_empty() -> None:
    first = (3, -4, 11)
    [hidden] = sinds(growth({"2019-2020": first, "2020-2021": None}), compared(WEEKS)).to_dicts()
    [empty] = sinds(growth({"2019-2020": first, "2020-2021": (None, None, None)}), compared(WEEKS)).to_dicts()
    assert (hidden["verandering"], hidden["verborgen"]) == (None, True)
    assert (empty["verandering"], empty["onder"], empty["boven"], empty["verborgen"]) == (None, None, None, False)


def test_nothing_goes_past_a_schooljaar_that_has_no_comparison() -> None:
    assert sinds(growth({"2019-2020": (1, 0, 2), "2021-2022": (1, 0, 2)}), compared(WEEKS)).is_empty()


def test_a_year_that_goes_on_is_no_step_beside_whole_years() -> None:
    """In autumn 10 % less than the autumn before, and 20 % more in the whole of that year than in the year before it.

    Both are true; that autumn it was 8 % more than two years earlier is not, nor is it known what it was: autumn may
    have risen by any part of those 20 %.
    """
    steps = growth({"2020-2021": (20, 15, 25), "2021-2022": (-10, -14, -6)})
    assert sinds(steps, compared({"2020-2021": WHOLE, "2021-2022": AUTUMN})).is_empty()
    [row] = sinds(steps, compared({"2020-2021": AUTUMN, "2021-2022": AUTUMN})).to_dicts()
    assert (row["schooljaar"], row["sinds"], row["verandering"]) == ("2021-2022", "2019-2020", 8)


def test_whole_years_stand_beside_every_earlier_one_while_the_last_goes_on() -> None:
    steps = growth(dict.fromkeys(YEARS[1:], (0, -5, 5)))
    made = sinds(steps, compared(WEEKS | {"2021-2022": AUTUMN}))
    assert made.select("schooljaar", "sinds").rows() == [("2020-2021", "2018-2019")]


@pytest.mark.parametrize(
    ("first", "last", "same"),
    [("W34", "W27", True), ("W36", "W29", True), ("W37", "W25", True), ("W35", "W24", False), ("W39", "W28", False)],
)
def test_a_summer_holiday_may_move_three_weeks_and_no_more(first: str, last: str, same: bool) -> None:
    steps = growth({"2020-2021": (1, 0, 2), "2021-2022": (1, 0, 2)})
    made = sinds(steps, compared({"2020-2021": WHOLE, "2021-2022": (first, last)}))
    assert made.is_empty() == (not same)


def test_parts_of_a_year_that_shorten_bit_by_bit_are_not_the_same_part() -> None:
    steps = growth(dict.fromkeys(YEARS[1:], (0, -5, 5)))
    made = sinds(steps, compared({"2019-2020": WHOLE, "2020-2021": ("W35", "W26"), "2021-2022": ("W35", "W24")}))
    assert made.select("schooljaar", "sinds").rows() == [("2020-2021", "2018-2019"), ("2021-2022", "2019-2020")]


def test_a_pair_of_unknown_weeks_is_part_of_no_chain() -> None:
    steps = growth({"2020-2021": (1, 0, 2), "2021-2022": (1, 0, 2)})
    told = compared(WEEKS)
    assert sinds(steps, told.filter(pl.col("schooljaar") != "2020-2021")).is_empty()
    unknown = pl.when(pl.col("schooljaar") != "2020-2021").then("laatste_week")
    assert sinds(steps, told.with_columns(laatste_week=unknown)).is_empty()


def test_a_chain_says_in_autumn_what_two_autumns_say_directly() -> None:
    """Missed and scheduled days by part of the year: the whole rises where the autumn falls."""
    autumn, rest = (1000, 1200, 1080, 972), (4000, 3200, 4800, 4800)

    def steps(days: tuple[int, ...]) -> pl.DataFrame:
        told: dict[str, tuple[int | None, int | None, int | None] | None] = {}
        for place, jaar in enumerate(YEARS[1:], 1):
            change = round(100 * (days[place] / days[place - 1] - 1))
            told[jaar] = (change, change - 3, change + 3)
        return growth(told)

    def made(days: tuple[int, ...], part: tuple[str, str]) -> dict[str, int]:
        found = sinds(steps(days), compared(dict.fromkeys(YEARS[1:], part))).filter(schooljaar=YEARS[-1])
        return dict(found.select("sinds", "verandering").rows())

    whole = tuple(map(sum, zip(autumn, rest, strict=True)))
    for days, part in ((autumn, AUTUMN), (whole, WHOLE)):
        direct = {since: 100 * (days[-1] / days[place] - 1) for place, since in enumerate(YEARS[:2])}
        found = made(days, part)
        assert found.keys() == direct.keys()
        assert all(abs(found[since] - direct[since]) < 1.5 for since in direct)
    assert made(autumn, AUTUMN)[YEARS[0]] < 0 < made(whole, WHOLE)[YEARS[0]]


def test_groups_of_schools_are_no_steps_of_the_region() -> None:
    assert sinds(growth(dict.fromkeys(YEARS[1:3], (1, 0, 2)), sector="primair"), compared(WEEKS)).is_empty()


def test_what_is_gone_altogether_has_no_growth_since() -> None:
    [row] = sinds(growth({"2019-2020": (-100, -100, -100), "2020-2021": (5, 0, 10)}), compared(WEEKS)).to_dicts()
    assert (row["verandering"], row["verborgen"]) == (None, False)


def test_a_part_of_a_release_without_growth_is_complete() -> None:
    made = bereken({"mart_groei": growth({}).clear(), AANWEZIG: compared({})}, dt.date(2022, 7, 31))
    assert tuple(made) == AFLEIDING.maakt
    assert made["mart_groei_keten"].schema == pl.Schema(KETEN)


share = some.floats(-0.6, 2.0)


@given(some.lists(some.tuples(share, some.floats(0.01, 0.5)), min_size=1, max_size=5))
def test_the_interval_lies_around_the_change_and_is_wider_than_that_of_any_step(
    drawn: list[tuple[float, float]],
) -> None:
    steps = [Verandering(m, (1 + m) / (1 + width) - 1, (1 + m) * (1 + width) - 1) for m, width in drawn]
    made = keten(steps)
    assert made.midden == pytest.approx(np.prod([1 + m for m, _ in drawn]) - 1)
    assert made.onder <= made.midden <= made.boven
    assert log((1 + made.boven) / (1 + made.midden)) >= max(log(1 + width) for _, width in drawn) - 1e-9


@pytest.mark.parametrize(("shared", "least", "most"), [(0.0, 0.93, 0.97), (1.0, 0.97, 1.0)])
def test_the_interval_holds_the_truth_as_often_as_it_says_and_more_where_a_year_is_in_two_steps(
    shared: float, least: float, most: float
) -> None:
    """Four years of a level with chance of their own (shared), or steps with chance of their own."""
    chance, held, rounds = np.random.default_rng(20), 0, 2000
    for _ in range(rounds):
        years = chance.normal(0, 0.04, 4)
        errors = np.diff(years) if shared else chance.normal(0, 0.04 * 2**0.5, 3)
        truth = chance.normal(0, 0.1, 3)
        found = truth + errors
        half = Z * 0.04 * 2**0.5
        made = keten([Verandering(*(exp(v) - 1 for v in (one, one - half, one + half))) for one in found.tolist()])
        held += made.onder <= exp(truth.sum()) - 1 <= made.boven
    assert least <= held / rounds <= most
