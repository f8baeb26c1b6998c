"""Vrijstellingen: which figures are tied, over gemeenten, grounds and schooljaren, and that none gives another away."""

import datetime as dt
from collections.abc import Mapping
from itertools import pairwise

import polars as pl
import pytest
from hypothesis import given
from hypothesis import settings as properties
from hypothesis import strategies as some

from disclosure.aanval import aanval
from disclosure.bescherm import bescherm
from disclosure.blok import Blok, Cel
from disclosure.publiceren import Ontwerp
from disclosure.tabellen import kwartaalstanden, thuiszitters, vrijstellingen
from schemas.codes import ADVIEZEN, ALLE, ANDERE_GRONDEN, GEMEENTEN, GROND_NIVEAUS, GRONDEN
from tests.disclosure.at_home import published, quarter, spread, stock, tables

FLOOR = 5
SOORTEN, VIJF_A = vrijstellingen.SOORTEN, GRONDEN[0]
JAREN = ("2019-2020", "2020-2021", "2021-2022")
Counts = Mapping[tuple[str, str, str], int]  # gemeente, grond, soort
ENOUGH = {(code, grond, soort): 10 for code in GEMEENTEN for grond in GRONDEN[:5] for soort in SOORTEN}


def exemptions(counts: Counts, schooljaar: str = "2021-2022") -> pl.DataFrame:
    """mart_vrijstellingen of one schooljaar, from counts per gemeente, grond and soort."""
    rows = [
        {
            "schooljaar": schooljaar,
            "gemeente": gemeente,
            "grond": grond,
            "soort": soort,
            "kinderen": sum(
                n
                for (own, ground, kind), n in counts.items()
                if gemeente in (ALLE, own)
                and (grond == ground or (grond not in GRONDEN and ground != VIJF_A))
                and soort in (vrijstellingen.LOPEND, kind)
            ),
            "leerlingen": 1000,
        }
        for gemeente in (ALLE, *GEMEENTEN)
        for grond in GROND_NIVEAUS
        for soort in (vrijstellingen.LOPEND, *SOORTEN)
    ]
    return pl.DataFrame(rows)


def rates(mart: pl.DataFrame, *, together: bool) -> pl.DataFrame:
    """mart_vrijstellingen_tarief: each schooljaar, and all of them `together`."""
    running = mart.filter(pl.col("soort") == "lopend", pl.col("grond").is_in([VIJF_A, ANDERE_GRONDEN]))
    region = running.filter(gemeente=ALLE).select("schooljaar", "grond", kinderen_regio="kinderen")
    one = running.join(region, on=["schooljaar", "grond"]).with_columns(eerste_jaar="schooljaar", jaren=pl.lit(1))
    more = running.group_by("gemeente", "grond", maintain_order=True).agg(
        pl.col("schooljaar").max(),
        pl.col("schooljaar").min().alias("eerste_jaar"),
        pl.col("kinderen", "leerlingen").sum(),
        jaren=pl.col("schooljaar").n_unique().cast(pl.Int32),
    )
    regional = more.filter(gemeente=ALLE).select("grond", kinderjaren_regio="kinderen")
    began = mart.filter(
        pl.col("soort")
        == pl.when(schooljaar=mart["schooljaar"].min()).then(pl.lit("lopend")).otherwise(pl.lit("nieuw")),
        gemeente=ALLE,
    )
    began = began.group_by("grond").agg(begonnen_regio=pl.col("kinderen").sum())
    more = more.join(regional, on="grond").join(began, on="grond")
    made = pl.concat([one, more], how="diagonal_relaxed")
    made = made if together else made.filter(pl.col("jaren") == 1)
    measures = ("per_1000", "onder", "boven", "verwacht", "onder_95", "boven_95", "onder_998", "boven_998")
    return made.drop("soort").with_columns(**dict.fromkeys(measures, pl.lit(1.5)), ligging=pl.lit("binnen"))


def advised(mart: pl.DataFrame, parts: tuple[int, int, int, int] | None) -> pl.DataFrame:
    """mart_vrijstellingen_advies of all schooljaren, with so many children per advice."""
    schema = {"advies": pl.String, "kinderen": pl.Int64, "schooljaar": pl.String, "eerste_jaar": pl.String}
    jaren = mart["schooljaar"]
    rows = [(code, n, jaren.max(), jaren.min()) for code, n in zip(ADVIEZEN, parts or (), strict=False)]
    whole = pl.lit(sum(parts or ()))
    return pl.DataFrame(rows, schema=schema, orient="row").with_columns(
        nieuw=whole, aandeel_onder=pl.lit(0), aandeel_boven=pl.lit(100)
    )


