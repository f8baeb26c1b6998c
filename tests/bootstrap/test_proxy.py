"""Which nginx the tests run, and that getting one starts nothing."""

import os
import sys
from pathlib import Path

import pytest

from bootstrap import debian, proxy
from bootstrap.steps import Finished

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="programs there are not found by permission bits")


def program(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    path.chmod(0o755)
    return path


@pytest.fixture(autouse=True)
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without nginx."""
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}/nowhere")
    monkeypatch.setattr(proxy, "USUAL_PLACES", str(tmp_path / "sbin"))
    monkeypatch.setattr(proxy, "UNPACKED", tmp_path / "own")


def answer(code: int, made: list[str]) -> object:
    def run(command: list[str], doing: str) -> Finished:
        made.append(doing)
        return Finished(code, ("said",), 0.1)

    return run


def test_an_installed_one_comes_before_the_own_one(tmp_path: Path) -> None:
    assert proxy.find() is None
    for place in ("own/usr/sbin", "sbin", "bin"):
        added = program(tmp_path / place / "nginx")
        assert proxy.find() == added


def test_on_debian_it_is_unpacked_and_never_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commands: list[list[str]] = []

    def run(command: list[str], doing: str) -> Finished:
        commands.append(command)
        if "download" in command:
            (tmp_path / "own" / "nginx_1_amd64.deb").touch()
        if "dpkg-deb" in command:
            program(tmp_path / "own" / "usr" / "sbin" / "nginx")
        return Finished(0, (), 0.1)

    monkeypatch.setattr(debian, "can_install", lambda: True)
    monkeypatch.setattr(debian, "run_quietly", run)
    monkeypatch.setattr(proxy, "run_quietly", run)
    proxy.ensure()
    assert proxy.find() == tmp_path / "own" / "usr" / "sbin" / "nginx"
    assert not [command for command in commands if "install" in command]
    proxy.ensure()
    assert len([command for command in commands if "download" in command]) == 1


@pytest.mark.parametrize("may", [True, False])
def test_without_one_it_says_so_and_the_tests_go_on(
    may: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    tried: list[str] = []
    monkeypatch.setattr(debian, "can_install", lambda: may)
    monkeypatch.setattr(debian, "run_quietly", answer(100, tried))
    proxy.ensure()
    assert bool(tried) == may
    said = capsys.readouterr().out
    assert "no nginx: the sample of a proxy is not run" in said
    assert ("could not fetch nginx; it said:\nsaid" in said) == may


def test_one_that_does_not_run_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path / "own" / "usr" / "sbin" / "nginx")
    monkeypatch.setattr(proxy, "run_quietly", answer(127, []))
    proxy.ensure()
    assert proxy.find() is None
