"""The denominator of figures per 1.000: what is not known is never taken for less."""

import pytest

from tests.marts.conftest import Build
from tests.marts.rows import MONTFOORT, WOERDEN, Rows

MARTS = ("mart_leerlingaantallen",)


def counted(gemeente: str, schooljaar: str = "2021-2022", **sectors: int | None) -> Rows:
    place = {"gemeente": gemeente, "schooljaar": schooljaar}
    return [{**place, "sector": sector, "leerlingen": pupils} for sector, pupils in sectors.items()]


def pupils(build: Build, rows: Rows, gemeente: str = WOERDEN) -> dict[str, int | None]:
    query = (
        "select sector, leerlingen from mart_leerlingaantallen where schooljaar = '2021-2022' and gemeente = $gemeente"
    )
    return dict(build(leerlingaantallen=rows).sql(query, params={"gemeente": gemeente}).fetchall())


def test_sectors_add_up_to_their_group_and_to_all(build: Build) -> None:
    found = pupils(build, counted(WOERDEN, PO=100, SBO=10, VO=50))
    assert found == {"PO": 100, "SBO": 10, "primair": 110, "VO": 50, "voortgezet": 50, "alle": 160}


def test_a_part_that_the_source_hides_makes_what_it_is_part_of_unknown(build: Build) -> None:
    found = pupils(build, counted(WOERDEN, PO=100, SBO=None, VO=50))
    assert found == {"PO": 100, "SBO": None, "primair": None, "VO": 50, "voortgezet": 50, "alle": None}


@pytest.mark.parametrize("other", [counted(MONTFOORT, PO=40, VO=20), counted(WOERDEN, "2020-2021", PO=90, VO=5)])
def test_a_sector_that_another_gemeente_or_year_has_and_this_one_not_is_unknown(build: Build, other: Rows) -> None:
    found = pupils(build, [*counted(WOERDEN, PO=100), *other])
    assert found == {"PO": 100, "primair": 100, "VO": None, "voortgezet": None, "alle": None}


def test_a_region_of_which_a_gemeente_is_missing_has_no_total(build: Build) -> None:
    assert pupils(build, counted(WOERDEN, PO=100), "alle") == {}
