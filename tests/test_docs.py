"""The documents say what the program does: commands, links, kinds, columns and reasons."""

import ast
import re
from itertools import chain
from pathlib import Path

import pytest
from pandera.api.polars.components import Column

from bootstrap.commands import _parser
from pipelines.__main__ import app
from pipelines.sources import pipeline
from schemas.codes import KINDS
from schemas.fields import KWARTAAL, REDEN_LENGTH, SCHOOL, SCHOOLJAAR, WEEK
from schemas.meldingen import meldingen

ROOT = Path(__file__).parents[1]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "data").rglob("*.md")])
DELIVERIES = (ROOT / "docs" / "deliveries.md").read_text(encoding="utf-8")
FORMS = {SCHOOL: "`99AA00`", SCHOOLJAAR: "`2018-2019`", WEEK: "`2024-W36`", KWARTAAL: "`2019-K1`"}
HEADINGS = {
    "Files that are refused": "bestand",
    "Deliveries that are held": "vastgehouden",
    "Lines that are kept apart": "regel",
    "Lines that are left out": "weggelaten",
    "Files that are left aside": "opzij",
    "When nothing is published": "run",
}
MANY = 8  # longer lists of codes stand in the glossary


def table(kind: str) -> list[str]:
    """The columns of a kind as docs/deliveries.md shows them, from the schemas."""
    own = pipeline(kind)
    clean = own.clean.to_schema().columns
    rows = []
    for name, raw in own.raw.to_schema().columns.items():
        form = "key" if name == own.key else _form(name, clean[name]) if name in clean else "text"
        empty = name not in clean or (clean[name].nullable and name not in own.hidden)
        may = "left out" if not raw.required else "empty" if empty else ""
        rows.append(f"| `{name}` | {form} | {may} | {raw.description} |")
    return ["| column | form | may be | what it is |", "|---|---|---|---|", *rows]


def _form(name: str, column: Column) -> str:
    told = {check.name: check.statistics or {} for check in column.checks}
    if name == "gemeente":
        return "code or name"
    if name == "reden":
        return f"text, at most {REDEN_LENGTH} characters"
    if name == "grond":
        return "see below"
    if "isin" in told:
        codes = told["isin"]["allowed_values"]
        return ", ".join(f"`{code}`" for code in codes) if len(codes) <= MANY else "a [code](glossary.md)"
    if "str_matches" in told:
        return FORMS.get(told["str_matches"]["pattern"], "`2019-2022`")
    if "str_length" in told:
        return f"text, at most {told['str_length']['max_value']} characters"
    low = told.get("greater_than_or_equal_to", {}).get("min_value")
    high = told.get("less_than_or_equal_to", {}).get("max_value")
    limits = "" if low is None else f", from {low}" if high is None else f", {low} to {high}"
    plain = {"Int64": "whole number", "Float64": "number", "Date": "date", "Boolean": "`ja` or `nee`", "String": "text"}
    return plain[str(column.dtype)] + limits


def messages(soort: str) -> list[str]:
    """What deliverers are told of lines, files or runs, as docs/deliveries.md shows it; facts between asterisks."""
    own = [melding for melding in meldingen().values() if melding.soort == soort]
    rows = [re.sub(r"[{}]", "*", f"| `{melding.code}` | {melding.wat.en} | {melding.doe.en} |") for melding in own]
    return ["| code | what is wrong | what to do |", "|---|---|---|", *rows]


def reasons() -> set[str]:
    """Every reason for which a line can be kept apart: of the rules, and of lines that are no record or doubled."""
    ruled = {rule.reason for kind in KINDS for party in (None, "RBL") for rule in pipeline(kind).rules(party)}
    ruled |= _arguments("judgement.py", "Rule", 1)
    lines = _arguments("records.py", "_rejected", 1)
    doubled = _arguments("doubles.py", "lit", 0)
    assert lines
    assert len(doubled) == 2
    return ruled | lines | doubled


def refusals() -> set[str]:
    """Every code with which a file can be refused."""
    return set(
        chain.from_iterable(_arguments(path.name, "RefusedError", 0) for path in (ROOT / "pipelines").glob("*.py"))
    )


def _arguments(module: str, function: str, place: int) -> set[str]:
    """The texts that a module gives to a function."""
    tree = ast.parse((ROOT / "pipelines" / module).read_text(encoding="utf-8"))
    return {
        argument.value
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and len(call.args) > place
        if (call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", None)) == function
        if isinstance(argument := call.args[place], ast.Constant) and isinstance(argument.value, str)
    }


@pytest.mark.parametrize("kind", KINDS)
def test_the_columns_of_a_kind_are_those_of_its_schemas(kind: str) -> None:
    assert "\n".join(table(kind)) in section(kind)


def section(kind: str) -> str:
    """What stands under the heading of a kind."""
    found = re.search(rf"^### `{kind}`$(.*?)(?=^##|\Z)", DELIVERIES, flags=re.MULTILINE | re.DOTALL)
    assert found, f"docs/deliveries.md has no heading for {kind}"
    return found[1]


def test_no_kind_is_described_that_is_not_there() -> None:
    assert tuple(re.findall(r"^### `(\w+)`$", DELIVERIES, re.MULTILINE)) == KINDS


@pytest.mark.parametrize(("heading", "soort"), HEADINGS.items())
def test_everything_that_a_deliverer_is_told_is_explained(heading: str, soort: str) -> None:
    part = DELIVERIES.split(f"## {heading}\n")[1].split("\n## ")[0]
    assert "\n".join(messages(soort)) in part


def test_every_reason_and_refusal_of_the_program_has_its_text() -> None:
    assert reasons() <= {melding.code for melding in meldingen().values() if melding.soort == "regel"}
    assert refusals() <= {melding.code for melding in meldingen().values() if melding.soort == "bestand"}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_a_document_links_to_is_there(document: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", document.read_text(encoding="utf-8")):
        if not re.match(r"[a-z]+:", target):
            path, _, anchor = target.partition("#")
            linked = document.parent / path if path else document
            assert linked.exists(), f"{document.name} links to {target}"
            assert not anchor or anchor in _anchors(linked), f"{document.name} links to {target}"


def _anchors(document: Path) -> set[str]:
    headings = re.findall(r"^#+ (.*)$", document.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_command_that_a_document_tells_can_be_given(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    for command in re.findall(r"python manage\.py ([a-z]+)", text):
        assert command in _commands()
    for command in re.findall(r"python -m pipelines ([a-z]+)", text):
        assert command in {one.callback.__name__ for one in app.registered_commands if one.callback}


def _commands() -> set[str]:
    return {name for action in _parser()._actions for name in (action.choices or ())}


def test_the_readme_tells_the_two_commands() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert {"run", "test"} <= set(re.findall(r"python manage\.py ([a-z]+)", readme))
