"""The doors of a running server: which names it answers to, and whose pages may open a WebSocket."""

import http.client
from urllib.parse import urlparse

import pytest

pytestmark = pytest.mark.browser  # it needs the running dashboard, not the browser itself

OPENED, REFUSED = 101, 403
HANDSHAKE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
}


def answer(served: str, path: str, headers: dict[str, str]) -> http.client.HTTPResponse:
    place = urlparse(served)
    connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=20)
    connection.putrequest("GET", path, skip_host=True)
    for name, value in headers.items():
        connection.putheader(name, value)
    connection.endheaders()
    return connection.getresponse()


def websocket(served: str, host: str, origin: str | None) -> int:
    told = {"Host": host} | HANDSHAKE | ({} if origin is None else {"Origin": origin})
    return answer(served, "/_stcore/stream", told).status


def test_a_page_of_this_server_opens_a_websocket(served: str) -> None:
    assert websocket(served, urlparse(served).netloc, served) == OPENED


@pytest.mark.parametrize(
    "origin",
    [
        None,
        "null",
        "http://evil.example",
        "http://127.0.0.1",
        "http://127.0.0.1:1",
        "http://localhost:8501",
        "http://127.0.0.1.evil.example",
        "file://",
    ],
)
def test_a_page_of_another_place_opens_none(origin: str | None, served: str) -> None:
    assert websocket(served, urlparse(served).netloc, origin) == REFUSED


def test_under_another_name_nothing_is_opened_or_answered(served: str) -> None:
    assert websocket(served, "evil.example", "http://evil.example") == REFUSED
    for host in ("evil.example", "127.0.0.1.evil.example", "127.0.0.1@evil.example", ""):
        assert answer(served, "/lagen", {"Host": host}).status == 400


def test_a_machine_that_asks_whether_it_lives_may_use_any_name(served: str) -> None:
    assert answer(served, "/_stcore/health", {"Host": "10.1.2.3:8501"}).status == 200


def test_every_answer_carries_the_headers_also_a_refusal(served: str) -> None:
    for host in (urlparse(served).netloc, "evil.example"):
        headers = answer(served, "/lagen", {"Host": host}).headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert headers["Referrer-Policy"] == "same-origin"
        assert "camera=()" in headers["Permissions-Policy"]


def test_nothing_can_be_uploaded_without_a_session(served: str) -> None:
    place = urlparse(served)
    connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=20)
    connection.request("PUT", "/_stcore/upload_file/session/file", body=b"x", headers={"Host": place.netloc})
    assert connection.getresponse().status >= 400
