"""Whatever stands in the address of a page: it is compared with codes, never shown, never run."""

from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from ui import address

pytestmark = pytest.mark.browser

SCRIPT = "<script>document.title = 'kwaad'</script><img src=x onerror=\"document.title = 'kwaad'\">"


@pytest.mark.parametrize(
    ("name", "hostile"),
    [
        ("onze_school", SCRIPT),
        ("verzuimcategorieen", "'; drop table mart_verzuim; -- kwaad"),
        ("lagen", "kwaad" * 200),
    ],
    ids=["script", "sql", "long"],
)
def test_a_hostile_address_is_neither_shown_nor_run(name: str, hostile: str, visit: Visit) -> None:
    """Every choice at once, and one that does not exist; tests/pages/test_hostile.py does so for all pages."""
    visitor = visit()
    page = visitor.goto(f"{name}?{urlencode(dict.fromkeys((*address.KEYS, 'onzin'), hostile))}")
    assert page.locator('[data-testid="stException"]').count() == 0
    assert page.locator('[data-testid="stPlotlyChart"]').count() > 0
    assert not any(part in page.locator("body").inner_text() for part in ("kwaad", "drop table", "<script"))
    expect(page.locator("html")).to_have_attribute("lang", "nl")
    assert "kwaad" not in page.title()
    assert (visitor.errors, visitor.outside) == ([], [])