def frames(
    mart: pl.DataFrame,
    *,
    together: bool = False,
    advies: tuple[int, int, int, int] | None = None,
) -> dict[str, pl.DataFrame]:
    return {
        vrijstellingen.MART: mart,
        vrijstellingen.TARIEF: rates(mart, together=together),
        vrijstellingen.ADVIES: advised(mart, advies),
    }


def protected(given: Mapping[str, pl.DataFrame]) -> tuple[Blok, frozenset[Cel]]:
    """The block that they stand in, and what is hidden of it."""
    blok = next(thuiszitters.FAMILIE.blokken(tables(given), frozenset()))
    verborgen = bescherm(blok, FLOOR).verborgen
    assert aanval(blok, verborgen, FLOOR).is_veilig
    return blok, verborgen


def test_rare_grounds_do_not_follow_from_the_others() -> None:
    enough = {
        (code, grond, soort): 10
        for code in GEMEENTEN
        for grond in ("LPW5_A", "LPW5_B", "LPW5_C", "LPW15")
        for soort in SOORTEN
    }
    for rare, is_hidden in ((2, True), (8, False)):
        given = frames(exemptions({**enough, ("GM0632", "LPW3A", "nieuw"): rare}))
        _, hidden = protected(given)
        assert bool(hidden) == is_hidden


@pytest.mark.parametrize("soort", SOORTEN)
def test_a_ground_of_which_all_are_of_one_soort_does_not_say_so(soort: str) -> None:
    given = frames(exemptions({(code, "LPW5_A", soort): 10 for code in GEMEENTEN}))
    _, hidden = protected(given)
    assert (vrijstellingen.MART, "kinderen", "2021-2022", ALLE, "LPW5_A", soort) in hidden


@properties(max_examples=15)
@given(
    some.dictionaries(
        some.tuples(some.sampled_from(tuple(GEMEENTEN)), some.sampled_from(GRONDEN), some.sampled_from(SOORTEN)),
        some.integers(1, 12),
        max_size=40,
    )
)
def test_no_school_year_of_exemptions_gives_anything_away(counts: dict[tuple[str, str, str], int]) -> None:
    published(frames(exemptions(counts)))


def years(*oudewater: int) -> pl.DataFrame:
    """Three schooljaren in which only Oudewater differs, and has few children with 5 onder a."""
    return pl.concat(
        exemptions(
            {**ENOUGH, **{("GM0589", VIJF_A, soort): 0 for soort in SOORTEN}, ("GM0589", VIJF_A, "nieuw"): n}, jaar
        )
        for jaar, n in zip(JAREN, oudewater, strict=True)
    )


def rate(design: Ontwerp, jaren: int, gemeente: str = "GM0589", grond: str = VIJF_A) -> pl.DataFrame:
    made = design.tabellen[vrijstellingen.TARIEF]
    return made.filter(pl.col("jaren") == jaren, gemeente=gemeente, grond=grond).sort("schooljaar")


def test_years_together_do_not_tell_a_year_in_which_there_were_few() -> None:
    design = published(frames(years(3, 7, 8), together=True))
    own, together = rate(design, 1)["kinderen"].to_list(), rate(design, 3)["kinderen"].to_list()
    assert own[0] is None
    assert together == [None] or None in own[1:]


def test_years_together_are_shown_from_the_floor_in_each_of_them_on() -> None:
    """Fourteen in three years may be five children, one of whom left in the last."""
    few, enough = (published(frames(years(*n), together=True)) for n in ((0, 7, 7), (5, 5, 5)))
    assert rate(few, 3)["kinderen"].to_list() == [None]
    assert rate(few, 3)["per_1000"].to_list() == [None]
    assert rate(enough, 3)["kinderen"].to_list() == [15]


def test_what_follows_from_a_hidden_count_is_hidden_and_the_funnel_of_the_region_stays() -> None:
    row = rate(published(frames(years(3, 7, 8), together=True)), 1).row(0, named=True)
    assert [row[name] for name in ("per_1000", "onder", "boven", "ligging")] == [None] * 4
    assert row["ligging_verborgen"]
    assert row["boven_95"] == 1.5


def test_a_gemeente_knows_its_own_years_and_learns_no_other() -> None:
    """What it learns is attacked with every block; here: that it knows each of its years and all together."""
    tied, _ = protected(frames(years(3, 7, 8), together=True))
    known = {(cel[2], cel[5]) for cel in tied.kenners["GM0589"] if cel[4] == VIJF_A}
    assert known == {*((jaar, "lopend") for jaar in JAREN), (JAREN[-1], vrijstellingen.SAMEN)}


