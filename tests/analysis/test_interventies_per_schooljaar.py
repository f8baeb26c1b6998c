"""The comparison of a schooljaar: what is told of it, against sums made pupil by pupil."""

import datetime as dt
import random
from typing import Any

import polars as pl
import pytest

from analysis.mijlpalen import ten_minste
from analysis.tabellen.interventies import BASIS, MART, ONDERDEEL, VERVOLG
from schemas.definities import register

SUNDAY, LATER = dt.date(2021, 11, 21), dt.date(2021, 11, 28)
Rows = list[dict[str, Any]]


def pupils(seed: int, met: int, zonder: int, decline: float = 0.03) -> Rows:
    """Pupils with and without, of three bands in two weeks; after it all of them miss less, those with it yet less."""
    random_ = random.Random(seed)  # noqa: S311 - made-up pupils
    found = []
    for number in range(met + zonder):
        helped, band = number < met, random_.randrange(2, 5)
        before = band / 20 + random_.random() / 20
        after = max(before - 0.05 - decline * helped + random_.gauss(0, 0.03), 0)
        found.append(
            {
                "schooljaar": "2021-2022",
                "school": f"99AA{random_.randrange(10):02}",
                "sector": "PO",
                "weekeinde": random_.choice([SUNDAY, LATER]),
                "verzuimband": band,
                "interventie": helped,
                "laag": random_.choice("23") if helped else None,
                "vooraf": before,
                "na_8": after,
                "na_12": after / 2 if number % 3 else None,
                "laag_vooraf": "2",
                "laag_na_8": "2" if after >= 0.1 else "1",
                "laag_na_12": "1" if number % 3 else None,
            }
        )
    return found


def told(rows: Rows, *jaren: str) -> dict[tuple[str, str, int], dict[str, Any]]:
    counted = pl.DataFrame({"schooljaar": jaren or ("2021-2022",)})
    schema = {"na_12": pl.Float64, "laag": pl.String, "laag_na_12": pl.String}
    helped = pl.DataFrame(rows, schema_overrides=schema).rename({"interventie": "geholpen"})
    frames = {BASIS: helped, MART: counted}
    made = ONDERDEEL.bereken(frames, dt.date(2022, 7, 31))[VERVOLG]
    return {(row["schooljaar"], row["laag"], row["weken"]): row for row in made.rows(named=True)}


def groups(rows: Rows, na: str) -> dict[tuple[Any, ...], tuple[Rows, Rows]]:
    """With and without of each group that has one with it and two without, of who was measured."""
    found: dict[tuple[Any, ...], tuple[Rows, Rows]] = {}
    for row in rows:
        if row[na] is not None:
            pair = found.setdefault((row["sector"], row["weekeinde"], row["verzuimband"]), ([], []))
            pair[0 if row["interventie"] else 1].append(row)
    return {key: pair for key, pair in found.items() if pair[0] and len(pair[1]) > 1}


def mean(values: list[float]) -> float:
    return sum(values) / len(values)


@pytest.mark.parametrize("na", ["na_8", "na_12"])
def test_what_is_told_of_both_groups_is_their_mean_with_the_like_weighted_as_those_helped(na: str) -> None:
    rows = pupils(1, met=150, zonder=900)
    pairs = groups(rows, na).values()
    helped = [row for met, _ in pairs for row in met]
    like = {key: sum(len(met) * mean([row[key] for row in zonder]) for met, zonder in pairs) for key in ("vooraf", na)}
    high = sum(len(met) * mean([float(row[f"laag_{na}"] in "23") for row in zonder]) for met, zonder in pairs)
    found = told(rows)["2021-2022", "alle", int(na.removeprefix("na_"))]
    assert found["gevolgd"] == len(helped)
    measured = [row for row in rows if row["interventie"] and row[na] is not None]
    assert found["leerlingen_minst"] == ten_minste(min(len(helped), len(measured) - 10))
    assert found["vergelijkbaar"] == sum(len(zonder) for _, zonder in pairs) // 100 * 100
    assert found["gevolgd_hoger"] == sum(row[f"laag_{na}"] in "23" for row in helped)
    assert found["met_laag_2_3"] == round(100 * found["gevolgd_hoger"] / len(helped))
    assert found["vooraf"] == round(100 * mean([row["vooraf"] for row in helped]), 1)
    assert found["erna"] == round(100 * mean([row[na] for row in helped]), 1)
    assert found["vergelijk_vooraf"] == round(100 * like["vooraf"] / len(helped), 1)
    assert found["vergelijk_erna"] == round(100 * like[na] / len(helped), 1)
    assert found["vergelijk_laag_2_3"] == round(100 * high / len(helped))


def test_an_effect_that_is_there_is_found_beside_what_fell_anyhow() -> None:
    found = told(pupils(2, met=300, zonder=2000))["2021-2022", "alle", 8]
    assert found["vergelijk_erna"] < found["vergelijk_vooraf"] - 3
    assert found["onder"] <= -3.0 <= found["boven"] < 0


def test_without_an_effect_the_interval_holds_nothing_nineteen_times_in_twenty() -> None:
    held = 0
    for seed in range(60):
        found = told(pupils(seed, met=120, zonder=700, decline=0.0))["2021-2022", "alle", 8]
        held += found["onder"] <= 0 <= found["boven"]
    assert held >= 54


def test_the_lagen_add_up_to_all_pupils() -> None:
    found = told(pupils(3, met=150, zonder=900))
    counts = {laag: found["2021-2022", laag, 8]["gevolgd"] for laag in ("alle", "1", "2", "3")}
    assert counts["alle"] == counts["1"] + counts["2"] + counts["3"]
    assert counts["1"] == 0


def test_of_few_pupils_there_are_no_decimals_and_of_fewer_no_comparison() -> None:
    least = register().analyse.vervolg_leerlingen_minst
    few = told(pupils(4, met=2 * least, zonder=600))["2021-2022", "alle", 8]
    figures = [few[name] for name in ("vooraf", "erna", "verschil", "onder", "boven")]
    assert figures == [round(value) for value in figures]
    names = ("vooraf", "erna", "verschil", "onder", "boven", "met_laag_2_3", "vergelijk_laag_2_3")
    enough = least + register().analyse.vervolg_ruimte
    for met, counted in ((enough - 1, 10), (enough, 20)):
        fewer = told(pupils(5, met=met, zonder=600))["2021-2022", "alle", 8]
        assert (fewer["gevolgd"], fewer["leerlingen_minst"]) == (met, counted)
        assert [fewer[name] is None for name in names] == [met < enough] * len(names)


def test_a_schooljaar_of_which_nobody_was_measured_yet_has_its_rows() -> None:
    found = told(pupils(6, met=60, zonder=300), "2021-2022", "2022-2023")
    assert found["2022-2023", "alle", 12]["leerlingen_minst"] == 0
    assert found["2022-2023", "alle", 12]["verschil"] is None
