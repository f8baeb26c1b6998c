"""Where a reader lands after logging in: only on pages and choices of this dashboard."""

import asyncio
from typing import Any
from urllib.parse import quote

import pytest
from starlette.types import Message

from tests.pages.test_hostile import HOSTILE
from ui.after_login import COOKIE, AfterLogin, asked_for

HERE = "https://inbeeld.example.nl"


@pytest.mark.parametrize(
    ("address", "wanted"),
    [
        (f"{HERE}/lagen?gemeente=GM0632&sector=PO", "lagen?gemeente=GM0632&sector=PO"),
        (f"{HERE}/onze_school?school=99AB00", "onze_school?school=99AB00"),
        (f"{HERE}/?taal=en", "?taal=en"),
        (f"{HERE}/lagen?next=https://evil.example&taal=en", "lagen?taal=en"),
        (f"{HERE}/", ""),
        (f"{HERE}/geen_pagina", ""),
        ("", ""),
    ],
)
def test_a_page_and_choices_of_ours_are_remembered_and_nothing_else(address: str, wanted: str) -> None:
    assert asked_for(address) == wanted


def test_no_hostile_text_leads_to_another_site() -> None:
    for hostile in (*HOSTILE, "//evil.example/lagen", "https://evil.example/lagen", "\\\\evil.example\\lagen"):
        assert redirected(hostile).split("?")[0] in {"/", "/lagen"}
        location = redirected(asked_for(f"{HERE}/lagen?gemeente={hostile}"))
        assert location.split("?")[0] == "/lagen"
        assert location.isascii()
        assert location.isprintable()


def test_a_choice_too_long_for_a_cookie_leaves_the_page() -> None:
    assert asked_for(f"{HERE}/lagen?gemeente={'a' * 5000}") == "lagen"


def test_only_a_redirect_of_the_way_back_is_changed() -> None:
    assert redirected("lagen", status=500) == "/"
    assert redirected("lagen", path="/auth/logout") == "/"


def redirected(kept: str, status: int = 302, path: str = "/oauth2callback") -> str:
    """Where the answer of Streamlit, which goes to the start page, leads to with this in the cookie."""
    sent: list[Message] = []

    async def streamlit(_scope: Any, _receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": status, "headers": [(b"location", b"/")]})

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.request"}

    cookie = f"{COOKIE}={quote(kept, safe='')}".encode()
    scope = {"type": "http", "path": path, "headers": [(b"cookie", cookie)]}
    asyncio.run(AfterLogin(streamlit)(scope, receive, send))
    found: bytes = dict(sent[0]["headers"])[b"location"]
    return found.decode()
