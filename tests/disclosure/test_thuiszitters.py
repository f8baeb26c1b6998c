"""Thuiszitters: which figures are tied, and that none of them gives another away."""

from collections.abc import Iterator, Mapping

import polars as pl
from hypothesis import given
from hypothesis import settings as properties
from hypothesis import strategies as some

from disclosure.aanval import aanval
from disclosure.bescherm import bescherm
from disclosure.blok import Blok, Cel
from disclosure.publicatie import Familie
from disclosure.tabellen import thuiszitters
from disclosure.toepassen import gesorteerd, toegepast
from schemas.codes import ALLE, DUURKLASSEN, GEMEENTEN, GROVE_DUURKLASSEN
from schemas.definities import register

FLOOR = 5
SECTOREN = ("beroeps", "geen", "primair", "voortgezet")
DEFINITIES = tuple(register().thuiszitters)
Kind = tuple[str, str, bool]  # sector, duurklasse, without an offer
Frames = Mapping[str, pl.DataFrame]


def levels(klasse: str) -> set[str]:
    longer = {thuiszitters.LANG} if DUURKLASSEN.index(klasse) >= 2 else set()
    return {klasse, GROVE_DUURKLASSEN[klasse], ALLE, *longer}


def quarter(kwartaal: str, kinderen: Mapping[str, list[Kind]]) -> list[dict[str, object]]:
    """The rows of mart_thuiszitters for the region, from the children who count in each definition."""
    codes = dict.fromkeys((*DUURKLASSEN, *GROVE_DUURKLASSEN.values(), thuiszitters.LANG, ALLE))
    return [
        {
            "kwartaal": kwartaal,
            "definitie": definitie,
            "gemeente": ALLE,
            "sector": sector,
            "duurklasse": klasse,
            "kinderen": len(own),
            "zonder_aanbod": sum(without for _, _, without in own),
        }
        for definitie in DEFINITIES
        for sector in (ALLE, *SECTOREN)
        for klasse in codes
        for own in ([k for k in kinderen.get(definitie, []) if sector in (ALLE, k[0]) and klasse in levels(k[1])],)
    ]


def years(counts: Mapping[str, int], definitie: str = "BREED") -> pl.DataFrame:
    """mart_thuiszitters_gemeente of one schooljaar; nobody under the other definitions."""
    rows = [
        {"schooljaar": "2021-2022", "definitie": one, "gemeente": code, "kinderen": n * (one == definitie)}
        for one in DEFINITIES
        for code, n in {**dict.fromkeys(GEMEENTEN, 0), **counts, ALLE: sum(counts.values())}.items()
    ]
    return pl.DataFrame(rows)


NO_FLOW = pl.DataFrame(
    schema=dict.fromkeys(("kwartaal", "definitie", "gemeente", "sector"), pl.String)
    | dict.fromkeys(("begin", "instroom", "uitstroom", "einde"), pl.Int64)
)


def frames(
    rows: list[dict[str, object]], stroom: pl.DataFrame = NO_FLOW, jaren: pl.DataFrame | None = None
) -> dict[str, pl.DataFrame]:
    return {
        thuiszitters.STAND: pl.DataFrame(rows),
        thuiszitters.STROOM: stroom,
        thuiszitters.GEMEENTE: years({}) if jaren is None else jaren,
    }


def protected(familie: Familie, given: Frames) -> Iterator[tuple[Blok, frozenset[Cel]]]:
    for blok in familie.blokken(given, frozenset()):
        for one in blok.sommen:
            assert blok.waarden[one.total] == sum(blok.waarden[part] for part in one.parts)
        verborgen = bescherm(blok, FLOOR).verborgen
        assert aanval(blok, verborgen, FLOOR).is_veilig
        yield blok, verborgen


def many(number: int, sector: str = "voortgezet", klasse: str = "3_6_maanden", *, without: int = 0) -> list[Kind]:
    return [(sector, klasse, place < without) for place in range(number)]


def spread(number: int) -> list[Kind]:
    """So many children in each of three groups, three durations, with an offer and without."""
    return [
        (sector, klasse, without)
        for sector in ("geen", "primair", "voortgezet")
        for klasse in ("4_weken_3_maanden", "3_6_maanden", "6_12_maanden")
        for without in (False, True)
        for _ in range(number)
    ]


def test_definitions_that_count_the_same_children_are_one_and_nested_ones_are_tied() -> None:
    assert thuiszitters.gelijke()["OCW"] == "PASSENDERWIJS"
    assert thuiszitters.verwant() == (("PASSENDERWIJS", "INSPECTIE"), ("BREED",), ("POTENTIEEL",))


