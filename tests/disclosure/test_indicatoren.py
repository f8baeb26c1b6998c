"""Indicators of an agenda: neither figure nor colour gives away a count that is hidden elsewhere."""

import datetime as dt
from typing import Any

import polars as pl
import pytest

from disclosure.tabellen import indicatoren, kwartaalstanden
from schemas.codes import ALLE
from tests.disclosure.at_home import SCHEMAS, many, published, quarter, spread, stock
from tests.disclosure.test_lijsten import frames as lists

COLOURS = ("rood", "oranje", "groen", "donkergroen")
TUESDAY = dt.date(2022, 9, 27)


def measured(maat: str, punt: str, waarde: float | None, kleur: str, kwartaal: str = "2022-K3") -> pl.DataFrame:
    soort = "kinderen" if maat == "zonder_aanbod" else "procent"
    row = {"agenda": "2019-2022", "punt": punt, "maat": maat, "soort": soort, "kwartaal": kwartaal, "waarde": waarde}
    row |= {"staat": "verborgen" if waarde is None else "waarde", "voorstel": kleur}
    return pl.DataFrame([row | {"kleurnummer": COLOURS.index(kleur) + 1}], schema=SCHEMAS[indicatoren.MART])


def at_home(without: dict[str, int]) -> dict[str, pl.DataFrame]:
    """Quarter ends at which so many children are at home for long without an offer, and enough others with one."""
    with_one = [(sector, klasse, False) for sector, klasse, _ in spread(10)]
    homes = {kwartaal: [*with_one, *many(number, without=number)] for kwartaal, number in without.items()}
    definities = ("PASSENDERWIJS", "OCW")
    return stock(
        [row for kwartaal, home in homes.items() for row in quarter(kwartaal, dict.fromkeys(definities, home))]
    )


def told(given: dict[str, pl.DataFrame]) -> dict[str, Any]:
    [row] = published(given).tabellen[indicatoren.MART].rows(named=True)
    return row


@pytest.mark.parametrize(("earlier", "kleur"), [(5, None), (12, "oranje")])
def test_a_colour_that_leaves_little_of_a_hidden_number_is_hidden(earlier: int, kleur: str | None) -> None:
    """Not worse than a year ago, and not nothing: of at most five that says one to five."""
    given = at_home({"2021-K3": earlier, "2022-K3": 3})
    row = told({**given, indicatoren.MART: measured("zonder_aanbod", "", None, "oranje")})
    assert (row["voorstel"], row["voorstel_verborgen"]) == (kleur, kleur is None)
    assert row["staat"] == "verborgen"


@pytest.mark.parametrize(("number", "shown"), [(12, 12), (3, None)])
def test_a_number_is_told_where_the_stock_of_that_day_tells_it(number: int, shown: int | None) -> None:
    given = {**at_home({"2022-K3": number}), indicatoren.MART: measured("zonder_aanbod", "", number, "rood")}
    made = published(given).tabellen
    stand = made[kwartaalstanden.STAND].filter(definitie="PASSENDERWIJS", sector=ALLE, duurklasse=kwartaalstanden.LANG)
    assert stand["zonder_aanbod"].to_list() == [shown]
    assert made[indicatoren.MART]["waarde"].to_list() == [shown]


@pytest.mark.parametrize(("beide", "rbl", "swv", "shown"), [(92, 6, 6, True), (60, 1, 1, False)])
def test_a_coverage_is_told_where_both_its_numbers_are(beide: int, rbl: int, swv: int, *, shown: bool) -> None:
    """Of 62 children 96 percent on both lists are 60; so much as the colour of 95 percent says one to three are not."""
    percent = 100 * beide // (beide + rbl + swv)
    kleur = "donkergroen" if percent >= 95 else "groen"
    row = told({**lists(beide, rbl, swv, dag=TUESDAY), indicatoren.MART: measured("dekking", "3.2", percent, kleur)})
    assert (row["waarde"], row["voorstel"]) == ((percent, kleur) if shown else (None, None))


def test_a_quarter_of_which_nothing_is_known_stays_in_the_table() -> None:
    row: dict[str, Any] = {"agenda": "2019-2022", "punt": "3.6", "maat": "gesprek_ziekte", "soort": "procent"}
    row |= {"kwartaal": "2022-K3", "staat": "geen_gegevens", "kleurnummer": 0}
    told_row = told({indicatoren.MART: pl.DataFrame([row], schema=SCHEMAS[indicatoren.MART])})
    assert (told_row["staat"], told_row["voorstel"], told_row["voorstel_verborgen"]) == ("geen_gegevens", None, False)
