"""One direction: each part of the program imports only what its place allows, read from the imports themselves."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

# What of ours each layer may import. A name allows the package or module and all that is in it.
MAY_IMPORT: dict[str, set[str]] = {
    "manage": {"bootstrap"},
    "bootstrap": {"bootstrap"},
    "settings": set(),
    "schemas": {"schemas"},
    "synthetic": {"synthetic", "schemas"},
    "pipelines": {"pipelines", "schemas"},
    "analysis": {"analysis", "schemas"},
    "warehouse": {"warehouse", "schemas"},
    "disclosure": {"disclosure", "schemas"},
    "access": {"access", "schemas.codes"},
    "queries": {"queries", "warehouse", "disclosure", "schemas.codes"},
    "ui": {
        "ui",
        "access",
        "settings",
        "schemas.codes",
        "schemas.definities",
        "schemas.indicatoren",
        "schemas.meldingen",
        "disclosure",
        "queries",
    },
    "pages": {"queries", "ui", "schemas.codes"},
    "app": {"ui", "access", "settings"},
}
COMMAND_LINE = {"warehouse", "settings", "queries", "disclosure", "analysis", "synthetic"}
# Modules that may do more than their layer, because bringing the layers together is what they are for.
MAY_ALSO_IMPORT: dict[str, set[str]] = {
    "pipelines.__main__": COMMAND_LINE,
    "pipelines.account": {"warehouse"},
    "pipelines.apart": {"warehouse"},
    "pipelines.refusal": {"warehouse.leveringen"},
    "pipelines.blocking": {"warehouse"},
    "pipelines.build": COMMAND_LINE,
    "pipelines.commands": COMMAND_LINE,
    "pipelines.export": COMMAND_LINE,
    "pipelines.forgetting": {"settings"},
    "pipelines.intake": {"warehouse"},
    "pipelines.judging": {"warehouse"},
    "pipelines.openbaar": COMMAND_LINE,
    "pipelines.publication": {"warehouse", "analysis", "disclosure", "settings"},
    "pipelines.reading": {"warehouse"},
    "pipelines.removal": {"warehouse", "settings"},
    "pipelines.retention": {"warehouse", "settings"},
    "pipelines.rollback": {"warehouse", "settings"},
    "pipelines.sources": {"warehouse"},
    "pipelines.store": {"warehouse", "settings"},
    "ui.agenda": {"warehouse.monitor"},
    "ui.data": {"warehouse.release"},
    "ui.editing": {"warehouse.monitor"},
    "ui.gate": {"warehouse.release"},
    "ui.monitor": {"warehouse.monitor"},
    "ui.page": {"warehouse.release"},
    "ui.published": {"warehouse.release"},
    "ui.startup": {"warehouse.release"},
    "warehouse.monitor.__main__": {"settings", "synthetic"},
}
# Who may use a library from outside; all others may not.
MAY_USE: dict[str, set[str]] = {
    "streamlit": {"app", "pages", "ui"},
    "pandera": {"schemas", "pipelines"},
    "duckdb": {"warehouse", "queries"},
    "plotly": {"ui"},
    "highspy": {"disclosure"},
    "typer": {"pipelines", "disclosure", "warehouse.monitor"},
    "scipy": {"analysis", "disclosure"},
    "statsmodels": set(),
    "pandas": set(),
    "plotly.express": set(),
}


def module(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


MODULES = {
    module(path): path
    for layer in MAY_IMPORT
    for path in ([ROOT / f"{layer}.py"] if (ROOT / f"{layer}.py").exists() else sorted((ROOT / layer).rglob("*.py")))
}
OURS = {name.split(".")[0] for name in MODULES}


def imports(source: str, own: str = "") -> Iterator[str]:
    """Every module that a source imports, also inside functions; `from a import b` as a.b where that is a module."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{own}: write imports in full"
            assert node.module
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                yield whole if whole in MODULES or whole in MAY_USE else node.module


def within(name: str, allowed: set[str]) -> bool:
    return any(name == one or name.startswith(f"{one}.") for one in allowed)


def imported(name: str) -> set[str]:
    return set(imports(MODULES[name].read_text(encoding="utf-8"), name))


@pytest.mark.parametrize("name", MODULES)
def test_a_module_imports_only_what_its_layer_may(name: str) -> None:
    layer = name.split(".")[0]
    allowed = MAY_IMPORT[layer].union(*(more for own, more in MAY_ALSO_IMPORT.items() if within(name, {own})))
    ours = {one for one in imported(name) if one.split(".")[0] in OURS}
    assert {one for one in ours if not within(one, allowed)} == set()


@pytest.mark.parametrize("library", MAY_USE)
def test_a_library_is_used_only_where_it_belongs(library: str) -> None:
    users = {name for name in MODULES if any(within(one, {library}) for one in imported(name))}
    assert {name for name in users if not within(name, MAY_USE[library])} == set()


def test_a_chart_knows_nothing_of_streamlit() -> None:
    charts = {name for name in MODULES if name.startswith("ui.charts")}
    assert not [name for name in charts if any(within(one, {"streamlit"}) for one in imported(name))]


def test_the_dashboard_starts_without_the_libraries_that_only_a_build_needs() -> None:
    """Pandera alone takes more than a second; a page has to stand within a fraction of that."""
    modules = sorted(name for name in MODULES if name.split(".")[0] in {"ui", "queries", "access"})
    heavy = ("pandera", "pandas", "plotly.express", "typer")
    script = f"import sys, {', '.join(modules)}\nprint([name for name in {heavy} if name in sys.modules])"
    finished = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert finished.stdout.splitlines()[-1] == "[]"


def test_a_build_with_nothing_new_starts_without_the_libraries_that_read_files() -> None:
    heavy = ("pandera", "polars")
    imports = "import sys, pipelines.__main__, pipelines.commands.build\nfrom pipelines import build"
    script = f"{imports}\nprint([name for name in {heavy} if name in sys.modules])"
    finished = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert finished.stdout.splitlines()[-1] == "[]"


def test_no_page_stands_directly_in_the_folder_of_pages() -> None:
    """Such a page is run by Streamlit's own discovery, without the frame and its gate."""
    assert not list((ROOT / "pages").glob("*.py"))


def test_every_source_file_belongs_to_a_layer() -> None:
    apart = {"tests", "benchmarks", "var"}
    folders = {path.name for path in ROOT.iterdir() if path.name.isidentifier() and any(path.rglob("*.py"))}
    modules = {path.stem for path in ROOT.glob("*.py")}
    assert folders - apart | modules <= set(MAY_IMPORT)


def test_an_import_out_of_line_is_seen_wherever_it_stands() -> None:
    hidden = "def f():\n    import streamlit as st\n    from pandas.api import types\n    from plotly import express\n"
    assert set(imports(hidden)) == {"streamlit", "pandas.api", "plotly.express"}
