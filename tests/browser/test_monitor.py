"""The grid of the monitor in a real browser: by mouse, by keyboard, and on paper."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit, Visitor
from tests.browser.test_frame import violations

pytestmark = pytest.mark.browser

CELL = ".stoplicht td a"


def opened(visit: Visit, path: str = "monitor") -> tuple[Visitor, Page]:
    visitor = visit()
    return visitor, visitor.goto(path)


def test_a_cell_shows_its_text_without_loading_the_page_anew(visit: Visit) -> None:
    visitor, page = opened(visit, "monitor?thema=3")
    page.evaluate("() => { window.sameWindow = true }")
    page.get_by_role("link", name="2. Verbeteren van de registratie van thuiszitters, 3e kwartaal 2020").click()
    expect(page.locator("h3").first).to_have_text(re.compile("3.2 Verbeteren .*3e kwartaal 2020"))
    expect(page).to_have_url(re.compile(r"thema=3.*punt=3\.2.*kwartaal=2020-K3"))
    expect(page.get_by_text("De lijsten worden elke drie weken vergeleken.").first).to_be_visible()
    assert page.evaluate("() => window.sameWindow")
    assert visitor.errors == []


def test_the_keyboard_walks_through_the_grid_in_one_stop(visit: Visit) -> None:
    _, page = opened(visit, "monitor?thema=3&punt=3.2&kwartaal=2020-K3")
    focused: Callable[[], str] = lambda: page.evaluate("() => document.activeElement.getAttribute('aria-label')")  # noqa: E731
    page.locator(f'{CELL}[tabindex="0"]').focus()
    for key, expected in (
        ("ArrowRight", "2. Verbeteren van de registratie van thuiszitters, 4e kwartaal 2020"),
        ("ArrowDown", "3. Afspraken over de beperkingen van de nieuwe AVG, 4e kwartaal 2020"),
        ("Home", "3. Afspraken over de beperkingen van de nieuwe AVG, 1e kwartaal 2019"),
        ("ArrowLeft", "3. Afspraken over de beperkingen van de nieuwe AVG, 1e kwartaal 2019"),
        ("End", "3. Afspraken over de beperkingen van de nieuwe AVG, 4e kwartaal 2022"),
    ):
        page.keyboard.press(key)
        assert focused().startswith(expected), key
    assert page.locator(f'{CELL}[tabindex="0"]').count() == 1
    page.keyboard.press("Enter")
    expect(page.locator("h3").first).to_have_text(re.compile("3.3 Afspraken .*4e kwartaal 2022"))


def test_the_forms_of_an_editor_stand_whole_for_everybody(visit: Visit) -> None:
    visitor, page = opened(visit, "monitor?rol=redacteur&thema=0&punt=0.2&kwartaal=2022-K4")
    expect(page.get_by_role("button", name="Stand vastleggen")).to_be_visible()
    assert violations(page) == []
    page.set_viewport_size({"width": 400, "height": 900})
    assert page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollWidth") <= 400
    assert visitor.errors == []


def test_on_paper_the_grid_stands_on_one_sheet_and_says_that_it_is_voorbeelddata(visit: Visit) -> None:
    _, page = opened(visit)
    printed = page.pdf(prefer_css_page_size=True, print_background=True)
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", printed)) == 1
    page.emulate_media(media="print")
    expect(page.locator(".stoplicht")).to_be_visible()
    expect(page.get_by_text("voorbeelddata", exact=True).first).to_be_visible()
    expect(page.get_by_role("combobox", name="Thema")).to_be_hidden()
    expect(page.get_by_text("Voor het overleg")).to_be_hidden()
    page.emulate_media(media="screen")
