"""Somebody who looks, and why somebody may not."""

from dataclasses import dataclass
from datetime import datetime

# Every code has its sentence in ui/gate.py; a test demands it.
CODES = (
    "anoniem",  # not logged in
    "verlopen",  # the token of the identity provider is past its time
    "inactief",  # nothing was done for too long
    "uitgelogd",  # logged out, here or in another window
    "ongeldig",  # claims that no provider would give: without subject or time, or from the future
    "onbekende_rol",  # no row of the role table fits
    "onbekende_school",  # a school without a known school
    "andere_rol",  # the page belongs to another role
    "buiten_bereik",  # a school, gemeente or theme of somebody else
    "onbekende_vraag",  # the page does not ask this
    "geen_aanbieder",  # real data, or a role table, without an identity provider
    "geen_logboek",  # what is seen could not be written down
)


class NotAllowed(Exception):
    """Refused, with a code of CODES. Its text holds nothing about a person or a choice."""

    def __init__(self, code: str) -> None:
        if code not in CODES:
            raise ValueError(f"{code} is no reason to refuse; add it to CODES in access/principal.py")
        super().__init__(f"not allowed: {code}")
        self.code = code


@dataclass(frozen=True)
class Principal:
    """Somebody who looks: an opaque id, a name for the screen, a role of matrix.toml and its scope.

    bereik: gemeenten, schools or themes; empty means everything that the role may, except for figures of one school,
    which always need it. ingelogd, verloopt: the times of the login, in UTC; None in a demonstration.
    """

    id: str
    naam: str
    rol: str
    bereik: frozenset[str] = frozenset()
    ingelogd: datetime | None = None
    verloopt: datetime | None = None
    demonstratie: bool = False

    @property
    def view(self) -> tuple[str, ...]:
        """Role and scope: what two people must share to be shown the same answer. Part of every cache key."""
        return (self.rol, "demonstratie" if self.demonstratie else "", *sorted(self.bereik))
