"""Thuiszitters: which figures are tied, and that none of them gives another away."""

from collections.abc import Iterator, Mapping

import polars as pl
import pytest
from hypothesis import given
from hypothesis import settings as properties
from hypothesis import strategies as some

from disclosure.aanval import aanval
from disclosure.bescherm import bescherm
from disclosure.blok import Blok, Cel
from disclosure.tabellen import definities, kwartaalstanden, thuiszitters
from disclosure.toepassen import gesorteerd, toegepast
from schemas.codes import ALLE, DUURKLASSEN, GEMEENTEN
from tests.disclosure.at_home import DEFINITIES, ENDS, SECTOREN, Kind, many, published, quarter, spread, stock

FLOOR = 5
Frames = Mapping[str, pl.DataFrame]


def years(counts: Mapping[str, int], definitie: str = "BREED") -> pl.DataFrame:
    """mart_thuiszitters_gemeente of one schooljaar; nobody under the other definitions."""
    rows = [
        {"schooljaar": "2021-2022", "definitie": one, "gemeente": code, "kinderen": n * (one == definitie)}
        for one in DEFINITIES
        for code, n in {**dict.fromkeys(GEMEENTEN, 0), **counts, ALLE: sum(counts.values())}.items()
    ]
    return pl.DataFrame(rows)


def protected(given: Frames) -> Iterator[tuple[Blok, frozenset[Cel]]]:
    for blok in thuiszitters.FAMILIE.blokken(given, frozenset()):
        for one in blok.sommen:
            assert blok.waarden[one.total] == sum(blok.waarden[part] for part in one.parts)
        verborgen = bescherm(blok, FLOOR).verborgen
        assert aanval(blok, verborgen, FLOOR).is_veilig
        yield blok, verborgen


def test_definitions_that_count_the_same_children_are_one() -> None:
    assert definities.gelijke()["OCW"] == "PASSENDERWIJS"
    assert definities.onderscheiden() == ("PASSENDERWIJS", "INSPECTIE", "BREED", "POTENTIEEL")


def test_the_difference_of_two_definitions_cannot_be_worked_out_when_it_is_small() -> None:
    """Two children who are not enrolled: they count as thuiszitter, and not for the Inspectie."""
    enrolled = spread(10)
    wide = [*enrolled, *many(2, "voortgezet", "4_weken_3_maanden")]
    counted = {"INSPECTIE": enrolled, "PASSENDERWIJS": wide, "OCW": wide}
    hidden = frozenset[Cel]().union(*(own for _, own in protected(stock(quarter("2021-K4", counted)))))
    totals = {
        (kwartaalstanden.STAND, "kinderen", "2021-K4", one, ALLE, ALLE, ALLE) for one in ("INSPECTIE", "PASSENDERWIJS")
    }
    assert totals & hidden


def test_who_is_ill_for_long_does_not_follow_from_a_definition_without_the_ill() -> None:
    """After four weeks all of Passenderwijs count as broad as well: between three and six months that leaves two."""
    narrow, wide = [*spread(10), *many(10)], [*spread(10), *many(12)]
    counted = {"PASSENDERWIJS": narrow, "OCW": narrow, "INSPECTIE": spread(10), "BREED": wide}
    hidden = frozenset[Cel]().union(*(own for _, own in protected(stock(quarter("2021-K4", counted)))))
    for klasse in ("3_6_maanden", kwartaalstanden.LANG):
        vak = ("kinderen", ALLE, klasse)
        assert hidden & {kwartaalstanden.cel("2021-K4", one, vak) for one in ("PASSENDERWIJS", "BREED")}


def test_children_who_count_from_the_first_day_are_no_part_of_those_who_count_after_four_weeks() -> None:
    """Ten who came this month and twelve who are ill: that both definitions differ by two tells of nobody."""
    narrow = [*spread(10), *many(10, klasse="tot_4_weken")]
    wide = [*spread(10), *many(12, klasse="4_weken_3_maanden")]
    counted = {"PASSENDERWIJS": narrow, "OCW": narrow, "INSPECTIE": spread(10), "BREED": wide}
    assert not any(own for _, own in protected(stock(quarter("2021-K4", counted))))


