"""Under a figure stands how many of its figures are hidden: those that a reader finds in its table, and no others."""

import re

import pytest

from tests.pages.conftest import Open

PAGES = ("regio/lagen", "regio/lagen_in_beweging", "taskforce/beweging", "taskforce/groei", "taskforce/lijsten")


@pytest.mark.parametrize("page", PAGES)
def test_as_many_figures_are_said_to_be_hidden_as_a_table_marks(open_page: Open, page: str) -> None:
    app = open_page(f"pages/{page}.py")
    lines = [each.value for each in app.caption if "Eenheid: " in each.value]
    said = [int(found[1]) if (found := re.search(r"(\d+) cijfers? verborgen", line)) else 0 for line in lines]
    marked = [each.proto.body.count(">x</td>") for each in app.get("html") if "<caption>" in each.proto.body]
    assert said == marked
    assert any(said)
