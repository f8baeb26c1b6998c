"""Interventions and cases: which figures are tied, and that none of them gives another away."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import product

import polars as pl
import pytest
from hypothesis import given
from hypothesis import settings as properties
from hypothesis import strategies as some

from analysis.mijlpalen import ten_minste
from disclosure.publiceren import Ontwerp, ontwerp
from disclosure.tabellen import casussen, interventies
from schemas.codes import ALLE, FASEN, GROVE_UITKOMSTEN, INTERVENTIES, KNELPUNTEN, LAGEN, THEMAS
from schemas.definities import register

JAAR, HALF = "2021-2022", "2021-2022/1"
BEDOELD = LAGEN[:3]
UITKOMST = tuple(dict.fromkeys(GROVE_UITKOMSTEN.values()))
OPEN = "loopt_of_onbekend"
# Of a pupil: school, laag and intervention, laag before, at 12 weeks (None: not measured), and whether it has a like.
Leerling = tuple[int, str, str, str | None, str | None, bool]


def niveaus(code: str) -> tuple[str, ...]:
    return (code, ALLE, interventies.SAMEN) if code in "12" else (code, ALLE)


def table(
    counts: Counter[tuple[str, ...]], per_school: Counter[tuple[object, ...]], keys: Sequence[str], all_: object
) -> pl.DataFrame:
    schools = {school for school, *_ in per_school}
    return pl.DataFrame(
        [
            {
                "schooljaar": JAAR,
                **dict(zip(keys, codes, strict=True)),
                "leerlingen": counts[codes],
                "grootste": max((per_school[school, *codes] for school in schools), default=0),
            }
            for codes in all_  # type: ignore[attr-defined]
        ]
    )


def frames(leerlingen: Sequence[Leerling]) -> dict[str, pl.DataFrame]:
    """The exact tables of these pupils. Who was measured before was measured after eight weeks."""
    gedaan, standen, gemeten, gevolgd, hoger = (Counter[tuple[str, ...]]() for _ in range(5))
    per_gedaan, per_stand = Counter[tuple[object, ...]](), Counter[tuple[object, ...]]()
    for school, laag, soort, vooraf, na_12, gelijk in leerlingen:
        na_8 = vooraf
        momenten = {"vooraf": vooraf, "na_8": na_8, "na_12": na_12 if vooraf else None}
        for bedoeld in niveaus(laag):
            for one in (soort, ALLE):
                gedaan[bedoeld, one] += 1
                per_gedaan[school, bedoeld, one] += 1
            for moment, stand in momenten.items():
                standen[bedoeld, moment, stand or "onbekend"] += 1
                per_stand[school, bedoeld, moment, stand or "onbekend"] += 1
            for weken in ("8", "12"):
                stand = momenten[f"na_{weken}"]
                gemeten[bedoeld, weken] += stand is not None
                gevolgd[bedoeld, weken] += gelijk and stand is not None
                hoger[bedoeld, weken] += gelijk and stand in BEDOELD[1:]
    lagen, counted = (*BEDOELD, ALLE), (gemeten, gevolgd, hoger)
    vervolg = [
        {"schooljaar": JAAR, "laag": laag, "weken": weken, **told(*(one[laag, str(weken)] for one in counted))}
        | dict.fromkeys(interventies.CIJFERS, 1.0)
        for laag in lagen
        for weken in (8, 12)
    ]
    return {
        interventies.MART: table(
            gedaan,
            per_gedaan,
            ("laag", "interventie"),
            [*product(lagen, (ALLE,)), *product((ALLE,), INTERVENTIES)],
        ),
        interventies.STANDEN: table(
            standen,
            per_stand,
            ("laag", "moment", "gemeten_laag"),
            product((*lagen, interventies.SAMEN), ("vooraf", "na_8", "na_12"), LAGEN),
        ),
        interventies.VERVOLG: pl.DataFrame(vervolg),
    }


def told(gemeten: int, gevolgd: int, hoger: int) -> dict[str, int | None]:
    """What is told of so many pupils who were measured, of whom so many were followed, and so many are in laag 2 or 3.

    Few have no figures.
    """
    rules = register().analyse
    least = max(min(gevolgd, gemeten - rules.vervolg_ruimte), 0)
    few = least < rules.vervolg_leerlingen_minst
    return {
        "gevolgd": gevolgd,
        "gevolgd_hoger": hoger,
        "leerlingen_minst": ten_minste(least),
        "met_laag_2_3": None if few else round(100 * hoger / gevolgd),
    }


def protected(given: Mapping[str, pl.DataFrame]) -> Ontwerp:
    """As it would be published; whatever comes out of it is attacked."""
    design = ontwerp(given.__getitem__, given.keys(), families=(interventies.FAMILIE, casussen.FAMILIE))
    assert design.aanvallen(design.tabellen.__getitem__).lekken == {}
    return design


def shown(design: Ontwerp, mart: str, **where: str) -> dict[object, int | None]:
    rows = design.tabellen[mart].filter(**where)
    code = next(
        name for name in ("interventie", "gemeten_laag", "weken", "code") if name in rows.columns and name not in where
    )
    measure = "besprekingen" if "besprekingen" in rows.columns else "leerlingen"
    return dict(rows.select(code, measure).iter_rows())


def pupils(
    n: int, laag: str = "2", soort: str = "gesprek", stand: str | None = "2", gelijk: bool = True
) -> list[Leerling]:
    """Pupils of twelve schools."""
    return [(i % 12, laag, soort, stand, stand, gelijk) for i in range(n)]


def test_an_intervention_of_few_pupils_is_hidden_with_another() -> None:
    told = shown(
        protected(frames([*pupils(60), *pupils(30, soort="mentor"), *pupils(3, soort="mazl")])),
        interventies.MART,
        laag=ALLE,
    )
    assert told[ALLE] == 93
    assert told["mazl"] is None
    assert sum(n is None for n in told.values()) == 2


def test_a_count_that_is_nearly_all_of_one_school_is_hidden() -> None:
    one_school: list[Leerling] = [(99, "3", "mazl", "3", "2", True)] * 20
    told = shown(
        protected(frames([*pupils(120), *pupils(80, soort="mentor"), *one_school])), interventies.MART, laag=ALLE
    )
    assert told["mazl"] is None


MIXED = [*pupils(30, stand="1"), *pupils(30), *pupils(300, laag="1", stand="3"), *pupils(300, laag="1", stand="1")]


def test_a_few_pupils_without_their_like_do_not_hide_what_is_told_of_the_others() -> None:
    followed = [*MIXED, *pupils(60, laag="3", stand="1"), *pupils(65, laag="3")]
    made = protected(frames([*followed, *pupils(3, laag="3", gelijk=False)]))
    rows = made.tabellen[interventies.VERVOLG].filter(laag="3")
    assert rows["leerlingen_minst"].to_list() == [100, 100]
    assert rows["met_laag_2_3"].to_list() == [52, 52]
    assert all(rows[name].is_not_null().all() for name in interventies.CIJFERS)


@pytest.mark.parametrize("zonder_gelijke", [1, 3, 9])
def test_a_round_number_of_followed_pupils_does_not_tell_how_few_have_no_like(zonder_gelijke: int) -> None:
    followed = [*MIXED, *pupils(100, laag="3", stand="1"), *pupils(100, laag="3")]
    made = protected(frames([*followed, *pupils(zonder_gelijke, laag="3", gelijk=False)]))
    rows = made.tabellen[interventies.VERVOLG].filter(laag="3")
    assert rows["leerlingen_minst"].to_list() == [100, 100], "at least 200 of 203 would tell it"
    assert all(rows[name].is_not_null().all() for name in interventies.CIJFERS)


def test_the_lagen_of_who_got_help_for_laag_1_or_2_are_told_together() -> None:
    few_higher = [*pupils(100, laag="1", stand="1"), *pupils(2, laag="1", stand="3")]
    others = [*pupils(60), *pupils(60, stand="3"), *pupils(60, laag="3", stand="1"), *pupils(90, laag="3", stand="3")]
    others += [*pupils(40, stand="1"), *pupils(50, laag="3")]
    made = protected(frames([*few_higher, *others]))
    rows = made.tabellen[interventies.STANDEN]
    assert rows["laag"].unique().sort().to_list() == [interventies.SAMEN, "3", ALLE]
    assert shown(made, interventies.STANDEN, laag=interventies.SAMEN, moment="na_8") == {
        "1": 140,
        "2": 60,
        "3": 62,
        "onbekend": 0,
    }
    assert not rows["leerlingen_verborgen"].any()


def test_a_share_of_which_few_pupils_stand_apart_is_hidden() -> None:
    made = protected(frames([*MIXED, *pupils(120, laag="3"), *pupils(4, laag="3", stand="1")]))
    rows = made.tabellen[interventies.VERVOLG].filter(laag="3")
    assert rows["leerlingen_minst"].to_list() == [100, 100]
    assert rows["met_laag_2_3"].to_list() == [None, None]


@pytest.mark.parametrize("gevolgd", [0, 9, 10, 99, 100, 199, 1070])
@pytest.mark.parametrize("meer", [0, 3, 9, 10, 30, 200])
def test_what_is_rounded_says_no_more_than_the_attack_reckons_with(gevolgd: int, meer: int) -> None:
    def minst(gemeten: int, gevolgd: int) -> int | None:
        return told(gemeten, gevolgd, 0)["leerlingen_minst"]

    gemeten, shown = gevolgd + meer, minst(gevolgd + meer, gevolgd)
    assert shown is not None
    possible = [one for one in range(gemeten + 1) if minst(gemeten, one) == shown]
    assert (min(possible), max(possible)) == (shown, interventies.hoogstens(shown, gemeten))
    least, most = interventies.gemeten_tussen(shown, shown, gemeten)
    for one in (shown, max(possible)):
        wide = {minst(all_, one) for all_ in range(max(least, one), min(most, gemeten + 150) + 1)}
        assert wide <= {shown}, "whatever the attack thinks possible is"


def test_the_exact_numbers_of_followed_pupils_never_leave() -> None:
    columns = protected(frames(MIXED)).tabellen[interventies.VERVOLG].columns
    assert not {"gevolgd", "gevolgd_hoger"} & set(columns)


def test_everybody_in_one_laag_is_not_told() -> None:
    told = shown(protected(frames(pupils(60))), interventies.STANDEN, laag=ALLE, moment="na_8")
    assert told["2"] is None


@properties(max_examples=25)
@given(
    some.lists(
        some.tuples(
            some.integers(0, 6),
            some.sampled_from(BEDOELD),
            some.sampled_from(INTERVENTIES[:3]),
            some.sampled_from([*BEDOELD, None]),
            some.sampled_from([*BEDOELD, None]),
            some.booleans(),
        ),
        max_size=90,
    )
)
def test_no_schooljaar_gives_anything_away(leerlingen: list[Leerling]) -> None:
    protected(frames(leerlingen))


def cases(
    counts: Mapping[tuple[str, str, str, str], int],
    up_to: Mapping[tuple[str, str, str, str], int] | None = None,
    gemeente: Mapping[tuple[str, str, str, str], int] | None = None,
) -> dict[str, pl.DataFrame]:
    """The exact table of a half year, from cases by theme, bottleneck, step and outcome.

    up_to: those up to a day. gemeente: those of the gemeente with the most of each.
    """
    told, early, most = (Counter[tuple[str, str, str]]() for _ in range(3))
    for (thema, knelpunt, fase, uitkomst), n in counts.items():
        for key in (
            (ALLE, ALLE, ALLE),
            ("thema", thema, ALLE),
            ("knelpunt", knelpunt, ALLE),
            ("fase", fase, ALLE),
            ("fase", fase, uitkomst),
        ):
            told[key] += n
            early[key] += (up_to or {}).get((thema, knelpunt, fase, uitkomst), 0)
            most[key] += (gemeente or {}).get((thema, knelpunt, fase, uitkomst), 0)
    keys = [
        (ALLE, ALLE, ALLE),
        *(("thema", one, ALLE) for one in THEMAS),
        *(("knelpunt", one, ALLE) for one in KNELPUNTEN),
    ]
    keys += [("fase", fase, uitkomst) for fase in FASEN for uitkomst in (ALLE, *UITKOMST)]
    rows = [
        {"schooljaar": JAAR, "halfjaar": HALF, "kenmerk": k, "code": c, "uitkomst": u, "besprekingen": told[k, c, u]}
        | {"zelfde_dagen": None if up_to is None or k == "fase" else early[k, c, u]}
        | {"grootste": most[k, c, u], "grootste_zelfde_dagen": min(most[k, c, u], early[k, c, u])}
        for k, c, u in keys
    ]
    return {casussen.MART: pl.DataFrame(rows, schema_overrides={"zelfde_dagen": pl.Int64})}


def test_a_theme_of_few_cases_is_hidden_with_another() -> None:
    counts = {("gedrag", "geen", "mdo", OPEN): 20, ("autisme", "vervoer", "school", "opgelost"): 12}
    told = shown(
        protected(cases({**counts, ("overstap", "geen", "mdo", "opgelost"): 2})), casussen.MART, kenmerk="thema"
    )
    assert told["overstap"] is None
    assert sum(n is None for n in told.values()) >= 2
    assert told["psychisch"] == 0


def test_one_outcome_for_all_cases_of_a_step_is_not_told() -> None:
    counts = {("gedrag", "geen", "mdo", "opgelost"): 20, ("autisme", "vervoer", "school", OPEN): 12}
    made = protected(cases({**counts, ("autisme", "vervoer", "school", "opgelost"): 9}))
    told = shown(made, casussen.MART, kenmerk="fase", uitkomst="opgelost")
    assert told["mdo"] is None
    assert told["school"] == 9


def test_a_theme_that_leaves_few_others_to_one_gemeente_is_hidden() -> None:
    counts = {("gedrag", "geen", "mdo", OPEN): 20, ("autisme", "vervoer", "school", "opgelost"): 12}

    def themes(gemeente: int) -> dict[object, int | None]:
        own = {("autisme", "vervoer", "school", "opgelost"): gemeente}
        return shown(protected(cases(counts, gemeente=own)), casussen.MART, kenmerk="thema")

    assert themes(8)["autisme"] is None
    assert themes(7)["autisme"] == 12


def test_a_few_cases_after_a_day_hide_the_number_up_to_it_and_not_the_whole() -> None:
    counts = {("gedrag", "geen", "mdo", OPEN): 20, ("autisme", "vervoer", "school", "opgelost"): 12}
    early = {("gedrag", "geen", "mdo", OPEN): 10, ("autisme", "vervoer", "school", "opgelost"): 9}
    made = protected(cases(counts, early)).tabellen[casussen.MART].filter(kenmerk="thema")
    assert dict(made.select("code", "besprekingen").iter_rows())["autisme"] == 12
    assert dict(made.select("code", "zelfde_dagen").iter_rows())["autisme"] is None


@properties(max_examples=25)
@given(
    some.dictionaries(
        some.tuples(*(some.sampled_from(codes) for codes in (THEMAS, KNELPUNTEN, FASEN, UITKOMST))),
        some.tuples(some.integers(1, 12), some.integers(0, 12)),
        max_size=12,
    )
)
def test_no_half_year_gives_anything_away(counts: dict[tuple[str, str, str, str], tuple[int, int]]) -> None:
    protected(
        cases({key: n for key, (n, _early) in counts.items()}, gemeente={key: n // 2 for key, (n, _) in counts.items()})
    )
    protected(
        cases(
            {key: n for key, (n, _early) in counts.items()}, {key: min(n, early) for key, (n, early) in counts.items()}
        )
    )
