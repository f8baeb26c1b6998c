"""One school or gemeente that takes off its own thuiszitters: what it may not find, and what is hidden for that."""

from collections.abc import Mapping
from dataclasses import replace

import polars as pl
import pytest

from disclosure.aanval import aanval
from disclosure.bescherm import bescherm
from disclosure.blok import SCHOLEN, Blok, Cel
from disclosure.tabellen import beweging, kenners, kwartaalstanden, lijsten, thuiszitters, vrijstellingen
from schemas.codes import ALLE, GEMEENTEN
from tests.disclosure.at_home import ENDS, SCHEMAS, Kind, many, published, quarter, spread, stock, tables
from tests.disclosure.test_beweging import now
from tests.disclosure.test_lijsten import TUESDAY, frames
from tests.disclosure.test_thuiszitters import flow, years
from tests.disclosure.test_vrijstellingen import ENOUGH, SOORTEN, VIJF_A, exemptions

FLOOR = 5
SCHOOL = "99AA00"
Frames = Mapping[str, pl.DataFrame]


def known(table: str, *rows: Mapping[str, object]) -> Frames:
    """What is known to whom, of one table; a measure that is not told is none of theirs."""
    schema = SCHEMAS[table]
    none = {naam: 0 for naam, soort in schema.items() if soort == pl.Int64}
    return {table: pl.DataFrame([{**none, **row} for row in rows], schema=schema)}


def of_school(kwartaal: str, definitie: str, own: list[Kind], kenner: str = SCHOOL) -> Frames:
    """The part of a school in every count of a quarter end."""
    codes = ("kwartaal", "definitie", "sector", "duurklasse", "kinderen", "zonder_aanbod")
    rows = pl.DataFrame(quarter(kwartaal, {definitie: own})).filter(pl.col("kinderen") > 0).select(*codes)
    return known(kenners.STAND, *rows.with_columns(kenner=pl.lit(kenner)).rows(named=True))


def found(given: Frames) -> tuple[Blok, set[str], frozenset[Cel]]:
    """The block of these tables, who finds too much when nobody's part is looked at, and what is hidden for it."""
    blok = next(iter(thuiszitters.FAMILIE.blokken(tables(given), frozenset())))
    without = bescherm(replace(blok, aandelen={}, grootste={}), FLOOR).verborgen
    pattern = bescherm(blok, FLOOR)
    assert aanval(blok, pattern.verborgen, FLOOR).is_veilig
    return blok, {one.kenner for one in aanval(blok, without, FLOOR).bevindingen}, pattern.verborgen - without


def test_a_school_with_all_children_of_the_hidden_gemeenten_does_not_find_them() -> None:
    """Montfoort is hidden, and two others for its sake: of one school, which would know that there are no others."""
    counts = {"GM0335": 3, "GM0589": 12, "GM0736": 20, "GM1904": 40, "GM0632": 30}
    given = stock(quarter("2021-K4", {}), jaren=years(counts))
    year = {"schooljaar": "2021-2022", "definitie": "BREED", "kenner": SCHOOL}
    mine = {"GM0335": 3, "GM0589": 12, "GM0736": 20, ALLE: 35}
    own = known(kenners.JAAR, *({**year, "gemeente": code, "kinderen": n} for code, n in mine.items()))
    _, who, more = found({**given, **own})
    assert who == {SCHOLEN}
    assert {cel[0] for cel in more} == {thuiszitters.GEMEENTE}
    assert found(given)[1:] == (set(), frozenset())


@pytest.mark.parametrize(("own", "told"), [(7, True), (8, False), (11, False), (12, False), (0, True)])
def test_a_quarter_end_is_hidden_where_a_school_leaves_few_others(own: int, told: bool) -> None:
    """Twelve at home for three to six months, so many of them of one school."""
    home = [*many(20, klasse="4_weken_3_maanden"), *many(12), *many(20, klasse="6_12_maanden")]
    given = stock(quarter("2021-K4", {"BREED": home}))
    made = published({**given, **of_school("2021-K4", "BREED", many(own))}).tabellen[kwartaalstanden.STAND]
    shown = made.filter(definitie="BREED", sector=ALLE, duurklasse="3_6_maanden")["kinderen"].to_list()
    assert shown == [12 if told else None]


