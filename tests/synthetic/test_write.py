"""Writing the synthetic deliveries: reproducible, marked, and never on top of somebody's real files."""

import hashlib
import tomllib
from pathlib import Path

import pytest

import synthetic
from schemas.codes import KINDS
from tests.synthetic.conftest import FAULTY_DATE, FAULTY_GEMEENTE


def silent(step: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


def fingerprint(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def test_the_same_seed_gives_the_same_bytes(small_deliveries: Path, tmp_path: Path) -> None:
    synthetic.write(tmp_path, size="small", seed=1, progress=silent)
    assert fingerprint(tmp_path) == fingerprint(small_deliveries)


def test_another_seed_gives_other_children(small_deliveries: Path, tmp_path: Path) -> None:
    synthetic.write(tmp_path, size="small", seed=2, progress=silent)
    first, second = fingerprint(small_deliveries), fingerprint(tmp_path)
    same = {name for name in first if first[name] == second.get(name)}
    assert not [name for name in same if name.startswith(("leerlingen_", "verzuim_", "thuiszitters_"))]


def test_every_kind_is_delivered(small_deliveries: Path) -> None:
    delivered = {path.name.split("_")[0] for path in small_deliveries.glob("*.csv")}
    assert delivered == set(KINDS)


def test_the_marker_says_what_the_folder_is(small_deliveries: Path) -> None:
    marker = tomllib.loads((small_deliveries / "voorbeelddata.toml").read_text(encoding="utf-8"))
    assert marker == {"seed": 1, "size": "small", "versie": "3", "volledig": True}


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path) -> None:
    real = tmp_path / "verzuim_school.csv"
    real.write_text("a real delivery", encoding="utf-8")
    with pytest.raises(FileExistsError, match="Choose an empty folder"):
        synthetic.write(tmp_path, size="small", seed=1, progress=silent)
    assert [path.name for path in tmp_path.iterdir()] == [real.name]


def test_an_earlier_sample_is_replaced_whole(tmp_path: Path) -> None:
    (tmp_path / "voorbeelddata.toml").write_text("seed = 9\n", encoding="utf-8")
    (tmp_path / "verzuim_99QQ00_2019-2020.csv").write_text("left over", encoding="utf-8")
    synthetic.write(tmp_path, size="small", seed=1, progress=silent)
    assert not list(tmp_path.glob("*99QQ00*"))


def test_an_unknown_size_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="expected one of small, region, national"):
        synthetic.write(tmp_path, size="province", seed=1, progress=silent)


def test_progress_ends_complete(tmp_path: Path) -> None:
    calls: list[tuple[str, int, int]] = []
    synthetic.write(tmp_path, size="small", seed=1, progress=lambda *call: calls.append(call))
    steps = {step: (done, total) for step, done, total in calls}
    assert all(done == total for done, total in steps.values())
    assert {"scholen", "thuiszitters"} <= set(steps)


def test_a_handful_of_lines_is_wrong_on_purpose(small_deliveries: Path) -> None:
    lines = [line for path in small_deliveries.glob("*.csv") for line in path.read_text(encoding="utf-8").splitlines()]
    faulty = [line for line in lines if FAULTY_DATE in line or FAULTY_GEMEENTE in line]
    short = [line for line in lines if line.startswith("99") and line.count(";") == 2]
    assert len(faulty) >= 4
    assert short
    assert (len(faulty) + len(short)) / len(lines) < 0.001


def test_published_figures_are_delivered_unchanged(small_deliveries: Path) -> None:
    reference = Path(__file__).parents[2] / "data" / "reference"
    for name in ("kengetallen_passenderwijs.csv", "kengetallen_landelijk.csv"):
        assert (small_deliveries / name).read_bytes() == (reference / name).read_bytes()
