"""The one decision, for every role, page, question, action and scope, beside a table that people can read."""

import ast
import itertools
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest

from access import decision
from access.decision import Scope, authorize, is_own, may_export, may_open, only_rows
from access.matrix import ACTIONS, Action, MatrixError, matrix
from access.principal import NotAllowed, Principal
from queries.query import all_questions
from tests.access.wie_mag_wat import OWN_SCHOOL, about, actions, questions
from ui import monitor
from ui.frame import PAGES

ROOT = Path(__file__).parents[2]
OWN, OTHER = "99AA00", "99BB00"
NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
ABOUT_ONE_SCHOOL = {question for question, whom in about().items() if whom == OWN_SCHOOL}


@cache
def asked_by(page: str) -> set[str]:
    """The questions that the source of a page names."""
    tree = ast.parse((ROOT / PAGES[page]).read_text(encoding="utf-8"))
    named = {
        f"{node.value.id}.{node.attr}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
    }
    return named & {*all_questions(), *monitor.QUESTIONS}


def person(role: str, *bereik: str, **more: object) -> Principal:
    return Principal("p", "", role, frozenset(bereik), demonstratie=role == "demonstratie", **more)  # type: ignore[arg-type]


def allowed(who: Principal, page: str, scope: Scope, action: Action) -> bool:
    try:
        authorize(who, page, scope, action, now=NOW)
    except NotAllowed:
        return False
    return True


READABLE = actions()


def test_the_table_names_every_role_and_page() -> None:
    assert set(READABLE) == set(itertools.product(matrix().roles, PAGES))


@pytest.mark.parametrize("page", PAGES)
def test_a_page_may_ask_what_its_source_asks_and_nothing_else(page: str) -> None:
    assert matrix().questions[page] == asked_by(page)
    assert {question for question, pages in questions().items() if page in pages} == asked_by(page)


@pytest.mark.parametrize("role", matrix().roles)
def test_every_decision_is_the_one_of_the_table(role: str) -> None:
    decided = 0
    for page, action, question, school in itertools.product(
        [*PAGES, "", "onbekend"], ACTIONS, [None, *all_questions(), "onbekend.vraag"], [None, OWN, OTHER]
    ):
        may = action in READABLE.get((role, page), set())
        if question is not None:
            may = may and page in PAGES and question in asked_by(page)
        if question in ABOUT_ONE_SCHOOL:
            may = may and (role == "demonstratie" or school == OWN)
        if action == "wijzigen":
            may = False  # no theme is named here
        who = person(role, OWN) if role == "school" else person(role)
        choices = {} if school is None else {"school": school}
        assert allowed(who, page, Scope(question, choices), action) == may, (page, action, question, school)
        decided += 1
    assert decided > 3000


@pytest.mark.parametrize(("thema", "may"), [("3", True), ("4", False), (None, False)])
def test_an_editor_changes_the_themes_of_its_scope(thema: str | None, may: bool) -> None:
    assert allowed(person("redacteur", "3"), "monitor", Scope(choices={"thema": thema}), "wijzigen") == may


def test_an_editor_without_a_scope_changes_every_theme_but_not_none() -> None:
    assert allowed(person("redacteur"), "monitor", Scope(choices={"thema": "4"}), "wijzigen")
    assert not allowed(person("redacteur"), "monitor", Scope(), "wijzigen")


def test_a_school_without_a_scope_has_no_school() -> None:
    assert not allowed(person("school"), "onze_school", Scope("scholen.lagen", {"school": OWN}), "zien")


def test_in_a_demonstration_any_school_can_be_chosen() -> None:
    who = Principal("demonstratie", "", "school", demonstratie=True)
    assert allowed(who, "onze_school", Scope("scholen.lagen", {"school": OTHER}), "zien")


def test_the_role_of_the_demonstration_is_of_no_use_to_somebody_who_logged_in() -> None:
    assert not allowed(Principal("p", "", "demonstratie"), "overzicht", Scope(), "zien")


