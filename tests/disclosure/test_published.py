"""Published tables from CSV, attacked as `python -m disclosure attack` does."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from disclosure.__main__ import app

Attack = Callable[..., tuple[Result, dict[str, Any]]]

TWO_BY_TWO = """
gemeente;sector;n
totaal;totaal;60
totaal;PO;30
totaal;VO;30
A;totaal;20
A;PO;x
A;VO;x
B;totaal;40
B;PO;x
B;VO;x
"""


@pytest.fixture
def attack(tmp_path: Path) -> Attack:
    """Writes tables and hierarchies, runs the command, gives its result and the findings (none when it failed)."""

    def run(tables: dict[str, str], *options: str, dims: str = "gemeente,sector") -> tuple[Result, dict[str, Any]]:
        arguments = ["attack", "--dims", dims, "--value", "n", "--json", str(tmp_path / "out.json")]
        for name, text in tables.items():
            (tmp_path / name).write_text(text.strip() + "\n", encoding="utf-8")
            if not name.startswith("ouders"):
                arguments += ["--table", str(tmp_path / name)]
        result = CliRunner().invoke(app, [*arguments, *(option.replace("@", f"{tmp_path}/") for option in options)])
        out = tmp_path / "out.json"
        return result, json.loads(out.read_text(encoding="utf-8")) if out.exists() else {}

    return run


def test_four_hidden_cells_with_shown_margins_are_safe(attack: Attack) -> None:
    result, facts = attack({"t.csv": TWO_BY_TWO})
    assert result.exit_code == 0
    assert (facts["cells"], facts["hidden"], facts["recovered"], facts["narrow"]) == (9, 4, [], [])


def test_one_more_shown_cell_gives_all_of_them_away(attack: Attack) -> None:
    _, facts = attack({"t.csv": TWO_BY_TWO.replace("B;VO;x", "B;VO;18")})
    found = {(one["cell"]["gemeente"], one["cell"]["sector"]): one["value"] for one in facts["recovered"]}
    assert found == {("A", "PO"): 8, ("A", "VO"): 12, ("B", "PO"): 22}


def test_the_same_cell_in_another_table_is_the_same_cell(attack: Attack) -> None:
    _, facts = attack({"t.csv": TWO_BY_TWO, "other.csv": "gemeente;sector;n\nA;PO;8\n"})
    assert (facts["cells"], facts["hidden"]) == (9, 3)
    assert [one["value"] for one in facts["recovered"]] == [12, 22, 18]


def test_a_hierarchy_adds_up_level_by_level(attack: Attack) -> None:
    table = "gebied;n\ntotaal;30\nnoord;12\nzuid;18\nA;x\nB;9\nC;18\n"
    parents = "kind;ouder\nA;noord\nB;noord\nC;zuid\n"
    _, facts = attack({"t.csv": table, "ouders.csv": parents}, "--hierarchy", "gebied:@ouders.csv", dims="gebied")
    assert [(one["cell"]["gebied"], one["value"]) for one in facts["recovered"]] == [("A", 3)]


def test_marks_of_hidden_and_total_can_be_named(attack: Attack) -> None:
    table = TWO_BY_TWO.replace("x", "*").replace("totaal", "T").replace(";", ",")
    _, facts = attack({"t.csv": table}, "--hidden", "*", "--total", "T")
    assert (facts["cells"], facts["hidden"]) == (9, 4)


@pytest.mark.parametrize(
    "table",
    ["gemeente;n\nA;1\n", "gemeente;sector;n\nA;PO;1\nA;PO;2\n", "gemeente;sector;n\nA;PO;geheim\n", ""],
    ids=["a column missing", "a cell doubled", "no number", "empty"],
)
def test_what_is_no_table_is_told_without_a_value(attack: Attack, table: str) -> None:
    result, facts = attack({"t.csv": table})
    assert result.exit_code == 2
    assert not facts
    assert "geheim" not in result.output
    assert "t.csv" in result.output
