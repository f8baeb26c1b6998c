"""The command line: what it writes, how it ends, and that no message holds a value."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from typer.testing import CliRunner, Result

from disclosure.tabellen import FAMILIES
from pipelines.__main__ import app
from pipelines.sources import MARKER
from warehouse.release import checksum, current, releases_folder

KEY = "KANARIE-1"
VERZUIM = "school;leerling;datum;eenheid;reden"


@pytest.fixture(autouse=True)
def _surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting of the machine on which the tests run plays a part, and no line is cut."""
    monkeypatch.setenv("INBEELD_KEY_SECRET", "")
    monkeypatch.setenv("INBEELD_LANGUAGE", "en")
    monkeypatch.setenv("COLUMNS", "400")


def run(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "Traceback" not in result.output
    assert KEY not in result.output
    return result


@pytest.fixture
def deliveries(tmp_path: Path) -> Path:
    """Seven files: four good ones, one with faulty lines, one refused, and one of no kind."""
    folder = tmp_path / "deliveries"
    folder.mkdir()
    (folder / MARKER).write_text("seed = 1\n")
    (folder / "redenen_99AA00.csv").write_text("school;reden;omschrijving;categorie\n99AA00;Z;ziek;ziekte\n")
    (folder / "scholen_1.csv").write_text(
        "school;naam;sector;gemeente;swv;geldig_vanaf;geldig_tot;opvolger\n99AA00;De Wilg;PO;Woerden;;2018-08-01;;\n"
    )
    (folder / "leerlingen_99AA00_2018-2019.csv").write_text(
        f"schooljaar;school;leerling;gemeente;leerjaar;van;tot\n2018-2019;99AA00;{KEY};Woerden;3;2018-08-27;\n"
    )
    days = "".join(f"99AA00;3;2018-09-{day:02};3\n" for day in range(3, 30))
    (folder / "rooster_99AA00_2018-2019.csv").write_text(f"school;leerjaar;datum;eenheden\n{days}")
    good = [f"99AA00;{KEY};2018-09-{day:02};{eenheid};Z" for day in range(3, 30) for eenheid in (1, 2, 3)]
    lines = (*good, f"99AA00;{KEY};x;1;Z", "", good[0], KEY)
    (folder / "verzuim_99AA00_2018-2019.csv").write_text("\n".join([VERZUIM, *lines, ""]))
    (folder / "verzuim_99AB00.csv").write_text(f"{VERZUIM};voornaam\n99AB00;{KEY};2018-09-03;1;Z;{KEY}\n")
    (folder / "verslag_[bold]2018.csv").write_text(f"a;b\n{KEY};1\n")
    return folder


def test_build_writes_the_account_of_every_file_and_the_release(deliveries: Path, tmp_path: Path) -> None:
    store, account = tmp_path / "store", tmp_path / "account.json"
    result = run("build", "--deliveries", deliveries, "--store", store, "--json", account)
    facts = json.loads(account.read_text())
    release = current(store)
    assert result.exit_code == 0
    assert KEY not in account.read_text()
    assert (facts["run"], facts["release"]) == (release.run, f"release-{release.run}.duckdb")
    assert (releases_folder(store) / facts["release"]).is_file()
    assert facts["tables"]["mart_bronnen"] == 5
    assert (facts["lines"], facts["loaded"], facts["quarantined"], facts["blank"], facts["refused"]) == (
        115,
        111,
        3,
        1,
        2,
    )
    assert facts["voorbeelddata"] is True
    files = {file["name"]: file for file in facts["files"]}
    assert files["verzuim_99AA00_2018-2019.csv"] == {
        "name": "verzuim_99AA00_2018-2019.csv",
        "kind": "verzuim",
        "sha256": checksum(deliveries / "verzuim_99AA00_2018-2019.csv"),
        "lines": 85,
        "loaded": 81,
        "rows": 81,
        "quarantined": {"datum": 1, "dubbel": 1, "velden": 1},
        "left_out": {},
        "blank": 1,
        "notes": {},
        "refused": None,
        "held": None,
        "status": "telt",
    }
    refused = {name: file["refused"] for name, file in files.items() if file["refused"]}
    assert refused == {"verzuim_99AB00.csv": "verboden_kolom", "verslag_[bold]2018.csv": "onbekende_soort"}


def test_build_tells_what_it_refused_and_what_came_of_every_line(deliveries: Path, tmp_path: Path) -> None:
    output = run("build", "--deliveries", deliveries, "--store", tmp_path / "store").output
    assert "refused verzuim_99AB00.csv: Column number" in output
    assert "refused verslag_[bold]2018.csv: The name of the file starts with no known kind" in output
    rows = dict(line.rsplit(maxsplit=1) for line in output.splitlines() if line and line[0] != "r")
    assert {name.strip(): value for name, value in rows.items()}.items() >= {
        ("lines", "115"),
        ("loaded", "111"),
        ("quarantined", "3"),
        ("blank", "1"),
    }


def test_build_again_says_that_there_is_nothing_new(deliveries: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    run("build", "--deliveries", deliveries, "--store", store)
    first = current(store)
    result = run("build", "--deliveries", deliveries, "--store", store)
    assert result.exit_code == 0
    assert "(0 new)" in result.output
    assert "nothing new, kept" in result.output
    assert current(store) == first


def test_build_without_anything_to_read_ends_with_one_and_says_so(tmp_path: Path) -> None:
    folder, store = tmp_path / "other[bold]", tmp_path / "store"
    missing = run("build", "--deliveries", folder, "--store", store)
    folder.mkdir()
    empty = run("build", "--deliveries", folder, "--store", store)
    assert (missing.exit_code, empty.exit_code) == (1, 1)
    assert "Not published: There is no folder other[bold]" in missing.output
    assert "Not published: The folder other[bold] holds no CSV or XLSX file" in empty.output
    assert not store.exists()


def test_build_of_real_deliveries_without_a_secret_ends_with_one_and_says_how_to_make_one(
    deliveries: Path, tmp_path: Path
) -> None:
    (deliveries / MARKER).unlink()
    result = run("build", "--deliveries", deliveries, "--store", tmp_path / "store")
    assert result.exit_code == 1
    assert "Not published: Real deliveries need a secret of at least 32 random bytes" in result.output
    assert not (tmp_path / "store").exists()


def test_a_weak_secret_is_refused_and_not_repeated(
    deliveries: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (deliveries / MARKER).unlink()
    monkeypatch.setenv("INBEELD_KEY_SECRET", "geheim")
    result = run("build", "--deliveries", deliveries, "--store", tmp_path / "store")
    assert result.exit_code == 1
    assert "geheim" not in result.output


@pytest.mark.parametrize(
    "arguments",
    [
        ["build"],
        ["build", "--deliveries"],
        ["sample"],
        ["sample", "--out", "x", "--size", "enormous"],
        ["export"],
        ["status", "--what"],
        ["unknown"],
    ],
)
def test_wrong_usage_ends_with_two(arguments: list[str]) -> None:
    assert run(*arguments).exit_code == 2


def test_sample_writes_the_same_marked_folder_for_the_same_seed(small_deliveries: Path, tmp_path: Path) -> None:
    result = run("sample", "--out", tmp_path / "sample", "--size", "small", "--seed", "1")
    assert result.exit_code == 0
    assert (tmp_path / "sample" / MARKER).is_file()
    own, other = (
        {path.name: checksum(path) for path in folder.iterdir()} for folder in (tmp_path / "sample", small_deliveries)
    )
    assert own == other


def test_sample_does_not_write_among_other_files(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").touch()
    result = run("sample", "--out", tmp_path / "mine", "--size", "small")
    assert result.exit_code == 1
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["letter.txt"]


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


EXPORT: tuple[Any, ...] = ("export", "--question", "vrijstellingen.per_gemeente")
CHOICE: tuple[Any, ...] = ("--param", "schooljaar=2021-2022", "--param", "grond=LPW5_A")


def test_export_to_the_screen_is_csv(small_store: Path) -> None:
    result = run(*EXPORT, *CHOICE, "--store", small_store)
    assert result.exit_code == 0
    assert result.output.startswith("gemeente;soort;kinderen;")
    assert "2021-2022" in result.output


def test_export_writes_the_same_figures_in_every_format(small_store: Path, tmp_path: Path) -> None:
    for form in ("csv", "json", "parquet"):
        assert run(*EXPORT, *CHOICE, "--store", small_store, "--format", form, "--out", tmp_path / form).exit_code == 0
    rows = json.loads((tmp_path / "json").read_text())["rijen"]
    text = pl.read_csv(tmp_path / "csv", separator=";", infer_schema=False)
    marked = pl.read_parquet(tmp_path / "parquet")
    shown = ["x" if row["kinderen"] == "x" else row["kinderen"] for row in rows]
    assert text["kinderen"].to_list() == [str(value) for value in shown]
    states = {"x": "verborgen"}
    assert marked["kinderen_staat"].to_list() == [states.get(str(value), "waarde") for value in shown]
    assert marked["kinderen"].to_list() == [None if value == "x" else value for value in shown]
    assert set(marked["_voorbeelddata"]) == {"ja"}


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--question", "vrijstellingen.niets"], "vrijstellingen.per_gemeente"),
        (["--question", "vrijstellingen.per_gemeente"], "schooljaar, grond"),
        ([*EXPORT[1:], *CHOICE, "--param", "kleur=rood"], "schooljaar, grond"),
        ([*EXPORT[1:], *CHOICE, "--format", "pdf"], "csv, json or parquet"),
        ([*EXPORT[1:], *CHOICE, "--format", "parquet"], "--out"),
    ],
)
def test_an_export_that_cannot_be_made_ends_with_two_and_says_what_there_is(
    small_store: Path, arguments: list[str], sentence: str
) -> None:
    result = run("export", *arguments, "--store", small_store)
    assert (result.exit_code, sentence in result.output) == (2, True)


def test_export_without_a_release_ends_with_one(tmp_path: Path) -> None:
    assert run(*EXPORT, *CHOICE, "--store", tmp_path).exit_code == 1


def test_open_data_hold_no_small_counts(small_store: Path, tmp_path: Path) -> None:
    assert run("open", "--out", tmp_path / "open", "--store", small_store).exit_code == 0
    written = {
        path.stem: pl.read_csv(path, separator=";", infer_schema=False) for path in (tmp_path / "open").iterdir()
    }
    assert set(written) == {one.mart for familie in FAMILIES for one in familie.publicaties}
    shown = [value for value in written["mart_lagen"]["leerlingen"].drop_nulls() if value != "x"]
    assert shown
    assert all(int(value) % 5 == 0 for value in shown)
    assert set(written["mart_lagen"]["_voorbeelddata"]) == {"ja"}


def test_open_data_without_a_release_end_with_one(tmp_path: Path) -> None:
    assert run("open", "--out", tmp_path / "open", "--store", tmp_path).exit_code == 1


def test_the_command_line_starts_as_a_program(tmp_path: Path) -> None:
    finished = subprocess.run(
        [sys.executable, "-m", "pipelines", "status", "--store", str(tmp_path)],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert finished.returncode == 1
    assert "there is no release yet" in finished.stdout
    assert finished.stderr == ""


def test_a_build_does_not_wait_for_pandas(deliveries: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-X", "importtime", "-m", "pipelines", "build"]
    folders = ["--deliveries", str(deliveries), "--store", str(tmp_path / "store")]
    finished = subprocess.run([*command, *folders], capture_output=True, text=True, check=False)
    assert finished.returncode == 0, finished.stdout
    imported = [line.rsplit("|", 1)[-1].strip() for line in finished.stderr.splitlines()]
    assert "pandera.polars" in imported
    assert "pandas.core.frame" not in imported


def test_a_run_that_publishes_nothing_still_accounts_for_every_file(deliveries: Path, tmp_path: Path) -> None:
    account = tmp_path / "account.json"
    for path in deliveries.glob("*.csv"):
        path.unlink()
    (deliveries / "redenen_99AA00.csv").write_text("school;reden;omschrijving;categorie\n99AA00;Z;ziek;griep\n")
    result = run("build", "--deliveries", deliveries, "--store", tmp_path / "store", "--json", account)
    facts = json.loads(account.read_text())
    assert result.exit_code == 1
    assert facts["published"] is False
    [file] = facts["files"]
    assert file["lines"] == file["loaded"] + sum(file["quarantined"].values()) + file["blank"] == 1


@pytest.mark.parametrize("option", ["--json", "--store"])
def test_a_place_that_cannot_be_written_is_told_before_anything_is_done(
    deliveries: Path, tmp_path: Path, option: str
) -> None:
    (tmp_path / "a_file").touch()
    places = {"--store": tmp_path / "store", "--json": tmp_path / "account.json"} | {option: tmp_path / "a_file" / "x"}
    result = run("build", "--deliveries", deliveries, *(part for place in places.items() for part in place))
    assert result.exit_code == {"--json": 2, "--store": 1}[option]
    assert not (tmp_path / "store").exists()


def test_a_damaged_ledger_is_told_in_words(deliveries: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "store" / "vault" / "ledger.sqlite"
    ledger.parent.mkdir(parents=True)
    ledger.write_bytes(b"no database at all" * 100)
    result = run("build", "--deliveries", deliveries, "--store", tmp_path / "store")
    assert result.exit_code == 1
    assert "ledger.sqlite" in result.output
