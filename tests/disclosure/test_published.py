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


SCHOOLS = "gebied;n\ns1;x\ns2;6\ns3;10\n"
PARENTS = "child;parent\ns1;A\ns2;A\ns3;B\nA;R\nB;R\n"


@pytest.mark.parametrize(
    "more",
    ["R;18\n", "totaal;18\n", "B;10\nR;18\n", "A;x\ntotaal;18\n", "A;8\n", "A;x\nB;10\ntotaal;18\n"],
    ids=["no gemeente", "nor a region", "one gemeente", "one hidden gemeente", "no total", "no region"],
)
def test_a_level_without_rows_hides_nothing(attack: Attack, more: str) -> None:
    _, facts = attack(
        {"t.csv": SCHOOLS + more, "ouders.csv": PARENTS}, "--hierarchy", "gebied:@ouders.csv", dims="gebied"
    )
    found = {one["cell"]["gebied"]: one["value"] for one in facts["recovered"]}
    assert found == ({"s1": 2, "A": 8} if "A;x" in more else {"s1": 2})


def test_a_total_without_a_row_hides_nothing(attack: Attack) -> None:
    table = "gemeente;sector;n\nA;PO;x\nA;VO;7\nB;PO;5\nB;VO;1\ntotaal;totaal;20\n"
    _, facts = attack({"t.csv": table})
    assert [one["value"] for one in facts["recovered"]] == [7]
    assert facts["without_row"] == 4  # the totals of both gemeenten and of both sectors


def test_a_code_of_the_hierarchy_without_any_row_is_unknown(attack: Attack) -> None:
    files = {"t.csv": "gebied;n\ns1;x\nA;8\n", "ouders.csv": PARENTS}
    _, facts = attack(files, "--hierarchy", "gebied:@ouders.csv", "--floor", "9", dims="gebied")
    assert (facts["recovered"], [(one["low"], one["high"]) for one in facts["narrow"]]) == ([], [(0, 8)])


def test_a_total_that_is_split_in_some_rows_only_says_nothing_of_the_others(attack: Attack) -> None:
    table = "gebied;sector;n\ntotaal;totaal;12\nA;totaal;5\nB;totaal;7\nA;PO;x\nA;VO;x\ntotaal;PO;11\ntotaal;VO;1\n"
    result, facts = attack({"t.csv": table}, dims="gebied,sector")
    assert result.exit_code == 0
    assert {(one["cell"]["sector"], one["low"], one["high"]) for one in facts["narrow"]} == {("PO", 4, 5), ("VO", 0, 1)}


def test_what_is_found_can_be_joined_to_the_rows_of_its_table(attack: Attack) -> None:
    table = TWO_BY_TWO.replace("A;totaal;20", "A;totaal;x").replace("totaal", "Totaal").replace("A;PO;x", "A;PO;X")
    _, facts = attack({"t.csv": table})
    assert facts["hidden"] == 5
    assert [one["cell"] for one in facts["recovered"]] == [{"value": "n", "gemeente": "A", "sector": "Totaal"}]


def test_figures_that_contradict_each_other_are_not_judged(attack: Attack) -> None:
    files = {"t.csv": SCHOOLS + "A;5\n", "ouders.csv": PARENTS}
    result, facts = attack(files, "--hierarchy", "gebied:@ouders.csv", dims="gebied")
    assert (result.exit_code, facts) == (2, {})


@pytest.mark.parametrize(
    ("parents", "dimension", "told"),
    [
        (PARENTS, "gebeid", "gebied"),
        (PARENTS.replace("child;parent\n", ""), "gebied", "child;parent"),
        (PARENTS + "s1;B\n", "gebied", "second parent"),
        (PARENTS + "R;s1\n", "gebied", "above its own parent"),
        (PARENTS + "totaal;R\n", "gebied", "as a child"),
        ("child;parent\nx1;Y\n", "gebied", "no code"),
        ("child;parent;grade\ns1;A;1\n", "gebied", "child;parent"),
    ],
    ids=[
        "a mistyped dimension",
        "no header",
        "two parents",
        "in a circle",
        "total as a child",
        "other codes",
        "columns",
    ],
)
def test_a_hierarchy_that_cannot_be_used_is_refused(attack: Attack, parents: str, dimension: str, told: str) -> None:
    files = {"t.csv": SCHOOLS, "ouders.csv": parents}
    result, facts = attack(files, "--hierarchy", f"{dimension}:@ouders.csv", dims="gebied")
    assert (result.exit_code, facts) == (2, {})
    assert told in result.output


@pytest.mark.parametrize("place", ["nowhere/out.json", ""], ids=["no folder", "a folder"])
def test_where_the_findings_cannot_be_written_is_told_before_the_work(tmp_path: Path, place: str) -> None:
    options = ["--table", str(tmp_path / "none.csv"), "--dims", "a", "--value", "n", "--json", str(tmp_path / place)]
    result = CliRunner().invoke(app, ["attack", *options])
    assert result.exit_code == 2
    assert "cannot be written" in result.output
    assert "none.csv" not in result.output


def test_marks_of_hidden_and_total_can_be_named(attack: Attack) -> None:
    table = TWO_BY_TWO.replace("x", "*").replace("totaal", "T").replace(";", ",")
    _, facts = attack({"t.csv": table}, "--hidden", "*", "--total", "T")
    assert (facts["cells"], facts["hidden"]) == (9, 4)


@pytest.mark.parametrize(
    "table",
    [
        "gemeente;n\nA;1\n",
        "gemeente;sector;n\nA;PO;1\nA;PO;2\n",
        "gemeente;sector;n\nA;PO;geheim\n",
        "",
        "gemeente;sector;n",
    ],
    ids=["a column missing", "a cell doubled", "no number", "empty", "no rows"],
)
def test_what_is_no_table_is_told_without_a_value(attack: Attack, table: str) -> None:
    result, facts = attack({"t.csv": table})
    assert result.exit_code == 2
    assert not facts
    assert "geheim" not in result.output
    assert "t.csv" in result.output