def test_where_enough_children_are_in_every_cell_nothing_is_hidden() -> None:
    counted = {definitie: spread(10) for definitie in ("PASSENDERWIJS", "OCW", "INSPECTIE", "POTENTIEEL")}
    assert not any(own for _, own in protected(stock(quarter("2021-K4", counted))))


def test_a_group_of_which_everybody_is_without_an_offer_is_hidden() -> None:
    counted = {"BREED": [(sector, klasse, klasse != "4_weken_3_maanden") for sector, klasse, _ in spread(10)]}
    hidden = frozenset[Cel]().union(*(own for _, own in protected(stock(quarter("2021-K4", counted)))))
    assert (kwartaalstanden.STAND, "zonder_aanbod", "2021-K4", "BREED", ALLE, ALLE, kwartaalstanden.LANG) in hidden


@pytest.mark.parametrize(("breed", "shown"), [(270, 270), (183, None), (180, 180)])
def test_a_few_children_with_an_exemption_only_do_not_follow(breed: int, shown: int | None) -> None:
    """The broad view of exemptions adds them to the thuiszitters, who are shown as well."""
    day = {"kwartaal": "2021-K4", "peildatum": ENDS["2021-K4"]}
    given = stock(quarter("2021-K4", dict.fromkeys(("PASSENDERWIJS", "OCW"), spread(10))))
    given[kwartaalstanden.BREED] = pl.DataFrame([{**day, "breed": breed}])
    assert published(given).tabellen[kwartaalstanden.BREED]["breed"].to_list() == [shown]


def test_a_small_flow_is_hidden_and_does_not_follow_from_the_stocks() -> None:
    rows = [*quarter("2021-K3", {"BREED": spread(10)}), *quarter("2021-K4", {"BREED": [*spread(10), *many(1)]})]
    flow = {"kwartaal": "2021-K4", "definitie": "BREED", "gemeente": ALLE, "sector": ALLE}
    stroom = pl.DataFrame([{**flow, "begin": 180, "instroom": 3, "uitstroom": 2, "einde": 181}])
    given = stock(rows, stroom)
    cells: dict[tuple[str, str], list[tuple[str | bool, ...]]] = {}
    for blok, hidden in protected(given):
        gesorteerd(blok.getoond, hidden, cells)
    made = toegepast(thuiszitters.PUBLICATIES[1], stroom, cells)
    assert made.select("begin", "instroom", "uitstroom", "einde").row(0) == (180, None, None, 181)


def test_a_gemeente_cannot_work_out_another_from_its_own_figure() -> None:
    """Montfoort knows its own three children; with Oudewater alone hidden beside it, it would know those two."""
    given = stock(
        quarter("2021-K4", {}), jaren=years({"GM0335": 3, "GM0589": 2, "GM0736": 20, "GM1904": 40, "GM0632": 30})
    )
    found = {cel[-1] for _, own in protected(given) for cel in own if cel[0] == thuiszitters.GEMEENTE}
    assert {"GM0335", "GM0589"} < found


