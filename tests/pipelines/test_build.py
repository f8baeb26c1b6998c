"""From a folder of deliveries to a release: what counts, what stays, what is refused, and what never gets in."""

import datetime as dt
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest
from pydantic import SecretStr

import pipelines.build as builder
from pipelines.build import Outcome, build
from pipelines.keys import DEMONSTRATION_SECRET
from pipelines.sources import MARKER, BuildError
from schemas.codes import KINDS
from settings import Settings
from warehouse import checks, marts
from warehouse.errors import PublishError
from warehouse.ledger import Ledger
from warehouse.release import checksum, connect, current, releases_folder

SECRET = SecretStr("0123456789abcdef0123456789abcdef")
HEADERS = {
    "redenen": "school;reden;omschrijving;categorie",
    "rooster": "school;leerjaar;datum;eenheden",
    "verzuim": "school;leerling;datum;eenheid;reden",
    "leerlingen": "schooljaar;school;leerling;gemeente;leerjaar;van;tot",
    "vrijstellingen": "kind;gemeente;grond;laatst_onderwijs;besluit;ingang;einde",
    "thuiszitters": "lijst;peildatum;kind;gemeente;sector;school;soort;start;aanbod;einde;einde_reden",
    "kengetallen": "groep;indicator;gebied;peiling;waarde;eenheid;bron",
}


@dataclass(frozen=True)
class Workplace:
    """A folder of deliveries and a store."""

    deliveries: Path
    store: Path

    def deliver(self, name: str, *lines: str) -> Path:
        path = self.deliveries / name
        path.write_text("\n".join([HEADERS[name.split("_")[0]], *lines, ""]))
        return path

    def build(self, **settings: Any) -> Outcome:
        return build(self.deliveries, Settings(store=self.store, **settings), lambda step, done, total: None)

    def releases(self) -> list[str]:
        return sorted(path.name for path in releases_folder(self.store).glob("release-*"))

    def counted(self) -> list[tuple[str, str, int]]:
        """Kind, deel and number of rows that count in the release."""
        cursor = connect(current(self.store)).cursor()
        return cursor.sql("select kind, deel, rijen from mart_tellingen order by all").fetchall()


@pytest.fixture
def place(tmp_path: Path) -> Workplace:
    """Empty, marked as voorbeelddata."""
    deliveries = tmp_path / "deliveries"
    deliveries.mkdir()
    (deliveries / MARKER).write_text("seed = 1\n")
    return Workplace(deliveries, tmp_path / "store")


