"""What a page shows to its reader, and the figures of the release to compare it with."""

import json
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
from streamlit.testing.v1 import AppTest

from warehouse.release import connect, current

MOST_BYTES = 50_000  # of one figure on its way to the browser


def text(app: AppTest) -> str:
    """All sentences; a page that failed has none."""
    assert not app.exception
    said = (*app.title, *app.header, *app.subheader, *app.markdown, *app.caption, *app.info)
    return "\n".join(str(each.value) for each in said)


def charts(app: AppTest) -> dict[str, dict[str, Any]]:
    """The charts by the heading that stands above them, in the order of the page."""
    found = app.get("plotly_chart")
    titles = [title for title in headings(app) if any(each.proto.alt.startswith(f"{title}.") for each in found)]
    assert len(titles) == len(found), "each chart begins its alternative text with the heading above it"
    return {title: json.loads(each.proto.spec) for title, each in zip(titles, found, strict=True)}


def headings(app: AppTest) -> list[str]:
    return [str(each.value) for each in app.header]


def tables(app: AppTest) -> dict[str, str]:
    """The HTML tables by their caption."""
    found = [each.proto.body for each in app.get("html") if "<table" in each.proto.body]
    return {body.split("<caption>")[1].split("</caption>")[0]: body for body in found}


def check_figures(app: AppTest, *titles: str) -> None:
    """These figures stand on the page, each with words for who does not see it, and with its table."""
    found = app.get("plotly_chart")
    assert list(charts(app)) == list(titles)
    assert all(len(each.proto.alt) > len(title) + 20 for title, each in zip(titles, found, strict=True))
    assert set(titles) <= set(tables(app))
    assert all(len(each.proto.spec) <= MOST_BYTES for each in found)
    for each in found:
        go.Figure(json.loads(each.proto.spec))  # raises where Plotly does not know a name or a value


def rows(store: Path, sql: str) -> list[tuple[Any, ...]]:
    """Straight from the release, without question and protection."""
    with connect(current(store)).cursor() as cursor:
        return cursor.execute(sql).fetchall()


def percent(value: float, decimals: int) -> str:
    """`12,3 %`, as written in Dutch."""
    return f"{value:.{decimals}f}".replace(".", ",") + "\N{NO-BREAK SPACE}%"