def test_every_gemeente_may_be_chosen_whatever_the_scope_and_nothing_else_may() -> None:
    who = person("rea", "GM0632")
    scopes = [Scope("lagen.verloop", {"gemeente": code}) for code in ("alle", "GM0632", "GM0335", "GM0000", "' or 1=1")]
    assert [allowed(who, "lagen", scope, "zien") for scope in scopes] == [True, True, True, False, False]


@pytest.mark.parametrize(("later", "may"), [(1, True), (0, False), (-1, False)])
def test_a_login_is_good_until_the_time_of_its_token(later: int, may: bool) -> None:
    who = person("rea", verloopt=NOW + timedelta(seconds=later))
    assert allowed(who, "overzicht", Scope(), "zien") == may


def test_a_school_gets_only_its_own_rows_of_the_list_of_schools() -> None:
    assert only_rows(person("school", OWN), "scholen.lijst") == ("school", frozenset({OWN}))
    assert only_rows(person("school", OWN), "lagen.verdeling") is None
    assert only_rows(person("demonstratie"), "scholen.lijst") is None
    assert only_rows(person("rea", "GM0632"), "scholen.lijst") == ("school", frozenset())


def test_only_a_school_sees_figures_of_one_school_whole() -> None:
    assert is_own(person("school", OWN), "scholen.lagen")
    assert not is_own(person("school", OWN), "lagen.verdeling")
    assert is_own(Principal("demonstratie", "", "school", demonstratie=True), "scholen.lagen")
    assert not is_own(Principal("demonstratie", "", "demonstratie", demonstratie=True), "scholen.lagen")


@pytest.mark.parametrize("role", matrix().roles)
def test_what_is_offered_is_what_is_allowed(role: str) -> None:
    for page in PAGES:
        assert may_open(person(role), page) == allowed(person(role), page, Scope(), "zien")
        assert may_export(person(role), page) == allowed(person(role), page, Scope(), "exporteren")


def test_nothing_is_offered_to_an_unknown_role() -> None:
    assert not may_open(person("niemand"), "overzicht")
    assert not may_export(person("niemand"), "overzicht")


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ('zien = ["overzicht"]', 'zien = ["nergens"]'),
        ("exporteren = []", 'exporteren = ["lagen"]'),
        ('bereik = "geen"', 'bereik = "land"'),
        ('"scholen.lagen" = "school"', '"scholen.alles" = "school"'),
        ('"scholen.lagen" = "school"', '"scholen.lagen" = "leerling"'),
    ],
)
def test_a_matrix_that_contradicts_itself_is_refused(right: str, wrong: str, tmp_path: Path) -> None:
    text = (
        '[paginas]\noverzicht = ["scholen.lagen"]\nlagen = []\n[binnen]\n"scholen.lagen" = "school"\n[rijen]\n'
        '[rollen.rea]\nbereik = "geen"\nzien = ["overzicht"]\nexporteren = []\nwijzigen = []\n'
    )
    whole, broken = tmp_path / "whole.toml", tmp_path / "broken.toml"
    whole.write_text(text, encoding="utf-8")
    broken.write_text(text.replace(right, wrong), encoding="utf-8")
    assert matrix(whole).roles["rea"].bereik == "geen"
    with pytest.raises(MatrixError):
        matrix(broken)


def test_pages_do_not_decide_themselves() -> None:
    """What is allowed is decided in one function, called where figures leave."""
    for path in (ROOT / "pages").rglob("*.py"):
        assert decision.authorize.__name__ not in path.read_text(encoding="utf-8")


def test_a_refusal_says_nothing_about_a_person() -> None:
    assert str(NotAllowed("verlopen")) == "not allowed: verlopen"
    with pytest.raises(ValueError, match="no reason"):
        NotAllowed("zomaar")
