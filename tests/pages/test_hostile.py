"""Two hundred hostile strings through the address, filters, labels, names of schools and of files, and downloads."""

import csv
import io
import itertools
import json
import re
from collections.abc import Callable, Iterator, Sequence
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
from queries.query import Parameter, all_questions
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
RUNS, CHOICES = 5, 3  # of each page with hostile strings, and how many choices every page has at least
ASKED = 8  # strings that each question is put with
PUT = {  # the parameters of each question that has some
    name: question.__code__.co_varnames[: question.__code__.co_argcount]
    for name, question in all_questions().items()
    if question.__code__.co_argcount
}
SAFE_NAME = re.compile(r"in-beeld(_[a-z0-9-]+)*\.csv")


def context(question: str = "lagen.verloop", **parameters: str) -> Context:
    return Context(question, (), (), "leerlingen", "r", "2022-01-01", "2022-01-01", True, parameters)


def cycled() -> Iterator[str]:
    return itertools.cycle(HOSTILE)


def test_there_are_two_hundred() -> None:
    assert len(set(HOSTILE)) == 200


class Choices:
    """What a page reads from the address: each choice by its key, with what it makes of every hostile string."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.made: dict[str, set[object]] = {}
        self._patch, self._choice, self._choices, self._asked = patch, address.choice, address.choices, address._asked
        patch.setattr(address, "choice", self._one)
        patch.setattr(address, "choices", self._several)

    def _one(self, key: str, options: Sequence[str]) -> str:
        chosen = self._choice(key, options)
        self.made.setdefault(key, set()).update(self._hostile(lambda: self._choice(key, options)) - {chosen})
        return chosen

    def _several(self, key: str, options: Sequence[str], default: Sequence[str]) -> list[str]:
        chosen = self._choices(key, options, default)
        found = self._hostile(lambda: tuple(self._choices(key, options, default))) - {tuple(chosen)}
        self.made.setdefault(key, set()).update(found)
        return chosen

    def _hostile(self, choose: Callable[[], object]) -> set[object]:
        found = set()
        for hostile in HOSTILE:
            self._patch.setattr(address, "_asked", lambda _key, hostile=hostile: hostile)
            found.add(choose())
        self._patch.setattr(address, "_asked", self._asked)
        return found


def test_every_string_in_every_choice_of_every_page_is_what_it_is_without_one(
    open_page: Callable[..., AppTest], changed_store: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    earlier = "insert into mart_groei_keten values ('2022-2023', '2020-2021', 'ziekte', 3, -4, 11, false)"
    choices = Choices(monkeypatch)
    for page in PAGES.values():
        said(open_page(page))
    said(open_page(PAGES["groei"], store=changed_store(earlier)))  # the small region has two schooljaren only
    assert choices.made == {key: set() for key in address.KEYS}


@pytest.mark.parametrize("page", PAGES)
def test_an_address_with_hostile_strings_shows_the_page_as_without_them(
    page: str, open_page: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    """All pages together are given every string, each page others than the one before it."""
    with monkeypatch.context() as patch:
        choices = Choices(patch)
        plain = said(open_page(PAGES[page]))
    keys = sorted(choices.made)
    assert len(keys) >= CHOICES
    for start in range(RUNS * list(PAGES).index(page), RUNS * (list(PAGES).index(page) + 1)):
        own = dict.fromkeys([*keys[start % len(keys) :], *keys, *address.KEYS])
        app = open_page(PAGES[page], **dict(zip(own, itertools.islice(cycled(), start * CHOICES, None), strict=False)))
        assert said(app) == plain
        assert not [each.type for each in app.main if MARK in str(each.proto)]


def test_all_pages_and_all_questions_together_are_given_every_string() -> None:
    assert len(PAGES) * RUNS * CHOICES >= len(HOSTILE)
    assert len(PUT) * ASKED >= len(HOSTILE)


@pytest.mark.parametrize("name", PUT)
def test_every_parameter_of_every_question_is_a_value_and_nothing_more(name: str, small_store: Path) -> None:
    """No string gets into the SQL; each question is put with some of them, all questions together with every one."""
    question = all_questions()[name]
    for hostile in HOSTILE:
        query = question(**dict.fromkeys(PUT[name], hostile))
        assert MARK not in query.sql
        assert MARK not in repr((query.counts, query.shares, query.rates, query.derived, query.parts))
    start = ASKED * list(PUT).index(name)
    for hostile in itertools.islice(cycled(), start, start + ASKED):
        parameters: dict[str, Parameter] = dict.fromkeys(PUT[name], hostile)
        try:
            table = answer(current(small_store), question, parameters)
        except duckdb.ConversionException:  # of a school year that is compared with the one before it
            table = answer(current(small_store), question, parameters | {"schooljaar": "2021-2022"})
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
