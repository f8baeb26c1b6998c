"""`python -m warehouse.monitor`: what a steward types, what is answered, and with which exit code."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from tests.monitor.agendas import AGENDA, OPEN, filled
from warehouse.monitor.__main__ import app
from warehouse.monitor.events import Status, StatusGezet
from warehouse.monitor.store import Store, head, path_in

ROOT = Path(__file__).parents[2]
POINTS = ROOT / "data" / "reference" / "agendapunten_2019_2022.csv"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """The folder of a store with a small monitor."""
    filled(path_in(tmp_path / "store")).close()
    return tmp_path / "store"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_verify_prints_the_head_that_a_later_check_can_ask_for(store: Path) -> None:
    nr, hash_ = head(path_in(store))
    first = run("verify", "--store", store)
    assert (first.exit_code, first.output) == (0, f"5 events, head {nr}-{hash_}\n")
    assert run("verify", "--store", store, "--known", f"{nr}-{hash_}").exit_code == 0
    wrong = run("verify", "--store", store, "--known", "5-abc")
    assert wrong.exit_code == 1
    assert "Problem: event 5: the event that was noted before is not there any more" in wrong.output


def test_backup_names_the_copy(store: Path, tmp_path: Path) -> None:
    result = run("backup", tmp_path / "copies", "--store", store)
    (copy,) = (tmp_path / "copies").iterdir()
    assert result.exit_code == 0
    assert f"{copy.name}: 5 events" in result.output


@pytest.mark.parametrize("name", ["monitor.xlsx", "folder"])
def test_export_and_import_go_round(store: Path, tmp_path: Path, name: str) -> None:
    assert run("export", tmp_path / name, "--store", store).exit_code == 0
    again = run("import", tmp_path / name, "--store", store)
    assert (again.exit_code, again.output) == (0, "Nothing differs: nothing was recorded.\n")
    new = run("import", tmp_path / name, "--store", tmp_path / "new", "--author", "beheerder")
    assert new.output == "Recorded: 1 agenda, 2 kwartaal_geopend, 1 kwartaal_gesloten, 1 status.\n"


def test_an_agenda_is_imported_from_its_points(tmp_path: Path) -> None:
    assert run("import", POINTS, "--store", tmp_path).output == "Recorded: 1 agenda.\n"


def test_a_conflict_shows_both_versions_and_records_nothing(store: Path, tmp_path: Path) -> None:
    with Store(path_in(store)) as opened:
        opened.record(StatusGezet(AGENDA.code, "3.1", OPEN, Status("oranje", "Begonnen")), "jan", None)
    run("export", tmp_path / "out", "--store", store)
    file = tmp_path / "out" / "statussen.csv"
    file.write_text(file.read_text(encoding="utf-8-sig").replace("Begonnen", "Bijna klaar"), encoding="utf-8")
    with Store(path_in(store)) as opened:
        opened.record(StatusGezet(AGENDA.code, "3.1", OPEN, Status("rood", "Gestopt")), "an", opened.refresh().nr)
    result = run("import", file, "--store", store)
    assert result.exit_code == 1
    assert "recorded by an in the meantime" in result.output
    assert "stand_van_zaken: there is 'Gestopt', the file says 'Bijna klaar'" in result.output
    assert run("import", file, "--store", store, "--overwrite").output == "Recorded: 1 status.\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("verify",), "Not done: the monitor cannot be read"),
        (("backup", "copies"), "Not done: the monitor cannot be read"),
        (("import", "nowhere.csv"), "Not done: nowhere.csv cannot be read as CSV"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_makes_no_store(
    tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    result = run(*arguments, "--store", tmp_path / "store")
    assert result.exit_code == 1
    assert result.output.startswith(said)
    assert not path_in(tmp_path / "store").exists()


def test_the_example_is_made_once(tmp_path: Path) -> None:
    assert "events (voorbeelddata)" in run("example", "--store", tmp_path).output
    again = run("example", "--store", tmp_path)
    assert (again.exit_code, "there already" in again.output) == (1, True)
