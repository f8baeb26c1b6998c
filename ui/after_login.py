"""Back to where somebody was: after logging in the reader lands on the page and the choices that were asked for.

The identity provider sends everybody back to one address, and Streamlit goes on from there to the start page. What was
asked for waits meanwhile in a cookie of the reader's own browser.
"""

from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.address import KEYS
from ui.frame import PAGES

LOGIN, CALLBACK = "/auth/login", "/oauth2callback"
COOKIE = "in_beeld_terug"
SECONDS = 900  # to log in
LONGEST = 1500  # characters; a browser keeps 4,096 of a cookie
REDIRECTS = range(300, 400)


class AfterLogin:
    """ASGI middleware: remembers the page on which logging in began, and goes on there afterwards."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        if scope["type"] == "http" and path.endswith(LOGIN):
            await self.app(scope, receive, _remembering(scope, send))
        elif scope["type"] == "http" and path.endswith(CALLBACK):
            await self.app(scope, receive, _returning(scope, send))
        else:
            await self.app(scope, receive, send)


def asked_for(address: str) -> str:
    """Page and choices of an address, `lagen?gemeente=GM0632`; only pages and choices of ours, the rest falls away.

    Empty for the start page without a choice, and for whatever is not of ours.
    """
    try:
        parts = urlsplit(address)
        choices = [(key, value) for key, value in parse_qsl(parts.query) if key in KEYS]
    except ValueError:
        return ""
    page = parts.path.rpartition("/")[2]
    page = page if page in PAGES else ""
    found = page + (f"?{urlencode(choices)}" if choices else "")
    return found if len(found) <= LONGEST else page


def _remembering(scope: Scope, send: Send) -> Send:
    wanted = asked_for(Headers(scope=scope).get("referer", ""))

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start" and wanted:
            _set_cookie(message, quote(wanted, safe=""), SECONDS)
        await send(message)

    return sending


def _returning(scope: Scope, send: Send) -> Send:
    wanted = asked_for(_cookie(Headers(scope=scope)))  # checked again: a cookie can be written by anybody

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start" and wanted and message["status"] in REDIRECTS:
            headers = MutableHeaders(scope=message)
            headers["location"] = f"{headers['location'].rstrip('/')}/{wanted}"
            _set_cookie(message, "", 0)
        await send(message)

    return sending


def _cookie(headers: Headers) -> str:
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return ""
    return unquote(found.value) if found else ""


def _set_cookie(message: Message, value: str, seconds: int) -> None:
    cookie = f"{COOKIE}={value}; Max-Age={seconds}; Path=/; HttpOnly; SameSite=Lax"
    MutableHeaders(scope=message).append("set-cookie", cookie)