def test_an_interval_over_years_needs_what_it_is_made_of() -> None:
    """The region began with so few that it is hidden how many began: then so are the intervals, and not the rates."""
    begun = [{**ENOUGH, **{(code, VIJF_A, "nieuw"): 0 for code in GEMEENTEN}} for _ in JAREN]
    begun[1] |= {("GM0632", VIJF_A, "nieuw"): 3}
    mart = pl.concat(exemptions(counts, jaar) for counts, jaar in zip(begun, JAREN, strict=True))
    few, enough = (published(frames(one, together=True)) for one in (mart, years(10, 10, 10)))
    hidden, shown = rate(few, 3), rate(enough, 3)
    assert hidden["begonnen_regio_verborgen"].to_list() == hidden["onder_verborgen"].to_list() == [True]
    assert hidden["onder"].to_list() == hidden["boven"].to_list() == [None]
    assert hidden["per_1000"].to_list() == [1.5]
    assert shown["begonnen_regio"].to_list() == [270]
    assert shown["boven"].to_list() == [1.5]
    assert rate(enough, 1)["boven"].to_list() == [1.5] * 3  # of one year nothing of the region is needed


def permanent(*numbers: int) -> pl.DataFrame:
    """Three schooljaren with so many permanent exemptions in one gemeente, and enough of all else."""
    made = [{**ENOUGH, ("GM0632", VIJF_A, "blijvend"): n} for n in numbers]
    return pl.concat(exemptions(counts, jaar) for counts, jaar in zip(made, JAREN, strict=True))


@pytest.mark.parametrize(("numbers", "all_shown"), [((10, 13, 30), False), ((10, 20, 30), True)])
def test_for_how_few_it_became_permanent_does_not_follow_from_two_years(
    numbers: tuple[int, ...], *, all_shown: bool
) -> None:
    """A permanent exemption does not end, so what a year has more is new in it."""
    made = published(frames(permanent(*numbers))).tabellen[vrijstellingen.MART]
    told = made.filter(gemeente=ALLE, grond=VIJF_A, soort="blijvend").sort("schooljaar")["kinderen"]
    assert (told.null_count() == 0) == all_shown


@pytest.mark.parametrize("between", range(10, 17))
def test_that_a_year_is_hidden_does_not_say_what_it_is_not(between: int) -> None:
    """Ten, and sixteen two years later: each year between them is hidden, also where it is one of the two."""
    made = published(frames(permanent(10, between, 16))).tabellen[vrijstellingen.MART]
    assert totals(made)[JAREN[1], "blijvend"] is None


def test_a_year_between_is_shown_where_enough_ways_to_divide_are_left() -> None:
    made = published(frames(permanent(10, 10, 17))).tabellen[vrijstellingen.MART]
    assert totals(made)[JAREN[1], "blijvend"] == 50


@pytest.mark.parametrize("numbers", [(10, 15, 18), (10, 13, 18), (10, 30, 33)])
def test_years_next_to_few_do_not_tell_how_few(numbers: tuple[int, ...]) -> None:
    """Were both years of the other step shown, the hidden one would be one to four away from one of them."""
    made = totals(published(frames(permanent(*numbers))).tabellen[vrijstellingen.MART])
    told = [made[jaar, "blijvend"] for jaar in JAREN]
    assert all(None in step for step in pairwise(told))


def first_year(oudewater: int, before: int = 0) -> pl.DataFrame:
    """A first and a second schooljaar; in the first few in Oudewater, and so many that were permanent before."""
    began = {(code, VIJF_A, soort): 9 for code in GEMEENTEN for soort in ("nieuw", "verlengd")}
    few = {("GM0589", VIJF_A, "nieuw"): oudewater, ("GM0589", VIJF_A, "verlengd"): 0}
    own = {key: n for key, n in ENOUGH.items() if key[1] != VIJF_A and key[2] in ("nieuw", "verlengd")}
    first = {**own, **began, **few, ("GM0632", VIJF_A, "blijvend"): before}
    return pl.concat([exemptions(first, JAREN[0]), exemptions(ENOUGH, JAREN[1])])


