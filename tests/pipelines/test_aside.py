"""What lies in the folder and is no delivery is named, with what to do; nothing is passed over in silence."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipelines.__main__ import app
from pipelines.sources import MARKER, aside
from tests.pipelines.workplace import Workplace

pytestmark = pytest.mark.usefixtures("counting")


@pytest.fixture
def mixed(place: Workplace) -> Workplace:
    """Two deliveries, one of them in a folder, among what is none."""
    place.deliver("redenen_99AA00.csv", "99AA00;Z;ziek;ziekte")
    (place.deliveries / "oktober").mkdir()
    (place.deliveries / "oktober" / "redenen_99AB00.csv").write_text(
        "school;reden;omschrijving;categorie\n99AB00;Z;;ziekte\n"
    )
    for name in ("verzuim.csv.gz", "alles.zip", "~$verzuim.xlsx", "brief 123456782.pdf", ".verzuim.csv", ".DS_Store"):
        (place.deliveries / name).write_bytes(b"x")
    (place.deliveries / "voorbeeld").mkdir()
    (place.deliveries / "voorbeeld" / MARKER).touch()
    (place.deliveries / "voorbeeld" / "verzuim_1.csv").touch()
    return place


def test_each_file_and_folder_that_is_not_read_is_named_with_why(mixed: Workplace) -> None:
    assert {(one.naam, one.code) for one in aside(mixed.deliveries)} == {
        ("verzuim.csv.gz", "ingepakt"),
        ("alles.zip", "ingepakt"),
        ("~$verzuim.xlsx", "staat_open"),
        ("brief *********.pdf", "geen_levering"),
        (".verzuim.csv", "verborgen_bestand"),
        ("voorbeeld", "andere_set"),
    }
    assert {one.naam for one in mixed.build().leveringen} == {"redenen_99AA00.csv", "redenen_99AB00.csv"}
    assert aside(mixed.deliveries / "nowhere") == []


@pytest.mark.parametrize(
    ("taal", "text"), [("nl", "opzij gelegd alles.zip: Dit is"), ("en", "left aside alles.zip: Th")]
)
def test_build_says_so_and_writes_it_down(
    mixed: Workplace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, taal: str, text: str
) -> None:
    monkeypatch.setenv("INBEELD_LANGUAGE", taal)
    folders = ["--deliveries", str(mixed.deliveries), "--store", str(mixed.store)]
    result = CliRunner().invoke(app, ["build", *folders, "--json", str(tmp_path / "account.json")])
    assert (result.exit_code, text in result.output) == (0, True)
    facts = json.loads((tmp_path / "account.json").read_text())
    assert [one["code"] for one in facts["aside"] if one["name"] == "alles.zip"] == ["ingepakt"]
    assert len(facts["files"]) == 2


def test_a_folder_with_packed_files_only_is_told_what_to_unpack(place: Workplace) -> None:
    (place.deliveries / "verzuim.zip").touch()
    result = CliRunner().invoke(app, ["build", "--deliveries", str(place.deliveries), "--store", str(place.store)])
    assert result.exit_code == 1
    assert "verzuim.zip" in result.output
