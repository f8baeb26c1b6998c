"""Logging in for real: a provider of OpenID Connect on this machine, a dashboard on data that is not voorbeelddata."""

import json
import os
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import oidc_provider_mock as provider
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from bootstrap import dashboard
from tests.browser.conftest import FIRST_PORT, Visitor
from tests.pages.shown import rows
from tests.real import as_real

pytestmark = pytest.mark.browser

SECRET = "c" * 64
COOKIE = "_streamlit_user"
ROLES = """
claim = "groups"
[[rol]]
waarde = "rea-woerden"
rol = "rea"
bereik = ["GM0632"]
[[rol]]
waarde = "scholen"
rol = "school"
bereik_claim = "schools"
"""


@dataclass(frozen=True)
class Served:
    """A dashboard with real data, the store it shows, and the school of the person who is a school."""

    address: str
    store: Path
    school: str


@pytest.fixture(scope="module")
def real(small_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("real")
    store = as_real(small_store, folder / "store")
    school = rows(store, "select min(school) from mart_scholen where levering = 'per_leerling'")[0][0]
    people = [
        provider.User(sub="rea", claims={"name": "Noor <b>", "groups": ["rea-woerden"]}),
        provider.User(sub="school", claims={"name": "Sam", "groups": ["scholen"], "schools": [school]}),
    ]
    port = dashboard.free_port(FIRST_PORT + 100)
    with pytest.MonkeyPatch.context() as patch, provider.run_server_in_thread(user_claims=people) as idp:
        secrets, roles = folder / "secrets.toml", folder / "roles.toml"
        secrets.write_text(
            f"""
            [auth]
            redirect_uri = "http://{dashboard.HOST}:{port}/oauth2callback"
            cookie_secret = "{SECRET}"
            client_id = "in-beeld"
            client_secret = "{"s" * 32}"
            server_metadata_url = "http://localhost:{idp.server_port}/.well-known/openid-configuration"
            """,
            encoding="utf-8",
        )
        roles.write_text(ROLES, encoding="utf-8")
        patch.setenv("STREAMLIT_SECRETS_FILES", str(secrets))
        patch.setenv("INBEELD_ROLES", str(roles))
        patch.setenv("INBEELD_CONTACT", "de helpdesk")
        patch.setenv("AUTHLIB_INSECURE_TRANSPORT", "1")  # nothing leaves this machine
        with dashboard.serving(port, store):
            yield Served(f"http://{dashboard.HOST}:{port}", store, school)


@pytest.fixture(scope="module")
def browsers(chromium: Browser) -> Iterator[tuple[BrowserContext, BrowserContext]]:
    """Two browsers that know nothing of each other."""
    both = chromium.new_context(reduced_motion="reduce"), chromium.new_context(reduced_motion="reduce")
    yield both
    for context in both:
        context.close()


@pytest.fixture
def visitors(browsers: tuple[BrowserContext, BrowserContext], real: Served) -> list[Visitor]:
    """Somebody at each of the two, who has not logged in."""
    for context in browsers:
        context.clear_cookies()
    return [Visitor((context.pages or [context.new_page()])[0], real.address) for context in browsers]


def cookie(visitor: Visitor, secret: str = SECRET, **claims: Any) -> Any:
    """What Streamlit keeps of a login in the browser."""
    now = time.time()
    told = {"iss": "idp", "sub": f"{claims}", "name": "Noor", "iat": now - 1, "exp": now + 600, "is_logged_in": True}
    value = create_signed_value(secret, COOKIE, json.dumps(told | {"origin": visitor.address} | claims)).decode()
    return {"name": COOKIE, "value": value, "url": visitor.address}


def log_in(visitor: Visitor, subject: str, path: str = "lagen") -> Page:
    page = visitor.goto(path)
    page.get_by_role("button", name=re.compile("Inloggen|Log in")).click()
    page.get_by_role("button", name=subject, exact=True).first.click()
    page.wait_for_url(f"{visitor.address}/**")
    return visitor.wait()


def test_who_has_not_logged_in_sees_no_figure_and_no_page(visitors: list[Visitor], real: Served) -> None:
    visitor = visitors[0]
    for path in (f"onze_school?school={real.school}", "?rol=demonstratie"):
        page = visitor.goto(path)
        expect(page.locator("h1")).to_have_text("Welkom bij In Beeld")
        assert page.locator(".st-key-navigatie a, .js-plotly-plot, table").count() == 0
        assert page.get_by_text("Bekijk als").count() == 0
    page.emulate_media(color_scheme="dark")
    assert Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"] == []
    page.emulate_media(color_scheme="light")


def test_after_logging_in_the_reader_is_on_the_page_and_the_choices_that_were_asked_for(
    visitors: list[Visitor],
) -> None:
    visitor = visitors[0]
    page = log_in(visitor, "rea", "lagen?gemeente=GM0632&taal=en&volgende=https://evil.example")
    expect(page.locator("h1")).to_have_text("Tiers")
    expect(page).to_have_url(f"{visitor.address}/lagen?gemeente=GM0632&taal=en")
    shown = page.get_by_role("combobox", name="Municipality", exact=True).locator("visible=true")
    expect(shown).to_have_value("Woerden")
    page.context.clear_cookies()
    expect(log_in(visitor, "rea", "").locator("h1")).to_have_text("Overzicht")


def test_two_people_at_once_each_see_what_is_theirs(visitors: list[Visitor], real: Served) -> None:
    rea, school = visitors
    log_in(rea, "rea")
    log_in(school, "school")
    expect(rea.page.get_by_text("Ingelogd als Noor <b> (Beleidsmedewerker)")).to_be_visible()
    expect(school.page.get_by_text("Ingelogd als Sam (School)")).to_be_visible()
    offered = [visitor.page.locator(".st-key-navigatie a").all_inner_texts() for visitor in (rea, school)]
    assert ["Onze school" in each for each in offered] == [False, True]
    assert ["Thuiszitters" in each for each in offered] == [True, False]
    expect(rea.goto(f"onze_school?school={real.school}").locator("h1")).to_have_text(
        "Deze pagina hoort bij een andere rol"
    )
    other, name = rows(
        real.store, f"select school, naam from mart_scholen where school <> '{real.school}' order by naam desc"
    )[0]
    page = school.goto(f"onze_school?school={other}")
    shown = page.get_by_role("combobox", name="School", exact=True).locator("visible=true").input_value()
    assert real.school in shown
    assert name not in page.content()


def test_who_logs_out_is_out_in_every_window(visitors: list[Visitor]) -> None:
    visitor = visitors[0]
    visitor.page.context.add_cookies([cookie(visitor, groups=["rea-woerden"])])
    visitor.goto("over_de_cijfers")
    second = Visitor(visitor.page.context.new_page(), visitor.address)
    second.goto("over_de_cijfers")
    visitor.page.get_by_role("button", name="Uitloggen").click()
    expect(visitor.page.locator("h1")).to_have_text("Welkom bij In Beeld")
    second.page.get_by_role("radio", name="English").click()
    expect(second.page.locator("h1")).to_have_text("You are logged out")
    second.page.close()


@pytest.mark.parametrize(
    ("secret", "claims", "title"),
    [
        (SECRET, {"groups": ["rea-woerden"]}, "Over de cijfers"),
        ("another secret", {"groups": ["rea-woerden"]}, "Welkom bij In Beeld"),
        (SECRET, {"groups": ["rea-woerden"], "exp": 1}, "U bent uitgelogd"),
        (SECRET, {"groups": ["rea-woerden"], "iat": 1}, "U bent uitgelogd"),
        (SECRET, {"groups": ["rea-woerden"], "origin": "https://evil.example"}, "Welkom bij In Beeld"),
        (SECRET, {"groups": ["anders"]}, "U heeft nog geen toegang"),
    ],
    ids=["good", "tampered", "expired", "idle", "of another site", "unknown role"],
)
def test_only_a_cookie_of_this_server_that_is_not_past_its_time_is_a_login(
    secret: str, claims: dict[str, Any], title: str, visitors: list[Visitor]
) -> None:
    visitor = visitors[0]
    visitor.page.context.add_cookies([cookie(visitor, secret, **claims)])
    page = visitor.goto("over_de_cijfers")
    expect(page.locator("h1")).to_have_text(title)
    assert (page.locator("table").count() > 0) == (title == "Over de cijfers")
    assert page.get_by_text("de helpdesk").count() == (title == "U heeft nog geen toegang")


def test_what_is_seen_is_written_down_without_a_name(visitors: list[Visitor], real: Served) -> None:
    visitor = visitors[0]
    visitor.page.context.add_cookies([cookie(visitor, groups=["rea-woerden"])])
    visitor.goto("monitor")
    log = "".join(path.read_text(encoding="utf-8") for path in (real.store / "audit").glob("*.jsonl"))
    lines = [json.loads(line) for line in log.splitlines()]
    seen = [line for line in lines if line["pagina"] == "monitor"]
    assert [(line["rol"], line["bereik"], line["actie"]) for line in seen] == [("rea", ["GM0632"], "zien")]
    assert "Noor" not in log
    assert os.name == "nt" or (real.store / "audit").stat().st_mode & 0o077 == 0
