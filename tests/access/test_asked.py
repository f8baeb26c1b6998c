"""Every role, page, question, download, change and scope, put to the doors through which figures leave.

Claims of a provider go in at one end; what comes out at the other is compared with wie_mag_wat.md alone.
"""

import itertools
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import streamlit as st

from access.decision import Scope
from disclosure.table import ProtectedTable
from queries.query import Parameter
from schemas import codes
from tests.access.wie_mag_wat import EVERYBODY, OWN_ROWS, OWN_SCHOOL, about, actions, questions, refused_logins
from tests.access.world import CHOICES, OK, OWN, QUESTIONS, SECOND, Told, World
from ui import address, data, identity, monitor
from ui.frame import PAGES
from warehouse.release import current

THEMAS = ("0", "1", "3")
# Claims of somebody, the role that they give, and what is inside its scope.
PEOPLE: dict[str, tuple[dict[str, Any], str, set[str]]] = {
    "rea of one gemeente": ({"groups": ["woerden"]}, "rea", {"GM0632"}),
    "rea of the region": ({"groups": ["regio"]}, "rea", set()),
    "analist": ({"groups": ["analist"]}, "analist", set()),
    "a school": ({"groups": ["school"], "schools": [OWN]}, "school", {OWN}),
    "a board of two schools": ({"groups": ["school"], "schools": [OWN, SECOND]}, "school", {OWN, SECOND}),
    "redacteur of one theme": ({"groups": ["redactie-3"]}, "redacteur", {"3"}),
    "redacteur of every theme": ({"groups": ["redactie"]}, "redacteur", set(THEMAS)),
    "beheerder": ({"groups": ["beheer"]}, "beheerder", set()),
}
PLACES = [*PAGES, "", "onbekend"]


def scopes(question: str) -> Iterator[dict[str, Parameter]]:
    """Every choice of school and gemeente with which a question can be asked, also those that nobody is offered."""
    if question in monitor.QUESTIONS:
        yield {}
        return
    code = QUESTIONS[question].__code__
    names = code.co_varnames[: code.co_argcount]
    for values in itertools.product(*(CHOICES[name] for name in names)):
        yield dict(zip(names, values, strict=True))


def may(action: str, role: str, inside: set[str], page: str, question: str, choices: Mapping[str, Parameter]) -> bool:
    """What wie_mag_wat.md says."""
    if action not in actions().get((role, page), set()) or page not in questions().get(question, set()):
        return False
    if choices.get("gemeente", "alle") not in ("alle", *codes.GEMEENTEN):
        return False
    return about()[question] != OWN_SCHOOL or choices["school"] in inside


def test_the_table_names_every_question() -> None:
    assert set(questions()) | {"scholen.bekend"} == {*QUESTIONS, *monitor.QUESTIONS}
    assert set(about().values()) == {EVERYBODY, OWN_ROWS, OWN_SCHOOL}


@pytest.mark.parametrize("person", PEOPLE)
def test_whoever_asks_gets_what_the_table_says(person: str, world: World) -> None:
    claims, role, inside = PEOPLE[person]
    world.enter(**claims)
    asked = answered = 0
    for page, question in itertools.product(PLACES, [*questions(), "scholen.bekend"]):
        for choices in scopes(question):
            ended, table = world.asks(page, question, choices)
            asked += 1
            assert (ended == OK) == may("zien", role, inside, page, question, choices), (page, question, choices, ended)
            if table is not None:
                answered += 1
                check_answer(world, question, choices, table, inside)
    assert asked > 1000
    assert (answered > 50) == (role != "beheerder")


def check_answer(
    world: World, question: str, choices: Mapping[str, Parameter], table: ProtectedTable, inside: set[str]
) -> None:
    """A region's figures are the same for all; of schools only the own ones are there, and those are whole."""
    whole = world.answered(question, choices)
    if about()[question] == EVERYBODY:
        assert table._frame.equals(whole._frame), question
        assert table._hidden.equals(whole._hidden), question
    elif about()[question] == OWN_ROWS:
        assert set(table.values("school")) == inside
        assert len(table) == len(inside) < len(whole)
    else:
        assert table.hidden_cells == 0
        assert table.context.eigen


@pytest.mark.parametrize("person", PEOPLE)
def test_whoever_takes_figures_along_may_do_so_says_the_table_and_each_time_is_written_down(
    person: str, world: World
) -> None:
    claims, role, inside = PEOPLE[person]
    world.enter(**claims)
    taken: list[tuple[str, str, int]] = []
    for page, question in itertools.product(PLACES, questions()):
        for choices in scopes(question):
            table = world.answered(question, choices)
            ended = world.takes_along(page, table)
            allowed = may("exporteren", role, inside, page, question, choices)
            assert (ended == OK) == allowed, (page, question, choices, ended)
            if allowed:
                taken.append((page, question, len(table)))
    assert [(line["pagina"], line["vraag"], line["rijen"]) for line in world.lines()] == taken
    assert {(line["actie"], line["rol"]) for line in world.lines()} <= {("exporteren", role)}
    assert bool(taken) == any("exporteren" in done for (who, _), done in actions().items() if who == role)


