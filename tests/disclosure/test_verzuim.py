"""Absence in blocks: sums that hold, and figures of few that do not follow from what is published."""

from typing import Any

import duckdb
import polars as pl
import pytest

from disclosure.aanval import aanval
from disclosure.bescherm import bescherm
from disclosure.blok import Blok, Cel
from disclosure.tabellen import verzuim
from schemas.codes import VERZUIM_CATEGORIEEN, VERZUIM_GEMEENTE, VERZUIM_REGIO
from tests.marts.conftest import build_marts
from tests.marts.rows import MONTFOORT, WOERDEN, delivered, missed, pupil, reasons, schedule, school

FLOOR = 5
ILL, TRUANT = "ziekte", "spijbelen"


def pupils() -> dict[str, Any]:
    """Two schools, thirty pupils of Woerden and twenty of Montfoort; two of Montfoort are truant in September."""
    schools = ("99AA01", "99AA02")
    of = {key: (schools[key % 2], WOERDEN if key <= 30 else MONTFOORT) for key in range(1, 51)}
    absence = [row for key, (code, _) in of.items() for row in missed(2, leerling=key, code=code, start=key % 30)]
    absence += [
        row
        for key in (31, 32, 1, 2, 3, 4, 5, 6, 7, 8)
        for row in missed(1, leerling=key, code=of[key][0], reden="S", start=31)
    ]
    return {
        "scholen": [row for code in schools for row in school(code)],
        "leerlingen": [row for key, (code, gemeente) in of.items() for row in pupil(key, code, gemeente=gemeente)],
        "rooster": [row for code in schools for row in schedule(code, days=range(40))],
        "redenen": [row for code in schools for row in reasons(code)],
        "verzuim": [*(row for code in schools for row in delivered(code, weeks=range(8))), *absence],
    }


@pytest.fixture(scope="module")
def frames() -> dict[str, pl.DataFrame]:
    con = build_marts(duckdb.connect(), **pupils())
    return {name: con.sql(f"select * from {name}").pl() for name in verzuim.BRONNEN}


@pytest.fixture(scope="module")
def blokken(frames: dict[str, pl.DataFrame]) -> dict[str, Blok]:
    return {blok.naam.split()[-1]: blok for blok in verzuim.blokken(frames, frozenset())}


def test_every_sum_of_a_block_holds(blokken: dict[str, Blok]) -> None:
    for blok in blokken.values():
        for one in blok.sommen:
            assert blok.waarden[one.total] == sum(blok.waarden[part] for part in one.parts), one


def test_each_categorie_is_a_block_of_its_own(blokken: dict[str, Blok]) -> None:
    assert set(blokken) == {"alle", ILL, TRUANT, "te_laat"} - ({"te_laat"} - set(blokken))
    assert set(blokken) - {"alle"} <= set(VERZUIM_CATEGORIEEN)


def test_only_published_levels_are_shown(blokken: dict[str, Blok]) -> None:
    for blok in blokken.values():
        for cel in (cel for cel in blok.getoond if cel[0] in ("mart_verzuim", "mart_aanwezigheid")):
            soort, gemeente, sector = cel[2], cel[5], cel[6]
            levels = VERZUIM_REGIO if gemeente == "alle" else VERZUIM_GEMEENTE
            assert sector in levels[soort]


def test_few_pupils_are_hidden_with_their_time_and_cannot_be_worked_out(blokken: dict[str, Blok]) -> None:
    blok = blokken[TRUANT]
    verborgen = bescherm(blok, FLOOR).verborgen
    key = ("schooljaar", "2021-2022", "2021-2022", MONTFOORT, "alle", TRUANT)
    assert blok.waarden["mart_verzuim", "leerlingen", *key] == 2
    assert {("mart_verzuim", maat, *key) for maat in ("leerlingen", "gemiste_dagen")} <= verborgen
    assert aanval(blok, verborgen, FLOOR).is_veilig


def test_the_other_gemeente_would_give_them_away(blokken: dict[str, Blok]) -> None:
    blok = blokken[TRUANT]
    verborgen = bescherm(blok, FLOOR).verborgen
    shown_again = {cel for cel in verborgen if cel[5] == WOERDEN}
    assert shown_again
    assert not aanval(blok, verborgen - shown_again, FLOOR).is_veilig


def test_a_gemeente_knows_its_own_cells(blokken: dict[str, Blok]) -> None:
    own = blokken[ILL].kenners[WOERDEN]
    assert own
    assert all(WOERDEN in cel for cel in own)


def test_a_percentage_of_all_categories_is_not_told_of_little_time(blokken: dict[str, Blok]) -> None:
    blok = blokken["alle"]
    told: set[Cel] = {cel for cel in blok.getoond if cel[1] == "gemist_procent"}
    assert told
    assert told <= blok.gevoelig  # fifty pupils in eight weeks
