"""The frame around every page, as a visitor meets it."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Visit, Visitor
from ui.frame import PAGES, title

pytestmark = pytest.mark.browser


def select(visitor: Visitor, label: str, option: str) -> None:
    visitor.page.get_by_role("combobox", name=label).locator("visible=true").click()
    visitor.page.get_by_role("option", name=option, exact=True).click()


def follow(visitor: Visitor, title: str) -> None:
    visitor.page.locator(".st-key-navigatie").get_by_role("link", name=title, exact=True).click()
    expect(visitor.page.locator("h1")).to_have_text(title)
    visitor.wait()


def chosen(page: Page, label: str) -> str:
    return page.get_by_role("combobox", name=label).locator("visible=true").input_value()


def violations(page: Page) -> list[tuple[str, list[str]]]:
    # What is in order need not be sent: it is a megabyte per page.
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [(each["id"], [node["html"][:200] for node in each["nodes"]][:3]) for each in found]


def test_the_browser_of_the_tests_starts_and_shows_a_page(chromium: Browser) -> None:
    page = chromium.new_page()
    page.set_content("<h1>In Beeld</h1>")
    assert page.inner_text("h1") == "In Beeld"
    page.close()


def test_a_link_to_a_page_runs_inside_the_frame_on_a_server_nobody_visited(fresh: str, visit: Visit) -> None:
    visitor = visit(fresh)
    page = visitor.goto("lagen")
    expect(page.locator("h1")).to_have_text("Lagen")
    expect(page.locator(".st-key-navigatie")).to_be_visible()
    assert page.get_by_text("Page not found").count() == 0
    assert visitor.errors == []


@pytest.mark.parametrize("name", PAGES)
def test_every_page_stands_whole_for_everybody(name: str, visit: Visit) -> None:
    """No error, nothing from outside, nothing that axe would mend, nothing too wide for a phone."""
    visitor = visit()
    page = visitor.goto(name)
    assert (page.locator('[data-testid="stException"]').count(), page.locator("h1").count()) == (0, 1)
    assert violations(page) == []
    page.set_viewport_size({"width": 400, "height": 900})
    assert page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollWidth") <= 400
    assert (visitor.errors, visitor.outside) == ([], [])


def test_in_the_dark_axe_finds_nothing_to_mend_on_any_page(visit: Visit) -> None:
    visitor = visit()
    visitor.page.emulate_media(color_scheme="dark")
    page = visitor.goto("")
    background = page.evaluate("() => getComputedStyle(document.querySelector('.stApp')).backgroundColor")
    assert background == "rgb(18, 25, 30)"
    for name in PAGES:
        follow(visitor, title(name))
        assert violations(page) == [], name
    assert (visitor.errors, visitor.outside) == ([], [])


def test_the_root_is_the_overview_and_so_is_its_own_name(visit: Visit) -> None:
    visitor = visit()
    for path in ("", "overzicht"):
        expect(visitor.goto(path).locator("h1")).to_have_text("Overzicht")


def test_the_title_of_the_window_names_the_page(visit: Visit) -> None:
    expect(visit().goto("vrijstellingen")).to_have_title("Vrijstellingen – In Beeld")


@pytest.mark.parametrize(("path", "language"), [("lagen", "nl"), ("lagen?taal=en", "en"), ("lagen?taal=xx", "nl")])
def test_the_page_says_in_which_language_it_is_before_any_script_has_run(
    path: str, language: str, visit: Visit
) -> None:
    visitor = visit()
    answer = visitor.page.request.get(f"{visitor.address}/{path}")
    assert f'<html lang="{language}">' in answer.text()
    assert "<title>In Beeld</title>" in answer.text()


def test_a_switch_of_language_changes_text_address_and_lang(visit: Visit) -> None:
    visitor = visit()
    page = visitor.goto("lagen")
    page.get_by_role("radio", name="English").click()
    expect(page.locator("h1")).to_have_text("Tiers")
    expect(page).to_have_url(re.compile(r"taal=en"))
    expect(page.locator("html")).to_have_attribute("lang", "en")
    visitor.wait()
    page.get_by_role("radio", name="Nederlands").click()
    expect(page.locator("h1")).to_have_text("Lagen")
    expect(page.locator("html")).to_have_attribute("lang", "nl")


def test_a_choice_stands_in_the_address_as_a_code_and_survives_other_pages_and_languages(visit: Visit) -> None:
    visitor = visit()
    page = visitor.goto("lagen")
    select(visitor, "Gemeente", "Woerden")
    expect(page).to_have_url(re.compile(r"gemeente=GM0632"))
    follow(visitor, "Vrijstellingen")
    assert chosen(page, "Gemeente") == "Woerden"
    follow(visitor, "Over de cijfers")
    follow(visitor, "Lagen")
    page.get_by_role("radio", name="English").click()
    expect(page.locator("h1")).to_have_text("Tiers")
    visitor.wait()
    assert chosen(page, "Municipality") == "Woerden"
    expect(page).to_have_url(re.compile(r"gemeente=GM0632"))


def test_back_undoes_a_change_of_page_with_its_choices(visit: Visit) -> None:
    visitor = visit()
    page = visitor.goto("lagen?gemeente=GM0335")
    follow(visitor, "Vrijstellingen")
    page.go_back()
    expect(page.locator("h1")).to_have_text("Lagen")
    visitor.wait()
    assert chosen(page, "Gemeente") == "Montfoort"


def test_a_link_that_was_mailed_shows_the_same_choice(visit: Visit) -> None:
    page = visit().goto("lagen?gemeente=GM0589&sector=PO&taal=en")
    assert (chosen(page, "Municipality"), chosen(page, "Type of education")) == ("Oudewater", "Primary school")


def test_a_value_that_does_not_exist_falls_back_without_a_word(visit: Visit) -> None:
    visitor = visit()
    page = visitor.goto("lagen?gemeente=Woerden&schooljaar=1999-2000&sector=%3Cb%3E")
    assert chosen(page, "Gemeente") == "Hele regio"
    assert (page.locator('[data-testid="stException"]').count(), visitor.errors) == (0, [])


def test_the_keyboard_reaches_filter_download_and_table(visit: Visit) -> None:
    page = visit(height=2000).goto("vrijstellingen")
    page.locator("h1").click()
    reached: list[str] = []
    for _ in range(40):
        page.keyboard.press("Tab")
        reached.append(
            page.evaluate("() => `${document.activeElement.ariaLabel || ''} ${document.activeElement.innerText || ''}`")
        )
        if "Tabel" in reached[-1]:
            page.keyboard.press("Enter")
            break
    assert any("Gemeente" in name for name in reached)
    assert any("Download CSV" in name for name in reached)
    page.keyboard.press("Tab")
    expect(page.locator(".tabel:focus")).to_have_attribute("role", "region")


def test_a_download_holds_the_figures_and_says_what_they_are(visit: Visit) -> None:
    page = visit().goto("lagen")
    with page.expect_download() as started:
        page.get_by_role("button", name="Download CSV").first.click()
    file = started.value
    assert re.fullmatch(r"in-beeld_[a-z0-9_-]+\.csv", file.suggested_filename)
    assert "voorbeelddata" in file.path().read_text(encoding="utf-8-sig").splitlines()[0]


def test_every_answer_keeps_the_browser_at_home(visit: Visit) -> None:
    visitor = visit()
    headers = visitor.page.request.get(visitor.address).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert "default-src 'self'" in headers["content-security-policy"]
