"""The commands `export` and `sample`: figures as files, and deliveries to try."""

import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from pipelines.sources import MARKER
from tests.pipelines.command_line import run
from warehouse.release import checksum

EXPORT: tuple[Any, ...] = ("export", "--question", "vrijstellingen.per_gemeente")
CHOICE: tuple[Any, ...] = ("--param", "schooljaar=2021-2022", "--param", "grond=LPW5_A")


def test_export_to_the_screen_is_csv(small_store: Path) -> None:
    result = run(*EXPORT, *CHOICE, "--store", small_store)
    assert result.exit_code == 0
    assert result.output.startswith("gemeente;kinderen;kinderen_regio;leerlingen;")
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
