"""Rules that are kept by reading the code: HTML, SQL, what reaches the screen, and how the server is set."""

import ast
import tomllib
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any, get_type_hints

import duckdb
import pytest

from disclosure.table import ProtectedTable
from queries.query import all_questions
from ui import charts
from warehouse.release import connect, current

ROOT = Path(__file__).parents[1]
SHOWN = [ROOT / "app.py", *sorted((ROOT / "ui").rglob("*.py")), *sorted((ROOT / "pages").rglob("*.py"))]
ASKED = sorted((ROOT / "queries").rglob("*.py"))
# Where pieces of HTML that `element` made are put together; `Html` of any other text would leave it unescaped.
HTML = {"ui/html.py", "ui/tables.py", "ui/agenda/cell.py"}
# Streamlit would show any frame, file or object with these; figures come from ui/figure.py and ui/tables.py alone.
FIGURES = {
    "plotly_chart": {"ui/figure.py"},
    "download_button": {"ui/figure.py"},
    "html": {"ui/frame.py", "ui/tables.py", "ui/agenda/sheet.py", "ui/agenda/editor.py"},
}
RAW = {
    *("dataframe", "table", "data_editor", "json", "write", "image", "pyplot", "altair_chart", "vega_lite_chart"),
    *("metric", "line_chart", "bar_chart", "area_chart", "scatter_chart", "map", "pydeck_chart", "graphviz_chart"),
    *("bokeh_chart", "help", "echo"),
}


# What a chart is told beside its table: names of columns and of what is counted, and how to draw.
TOLD = (str, str | None, str | Sequence[str], Sequence[str], Collection[Any], bool, int | None)


def place(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def calls(path: Path) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute | ast.Name):
            yield node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id, node


def of_streamlit(path: Path) -> Iterator[tuple[str, ast.Call]]:
    for name, call in calls(path):
        if isinstance(call.func, ast.Attribute) and ast.unparse(call.func.value) in {"st", "st.sidebar"}:
            yield name, call


def is_constant(node: ast.expr) -> bool:
    """A text that stands in the source: written here, or under a name in capitals."""
    return isinstance(node, ast.Constant) or (isinstance(node, ast.Name) and node.id.isupper())


def test_text_becomes_html_in_one_place_only() -> None:
    for path in SHOWN:
        text = path.read_text(encoding="utf-8")
        assert "unsafe_allow_html" not in text, place(path)
        assert "components.v1" not in text, place(path)
        assert "declare_component" not in text, place(path)
        for name, call in calls(path):
            if name == "Html" and place(path) not in HTML:
                assert is_constant(call.args[0]), f"{place(path)}:{call.lineno} makes HTML of a text"


def test_a_script_holds_nothing_from_a_reader() -> None:
    scripts = [
        call.args[1]
        for path in SHOWN
        for name, call in calls(path)
        if name == "element" and isinstance(call.args[0], ast.Constant) and call.args[0].value in {"script", "style"}
    ]
    assert scripts
    for script in scripts:
        known = ast.unparse(script) == "f\"document.documentElement.lang = '{chosen}'\""
        assert known or (isinstance(script, ast.Call) and is_constant(script.args[0]))
    assert 'chosen = address.choice("taal", language.by_preference(' in (ROOT / "ui" / "frame.py").read_text()


def test_figures_reach_the_screen_through_the_protected_table_only() -> None:
    for path in SHOWN:
        for name, call in of_streamlit(path):
            assert name not in RAW, f"{place(path)}:{call.lineno} shows what is not a protected table"
            assert place(path) in FIGURES.get(name, {place(path)}), f"{place(path)}:{call.lineno} {name}"


def test_a_chart_is_made_of_a_protected_table_and_of_nothing_else() -> None:
    for name in charts.__all__:
        given = get_type_hints(getattr(charts, name))
        figures = {kind for parameter, kind in given.items() if parameter != "return" and kind not in TOLD}
        assert figures <= {ProtectedTable, ProtectedTable | None}, name
        assert next(iter(given.values())) is ProtectedTable, name
    made = {place(path) for path in SHOWN for name, call in calls(path) if ast.unparse(call.func) == "go.Figure"}
    assert made == {"ui/charts/draft.py"}
    drafted = {
        place(path)
        for path in SHOWN
        for name, _call in calls(path)
        if name == "Draft" and "from ui.charts.draft import Draft" in path.read_text(encoding="utf-8")
    }
    assert drafted == {"ui/charts/axes.py"}


