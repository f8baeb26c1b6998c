"""Growth of all schools together is hidden with any group of schools that it is made of."""

import polars as pl
import pytest

from disclosure.publicatie import HIDDEN
from disclosure.tabellen.groei import PUBLICATIE
from disclosure.tabellen.verzuimrijen import LEERLINGEN, NAAST
from disclosure.toepassen import getoond_in, toegepast, verzwegen

NOW, BEFORE = "2021-2022", "2020-2021"
COUNTS = {"alle": 30, "primair": 6, "voortgezet": 24}
OUTCOME = {"verandering": 12, "onder": 3, "boven": 22, "woord": "duidelijk_gestegen", "scholen": 9, "kantelt": 0}


def mart() -> pl.DataFrame:
    """Of one categorie the rows of all and of two groups; no pupil was at a vocational school."""
    rows = [
        {
            **{"schooljaar": NOW, "naast": BEFORE, "sector": sector, "categorie": "schorsing"},
            **{"leerlingen_toen": count, "leerlingen_nu": count},
            **{f"nu_{group}": COUNTS.get(group) if sector == "alle" else None for group in ("primair", "voortgezet")},
            **{"nu_beroeps": None, **OUTCOME},
        }
        for sector, count in COUNTS.items()
    ]
    return pl.DataFrame(rows, schema_overrides={"nu_beroeps": pl.Int64, "nu_primair": pl.Int64})


def published(*hidden: tuple[str, str]) -> pl.DataFrame:
    """With the cells of these schooljaren and sectors hidden."""
    cells = [
        (*years, "alle", sector, "schorsing", (years[0], sector) in hidden)
        for years in ((NOW, BEFORE), (BEFORE, NOW))
        for sector in COUNTS
    ]
    return toegepast(PUBLICATIE, mart(), {(NAAST.verzuim, LEERLINGEN): cells})


def shown(made: pl.DataFrame) -> set[str]:
    """Of which sectors anything is told."""
    assert verzwegen(PUBLICATIE, made)
    for name in OUTCOME:
        assert made[name].is_null().to_list() == made[name + HIDDEN].to_list()
    return set(made.filter(pl.col("woord").is_not_null())["sector"])


def test_where_nothing_is_hidden_all_is_told() -> None:
    assert shown(published()) == set(COUNTS)


@pytest.mark.parametrize("sector", ["primair", "voortgezet"])
def test_a_group_that_is_hidden_in_the_later_year_hides_what_is_said_of_all(sector: str) -> None:
    made = published((NOW, sector))
    assert shown(made) == set(COUNTS) - {"alle", sector}
    assert made.filter(sector="alle")["leerlingen_nu"].to_list() == [30], "the count itself may be shown"


def test_of_the_earlier_year_only_the_total_is_needed() -> None:
    assert shown(published((BEFORE, "primair"))) == {"alle", "voortgezet"}


def test_the_counts_of_groups_are_the_cells_of_absence_and_no_others() -> None:
    found = getoond_in(PUBLICATIE, published())
    assert {cel[5]: value for cel, value in found.items() if cel[2] == NOW} == COUNTS
