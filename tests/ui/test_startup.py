"""Before the first visitor: no real data without logging in, and no text of errors in the log."""

import logging
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.real import as_real
from ui import startup


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """What startup changes in this process."""
    mask = os.umask(0o022)
    os.umask(mask)
    yield
    os.umask(mask)
    for name in startup.TALKATIVE:
        logging.getLogger(name).removeFilter(startup._without_text)


@pytest.fixture
def real_store(small_store: Path, tmp_path: Path) -> Path:
    return as_real(small_store, tmp_path)


def test_voorbeelddata_needs_no_login(small_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INBEELD_STORE", str(small_store))
    startup.prepare()


def test_real_data_without_a_provider_is_not_served(real_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INBEELD_STORE", str(real_store))
    with pytest.raises(startup.StartRefused, match="no identity provider is configured"):
        startup.prepare()


def test_a_role_table_without_a_provider_is_not_half_a_login(
    small_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    roles = tmp_path / "roles.toml"
    roles.write_text('claim = "groups"\n[[rol]]\nwaarde = "a"\nrol = "analist"\n', encoding="utf-8")
    monkeypatch.setenv("INBEELD_STORE", str(small_store))
    monkeypatch.setenv("INBEELD_ROLES", str(roles))
    with pytest.raises(startup.StartRefused, match="no identity provider"):
        startup.prepare()


def test_a_role_table_that_cannot_be_read_stops_the_start(
    small_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INBEELD_STORE", str(small_store))
    monkeypatch.setenv("INBEELD_ROLES", str(tmp_path / "nowhere.toml"))
    with pytest.raises(startup.StartRefused, match="role table"):
        startup.prepare()


def test_a_store_without_a_release_can_be_started_for_its_instructions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INBEELD_STORE", str(tmp_path))
    startup.prepare()


@pytest.mark.skipif(sys.platform == "win32", reason="there folders decide who may read")
def test_what_the_server_writes_only_its_owner_reads(
    small_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INBEELD_STORE", str(small_store))
    startup.prepare()
    (tmp_path / "file").write_text("x", encoding="utf-8")
    assert (tmp_path / "file").stat().st_mode & 0o077 == 0


def test_the_log_tells_type_and_place_of_an_error_and_not_its_text(
    small_store: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("INBEELD_STORE", str(small_store))
    startup.prepare()
    for name in startup.TALKATIVE:
        log = logging.getLogger(name)
        log.addHandler(caplog.handler)
        try:
            raise ValueError("Jan Jansen, /srv/store/vault")
        except ValueError as error:
            log.error("Uncaught app execution", exc_info=error)
        log.removeHandler(caplog.handler)
    assert "ValueError at test_startup.py:" in caplog.text
    assert "Jansen" not in caplog.text
    assert "/srv" not in caplog.text
