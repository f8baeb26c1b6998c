"""The ledger keeps what was read, received and removed; it knows its own version, and forgets where it must."""

import sqlite3
from pathlib import Path

import pytest

from warehouse.ledger import VERSION, Ledger, LedgerError
from warehouse.leveringen import Code, Levering, Oordeel, Plaats

NOW = "2018-09-03T12:00:00+00:00"
LEVERING = Levering(
    sha256="a" * 64,
    kind="verzuim",
    naam="verzuim_99AA00.csv",
    regels=12,
    geladen=8,
    leeg=1,
    rijen=9,
    data_van="2018-09-03",
    data_tot="2018-09-28",
    leverancier="99AA00",
    profiel="magister",
    sleuteldomein="regio",
    sleutel_id="01234567",
    delen=("99AA00/2018-2019",),
    quarantaine={"datum": 1, "velden": 1},
    weggelaten={"profiel": 1},
    feiten={"verborgen_rijen": 3},
    codes=(Code("99AA00", -5, "Z", 6, 5), Code("99AA00", 7, None, 2, 1)),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "vault" / "ledger.sqlite"


def test_a_reading_is_given_back_as_it_was_written(path: Path) -> None:
    ledger = Ledger(path)
    with ledger.transaction():
        ledger.record(LEVERING, "reader", "program", NOW)
    ledger.close()
    (lezing,) = Ledger(path).lezingen()
    assert lezing.levering == LEVERING
    assert (lezing.reader, lezing.programma, lezing.gelezen_op) == ("reader", "program", NOW)


def test_a_transaction_that_is_stopped_leaves_nothing(path: Path) -> None:
    ledger = Ledger(path)

    def stop_half_way() -> None:
        with ledger.transaction():
            ledger.record(LEVERING, "reader", "program", NOW)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stop_half_way()
    assert ledger.lezingen() == []


def test_a_reading_that_is_preferred_again_is_the_last_and_keeps_its_judgement(path: Path) -> None:
    ledger = Ledger(path)
    with ledger.transaction():
        for reader in ("first", "second"):
            ledger.record(LEVERING, reader, "program", NOW)
        ledger.receive(LEVERING.kind, LEVERING.sha256, LEVERING.naam, NOW, opnieuw=False)
        ledger.judge(1, 1, Oordeel("aantal_wijkt_af", {"procent": 9}))
        ledger.prefer(1)
    assert [one.reader for one in ledger.lezingen()] == ["second", "first"]
    assert ledger.oordelen() == {1: {ledger.lezingen()[-1].id: Oordeel("aantal_wijkt_af", {"procent": 9})}}


def test_receipts_and_acceptances_are_known_from_their_moment_on(path: Path) -> None:
    ledger = Ledger(path)
    with ledger.transaction():
        ledger.receive("verzuim", "a", "a.csv", "2018-09-03T12:00:00+00:00", opnieuw=False)
        ledger.receive("verzuim", "b", "b.csv", "2018-09-04T12:00:00+00:00", opnieuw=True)
        ledger.accept(1, "looked at", "2018-09-05T12:00:00+00:00")
    assert [one.sha256 for one in ledger.ontvangsten("2018-09-03T23:59:59+00:00")] == ["a"]
    assert [bool(one.aangenomen_op) for one in ledger.ontvangsten("2018-09-04T23:59:59+00:00")] == [False, False]
    assert [bool(one.aangenomen_op) for one in ledger.ontvangsten()] == [True, False]
    assert [one.opnieuw for one in ledger.ontvangsten()] == [False, True]


def test_the_folder_is_remembered_as_it_was_last(path: Path) -> None:
    ledger = Ledger(path)
    for places in ([Plaats("p", "verzuim", "a"), Plaats("q", "verzuim", "b")], [Plaats("p", "verzuim", "c")]):
        with ledger.transaction():
            ledger.list_again(places)
        assert ledger.listing() == places


def test_nothing_that_was_deleted_stays_in_the_file(path: Path) -> None:
    ledger = Ledger(path)
    with ledger.transaction():
        ledger.record(LEVERING, "reader-that-goes", "program", NOW)
    with ledger.transaction():
        ledger.drop(ledger.lezingen()[0].id)
    ledger.compact()
    kept = b"".join(one.read_bytes() for one in path.parent.iterdir())
    assert b"reader-that-goes" not in kept
    ledger.close()


def test_a_ledger_of_an_older_form_is_begun_anew(path: Path) -> None:
    path.parent.mkdir()
    with sqlite3.connect(path) as con:
        con.executescript(
            "create table levering (id integer primary key, sha256 text); insert into levering values (1, 'a')"
        )
    con.close()
    ledger = Ledger(path)
    assert ledger.lezingen() == []
    assert ledger.ontvangsten() == []
    ledger.close()


def test_a_ledger_of_a_newer_program_is_not_touched(path: Path) -> None:
    path.parent.mkdir()
    with sqlite3.connect(path) as con:
        con.execute(f"pragma user_version = {VERSION + 1}")
        con.execute("create table newer (x)")
    con.close()
    before = path.read_bytes()
    with pytest.raises(LedgerError):
        Ledger(path)
    assert path.read_bytes() == before
