"""Who gets to see a page and its figures, with every kind of login."""

import csv
import io
import json
import logging
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from access.matrix import matrix
from access.principal import CODES, NotAllowed, Principal
from access.roles import identify
from queries import lagen, scholen, vrijstellingen
from tests.pages.shown import rows, said
from tests.real import served
from ui import data, gate, identity, language
from ui.frame import PAGES

ROOT = Path(__file__).parents[2]
Look = Callable[..., AppTest]


@pytest.fixture
def look(real: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Look]:
    """Opens a page as somebody: `look("lagen", groups=["woerden"])`, `look("lagen")` for who has not logged in."""

    def opened(page: str, *, address: dict[str, str] | None = None, **claims: Any) -> AppTest:
        now = time.time()
        app = AppTest.from_file(ROOT / PAGES[page], default_timeout=60)
        app.user = {"is_logged_in": bool(claims)}
        if claims:
            app.user |= {"iss": "i", "sub": "u", "name": "Noor", "iat": now - 1, "exp": now + 600} | claims
        for key, value in (address or {}).items():
            app.query_params[key] = value
        return app.run()

    with served(real, tmp_path, monkeypatch):
        yield opened


def school(store: Path, place: int = 0) -> tuple[str, str]:
    found = rows(
        store, "select distinct school, naam from mart_scholen where levering = 'per_leerling' order by school"
    )
    return found[place]


def refused(app: AppTest) -> str:
    """The title of a page on which there is no figure."""
    assert not app.exception
    assert not app.get("plotly_chart")
    assert not app.get("html")
    assert not app.get("download_button")
    return str(app.title[0].value)


@pytest.mark.parametrize(("group", "way"), [("woerden", "Bekijk wat groeit"), ("redactie", "Bekijk de categorieën")])
def test_the_overview_shows_nobody_the_way_to_a_page_of_another_role(group: str, way: str, look: Look) -> None:
    shown = [str(each.value) for each in look("overzicht", groups=[group]).markdown]
    assert [text for text in shown if text in {"Bekijk wat groeit", "Bekijk de categorieën"}] == [way]


@pytest.mark.parametrize("page", PAGES)
def test_who_has_not_logged_in_sees_nothing_on_any_page(page: str, look: Look) -> None:
    assert refused(look(page)) == "Welkom bij In Beeld"


@pytest.mark.parametrize(
    ("claims", "title"),
    [
        ({"groups": ["woerden"], "exp": 1}, "U bent uitgelogd"),
        ({"groups": ["woerden"], "iat": 1}, "U bent uitgelogd"),
        ({"groups": ["woerden"], "exp": None}, "Inloggen is niet gelukt"),
        ({"groups": ["woerden"], "sub": ""}, "Inloggen is niet gelukt"),
        ({"groups": ["iets"]}, "U heeft nog geen toegang"),
        ({"groups": ["school"]}, "Wij kennen uw school nog niet"),
        ({"groups": ["school"], "schools": ["00XX00"]}, "Wij kennen uw school nog niet"),
        ({"groups": ["demonstratie"], "rol": "demonstratie"}, "U heeft nog geen toegang"),
    ],
)
def test_who_may_not_come_in_reads_why_and_one_line_is_logged(
    claims: dict[str, Any], title: str, look: Look, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, logger="inbeeld.access"):
        app = look("overzicht", **claims)
        assert refused(app) == title
        app.run()
    lines = [record.getMessage() for record in caplog.records if record.name == "inbeeld.access"]
    assert len(lines) == 1
    assert "Noor" not in lines[0]


def test_a_page_of_another_role_is_refused_with_the_menu_as_the_way_on(look: Look, real: Path) -> None:
    app = look("onze_school", address={"school": school(real)[0]}, groups=["woerden"])
    assert refused(app) == "Deze pagina hoort bij een andere rol"


def test_a_login_that_expires_while_somebody_looks_ends_at_the_next_turn(look: Look) -> None:
    app = look("lagen", groups=["woerden"])
    assert app.get("plotly_chart")
    app.user = {**app.user, "exp": time.time() - 1}
    assert refused(app.run()) == "U bent uitgelogd"


def test_who_logs_out_elsewhere_is_out_here_too(look: Look) -> None:
    app = look("lagen", groups=["woerden"])
    assert app.get("plotly_chart")
    login = next(iter(identity.logins()._active))
    identity.logins().end(Principal(login[0], "", "rea", ingelogd=login[1], verloopt=login[2]))
    assert refused(app.run()) == "U bent uitgelogd"


def test_a_school_is_offered_its_own_school_only_whatever_the_address_says(look: Look, real: Path) -> None:
    (own, name), (other, other_name) = school(real, 0), school(real, 1)
    app = look("onze_school", address={"school": other}, groups=["school"], schools=[own])
    assert [each.options for each in app.selectbox if each.label == "School"] == [[f"{name} ({own})"]]
    assert name in said(app)
    assert other_name not in said(app) + "".join(each.proto.body for each in app.get("html"))


def test_two_schools_at_once_never_share_a_value(look: Look, real: Path) -> None:
    """The same page and choices, one after the other and back: each time only what is its own."""
    schools = [school(real, place) for place in range(2)]
    for own, name in (*schools, *schools):
        shown = said(look("onze_school", groups=["school"], schools=[own]))
        assert name in shown
        assert not any(other in shown for _code, other in schools if other != name)


