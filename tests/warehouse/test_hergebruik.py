"""Schooljaren of which nothing changed are taken over from the release in use, all others are made."""

import datetime as dt
from typing import Any

import duckdb
import pytest

from tests.marts.rows import MONDAY, MONTFOORT, PO, Rows, listed, missed, pupil, reasons, schedule, school
from tests.warehouse.stored import EMPTY, OPEN, Store, ask
from warehouse import kalender, opvolging, rekenwerk
from warehouse.delen import Delen
from warehouse.hergebruik import Schooljaren
from warehouse.marts import volgorde

OLD, NEW = "2021-2022", "2022-2023"
LATER = dt.timedelta(days=364)  # the same weekday a school year later


def a_year_on(rows: Rows) -> Rows:
    """The same rows about the next schooljaar."""
    moved = []
    for row in rows:
        row = {name: value + LATER if name in {"datum", "van"} else value for name, value in row.items()}
        moved.append({**row, "schooljaar": "2022-2023"} if "schooljaar" in row else row)
    return moved


@pytest.fixture
def two_years(open_store: Store) -> Store:
    """The same school, and the same again a schooljaar later, each year in files of its own."""
    open_store.deliver("leerlingen_2022", a_year_on([*pupil(1), *pupil(2)]))
    open_store.deliver("rooster_2022", a_year_on(schedule()))
    open_store.deliver("verzuim_2022", a_year_on([*missed(6), *missed(2, leerling=2, start=18)]))
    return open_store


def made_in(store: Store, **wishes: Any) -> dict[str, bool]:
    """Of each schooljaar whether a release that is made now makes its figures anew."""
    release = store.publish(**wishes)
    return {year: run == release.run for year, run in ask(release, "select schooljaar, run from mart_schooljaren")}


def figures(store: Store, **wishes: Any) -> dict[str, list[tuple[Any, ...]]]:
    """All exact marts of a release that is made now."""
    path = rekenwerk.path_of(store.root, store.publish(**wishes).run)
    with duckdb.connect(path, read_only=True) as con:
        return {mart: con.sql(f"from {mart} order by all").fetchall() for mart in volgorde.MARTS}


def test_a_schooljaar_of_which_nothing_changed_is_taken_over(two_years: Store) -> None:
    assert made_in(two_years) == {OLD: True, NEW: True}
    assert made_in(two_years) == {OLD: False, NEW: False}
    two_years.deliver("verzuim_2022", a_year_on([*missed(8), *missed(2, leerling=2, start=18)]))
    assert made_in(two_years) == {OLD: False, NEW: True}


def test_figures_taken_over_are_the_figures_made_anew(two_years: Store) -> None:
    two_years.publish()
    two_years.deliver("verzuim_2022", a_year_on([*missed(9, leerling=2), *missed(2)]))
    assert figures(two_years) == figures(two_years, anew=True)


def test_figures_of_schooljaren_made_at_once_are_those_made_one_after_the_other(two_years: Store) -> None:
    assert figures(two_years, anew=True, threads=2) == figures(two_years, anew=True, threads=1)


def test_schooljaren_made_at_once_stand_in_their_order(two_years: Store) -> None:
    path = rekenwerk.path_of(two_years.root, two_years.publish(threads=2).run)
    with duckdb.connect(path, read_only=True) as con:
        rows = [year for (year,) in con.sql("select schooljaar from mart_verzuim order by rowid").fetchall()]
    assert rows == sorted(rows)
    assert {*rows} == {OLD, NEW}


