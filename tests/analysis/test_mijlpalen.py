"""Which months of a curve may be told, and what is told there, beside counting case by case."""

import math
import random
from collections.abc import Sequence
from itertools import pairwise

import polars as pl
import pytest

from analysis.duur import MAAND, grenzen
from analysis.mijlpalen import kansen, mijlpalen, samengenomen, ten_minste

Geval = tuple[int, int, str | None]  # in sight from, known until, end (None: open); in maanddagen
SCHEMA = {"intrede": pl.Int64, "duur": pl.Int64, "einde": pl.String}
ENDS = ("terug", "zorg", "anders")


def frame(gevallen: Sequence[Geval]) -> pl.DataFrame:
    return pl.DataFrame(gevallen, schema=SCHEMA, orient="row")


def region(seed: int, aantal: int = 300) -> list[Geval]:
    """Cases of which some came in sight late and some are still open."""
    chance = random.Random(seed)  # noqa: S311 - examples, no secrets
    found: list[Geval] = []
    while len(found) < aantal:
        intrede = chance.choice([0, 0, 0, chance.randrange(200)])
        duur = int(chance.lognormvariate(4.6, 0.9)) + 1
        if duur > intrede:
            found.append((intrede, duur, chance.choices([*ENDS, None], (6, 3, 1, 2))[0]))
    return found


def by_hand(gevallen: list[Geval], maand: int) -> dict[str, float]:
    """Aalen & Johansen, day by day over all cases."""
    left, ended = 1.0, dict.fromkeys(ENDS, 0.0)
    for dag in range(1, maand * MAAND + 1):
        in_sight = sum(intrede < dag <= duur for intrede, duur, _ in gevallen)
        now = {end: sum(d == dag and e == end for _, d, e in gevallen) for end in ENDS}
        if in_sight:
            for end, count in now.items():
                ended[end] += left * count / in_sight
            left *= 1 - sum(now.values()) / in_sight
    return ended | {"nog_open": left}


@pytest.mark.parametrize("seed", range(8))
def test_no_step_is_about_few_and_enough_stay_in_sight(seed: int) -> None:
    gevallen = region(seed, 60 + 60 * seed)
    chosen = mijlpalen(frame(gevallen), (3, 12, 6), range(1, 25))
    assert chosen == sorted(set(chosen))
    for earlier, later in pairwise([0, *chosen]):
        step = [e for _, d, e in gevallen if earlier * MAAND < d <= later * MAAND and e]
        assert step
        assert all(step.count(end) == 0 or step.count(end) >= 5 for end in ENDS)
        assert sum(intrede < later * MAAND < duur for intrede, duur, _ in gevallen) >= 20


def test_months_that_matter_go_before_others() -> None:
    """Five ends in the third month and five in the fourth: whoever is asked first is told, and both if both can be."""
    ends = [(0, 2 * MAAND + 5, "terug")] * 5 + [(0, 3 * MAAND + 5, "terug")] * 2
    cases = frame([*ends, *[(0, 900, None)] * 30])
    assert mijlpalen(cases, (4, 3)) == [4]
    assert mijlpalen(cases, (3, 4)) == [3]


def test_a_month_before_anything_ended_is_not_told() -> None:
    """It would say of each of them that the case went on."""
    assert mijlpalen(frame([(0, 5 * MAAND, "terug")] * 40 + [(0, 900, None)] * 30), (1, 3, 5)) == [5]


def test_an_end_on_the_day_on_which_the_months_are_full_is_within_them() -> None:
    cases = frame([(0, 3 * MAAND, "terug")] * 10 + [(0, 3 * MAAND + 1, "terug")] * 30)
    told = {row["afloop"]: row["kans"] for row in kansen(cases, [3], ["terug"]).iter_rows(named=True)}
    assert told == {"terug": 25, "nog_open": 75}


@pytest.mark.parametrize("seed", [1, 2])
def test_what_is_told_is_what_counting_day_by_day_gives(seed: int) -> None:
    gevallen = region(seed)
    cases = frame(gevallen)
    months = mijlpalen(cases, (3, 12, 6))
    assert months
    for row in kansen(cases, months, ENDS).iter_rows(named=True):
        kans = 100 * by_hand(gevallen, row["maanden"])[row["afloop"]]
        assert abs(row["kans"] - kans) <= 0.5 + 1e-9
        assert row["onder"] <= math.floor(kans + 1e-9)
        assert row["boven"] >= math.ceil(kans - 1e-9)


def test_a_share_and_its_interval_do_not_tell_of_how_many_cases_it_is() -> None:
    """All within ten cases of each other and with the same share say the same, so the number stays unknown."""

    def told(cases: int, ended: int) -> list[tuple[str, int, int, int, int]]:
        gevallen = [(0, 40, "terug")] * ended + [(0, 900, None)] * (cases - ended)
        return kansen(frame(gevallen), [3], ["terug"]).rows()

    alike = [(cases, ended) for cases in range(60, 70) for ended in range(cases) if round(100 * ended / cases) == 39]
    assert len(alike) > 5
    assert len({str(told(*both)) for both in alike}) == 1
    assert len({str(told(cases, cases // 2)) for cases in range(60, 70, 2)}) == 1
    onder, boven = grenzen(0.39, 60)
    assert told(*alike[0])[1][2:] == (39, math.floor(100 * onder), math.ceil(100 * boven))


def test_two_shares_that_make_the_whole_are_told_as_a_hundred_percent() -> None:
    """Of 60 of 96 both end in a half; rounded apart they would make 99 or 101, which few numbers of cases do."""
    cases = frame([(0, 40, "terug")] * 60 + [(0, 900, None)] * 36)
    assert kansen(cases, [3], ["terug"])["kans"].sum() == 100


def test_without_a_month_nothing_is_told() -> None:
    assert kansen(frame(region(1)), [], ENDS).is_empty()


def test_rare_ends_are_told_as_the_rest_until_it_is_no_longer_small() -> None:
    counts = {"terug": 40, "zorg": 9, "verhuisd": 6, "leeftijd": 2, "rest": 1}
    cases = [(0, 100, end) for end, count in counts.items() for _ in range(count)]
    taken = samengenomen(frame([*cases, (0, 900, "laat"), (0, 900, None)]), 12, "rest")
    assert dict(taken.filter(pl.col("duur") == 100).group_by("einde").len().iter_rows()) == {
        "terug": 40,
        "zorg": 9,
        "rest": 9,  # itself, leeftijd, and the smallest of the others
    }
    assert set(taken.filter(pl.col("duur") == 900)["einde"]) == {"rest", None}


@pytest.mark.parametrize(("aantal", "told"), [(9, 0), (47, 40), (99, 90), (100, 100), (447, 400)])
def test_a_number_of_cases_is_rounded_down(aantal: int, told: int) -> None:
    assert ten_minste(aantal) == told
