"""Every role, page, question, download, change and scope, put to the doors through which figures leave.

Claims of a provider go in at one end; what comes out at the other is compared with wie_mag_wat.md alone.
"""

import itertools
import json
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any, NoReturn

import pytest
import streamlit as st

from access.decision import Scope
from access.principal import NotAllowed
from disclosure.table import Context, ProtectedTable, plain
from queries.answer import answer
from queries.query import Parameter, Question, all_questions
from schemas import codes
from tests.access.wie_mag_wat import EVERYBODY, OWN_ROWS, OWN_SCHOOL, about, actions, questions, refused_logins
from tests.real import as_real
from ui import address, data, editing, gate, identity, monitor
from ui.frame import PAGES
from warehouse.monitor.events import Status, StatusGezet
from warehouse.release import Release, connect, current

OWN, SECOND, OTHER = "99AA00", "99AB00", "99AC00"  # schools of the small region
THEMAS = ("0", "1", "3")
ROLES = """
claim = "groups"
[[rol]]
waarde = "woerden"
rol = "rea"
bereik = ["GM0632"]
[[rol]]
waarde = "regio"
rol = "rea"
[[rol]]
waarde = "analist"
rol = "analist"
[[rol]]
waarde = "school"
rol = "school"
bereik_claim = "schools"
[[rol]]
waarde = "redactie-3"
rol = "redacteur"
bereik = ["3"]
[[rol]]
waarde = "redactie"
rol = "redacteur"
[[rol]]
waarde = "beheer"
rol = "beheerder"
"""
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
CHOICES: dict[str, tuple[Parameter, ...]] = {
    "school": (OWN, SECOND, OTHER, "alle", None),
    "gemeente": ("alle", "GM0632", "GM0335", "GM0344", "' or 1=1 --"),
    "schooljaar": ("2022-2023",),
    "sector": ("alle",),
    "venster": ("schooljaar",),
    "preset": ("kearney_10_15",),
    "periode_soort": ("maand",),
    "grond": ("LPW5_A",),
    "definitie": ("BREED",),
    "groep": ("thuiszitters",),
    "categorie": ("ziekte",),
    "kwartaal": ("2022-K1",),
    "halfjaar": ("2021-2022/2",),
    "laag": ("alle",),
    "soort": ("lopend",),
    "peildatum": ("2022-09-27",),
    "agenda": ("2019-2022",),
    "bestand": ("",),  # the first that has lines, see `real`
}
QUESTIONS = all_questions()
OK = "ok"


class Told(dict[str, Any]):
    """What Streamlit knows of who looks, as `st.user`."""

    def to_dict(self) -> dict[str, Any]:
        return dict(self)


class World:
    """A server on real figures, in which somebody is on a page."""

    def __init__(self, store: Path, log: Path, patch: pytest.MonkeyPatch) -> None:
        self.release, self.log, self.patch = current(store), log, patch
        patch.setattr(data, "answer", answered_once)

    def enter(self, **claims: Any) -> None:
        """Somebody comes in with these claims; without any, nobody has logged in."""
        now = time.time()
        told = {"iss": "idp", "sub": "somebody", "iat": now - 1, "exp": now + 600} | claims if claims else {}
        told = {name: value for name, value in told.items() if value is not None}
        self.patch.setattr(st, "user", Told(told, is_logged_in=bool(claims)))

    def asks(self, page: str, question: str, choices: Mapping[str, Parameter]) -> tuple[str, ProtectedTable | None]:
        """Put a question on a page: how it ended, and the answer."""
        identity.enter(page)
        try:
            if question in monitor.QUESTIONS:
                monitor.agendas()  # one door for both
                return OK, None
            return OK, data.ask(QUESTIONS[question], **choices)
        except NotAllowed as refused:
            return refused.code, None

    def takes_along(self, page: str, table: ProtectedTable) -> str:
        """Download a table that came into somebody's hands: how it ended."""
        identity.enter(page)
        try:
            assert data.export(table)().startswith(b"\xef\xbb\xbf")
        except NotAllowed as refused:
            return refused.code
        return OK

    def changes(self, page: str, thema: str) -> str:
        """Offer to record a colour; nothing is recorded, the store is not there."""
        identity.enter(page)
        try:
            editing.record(StatusGezet("2019-2022", f"{thema}.1", "2022-K4", Status("groen")), [int(thema)], None)
        except NotAllowed as refused:
            return refused.code
        except Reached:
            return OK
        raise AssertionError("it was recorded")

    def answered(self, question: str, choices: Mapping[str, Parameter]) -> ProtectedTable:
        """The protected answer, without a door."""
        if question in monitor.QUESTIONS:
            context = Context(question, (), ("monitor",), "agendapunten", "r", "2022-01-01", "2022-01-01", False)
            return plain({"kwartaal": ["2022-K4"]}, context)
        return answered_once(self.release, QUESTIONS[question], choices)

    def lines(self) -> list[dict[str, Any]]:
        """What was written down."""
        text = "".join(path.read_text(encoding="utf-8") for path in sorted(self.log.glob("*.jsonl")))
        return [json.loads(line) for line in text.splitlines()]


ANSWERS: dict[tuple[Any, ...], ProtectedTable] = {}


def answered_once(
    release: Release, question: Question, choices: Mapping[str, Parameter], *, own: bool = False
) -> ProtectedTable:
    """Each answer is made once for all tests here: it depends on nothing but what is given."""
    key = (release, question, own, *sorted(choices.items()))
    if key not in ANSWERS:
        ANSWERS[key] = answer(release, question, choices, own=own)
    return ANSWERS[key]


class Reached(Exception):
    """Somebody came as far as the monitor."""


def reached(path: Path) -> NoReturn:
    raise Reached


@pytest.fixture(scope="module")
def real(small_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return as_real(small_store, tmp_path_factory.mktemp("real"))


@pytest.fixture
def world(real: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    (tmp_path / "roles.toml").write_text(ROLES, encoding="utf-8")
    monkeypatch.setenv("INBEELD_STORE", str(real))
    monkeypatch.setenv("INBEELD_ROLES", str(tmp_path / "roles.toml"))
    monkeypatch.setenv("INBEELD_AUDIT", str(tmp_path / "audit"))
    monkeypatch.setattr(gate, "refuse", refuse)
    monkeypatch.setattr(editing, "Store", reached)
    with connect(current(real)).cursor() as cursor:
        first = cursor.execute("select min(bestand) from mart_quarantaine_regels").fetchall()[0][0]
    monkeypatch.setitem(CHOICES, "bestand", (first,))
    st.cache_resource.clear()
    yield World(real, tmp_path / "audit", monkeypatch)
    st.cache_resource.clear()


def refuse(code: str, page: str) -> NoReturn:
    raise NotAllowed(code)


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
def test_in_a_demonstration_a_role_asks_what_the_table_says_of_any_school_and_sees_small_counts_hidden(
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
                assert not table.context.eigen
    assert (hidden > 0) == (role in ("school", "demonstratie"))


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
