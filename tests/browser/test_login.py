"""Logging in for real, and what a login is not."""

import json
import os
import time
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.conftest import POLL, Visitor
from tests.browser.signing_in import SECRET, Served, cookie, log_in
from tests.pages.shown import rows

pytestmark = pytest.mark.browser


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
    visitor.page.context.add_cookies([cookie(visitor, groups=["woerden"])])
    visitor.goto("over_de_cijfers")
    second = Visitor(visitor.page.context.new_page(), visitor.address)
    second.goto("over_de_cijfers")
    visitor.page.get_by_role("button", name="Uitloggen").click()
    expect(visitor.page.locator("h1")).to_have_text("Welkom bij In Beeld")
    second.page.get_by_role("radio", name="English").click()
    expect(second.page.locator("h1")).to_have_text("You are logged out")
    second.page.close()


def test_a_login_that_expires_while_somebody_looks_ends_at_the_next_click(visitors: list[Visitor]) -> None:
    visitor = visitors[0]
    for seconds in (5, 20, 80):  # on a busy machine a page may take longer than the first of these
        good_until = int(time.time()) + seconds
        visitor.page.context.add_cookies([cookie(visitor, groups=["woerden"], sub=f"{seconds}", exp=good_until)])
        page = visitor.goto("over_de_cijfers")
        if time.time() < good_until - 1:
            break
    expect(page.locator("h1")).to_have_text("Over de cijfers")
    page.wait_for_function("until => Date.now() > 1000 * until", arg=good_until, polling=POLL)
    page.get_by_role("radio", name="English").click()
    expect(page.locator("h1")).to_have_text("You are logged out")
    expect(page.locator("table, .js-plotly-plot")).to_have_count(0)


@pytest.mark.parametrize(
    ("secret", "claims", "title"),
    [
        (SECRET, {"groups": ["woerden"]}, "Over de cijfers"),
        ("another secret", {"groups": ["woerden"]}, "Welkom bij In Beeld"),
        (SECRET, {"groups": ["woerden"], "exp": 1}, "U bent uitgelogd"),
        (SECRET, {"groups": ["woerden"], "iat": 1}, "U bent uitgelogd"),
        (SECRET, {"groups": ["woerden"], "origin": "https://evil.example"}, "Welkom bij In Beeld"),
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
    visitor.page.context.add_cookies([cookie(visitor, groups=["woerden"])])
    visitor.goto("monitor")
    log = "".join(path.read_text(encoding="utf-8") for path in (real.store / "audit").glob("*.jsonl"))
    lines = [json.loads(line) for line in log.splitlines()]
    seen = [line for line in lines if line["pagina"] == "monitor"]
    assert [(line["rol"], line["bereik"], line["actie"]) for line in seen][-1] == ("rea", ["GM0632"], "zien")
    assert "Noor" not in log
    assert os.name == "nt" or (real.store / "audit").stat().st_mode & 0o077 == 0
