"""The command `build`: what it writes, how it ends, and that no message holds a value."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipelines.sources import MARKER
from tests.pipelines.command_line import KEY, run
from warehouse.release import checksum, current, releases_folder

VERZUIM = "school;leerling;datum;eenheid;reden"


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


def test_a_weak_secret_is_refused_and_not_repeated(deliveries: Path, tmp_path: Path) -> None:
    (deliveries / MARKER).unlink()
    result = run("build", "--deliveries", deliveries, "--store", tmp_path / "store", INBEELD_KEY_SECRET="geheim")
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


def test_the_command_line_starts_as_a_program(tmp_path: Path) -> None:
    finished = subprocess.run(
        [sys.executable, "-m", "pipelines", "status", "--store", str(tmp_path)],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "INBEELD_LANGUAGE": "en"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert finished.returncode == 1
    assert "there is no release yet" in finished.stdout
    assert finished.stderr == ""


def test_a_build_does_not_wait_for_libraries_that_it_has_no_use_for(deliveries: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-X", "importtime", "-m", "pipelines", "build"]
    folders = ["--deliveries", str(deliveries), "--store", str(tmp_path / "store")]
    finished = subprocess.run([*command, *folders], capture_output=True, text=True, check=False)
    assert finished.returncode == 0, finished.stdout
    imported = [line.rsplit("|", 1)[-1].strip() for line in finished.stderr.splitlines()]
    assert "pandera.polars" in imported
    assert not {"pandas.core.frame", "hypothesis._settings", "rich.markdown"} & set(imported)


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
