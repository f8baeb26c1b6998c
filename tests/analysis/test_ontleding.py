"""The pieces of a change add up to it, to the last digit."""

from fractions import Fraction
from itertools import permutations
from math import prod

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.ontleding import OORZAKEN, factoren, ontleed, oorzaken, verdeel

BREUKEN = st.fractions(min_value=0, max_value=50, max_denominator=40)
TELLING = st.integers(0, 400)


@settings(max_examples=40)
@given(st.lists(st.tuples(BREUKEN, BREUKEN), min_size=1, max_size=4))
def test_factors_add_up_and_are_the_mean_over_all_orders(paren: list[tuple[Fraction, Fraction]]) -> None:
    toen, nu = [p[0] for p in paren], [p[1] for p in paren]
    delen = factoren(toen, nu)
    assert sum(delen) == prod(nu) - prod(toen)
    eerste = Fraction(0)
    volgordes = list(permutations(range(len(paren))))
    for volgorde in volgordes:
        al = [nu[f] if volgorde.index(f) < volgorde.index(0) else toen[f] for f in range(1, len(paren))]
        eerste += (nu[0] - toen[0]) * prod(al)
    assert delen[0] == eerste / len(volgordes)


def test_two_factors_are_those_of_kitagawa() -> None:
    """Kitagawa (1955): each difference times the mean of the other."""
    assert factoren([Fraction(10), Fraction(3)], [Fraction(14), Fraction(5)]) == [4 * Fraction(4), 2 * Fraction(12)]


@given(st.lists(st.fractions(-30, 30, max_denominator=60), min_size=1, max_size=9))
def test_rounded_parts_add_up_to_the_rounded_whole_and_stay_near(delen: list[Fraction]) -> None:
    totaal = round(sum(delen, Fraction(0)))
    gerond = verdeel(delen, totaal)
    assert sum(gerond) == totaal
    assert all(abs(rond - deel) <= 1 for rond, deel in zip(gerond, delen, strict=True))


def test_parts_of_something_else_are_refused() -> None:
    with pytest.raises(ValueError, match="do not make up"):
        verdeel([Fraction(1), Fraction(2)], 40)


def rij(
    categorie: str, gemeente: str, gemist: tuple[int, int], wie: tuple[int | None, int | None]
) -> dict[str, object]:
    periode = {"gemist_toen": gemist[0], "gemist_nu": gemist[1], "verzuimers_toen": wie[0], "verzuimers_nu": wie[1]}
    return {"categorie": categorie, "gemeente": gemeente, **periode, **IEDEREEN}


IEDEREEN = {"leerlingen_toen": 100, "leerlingen_nu": 120, "ingeroosterd_toen": 9_000, "ingeroosterd_nu": 12_000}


def fractions(*whole: int) -> list[Fraction]:
    return [Fraction(one) for one in whole]


def test_more_pupils_and_longer_absence_are_told_apart() -> None:
    """100 to 120 pupils of 90 days each, one in five absent both times, 4 days each and then 5."""
    gemist = {"gemist_toen": 80, "gemist_nu": 120, "verzuimers_toen": 20, "verzuimers_nu": 24}
    delen = oorzaken({**gemist, **IEDEREEN, "ingeroosterd_nu": 10_800})
    assert delen is not None
    assert [int(deel) for deel in delen] == [18, 0, 0, 22]  # 20 pupils x 1/5 x 4,5 days; 22 absent pupils x 1 day


def test_as_much_of_more_school_time_is_no_longer_absence() -> None:
    """The same pupils and the same of them absent, for a twentieth of 100 days and then of 140."""
    gemist = {"gemist_toen": 100, "gemist_nu": 140, "verzuimers_toen": 20, "verzuimers_nu": 20}
    wie = {"leerlingen_toen": 100, "leerlingen_nu": 100, "ingeroosterd_toen": 10_000, "ingeroosterd_nu": 14_000}
    delen = oorzaken({**gemist, **wie})
    assert delen == fractions(0, 40, 0, 0)


def test_a_kind_of_absence_that_is_new_comes_of_more_pupils_not_of_length() -> None:
    toen = {"gemist_toen": 0, "verzuimers_toen": 0, "leerlingen_toen": 100, "ingeroosterd_toen": 9_000}
    nu = {"gemist_nu": 60, "verzuimers_nu": 12, "leerlingen_nu": 100, "ingeroosterd_nu": 9_000}
    assert oorzaken({**toen, **nu}) == fractions(0, 0, 60, 0)


def test_weeks_in_which_all_was_closed_have_school_time_as_their_cause() -> None:
    toen = {"gemist_toen": 0, "verzuimers_toen": 0, "leerlingen_toen": 100, "ingeroosterd_toen": 0}
    nu = {"gemist_nu": 60, "verzuimers_nu": 12, "leerlingen_nu": 100, "ingeroosterd_nu": 9_000}
    delen = oorzaken({**toen, **nu})
    assert delen == fractions(
        0, 30, 30, 0
    )  # without time nobody can be absent: half is that there was time, half that some were


def test_absence_of_which_pupils_were_not_counted_is_not_split() -> None:
    frame = pl.DataFrame([rij("ziekte", "GM0632", (500, 800), (None, 9))])
    uit = ontleed(frame, sleutel=["gemeente"]).row(-1, named=True)
    assert (uit["verandering"], uit["onverdeeld"]) == (300, 300)


CELLEN = st.lists(
    st.tuples(
        st.sampled_from(["ziekte", "spijbelen", "luxeverzuim"]),
        st.sampled_from(["GM0632", "GM1904"]),
        st.tuples(st.integers(0, 10**9), st.integers(0, 10**9)),
        st.tuples(st.integers(1, 90), st.integers(1, 90)),
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda cel: cel[:2],
)


@settings(max_examples=50)
@given(CELLEN, st.sampled_from([1, 7, 27720]))
def test_rows_add_up_to_their_margins_and_parts_to_their_row(cellen: list[tuple], per: int) -> None:
    frame = pl.DataFrame([rij(*cel) for cel in cellen])
    uit = ontleed(frame, sleutel=["gemeente"], per=per)
    getallen = ["toen", "nu", "verandering", *OORZAKEN, "onverdeeld"]
    totaal = uit.filter(pl.col("categorie").is_null())
    categorieen = uit.filter(pl.col("categorie").is_not_null() & pl.col("gemeente").is_null())
    fijn = uit.filter(pl.col("gemeente").is_not_null())
    assert totaal.select(getallen).row(0) == categorieen.select(pl.col(getallen).sum()).row(0)
    assert categorieen.select("categorie", *getallen).equals(
        fijn.group_by("categorie").agg(pl.col(getallen).sum()).sort("categorie")
    )
    assert uit.filter(pl.col("nu") - pl.col("toen") != pl.col("verandering")).is_empty()
    assert uit.filter(pl.sum_horizontal(*OORZAKEN, "onverdeeld") != pl.col("verandering")).is_empty()
    waar = sum(int(cel[2][1]) for cel in cellen)
    assert abs(int(totaal["nu"].item()) - Fraction(waar, per)) <= Fraction(1, 2)