CHANGES = {
    "a name of a school": ("scholen", school(naam="Andere naam"), {OLD: True, NEW: True}),
    "a school that ends later": ("scholen", school(geldig_tot=dt.date(2025, 7, 31)), {OLD: False, NEW: False}),
    "a school that ended in the last year": (
        "scholen",
        school(geldig_tot=dt.date(2023, 1, 1)),
        {OLD: False, NEW: True},
    ),
    "a school that opens": (
        "scholen",
        [*school(), *school("99AA07", geldig_vanaf=dt.date(2022, 9, 1))],
        {OLD: False, NEW: True},
    ),
    "a reason": ("redenen", reasons()[1:], {OLD: True, NEW: True}),
    "reasons of another school": ("redenen_2", reasons("99AA07"), {OLD: False, NEW: False}),
    "a case of the first year": ("thuiszitters", listed(MONDAY, einde=dt.date(2022, 1, 1)), {OLD: True, NEW: False}),
    "a case of the second year": ("thuiszitters", listed(dt.date(2022, 10, 3)), {OLD: False, NEW: True}),
    "numbers of pupils": (
        "leerlingaantallen",
        [{"gemeente": MONTFOORT, "schooljaar": OLD, "sector": "PO", "leerlingen": 50}],
        {OLD: False, NEW: False},
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_makes_only_the_schooljaren_that_depend_on_it(two_years: Store, change: str) -> None:
    name, rows, expected = CHANGES[change]
    before = bases(two_years)
    two_years.deliver(name, rows)
    after = bases(two_years)
    assert {year: after[year] != before[year] for year in before} == expected


def bases(store: Store) -> dict[str, str]:
    """Of each schooljaar the fingerprint of what its figures follow from."""
    order = store.order()
    rows = Delen.counting(order.bronnen, order.leveringen, store.vault, EMPTY)
    with duckdb.connect() as con:
        rows.open(con)
        kalender.create(con, data_tot=order.data_tot)
        opvolging.create(con)
        con.execute(f"create temp table stap_casussen as {volgorde.sql('stap_casussen')}")
        jaren = Schooljaren(rows, order.data_tot, "run", lambda step: None, {})
        return {year: jaren.basis(con, year) for year in rows.schooljaren()}


def test_a_later_last_day_of_the_data_leaves_finished_schooljaren_alone(two_years: Store) -> None:
    two_years.publish(data_tot=dt.date(2022, 12, 31))
    assert made_in(two_years, data_tot=dt.date(2023, 1, 31)) == {OLD: False, NEW: True}


def test_a_damaged_release_is_not_copied_from(two_years: Store) -> None:
    release = two_years.publish()
    release.path.write_bytes(release.path.read_bytes()[:-1] + b"?")
    assert made_in(two_years) == {OLD: True, NEW: True}


def test_damaged_exact_marts_are_not_copied_from(two_years: Store) -> None:
    path = rekenwerk.path_of(two_years.root, two_years.publish().run)
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    assert made_in(two_years) == {OLD: True, NEW: True}


def test_without_exact_marts_everything_is_made_anew(two_years: Store) -> None:
    rekenwerk.path_of(two_years.root, two_years.publish().run).unlink()
    assert made_in(two_years) == {OLD: True, NEW: True}
    assert made_in(two_years) == {OLD: False, NEW: False}


def test_half_of_a_file_can_count_when_another_delivers_the_other_year(two_years: Store) -> None:
    rows = missed(6)
    both = two_years.deliver("verzuim_alles", [*rows, *a_year_on(rows)])
    own = [bron for bron in two_years.order().bronnen if bron.kind != "verzuim"]
    new = two_years.leveringen["verzuim_2022"]
    bronnen = [bron for bron in two_years.order().bronnen if bron.sha256 == new.sha256]
    halved = [type(bronnen[0])("verzuim", both.sha256, bronnen[0].reader, (f"{PO}/{OLD}",))]
    release = two_years.publish(bronnen=[*own, *bronnen, *halved], bescherm=OPEN)
    query = """select schooljaar, gemiste_dagen from mart_aanwezigheid
        where periode_soort = 'schooljaar' and gemeente = 'alle' and sector = 'alle' order by 1"""
    assert ask(release, query) == [(OLD, 3.0), (NEW, 4.0)]
