"""The pages' only door to figures: a question in, a protected table out, for who may see it."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from access import audit
from access.decision import Scope, authorize, is_own, may_export, only_rows
from access.matrix import matrix
from access.principal import NotAllowed, Principal
from disclosure import exports
from disclosure.table import ProtectedTable
from queries import scholen
from queries.answer import answer
from queries.query import Parameter, Question, name
from ui import gate, identity, published
from warehouse.release import Release

KEPT_ANSWERS = 2000


def ask(question: Question, **parameters: Parameter) -> ProtectedTable:
    """The protected answer to a question of `queries/`, kept per release, parameters, role and scope.

    Who may not ask this, on this page, reads why, and the page ends. Raises warehouse.release.ReleaseError when there
    is no release, or a damaged one.
    """
    page = identity.page()
    try:
        who = identity.principal()
        authorize(who, page, Scope(name(question), parameters), "zien")
    except NotAllowed as refused:
        gate.refuse(refused.code, page)
    release = published.release()
    return _answer(name(question), tuple(sorted(parameters.items())), release.sha256, who.view, question, who, release)


def has_no_school(who: Principal) -> bool:
    """Whether somebody of a school is bound to schools of which the release knows not one."""
    if who.demonstratie or matrix().roles[who.rol].bereik != "school":
        return False
    release = published.release()
    return who.bereik.isdisjoint(_schools(release.sha256, release))


def can_export() -> bool:
    """Whether who looks may take figures of this page along."""
    return may_export(identity.principal(), identity.page())


def export(table: ProtectedTable) -> Callable[[], bytes]:
    """What makes the file of a table, when somebody asks for it: only then it is decided, and written down.

    The call may come later than this run, so it holds who looked and where. It raises NotAllowed.
    """
    who, page, logins, folder = identity.principal(), identity.page(), identity.logins(), identity.audit_folder()
    context = table.context

    def make() -> bytes:
        logins.touch(who)
        authorize(who, page, Scope(context.question, context.parameters), "exporteren")
        audit.record(folder, who, page, "exporteren", question=context.question, rows=len(table), release=context.run)
        return exports.to_csv(table)

    return make


@st.cache_data(max_entries=1, show_spinner=False)
def _schools(sha256: str, _release: Release) -> frozenset[str]:
    return frozenset(answer(_release, scholen.bekend, {}).values("school"))


@st.cache_data(max_entries=KEPT_ANSWERS, show_spinner=False)
def _answer(
    question: str,  # beside the checksum and the view this is the key: a function cannot be one
    parameters: tuple[tuple[str, Any], ...],
    sha256: str,
    view: tuple[str, ...],
    _question: Question,
    _who: Principal,
    _release: Release,
) -> ProtectedTable:
    table = answer(_release, _question, dict(parameters), own=is_own(_who, question))
    if (only := only_rows(_who, question)) is None:
        return table
    column, values = only
    return table.where(**{column: sorted(values)})
