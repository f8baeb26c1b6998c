"""What is past its term goes: facts, lists of faulty lines, raw deliveries; and does not come back."""

import datetime as dt

import pytest

import pipelines.build as builder
from pipelines.removal import Removed
from pipelines.retention import end_of, retain
from settings import Settings
from tests.pipelines.workplace import Workplace, silent

pytestmark = pytest.mark.usefixtures("tallied")
TODAY = dt.datetime.now(dt.UTC).date()
OLD = [f"99AA00;L{i};2018-10-01;1;Z" for i in range(20)]


@pytest.fixture
def filled(place: Workplace) -> Workplace:
    """Absence in two school years, a count of long ago, and a faulty line."""
    place.deliver("verzuim_1.csv", *OLD, *(line.replace("2018-10", "2019-10") for line in OLD), "x")
    place.deliver("redenen_1.csv", "99AA00;Z;ziek;ziekte")
    place.build()
    return place


def apply(place: Workplace, today: dt.date, *, trial: bool = False) -> Removed:
    return retain(Settings(store=place.store), place.deliveries, silent, trial=trial, today=today)


@pytest.mark.parametrize(
    ("deel", "end"),
    [
        ("99AA00/2018-2019", dt.date(2019, 7, 31)),
        ("2018-2019", dt.date(2019, 7, 31)),
        ("RBL/2018-09-03", dt.date(2019, 7, 31)),
        ("RBL/2019-07-31", dt.date(2019, 7, 31)),
        ("99AA00", None),
    ],
)
def test_a_part_is_about_the_school_year_in_its_name(deel: str, end: dt.date | None) -> None:
    assert end_of(deel) == end


def test_facts_of_a_school_year_go_when_their_term_is_over(filled: Workplace) -> None:
    apply(filled, dt.date(2024, 7, 31))
    assert ("verzuim", "99AA00/2018-2019", 20) in filled.counted()
    removed = apply(filled, dt.date(2024, 8, 1))
    assert removed.aantallen == {"bestanden": 1, "regels": 20, "rijen": 20}
    assert filled.counted() == [("redenen", "99AA00", 1), ("verzuim", "99AA00/2019-2020", 20)]
    assert len(filled.releases()) == 1


def test_facts_that_went_do_not_come_back_when_a_newer_program_reads_the_file_again(
    filled: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    apply(filled, dt.date(2024, 8, 1))
    original = builder._reader
    monkeypatch.setattr(builder, "_reader", lambda *facts: original(*facts)[::-1])
    outcome = filled.build()
    assert outcome.read == 2
    assert filled.counted() == [("redenen", "99AA00", 1), ("verzuim", "99AA00/2019-2020", 20)]
    (verzuim,) = [one for one in outcome.leveringen if one.kind == "verzuim"]
    assert (verzuim.geladen, dict(verzuim.weggelaten)) == (20, {"verlopen": 20})


def test_lists_and_raw_files_go_when_their_term_is_over(filled: Workplace) -> None:
    removed = apply(filled, TODAY + dt.timedelta(days=91))
    assert removed.aantallen["aangeleverde_bestanden"] == 2
    assert removed.aantallen["quarantainelijsten"] == 0
    assert [path.suffix for path in filled.deliveries.iterdir()] == [".toml"]
    assert not filled.build().published  # what was read counts on
    removed = apply_without_files(filled, TODAY + dt.timedelta(days=400))
    assert removed.aantallen["quarantainelijsten"] == 1
    assert not list((filled.store / "vault" / "quarantaine").rglob("*.parquet"))


def apply_without_files(place: Workplace, today: dt.date) -> Removed:
    return retain(Settings(store=place.store), None, silent, today=today)


def test_a_file_that_was_never_read_stays(filled: Workplace) -> None:
    filled.deliver("redenen_2.csv", "99AB00;Z;ziek;ziekte")
    apply(filled, TODAY + dt.timedelta(days=91))
    assert [path.name for path in filled.deliveries.glob("*.csv")] == ["redenen_2.csv"]


def test_a_trial_counts_and_removes_nothing(filled: Workplace) -> None:
    before = {path: path.read_bytes() for path in filled.store.rglob("*.parquet")}
    removed = apply(filled, TODAY + dt.timedelta(days=4000), trial=True)
    assert removed.aantallen == {
        "bestanden": 1,
        "regels": 40,
        "rijen": 40,
        "quarantainelijsten": 1,
        "aangeleverde_bestanden": 2,
    }
    assert {path: path.read_bytes() for path in filled.store.rglob("*.parquet")} == before
    assert not filled.build().published


def test_a_removal_is_recorded_with_counts_only(filled: Workplace) -> None:
    apply(filled, dt.date(2024, 8, 1))
    ledger = filled.ledger()
    (record,) = ledger.removals()
    assert (record["soort"], record["aantallen"]) == ("bewaartermijn", {"bestanden": 1, "regels": 20, "rijen": 20})
    ledger.close()


def test_readings_of_an_older_program_go_after_their_term(filled: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    original = builder._reader
    monkeypatch.setattr(builder, "_reader", lambda *facts: original(*facts)[::-1])
    filled.build()
    assert apply_without_files(filled, TODAY + dt.timedelta(days=400)).aantallen["eerdere_lezingen"] == 2
    ledger = filled.ledger()
    assert len(ledger.lezingen()) == 2
    ledger.close()
