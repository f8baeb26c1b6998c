"""The walk-through of docs/deliveries.md does what it says: an unknown export becomes a published release."""

import json
import re
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipelines.__main__ import app
from warehouse.release import connect, current

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "data" / "sample"
NAME = "absenties_99AC00_september.csv"
TEXT = (ROOT / "docs" / "deliveries.md").read_text(encoding="utf-8")
WALK = TEXT.split("## From an unknown export to a published release\n")[1].split("\n## ")[0]
EXPORT, PROFILE = (re.findall(rf"^```{language}\n(.*?)^```", WALK, re.M | re.S)[0] for language in ("", "toml"))
BESIDE = (
    "scholen_voorbeeld.csv",
    "leerlingen_99AC00_2021-2022.csv",
    "rooster_99AC00_2021-2022.csv",
    "voorbeelddata.toml",
)


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """The export of the walk-through, in a folder with what the school delivered before."""
    folder = tmp_path / "deliveries"
    folder.mkdir()
    for name in BESIDE:
        shutil.copy(SAMPLE / name, folder)
    (folder / NAME).write_text(EXPORT, encoding="utf-8")
    return folder / NAME


def test_a_first_profile_finds_what_the_document_says(export: Path, tmp_path: Path) -> None:
    out = tmp_path / "first.toml"
    assert CliRunner().invoke(app, ["profile", str(export), "--out", str(out)]).exit_code == 0
    found = out.read_text(encoding="utf-8")
    for line in ("rijen_boven_kop = 2", 'datum = "dd-mm-jjjj"', 'leerling = "Leerlingnr"', 'overslaan = ["Klas"]'):
        assert line in found
        assert line in PROFILE
    assert "L2000001" not in found


def test_the_completed_profile_takes_the_export_to_a_release(export: Path, tmp_path: Path) -> None:
    (tmp_path / "profiles").mkdir()
    (tmp_path / "profiles" / "school_99AC00.toml").write_text(PROFILE, encoding="utf-8")
    store, account = tmp_path / "store", tmp_path / "account.json"
    folders = ["--deliveries", str(export.parent), "--store", str(store), "--profiles", str(tmp_path / "profiles")]
    result = CliRunner().invoke(app, ["build", *folders, "--json", str(account)])
    assert result.exit_code == 0, result.output
    [file] = [one for one in json.loads(account.read_text(encoding="utf-8"))["files"] if one["name"] == NAME]
    assert (file["lines"], file["loaded"], file["blank"]) == (24, 22, 0)
    assert file["left_out"] == {"totaalregel": 1}
    assert file["quarantined"] == {"zonder_rooster": 1}
    with connect(current(store)).cursor() as cursor:
        kept = cursor.execute("select naam, regel, reden from mart_quarantaine_regels").fetchall()
    assert kept == [(NAME, EXPORT.splitlines().index("L2000003;04-09-2021;2;ziek;2A") + 1, "zonder_rooster")]
