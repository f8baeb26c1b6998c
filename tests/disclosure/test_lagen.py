"""What the tables of lagen hide of schools."""

import datetime as dt

import polars as pl

from disclosure.bescherm import bescherm
from disclosure.tabellen import bereikt, lagen, lagenbanden
from schemas.definities import register
from warehouse.marts.volgorde import sql

PEILDATUM = dt.date(2021, 10, 3)
GEMEENTEN = ("GM0632", "GM0335")


def frames(largest: int) -> dict[str, pl.DataFrame]:
    """40 pupils of PO in laag 1 and 30 in laag 2 in each of two gemeenten; one school has so many of the latter."""
    keys = {"peildatum": PEILDATUM, "schooljaar": "2021-2022", "venster": "schooljaar"}
    low, chronic = lagenbanden.alle_banden()[0], str(register().presets[register().standaard_preset].laag_2_vanaf)
    counted = [
        {**keys, "gemeente": gemeente, "sector": "PO", "band": band, "leerlingen": n}
        for gemeente in GEMEENTEN
        for band, n in ((low, 40), (chronic, 30))
    ]
    schools = [
        {**keys, "preset": preset, "gemeente": gemeente, "sector": "primair", "deel": "2", "grootste": largest}
        for preset in register().presets
        for gemeente in GEMEENTEN[:1]
    ]
    columns = ("schooljaar", "minimum_dagen", "van", "naar", "leerlingen", "peildatum")
    return {
        "basis_lagen": pl.DataFrame(counted),
        "basis_lagen_grootste": pl.DataFrame(schools),
        "mart_lagen_wat_als_dagen": pl.DataFrame(schema=dict.fromkeys(columns, pl.String)).with_columns(
            pl.col("peildatum").cast(pl.Date)
        ),
        bereikt.BEREIKT: pl.DataFrame(schema=dict.fromkeys(("schooljaar", "sector", *bereikt.TELLINGEN), pl.String)),
        bereikt.PER_KWARTAAL: pl.DataFrame(
            schema=dict.fromkeys(("schooljaar", "kwartaal", "gestegen", bereikt.EERST_LAAG_2), pl.String)
        ),
        bereikt.INDICATOREN: pl.DataFrame(schema=dict.fromkeys(("maat", "kwartaal", "waarde"), pl.String)),
    }


def hidden(largest: int) -> set[tuple[str, str]]:
    """Gemeente and bands of laag 2 that are hidden for their own sake."""
    (blok,) = lagen.blokken(frames(largest), frozenset())
    return {(cel[4], cel[6]) for cel in bescherm(blok, 5).primair}


def test_a_laag_that_is_nearly_all_of_one_school_is_hidden() -> None:
    assert {gemeente for gemeente, _ in hidden(26)} == {GEMEENTEN[0]}


def test_a_laag_of_several_schools_is_shown() -> None:
    assert hidden(25) == set()


def test_every_part_of_the_marts_has_its_bands() -> None:
    parts = [f"'{deel}' as deel" for deel in ("aandacht", "bekend")]
    assert all(part in sql("basis_lagen_grootste") for part in parts)
    for name in register().presets:
        assert lagenbanden.van_deel(name, "bekend") == lagenbanden.bekend()
        assert set(lagenbanden.van_deel(name, "aandacht")) <= set(lagenbanden.van_deel(name, "1"))
