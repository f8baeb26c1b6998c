"""The log of what was seen and taken along."""

import json
import os
import stat
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from access.audit import record
from access.principal import NotAllowed, Principal

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
WHO = Principal("0123abcd", "Noor Jansen", "school", frozenset({"99AA00"}))


def test_a_line_says_who_saw_what_and_when_and_no_name(tmp_path: Path) -> None:
    record(tmp_path, WHO, "onze_school", "exporteren", question="scholen.lagen", rows=4, release="r1", now=NOW)
    text = (tmp_path / "2026-11.jsonl").read_text(encoding="utf-8")
    assert json.loads(text) == {
        "tijd": "2026-11-01T12:00:00+00:00",
        "wie": "0123abcd",
        "rol": "school",
        "bereik": ["99AA00"],
        "pagina": "onze_school",
        "actie": "exporteren",
        "vraag": "scholen.lagen",
        "rijen": 4,
        "release": "r1",
    }
    assert "Noor" not in text


def test_lines_are_added_and_never_changed(tmp_path: Path) -> None:
    record(tmp_path, WHO, "lagen", "zien", now=NOW)
    first = (tmp_path / "2026-11.jsonl").read_bytes()
    record(tmp_path, WHO, "lagen", "exporteren", now=NOW)
    assert (tmp_path / "2026-11.jsonl").read_bytes().startswith(first)


def test_lines_of_several_people_at_once_do_not_mix(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as people:
        list(people.map(lambda n: record(tmp_path, WHO, "lagen", "zien", rows=n, now=NOW), range(200)))
    lines = (tmp_path / "2026-11.jsonl").read_text(encoding="utf-8").splitlines()
    assert sorted(json.loads(line)["rijen"] for line in lines) == list(range(200))


@pytest.mark.skipif(sys.platform == "win32", reason="there it is the folder that decides who reads")
def test_only_the_owner_can_read_it(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        record(tmp_path / "audit", WHO, "lagen", "zien", now=NOW)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "audit").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "audit" / "2026-11.jsonl").stat().st_mode) == 0o600


def test_what_cannot_be_written_down_is_refused(tmp_path: Path) -> None:
    (tmp_path / "audit").write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(NotAllowed) as caught:
        record(tmp_path / "audit", WHO, "lagen", "zien", now=NOW)
    assert caught.value.code == "geen_logboek"
