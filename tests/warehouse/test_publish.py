"""What a release is made of: schooljaren taken over where nothing changed, and an account of every line."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from tests.marts.rows import (
    MONDAY,
    MONTFOORT,
    PO,
    WOERDEN,
    Rows,
    day,
    missed,
    pupil,
    reasons,
    schedule,
    school,
)
from tests.warehouse.stored import Store, ask
from warehouse import verantwoording
from warehouse.errors import PublishError
from warehouse.leveringen import Code
from warehouse.marts import MARTS

UNKNOWN = "99ZZ99"
LATER = dt.timedelta(days=364)  # the same weekday a school year later


def a_year_on(rows: Rows) -> Rows:
    """The same rows about the next schooljaar."""
    moved = []
    for row in rows:
        row = {name: value + LATER if name in {"datum", "van"} else value for name, value in row.items()}
        moved.append({**row, "schooljaar": "2022-2023"} if "schooljaar" in row else row)
    return moved


def case(start: dt.date, kind: int = 1, **rest: Any) -> Rows:
    """A child on the list of the RBL on two days."""
    facts = {"lijst": "RBL", "kind": kind, "gemeente": WOERDEN, "soort": "langdurig_relatief", "start": start}
    return [{**facts, "peildatum": peildatum, **rest} for peildatum in (start, start + dt.timedelta(days=91))]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A school of two pupils in two schooljaren, each year in files of its own."""
    store = Store(tmp_path)
    store.deliver("scholen", school())
    store.deliver("redenen", reasons())
    for year, shift in (("2021", list), ("2022", a_year_on)):
        store.deliver(f"leerlingen_{year}", shift([*pupil(1), *pupil(2)]))
        store.deliver(f"rooster_{year}", shift(schedule()))
        store.deliver(f"verzuim_{year}", shift([*missed(6), *missed(2, leerling=2, start=18)]))
    return store


def made_in(store: Store, **wishes: Any) -> dict[str, bool]:
    """Of each schooljaar whether a release that is made now makes its figures anew."""
    release = store.publish(**wishes)
    return {year: run == release.run for year, run in ask(release, "select schooljaar, run from mart_schooljaren")}


def figures(store: Store, **wishes: Any) -> dict[str, list[tuple[Any, ...]]]:
    """All marts of a release that is made now."""
    release = store.publish(**wishes)
    return {mart: ask(release, f"from {mart} order by all") for mart in MARTS}


OLD, NEW = "2021-2022", "2022-2023"


def test_a_schooljaar_of_which_nothing_changed_is_taken_over(store: Store) -> None:
    assert made_in(store) == {OLD: True, NEW: True}
    assert made_in(store) == {OLD: False, NEW: False}
    store.deliver("verzuim_2022", a_year_on([*missed(8), *missed(2, leerling=2, start=18)]))
    assert made_in(store) == {OLD: False, NEW: True}


