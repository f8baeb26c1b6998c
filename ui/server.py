"""What the server adds to each answer (the language of the page, headers that keep the browser at home), and whom it
does not answer at all.
"""

from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.runtime.pages_manager import PagesManager

from settings import Settings
from ui import language

# Nothing is fetched from outside: scripts, fonts and figures come from this server only.
POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
DOWNLOADS = "/media/"  # figures that were taken along; no browser or proxy keeps them
HEALTH = "/_stcore/health"  # asked by machines under any name, and says nothing
POLICY_VIOLATION = 1008  # RFC 6455
# What Streamlit's own page says, and what ours has to say.
TITLE = (b"<title>Streamlit</title>", b"<title>In Beeld</title>")
ICON = (b'href="./favicon.png"', b'href="./app/static/icon.svg"')
LANGUAGE = b'<html lang="en">'
# Else a link to a page first asks for its server below that page, and the browser reports two errors.
HEAD = (b"<head>", b"<head><script>window.__streamlit = { BACKEND_BASE_URL: location.origin }</script>")


def forget_old_pages() -> None:
    """Switch off Streamlit's old discovery of pages in the folder `pages/`, before the first visitor.

    It is only replaced by st.navigation once somebody has run the frame. Until then the first link to a page of a
    fresh server ends in "Page not found", and a file straight in `pages/` would run without the frame.
    """
    PagesManager.uses_pages_directory = False


class OwnHost:
    """ASGI middleware: answers only under the names of the settings, and opens a WebSocket only for its own pages.

    Without the first, another site could point its name at this server and read along; without the second, any page
    in the same browser could. Streamlit itself lets pages of other ports on the machine in, and asks a server outside
    for its own address when a foreign page knocks.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.hosts = {host.strip().lower() for host in Settings().hosts.split(",") if host.strip()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket") or scope["path"] == HEALTH or self._is_own(scope):
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": POLICY_VIOLATION})
        else:
            await PlainTextResponse("This name is not one of In Beeld.", status_code=400)(scope, receive, send)

    def _is_own(self, scope: Scope) -> bool:
        headers = Headers(scope=scope)
        host = headers.get("host", "").lower()
        if len(headers.getlist("host")) != 1 or _name(host) not in self.hosts:
            return False
        if scope["type"] == "http":
            return True
        origin = headers.get("origin", "").lower()
        return origin in (f"http://{host}", f"https://{host}")


def _name(host: str) -> str:
    """`Host` without its port: `[::1]:8501` is `[::1]`."""
    name, colon, port = host.rpartition(":")
    return name if colon and port.isdecimal() else host


class SecurityHeaders:
    """ASGI middleware: the headers above on every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                if scope["path"].startswith(DOWNLOADS):
                    headers["Cache-Control"] = "no-store"
            await send(message)

        await self.app(scope, receive, send_with_headers if scope["type"] == "http" else send)


class PageLanguage:
    """ASGI middleware: the page says in which language it is (WCAG 3.1.1), from `?taal=` or the settings."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or "." in scope["path"].rpartition("/")[2] or scope["path"].startswith("/_stcore"):
            await self.app(scope, receive, send)
            return
        asked = parse_qs(scope["query_string"].decode("latin-1")).get("taal", [""])[0]
        chosen = asked if asked in language.LANGUAGES else Settings().language
        # Compressed or from the cache of the browser it could not be changed.
        unwanted = (b"accept-encoding", b"if-none-match", b"if-modified-since", b"range")
        plain = {**scope, "headers": [(name, value) for name, value in scope["headers"] if name not in unwanted]}
        await self.app(plain, receive, _Rewrite(send, chosen))


class _Rewrite:
    """Holds an HTML answer until it is whole, and sends it on with the right language, title and icon."""

    def __init__(self, send: Send, chosen: str) -> None:
        self.send = send
        self.chosen = chosen
        self.start: Message | None = None
        self.body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_html(message):
            self.start = message
        elif message["type"] == "http.response.body" and self.start is not None:
            self.body += message.get("body", b"")
            if not message.get("more_body", False):
                await self._send_whole(self.start)
        else:
            await self.send(message)

    async def _send_whole(self, start: Message) -> None:
        body = self.body.replace(LANGUAGE, f'<html lang="{self.chosen}">'.encode())
        for old, new in (TITLE, ICON, HEAD):
            body = body.replace(old, new)
        headers = MutableHeaders(scope=start)
        headers["Content-Length"] = str(len(body))
        del headers["etag"], headers["last-modified"]
        await self.send(start)
        await self.send({"type": "http.response.body", "body": body})


def _is_html(message: Message) -> bool:
    return MutableHeaders(scope=message).get("content-type", "").startswith("text/html")
