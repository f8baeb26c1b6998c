"""What a page makes of an address that nobody mailed."""

import pytest

from tests.pages.conftest import Open
from tests.pages.shown import said
from ui import address
from ui.frame import PAGES

HOSTILE = ("<script>alert('kwaad')</script>", "'; drop table mart_lagen; -- kwaad", "kwaad" * 1000)


@pytest.mark.parametrize("page", PAGES)
def test_values_that_are_no_codes_show_the_page_as_without_them(page: str, open_page: Open) -> None:
    plain = said(open_page(PAGES[page]))
    for hostile in HOSTILE:
        app = open_page(PAGES[page], **dict.fromkeys(address.KEYS, hostile))
        assert said(app) == plain
        shown = [each.proto.body for each in app.get("html")] + [each.proto.alt for each in app.get("plotly_chart")]
        assert not any("kwaad" in text for text in shown)