def test_in_the_first_year_nothing_runs_on_and_everybody_knows() -> None:
    """Few in two gemeenten: a zero that everybody knows does not hide how many they are together."""
    blok = next(thuiszitters.FAMILIE.blokken(tables(frames(first_year(3))), frozenset()))
    hidden = {vrijstellingen.cel(JAREN[0], code, VIJF_A) for code in ("GM0589", "GM0335", ALLE)}
    zero = vrijstellingen.cel(JAREN[0], ALLE, VIJF_A, "blijvend")
    assert blok.waarden[zero] == 0
    found = aanval(blok, frozenset({*hidden, zero}), FLOOR).bevindingen
    assert {one.cell for one in found if one.kenner == "GM0335"} >= {vrijstellingen.cel(JAREN[0], "GM0589", VIJF_A)}
    new = vrijstellingen.cel(JAREN[0], ALLE, VIJF_A, "nieuw")
    assert aanval(blok, frozenset({*hidden, new}), FLOOR).is_veilig


def test_a_zero_that_everybody_knows_stays_hidden_no_longer_than_it_takes_to_build() -> None:
    given = tables(frames(first_year(3)))
    known = (vrijstellingen.MART, "kinderen", JAREN[0], ALLE, VIJF_A, "blijvend")
    blok = next(thuiszitters.FAMILIE.blokken(given, frozenset({known})))
    assert known in blok.bekend
    assert known not in bescherm(blok, FLOOR).verborgen


def test_where_decisions_go_back_further_a_first_year_can_have_permanent_ones() -> None:
    blok, _ = protected(frames(first_year(3, before=6)))
    assert not blok.bekend


def totals(mart: pl.DataFrame) -> dict[tuple[str, str], int | None]:
    """Children of the region with 5 onder a, by schooljaar and soort."""
    own = mart.filter(gemeente=ALLE, grond=VIJF_A).select("schooljaar", "soort", "kinderen")
    return {(jaar, soort): n for jaar, soort, n in own.iter_rows()}


def test_how_few_stopped_does_not_follow_from_two_years() -> None:
    """Of 200 in a year 197 are there in the next, beside new ones: three stopped."""
    later = {**ENOUGH, ("GM0632", VIJF_A, "doorlopend"): 57}
    mart = pl.concat([exemptions(ENOUGH, JAREN[1]), exemptions(later, JAREN[2])])
    told = [(JAREN[1], "lopend"), (JAREN[2], "lopend"), (JAREN[2], "nieuw")]
    before, now, new = (totals(mart)[key] or 0 for key in told)
    assert before - (now - new) == 3
    made = totals(published(frames(mart)).tabellen[vrijstellingen.MART])
    assert None in [made[key] for key in told]


@pytest.mark.parametrize(("breed", "all_shown"), [(376, False), (360, True)])
def test_who_got_an_exemption_since_a_quarter_end_does_not_follow(breed: int, *, all_shown: bool) -> None:
    """200 in the schooljaar; the broad view has all but four of them beside 180 thuiszitters, or all but twenty."""
    mart = exemptions(ENOUGH)
    day = stock(quarter("2021-K4", dict.fromkeys(("PASSENDERWIJS", "OCW"), spread(10))))
    day[kwartaalstanden.BREED] = pl.DataFrame(
        [{"kwartaal": "2021-K4", "peildatum": dt.date(2021, 12, 31), "breed": breed}]
    )
    assert totals(mart)["2021-2022", "lopend"] == 200
    made = published({**day, **frames(mart)}).tabellen
    stand = made[kwartaalstanden.STAND].filter(definitie="PASSENDERWIJS", sector=ALLE, duurklasse=ALLE)["kinderen"]
    told = [*made[kwartaalstanden.BREED]["breed"], *stand, totals(made[vrijstellingen.MART])["2021-2022", "lopend"]]
    assert (None not in told) == all_shown


def test_advice_of_few_children_is_hidden_with_another() -> None:
    mart = years(10, 10, 10)
    total = sum(mart.filter(gemeente=ALLE, grond=VIJF_A, soort="nieuw")["kinderen"])
    design = published(frames(mart, advies=(3, 20, 30, total - 53)))
    told = dict(design.tabellen[vrijstellingen.ADVIES].select("advies", "kinderen").iter_rows())
    assert told["geen"] is None
    assert sum(n is None for n in told.values()) >= 2
    assert design.tabellen[vrijstellingen.ADVIES]["aandeel_boven"].null_count() >= 2


@properties(max_examples=10)
@given(some.lists(some.integers(0, 9), min_size=3, max_size=3), some.integers(0, 9), some.integers(0, 9))
def test_no_years_together_give_anything_away(oudewater: list[int], swv: int, both: int) -> None:
    mart = years(*oudewater)
    total = sum(mart.filter(gemeente=ALLE, grond=VIJF_A, soort="nieuw")["kinderen"])
    published(frames(mart, together=True, advies=(0, swv, total - swv - both, both)))
