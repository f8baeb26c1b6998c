"""The command `status`."""

import json
from pathlib import Path

from pipelines.sources import MARKER
from tests.pipelines.command_line import run
from warehouse.release import current


def test_status_tells_of_the_release_in_use(small_store: Path, tmp_path: Path) -> None:
    result = run("status", "--store", small_store, "--json", tmp_path / "status.json")
    facts = json.loads((tmp_path / "status.json").read_text())
    release = current(small_store)
    assert result.exit_code == 0
    assert release.run in result.output
    assert facts["run"] == release.run
    assert facts["lines"] == facts["loaded"] + facts["quarantined"] + facts["blank"]
    assert sum(facts["quarantine"].values()) == facts["quarantined"]


def test_status_without_a_release_ends_with_one_and_makes_nothing(tmp_path: Path) -> None:
    result = run("status", "--store", tmp_path / "store")
    assert result.exit_code == 1
    assert "python manage.py build" in result.output
    assert not (tmp_path / "store").exists()


def test_status_after_a_refused_first_build_tells_what_to_mend(tmp_path: Path) -> None:
    folder = tmp_path / "deliveries"
    folder.mkdir()
    (folder / MARKER).touch()
    (folder / "scholen_2022.csv").write_text("school;naam\n")
    assert run("build", "--deliveries", folder, "--store", tmp_path / "store").exit_code == 1
    result = run("status", "--store", tmp_path / "store")
    assert result.exit_code == 1
    assert "scholen_2022.csv" in result.output
