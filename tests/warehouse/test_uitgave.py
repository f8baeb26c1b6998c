"""A release is what protection leaves of exact marts, which stay beside it and go with it."""

from pathlib import Path

import duckdb
import pytest

from analysis.tabellen import AFLEIDINGEN
from disclosure import publiceren, tabellen
from disclosure.blok import Bescherming, Blok, Verslag
from disclosure.getuigen import Bundel
from disclosure.tabellen import FAMILIES, VRIJ
from schemas.codes import KINDS
from tests.marts.rows import delivered, missed, pupil
from tests.warehouse.stored import Store, ask
from warehouse import rekenwerk
from warehouse.errors import PublishError
from warehouse.marts import volgorde
from warehouse.publish import point
from warehouse.release import Release, current

PEILDATUM = "peildatum = (select max(peildatum) from mart_lagen) and venster = 'schooljaar'"


def exact(store: Store, release: Release, query: str) -> list[tuple[object, ...]]:
    """The answer of the exact marts of a release."""
    with duckdb.connect(rekenwerk.path_of(store.root, release.run), read_only=True) as con:
        return con.sql(query).fetchall()


def left(store: Store) -> set[str]:
    return {path.name for path in rekenwerk.folder(store.root).iterdir()}


def name_of(release: Release) -> str:
    return f"exact-{release.run}.duckdb"


def test_a_small_count_stands_in_the_exact_marts_and_not_in_the_release(one_release: tuple[Store, Release]) -> None:
    store, release = one_release
    counted = f"select distinct leerlingen from mart_lagen where leerlingen > 0 and {PEILDATUM}"
    assert exact(store, release, counted) == [(2,)]
    assert ask(release, counted) == []
    assert ask(release, f"select distinct leerlingen from mart_lagen where leerlingen_verborgen and {PEILDATUM}") == [
        (None,)
    ]


def test_a_table_leaves_protected_or_as_it_is_because_it_is_named(one_release: tuple[Store, Release]) -> None:
    _, release = one_release
    protected = {publicatie.mart for familie in FAMILIES for publicatie in familie.publicaties}
    tables = {name for (name,) in ask(release, "select table_name from duckdb_tables()")}
    assert protected <= tables
    assert tables >= VRIJ
    assert protected.isdisjoint(VRIJ)
    follows = {"mart_herzieningen", "mart_onthulling", "patroon", "publicatie"}
    follows |= {name for one in AFLEIDINGEN for name in one.maakt}  # made of published tables only
    assert tables == protected | VRIJ | follows


def test_a_table_that_nobody_named_does_not_leave(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tabellen, "VRIJ", VRIJ - {"mart_kengetallen"})
    tables = {name for (name,) in ask(store.publish(), "select table_name from duckdb_tables()")}
    assert "mart_kengetallen" not in tables
    assert "mart_leerlingaantallen" in tables


def test_what_is_never_published_is_not_in_a_release(one_release: tuple[Store, Release]) -> None:
    _, release = one_release
    names = {name for (name,) in ask(release, "select table_name from duckdb_tables()")}
    assert not {name for name in names if not name.startswith("mart_")} - {"patroon", "publicatie"}
    assert {name for name in volgorde.MARTS if name.startswith("basis_")} & names == set()
    assert names.isdisjoint(KINDS)


def test_only_the_exact_marts_of_the_release_in_use_are_kept(store: Store) -> None:
    for units in (6, 7, 8):
        store.deliver("verzuim_2021", [*missed(units), *missed(2, leerling=2, start=18)])
        release = store.publish()
        assert left(store) == {name_of(release)}


def test_putting_an_earlier_release_back_removes_exact_marts_and_the_next_build_makes_them(store: Store) -> None:
    first, second = store.publish(), store.publish()
    point(store.root, first)
    assert (current(store.root), left(store)) == (first, set())
    third = store.publish()
    assert left(store) == {name_of(third)}
    assert ask(third, "from mart_lagen order by all") == ask(second, "from mart_lagen order by all")


def test_what_an_earlier_program_or_a_stopped_build_left_is_removed(store: Store) -> None:
    release = store.publish()
    for name in ("exact-20180903T000000000.duckdb", ".bouw-1.duckdb", ".bouw-1.duckdb.wal"):
        (rekenwerk.folder(store.root) / name).write_bytes(b"left")
    rekenwerk.clean(store.root)
    assert left(store) == {name_of(release)}


def test_blocks_of_which_nothing_changed_are_taken_over(store: Store) -> None:
    per_family = "select distinct familie, blokken, overgenomen from mart_onthulling"
    told = f"select sum(blokken), sum(overgenomen) from ({per_family})"
    [(blocks, taken)] = ask(store.publish(), told)
    assert blocks > 3
    assert taken == 0
    assert ask(store.publish(), told) == [(blocks, blocks)]
    store.deliver("leerlingen_2021", [row for key in range(1, 9) for row in pupil(key)])
    [(_, taken)] = ask(store.publish(), told)
    assert taken < blocks


def test_a_release_that_says_too_much_is_refused_and_the_one_in_use_stays(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.deliver("leerlingen_2021", [row for key in range(1, 30) for row in pupil(key)])
    release = store.publish()
    monkeypatch.setattr(publiceren, "bescherm", only_small)
    store.deliver("verzuim_2021", [*delivered(), *missed(9)])
    with pytest.raises(PublishError) as caught:
        store.publish(accepted=True)
    assert caught.value.code == "onveilig"
    assert (current(store.root), left(store)) == (release, {name_of(release)})
    assert [path.name for path in release.path.parent.glob("*.duckdb")] == [release.path.name]


def only_small(blok: Blok, floor: int) -> Bescherming:
    """Hides small counts, and nothing that gives them away."""
    small = frozenset(cel for cel in blok.getoond if 0 < blok.waarden[cel] < floor)
    return Bescherming(small, small, Verslag(0, 0, 0.0), Bundel.of(()))


def test_the_file_of_exact_marts_is_none_that_the_dashboard_looks_for(one_release: tuple[Store, Release]) -> None:
    store, release = one_release
    assert Path(rekenwerk.path_of(store.root, release.run)).parent != release.path.parent