@pytest.mark.parametrize("person", PEOPLE)
def test_whoever_changes_a_theme_may_do_so_says_the_table(person: str, world: World) -> None:
    claims, role, inside = PEOPLE[person]
    world.enter(**claims)
    for page, thema in itertools.product(PLACES, THEMAS):
        allowed = "wijzigen" in actions().get((role, page), set()) and thema in inside
        assert (world.changes(page, thema) == OK) == allowed, (page, thema)


def past(world: World) -> None:
    """Somebody comes in, and then does nothing for an hour."""
    world.enter(groups=["regio"])
    who = identity.principal()
    logins = identity.logins()
    logins._active = {login: seen - timedelta(hours=1) for login, seen in logins._active.items()}
    assert logins._active
    assert who.rol == "rea"


def out(world: World) -> None:
    world.enter(groups=["regio"])
    identity.logins().end(identity.principal())


def alone(world: World) -> None:
    """A server on real figures where no provider was configured."""
    world.patch.setattr(st, "user", Told())


LOGINS: dict[str, Callable[[World], None]] = {
    "nobody logged in": lambda world: world.enter(),
    "cookie of another server": lambda world: world.enter(),  # Streamlit then says so; tests/browser sends real ones
    "token past its time": lambda world: world.enter(groups=["regio"], exp=time.time() - 1),
    "token without end": lambda world: world.enter(groups=["regio"], exp=None),
    "token from the future": lambda world: world.enter(groups=["regio"], iat=time.time() + 3600),
    "token without a person": lambda world: world.enter(groups=["regio"], sub=None),
    "nothing done for too long": past,
    "logged out in another window": out,
    "value that gives no role": lambda world: world.enter(groups=["REGIO", "beheerders"]),
    "role that nobody can be given": lambda world: world.enter(groups=["demonstratie"], rol="demonstratie"),
    "claim of another form": lambda world: world.enter(groups={"regio": True}),
    "school without a school": lambda world: world.enter(groups=["school"], schools=["alle"]),
    "real data without a provider": alone,
}


def test_the_table_names_every_login_that_is_refused() -> None:
    assert set(refused_logins()) == set(LOGINS)


@pytest.mark.parametrize("login", LOGINS)
def test_a_login_that_is_none_gives_no_answer_no_file_and_no_change(login: str, world: World) -> None:
    LOGINS[login](world)
    reason = refused_logins()[login]
    for page, question in itertools.product(PLACES, questions()):
        choices = next(scopes(question))
        assert world.asks(page, question, choices) == (reason, None), (page, question)
        assert world.takes_along(page, world.answered(question, choices)) == reason, (page, question)
    assert {world.changes(page, thema) for page, thema in itertools.product(PLACES, THEMAS)} == {reason}
    assert world.lines() == []


@pytest.mark.parametrize("role", identity.TRIED_OUT)
def test_in_a_demonstration_a_role_asks_what_the_table_says_of_any_school_and_only_a_school_sees_small_counts(
    role: str, world: World, small_store: Path
) -> None:
    world.patch.setenv("INBEELD_STORE", str(small_store))
    world.patch.delenv("INBEELD_ROLES")
    st.cache_resource.clear()
    alone(world)
    world.patch.setattr(address, "choice", lambda key, options: role)
    world.release = current(small_store)
    inside: set[Any] = set(CHOICES["school"]) if role in ("school", "demonstratie") else set()
    hidden = 0
    for page, question in itertools.product(PLACES, questions()):
        for choices in scopes(question):
            ended, table = world.asks(page, question, choices)
            assert (ended == OK) == may("zien", role, inside, page, question, choices), (page, question, choices, ended)
            if table is not None and about()[question] == OWN_SCHOOL:
                hidden += table.hidden_cells
                assert table.context.eigen == (role == "school")
    assert (hidden > 0) == (role == "demonstratie")


def test_a_question_that_no_page_asks_is_answered_to_nobody(world: World) -> None:
    for claims, _role, _inside in PEOPLE.values():
        world.enter(**claims)
        assert {world.asks(page, "scholen.bekend", {})[0] for page in PLACES} <= {"onbekende_vraag", "andere_rol"}


def test_the_scope_that_is_asked_about_holds_the_question_and_its_choices(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`ask` hands over all that there is to decide on."""
    seen: list[tuple[str, Scope, str]] = []
    monkeypatch.setattr(data, "authorize", lambda who, page, scope, action: seen.append((page, scope, action)))
    world.enter(groups=["regio"])
    world.asks("lagen", "lagen.dekking", {"schooljaar": "2022-2023", "gemeente": "GM0632", "sector": "alle"})
    choices = {"schooljaar": "2022-2023", "gemeente": "GM0632", "sector": "alle"}
    assert seen == [("lagen", Scope("lagen.dekking", choices), "zien")]