def test_what_shows_figures_never_holds_a_frame() -> None:
    """Only a protected table does, and it gives cells: no page or chart can reach around it."""
    for path in SHOWN:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
        names |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        assert not {name for name in names if name.split(".")[0] in {"polars", "pandas", "duckdb", "numpy"}}, place(
            path
        )
        reached = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        assert not reached & {"_frame", "_hidden", "_structural"}, place(path)


def test_only_protection_makes_a_protected_table() -> None:
    """`plain` is for what counts nobody, such as the points of an agenda."""
    sources = [
        *SHOWN,
        *ASKED,
        *sorted((ROOT / "disclosure").rglob("*.py")),
        *sorted((ROOT / "pipelines").rglob("*.py")),
    ]
    makers = {place(path) for path in sources for name, _call in calls(path) if name == "ProtectedTable"}
    assert makers == {"disclosure/protect.py", "disclosure/table.py"}
    answers = {place(path) for path in sources for name, _call in calls(path) if name in {"protect", "own_figures"}}
    assert answers <= {"queries/answer.py", "disclosure/protect.py"}


def test_a_download_is_made_by_what_decides_and_writes_down() -> None:
    made = [ast.unparse(call) for path in SHOWN for name, call in calls(path) if name == "download_button"]
    assert made
    assert all("data=data.export(table)" in call for call in made)
    callers = {place(path) for path in SHOWN for name, _call in calls(path) if name in {"to_csv", "to_json"}}
    assert callers == {"ui/data.py"}


def test_answers_are_asked_in_one_module_only() -> None:
    askers = {place(path) for path in SHOWN for name, _call in calls(path) if name in {"answer", "connect"}}
    assert askers == {"ui/data.py", "ui/published.py"}


@pytest.mark.parametrize("path", ASKED, ids=place)
def test_no_value_is_pasted_into_a_statement(path: Path) -> None:
    """In `Query(sql, parameters)` the statement is made of constants; every value is bound by name."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    constants = {
        target.id
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for name, call in calls(path):
        if name in {"sql", "execute"}:
            assert not isinstance(call.args[0], ast.JoinedStr | ast.BinOp), f"{place(path)}:{call.lineno}"
        if name == "Query":
            for node in ast.walk(call.args[0]):
                assert not (isinstance(node, ast.Call) and ast.unparse(node.func).endswith("format")), call.lineno
                if isinstance(node, ast.FormattedValue):
                    used = {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
                    assert used <= constants, f"{place(path)}:{call.lineno} pastes {used - constants}"


def test_a_statement_is_the_same_whatever_is_asked() -> None:
    """The same question with other values gives the same text: so no value can be in it."""
    for name, question in all_questions().items():
        names = question.__code__.co_varnames[: question.__code__.co_argcount]
        texts = {question(**dict.fromkeys(names, value)).sql for value in ("2021-2022", "'; drop table x; --", "alle")}
        assert len(texts) == 1, name


def test_the_connection_to_a_release_reaches_nothing_else(small_store: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.csv"
    outside.write_text("a\n1\n", encoding="utf-8")
    with connect(current(small_store)).cursor() as cursor:
        for statement in (
            f"select * from read_csv('{outside}')",
            f"copy (select 1) to '{tmp_path / 'new.csv'}'",
            f"attach '{tmp_path / 'new.duckdb'}'",
            "create table t as select 1",
            "set enable_external_access = true",
            "install httpfs",
        ):
            with pytest.raises(duckdb.Error):
                cursor.execute(statement).fetchall()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["outside.csv"]


def test_the_server_is_set_to_keep_its_doors_closed() -> None:
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert settings["server"]["address"] == "127.0.0.1"
    assert settings["server"]["enableXsrfProtection"] is True
    assert settings["server"]["enableCORS"] is True
    assert settings["client"]["showErrorDetails"] == "none"
    assert settings["browser"]["gatherUsageStats"] is False
    assert settings["logger"]["enableRich"] is False
    assert not {"enableAgentApi", "trustedUserHeaders", "corsAllowedOrigins"} & set(settings["server"])
