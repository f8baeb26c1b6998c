"""What a quarter end tells to whoever knows the rules of the definitions: which kinds of children each of them counts.

The attacker of these tests knows nothing of the blocks: of each kind of child (soort of the case, group of schools,
duration, with an offer or without) there is an unknown number, and each published figure adds some of them up.
"""

import itertools
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt
import polars as pl
from hypothesis import given
from hypothesis import settings as properties
from hypothesis import strategies as some
from scipy.optimize import linprog

from disclosure.tabellen.kwartaalstanden import STAND
from schemas.codes import ALLE, DUURKLASSEN
from tests.disclosure.at_home import DEFINITIES, SCHEMAS, SECTOREN, Kind, levels, published, quarter

FLOOR = 5
MOST = 1000  # of a kind: far more than there are
DAG = "2021-K4"
JONG, *LATER = DUURKLASSEN
INGESCHREVEN = ("primair", "voortgezet")
SOORTEN = {"absoluut": ("geen",), "relatief": INGESCHREVEN, "ziekte": INGESCHREVEN}
KINDS: list[tuple[str, str, str, bool]] = [
    (soort, sector, klasse, zonder)
    for soort, sectoren in SOORTEN.items()
    for sector, klasse, zonder in itertools.product(sectoren, DUURKLASSEN, (False, True))
]
Numbers = npt.NDArray[np.float64]


def counts(definitie: str, soort: str, klasse: str) -> bool:
    """Whether a definition counts such a child: its own words, in schemas/definities.toml."""
    if definitie in ("PASSENDERWIJS", "OCW"):
        return soort == "absoluut" or (soort == "relatief" and klasse in LATER)
    return klasse in LATER and {"INSPECTIE": soort == "relatief", "BREED": True, "POTENTIEEL": False}[definitie]


def row(definitie: str, sector: str, klasse: str, *, zonder: bool = False) -> Numbers:
    """Which kinds a figure adds up."""
    return np.array(
        [
            counts(definitie, soort, own)
            and sector in (ALLE, group)
            and klasse in levels(own)
            and (without or not zonder)
            for soort, group, own, without in KINDS
        ],
        float,
    )


def stand(numbers: Sequence[int]) -> pl.DataFrame:
    """mart_thuiszitters of a quarter end with so many children of each kind."""
    counted: dict[str, list[Kind]] = {definitie: [] for definitie in DEFINITIES}
    for (soort, sector, klasse, zonder), number in zip(KINDS, numbers, strict=True):
        for definitie in DEFINITIES:
            if counts(definitie, soort, klasse):
                counted[definitie] += [(sector, klasse, zonder)] * number
    return pl.DataFrame(quarter(DAG, counted), schema=SCHEMAS[STAND])


def told(release: pl.DataFrame) -> Iterator[tuple[Numbers, int]]:
    """Each published figure: which kinds, and how many children."""
    for one in release.filter(pl.col("definitie") != "POTENTIEEL").iter_rows(named=True):
        for maat in ("kinderen", "zonder_aanbod"):
            if one[maat] is not None:
                codes = (one["definitie"], one["sector"], one["duurklasse"])
                yield row(*codes, zonder=maat != "kinderen"), one[maat]


def asked() -> Iterator[Numbers]:
    """What somebody may want to know: any figure of any definition, and who is ill or not enrolled."""
    klassen = sorted(set().union(*(levels(klasse) for klasse in DUURKLASSEN)))
    for definitie, sector, klasse in itertools.product(DEFINITIES, (ALLE, *SECTOREN), klassen):
        yield row(definitie, sector, klasse)
    for klasse in klassen:
        absoluut = row("PASSENDERWIJS", ALLE, klasse) - row("INSPECTIE", ALLE, klasse)
        laat = np.array([own in LATER for _, _, own, _ in KINDS], float)
        yield absoluut
        yield row("BREED", ALLE, klasse) - row("INSPECTIE", ALLE, klasse) - absoluut * laat


def extreme(goal: Numbers, sums: Numbers, right: Numbers) -> float:
    """The least that a figure can be for whoever knows what is told."""
    found = linprog(goal, A_eq=sums, b_eq=right, bounds=(0, MOST), method="highs")
    assert found.fun is not None
    return float(found.fun)


background = some.lists(some.integers(0, 14), min_size=len(KINDS), max_size=len(KINDS))


@properties(max_examples=12)
@given(background)
def test_a_quarter_tells_nothing_of_few_children_to_whoever_knows_what_each_definition_counts(drawn: list[int]) -> None:
    numbers = [
        n if kind[0] == "relatief" else n // 4  # who is ill or not enrolled are few
        for kind, n in zip(KINDS, drawn, strict=True)
    ]
    release = published({STAND: stand(numbers)}).tabellen[STAND]
    sums, right = (np.array(column, float) for column in zip(*told(release), strict=True))
    truth = np.array(numbers, float)
    assert np.array_equal(sums @ truth, right)
    for one in asked():
        if 0 < one @ truth < FLOOR:
            least, most = (extreme(sign * one, sums, right) for sign in (1, -1))
            assert -most - least > FLOOR - 1 - 1e-6


def test_who_is_at_home_for_less_than_four_weeks_does_not_follow_from_two_definitions_of_a_group() -> None:
    """Two children who are not enrolled came this month: only one of the definitions tells of that group."""
    numbers = [{"absoluut": 7, "relatief": 9, "ziekte": 6}[soort] for soort, *_ in KINDS]
    numbers[KINDS.index(("absoluut", "geen", JONG, True))] = 2
    numbers[KINDS.index(("absoluut", "geen", JONG, False))] = 0
    release = published({STAND: stand(numbers)}).tabellen[STAND]
    assert set(release.filter(sector="geen")["definitie"]) == {"OCW", "PASSENDERWIJS", "POTENTIEEL"}
    assert release.filter(sector=ALLE, definitie="BREED", duurklasse=ALLE)["kinderen"].to_list() != [None]
