"""Which browser the tests drive, on which system."""

import os
import sys
from pathlib import Path

import pytest

from bootstrap import browser, debian
from bootstrap.steps import Finished, Problem

on_posix = pytest.mark.skipif(sys.platform == "win32", reason="programs on Windows are not found by permission bits")


def put_on_the_path(folder: Path, *names: str) -> None:
    for name in names:
        program = folder / name
        program.touch()
        program.chmod(0o755)


@on_posix
def test_chromium_comes_before_chrome_and_chrome_before_edge(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert browser.find("linux") is None
    for name in ("microsoft-edge", "google-chrome-stable", "google-chrome", "chromium"):
        put_on_the_path(tmp_path, name)
        assert browser.find("linux") == tmp_path / name


@pytest.mark.parametrize(
    ("platform", "environment", "place"),
    [
        ("darwin", {}, "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
        ("darwin", {"HOME": "/Users/x"}, "/Users/x/Applications/Chromium.app/Contents/MacOS/Chromium"),
        ("win32", {"PROGRAMFILES": "/P"}, "/P/Google/Chrome/Application/chrome.exe"),
        ("win32", {"PROGRAMFILES(X86)": "/P86"}, "/P86/Microsoft/Edge/Application/msedge.exe"),
    ],
)
def test_an_installed_browser_is_found_where_the_system_puts_it(
    platform: str, environment: dict[str, str], place: str
) -> None:
    found = browser.find(platform, environment, which=lambda name: None, is_file=lambda path: path == Path(place))
    assert found == Path(place)


def test_the_places_of_one_system_are_not_looked_at_on_another() -> None:
    assert browser.find("linux", {"PROGRAMFILES": "/P"}, which=lambda name: None, is_file=lambda path: True) is None


@on_posix
def test_only_root_on_debian_installs_packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    system = tmp_path / "os-release"
    monkeypatch.setattr(debian, "OS_RELEASE", system)
    monkeypatch.setenv("PATH", str(tmp_path))
    put_on_the_path(tmp_path, "apt-get")
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert not debian.can_install()
    system.write_text('NAME="Ubuntu"\nID=ubuntu\nID_LIKE=debian\n')
    assert not debian.can_install()
    system.write_text('NAME="Debian GNU/Linux"\nID=debian\n')
    assert debian.can_install()
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert not debian.can_install()


def test_package_lists_are_fetched_only_after_a_first_try(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[str] = []

    def apt_get(command: list[str], doing: str) -> Finished:
        tried.append("install" if "install" in command else "update")
        return Finished(100 if tried == ["install"] else 0, (), 0.1)

    monkeypatch.setattr(debian, "run_quietly", apt_get)
    debian.install("chromium")
    assert tried == ["install", "update", "install"]
    debian.install("chromium")
    assert tried[3:] == ["install"]


def test_apt_get_that_cannot_is_told_with_its_last_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(debian, "run_quietly", lambda command, doing: Finished(100, ("E: no such package",), 0.1))
    with pytest.raises(Problem, match=r"could not install chromium(.|\n)*E: no such package"):
        debian.install("chromium")


def test_the_library_that_a_bare_debian_lacks_is_installed_for_playwright(monkeypatch: pytest.MonkeyPatch) -> None:
    installed: list[str] = []
    monkeypatch.setattr(browser, "find", lambda: Path("/usr/bin/chromium"))
    monkeypatch.setattr(debian, "can_install", lambda: True)
    monkeypatch.setattr(debian, "install", lambda *packages: installed.extend(packages))
    said = "error while loading shared libraries: libatomic.so.1"
    monkeypatch.setattr(browser, "run_quietly", lambda command, doing: Finished(int(not installed), (said,), 0.1))
    browser.ensure()
    browser.ensure()
    assert installed == ["libatomic1"]


def test_a_driver_that_does_not_start_is_told_with_its_last_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(debian, "can_install", lambda: False)
    said = "error while loading shared libraries: libatomic.so.1"
    monkeypatch.setattr(browser, "run_quietly", lambda command, doing: Finished(127, (said,), 0.1))
    with pytest.raises(Problem, match=r"does not start(.|\n)*libatomic\.so\.1"):
        browser.ensure()


def test_without_any_browser_the_sentence_says_which_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser, "find", lambda: None)
    monkeypatch.setattr(debian, "can_install", lambda: False)
    offline = Finished(1, ("Error: getaddrinfo ENOTFOUND",), 0.1)
    works = Finished(0, (), 0.1)
    monkeypatch.setattr(browser, "run_quietly", lambda command, doing: offline if "install" in command else works)
    with pytest.raises(Problem, match=r"Install Chromium, Chrome or Edge\. Nothing can be fetched"):
        browser.ensure()
