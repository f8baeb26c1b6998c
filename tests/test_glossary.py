"""docs/glossary.md explains every column and every code, and nothing that is not there any more."""

import re
from pathlib import Path

import pytest

from disclosure.publicatie import HIDDEN
from pipelines.sources import pipeline
from schemas import codes
from schemas.definities import register
from warehouse.kalender import VRIJSTELLINGSOORTEN
from warehouse.release import connect, current

GLOSSARY = (Path(__file__).parents[1] / "docs" / "glossary.md").read_text(encoding="utf-8")
WORDS, COLUMNS, CODES = re.split(r"^## .*$", GLOSSARY, flags=re.MULTILINE)[1:]

SCHEMA_COLUMNS = {column for kind in codes.KINDS for column in pipeline(kind).clean.to_schema().columns}
# Closed lists that are made of other lists, or are no codes.
NO_LISTS = {
    *("SECTOR_NIVEAUS", "GROEP_NIVEAUS", "GROND_NIVEAUS", "VERZUIM_CATEGORIEEN"),
    *("VERZUIM_REGIO", "VERZUIM_GEMEENTE", "LAGEN_REGIO", "LAGEN_GEMEENTE"),
    *("GEMEENTE_SPELLINGS", "EENHEDEN", "HERINDELINGEN"),
}
LISTS: dict[str, set[str]] = {
    **{
        name: set(value)
        for name, value in vars(codes).items()
        if name.isupper() and isinstance(value, tuple | dict) and name not in NO_LISTS
    },
    "EENHEDEN": set(codes.EENHEDEN.values()),
    "ALLE": {codes.ALLE, codes.BUITEN_REGIO, codes.TOTAAL, codes.ANDERE_GRONDEN},
    "GROVE_DUURKLASSEN": set(codes.GROVE_DUURKLASSEN.values()),
    "GROVE_UITKOMSTEN": set(codes.GROVE_UITKOMSTEN.values()),
    "PRESETS": set(register().presets),
    "THUISZITTERS": set(register().thuiszitters),
    "VRIJSTELLINGSOORTEN": set(VRIJSTELLINGSOORTEN),
    "LEVERINGEN": {"per_leerling", "weekcijfers", "geen"},
}


def section(name: str) -> str:
    """What stands under the heading of a closed list."""
    found = re.search(rf"^### `{name}`.*?$(.*?)(?=^### |\Z)", CODES, flags=re.MULTILINE | re.DOTALL)
    assert found, f"docs/glossary.md has no heading for {name}"
    return found[1]


def explained(text: str) -> list[str]:
    """Codes that are followed by an explanation."""
    return re.findall(r"`([^`\s]+)`: \S", text)


def columns_of_a_release(store: Path) -> set[str]:
    cursor = connect(current(store)).cursor()
    return {
        row[0] for row in cursor.sql("select distinct column_name from duckdb_columns() where not internal").fetchall()
    }


@pytest.mark.parametrize("column", sorted(SCHEMA_COLUMNS))
def test_every_column_of_a_delivery_is_explained(column: str) -> None:
    assert f"\n- `{column}`: " in COLUMNS


def test_every_column_of_a_release_is_explained(small_store: Path) -> None:
    """That a measure is hidden is explained once for all of them."""
    known = set(explained(COLUMNS))
    known |= {name + HIDDEN for name in known if HIDDEN in known}
    assert columns_of_a_release(small_store) - known == set()


def test_no_column_is_explained_that_is_not_there(small_store: Path) -> None:
    there = SCHEMA_COLUMNS | columns_of_a_release(small_store) | {HIDDEN}
    assert set(re.findall(r"^- `(\w+)`", COLUMNS, re.MULTILINE)) <= there


@pytest.mark.parametrize("name", LISTS)
def test_the_codes_of_a_list_are_explained_and_no_others(name: str) -> None:
    assert sorted(explained(section(name))) == sorted(LISTS[name])


def test_every_list_that_is_explained_is_there() -> None:
    headings = re.findall(r"^### (`[^:]*`): ", CODES, re.MULTILINE)
    assert {heading.split("`")[1] for heading in headings} == set(LISTS)


@pytest.mark.parametrize("text", [WORDS, COLUMNS], ids=["words", "columns"])
def test_terms_stand_in_the_order_of_the_alphabet_and_each_once(text: str) -> None:
    terms = re.findall(r"^- `([^`]+)`", text, re.MULTILINE)
    assert terms == sorted(set(terms), key=str.casefold)
    assert len(terms) > 30