def test_who_has_an_offer_does_not_follow_where_a_school_leaves_few_others() -> None:
    """Twenty for three to six months, of whom eight have an offer; six of those are of one school."""
    home = [*many(20, klasse="4_weken_3_maanden"), *many(20, without=12)]
    given = stock(quarter("2021-K4", {"BREED": home}))
    row = {"definitie": "BREED", "sector": ALLE, "duurklasse": kwartaalstanden.LANG}
    told = published(given).tabellen[kwartaalstanden.STAND].filter(**row)
    assert told.select("kinderen", "zonder_aanbod").row(0) == (20, 12)
    own = of_school("2021-K4", "BREED", many(6))
    hidden = published({**given, **own}).tabellen[kwartaalstanden.STAND].filter(**row)
    assert None in hidden.select("kinderen", "zonder_aanbod").row(0)


@pytest.mark.parametrize(("own", "told"), [(5, True), (6, False)])
def test_a_flow_is_hidden_where_a_school_leaves_few_others(own: int, told: bool) -> None:
    rows = [*quarter("2021-K3", {"BREED": spread(10)}), *quarter("2021-K4", {"BREED": spread(10)})]
    key = {"kwartaal": "2021-K4", "definitie": "BREED", "kenner": SCHOOL}
    mine = known(kenners.STROOM, {**key, "begin": 0, "instroom": own, "uitstroom": 0, "einde": own})
    made = published({**stock(rows, flow("BREED", 180, 10, 180)), **mine}).tabellen[kwartaalstanden.STROOM]
    assert (made["instroom"][0] == 10) == told


@pytest.mark.parametrize(("own", "told"), [(5, True), (6, False)])
def test_the_day_of_the_last_lists_is_hidden_where_a_school_leaves_few_others(own: int, told: bool) -> None:
    mine = dict.fromkeys(("kinderen", "passeert", "passeert_zonder_aanbod"), own)
    given = {beweging.NU: now({"BREED": (40, 10, 30, 40)})}
    rows = known(kenners.NU, {"definitie": "BREED", "kenner": SCHOOL, **mine})
    made = published({**given, **rows}).tabellen[beweging.NU].filter(definitie="BREED")
    assert (made["passeert_zonder_aanbod"][0] == 10) == told


def test_a_school_with_all_who_stand_on_one_list_does_not_find_on_which() -> None:
    """Three on the list of the RBL only and nine on that of the SWV only: with all of them, a school knows the rest."""
    own = {"peildatum": TUESDAY, "kenner": SCHOOL, "kinderen": 12, "op_een_lijst": 12, "alleen_rbl": 3, "alleen_swv": 9}
    _, who, more = found({**frames(60, 3, 9), **known(kenners.LIJSTEN, own)})
    assert who == {SCHOLEN}
    assert lijsten.cel(str(TUESDAY), lijsten.EEN) in more


def test_a_gemeente_with_all_exemptions_of_two_hidden_soorten_does_not_find_them() -> None:
    """Of the region two soorten are hidden, and all in them are of Woerden."""
    few = {(code, VIJF_A, soort): 0 for code in GEMEENTEN for soort in SOORTEN[:2]}
    counts = {**ENOUGH, **few, ("GM0632", VIJF_A, SOORTEN[0]): 3, ("GM0632", VIJF_A, SOORTEN[1]): 9}
    given = {vrijstellingen.MART: exemptions(counts)}
    blok, who, more = found(given)
    assert blok.aandelen["GM0632"][vrijstellingen.cel("2021-2022", ALLE, VIJF_A, SOORTEN[0])] == 3
    assert who == {"GM0632"}
    assert more


def test_the_part_of_a_kenner_in_what_is_left_of_two_counts_is_known_too() -> None:
    """Of 60 in a schooljaar a school has 9, of 40 on the day 6: of those who were there on another day it has 3."""
    given = stock(quarter("2021-K4", {"BREED": many(40)}), jaren=years({"GM0632": 60}))
    year = {"schooljaar": "2021-2022", "definitie": "BREED", "kenner": SCHOOL, "gemeente": ALLE, "kinderen": 9}
    own = {**of_school("2021-K4", "BREED", many(6)), **known(kenners.JAAR, year)}
    blok, _, _ = found({**given, **own})
    [rest] = [cel for cel in blok.aandelen[SCHOLEN] if cel[0] == f"niet op {ENDS['2021-K4']}" and "BREED" in cel]
    assert (blok.waarden[rest], blok.aandelen[SCHOLEN][rest]) == (20, 3)
