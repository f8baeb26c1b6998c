"""Two editors of the monitor at once, each at a browser: who comes second is told so, and nothing is lost."""

import json
import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Visitor
from tests.browser.signing_in import Served, cookie
from warehouse.monitor.events import StatusGezet
from warehouse.monitor.store import path_in, state_of
from warehouse.monitor.verify import verify

pytestmark = pytest.mark.browser

AGENDA, QUARTER = "2019-2022", "2022-K4"
SAVE, FIRST = "Stand vastleggen", "Iemand anders heeft dit intussen gewijzigd."


@pytest.fixture
def editors(visitors: list[Visitor]) -> tuple[Visitor, Visitor]:
    """Anna and Bram, at two machines."""
    for visitor, name in zip(visitors, ("Anna de Boer", "Bram Kuiper"), strict=True):
        visitor.page.context.add_cookies([cookie(visitor, groups=["redactie"], sub=name, name=name)])
    return visitors[0], visitors[1]


def begin(editor: Visitor, punt: str, text: str) -> Page:
    """Open a point and type how it stands."""
    page = editor.goto(f"monitor?punt={punt}&kwartaal={QUARTER}")
    box(page).fill(text)
    return page


def box(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Stand van zaken", exact=True)


def save(page: Page) -> None:
    page.get_by_role("button", name=SAVE).click()


def history(real: Served, punt: str) -> list[tuple[str, str]]:
    """Who recorded what on a point, the first one first."""
    found = state_of(path_in(real.store)).history(f"status/{AGENDA}/{punt}/{QUARTER}")
    return [(one.auteur, one.event.status.stand_van_zaken) for one in found if isinstance(one.event, StatusGezet)]


def test_who_comes_second_reads_both_versions_keeps_the_own_text_and_loses_nothing(
    editors: tuple[Visitor, Visitor], real: Served
) -> None:
    anna, bram = (
        begin(editor, "0.2", text) for editor, text in zip(editors, ("Het ligt stil", "Het loopt"), strict=True)
    )
    save(anna)
    expect(anna.get_by_text("Vastgelegd.", exact=True)).to_be_visible()
    save(bram)
    expect(bram.get_by_text(FIRST)).to_be_visible()
    both = bram.get_by_role("table", name="Twee versies")
    expect(both).to_contain_text("Het ligt stil")
    expect(both).to_contain_text("Het loopt")
    expect(both).to_contain_text("vastgelegd door Anna de Boer")
    expect(box(bram)).to_have_value("Het loopt")
    assert history(real, "0.2") == [("Anna de Boer", "Het ligt stil")]
    box(bram).fill("Het ligt stil, maar komt op gang")
    save(bram)
    expect(bram.get_by_text("Vastgelegd.", exact=True)).to_be_visible()
    expect(bram.get_by_text(FIRST)).to_have_count(0)
    assert history(real, "0.2") == [
        ("Anna de Boer", "Het ligt stil"),
        ("Bram Kuiper", "Het ligt stil, maar komt op gang"),
    ]
    assert verify(path_in(real.store)).problems == ()


def test_of_two_at_the_same_moment_one_is_recorded_and_the_other_is_told(
    editors: tuple[Visitor, Visitor], real: Served
) -> None:
    pages = [begin(editor, "0.5", f"Versie {number}") for number, editor in enumerate(editors)]
    for page in pages:  # neither waits for the other
        page.get_by_role("button", name=SAVE).click(no_wait_after=True)
    ended = []
    for page in pages:
        expect(page.get_by_text(re.compile(f"^Vastgelegd\\.$|{FIRST}"))).to_be_visible()
        ended.append(page.get_by_text(FIRST).count())
    assert sorted(ended) == [0, 1]
    first, second = (0, 1) if ended[1] else (1, 0)
    assert [text for _who, text in history(real, "0.5")] == [f"Versie {first}"]
    expect(box(pages[second])).to_have_value(f"Versie {second}")
    pages[second].get_by_role("button", name="Andere versie overnemen").click()
    expect(box(pages[second])).to_have_value(f"Versie {first}")
    expect(pages[second].get_by_text(FIRST)).to_have_count(0)


def test_each_attempt_is_in_the_audit_log_without_its_text(editors: tuple[Visitor, Visitor], real: Served) -> None:
    page = begin(editors[0], "3.5", "Een opmerking")
    save(page)
    expect(page.get_by_text("Vastgelegd.", exact=True)).to_be_visible()
    log = "".join(path.read_text(encoding="utf-8") for path in (real.store / "audit").glob("*.jsonl"))
    last = [line for line in map(json.loads, log.splitlines()) if line["actie"] == "wijzigen"][-1]
    assert (last["rol"], last["pagina"], last["vraag"]) == ("redacteur", "monitor", "monitor.status")
    assert "opmerking" not in log
    assert "Anna" not in log
