"""What became of every line: loaded, kept apart, left out or blank, told per delivery, reason and line."""

import json
from typing import Any

import pytest

from tests.marts.conftest import code
from tests.marts.rows import MONDAY, PO, listed, missed, pupil, reasons, schedule
from tests.warehouse.stored import Store, ask
from warehouse import verantwoordingstabellen
from warehouse.errors import PublishError
from warehouse.leveringen import Code

UNKNOWN = "99ZZ99"


ACCOUNT = "select sum(regels), sum(geladen), sum(quarantaine), sum(weggelaten), sum(leeg) from mart_regels"


def test_lines_that_fit_nothing_move_from_loaded_to_quarantined(open_store: Store) -> None:
    before = open_store.publish()
    assert ask(before, ACCOUNT) == [(37, 37, 0, 0, 0)]
    open_store.deliver(
        "verzuim_2021", [*missed(6), *missed(1, leerling=9), *missed(1, start=30), *missed(1, code=UNKNOWN)]
    )
    release = open_store.publish(accepted=True)
    assert ask(release, ACCOUNT) == [(38, 35, 3, 0, 0)]
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


def test_what_was_kept_apart_is_loaded_once_the_other_delivery_is_there(open_store: Store) -> None:
    open_store.deliver("verzuim_2021", [*missed(6), *missed(2, leerling=3)])
    assert ask(open_store.publish(accepted=True), "select sum(quarantaine) from mart_bronnen") == [(2,)]
    open_store.deliver("leerlingen_2021", [*pupil(1), *pupil(2), *pupil(3)])
    assert ask(open_store.publish(), "select sum(quarantaine) from mart_bronnen where kind = 'verzuim'") == [(0,)]


def test_reasons_and_cases_of_an_unknown_school_are_kept_apart_and_a_child_without_school_is_not(
    open_store: Store,
) -> None:
    open_store.deliver("redenen_2", reasons(UNKNOWN)[:1])
    open_store.deliver(
        "thuiszitters", [*listed(MONDAY), *listed(MONDAY, kind=2, school=UNKNOWN), *listed(MONDAY, kind=3, school=PO)]
    )
    found = ask(open_store.publish(accepted=True), "select kind, reden, regels from mart_quarantaine order by kind")
    assert found == [("redenen", "onbekende_school", 1), ("thuiszitters", "onbekende_school", 2)]


def test_line_numbers_of_intake_and_of_the_release_stand_in_one_list_of_at_most_a_thousand(
    open_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verantwoordingstabellen, "LINES_PER_FILE", 3)
    rows = [{**row, "regel": 10} for row in missed(1, leerling=9)]
    open_store.deliver("verzuim_2021", [*missed(6), *rows], apart={20: "datum", 30: "velden", 40: "datum"})
    release = open_store.publish(accepted=True)
    lines = ask(release, "select regel, reden from mart_quarantaine_regels order by regel")
    assert lines == [(10, "buiten_inschrijving"), (20, "datum"), (30, "velden")]
    assert ask(release, "select quarantaine from mart_bestanden where quarantaine > 0") == [(4,)]


def test_more_than_five_percent_apart_is_not_published_unless_accepted(open_store: Store) -> None:
    before = open_store.publish()
    open_store.deliver("verzuim_2021", [*missed(6), *missed(5, leerling=9)])
    with pytest.raises(PublishError) as caught:
        open_store.publish()
    assert caught.value.code == "te_veel_apart_samen"
    most = {"regels": 5, "soort": "verzuim", "reden": "buiten_inschrijving"}
    assert caught.value.feiten == {"procent": 13, "grens": 5, **most}
    assert sum(sum(one.quarantaine.values()) for one in caught.value.leveringen) == 5
    assert not list(before.path.parent.glob(".bouw-*"))
    assert open_store.publish(accepted=True).run > before.run


def test_a_delivery_that_is_held_counts_for_what_is_too_much_and_one_that_was_replaced_does_not(
    open_store: Store,
) -> None:
    apart = dict.fromkeys(range(100, 110), "datum")
    open_store.deliver("verzuim_fout", missed(1), apart=apart, status="vastgehouden", code="te_veel_apart")
    with pytest.raises(PublishError, match="kept apart"):
        open_store.publish()
    open_store.deliver("verzuim_fout", missed(1), apart=apart, status="vervangen")
    del open_store.leveringen[next(name for name in open_store.leveringen if " " in name)]
    assert ask(open_store.publish(), "select count(*) from mart_quarantaine") == [(0,)]


def test_a_line_that_is_lost_stops_the_run(open_store: Store) -> None:
    open_store.deliver("redenen_2", reasons("99AA07"), regels=9)
    with pytest.raises(PublishError) as caught:
        open_store.publish(accepted=True)
    assert (caught.value.code, caught.value.feiten) == ("tegenspraak", {"controle": "verantwoording", "regels": 3})


def test_a_release_tells_of_each_delivery_what_it_is_worth(open_store: Store) -> None:
    open_store.deliver("verzuim_2021", missed(6))
    feiten: dict[str, Any] = {"dag": "2022-01-01"}
    open_store.deliver(
        "rooster_oud", schedule(), status="vastgehouden", code="ouder_dan_geladen", feiten=feiten, leverancier=PO
    )
    open_store.deliver("kengetallen_x", [], status="geweigerd", geweigerd="leeg_bestand", code="leeg_bestand")
    query = "select naam, leverancier, status, code, feiten from mart_bestanden where status <> 'telt' order by naam"
    assert ask(open_store.publish(), query) == [
        ("kengetallen_x.csv", None, "geweigerd", "leeg_bestand", "{}"),
        ("rooster_oud.csv", PO, "vastgehouden", "ouder_dan_geladen", json.dumps(feiten)),
        ("verzuim_2021.csv", None, "vervangen", None, "{}"),
    ]


def test_how_many_lines_a_delivery_has_is_not_told(open_store: Store) -> None:
    """Of a file of one school that is most often how many pupils it has."""
    release = open_store.publish()
    told = "select column_name from duckdb_columns() where table_name = 'mart_bestanden' and data_type = 'BIGINT'"
    assert ask(release, told) == [("quarantaine",)]


def test_lines_left_out_are_told_by_reason(open_store: Store) -> None:
    open_store.deliver("redenen_2", reasons("99AA07")[:1], regels=4, weggelaten={"vergeten": 3})
    release = open_store.publish(accepted=True)
    assert ask(release, "from mart_weggelaten") == [("redenen", "vergeten", 3)]
    assert ask(release, "select weggelaten from mart_bronnen where kind = 'redenen'") == [(3,)]


def test_reason_codes_without_categorie_are_listed_and_rare_ones_without_their_text(open_store: Store) -> None:
    codes = (Code(PO, 1, "NIEUW", 40, 12), Code(PO, 2, None, 2, 1), Code(PO, 3, None, 3, 2))
    known = Code(PO, code("Z"), "Z", 9, 9)
    open_store.deliver("verzuim_2021", missed(6), codes=(*codes, known))
    assert ask(open_store.publish(), "from mart_codes order by regels") == [(PO, None, 5), (PO, "NIEUW", 40)]
