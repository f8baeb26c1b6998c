"""A release that breaks a rule is found out, by the name of the rule and without a row of it."""

import datetime as dt
from collections.abc import Iterator

import duckdb
import pytest

from tests.marts.conftest import Kinds, build_marts
from tests.marts.rows import MONTFOORT, WOERDEN, delivered, missed, pupil, reasons, schedule, school
from warehouse import checks

REGION: Kinds = {
    "scholen": school(),
    "leerlingen": [*pupil(1), *pupil(2, gemeente=MONTFOORT, leerjaar=4)],
    "rooster": [*schedule(days=range(20)), *schedule(days=range(20), leerjaar=4)],
    "redenen": reasons(),
    "verzuim": [*delivered(), *missed(4), *missed(6, leerling=2, reden="S")],
    "vrijstellingen": [
        {"kind": 3, "gemeente": WOERDEN, "grond": "LPW5_A", "besluit": "nieuw", "ingang": dt.date(2021, 9, 1)}
    ],
    "thuiszitters": [
        {
            "lijst": "RBL",
            "peildatum": peildatum,
            "kind": 4,
            "gemeente": WOERDEN,
            "soort": "absoluut",
            "start": dt.date(2021, 9, 1),
        }
        for peildatum in (dt.date(2021, 9, 13), dt.date(2022, 1, 10))
    ],
}

DATA_TOT = dt.date(2022, 7, 31)
BREAKS = {
    "aanwezigheid_grens": "update mart_aanwezigheid set gemiste_dagen = ingeroosterde_dagen + 1",
    "aanwezigheid_marges": "update mart_aanwezigheid set leerlingen = leerlingen + 1 where gemeente = 'alle'",
    "aanwezigheid_som": "update mart_aanwezigheid set geoorloofde_dagen = geoorloofde_dagen + 1",
    "casussen_som": "insert into mart_casussen values ('2021-2022', '1', 'alle', 'alle', 'alle', 3, null, 3, null),"
    " ('2021-2022', '1', 'thema', 'angst', 'alle', 2, null, 2, null)",
    "interventies_som": "insert into mart_interventies values ('2021-2022', 'alle', 'alle', 3, 1),"
    " ('2021-2022', 'alle', 'gesprek', 2, 1)",
    "korrel": "insert into mart_indicatoren select * from mart_indicatoren limit 1",
    "lagen_dicht": "delete from mart_lagen where laag = 'onbekend' and gemeente = 'alle'",
    "lagen_marges": "update mart_lagen set leerlingen = leerlingen + 1 where gemeente = 'GM0632' and sector = 'PO'",
    "lagen_school_marges": "update mart_lagen_school set leerlingen = 9 where leerjaar = 'alle' and laag = '2'",
    "redenen_school_marges": "update mart_redenen_school set leerlingen = 9 where laag = 'alle'",
    "stroom_identiteit": "update mart_thuiszitters_stroom set instroom = instroom + 1",
    "stroom_marges": "update mart_thuiszitters_stroom set uitstroom = uitstroom + 1 where gemeente = 'alle'",
    "thuiszitters_gemeente_marges": "update mart_thuiszitters_gemeente set kinderen = 7 where gemeente = 'alle'",
    "thuiszitters_marges": "update mart_thuiszitters set kinderen = kinderen + 1 where sector = 'alle'",
    "verzuim_marges": "update mart_verzuim set registraties = registraties + 1 where sector = 'primair'",
    "verzuim_som": "delete from mart_verzuim where categorie = 'spijbelen'",
    "verzuim_tijd": "delete from mart_verzuim where periode = '2021-W36'",
    "vrijstellingen_som": "update mart_vrijstellingen set kinderen = 5 where soort = 'lopend'",
    "zelfde_weken_som": "delete from basis_verzuim_weekgroepen where categorie = 'ziekte'",
}


@pytest.fixture(scope="module")
def whole() -> duckdb.DuckDBPyConnection:
    return build_marts(duckdb.connect(), **REGION)


@pytest.fixture
def con(whole: duckdb.DuckDBPyConnection) -> Iterator[duckdb.DuckDBPyConnection]:
    """The marts of the region; what a test changes is undone."""
    whole.begin()
    yield whole
    whole.rollback()


def test_the_marts_as_they_are_made_break_no_rule(con: duckdb.DuckDBPyConnection) -> None:
    assert checks.failing(con, DATA_TOT) == {}


@pytest.mark.parametrize("name", sorted(path.stem for path in checks.FOLDER.glob("*.sql")))
def test_each_check_finds_the_rule_that_is_broken(con: duckdb.DuckDBPyConnection, name: str) -> None:
    con.execute(BREAKS[name])
    assert name in checks.failing(con, DATA_TOT)


def test_a_finding_says_how_many_rows_break_the_rule(con: duckdb.DuckDBPyConnection) -> None:
    con.execute(BREAKS["korrel"])
    assert checks.failing(con, DATA_TOT) == {"korrel": 1}