def test_answers_are_kept_per_role_and_scope(look: Look, real: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own, other = school(real, 0)[0], school(real, 1)[0]
    people = [
        Principal("a", "", "school", frozenset({own})),
        Principal("b", "", "school", frozenset({other})),
        Principal("c", "", "school", frozenset({own, other})),
    ]
    assert len({who.view for who in people}) == len(people)
    look("onze_school", groups=["school"], schools=[own])
    identity.enter("onze_school")
    found = []
    for who in people:
        monkeypatch.setattr(identity, "principal", lambda who=who: who)
        found.append(data.ask(scholen.lijst, schooljaar="2021-2022").values("school"))
    assert [set(each) for each in found] == [{own}, {other}, {own, other}]


def test_a_question_outside_the_scope_gives_no_answer(look: Look, real: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own, other = school(real, 0)[0], school(real, 1)[0]
    look("onze_school", groups=["school"], schools=[own])
    reasons: list[str] = []

    def refuse(code: str, page: str) -> None:
        reasons.append(code)
        raise NotAllowed(code)

    monkeypatch.setattr(identity, "principal", lambda: Principal("a", "", "school", frozenset({own})))
    monkeypatch.setattr(gate, "refuse", refuse)
    for page, question, choices in (
        ("onze_school", scholen.lagen, {"school": other, "schooljaar": "2021-2022"}),
        ("lagen", scholen.lagen, {"school": own, "schooljaar": "2021-2022"}),
        ("", lagen.verloop, {"venster": "schooljaar", "preset": "x", "gemeente": "alle", "sector": "alle"}),
    ):
        identity.enter(page)
        with pytest.raises(NotAllowed):
            data.ask(question, **choices)
    assert reasons == ["buiten_bereik", "onbekende_vraag", "andere_rol"]


def test_a_download_is_decided_when_it_is_asked_for_and_written_down(
    look: Look, real: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    look("lagen", groups=["woerden"])
    now = time.time()
    who = identify({"sub": "u", "groups": "woerden", "iat": now, "exp": now + 600}, identity._table())
    monkeypatch.setattr(identity, "principal", lambda: who)
    identity.enter("vrijstellingen")
    table = data.ask(vrijstellingen.verloop, gemeente="GM0335")
    make = data.export(table)
    lines = list(csv.reader(io.StringIO(make().decode("utf-8-sig")), delimiter=";"))
    assert len(lines) == len(table) + 1
    log = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "audit").iterdir())
    last = json.loads(log.splitlines()[-1])
    assert (last["actie"], last["vraag"], last["rijen"]) == ("exporteren", "vrijstellingen.verloop", len(table))
    assert last["bereik"] == ["GM0632"]
    assert "GM0335" not in log, "what was chosen is not written down"
    identity.logins().end(who)
    with pytest.raises(NotAllowed, match="uitgelogd"):
        make()


def test_who_may_not_export_gets_no_button(look: Look) -> None:
    assert not look("lagen", groups=["redactie"]).get("download_button")
    assert look("lagen", groups=["redactie"]).get("plotly_chart")
    assert look("lagen", groups=["woerden"]).get("download_button")


def test_what_cannot_be_written_down_is_not_shown(look: Look, tmp_path: Path) -> None:
    (tmp_path / "audit").write_text("a file where the folder should be", encoding="utf-8")
    assert refused(look("lagen", groups=["woerden"])) == "De cijfers zijn nu niet te zien"


def test_real_figures_are_not_shown_where_nobody_can_log_in(real: Path, open_page: Callable[..., AppTest]) -> None:
    for page in PAGES.values():
        assert refused(open_page(page, store=real, rol="demonstratie")) == "Inloggen is nog niet ingesteld"


@pytest.mark.parametrize("role", identity.TRIED_OUT)
def test_in_a_demonstration_each_role_is_kept_from_the_pages_of_others(
    role: str, open_page: Callable[..., AppTest]
) -> None:
    assert said(open_page(PAGES["monitor"], rol=role)).startswith("Monitor samenwerkingsagenda")
    for page in set(PAGES) - matrix().roles[role].pages["zien"]:
        assert refused(open_page(PAGES[page], rol=role)) == "Deze pagina hoort bij een andere rol", page


def test_every_reason_to_refuse_has_its_words_in_both_languages(open_page: Callable[..., AppTest]) -> None:
    for taal in language.LANGUAGES:
        with language.using(taal):
            assert all(all(gate.explanation(code)) for code in CODES)
    with language.using("nl"):
        assert set(gate.role_names()) == set(matrix().roles)


def test_a_name_from_outside_is_shown_as_plain_text() -> None:
    assert gate._plain("[x](http://evil) <b> *") == r"\[x\]\(http\://evil\) \<b\> \*"


def test_a_school_sees_its_own_small_counts(look: Look, real: Path) -> None:
    own, _name = school(real)
    jaar = rows(real, f"select max(schooljaar) from mart_lagen_school where school = '{own}'")[0][0]
    small = rows(
        real,
        f"select count(*) from mart_lagen_school where school = '{own}' and schooljaar = '{jaar}' "
        "and leerlingen between 1 and 4",
    )[0][0]
    assert small > 0, "a school with small counts"
    app = look("onze_school", address={"schooljaar": jaar}, groups=["school"], schools=[own])
    assert "U ziet de cijfers van uw eigen school helemaal" in said(app)
    assert ">x<" not in "".join(each.proto.body for each in app.get("html"))
