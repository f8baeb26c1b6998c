"""Only listed data gets into the repository: every file under data/ says what it is and where it comes from."""

import csv
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MANIFEST = ROOT / "data" / "MANIFEST.csv"

# Columns that only a real child would have; none may stand in a data file.
PERSONAL = {"naam_leerling", "voornaam", "achternaam", "bsn", "pgn", "eck_id", "geboortedatum", "adres", "postcode"}


def listed() -> list[dict[str, str]]:
    with MANIFEST.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter=";"))


def data_files() -> list[Path]:
    return [path for path in sorted((ROOT / "data").rglob("*")) if path.is_file() and path != MANIFEST]


def test_every_data_file_is_listed_once() -> None:
    assert sorted(row["path"] for row in listed()) == [path.relative_to(ROOT).as_posix() for path in data_files()]


def test_every_listed_file_may_be_public_and_names_its_source() -> None:
    assert {row["status"] for row in listed()} == {"synthetic", "published", "reference"}
    assert all(row["source"] for row in listed())


@pytest.mark.parametrize("path", [path for path in data_files() if path.suffix == ".csv"], ids=lambda path: path.name)
def test_no_data_file_has_a_column_for_a_real_person(path: Path) -> None:
    header = path.read_text(encoding="utf-8", errors="replace").splitlines()[0].lower().split(";")
    assert not PERSONAL & set(header)


@pytest.mark.parametrize("row", [row for row in listed() if row["status"] == "synthetic"], ids=lambda row: row["path"])
def test_synthetic_files_stand_beside_the_marker_and_name_invented_schools_only(row: dict[str, str]) -> None:
    path = ROOT / row["path"]
    assert (path.parent / "voorbeelddata.toml").exists()
    if path.suffix != ".csv":
        return
    with path.open(encoding="utf-8", errors="replace", newline="") as lines:  # exports have encodings of their own
        schools = {line["school"] for line in csv.DictReader(lines, delimiter=";") if line.get("school")}
    assert all(school.startswith("99") and len(school) == 6 for school in schools)
