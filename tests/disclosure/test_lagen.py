"""What the tables of lagen hide of schools."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import product

import numpy as np
import polars as pl
import pytest

from disclosure.aanval import aanval
from disclosure.bescherm import bescherm
from disclosure.blok import Blok, Cel
from disclosure.tabellen import bereikt, lagen, lagenbanden
from disclosure.tabellen.lagenbanden import ONBEKEND, OPEN
from schemas.codes import ALLE
from schemas.definities import register

PEILDATUM, FLOOR = dt.date(2021, 10, 3), 5
BANDEN = lagenbanden.alle_banden()[:-2]
GEMEENTEN = ("GM0632", "GM0335", "GM0736")


LOW, CHRONIC = BANDEN[0], str(register().presets[register().standaard_preset].laag_2_vanaf)
REEKSEN = [bands for bands in lagenbanden.reeksen().values() if ONBEKEND not in bands]

Scholen = Mapping[tuple[str, str], Mapping[str, int]]  # pupils by gemeente and school, and by band


def frames(scholen: Scholen) -> dict[str, pl.DataFrame]:
    """The exact tables of schools of primary education."""
    keys = {"peildatum": PEILDATUM, "schooljaar": "2021-2022", "venster": "schooljaar"}
    counted = [
        {**keys, "gemeente": gemeente, "sector": "PO", "band": band, "leerlingen": n}
        for gemeente in GEMEENTEN
        for band in lagenbanden.alle_banden()
        if (n := sum(own.get(band, 0) for (where, _), own in scholen.items() if where == gemeente))
    ]
    schools = [
        {**keys, "gemeente": gemeente, "sector": sector, "vanaf": vanaf, "tot": tot, "grootste": n}
        for gemeente, sector in product((ALLE, *GEMEENTEN), (ALLE, "primair", "PO"))
        for (vanaf, tot), bands in lagenbanden.reeksen().items()
        if (n := largest(scholen, gemeente, bands))
    ]
    columns = ("schooljaar", "minimum_dagen", "van", "naar", "leerlingen", "peildatum")
    return {
        "basis_lagen": pl.DataFrame(counted),
        "basis_lagen_grootste": pl.DataFrame(schools, infer_schema_length=None),
        "mart_lagen_wat_als_dagen": pl.DataFrame(schema=dict.fromkeys(columns, pl.String)).with_columns(
            pl.col("peildatum").cast(pl.Date)
        ),
        bereikt.BEREIKT: pl.DataFrame(schema=dict.fromkeys(("schooljaar", "sector", *bereikt.TELLINGEN), pl.String)),
        bereikt.PER_KWARTAAL: pl.DataFrame(
            schema=dict.fromkeys(("schooljaar", "kwartaal", "gestegen", bereikt.EERST_LAAG_2), pl.String)
        ),
        bereikt.INDICATOREN: pl.DataFrame(schema=dict.fromkeys(("maat", "kwartaal", "waarde"), pl.String)),
    }


def largest(scholen: Scholen, gemeente: str, bands: Iterable[str]) -> int:
    """The pupils in these bands of the school with the most of them."""
    return max(
        sum(own.get(band, 0) for band in bands) for (where, _), own in scholen.items() if gemeente in (ALLE, where)
    )


def evenly(n: int) -> dict[str, int]:
    """So many pupils in every band."""
    return dict.fromkeys((*BANDEN, OPEN), n)


def hidden(most: int) -> set[tuple[str, str]]:
    """Gemeente and bands that are hidden for their own sake; one school has so many of 30 pupils of laag 2."""
    other = {LOW: 20, CHRONIC: 15}
    scholen = {
        (GEMEENTEN[0], "a"): {LOW: 20, CHRONIC: most},
        (GEMEENTEN[0], "b"): {LOW: 20, CHRONIC: 30 - most},
        **{(gemeente, school): other for gemeente in GEMEENTEN[1:] for school in ("c", "d")},
    }
    (blok,) = lagen.blokken(frames(scholen), frozenset())
    return {(cel[4], cel[6]) for cel in bescherm(blok, FLOOR).primair}


def test_a_laag_that_is_nearly_all_of_one_school_is_hidden() -> None:
    assert {gemeente for gemeente, _ in hidden(26)} == {GEMEENTEN[0]}


def test_a_laag_of_several_schools_is_shown() -> None:
    assert hidden(25) == set()


def known(blok: Blok, verborgen: Collection[Cel]) -> Iterator[tuple[str, lagenbanden.Banden]]:
    """Each gemeente and range of bands that follows from what is shown, by adding and subtracting alone."""
    columns = list(product(GEMEENTEN, (*BANDEN, OPEN)))

    def row(gemeente: str, bands: Collection[str]) -> list[bool]:
        return [gemeente in (ALLE, where) and band in bands for where, band in columns]

    cells = [cel for cel in blok.getoond - frozenset(verborgen) if cel[0] == "lagen" and ONBEKEND not in cel[6]]
    shown = np.array([row(cel[4], cel[6].split("+")) for cel in cells], dtype=float)
    for gemeente, bands in product((ALLE, *GEMEENTEN), REEKSEN):
        both = np.vstack([shown, row(gemeente, bands)])
        if np.linalg.matrix_rank(both) == np.linalg.matrix_rank(shown):
            yield gemeente, bands


def assert_no_known_range_is_of_one_school(bands: lagenbanden.Banden, eerder: Collection[lagenbanden.Banden]) -> None:
    """Where all of these bands but two pupils are of one school; eerder: figures of two gemeenten hidden before."""
    scholen = {
        (GEMEENTEN[0], "a"): evenly(30),
        (GEMEENTEN[0], "b"): {**evenly(30), **dict.fromkeys(bands, 0), bands[0]: 2},
        **{(gemeente, school): evenly(30) for gemeente in GEMEENTEN[1:] for school in ("c", "d")},
    }
    (blok,) = lagen.blokken(frames(scholen), frozenset())
    before = {cel for cel in blok.getoond if cel[4] in GEMEENTEN[:2] and tuple(cel[6].split("+")) in eerder}
    (blok,) = lagen.blokken(frames(scholen), frozenset(before))
    found = bescherm(blok, FLOOR)
    assert aanval(blok, found.verborgen, FLOOR).is_veilig
    told = list(known(blok, found.verborgen))
    assert (ALLE, lagenbanden.bekend()) in told
    for gemeente, own in told:
        everybody = sum(
            n.get(band, 0) for (where, _), n in scholen.items() if gemeente in (ALLE, where) for band in own
        )
        assert everybody - largest(scholen, gemeente, own) >= FLOOR, (gemeente, own)


@pytest.mark.parametrize("bands", REEKSEN, ids="+".join)
def test_no_difference_of_presets_is_nearly_all_of_one_school(bands: lagenbanden.Banden) -> None:
    """Both counts of laag 3 are of several schools, and still all between 15 and 20 % may be of one."""
    assert_no_known_range_is_of_one_school(bands, ())


def test_no_sum_of_neighbours_that_are_hidden_each_is_nearly_all_of_one_school() -> None:
    """With all that begins or ends at 10 % hidden, what lies from 5 to 15 % still follows from what lies around it."""
    at_10_percent = [bands for bands in REEKSEN if CHRONIC in (bands[0], after(bands[-1]))]
    assert_no_known_range_is_of_one_school(("50", "100"), at_10_percent)


def after(band: str) -> str:
    """The band above this one."""
    bands = lagenbanden.alle_banden()
    return bands[bands.index(band) + 1]


def test_of_every_figure_is_known_how_much_one_school_makes() -> None:
    figures = {*lagenbanden.gepubliceerd(), *lagenbanden.wissels().values()}
    assert figures <= {*lagenbanden.reeksen().values()}
