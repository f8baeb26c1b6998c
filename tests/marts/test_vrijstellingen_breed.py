"""Children who are not at school: thuiszitters and those with an exemption 5 onder a, each once."""

import datetime as dt

import pytest

from tests.marts.conftest import Build
from tests.marts.rows import WOERDEN, Rows, listed

MARTS = ("mart_leerlingaantallen", "mart_vrijstellingen", "mart_vrijstellingen_breed", "mart_thuiszitters")
START = dt.date(2021, 9, 1)  # at home or exempt from here on: before the quarter ends


def exempt(kind: int, **rest: object) -> Rows:
    usual = {"gemeente": WOERDEN, "grond": "LPW5_A", "besluit": "nieuw", "ingang": START}
    return [{"kind": kind, **usual, **rest}]


def counted(build: Build, thuiszitters: Rows, vrijstellingen: Rows) -> dict[str, tuple[int, int]]:
    con = build(thuiszitters=thuiszitters, vrijstellingen=vrijstellingen)
    found = con.sql("""
        select breed.kwartaal, breed.breed, stand.kinderen
        from mart_vrijstellingen_breed as breed
        inner join mart_thuiszitters as stand
            on stand.kwartaal = breed.kwartaal
            and stand.definitie = 'PASSENDERWIJS'
            and (stand.gemeente, stand.sector, stand.duurklasse) = ('alle', 'alle', 'alle')
    """).fetchall()
    return {kwartaal: (breed, narrow) for kwartaal, breed, narrow in found}


def test_a_child_counts_once_as_thuiszitter_or_exempt_or_both(build: Build) -> None:
    at_home = [*listed(START, 1, soort="absoluut"), *listed(START, 2, soort="absoluut")]
    assert counted(build, at_home, [*exempt(2), *exempt(3)]) == {"2021-K3": (3, 2)}


@pytest.mark.parametrize(
    "other",
    [
        {"grond": "LPW5_B"},
        {"gemeente": "buiten_regio"},
        {"ingang": dt.date(2021, 10, 1)},
        {"einde": dt.date(2021, 9, 29)},
    ],
)
def test_other_grounds_gemeenten_and_days_do_not_count(build: Build, other: dict[str, object]) -> None:
    at_home = listed(START, 1, soort="absoluut")
    assert counted(build, at_home, [*exempt(3), *exempt(4, **other)]) == {"2021-K3": (2, 1)}


def test_an_exemption_counts_on_its_last_day(build: Build) -> None:
    at_home = listed(START, 1, soort="absoluut")
    assert counted(build, at_home, exempt(3, einde=dt.date(2021, 9, 30))) == {"2021-K3": (2, 1)}


def test_a_thuiszitter_is_one_by_the_definition_of_passenderwijs(build: Build) -> None:
    """Ill for long is no thuiszitter there; four weeks of unauthorised absence are needed."""
    at_home = [*listed(START, 1, soort="ziekte"), *listed(dt.date(2021, 9, 10), 2)]
    assert counted(build, at_home, exempt(3)) == {"2021-K3": (1, 0)}


def test_a_quarter_of_a_schooljaar_without_decisions_is_not_told(build: Build) -> None:
    at_home = listed(dt.date(2021, 5, 3), 1, soort="absoluut")
    assert counted(build, at_home, exempt(3)) == {}
