"""Vrijstellingen per 1.000, over one schooljaar and over more, beside a count by hand and another library."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping

import numpy as np
import polars as pl
import pytest
from scipy.stats import gamma, poisson

from analysis.tabellen import vrijstellingen
from analysis.verhouding import aandeel, gewogen, mid_p, spreiding
from schemas.codes import ADVIEZEN, ALLE, ANDERE_GRONDEN, GEMEENTEN, GRONDEN

JAREN = ("2018-2019", "2019-2020", "2020-2021", "2021-2022")
WHOLE, PART = dt.date(2022, 7, 31), dt.date(2021, 11, 30)
WOERDEN, OUDEWATER = "GM0632", "GM0589"
PUPILS = 2000
Child = tuple[str, int, str, str, str, int | None]  # schooljaar, kind, grond, gemeente, soort, advies


def child(kind: int, gemeente: str = WOERDEN, grond: str = "LPW5_A", jaren: Iterable[str] = JAREN) -> list[Child]:
    """A child with a new exemption in the first of these years, renewed in the others."""
    known = list(jaren)
    return [
        (jaar, kind, grond, gemeente, "verlengd" if place else "nieuw", None if place else 3)
        for place, jaar in enumerate(known)
    ]


def made(*children: list[Child], data_tot: dt.date = WHOLE, pupils: int | None = PUPILS) -> Mapping[str, pl.DataFrame]:
    """The tables of these children, in four schooljaren of five gemeenten with so many pupils each."""
    rows = [row for own in children for row in own]
    schema = ("schooljaar", "kind", "grond", "gemeente", "soort", "advies")
    types = dict(zip(schema, (pl.String, pl.Int64, pl.String, pl.String, pl.String, pl.Int64), strict=True))
    mart = [
        {
            "schooljaar": jaar,
            "gemeente": gemeente,
            "grond": grond,
            "soort": soort,
            "kinderen": sum(
                row[0] == jaar
                and soort in ("lopend", row[4])
                and gemeente in (row[3], ALLE)
                and (row[2] == grond or (grond == ANDERE_GRONDEN and row[2] != GRONDEN[0]))
                for row in rows
            ),
            "leerlingen": None if pupils is None else pupils * (5 if gemeente == ALLE else 1),
        }
        for jaar in JAREN
        for gemeente in (ALLE, *GEMEENTEN)
        for grond in (GRONDEN[0], ANDERE_GRONDEN)
        for soort in ("lopend", "nieuw")
    ]
    stap = pl.DataFrame(rows, schema=types, orient="row")
    exact_mart = pl.DataFrame(mart, schema_overrides={"leerlingen": pl.Int64})
    return vrijstellingen.bereken({vrijstellingen.STAP: stap, vrijstellingen.MART: exact_mart}, data_tot)


def one(frames: Mapping[str, pl.DataFrame], jaren: int, gemeente: str = WOERDEN, schooljaar: str = JAREN[-1]) -> dict:
    found = frames[vrijstellingen.TARIEF].filter(
        pl.col("jaren") == jaren, gemeente=gemeente, grond="LPW5_A", schooljaar=schooljaar
    )
    return found.row(0, named=True)


def test_a_year_has_its_rate_its_interval_and_the_number_of_the_region() -> None:
    row = one(made(*(child(kind) for kind in range(6)), child(9, OUDEWATER)), 1)
    assert (row["kinderen"], row["kinderen_regio"], row["per_1000"]) == (6, 7, 3.0)
    more = {rate: poisson.sf(6, 2 * rate) + poisson.pmf(6, 2 * rate) / 2 for rate in (row["onder"], row["boven"])}
    assert more[row["onder"]] <= 0.025
    assert more[row["boven"]] >= 0.975


def test_every_rate_has_one_decimal_and_no_trace_of_a_division() -> None:
    frames = [made(*(child(kind) for kind in range(n)), pupils=PUPILS) for n in range(1, 30)]
    ends = [one(each, 1)[name] for each in frames for name in ("per_1000", "onder", "boven")]
    assert [repr(end) for end in ends] == [repr(round(end, 1)) for end in ends]


def test_years_together_are_the_last_whole_ones() -> None:
    frames = made(*(child(kind) for kind in range(6)), data_tot=PART)
    row = one(frames, 3, schooljaar="2020-2021")
    assert (row["eerste_jaar"], row["kinderen"], row["leerlingen"], row["per_1000"]) == ("2018-2019", 18, 6000, 3.0)
    assert one(made(*(child(kind) for kind in range(6))), 3)["eerste_jaar"] == "2019-2020"


def test_without_three_whole_years_in_a_row_there_are_none_together() -> None:
    assert made(data_tot=dt.date(2020, 7, 31))[vrijstellingen.TARIEF].filter(pl.col("jaren") > 1).is_empty()


def test_the_same_children_every_year_say_less_than_as_many_others() -> None:
    same = one(made(*(child(kind) for kind in range(6))), 3)
    others = [child(10 * year + kind, jaren=[jaar]) for year, jaar in enumerate(JAREN) for kind in range(6)]
    different = one(made(*others), 3)
    assert same["kinderen"] == different["kinderen"] == 18
    assert same["boven"] - same["onder"] > different["boven"] - different["onder"] + 1


def test_the_interval_of_a_gemeente_does_not_tell_who_stayed_there() -> None:
    """Six in each of three years: the same six, or six others each time; in another gemeente it is the other way."""
    stay = [child(kind) for kind in range(6)]
    pass_by = [
        child(10 * year + kind, OUDEWATER, jaren=[jaar]) for year, jaar in enumerate(JAREN, 1) for kind in range(6)
    ]
    swapped = [
        [(*row[:3], OUDEWATER if row[3] == WOERDEN else WOERDEN, *row[4:]) for row in own] for own in stay + pass_by
    ]
    first, second = (one(made(*rows), 3) for rows in (stay + pass_by, swapped))
    assert first == second == one(made(*stay, *pass_by), 3, OUDEWATER) | {"gemeente": WOERDEN}


def test_how_often_children_count_is_taken_from_what_is_told_of_the_region() -> None:
    """Six who count three times and four who come for the last year: 22 in three years, of ten children."""
    row = one(
        made(
            *(child(kind) for kind in range(6)), *(child(20 + kind, OUDEWATER, jaren=[JAREN[-1]]) for kind in range(4))
        ),
        3,
    )
    assert (row["kinderjaren_regio"], row["begonnen_regio"]) == (22, 10)
    low, high = gewogen(18, 18 * spreiding(22, 10, 3), 3, 0.95)
    assert row["onder"] <= 1000 * low / (3 * PUPILS) < row["onder"] + 0.1
    assert row["boven"] - 0.1 < 1000 * high / (3 * PUPILS) <= row["boven"]


@pytest.mark.parametrize("years", [(1, 1, 1), (1, 3), (1, 2, 3), (2, 2), (3,)])
def test_the_spread_of_children_over_years_is_at_least_what_it_can_be(years: tuple[int, ...]) -> None:
    real = sum(each**2 for each in years) / sum(years)
    told = spreiding(sum(years), len(years), 3)
    assert real <= told <= 3
    assert (real == pytest.approx(told)) == (2 not in years)


def test_a_gemeente_without_children_has_an_upper_end_only() -> None:
    row = one(made(child(1)), 3, OUDEWATER)
    assert (row["kinderen"], row["onder"]) == (0, 0.0)
    assert row["boven"] > 0


def test_without_pupils_there_is_no_rate_and_no_funnel() -> None:
    frames = made(child(1), pupils=None)
    for jaren in (1, 3):
        row = one(frames, jaren)
        assert [row[name] for name in ("per_1000", "onder", "boven", "verwacht", "ligging")] == [None] * 5


def test_a_gemeente_far_from_the_others_lies_outside_of_the_funnel() -> None:
    far = [child(kind) for kind in range(30)]
    near = [child(1000 * place + kind, code) for place, code in enumerate(GEMEENTEN, 1) for kind in range(5)]
    frames = made(*far, *near)
    assert one(frames, 1)["ligging"] == "buiten_998"
    assert one(frames, 1, OUDEWATER)["ligging"] != "buiten_998"
    assert one(frames, 1, ALLE)["ligging"] is None
    mean = (30 + 25) / 5
    assert one(frames, 1)["verwacht"] == pytest.approx(1000 * mean / PUPILS, abs=0.05)


def test_other_grounds_are_one_group_in_which_each_ground_of_a_child_counts() -> None:
    frames = made(child(1, grond="LPW5_B"), child(1, grond="LPW15"))
    found = frames[vrijstellingen.TARIEF].filter(pl.col("jaren") == 3, gemeente=WOERDEN, grond=ANDERE_GRONDEN)
    assert found["kinderen"].to_list() == [6]


def test_advice_is_counted_on_new_exemptions_5_onder_a_of_the_last_three_years() -> None:
    rows: list[list[Child]] = [
        [("2018-2019", 1, "LPW5_A", WOERDEN, "nieuw", 3)],  # too long ago
        [("2019-2020", 2, "LPW5_A", WOERDEN, "nieuw", 3), ("2020-2021", 2, "LPW5_A", WOERDEN, "verlengd", None)],
        [("2021-2022", 3, "LPW5_A", OUDEWATER, "nieuw", 1)],
        [("2021-2022", 4, "LPW5_A", WOERDEN, "nieuw", 0)],
        [("2021-2022", 5, "LPW5_B", WOERDEN, "nieuw", 3)],
        [("2021-2022", 6, "LPW5_A", "buiten_regio", "nieuw", 3)],
    ]
    frame = made(*rows)[vrijstellingen.ADVIES]
    assert dict(frame.select("advies", "kinderen").iter_rows()) == {
        "geen": 1,
        "alleen_swv": 1,
        "alleen_jeugdhulp": 0,
        "beide": 1,
    }
    assert frame["nieuw"].unique().to_list() == [3]
    assert frame["eerste_jaar"].unique().to_list() == ["2019-2020"]
    low, high = aandeel(1, 3)
    told = dict(zip(frame["advies"], frame.select("aandeel_onder", "aandeel_boven").rows(), strict=True))["beide"]
    assert told[0] <= 100 * low < told[0] + 1
    assert told[1] - 1 < 100 * high <= told[1]
    assert frame["advies"].to_list() == list(ADVIEZEN)


def test_without_decisions_the_tables_are_empty_and_have_their_columns() -> None:
    empty = {
        vrijstellingen.STAP: pl.DataFrame(
            schema=dict.fromkeys(("schooljaar", "grond", "gemeente", "soort"), pl.String)
            | {"kind": pl.Int64, "advies": pl.Int64}
        ),
        vrijstellingen.MART: pl.DataFrame(
            schema=dict.fromkeys(("schooljaar", "gemeente", "grond", "soort"), pl.String)
            | {"kinderen": pl.Int64, "leerlingen": pl.Int64}
        ),
    }
    frames = vrijstellingen.bereken(empty, WHOLE)
    assert all(frame.is_empty() for frame in frames.values())
    assert frames[vrijstellingen.TARIEF].columns[:3] == ["schooljaar", "eerste_jaar", "jaren"]


@pytest.mark.parametrize("aantal", [0, 1, 5, 40])
def test_a_sum_of_ones_has_the_mid_p_interval_of_a_count(aantal: int) -> None:
    assert gewogen(aantal, aantal, 1, 0.95) == pytest.approx(mid_p(aantal, 0.95), rel=1e-6)


def test_a_sum_has_the_interval_of_fay_and_kim() -> None:
    """Their formula (2017) with scipy's gamma distribution: y = 18, v = 40, w = 3."""
    y, v, w = 18, 40, 3
    low, high = gewogen(y, v, w, 0.95)
    for end, chance in ((low, 0.025), (high, 0.975)):
        at_least = gamma.cdf(end, y**2 / v, scale=v / y)
        more = gamma.cdf(end, (y + w) ** 2 / (v + w**2), scale=(v + w**2) / (y + w))
        assert (at_least + more) / 2 == pytest.approx(chance)