@pytest.fixture
def counting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Instead of the marts one table that says how many rows of each part count: quick, and all that matters here."""

    def create(con: duckdb.DuckDBPyConnection, **_: Any) -> dict[str, int]:
        parts = " union all ".join(f"select '{kind}' as kind, deel from {kind}" for kind in KINDS)
        con.execute(f"create table mart_tellingen as select kind, deel, count(*) as rijen from ({parts}) group by all")
        return {"mart_tellingen": 0}

    monkeypatch.setattr(marts, "create", create)
    monkeypatch.setattr(checks, "failing", lambda con: [])


pytestmark = pytest.mark.usefixtures("counting")


def test_every_line_of_every_file_is_accounted_for(place: Workplace) -> None:
    place.deliver("redenen_99AA00.csv", "99AA00;Z;ziek;ziekte", "", "99AA00;Z;ziek;ziekte", "99AA00;D;dokter;griep")
    place.deliver("rooster_99AA00_2018-2019.csv", "99AA00;3;2018-09-03;2", "99AA00;3;2018-09-03")
    outcome = place.build()
    facts = [(one.naam, one.regels, one.geladen, dict(one.quarantaine), one.leeg) for one in outcome.leveringen]
    assert facts == [
        ("redenen_99AA00.csv", 4, 1, {"dubbel": 1, "onbekende_code": 1}, 1),
        ("rooster_99AA00_2018-2019.csv", 2, 1, {"velden": 1}, 0),
    ]
    account = {name: value for name, value in outcome.release.account.items() if name != "tables"}
    assert account == {"files": 2, "lines": 6, "loaded": 2, "quarantined": 3, "blank": 1, "refused": 0}


def test_the_same_folder_again_is_nothing_new(place: Workplace) -> None:
    place.deliver("redenen_99AA00.csv", "99AA00;Z;ziek;ziekte")
    first = place.build()
    files = sorted(place.store.rglob("*.parquet"))
    again = place.build()
    assert (first.read, first.published, again.read, again.published) == (1, True, 0, False)
    assert again.release == first.release
    assert (sorted(place.store.rglob("*.parquet")), len(place.releases())) == (files, 1)


def test_the_same_content_under_another_name_counts_once(place: Workplace) -> None:
    path = place.deliver("redenen_99AA00.csv", "99AA00;Z;ziek;ziekte")
    place.build()
    path.rename(path.with_name("redenen_99AA00_nieuw.csv"))
    assert not place.build().published
    place.deliver("redenen_99AA00.csv", "99AA00;Z;ziek;ziekte")
    assert not place.build().published
    assert place.counted() == [("redenen", "99AA00", 1)]


def test_a_corrected_part_replaces_the_earlier_one_whole_and_history_stays(place: Workplace) -> None:
    path = place.deliver("redenen_99AA00.csv", "99AA00;Z;ziek;ziekte", "99AA00;D;dokter;medisch_bezoek")
    place.build()
    place.deliver("redenen_99AA00.csv", "99AA00;V;verlof;vakantieverlof")
    outcome = place.build()
    assert (outcome.read, outcome.published, place.counted()) == (1, True, [("redenen", "99AA00", 1)])
    assert len(list((place.store / "vault" / "redenen").glob("*.parquet"))) == 2
    assert outcome.release.account["loaded"] == 3
    path.unlink()
    place.deliver("redenen_99AB00.csv", "99AB00;Z;ziek;ziekte")
    place.build()
    assert place.counted() == [("redenen", "99AA00", 1), ("redenen", "99AB00", 1)]


def test_a_correction_leaves_the_other_parts_of_a_file_alone(place: Workplace) -> None:
    path = place.deliver("rooster_alle.csv", "99AA00;3;2018-09-03;2", "99AA00;4;2018-09-03;2", "99AB00;3;2018-09-03;2")
    place.build()
    path.unlink()
    place.deliver("rooster_99AA00.csv", "99AA00;3;2018-09-03;1")
    place.build()
    assert place.counted() == [("rooster", "99AA00/2018-2019", 1), ("rooster", "99AB00/2018-2019", 1)]


def test_a_correction_in_which_no_line_is_right_replaces_nothing(place: Workplace) -> None:
    path = place.deliver("redenen_99AA00.csv", "99AA00;Z;ziek;ziekte")
    place.build()
    path.unlink()
    place.deliver("redenen_99AA00_2.csv", "99AA00;Z;ziek;griep")
    outcome = place.build()
    assert outcome.leveringen[0].quarantaine == {"onbekende_code": 1}
    assert place.counted() == [("redenen", "99AA00", 1)]


def test_the_names_of_files_and_so_their_order_change_no_figure(place: Workplace, tmp_path: Path) -> None:
    other = Workplace(tmp_path / "other", tmp_path / "other_store")
    other.deliveries.mkdir()
    (other.deliveries / MARKER).touch()
    files = {f"rooster_{school}.csv": f"{school};3;2018-09-03;2" for school in ("99AA00", "99AB00", "99AC00")}
    for i, (name, line) in enumerate(files.items()):
        place.deliver(name, line)
        other.deliver(f"rooster_{9 - i}.csv", line)
    place.build()
    other.build()
    assert place.counted() == other.counted() != []


def test_files_in_folders_of_the_folder_are_read_and_office_locks_are_not(place: Workplace) -> None:
    (place.deliveries / "99AA00").mkdir()
    place.deliver("redenen_99AA00.csv", "99AA00;Z;ziek;ziekte").rename(place.deliveries / "99AA00" / "redenen_1.CSV")
    (place.deliveries / "~$redenen_1.xlsx").write_bytes(b"lock")
    (place.deliveries / "leesmij.pdf").write_bytes(b"pdf")
    assert [one.naam for one in place.build().leveringen] == ["redenen_1.CSV"]


def test_what_a_newer_program_reads_again_keeps_its_place_in_the_order_of_receipt(
    place: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = place.deliver("redenen_99AA00_z.csv", "99AA00;Z;ziek;ziekte", "99AA00;D;dokter;medisch_bezoek")
    place.build()
    kept = old.rename(old.with_suffix(".later"))
    place.deliver("redenen_99AA00_a.csv", "99AA00;Z;ziek;ziekte")
    place.build()
    kept.rename(old)
    fingerprint = builder._fingerprint
    monkeypatch.setattr(
        builder, "_fingerprint", lambda *packages, extra=b"": fingerprint(*packages, extra=extra + b"2")
    )
    assert place.build().read == 2
    assert place.counted() == [("redenen", "99AA00", 1)]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("verslag_2024.csv", "a;b\n1;2\n", "onbekende_soort"),
        ("verzuimoverzicht.csv", HEADERS["verzuim"], "onbekende_soort"),
        ("verzuim_99AA00.csv", "school;leerling;datum;eenheid\n99AA00;K1;2018-09-03;1\n", "kolom_ontbreekt"),
        ("verzuim_99AA00.csv", HEADERS["verzuim"] + ";BSN\n99AA00;K1;2018-09-03;1;Z;111222333\n", "verboden_kolom"),
        ("verzuim_99AA00.csv", "", "leeg_bestand"),
        ("verzuim_99AA00.xlsx", "geen werkmap", "geen_excel"),
    ],
)
def test_a_refused_file_is_told_and_the_others_are_published(
    place: Workplace, name: str, content: str, code: str
) -> None:
    place.deliver("redenen_99AA00.csv", "99AA00;Z;ziek;ziekte")
    (place.deliveries / name).write_text(content)
    outcome = place.build()
    (refused,) = [one for one in outcome.leveringen if one.geweigerd]
    assert (refused.naam, refused.geweigerd, refused.geladen) == (name, code, 0)
    assert refused.melding
    assert "111222333" not in refused.melding
    assert place.counted() == [("redenen", "99AA00", 1)]


def test_a_file_that_was_refused_and_is_mended_counts(place: Workplace) -> None:
    place.deliver("redenen_99AA00.csv", "99AA00;Z;ziek;ziekte")
    (place.deliveries / "rooster_99AA00.csv").write_text("school;datum\n")
    place.build()
    place.deliver("rooster_99AA00.csv", "99AA00;3;2018-09-03;2")
    place.build()
    assert ("rooster", "99AA00/2018-2019", 1) in place.counted()


def test_nothing_to_read_is_said_and_nothing_is_published(place: Workplace) -> None:
    for deliveries, sentence in ((place.deliveries, "no CSV or XLSX"), (place.deliveries / "weg", "no folder weg")):
        with pytest.raises(BuildError, match=sentence):
            Workplace(deliveries, place.store).build(key_secret=SECRET)
    (place.deliveries / "redenen_1.csv").write_text("school;reden\n")
    with pytest.raises(BuildError, match="no delivery could be loaded"):
        place.build()
    assert place.releases() == []


def real(place: Workplace) -> None:
    (place.deliveries / MARKER).unlink(missing_ok=True)


def test_real_deliveries_do_not_enter_a_store_of_voorbeelddata(place: Workplace) -> None:
    place.deliver("redenen_99AA00.csv", "99AA00;Z;ziek;ziekte")
    place.build()
    real(place)
    place.deliver("redenen_99AB00.csv", "99AB00;Z;ziek;ziekte")
    with pytest.raises(BuildError, match="voorbeelddata only"):
        place.build(key_secret=SECRET)
    assert place.counted() == [("redenen", "99AA00", 1)]


def test_voorbeelddata_does_not_enter_a_store_of_real_deliveries(place: Workplace) -> None:
    real(place)
    place.deliver("redenen_99AA00.csv", "99AA00;Z;ziek;ziekte")
    assert not place.build(key_secret=SECRET).release.voorbeelddata
    (place.deliveries / MARKER).touch()
    with pytest.raises(BuildError, match="real deliveries"):
        place.build()


def test_published_figures_are_never_called_voorbeelddata(place: Workplace) -> None:
    place.deliver("kengetallen_1.csv", "a;b;c;2018;1;leerlingen;agenda")
    place.deliver("redenen_99AA00.csv", "99AA00;Z;ziek;ziekte")
    outcome = place.build()
    assert [(one.kind, one.voorbeelddata) for one in outcome.leveringen] == [("kengetallen", False), ("redenen", True)]
    assert outcome.release.voorbeelddata


@pytest.mark.parametrize("secret", [None, SecretStr("kort"), SecretStr(DEMONSTRATION_SECRET.decode())])
def test_real_deliveries_need_a_secret_of_their_own(place: Workplace, secret: SecretStr | None) -> None:
    real(place)
    place.deliver("redenen_99AA00.csv", "99AA00;Z;ziek;ziekte")
    with pytest.raises(BuildError, match="INBEELD_KEY_SECRET"):
        place.build(key_secret=secret)
    assert not place.store.exists()


def test_the_pointer_says_which_file_is_in_use_and_how_it_was_made(place: Workplace) -> None:
    place.deliver("verzuim_99AA00.csv", "99AA00;K1;2018-09-03;1;Z", "99AA00;K1;2018-09-05;1;Z")
    place.deliver("rooster_99AA00.csv", "99AA00;3;2018-09-28;2")
    run = place.build().release.run
    facts = json.loads((releases_folder(place.store) / "CURRENT").read_text())
    path = releases_folder(place.store) / facts["file"]
    assert facts["file"] == f"release-{run}.duckdb"
    assert facts["sha256"] == checksum(path)
    assert (facts["data_tot"], facts["voorbeelddata"]) == ("2018-09-05", True)
    assert facts["account"]["lines"] == 3
    assert facts["account"]["tables"]["publicatie"] == 1


def test_a_release_holds_no_view_and_no_table_of_deliveries(place: Workplace) -> None:
    place.deliver("verzuim_99AA00.csv", "99AA00;K1;2018-09-03;1;Z")
    tables = {
        row[0] for row in connect(place.build().release).cursor().sql("show all tables").select("name").fetchall()
    }
    assert tables == {"mart_tellingen", "mart_bronnen", "mart_quarantaine", "publicatie"}


def test_the_release_says_what_was_delivered_and_why_lines_are_kept_apart(place: Workplace) -> None:
    place.deliver("rooster_1.csv", "99AA00;3;2018-09-03;2", "99AA00;3;x;2", "")
    place.deliver("rooster_2.csv", "99AB00;3;2018-09-04;2", "99AB00;3;x;2")
    cursor = connect(place.build().release).cursor()
    day, last = dt.date(2018, 9, 3), dt.date(2018, 9, 4)
    assert cursor.sql("from mart_bronnen").fetchall() == [("rooster", 2, 0, 5, 2, 2, 1, day, last, True)]
    assert cursor.sql("from mart_quarantaine").fetchall() == [("rooster", "datum", 2, 2)]


def test_figures_that_contradict_each_other_are_not_published(
    place: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.deliver("redenen_99AA00.csv", "99AA00;Z;ziek;ziekte")
    first = place.build().release
    monkeypatch.setattr(checks, "failing", lambda con: ["som: 2 row(s) break the rule. The parts add up."])
    place.deliver("redenen_99AB00.csv", "99AB00;Z;ziek;ziekte")
    with pytest.raises(PublishError, match="The parts add up"):
        place.build()
    assert current(place.store) == first
    assert [path.name for path in releases_folder(place.store).iterdir() if path.name != "CURRENT"] == [first.path.name]
    monkeypatch.setattr(checks, "failing", lambda con: [])
    assert place.build().published


def test_a_release_that_was_damaged_is_made_again(place: Workplace) -> None:
    place.deliver("redenen_99AA00.csv", "99AA00;Z;ziek;ziekte")
    first = place.build().release
    first.path.write_bytes(b"damaged")
    outcome = place.build()
    assert (outcome.read, outcome.published) == (0, True)
    assert outcome.release.path != first.path
    assert place.counted() == [("redenen", "99AA00", 1)]


def rebuild(place: Workplace, i: int, **settings: Any) -> str:
    place.deliver("redenen_99AA00.csv", f"99AA00;Z{i};ziek;ziekte")
    return place.build(**settings).release.path.name


def test_three_releases_are_kept_and_no_name_is_used_twice(place: Workplace) -> None:
    made = [rebuild(place, i) for i in range(5)]
    assert place.releases() == made[-3:]
    assert len(set(made)) == 5
    assert rebuild(place, 5, keep_releases=1) == current(place.store).path.name
    assert len(place.releases()) == 1


def test_the_release_in_use_is_kept_when_the_clock_goes_back(place: Workplace) -> None:
    releases_folder(place.store).mkdir(parents=True)
    for year in (2997, 2998, 2999):
        (releases_folder(place.store) / f"release-{year}0101T000000000.duckdb").touch()
    assert rebuild(place, 1) in place.releases()
    assert len(place.releases()) == 3


def test_what_a_stopped_build_left_behind_is_cleared(place: Workplace) -> None:
    releases_folder(place.store).mkdir(parents=True)
    left = releases_folder(place.store) / ".bouw-20180903T000000.duckdb"
    left.touch()
    rebuild(place, 1)
    assert not left.exists()


def test_a_build_that_stops_half_way_goes_on_with_what_it_had(
    place: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.deliver("redenen_99AA00.csv", "99AA00;Z;ziek;ziekte")

    def stop(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as stopped:
        stopped.setattr(marts, "create", stop)
        with pytest.raises(KeyboardInterrupt):
            place.build()
    outcome = place.build()
    assert (outcome.read, outcome.published) == (0, True)


CANARY = "KANARIE"
SAID = Callable[[], str]


@pytest.fixture
def canaries(place: Workplace) -> Workplace:
    """Real deliveries with a planted key in every place a key can stand, also in lines and files that are wrong."""
    real(place)
    key = f"{CANARY}-1"
    place.deliver("verzuim_1.csv", f"99AA00;{key};2018-09-03;1;Z", f"99AA00;{key};x;1;Z", f'99AA00;"{key};;', key)
    place.deliver("leerlingen_1.csv", f"2018-2019;99AA00;{key};Woerden;3;2018-08-27;", f"2018;99AA00;{key};;;;")
    place.deliver("vrijstellingen_1.csv", f"{key};Woerden;5a;;nieuw;2018-09-03;", f"{key};{key};5x;;nieuw;;")
    place.deliver("thuiszitters_1.csv", f"RBL;2018-09-03;{key};Woerden;;;absoluut;2018-09-03;;;", f";;{key};;;;;;;;")
    (place.deliveries / "verzuim_2.csv").write_text(f"{key};99AA00;2018-09-03;1;Z\n{key};99AA00;2018-09-04;1;Z\n")
    (place.deliveries / "verzuim_3.csv").write_text(f"{HEADERS['verzuim']};bsn\n99AA00;{key};2018-09-03;1;Z;{key}\n")
    (place.deliveries / "verzuim_4.xlsx").write_text(key)
    return place


def contents(store: Path) -> Iterator[str]:
    """All that stands in a store, also what is compressed."""
    for path in store.rglob("*"):
        if path.is_file():
            yield path.read_bytes().decode("latin-1")
        if path.suffix == ".parquet":
            yield pl.read_parquet(path).write_csv()
        if path.suffix == ".duckdb":
            with duckdb.connect(path, read_only=True) as con:
                for table in con.sql("show tables").fetchall():
                    yield con.sql(f"from {table[0]}").pl().write_csv()


def test_no_key_of_a_pupil_ever_gets_into_the_store_or_into_what_is_said(canaries: Workplace) -> None:
    outcome = canaries.build(key_secret=SECRET)
    kept = "".join(contents(canaries.store))
    assert outcome.release.account["loaded"] == 4
    assert {"verboden_kolom", "kolom_ontbreekt", "geen_excel"} == {one.geweigerd for one in outcome.leveringen} - {None}
    assert "absoluut" in kept
    assert CANARY not in kept
    assert CANARY not in repr(outcome)
    assert SECRET.get_secret_value() not in kept + repr(outcome)


def test_a_line_in_quarantine_is_a_number_a_reason_and_a_column(canaries: Workplace) -> None:
    canaries.build(key_secret=SECRET)
    folder = canaries.store / "vault" / "quarantaine" / "verzuim"
    rows = [row for path in folder.glob("*.parquet") for row in pl.read_parquet(path).rows()]
    assert rows == [(3, "datum", "datum"), (4, "velden", None), (5, "velden", None)]


def test_a_day_of_absence_after_today_is_kept_apart(place: Workplace) -> None:
    place.deliver("verzuim_99AA00.csv", "99AA00;L1;2018-09-03;1;Z", "99AA00;L1;2918-09-04;1;Z")
    outcome = place.build()
    assert outcome.release.data_tot == "2018-09-03"
    assert [levering.quarantaine for levering in outcome.leveringen] == [{"bereik": 1}]


def test_a_delivery_that_was_corrected_no_longer_says_how_far_the_data_goes(place: Workplace) -> None:
    place.deliver("verzuim_99AA00.csv", "99AA00;L1;2018-09-03;1;Z", "99AA00;L1;2019-06-04;1;Z")
    place.build()
    place.deliver("verzuim_99AA00.csv", "99AA00;L1;2018-09-03;1;Z", "99AA00;L1;2018-09-04;1;Z")
    assert place.build().release.data_tot == "2018-09-04"


def test_the_ledger_forgets_nothing(place: Workplace) -> None:
    place.deliver("redenen_99AA00.csv", "99AA00;Z;ziek;ziekte")
    place.build()
    place.deliver("redenen_99AA00.csv", "99AA00;Z;ziek;onbekend")
    place.build()
    ledger = Ledger(place.store / "vault" / "ledger.sqlite")
    try:
        assert [one.naam for one in ledger.accounts()] == ["redenen_99AA00.csv"] * 2
        assert len(ledger.current()) == 1
    finally:
        ledger.close()
