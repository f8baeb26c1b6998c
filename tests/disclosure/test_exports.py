"""Files that leave the dashboard: three states apart, provenance beside each row, nothing that a spreadsheet runs."""

import csv
import datetime as dt
import io
import json
from dataclasses import replace
from typing import Any

import polars as pl
import pytest

from disclosure.exports import provenance, to_csv, to_json
from disclosure.table import Context, ProtectedTable

CONTEXT = Context(
    question="vrijstellingen.per_gemeente",
    definitions=("vrijstelling",),
    sources=("vrijstellingen", "leerlingaantallen"),
    unit="kinderen",
    run="20241001T120000",
    data_tot="2024-09-30",
    gebouwd_op="2024-10-01T12:00:00+00:00",
    voorbeelddata=True,
    parameters={"schooljaar": "2023-2024", "grond": None},
)


def table(columns: dict[str, list[Any]], hidden: dict[str, list[bool]] | None = None) -> ProtectedTable:
    return ProtectedTable(pl.DataFrame(columns), pl.DataFrame(hidden or {}), CONTEXT)


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def test_csv_tells_zero_hidden_and_missing_apart() -> None:
    three = table({"kinderen": [0, None, None]}, {"kinderen": [False, True, False]})
    assert [row["kinderen"] for row in rows(to_csv(three))] == ["0", "x", "–"]


def test_json_tells_zero_hidden_and_missing_apart() -> None:
    three = table({"kinderen": [0, None, None]}, {"kinderen": [False, True, False]})
    assert [row["kinderen"] for row in json.loads(to_json(three))["rijen"]] == [0, "x", None]


def test_csv_is_what_a_dutch_spreadsheet_opens() -> None:
    content = to_csv(table({"peildatum": [dt.date(2024, 9, 29)], "per_1000": [2.8]}, {"per_1000": [False]}))
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.split(b"\r\n")[1].startswith(b"2024-09-29;2,8;")


def test_a_truth_value_is_ja_or_nee_as_in_the_deliveries() -> None:
    content = to_csv(table({"geoorloofd": [True, False, None]}))
    assert [row["geoorloofd"] for row in rows(content)] == ["ja", "nee", ""]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_text_that_a_spreadsheet_would_run_is_guarded(start: str) -> None:
    content = to_csv(table({"naam": [f"{start}HYPERLINK()"]}))
    assert rows(content)[0]["naam"].startswith("'")


def test_a_negative_figure_is_not_guarded() -> None:
    assert rows(to_csv(table({"verschil": [-0.5]}, {"verschil": [False]})))[0]["verschil"] == "-0,5"


def test_a_choice_that_a_spreadsheet_would_run_is_guarded() -> None:
    risky = ProtectedTable(pl.DataFrame({"laag": ["1"]}), pl.DataFrame(), replace(CONTEXT, unit="=1+1"))
    assert rows(to_csv(risky))[0]["_eenheid"] == "'=1+1"


def test_every_row_says_where_it_comes_from() -> None:
    notes = {name: text for name, text in rows(to_csv(table({"laag": ["1"]})))[0].items() if name.startswith("_")}
    assert notes == {
        "_vraag": "vrijstellingen.per_gemeente",
        "_keuze": "schooljaar=2023-2024",
        "_eenheid": "kinderen",
        "_definitie": "vrijstelling 2026-1",
        "_bron": "vrijstellingen, leerlingaantallen",
        "_data_tot": "2024-09-30",
        "_release": "20241001T120000",
        "_voorbeelddata": "ja",
    }


def test_no_column_of_an_export_stands_twice() -> None:
    own = table({"bron": ["agenda"], "eenheid": ["leerlingen"]})
    header = to_csv(own).decode("utf-8-sig").split("\r\n")[0].split(";")
    assert len(header) == len(set(header))


def test_json_says_where_the_figures_come_from() -> None:
    own = table({"laag": ["1"]})
    assert json.loads(to_json(own))["bron"] == provenance(own)
