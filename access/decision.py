"""The one decision: may this person do this here?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from access.matrix import ANYTHING, Action, Role, matrix
from access.principal import NotAllowed, Principal
from schemas import codes


@dataclass(frozen=True)
class Scope:
    """What is asked for: a question of queries/ (None: the page itself) with its choices."""

    question: str | None = None
    choices: Mapping[str, str | int | None] = field(default_factory=dict)


def authorize(principal: Principal, page: str, scope: Scope, action: Action, *, now: datetime | None = None) -> None:
    """Let pass, or raise NotAllowed. Everything that the matrix does not allow is refused.

    In this order: the login is not past its time, the role is known, the page is one of the role for this action, the
    question is one of the page, its gemeente exists, and what belongs to one school (or theme) is inside the scope.
    """
    if principal.verloopt is not None and (now or datetime.now(UTC)) >= principal.verloopt:
        raise NotAllowed("verlopen")
    known = matrix()
    role = known.roles.get(principal.rol)
    if role is None or (role.bereik == ANYTHING and not principal.demonstratie):
        raise NotAllowed("onbekende_rol")
    if page not in role.pages[action]:
        raise NotAllowed("andere_rol")
    if scope.question is not None and scope.question not in known.questions[page]:
        raise NotAllowed("onbekende_vraag")
    if scope.choices.get("gemeente", codes.ALLE) not in (codes.ALLE, *codes.GEMEENTEN):
        raise NotAllowed("buiten_bereik")
    if action == "wijzigen":
        _inside(principal, role, role.bereik, scope)
    elif limit := known.within.get(scope.question or ""):
        _inside(principal, role, limit, scope)


def may_open(principal: Principal, page: str) -> bool:
    """Whether the page is one of the role: for what a reader is offered. `authorize` decides."""
    role = matrix().roles.get(principal.rol)
    return role is not None and page in role.pages["zien"]


def may_export(principal: Principal, page: str) -> bool:
    """Whether figures of the page may be taken along: for what a reader is offered. `authorize` decides."""
    role = matrix().roles.get(principal.rol)
    return role is not None and page in role.pages["exporteren"]


def is_own(principal: Principal, question: str) -> bool:
    """Whether the figures are those of the reader's own school, which sees them whole. Only after `authorize`.

    Who tries out the role of a school sees what a school sees: in a demonstration its pupils are made up. Whoever sees
    all pages there is of no school.
    """
    if matrix().within.get(question) != "school":
        return False
    return not principal.demonstratie or matrix().roles[principal.rol].bereik == "school"


def only_rows(principal: Principal, question: str) -> tuple[str, frozenset[str]] | None:
    """The column of an answer and the values of it that may be shown; None where all rows may."""
    known = matrix()
    column = known.rows.get(question)
    if column is None or principal.demonstratie:
        return None
    return column, principal.bereik if known.roles[principal.rol].bereik == column else frozenset()


def _inside(principal: Principal, role: Role, limit: str, scope: Scope) -> None:
    """One of what the scope consists of. A school without a scope has nothing; others without one are not bound."""
    if principal.demonstratie and role.bereik in (limit, ANYTHING):
        return
    code = scope.choices.get(limit)
    bound = bool(principal.bereik) or limit == "school"
    if role.bereik != limit or code is None or (bound and code not in principal.bereik):
        raise NotAllowed("buiten_bereik")