def test_the_difference_of_two_definitions_cannot_be_worked_out_when_it_is_small() -> None:
    """Two children who are not enrolled: they count as thuiszitter, and not for the Inspectie."""
    enrolled = spread(10)
    wide = [*enrolled, *many(2, "voortgezet", "4_weken_3_maanden")]
    counted = {"INSPECTIE": enrolled, "PASSENDERWIJS": wide, "OCW": wide}
    hidden = frozenset[Cel]().union(
        *(own for _, own in protected(thuiszitters.FAMILIE, frames(quarter("2021-K4", counted))))
    )
    totals = {
        (thuiszitters.STAND, "kinderen", "2021-K4", one, ALLE, ALLE, ALLE) for one in ("INSPECTIE", "PASSENDERWIJS")
    }
    assert totals & hidden


def test_where_enough_children_are_in_every_cell_nothing_is_hidden() -> None:
    counted = {definitie: spread(10) for definitie in ("PASSENDERWIJS", "OCW", "INSPECTIE", "POTENTIEEL")}
    assert not any(own for _, own in protected(thuiszitters.FAMILIE, frames(quarter("2021-K4", counted))))


def test_a_group_of_which_everybody_is_without_an_offer_is_hidden() -> None:
    counted = {"BREED": [(sector, klasse, klasse != "4_weken_3_maanden") for sector, klasse, _ in spread(10)]}
    hidden = frozenset[Cel]().union(
        *(own for _, own in protected(thuiszitters.FAMILIE, frames(quarter("2021-K4", counted))))
    )
    assert (thuiszitters.STAND, "zonder_aanbod", "2021-K4", "BREED", ALLE, ALLE, thuiszitters.LANG) in hidden


def test_a_small_flow_is_hidden_and_does_not_follow_from_the_stocks() -> None:
    rows = [*quarter("2021-K3", {"BREED": spread(10)}), *quarter("2021-K4", {"BREED": [*spread(10), *many(1)]})]
    flow = {"kwartaal": "2021-K4", "definitie": "BREED", "gemeente": ALLE, "sector": ALLE}
    stroom = pl.DataFrame([{**flow, "begin": 180, "instroom": 3, "uitstroom": 2, "einde": 181}])
    given = frames(rows, stroom)
    cells: dict[tuple[str, str], list[tuple[str | bool, ...]]] = {}
    for blok, hidden in protected(thuiszitters.FAMILIE, given):
        gesorteerd(blok.getoond, hidden, cells)
    made = toegepast(thuiszitters.PUBLICATIES[1], stroom, cells)
    assert made.select("begin", "instroom", "uitstroom", "einde").row(0) == (180, None, None, 181)


def test_a_gemeente_cannot_work_out_another_from_its_own_figure() -> None:
    """Montfoort knows its own three children; with Oudewater alone hidden beside it, it would know those two."""
    given = frames(
        quarter("2021-K4", {}), jaren=years({"GM0335": 3, "GM0589": 2, "GM0736": 20, "GM1904": 40, "GM0632": 30})
    )
    hidden = {cel[-1] for blok, own in protected(thuiszitters.FAMILIE, given) for cel in own if "BREED" in blok.naam}
    assert {"GM0335", "GM0589"} < hidden


def test_rows_that_are_not_published_are_not_in_the_release() -> None:
    given = frames(quarter("2021-K4", {definitie: spread(10) for definitie in DEFINITIES}))
    cells: dict[tuple[str, str], list[tuple[str | bool, ...]]] = {}
    for blok, hidden in protected(thuiszitters.FAMILIE, given):
        gesorteerd(blok.getoond, hidden, cells)
    made = toegepast(thuiszitters.PUBLICATIES[0], given[thuiszitters.STAND], cells)
    assert made.filter(pl.col("sector") != ALLE)["duurklasse"].unique().to_list() == [ALLE]
    told = made.filter(pl.col("zonder_aanbod").is_not_null())
    assert told["duurklasse"].unique().to_list() == [thuiszitters.LANG]
    assert "INSPECTIE" not in told["definitie"].to_list()
    both = [made.filter(definitie=one).drop("definitie") for one in ("OCW", "PASSENDERWIJS")]
    assert both[0].equals(both[1])


children = some.lists(
    some.tuples(some.sampled_from(SECTOREN), some.sampled_from(DUURKLASSEN), some.booleans()), max_size=40
)


@properties(max_examples=15)
@given(some.fixed_dictionaries({"INSPECTIE": children, "more": children, "BREED": children}))
def test_no_quarter_gives_anything_away(drawn: dict[str, list[Kind]]) -> None:
    wide = [*drawn["INSPECTIE"], *drawn["more"]]
    counted = {"INSPECTIE": drawn["INSPECTIE"], "PASSENDERWIJS": wide, "OCW": wide, "BREED": drawn["BREED"]}
    assert list(protected(thuiszitters.FAMILIE, frames(quarter("2021-K4", counted))))
