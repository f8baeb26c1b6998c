"""Two hundred hostile strings through the address, filters, labels, names of schools and of files, and downloads."""

import csv
import io
import itertools
import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import duckdb
import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from access.audit import record
from access.principal import Principal
from disclosure.exports import FORMULA_STARTS, to_csv
from disclosure.table import Context, ProtectedTable
from queries.answer import answer
from queries.query import all_questions
from tests.pages.shown import said
from ui import address, figure, gate, labels, tables
from ui.frame import PAGES
from ui.html import element
from warehouse.release import current

MARK = "kwaad"
SEEDS = (
    "<script>{m}()</script>",
    "<img src=x onerror={m}()>",
    '"><svg onload={m}()>',
    "javascript:{m}()",
    "[{m}](javascript:{m}())",
    "![{m}](http://evil.example/{m})",
    "<!-- {m} -->",
    "</table></div><h1>{m}",
    "{{{{{m}}}}}",
    "${{{m}}}",
    "'; drop table mart_lagen; -- {m}",
    "' or '1'='1' -- {m}",
    "1; copy mart_lagen to '/tmp/{m}'",
    "$gemeente {m}",
    "../../../etc/passwd {m}",
    "..\\..\\{m}",
    "CON{m}",
    '=HYPERLINK("http://evil.example","{m}")',
    "+cmd|' /C {m}'!A0",
    "-2+3+{m}",
    "@SUM({m})",
    "\t={m}",
    "\r={m}",
    "{m}\x00",
    "{m}\r\nSet-Cookie: a=b",
)
FRAMES = ("{}", " {}", "{} ", "%s{}%n", "\u202e{}", "{}\u0000", "{}" + "a" * 3000, "é\u0301{}")
HOSTILE = [frame.format(seed.format(m=MARK)) for seed, frame in itertools.product(SEEDS, FRAMES)]
SAFE_NAME = re.compile(r"in-beeld(_[a-z0-9-]+)*\.csv")


def context(question: str = "lagen.verloop", **parameters: str) -> Context:
    return Context(question, (), (), "leerlingen", "r", "2022-01-01", "2022-01-01", True, parameters)


def test_there_are_two_hundred() -> None:
    assert len(set(HOSTILE)) == 200


def test_every_filter_of_the_address_falls_back(open_page: Callable[..., AppTest]) -> None:
    """All strings, as many at once as there are choices in the address."""
    plain = said(open_page(PAGES["monitor"]))
    keys = address.KEYS
    for start in range(0, len(HOSTILE), len(keys)):
        app = open_page(PAGES["monitor"], **dict(zip(keys, HOSTILE[start:], strict=False)))
        assert said(app) == plain
        bodies = [each.proto.body for each in app.get("html")] + [each.proto.alt for each in app.get("plotly_chart")]
        assert not any(MARK in body for body in bodies)


@pytest.mark.parametrize("name", all_questions())
def test_every_parameter_of_every_question_is_a_value_and_nothing_more(name: str, small_store: Path) -> None:
    question = all_questions()[name]
    parameters = question.__code__.co_varnames[: question.__code__.co_argcount]
    own = list(all_questions()).index(name)
    for hostile in HOSTILE[own % 5 :: 25] if parameters else ():
        try:
            table = answer(current(small_store), question, dict.fromkeys(parameters, hostile))
        except (duckdb.Error, ValueError):  # a school year or agenda of which no number can be made
            continue
        assert not any(MARK in str(value) for name in table.columns for value in table.values(name))


class Read(HTMLParser):
    """What a browser makes of a piece of HTML: its elements with their attributes, and its text."""

    def __init__(self, body: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(body)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def test_html_holds_no_element_and_no_attribute_of_another() -> None:
    for hostile in HOSTILE:
        read = Read(element("td", hostile, title=hostile))
        assert [(tag, list(attributes)) for tag, attributes in read.elements] == [("td", ["title"])]
        assert MARK in read.text


def test_a_table_shows_a_hostile_name_as_text() -> None:
    frame = pl.DataFrame({"naam": HOSTILE, "scholen": [1] * len(HOSTILE)})
    table = ProtectedTable(frame, pl.DataFrame({"scholen": [False] * len(HOSTILE)}), context())
    body = tables.flat(table, HOSTILE[0])
    assert set(re.findall(r"</?([a-z]+)", body)) <= {"table", "caption", "thead", "tbody", "tr", "th", "td"}


def test_a_label_of_an_unknown_code_is_the_code_itself() -> None:
    for dimension, hostile in zip(itertools.cycle(labels.dimensions()), HOSTILE, strict=False):
        assert labels.name(dimension, hostile) == hostile


def test_a_file_has_a_name_of_safe_characters_only() -> None:
    for hostile in HOSTILE:
        table = ProtectedTable(pl.DataFrame({"laag": ["1"]}), pl.DataFrame(), context(gemeente=hostile))
        name = figure.file_name(table)
        assert SAFE_NAME.fullmatch(name)
        assert len(name) <= 124


def test_no_cell_of_a_download_is_run_by_a_spreadsheet() -> None:
    table = ProtectedTable(pl.DataFrame({"naam": HOSTILE}), pl.DataFrame(), context(gemeente=HOSTILE[0]))
    lines = list(csv.reader(io.StringIO(to_csv(table).decode("utf-8-sig"), newline=""), delimiter=";"))
    assert len(lines) == len(HOSTILE) + 1
    assert not any(cell.startswith(FORMULA_STARTS) for line in lines for cell in line)


def test_a_name_of_a_person_makes_no_link_and_no_element() -> None:
    for hostile in HOSTILE:
        assert not re.search(r"(?<!\\)[<\[\]()*`_!#]", gate._plain(hostile))


def test_a_line_of_the_log_stays_one_line(tmp_path: Path) -> None:
    for hostile in HOSTILE:
        record(tmp_path, Principal(hostile, hostile, "rea", frozenset({hostile})), "lagen", "zien")
    lines = next(tmp_path.iterdir()).read_text(encoding="utf-8").split("\n")
    assert len(lines) == len(HOSTILE) + 1
    assert [json.loads(line)["wie"] for line in lines[:-1]] == HOSTILE
