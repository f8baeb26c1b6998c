"""The role table: which claim of the identity provider gives which role and scope."""

import hashlib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from access.matrix import ANYTHING, NOTHING, matrix
from access.principal import NotAllowed, Principal
from schemas import codes

SCHOOL = re.compile(r"[0-9]{2}[A-Z]{2}[0-9]{2}")
CLOCK_DIFFERENCE = timedelta(minutes=5)  # between this machine and the provider's
OPAQUE = 16  # hexadecimal digits of an id
LONGEST_NAME = 80


class RoleTableError(Exception):
    """The role table cannot be used. Says which row, and what was expected."""


@dataclass(frozen=True)
class Grant:
    """Who has this value in the claim, has this role. bereik_claim: the claim with the codes of the scope."""

    waarde: str
    rol: str
    bereik: frozenset[str] = frozenset()
    bereik_claim: str | None = None


@dataclass(frozen=True)
class RoleTable:
    """claim: the claim that holds the values, such as `groups`. grants: the first that fits decides the role."""

    claim: str
    grants: tuple[Grant, ...]


NOBODY = RoleTable("", ())


def read(path: Path) -> RoleTable:
    """The role table in a TOML file; docs/deployment.md shows one. Raises RoleTableError."""
    try:
        text = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise RoleTableError(f"the role table {path.name} is not there, or is not TOML") from None
    if set(text) != {"claim", "rol"} or not isinstance(text["claim"], str):
        raise RoleTableError("the role table has one line `claim = ...` and rows [[rol]], nothing else")
    return RoleTable(text["claim"], tuple(_grant(row, number) for number, row in enumerate(text["rol"], start=1)))


def identify(claims: Mapping[str, object], table: RoleTable, now: datetime | None = None) -> Principal:
    """Who logged in, from the claims of a checked token. Raises NotAllowed: verlopen, ongeldig, onbekende_rol or
    onbekende_school. Further rows with the role of the first that fits add to its scope.
    """
    now = now or datetime.now(UTC)
    subject, issued, expires = claims.get("sub"), _time(claims.get("iat")), _time(claims.get("exp"))
    if not isinstance(subject, str) or not subject or issued is None or expires is None:
        raise NotAllowed("ongeldig")
    if issued > now + CLOCK_DIFFERENCE:
        raise NotAllowed("ongeldig")
    if expires <= now:
        raise NotAllowed("verlopen")
    values = _texts(_claim(claims, table.claim))
    fitting = [grant for grant in table.grants if grant.waarde in values]
    if not fitting:
        raise NotAllowed("onbekende_rol")
    role = fitting[0].rol
    scopes = [_scope(grant, claims) for grant in fitting if grant.rol == role]
    if matrix().roles[role].bereik == "school":
        if not all(scopes):
            raise NotAllowed("onbekende_school")
        bereik = frozenset[str]().union(*scopes)
    else:
        bereik = frozenset[str]().union(*scopes) if all(scopes) else frozenset()  # one row without scope gives all
    digest = hashlib.sha256(f"{claims.get('iss', '')} {subject}".encode()).hexdigest()
    name = claims.get("name")
    return Principal(
        digest[:OPAQUE], name[:LONGEST_NAME] if isinstance(name, str) else "", role, bereik, issued, expires
    )


def _grant(row: object, number: int) -> Grant:
    if not isinstance(row, dict) or not {"waarde", "rol"} <= set(row) <= {"waarde", "rol", "bereik", "bereik_claim"}:
        raise RoleTableError(f"row {number} of the role table has waarde and rol, and bereik or bereik_claim")
    role = matrix().roles.get(row["rol"])
    if role is None or role.bereik == ANYTHING:
        raise RoleTableError(f"row {number} of the role table gives a role that is not in access/matrix.toml")
    scope = frozenset(row.get("bereik", ()))
    if role.bereik == "school" and bool(scope) == ("bereik_claim" in row):
        raise RoleTableError(f"row {number} of the role table gives a school: name bereik or bereik_claim")
    if (scope or "bereik_claim" in row) and role.bereik == NOTHING:
        raise RoleTableError(f"row {number} of the role table gives a scope to a role that has none")
    if not all(_is_code(role.bereik, code) for code in scope):
        raise RoleTableError(f"row {number} of the role table has a scope with a code that is no {role.bereik}")
    return Grant(row["waarde"], row["rol"], scope, row.get("bereik_claim"))


def _scope(grant: Grant, claims: Mapping[str, object]) -> frozenset[str]:
    """The codes of the row or of the claim it points at; a claim without one valid code is no scope at all."""
    if grant.bereik_claim is None:
        return grant.bereik
    limit = matrix().roles[grant.rol].bereik
    found = frozenset(code for code in _texts(_claim(claims, grant.bereik_claim)) if _is_code(limit, code))
    if not found:
        raise NotAllowed("onbekende_school" if limit == "school" else "onbekende_rol")
    return found


def _is_code(limit: str, code: object) -> bool:
    if not isinstance(code, str):
        return False
    if limit == "gemeente":
        return code in codes.GEMEENTEN
    return bool(SCHOOL.fullmatch(code)) if limit == "school" else code.isascii() and code.isdecimal()


def _claim(claims: Mapping[str, object], name: str) -> object:
    """A claim by its name, or inside another one: `realm_access.roles`."""
    if name in claims:
        return claims[name]
    found: object = claims
    for part in name.split("."):
        found = found.get(part) if isinstance(found, Mapping) else None
    return found


def _texts(value: object) -> tuple[str, ...]:
    values = value if isinstance(value, list | tuple) else [value]
    return tuple(text for text in values if isinstance(text, str))


def _time(value: object) -> datetime | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        return datetime.fromtimestamp(value, UTC)
    except (OverflowError, OSError, ValueError):
        return None