def test_figures_taken_over_are_the_figures_made_anew(store: Store) -> None:
    store.publish()
    store.deliver("verzuim_2022", a_year_on([*missed(9, leerling=2), *missed(2)]))
    assert figures(store) == figures(store, anew=True)


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
    "a case of the first year": ("thuiszitters", case(MONDAY, einde=dt.date(2022, 1, 1)), {OLD: True, NEW: False}),
    "a case of the second year": ("thuiszitters", case(dt.date(2022, 10, 3)), {OLD: False, NEW: True}),
    "numbers of pupils": (
        "leerlingaantallen",
        [{"gemeente": MONTFOORT, "schooljaar": OLD, "sector": "PO", "leerlingen": 50}],
        {OLD: False, NEW: False},
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_makes_only_the_schooljaren_that_depend_on_it(store: Store, change: str) -> None:
    name, rows, expected = CHANGES[change]
    store.publish()
    store.deliver(name, rows)
    assert made_in(store, accepted=True) == expected


def test_a_later_last_day_of_the_data_leaves_finished_schooljaren_alone(store: Store) -> None:
    store.publish(data_tot=dt.date(2022, 12, 31))
    assert made_in(store, data_tot=dt.date(2023, 1, 31)) == {OLD: False, NEW: True}


def test_a_damaged_release_is_not_copied_from(store: Store) -> None:
    release = store.publish()
    release.path.write_bytes(release.path.read_bytes()[:-1] + b"?")
    assert made_in(store) == {OLD: True, NEW: True}


def test_half_of_a_file_can_count_when_another_delivers_the_other_year(store: Store) -> None:
    rows = missed(6)
    both = store.deliver("verzuim_alles", [*rows, *a_year_on(rows)])
    own = [bron for bron in store.order().bronnen if bron.kind != "verzuim"]
    new = store.leveringen["verzuim_2022"]
    bronnen = [bron for bron in store.order().bronnen if bron.sha256 == new.sha256]
    halved = [type(bronnen[0])("verzuim", both.sha256, bronnen[0].reader, (f"{PO}/{OLD}",))]
    release = store.publish(bronnen=[*own, *bronnen, *halved])
    query = """select schooljaar, gemiste_dagen from mart_aanwezigheid
        where periode_soort = 'schooljaar' and gemeente = 'alle' and sector = 'alle' order by 1"""
    assert ask(release, query) == [(OLD, 3.0), (NEW, 4.0)]


# The account.

ACCOUNT = "select sum(regels), sum(geladen), sum(quarantaine), sum(weggelaten), sum(leeg) from mart_bestanden"


def test_lines_that_fit_nothing_move_from_loaded_to_quarantined(store: Store) -> None:
    before = store.publish()
    assert ask(before, ACCOUNT) == [(67, 67, 0, 0, 0)]
    store.deliver("verzuim_2021", [*missed(6), *missed(1, leerling=9), *missed(1, start=30), *missed(1, code=UNKNOWN)])
    release = store.publish()
    assert ask(release, f"{ACCOUNT} where status = 'telt'") == [(68, 65, 3, 0, 0)]
    reasons_ = ask(release, "select kind, reden, regels, bestanden from mart_quarantaine order by reden")
    assert reasons_ == [
        ("verzuim", "buiten_inschrijving", 1, 1),
        ("verzuim", "onbekende_school", 1, 1),
        ("verzuim", "zonder_rooster", 1, 1),
    ]
    lines = ask(release, "select naam, regel, reden, kolom from mart_quarantaine_regels order by regel")
    assert lines == [
        ("verzuim_2021.csv", 8, "buiten_inschrijving", None),
        ("verzuim_2021.csv", 9, "zonder_rooster", None),
        ("verzuim_2021.csv", 10, "onbekende_school", None),
    ]


def test_what_was_kept_apart_is_loaded_once_the_other_delivery_is_there(store: Store) -> None:
    store.deliver("verzuim_2021", [*missed(6), *missed(2, leerling=3)])
    assert ask(store.publish(), "select sum(quarantaine) from mart_bronnen") == [(2,)]
    store.deliver("leerlingen_2021", [*pupil(1), *pupil(2), *pupil(3)])
    assert ask(store.publish(), "select sum(quarantaine) from mart_bronnen where kind = 'verzuim'") == [(0,)]


def test_reasons_and_cases_of_an_unknown_school_are_kept_apart_and_a_child_without_school_is_not(store: Store) -> None:
    store.deliver("redenen_2", reasons(UNKNOWN)[:1])
    store.deliver(
        "thuiszitters", [*case(MONDAY), *case(MONDAY, kind=2, school=UNKNOWN), *case(MONDAY, kind=3, school=PO)]
    )
    found = ask(store.publish(), "select kind, reden, regels from mart_quarantaine order by kind")
    assert found == [("redenen", "onbekende_school", 1), ("thuiszitters", "onbekende_school", 2)]


def test_line_numbers_of_intake_and_of_the_release_stand_in_one_list_of_at_most_a_thousand(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verantwoording, "LINES_PER_FILE", 3)
    rows = [{**row, "regel": 10} for row in missed(1, leerling=9)]
    store.deliver("verzuim_2021", [*missed(6), *rows], apart={20: "datum", 30: "velden", 40: "datum"})
    release = store.publish(accepted=True)
    lines = ask(release, "select regel, reden from mart_quarantaine_regels order by regel")
    assert lines == [(10, "buiten_inschrijving"), (20, "datum"), (30, "velden")]
    assert ask(release, "select quarantaine from mart_bestanden where quarantaine > 0") == [(4,)]


def test_more_than_five_percent_apart_is_not_published_unless_accepted(store: Store) -> None:
    before = store.publish()
    store.deliver("verzuim_2021", [*missed(6), *missed(5, leerling=9)])
    with pytest.raises(PublishError) as caught:
        store.publish()
    assert (caught.value.code, caught.value.feiten) == ("te_veel_apart_samen", {"procent": 7, "grens": 5})
    assert not list(before.path.parent.glob(".bouw-*"))
    assert store.publish(accepted=True).run > before.run


def test_a_delivery_that_is_held_counts_for_what_is_too_much_and_one_that_was_replaced_does_not(store: Store) -> None:
    apart = dict.fromkeys(range(100, 110), "datum")
    store.deliver("verzuim_fout", missed(1), apart=apart, status="vastgehouden", code="te_veel_apart")
    with pytest.raises(PublishError, match="kept apart"):
        store.publish()
    store.deliver("verzuim_fout", missed(1), apart=apart, status="vervangen")
    del store.leveringen[next(name for name in store.leveringen if " " in name)]
    assert ask(store.publish(), "select count(*) from mart_quarantaine") == [(0,)]


def test_a_line_that_is_lost_stops_the_run(store: Store) -> None:
    store.deliver("redenen_2", reasons("99AA07"), regels=9)
    with pytest.raises(PublishError) as caught:
        store.publish(accepted=True)
    assert (caught.value.code, caught.value.feiten) == ("tegenspraak", {"controle": "verantwoording", "regels": 3})


def test_a_release_tells_of_each_delivery_what_it_is_worth(store: Store) -> None:
    store.deliver("verzuim_2021", missed(6))
    feiten: dict[str, Any] = {"dag": "2022-01-01"}
    store.deliver(
        "rooster_oud", schedule(), status="vastgehouden", code="ouder_dan_geladen", feiten=feiten, leverancier=PO
    )
    store.deliver("kengetallen_x", [], status="geweigerd", geweigerd="leeg_bestand", code="leeg_bestand")
    query = "select naam, leverancier, status, code, feiten from mart_bestanden where status <> 'telt' order by naam"
    assert ask(store.publish(), query) == [
        ("kengetallen_x.csv", None, "geweigerd", "leeg_bestand", "{}"),
        ("rooster_oud.csv", PO, "vastgehouden", "ouder_dan_geladen", json.dumps(feiten)),
        ("verzuim_2021.csv", None, "vervangen", None, "{}"),
    ]


def test_lines_left_out_are_told_by_reason(store: Store) -> None:
    store.deliver("redenen_2", reasons("99AA07")[:1], regels=4, weggelaten={"vergeten": 3})
    release = store.publish(accepted=True)
    assert ask(release, "from mart_weggelaten") == [("redenen", "vergeten", 3)]
    assert ask(release, "select weggelaten from mart_bronnen where kind = 'redenen'") == [(3,)]


def test_reason_codes_without_categorie_are_listed_and_rare_ones_without_their_text(store: Store) -> None:
    codes = (Code(PO, 1, "NIEUW", 40, 12), Code(PO, 2, None, 2, 1), Code(PO, 3, None, 3, 2))
    known = Code(PO, next(row["reden"] for row in _hashed(reasons())), "Z", 9, 9)
    store.deliver("verzuim_2021", missed(6), codes=(*codes, known))
    assert ask(store.publish(), "from mart_codes order by regels") == [(PO, None, 5), (PO, "NIEUW", 40)]


def _hashed(rows: Rows) -> Rows:
    from tests.marts.conftest import code

    return [{**row, "reden": code(row["reden"])} for row in rows]


# Revisions.

REVISED = "select schooljaar, maand, maat, voor, na from mart_herzieningen where sector = 'alle' order by all"


@pytest.fixture
def six(store: Store) -> Store:
    """The same school with six pupils in the first year."""
    store.deliver("leerlingen_2021", [row for key in range(1, 7) for row in pupil(key)])
    return store


def test_a_closed_month_that_changes_is_told_with_both_figures(six: Store) -> None:
    six.publish()
    six.deliver("verzuim_2021", [*missed(8), *missed(2, leerling=2, start=18)])
    release = six.publish()
    assert ask(release, REVISED) == [
        (OLD, "2021-09", "gemiste_dagen", 4.0, 5.0),
        (OLD, "2021-09", "geoorloofde_dagen", 4.0, 5.0),
    ]
    runs = ask(release, "select distinct run, gemaakt_op is not null from mart_herzieningen")
    assert runs == [(release.run, True)]


def test_revisions_stay_in_later_releases_and_are_not_repeated(six: Store) -> None:
    six.publish()
    six.deliver("verzuim_2021", [*missed(8), *missed(2, leerling=2, start=18)])
    first = ask(six.publish(), REVISED)
    assert ask(six.publish(), REVISED) == first


def test_a_month_that_was_not_over_is_no_revision(six: Store) -> None:
    six.publish(data_tot=dt.date(2021, 9, 29))
    assert ask(six.publish(), REVISED) == []


def test_a_figure_of_fewer_than_five_pupils_is_not_told(store: Store) -> None:
    store.publish()
    store.deliver("verzuim_2021", [*missed(8), *missed(2, leerling=2, start=18)])
    assert ask(store.publish(), REVISED) == []


def test_what_was_known_earlier_revises_nothing(six: Store) -> None:
    six.publish()
    six.deliver("verzuim_2021", [*missed(8), *missed(2, leerling=2, start=18)])
    release = six.publish(as_of="2024-01-01T23:59:59+00:00")
    assert (release.as_of, ask(release, REVISED)) == ("2024-01-01T23:59:59+00:00", [])
    assert ask(release, "select as_of from publicatie") == [("2024-01-01T23:59:59+00:00",)]
    assert ask(six.publish(), REVISED) == []


def test_a_month_delivered_afterwards_had_nothing_before(six: Store) -> None:
    shorter = missed(2, leerling=2, start=18)
    six.deliver("rooster_2021", [*schedule(days=range(20)), *schedule(days=range(25, 30))])
    six.deliver("verzuim_2021", shorter)
    six.publish()
    six.deliver("verzuim_2021", [*shorter, *missed(2, start=25)])
    october = [row for row in ask(six.publish(), REVISED) if row[1] == "2021-10"]
    assert {row[3] for row in october} == {None}
    assert day(25).month == 10