@pytest.mark.parametrize(("there", "shown"), [(57, None), (20, 60)])
def test_who_came_and_went_within_a_schooljaar_does_not_follow_when_few(there: int, shown: int | None) -> None:
    home = [*many(there // 2), *many(there - there // 2, klasse="4_weken_3_maanden")]
    given = stock(quarter("2021-K4", {"BREED": home}), jaren=years(dict.fromkeys(("GM0736", "GM1904", "GM0632"), 20)))
    made = published(given).tabellen
    [year] = made[thuiszitters.GEMEENTE].filter(definitie="BREED", gemeente=ALLE)["kinderen"]
    [day] = made[kwartaalstanden.STAND].filter(definitie="BREED", sector=ALLE, duurklasse=ALLE)["kinderen"]
    assert (year if day else day) == shown


def test_rows_that_are_not_published_are_not_in_the_release() -> None:
    given = stock(quarter("2021-K4", {definitie: spread(10) for definitie in DEFINITIES}))
    cells: dict[tuple[str, str], list[tuple[str | bool, ...]]] = {}
    for blok, hidden in protected(given):
        gesorteerd(blok.getoond, hidden, cells)
    made = toegepast(thuiszitters.PUBLICATIES[0], given[kwartaalstanden.STAND], cells)
    assert made.filter(pl.col("sector") != ALLE)["duurklasse"].unique().to_list() == [ALLE]
    told = made.filter(pl.col("zonder_aanbod").is_not_null())
    assert told["duurklasse"].unique().to_list() == [kwartaalstanden.LANG]
    assert "INSPECTIE" not in told["definitie"].to_list()
    both = [made.filter(definitie=one).drop("definitie") for one in ("OCW", "PASSENDERWIJS")]
    assert both[0].equals(both[1])


def flow(definitie: str, begin: int, instroom: int, einde: int) -> pl.DataFrame:
    """mart_thuiszitters_stroom of the fourth quarter of 2021 for the region."""
    codes = {"kwartaal": "2021-K4", "definitie": definitie, "gemeente": ALLE, "sector": ALLE}
    counts = {"begin": begin, "instroom": instroom, "uitstroom": begin + instroom - einde, "einde": einde}
    return pl.DataFrame([{**codes, **counts}])


def test_of_two_definitions_of_which_one_counts_few_more_the_flows_are_not_told_both() -> None:
    """Three children who are enrolled nowhere came: 46 by the one definition, 43 by the other."""
    here = {"PASSENDERWIJS": spread(5), "OCW": spread(5)}
    rows = [*quarter("2021-K3", here), *quarter("2021-K4", here)]
    both = pl.concat([flow("OCW", 90, 46, 90), flow("PASSENDERWIJS", 90, 46, 90), flow("INSPECTIE", 0, 43, 0)])
    made = published(stock(rows, both)).tabellen[kwartaalstanden.STROOM]
    assert made["definitie"].to_list() == ["OCW", "PASSENDERWIJS"]


@pytest.mark.parametrize(("instroom", "told"), [(33, False), (30, True), (40, True)])
def test_who_came_and_was_gone_again_at_the_end_of_a_quarter_does_not_follow_when_few(
    instroom: int, told: bool
) -> None:
    """Thirty are at home for less than three months: they came in this quarter."""
    early = {"BREED": many(40, klasse="6_12_maanden")}
    late = {"BREED": [*many(30, klasse="4_weken_3_maanden"), *many(20, klasse="6_12_maanden")]}
    rows = [*quarter("2021-K3", early), *quarter("2021-K4", late)]
    made = published(stock(rows, flow("BREED", 40, instroom, 50))).tabellen
    short = made[kwartaalstanden.STAND].filter(
        kwartaal="2021-K4", definitie="BREED", sector=ALLE, duurklasse=kwartaalstanden.KORT
    )
    seen = [*short["kinderen"], *made[kwartaalstanden.STROOM]["instroom"]]
    assert (None not in seen) == told


@pytest.mark.parametrize(("later", "told"), [(27, False), (30, True), (20, True)])
def test_who_stayed_away_no_longer_after_three_months_does_not_follow_when_few(later: int, told: bool) -> None:
    """Thirty were at home for longer than three months; a quarter later those who still are pass six."""
    rows = [
        *quarter("2021-K3", {"BREED": many(30, klasse="3_6_maanden")}),
        *quarter("2021-K4", {"BREED": [*many(later, klasse="6_12_maanden"), *many(20, klasse="4_weken_3_maanden")]}),
    ]
    made = published(stock(rows)).tabellen[kwartaalstanden.STAND].filter(definitie="BREED", sector=ALLE)
    long = made.filter(kwartaal="2021-K3", duurklasse=kwartaalstanden.LANG)
    longer = made.filter(kwartaal="2021-K4", duurklasse=kwartaalstanden.VANAF_6)
    assert (None not in [*long["kinderen"], *longer["kinderen"]]) == told


children = some.lists(
    some.tuples(some.sampled_from(SECTOREN), some.sampled_from(DUURKLASSEN), some.booleans()), max_size=40
)


@properties(max_examples=15)
@given(some.fixed_dictionaries({"INSPECTIE": children, "more": children, "BREED": children}))
def test_no_quarter_gives_anything_away(drawn: dict[str, list[Kind]]) -> None:
    wide = [*drawn["INSPECTIE"], *drawn["more"]]
    counted = {"INSPECTIE": drawn["INSPECTIE"], "PASSENDERWIJS": wide, "OCW": wide, "BREED": drawn["BREED"]}
    assert list(protected(stock(quarter("2021-K4", counted))))
