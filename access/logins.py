"""Which logins are in use: a login ends by itself when nothing is done, and for all windows when somebody logs out."""

from datetime import UTC, datetime, timedelta
from threading import Lock

from access.principal import NotAllowed, Principal

# Who, and from when to when the token is good: the same person logging in again is another login.
Login = tuple[str, datetime | None, datetime | None]


class Logins:
    """The logins of one server, shared by all sessions. In memory: after a restart the time of the login counts."""

    def __init__(self, idle: timedelta) -> None:
        self._idle = idle
        self._active: dict[Login, datetime] = {}
        self._ended: dict[Login, str] = {}
        self._lock = Lock()

    def touch(self, principal: Principal, now: datetime | None = None) -> None:
        """Note that something was done. Raises NotAllowed: inactief or uitgelogd; such a login stays refused."""
        if principal.ingelogd is None:
            return
        now = now or datetime.now(UTC)
        login = _login(principal)
        with self._lock:
            last = self._active.get(login, principal.ingelogd)
            if login not in self._ended and now - last > self._idle:
                self._end(login, "inactief")
            if login in self._ended:
                raise NotAllowed(self._ended[login])
            if login not in self._active:
                self._forget(now)
            self._active[login] = now

    def end(self, principal: Principal) -> None:
        """Somebody logs out: the login is of no use any more, in other windows and for a copied cookie neither."""
        with self._lock:
            self._end(_login(principal), "uitgelogd")

    def _end(self, login: Login, reason: str) -> None:
        self._ended[login] = reason
        self._active.pop(login, None)

    def _forget(self, now: datetime) -> None:
        """Let go of logins whose token is past its time: that is reason enough to refuse them."""
        self._active = {login: last for login, last in self._active.items() if not _is_past(login, now)}
        self._ended = {login: reason for login, reason in self._ended.items() if not _is_past(login, now)}


def _login(principal: Principal) -> Login:
    return principal.id, principal.ingelogd, principal.verloopt


def _is_past(login: Login, now: datetime) -> bool:
    return login[2] is not None and login[2] <= now
