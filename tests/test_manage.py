"""manage.py and what it starts with: any Python, no library, one sentence when something is missing."""

import ast
import os
import runpy
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bootstrap import PROJECT, commands
from bootstrap.steps import Finished, Problem

MANAGE = PROJECT / "manage.py"
BEFORE_ANY_LIBRARY = [MANAGE, *sorted((PROJECT / "bootstrap").glob("*.py"))]
# In two parts, so that this file does not hold them itself.
HOSTS = ["py" + "pi.org", "python" + "hosted.org", "registry." + "npmjs", "deb." + "debian.org", "conda." + "anaconda"]
PYTEST = ["pytest", "-n", str((os.cpu_count() or 1) + 1), "--dist", "loadfile"]


@pytest.mark.parametrize("path", BEFORE_ANY_LIBRARY, ids=lambda path: path.name)
def test_nothing_but_the_standard_library_is_needed_to_start(path: Path) -> None:
    imported: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            imported |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            imported.add(node.module.split(".")[0])
    assert imported <= sys.stdlib_module_names | {"bootstrap"}


def test_an_older_python_can_read_manage_down_to_the_refusal() -> None:
    source = MANAGE.read_text(encoding="ascii")
    assert ast.parse(source, feature_version=(3, 4))
    assert not {"f'", 'f"', "from __future__"} & set(source.split())


@pytest.mark.parametrize("version", [(2, 7, 18), (3, 10, 13)])
def test_an_older_python_is_refused_in_one_sentence(version: tuple[int, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", version)
    with pytest.raises(SystemExit) as refusal:
        runpy.run_path(str(MANAGE))
    assert f"needs Python 3.11 or newer; this is Python {version[0]}.{version[1]}" in str(refusal.value.code)


def test_no_registry_is_named_anywhere_in_the_repository() -> None:
    committed = list(repository())
    assert MANAGE in committed
    naming = [path for path in committed if any(host.encode() in path.read_bytes() for host in HOSTS)]
    assert naming == []


def repository() -> Iterator[Path]:
    """The files of the project but what commands and tools make there; also where there is no git."""
    made = {".git", ".venv", "var", "__pycache__", ".hypothesis", ".mypy_cache", ".pytest_cache", ".ruff_cache"}
    for folder, folders, names in os.walk(PROJECT):
        folders[:] = set(folders) - made
        yield from (Path(folder) / name for name in names if name != ".venv.lock")


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_requirement_is_pinned_with_hashes_and_no_place(name: str) -> None:
    entries = (PROJECT / name).read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
    assert entries
    for entry in entries:
        assert "==" in entry.split(";")[0]
        assert "--hash=sha256:" in entry
        assert "://" not in entry
        assert "index-url" not in entry


def test_the_test_tools_come_on_top_of_exactly_the_same_libraries() -> None:
    runtime, development = (
        set((PROJECT / name).read_text(encoding="utf-8").replace("\\\n", " ").splitlines())
        for name in ("requirements.txt", "requirements-dev.txt")
    )
    assert runtime < development


def test_a_problem_is_told_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def no_room(requirements: Path) -> None:
        raise Problem("There is too little room on the disk.")

    monkeypatch.setattr(commands, "ensure", no_room)
    assert commands.main(["build"]) == 1
    assert capsys.readouterr().err == "\nThere is too little room on the disk.\n"


def test_ctrl_c_is_answered_with_one_word(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted(requirements: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(commands, "ensure", interrupted)
    assert commands.main(["test"]) == 130
    shown = capsys.readouterr()
    assert shown.out.endswith("\nStopped.\n")
    assert shown.err == ""


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Stands in for every program that `test` and `check` start: the linter finds something, the rest is well."""
    programs: list[list[str]] = []

    def quietly(command: list[str], doing: str) -> Finished:
        programs.append(command[2:])
        return Finished(code=int(command[2:4] == ["ruff", "check"]), lines=("said so",), seconds=0.1)

    def openly(command: list[str], *, stderr: int) -> int:
        programs.append(command[2:])
        return 0

    monkeypatch.setattr(commands, "ensure", lambda requirements: None)
    monkeypatch.setattr("bootstrap.browser.ensure", lambda: None)
    monkeypatch.setattr(commands, "run_quietly", quietly)
    monkeypatch.setattr(commands, "run_openly", openly)
    return programs


def test_every_check_runs_also_after_one_that_failed(
    started: list[list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert commands.main(["test"]) == 1
    assert [program[:2] for program in started] == [["ruff", "check"], ["ruff", "format"], ["mypy"], PYTEST[:2]]
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines if "/6 " in line] == ["1/6", "2/6", "3/6", "4/6", "5/6", "6/6"]
    assert lines[-1] == "Failed: linter."


@pytest.mark.parametrize("code", [0, 1])
def test_standard_error_follows_the_closing_line_of_pytest_only_when_it_failed(
    code: int, started: list[list[str]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def openly(command: list[str], *, stderr: int) -> int:
        os.write(stderr, b"left behind\n")
        return code

    monkeypatch.setattr(commands, "run_openly", openly)
    commands.main(["test"])
    assert ("left behind" in capsys.readouterr().out) == bool(code)


def test_what_follows_test_goes_to_pytest(started: list[list[str]]) -> None:
    commands.main(["test", "-k", "lagen", "tests/marts", "--lf"])
    assert started[-1] == [*PYTEST, "-k", "lagen", "tests/marts", "--lf"]


def test_without_a_browser_the_other_tests_still_run_and_the_command_fails(
    started: list[list[str]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def none_found() -> None:
        raise Problem("No browser was found.")

    monkeypatch.setattr("bootstrap.browser.ensure", none_found)
    assert commands.main(["test"]) == 1
    assert started[-1] == PYTEST
    assert capsys.readouterr().out.splitlines()[-1] == "Failed: browser, linter."


def test_the_long_tests_run_only_when_asked_for(started: list[list[str]]) -> None:
    commands.main(["check"])
    assert not [program for program in started if program[0] == "pytest"]
    commands.main(["check", "--long"])
    assert started[-1] == [*PYTEST, "-m", "long"]


def test_an_unknown_option_is_wrong_usage_everywhere_but_after_test(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as usage:
        commands.main(["run", "--prot", "8600"])
    assert usage.value.code == 2
    assert "--prot" in capsys.readouterr().err


def test_an_unknown_benchmark_is_answered_with_those_there_are(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "pages.py").touch()
    monkeypatch.setattr(commands, "BENCHMARKS", tmp_path)
    assert commands.main(["bench", "nothing"]) == 1
    assert "There is no benchmark nothing. There are: pages." in capsys.readouterr().err
    assert commands.main(["bench"]) == 0
    assert "    pages" in capsys.readouterr().out
