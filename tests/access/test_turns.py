"""Each turn of a page asks anew who looks: silence, another role and a login that ended show at once."""

import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from access.logins import Logins
from access.principal import NotAllowed
from disclosure.table import ProtectedTable
from tests.real import served
from ui import data, identity
from ui.frame import PAGES

ROOT = Path(__file__).parents[2]
PAGE = "over_de_cijfers"
HOUR = timedelta(hours=1)
OUT = "U bent uitgelogd"


@pytest.fixture
def page(real: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:
    """Somebody who looks at a page."""
    app = AppTest.from_file(ROOT / PAGES[PAGE], default_timeout=60)
    now = time.time()
    app.user = {"is_logged_in": True, "iss": "i", "sub": "u", "iat": now - 1, "exp": now + 600, "groups": ["analist"]}
    with served(real, tmp_path, monkeypatch):
        assert title(app.run()) == "Over de cijfers"
        yield app


def title(app: AppTest) -> str:
    assert not app.exception
    return str(app.title[0].value)


def silence(logins: Logins) -> None:
    """An hour in which nothing was done."""
    logins._active = {login: seen - HOUR for login, seen in logins._active.items()}


def test_after_silence_the_next_turn_shows_nothing_and_so_do_all_after_it(page: AppTest) -> None:
    silence(identity.logins())
    for _ in range(2):
        assert title(page.run()) == OUT
        assert not page.get("html")
        assert not page.get("download_button")


def test_who_goes_on_is_not_logged_out(page: AppTest) -> None:
    for _ in range(2):
        logins = identity.logins()
        logins._active = {login: seen - timedelta(minutes=29) for login, seen in logins._active.items()}
        assert title(page.run()) == "Over de cijfers"


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ({"exp": 1}, OUT),
        ({"exp": None}, "Inloggen is niet gelukt"),
        ({"groups": []}, "U heeft nog geen toegang"),
        ({"groups": ["beheer"]}, "Deze pagina hoort bij een andere rol"),
        ({"is_logged_in": False}, "Welkom bij In Beeld"),
    ],
)
def test_a_login_that_changes_while_somebody_looks_counts_at_the_next_turn(
    told: dict[str, Any], shown: str, page: AppTest
) -> None:
    page.user = page.user | told
    assert title(page.run()) == shown
    assert not page.get("html")


def test_a_button_that_was_shown_before_the_silence_gives_no_file(
    page: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Callable[[], bytes]] = []
    export = data.export

    def keep(table: ProtectedTable) -> Callable[[], bytes]:
        made.append(export(table))
        return made[-1]

    monkeypatch.setattr(data, "export", keep)
    page.run()
    assert made[0]().startswith(b"\xef\xbb\xbf")
    silence(identity.logins())
    with pytest.raises(NotAllowed, match="inactief"):
        made[0]()
