"""In which schooljaren recovery of a gemeente or sector stands beside nothing, from small frames."""

import polars as pl
import pytest

from disclosure.protect import Rules, protect
from disclosure.table import Context, ProtectedTable
from ui import vergelijkbaar

CONTEXT = Context("vraag", (), (), "scholen", "run", "2022-11-27", "2022-11-27", voorbeelddata=False)
RULES = Rules(counts=(), shares={}, rates={}, derived={})


def registration(delivered: int, reason: str | None) -> tuple[ProtectedTable, ProtectedTable]:
    """Ten primary schools in Woerden of which so many delivered, all of De Ronde Venen, and a reason for Woerden."""
    dekkingen = pl.DataFrame(
        {
            "gemeente": ["GM0632", "GM0736"],
            "sector": ["PO", "PO"],
            "scholen_geleverd": [delivered, 10],
            "scholen_totaal": [10, 10],
        }
    )
    redenen = pl.DataFrame(
        {
            "gemeente": ["GM0632", "GM0736", "alle"],
            "sector": ["alle", "alle", "primair"],
            "geen_vergelijking": [reason, None, None],
        },
        schema_overrides={"geen_vergelijking": pl.String},
    )
    return protect(dekkingen, RULES, CONTEXT), protect(redenen, RULES, CONTEXT)


@pytest.mark.parametrize(
    ("delivered", "reason", "found"),
    [
        (8, None, None),  # 80 % is enough
        (7, None, "dekking"),
        (0, None, "niet_geleverd"),
        (10, "onbekende_codes", "onbekende_codes"),
    ],
)
def test_a_schooljaar_in_which_a_gemeente_registered_otherwise_is_named_with_the_reason(
    delivered: int, reason: str | None, found: str | None
) -> None:
    years = {"2020-2021": registration(10, None), "2021-2022": registration(delivered, reason)}
    grey = vergelijkbaar.per_schooljaar(years, gemeente="GM0632", sector="alle")
    assert grey == ({} if found is None else {"2021-2022": found})
    assert vergelijkbaar.per_schooljaar(years, gemeente="GM0736", sector="alle") == {}


def test_a_sector_of_which_too_few_schools_delivered_is_named() -> None:
    years = {"2021-2022": registration(5, None)}  # fifteen of twenty
    assert vergelijkbaar.per_schooljaar(years, gemeente="alle", sector="primair") == {"2021-2022": "dekking"}


def test_the_whole_region_stands_beside_its_own_years_always() -> None:
    years = {"2021-2022": registration(0, "onbekende_codes")}
    assert vergelijkbaar.per_schooljaar(years, gemeente="alle", sector="alle") == {}
