"""One pupil forgotten: out of every file of the store, out of the releases, and not to come back."""

import struct
import zipfile
from pathlib import Path

import polars as pl
import pytest

from pipelines.blocking import blocked
from pipelines.forgetting import forget, holding
from pipelines.keys import DEMONSTRATION_SECRET, pseudonym, secret_of
from pipelines.refusal import BuildError
from pipelines.removal import Removed
from settings import Settings
from tests.pipelines.workplace import Workplace, silent, status

pytestmark = pytest.mark.usefixtures("tallied")
KEY = "KANARIE7"
HASH = pseudonym(KEY, secret_of(DEMONSTRATION_SECRET, "regio"))
OTHERS = [f"99AA00;L{i};2018-10-01;1;Z" for i in range(30)]
OWN = [f"99AA00;{KEY};2018-10-{day:02};1;Z" for day in (1, 2)]


def remove(place: Workplace, key: str = KEY, domain: str = "regio") -> Removed:
    return forget(key, domain, place.deliveries, Settings(store=place.store), silent)


@pytest.fixture
def pupil(place: Workplace) -> Workplace:
    """A pupil in absence (also in a delivery that was replaced), enrolment, help, an exemption and a list."""
    place.deliver("verzuim_1.csv", *OTHERS, *OWN)
    place.build()
    place.deliver("verzuim_1.csv", *OTHERS, *OWN, "99AA00;L1;2018-10-02;1;Z")
    place.deliver("leerlingen_1.csv", f"2018-2019;99AA00;{KEY};Woerden;3;2018-08-27;")
    place.deliver("interventies_1.csv", f"99AA00;{KEY};gesprek;2;2018-10-01;")
    place.deliver("vrijstellingen_1.csv", f"{KEY};Woerden;5a;;nieuw;2018-09-03;")
    place.deliver("thuiszitters_1.csv", f"RBL;2018-09-03;{KEY};Woerden;PO;;absoluut;2018-09-03;;;")
    place.deliver("rooster_1.csv", "99AA00;3;2018-10-01;2")
    place.build()
    return place


def hits(place: Workplace) -> list[str]:
    """Files of the store in which the key or its hash stands, in any form in which a number can stand."""
    forms = [KEY.encode(), str(HASH).encode(), struct.pack("<q", HASH), struct.pack(">q", HASH)]
    found = [
        path.name for path in place.store.rglob("*") if path.is_file() and any(f in path.read_bytes() for f in forms)
    ]
    for path in place.store.rglob("*.parquet"):
        numbers = pl.read_parquet(path).select(pl.selectors.integer())
        if any(HASH in numbers[name] for name in numbers.columns):
            found.append(path.name)
    return found


def test_nothing_of_a_forgotten_pupil_is_left_in_any_file_of_the_store(pupil: Workplace) -> None:
    assert hits(pupil)
    removed = remove(pupil)
    assert hits(pupil) == []
    assert removed.aantallen == {"bestanden": 6, "regels": 8, "rijen": 8, "aangeleverde_bestanden": 5}
    assert len(pupil.releases()) == 1
    assert [row for row in pupil.counted() if row[0] == "verzuim"] == [("verzuim", "99AA00/2018-2019", 31)]


def test_the_account_of_a_file_says_how_many_lines_were_forgotten(pupil: Workplace) -> None:
    remove(pupil)
    ledger = pupil.ledger()
    accounts = [one.levering for one in ledger.lezingen() if one.levering.kind == "verzuim"]
    assert [(one.regels, one.geladen, dict(one.weggelaten)) for one in accounts] == [
        (32, 30, {"vergeten": 2}),
        (33, 31, {"vergeten": 2}),
    ]
    (record,) = ledger.removals()
    assert record["soort"] == "vergeten"
    assert all(isinstance(count, int) for count in record["aantallen"].values())
    ledger.close()


def test_a_forgotten_pupil_who_is_delivered_again_is_left_out_and_counted(pupil: Workplace) -> None:
    remove(pupil)
    pupil.deliver("verzuim_2.csv", *OTHERS, *OWN, "99AA00;L2;2018-10-02;1;Z")
    outcome = pupil.build()
    assert status(outcome)["verzuim_2.csv"] == "telt"
    (again,) = [one for one in outcome.leveringen if one.naam == "verzuim_2.csv"]
    assert (again.regels, again.geladen, dict(again.weggelaten)) == (33, 31, {"vergeten": 2})
    assert hits(pupil) == []


def test_forgetting_twice_changes_nothing_more(pupil: Workplace) -> None:
    remove(pupil)
    assert remove(pupil).aantallen == {}
    ledger = pupil.ledger()
    assert blocked(ledger.forgotten(), DEMONSTRATION_SECRET) == {HASH}
    ledger.close()


@pytest.mark.parametrize("stopped_at", ["warehouse.ledger.Ledger.rewrite", "pipelines.removal.write"])
@pytest.mark.parametrize("again", ["forget", "build"])
def test_a_removal_that_stopped_half_way_is_finished_by_the_next(
    pupil: Workplace, monkeypatch: pytest.MonkeyPatch, stopped_at: str, again: str
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as stopped:
        stopped.setattr(stopped_at, stop)
        with pytest.raises(KeyboardInterrupt):
            remove(pupil)
    if again == "forget":
        remove(pupil)
    else:
        pupil.build()
    assert hits(pupil) == []
    assert len(pupil.releases()) == 1
    ledger = pupil.ledger()
    assert all(one.levering.weggelaten for one in ledger.lezingen() if one.levering.kind == "verzuim")
    ledger.close()


def test_the_same_key_in_another_domain_is_another_child(pupil: Workplace) -> None:
    with pytest.raises(BuildError) as caught:
        remove(pupil, domain="RBL")
    assert (caught.value.code, caught.value.feiten) == ("onbekend_domein", {"domeinen": "regio"})
    assert hits(pupil)


def test_a_store_that_is_not_there_has_nobody_to_forget(place: Workplace) -> None:
    with pytest.raises(BuildError) as caught:
        remove(place)
    assert caught.value.code == "lege_opslag"
    assert not place.store.exists()


@pytest.mark.parametrize(
    ("content", "key", "found"),
    [
        (b"a;KANARIE7;b", "KANARIE7", True),
        (b"a;KANARIE70;b", "KANARIE7", False),
        (b"a;XKANARIE7;b", "KANARIE7", False),
        ("a;KANARIE7;b".encode("utf-16"), "KANARIE7", True),
        (b"a;12345678;b", "012345678", True),
        (b"x" * (1 << 24) + b";KANARIE7\n", "KANARIE7", True),
        (b"x" * ((1 << 24) - 5) + b";KANARIE7\n", "KANARIE7", True),
    ],
)
def test_a_key_is_found_in_a_raw_file_as_a_whole_word(tmp_path: Path, content: bytes, key: str, found: bool) -> None:
    (tmp_path / "verzuim_1.csv").write_bytes(content)
    assert bool(holding(key, tmp_path)) == found


def test_a_key_is_found_in_a_workbook(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "verzuim_1.xlsx", "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/sharedStrings.xml", f"<si><t>{KEY}</t></si>" * 1000)
    assert holding(KEY, tmp_path)
    assert not holding("L1", tmp_path)