REGION = 5  # gemeenten, each of which takes the spread over years from all of them
STAYS = {
    "as often one, two and three years": (1, 1, 1),
    "all three": (0, 0, 1),
    "as the synthetic region": (48, 23, 46),
}


def coverage(mean: float, stays: tuple[int, ...], number: int) -> float:
    """Of `number` gemeenten, in regions of five, in which children stay one, two or three years of a stretch of three:
    the share of which the interval holds the truth; `mean` children in each.
    """
    rng, years = np.random.default_rng(7), np.array([1, 2, 3])
    often = mean * np.array(stays) / sum(stays)
    own = rng.poisson(often, size=(number // REGION, REGION, 3))
    sums, children = own @ years, own.sum(axis=2)
    spreads = [round(spreiding(int(som), int(n), 3), 2) for som, n in zip(sums.sum(1), children.sum(1), strict=True)]
    keys = np.stack([sums, np.broadcast_to(np.array(spreads)[:, None], sums.shape)], axis=-1).reshape(-1, 2)
    found, times = np.unique(keys, axis=0, return_counts=True)
    ends = [gewogen(int(som), som * spread, 3, 0.95) for som, spread in found.tolist()]
    hits = [low <= often @ years <= high for low, high in ends]
    return float(times[hits].sum() / times.sum())


@pytest.mark.parametrize("mean", [5.0, 9.0, 25.0])
def test_the_interval_of_years_together_holds_about_as_often_as_it_says(mean: float) -> None:
    assert 0.93 <= coverage(mean, (1, 1, 1), 2000) <= 0.98


@pytest.mark.long
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("stays", STAYS)
@pytest.mark.parametrize("mean", [2.0, 5.0, 10.0, 20.0, 50.0])
def test_the_interval_of_years_together_holds_in_many_gemeenten(
    mean: float, stays: str, record_property: Callable[[str, object], None]
) -> None:
    found = coverage(mean, STAYS[stays], 20_000)
    record_property("slotregel", f"vrijstellingen: drie jaren samen, {mean:.0f} kinderen, {stays}: dekking {found:.3f}")
    low, high = (0.93, 0.975) if mean >= 10 else (0.92, 0.986)  # with a few children it goes by leaps
    assert low <= found <= high
